//! The pack of a facilitated meeting: agenda, papers, notes and comments.

use async_graphql::{Context, ID, InputObject, Object, Result};
use chrono::{DateTime, NaiveDate, Utc};
use entities::{agenda_item, case, meeting_notes, meeting_paper, note_comment};

use super::super::casework::CaseRecordPayload;
use super::super::enums::ParticipantRole;
use super::super::loaders::{AgendaOf, CommentsOf, Loaders, NotesOf, PapersOf};
use super::super::parties::seen as parties;
use super::super::person::{self, Person};
use super::case_id;
use crate::app::App;
use crate::auth::{Actor, Afterwards, Standing, may_afterwards};
use crate::domain::audit::Read;
use crate::domain::pack::{self as domain, NewItem};
use crate::schema::told;

/// What everybody has in hand for a facilitated meeting.
pub struct FacilitationPack {
    row: case::Model,
    standing: Standing,
}

impl FacilitationPack {
    /// The pack of a case, as far as somebody with that standing may see one.
    pub(in crate::schema) fn of(row: &case::Model, standing: Standing) -> Option<Self> {
        let is_seen =
            domain::is_facilitation(row.kind) && may_afterwards(standing, Afterwards::SeePack);
        is_seen.then(|| Self {
            row: row.clone(),
            standing,
        })
    }

    fn writes(&self) -> bool {
        may_afterwards(self.standing, Afterwards::WritePack)
    }
}

/// What everybody has in hand for a facilitated meeting.
#[Object]
impl FacilitationPack {
    /// What to talk about, in order; at most 50.
    async fn agenda(&self, ctx: &Context<'_>) -> Result<Vec<AgendaItem>> {
        let loaders = ctx.data::<Loaders>()?;
        let rows = loaders.load_one(AgendaOf(self.row.id)).await?;
        Ok(rows
            .unwrap_or_default()
            .into_iter()
            .map(AgendaItem)
            .collect())
    }

    /// The papers, at most 50: those that were sent, and for who writes the pack all of them.
    async fn papers(&self, ctx: &Context<'_>) -> Result<Vec<MeetingPaper>> {
        let loaders = ctx.data::<Loaders>()?;
        let rows = loaders.load_one(PapersOf(self.row.id)).await?;
        let rows = rows.unwrap_or_default().into_iter();
        let seen = rows.filter(|row| self.writes() || row.circulated_on.is_some());
        Ok(seen.map(MeetingPaper).collect())
    }

    /// The notes; null while there are none, and before they are sent for comments, but to who writes them.
    async fn notes(&self, ctx: &Context<'_>) -> Option<Result<MeetingNotes>> {
        if !domain::are_notes_seen(self.standing, self.row.state) {
            return None;
        }
        let found = async {
            let loaders = ctx.data::<Loaders>()?;
            let row = loaders.load_one(NotesOf(self.row.id)).await?;
            let row = row.unwrap_or_default().pop();
            let is_draft = domain::is_draft(self.row.state);
            let standing = self.standing;
            Ok(row.map(|row| MeetingNotes {
                row,
                standing,
                is_draft,
            }))
        };
        found.await.transpose()
    }

    /// What those who were there say of the draft notes, at most 200, without what somebody says from whom the
    /// viewer is kept apart; null where the notes are not seen.
    async fn comments(&self, ctx: &Context<'_>) -> Option<Result<Vec<NoteComment>>> {
        if !domain::are_notes_seen(self.standing, self.row.state) {
            return None;
        }
        let found = async {
            let loaders = ctx.data::<Loaders>()?;
            let rows = loaders.load_one(CommentsOf(self.row.id)).await?;
            let standing = self.standing;
            let others = parties::kept_from_in(ctx, self.row.id, standing).await?;
            let rows = rows.unwrap_or_default().into_iter();
            let rows = rows.filter(|row| !others.contains(&row.person_id));
            Ok(rows.map(|row| NoteComment { row, standing }).collect())
        };
        Some(found.await)
    }
}

/// Something to talk about.
pub struct AgendaItem(agenda_item::Model);

/// Something to talk about.
#[Object]
impl AgendaItem {
    /// The position on the agenda, from 1.
    async fn position(&self) -> i32 {
        self.0.position
    }

    /// What.
    async fn title(&self) -> &str {
        self.0.title.reveal()
    }

    /// Who opens it; null for the facilitator.
    async fn opened_by(&self) -> Option<ParticipantRole> {
        self.0.opened_by.map(Into::into)
    }

    /// Minutes set aside for it; null when none are.
    async fn minutes(&self) -> Option<i32> {
        self.0.minutes
    }
}

/// A paper: what it is and from whom, not its text.
pub struct MeetingPaper(meeting_paper::Model);

/// A paper: what it is and from whom, not its text.
#[Object]
impl MeetingPaper {
    /// Its title.
    async fn title(&self) -> &str {
        self.0.title.reveal()
    }

    /// From whom it is.
    #[graphql(name = "from")]
    async fn from_role(&self) -> ParticipantRole {
        self.0.from_role.into()
    }

    /// The day on which it was sent to everybody; null while it is not.
    async fn circulated_on(&self) -> Option<NaiveDate> {
        self.0.circulated_on
    }
}

/// The notes of a facilitated meeting.
pub struct MeetingNotes {
    row: meeting_notes::Model,
    standing: Standing,
    is_draft: bool,
}

/// The notes of a facilitated meeting.
#[Object]
impl MeetingNotes {
    /// What stands above them: "Draft", until they are final; null then.
    async fn mark(&self) -> Option<&'static str> {
        self.is_draft.then_some("Draft")
    }

    /// The text.
    #[expect(
        clippy::unused_async,
        reason = "a resolver that asks the context for something must be one"
    )]
    async fn text(&self, ctx: &Context<'_>) -> Result<&str> {
        told::always(
            ctx,
            (self.row.case_id, self.standing),
            Read::MeetingNotes,
            &self.row.text,
        )
    }

    /// When they were written last.
    async fn written_at(&self) -> DateTime<Utc> {
        self.row.written_at
    }
}

/// What somebody says of draft notes.
pub struct NoteComment {
    row: note_comment::Model,
    standing: Standing,
}

/// What somebody says of draft notes.
#[Object]
impl NoteComment {
    /// Who.
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.row.person_id, self.standing)
            .await
            .transpose()
    }

    /// In their words; null for somebody who agrees to the notes as they are.
    #[expect(
        clippy::unused_async,
        reason = "a resolver that asks the context for something must be one"
    )]
    async fn text(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        let text = self.row.text.as_ref();
        told::maybe(
            ctx,
            (self.row.case_id, self.standing),
            Read::NoteComments,
            text,
        )
    }

    /// When.
    async fn commented_at(&self) -> DateTime<Utc> {
        self.row.commented_at
    }
}

/// Something to talk about.
#[derive(InputObject)]
pub struct AgendaItemAddInput {
    /// The facilitation.
    case_id: ID,
    /// What.
    title: String,
    /// Who opens it; null for the facilitator.
    opened_by: Option<ParticipantRole>,
    /// Minutes set aside for it.
    minutes: Option<i32>,
}

/// A paper.
#[derive(InputObject)]
pub struct PaperAddInput {
    /// The facilitation.
    case_id: ID,
    /// Its title.
    title: String,
    /// From whom it is.
    from: ParticipantRole,
}

/// The notes of a meeting.
#[derive(InputObject)]
pub struct NotesWriteInput {
    /// The facilitation.
    case_id: ID,
    /// The text by paragraphs, of at most 4,000 characters each and 20,000 in all.
    paragraphs: Vec<String>,
}

/// What somebody says of draft notes.
#[derive(InputObject)]
pub struct NoteCommentAddInput {
    /// The facilitation.
    case_id: ID,
    /// In their words; null to agree to the notes as they are.
    text: Option<String>,
}

/// Mutations about the pack of a facilitated meeting.
#[derive(Default)]
pub struct PackMutations;

/// Mutations about the pack of a facilitated meeting.
#[Object]
impl PackMutations {
    /// Puts something on the agenda of a facilitated meeting.
    async fn agenda_item_add(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which meeting, and what to talk about.")] input: AgendaItemAddInput,
    ) -> Result<CaseRecordPayload> {
        let Some(case) = case_id(&input.case_id) else {
            return Ok(CaseRecordPayload::malformed("caseId"));
        };
        let new = NewItem {
            title: input.title,
            opened_by: input.opened_by.map(Into::into),
            minutes: input.minutes,
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        CaseRecordPayload::of(domain::add_item(app, actor, case, new).await)
    }

    /// Adds a paper to those that are sent before a facilitated meeting.
    async fn paper_add(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which meeting, and which paper.")] input: PaperAddInput,
    ) -> Result<CaseRecordPayload> {
        let Some(case) = case_id(&input.case_id) else {
            return Ok(CaseRecordPayload::malformed("caseId"));
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let (title, from) = (input.title.as_str(), input.from.into());
        CaseRecordPayload::of(domain::add_paper(app, actor, case, title, from).await)
    }

    /// Writes the notes of a facilitated meeting, in the place of what was written before. Until they are
    /// final they are marked "Draft".
    async fn notes_write(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which meeting, and the notes.")] input: NotesWriteInput,
    ) -> Result<CaseRecordPayload> {
        let Some(case) = case_id(&input.case_id) else {
            return Ok(CaseRecordPayload::malformed("caseId"));
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let text = input.paragraphs.join("\n");
        CaseRecordPayload::of(domain::write_notes(app, actor, case, &text).await)
    }

    /// Says what somebody who was there thinks of the draft notes, while the window for comments is open.
    async fn note_comment_add(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which meeting, and the comment.")] input: NoteCommentAddInput,
    ) -> Result<CaseRecordPayload> {
        let Some(case) = case_id(&input.case_id) else {
            return Ok(CaseRecordPayload::malformed("caseId"));
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        CaseRecordPayload::of(domain::comment(app, actor, case, input.text.as_deref()).await)
    }
}
