//! Promises about the source that no compiler keeps.

use std::fs;
use std::path::{Path, PathBuf};

/// The workspace.
fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the tests are in a folder")
        .to_owned()
}

/// The Rust files below a folder of the workspace, by their path from there.
fn sources(folder: &str) -> Vec<(String, String)> {
    let root = workspace();
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(&root).expect("it is below the workspace");
                let text = fs::read_to_string(&path).expect("the file can be read");
                found.push((name.display().to_string().replace('\\', "/"), text));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} has no sources");
    found.sort();
    found
}

/// Asserts that none of these words stands in a file but those allowed.
fn nobody_says(folder: &str, words: &[&str], allowed: &[&str]) {
    for (path, text) in sources(folder) {
        if allowed.iter().any(|allowed| path.starts_with(allowed)) {
            continue;
        }
        // Comments may speak of what code may not do.
        let code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        for (number, line) in (1..).zip(code) {
            for word in words {
                assert!(
                    !line.contains(word),
                    "{path} mentions `{word}` ({number}): {line}"
                );
            }
        }
    }
}

#[test]
fn resolvers_do_not_talk_to_the_database() {
    let words = [
        "EntityTrait",
        "QueryFilter",
        "QuerySelect",
        "TransactionTrait",
        "ConnectionTrait",
        "::Entity::",
        "::Column::",
        "Statement",
        "sea_query",
        "ActiveModel",
        "begin(",
    ];
    nobody_says("api/src/schema", &words, &[]);
}

#[test]
fn rules_are_decided_from_values() {
    let rules = sources("api/src/domain");
    for (path, text) in rules.iter().filter(|(path, _)| path.ends_with("/rules.rs")) {
        for word in [
            "async ",
            ".await",
            "DatabaseConnection",
            "DatabaseTransaction",
            "ConnectionTrait",
        ] {
            assert!(
                !text.contains(word),
                "{path} mentions `{word}`; queries live in store.rs"
            );
        }
    }
}

#[test]
fn life_cycles_are_functions_of_values() {
    let words = [
        "async ",
        ".await",
        "sea_orm::Database",
        "ConnectionTrait",
        "crate::domain",
        "crate::schema",
        "crate::database",
        // A clock of the law is named there; its length is looked up elsewhere.
        "law::calculator",
        "law::clock",
        "law::Calendar",
    ];
    nobody_says("api/src/lifecycle", &words, &[]);
}

#[test]
fn the_domain_knows_nothing_of_graphql_or_http() {
    let words = [
        "async_graphql",
        "axum",
        "crate::schema",
        "crate::edge",
        "crate::server",
    ];
    nobody_says("api/src/domain", &words, &[]);
    nobody_says("api/src/planning", &words, &[]);
}

#[test]
fn the_check_shares_no_code_with_the_planner() {
    let planner = [
        "candidates",
        "milp",
        "propose",
        "roles",
        "spots",
        "team",
        "wishes",
        "explain",
        "weights",
    ];
    for (path, text) in sources("scheduler/src/check") {
        for line in text
            .lines()
            .filter(|line| line.contains("use ") || line.contains("crate::"))
        {
            for module in planner {
                let named = line.contains(&format!("{module}::"))
                    || line.contains(&format!("crate::{module}"));
                assert!(!named, "{path} imports `{module}`: {line}");
            }
        }
    }
}

#[test]
fn only_programs_name_the_solver() {
    for folder in ["scheduler/src", "api/src", "entities/src", "migration/src"] {
        nobody_says(
            folder,
            &["good_lp", "highs::"],
            &[
                "scheduler/src/milp",
                "scheduler/src/plan/choose.rs",
                "scheduler/src/plan/master.rs",
                "scheduler/src/plan/tests/tidy.rs",
                "scheduler/src/plan/work.rs",
                "scheduler/src/tests/tidy.rs",
            ],
        );
    }
}

#[test]
fn the_planner_touches_no_world() {
    let words = [
        "tokio",
        "sea_orm",
        "chrono",
        "entities::",
        "std::env",
        "std::fs",
        "SystemTime",
    ];
    nobody_says("scheduler/src", &words, &[]);
    // Files of problems are text that somebody else has read.
    nobody_says("scheduler/src", &["serde"], &["scheduler/src/file"]);
}

#[test]
fn the_judge_of_files_shares_no_code_with_the_planner() {
    let words = ["translate", "crate::plan", "crate::check", "crate::grid"];
    nobody_says("scheduler/src/file/check", &words, &[]);
}

#[test]
fn entities_are_neither_an_api_nor_a_message() {
    let words = [
        "serde",
        "Serialize",
        "async_graphql",
        "SimpleObject",
        "InputObject",
        "graphql(",
    ];
    nobody_says("entities/src", &words, &[]);
    nobody_says("migration/src", &["entities::"], &[]);
}

#[test]
fn only_the_clock_asks_for_the_time() {
    let words = ["Utc::now", "Local::now", "SystemTime::now"];
    nobody_says("api/src", &words, &["api/src/clock.rs"]);
}

#[test]
fn only_ids_makes_ids() {
    nobody_says("api/src", &["new_v4", "now_v7"], &["api/src/ids.rs"]);
}

#[test]
fn only_config_reads_the_environment() {
    let words = ["env::var", "env::set_var", "env::remove_var", "env!("];
    nobody_says("api/src", &words, &["api/src/config"]);
    nobody_says("entities/src", &words, &[]);
    nobody_says("migration/src", &words, &[]);
}

/// Set-up operations, which no API reaches, begin with `app.db.begin()`.
#[test]
fn every_operation_that_changes_something_is_written_down() {
    let mut operations = 0;
    for (path, text) in sources("api/src/domain") {
        if path.starts_with("api/src/domain/audit/") {
            continue;
        }
        let begun = text.matches("begin(&app.db)").count();
        let written = text.matches("audit::done(").count();
        assert_eq!(
            begun, written,
            "{path} changes what no audit event tells of"
        );
        operations += begun;
    }
    assert!(0 < operations, "no operation was found");
}
