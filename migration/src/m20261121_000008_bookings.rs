//! Nobody and nothing is booked twice, because the database says so.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{pk_uuid, text, timestamp_with_time_zone, uuid};
use sea_orm_migration::sea_orm::DbBackend;

use crate::table::{create, drop, index, part_of, rule};

/// Bookings, and the rule that live ones of the same person or room never overlap.
///
/// A read before the insert cannot give that promise: two writers read the same free slot.
/// PostgreSQL keeps an exclusion constraint; SQLite, where writers take turns, looks for a clash in
/// triggers. Both refuse under the name `booking_no_overlap`. Stretches are half-open, so one may
/// end at the instant at which the next starts. A hold that has expired still takes its time until
/// somebody releases it: a constraint cannot ask for the time.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Whole quarters of an hour, as the planning grid has them.
const QUARTERS_POSTGRES: &str = "mod(extract(epoch FROM starts_at), 900) = 0 \
    AND mod(extract(epoch FROM ends_at), 900) = 0";

/// Whole quarters of an hour, in the one text form that sorts as the instants do.
const QUARTERS_SQLITE: &str = "starts_at LIKE '____-__-__T__:__:00+00:00' \
    AND substr(starts_at, 15, 2) IN ('00', '15', '30', '45') \
    AND ends_at LIKE '____-__-__T__:__:00+00:00' \
    AND substr(ends_at, 15, 2) IN ('00', '15', '30', '45')";

const EXTENSION: &str = "CREATE EXTENSION IF NOT EXISTS btree_gist";

const EXCLUSION: &str = "ALTER TABLE booking ADD CONSTRAINT booking_no_overlap \
    EXCLUDE USING gist (resource_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&) \
    WHERE (status <> 'released')";

const ON_INSERT: &str = "CREATE TRIGGER booking_no_overlap_on_insert \
    BEFORE INSERT ON booking \
    WHEN NEW.status <> 'released' AND EXISTS ( \
        SELECT 1 FROM booking AS taken \
        WHERE taken.resource_id = NEW.resource_id AND taken.status <> 'released' \
            AND taken.starts_at < NEW.ends_at AND taken.ends_at > NEW.starts_at) \
    BEGIN SELECT RAISE(ABORT, 'booking_no_overlap'); END";

const ON_UPDATE: &str = "CREATE TRIGGER booking_no_overlap_on_update \
    BEFORE UPDATE ON booking \
    WHEN NEW.status <> 'released' AND EXISTS ( \
        SELECT 1 FROM booking AS taken \
        WHERE taken.resource_id = NEW.resource_id AND taken.status <> 'released' \
            AND taken.id <> OLD.id \
            AND taken.starts_at < NEW.ends_at AND taken.ends_at > NEW.starts_at) \
    BEGIN SELECT RAISE(ABORT, 'booking_no_overlap'); END";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let (quarters, guards) = match manager.get_database_backend() {
            DbBackend::Postgres => (QUARTERS_POSTGRES, [EXTENSION, EXCLUSION]),
            DbBackend::Sqlite => (QUARTERS_SQLITE, [ON_INSERT, ON_UPDATE]),
            _ => {
                return Err(DbErr::Migration(
                    "bookings need PostgreSQL or SQLite".to_owned(),
                ));
            }
        };
        create(
            manager,
            "booking",
            "A stretch of time that a meeting takes of a person or a room; live ones never overlap",
            Table::create()
                .col(pk_uuid("id"))
                .col(uuid("meeting_id"))
                .col(text("resource_kind"))
                .col(uuid("resource_id"))
                .col(timestamp_with_time_zone("starts_at"))
                .col(timestamp_with_time_zone("ends_at"))
                .col(text("status"))
                .foreign_key(&mut part_of("meeting_id", "meeting"))
                .check(rule("booking_ends_after_it_starts", "ends_at > starts_at"))
                .check(rule("booking_takes_whole_quarters", quarters)),
        )
        .await?;
        index(manager, "booking", &["resource_id", "starts_at"]).await?;
        index(manager, "booking", &["meeting_id"]).await?;
        for guard in guards {
            manager.get_connection().execute_unprepared(guard).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // The extension stays: somebody else may use it.
        drop(manager, &["booking"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
