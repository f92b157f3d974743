//! Confidential texts are sealed, so that no statement alone replaces one: marks go in through the vault,
//! and beside each mark, sealed for the same place, what it is altered to.

use std::collections::{BTreeMap, HashMap};

use api::domain::vault::{Whose, seal_all};
use api::vault::rows::Confidential;
use entities::{
    MeetingId, Personal, Sealed, availability_window, childs_view, complaint, issue, meeting,
    meeting_notes, note_comment, prep_contact, safeguarding_concern, summary,
};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ConnectionTrait, DatabaseTransaction, DbBackend,
    EntityTrait, IntoActiveModel, ModelTrait, Statement, TransactionTrait,
};
use uuid::Uuid;

use super::answer::MARK;
use crate::TestApp;

/// The columns with sealed texts.
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

/// Which sealed mark becomes which sealed text.
const TURNS: &str = "CREATE TABLE sealed_turn (was text PRIMARY KEY, altered text NOT NULL UNIQUE)";

/// Whether the texts of a column are sealed.
pub(super) fn is(table: &str, column: &str) -> bool {
    SEALED.contains(&(table, column))
}

/// The letters that an altered text begins with, from the key of its row.
pub(super) fn altered(key: &str, mark: &str) -> String {
    format!("{}{}{mark}", &key[29..31], super::worlds::ALTERED)
}

/// The statement that alters the marks of a column, but for some.
pub(super) fn altering((table, column): (&str, &str), others: &str) -> String {
    format!(
        "UPDATE {table} SET {column} = (SELECT turn.altered FROM sealed_turn AS turn WHERE turn.was = {column}) \
         WHERE {column} IS NOT NULL {others}"
    )
}

/// The statement that puts the marks of a column back.
pub(super) fn putting_back((table, column): (&str, &str)) -> String {
    format!(
        "UPDATE {table} SET {column} = (SELECT turn.was FROM sealed_turn AS turn WHERE turn.altered = {column}) \
         WHERE {column} IN (SELECT turn.altered FROM sealed_turn AS turn)"
    )
}

/// Puts sealed marks in the place of every confidential text; how many there are in each column.
pub(super) async fn mark(app: &TestApp) -> BTreeMap<String, usize> {
    let db = &app.app.db;
    db.execute_unprepared(TURNS).await.expect("a table is made");
    let meetings = meeting::Entity::find().all(db).await.expect("meetings");
    let case_of: HashMap<MeetingId, _> = meetings.iter().map(|row| (row.id, row.case_id)).collect();
    let tx = db.begin().await.expect("a transaction begins");
    let mut counts: BTreeMap<String, usize> = SEALED
        .iter()
        .map(|(table, column)| (format!("{table}.{column}"), 0))
        .collect();
    macro_rules! all {
        ($($table:ident: $whose:expr;)*) => {$(
            let rows = $table::Entity::find().all(&tx).await.expect("the rows can be read");
            mark_rows(app, &tx, rows, $whose, &mut counts).await;
        )*};
    }
    all! {
        availability_window: |row: &availability_window::Model| Whose::Person(row.person_id);
        issue: |row: &issue::Model| Whose::Case(row.case_id);
        childs_view: |row: &childs_view::Model| Whose::Case(row.case_id);
        complaint: |row: &complaint::Model| Whose::Case(row.case_id);
        meeting_notes: |row: &meeting_notes::Model| Whose::Case(row.case_id);
        note_comment: |row: &note_comment::Model| Whose::Case(row.case_id);
        prep_contact: |row: &prep_contact::Model| Whose::Case(case_of[&row.meeting_id]);
        safeguarding_concern: |row: &safeguarding_concern::Model| Whose::Case(row.case_id);
        summary: |row: &summary::Model| Whose::Case(row.case_id);
    }
    tx.commit().await.expect("the marks are kept");
    counts
}

async fn mark_rows<R>(
    app: &TestApp,
    tx: &DatabaseTransaction,
    rows: Vec<R>,
    whose: impl Fn(&R) -> Whose,
    counts: &mut BTreeMap<String, usize>,
) where
    R: Confidential
        + ModelTrait
        + IntoActiveModel<<<R as ModelTrait>::Entity as EntityTrait>::ActiveModel>,
    <R::Entity as EntityTrait>::ActiveModel: ActiveModelBehavior + Send,
    <R::Entity as EntityTrait>::Model: IntoActiveModel<<R::Entity as EntityTrait>::ActiveModel>,
{
    for mut row in rows {
        if row.texts().is_empty() {
            continue;
        }
        let whose = whose(&row);
        let key = key(tx.get_database_backend(), whose);
        let mut other = row.clone();
        for (column, text) in row.texts() {
            let what = format!("{}.{column}", R::TABLE);
            *text = Sealed::new(Personal::new(format!("{MARK}{what}~{key}~")));
            *counts.get_mut(&what).expect("the column is listed") += 1;
        }
        for (column, text) in other.texts() {
            let mark = format!("{MARK}{}.{column}~{key}~", R::TABLE);
            *text = Sealed::new(Personal::new(altered(&key, &mark)));
        }
        let mut both = [row, other];
        let sealed = seal_all(&app.app, tx, whose, &mut both).await;
        sealed.expect("the marks are sealed");
        let [mut row, mut other] = both;
        for ((_, was), (_, altered)) in row.texts().into_iter().zip(other.texts()) {
            let values =
                [was.stored(), altered.stored()].map(|text| text.expect("it is sealed").into());
            let add = "INSERT INTO sealed_turn (was, altered) VALUES ($1, $2)";
            let add = Statement::from_sql_and_values(tx.get_database_backend(), add, values);
            tx.execute_raw(add).await.expect("a turn is kept");
        }
        let row = row.into_active_model().reset_all();
        row.update(tx).await.expect("a mark is written");
    }
}

/// Whose a row is, as the statements of the test have it: SQLite shows ids as bytes.
fn key(backend: DbBackend, whose: Whose) -> String {
    let id: Uuid = match whose {
        Whose::Case(id) => id.0,
        Whose::Person(id) => id.0,
    };
    match backend {
        DbBackend::Sqlite => id.simple().to_string().to_uppercase(),
        _ => id.to_string(),
    }
}
