//! Backups: the whole database in one sealed file, taken while the service runs, and put back into an empty
//! database.
//!
//! A backup is sealed for a key that need not be on the server's disks otherwise ([`seal`]). It is opened
//! whole into a scratch file before anything is put back, so that one that was changed or cut short
//! changes nothing.

mod postgres;
pub mod seal;
mod sqlite;

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Read as _, Write as _};
use std::path::Path;

use anyhow::{Context as _, bail, ensure};
use chrono::{DateTime, Utc};
use sea_orm::DatabaseConnection;
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use crate::config::{DatabaseKind, DatabaseUrl};
use crate::domain::audit;

pub use seal::BackupKey;

/// What a backup says of itself: the first line inside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Label {
    /// When it was taken.
    pub taken_at: DateTime<Utc>,
    /// From which kind of database: it goes back into the same kind only.
    pub engine: String,
    /// The events of the audit log, at least, that are in it.
    pub events: u64,
    /// The position at which the log ended just before.
    pub position: i64,
    /// The hash there.
    pub hash: String,
}

/// The longest label, in bytes.
const LONGEST_LABEL: usize = 1_024;

fn engine(url: &DatabaseUrl) -> &'static str {
    match url.kind() {
        DatabaseKind::Sqlite => "sqlite",
        DatabaseKind::Postgres => "postgres",
    }
}

/// Takes a backup into a new file, readable by its owner alone.
///
/// # Errors
///
/// The audit log is not whole, the file is there already, or the database or the file system fails; then no
/// file is left.
pub async fn take(
    db: &DatabaseConnection,
    url: &DatabaseUrl,
    key: &BackupKey,
    into: &Path,
    now: DateTime<Utc>,
) -> anyhow::Result<Label> {
    ensure!(!into.exists(), "{} is there already", into.display());
    let verdict = audit::verify(db, None)
        .await
        .context("the audit log cannot be read")?;
    if let Some(flaw) = verdict.flaw {
        bail!("the audit log is not whole, so that a backup would keep it so: {flaw}");
    }
    let label = Label {
        taken_at: now,
        engine: engine(url).to_owned(),
        events: verdict.events,
        position: verdict.head.0,
        hash: verdict.head.1,
    };
    let folder = folder_of(into);
    let scratch = tempfile::tempdir_in(folder).context("no scratch folder can be made")?;
    let plain = scratch.path().join("plain");
    match url.kind() {
        DatabaseKind::Sqlite => sqlite::copy(db, &plain).await?,
        DatabaseKind::Postgres => postgres::dump(url, &plain).await?,
    }
    // It appears under its name when it is whole, and not before.
    let mut sealed = NamedTempFile::new_in(folder).context("no file can be made there")?;
    let line = serde_json::to_string(&label)? + "\n";
    let text = line.as_bytes().chain(BufReader::new(File::open(&plain)?));
    seal::seal(key, text, BufWriter::new(sealed.as_file_mut()))?;
    sealed.as_file().sync_all()?;
    sealed
        .persist_noclobber(into)
        .with_context(|| format!("{} cannot be written", into.display()))?;
    Ok(label)
}

/// Puts a backup back into a database without tables. What it says of itself.
///
/// # Errors
///
/// It is not whole, not of this kind of database, or the database is not empty; then nothing is changed. Or
/// the database or the file system fails.
pub async fn put_back(url: &DatabaseUrl, key: &BackupKey, from: &Path) -> anyhow::Result<Label> {
    let sealed = File::open(from).with_context(|| format!("{} cannot be read", from.display()))?;
    let scratch = match url.kind() {
        // Beside the database, so that it can be moved into its place.
        DatabaseKind::Sqlite => tempfile::tempdir_in(folder_of(&sqlite::path(url)?)),
        DatabaseKind::Postgres => tempfile::tempdir(),
    };
    let scratch = scratch.context("no scratch folder can be made")?;
    let whole = scratch.path().join("whole");
    seal::open(
        key,
        BufReader::new(sealed),
        BufWriter::new(File::create_new(&whole)?),
    )?;
    let (label, plain) = unlabelled(&whole, &scratch.path().join("plain"))?;
    ensure!(
        label.engine == engine(url),
        "this is a backup of {}, and the database is {}",
        label.engine,
        engine(url)
    );
    match url.kind() {
        DatabaseKind::Sqlite => sqlite::place(url, &plain)?,
        DatabaseKind::Postgres => postgres::load(url, &plain).await?,
    }
    Ok(label)
}

/// Takes the label off.
fn unlabelled(whole: &Path, plain: &Path) -> anyhow::Result<(Label, std::path::PathBuf)> {
    let mut text = BufReader::new(File::open(whole)?);
    let mut line = Vec::new();
    std::io::BufRead::read_until(
        &mut text.by_ref().take(LONGEST_LABEL as u64),
        b'\n',
        &mut line,
    )?;
    let label = serde_json::from_slice(&line).context("this backup does not say what it is of")?;
    let mut rest = BufWriter::new(File::create_new(plain)?);
    std::io::copy(&mut text, &mut rest)?;
    rest.flush()?;
    Ok((label, plain.to_owned()))
}

/// The folder that a file is in.
fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    }
}

/// Writes a new key into a new file, readable by its owner alone.
///
/// # Errors
///
/// The file is there already, or cannot be written.
pub fn write_new_key(path: &Path) -> anyhow::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(BackupKey::new_line()?.as_bytes())?;
    file.sync_all()?;
    Ok(())
}

/// Reads a key file.
///
/// # Errors
///
/// It cannot be read, or is none.
pub fn read_key(path: &Path) -> anyhow::Result<BackupKey> {
    let text = fs::read_to_string(path)
        .with_context(|| format!("the key {} cannot be read", path.display()))?;
    Ok(BackupKey::read(&text)?)
}
