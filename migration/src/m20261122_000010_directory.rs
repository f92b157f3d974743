//! When the directory last changed, so that servers need not read again what they know.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{integer, uuid};
use sea_orm_migration::sea_orm::DbBackend;

use crate::table::{create, drop, rule};

/// A mark that every change of the directory renews, in the transaction that makes the change.
///
/// Triggers do it, so that nobody can forget to: a statement typed by hand counts as much as one of
/// the service. The mark is random rather than counted, because a number may come twice, after a
/// transaction that was rolled back or a database that was restored, and would then stand for two
/// states. Whoever changes the directory holds the row until the end of the transaction, so that
/// changes take turns and no mark is seen without all that led to it.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The tables of the directory: what hardly ever changes and every search for dates needs.
const TABLES: [&str; 13] = [
    "conflict_of_interest",
    "contract",
    "contract_kind",
    "mediator",
    "mediator_accreditation",
    "mediator_area",
    "mediator_employer",
    "opening_hours",
    "organisation",
    "roles",
    "room",
    "room_feature",
    "venue",
];

const FIRST_POSTGRES: &str = "INSERT INTO directory (id, mark) VALUES (1, gen_random_uuid())";
const FIRST_SQLITE: &str = "INSERT INTO directory (id, mark) VALUES (1, randomblob(16))";

const FUNCTION: &str = "CREATE FUNCTION directory_changed() RETURNS trigger LANGUAGE plpgsql AS \
    $$ BEGIN UPDATE directory SET mark = gen_random_uuid(); RETURN NULL; END $$";
const NO_FUNCTION: &str = "DROP FUNCTION directory_changed()";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            "directory",
            "When the directory (places, mediators, contracts) last changed: one row",
            Table::create()
                .col(integer("id").primary_key())
                .col(uuid("mark"))
                .check(rule("directory_is_one", "id = 1")),
        )
        .await?;
        match manager.get_database_backend() {
            DbBackend::Postgres => {
                run(manager, &[FIRST_POSTGRES, FUNCTION]).await?;
                run(manager, &TABLES.map(on_postgres)).await
            }
            DbBackend::Sqlite => {
                run(manager, &[FIRST_SQLITE]).await?;
                run(manager, &changes().map(on_sqlite).collect::<Vec<_>>()).await
            }
            _ => Err(DbErr::Migration(
                "the directory needs PostgreSQL or SQLite".to_owned(),
            )),
        }
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        match manager.get_database_backend() {
            DbBackend::Postgres => {
                run(manager, &TABLES.map(off_postgres)).await?;
                run(manager, &[NO_FUNCTION]).await?;
            }
            _ => run(manager, &changes().map(off_sqlite).collect::<Vec<_>>()).await?,
        }
        drop(manager, &["directory"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Once a statement, however many rows it changes.
fn on_postgres(table: &str) -> String {
    format!(
        "CREATE TRIGGER directory_changed \
        AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} \
        FOR EACH STATEMENT EXECUTE FUNCTION directory_changed()"
    )
}

fn off_postgres(table: &str) -> String {
    format!("DROP TRIGGER directory_changed ON {table}")
}

/// SQLite's triggers are for one kind of change each, and run once a row.
fn on_sqlite((table, change): (&str, &str)) -> String {
    format!(
        "CREATE TRIGGER directory_changed_by_{change}_of_{table} AFTER {change} ON {table} \
        BEGIN UPDATE directory SET mark = randomblob(16); END"
    )
}

fn off_sqlite((table, change): (&str, &str)) -> String {
    format!("DROP TRIGGER directory_changed_by_{change}_of_{table}")
}

/// Every kind of change to every table of the directory.
fn changes() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLES
        .into_iter()
        .flat_map(|table| ["insert", "update", "delete"].map(|change| (table, change)))
}

async fn run<S: AsRef<str>>(manager: &SchemaManager<'_>, statements: &[S]) -> Result<(), DbErr> {
    let db = manager.get_connection();
    for statement in statements {
        db.execute_unprepared(statement.as_ref()).await?;
    }
    Ok(())
}
