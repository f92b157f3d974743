//! A SQLite database as a file.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::str::FromStr as _;

use anyhow::{Context as _, ensure};
use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend, Statement};

use crate::config::DatabaseUrl;

/// Copies the database as one statement sees it, while others read and write.
pub(super) async fn copy(db: &DatabaseConnection, into: &Path) -> anyhow::Result<()> {
    let into = into.to_str().context("the folder's name is not UTF-8")?;
    let copy = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [into.into()]);
    db.execute_raw(copy)
        .await
        .context("the database cannot be copied")?;
    Ok(())
}

/// Where a database is.
pub(super) fn path(url: &DatabaseUrl) -> anyhow::Result<PathBuf> {
    let options =
        SqliteConnectOptions::from_str(url.as_str()).context("the address is not SQLite's")?;
    Ok(options.get_filename().to_owned())
}

/// Puts a copy where the database is to be; there must be none.
pub(super) fn place(url: &DatabaseUrl, plain: &Path) -> anyhow::Result<()> {
    let path = path(url)?;
    for file in ["", "-wal", "-shm"] {
        let mut there = path.clone().into_os_string();
        there.push(file);
        let there = PathBuf::from(there);
        ensure!(
            fs::metadata(&there).map_or(true, |found| found.len() == 0),
            "{} is there already: a backup is put back where there is no database",
            there.display()
        );
    }
    File::open(plain)?.sync_all()?;
    fs::rename(plain, &path).with_context(|| format!("{} cannot be written", path.display()))
}
