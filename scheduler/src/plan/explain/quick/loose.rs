//! The needs that are thought away.

use crate::plan::{
    explain::need::Need,
    model::{CaseIx, PartIx},
};

/// The needs that are thought away.
#[derive(Clone)]
pub(in crate::plan::explain) struct Loose {
    pub(super) day: bool,
    pub(super) start: bool,
    pub(super) pay: bool,
    pub(super) place: bool,
    pub(super) journey: bool,
    parts: Vec<PartIx>,
    /// By position among the others.
    pub(super) taken: Vec<bool>,
}

impl Loose {
    /// Nothing is thought away.
    pub(super) fn nothing(others: usize) -> Self {
        Self {
            day: false,
            start: false,
            pay: false,
            place: false,
            journey: false,
            parts: Vec::new(),
            taken: vec![false; others],
        }
    }

    /// These needs, the others being in order.
    pub(in crate::plan::explain) fn new(needs: &[Need], others: &[CaseIx]) -> Self {
        let mut loose = Self::nothing(others.len());
        for &need in needs {
            if let Need::Taken(case) = need {
                if let Ok(other) = others.binary_search(&case) {
                    loose.taken[other] = true;
                }
            } else {
                loose.loosen(need);
            }
        }
        loose
    }

    /// Thinks one more need away, which is of the case itself.
    pub(super) fn loosen(&mut self, need: Need) {
        match need {
            Need::Day => self.day = true,
            Need::Start => self.start = true,
            Need::Pay => self.pay = true,
            Need::Place => self.place = true,
            Need::FamilyJourney => self.journey = true,
            Need::Part(part) => self.parts.push(part),
            // Never in the way where parts are independent; the others are told apart by position.
            Need::Authority | Need::Apart | Need::Size | Need::OnePart | Need::Taken(_) => {}
        }
    }

    /// Whether a part is thought away.
    pub(super) fn is_part(&self, part: PartIx) -> bool {
        self.parts.contains(&part)
    }
}
