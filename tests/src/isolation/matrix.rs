//! Who reads which field, as a table for people.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::corpus::Corpus;
use super::world::Tie;

/// Who reads which `Type.field`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    lines: BTreeMap<String, BTreeSet<Tie>>,
}

impl Matrix {
    /// Adds that somebody with a tie was told these fields.
    pub fn add(&mut self, tie: Tie, fields: BTreeSet<String>) {
        for field in fields {
            self.lines.entry(field).or_default().insert(tie);
        }
    }

    /// The table: a section for every type, a line for every field, and what was asked for and never
    /// filled.
    #[must_use]
    pub fn table(&self, corpus: &Corpus) -> String {
        let mut types = BTreeMap::<&str, Vec<(&str, &BTreeSet<Tie>)>>::new();
        for (line, ties) in &self.lines {
            let (ty, field) = line.split_once('.').expect("a type and a field");
            types.entry(ty).or_default().push((field, ties));
        }
        let mut text = String::new();
        for (ty, fields) in types {
            let _ = write!(text, "\n### {ty}\n\n| field |");
            for tie in Tie::ALL {
                let _ = write!(text, " {} |", tie.name());
            }
            let _ = writeln!(text, "\n|---|{}", "---|".repeat(Tie::ALL.len()));
            for (field, ties) in fields {
                let _ = write!(text, "| `{field}` |");
                for tie in Tie::ALL {
                    text.push_str(if ties.contains(&tie) { " ● |" } else { "  |" });
                }
                text.push('\n');
            }
        }
        text.push_str("\n### Nobody was told, because the demonstration has none\n\n");
        for field in corpus
            .asked
            .iter()
            .filter(|field| !self.lines.contains_key(*field))
        {
            let _ = writeln!(text, "- `{field}`");
        }
        text
    }
}
