//! Whom the service reaches and how much it does: K19, K20, K22, K23 and K25.

use chrono::NaiveDate;
use entities::case::State;
use entities::referral::Stage;
use entities::{case, contract, meeting};

use super::super::facts::{CaseFacts, Facts, MeetingFacts};
use super::super::key::Key;
use super::super::labels;
use super::super::tally::{Axis, Breakdown, Counted, Tally};
use crate::app::day_of;
use crate::law;
use crate::law::words::written;
use crate::lifecycle::kinds;

/// Whom the service reaches.
pub(super) fn k19(facts: &Facts) -> Tally {
    let counted = facts.opened().map(|(case, on)| {
        let child = case.child.as_ref();
        let looked_after = match child.map(|child| child.is_looked_after) {
            Some(true) => "Looked after",
            Some(false) => "Not looked after",
            None => labels::NOT_RECORDED,
        };
        let language = case.row.interpreter_language.as_deref();
        Counted::new(case.row.id, on, true, opened(case, on))
            .labelled(
                Axis::School,
                labels::school(child.and_then(|child| child.year_group)),
            )
            .labelled(Axis::LookedAfter, looked_after)
            .labelled(
                Axis::Language,
                language.unwrap_or("no interpreter asked for"),
            )
    });
    Tally::of(Key::K19, counted)
        .by(&[Axis::School, Axis::LookedAfter, Axis::Language])
        .noting("Sex and ethnicity are not recorded.")
}

/// What is in dispute, and where.
pub(super) fn k20(facts: &Facts) -> Tally {
    let counted = facts.opened().map(|(case, on)| {
        let setting = case.child.as_ref().and_then(|child| child.setting_id);
        let setting = setting.map_or(labels::NOT_RECORDED, |id| facts.body(id));
        let mut domains: Vec<_> = case.issues.iter().map(|issue| issue.domain).collect();
        domains.sort_unstable();
        domains.dedup();
        let counted = Counted::new(case.row.id, on, true, opened(case, on))
            .labelled(Axis::Setting, setting)
            .labelled(Axis::District, case.row.family_outcode.as_str());
        domains.into_iter().fold(counted, |counted, domain| {
            counted.labelled(Axis::Issue, labels::issue(domain))
        })
    });
    let mut tally = Tally::of(Key::K20, counted);
    tally.breakdowns = vec![
        Breakdown::among(Axis::Issue),
        Breakdown::by(Axis::Setting),
        Breakdown::by(Axis::District),
    ];
    tally.noting("What the authority may learn from it is for people to write.")
}

fn opened(case: &CaseFacts, on: NaiveDate) -> String {
    format!("{} opened {}", kinds::code(case.row.kind), written(on))
}

/// Referred early.
pub(super) fn k21(facts: &Facts) -> Tally {
    let counted = facts.opened().filter_map(|(case, on)| {
        let stage = case.referral.as_ref()?.stage;
        let (is_early, label) = match stage {
            Stage::BeforeDecision => (true, "Before a decision"),
            Stage::Decision => (true, "With a decision"),
            Stage::Entrenched => (false, "Entrenched"),
            Stage::Appeal => (false, "While an appeal is pending"),
        };
        let words = format!("{}: {}", opened(case, on), label.to_lowercase());
        let counted = Counted::new(case.row.id, on, is_early, words);
        Some(counted.labelled(Axis::Stage, label))
    });
    Tally::of(Key::K21, counted)
        .within(facts.opened().count())
        .by(&[Axis::Stage])
        .unless_recorded("of no case is the stage at referral recorded")
}

/// Facilitated meetings.
pub(super) fn k22(facts: &Facts) -> Tally {
    let counted = facts.facilitated().map(|(case, on)| {
        let words = format!("held {}", written(on));
        let counted = Counted::new(case.row.id, on, true, words);
        counted.labelled(Axis::Kind, kinds::code(case.row.kind))
    });
    Tally::of(Key::K22, counted).by(&[Axis::Kind])
}

/// Notes of facilitations in time.
pub(super) fn k22_notes(facts: &Facts) -> Tally {
    let counted = facts.facilitated().filter_map(|(case, on)| {
        let due_on = facts.due("C28", law::Event::Held, on)?;
        let notes = case.came_to(State::NotesFinal);
        let final_on = notes.map(|event| event.happened_on);
        let is_met = match final_on {
            Some(final_on) => final_on <= due_on,
            None if due_on < facts.today => false,
            None => return None,
        };
        let words = match final_on {
            Some(day) => format!("held {}, notes final {}", written(on), written(day)),
            None => format!("held {}, notes not final", written(on)),
        };
        Some(Counted::new(case.row.id, on, is_met, words))
    });
    let whole = facts.facilitated().count();
    Tally::of(Key::K22Notes, counted).within(whole)
}

/// Volume.
pub(super) fn k23(facts: &Facts) -> Tally {
    let counted = facts.opened().map(|(case, on)| {
        let counted = Counted::new(case.row.id, on, true, opened(case, on));
        counted.labelled(Axis::Kind, kinds::code(case.row.kind))
    });
    Tally::of(Key::K23, counted).by(&[Axis::Kind])
}

/// Meetings used under the contracts in force at the end of the period.
pub(super) fn k23_cap(facts: &Facts) -> Tally {
    let to_on = facts.period.to_on();
    let in_force: Vec<&(contract::Model, Vec<case::Kind>)> = facts
        .contracts
        .iter()
        .filter(|(row, _)| row.from_on <= to_on && to_on <= row.to_on)
        .filter(|(row, _)| row.volume_cap.is_some())
        .collect();
    if in_force.is_empty() {
        return Tally::not_recorded(
            Key::K23Cap,
            "no contract with a limit is in force on the last day",
        );
    }
    let caps = in_force.iter().filter_map(|(row, _)| row.volume_cap);
    let most = caps.map(|cap| u64::try_from(cap).unwrap_or(0)).sum();
    let counted = facts.cases.iter().flat_map(|case| {
        let meetings = case.meetings.iter();
        let used = meetings.filter(|meeting| {
            let pays = |(row, kinds): &&(contract::Model, Vec<case::Kind>)| {
                kinds.contains(&case.row.kind) && (row.from_on..=to_on).contains(&meeting.on())
            };
            is_paid(meeting) && in_force.iter().copied().any(|line| pays(&line))
        });
        used.map(|meeting| {
            let words = format!("meeting of {}", written(meeting.on()));
            Counted::new(case.row.id, meeting.on(), true, words)
        })
    });
    Tally {
        most: Some(most),
        ..Tally::of(Key::K23Cap, counted)
    }
}

/// Whether a contract pays for a meeting: it was agreed, and not called off.
fn is_paid(meeting: &MeetingFacts) -> bool {
    match meeting.row.state {
        meeting::State::Confirmed | meeting::State::Completed => true,
        meeting::State::Held | meeting::State::Cancelled | meeting::State::Lapsed => false,
    }
}

/// First date accepted.
pub(super) fn k25(facts: &Facts) -> Tally {
    let counted = facts.cases.iter().filter_map(|case| {
        let first = case.meetings.first()?;
        let on = day_of(first.row.held_at);
        if !facts.period.has(on) {
            return None;
        }
        let outcome = became(first)?;
        let is_met = first.row.confirmed_at.is_some();
        let words = format!(
            "first date held {}: {}",
            written(on),
            outcome.to_lowercase()
        );
        let dates = match case.meetings.len() {
            1 => "One date",
            2 => "Two dates",
            _ => "Three dates or more",
        };
        let counted = Counted::new(case.row.id, on, is_met, words);
        Some(
            counted
                .labelled(Axis::Outcome, outcome)
                .labelled(Axis::Dates, dates),
        )
    });
    Tally::of(Key::K25, counted).by(&[Axis::Outcome, Axis::Dates])
}

/// What became of a date; `None` while nobody knows.
fn became(meeting: &MeetingFacts) -> Option<&'static str> {
    if meeting.row.confirmed_at.is_some() {
        return Some("Accepted");
    }
    match meeting.row.state {
        meeting::State::Held => None,
        meeting::State::Confirmed | meeting::State::Completed => Some("Accepted"),
        meeting::State::Cancelled => Some("Called off before it was agreed"),
        meeting::State::Lapsed => Some("Not agreed in time"),
    }
}

/// Planned dates used as planned: of each case, its last plan of the period, and the first date after it.
pub(super) fn k25_planned(facts: &Facts) -> Tally {
    let counted = facts.cases.iter().filter_map(|case| {
        let in_period = case.planned.iter().rev().find_map(|(planned, run)| {
            let at = run.finished_at.filter(|at| facts.period.has_at(*at))?;
            Some((planned, at))
        });
        let (planned, at) = in_period?;
        let mut meetings = case.meetings.iter();
        let next = meetings.find(|meeting| at <= meeting.row.held_at)?;
        let row = &next.row;
        let is_met = row.starts_at == planned.starts_at && row.mediator_id == planned.mediator_id;
        let on = day_of(at);
        let words = if is_met {
            format!("planned {}, held as planned", written(on))
        } else {
            format!("planned {}, another date held", written(on))
        };
        Some(Counted::new(case.row.id, on, is_met, words))
    });
    Tally::of(Key::K25Planned, counted)
}
