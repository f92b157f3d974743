//! The score of the shipped schedule, each constraint by itself, and what the search is worth.

use super::{
    check::{Constraint, Score, count, score},
    read::{File, Meeting, Problem, Sitting, read},
    search::{Effort, search},
};

/// Fifty meetings that nobody has scheduled.
fn fifty() -> File {
    read(include_str!(
        "../data/timefold/50meetings-160timegrains-5rooms.json"
    ))
    .unwrap()
}

/// A hundred meetings, with a schedule.
fn hundred() -> File {
    read(include_str!(
        "../data/timefold/meetingscheduling-100-320-5.json"
    ))
    .unwrap()
}

#[test]
fn the_shipped_schedule_scores_what_its_file_says() {
    let file = hundred();
    let sittings: Vec<Sitting> = file.sittings.iter().copied().map(Option::unwrap).collect();
    let expected = Score {
        hard: -31,
        medium: -391,
        soft: -20_353,
    };
    assert_eq!(score(&file.problem, &sittings), expected);
    assert_eq!(file.score, Some(expected));
    assert_eq!(expected.to_string(), "-31hard/-391medium/-20353soft");
}

#[test]
fn the_files_say_what_their_names_say() {
    let (fifty, hundred) = (fifty(), hundred());
    for (file, meetings, grains) in [(&fifty, 50, 160), (&hundred, 100, 320)] {
        assert_eq!(file.problem.meetings.len(), meetings);
        assert_eq!(file.problem.days.len(), grains);
        assert_eq!(file.problem.days[35..37], [0, 1]);
        assert_eq!(file.problem.rooms, [30, 20, 16, 14, 12]);
        assert!(!file.pinned.contains(&true));
    }
    assert!(fifty.sittings.iter().all(Option::is_none));
    assert_eq!(fifty.score, None);
    let first = &fifty.problem.meetings[0];
    assert_eq!((first.grains, &first.required[..]), (3, &[23, 30][..]));
    assert_eq!(first.preferred, [7, 9, 33]);
}

/// Two days of six grains, rooms of three and two seats.
fn small(meetings: Vec<Meeting>) -> Problem {
    Problem {
        days: vec![0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1],
        rooms: vec![3, 2],
        meetings,
    }
}

/// A meeting.
fn meeting(grains: usize, required: &[usize], preferred: &[usize]) -> Meeting {
    Meeting {
        grains,
        required: required.to_vec(),
        preferred: preferred.to_vec(),
    }
}

/// How much a constraint counts when meetings are held at these starts and rooms.
fn counted(constraint: Constraint, held: &[(Meeting, usize, usize)]) -> i64 {
    let problem = small(held.iter().map(|(meeting, ..)| meeting.clone()).collect());
    let sittings: Vec<Sitting> = held
        .iter()
        .map(|&(_, start, room)| Sitting { start, room })
        .collect();
    count(&problem, &sittings, constraint)
}

#[test]
fn a_room_has_one_meeting_at_a_time() {
    let pair = |start, room| {
        let held = [
            (meeting(3, &[], &[]), 0, 0),
            (meeting(2, &[], &[]), start, room),
        ];
        counted(Constraint::RoomConflict, &held)
    };
    assert_eq!(pair(0, 0), 2);
    assert_eq!(pair(2, 0), 1);
    assert_eq!(pair(3, 0), 0);
    assert_eq!(pair(0, 1), 0);
}

#[test]
fn a_meeting_ends_before_the_grains_do() {
    let ends = |start| counted(Constraint::Overtime, &[(meeting(3, &[], &[]), start, 0)]);
    assert_eq!(ends(9), 0);
    assert_eq!(
        ends(10),
        12,
        "the last grain, not how far it is past the end"
    );
    assert_eq!(ends(11), 13);
}

#[test]
fn nobody_has_to_be_at_two_meetings_at_once() {
    let pair = |required: &[usize], preferred: &[usize], start| {
        let held = [
            (meeting(3, &[1, 2], &[]), 0, 0),
            (meeting(2, required, preferred), start, 1),
        ];
        counted(Constraint::RequiredConflict, &held)
    };
    assert_eq!(pair(&[1, 2, 3], &[], 0), 4);
    assert_eq!(pair(&[2], &[1], 2), 1);
    assert_eq!(pair(&[2], &[], 3), 0);
    assert_eq!(pair(&[3], &[1, 2], 0), 0);
}

#[test]
fn everybody_has_a_seat() {
    let seated = |room| {
        let held = [(meeting(1, &[1, 2], &[3, 4]), 0, room)];
        counted(Constraint::Capacity, &held)
    };
    assert_eq!([seated(0), seated(1)], [1, 2]);
    let held = [(meeting(1, &[1, 2], &[3]), 0, 0)];
    assert_eq!(counted(Constraint::Capacity, &held), 0);
}

#[test]
fn a_meeting_ends_on_the_day_it_starts() {
    let ends = |start| counted(Constraint::SameDay, &[(meeting(3, &[], &[]), start, 0)]);
    assert_eq!([ends(3), ends(4), ends(5), ends(6)], [0, 1, 1, 0]);
    assert_eq!(ends(10), 0, "it ends on no day: that is overtime");
}

#[test]
fn whoever_has_to_be_here_is_not_better_there() {
    let pair = |required: &[usize], preferred: &[usize], start| {
        let held = [
            (meeting(3, &[1], &[2]), 0, 0),
            (meeting(2, required, preferred), start, 1),
        ];
        counted(Constraint::MixedConflict, &held)
    };
    assert_eq!(pair(&[2], &[1], 1), 4);
    assert_eq!(pair(&[], &[1], 2), 1);
    assert_eq!(pair(&[1], &[2], 0), 0);
    assert_eq!(pair(&[2], &[1], 3), 0);
}

#[test]
fn nobody_is_better_at_two_meetings_at_once() {
    let pair = |required: &[usize], preferred: &[usize]| {
        let held = [
            (meeting(3, &[1], &[2]), 0, 0),
            (meeting(2, required, preferred), 1, 1),
        ];
        counted(Constraint::PreferredConflict, &held)
    };
    assert_eq!(pair(&[], &[2]), 2);
    assert_eq!(pair(&[2], &[1]), 0);
}

#[test]
fn sooner_is_better() {
    let held = [(meeting(3, &[], &[]), 0, 0), (meeting(1, &[], &[]), 4, 0)];
    assert_eq!(counted(Constraint::AsSoonAsPossible, &held), 2 + 4);
}

#[test]
fn no_meeting_starts_as_another_ends() {
    let pair = |first, second| {
        let held = [
            (meeting(3, &[], &[]), first, 0),
            (meeting(2, &[], &[]), second, 1),
        ];
        counted(Constraint::NoBreak, &held)
    };
    assert_eq!([pair(0, 3), pair(2, 0)], [1, 1]);
    assert_eq!([pair(0, 2), pair(0, 4)], [0, 0]);
    assert_eq!(pair(3, 6), 1, "the days follow each other");
}

#[test]
fn meetings_share_no_grain() {
    let pair = |start| {
        let held = [
            (meeting(3, &[], &[]), 0, 0),
            (meeting(2, &[], &[]), start, 1),
        ];
        counted(Constraint::Overlap, &held)
    };
    assert_eq!([pair(0), pair(2), pair(3)], [2, 1, 0]);
}

#[test]
fn larger_rooms_come_first() {
    let alone = |room| counted(Constraint::LargerRooms, &[(meeting(1, &[], &[]), 0, room)]);
    assert_eq!([alone(0), alone(1)], [0, 1]);
}

#[test]
fn people_stay_where_they_are() {
    let pair = |start, room| {
        let held = [
            (meeting(3, &[1, 5], &[2]), 1, 0),
            (meeting(2, &[2], &[1, 3]), start, room),
        ];
        counted(Constraint::RoomStability, &held)
    };
    assert_eq!([pair(2, 1), pair(4, 1), pair(6, 1)], [2, 2, 2]);
    assert_eq!([pair(7, 1), pair(6, 0)], [0, 0]);
    assert_eq!(pair(1, 1), 0, "neither is the later one");
    assert_eq!(pair(0, 1), 2);
}

#[test]
fn levels_and_weights_make_the_score() {
    let problem = small(vec![meeting(3, &[1], &[2]), meeting(2, &[1], &[2])]);
    let at = |start, room| Sitting { start, room };
    // The second in the smaller room; both people are at both for two grains.
    let overlapping = score(&problem, &[at(0, 0), at(1, 1)]);
    assert_eq!(overlapping.to_string(), "-2hard/-2medium/-27soft");
    // One starts as the other ends.
    let following = score(&problem, &[at(0, 0), at(3, 0)]);
    assert_eq!(following.to_string(), "0hard/0medium/-106soft");
    assert!(following > overlapping);
}

/// Searches, and has the check say what was found.
fn reached(file: &File, moves: u64) -> Score {
    let effort = Effort {
        seed: 1,
        moves,
        tries: 4,
    };
    let found = search(file, effort);
    let judged = score(&file.problem, &found.sittings);
    assert_eq!(judged, found.score);
    assert_eq!(judged.hard, 0);
    judged
}

// The scores are those that docs/outside.md tells; they are the same on every machine.

#[test]
fn the_search_leaves_nothing_hard_undone_in_fifty_meetings() {
    let judged = reached(&fifty(), 4_000_000);
    assert_eq!(judged.to_string(), "0hard/-197medium/-9289soft");
}

#[test]
fn the_search_leaves_nothing_hard_undone_in_a_hundred_meetings() {
    let file = hundred();
    let judged = reached(&file, 2_000_000);
    assert!(file.score.is_some_and(|shipped| judged > shipped));
    assert_eq!(judged.to_string(), "0hard/-77medium/-24846soft");
}

#[test]
fn the_search_leaves_what_is_pinned() {
    let mut file = hundred();
    let pinned = [3, 40, 99];
    for meeting in pinned {
        file.pinned[meeting] = true;
    }
    let effort = Effort {
        seed: 5,
        moves: 5_000,
        tries: 1,
    };
    let found = search(&file, effort);
    for meeting in pinned {
        assert_eq!(file.sittings[meeting], Some(found.sittings[meeting]));
    }
    assert_eq!(score(&file.problem, &found.sittings), found.score);
    file.pinned.fill(true);
    let kept: Vec<Option<Sitting>> = search(&file, effort)
        .sittings
        .into_iter()
        .map(Some)
        .collect();
    assert_eq!(kept, file.sittings);
}

#[test]
fn a_meeting_that_fits_nowhere_is_held_all_the_same() {
    let problem = small(vec![meeting(7, &[0, 1], &[2, 3]), meeting(13, &[], &[])]);
    let file = File {
        sittings: vec![None; 2],
        pinned: vec![false; 2],
        problem,
        score: None,
    };
    let effort = Effort {
        seed: 1,
        moves: 200,
        tries: 2,
    };
    let found = search(&file, effort);
    assert!(found.score.hard < 0);
    assert_eq!(score(&file.problem, &found.sittings), found.score);
}

#[test]
fn a_file_is_told_everything_that_is_wrong_with_it() {
    let text = r#"{
        "meetingList": [{"@id": "M0", "durationInGrains": 0,
            "requiredAttendanceList": [{"person": {"@id": "P0"}}, {"person": "P1"}],
            "preferredAttendanceList": [{"person": "P0"}]}],
        "dayList": [{"@id": "D0"}],
        "timeGrainList": [{"@id": "G0", "grainIndex": 1, "day": "D1"}],
        "roomList": [],
        "personList": ["P0"],
        "meetingAssignmentList": [
            {"meeting": "M0", "startingTimeGrain": "G9", "room": "R0"},
            {"meeting": "M0", "pinned": true, "startingTimeGrain": null, "room": null},
            {"meeting": "M1", "startingTimeGrain": null, "room": null}],
        "score": "-1hard/0soft"
    }"#;
    let expected = [
        "G0 is grain 0 but says 1",
        "there is no day D1",
        "M0 takes no time",
        "there is no person P1",
        "M0 asks P0 twice",
        "there are no rooms",
        "there is no grain G9",
        "M0 is assigned twice",
        "M0 is pinned to nothing",
        "there is no meeting M1",
        "-1hard/0soft is not a score",
    ];
    assert_eq!(read(text).unwrap_err(), expected);
    assert_eq!(read("{}").unwrap_err().len(), 1);
}
