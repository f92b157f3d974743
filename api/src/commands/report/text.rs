//! What is said to people, in lines of at most eighty columns.

use crate::commands::planner::indented;
use crate::domain::report::{DfeCase, DfeReturn, Figure, LEAST, Part, Report, Row, Unit};
use crate::law::words::written;

/// Under a figure's number.
const GAP: &str = "      ";
/// Under a breakdown's heading.
const ROW: &str = "        ";
/// Widest label of a row; a longer one is cut.
const LABEL: usize = 44;

/// The figures, one after the other.
pub(super) fn report(report: &Report) -> String {
    let period = report.period;
    let mut said = indented("", &report.commissioner.name);
    said += &indented("", &format!("by {}", report.provider.name));
    let (from, to) = (written(period.from_on()), written(period.to_on()));
    said += &indented("", &format!("{from} to {to}"));
    for shown in &report.figures {
        said += "\n";
        said += &figure(shown);
    }
    said += "\n";
    said + &indented(
        "",
        &format!(
            "Counts under {LEAST}, and what they could be worked out from, are left out: \"-\"."
        ),
    )
}

fn figure(figure: &Figure) -> String {
    // The number stands for its indicator; a further figure of the same has the gap alone.
    let id = figure.key.id();
    let lead = if id.contains('.') {
        GAP.to_owned()
    } else {
        format!("{id:<6}")
    };
    let mut said = indented(&lead, figure.key.title());
    if let Some(why) = figure.not_recorded {
        return said + &indented(GAP, &format!("not recorded: {why}"));
    }
    said += &indented(GAP, &numbers(figure));
    if let Some(target) = figure.key.target() {
        said += &indented(GAP, &format!("target: {target}"));
    }
    if let Some(note) = figure.note {
        said += &indented(GAP, note);
    }
    for part in figure
        .parts
        .iter()
        .filter(|part| part.is_withheld || !part.rows.is_empty())
    {
        said += &broken_down(part);
    }
    said
}

fn numbers(figure: &Figure) -> String {
    let count = |count: Option<u64>| count.map_or("-".to_owned(), |count| count.to_string());
    let value = |value: Option<f64>| value.map_or("-".to_owned(), |value| value.to_string());
    let of = figure
        .denominator
        .map(|count| format!(" (of {count})"))
        .unwrap_or_default();
    match figure.key.unit() {
        Unit::Share => format!(
            "{} %: {} of {}",
            value(figure.value),
            count(figure.numerator),
            count(figure.denominator)
        ),
        Unit::Count => count(figure.denominator),
        Unit::Days | Unit::Kilometres => {
            let unit = figure.key.unit().name();
            let (middle, most) = (value(figure.value), value(figure.p90));
            format!("{middle} {unit} in the middle, 9 of 10 at most {most}{of}")
        }
        Unit::Pence => format!("{} pence{of}", value(figure.value)),
    }
}

fn broken_down(part: &Part) -> String {
    let mut said = indented(GAP, part.axis.title());
    if part.is_withheld {
        return said + &indented(ROW, "all rows left out");
    }
    for shown in &part.rows {
        said += &row(shown);
    }
    said
}

fn row(row: &Row) -> String {
    let label: String = if row.label.chars().count() <= LABEL {
        row.label.clone()
    } else {
        row.label.chars().take(LABEL - 1).chain(['…']).collect()
    };
    let cells = match (row.numerator, row.denominator, row.value) {
        (Some(met), Some(all), Some(value)) => format!("{met:>5} of {all:>5} {value:>6} %"),
        (_, Some(all), _) => format!("{all:>5}"),
        (_, None, _) => format!("{:>5}", "-"),
    };
    format!("{ROW}{label:<LABEL$} {cells}\n")
}

/// The return: its counts, then its cases.
pub(super) fn dfe_return(found: &DfeReturn) -> String {
    let mut said = String::new();
    for count in &found.counts {
        let shown = count
            .count
            .map_or("not recorded".to_owned(), |count| count.to_string());
        let lead = format!("{:<34} {shown:>12}  ", count.name);
        said += &indented(&lead, count.definition);
    }
    said += "\ndecision            asked       held        appeal\n";
    said + &found.cases.iter().map(of_case).collect::<String>()
}

fn of_case(case: &DfeCase) -> String {
    let day = |on: Option<chrono::NaiveDate>| on.map_or("-".to_owned(), |on| on.to_string());
    let appeal = match case.is_appealed {
        Some(true) => "yes",
        Some(false) => "no",
        None => "not recorded",
    };
    format!(
        "{:<19} {:<11} {:<11} {appeal}\n",
        case.decision.name(),
        day(case.asked_on),
        day(case.held_on),
    )
}
