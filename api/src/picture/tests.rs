use scheduler::file::{Booking, File, Solution};

use super::{svg, text, unplaced};

const FILE: &str = include_str!("../../../scheduler/tests/data/example.json");
const SOLUTION: &str = include_str!("../../../scheduler/tests/data/example.solution.json");
const LARGER: &str = include_str!("../../../scheduler/tests/data/M-1.json");
const LARGER_SOLUTION: &str = include_str!("../../../scheduler/tests/data/M-1.solution.json");

fn example() -> (File, Solution) {
    read(FILE, SOLUTION)
}

fn read(file: &str, solution: &str) -> (File, Solution) {
    let file = File::read(file.as_bytes()).unwrap();
    (file, Solution::read(solution.as_bytes()).unwrap())
}

fn nothing(file: &File) -> Solution {
    let cases = (0..).take(file.instance().cases.len());
    Solution {
        cases: cases
            .map(|case| Booking {
                case,
                ..Booking::default()
            })
            .collect(),
    }
}

#[test]
fn a_line_a_day_says_when_and_how_many() {
    let (file, solution) = example();
    let shown = text(&file, &solution);
    let lines: Vec<&str> = shown.lines().collect();
    let expected = [
        "            09:00        18:00  ■ room □ video    all room video",
        "Mon 20 Apr  ··················                      0    0     0",
        "Tue 21 Apr  ···1111···1111····  ■■                  2    2     0",
        "Wed 22 Apr  ··················                      0    0     0",
        "Thu 23 Apr  ··11111···········  □                   1    0     1",
        "Fri 24 Apr  ··················                      0    0     0",
        "",
        "Mon 27 Apr  ··················                      0    0     0",
    ];
    assert_eq!(lines, expected, "{shown}");
}

#[test]
fn text_keeps_to_eighty_columns() {
    let (file, solution) = read(LARGER, LARGER_SOLUTION);
    for shown in [text(&file, &solution), text(&file, &nothing(&file))] {
        assert!(
            shown.lines().all(|line| line.chars().count() <= 80),
            "{shown}"
        );
        assert_eq!(
            shown.lines().filter(|line| line.contains(" Apr")).count(),
            9
        );
    }
    // A day of 64 half-hours is folded, and a busy one is scaled.
    let mut instance = file.instance().clone();
    instance.calendar.grains_per_day = 64;
    for case in &mut instance.cases {
        (case.current, case.pinned) = (None, false);
    }
    let file = File::of(instance).unwrap();
    let mut solution = nothing(&file);
    for booking in &mut solution.cases {
        (booking.start, booking.place) = (Some(20), Some(booking.case % 2 - 1));
    }
    let shown = text(&file, &solution);
    assert!(
        shown.lines().all(|line| line.chars().count() <= 80),
        "{shown}"
    );
    assert!(shown.contains('+'), "more than nine at once: {shown}");
}

#[test]
fn days_that_are_no_dates_and_very_many_are_shown_too() {
    let (file, solution) = example();
    let mut instance = file.instance().clone();
    instance.calendar.days[0] = "the first day of all".to_owned();
    let shown = text(&File::of(instance.clone()).unwrap(), &solution);
    assert!(shown.contains("the first  "), "{shown}");
    instance.calendar.days = vec!["day".to_owned(); 100];
    instance.calendar.week = vec![0; 100];
    let shown = text(&File::of(instance).unwrap(), &solution);
    assert_eq!(shown.lines().count(), 62);
    assert!(shown.ends_with("and 40 more days\n"));
}

#[test]
fn every_meeting_has_a_bar_with_its_number_and_a_sentence() {
    let (file, solution) = example();
    let drawn = svg(&file, &solution);
    assert_well_formed(&drawn);
    for said in [
        "Case 0: Tue 21 Apr, 10:30 to 12:30, room 0<",
        "Case 1: Tue 21 Apr, 14:00 to 16:00, room 1<",
        "Case 2: Thu 23 Apr, 10:00 to 12:30, by video, pinned<",
        ">2v</text>",
        "3 of 3 cases have a meeting, 2 in a room and 1 by video.",
        "Without a meeting: no case",
        "Mediator 1",
    ] {
        assert!(drawn.contains(said), "{said}: {drawn}");
    }
    assert_eq!(drawn.matches("<g>").count(), 3);
}

#[test]
fn larger_plans_and_empty_ones_are_drawn() {
    let (file, solution) = read(LARGER, LARGER_SOLUTION);
    let drawn = svg(&file, &solution);
    assert_well_formed(&drawn);
    assert_eq!(drawn.matches("<g>").count(), 44);
    let left_out = unplaced(&file, &solution);
    assert_eq!(left_out.len(), 6);
    assert!(drawn.contains(&format!("Without a meeting: case {}, ", left_out[0])));
    let drawn = svg(&file, &nothing(&file));
    assert_well_formed(&drawn);
    assert_eq!(drawn.matches("<g>").count(), 0);
}

#[test]
fn names_cannot_break_out() {
    let (file, mut solution) = example();
    let mut instance = file.instance().clone();
    instance.name = "</title><script>\"'&\u{0}\u{b}\u{ffff}]]>".to_owned();
    instance.calendar.days[1] = "<b>\"&".to_owned();
    solution.cases[0].assigned.clear();
    let drawn = svg(&File::of(instance).unwrap(), &solution);
    assert_well_formed(&drawn);
    assert!(!drawn.contains("<script>"));
    assert!(drawn.contains("&lt;script&gt;&quot;&#39;&amp;]]&gt;"));
    assert!(drawn.contains("No mediator"), "nobody mediates case 0");
}

/// As much of an XML reader as shows that tags nest, attributes are quoted, and nothing is left bare.
fn assert_well_formed(text: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text.trim_end();
    assert!(rest.starts_with('<') && rest.ends_with("</svg>"));
    while let Some(start) = rest.find('<') {
        assert_plain(&rest[..start]);
        let end = rest.find('>').expect("a tag ends");
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "a tag ends that did not begin last");
            continue;
        }
        let inside = tag.strip_suffix('/').unwrap_or(tag);
        let (name, attributes) = inside.split_once(' ').unwrap_or((inside, ""));
        assert!(
            name.bytes().all(|byte| byte.is_ascii_alphabetic()),
            "{name}"
        );
        assert_attributes(attributes);
        if inside == tag {
            open.push(name);
        }
    }
    assert_eq!(open, Vec::<&str>::new());
    assert_plain(rest);
}

fn assert_attributes(text: &str) {
    let mut rest = text.trim_start();
    let mut names = Vec::new();
    while !rest.is_empty() {
        let (name, after) = rest.split_once("=\"").expect("attributes are quoted");
        assert!(!name.contains([' ', '"', '\'']), "{name}");
        assert!(!names.contains(&name), "{name} is there twice");
        names.push(name);
        let (value, after) = after.split_once('"').expect("a quoted value ends");
        assert_plain(value);
        rest = after.trim_start();
    }
}

/// Text in which every `&` begins an entity, and every letter is one of XML's.
fn assert_plain(text: &str) {
    for part in text.split('&').skip(1) {
        let (name, _) = part.split_once(';').expect("an entity ends");
        assert!(["amp", "lt", "gt", "quot", "#39"].contains(&name), "{name}");
    }
    let is_known = |letter: char| !letter.is_control() || letter == '\n';
    assert!(text.chars().all(is_known));
    assert!(!text.contains(['\u{fffe}', '\u{ffff}']));
}
