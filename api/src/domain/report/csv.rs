//! The report as a file for a spreadsheet (RFC 4180), in which no text can become a formula.

use csv::{Terminator, WriterBuilder};

use super::Report;
use super::dfe::{DfeCase, DfeReturn};
use super::publish::{Figure, Part, Row};

/// What makes a spreadsheet take a text for a formula, or move on to the next cell. The wide forms are
/// read like the narrow ones by some.
const BEGINS_A_FORMULA: [char; 11] = [
    '=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
];

/// A text as a spreadsheet shows it and never works it out: behind an apostrophe where it begins like a
/// formula.
#[must_use]
pub fn harmless(text: &str) -> String {
    if text.starts_with(BEGINS_A_FORMULA) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The columns of a report.
const COLUMNS: [&str; 16] = [
    "commissioner",
    "service",
    "from",
    "to",
    "kpi",
    "key",
    "title",
    "unit",
    "breakdown",
    "row",
    "numerator",
    "denominator",
    "value",
    "p90",
    "suppressed",
    "note",
];

/// A report: one line for each figure, and one for each row of its breakdowns.
#[must_use]
pub fn report(report: &Report) -> String {
    let mut lines = vec![COLUMNS.map(str::to_owned).to_vec()];
    for figure in &report.figures {
        lines.push(line(report, figure, total(figure)));
        for part in &figure.parts {
            if part.is_withheld {
                lines.push(line(report, figure, withheld(part)));
            }
            let rows = part.rows.iter().map(|row| of_row(part, row));
            lines.extend(rows.map(|cells| line(report, figure, cells)));
        }
    }
    written(&lines)
}

/// What stands in the last eight columns.
type Cells = [String; 8];

fn line(report: &Report, figure: &Figure, cells: Cells) -> Vec<String> {
    let head = [
        harmless(&report.commissioner.name),
        harmless(&report.provider.name),
        report.period.from_on().to_string(),
        report.period.to_on().to_string(),
        format!("K{}", figure.key.kpi()),
        figure.key.id().to_owned(),
        figure.key.title().to_owned(),
        figure.key.unit().name().to_owned(),
    ];
    head.into_iter().chain(cells).collect()
}

fn total(figure: &Figure) -> Cells {
    let note = match figure.not_recorded {
        Some(why) => format!("not recorded: {why}"),
        None => figure.note.unwrap_or_default().to_owned(),
    };
    [
        String::new(),
        String::new(),
        number(figure.numerator),
        number(figure.denominator),
        number(figure.value),
        number(figure.p90),
        yes(figure.is_suppressed),
        harmless(&note),
    ]
}

fn withheld(part: &Part) -> Cells {
    let mut cells = Cells::default();
    part.axis.title().clone_into(&mut cells[0]);
    cells[6] = yes(true);
    "all rows left out".clone_into(&mut cells[7]);
    cells
}

fn of_row(part: &Part, row: &Row) -> Cells {
    [
        part.axis.title().to_owned(),
        harmless(&row.label),
        number(row.numerator),
        number(row.denominator),
        number(row.value),
        String::new(),
        yes(row.is_suppressed),
        String::new(),
    ]
}

/// The columns of a return.
const CASE_COLUMNS: [&str; 7] = [
    "row",
    "case",
    "decision_type",
    "mediation_held",
    "asked_on",
    "held_on",
    "appeal_after_mediation",
];

/// A return: the counts, an empty line, and one line for each mediation.
#[must_use]
pub fn dfe_return(found: &DfeReturn) -> String {
    let mut counts = vec![vec!["variable".to_owned(), "count".to_owned()]];
    let named = found.counts.iter();
    counts.extend(named.map(|count| vec![count.name.to_owned(), number(count.count)]));
    let mut cases = vec![CASE_COLUMNS.map(str::to_owned).to_vec()];
    cases.extend((1..).zip(&found.cases).map(|(ix, case)| of_case(ix, case)));
    format!("{}\r\n{}", written(&counts), written(&cases))
}

fn of_case(position: usize, case: &DfeCase) -> Vec<String> {
    let day = |on: Option<chrono::NaiveDate>| on.map(|on| on.to_string()).unwrap_or_default();
    let appeal = match case.is_appealed {
        Some(true) => "yes",
        Some(false) => "no",
        None => "not recorded",
    };
    vec![
        position.to_string(),
        case.reference.as_deref().map(harmless).unwrap_or_default(),
        case.decision.name().to_owned(),
        yes(case.held_on.is_some()),
        day(case.asked_on),
        day(case.held_on),
        appeal.to_owned(),
    ]
}

fn number(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn yes(is_so: bool) -> String {
    if is_so { "yes" } else { "no" }.to_owned()
}

/// The lines as one text.
fn written(lines: &[Vec<String>]) -> String {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    for line in lines {
        writer
            .write_record(line)
            .expect("memory takes every line, and all lines of a table are as long");
    }
    let bytes = writer.into_inner().expect("memory takes every line");
    String::from_utf8(bytes).expect("text was written")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_a_formula() {
        for (text, expected) in [
            ("Hilltop School", "Hilltop School"),
            (
                "=HYPERLINK(\"http://example.org\")",
                "'=HYPERLINK(\"http://example.org\")",
            ),
            ("+44", "'+44"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("\r=1", "'\r=1"),
            ("\u{ff1d}1", "'\u{ff1d}1"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(harmless(text), expected);
        }
    }

    #[test]
    fn commas_quotes_and_ends_of_lines_are_quoted() {
        let lines = [["a,b", "say \"no\"", "two\nlines", "plain"]
            .map(str::to_owned)
            .to_vec()];
        assert_eq!(
            written(&lines),
            "\"a,b\",\"say \"\"no\"\"\",\"two\nlines\",plain\r\n"
        );
    }
}
