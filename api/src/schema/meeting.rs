//! Meetings: seen, held, confirmed, cancelled.

use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use entities::{MeetingId, attendee, meeting, participant};

use super::case::{self, Case};
use super::enums::{CancelCause, CancelSide, MeetingState, Mode, ParticipantRole};
use super::error::{UserError, settle};
use super::id::{self, Kind};
use super::loaders::{AttendeesOf, IntroductionOf, Loaders, RoomBy, SeatsOf};
use super::person::{self, Person};
use super::proposal::{ProposedMeetingDate, proposed};
use super::session::{self, Attendance, PrepContact};
use super::venue::Room;
use crate::app::App;
use crate::auth::{Action, Actor, Standing, may};
use crate::domain::meeting::{CancelRefused, ConfirmRefused, HoldRefused, Taken};
use crate::domain::{self};

/// One meeting of a case: a time, a place and a mediator.
pub struct Meeting {
    pub(super) row: meeting::Model,
    pub(super) standing: Standing,
}

/// One meeting of a case: a time, a place and a mediator.
#[Object]
impl Meeting {
    /// Names the meeting; clients must not look inside.
    pub(super) async fn id(&self) -> ID {
        id::encode(Kind::Meeting, self.row.id.0)
    }

    /// How firm it is. A hold that has run out has lapsed.
    #[expect(
        clippy::unused_async,
        reason = "the macro wants resolvers to be asynchronous"
    )]
    async fn state(&self, ctx: &Context<'_>) -> Result<MeetingState> {
        let now = ctx.data::<App>()?.now();
        Ok(domain::meeting::state_at(&self.row, now).into())
    }

    /// How people meet.
    async fn mode(&self) -> Mode {
        self.row.mode.into()
    }

    /// When the parties arrive.
    async fn starts_at(&self) -> DateTime<Utc> {
        self.row.starts_at
    }

    /// When everything is signed.
    async fn ends_at(&self) -> DateTime<Utc> {
        self.row.ends_at
    }

    /// Until when a tentative meeting is held; null for any other.
    async fn expires_at(&self) -> Option<DateTime<Utc>> {
        self.row.expires_at
    }

    /// Grows with each change.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// Why it was called off; for those who arrange meetings.
    async fn cancel_cause(&self) -> Option<CancelCause> {
        let may = may(self.standing, Action::Arrange);
        self.row.cancel_cause.filter(|_| may).map(Into::into)
    }

    /// From whom the cancellation came; for those who arrange meetings.
    async fn cancel_side(&self) -> Option<CancelSide> {
        let may = may(self.standing, Action::Arrange);
        self.row.cancel_side.filter(|_| may).map(Into::into)
    }

    /// The case it belongs to.
    async fn case(&self, ctx: &Context<'_>) -> Option<Result<Case>> {
        case::find(ctx, self.row.case_id).await.transpose()
    }

    /// The room; null by video.
    async fn room(&self, ctx: &Context<'_>) -> Option<Result<Room>> {
        let id = self.row.room_id?;
        let found = async { Ok(ctx.data::<Loaders>()?.load_one(RoomBy(id)).await?.map(Room)) };
        found.await.transpose()
    }

    /// Who mediates.
    async fn mediator(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.row.mediator_id, self.standing)
            .await
            .transpose()
    }

    /// Exactly who comes, and as what.
    async fn attendees(&self, ctx: &Context<'_>) -> Result<Vec<Attendee>> {
        let loaders = ctx.data::<Loaders>()?;
        let rows = loaders
            .load_one(AttendeesOf(self.row.id))
            .await?
            .unwrap_or_default();
        let seats = loaders
            .load_one(SeatsOf(self.row.case_id))
            .await?
            .unwrap_or_default();
        let standing = self.standing;
        Ok(rows
            .into_iter()
            .map(|row| Attendee {
                role: domain::session::role_of(&row, &seats),
                row,
                standing,
            })
            .collect())
    }

    /// Who was there, on which basis, and who has signed the ground rules; empty for those who may not
    /// know, and their own line alone for an interpreter or a child.
    async fn attendance(&self, ctx: &Context<'_>) -> Result<Vec<Attendance>> {
        session::attendance(ctx, &self.row, self.standing).await
    }

    /// The day on which the mediator introduced themselves to everybody; null before.
    async fn introduced_on(&self, ctx: &Context<'_>) -> Option<Result<NaiveDate>> {
        let found = async {
            let loaders = ctx.data::<Loaders>()?;
            let row = loaders.load_one(IntroductionOf(self.row.id)).await?;
            Ok(row.map(|row| row.introduced_on))
        };
        found.await.transpose()
    }

    /// The viewer's own contacts with those who come, as the mediator; empty for everybody else, whoever
    /// they are: what a party tells the mediator is for the mediator alone.
    async fn prep_contacts(&self, ctx: &Context<'_>) -> Result<Vec<PrepContact>> {
        session::prep_contacts(ctx, &self.row, self.standing).await
    }
}

/// Somebody who comes to a meeting.
pub struct Attendee {
    row: attendee::Model,
    role: participant::Role,
    standing: Standing,
}

/// Somebody who comes to a meeting.
#[Object]
impl Attendee {
    /// As what.
    async fn role(&self) -> ParticipantRole {
        self.role.into()
    }

    /// Who.
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.row.person_id, self.standing)
            .await
            .transpose()
    }
}

/// One meeting, as far as the viewer may see.
pub(super) async fn find(ctx: &Context<'_>, id: MeetingId) -> Result<Option<Meeting>> {
    let found = domain::meeting::see(ctx.data::<App>()?, ctx.data::<Actor>()?, id).await?;
    Ok(found.map(|(row, standing)| Meeting { row, standing }))
}

/// Which proposal to hold.
#[derive(InputObject)]
pub struct MeetingHoldInput {
    /// The case.
    case_id: ID,
    /// The id of one of its proposed meeting dates.
    proposal_id: ID,
}

/// Why a proposal is not held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum MeetingHoldErrorCode {
    /// There is no such case, or none the viewer arranges.
    NotFound,
    /// The case's id is none of ours.
    MalformedId,
    /// The proposal's id is none of ours, or of another case.
    NotAProposal,
    /// The case has not come so far: nobody has told the authority or the board, somebody required has
    /// not agreed to take part, or nobody facilitates.
    NotYet,
    /// The case has a meeting.
    CaseHasMeeting,
    /// The mediator has been booked meanwhile.
    MediatorTaken,
    /// The room has been booked meanwhile.
    RoomTaken,
    /// Somebody needed has been booked meanwhile.
    PersonTaken,
    /// Part of the date has been booked a moment ago.
    SlotTaken,
    /// It was possible when it was proposed, and is no longer.
    StaleProposal,
    /// The case cannot be planned any more.
    CannotBePlanned,
}

pub(super) fn hold_code(refusal: &HoldRefused) -> MeetingHoldErrorCode {
    use MeetingHoldErrorCode as Code;
    match refusal {
        HoldRefused::NotFound => Code::NotFound,
        HoldRefused::NotAProposal => Code::NotAProposal,
        HoldRefused::NotYet(_) => Code::NotYet,
        HoldRefused::CaseHasMeeting(_) => Code::CaseHasMeeting,
        HoldRefused::Taken(Taken::Mediator) => Code::MediatorTaken,
        HoldRefused::Taken(Taken::Room) => Code::RoomTaken,
        HoldRefused::Taken(Taken::Person) => Code::PersonTaken,
        HoldRefused::Taken(Taken::Slot) => Code::SlotTaken,
        HoldRefused::Stale(_) => Code::StaleProposal,
        HoldRefused::CannotBePlanned(_) => Code::CannotBePlanned,
    }
}

/// What came of holding.
#[derive(Default, SimpleObject)]
pub struct MeetingHoldPayload {
    /// The tentative meeting; null when nothing is held.
    meeting: Option<Meeting>,
    /// Dates that are free now, when this one is taken or no longer possible.
    alternatives: Vec<ProposedMeetingDate>,
    /// Why nothing is held; empty when all went well.
    user_errors: Vec<UserError<MeetingHoldErrorCode>>,
}

/// Which meeting to confirm.
#[derive(InputObject)]
pub struct MeetingConfirmInput {
    /// The meeting.
    meeting_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
}

/// Why a meeting is not confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum MeetingConfirmErrorCode {
    /// There is no such meeting, or none the viewer arranges.
    NotFound,
    /// The id is none of ours.
    MalformedId,
    /// It has changed since.
    StaleVersion,
    /// It is not held.
    NotHeld,
    /// The hold ran out.
    HoldExpired,
    /// Less than five clear working days' notice, without consent to less.
    NoticeTooShort,
    /// A rule no longer holds.
    NoLongerPossible,
}

fn confirm_code(refusal: &ConfirmRefused) -> MeetingConfirmErrorCode {
    use MeetingConfirmErrorCode as Code;
    match refusal {
        ConfirmRefused::NotFound => Code::NotFound,
        ConfirmRefused::StaleVersion(_) => Code::StaleVersion,
        ConfirmRefused::NotHeld(_) => Code::NotHeld,
        ConfirmRefused::Expired(_) => Code::HoldExpired,
        ConfirmRefused::NoticeTooShort => Code::NoticeTooShort,
        ConfirmRefused::NoLongerPossible(_) => Code::NoLongerPossible,
    }
}

/// What came of confirming.
#[derive(Default, SimpleObject)]
pub struct MeetingConfirmPayload {
    /// The meeting; null when it was not confirmed.
    meeting: Option<Meeting>,
    /// Why it was not confirmed; empty when all went well.
    user_errors: Vec<UserError<MeetingConfirmErrorCode>>,
}

/// Which meeting to cancel, and why.
#[derive(InputObject)]
pub struct MeetingCancelInput {
    /// The meeting.
    meeting_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// Why.
    cause: CancelCause,
    /// From whom it comes.
    side: CancelSide,
}

/// Why a meeting is not cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum MeetingCancelErrorCode {
    /// There is no such meeting, or none the viewer arranges.
    NotFound,
    /// The id is none of ours.
    MalformedId,
    /// It has changed since.
    StaleVersion,
    /// It is over, cancelled or lapsed already.
    NotLive,
}

fn cancel_code(refusal: &CancelRefused) -> MeetingCancelErrorCode {
    use MeetingCancelErrorCode as Code;
    match refusal {
        CancelRefused::NotFound => Code::NotFound,
        CancelRefused::StaleVersion(_) => Code::StaleVersion,
        CancelRefused::NotLive(_) => Code::NotLive,
    }
}

/// What came of cancelling.
#[derive(Default, SimpleObject)]
pub struct MeetingCancelPayload {
    /// The meeting; null when it was not cancelled.
    meeting: Option<Meeting>,
    /// Why it was not cancelled; empty when all went well.
    user_errors: Vec<UserError<MeetingCancelErrorCode>>,
}

/// Mutations about meetings.
#[derive(Default)]
pub struct MeetingMutations;

/// Mutations about meetings.
#[Object]
impl MeetingMutations {
    /// Turns a proposed date into a tentative meeting. Everybody needed, the mediator, the room and
    /// the interpreters are booked together until the hold expires, or nobody is.
    async fn meeting_hold(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which proposal.")] input: MeetingHoldInput,
    ) -> Result<MeetingHoldPayload> {
        let Some(case) = id::decode_as(Kind::Case, &input.case_id) else {
            let error = id::malformed(MeetingHoldErrorCode::MalformedId, &["caseId"]);
            return Ok(MeetingHoldPayload {
                user_errors: vec![error],
                ..Default::default()
            });
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let held = domain::meeting::hold(app, actor, case, &input.proposal_id).await;
        let refusal = match settle(held)? {
            Ok((row, standing)) => {
                let meeting = Some(Meeting { row, standing });
                return Ok(MeetingHoldPayload {
                    meeting,
                    ..Default::default()
                });
            }
            Err(refusal) => refusal,
        };
        let alternatives = match refusal {
            HoldRefused::Taken(_) | HoldRefused::Stale(_) => {
                domain::meeting::alternatives(app, actor, case).await?
            }
            _ => None,
        };
        Ok(MeetingHoldPayload {
            meeting: None,
            alternatives: alternatives.map(proposed).unwrap_or_default(),
            user_errors: vec![UserError::of(&refusal, hold_code)],
        })
    }

    /// Makes a tentative meeting firm, if every rule still holds.
    async fn meeting_confirm(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which meeting.")] input: MeetingConfirmInput,
    ) -> Result<MeetingConfirmPayload> {
        let Some(id) = id::decode_as(Kind::Meeting, &input.meeting_id) else {
            let error = id::malformed(MeetingConfirmErrorCode::MalformedId, &["meetingId"]);
            return Ok(MeetingConfirmPayload {
                meeting: None,
                user_errors: vec![error],
            });
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let confirmed = domain::meeting::confirm(app, actor, id, input.expected_version).await;
        Ok(match settle(confirmed)? {
            Ok((row, standing)) => {
                let meeting = Some(Meeting { row, standing });
                MeetingConfirmPayload {
                    meeting,
                    user_errors: Vec::new(),
                }
            }
            Err(refusal) => {
                let user_errors = vec![UserError::of(&refusal, confirm_code)];
                MeetingConfirmPayload {
                    meeting: None,
                    user_errors,
                }
            }
        })
    }

    /// Cancels a meeting and frees everybody and everything it held. No clock is reset by it.
    async fn meeting_cancel(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which meeting, and why.")] input: MeetingCancelInput,
    ) -> Result<MeetingCancelPayload> {
        let Some(id) = id::decode_as(Kind::Meeting, &input.meeting_id) else {
            let error = id::malformed(MeetingCancelErrorCode::MalformedId, &["meetingId"]);
            return Ok(MeetingCancelPayload {
                meeting: None,
                user_errors: vec![error],
            });
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let (cause, side) = (input.cause.into(), input.side.into());
        let version = input.expected_version;
        let cancelled = domain::meeting::cancel(app, actor, id, version, cause, side).await;
        Ok(match settle(cancelled)? {
            Ok((row, standing)) => {
                let meeting = Some(Meeting { row, standing });
                MeetingCancelPayload {
                    meeting,
                    user_errors: Vec::new(),
                }
            }
            Err(refusal) => {
                let user_errors = vec![UserError::of(&refusal, cancel_code)];
                MeetingCancelPayload {
                    meeting: None,
                    user_errors,
                }
            }
        })
    }
}
