//! The pack of a facilitated meeting: agenda, papers, and notes with comments.

mod rules;
mod store;

use entities::{
    CaseId, PersonId, Sealed, agenda_item, meeting_notes, meeting_paper, note_comment, participant,
};
use sea_orm::{DatabaseTransaction, DbErr};

use crate::app::App;
use crate::auth::{Actor, Afterwards, Standing, may_afterwards};
use crate::database::insert_all;
use crate::domain::audit::{self, Change, Deed, Subject, fingerprint};
use crate::domain::casework::{self, Entered, RecordRefused, Recorded};
use crate::domain::vault::{self, Whose};
use crate::domain::{Failure, case, meeting, prose};

pub use rules::{are_notes_seen, is_draft, is_facilitation};
pub(crate) use store::{agenda_of, circulate, comments_of, notes_of, papers_of, recirculate};

/// Opens the pack of a facilitation for writing.
async fn write<'a>(
    app: &App,
    actor: &'a Actor,
    id: CaseId,
) -> Result<Entered<'a>, Failure<RecordRefused>> {
    let writes: fn(Standing) -> bool = |standing| may_afterwards(standing, Afterwards::WritePack);
    let entered = casework::enter(app, actor, id, writes).await?;
    rules::facilitated(entered.row.kind)?;
    Ok(entered)
}

/// Something to talk about.
#[derive(Clone, Debug)]
pub struct NewItem {
    /// What.
    pub title: String,
    /// Who opens it; the facilitator, where nobody is named.
    pub opened_by: Option<participant::Role>,
    /// Minutes set aside for it.
    pub minutes: Option<i32>,
}

/// Puts something on the agenda, at its end.
///
/// # Errors
///
/// [`RecordRefused`], or the database fails.
pub async fn add_item(
    app: &App,
    actor: &Actor,
    id: CaseId,
    new: NewItem,
) -> Result<Recorded, Failure<RecordRefused>> {
    let subject = Subject::case(Deed::CaseRecord("agendaItemAdd"), id);
    let work = async {
        let entered = write(app, actor, id).await?;
        let there = store::agenda_of(&entered.tx, &[id]).await?;
        rules::may_add_item(entered.row.state, there.len(), new.minutes)?;
        let row = agenda_item::Model {
            case_id: id,
            position: there.last().map_or(0, |item| item.position) + 1,
            title: prose::text(&new.title, prose::LINES, "title")?,
            opened_by: new.opened_by,
            minutes: new.minutes,
            added_at: app.now(),
            added_by: entered.by(),
        };
        insert_all(&entered.tx, vec![row.clone()]).await?;
        let words = "something is put on the agenda";
        let change = Change::new(&row);
        entered
            .leave(app, actor, subject, Some(words), change)
            .await
    };
    audit::watched(app, actor, subject, Box::pin(work)).await
}

/// Adds a paper to those that are sent before the meeting: its title and from whom it is.
///
/// # Errors
///
/// [`RecordRefused`], or the database fails.
pub async fn add_paper(
    app: &App,
    actor: &Actor,
    id: CaseId,
    title: &str,
    from_role: participant::Role,
) -> Result<Recorded, Failure<RecordRefused>> {
    let subject = Subject::case(Deed::CaseRecord("paperAdd"), id);
    let work = async {
        let entered = write(app, actor, id).await?;
        let there = store::papers_of(&entered.tx, &[id]).await?;
        rules::may_add_paper(entered.row.state, there.len())?;
        let row = meeting_paper::Model {
            case_id: id,
            position: there.last().map_or(0, |paper| paper.position) + 1,
            title: prose::text(title, prose::LINES, "title")?,
            from_role,
            added_at: app.now(),
            added_by: entered.by(),
            circulated_on: None,
        };
        insert_all(&entered.tx, vec![row.clone()]).await?;
        let words = "a paper is added";
        let change = Change::new(&row);
        entered
            .leave(app, actor, subject, Some(words), change)
            .await
    };
    audit::watched(app, actor, subject, Box::pin(work)).await
}

/// Writes the notes of the meeting, in the place of what was written before. Until they are final they
/// are marked as a draft.
///
/// # Errors
///
/// [`RecordRefused`], or the database fails.
pub async fn write_notes(
    app: &App,
    actor: &Actor,
    id: CaseId,
    text: &str,
) -> Result<Recorded, Failure<RecordRefused>> {
    let subject = Subject::case(Deed::CaseRecord("notesWrite"), id);
    let work = async {
        let entered = write(app, actor, id).await?;
        rules::may_write_notes(entered.row.state)?;
        let before = store::notes_of(&entered.tx, &[id]).await?.pop();
        let row = meeting_notes::Model {
            case_id: id,
            text: prose::text(text, prose::PAGES, "paragraphs")?.into(),
            written_at: app.now(),
            written_by: entered.by(),
        };
        let row = vault::sealed(app, &entered.tx, Whose::Case(id), row).await?;
        store::put_notes(&entered.tx, row.clone()).await?;
        let change = Change {
            before: before.as_ref().map(fingerprint),
            ..Change::new(&row)
        };
        let words = "the notes are written";
        entered
            .leave(app, actor, subject, Some(words), change)
            .await
    };
    audit::watched(app, actor, subject, Box::pin(work)).await
}

/// Adds what somebody who was there says of the draft notes; without a text they agree to them.
///
/// # Errors
///
/// [`RecordRefused`], or the database fails.
pub async fn comment(
    app: &App,
    actor: &Actor,
    id: CaseId,
    text: Option<&str>,
) -> Result<Recorded, Failure<RecordRefused>> {
    let subject = Subject::case(Deed::CaseRecord("noteCommentAdd"), id);
    let work = async {
        let entered = casework::enter(app, actor, id, |standing| {
            may_afterwards(standing, Afterwards::CommentOnNotes)
        })
        .await?;
        rules::facilitated(entered.row.kind)?;
        let until_on = store::comments_until(&entered.tx, id).await?;
        rules::may_comment(entered.row.state, until_on, app.today())?;
        let there = answerers(&entered.tx, id).await?;
        if !there.contains(&entered.by()) {
            return Err(rules::was_not_there().into());
        }
        let said = store::comments_of(&entered.tx, &[id]).await?;
        rules::may_say_more(said.len())?;
        let row = note_comment::Model {
            case_id: id,
            position: said.last().map_or(0, |comment| comment.position) + 1,
            person_id: entered.by(),
            text: prose::maybe(text, prose::LINES, "text")?.map(Sealed::new),
            commented_at: app.now(),
        };
        let row = vault::sealed(app, &entered.tx, Whose::Case(id), row).await?;
        insert_all(&entered.tx, vec![row.clone()]).await?;
        let words = "somebody answers to the draft notes";
        let change = Change::new(&row);
        entered
            .leave(app, actor, subject, Some(words), change)
            .await
    };
    audit::watched(app, actor, subject, Box::pin(work)).await
}

/// Who was at the last meeting and is asked for comments.
async fn answerers(tx: &DatabaseTransaction, id: CaseId) -> Result<Vec<PersonId>, DbErr> {
    let meetings = meeting::of_cases(tx, &[id]).await?;
    let Some(last) = meeting::held_last(&meetings) else {
        return Ok(Vec::new());
    };
    let attendees = meeting::attendees_of(tx, &[last.id]).await?;
    let seats = case::participants_of(tx, &[id]).await?;
    Ok(rules::answerers(&meeting::who_came(&attendees, &seats)))
}

/// How many who were there have neither commented on the notes nor agreed to them.
pub(crate) async fn silent(tx: &DatabaseTransaction, id: CaseId) -> Result<usize, DbErr> {
    let there = answerers(tx, id).await?;
    let said = store::comments_of(tx, &[id]).await?;
    let is_silent = |who: &&PersonId| !said.iter().any(|comment| comment.person_id == **who);
    Ok(there.iter().filter(is_silent).count())
}
