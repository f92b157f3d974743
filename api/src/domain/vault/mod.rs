//! Confidential texts: sealed on their way into the database and opened on their way out, and the keys that
//! do so, one for each case and each person.

mod store;

use std::collections::{BTreeMap, BTreeSet};

use entities::data_key::Owner;
use entities::{CaseId, DataKeyId, PersonId, Personal, Sealed, data_key};
use sea_orm::{ActiveEnum as _, ConnectionTrait, DatabaseTransaction, DbErr};
use uuid::Uuid;

use crate::app::App;
use crate::auth::Actor;
use crate::database::begin;
use crate::domain::audit::{self, Capacity, Change, Deed, Subject, fingerprint_all};
use crate::vault::Vault;
use crate::vault::cipher::{self, Key, Shut};
use crate::vault::rows::Confidential;

/// Of whom texts tell, and with whose key they are sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Of a case.
    Case(CaseId),
    /// Of a person.
    Person(PersonId),
}

impl Whose {
    /// As it is stored.
    const fn stored(self) -> (Owner, Uuid) {
        match self {
            Self::Case(id) => (Owner::Case, id.0),
            Self::Person(id) => (Owner::Person, id.0),
        }
    }
}

/// Keys sealed anew in one transaction: short enough that who writes meanwhile hardly waits.
const BATCH: u64 = 200;

/// For what a data key is sealed.
fn place_of_key(id: DataKeyId, (owner, owner_id): (Owner, Uuid)) -> String {
    format!("data_key/{}/{}/{owner_id}", id.0, owner.to_value())
}

/// For what a text is sealed: its column of its row, and whose it is.
fn place_of_text(
    (table, column, row): (&str, &str, &str),
    (owner, owner_id): (Owner, Uuid),
) -> String {
    format!("{table}/{column}/{row}/{}/{owner_id}", owner.to_value())
}

/// Says what does not open, to the log and not to who asks: names of rows, never a text.
fn fault(what: &str) -> DbErr {
    DbErr::Custom(format!("the vault: {what}"))
}

/// The data key that a row holds.
fn opened(vault: &Vault, row: &data_key::Model) -> Result<Key, DbErr> {
    let master = vault.masters.named(&row.master_key).ok_or_else(|| {
        fault(&format!(
            "the master key {} of data key {} is not among the service's",
            row.master_key, row.id.0
        ))
    })?;
    let place = place_of_key(row.id, (row.owner, row.owner_id));
    cipher::unwrap(master, &place, &row.wrapped)
        .map_err(|Shut| fault(&format!("data key {} does not open", row.id.0)))
}

/// A new data key, sealed.
fn made(app: &App, (owner, owner_id): (Owner, Uuid)) -> Result<data_key::Model, DbErr> {
    let vault = &app.vault;
    let (name, master) = vault
        .masters
        .current()
        .ok_or_else(|| fault("no master key"))?;
    let id = DataKeyId(vault.ids.next());
    let key = Key::draw(vault.chance.as_ref());
    let place = place_of_key(id, (owner, owner_id));
    let wrapped = cipher::wrap(master, vault.chance.as_ref(), &place, &key)
        .map_err(|Shut| fault("a data key cannot be sealed"))?;
    Ok(data_key::Model {
        id,
        owner,
        owner_id,
        wrapped,
        master_key: name.to_owned(),
        version: 1,
        made_at: app.now(),
    })
}

/// The data key of somebody or some case, made when there is none yet.
async fn key_for(
    app: &App,
    tx: &impl ConnectionTrait,
    whose: (Owner, Uuid),
) -> Result<(DataKeyId, Key), DbErr> {
    let mut found = store::key_for(tx, whose).await?;
    if found.is_none() {
        store::insert(tx, made(app, whose)?).await?;
        // Somebody else may have been the first.
        found = store::key_for(tx, whose).await?;
    }
    let row = found.ok_or_else(|| fault("a data key that was made is not there"))?;
    Ok((row.id, opened(&app.vault, &row)?))
}

/// Seals the texts of rows that are about to be written, as far as they are open: with the key of whose they
/// are, for the row that they are in.
///
/// # Errors
///
/// The database fails, or the key does not open.
pub async fn seal_all<R: Confidential>(
    app: &App,
    tx: &impl ConnectionTrait,
    whose: Whose,
    rows: &mut [R],
) -> Result<(), DbErr> {
    let whose = whose.stored();
    let mut key = None;
    for row in rows {
        let id = row.row();
        for (column, text) in row.texts() {
            let Some(open) = text.text().cloned() else {
                continue;
            };
            let (key_id, key) = match &mut key {
                Some(known) => known,
                None => key.insert(key_for(app, tx, whose).await?),
            };
            let place = place_of_text((R::TABLE, column, &id), whose);
            let chance = app.vault.chance.as_ref();
            let stored = cipher::seal((*key_id, key), chance, &place, open.reveal())
                .map_err(|Shut| fault(&format!("{place} cannot be sealed")))?;
            *text = Sealed::of_vault(stored, open);
        }
    }
    Ok(())
}

/// The same for one row, handed back sealed.
///
/// # Errors
///
/// The database fails, or the key does not open.
pub async fn sealed<R: Confidential>(
    app: &App,
    tx: &impl ConnectionTrait,
    whose: Whose,
    row: R,
) -> Result<R, DbErr> {
    let mut rows = [row];
    seal_all(app, tx, whose, &mut rows).await?;
    let [row] = rows;
    Ok(row)
}

/// Opens the texts of rows that were read: one statement for all of them, none where nothing is sealed. A
/// text whose key is gone stays shut, and reads as absent.
///
/// # Errors
///
/// The database fails, or a text does not open where it stands.
pub async fn open_all<R: Confidential>(
    app: &App,
    db: &impl ConnectionTrait,
    rows: &mut [R],
) -> Result<(), DbErr> {
    let mut wanted = BTreeSet::new();
    for row in rows.iter_mut() {
        let id = row.row();
        for (column, text) in row.texts() {
            if let Some(stored) = text.stored() {
                let key = cipher::key_of(stored);
                wanted.insert(key.map_err(|Shut| shut::<R>(column, &id))?);
            }
        }
    }
    if wanted.is_empty() {
        return Ok(());
    }
    let mut keys = BTreeMap::new();
    for row in store::keys(db, wanted).await? {
        keys.insert(
            row.id,
            (opened(&app.vault, &row)?, (row.owner, row.owner_id)),
        );
    }
    for row in rows {
        let id = row.row();
        for (column, text) in row.texts() {
            let Some(stored) = text.stored().map(str::to_owned) else {
                continue;
            };
            let key = cipher::key_of(&stored).map_err(|Shut| shut::<R>(column, &id))?;
            let Some((key, whose)) = keys.get(&key) else {
                continue;
            };
            let place = place_of_text((R::TABLE, column, &id), *whose);
            let open = cipher::open(key, &place, &stored).map_err(|Shut| shut::<R>(column, &id))?;
            *text = Sealed::of_vault(stored, Personal::new(open));
        }
    }
    Ok(())
}

/// A text that does not open where it stands.
fn shut<R: Confidential>(column: &str, row: &str) -> DbErr {
    fault(&format!("{}.{column} of {row} does not open", R::TABLE))
}

/// The same for rows that are handed on.
///
/// # Errors
///
/// As [`open_all`].
pub async fn open<R: Confidential>(
    app: &App,
    db: &impl ConnectionTrait,
    mut rows: Vec<R>,
) -> Result<Vec<R>, DbErr> {
    open_all(app, db, &mut rows).await?;
    Ok(rows)
}

/// Destroys the key of a case or a person: from then on nobody reads their confidential texts, neither here
/// nor in a copy of the texts without the key. Whether there was one.
///
/// # Errors
///
/// The database fails.
pub async fn destroy(tx: &DatabaseTransaction, whose: Whose) -> Result<bool, DbErr> {
    store::delete(tx, whose.stored()).await.map(|gone| 0 < gone)
}

/// Seals with the current master key every data key that another one has sealed, a batch at a time, while
/// the service reads and writes; how many there were. No text is touched.
///
/// # Errors
///
/// The database fails, or a data key does not open: its master key is no longer in the file.
pub async fn rotate(app: &App) -> Result<u64, DbErr> {
    let vault = &app.vault;
    let current = vault.masters.current();
    let (name, master) = current.ok_or_else(|| fault("no master key"))?;
    let mut done = 0;
    loop {
        let tx = begin(&app.db).await?;
        let rows = store::sealed_by_another(&tx, name, BATCH).await?;
        if rows.is_empty() {
            tx.commit().await?;
            return Ok(done);
        }
        let before = fingerprint_all(&rows);
        let mut after = Vec::with_capacity(rows.len());
        for row in rows {
            let key = opened(vault, &row)?;
            let place = place_of_key(row.id, (row.owner, row.owner_id));
            let wrapped = cipher::wrap(master, vault.chance.as_ref(), &place, &key)
                .map_err(|Shut| fault("a data key cannot be sealed"))?;
            let new = data_key::Model {
                wrapped,
                master_key: name.to_owned(),
                version: row.version + 1,
                ..row
            };
            store::rewrap(&tx, &new).await?;
            after.push(new);
            done += 1;
        }
        let change = Change {
            before: Some(before),
            after: Some(fingerprint_all(&after)),
        };
        let subject = Subject::object(Deed::FieldKeysRotate, None, None);
        let (nobody, operator) = (&Actor::Anonymous, Capacity::Operator);
        audit::done(app, &tx, nobody, operator, subject, change).await?;
        tx.commit().await?;
    }
}

/// How many data keys another master key than the current one has sealed.
///
/// # Errors
///
/// The database fails.
pub async fn still_old(app: &App) -> Result<u64, DbErr> {
    let current = app.vault.masters.current();
    let (name, _) = current.ok_or_else(|| fault("no master key"))?;
    store::count_sealed_by_another(&app.db, name).await
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is stored opens for these words alone, so that they stay as they are.
    #[test]
    fn places_are_written_as_they_always_were() {
        let id = Uuid::from_u128(7);
        let of_case = (Owner::Case, Uuid::from_u128(1));
        assert_eq!(
            place_of_text(("summary", "text", "9"), of_case),
            "summary/text/9/case/00000000-0000-0000-0000-000000000001"
        );
        assert_eq!(
            place_of_key(DataKeyId(id), (Owner::Person, Uuid::from_u128(2))),
            "data_key/00000000-0000-0000-0000-000000000007/person/00000000-0000-0000-0000-000000000002"
        );
    }
}
