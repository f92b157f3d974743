//! What mediation and disagreement resolution share: preparing, meeting, ending.

use chrono::{DateTime, NaiveDate, Utc};
use entities::meeting::{CancelCause, CancelSide};
use entities::participant::Role;

use super::change::{Doer, Duty, Effect, Flag, task, whom};
use super::closed::{Refused, named};
use super::dates::{Dated, Misdated, follows, past};
use super::invitation::Basis;

named! {
    /// What came of a meeting.
    Outcome {
        Full "full agreement";
        Partial "partial agreement";
        Nothing "no agreement";
    }
}

impl Outcome {
    /// Whether something was agreed, so that there is a document to sign (regulation 42(1)).
    #[must_use]
    pub fn has_agreement(self) -> bool {
        match self {
            Self::Full | Self::Partial => true,
            Self::Nothing => false,
        }
    }
}

named! {
    /// What is done between the booking and the day.
    Preparation {
        Calls "the mediator's calls with everybody";
        AttendeeList "the agreed list of those who come";
        ChildsViews "the child's views, or the steps taken to get them";
        Access "everything that somebody needs to take part";
    }
}

impl Preparation {
    /// The first that is not done.
    #[must_use]
    pub fn missing(done: &[Self]) -> Option<Self> {
        let missing = Self::ALL.iter().find(|part| !done.contains(part));
        missing.copied()
    }
}

/// Somebody who is to be admitted on the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// As what they come.
    pub role: Role,
    /// On which basis; `None` when there is none yet.
    pub basis: Option<Basis>,
    /// Whether they have signed the ground rules, the pre-mediation agreement.
    pub has_signed: bool,
}

/// Why a session does not begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAdmitted {
    /// No basis to attend.
    #[error(
        "Nobody attends without a basis, and {} has none (regulation 38).",
        whom(*.0)
    )]
    NoBasis(Role),
    /// Unsigned ground rules.
    #[error(
        "Who has not signed the ground rules is not admitted, and {} has not (pre-mediation \
         agreement of the service).",
        whom(*.0)
    )]
    Unsigned(Role),
    /// A party is not there.
    #[error(
        "The meeting needs {}, who has not come (CFA s.53, s.54 and s.57; regulation 38).",
        whom(*.0)
    )]
    PartyAbsent(Role),
}

impl Refused for NotAdmitted {
    fn code(&self) -> &'static str {
        match self {
            Self::NoBasis(_) => "NO_BASIS_TO_ATTEND",
            Self::Unsigned(_) => "GROUND_RULES_UNSIGNED",
            Self::PartyAbsent(_) => "PARTY_ABSENT",
        }
    }
}

/// Whether a session may begin with these people.
///
/// # Errors
///
/// [`NotAdmitted`], for the first of them.
pub fn admitted(arrivals: &[Arrival], required: &[Role]) -> Result<(), NotAdmitted> {
    for arrival in arrivals {
        if arrival.basis.is_none() {
            return Err(NotAdmitted::NoBasis(arrival.role));
        }
        if !arrival.has_signed {
            return Err(NotAdmitted::Unsigned(arrival.role));
        }
    }
    let is_absent = |role: &&Role| arrivals.iter().all(|arrival| arrival.role != **role);
    match required.iter().find(is_absent) {
        Some(role) => Err(NotAdmitted::PartyAbsent(*role)),
        None => Ok(()),
    }
}

/// How a safeguarding concern touches a case: always a record beside it; and either the case is paused,
/// or the service manager has something to look into. Whom it is about may read what follows, and is
/// not told why a case is paused.
pub(super) fn safeguarding(suspends: bool) -> impl IntoIterator<Item = Effect> {
    let follows = if suspends {
        Effect::Raised(Flag::Suspended)
    } else {
        task(Doer::ServiceManager, Duty::LookIntoConcern)
    };
    [Effect::SafeguardingRecord, follows]
}

/// A postponement, counted for whoever caused it, with the notice that was given.
pub(super) fn counted(
    (by, cause): (CancelSide, CancelCause),
    told_on: NaiveDate,
    meeting_on: Option<NaiveDate>,
) -> Effect {
    let notice_days = meeting_on.map(|meeting_on| (meeting_on - told_on).num_days());
    Effect::Counted {
        by,
        cause,
        notice_days,
    }
}

/// The end of a meeting is neither before it nor in the future.
pub(super) fn ended_on(
    on: NaiveDate,
    meeting_on: Option<NaiveDate>,
    now: DateTime<Utc>,
) -> Result<(), Misdated> {
    past(Dated::Conclusion, on, now)?;
    follows((Dated::Conclusion, on), (Dated::Meeting, meeting_on))
}
