//! Which contract pays for a case, decided from values.

use chrono::{DateTime, NaiveDate, Utc};
use entities::{ContractId, OrganisationId, case, contract, organisation};

use crate::app::day_of;

/// A contract, what it covers, and how many cases it has paid for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    /// The contract.
    pub row: contract::Model,
    /// The types of case it covers.
    pub kinds: Vec<case::Kind>,
    /// Cases of these types opened in its period, up to the day that is asked about.
    pub cases: u64,
}

/// A case that was opened, as far as contracts ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Opened {
    /// The service that has it.
    pub(super) provider: OrganisationId,
    /// Its type.
    pub(super) kind: case::Kind,
    /// When.
    pub(super) at: DateTime<Utc>,
    /// Who pays for it: health for health, the local authority for the rest.
    pub(super) payers: Vec<OrganisationId>,
}

/// Why no contract pays.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotCovered {
    /// None is in force that covers the type.
    #[error(
        "No contract in force on {on} between {payers} and {provider} covers cases of type {kind} \
         (H28: contract of the service with the commissioner)."
    )]
    None {
        /// The type.
        kind: &'static str,
        /// Who would pay.
        payers: String,
        /// Who would work.
        provider: String,
        /// The day.
        on: NaiveDate,
    },
    /// One is, and all its cases are used.
    #[error(
        "The contract of {payer} with {provider} from {from_on} to {to_on} pays for {cap} cases, and \
         {used} are opened (H28: volume cap of the contract of the service with the commissioner)."
    )]
    Full {
        /// Who pays.
        payer: String,
        /// Who works.
        provider: String,
        /// Its first day.
        from_on: NaiveDate,
        /// Its last day.
        to_on: NaiveDate,
        /// Cases paid for at most.
        cap: i32,
        /// Cases opened.
        used: u64,
    },
}

impl NotCovered {
    /// What is wrong, for programs.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::None { .. } => "NO_CONTRACT",
            Self::Full { .. } => "VOLUME_CAP_REACHED",
        }
    }
}

/// The smallest number of cases that whoever pays for them is told: fewer might point to a family.
const FEWEST_TOLD: u64 = 5;

/// How many cases a contract has paid for, as it is told: exactly to the service that does the work, and
/// to nobody else while they are few.
pub(super) fn told(cases: u64, is_of_the_service: bool) -> Option<u64> {
    (is_of_the_service || FEWEST_TOLD <= cases).then_some(cases)
}

/// How much of each contract is used up to the end of a day.
pub(super) fn used(
    bought: Vec<(contract::Model, Vec<case::Kind>)>,
    opened: &[Opened],
    until: NaiveDate,
) -> Vec<Used> {
    let count = |row: &contract::Model, kinds: &[case::Kind]| {
        let under = |case: &&Opened| {
            let on = day_of(case.at);
            case.provider == row.provider_id
                && kinds.contains(&case.kind)
                && case.payers.contains(&row.commissioner_id)
                && row.from_on <= on
                && on <= row.to_on.min(until)
        };
        opened.iter().filter(under).count() as u64
    };
    let used = bought.into_iter().map(|(row, kinds)| Used {
        cases: count(&row, &kinds),
        row,
        kinds,
    });
    used.collect()
}

/// The first of some contracts in force that covers a type of case and has a place left.
pub(super) fn choose(
    contracts: Vec<Used>,
    names: &[organisation::Model],
    kind: case::Kind,
    on: NaiveDate,
) -> Result<ContractId, NotCovered> {
    let name = |id| {
        let found = names.iter().find(|body| body.id == id);
        found.map_or_else(|| "a commissioner".to_owned(), |body| body.name.clone())
    };
    let covers = contracts
        .into_iter()
        .filter(|one| one.kinds.contains(&kind));
    let mut full = None;
    for one in covers {
        let cap = one.row.volume_cap.map(i64::from);
        if cap.is_none_or(|cap| i64::try_from(one.cases).is_ok_and(|used| used < cap)) {
            return Ok(one.row.id);
        }
        full = full.or(Some(one));
    }
    let of = |wanted: fn(organisation::Kind) -> bool| {
        let found = names.iter().filter(|body| wanted(body.kind));
        let found: Vec<_> = found.map(|body| body.name.as_str()).collect();
        found.join(" or ")
    };
    Err(match full {
        Some(one) => NotCovered::Full {
            payer: name(one.row.commissioner_id),
            provider: name(one.row.provider_id),
            from_on: one.row.from_on,
            to_on: one.row.to_on,
            cap: one.row.volume_cap.unwrap_or(0),
            used: one.cases,
        },
        None => NotCovered::None {
            kind: crate::lifecycle::kinds::code(kind),
            payers: match of(|kind| kind != organisation::Kind::Provider) {
                nobody if nobody.is_empty() => "any care board with a seat".to_owned(),
                payers => payers,
            },
            provider: of(|kind| kind == organisation::Kind::Provider),
            on,
        },
    })
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;
    use uuid::Uuid;

    use super::*;

    const LA: OrganisationId = OrganisationId(Uuid::from_u128(1));
    const PROVIDER: OrganisationId = OrganisationId(Uuid::from_u128(2));

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    fn bought(cap: Option<i32>, kinds: &[case::Kind]) -> (contract::Model, Vec<case::Kind>) {
        let row = contract::Model {
            id: ContractId(Uuid::from_u128(9)),
            commissioner_id: LA,
            provider_id: PROVIDER,
            from_on: day(1, 1),
            to_on: day(6, 30),
            volume_cap: cap,
        };
        (row, kinds.to_vec())
    }

    fn opened(kind: case::Kind, at: DateTime<Utc>) -> Opened {
        Opened {
            provider: PROVIDER,
            kind,
            at,
            payers: vec![LA],
        }
    }

    fn said(refused: Result<ContractId, NotCovered>) -> String {
        refused.unwrap_err().to_string()
    }

    #[test]
    fn a_case_counts_from_the_first_day_of_a_period_to_its_last_in_england() {
        let noon = |month, day| Utc.with_ymd_and_hms(2026, month, day, 12, 0, 0).unwrap();
        let cases = [
            opened(case::Kind::MedE, noon(1, 1)),
            opened(case::Kind::MedE, noon(6, 30)),
            // Half past eleven in the evening of the last day, in summer time, is a day later there.
            opened(
                case::Kind::MedE,
                Utc.with_ymd_and_hms(2026, 6, 30, 23, 30, 0).unwrap(),
            ),
            opened(case::Kind::MedE, noon(7, 1)),
            opened(case::Kind::DrF, noon(3, 1)),
        ];
        let until = |last| used(vec![bought(None, &[case::Kind::MedE])], &cases, last)[0].cases;
        assert_eq!(until(day(12, 31)), 2);
        // Nor does one count that comes after the day that is asked about.
        for (last, count) in [(day(6, 30), 2), (day(6, 29), 1), (day(1, 1), 1)] {
            assert_eq!(until(last), count, "{last}");
        }
    }

    #[test]
    fn whoever_pays_is_not_told_of_a_few_cases() {
        for (cases, is_of_the_service, expected) in [
            (0, true, Some(0)),
            (4, true, Some(4)),
            (0, false, None),
            (1, false, None),
            (4, false, None),
            (5, false, Some(5)),
            (60, false, Some(60)),
        ] {
            assert_eq!(told(cases, is_of_the_service), expected, "{cases}");
        }
    }

    #[test]
    fn the_refusal_names_the_contract_its_cap_and_the_source() {
        let cases = [opened(
            case::Kind::MedE,
            Utc.with_ymd_and_hms(2026, 3, 1, 12, 0, 0).unwrap(),
        )];
        let body = |id, kind, name: &str| organisation::Model {
            id,
            kind,
            name: name.to_owned(),
            code: None,
            outcode: None,
        };
        let names = [
            body(LA, organisation::Kind::La, "Ambleshire"),
            body(PROVIDER, organisation::Kind::Provider, "Northern"),
        ];
        let ask = |cap, kind| {
            let used = used(vec![bought(cap, &[case::Kind::MedE])], &cases, day(3, 2));
            choose(used, &names, kind, day(3, 2))
        };
        assert!(ask(None, case::Kind::MedE).is_ok());
        assert!(ask(Some(2), case::Kind::MedE).is_ok());
        insta::assert_snapshot!(said(ask(Some(1), case::Kind::MedE)), @"The contract of Ambleshire with Northern from 2026-01-01 to 2026-06-30 pays for 1 cases, and 1 are opened (H28: volume cap of the contract of the service with the commissioner).");
        insta::assert_snapshot!(said(ask(None, case::Kind::DrC)), @"No contract in force on 2026-03-02 between Ambleshire and Northern covers cases of type DR-C (H28: contract of the service with the commissioner).");
    }
}
