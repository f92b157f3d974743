//! The page of requirements, read and judged.

use std::collections::{BTreeMap, BTreeSet};

/// What there is to be named.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// What can meet a requirement: `Case.state`, `concord law due`, `db:cases.state`, `H01`, `C14`,
    /// or the path of a file.
    pub(super) names: BTreeSet<String>,
    /// How many tests have a name, bare or behind the file they stand in: `mediation::every_row`.
    pub(super) tests: BTreeMap<String, usize>,
}

/// How far a requirement is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Met,
    Partly,
    NotYet,
    Out,
}

impl Standing {
    /// In the order of the page's last table.
    const ALL: [Self; 4] = [Self::Met, Self::Partly, Self::NotYet, Self::Out];
}

/// A requirement on the page.
struct Line<'a> {
    /// The source whose table it stands in, such as `S0`.
    source: &'a str,
    number: u32,
    what: &'a str,
    met: &'a str,
    shown: &'a str,
    standing: Standing,
}

/// How far a requirement is met, by what its line says.
fn standing(met: &str) -> Standing {
    if met.starts_with("Out:") {
        Standing::Out
    } else if !met.starts_with("Not yet:") {
        Standing::Met
    } else if named(met).is_empty() {
        Standing::NotYet
    } else {
        Standing::Partly
    }
}

/// The names between backticks.
pub(super) fn named(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// The source and the requirement of each line of a table that begins with a number.
fn lines(page: &str) -> Result<Vec<Line<'_>>, String> {
    let mut source = "";
    let mut found = Vec::new();
    for line in page.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            source = heading.split(':').next().unwrap_or_default();
        }
        let Some(row) = line.strip_prefix("| R") else {
            continue;
        };
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [number, what, met, shown, ""] = cells[..] else {
            return Err(format!("not four cells: {line}"));
        };
        // The heading of the table.
        if number.is_empty() {
            continue;
        }
        let number = number.parse();
        found.push(Line {
            source,
            number: number.map_err(|_| format!("not a number: {line}"))?,
            what,
            met,
            shown,
            standing: standing(met),
        });
    }
    Ok(found)
}

/// What is wrong with a page that should have the requirements from 1 to `last`; nothing when all is
/// well.
pub(super) fn faults(page: &str, last: u32, known: &Known) -> Vec<String> {
    let lines = match lines(page) {
        Ok(lines) => lines,
        Err(fault) => return vec![fault],
    };
    let mut faults = Vec::new();
    if !lines.iter().map(|line| line.number).eq(1..=last) {
        faults.push(format!("not each of R1 to R{last} once, in order"));
    }
    for line in &lines {
        let said = judged(line, known).into_iter();
        faults.extend(said.map(|fault| format!("R{}: {fault}", line.number)));
    }
    faults.extend(miscounted(page, &lines));
    faults
}

/// What is wrong with a line.
fn judged(line: &Line<'_>, known: &Known) -> Vec<String> {
    let mut faults = Vec::new();
    if line.what.is_empty() {
        faults.push("it does not say what is wanted".to_owned());
    }
    for cell in [line.what, line.met, line.shown] {
        if cell.matches('`').count() % 2 == 1 {
            faults.push(format!("a name does not end: {cell}"));
        }
    }
    let (names, tests) = (named(line.met), named(line.shown));
    match line.standing {
        Standing::Met if names.is_empty() => faults.push("nothing meets it".to_owned()),
        Standing::Met | Standing::Partly if tests.is_empty() => {
            faults.push("no test shows it".to_owned());
        }
        Standing::NotYet if !tests.is_empty() => faults.push("a test of nothing".to_owned()),
        Standing::Met | Standing::Partly | Standing::NotYet | Standing::Out => {}
    }
    let reason = line.met.split_once(':').map_or("", |(_, reason)| reason);
    if line.standing != Standing::Met && reason.trim().is_empty() {
        faults.push("no reason is given".to_owned());
    }
    for name in names {
        if !known.names.contains(name) {
            faults.push(format!("there is no `{name}`"));
        }
    }
    for name in tests {
        match known.tests.get(name) {
            None => faults.push(format!("there is no test `{name}`")),
            Some(1) => {}
            Some(_) => faults.push(format!("more than one test is called `{name}`")),
        }
    }
    faults
}

/// The lines of the last table that are not on the page as they should be.
fn miscounted(page: &str, lines: &[Line<'_>]) -> Vec<String> {
    let sources: BTreeSet<&str> = lines.iter().map(|line| line.source).collect();
    let of_one = sources.into_iter().map(Some);
    let counted = of_one.chain([None]).map(|source| {
        let of_it = |line: &&Line<'_>| source.is_none_or(|source| source == line.source);
        let counts = Standing::ALL.map(|standing| {
            let so = lines.iter().filter(of_it);
            so.filter(|line| line.standing == standing)
                .count()
                .to_string()
        });
        let source = source.unwrap_or("All");
        format!("| {source} | {} |", counts.join(" | "))
    });
    counted
        .filter(|row| !page.lines().any(|line| line == row))
        .map(|row| format!("miscounted; it should say {row}"))
        .collect()
}
