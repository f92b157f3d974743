//! The stage of a case: which life-cycle it is in, and where there; stored as one word.

use entities::case::{self, Kind};

use super::closed::State as _;
use super::kinds::Product;
use super::{advice, facilitation, mediation, referral, resolution};

/// Where a case is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Before it is a case of its type.
    Referral(referral::State),
    /// Information and advice.
    Advice(advice::State),
    /// Mediation.
    Mediation(mediation::State),
    /// Disagreement resolution.
    Resolution(resolution::State),
    /// Facilitation.
    Facilitation(facilitation::State),
}

impl Stage {
    /// The first stage of a case that was taken on.
    #[must_use]
    pub fn first(kind: Kind) -> Self {
        match Product::from(kind) {
            Product::Advice => Self::Advice(advice::State::Enquiry),
            Product::Mediation(_) => Self::Mediation(mediation::State::Requested),
            Product::Resolution(_) => Self::Resolution(resolution::State::Referred),
            Product::Facilitation(_) => Self::Facilitation(facilitation::State::Requested),
        }
    }

    /// Its name in tables and diagrams; the life-cycle in front of it once it is a case.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Referral(state) => state.name().to_owned(),
            Self::Advice(state) => format!("ADVICE_{}", state.name()),
            Self::Mediation(state) => format!("MEDIATION_{}", state.name()),
            Self::Resolution(state) => format!("RESOLUTION_{}", state.name()),
            Self::Facilitation(state) => format!("FACILITATION_{}", state.name()),
        }
    }

    /// The word it is stored as.
    #[must_use]
    pub fn stored(self) -> case::State {
        match self {
            Self::Referral(state) => state.stored(),
            Self::Advice(state) => state.stored(),
            Self::Mediation(state) => state.stored(),
            Self::Resolution(state) => state.stored(),
            Self::Facilitation(state) => state.stored(),
        }
    }

    /// Whether nothing more can happen there.
    #[must_use]
    pub fn is_end(self) -> bool {
        match self {
            Self::Referral(state) => state.is_end(),
            Self::Advice(state) => state.is_end(),
            Self::Mediation(state) => state.is_end(),
            Self::Resolution(state) => state.is_end(),
            Self::Facilitation(state) => state.is_end(),
        }
    }

    /// What a stored word means for a type of case: its own life-cycle first, then the referral's.
    /// `None` for a word that neither has.
    #[must_use]
    pub fn of(kind: Kind, stored: case::State) -> Option<Self> {
        let own = match Product::from(kind) {
            Product::Advice => advice::State::of(kind, stored).map(Self::Advice),
            Product::Mediation(_) => mediation::State::of(kind, stored).map(Self::Mediation),
            Product::Resolution(_) => resolution::State::of(kind, stored).map(Self::Resolution),
            Product::Facilitation(_) => {
                facilitation::State::of(kind, stored).map(Self::Facilitation)
            }
        };
        own.or_else(|| referral::State::of(kind, stored).map(Self::Referral))
    }
}
