//! Which life-cycle decides a step, and what it answers.

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveTime, Utc};
use entities::participant::Role;
use entities::{MatterId, case, case_clock, case_record, issue, meeting};

use super::RecordRefused;
use super::facts::{Stands, basis};
use super::step::{Shared, Step};
use crate::app::{self, day_of};
use crate::auth::Action;
use crate::law::Rule;
use crate::lifecycle::certificate::Basis;
use crate::lifecycle::change::{ClosureCode, Effect, Hold};
use crate::lifecycle::dates::Moment;
use crate::lifecycle::kinds::Product;
use crate::lifecycle::session::{Arrival, Outcome, Preparation};
use crate::lifecycle::{Stage, advice, agreement, facilitation, mediation, resolution};

/// What a step leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Taken {
    /// The state after it.
    pub(super) to: case::State,
    /// What must follow.
    pub(super) effects: Vec<Effect>,
    /// What happened, as a clause.
    pub(super) words: &'static str,
    /// The day on which it happened.
    pub(super) happened_on: NaiveDate,
    /// Until when there is time for comments, where that was set.
    pub(super) comments_until_on: Option<NaiveDate>,
}

/// Refuses a day on which something owed cannot have been done: one that has not come, and one before its
/// clock began to run.
pub(super) fn may_be_done_on(
    on: NaiveDate,
    clock: Option<&case_clock::Model>,
    today: NaiveDate,
) -> Result<(), RecordRefused> {
    let wrong = |code, sentence: &str| RecordRefused::Wrong {
        field: "doneOn",
        code,
        sentence: sentence.to_owned(),
    };
    if today < on {
        let sentence = "What is done was done on a day that has come (record of the case).";
        return Err(wrong("DATE_IN_THE_FUTURE", sentence));
    }
    // Notice of a meeting runs back from a day that is still to come.
    let began = clock.map(|clock| clock.started_on);
    if began.is_some_and(|began| began <= today && on < began) {
        let sentence =
            "Nothing was owed yet on that day: its time had not begun to run (record of the case).";
        return Err(wrong("DATE_BEFORE_ITS_CAUSE", sentence));
    }
    Ok(())
}

/// When something was done: now, or at noon of a day before.
pub(super) fn done_at(on: NaiveDate, now: DateTime<Utc>) -> DateTime<Utc> {
    if on == day_of(now) {
        return now;
    }
    let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
    on.and_time(noon).and_utc()
}

/// What follows where nothing moves.
pub(super) fn stays(
    state: case::State,
    words: &'static str,
    happened_on: NaiveDate,
    effects: Vec<Effect>,
) -> Taken {
    Taken {
        to: state,
        effects,
        words,
        happened_on,
        comments_until_on: None,
    }
}

/// What somebody must be allowed to do for a step to be theirs to record.
pub(super) fn needs(kind: case::Kind, step: &Step) -> Action {
    match step {
        Step::Any(Shared::Closed(_) | Shared::Withdrew { .. }) if kind == case::Kind::Mia => {
            Action::Advise
        }
        Step::Prepared { .. }
        | Step::DayStarts { .. }
        | Step::Ends { .. }
        | Step::Any(Shared::Adjourned { .. }) => Action::RunSession,
        Step::Advice(advice::Event::MediationConcluded { .. } | advice::Event::Corrected(_))
        | Step::Mediation(_)
        | Step::Resolution(_)
        | Step::Facilitation(_)
        | Step::Any(_)
        | Step::Asked { .. }
        | Step::Agreed { .. }
        | Step::Papers { .. }
        | Step::Agenda
        | Step::Notes
        | Step::FinalNotes { .. }
        | Step::Actions
        | Step::FollowedUp => Action::RunCase,
        Step::Advice(_) | Step::Chosen { .. } => Action::Advise,
    }
}

/// What follows in the contact with the adviser from something that happens in the mediation: a family
/// that withdraws after it has met has taken part.
pub(super) fn in_advice(has_met: bool, step: &Step, today: NaiveDate) -> Option<advice::Event> {
    match step {
        Step::Mediation(mediation::Event::Withdrew { on, .. }) if !has_met => {
            Some(advice::Event::Withdrew { told_on: *on })
        }
        Step::Mediation(
            mediation::Event::Ended { on, .. } | mediation::Event::Withdrew { on, .. },
        ) => Some(advice::Event::MediationConcluded { on: *on }),
        // Who settles it otherwise, or is heard of no more, does not pursue mediation any longer.
        Step::Mediation(mediation::Event::Closed(
            ClosureCode::SettledBefore | ClosureCode::NoReply,
        )) => Some(advice::Event::Withdrew { told_on: today }),
        Step::Mediation(mediation::Event::LaCannotArrange { told_on }) => {
            Some(advice::Event::LaCannotArrange { told_on: *told_on })
        }
        Step::Advice(_)
        | Step::Mediation(_)
        | Step::Resolution(_)
        | Step::Facilitation(_)
        | Step::Any(_)
        | Step::Chosen { .. }
        | Step::Asked { .. }
        | Step::Agreed { .. }
        | Step::Papers { .. }
        | Step::Agenda
        | Step::Notes
        | Step::FinalNotes { .. }
        | Step::Actions
        | Step::FollowedUp
        | Step::Prepared { .. }
        | Step::DayStarts { .. }
        | Step::Ends { .. } => None,
    }
}

/// The day on which the Children and Families Act 2014 and its regulations came into force.
const LAW_BEGINS: Option<NaiveDate> = NaiveDate::from_ymd_opt(2014, 9, 1);

/// Whether a date may be set right to this one: none before the law began, by which every clock runs.
pub(super) fn is_moment_in_reach(moment: Moment) -> bool {
    match moment {
        Moment::On(day) => app::is_in_reach(day) && LAW_BEGINS <= Some(day),
        Moment::At(at) => (2015..=2100).contains(&at.year()),
    }
}

/// Whether every date of a step is one that Concord works with.
pub(super) fn is_in_reach(step: &Step) -> bool {
    let instant = |at: &DateTime<Utc>| (2014..=2100).contains(&at.year());
    match step {
        Step::Advice(advice::Event::Contacted { at })
        | Step::Mediation(
            mediation::Event::LaInformed { at } | mediation::Event::IcbInformed { at },
        ) => instant(at),
        Step::Advice(event) => advised_on(event).is_none_or(app::is_in_reach),
        Step::Mediation(event) => mediated_on(event).is_none_or(app::is_in_reach),
        Step::Resolution(event) => resolved_on(event).is_none_or(app::is_in_reach),
        Step::Facilitation(facilitation::Event::CommentsOpened { until_on: on })
        | Step::Chosen { on, .. }
        | Step::Asked { on }
        | Step::Papers { on }
        | Step::DayStarts { on }
        | Step::FinalNotes { on }
        | Step::Ends { on, .. } => app::is_in_reach(*on),
        Step::Facilitation(event) => facilitated_on(event).is_none_or(app::is_in_reach),
        Step::Agreed { .. }
        | Step::Any(_)
        | Step::Prepared { .. }
        | Step::Agenda
        | Step::Notes
        | Step::Actions
        | Step::FollowedUp => true,
    }
}

/// What is on record about a meeting that its steps depend on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct OnRecord {
    /// Whether the mediator has been in touch with everybody who must come.
    pub(super) has_called: bool,
    /// Who is there.
    pub(super) arrivals: Vec<Arrival>,
    /// How many have signed the agreement; none while somebody who agrees has not.
    pub(super) signatures: usize,
    /// Whether somebody has signed a draft of it.
    pub(super) is_partly_signed: bool,
    /// What became of each issue.
    pub(super) issues: Vec<issue::Status>,
}

/// A step with what it takes from the records.
pub(super) fn on_record(step: Step, record: &OnRecord) -> Result<Step, RecordRefused> {
    Ok(match step {
        Step::Prepared { said } => {
            let calls = record.has_called.then_some(Preparation::Calls);
            let said = said.into_iter().filter(|part| *part != Preparation::Calls);
            let done = said.chain(calls).collect();
            Step::Any(Shared::Prepared { done })
        }
        Step::DayStarts { on } => {
            let arrivals = record.arrivals.clone();
            Step::Any(Shared::DayStarted { on, arrivals })
        }
        Step::Ends { on, outcome } => {
            outcome_fits(outcome, record)?;
            let signatures = record.signatures;
            Step::Any(Shared::Ended {
                on,
                outcome,
                signatures,
            })
        }
        Step::Advice(_)
        | Step::Mediation(_)
        | Step::Resolution(_)
        | Step::Facilitation(_)
        | Step::Any(_)
        | Step::Chosen { .. }
        | Step::Asked { .. }
        | Step::Agreed { .. }
        | Step::Papers { .. }
        | Step::Agenda
        | Step::Notes
        | Step::FinalNotes { .. }
        | Step::Actions
        | Step::FollowedUp => step,
    })
}

/// What an open issue becomes with the outcome of the meeting; `None` where it stays as it is.
pub(super) fn settled(status: issue::Status, outcome: Outcome) -> Option<issue::Status> {
    use issue::Status;
    match (status, outcome) {
        (Status::Open, Outcome::Full) => Some(Status::Agreed),
        (Status::Open, Outcome::Nothing) => Some(Status::NotAgreed),
        // What is open and what is not cannot be told apart by this outcome, so it was asked for before.
        (Status::Open, Outcome::Partial)
        | (Status::Agreed | Status::Partly | Status::NotAgreed | Status::Withdrawn, _) => None,
    }
}

/// Whether an outcome says the same as the issues and the agreement on record.
fn outcome_fits(outcome: Outcome, record: &OnRecord) -> Result<(), RecordRefused> {
    use issue::Status;
    let against = |statuses: &[Status]| record.issues.iter().any(|found| statuses.contains(found));
    let is_contradicted = match outcome {
        Outcome::Full => against(&[Status::Partly, Status::NotAgreed]),
        Outcome::Nothing => against(&[Status::Agreed, Status::Partly]),
        Outcome::Partial => false,
    };
    if is_contradicted {
        return Err(RecordRefused::Against {
            code: "OUTCOME_AGAINST_ISSUES",
            sentence: format!(
                "The outcome \"{outcome}\" says something else than what is recorded of the issues; \
                 maybe settle them anew (regulation 42(1); record of the issues)."
            ),
        });
    }
    if outcome == Outcome::Partial && against(&[Status::Open]) {
        return Err(RecordRefused::Against {
            code: "ISSUES_UNSETTLED",
            sentence:
                "Where something is agreed and something is not, it is recorded of each issue \
                       what became of it before the meeting ends (regulation 42(1); record of the \
                       issues)."
                    .to_owned(),
        });
    }
    if outcome == Outcome::Nothing && record.signatures > 0 {
        return Err(RecordRefused::Against {
            code: "AGREEMENT_SIGNED",
            sentence: "An agreement is signed, so something was agreed (regulation 42(1))."
                .to_owned(),
        });
    }
    if outcome == Outcome::Nothing && record.is_partly_signed {
        return Err(RecordRefused::Against {
            code: "AGREEMENT_PARTLY_SIGNED",
            sentence:
                "Somebody has signed what was to be agreed, and it is not thrown away with the \
                       outcome: let the others sign, or give the draft up first (regulation 42(1))."
                    .to_owned(),
        });
    }
    Ok(())
}

/// Asks the life-cycle.
pub(super) fn take(
    stands: &Stands,
    step: Step,
    now: DateTime<Utc>,
) -> Result<Taken, RecordRefused> {
    let here = Stage::of(stands.row.kind, stands.row.state).ok_or(RecordRefused::OtherType)?;
    if step == Step::Actions && stands.after.is_unsigned {
        return Err(RecordRefused::against(&agreement::Refusal::Unsigned));
    }
    match (here, from_records(here, step, stands)) {
        (Stage::Advice(state), Step::Advice(event)) => advise(state, &event, stands, now),
        (Stage::Mediation(state), Step::Mediation(event)) => {
            let Product::Mediation(which) = Product::from(stands.row.kind) else {
                return Err(RecordRefused::OtherType);
            };
            let change = mediation::step(state, &event, &stands.for_mediation(which), now)
                .map_err(|refused| RecordRefused::against(&refused))?;
            Ok(Taken {
                to: change.to.stored(),
                effects: change.effects,
                words: event.words(),
                happened_on: mediated_on(&event).unwrap_or(day_of(now)),
                comments_until_on: None,
            })
        }
        (Stage::Resolution(state), Step::Resolution(event)) => {
            let Product::Resolution(which) = Product::from(stands.row.kind) else {
                return Err(RecordRefused::OtherType);
            };
            let change = resolution::step(state, &event, &stands.for_resolution(which), now)
                .map_err(|refused| RecordRefused::against(&refused))?;
            Ok(Taken {
                to: change.to.stored(),
                effects: change.effects,
                words: event.words(),
                happened_on: resolved_on(&event).unwrap_or(day_of(now)),
                comments_until_on: None,
            })
        }
        (Stage::Facilitation(state), Step::Facilitation(event)) => {
            let Product::Facilitation(which) = Product::from(stands.row.kind) else {
                return Err(RecordRefused::OtherType);
            };
            let change = facilitation::step(state, &event, &stands.for_facilitation(which), now)
                .map_err(|refused| RecordRefused::against(&refused))?;
            Ok(Taken {
                to: change.to.stored(),
                effects: change.effects,
                words: event.words(),
                happened_on: facilitated_on(&event).unwrap_or(day_of(now)),
                comments_until_on: match event {
                    facilitation::Event::CommentsOpened { until_on } => Some(until_on),
                    _ => None,
                },
            })
        }
        // A mediation that came from no contact of ours has its certificate from the adviser all the
        // same; the case itself stays where it is.
        (Stage::Mediation(state), Step::Advice(event @ advice::Event::Issued { .. })) => {
            if stands.advice.is_some() {
                return Err(RecordRefused::NothingDue);
            }
            let owed = stands
                .record
                .certificate_basis
                .ok_or(RecordRefused::NothingDue)?;
            let due = match basis(owed) {
                Basis::Declined => advice::State::CertificateDueDeclined,
                Basis::TakenPart => advice::State::CertificateDueTakenPart,
                Basis::Deemed => advice::State::CertificateDueDeemed,
            };
            let taken = advise(due, &event, stands, now)?;
            Ok(Taken {
                to: state.stored(),
                ..taken
            })
        }
        (
            Stage::Referral(_)
            | Stage::Advice(_)
            | Stage::Mediation(_)
            | Stage::Resolution(_)
            | Stage::Facilitation(_),
            _,
        ) => Err(RecordRefused::OtherType),
    }
}

/// A step whose particulars stand in the records, with them.
fn from_records(here: Stage, step: Step, stands: &Stands) -> Step {
    use facilitation::Event;
    let pack = &stands.pack;
    let open_actions = stands.after.open_actions;
    match (here, step) {
        (Stage::Facilitation(_), Step::Papers { on }) => {
            let limits = stands.limits;
            Step::Facilitation(Event::PapersCirculated { on, limits })
        }
        (Stage::Facilitation(_), Step::Agenda) => Step::Facilitation(Event::AgendaDrafted {
            items: pack.agenda_items,
        }),
        (Stage::Facilitation(_), Step::Notes) => Step::Facilitation(Event::NotesDrafted {
            has_text: pack.has_notes,
        }),
        (Stage::Facilitation(_), Step::FinalNotes { on }) => {
            let silent = pack.silent;
            Step::Facilitation(Event::NotesFinalised { on, silent })
        }
        (Stage::Facilitation(_), Step::Actions) => Step::Facilitation(Event::ActionsAgreed {
            unowned: stands.after.unowned_actions,
        }),
        (Stage::Facilitation(_), Step::FollowedUp) => {
            Step::Facilitation(Event::ActionsDone { open_actions })
        }
        (Stage::Mediation(_), Step::FollowedUp) => {
            Step::Mediation(mediation::Event::FollowUpDone {
                open_actions,
                is_check_done: stands.after.is_check_done,
                appeal: stands.after.appeal,
            })
        }
        (Stage::Resolution(_), Step::FollowedUp) => {
            Step::Resolution(resolution::Event::FollowUpDone { open_actions })
        }
        (
            Stage::Referral(_)
            | Stage::Advice(_)
            | Stage::Mediation(_)
            | Stage::Resolution(_)
            | Stage::Facilitation(_),
            step,
        ) => step,
    }
}

fn advise(
    state: advice::State,
    event: &advice::Event,
    stands: &Stands,
    now: DateTime<Utc>,
) -> Result<Taken, RecordRefused> {
    let change = advice::step(state, event, &stands.for_advice(), now)
        .map_err(|refused| RecordRefused::against(&refused))?;
    Ok(Taken {
        to: change.to.stored(),
        effects: change.effects,
        words: event.words(),
        happened_on: advised_on(event).unwrap_or(day_of(now)),
        comments_until_on: None,
    })
}

/// The day that an event of the contact carries.
fn advised_on(event: &advice::Event) -> Option<NaiveDate> {
    use advice::Event;
    match event {
        Event::Contacted { at } => Some(day_of(*at)),
        Event::Informed { on, .. }
        | Event::Declined { told_on: on }
        | Event::Chose { on, .. }
        | Event::MediationConcluded { on }
        | Event::LaCannotArrange { told_on: on }
        | Event::Withdrew { told_on: on }
        | Event::Issued { on } => Some(*on),
        Event::OnlySectionI
        | Event::Undecided
        | Event::Signposted
        | Event::Closed(_)
        | Event::Corrected(_) => None,
    }
}

/// The day that an event of a mediation carries.
fn mediated_on(event: &mediation::Event) -> Option<NaiveDate> {
    use mediation::Event;
    match event {
        Event::LaInformed { at } | Event::IcbInformed { at } => Some(day_of(*at)),
        Event::AvailabilityAsked { on }
        | Event::Postponed { told_on: on, .. }
        | Event::DayStarted { on, .. }
        | Event::Ended { on, .. }
        | Event::Adjourned { on }
        | Event::Withdrew { on, .. }
        | Event::LaCannotArrange { told_on: on } => Some(*on),
        Event::AvailabilityEnough { .. }
        | Event::SlotsProposed { .. }
        | Event::Accepted(_)
        | Event::Rejected { .. }
        | Event::HoldExpired
        | Event::Prepared { .. }
        | Event::AuthorityMissing { .. }
        | Event::SecondDateWanted
        | Event::FollowUpStarted { .. }
        | Event::FollowUpDone { .. }
        | Event::SafeguardingRaised { .. }
        | Event::Closed(_)
        | Event::Corrected(_) => None,
    }
}

/// The day that an event of a disagreement resolution carries.
fn resolved_on(event: &resolution::Event) -> Option<NaiveDate> {
    use resolution::Event;
    match event {
        Event::AvailabilityAsked { on }
        | Event::Postponed { told_on: on, .. }
        | Event::DayStarted { on, .. }
        | Event::Ended { on, .. }
        | Event::Adjourned { on }
        | Event::Withdrew { on, .. } => Some(*on),
        Event::RoundOpened
        | Event::AllAgreed { .. }
        | Event::Declined { .. }
        | Event::Signposted
        | Event::AvailabilityEnough
        | Event::SlotsProposed { .. }
        | Event::Accepted { .. }
        | Event::Rejected { .. }
        | Event::HoldExpired
        | Event::Prepared { .. }
        | Event::SecondDateWanted
        | Event::FollowUpStarted { .. }
        | Event::FollowUpDone { .. }
        | Event::CertificateAsked
        | Event::SafeguardingRaised { .. }
        | Event::Closed(_)
        | Event::Corrected(_) => None,
    }
}

/// The day that an event of a facilitation carries.
fn facilitated_on(event: &facilitation::Event) -> Option<NaiveDate> {
    use facilitation::Event;
    match event {
        Event::AvailabilityAsked { on }
        | Event::PapersCirculated { on, .. }
        | Event::Postponed { told_on: on, .. }
        | Event::Held { on }
        | Event::NotesFinalised { on, .. }
        | Event::Withdrew { on, .. } => Some(*on),
        Event::Scoped { .. }
        | Event::FacilitatorAssigned
        | Event::AvailabilityEnough
        | Event::SlotsProposed { .. }
        | Event::Scheduled { .. }
        | Event::Rejected { .. }
        | Event::HoldExpired
        | Event::AgendaDrafted { .. }
        | Event::NotesDrafted { .. }
        | Event::CommentsOpened { .. }
        | Event::ActionsAgreed { .. }
        | Event::ActionsDone { .. }
        | Event::CertificateAsked
        | Event::Closed(_)
        | Event::Corrected(_) => None,
    }
}

/// What a step does to the meeting of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ToMeeting {
    /// Lets go of whoever and whatever it holds.
    LetsGo,
    /// Ends it.
    Ends,
}

/// What a step does to the meeting of a case; `None` when nothing.
pub(super) fn to_meeting(taken: &Taken) -> Option<ToMeeting> {
    if taken.effects.contains(&Effect::Time(Hold::Released)) {
        return Some(ToMeeting::LetsGo);
    }
    let ends = |effect: &Effect| matches!(effect, Effect::Outcome(_));
    // Who withdraws while time is held lets go of it: what is left then is a session that took place.
    let has_met = [
        case::State::Held,
        case::State::Adjourned,
        case::State::Withdrawn,
    ];
    let is_over = has_met.contains(&taken.to) || taken.effects.iter().any(ends);
    is_over.then_some(ToMeeting::Ends)
}

/// Why a step lets go of a meeting, and whose side caused it.
pub(super) fn at_fault(step: &Step) -> (meeting::CancelCause, meeting::CancelSide) {
    use meeting::{CancelCause as Cause, CancelSide as Side};
    match step {
        Step::Mediation(mediation::Event::AuthorityMissing { by, .. }) => match by {
            Role::Health => (Cause::HealthUnavailable, Side::Health),
            _ => (Cause::LaNoAuthority, Side::La),
        },
        Step::Mediation(mediation::Event::Withdrew { by, .. })
        | Step::Resolution(resolution::Event::Withdrew { by, .. })
        | Step::Facilitation(facilitation::Event::Withdrew { by, .. }) => match by {
            Role::LocalAuthority | Role::SocialCare => (Cause::LaUnavailable, Side::La),
            Role::Health => (Cause::HealthUnavailable, Side::Health),
            Role::Education => (Cause::Other, Side::Education),
            _ => (Cause::FamilyWithdrew, Side::Family),
        },
        Step::Mediation(mediation::Event::Closed(ClosureCode::SettledBefore))
        | Step::Resolution(resolution::Event::Closed(ClosureCode::SettledBefore))
        | Step::Facilitation(facilitation::Event::Closed(ClosureCode::SettledBefore)) => {
            (Cause::Settled, Side::Family)
        }
        _ => (Cause::Other, Side::Service),
    }
}

/// Who leaves a case that goes on for the others: a disagreement resolution is voluntary for each of
/// them (CFA s.57), so that whoever has left is needed no longer.
pub(super) fn leaves(step: &Step, to: case::State) -> Option<Role> {
    match step {
        Step::Resolution(resolution::Event::Withdrew { by, .. })
            if to != case::State::Withdrawn =>
        {
            Some(*by)
        }
        Step::Resolution(_)
        | Step::Advice(_)
        | Step::Mediation(_)
        | Step::Facilitation(_)
        | Step::Any(_)
        | Step::Chosen { .. }
        | Step::Asked { .. }
        | Step::Agreed { .. }
        | Step::Papers { .. }
        | Step::Agenda
        | Step::Notes
        | Step::FinalNotes { .. }
        | Step::Actions
        | Step::FollowedUp
        | Step::Prepared { .. }
        | Step::DayStarts { .. }
        | Step::Ends { .. } => None,
    }
}

/// Whether a step's certificate is another case's to issue: the contact's that a mediation follows
/// from.
pub(super) fn is_elsewhere(stands: &Stands, effect: &Effect) -> bool {
    let is_about_certificate = match effect {
        Effect::CertificateDue(_) => true,
        Effect::ClockStarts { clock, .. } => [
            Rule::DeclinedCertificate,
            Rule::DeemedCertificate,
            Rule::ConcludedCertificate,
        ]
        .contains(clock),
        Effect::ClockEnds { .. }
        | Effect::ClockRecomputed { .. }
        | Effect::Corrected(_)
        | Effect::T0(_)
        | Effect::Evidence { .. }
        | Effect::Owed { .. }
        | Effect::Task { .. }
        | Effect::Raised(_)
        | Effect::Breach { .. }
        | Effect::CertificateIssued { .. }
        | Effect::Time(_)
        | Effect::Counted { .. }
        | Effect::Outcome(_)
        | Effect::Opens(_)
        | Effect::Closes(_)
        | Effect::MayAttend(_)
        | Effect::Erased
        | Effect::SafeguardingRecord => false,
    };
    is_about_certificate && stands.advice.is_some()
}

/// Whether whoever takes a seat comes with the family, and so into every case of its matter.
pub(super) const fn is_of_family(role: Role) -> bool {
    match role {
        Role::Family | Role::Child | Role::Supporter | Role::Interpreter => true,
        Role::LocalAuthority
        | Role::Health
        | Role::SocialCare
        | Role::Education
        | Role::Mediator
        | Role::Other => false,
    }
}

/// The record of a case in which nothing has happened.
pub(super) fn new_record(row: &case::Model, matter: MatterId) -> case_record::Model {
    case_record::Model {
        case_id: row.id,
        matter_id: matter,
        contacted_at: None,
        // A family with a decision in its hands may appeal; it is asked nothing that could cost it a
        // certificate.
        is_appeal_contemplated: row.notice_sent_on.is_some(),
        certificate_basis: None,
        certificate_due_from_on: None,
        la_postponements: 0,
        proceeds_without: None,
        is_suspended: false,
        comments_until_on: None,
        outcome: None,
        closure: None,
    }
}

/// The bodies that a type of case needs at the table (CFA s.53 and s.54).
pub(crate) const fn bodies(kind: case::Kind) -> &'static [Role] {
    match kind {
        case::Kind::MedE => &[Role::LocalAuthority],
        case::Kind::MedX => &[Role::LocalAuthority, Role::Health],
        case::Kind::MedH => &[Role::Health],
        case::Kind::Mia
        | case::Kind::DrF
        | case::Kind::DrP
        | case::Kind::DrH
        | case::Kind::DrA
        | case::Kind::DrC
        | case::Kind::FacAr
        | case::Kind::FacTac
        | case::Kind::FacDp => &[],
    }
}
