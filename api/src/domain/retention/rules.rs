//! What is due, decided from values.

use chrono::NaiveDate;
use entities::CaseId;
use uuid::Uuid;

use crate::domain::erasure::{Obstacle, Standing, obstacle};
use crate::retention::{Category, Settings};

/// Something that is kept, with the event that its period is counted from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The case it belongs to.
    pub case: Option<CaseId>,
    /// The row.
    pub object: Uuid,
    /// The day of the event.
    pub event_on: NaiveDate,
}

/// Something that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The case it belongs to.
    pub case: Option<CaseId>,
    /// The row; where a row has no id of its own, the person it names.
    pub object: Uuid,
    /// Since when it is due.
    pub due_on: NaiveDate,
}

/// What is due of a category, the longest due first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The category.
    pub category: Category,
    /// The rows.
    pub rows: Vec<Row>,
}

impl Due {
    /// Since when the longest due row is.
    #[must_use]
    pub fn since(&self) -> Option<NaiveDate> {
        self.rows.first().map(|row| row.due_on)
    }
}

/// The rows whose day has come, the longest due first.
pub(super) fn due(
    category: Category,
    found: Vec<Found>,
    settings: &Settings,
    today: NaiveDate,
) -> Vec<Row> {
    let mut rows: Vec<Row> = found
        .into_iter()
        .filter_map(|one| {
            let due_on = settings.due_on(category, one.event_on, today)?;
            (due_on <= today).then_some(Row {
                case: one.case,
                object: one.object,
                due_on,
            })
        })
        .collect();
    rows.sort_by_key(|row| (row.due_on, row.case, row.object));
    rows
}

/// The cases that came to an end and that nobody holds, each with the day of its end.
pub(super) fn ended(cases: Vec<Standing>, settings: &Settings) -> Vec<(CaseId, NaiveDate)> {
    let free = cases
        .into_iter()
        .filter(|case| !settings.holds(&case.reference));
    free.filter_map(|case| Some((case.id, case.ended_on?)))
        .collect()
}

/// The files that nothing but their period keeps.
pub(super) fn files(cases: Vec<Standing>, settings: &Settings, today: NaiveDate) -> Vec<Found> {
    let free = cases
        .into_iter()
        .filter(|case| match obstacle(case, settings, today) {
            None => true,
            Some(
                Obstacle::Open
                | Obstacle::Held
                | Obstacle::Appeal
                | Obstacle::Claim
                | Obstacle::Complaint,
            ) => false,
        });
    free.filter_map(|case| {
        Some(Found {
            case: Some(case.id),
            object: case.id.0,
            event_on: case.ended_on?,
        })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_row_is_due_from_its_day_on_and_not_before() {
        let found = |day| Found {
            case: None,
            object: Uuid::from_u128(1),
            event_on: on(day),
        };
        let settings = Settings::default();
        let count =
            |category, event, today| due(category, vec![found(event)], &settings, on(today)).len();
        assert_eq!(count(Category::Availability, "2026-03-02", "2026-05-30"), 0);
        assert_eq!(count(Category::Availability, "2026-03-02", "2026-05-31"), 1);
        assert_eq!(count(Category::ExpenseClaim, "2026-04-06", "2033-04-04"), 0);
        assert_eq!(count(Category::ExpenseClaim, "2026-04-06", "2033-04-05"), 1);
        let other = Settings::read("availability 1 year").unwrap();
        let rows = due(
            Category::Availability,
            vec![found("2026-03-02")],
            &other,
            on("2027-03-02"),
        );
        assert_eq!(rows[0].due_on, on("2027-03-02"));
    }
}
