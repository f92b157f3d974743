use scheduler::plan::{Progress as Told, Stage};

use super::{grouped, indented, percent, progress::line};

#[test]
fn numbers_are_written_for_people() {
    for (number, text) in [
        (0, "0"),
        (999, "999"),
        (1000, "1,000"),
        (-46_590, "-46,590"),
        (123_456_789, "123,456,789"),
    ] {
        assert_eq!(grouped(number), text);
    }
    assert!(grouped(i64::MIN).starts_with("-9,223,372"));
    assert_eq!(percent(200, 199), "0.500 %");
    assert_eq!(percent(0, 0), "0.000 %");
}

#[test]
fn sentences_end_before_the_terminal_does() {
    let text = indented(" 1. ", &"word ".repeat(40));
    assert!(text.starts_with(" 1. word word") && text.ends_with("word\n"));
    let mut lines = text.lines();
    assert!(lines.all(|line| line.chars().count() <= 80));
    assert!(text.lines().skip(1).all(|line| line.starts_with("    w")));
    assert_eq!(indented("", "a"), "a\n");
}

#[test]
fn progress_is_one_line_of_what_is_known() {
    let mut told = Told {
        stage: Stage::Preparing,
        incumbent: None,
        bound: None,
        placed: 0,
    };
    assert_eq!(line(&told, 50), "preparing · 0 of 50 placed");
    told.incumbent = Some(46_590);
    told.bound = Some(46_000);
    told.placed = 44;
    told.stage = Stage::Proving;
    assert_eq!(
        line(&told, 50),
        "proving · 44 of 50 placed · best 46,590 · bound 46,000 · gap 1.266 %"
    );
}
