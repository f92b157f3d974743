//! Options, forecasts and withdrawals are what brute force finds.

use std::collections::BTreeSet;

use super::{beside, cases, cost, oracle, planned, put, unpinned};
use crate::plan::{
    Level, Plan, Points, Problem,
    check::violations,
    explain::{Fragile, Offer, OfferIx, Remedy, forecast, options, premium, robust, survives},
    model::DayIx,
};

/// Makes sure that pairs of offers are exclusive exactly when they break a rule together.
fn pair(problem: &Problem, rest: &Plan, one: &Offer, other: &Offer, is_exclusive: bool) {
    let with = put(rest, one.case, Some(&one.meeting));
    assert_eq!(violations(problem, &with), []);
    let both = put(&with, other.case, Some(&other.meeting));
    assert_eq!(violations(problem, &both).is_empty(), !is_exclusive);
}

#[test]
fn options_are_sound_and_exclusive_ones_are_marked() {
    let (mut exclusive, mut free) = (0, 0);
    for (seed, problem, plan) in planned() {
        let problem = unpinned(&problem);
        let asked: Vec<_> = cases(&problem).take(2).collect();
        let found = options(&problem, &plan, &asked, 3);
        let rest = put(&put(&plan, asked[0], None), asked[1], None);
        for &case in &asked {
            let all = beside(&problem, &rest, case);
            let starts: BTreeSet<_> = all
                .iter()
                .map(|(_, one)| (one.slot.day, one.slot.start))
                .collect();
            let days: BTreeSet<_> = starts.iter().map(|(day, _)| day).collect();
            let offers: Vec<_> = found.offers.iter().filter(|one| one.case == case).collect();
            assert!(starts.len().min(3) <= offers.len(), "seed {seed}");
            let offered: BTreeSet<_> = offers.iter().map(|one| one.meeting.slot.day).collect();
            assert_eq!(offered.len(), days.len().min(3), "seed {seed}");
            let base = cost(&problem, &rest) - problem.scale.cost(problem.cases[case.0].unplaced);
            let least = all.iter().map(|(cost, _)| cost - base).min();
            assert_eq!(offers.first().map(|one| one.cost), least, "seed {seed}");
        }
        for (one, offer) in found.offers.iter().enumerate() {
            for (other, second) in found.offers.iter().enumerate().skip(one + 1) {
                if offer.case != second.case {
                    let is = found
                        .exclusive
                        .iter()
                        .any(|pair| pair.one == OfferIx(one) && pair.other == OfferIx(other));
                    pair(&problem, &rest, offer, second, is);
                    *(if is { &mut exclusive } else { &mut free }) += 1;
                }
            }
        }
    }
    assert!(50 < exclusive && 50 < free, "{exclusive} {free}");
}

#[test]
fn forecasts_count_the_starts_that_are_left() {
    for (seed, problem, plan) in planned().take(120) {
        let problem = unpinned(&problem);
        let all = forecast(&problem, &plan);
        assert_eq!(all.len(), problem.cases.len());
        for one in &all {
            let found = beside(&problem, &plan, one.case).into_iter();
            let starts: BTreeSet<_> = found
                .map(|(_, meeting)| (meeting.slot.day.0, meeting.slot.start))
                .collect();
            let is_in_time = |day: usize| {
                let offer = problem.cases[one.case.0].days[day];
                offer.is_some_and(|offer| offer.points.late == 0)
            };
            for (day, count) in one.starts.iter().enumerate() {
                let here = starts.iter().filter(|(on, _)| *on == day).count();
                assert_eq!(*count as usize, here, "seed {seed}");
            }
            let in_time = || starts.iter().filter(|(day, _)| is_in_time(*day));
            assert_eq!(one.in_time as usize, in_time().count());
            assert_eq!(
                one.last_in_time,
                in_time().next_back().map(|(day, _)| DayIx(*day))
            );
        }
        let urgency: Vec<_> = all
            .iter()
            .map(|one| (one.is_placed, one.last_in_time))
            .collect();
        assert!(urgency.is_sorted());
    }
}

/// The plan after somebody's withdrawal was mended as is said.
fn mended(plan: &Plan, fragile: &Fragile) -> Plan {
    let mut mended = plan.clone();
    for fall in &fragile.falls {
        let meeting = &mut mended.meetings[fall.case.0];
        let team = &mut meeting.as_mut().unwrap().team;
        assert_eq!(team[fall.part.0], Some(fragile.person));
        match fall.remedy {
            Remedy::Substitute { person, .. } => team[fall.part.0] = Some(person),
            Remedy::Left { .. } => team[fall.part.0] = None,
            Remedy::Nothing => *meeting = None,
        }
    }
    mended
}

#[test]
fn what_survives_a_withdrawal_is_sound_without_that_person() {
    let mut told = [0; 3];
    for (seed, problem, plan) in planned() {
        let problem = unpinned(&problem);
        for fragile in survives(&problem, &plan) {
            let mut without = problem.clone();
            without.people[fragile.person.0].free[fragile.day.0] = 0;
            let mended = mended(&plan, &fragile);
            assert_ne!(violations(&without, &plan), [], "seed {seed}");
            assert_eq!(violations(&without, &mended), [], "seed {seed}");
            let mut sum = 0;
            for fall in &fragile.falls {
                let (kind, more) = match fall.remedy {
                    Remedy::Substitute { more, .. } => (0, more),
                    Remedy::Left { more } => (1, more),
                    Remedy::Nothing => (2, 0),
                };
                told[kind] += 1;
                sum += more;
            }
            if fragile.lost().next().is_none() {
                assert_eq!(cost(&problem, &mended) - cost(&problem, &plan), sum);
            }
            for case in fragile.lost() {
                // Nobody could have taken the part.
                let part = fragile
                    .falls
                    .iter()
                    .find(|fall| fall.case == case)
                    .unwrap()
                    .part;
                let pool = problem.cases[case.0].parts[part.0].pool.iter();
                let takers = pool.map(|member| Some(member.person)).chain([None]);
                for taker in takers {
                    let mut other = put(&mended, case, plan.meetings[case.0].as_ref());
                    other.meetings[case.0].as_mut().unwrap().team[part.0] = taker;
                    let is_last = fragile.falls.last().is_some_and(|fall| fall.case == case);
                    assert!(!is_last || !violations(&without, &other).is_empty());
                }
            }
        }
    }
    assert!(told.iter().all(|count| 20 < *count), "{told:?}");
}

#[test]
fn robust_plans_cost_more_and_avoid_days_without_a_substitute() {
    let price = Points::at(Level::Others, 60);
    let mut safer = 0;
    for (seed, problem, plan) in planned() {
        assert_eq!(robust(&problem, Points::NONE), problem);
        let dearer = robust(&problem, price);
        let (_, sturdy) = oracle::cheapest(&dearer);
        let exposed = |plan: &Plan| cost(&dearer, plan) - cost(&problem, plan);
        assert!(0 <= premium(&problem, &plan, &sturdy), "seed {seed}");
        assert!(exposed(&sturdy) <= exposed(&plan), "seed {seed}");
        safer += usize::from(exposed(&sturdy) < exposed(&plan));
    }
    assert!(5 < safer, "{safer}");
}
