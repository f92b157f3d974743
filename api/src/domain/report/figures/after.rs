//! What comes of it afterwards: promises, checks, appeals, opinions, complaints: K12 to K15, and K24.

use entities::agreement_action::Category;
use entities::appeal_watch::Known;
use entities::{complaint, evaluation};

use super::super::facts::{CaseFacts, Facts};
use super::super::key::Key;
use super::super::labels;
use super::super::tally::{Axis, Counted, Tally};
use crate::app::day_of;
use crate::law::words::written;

/// The least score, of five, of somebody who is satisfied.
const SATISFIED: i32 = 4;

/// Mediations followed by an appeal.
pub(super) fn k12(facts: &Facts) -> Tally {
    let counted = facts.ended().filter_map(|(case, on)| {
        let is_met = is_followed_by_appeal(facts, case)?;
        let then = if is_met {
            "an appeal followed"
        } else {
            "no appeal followed"
        };
        let words = format!("ended {}, {then}", written(on));
        Some(Counted::new(case.row.id, on, is_met, words))
    });
    Tally::of(Key::K12, counted)
        .within(facts.ended().count())
        .unless_recorded("it is known of no mediation whether an appeal followed")
}

/// Whether an appeal followed a mediation; `None` while nobody knows. An appeal from before it is none
/// that followed.
pub(in crate::domain::report) fn is_followed_by_appeal(
    facts: &Facts,
    case: &CaseFacts,
) -> Option<bool> {
    let watch = facts.appeal(case)?;
    let held_on = case.held_on();
    Some(match watch.known {
        Known::Lodged => held_on.is_none_or(|held| watch.lodged_on.is_none_or(|on| held <= on)),
        Known::NotLodged => false,
    })
}

/// Follow-up checks done.
pub(super) fn k14(facts: &Facts) -> Tally {
    let counted = facts.cases.iter().filter_map(|case| {
        let due_on = case.check_on.filter(|on| facts.period.has(*on))?;
        let made_on = case.checks.iter().map(|check| check.checked_on).min();
        let is_met = match made_on {
            Some(_) => true,
            None if due_on < facts.today => false,
            None => return None,
        };
        let words = match made_on {
            Some(day) => format!(
                "to be checked {}, checked {}",
                written(due_on),
                written(day)
            ),
            None => format!("to be checked {}, not checked", written(due_on)),
        };
        Some(Counted::new(case.row.id, due_on, is_met, words))
    });
    Tally::of(Key::K14, counted)
}

/// Satisfied with the service.
pub(super) fn k15(facts: &Facts) -> Tally {
    satisfied(facts, Key::K15, |answer| answer.service)
}

/// Satisfied with the mediator.
pub(super) fn k15_mediator(facts: &Facts) -> Tally {
    satisfied(facts, Key::K15Mediator, |answer| answer.mediator)
}

/// Those who answered in the period with a score, and whether it is a good one.
fn satisfied(
    facts: &Facts,
    key: Key,
    score: impl Fn(&evaluation::Model) -> Option<i32> + Copy,
) -> Tally {
    let counted = facts.cases.iter().flat_map(|case| {
        let answers = case.evaluations.iter();
        answers.filter_map(move |answer| {
            let on = day_of(answer.submitted_at?);
            let score = score(answer).filter(|_| facts.period.has(on))?;
            let words = format!("answered {}: {score} of 5", written(on));
            let counted = Counted::new(case.row.id, on, SATISFIED <= score, words);
            Some(counted.labelled(Axis::Role, labels::role(answer.role)))
        })
    });
    Tally::of(key, counted).by(&[Axis::Role])
}

/// Evaluations returned.
pub(super) fn k15_response(facts: &Facts) -> Tally {
    let counted = facts.cases.iter().flat_map(|case| {
        let invited = case.evaluations.iter();
        let invited = invited.filter(|one| facts.period.has_at(one.invited_at));
        invited.map(|one| {
            let on = day_of(one.invited_at);
            let is_met = one.submitted_at.is_some();
            let then = if is_met { "answered" } else { "not answered" };
            let words = format!("invited {}, {then}", written(on));
            let counted = Counted::new(case.row.id, on, is_met, words);
            counted.labelled(Axis::Role, labels::role(one.role))
        })
    });
    Tally::of(Key::K15Response, counted).by(&[Axis::Role])
}

/// Complaints.
pub(super) fn k24(facts: &Facts) -> Tally {
    let counted = facts.cases.iter().flat_map(|case| {
        let complaints = case.complaints.iter();
        let complaints = complaints.filter(|one| facts.period.has(one.made_on));
        complaints.map(|one| {
            let outcome = match one.resolved_at {
                Some(_) => "Resolved",
                None => "Open",
            };
            let about = match one.about {
                complaint::About::Service => "The service",
                complaint::About::Person => "Somebody in it",
                complaint::About::Action => "A promise not kept",
            };
            let words = format!("made {}: {}", written(one.made_on), outcome.to_lowercase());
            Counted::new(case.row.id, one.made_on, true, words)
                .labelled(Axis::Reason, about)
                .labelled(Axis::Outcome, outcome)
        })
    });
    Tally::of(Key::K24, counted).by(&[Axis::Reason, Axis::Outcome])
}

/// Safeguarding concerns.
pub(super) fn k24_safeguarding(facts: &Facts) -> Tally {
    let counted = facts.cases.iter().flat_map(|case| {
        let concerns = case.concerns.iter();
        let concerns = concerns.filter(|one| facts.period.has_at(one.raised_at));
        concerns.map(|one| {
            let on = day_of(one.raised_at);
            let outcome = match one.referred_on {
                Some(_) => "Referred",
                None => "Not referred",
            };
            let words = format!("raised {}: {}", written(on), outcome.to_lowercase());
            Counted::new(case.row.id, on, true, words).labelled(Axis::Outcome, outcome)
        })
    });
    Tally::of(Key::K24Safeguarding, counted).by(&[Axis::Outcome])
}

/// Promises kept in time.
pub(super) fn k13(facts: &Facts) -> Tally {
    let counted = facts.cases.iter().flat_map(|case| {
        // An amendment puts another promise in the place of one; only what stands is counted.
        let actions = case
            .actions
            .iter()
            .filter(|row| row.until_edition.is_none());
        actions.filter_map(|action| {
            let due_on = action.due_on?;
            let is_met = facts.is_kept(due_on, action.done_on)?;
            let words = match action.done_on {
                Some(day) => format!("due by {}, done {}", written(due_on), written(day)),
                None => format!("due by {}, not done", written(due_on)),
            };
            let counted = Counted::new(case.row.id, due_on, is_met, words);
            Some(counted.labelled(Axis::Promise, promise(action.category)))
        })
    });
    Tally::of(Key::K13, counted).by(&[Axis::Promise])
}

/// What a promise is about.
fn promise(category: Option<Category>) -> &'static str {
    match category {
        Some(Category::Promise) => "What no appeal could order",
        Some(Category::Assess) => "To assess",
        Some(Category::AssessNoPlan) => "To assess: no plan follows",
        Some(Category::AssessPlan) => "To assess: the plan",
        Some(Category::DraftPlan) => "To issue a plan: the draft",
        Some(Category::FinalPlan) => "To issue a plan",
        Some(Category::Reconsider) => "To think again",
        Some(Category::Amend) => "To amend sections B or F",
        Some(Category::Placement) => "To change the placement",
        None => "Outside mediation",
    }
}
