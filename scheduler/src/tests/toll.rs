//! A proposal takes from others exactly what could not stand beside it.

use super::{
    oracle,
    random::{TINY, problem},
};
use crate::{
    Claim, Claimed, Loss, OtherIx, Outcome, Place, Prices, Problem,
    plan::{
        self, Asked, Budget, ContractIx, EVERY_START, Meeting, Patient, Plan, Region, Violation,
        check::violations,
    },
    propose,
};

/// So many cases that want the same, as one joint problem, and which contract each allowance is.
fn region(single: &Problem, cases: usize) -> (plan::Problem, Vec<usize>) {
    let mut region = Region::new(single, EVERY_START);
    let contracts = (0..single.request.contracts.len()).map(ContractIx);
    let contracts: Vec<ContractIx> = contracts.collect();
    for _ in 0..cases {
        let asked = Asked {
            problem: single,
            contracts: &contracts,
            current: None,
        };
        region.add(asked).unwrap();
    }
    let mut limiting: Vec<ContractIx> = contracts;
    limiting.retain(|&contract| region.allowance(contract).is_some());
    limiting.sort_by_key(|&contract| region.allowance(contract).unwrap().0);
    let limiting = limiting.into_iter().map(|contract| contract.0).collect();
    (region.finish().unwrap(), limiting)
}

fn planned(problem: &plan::Problem) -> Plan {
    let budget = Budget {
        seed: 0,
        rounds: None,
        threads: 1,
        memory_mib: 1_000,
        watch: &Patient,
    };
    plan::plan(problem, &budget).unwrap().plan
}

/// Everything that the cases of a plan hold, as if they lost something without any of it.
fn everything(joint: &plan::Problem, plan: &Plan, contracts: &[usize]) -> Prices {
    let mut claims = Vec::new();
    for (ix, meeting) in plan.meetings.iter().enumerate() {
        let Some(meeting) = meeting else { continue };
        let wish = &joint.cases[ix];
        let (start, setup) = (meeting.slot.start, meeting.slot.start - wish.setup);
        let takers = wish.parts.iter().zip(&meeting.team);
        let mut held: Vec<(Claimed, u8)> = takers
            .filter_map(|(part, taker)| {
                let from = if part.prepares { setup } else { start };
                Some((Claimed::Person((*taker)?), from))
            })
            .collect();
        if let Place::Room(room) = meeting.place {
            held.push((Claimed::Room(room), setup));
        }
        let paid = wish.days[meeting.slot.day.0].unwrap().allowance;
        held.extend(paid.map(|paid| (Claimed::Contract(contracts[paid.0]), setup)));
        claims.extend(held.into_iter().map(|(on, from)| Claim {
            case: OtherIx(ix),
            on,
            day: meeting.slot.day,
            from,
            to: start + wish.attended,
            loss: Loss::Others(1),
        }));
    }
    Prices {
        claims,
        waiting: Vec::new(),
    }
}

/// Whether a meeting of the last case stands beside those of a plan, ways between places and rests
/// aside.
fn stands(with_it: &plan::Problem, others: &Plan, meeting: Meeting) -> bool {
    let mut plan = others.clone();
    plan.meetings.push(Some(meeting));
    let is_looked_at = |violation: &Violation| {
        !matches!(
            violation,
            Violation::NoTimeToTravel(..) | Violation::NoRest(..)
        )
    };
    !violations(with_it, &plan).iter().any(is_looked_at)
}

#[test]
fn a_toll_is_taken_from_what_cannot_stand_beside_a_proposal_and_from_nothing_else() {
    let mut counts = [0, 0];
    for seed in 0..120 {
        let mut single = problem(seed, TINY);
        single.request.locked = None;
        for contract in &mut single.request.contracts {
            contract.meetings_left += u32::try_from(seed % 3).unwrap();
        }
        if !matches!(propose(&single, 1), Ok(Outcome::Proposals(_))) {
            continue;
        }
        let others = if seed % 2 == 0 { 1 } else { 2 };
        let (joint, contracts) = region(&single, others);
        let plan = planned(&joint);
        let prices = everything(&joint, &plan, &contracts);
        let (with_it, _) = region(&single, others + 1);
        oracle::every_sound_proposal(&single, |proposal, _| {
            let toll = prices.toll(&single, proposal);
            let stands = stands(&with_it, &plan, plan::meeting(proposal));
            assert_eq!(toll.taken.is_empty(), stands, "seed {seed}: {proposal:?}");
            assert_eq!(toll.points == 0, stands);
            counts[usize::from(stands)] += 1;
        });
    }
    assert!(counts.iter().all(|&count| 200 < count), "{counts:?}");
}
