//! Meetings of a plan.

use async_graphql::{Context, Object, Result};
use chrono::{DateTime, Utc};
use entities::{PersonId, participant, planned_meeting};

use super::{PlannedMeetingExplanation, is_explained, seen_case};
use crate::auth::Standing;
use crate::domain::planning::explained::WhyThis;
use crate::domain::proposal::Draft;
use crate::schema::case::Case;
use crate::schema::enums::Mode;
use crate::schema::loaders::{Loaders, RoomBy, SeatsOf};
use crate::schema::person::{self, Person};
use crate::schema::proposal::ProposedAttendee;
use crate::schema::venue::Room;

/// A meeting that a plan has for a case. It is held for nobody yet.
pub struct PlannedMeeting(pub(super) planned_meeting::Model);

/// A meeting that a plan has for a case. It is held for nobody yet.
#[Object]
impl PlannedMeeting {
    /// The case; null when the viewer may no longer know of it.
    async fn case(&self, ctx: &Context<'_>) -> Option<Result<Case>> {
        seen_case(ctx, self.0.case_id).await.transpose()
    }

    /// When the parties arrive.
    async fn starts_at(&self) -> DateTime<Utc> {
        self.0.starts_at
    }

    /// When everything is signed.
    async fn ends_at(&self) -> DateTime<Utc> {
        self.0.ends_at
    }

    /// How people would meet.
    async fn mode(&self) -> Mode {
        self.0.mode.into()
    }

    /// The room; null by video.
    async fn room(&self, ctx: &Context<'_>) -> Option<Result<Room>> {
        let id = self.0.room_id?;
        let found = async { Ok(ctx.data::<Loaders>()?.load_one(RoomBy(id)).await?.map(Room)) };
        found.await.transpose()
    }

    /// Who would mediate.
    async fn mediator(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.0.mediator_id, Standing::Coordinator)
            .await
            .transpose()
    }

    /// Why this meeting; null for plans made before this was kept, and when the viewer may no longer
    /// ask for dates of the case.
    async fn explanation(&self, ctx: &Context<'_>) -> Result<Option<PlannedMeetingExplanation>> {
        if !is_explained(ctx, self.0.case_id).await? {
            return Ok(None);
        }
        let text = self.0.explained.as_ref();
        let why = text.and_then(|text| WhyThis::open(text.reveal()));
        Ok(why.map(PlannedMeetingExplanation))
    }

    /// Who would come, and as what; the mediator and interpreters are among them.
    async fn attendees(&self, ctx: &Context<'_>) -> Result<Vec<ProposedAttendee>> {
        let loaders = ctx.data::<Loaders>()?;
        let seats = loaders
            .load_one(SeatsOf(self.0.case_id))
            .await?
            .unwrap_or_default();
        let comers = comers(&self.0, &seats).into_iter();
        Ok(comers
            .map(|(role, person)| ProposedAttendee { role, person })
            .collect())
    }
}

/// Who would come to a planned meeting, and as what.
pub(in crate::schema) fn comers(
    row: &planned_meeting::Model,
    seats: &[participant::Model],
) -> Vec<(participant::Role, PersonId)> {
    let Some(draft) = Draft::open(&row.draft) else {
        return Vec::new();
    };
    let seated = draft.seats.iter().filter_map(|&(seat, taker)| {
        let seat = seats.iter().find(|row| row.id == seat)?;
        Some((seat.role, taker?))
    });
    let interpreters = draft.interpreters.iter();
    seated
        .chain([(participant::Role::Mediator, draft.mediator)])
        .chain(interpreters.map(|&person| (participant::Role::Interpreter, person)))
        .collect()
}
