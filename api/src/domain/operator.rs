//! What whoever runs the server does to the whole of it, written down as everything else is.

use sea_orm::DbErr;

use crate::app::App;
use crate::auth::Actor;
use crate::database::begin;
use crate::domain::audit::{self, Capacity, Change, Deed, Subject};
use crate::domain::revocation;

/// Writes down that a backup is being taken: it is in the backup.
///
/// # Errors
///
/// The database fails.
pub async fn took_backup(app: &App) -> Result<(), DbErr> {
    let tx = begin(&app.db).await?;
    let subject = Subject::object(Deed::DatabaseBackup, None, None);
    let (nobody, change) = (Actor::Anonymous, Change::default());
    audit::done(app, &tx, &nobody, Capacity::Operator, subject, change).await?;
    tx.commit().await
}

/// After a backup was put back: makes every token of before worth nothing, and writes down what was done.
/// How many people have to sign in again.
///
/// # Errors
///
/// The database fails.
pub async fn put_back(app: &App) -> Result<usize, DbErr> {
    let tx = begin(&app.db).await?;
    let people = revocation::of_everybody(app, &tx).await?;
    let subject = Subject::object(Deed::DatabaseRestore, None, None);
    let (nobody, change) = (Actor::Anonymous, Change::default());
    audit::done(app, &tx, &nobody, Capacity::Operator, subject, change).await?;
    tx.commit().await?;
    Ok(people)
}
