//! What holds for every life-cycle.

use std::collections::{BTreeMap, BTreeSet};

use crate::lifecycle::diagram;
use crate::lifecycle::samples::{Answer, walks};

/// Capital letters, digits and low lines.
fn is_a_name(text: &str) -> bool {
    let is_fine =
        |letter: char| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '_';
    !text.is_empty() && text.chars().all(is_fine)
}

#[test]
fn there_are_twelve_life_cycles_and_their_states_have_names_and_words() {
    let walks = walks();
    assert_eq!(walks.len(), 12);
    for walk in walks {
        let names: BTreeSet<&str> = walk.states.iter().map(|state| state.name).collect();
        assert_eq!(names.len(), walk.states.len(), "{}", walk.title);
        assert!(names.iter().all(|name| is_a_name(name)), "{names:?}");
        assert!(walk.states.iter().all(|state| !state.words.is_empty()));
    }
}

#[test]
fn a_refusal_is_a_sentence_that_names_its_source_under_a_code_that_means_one_thing() {
    let mut refused = 0;
    for walk in walks() {
        let mut sources: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for tried in walk.tries {
            let Answer::Refused { code, sentence } = tried.answer else {
                continue;
            };
            refused += 1;
            assert!(is_a_name(code), "{code}");
            let is_sourced = sentence.ends_with(").") && sentence.contains(" (");
            assert!(is_sourced, "{code}: {sentence}");
            assert!(sentence.starts_with(char::is_alphabetic), "{sentence}");
            let source = sentence
                .rsplit_once(" (")
                .map(|(_, source)| source.to_owned());
            sources.entry(code).or_default().extend(source);
        }
        for (code, written) in sources {
            let is_general = ["NOT_IN_THIS_STATE", "ENDED"].contains(&code);
            assert!(
                is_general || written.len() == 1,
                "{}: {code} {written:?}",
                walk.title
            );
        }
    }
    assert!(refused > 3_000, "only {refused} refusals were looked at");
}

#[test]
fn what_has_ended_takes_nothing_but_a_correction() {
    let mut ends = 0;
    for walk in walks() {
        for state in walk.states.iter().filter(|state| state.is_end) {
            ends += 1;
            let made = walk.tries.iter().filter(|tried| {
                tried.from == state.name && matches!(tried.answer, Answer::Made { .. })
            });
            let made: Vec<&str> = made.map(|tried| tried.sample).collect();
            let is_correction = |sample: &&str| sample.starts_with("corrected");
            let are = !made.is_empty() && made.iter().all(is_correction);
            assert!(are, "{}: {}: {made:?}", walk.title, state.name);
        }
    }
    assert!(ends >= 24, "only {ends} ends were looked at");
}

#[test]
fn every_state_can_be_reached_and_left_but_for_ends() {
    for walk in walks() {
        let arrows: Vec<(&str, &str)> = walk
            .tries
            .iter()
            .filter_map(|tried| match &tried.answer {
                Answer::Made { to, .. } if to != tried.from => Some((tried.from, to.as_str())),
                Answer::Made { .. } | Answer::Refused { .. } => None,
            })
            .collect();
        let mut reached = vec![walk.states[0].name];
        while let Some((_, to)) = arrows
            .iter()
            .find(|(from, to)| reached.contains(from) && !reached.contains(to))
        {
            reached.push(to);
        }
        for state in &walk.states {
            assert!(
                reached.contains(&state.name),
                "{}: {}",
                walk.title,
                state.name
            );
            let is_left = arrows.iter().any(|(from, _)| *from == state.name);
            assert_eq!(is_left, !state.is_end, "{}: {}", walk.title, state.name);
        }
    }
}

#[test]
fn a_diagram_has_every_state_and_no_sign_that_mermaid_reads_otherwise() {
    let page = diagram::page();
    assert_eq!(page.matches("```mermaid\nstateDiagram-v2\n").count(), 12);
    for line in page
        .lines()
        .filter(|line| line.starts_with("    ") && line.contains("-->"))
    {
        let (arrow, label) = line.split_once(": ").unwrap_or((line, ""));
        assert!(!label.contains([':', ';', '#', '"', '<', '>']), "{line}");
        let ends: Vec<&str> = arrow.trim().split(" --> ").collect();
        assert_eq!(ends.len(), 2, "{line}");
        assert!(
            ends.iter().all(|end| *end == "[*]" || is_a_name(end)),
            "{line}"
        );
    }
    for walk in walks() {
        for state in walk.states {
            assert!(page.contains(&format!("| `{}` | {} |", state.name, state.words)));
        }
    }
}
