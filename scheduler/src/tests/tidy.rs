//! Promises about the source itself.

use crate::{Preference, Rule};

#[test]
fn check_shares_no_code_with_the_search() {
    let files = [
        include_str!("../check/mod.rs"),
        include_str!("../check/cost.rs"),
        include_str!("../check/people.rs"),
        include_str!("../check/place.rs"),
        include_str!("../check/shape.rs"),
    ];
    let strange = [
        "propose::",
        "candidates",
        "roles",
        "spots",
        "team::",
        "wishes",
        "milp",
        "grid",
    ];
    for text in files {
        for word in strange {
            assert!(!text.contains(word), "check mentions `{word}`");
        }
    }
}

#[test]
fn only_milp_names_a_solver() {
    for text in [
        include_str!("../candidates.rs"),
        include_str!("../team.rs"),
        include_str!("../propose.rs"),
        include_str!("../explain/mod.rs"),
        include_str!("../explain/repair.rs"),
        include_str!("../check/mod.rs"),
    ] {
        assert!(!text.contains("good_lp"));
    }
}

#[test]
fn every_rule_has_its_tests() {
    let tests = include_str!("rules.rs");
    for rule in Rule::ALL {
        let name = format!("fn {}_", rule.id().to_lowercase());
        assert!(
            tests.contains(&name),
            "no test is named after {}",
            rule.id()
        );
        assert!(
            tests.contains(&format!("Rule::{rule:?}")),
            "no test is about {rule:?}"
        );
        assert!(!rule.to_string().is_empty());
    }
}

#[test]
fn every_preference_has_its_test() {
    let tests = include_str!("wishes.rs");
    for wish in Preference::ALL {
        assert!(
            tests.contains(&format!("Preference::{wish:?}")),
            "no test is about {wish:?}"
        );
        assert!(!wish.to_string().is_empty());
    }
}
