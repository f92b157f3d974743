//! All 27 instances, and what the search and the check are worth.

use super::{
    check::{Fault, faults},
    read::{Instance, Published, read},
    search::{fewest_slots, search},
};
use crate::chance::Chance;

/// The fewest slots that are enough for each instance.
const FEWEST: [usize; 27] = [
    12, 12, 12, 12, 12, 13, 13, 13, 13, 14, 13, 13, 14, 13, 13, 13, 13, 15, 12, 12, 12, 12, 12, 12,
    14, 13, 14,
];

/// Every instance of the library.
fn instances() -> Vec<Instance> {
    read(include_str!("../data/csplib/prob046.json")).unwrap()
}

#[test]
fn twelve_slots_are_enough_where_the_library_says_so() {
    let instances = instances();
    assert_eq!(instances.len(), 27);
    for instance in instances {
        assert_eq!(instance.slots, 12);
        let found = search(&instance, instance.slots);
        let status = match found {
            Some(_) => Published::Sat,
            None => Published::Unsat,
        };
        assert_eq!(instance.published, Some(status), "#{}", instance.number);
        let is_enough = matches!(instance.number, 1..=5 | 19..=24);
        assert_eq!(found.is_some(), is_enough, "#{}", instance.number);
        if let Some(placement) = found {
            assert_eq!(faults(&instance, instance.slots, &placement), []);
        }
    }
}

#[test]
fn the_fewest_slots_are_enough_and_one_less_is_not() {
    for (instance, fewest) in instances().iter().zip(FEWEST) {
        // Every smaller number was searched to the end on the way to this one.
        let (slots, placement) = fewest_slots(instance).unwrap();
        assert_eq!(slots, fewest, "#{}", instance.number);
        assert_eq!(faults(instance, slots, &placement), []);
    }
}

#[test]
fn the_published_solutions_are_right_but_that_of_19() {
    let mut judged = Vec::new();
    for instance in instances() {
        let Some(placement) = &instance.placement else {
            assert_eq!(instance.published, Some(Published::Unsat));
            continue;
        };
        judged.push(instance.number);
        let expected = if instance.number == 19 {
            let between = |agent, meetings| Fault::TooClose { agent, meetings };
            vec![between(0, (20, 37)), between(11, (28, 37))]
        } else {
            Vec::new()
        };
        let found = faults(&instance, instance.slots, placement);
        assert_eq!(found, expected, "#{}", instance.number);
    }
    assert_eq!(judged, [1, 2, 3, 4, 5, 19, 20, 21, 22, 23, 24]);
}

/// Three meetings, the first two of one agent, the last two of another, and how far apart they are.
fn small() -> Instance {
    Instance {
        number: 0,
        slots: 4,
        meetings: 3,
        agents: vec![vec![0, 1], vec![2, 1]],
        distances: vec![vec![0, 2, 9], vec![2, 0, 1], vec![9, 1, 0]],
        published: None,
        placement: None,
    }
}

#[test]
fn the_check_tells_what_is_wrong_and_nothing_else() {
    let told = |placement: &[usize]| faults(&small(), 4, placement);
    assert_eq!(told(&[0, 3, 1]), [], "the first and the last share nobody");
    assert_eq!(told(&[0, 3]), [Fault::Length(2)]);
    assert_eq!(told(&[1, 4, 0]), [Fault::Outside(1)]);
    let meetings = (0, 1);
    assert_eq!(told(&[1, 3, 0]), [Fault::TooClose { agent: 0, meetings }]);
    let meetings = (2, 1);
    assert_eq!(told(&[0, 3, 2]), [Fault::TooClose { agent: 1, meetings }]);
}

#[test]
fn the_search_finds_a_placement_where_trying_everything_does() {
    let mut chance = Chance(46);
    let (mut enough, mut too_few) = (0, 0);
    for _ in 0..600 {
        let instance = random(&mut chance);
        let tried = (0..instance.slots.pow(5)).any(|number| {
            let mut left = number;
            let placement = [0; 5].map(|_| {
                let slot = left % instance.slots;
                left /= instance.slots;
                slot
            });
            faults(&instance, instance.slots, &placement).is_empty()
        });
        let found = search(&instance, instance.slots);
        assert_eq!(found.is_some(), tried, "{instance:?}");
        if let Some(placement) = found {
            assert_eq!(faults(&instance, instance.slots, &placement), []);
            enough += 1;
        } else {
            too_few += 1;
        }
    }
    assert!(enough > 100 && too_few > 100, "{enough} and {too_few}");
}

/// Five meetings, two or three to an agent.
fn random(chance: &mut Chance) -> Instance {
    let drawn: Vec<usize> = (0..25).map(|_| chance.below(4)).collect();
    let distance = |one: usize, other: usize| {
        if one == other {
            0
        } else {
            drawn[5 * one.min(other) + one.max(other)]
        }
    };
    let row = |one| (0..5).map(|other| distance(one, other)).collect();
    let distances = (0..5).map(row).collect();
    let mut agents = Vec::new();
    for _ in 0..3 {
        let skipped = [chance.below(5), chance.below(5)];
        let attended = (0..5).filter(|meeting| !skipped.contains(meeting));
        agents.push(attended.take(2 + chance.below(2)).collect());
    }
    Instance {
        number: 0,
        slots: 3 + chance.below(6),
        meetings: 5,
        agents,
        distances,
        published: None,
        placement: None,
    }
}

#[test]
fn every_slot_of_a_word_can_be_searched() {
    let mut instance = small();
    instance.distances = vec![vec![0, 62, 0], vec![62, 0, 62], vec![0, 62, 0]];
    let (slots, placement) = fewest_slots(&instance).unwrap();
    assert_eq!(slots, 64);
    assert_eq!(faults(&instance, 64, &placement), []);
    instance.distances = vec![vec![0, 63, 0], vec![63, 0, 63], vec![0, 63, 0]];
    assert_eq!(fewest_slots(&instance), None);
}

#[test]
fn a_file_is_told_everything_that_is_wrong_with_it() {
    let text = r#"[
        {"instance": 7, "published": "sat", "published_placement": {"0": 1},
         "data": {"n": 2, "slots": 65, "agents": [[0, 2], [1, 1]], "dist": [[0, 1], [2, 0]]}},
        {"instance": 8, "data": {"n": 0, "slots": 1, "agents": [], "dist": [[]]}}
    ]"#;
    let mistakes = read(text).unwrap_err();
    let expected = [
        "instance 7: 65 slots are not 1 to 64",
        "instance 7: agent 0 attends meeting 2 of 2",
        "instance 7: agent 1 attends meeting 1 twice",
        "instance 7: 0 and 1 are not as far apart as 1 and 0",
        "instance 7: the placement is not one of 2 meetings",
        "instance 8: there are no meetings",
        "instance 8: the distances are not 0 by 0",
    ];
    assert_eq!(mistakes, expected);
    assert_eq!(read("[{}]").unwrap_err().len(), 1);
}
