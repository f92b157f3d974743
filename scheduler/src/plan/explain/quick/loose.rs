//! The needs that are thought away.

use crate::plan::{
    explain::need::Need,
    model::{CaseIx, PartIx},
};

/// The needs that are thought away.
#[derive(Clone)]
pub(in crate::plan::explain) struct Loose {
    /// Those of the case itself, but for its parts: one bit each.
    own: u8,
    parts: Vec<PartIx>,
    /// By position among the others.
    pub(super) taken: Vec<bool>,
}

impl Loose {
    /// Nothing is thought away.
    pub(super) fn nothing(others: usize) -> Self {
        Self {
            own: 0,
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
        self.own |= bit(need);
        if let Need::Part(part) = need {
            self.parts.push(part);
        }
    }

    /// Whether a need of the case itself is thought away that is not about a part.
    pub(super) fn has(&self, need: Need) -> bool {
        self.own & bit(need) != 0
    }

    /// Whether a part is thought away.
    pub(super) fn is_part(&self, part: PartIx) -> bool {
        self.parts.contains(&part)
    }
}

/// The bit of a need; none for those that are told apart by position, and for those that are never in
/// the way where parts are independent.
const fn bit(need: Need) -> u8 {
    match need {
        Need::Day => 1,
        Need::Start => 2,
        Need::Pay => 4,
        Need::Place => 8,
        Need::FamilyJourney => 16,
        Need::Part(_)
        | Need::Taken(_)
        | Need::Authority
        | Need::Apart
        | Need::Size
        | Need::OnePart => 0,
    }
}
