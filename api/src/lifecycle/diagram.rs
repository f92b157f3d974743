//! The life-cycles as one page: a diagram each, in Mermaid, drawn by walking every state with every
//! sample through `step`. No arrow is written by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::samples::{Answer, Walk, walks};

/// What stands above the diagrams.
const HEAD: &str = "\
# Life-cycles

How a referral, a case and what belongs to it move from state to state. This page is made from the
code: every state meets every event that the samples of `api/src/lifecycle` know, and an arrow is a
step that was made. Make it again with

    cargo run --bin concord -- lifecycles > docs/lifecycles.md

In every state a date can be corrected, with a reason: the old date is kept and the clocks that start
with it are computed again. That, and everything else that is recorded without a change of state, is
not drawn. Under each diagram stand the refusals that say more than that a step is out of turn.
";

/// The whole page.
#[must_use]
pub fn page() -> String {
    let mut page = HEAD.to_owned();
    for walk in walks() {
        page.push('\n');
        page.push_str(&chapter(&walk));
    }
    page
}

/// A life-cycle: its diagram, its states in words, and what it refuses.
fn chapter(walk: &Walk) -> String {
    let mut text = format!("## {}\n\n{}.\n\n", walk.title, capital(walk.order));
    text.push_str("```mermaid\n");
    text.push_str(&mermaid(walk));
    text.push_str("```\n\n| State | while |\n|---|---|\n");
    for state in &walk.states {
        write_line(
            &mut text,
            &format!("| `{}` | {} |", state.name, state.words),
        );
    }
    let refusals = refusals(walk);
    if !refusals.is_empty() {
        text.push_str("\nRefused:\n\n");
        for (code, sentence) in refusals {
            write_line(&mut text, &format!("- `{code}`: {sentence}"));
        }
    }
    text
}

/// A state diagram.
fn mermaid(walk: &Walk) -> String {
    let mut text = "stateDiagram-v2\n".to_owned();
    for first in walk.states.iter().take(1) {
        write_line(&mut text, &format!("    [*] --> {}", first.name));
    }
    for ((from, to), labels) in arrows(walk) {
        let label = labels.join(" / ");
        write_line(&mut text, &format!("    {from} --> {to}: {label}"));
    }
    for end in walk.states.iter().filter(|state| state.is_end) {
        write_line(&mut text, &format!("    {} --> [*]", end.name));
    }
    text
}

/// The steps made from one state to another, in the order of the states, with the events in the
/// order of the samples.
fn arrows(walk: &Walk) -> Vec<((&str, &str), Vec<&str>)> {
    let mut arrows: Vec<((&str, &str), Vec<&str>)> = Vec::new();
    for tried in &walk.tries {
        let Answer::Made { to, .. } = &tried.answer else {
            continue;
        };
        if to == tried.from {
            continue;
        }
        let ends = (tried.from, to.as_str());
        match arrows.iter_mut().find(|(known, _)| *known == ends) {
            None => arrows.push((ends, vec![tried.event])),
            Some((_, labels)) if labels.contains(&tried.event) => {}
            Some((_, labels)) => labels.push(tried.event),
        }
    }
    arrows
}

/// The first sentence of every refusal that is not about turns or dates.
fn refusals(walk: &Walk) -> BTreeMap<&str, &str> {
    let general: BTreeSet<&str> = [
        "NOT_IN_THIS_STATE",
        "ENDED",
        "DATE_BEFORE_ITS_CAUSE",
        "DATE_IN_THE_FUTURE",
    ]
    .into();
    let mut refusals = BTreeMap::new();
    for tried in &walk.tries {
        if let Answer::Refused { code, sentence } = &tried.answer
            && !general.contains(code)
        {
            refusals.entry(*code).or_insert(sentence.as_str());
        }
    }
    refusals
}

fn write_line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("a string takes all that is written to it");
}

/// The same with a capital letter.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
