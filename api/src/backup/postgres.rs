//! A PostgreSQL database as `pg_dump` writes it and `pg_restore` reads it.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail, ensure};
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use url::Url;

use crate::config::DatabaseUrl;
use crate::database::{self, Patience};
use crate::reach::Login;

/// A program of PostgreSQL's, told where the database is: the password by the environment, because
/// whoever is on the machine may read what a program was called with. It works for the service, whose
/// rows the database shows.
fn program(name: &str, url: &DatabaseUrl) -> anyhow::Result<Command> {
    let mut address = Url::parse(url.as_str()).context("the database's address is not one")?;
    let mut command = Command::new(name);
    if let Some(password) = address.password() {
        let password = percent_decoded(password);
        command.env("PGPASSWORD", password);
    }
    // A host in a path or a query has no password to take out.
    let _ = address.set_password(None);
    command
        .env("PGOPTIONS", "-c concord.reach=service")
        .arg("--dbname")
        .arg(address.as_str())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    Ok(command)
}

/// What a part of an address says.
fn percent_decoded(text: &str) -> String {
    // The decoder of forms takes a plus for a space.
    let plus = text.replace('+', "%2B");
    let mut pairs = url::form_urlencoded::parse(plus.as_bytes());
    pairs
        .next()
        .map(|(name, _)| name.into_owned())
        .unwrap_or_default()
}

async fn run(name: &'static str, mut command: Command) -> anyhow::Result<()> {
    let output = tokio::task::spawn_blocking(move || command.output()).await?;
    let output = output
        .with_context(|| format!("{name} cannot be run: is PostgreSQL's client installed?"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!(
            "{name} failed: {}",
            said.lines().next().unwrap_or("it said nothing")
        );
    }
    Ok(())
}

/// Writes one state of the database into a file.
pub(super) async fn dump(url: &DatabaseUrl, into: &Path) -> anyhow::Result<()> {
    let mut command = program("pg_dump", url)?;
    command
        .args([
            "--format=custom",
            "--enable-row-security",
            "--no-owner",
            "--file",
        ])
        .arg(into);
    run("pg_dump", command).await
}

/// Reads a file into a database without tables, all of it or nothing.
pub(super) async fn load(url: &DatabaseUrl, plain: &Path) -> anyhow::Result<()> {
    let db = database::connect(url.as_str(), 1, Patience::default(), Login::AsNamed)
        .await
        .context("the database cannot be reached")?;
    let asked = "SELECT COUNT(*) AS n FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace";
    let asked = Statement::from_string(DbBackend::Postgres, asked);
    let row = db
        .query_one_raw(asked)
        .await?
        .context("the database says nothing")?;
    let tables: i64 = row.try_get("", "n")?;
    ensure!(
        tables == 0,
        "the database has {tables} tables: a backup is put back where there are none"
    );
    // The server may be a new one, on which nobody has made the role that the rows are granted to.
    migration::make_role(&db)
        .await
        .context("the role concord_app cannot be made")?;
    db.close().await?;
    let mut command = program("pg_restore", url)?;
    command
        .args(["--single-transaction", "--exit-on-error", "--no-owner"])
        .arg(plain);
    run("pg_restore", command).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_read_as_it_was_meant() {
        for (text, meant) in [
            ("p%40ss", "p@ss"),
            ("a+b", "a+b"),
            ("100%25", "100%"),
            ("plain", "plain"),
        ] {
            assert_eq!(percent_decoded(text), meant);
        }
    }
}
