//! Why nothing changes in how a case came, or in who takes part in it.

use crate::app::OUT_OF_REACH;
use crate::domain::casework::RecordRefused;
use crate::domain::{Refusal, path};
use crate::lifecycle::Refused;

/// Why nothing changes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PartiesRefused {
    /// There is no such case, seat or person, or none that is the actor's to change.
    #[error("there is no such case, seat or person")]
    NotFound,
    /// Somebody changed it since the actor looked.
    #[error("this case has changed since you saw it (it is now version {0})")]
    StaleVersion(i32),
    /// Cases like it are open.
    #[error(
        "this child has an open case like this one: {}. Maybe go on there, or confirm that this is \
         another case (duplicate check of the service)",
        .0.join(", ")
    )]
    Duplicate(Vec<String>),
    /// The law, a contract or a rule of the service refuses it.
    #[error("{sentence}")]
    Against {
        /// What is wrong, for programs.
        code: &'static str,
        /// What is wrong, with the rule and its source.
        sentence: String,
        /// The input it is about.
        field: &'static str,
    },
}

impl PartiesRefused {
    /// A "no" with its rule.
    pub(crate) fn against(code: &'static str, field: &'static str, sentence: &str) -> Self {
        Self::Against {
            code,
            sentence: sentence.to_owned(),
            field,
        }
    }

    /// A date that Concord does not work with.
    pub(crate) fn out_of_reach(field: &'static str) -> Self {
        Self::against("DATE_OUT_OF_REACH", field, OUT_OF_REACH)
    }

    /// A life-cycle's "no".
    pub(crate) fn of(refused: &impl Refused, field: &'static str) -> Self {
        Self::Against {
            code: refused.code(),
            sentence: refused.to_string(),
            field,
        }
    }
}

impl Refusal for PartiesRefused {
    fn field(&self) -> Vec<String> {
        match self {
            Self::NotFound => path(&["caseId"]),
            Self::StaleVersion(_) => path(&["expectedVersion"]),
            Self::Duplicate(_) => path(&["isDuplicateConfirmed"]),
            Self::Against { field, .. } => path(&[field]),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::StaleVersion(_) => "STALE_VERSION",
            Self::Duplicate(_) => "DUPLICATE",
            Self::Against { code, .. } => code,
        }
    }
}

impl From<RecordRefused> for PartiesRefused {
    fn from(refused: RecordRefused) -> Self {
        match refused {
            RecordRefused::NotFound => Self::NotFound,
            RecordRefused::StaleVersion(version) => Self::StaleVersion(version),
            RecordRefused::OtherType
            | RecordRefused::NothingDue
            | RecordRefused::NothingToCorrect
            | RecordRefused::NotOwed
            | RecordRefused::Against { .. } => Self::Against {
                code: refused.code(),
                sentence: refused.to_string(),
                field: "caseId",
            },
            RecordRefused::Wrong {
                field,
                code,
                sentence,
            } => Self::Against {
                code,
                sentence,
                field,
            },
        }
    }
}
