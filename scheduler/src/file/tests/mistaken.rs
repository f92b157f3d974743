//! Each kind of mistake, told with its place.

use super::{Example, example};
use crate::file::{File, Instance, format};

/// The mistakes in the example after a change to it, as text.
fn mistakes(change: impl FnOnce(&mut Instance)) -> Vec<String> {
    let mut instance = example().instance();
    change(&mut instance);
    let mistakes = File::of(instance).expect_err("something is wrong with it");
    mistakes.iter().map(ToString::to_string).collect()
}

#[test]
fn what_is_no_json_of_this_form_is_told_with_line_and_column() {
    let text = include_str!("../../../tests/data/example.json");
    for (from, to, said) in [
        ("\"gap_online\": 1,", "", "missing field `gap_online`"),
        (
            "\"in_person\"",
            "\"by_letter\"",
            "unknown variant `by_letter`",
        ),
        ("[3, 0, 9, 2]", "[3, 0, 9]", "invalid length 3"),
        ("[3, 0, 9, 2]", "[3, 0, 9, 2, 1]", "trailing characters"),
        (
            "\"max_day\": 2",
            "\"max_day\": 2.5",
            "invalid type: floating point `2.5`",
        ),
        (
            "\"max_day\": 2",
            "\"max_day\": 99999999999999999999",
            "invalid",
        ),
        ("\"weights\"", "\"weights", "line 12 column"),
        ("{\n  \"name\"", "\u{feff}{\n  \"name\"", "line 1 column 1"),
    ] {
        assert!(text.contains(from), "{from}");
        let text = text.replacen(from, to, 1);
        let mistakes = File::read(text.as_bytes()).expect_err("it cannot be read");
        assert_eq!(mistakes.len(), 1);
        let told = mistakes[0].to_string();
        assert!(told.contains(said) && told.contains("line "), "{told}");
    }
    assert!(File::read(b"").is_err());
    assert!(File::read(b"\xff\xfe").is_err());
    assert!(File::read(b"[]").is_err());
}

#[test]
fn an_unknown_version_is_told_whatever_else_there_is() {
    let mistakes = File::read(br#"{"generator": "gen.py v2", "cases": 7}"#).unwrap_err();
    assert_eq!(
        mistakes[0].to_string(),
        "generator: version \"gen.py v2\" is not known here"
    );
    assert_eq!(mistakes.len(), 1);
}

#[test]
fn a_version_and_unknown_fields_may_be_left_out_or_there() {
    let text = include_str!("../../../tests/data/example.json");
    let text = text.replacen("\"generator\": \"gen.py v1\"", "\"weather\": [1, {}]", 1);
    assert_eq!(
        File::read(text.as_bytes()).unwrap().problem(),
        example().file.problem()
    );
}

/// One change, and what is said about it.
type Wrong = (fn(&mut Instance), &'static str);

fn are_told(changes: &[Wrong]) {
    for &(change, said) in changes {
        assert_eq!(mistakes(change), [said]);
    }
}

#[test]
fn positions_are_of_things_that_are_there() {
    are_told(&[
        (
            |i| i.rooms[1].venue = 2,
            "rooms[1].venue: there is no venue 2",
        ),
        (
            |i| i.rooms[1].venue = -1,
            "rooms[1].venue: there is no venue -1",
        ),
        (
            |i| i.rooms[0].open[2].day = 6,
            "rooms[0].open[2]: there is no day 6",
        ),
        (
            |i| i.people[3].avail[1].day = -1,
            "people[3].avail[1]: there is no day -1",
        ),
        (
            |i| i.cases[0].required[0] = 7,
            "cases[0].required[0]: there is no person 7",
        ),
        (
            |i| i.cases[1].roles[0].pool[1] = -3,
            "cases[1].roles[0].pool[1]: there is no person -3",
        ),
        (
            |i| i.cases[0].optional[0].person = 99,
            "cases[0].optional[0]: there is no person 99",
        ),
        (
            |i| i.cases[0].earliest_day = 6,
            "cases[0].earliest_day: there is no day 6",
        ),
        (
            |i| i.cases[0].deadline_day = 30,
            "cases[0].deadline_day: there is no day 30",
        ),
        (
            |i| current(i).start = 6 * 18,
            "cases[1].current.start: there is no start 108",
        ),
        (
            |i| current(i).start = -1,
            "cases[1].current.start: there is no start -1",
        ),
        (
            |i| current(i).place = 2,
            "cases[1].current.place: there is no room 2",
        ),
        (
            |i| {
                current(i).assigned.insert("la_dm".to_owned(), 70);
            },
            "cases[1].current.assigned: there is no person 70",
        ),
        (
            |i| i.people[2].id = Some(3),
            "people[2].id: 3 is not its position in the list",
        ),
    ]);
}

fn current(instance: &mut Instance) -> &mut format::Current {
    instance.cases[1]
        .current
        .as_mut()
        .expect("case 1 is booked")
}

#[test]
fn intervals_lie_within_a_day_and_take_time() {
    are_told(&[
        (
            |i| i.people[3].avail[0].to = 1,
            "people[3].avail[0]: it ends at 1, which is not after 2",
        ),
        (
            |i| i.people[3].avail[0].to = 2,
            "people[3].avail[0]: it ends at 2, which is not after 2",
        ),
        (
            |i| i.people[3].avail[0].to = 19,
            "people[3].avail[0]: it leaves the day, which has 18 grains",
        ),
        (
            |i| i.rooms[1].open[2].from = -1,
            "rooms[1].open[2]: it leaves the day, which has 18 grains",
        ),
        (
            |i| i.rooms[1].open[0].to = 0,
            "rooms[1].open[0]: it ends at 0, which is not after 0",
        ),
        (
            |i| i.cases[2].duration = 18,
            "cases[2].duration: it leaves the day, which has 18 grains",
        ),
        (
            |i| {
                i.rooms[0].open.push(format::Open {
                    day: 1,
                    from: 17,
                    to: 18,
                });
            },
            "rooms[0].open[4]: it touches another time of the day: write them as one",
        ),
    ]);
}

#[test]
fn numbers_can_be_held() {
    are_told(&[
        (
            |i| i.venues[1].x = 100_001,
            "venues[1].x: 100001 must be between -100000 and 100000",
        ),
        (
            |i| i.gap_online = -1,
            "gap_online: -1 must be between 0 and 64",
        ),
        (
            |i| i.rooms[0].capacity = 256,
            "rooms[0].capacity: 256 must be between 0 and 255",
        ),
        (
            |i| i.rooms[0].cost = -5,
            "rooms[0].cost: -5 must be between 0 and 4294967295",
        ),
        (
            |i| i.people[0].max_day = -1,
            "people[0].max_day: -1 must be between 0 and 255",
        ),
        (
            |i| i.people[0].max_travel = Some(65_536),
            "people[0].max_travel: 65536 must be between 0 and 65535",
        ),
        (
            |i| i.people[0].avail[0].level = 0,
            "people[0].avail[0]: 0 must be between 1 and 3",
        ),
        (
            |i| i.cases[0].priority = 3,
            "cases[0].priority: 3 must be between 0 and 2",
        ),
        (
            |i| i.cases[0].duration = 0,
            "cases[0].duration: 0 must be between 1 and 64",
        ),
        (
            |i| i.cases[0].pre = -1,
            "cases[0].pre: -1 must be between 0 and 64",
        ),
        (
            |i| i.cases[0].headcount = i64::MAX,
            "cases[0].headcount: 9223372036854775807 must be between 0 and 255",
        ),
        (
            |i| i.cases[0].optional[0].weight = -1,
            "cases[0].optional[0]: -1 must be between 0 and 4294967295",
        ),
        (
            |i| i.weights.day = -1,
            "weights.day: -1 must be between 0 and 4294967295",
        ),
        (
            |i| i.weights.level[3] = -1,
            "weights.level[3]: -1 must be between 0 and 4294967295",
        ),
        (
            |i| i.weights.room_cost_div = 0,
            "weights.room_cost_div: 0 must be between 1 and 4294967295",
        ),
        (
            |i| i.calendar.grain_minutes = 15,
            "calendar.grain_minutes: 15 must be between 30 and 30",
        ),
        (
            |i| i.weights.unplaced[0] = 4_294_967_295,
            "weights: the costs of level \"unplaced\" could add up to 2^32 or more",
        ),
        (
            |i| i.weights.family_min = 100_000_000,
            "weights: the costs of level \"family\" could add up to 2^32 or more",
        ),
    ]);
}

#[test]
fn a_grain_too_many_is_told_once() {
    let told = mistakes(|instance| instance.calendar.grains_per_day = 65);
    assert_eq!(
        told,
        ["calendar.grains_per_day: 65 must be between 1 and 64"]
    );
    let told = mistakes(|instance| instance.calendar.grains_per_day = 0);
    assert_eq!(
        told[0],
        "calendar.grains_per_day: 0 must be between 1 and 64"
    );
}

#[test]
fn lists_have_their_lengths_and_order() {
    are_told(&[
        (
            |i| {
                i.weights.unplaced.pop();
            },
            "weights.unplaced: 2 entries must be 3",
        ),
        (
            |i| i.weights.level.push(1),
            "weights.level: 5 entries must be 4",
        ),
        (
            |i| i.calendar.days.push("2026-04-28".to_owned()),
            "calendar.week: 6 entries must be 7",
        ),
        (
            |i| i.calendar.week[4] = 2,
            "calendar.week[5]: the week lies before that of the day before",
        ),
        (
            |i| i.calendar.day_start = "9 am".to_owned(),
            "calendar.day_start: \"9 am\" is no time of day such as 09:00",
        ),
        (
            |i| i.weights.balance2 = 14,
            "weights.balance2: it must not be less than balance1",
        ),
    ]);
}

#[test]
fn parts_can_be_told_apart_and_taken() {
    are_told(&[
        (
            |i| i.cases[0].roles.extend_from_within(1..),
            "cases[0].roles[2].role: the role \"la_dm\" is there twice",
        ),
        (
            |i| i.cases[0].roles[1].pool.clear(),
            "cases[0].roles[1].pool: nobody can be \"la_dm\"",
        ),
        (
            |i| i.cases[0].roles[1].pool.push(2),
            "cases[0].roles[1].pool[1]: person 2 is named twice",
        ),
        (
            |i| i.cases[0].required.push(3),
            "cases[0].required[1]: person 3 is named twice",
        ),
        (
            |i| i.people[1].fair_share = None,
            "people[1]: a mediator needs \"fair_share\"",
        ),
        (
            |i| i.cases[0].required.push(1),
            "people[1]: somebody who mediates cannot have another part in any case",
        ),
        (
            |i| {
                current(i).assigned.remove("la_dm");
            },
            "cases[1].current.assigned: nobody is \"la_dm\"",
        ),
        (
            |i| {
                current(i).assigned.insert("clown".to_owned(), 6);
            },
            "cases[1].current.assigned: the case asks for no \"clown\"",
        ),
        (
            |i| i.cases[0].pinned = true,
            "cases[0]: it is pinned but has no current meeting",
        ),
    ]);
    let crowd = mistakes(|i| i.cases[0].required = vec![3; 199]);
    let said = "cases[0].required: 201 entries must be between 0 and 200";
    assert_eq!(crowd[0], said);
}

#[test]
fn pinned_meetings_keep_the_rules_alone_and_together() {
    // Case 2 is pinned to day 3, 10:00, by video, with person 1 mediating.
    are_told(&[
        (
            |i| i.people[5].avail[0].to = 6,
            "cases[2]: pinned meetings break a rule: case 2: person 5 is not available",
        ),
        (
            |i| i.cases[2].earliest_day = 4,
            "cases[2]: pinned meetings break a rule: case 2: it is before the earliest day",
        ),
    ]);
    // Case 1 as well, in person, an hour later, with the same people.
    let together = mistakes(|i| {
        i.cases[1].pinned = true;
        i.people[4].avail[0].day = 3;
        i.people[1].x = Some(0);
        i.rooms[1].open[0].day = 3;
        current(i).start = 58;
    });
    assert_eq!(
        together,
        [
            "cases: pinned meetings break a rule: person 1 has 2 meetings on day 3",
            "cases[2]: pinned meetings break a rule: person 1 cannot be in cases 1 and 2 on day 3",
            "cases[2]: pinned meetings break a rule: person 2 cannot be in cases 1 and 2 on day 3",
        ]
    );
}

#[test]
fn pinned_meetings_do_not_share_a_room() {
    let told = mistakes(|i| {
        for case in [0, 1] {
            let mut assigned = std::collections::BTreeMap::new();
            assigned.insert("mediator".to_owned(), case);
            i.cases[position(case)].roles[0].pool = vec![case];
            i.cases[position(case)].roles.truncate(1);
            i.cases[position(case)].pinned = true;
            i.cases[position(case)].current = Some(format::Current {
                start: 22,
                place: 0,
                assigned,
            });
        }
        i.people[1].x = Some(0);
        i.people[1].avail[0].day = 1;
    });
    assert_eq!(
        told,
        ["cases[1]: pinned meetings break a rule: room 0 holds cases 0 and 1 at once on day 1"]
    );
}

fn position(case: i64) -> usize {
    usize::try_from(case).unwrap()
}

#[test]
fn all_mistakes_are_told_at_once_in_the_order_of_the_file() {
    let told = mistakes(|instance| {
        instance.generator = Some("gen.py v9".to_owned());
        instance.weights.day = -1;
        instance.rooms[0].venue = 9;
        instance.people[3].avail[0].to = 0;
        instance.cases[2].required[0] = 70;
    });
    let places: Vec<&str> = told
        .iter()
        .map(|line| line.split(':').next().unwrap())
        .collect();
    assert_eq!(
        places,
        [
            "generator",
            "weights.day",
            "rooms[0].venue",
            "people[3].avail[0]",
            "cases[2].required[0]",
        ]
    );
}

#[test]
fn the_example_and_its_solution_are_sound() {
    let Example { file, solution } = example();
    assert_eq!(file.judge(&solution).broken, []);
    assert_eq!(file.first_minute(), 9 * 60);
}
