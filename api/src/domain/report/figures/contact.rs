//! The family's contact with an adviser, and certificates: K1, K2 and K11.

use chrono::NaiveDate;
use entities::case::State;
use entities::case_record::Basis;

use super::super::facts::{CaseFacts, Facts};
use super::super::key::Key;
use super::super::labels;
use super::super::tally::{Axis, Counted, Tally};
use crate::law::words::written;

/// Contacts answered within a working day.
pub(super) fn k1(facts: &Facts) -> Tally {
    let counted = facts.contacts().filter_map(|(case, on)| {
        let due_on = facts.calendar.add_working(on, 1);
        let answered_on = answered_on(case);
        let is_met = match answered_on {
            Some(answered_on) => answered_on <= due_on,
            None if due_on < facts.today => false,
            None => return None,
        };
        let words = match answered_on {
            Some(day) => format!("contact {}, answered {}", written(on), written(day)),
            None => format!("contact {}, not answered", written(on)),
        };
        Some(Counted::new(case.row.id, on, is_met, words))
    });
    Tally::of(Key::K1, counted).within(facts.contacts().count())
}

/// The day of the first step somebody took with the family once it had made contact.
fn answered_on(case: &CaseFacts) -> Option<NaiveDate> {
    let contact = [State::InTime, State::OutOfTime];
    let mut steps = case.steps();
    let answer = steps.find(|event| contact.contains(&event.from_state));
    answer.map(|event| event.happened_on)
}

/// Certificates on time.
pub(super) fn k2(facts: &Facts) -> Tally {
    let counted = facts.cases.iter().filter_map(|case| {
        let (basis, due_on, issued_on) = certificate(case)?;
        let is_met = facts.is_kept(due_on, issued_on)?;
        let words = match issued_on {
            Some(day) => format!("due by {}, issued {}", written(due_on), written(day)),
            None => format!("due by {}, not issued", written(due_on)),
        };
        let counted = Counted::new(case.row.id, due_on, is_met, words);
        Some(counted.labelled(Axis::Basis, labels::basis(basis)))
    });
    Tally::of(Key::K2, counted).by(&[Axis::Basis])
}

/// Why there is or should be a certificate, until when, and when it was issued.
fn certificate(case: &CaseFacts) -> Option<(Basis, NaiveDate, Option<NaiveDate>)> {
    if let Some(issued) = &case.certificate {
        return Some((issued.basis, issued.due_on, Some(issued.issued_on)));
    }
    let basis = case.record.as_ref()?.certificate_basis?;
    let rule = match basis {
        Basis::Declined => "C6",
        Basis::TakenPart => "C13",
        Basis::Deemed => "C11",
    };
    Some((basis, case.clock(rule)?.due_on, None))
}

/// Take-up of mediation.
pub(super) fn k11(facts: &Facts) -> Tally {
    let counted = facts.contacts().map(|(case, on)| {
        let choice = Choice::of(case);
        let words = format!("contact {}: {}", written(on), choice.label().to_lowercase());
        Counted::new(case.row.id, on, choice == Choice::Mediation, words)
            .labelled(Axis::Choice, choice.label())
    });
    Tally::of(Key::K11, counted).by(&[Axis::Choice])
}

/// What became of a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    Mediation,
    Declined,
    NotNeeded,
    TooLate,
    Open,
}

impl Choice {
    fn of(case: &CaseFacts) -> Self {
        let choices = [
            (State::MediationRequested, Self::Mediation),
            (State::CertificateDueDeclined, Self::Declined),
            (State::CertificateNotRequired, Self::NotNeeded),
            (State::OutOfTime, Self::TooLate),
        ];
        let mut choices = choices.into_iter();
        let made = choices.find(|(state, _)| case.came_to(*state).is_some());
        made.map_or(Self::Open, |(_, choice)| choice)
    }

    fn label(self) -> &'static str {
        match self {
            Self::Mediation => "Mediation",
            Self::Declined => "No mediation, so a certificate",
            Self::NotNeeded => "No certificate needed",
            Self::TooLate => "Contact after two months",
            Self::Open => "Not decided, or not recorded",
        }
    }
}
