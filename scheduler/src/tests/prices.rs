//! What a date costs other cases.

use proptest::{
    prelude::*,
    test_runner::{Config, RngSeed},
};

use super::{
    draw::{Drawn, drawn},
    oracle,
    random::{Chance, TINY, problem},
};
use crate::{
    Claim, Claimed, DayIx, Loss, OtherIx, Outcome, Preference, Prices, Problem, Proposal, RoomIx,
    Scarce, Sums, Waiting, check, grid::span, propose, propose_beside, weights,
};

/// What random other cases hold.
fn prices(seed: u64, problem: &Problem) -> Prices {
    let chance = &mut Chance(seed);
    let claim = |_| {
        let on = match chance.below(5) {
            0 => Claimed::Contract(chance.below(problem.request.contracts.len().max(1))),
            1 => Claimed::Room(RoomIx(chance.below(problem.rooms.len()))),
            _ => Claimed::Person(crate::PersonIx(chance.below(problem.people.len()))),
        };
        let from = chance.small(6);
        let points = 1 + u32::from(chance.small(9));
        Claim {
            case: OtherIx(chance.below(4)),
            on,
            day: DayIx(chance.below(problem.days.len())),
            from,
            to: from + 1 + chance.small(4),
            loss: match chance.below(4) {
                0 => Loss::Meeting(points),
                1 => Loss::Days(points),
                2 => Loss::Family(points),
                _ => Loss::Others(points),
            },
        }
    };
    Prices {
        claims: (0..12).map(claim).collect(),
        waiting: Vec::new(),
    }
}

fn proposals(problem: &Problem, prices: &Prices, count: usize) -> Vec<Proposal> {
    match propose_beside(problem, Some(prices), count).unwrap() {
        Outcome::Proposals(proposals) => proposals,
        Outcome::Nothing(_) => Vec::new(),
    }
}

/// What a proposal costs altogether, reckoned from the problem and the prices.
fn sums(problem: &Problem, prices: &Prices, proposal: &Proposal) -> Sums {
    let mut cost = check::cost(problem, proposal);
    cost.add(
        Preference::OtherCases,
        prices.toll(problem, proposal).points,
    );
    cost.sums()
}

proptest! {
    #![proptest_config(Config {
        cases: 250,
        rng_seed: RngSeed::Fixed(3),
        failure_persistence: None,
        ..Config::default()
    })]

    #[test]
    fn no_proposal_is_better_than_the_first_with_its_toll(seed: u64) {
        let problem = problem(seed, TINY);
        let prices = prices(seed, &problem);
        let mut least: Option<Sums> = None;
        oracle::every_sound_proposal(&problem, |proposal, _| {
            let sums = sums(&problem, &prices, proposal);
            least = Some(least.map_or(sums, |least| least.min(sums)));
        });
        let found = proposals(&problem, &prices, 3);
        prop_assert_eq!(found.first().map(|first| first.cost.sums()), least);
        prop_assert!(found.is_sorted_by_key(|proposal| proposal.cost.sums()));
        for proposal in &found {
            prop_assert_eq!(check::violations(&problem, proposal), []);
            prop_assert_eq!(proposal.cost.sums(), sums(&problem, &prices, proposal));
        }
    }

    #[test]
    fn without_prices_nothing_is_different(seed: u64) {
        let problem = problem(seed, TINY);
        let plain = propose(&problem, 4).unwrap();
        let nothing = Prices::default();
        prop_assert_eq!(&propose_beside(&problem, Some(&nothing), 4).unwrap(), &plain);
        prop_assert_eq!(propose_beside(&problem, None, 4).unwrap(), plain);
    }
}

#[test]
fn random_prices_matter() {
    let (mut dearer, mut other) = (0, 0);
    for seed in 0..300 {
        let problem = problem(seed, TINY);
        let (priced, plain) = (
            proposals(&problem, &prices(seed, &problem), 1),
            proposals(&problem, &Prices::default(), 1),
        );
        if let (Some(priced), Some(plain)) = (priced.first(), plain.first()) {
            dearer += usize::from(0 < priced.cost.of(Preference::OtherCases));
            other += usize::from((priced.slot, &priced.seats) != (plain.slot, &plain.seats));
        }
    }
    assert!(10 < dearer && 10 < other, "{dearer} {other}");
}

/// A week in which everybody is free at noon of each day, for half an hour.
fn week() -> Drawn {
    drawn(
        "
        mediator ana ##|##|##
        room     oak ##|##|##
        la       lee ##|##|##
        or       zoe ##|##|##
        ",
    )
}

/// Another case holds somebody on a day.
fn holds(week: &Drawn, name: &str, day: usize, loss: Loss) -> Claim {
    Claim {
        case: OtherIx(day),
        on: Claimed::Person(week.person(name)),
        day: DayIx(day),
        from: 0,
        to: 2,
        loss,
    }
}

/// What each claim leaves of the proposals: the best with these claims, and its toll.
fn best(week: &Drawn, claims: Vec<Claim>) -> (String, u32) {
    let prices = Prices {
        claims,
        waiting: Vec::new(),
    };
    let best = proposals(&week.problem, &prices, 1).remove(0);
    (week.tell(&best), best.cost.of(Preference::OtherCases))
}

#[test]
fn whoever_is_not_another_cases_is_taken_first() {
    let week = week();
    let taken = vec![holds(&week, "lee", 0, Loss::Others(1))];
    assert_eq!(
        best(&week, taken),
        ("day 0 at 0, oak: ana, zoe".to_owned(), 0)
    );
    // A wish of the family comes first: it does not wait so that others keep what they hold.
    let taken = vec![holds(&week, "ana", 0, Loss::Meeting(20))];
    let expected = 20 * weights::LOST_MEETING;
    assert_eq!(
        best(&week, taken),
        ("day 0 at 0, oak: ana, lee".to_owned(), expected)
    );
}

#[test]
fn a_full_day_or_week_costs_the_least_of_what_fills_it() {
    let mut week = drawn(
        "
        mediator ana ......##|##....##|##
        room     oak ########|########|##
        la       lee ######..|########|##
        ",
    );
    // The meeting that the other case has is earlier or later on the same day.
    let claims = vec![holds(&week, "ana", 1, Loss::Family(3))];
    assert_eq!(best(&week, claims.clone()).1, 0);
    week.problem.people[0].max_day = Some(1);
    let later = |week: &Drawn| {
        let mut narrowed = week.problem.clone();
        narrowed.people[0].free[1] = span(6, 8);
        Drawn {
            problem: narrowed,
            ..week.clone()
        }
    };
    let only = later(&week);
    let price = 3 * weights::LOST_FAMILY_WISH;
    assert_eq!(
        best(&only, claims.clone()),
        ("day 1 at 6, oak: ana, lee".to_owned(), price)
    );
    week.problem.people[0].max_day = None;
    week.problem.people[0].max_week = Some(2);
    let two = vec![claims[0], holds(&week, "ana", 2, Loss::Days(1))];
    assert_eq!(best(&later(&week), two).1, price);
}

#[test]
fn a_contract_that_others_use_up_costs_the_least_of_what_it_pays_for() {
    let mut week = week();
    let paid = |day: usize, loss: Loss| Claim {
        on: Claimed::Contract(0),
        ..holds(&week, "ana", day, loss)
    };
    let claims = vec![paid(1, Loss::Meeting(21)), paid(2, Loss::Others(7))];
    assert_eq!(best(&week, claims.clone()).1, 0, "three are left");
    week.problem.request.contracts[0].meetings_left = 2;
    assert_eq!(best(&week, claims).1, 7 * weights::LOST_OTHERS_WISH);
}

/// A case that cannot meet without lee, and could on these mornings and afternoons.
fn waits(week: &Drawn, case: usize, starts: &[(usize, u8)]) -> Waiting {
    Waiting {
        case: OtherIx(case),
        people: vec![week.person("lee")],
        len: 2,
        starts: starts
            .iter()
            .map(|&(day, start)| (DayIx(day), 1 << start))
            .collect(),
    }
}

#[test]
fn the_last_free_afternoon_before_three_limits_is_said() {
    let afternoon = format!("{}##", ".".repeat(20));
    let week = drawn(&format!(
        "mediator ana {afternoon}|{afternoon}|##
         room     oak {afternoon}|{afternoon}|##
         la       lee {afternoon}|{afternoon}|##"
    ));
    let scarce = |waiting: Vec<Waiting>, week: &Drawn| {
        let prices = Prices {
            claims: Vec::new(),
            waiting,
        };
        let all = proposals(&week.problem, &prices, 3);
        let first = all.iter().find(|one| one.slot.day == DayIx(1)).unwrap();
        prices.toll(&week.problem, first).scarce
    };
    let lee = week.person("lee");
    let said = |half_days, cases, by| {
        vec![Scarce {
            person: lee,
            half_days,
            cases,
            by: DayIx(by),
        }]
    };
    let three = || {
        (0..3)
            .map(|case| waits(&week, case, &[(1, 20)]))
            .collect::<Vec<_>>()
    };
    assert_eq!(scarce(three(), &week), said(1, 3, 1));
    // There is another half-day for one of them, but not for two.
    let two = |days: &[(usize, u8)]| vec![waits(&week, 0, days), waits(&week, 1, days)];
    assert_eq!(scarce(two(&[(0, 20), (1, 20)]), &week), said(2, 2, 1));
    assert_eq!(scarce(two(&[(0, 20), (1, 20), (2, 0)]), &week), []);
    // A case with time left does not make it less urgent for another.
    let mixed = vec![
        waits(&week, 0, &[(1, 20)]),
        waits(&week, 1, &[(0, 20), (1, 20), (2, 0)]),
    ];
    assert_eq!(scarce(mixed, &week), said(1, 1, 1));
    // What has been booked since is not free any more.
    let booked = week.with(|problem| problem.people[lee.0].blocked[0] = u64::MAX);
    assert_eq!(scarce(two(&[(0, 20), (1, 20)]), &booked), said(1, 2, 1));
    // Other half-days of other people are nobody's business here.
    assert_eq!(scarce(vec![waits(&week, 0, &[(0, 20)])], &week), []);
}
