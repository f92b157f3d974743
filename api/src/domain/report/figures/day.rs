//! The day itself: authority, postponements, outcomes, interpreters: K7, K8, K10 and K18.

use entities::{case_record, issue, meeting, participant};

use super::super::facts::{CaseFacts, Facts, MeetingFacts};
use super::super::key::Key;
use super::super::labels;
use super::super::tally::{Axis, Counted, Tally};
use crate::app::day_of;
use crate::law::words::written;
use crate::lifecycle::kinds;

/// Somebody with authority present.
pub(super) fn k7(facts: &Facts) -> Tally {
    let counted = facts.held().filter_map(|(case, on)| {
        let meeting = case.held_meeting()?;
        let is_met = is_covered(case, meeting);
        let words = if is_met {
            format!("held {}, every issue could be decided", written(on))
        } else {
            format!("held {}, nobody there for some issue", written(on))
        };
        let counted = Counted::new(case.row.id, on, is_met, words)
            .labelled(Axis::Authority, facts.body(case.row.la_id));
        Some(counted.labelled(Axis::Kind, kinds::code(case.row.kind)))
    });
    let whole = facts.held().count();
    Tally::of(Key::K7, counted)
        .within(whole)
        .by(&[Axis::Authority, Axis::Kind])
}

/// Whether each issue could be decided by somebody there: nobody has to decide what was withdrawn. A
/// body without which the family went on was missing.
fn is_covered(case: &CaseFacts, meeting: &MeetingFacts) -> bool {
    let went_on = case.record.as_ref();
    if went_on.is_some_and(|kept| kept.proceeds_without.is_some()) {
        return false;
    }
    let mut issues = case.issues.iter();
    issues.all(|issue| {
        issue.status == issue::Status::Withdrawn || meeting.decides(issue.domain, &case.authorities)
    })
}

/// Everybody required came, where it was recorded who did.
pub(super) fn k9(facts: &Facts) -> Tally {
    let counted = recorded(facts).map(|(case, meeting, on)| {
        let required = participant::Requirement::Required;
        let mut required = case
            .seats
            .iter()
            .filter(|seat| seat.requirement == required);
        let is_met = required.all(|seat| meeting.is_taken(seat));
        let who = if is_met {
            "everybody required"
        } else {
            "somebody required missing"
        };
        Counted::new(
            case.row.id,
            on,
            is_met,
            format!("held {}, {who}", written(on)),
        )
    });
    Tally::of(Key::K9, counted)
        .within(facts.held().count())
        .unless_recorded("it was recorded of no mediation who came")
}

/// People expected who came.
pub(super) fn k9_absences(facts: &Facts) -> Tally {
    let counted = recorded(facts).flat_map(|(case, meeting, on)| {
        let attendees = meeting.attendees.iter();
        attendees.map(move |attendee| {
            let is_met = meeting.is_there(attendee.person_id);
            let label = labels::role(attendee.role);
            let came = if is_met { "came" } else { "did not come" };
            let words = format!("held {}: {}, {came}", written(on), label.to_lowercase());
            Counted::new(case.row.id, on, is_met, words).labelled(Axis::Role, label)
        })
    });
    let tally = Tally::of(Key::K9Absences, counted).by(&[Axis::Role]);
    match facts.held().next() {
        Some(_) => tally.unless_any("it was recorded of no mediation who came"),
        None => tally,
    }
}

/// The mediations first held in the period of which it was recorded who came.
fn recorded(facts: &Facts) -> impl Iterator<Item = (&CaseFacts, &MeetingFacts, chrono::NaiveDate)> {
    facts.held().filter_map(|(case, on)| {
        let meeting = case.held_meeting()?;
        meeting.is_recorded().then_some((case, meeting, on))
    })
}

/// Child's views obtained.
pub(super) fn k16(facts: &Facts) -> Tally {
    let counted = facts.held().map(|(case, on)| {
        let obtained_on = case.views.iter().map(|view| view.obtained_on).min();
        let is_met = obtained_on.is_some_and(|obtained| obtained <= on);
        let words = match obtained_on {
            Some(day) => format!("held {}, views obtained {}", written(on), written(day)),
            None => format!("held {}, no views obtained", written(on)),
        };
        Counted::new(case.row.id, on, is_met, words)
    });
    Tally::of(Key::K16, counted)
}

/// Child or young person there.
pub(super) fn k16_attended(facts: &Facts) -> Tally {
    let counted = facts.held().filter_map(|(case, on)| {
        let is_met = case.held_meeting()?.has(participant::Role::Child);
        let with = if is_met { "with" } else { "without" };
        let words = format!("held {} {with} the child or young person", written(on));
        Some(Counted::new(case.row.id, on, is_met, words))
    });
    Tally::of(Key::K16Attended, counted).within(facts.held().count())
}

/// Postponements and cancellations.
pub(super) fn k8(facts: &Facts) -> Tally {
    let counted = facts.cases.iter().flat_map(|case| {
        let meetings = case.meetings.iter();
        meetings.filter_map(|meeting| called_off(facts, case, meeting))
    });
    Tally::of(Key::K8, counted).by(&[Axis::Side, Axis::Reason, Axis::Ahead])
}

fn called_off(facts: &Facts, case: &CaseFacts, meeting: &MeetingFacts) -> Option<Counted> {
    let row: &meeting::Model = &meeting.row;
    row.confirmed_at?;
    let on = day_of(row.cancelled_at?);
    if !facts.period.has(on) {
        return None;
    }
    let ahead = (meeting.on() - on).num_days();
    let words = format!(
        "meeting of {} called off {}",
        written(meeting.on()),
        written(on)
    );
    let counted = Counted::new(case.row.id, on, true, words)
        .labelled(Axis::Side, labels::side(row.cancel_side))
        .labelled(Axis::Reason, labels::cause(row.cancel_cause));
    Some(counted.labelled(Axis::Ahead, labels::ahead(ahead)))
}

/// Mediations that end in agreement.
pub(super) fn k10(facts: &Facts) -> Tally {
    let counted = facts.ended().filter_map(|(case, on)| {
        let outcome = case.record.as_ref()?.outcome?;
        let is_met = match outcome {
            case_record::Outcome::Full | case_record::Outcome::Partial => true,
            case_record::Outcome::Nothing => false,
        };
        let label = labels::outcome(outcome);
        let words = format!("ended {}: {}", written(on), label.to_lowercase());
        let counted = Counted::new(case.row.id, on, is_met, words)
            .labelled(Axis::Outcome, label)
            .labelled(Axis::Kind, kinds::code(case.row.kind));
        Some(counted.labelled(Axis::Authority, facts.body(case.row.la_id)))
    });
    let whole = facts.ended().count();
    Tally::of(Key::K10, counted)
        .within(whole)
        .by(&[Axis::Outcome, Axis::Kind, Axis::Authority])
}

/// Issues agreed.
pub(super) fn k10_issues(facts: &Facts) -> Tally {
    let counted = facts.ended().flat_map(|(case, on)| {
        let issues = case.issues.iter();
        issues.filter_map(move |issue| {
            let is_met = match issue.status {
                issue::Status::Agreed | issue::Status::Partly => true,
                issue::Status::NotAgreed => false,
                issue::Status::Open | issue::Status::Withdrawn => return None,
            };
            let agreed = if is_met { "agreed" } else { "not agreed" };
            let label = labels::issue(issue.domain);
            let words = format!("ended {}: {label}, {agreed}", written(on));
            let counted = Counted::new(case.row.id, on, is_met, words);
            Some(counted.labelled(Axis::Issue, label))
        })
    });
    Tally::of(Key::K10Issues, counted).by(&[Axis::Issue])
}

/// Interpreters provided.
pub(super) fn k18(facts: &Facts) -> Tally {
    let counted = facts.held().filter_map(|(case, on)| {
        let language = case.row.interpreter_language.as_deref()?;
        let meeting = case.held_meeting();
        let is_met = meeting.is_some_and(|meeting| meeting.has(participant::Role::Interpreter));
        let had = if is_met { "with" } else { "without" };
        let words = format!("held {} {had} an interpreter ({language})", written(on));
        let counted = Counted::new(case.row.id, on, is_met, words);
        Some(counted.labelled(Axis::Language, language))
    });
    let whole = facts.held().count();
    Tally::of(Key::K18, counted)
        .within(whole)
        .by(&[Axis::Language])
}

/// Notice for the interpreter.
pub(super) fn k18_lead(facts: &Facts) -> Tally {
    let asked = facts
        .held()
        .filter(|(case, _)| case.row.interpreter_language.is_some());
    let asked = asked.count();
    let counted = facts.held().filter_map(|(case, on)| {
        case.row.interpreter_language.as_ref()?;
        let meeting = case.held_meeting()?;
        if !meeting.has(participant::Role::Interpreter) {
            return None;
        }
        let booked_at = case.interpreters.first().map(|booking| booking.booked_at);
        let agreed_on = day_of(booked_at.or(meeting.row.confirmed_at)?);
        let words = format!("booked {}, held {}", written(agreed_on), written(on));
        let days = (on - agreed_on).num_days();
        Some(Counted::new(case.row.id, on, true, words).amounting(days))
    });
    Tally::of(Key::K18Lead, counted).within(asked)
}
