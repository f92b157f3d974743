//! Everything that a page of requirements may name, gathered from the program itself.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use api::{law, schema};
use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{InterfaceType, ObjectType, TypeKind, TypeSystemDefinition};
use scheduler::{Preference, Rule};
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use tests::database::{Engine, fresh};
use tests::program;

use super::page::Known;

/// The folders of the repository whose files may be named.
const FOLDERS: [&str; 7] = [
    "api",
    "docs",
    "entities",
    "migration",
    "scheduler",
    "script",
    "tests",
];

/// The workspace.
pub(super) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the tests are in a folder")
        .to_owned()
}

/// All that there is.
pub(super) async fn gather() -> Known {
    let files = files();
    let mut known = Known {
        tests: tests_in(&files),
        ..Known::default()
    };
    known.names.extend(files);
    known.names.extend(fields());
    known.names.extend(commands("concord", &[]));
    known.names.extend(columns().await);
    let rules = Rule::ALL.iter().map(|rule| rule.id());
    let wishes = Preference::ALL.iter().filter_map(|wish| wish.id());
    let clocks = law::Rule::all().map(law::Rule::id);
    let rules = rules.chain(wishes).chain(clocks);
    known.names.extend(rules.map(str::to_owned));
    known
}

/// The files below the folders of the repository, by their path from there.
fn files() -> Vec<String> {
    let root = workspace();
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = FOLDERS.map(|folder| root.join(folder)).to_vec();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&root).expect("it is below the workspace");
                found.push(name.display().to_string().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

/// `Case.state`, `CaseState.BOOKED`, `Mutation.caseClose`, `CaseCloseInput.reason`.
fn fields() -> Vec<String> {
    let document = parse_schema(schema::sdl()).expect("our own schema can be parsed");
    let mut found = Vec::new();
    for definition in document.definitions {
        let TypeSystemDefinition::Type(of) = definition else {
            continue;
        };
        let parts: Vec<&str> = match &of.node.kind {
            TypeKind::Object(ObjectType { fields, .. })
            | TypeKind::Interface(InterfaceType { fields, .. }) => {
                let fields = fields.iter();
                fields.map(|field| field.node.name.node.as_str()).collect()
            }
            TypeKind::InputObject(input) => {
                let fields = input.fields.iter();
                fields.map(|field| field.node.name.node.as_str()).collect()
            }
            TypeKind::Enum(choices) => {
                let choices = choices.values.iter();
                choices
                    .map(|choice| choice.node.value.node.as_str())
                    .collect()
            }
            TypeKind::Scalar | TypeKind::Union(_) => Vec::new(),
        };
        let named = parts.into_iter();
        found.extend(named.map(|part| format!("{}.{part}", of.node.name.node)));
    }
    found
}

/// What the program's help lists, and what the help of each of these lists.
fn commands(name: &str, words: &[&str]) -> Vec<String> {
    let output = program::run(&[], &[words, &["--help"]].concat());
    assert!(output.status.success(), "{words:?}: {output:?}");
    let help = String::from_utf8(output.stdout).expect("help is text");
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let listed = listed
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.strip_prefix("  "))
        .filter(|line| !line.starts_with(' '))
        .filter_map(|line| line.split(' ').next());
    let mut found = Vec::new();
    for word in listed.filter(|word| *word != "help") {
        let name = format!("{name} {word}");
        found.extend(commands(&name, &[words, &[word]].concat()));
        found.push(name);
    }
    found
}

/// `db:cases.state` for every column of a migrated database.
async fn columns() -> Vec<String> {
    let database = fresh(Engine::Sqlite).await;
    let sql = "SELECT 'db:' || tables.name || '.' || columns.name AS name \
               FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns \
               WHERE tables.type = 'table'";
    let statement = Statement::from_string(DbBackend::Sqlite, sql);
    let rows = database.db.query_all_raw(statement).await;
    let rows = rows.expect("the columns can be listed");
    let name = |row: &sea_orm::QueryResult| row.try_get("", "name").expect("it is text");
    rows.iter().map(name).collect()
}

/// How many tests have a name: bare, and behind the file they stand in.
fn tests_in(files: &[String]) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    // Tests of the page show nothing of what the page is about.
    let is_source = |path: &&String| {
        Path::new(path)
            .extension()
            .is_some_and(|ending| ending == "rs")
    };
    let sources = files.iter().filter(is_source);
    for path in sources.filter(|path| !path.starts_with("tests/e2e/requirements/")) {
        let text = fs::read_to_string(workspace().join(path)).expect("the file can be read");
        for name in tests_of(&text) {
            *found.entry(name.to_owned()).or_default() += 1;
            *found.entry(format!("{}::{name}", stem(path))).or_default() += 1;
        }
    }
    found
}

/// What a file is called in `mediation::every_row`: a module that is a folder is called as the folder.
fn stem(path: &str) -> &str {
    let mut parts = path.trim_end_matches(".rs").rsplit('/');
    match parts.next() {
        Some("mod" | "tests") => parts.next().unwrap_or_default(),
        Some(stem) => stem,
        None => "",
    }
}

/// The tests of a source: functions under `#[test]` or `#[tokio::test]`, and those for both databases.
pub(super) fn tests_of(source: &str) -> Vec<&str> {
    let (mut is_marked, mut is_for_both) = (false, false);
    let mut found = Vec::new();
    for line in source.lines() {
        let code = line.trim_start();
        if line == "both! {" {
            is_for_both = true;
        } else if line == "}" {
            is_for_both = false;
        } else if code.starts_with("#[test]") || code.starts_with("#[tokio::test") {
            is_marked = true;
        } else if let Some(name) = function(code) {
            if is_marked || is_for_both {
                found.push(name);
            }
            is_marked = false;
        }
    }
    found
}

/// The name of a function that begins on a line.
fn function(code: &str) -> Option<&str> {
    let code = code.strip_prefix("async ").unwrap_or(code);
    let name = code.strip_prefix("fn ")?;
    name.split(['(', '<']).next()
}
