//! Changes of Concord's database schema, on SQLite and PostgreSQL.
//!
//! One file per migration, oldest first; each can be undone, and each runs in one transaction, so
//! that a crash leaves nothing half made. No file imports `entities`: last year's migration must not
//! change when a table does. Constraints are named after the rule they guard, and on PostgreSQL a
//! comment on each table says what a row is.
//!
//! Instants are `timestamptz` on PostgreSQL and RFC 3339 text in UTC on SQLite
//! (`2026-11-21T10:15:00+00:00`). Such texts sort as the instants do, fractions included, as long
//! as all of them end in `+00:00`: hence no column has `DEFAULT CURRENT_TIMESTAMP`, which writes
//! another form.
//!
//! The migrator takes no lock. Whoever starts several servers at once migrates first, or holds a
//! lock around `Migrator::up`.

use sea_orm_migration::prelude::*;

pub use sea_orm_migration::MigratorTrait;

mod m20261121_000001_people;
mod m20261121_000002_mediators;
mod m20261121_000003_venues;
mod m20261121_000004_contracts;
mod m20261121_000005_cases;
mod m20261121_000006_availability;
mod m20261121_000007_meetings;
mod m20261121_000008_bookings;
mod m20261122_000009_planning;
mod m20261122_000010_directory;
mod m20261122_000011_prices;
mod m20261122_000012_explained;
mod m20261122_000013_audit;
mod m20261122_000014_casework;
mod m20261122_000015_parties;
mod m20261122_000016_session;
mod m20261122_000017_after;
mod m20261122_000019_wanted;
mod m20261122_000020_contact;
mod m20261122_000022_audit_replace;
mod m20261122_000023_former_family;
mod m20261122_000024_paused;
mod m20261122_000030_revocation;
mod m20261123_000031_reach;
mod m20261123_000033_sealed;
mod m20261123_000034_retention;
mod m20261123_000035_broken_glass;
mod table;

/// Makes the role that the service works as on PostgreSQL, where the server has none yet: a backup that is
/// put back grants rows to it.
///
/// # Errors
///
/// The database fails, or refuses to make a role.
pub async fn make_role(db: &impl sea_orm_migration::sea_orm::ConnectionTrait) -> Result<(), DbErr> {
    db.execute_unprepared(m20261123_000031_reach::ROLE)
        .await
        .map(|_| ())
}

/// Every migration there is, oldest first.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_000001_people::Migration),
            Box::new(m20261121_000002_mediators::Migration),
            Box::new(m20261121_000003_venues::Migration),
            Box::new(m20261121_000004_contracts::Migration),
            Box::new(m20261121_000005_cases::Migration),
            Box::new(m20261121_000006_availability::Migration),
            Box::new(m20261121_000007_meetings::Migration),
            Box::new(m20261121_000008_bookings::Migration),
            Box::new(m20261122_000009_planning::Migration),
            Box::new(m20261122_000010_directory::Migration),
            Box::new(m20261122_000011_prices::Migration),
            Box::new(m20261122_000012_explained::Migration),
            Box::new(m20261122_000013_audit::Migration),
            Box::new(m20261122_000014_casework::Migration),
            Box::new(m20261122_000015_parties::Migration),
            Box::new(m20261122_000016_session::Migration),
            Box::new(m20261122_000017_after::Migration),
            Box::new(m20261122_000019_wanted::Migration),
            Box::new(m20261122_000020_contact::Migration),
            Box::new(m20261122_000022_audit_replace::Migration),
            Box::new(m20261122_000023_former_family::Migration),
            Box::new(m20261122_000024_paused::Migration),
            Box::new(m20261122_000030_revocation::Migration),
            Box::new(m20261123_000031_reach::Migration),
            Box::new(m20261123_000033_sealed::Migration),
            Box::new(m20261123_000034_retention::Migration),
            Box::new(m20261123_000035_broken_glass::Migration),
        ]
    }
}
