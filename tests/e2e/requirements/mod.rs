//! docs/requirements.md has a line for each requirement, and names only what there is.

mod known;
mod page;

use std::fs;

use page::{Known, faults, named};

/// The number of the last requirement.
const LAST: u32 = 154;

/// The page that is committed.
fn committed() -> String {
    let path = known::workspace().join("docs/requirements.md");
    fs::read_to_string(path).expect("the page is committed")
}

#[tokio::test]
async fn every_requirement_has_its_line_and_names_only_what_there_is() {
    let faults = faults(&committed(), LAST, &known::gather().await);
    assert!(faults.is_empty(), "{faults:#?}");
}

#[tokio::test]
async fn no_name_of_the_page_can_be_misspelt_and_no_line_lost() {
    let (page, known) = (committed(), known::gather().await);
    assert_eq!(faults(&page, LAST, &known), Vec::<String>::new());
    let is_requirement = |line: &&str| line.starts_with("| R") && !line.starts_with("| R |");
    let mut misspelt = 0;
    for line in page.lines().filter(is_requirement) {
        let without = page.replacen(&format!("{line}\n"), "", 1);
        assert!(!faults(&without, LAST, &known).is_empty(), "lost: {line}");
        for name in named(line) {
            let wrong = line.replacen(&format!("`{name}`"), &format!("`{name}x`"), 1);
            let faults = faults(&page.replacen(line, &wrong, 1), LAST, &known);
            assert_eq!(faults.len(), 1, "{name}: {faults:#?}");
            misspelt += 1;
        }
    }
    assert!(LAST < misspelt, "only {misspelt} names");
}

/// A page without a fault.
const PAGE: &str = "
## S0: of the first source

| R | What | Met by | Shown by |
|---|---|---|---|
| R1 | a state | `Case.state`, `concord law due` | `it_has_one` |
| R2 | a colour | Not yet: none is kept. So far: `db:cases.state` | `a::it_has_two` |

## S1: of the second source

| R | What | Met by | Shown by |
|---|---|---|---|
| R3 | a shape | Not yet: it has none. | – |
| R4 | a sound | Out: cases are silent. | – |
| R5 | a rule | `H01` | `it_has_one` |

| | Met | Partly | Not yet | Out |
|---|---|---|---|---|
| S0 | 1 | 1 | 0 | 0 |
| S1 | 1 | 0 | 1 | 1 |
| All | 2 | 1 | 1 | 1 |
";

fn small() -> Known {
    let names = ["Case.state", "concord law due", "db:cases.state", "H01"];
    let tests = [("it_has_one", 1), ("it_has_two", 2), ("a::it_has_two", 1)];
    Known {
        names: names.map(str::to_owned).into(),
        tests: tests.map(|(name, count)| (name.to_owned(), count)).into(),
    }
}

#[test]
fn a_page_without_a_fault_has_none() {
    assert_eq!(faults(PAGE, 5, &small()), Vec::<String>::new());
}

#[test]
fn each_fault_is_told() {
    for (right, wrong, expected) in [
        ("| R2 |", "| R6 |", "not each of R1 to R5 once, in order"),
        ("| R2 |", "| R1 |", "not each of R1 to R5 once, in order"),
        ("| R2 |", "| Rx |", "not a number"),
        ("| a shape |", "| a | shape |", "not four cells"),
        ("| a shape |", "|  |", "R3: it does not say what is wanted"),
        (
            "`Case.state`",
            "`Case.status`",
            "R1: there is no `Case.status`",
        ),
        ("`Case.state`", "`Case.state", "R1: a name does not end"),
        ("law due", "law undo", "R1: there is no `concord law undo`"),
        ("| `H01`", "| `H99`", "R5: there is no `H99`"),
        (
            "db:cases.state",
            "db:case.state",
            "R2: there is no `db:case.state`",
        ),
        (
            "`a::it_has_two`",
            "`it_has_two`",
            "R2: more than one test is called `it_has_two`",
        ),
        (
            "`a::it_has_two`",
            "`b::it_has_two`",
            "R2: there is no test `b::it_has_two`",
        ),
        ("`a::it_has_two`", "–", "R2: no test shows it"),
        ("`H01` | `it_has_one`", "`H01` | –", "R5: no test shows it"),
        ("| `H01` |", "| the rule |", "R5: nothing meets it"),
        (
            "it has none. | –",
            "it has none. | `it_has_one`",
            "R3: a test of nothing",
        ),
        (
            "Not yet: it has none.",
            "Not yet:",
            "R3: no reason is given",
        ),
        ("Out: cases are silent.", "Out:", "R4: no reason is given"),
        (
            "| S1 | 1 |",
            "| S1 | 2 |",
            "miscounted; it should say | S1 | 1 | 0 | 1 | 1 |",
        ),
        (
            "| All | 2 |",
            "| All | 3 |",
            "miscounted; it should say | All | 2 | 1 | 1 | 1 |",
        ),
    ] {
        let page = PAGE.replacen(right, wrong, 1);
        assert_ne!(page, PAGE, "{right}");
        let faults = faults(&page, 5, &small());
        assert!(
            faults.iter().any(|fault| fault.starts_with(expected)),
            "{expected}: {faults:#?}"
        );
    }
    assert_eq!(
        faults(PAGE, 4, &small()),
        ["not each of R1 to R4 once, in order"]
    );
}

#[test]
fn a_test_is_told_from_what_helps_it() {
    let source = "
both! {
    async fn on_both(database: TestDatabase) {
    }
}

fn helper() {}

#[test]
#[cfg(unix)]
fn plain() {
    fn within() {}
}

    #[tokio::test(flavor = \"multi_thread\")]
    async fn awaited() {
";
    assert_eq!(known::tests_of(source), ["on_both", "plain", "awaited"]);
}
