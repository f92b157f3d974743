//! Whether a case may be erased, decided from values.

use chrono::NaiveDate;
use entities::{CaseId, OrganisationId};

use crate::auth::{Somebody, may_erase};
use crate::retention::{APPEAL_HOLD, Settings};

/// Whether somebody manages one of these providers.
pub(super) fn manages(somebody: &Somebody, providers: &[OrganisationId]) -> bool {
    let mut held = somebody.roles.iter();
    held.any(|role| may_erase(role.kind) && providers.contains(&role.organisation))
}

/// What decides whether a case may be erased.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four facts that do not depend on one another"
)]
pub(in crate::domain) struct Standing {
    /// The case.
    pub id: CaseId,
    /// What people call it.
    pub reference: String,
    /// The day on which it came to its end; `None` while it goes on.
    pub ended_on: Option<NaiveDate>,
    /// Whether it ended as a referral, before it was a case.
    pub is_referral: bool,
    /// The last day to appeal.
    pub appeal_by_on: Option<NaiveDate>,
    /// The day of the appeal that is known of.
    pub appeal_on: Option<NaiveDate>,
    /// Whether a claim for expenses is not decided yet.
    pub has_open_claim: bool,
    /// Whether a complaint is not resolved yet.
    pub has_open_complaint: bool,
    /// Whether there is a record of a safeguarding concern.
    pub has_concern: bool,
}

/// What keeps a case from being erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::domain) enum Obstacle {
    /// It goes on.
    Open,
    /// The controller holds it.
    Held,
    /// An appeal can be made, or was.
    Appeal,
    /// A claim for expenses is not decided.
    Claim,
    /// A complaint is not resolved.
    Complaint,
}

/// What keeps a case from being erased, first of all; `None` when nothing does.
pub(in crate::domain) fn obstacle(
    case: &Standing,
    settings: &Settings,
    today: NaiveDate,
) -> Option<Obstacle> {
    if case.ended_on.is_none() {
        return Some(Obstacle::Open);
    }
    if settings.holds(&case.reference) {
        return Some(Obstacle::Held);
    }
    let may_appeal = case.appeal_by_on.is_some_and(|last| today <= last);
    let appeals = case
        .appeal_on
        .is_some_and(|day| today < APPEAL_HOLD.after(day));
    if may_appeal || appeals {
        return Some(Obstacle::Appeal);
    }
    if case.has_open_claim {
        return Some(Obstacle::Claim);
    }
    case.has_open_complaint.then_some(Obstacle::Complaint)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn ended() -> Standing {
        Standing {
            id: CaseId(Uuid::from_u128(1)),
            reference: "C-1".to_owned(),
            ended_on: Some(on("2026-03-02")),
            is_referral: false,
            appeal_by_on: None,
            appeal_on: None,
            has_open_claim: false,
            has_open_complaint: false,
            has_concern: false,
        }
    }

    #[test]
    fn what_is_not_over_is_kept() {
        let settings = Settings::read("hold C-9").unwrap();
        let held = |case: &Standing, day| obstacle(case, &settings, on(day));
        let day = "2026-04-01";
        assert_eq!(held(&ended(), day), None);
        let open = Standing {
            ended_on: None,
            ..ended()
        };
        assert_eq!(held(&open, day), Some(Obstacle::Open));
        let reference = Standing {
            reference: "C-9".to_owned(),
            ..ended()
        };
        assert_eq!(held(&reference, day), Some(Obstacle::Held));
        let claimed = Standing {
            has_open_claim: true,
            ..ended()
        };
        assert_eq!(held(&claimed, day), Some(Obstacle::Claim));
        let complained = Standing {
            has_open_complaint: true,
            ..ended()
        };
        assert_eq!(held(&complained, day), Some(Obstacle::Complaint));
        // Up to the last day to appeal, and two years from the appeal.
        let may = Standing {
            appeal_by_on: Some(on(day)),
            ..ended()
        };
        assert_eq!(held(&may, "2026-04-01"), Some(Obstacle::Appeal));
        assert_eq!(held(&may, "2026-04-02"), None);
        let does = Standing {
            appeal_on: Some(on(day)),
            ..ended()
        };
        assert_eq!(held(&does, "2028-03-31"), Some(Obstacle::Appeal));
        assert_eq!(held(&does, "2028-04-01"), None);
    }
}
