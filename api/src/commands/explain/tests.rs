use scheduler::{file::File, plan::model::DayIx};

use super::asked::Date;

/// The example of the scheduler's files.
fn example() -> File {
    let text = include_bytes!("../../../../scheduler/tests/data/example.json");
    File::read(text).expect("nothing is wrong with the example")
}

#[test]
fn dates_are_read_by_position_and_by_name() {
    let file = example();
    let name = &file.instance().calendar.days[2];
    for (text, day, start) in [
        ("2", 2, None),
        ("2:3", 2, Some(3)),
        (name.as_str(), 2, None),
        (&format!("{name}:10:30"), 2, Some(3)),
        ("0:9:00", 0, Some(0)),
        ("5:17:30", 5, Some(17)),
    ] {
        let day = DayIx(day);
        assert_eq!(Date::read(&file, text), Ok(Date { day, start }), "{text}");
    }
}

#[test]
fn what_is_no_date_is_said() {
    let file = example();
    for text in ["6", "-1", "soon", "", "1999-01-01"] {
        let said = Date::read(&file, text).unwrap_err();
        assert!(said.contains("there is no day"), "{said}");
    }
    for text in [
        "0:18", "0:18:00", "0:8:30", "0:10:15", "0:", "0:noon", "0:9:60", "0:-1",
    ] {
        let said = Date::read(&file, text).unwrap_err();
        assert!(said.contains("no meeting starts at"), "{text}: {said}");
        assert!(
            said.contains("18 grains of 30 minutes from 09:00"),
            "{said}"
        );
    }
}
