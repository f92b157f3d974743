//! A figure, its breakdowns, and the events behind it.

use async_graphql::{Object, SimpleObject};
use chrono::NaiveDate;

use super::key::{ReportFigureKey, ReportUnit};
use crate::domain::report::{Event, Figure, LEAST, Part, Row};

/// Events of a figure told at once at most.
const MOST_EVENTS: i32 = 100;

/// A figure of a report. Where few people are behind a number, it is left out, and with it as many others
/// as it could be worked out from.
pub struct ReportFigure {
    /// What is shown.
    pub(super) figure: Figure,
    /// What was counted; `None` for whoever may not look behind the figure.
    pub(super) events: Option<Vec<Event>>,
}

/// A figure of a report. Where few people are behind a number, it is left out, and with it as many others
/// as it could be worked out from.
#[Object]
impl ReportFigure {
    /// Which figure.
    async fn key(&self) -> ReportFigureKey {
        self.figure.key.into()
    }

    /// Its name in the CSV file and in the documentation: "K10.issues".
    async fn name(&self) -> &str {
        self.figure.key.id()
    }

    /// The number of the indicator it belongs to: 1 to 25.
    async fn indicator(&self) -> i32 {
        i32::from(self.figure.key.kpi())
    }

    /// What it is called.
    async fn title(&self) -> &str {
        self.figure.key.title()
    }

    /// What is counted.
    async fn definition(&self) -> &str {
        self.figure.key.definition()
    }

    /// Its unit.
    async fn unit(&self) -> ReportUnit {
        self.figure.key.unit().into()
    }

    /// What is aimed for, and by which law; null where nothing is.
    async fn target(&self) -> Option<&str> {
        self.figure.key.target()
    }

    /// How many met the aim; null where it is no share, or is left out.
    async fn numerator(&self) -> Option<i32> {
        whole(self.figure.numerator)
    }

    /// How many were counted; null where that is left out.
    async fn denominator(&self) -> Option<i32> {
        whole(self.figure.denominator)
    }

    /// Per hundred, the middle or the mean, as the unit says; null where there is none, or it is left out.
    async fn value(&self) -> Option<f64> {
        self.figure.value
    }

    /// What nine of ten do not exceed, in days and kilometres; null for fewer than ten.
    async fn p90(&self) -> Option<f64> {
        self.figure.p90
    }

    /// Whether something of it is left out because fewer than five are behind it.
    async fn is_suppressed(&self) -> bool {
        self.figure.is_suppressed
    }

    /// Why there is no figure; null where there is one. It does not mean nought.
    async fn not_recorded(&self) -> Option<&str> {
        self.figure.not_recorded
    }

    /// What else a reader must know.
    async fn note(&self) -> Option<&str> {
        self.figure.note
    }

    /// The breakdowns, three at most.
    async fn breakdowns(&self) -> Vec<ReportBreakdown> {
        self.figure.parts.iter().map(ReportBreakdown::of).collect()
    }

    /// What was counted, the earliest first, at most 100 at once: only for the manager of the service.
    /// Null for everybody else.
    #[graphql(complexity = "first.clamp(1, 100) as usize * child_complexity")]
    async fn events(
        &self,
        #[graphql(desc = "At most so many, 1 to 100.", default = 50)] first: i32,
        #[graphql(desc = "How many are passed over.", default)] skip: i32,
    ) -> Option<Vec<ReportEvent>> {
        let events = self.events.as_ref()?.iter();
        let skip = usize::try_from(skip).unwrap_or(0);
        let first = usize::try_from(first.clamp(1, MOST_EVENTS)).unwrap_or(1);
        Some(events.skip(skip).take(first).map(ReportEvent::of).collect())
    }
}

/// A breakdown of a figure.
#[derive(SimpleObject)]
pub struct ReportBreakdown {
    /// By what.
    title: &'static str,
    /// Whether all rows are left out, because any would give away a small count.
    is_withheld: bool,
    /// The rows that have something in them; at most 51.
    rows: Vec<ReportRow>,
}

impl ReportBreakdown {
    fn of(part: &Part) -> Self {
        Self {
            title: part.axis.title(),
            is_withheld: part.is_withheld,
            rows: part.rows.iter().map(ReportRow::of).collect(),
        }
    }
}

/// A row of a breakdown.
#[derive(SimpleObject)]
pub struct ReportRow {
    /// What it is called.
    label: String,
    /// How many met the aim; null where that is not asked, or is left out.
    numerator: Option<i32>,
    /// How many were counted; null where that is left out.
    denominator: Option<i32>,
    /// Per hundred; null without both.
    value: Option<f64>,
    /// Whether it is left out because fewer than five are behind it, or because it would give away a row
    /// with fewer than five.
    is_suppressed: bool,
}

impl ReportRow {
    fn of(row: &Row) -> Self {
        Self {
            label: row.label.clone(),
            numerator: whole(row.numerator),
            denominator: whole(row.denominator),
            value: row.value,
            is_suppressed: row.is_suppressed,
        }
    }
}

/// One thing counted for a figure.
#[derive(SimpleObject)]
pub struct ReportEvent {
    /// What people call the case.
    case_reference: String,
    /// The day by which it belongs to the period.
    on: NaiveDate,
    /// What happened: dates and results, nothing that was said.
    words: String,
    /// Whether the aim was met.
    is_met: bool,
}

impl ReportEvent {
    fn of(event: &Event) -> Self {
        Self {
            case_reference: event.reference.clone(),
            on: event.on,
            words: event.words.clone(),
            is_met: event.is_met,
        }
    }
}

/// A count as GraphQL has numbers.
pub(super) fn whole(count: Option<u64>) -> Option<i32> {
    count.map(|count| i32::try_from(count).unwrap_or(i32::MAX))
}

const _: () = assert!(LEAST == 5, "the descriptions above say five");
