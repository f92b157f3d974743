//! Which clocks an agreement starts, and how a running one stands on a day.

use chrono::NaiveDate;

use crate::law::Rule;

/// The clocks that an action of an agreement may have (regulations 42 and 44).
pub const OF_AN_ACTION: &[Rule] = &[
    Rule::PromisedAction,
    Rule::AgreedAssessment,
    Rule::AgreedAssessmentNoPlan,
    Rule::AgreedAssessmentPlan,
    Rule::AgreedPlan,
    Rule::AgreedReconsideration,
    Rule::AgreedAmendment,
    Rule::AgreedPlacement,
    Rule::AgreedTime,
];

/// The clocks that may start when an agreement is signed.
pub const OF_AN_AGREEMENT: &[Rule] = &[
    Rule::PromisedAction,
    Rule::HealthAgreementNotice,
    Rule::AgreedAssessment,
    Rule::AgreedAssessmentNoPlan,
    Rule::AgreedAssessmentPlan,
    Rule::AgreedPlan,
    Rule::AgreedReconsideration,
    Rule::AgreedAmendment,
    Rule::AgreedPlacement,
    Rule::FollowUp,
];

/// A clock as a day finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Running {
    /// The last day, as the law module computed it.
    pub due_on: NaiveDate,
    /// The first day on which it counts as at risk; a threshold of the service.
    pub risk_from_on: NaiveDate,
    /// Whether it is known that what is owed cannot be had by the last day.
    pub is_infeasible: bool,
    /// The day on which what is owed was done.
    pub met_on: Option<NaiveDate>,
}

/// How a clock stands. A flag, never a state: it is computed from the clock and the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Risk {
    /// What was owed was done in time.
    Met,
    /// What was owed was done too late.
    MetLate,
    /// There is time.
    InTime,
    /// `AT_RISK`: the threshold is reached, or there is no way to keep it.
    AtRisk,
    /// `OVERDUE`: the last day has passed.
    Overdue,
}

/// How a clock stands on a day.
#[must_use]
pub fn risk(clock: Running, today: NaiveDate) -> Risk {
    match clock.met_on {
        Some(met_on) if met_on <= clock.due_on => Risk::Met,
        Some(_) => Risk::MetLate,
        None if clock.due_on < today => Risk::Overdue,
        None if clock.is_infeasible || clock.risk_from_on <= today => Risk::AtRisk,
        None => Risk::InTime,
    }
}
