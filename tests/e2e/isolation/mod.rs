//! Everything that can be asked, asked by everybody: nobody reads what is none of theirs, and who reads
//! which field is what the page says.

use std::collections::BTreeSet;

use api::schema;
use tests::TestApp;
use tests::both;
use tests::database::TestDatabase;
use tests::isolation::{Amount, Corpus, World, replay, two_worlds};

/// Who reads which field, as the data-protection officer of a service reads it.
const PAGE: &str = include_str!("../../../docs/access.md");

/// What no document asks for: ways round a list, and inside an error.
const LEFT_OUT: &[&str] = &[];

/// Texts of which the region has some and that reach nobody through a query.
const NEVER_TOLD: &[&str] = &[];

#[test]
fn every_field_is_asked_for() {
    let corpus = Corpus::of(&schema::sdl());
    let missing = corpus
        .fields()
        .filter(|field| !corpus.asked.contains(field));
    assert_eq!(missing.collect::<Vec<_>>(), LEFT_OUT);
}

/// So much as two worlds have time for.
const OF_TWO_WORLDS: Amount = Amount { own: 2, foreign: 1 };

both! {
    async fn what_somebody_is_not_told_changes_nothing_that_they_are_told(database: TestDatabase) {
        let corpus = Corpus::of(&schema::sdl());
        let mut world = World::make(TestApp::start(database).await, 2).await;
        world.observers.retain(|observer| observer.is_first);
        let compared = two_worlds(&world, &corpus, OF_TWO_WORLDS).await;
        assert_eq!(compared.differences, BTreeSet::new());
        // Two of each tie, where there are two, and somebody who is not signed in.
        assert!(20 <= compared.pairs, "{}", compared.pairs);
        assert!(1_000 <= compared.answers, "{}", compared.answers);
        assert!(10_000 <= compared.altered, "{}", compared.altered);
    }

    async fn nobody_reads_what_is_none_of_theirs(database: TestDatabase) {
        let corpus = Corpus::of(&schema::sdl());
        let world = World::make(TestApp::start(database).await, 1).await;
        let found = replay(&world, &corpus, Amount::OF_A_TEST).await;
        let none = BTreeSet::new();
        assert_eq!(found.faults, none, "faults");
        assert_eq!(found.open, none, "cases");
        assert_eq!(found.foreign, none, "secrets");
        // The check can fail: each kind of secret that there is does reach those it is for.
        let held = world.secrets.iter().filter(|(_, count)| 0 < **count).map(|(what, _)| what);
        let silent: Vec<_> = held.filter(|what| !found.told.contains(*what)).collect();
        assert_eq!(silent, NEVER_TOLD);
        assert!(3_000 <= found.answers, "{}", found.answers);
        let table = found.matrix.table(&corpus);
        let differs = table.lines().find(|line| !PAGE.lines().any(|known| known == *line));
        assert_eq!(differs, None, "docs/access.md: script/soak access prints the tables");
        let is_entry = |line: &&str| line.starts_with("| `Query.") || line.starts_with("| `Mutation.");
        let lines = PAGE.lines().filter(|line| line.starts_with("| `") && !is_entry(line)).count();
        assert_eq!(lines, table.lines().filter(|line| line.starts_with("| `")).count());
    }
}
