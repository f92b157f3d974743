//! PostgreSQL's second lock (trust.md A4): rows that somebody is not tied to are not there for the
//! service's own queries, whatever those ask. SQLite has no such lock, and shows here what the lock does.

use std::collections::BTreeSet;
use std::sync::Arc;

use api::reach::{Reach, as_service, within};
use entities::{PersonId, case};
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait, Statement};
use tests::TestApp;
use tests::database::{Engine, fresh};
use tests::isolation::World;

/// Tables that are nobody's in particular: bodies, places, mediators' posts, prices, and what the service
/// keeps for itself. Every other one is locked.
const OPEN: [&str; 19] = [
    "audit_head",
    "calendar_day",
    "conflict_of_interest",
    "contract",
    "contract_kind",
    "directory",
    "expense_terms",
    "mediator",
    "mediator_accreditation",
    "mediator_area",
    "mediator_employer",
    "opening_hours",
    "organisation",
    "revocation",
    "roles",
    "room",
    "room_feature",
    "seaql_migrations",
    "venue",
];

async fn texts(db: &impl ConnectionTrait, sql: &str) -> Vec<String> {
    let asked = Statement::from_string(DbBackend::Postgres, sql);
    let rows = db
        .query_all_raw(asked)
        .await
        .expect("the statement is right");
    rows.iter()
        .map(|row| row.try_get("", "a").expect("a text"))
        .collect()
}

/// The cases of somebody, as their role and the seats say, and not the policies.
fn reach_of(world: &World, observer: usize) -> Reach {
    let person = world.observers[observer].person.expect("somebody");
    Reach::Person {
        id: PersonId(person),
        providers: Vec::new(),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_table_is_locked_or_known_to_be_nobodys() {
    let app = TestApp::start(fresh(Engine::Postgres).await).await;
    let db = app.served();
    let tables = "SELECT relname::text AS a FROM pg_class WHERE relkind = 'r' \
                  AND relnamespace = 'public'::regnamespace AND NOT (relrowsecurity AND relforcerowsecurity)";
    let open: BTreeSet<_> = texts(db, tables).await.into_iter().collect();
    let known: BTreeSet<_> = OPEN.map(str::to_owned).into_iter().collect();
    assert_eq!(open, known);
    // The lock binds the service: it is none of those above it, and owns nothing.
    let above = "SELECT rolname::text AS a FROM pg_roles WHERE rolname = current_user \
                 AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcanlogin)";
    assert_eq!(texts(db, above).await, Vec::<String>::new());
    assert_eq!(
        texts(db, "SELECT current_user::text AS a").await,
        ["concord_app"]
    );
    let owned = "SELECT relname::text AS a FROM pg_class WHERE relowner = 'concord_app'::regrole";
    assert_eq!(texts(db, owned).await, Vec::<String>::new());
    assert!(
        api::database::is_locked_twice(db)
            .await
            .expect("it can be asked")
    );
    assert!(
        !api::database::is_locked_twice(&app.app.db)
            .await
            .expect("it can be asked")
    );
    // Nor can it change what has been done, or the lock.
    for forbidden in [
        "DELETE FROM audit_event",
        "UPDATE audit_event SET action = 'x'",
        "DELETE FROM seaql_migrations",
        "ALTER TABLE cases DISABLE ROW LEVEL SECURITY",
        "DROP POLICY reach ON cases",
        "CREATE TABLE mine (id int)",
    ] {
        let tried = as_service(db.execute_unprepared(forbidden)).await;
        assert!(tried.is_err(), "{forbidden}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_told_nothing_of_reads_and_writes_nothing() {
    let world = World::make(TestApp::start(fresh(Engine::Postgres).await).await, 1).await;
    let db = world.app.served();
    let tables = "SELECT relname::text AS a FROM pg_class WHERE relkind = 'r' \
                  AND relnamespace = 'public'::regnamespace AND relrowsecurity";
    let mut full = 0;
    for table in texts(db, tables).await {
        let count = format!("SELECT COUNT(*)::text AS a FROM {table}");
        assert_eq!(texts(db, &count).await, ["0"], "{table}");
        let there = as_service(texts(db, &count)).await;
        assert_eq!(there, texts(&world.app.app.db, &count).await, "{table}");
        full += usize::from(there != ["0"]);
    }
    assert!(30 <= full, "{full} tables have rows");
    // What is there for somebody is there to read.
    let mut refused = 0;
    for observer in 1..world.observers.len() {
        let changed = within(
            reach_of(&world, observer),
            db.execute_unprepared("UPDATE cases SET version = 0"),
        );
        match changed.await {
            Ok(nothing) => assert_eq!(nothing.rows_affected(), 0),
            Err(_) => refused += 1,
        }
    }
    assert!(5 <= refused, "{refused} have a case to change");
}

/// As many cases as are somebody's are there for them, on whichever connection: 10,000 times, in turns, on
/// as few connections as there can be.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_connection_keeps_who_asked_before() {
    let world = Arc::new(World::make(TestApp::start(fresh(Engine::Postgres).await).await, 1).await);
    let mut known = Vec::new();
    for (ix, observer) in world.observers.iter().enumerate().skip(1) {
        let person = observer.person.expect("somebody");
        let own = format!(
            "SELECT COUNT(*)::text AS a FROM cases WHERE reach_case(id, '{person}', '{{}}')"
        );
        let own = texts(&world.app.app.db, &own).await.pop();
        known.push((
            ix,
            own.and_then(|text| text.parse::<u64>().ok())
                .expect("a count"),
        ));
    }
    let known = Arc::new(known);
    let asking = (0..8).map(|turn| {
        let (world, known) = (Arc::clone(&world), Arc::clone(&known));
        tokio::spawn(async move {
            let mut stale = 0;
            for round in 0..1_250 {
                let (ix, own) = known[(turn * 31 + round) % known.len()];
                let found = case::Entity::find().count(world.app.served());
                let found = within(reach_of(&world, ix), found).await;
                stale += usize::from(found.expect("the cases are counted") != own);
                let nothing = case::Entity::find().count(world.app.served()).await;
                stale += usize::from(nothing.expect("the cases are counted") != 0);
            }
            stale
        })
    });
    for task in asking.collect::<Vec<_>>() {
        assert_eq!(task.await.expect("no task panics"), 0);
    }
}

/// With the service's own predicate taken away, everybody is let into every case: in PostgreSQL there is
/// none but theirs. SQLite shows that it was taken away.
#[cfg(debug_assertions)]
mod without_the_predicate {
    use api::reach::without_policy;
    use api::schema;
    use tests::isolation::{Amount, Corpus, Found, replay};

    use super::*;

    const AMOUNT: Amount = Amount { own: 2, foreign: 3 };

    async fn found_on(engine: Engine) -> Found {
        let corpus = Corpus::of(&schema::sdl());
        let mut world = World::make(TestApp::start(fresh(engine).await).await, 1).await;
        world.observers.retain(|observer| observer.is_first);
        without_policy(replay(&world, &corpus, AMOUNT)).await
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn postgresql_still_shows_nothing() {
        let found = found_on(Engine::Postgres).await;
        let none = BTreeSet::new();
        assert_eq!((&found.foreign, &found.open), (&none, &none));
        assert!(500 <= found.answers, "{}", found.answers);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn sqlite_shows_that_it_is_gone() {
        let found = found_on(Engine::Sqlite).await;
        assert!(100 <= found.foreign.len(), "{}", found.foreign.len());
        assert!(10 <= found.open.len(), "{}", found.open.len());
    }
}
