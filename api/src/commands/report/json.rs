//! What is said to programs: docs/reports.md lists the fields.

use serde::Serialize;

use crate::domain::report::{DfeReturn, Figure, Part, Report, Row};

#[derive(Serialize)]
struct Printed<'a> {
    commissioner: &'a str,
    service: &'a str,
    from: String,
    to: String,
    figures: Vec<PrintedFigure<'a>>,
}

#[derive(Serialize)]
struct PrintedFigure<'a> {
    key: &'static str,
    kpi: u8,
    title: &'static str,
    definition: &'static str,
    unit: &'static str,
    target: Option<&'static str>,
    numerator: Option<u64>,
    denominator: Option<u64>,
    value: Option<f64>,
    p90: Option<f64>,
    suppressed: bool,
    not_recorded: Option<&'static str>,
    note: Option<&'static str>,
    breakdowns: Vec<PrintedPart<'a>>,
}

#[derive(Serialize)]
struct PrintedPart<'a> {
    title: &'static str,
    withheld: bool,
    rows: Vec<PrintedRow<'a>>,
}

#[derive(Serialize)]
struct PrintedRow<'a> {
    label: &'a str,
    numerator: Option<u64>,
    denominator: Option<u64>,
    value: Option<f64>,
    suppressed: bool,
}

#[derive(Serialize)]
struct PrintedReturn {
    counts: Vec<PrintedCount>,
    cases: Vec<PrintedCase>,
}

#[derive(Serialize)]
struct PrintedCount {
    name: &'static str,
    count: Option<u64>,
}

#[derive(Serialize)]
struct PrintedCase {
    decision_type: &'static str,
    mediation_held: bool,
    asked_on: Option<String>,
    held_on: Option<String>,
    appeal_after_mediation: Option<bool>,
}

/// One JSON object.
pub(super) fn report(report: &Report) -> String {
    printed(&Printed {
        commissioner: &report.commissioner.name,
        service: &report.provider.name,
        from: report.period.from_on().to_string(),
        to: report.period.to_on().to_string(),
        figures: report.figures.iter().map(figure).collect(),
    })
}

fn figure(figure: &Figure) -> PrintedFigure<'_> {
    PrintedFigure {
        key: figure.key.id(),
        kpi: figure.key.kpi(),
        title: figure.key.title(),
        definition: figure.key.definition(),
        unit: figure.key.unit().name(),
        target: figure.key.target(),
        numerator: figure.numerator,
        denominator: figure.denominator,
        value: figure.value,
        p90: figure.p90,
        suppressed: figure.is_suppressed,
        not_recorded: figure.not_recorded,
        note: figure.note,
        breakdowns: figure.parts.iter().map(part).collect(),
    }
}

fn part(part: &Part) -> PrintedPart<'_> {
    PrintedPart {
        title: part.axis.title(),
        withheld: part.is_withheld,
        rows: part.rows.iter().map(row).collect(),
    }
}

fn row(row: &Row) -> PrintedRow<'_> {
    PrintedRow {
        label: &row.label,
        numerator: row.numerator,
        denominator: row.denominator,
        value: row.value,
        suppressed: row.is_suppressed,
    }
}

/// One JSON object.
pub(super) fn dfe_return(found: &DfeReturn) -> String {
    let counts = found.counts.iter().map(|count| PrintedCount {
        name: count.name,
        count: count.count,
    });
    let cases = found.cases.iter().map(|case| PrintedCase {
        decision_type: case.decision.name(),
        mediation_held: case.held_on.is_some(),
        asked_on: case.asked_on.map(|on| on.to_string()),
        held_on: case.held_on.map(|on| on.to_string()),
        appeal_after_mediation: case.is_appealed,
    });
    printed(&PrintedReturn {
        counts: counts.collect(),
        cases: cases.collect(),
    })
}

fn printed(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("words and numbers are always JSON")
}
