//! The demonstration has something true to show in every table, on both databases.

use std::collections::BTreeSet;

use api::domain::{concern, person};
use entities::safeguarding_concern::Category;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tests::database::TestDatabase;
use tests::{TestApp, both};

/// The tables that the demonstration leaves empty, and why.
const EMPTY: &[&str] = &[
    // A plan is made when somebody asks for one, and its search takes all the time it is given: the
    // demonstration would be filled more slowly, and not alike on two machines.
    "plan_prices",
    "planned_meeting",
    "planning_run",
    "unplaced_case",
    // Nobody's sign-in was taken back: it would lock out whoever tries the demonstration.
    "revocation",
    // Nothing was old enough to go, and nobody asked for it.
    "erasure",
];

/// The first column of every row, as text.
async fn column(app: &TestApp, sql: &str) -> Vec<String> {
    let db = &app.app.db;
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let rows = db
        .query_all_raw(statement)
        .await
        .expect("the statement is right");
    let text = |row: &sea_orm::QueryResult| row.try_get("", "a").expect("a text");
    rows.iter().map(text).collect()
}

/// Every table.
async fn tables(app: &TestApp) -> Vec<String> {
    let sql = match app.app.db.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT name AS a FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        }
        _ => {
            "SELECT relname::text AS a FROM pg_class WHERE relkind = 'r' \
             AND relnamespace = 'public'::regnamespace"
        }
    };
    column(app, sql).await
}

both! {
    async fn the_demonstration_leaves_no_table_empty_but_for_a_reason(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = api::demo::fill(&app.app, &|_, _| {}).await.expect("the region is filled");
        let all = tables(&app).await;
        assert!(80 < all.len(), "only {} tables", all.len());
        let mut empty = BTreeSet::new();
        for table in &all {
            let sql = format!("SELECT 'row' AS a FROM \"{table}\" LIMIT 1");
            if column(&app, &sql).await.is_empty() {
                empty.insert(table.as_str());
            }
        }
        assert_eq!(empty, EMPTY.iter().copied().collect::<BTreeSet<_>>());
        // Those whose work it is have something to do, and something to know.
        let manager = person::identify(&app.app, region.manager).await.expect("a manager");
        let complaints = concern::complaints_to_handle(&app.app, &manager).await;
        let complaints = complaints.expect("the complaints are read");
        assert!(2 <= complaints.len(), "{complaints:?}");
        let coordinator = person::identify(&app.app, region.coordinator).await;
        let coordinator = coordinator.expect("a coordinator");
        let concerns = concern::concerns_to_know(&app.app, &coordinator).await;
        let concerns = concerns.expect("the concerns are read");
        let mut categories: Vec<_> = concerns.iter().map(|(row, _)| row.category).collect();
        categories.sort_unstable();
        assert_eq!(categories, [Category::Emotional, Category::AdultAtRisk, Category::Other]);
    }
}
