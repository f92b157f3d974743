//! The authority's return to the Department for Education.

use async_graphql::{Object, SimpleObject};
use chrono::NaiveDate;

use super::figure::whole;
use super::key::DfeDecision;
use crate::domain::report::{self, DfeCase, DfeCount};

/// Mediations returned at once at most; the CSV text has them all.
const MOST_CASES: i32 = 100;

/// What an authority returns about mediation: a line a case, without names, and the counts under the names
/// of the published statistics.
pub struct DfeReturn(pub(super) report::DfeReturn);

/// What an authority returns about mediation: a line a case, without names, and the counts under the names
/// of the published statistics.
#[Object]
impl DfeReturn {
    /// The mediations held in the period, the earliest first, then those asked for in it and not held by
    /// its end; at most 100 at once.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn cases(
        &self,
        #[graphql(desc = "At most so many, 1 to 100.", default = 50)] first: i32,
        #[graphql(desc = "How many are passed over.", default)] skip: i32,
    ) -> Vec<DfeReturnCase> {
        let skip = usize::try_from(skip).unwrap_or(0);
        let first = usize::try_from(first.clamp(1, MOST_CASES)).unwrap_or(1);
        let cases = self.0.cases.iter().skip(skip).take(first);
        cases.map(DfeReturnCase::of).collect()
    }

    /// The counts, under the names of the published columns.
    async fn counts(&self) -> Vec<DfeReturnCount> {
        self.0.counts.iter().map(DfeReturnCount::of).collect()
    }

    /// All of it as CSV text (RFC 4180).
    async fn csv(&self) -> String {
        report::csv::dfe_return(&self.0)
    }
}

/// A mediation as the authority returns it.
#[derive(SimpleObject)]
pub struct DfeReturnCase {
    /// What the service calls it; null for the commissioner, who sees no case.
    reference: Option<String>,
    /// What sort of decision it was about.
    decision: DfeDecision,
    /// The day on which the authority was told.
    asked_on: Option<NaiveDate>,
    /// Whether it was held by the end of the period.
    is_held: bool,
    /// The day on which it was held; null where it was not.
    held_on: Option<NaiveDate>,
    /// Whether an appeal followed; null where that is not recorded.
    is_appealed: Option<bool>,
}

impl DfeReturnCase {
    fn of(case: &DfeCase) -> Self {
        Self {
            reference: case.reference.clone(),
            decision: case.decision.into(),
            asked_on: case.asked_on,
            is_held: case.held_on.is_some(),
            held_on: case.held_on,
            is_appealed: case.is_appealed,
        }
    }
}

/// A count of the return.
#[derive(SimpleObject)]
pub struct DfeReturnCount {
    /// The name of the published column.
    name: &'static str,
    /// What it says.
    definition: &'static str,
    /// How many; null where it is not recorded of some.
    count: Option<i32>,
}

impl DfeReturnCount {
    fn of(count: &DfeCount) -> Self {
        Self {
            name: count.name,
            definition: count.definition,
            count: whole(count.count),
        }
    }
}
