//! How the planner sees many cases at once: one joint problem, and the way back to proposals.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entities::{CaseId, ContractId, PersonId, RoomId};
use scheduler::plan::{self, Asked, ContractIx, HALF_HOURS, Region, Unlike};

use super::Wish;
use super::read::Rows;
use super::snapshot::{build, each};
use crate::law::Calendar;

/// A joint problem, and the lists that lead from its positions back to rows.
pub struct Joint {
    /// What the planner gets.
    pub problem: plan::Problem,
    /// `CaseIx` to case.
    pub cases: Vec<CaseId>,
    /// `DayIx` to day.
    pub days: Vec<NaiveDate>,
    /// `PersonIx` to person.
    pub people: Vec<PersonId>,
    /// `RoomIx` to room.
    pub rooms: Vec<RoomId>,
    /// `AllowanceIx` to contract.
    pub contracts: Vec<ContractId>,
}

/// Makes one joint problem of cases that were read together, none of which has a meeting: the
/// meetings start on the hour or half-hour of the first so many days.
///
/// # Errors
///
/// The cases cannot be planned together.
pub fn joint(rows: &[Rows], calendar: &Calendar, horizon_days: usize) -> Result<Joint, Unlike> {
    let Some(first) = rows.first() else {
        return Err(Unlike::World);
    };
    let world = build(first, calendar, Wish::default());
    let mut region = Region::new(&world.problem, HALF_HOURS);
    let mut numbers: BTreeMap<ContractId, ContractIx> = BTreeMap::new();
    let mut cases = Vec::new();
    let mut refused = None;
    each(rows, calendar, |rows, snapshot| {
        let contracts: Vec<ContractIx> = rows
            .contracts
            .iter()
            .map(|(contract, _)| {
                let next = ContractIx(numbers.len());
                *numbers.entry(contract.id).or_insert(next)
            })
            .collect();
        let asked = Asked {
            problem: &snapshot.problem,
            contracts: &contracts,
            current: None,
        };
        cases.push(rows.case.id);
        refused = refused.or(region.add(asked).err());
    });
    if let Some(refused) = refused {
        return Err(refused);
    }
    let limiting = numbers.iter().filter_map(|(&contract, &number)| {
        let allowance = region.allowance(number)?;
        Some((allowance, contract))
    });
    let limiting: BTreeMap<_, ContractId> = limiting.collect();
    let mut problem = region.finish()?;
    for case in &mut problem.cases {
        case.days
            .iter_mut()
            .skip(horizon_days)
            .for_each(|day| *day = None);
    }
    Ok(Joint {
        problem,
        cases,
        days: world.days,
        people: world.people,
        rooms: world.rooms,
        contracts: limiting.into_values().collect(),
    })
}
