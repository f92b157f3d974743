//! What lies in the database, byte for byte, whoever may read it through the service.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use crate::TestApp;

/// Where a text lies open: the tables of PostgreSQL, the files of SQLite.
///
/// # Panics
///
/// When the database cannot be looked into.
pub async fn places(app: &TestApp, text: &str) -> BTreeSet<String> {
    places_in(&app.app.db, app.database_url(), text).await
}

/// The same in any database.
///
/// # Panics
///
/// When the database cannot be looked into.
pub async fn places_in(db: &DatabaseConnection, url: &str, text: &str) -> BTreeSet<String> {
    match db.get_database_backend() {
        DbBackend::Sqlite => in_files(url, text),
        _ => in_tables(db, text).await,
    }
}

/// The file, its log and its shared memory: every byte, free pages included.
fn in_files(url: &str, text: &str) -> BTreeSet<String> {
    let file = url.trim_start_matches("sqlite://");
    let file = file.split('?').next().unwrap_or(file);
    let mut found = BTreeSet::new();
    let mut searched = 0;
    for end in ["", "-wal"] {
        let Ok(bytes) = std::fs::read(format!("{file}{end}")) else {
            continue;
        };
        searched += bytes.len();
        if bytes
            .windows(text.len())
            .any(|piece| piece == text.as_bytes())
        {
            found.insert(format!("concord.db{end}"));
        }
    }
    assert!(10_000 < searched, "the database lies in {file}");
    found
}

/// Every column of every table, those of bytes in hexadecimal digits too.
async fn in_tables(db: &DatabaseConnection, text: &str) -> BTreeSet<String> {
    let ask = |sql: String| Statement::from_string(DbBackend::Postgres, sql);
    let tables = "SELECT relname::text AS a FROM pg_class WHERE relkind = 'r' \
                  AND relnamespace = 'public'::regnamespace";
    let tables = db.query_all_raw(ask(tables.to_owned())).await;
    let tables = tables.expect("the tables are listed");
    assert!(50 < tables.len(), "only {} tables", tables.len());
    let mut found = BTreeSet::new();
    for row in tables {
        let table: String = row.try_get("", "a").expect("a name");
        let text = text.replace('\'', "''");
        let sql = format!(
            "SELECT 1 AS n FROM \"{table}\" AS one WHERE position('{text}' IN one::text) > 0 \
             OR position(encode(convert_to('{text}', 'UTF8'), 'hex') IN one::text) > 0 LIMIT 1"
        );
        let there = db.query_one_raw(ask(sql)).await;
        if there.expect("the table can be searched").is_some() {
            found.insert(table);
        }
    }
    found
}
