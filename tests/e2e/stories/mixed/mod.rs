//! A mediation about education and health, from the authority's referral to the last kept promise.
//!
//! Ambleshire has refused to issue a plan for Robin. It agrees to issue one; the board agrees to assess
//! the speech, and not to a therapist in school. So the agreement is a partial one, with something due in
//! two, in five and in eleven weeks.

mod after;
mod before;
mod day;

use entities::PersonId;
use serde_json::Value;
use tests::both;
use tests::database::TestDatabase;

use super::Story;

/// The story so far.
struct Mixed {
    story: Story,
    /// Robin's mother.
    petra: PersonId,
    /// The contact with the adviser.
    contact: Value,
    /// The mediation that came of it.
    mediation: Value,
}

impl Mixed {
    /// The record of both cases: what happened, in order, which clocks were kept, and what is still owed.
    async fn what_is_left(&self) {
        let (story, mediation, contact) = (&self.story, &self.mediation, &self.contact);
        let (of_contact, of_mediation) =
            (story.record(contact).await, story.record(mediation).await);
        insta::allow_duplicates! {
            insta::assert_snapshot!(of_contact, @r"
        2026-03-02 the referral is received
        2026-03-02 the referral is taken up
        2026-03-02 it is tried to reach the family
        2026-03-03 the family is reached
        2026-03-03 the family agrees
        2026-03-03 the service takes the case on
        2026-03-04 the date of the contact is known
        2026-03-04 information and advice are given
        2026-03-05 the family chooses mediation
        2026-03-24 the mediation has ended
        2026-03-26 the certificate is issued
        2026-06-08 the contact is closed
        --
        C13 from 2026-03-24 to 2026-03-27, met 2026-03-26
        C5 from 2026-02-16 to 2026-04-16, met 2026-03-04
        C14 from 2026-03-26 to 2026-04-27
        --
        ");
            insta::assert_snapshot!(of_mediation, @r"
        2026-03-05 the local authority is told
        2026-03-09 the integrated care board receives the notice
        2026-03-09 something changes about somebody who takes part
        2026-03-09 something changes about somebody who takes part
        2026-03-09 each party is asked whether somebody more may attend
        2026-03-09 a party answers whether somebody more may attend
        2026-03-09 a party answers whether somebody more may attend
        2026-03-09 a party answers whether somebody more may attend
        2026-03-09 somebody is added to those who take part
        2026-03-09 everybody is asked for dates
        2026-03-11 enough dates are known
        2026-03-11 a date is held
        2026-03-11 everybody accepts a date
        2026-03-16 the mediator introduces themselves to everybody
        2026-03-16 the mediator prepares the meeting with somebody who comes
        2026-03-16 the mediator prepares the meeting with somebody who comes
        2026-03-16 the mediator prepares the meeting with somebody who comes
        2026-03-16 the mediator prepares the meeting with somebody who comes
        2026-03-16 the mediator prepares the meeting with somebody who comes
        2026-03-16 a party's summary is written
        2026-03-16 a party's summary is written
        2026-03-16 a party's summary is written
        2026-03-16 the summaries are exchanged
        2026-03-16 the person says what they may decide
        2026-03-16 the mediator confirms it
        2026-03-16 the person says what they may decide
        2026-03-16 the mediator confirms it
        2026-03-16 what the child thinks is taken down
        2026-03-16 everything is prepared
        2026-03-24 it is recorded who is there
        2026-03-24 somebody who comes signs the ground rules
        2026-03-24 somebody who comes signs the ground rules
        2026-03-24 somebody who comes signs the ground rules
        2026-03-24 somebody who comes signs the ground rules
        2026-03-24 the session begins
        2026-03-24 what became of an issue is recorded
        2026-03-24 what became of an issue is recorded
        2026-03-24 what is agreed is written down
        2026-03-24 somebody signs the agreement
        2026-03-24 somebody signs the agreement
        2026-03-24 the agreement is signed
        2026-03-24 the mediation ends
        2026-03-25 the typed agreement is sent
        2026-03-26 everybody is invited to evaluate
        2026-03-26 an evaluation came in
        2026-03-26 what is owed after the meeting is done
        2026-04-07 a promised action is done
        2026-04-28 no appeal came by the last day
        2026-04-29 somebody says that a promised action is not kept
        2026-04-29 the lateness of a promised action is taken further
        2026-05-05 a promised action is done
        2026-05-05 somebody is asked whether the agreement works
        2026-06-08 a promised action is done
        2026-06-08 nothing is left to follow up
        --
        C7 from 2026-03-05 to 2026-03-10, met 2026-03-09
        C32 from 2026-03-09 to 2026-03-12, met 2026-03-11
        C12 from 2026-03-24 to 2026-03-16, met 2026-03-11
        C8 from 2026-03-05 to 2026-04-02, met 2026-03-24
        C16 from 2026-03-24 to 2026-04-07, met 2026-04-07
        C14 from 2026-03-26 to 2026-04-27
        C36 from 2026-03-24 to 2026-05-05, met 2026-05-05
        C21 from 2026-03-24 to 2026-06-09, met 2026-06-08
        --
        the coordinator: report the outcome by its code
        ");
        }
        story.audit_holds().await;
    }

    /// Everybody sees their part, and the family next door nothing.
    async fn who_sees_what(&self, meeting: &Value) {
        let (story, mediation) = (&self.story, &self.mediation);
        let staff = story.region.staff;
        let mediator = story.mediator(meeting).await;
        let part = "agreement { actions { what } } certificate { number } summaries { text } childsViews { text }
          timeline { words } afterwards { actions { what } evaluations { heard } } meetings { prepContacts { note } }";
        let mut table = Vec::new();
        for (name, actor) in [
            ("manager", staff.manager),
            ("coordinator", staff.coordinator),
            ("adviser", staff.adviser),
            ("mediator", mediator),
            ("family", self.petra),
            ("officer", staff.la_officers[0]),
            ("other officer", staff.la_officers[1]),
            ("board", staff.health_officer),
            ("school", staff.teacher),
            ("supporter", staff.supporter),
            ("other family", story.region.cases.med_e.1.parent),
            ("other authority", staff.other_la_officer),
            ("other service", staff.southern_coordinator),
            ("stranger", staff.stranger),
        ] {
            let seen = story.read(actor, mediation, part).await;
            let has = |pointer: &str| seen.pointer(pointer).is_some_and(|found| !found.is_null());
            let parts = [
                ("case", has("")),
                ("agreement", has("/agreement/actions/0")),
                ("certificate", has("/certificate/number")),
                ("summaries", has("/summaries/0")),
                ("views", has("/childsViews/0")),
                ("timeline", has("/timeline/0")),
                ("progress", has("/afterwards/actions/0")),
                ("evaluation", has("/afterwards/evaluations/0/heard")),
                ("notes", has("/meetings/0/prepContacts/0")),
            ];
            let parts: Vec<_> = parts
                .into_iter()
                .filter_map(|(part, has)| has.then_some(part))
                .collect();
            table.push(format!("{name}: {}", parts.join(" ")).trim_end().to_owned());
        }
        insta::allow_duplicates! { insta::assert_snapshot!(table.join("\n"), @r"
        manager: case agreement summaries timeline progress
        coordinator: case agreement summaries views timeline progress
        adviser: case timeline
        mediator: case agreement summaries views progress notes
        family: case agreement summaries views progress evaluation
        officer: case agreement summaries progress
        other officer:
        board: case agreement summaries progress
        school: case summaries
        supporter: case
        other family:
        other authority:
        other service:
        stranger:
        ") }
    }
}

both! {
    async fn a_mixed_mediation_is_carried_from_the_referral_to_the_last_kept_promise(database: TestDatabase) {
        let mut mixed = Mixed::referred(database).await;
        mixed.the_family_agrees().await;
        mixed.the_family_chooses_mediation().await;
        mixed.the_bodies_are_told().await;
        let meeting = mixed.a_date_is_agreed().await;
        mixed.everybody_prepares(&meeting).await;
        mixed.the_day(&meeting).await;
        mixed.what_is_agreed_is_signed().await;
        mixed.the_meeting_ends_with_its_papers().await;
        mixed.the_board_keeps_its_promise().await;
        mixed.the_authority_is_late_with_the_draft().await;
        mixed.the_plan_is_issued_and_the_case_closed().await;
        mixed.what_is_left().await;
        mixed.who_sees_what(&meeting).await;
    }
}
