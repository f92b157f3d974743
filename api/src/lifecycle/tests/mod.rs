//! The tables of the life-cycles, row by row, and what holds for all of them.

mod advice;
mod all;
mod clocks;
mod facilitation;
mod kinds;
mod mediation;
mod meeting;
mod parties;
mod people;
mod properties;
mod referral;
mod resolution;
mod stages;

use super::samples::{Answer, Try, Walk, walks};

/// A row of a table: a state, what happens, the state after it, and what follows.
struct Row {
    from: Vec<String>,
    samples: Vec<String>,
    to: String,
    effects: String,
}

fn words(text: &str, between: &str) -> Vec<String> {
    text.split(between)
        .map(|word| word.trim().to_owned())
        .collect()
}

/// Reads a table; names in angle brackets stand for lists of states.
fn rows(walk: &Walk, groups: &[(&str, &str)], table: &str) -> Vec<Row> {
    let every: Vec<&str> = walk.states.iter().map(|state| state.name).collect();
    let every = every.join(", ");
    let mut table = table.replace("<any>", &every);
    for (name, states) in groups {
        table = table.replace(&format!("<{name}>"), states);
    }
    let lines = table.lines().map(str::trim).filter(|line| !line.is_empty());
    let row = |line: &str| {
        let cells = words(line, "|");
        let [from, samples, to, effects] = cells.as_slice() else {
            panic!("a row has four cells: {line}");
        };
        Row {
            from: words(from, ","),
            samples: words(samples, "+"),
            to: to.clone(),
            effects: effects.clone(),
        }
    };
    lines.map(row).collect()
}

/// What a try came to, as a row tells it.
fn told(tried: &Try) -> (String, String) {
    match &tried.answer {
        Answer::Refused { code, .. } => (format!("! {code}"), String::new()),
        Answer::Made { to, effects } => {
            let effects: Vec<String> = effects.iter().map(ToString::to_string).collect();
            let to = if to == tried.from { "same" } else { to };
            (to.to_owned(), effects.join("; "))
        }
    }
}

/// The life-cycle of that title.
fn walked(title: &str) -> Walk {
    let walk = walks().into_iter().find(|walk| walk.title == title);
    walk.expect("there is a life-cycle of this title")
}

/// Asserts that a life-cycle does what its table says, and nothing else: every pair of a state and a
/// sample that the table does not name is refused because it is out of turn.
fn holds(title: &str, groups: &[(&str, &str)], table: &str) {
    let walk = walked(title);
    let rows = rows(&walk, groups, table);
    for row in &rows {
        for (from, sample) in pairs(row) {
            let known = |tried: &&Try| tried.from == from && tried.sample == sample;
            let tried = walk.tries.iter().find(known);
            let tried = tried.unwrap_or_else(|| panic!("no state {from} or no sample {sample}"));
            let wanted = (row.to.clone(), row.effects.clone());
            assert_eq!(told(tried), wanted, "{from} | {sample}");
        }
    }
    for tried in &walk.tries {
        let names = |row: &&Row| {
            pairs(row).any(|(from, sample)| tried.from == from && tried.sample == sample)
        };
        let count = rows.iter().filter(names).count();
        assert!(count < 2, "{} | {} has two rows", tried.from, tried.sample);
        if count == 0 {
            let end = |state: &&super::samples::Known| state.name == tried.from && state.is_end;
            let code = match walk.states.iter().find(end) {
                Some(_) => "! ENDED",
                None => "! NOT_IN_THIS_STATE",
            };
            assert_eq!(told(tried).0, code, "{} | {}", tried.from, tried.sample);
        }
    }
    for tried in &walk.tries {
        let is_named = rows
            .iter()
            .any(|row| row.samples.iter().any(|sample| sample == tried.sample));
        assert!(is_named, "no row names the sample {}", tried.sample);
    }
}

/// Every state with every sample of a row.
fn pairs(row: &Row) -> impl Iterator<Item = (&str, &str)> {
    let samples = || row.samples.iter().map(String::as_str);
    row.from
        .iter()
        .flat_map(move |from| samples().map(move |sample| (from.as_str(), sample)))
}
