//! Keys of confidential texts, one for each case and each person.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{integer, text, timestamp_with_time_zone, uuid};
use sea_orm_migration::sea_orm::{DbBackend, Statement};

use crate::table::{create, drop, rule};

/// From here on, the columns of [`SEALED`] hold texts that only the service's keys open. A migration has no
/// keys, so that it cannot seal what is there: it refuses a database that holds such texts, and changes no
/// column. Taking it back destroys the keys, and with them the texts: `concord migrate down` takes back
/// everything.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The columns with confidential texts.
const SEALED: [(&str, &str); 13] = [
    ("availability_window", "private_reason"),
    ("case_issues", "text"),
    ("case_issues", "wanted_provision"),
    ("childs_view", "obtained_by"),
    ("childs_view", "text"),
    ("complaint", "outcome"),
    ("complaint", "text"),
    ("meeting_notes", "text"),
    ("note_comment", "text"),
    ("prep_contact", "note"),
    ("safeguarding_concern", "referred_to"),
    ("safeguarding_concern", "text"),
    ("summary", "text"),
];

/// A key is there for whoever reaches the case or its texts, or is or meets the person: each subquery keeps
/// the policy of the table it looks into.
const LOCK: &str = "
ALTER TABLE data_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE data_key FORCE ROW LEVEL SECURITY;
CREATE POLICY reach ON data_key USING (
    (SELECT reach_is_service())
    OR (owner = 'case' AND (
        EXISTS (SELECT FROM cases WHERE cases.id = data_key.owner_id)
        OR EXISTS (SELECT FROM complaint WHERE complaint.case_id = data_key.owner_id)
        OR EXISTS (SELECT FROM note_comment WHERE note_comment.case_id = data_key.owner_id)
        OR EXISTS (SELECT FROM safeguarding_concern WHERE safeguarding_concern.case_id = data_key.owner_id)))
    OR (owner = 'person' AND (
        owner_id = (SELECT reach_person())
        OR EXISTS (SELECT FROM availability_window AS given WHERE given.person_id = data_key.owner_id)))
) WITH CHECK ((SELECT reach_is_service()))";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        must_be_empty(manager).await?;
        create(
            manager,
            "data_key",
            "The key of the confidential texts of one case or one person, sealed with a master key",
            Table::create()
                .col(uuid("id").primary_key())
                .col(text("owner"))
                .col(uuid("owner_id"))
                .col(text("wrapped"))
                .col(text("master_key"))
                .col(integer("version"))
                .col(timestamp_with_time_zone("made_at"))
                .check(rule(
                    "data_key_is_of_a_case_or_a_person",
                    "owner IN ('case', 'person')",
                )),
        )
        .await?;
        let one = Index::create()
            .name("data_key_one_each")
            .table("data_key")
            .col("owner")
            .col("owner_id")
            .unique()
            .take();
        manager.create_index(one).await?;
        match manager.get_database_backend() {
            DbBackend::Postgres => {
                let connection = manager.get_connection();
                connection.execute_unprepared(LOCK).await.map(|_| ())
            }
            _ => Ok(()),
        }
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["data_key"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Refuses a database with confidential texts.
async fn must_be_empty(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    for (table, column) in SEALED {
        let asked = format!("SELECT 1 AS n FROM {table} WHERE {column} IS NOT NULL LIMIT 1");
        let asked = Statement::from_string(manager.get_database_backend(), asked);
        if connection.query_one_raw(asked).await?.is_some() {
            return Err(DbErr::Migration(format!(
                "{table}.{column} holds texts, which no migration can seal or open; export them, empty the \
                 column and enter them again through the service"
            )));
        }
    }
    Ok(())
}
