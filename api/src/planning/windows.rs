//! When people can meet, a row a person: there are more windows than of all other rows together, and
//! handing over rows costs more than reading them.

use chrono::{DateTime, NaiveDate, Utc};
use entities::PersonId;
use entities::availability_window::{self, Grade};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveEnum, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, Iterable, QueryFilter,
    QuerySelect,
};

/// What planning reads of an availability window: no reason and no source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Whose time it is.
    pub person_id: PersonId,
    /// Its first instant.
    pub starts_at: DateTime<Utc>,
    /// The first instant after it.
    pub ends_at: DateTime<Utc>,
    /// How available they are.
    pub grade: Grade,
}

/// All windows of one person as one text. Either database writes instants in UTC, its own way.
const TOGETHER: &str = "string_agg(\
    CAST(starts_at AS text) || '/' || CAST(ends_at AS text) || '/' || grade, ',')";

/// The windows of some people that touch the time between two instants, each person's together.
pub(super) async fn read(
    db: &impl ConnectionTrait,
    people: impl Iterator<Item = PersonId>,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Vec<Window>, DbErr> {
    let rows: Vec<(PersonId, String)> = availability_window::Entity::find()
        .select_only()
        .column(availability_window::Column::PersonId)
        .column_as(Expr::cust(TOGETHER), "windows")
        .filter(availability_window::Column::PersonId.is_in(people))
        .filter(availability_window::Column::EndsAt.gt(from))
        .filter(availability_window::Column::StartsAt.lt(until))
        .group_by(availability_window::Column::PersonId)
        .into_tuple()
        .all(db)
        .await?;
    let grades: Vec<(String, Grade)> = Grade::iter()
        .map(|grade| (grade.to_value(), grade))
        .collect();
    let mut windows = Vec::new();
    for (person, texts) in rows {
        for text in texts.split(',') {
            let window = window(person, text, &grades);
            windows.push(window.ok_or_else(|| DbErr::Type(format!("{text} is not a window")))?);
        }
    }
    Ok(windows)
}

/// A window from "START/END/GRADE".
fn window(person_id: PersonId, text: &str, grades: &[(String, Grade)]) -> Option<Window> {
    let (starts_at, rest) = text.split_once('/')?;
    let (ends_at, grade) = rest.split_once('/')?;
    Some(Window {
        person_id,
        starts_at: instant(starts_at)?,
        ends_at: instant(ends_at)?,
        grade: grades.iter().find(|(name, _)| name == grade)?.1,
    })
}

/// An instant from "2026-11-23T16:00:00+00:00" (SQLite) or "2026-11-23 16:00:00+00" (PostgreSQL),
/// with or without a fraction.
fn instant(text: &str) -> Option<DateTime<Utc>> {
    let (civil, rest) = text.split_at_checked(19)?;
    let civil = civil.as_bytes();
    let marks = [(4, "-"), (7, "-"), (10, "T "), (13, ":"), (16, ":")];
    if !marks
        .iter()
        .all(|&(at, any)| any.as_bytes().contains(&civil[at]))
    {
        return None;
    }
    let day = NaiveDate::from_ymd_opt(
        i32::try_from(number(&civil[0..4])?).ok()?,
        number(&civil[5..7])?,
        number(&civil[8..10])?,
    )?;
    let fraction = rest.strip_suffix("+00:00").or(rest.strip_suffix("+00"))?;
    day.and_hms_nano_opt(
        number(&civil[11..13])?,
        number(&civil[14..16])?,
        number(&civil[17..19])?,
        nanoseconds(fraction)?,
    )
    .map(|at| at.and_utc())
}

/// Nanoseconds from ".25", or from nothing.
fn nanoseconds(fraction: &str) -> Option<u32> {
    if fraction.is_empty() {
        return Some(0);
    }
    let digits = fraction.strip_prefix('.')?;
    let zeros = u32::try_from(digits.len()).ok()?;
    Some(number(digits.as_bytes())? * 10_u32.pow(9_u32.checked_sub(zeros)?))
}

/// A number from one to nine digits.
fn number(digits: &[u8]) -> Option<u32> {
    if !(1..=9).contains(&digits.len()) || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let value = |value, digit: &u8| value * 10 + u32::from(digit - b'0');
    Some(digits.iter().fold(0, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_databases_ways_of_writing_an_instant_are_read() {
        for (text, expected) in [
            ("2026-11-23T16:00:00+00:00", Some("2026-11-23T16:00:00Z")),
            ("2026-11-23 16:00:00+00", Some("2026-11-23T16:00:00Z")),
            (
                "2026-11-23 16:15:09.25+00",
                Some("2026-11-23T16:15:09.250Z"),
            ),
            (
                "2026-11-23T16:00:00.123456+00:00",
                Some("2026-11-23T16:00:00.123456Z"),
            ),
            // What neither writes is refused, not guessed at.
            ("2026-11-23 16:00:00+01", None),
            ("2026-11-23 16:00:00", None),
            ("2026-11-23 16:00:00.+00", None),
            ("2026-11-23 16:00:00.1234567890+00", None),
            ("2026-11-23x16:00:00+00", None),
            ("2026-13-23 16:00:00+00", None),
            ("2026-11-23 1é:00:00+00", None),
            ("infinity", None),
            ("", None),
        ] {
            let expected = expected.map(|text| text.parse::<DateTime<Utc>>().unwrap());
            assert_eq!(instant(text), expected, "{text}");
        }
    }
}
