//! The migrated database that tests on PostgreSQL are cloned from.

use std::hash::{DefaultHasher, Hash, Hasher};

use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, Statement};

use super::{connect_options, maintenance, url_of};

/// Keeps two processes from making the template at the same time, and everybody from cloning one
/// that is being replaced. Any number will do that nobody else uses on a test server.
const LOCK: u32 = 0x00C0_C04D;

/// Makes a database with the migrated schema and no rows.
pub(super) async fn clone_to(name: &str) -> Result<(), DbErr> {
    let server = maintenance().await?;
    let template = name_of_template();
    let clone = format!("CREATE DATABASE {name} TEMPLATE {template}");
    // Left by a process that was killed and whose number has come round again.
    server
        .execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        .await?;
    loop {
        server
            .execute_unprepared(&format!("SELECT pg_advisory_lock_shared({LOCK})"))
            .await?;
        if exists(&server, &template).await? {
            server.execute_unprepared(&clone).await?;
            // The lock goes with the session.
            return server.close().await;
        }
        server
            .execute_unprepared(&format!("SELECT pg_advisory_unlock_shared({LOCK})"))
            .await?;
        make(&server, &template).await?;
    }
}

/// Migrates aside, and gives the name only to what is finished.
async fn make(server: &DatabaseConnection, template: &str) -> Result<(), DbErr> {
    server
        .execute_unprepared(&format!("SELECT pg_advisory_lock({LOCK})"))
        .await?;
    if !exists(server, template).await? {
        drop_old(server).await?;
        let making = format!("{template}_making");
        server
            .execute_unprepared(&format!("CREATE DATABASE {making}"))
            .await?;
        let db = Database::connect(connect_options(&url_of(&making))).await?;
        Migrator::up(&db, None).await?;
        db.close().await?;
        server
            .execute_unprepared(&format!("ALTER DATABASE {making} RENAME TO {template}"))
            .await?;
    }
    server
        .execute_unprepared(&format!("SELECT pg_advisory_unlock({LOCK})"))
        .await?;
    Ok(())
}

/// Drops the templates of earlier builds, and what a killed process left half made.
async fn drop_old(server: &DatabaseConnection) -> Result<(), DbErr> {
    let old = "SELECT datname FROM pg_database WHERE datname LIKE 'concord\\_template\\_%'";
    for row in server
        .query_all_raw(Statement::from_string(DbBackend::Postgres, old))
        .await?
    {
        let name: String = row.try_get("", "datname")?;
        server
            .execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            .await?;
    }
    Ok(())
}

async fn exists(server: &DatabaseConnection, name: &str) -> Result<bool, DbErr> {
    let ask = format!("SELECT 1 FROM pg_database WHERE datname = '{name}'");
    let found = server
        .query_one_raw(Statement::from_string(DbBackend::Postgres, ask))
        .await?;
    Ok(found.is_some())
}

/// Differs when the migrations do: by their names, and by the build, because a migration that is
/// still being written changes without changing its name.
fn name_of_template() -> String {
    let mut hasher = DefaultHasher::new();
    for migration in Migrator::migrations() {
        migration.name().hash(&mut hasher);
    }
    let built = std::env::current_exe().and_then(|test| test.metadata()?.modified());
    built
        .expect("the file of a running test can be asked for its age")
        .hash(&mut hasher);
    format!("concord_template_{:016x}", hasher.finish())
}
