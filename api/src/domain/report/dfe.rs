//! The return about mediation that an authority makes to the Department for Education: a line a case,
//! without names, and the counts under the names of the published statistics.
//!
//! The names are those of the columns in "Education, health and care plans" (Department for Education,
//! reporting year 2025), the third letter s among them.

use chrono::NaiveDate;
use entities::issue::Domain;

use super::facts::{CaseFacts, Facts};
use super::figures::after::is_followed_by_appeal;
use crate::lifecycle::kinds::{Mediation, Product};

/// What sort of decision a mediation was about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// Not to assess.
    Request,
    /// Not to issue a plan after an assessment.
    AssessmentOutcome,
    /// Anything else, as what a plan says.
    Other,
}

impl Decision {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::AssessmentOutcome => "assessment outcome",
            Self::Other => "other",
        }
    }

    /// Of a case in which these are in dispute: the first decision on the way to a plan.
    fn of(domains: &[Domain]) -> Self {
        if domains.contains(&Domain::Assess) {
            Self::Request
        } else if domains.contains(&Domain::Issue) {
            Self::AssessmentOutcome
        } else {
            Self::Other
        }
    }
}

/// A mediation as the authority returns it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DfeCase {
    /// What the service calls it; only for the service itself.
    pub reference: Option<String>,
    /// What sort of decision it was about.
    pub decision: Decision,
    /// The day on which the authority was told.
    pub asked_on: Option<NaiveDate>,
    /// The day on which it was held, by the end of the period; `None` where it was not.
    pub held_on: Option<NaiveDate>,
    /// Whether an appeal followed; `None` where that is not recorded.
    pub is_appealed: Option<bool>,
}

/// A count under its published name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DfeCount {
    /// The name of the column.
    pub name: &'static str,
    /// What it says.
    pub definition: &'static str,
    /// How many; `None` where it is not recorded of some.
    pub count: Option<u64>,
}

/// A return.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DfeReturn {
    /// The mediations held in the period, or asked for in it and not held by its end.
    pub cases: Vec<DfeCase>,
    /// The counts.
    pub counts: Vec<DfeCount>,
}

/// The names of the counts: of mediations, and of those followed by an appeal.
const COUNTS: [(Decision, bool, &str, &str); 6] = [
    (
        Decision::Request,
        false,
        "mediation_related_request",
        "Mediations held about a decision not to assess.",
    ),
    (
        Decision::Request,
        true,
        "tribunal_after_mediation_request",
        "Of these, those followed by an appeal.",
    ),
    (
        Decision::AssessmentOutcome,
        false,
        "number_assess_mediation",
        "Mediations held about a decision not to issue a plan.",
    ),
    (
        Decision::AssessmentOutcome,
        true,
        "number_asssess_mediation_tribunal",
        "Of these, those followed by an appeal.",
    ),
    (
        Decision::Other,
        false,
        "number_other_mediation",
        "Mediations held about anything else.",
    ),
    (
        Decision::Other,
        true,
        "number_other_mediation_tribunal",
        "Of these, those followed by an appeal.",
    ),
];

/// Makes the return. Mediation about health alone is none of the authority's, which is no party to it.
pub(super) fn returned(facts: &Facts, with_references: bool) -> DfeReturn {
    let cases = facts.cases.iter();
    let of_authority = cases.filter(|case| match case.product() {
        Product::Mediation(Mediation::Education | Mediation::Mixed) => true,
        Product::Mediation(Mediation::Health)
        | Product::Advice
        | Product::Resolution(_)
        | Product::Facilitation(_) => false,
    });
    let mut cases: Vec<DfeCase> = of_authority
        .filter_map(|case| of_case(facts, case, with_references))
        .collect();
    cases.sort_by_key(|case| (case.held_on.is_none(), case.held_on, case.asked_on));
    let counts = COUNTS
        .into_iter()
        .map(|(decision, appealed, name, definition)| {
            let held = cases
                .iter()
                .filter(|case| case.held_on.is_some() && case.decision == decision);
            let count = if appealed {
                appeals(held)
            } else {
                Some(held.count() as u64)
            };
            DfeCount {
                name,
                definition,
                count,
            }
        });
    DfeReturn {
        counts: counts.collect(),
        cases,
    }
}

/// How many were followed by an appeal; `None` where it is not recorded of one.
fn appeals<'a>(mut cases: impl Iterator<Item = &'a DfeCase>) -> Option<u64> {
    cases.try_fold(0, |sum, case| Some(sum + u64::from(case.is_appealed?)))
}

/// A case of the return; `None` for one of another period.
fn of_case(facts: &Facts, case: &CaseFacts, with_references: bool) -> Option<DfeCase> {
    let asked_on = case.t0_on();
    let to_on = facts.period.to_on();
    let held_on = case.held_on().filter(|on| *on <= to_on);
    let in_period = match held_on {
        Some(on) => facts.period.has(on),
        None => asked_on.is_some_and(|on| facts.period.has(on)),
    };
    let domains: Vec<Domain> = case.issues.iter().map(|issue| issue.domain).collect();
    in_period.then(|| DfeCase {
        reference: with_references.then(|| case.row.reference.clone()),
        decision: Decision::of(&domains),
        asked_on,
        held_on,
        is_appealed: is_followed_by_appeal(facts, case),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_decision_on_the_way_to_a_plan_counts() {
        for (domains, expected) in [
            (&[Domain::Assess][..], Decision::Request),
            (&[Domain::F, Domain::Assess], Decision::Request),
            (&[Domain::Issue], Decision::AssessmentOutcome),
            (&[Domain::Reassess, Domain::I], Decision::Other),
            (&[], Decision::Other),
        ] {
            assert_eq!(Decision::of(domains), expected, "{domains:?}");
        }
    }
}
