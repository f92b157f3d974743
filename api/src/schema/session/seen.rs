//! What is seen of a meeting's preparation and its day.

use async_graphql::{Context, ID, Object, Result};
use chrono::{DateTime, NaiveDate, Utc};
use entities::{
    CaseId, ParticipantId, attendance, attendee, authority_declaration, ground_rules_signature,
    meeting, participant, prep_contact, summary,
};

use super::codes::{
    AuthorityFound, AuthorityLimits, AuthorityState, PrepContactWay, Presence, SummaryWay,
};
use crate::auth::{Action, Actor, Standing, may};
use crate::domain::audit::Read;
use crate::domain::session::{reading, role_of};
use crate::schema::case::Participant;
use crate::schema::casework::codes::AttendanceBasis;
use crate::schema::enums::ParticipantRole;
use crate::schema::id::{self, Kind};
use crate::schema::loaders::{
    AttendanceOf, AttendeesOf, ContactsOf, DeclarationsOf, Loaders, PoolOf, ReadersOf, SeatsOf,
    SignaturesOf, SummariesOf,
};
use crate::schema::person::{self, Person};
use crate::schema::told;

/// The summaries of a case that the viewer reads.
pub(in crate::schema) async fn summaries(
    ctx: &Context<'_>,
    case: CaseId,
    standing: Standing,
) -> Result<Vec<Summary>> {
    let Some(viewer) = ctx.data::<Actor>()?.somebody() else {
        return Ok(Vec::new());
    };
    let loaders = ctx.data::<Loaders>()?;
    let rows = loaders.load_one(SummariesOf(case)).await?;
    let rows = rows.unwrap_or_default();
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let seats = loaders.load_one(SeatsOf(case)).await?.unwrap_or_default();
    let pools = loaders.load_many(seats.iter().map(|seat| PoolOf(seat.id)));
    let pool: Vec<_> = pools.await?.into_values().flatten().collect();
    let given = loaders.load_many(rows.iter().map(|row| ReadersOf(row.id)));
    let readers: Vec<_> = given.await?.into_values().flatten().collect();
    let own = reading::own_seats(viewer, &seats, &pool);
    let rows = reading::summaries((standing, viewer.id), rows, &own, &readers);
    let seat_of = |row: &summary::Model| seats.iter().find(|seat| seat.id == row.participant_id);
    Ok(rows
        .into_iter()
        .map(|row| Summary {
            seat: seat_of(&row).cloned(),
            row,
            standing,
        })
        .collect())
}

/// What a party wants the others to know before the day.
pub struct Summary {
    row: summary::Model,
    seat: Option<participant::Model>,
    standing: Standing,
}

/// What a party wants the others to know before the day.
#[Object]
impl Summary {
    /// Names it; clients must not look inside.
    async fn id(&self) -> ID {
        id::encode(Kind::Summary, self.row.id.0)
    }

    /// Whose it is.
    async fn participant(&self) -> Option<Participant> {
        let standing = self.standing;
        self.seat.clone().map(|row| Participant { row, standing })
    }

    /// How it came about.
    async fn way(&self) -> SummaryWay {
        self.row.way.into()
    }

    /// What it says; null where there is none this time.
    #[expect(
        clippy::unused_async,
        reason = "a resolver that asks the context for something must be one"
    )]
    async fn text(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        let text = self.row.text.as_ref();
        told::maybe(
            ctx,
            (self.row.case_id, self.standing),
            Read::Summaries,
            text,
        )
    }

    /// When it was last written.
    async fn written_at(&self) -> DateTime<Utc> {
        self.row.written_at
    }

    /// When the others were given it; null until then.
    async fn exchanged_at(&self) -> Option<DateTime<Utc>> {
        self.row.exchanged_at
    }
}

/// The viewer's own contacts before a meeting, as its mediator.
pub(in crate::schema) async fn prep_contacts(
    ctx: &Context<'_>,
    meeting: &meeting::Model,
    standing: Standing,
) -> Result<Vec<PrepContact>> {
    let viewer = ctx.data::<Actor>()?.somebody();
    let viewer = viewer.filter(|_| may(standing, Action::PrepareAsMediator));
    let Some(viewer) = viewer else {
        return Ok(Vec::new());
    };
    let loaders = ctx.data::<Loaders>()?;
    let rows = loaders.load_one(ContactsOf(meeting.id)).await?;
    let rows = reading::contacts((standing, viewer.id), rows.unwrap_or_default());
    Ok(rows
        .into_iter()
        .map(|row| PrepContact { row, standing })
        .collect())
}

/// A mediator's contact with somebody before the day, as that mediator sees it.
pub struct PrepContact {
    row: prep_contact::Model,
    standing: Standing,
}

/// A mediator's contact with somebody before the day, as that mediator sees it.
#[Object]
impl PrepContact {
    /// Names it; clients must not look inside.
    async fn id(&self) -> ID {
        id::encode(Kind::PrepContact, self.row.id.0)
    }

    /// With whom.
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.row.person_id, self.standing)
            .await
            .transpose()
    }

    /// How.
    async fn way(&self) -> PrepContactWay {
        self.row.way.into()
    }

    /// When.
    async fn contacted_at(&self) -> DateTime<Utc> {
        self.row.contacted_at
    }

    /// How long it took.
    async fn minutes(&self) -> i32 {
        self.row.minutes
    }

    /// What the mediator wants to remember.
    async fn note(&self) -> Option<&str> {
        self.row.note.as_ref().and_then(entities::Sealed::reveal)
    }
}

/// Who was at a meeting, as far as the viewer may know.
pub(in crate::schema) async fn attendance(
    ctx: &Context<'_>,
    meeting: &meeting::Model,
    standing: Standing,
) -> Result<Vec<Attendance>> {
    let viewer = ctx.data::<Actor>()?.somebody();
    let viewer = viewer.filter(|_| may(standing, Action::SeeAttendance));
    let Some(viewer) = viewer else {
        return Ok(Vec::new());
    };
    let loaders = ctx.data::<Loaders>()?;
    let comers = loaders.load_one(AttendeesOf(meeting.id)).await?;
    let seats = loaders.load_one(SeatsOf(meeting.case_id)).await?;
    let seats = seats.unwrap_or_default();
    let rows = loaders.load_one(AttendanceOf(meeting.id)).await?;
    let rows = reading::attendance((standing, viewer.id), rows.unwrap_or_default());
    let signed = loaders.load_one(SignaturesOf(meeting.id)).await?;
    let signed = signed.unwrap_or_default();
    let comers = comers.unwrap_or_default().into_iter();
    let comers = comers.filter(|row| reading::is_shown((standing, viewer.id), row.person_id));
    Ok(comers
        .map(|comer| Attendance {
            role: role_of(&comer, &seats),
            row: rows
                .iter()
                .find(|row| row.person_id == comer.person_id)
                .cloned(),
            signature: signed
                .iter()
                .find(|row| row.person_id == comer.person_id)
                .cloned(),
            comer,
            standing,
        })
        .collect())
}

/// Whether somebody who comes to a meeting was there.
pub struct Attendance {
    comer: attendee::Model,
    role: participant::Role,
    row: Option<attendance::Model>,
    signature: Option<ground_rules_signature::Model>,
    standing: Standing,
}

/// Whether somebody who comes to a meeting was there.
#[Object]
impl Attendance {
    /// Who.
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.comer.person_id, self.standing)
            .await
            .transpose()
    }

    /// As what.
    async fn role(&self) -> ParticipantRole {
        self.role.into()
    }

    /// Whether they were there; null while nothing is recorded.
    async fn presence(&self) -> Option<Presence> {
        self.row.as_ref().map(|row| row.presence.into())
    }

    /// On which basis; null while there is none.
    async fn basis(&self) -> Option<AttendanceBasis> {
        let basis = self.row.as_ref()?.basis?;
        Some(crate::domain::session::basis(basis).into())
    }

    /// When they came; null for whoever was not there.
    async fn arrived_at(&self) -> Option<DateTime<Utc>> {
        self.row.as_ref()?.arrived_at
    }

    /// When they left; null while they are there.
    async fn left_at(&self) -> Option<DateTime<Utc>> {
        self.row.as_ref()?.left_at
    }

    /// Whether they could decide; null for whoever comes for no body.
    async fn authority(&self) -> Option<AuthorityFound> {
        self.row.as_ref()?.authority.map(Into::into)
    }

    /// When they signed the ground rules; null before, and for those who may not know.
    async fn ground_rules_signed_at(&self) -> Option<DateTime<Utc>> {
        let signature = self.signature.as_ref();
        let is_shown = may(self.standing, Action::SeeGroundRules);
        signature.filter(|_| is_shown).map(|row| row.signed_at)
    }
}

/// What was declared in a seat, as far as the viewer may know.
pub(in crate::schema) async fn declarations(
    ctx: &Context<'_>,
    seat: ParticipantId,
    standing: Standing,
) -> Result<Vec<AuthorityDeclaration>> {
    let Some(viewer) = ctx.data::<Actor>()?.somebody() else {
        return Ok(Vec::new());
    };
    let loaders = ctx.data::<Loaders>()?;
    let rows = loaders.load_one(DeclarationsOf(seat)).await?;
    let rows = reading::declarations((standing, viewer.id), rows.unwrap_or_default());
    Ok(rows
        .into_iter()
        .map(|row| AuthorityDeclaration { row, standing })
        .collect())
}

/// What somebody who comes for a body has declared (SEND reg 37(1)).
pub struct AuthorityDeclaration {
    row: authority_declaration::Model,
    standing: Standing,
}

/// What somebody who comes for a body has declared (SEND reg 37(1)).
#[Object]
impl AuthorityDeclaration {
    /// Who.
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.row.person_id, self.standing)
            .await
            .transpose()
    }

    /// How far it has come.
    async fn state(&self) -> AuthorityState {
        self.row.state.into()
    }

    /// Up to where they may decide.
    async fn limits(&self) -> AuthorityLimits {
        self.row.limits.into()
    }

    /// The limit in words; null where there is none.
    async fn limit_text(&self) -> Option<&str> {
        self.row.limit_text.as_ref().map(entities::Personal::reveal)
    }

    /// Whether they may sign an agreement on the day.
    async fn may_sign(&self) -> bool {
        self.row.may_sign
    }

    /// When it was declared.
    async fn declared_at(&self) -> DateTime<Utc> {
        self.row.declared_at
    }

    /// When the mediator confirmed it; null until then.
    async fn confirmed_at(&self) -> Option<DateTime<Utc>> {
        self.row.confirmed_at
    }

    /// The day on which authority was found to be there or missing; null until then.
    async fn found_on(&self) -> Option<NaiveDate> {
        self.row.found_on
    }
}
