//! Availability: asking for it and giving it.

use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use entities::{PersonId, Personal, Sealed, availability_request, availability_window};

use super::case::Case;
use super::enums::{AvailabilityGrade, AvailabilitySource};
use super::error::{UserError, settle};
use super::id::{self, Kind};
use super::loaders::{Loaders, PersonBy};
use super::person::{self, Person};
use crate::app::App;
use crate::auth::{Acquaintance, Actor, PersonAction, Standing, may_with_person};
use crate::domain::availability::{RequestRefused, Submission, SubmitRefused, Window};
use crate::domain::{self};

/// A time for which somebody said how well it suits.
pub struct AvailabilityWindow {
    pub(super) row: availability_window::Model,
    pub(super) acquaintance: Acquaintance,
}

/// A time for which somebody said how well it suits.
#[Object]
impl AvailabilityWindow {
    /// Names the window; clients must not look inside.
    pub(super) async fn id(&self) -> ID {
        id::encode(Kind::AvailabilityWindow, self.row.id.0)
    }

    /// From when.
    async fn starts_at(&self) -> DateTime<Utc> {
        self.row.starts_at
    }

    /// Until when.
    async fn ends_at(&self) -> DateTime<Utc> {
        self.row.ends_at
    }

    /// How well it suits.
    async fn grade(&self) -> AvailabilityGrade {
        self.row.grade.into()
    }

    /// How it was given.
    async fn source(&self) -> AvailabilitySource {
        self.row.source.into()
    }

    /// When it was given.
    async fn entered_at(&self) -> DateTime<Utc> {
        self.row.entered_at
    }

    /// Why, when that was said; for the person alone.
    async fn private_reason(&self) -> Option<&str> {
        let may = may_with_person(self.acquaintance, PersonAction::SeeReason);
        self.row
            .private_reason
            .as_ref()
            .filter(|_| may)
            .and_then(Sealed::reveal)
    }
}

/// A question to somebody: when can you meet?
pub struct AvailabilityRequest {
    pub(super) row: availability_request::Model,
    pub(super) standing: Standing,
}

/// A question to somebody: when can you meet?
#[Object]
impl AvailabilityRequest {
    /// Names the question; clients must not look inside.
    pub(super) async fn id(&self) -> ID {
        id::encode(Kind::AvailabilityRequest, self.row.id.0)
    }

    /// Who is asked.
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.row.person_id, self.standing)
            .await
            .transpose()
    }

    /// When the question was sent.
    async fn sent_at(&self) -> DateTime<Utc> {
        self.row.sent_at
    }

    /// The day by which an answer is hoped for.
    async fn due_on(&self) -> NaiveDate {
        self.row.due_on
    }

    /// When it was answered; null while it waits.
    async fn answered_at(&self) -> Option<DateTime<Utc>> {
        self.row.answered_at
    }
}

/// One question, as far as the viewer may see.
pub(super) async fn find_request(
    ctx: &Context<'_>,
    id: entities::AvailabilityRequestId,
) -> Result<Option<AvailabilityRequest>> {
    let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
    let found = domain::availability::see_request(app, actor, id).await?;
    Ok(found.map(|(row, standing)| AvailabilityRequest { row, standing }))
}

/// One window, as far as the viewer may see.
pub(super) async fn find_window(
    ctx: &Context<'_>,
    id: entities::WindowId,
) -> Result<Option<AvailabilityWindow>> {
    let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
    let found = domain::availability::see_window(app, actor, id).await?;
    Ok(found.map(|(row, acquaintance)| AvailabilityWindow { row, acquaintance }))
}

/// One time.
#[derive(InputObject)]
pub struct AvailabilityWindowInput {
    /// From when, on a quarter of an hour between 07:00 and 23:00 in England.
    starts_at: DateTime<Utc>,
    /// Until when, on the same day.
    ends_at: DateTime<Utc>,
    /// How well it suits.
    #[graphql(default_with = "AvailabilityGrade::Free")]
    grade: AvailabilityGrade,
    /// Why, if the person wants to note it. Nobody else ever reads it.
    private_reason: Option<String>,
}

/// When somebody can meet.
#[derive(InputObject)]
pub struct AvailabilitySubmitInput {
    /// Whose times.
    person_id: ID,
    /// The first day spoken of, in England.
    from_on: NaiveDate,
    /// The last day spoken of. At most 180 days may be spoken of at once.
    until_on: NaiveDate,
    /// The times, at most 250; what is in none of them is not offered.
    windows: Vec<AvailabilityWindowInput>,
    /// How it was said.
    #[graphql(default_with = "AvailabilitySource::Typed")]
    source: AvailabilitySource,
}

/// Why availability is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum AvailabilitySubmitErrorCode {
    /// There is no such person, or none whose times the viewer may give.
    NotFound,
    /// The id is none of ours.
    MalformedId,
    /// The first day is after the last.
    RangeBackwards,
    /// More than 180 days.
    RangeTooLong,
    /// Too far in the past or the future.
    RangeOutOfReach,
    /// More than 250 times.
    TooManyWindows,
    /// A time ends before it starts.
    EndsBeforeStart,
    /// A time is not on one day.
    CrossesMidnight,
    /// A time begins or ends between quarters of an hour.
    OffTheQuarter,
    /// A time lies outside 07:00 to 23:00 in England.
    OutsideHours,
    /// A time lies outside the days spoken of.
    OutsideRange,
    /// Two times overlap.
    Overlapping,
    /// A reason of more than 500 characters.
    ReasonTooLong,
}

fn submit_code(refusal: &SubmitRefused) -> AvailabilitySubmitErrorCode {
    use AvailabilitySubmitErrorCode as Code;
    match refusal {
        SubmitRefused::NotFound => Code::NotFound,
        SubmitRefused::RangeBackwards(..) => Code::RangeBackwards,
        SubmitRefused::RangeTooLong(_) => Code::RangeTooLong,
        SubmitRefused::RangeOutOfReach(_) => Code::RangeOutOfReach,
        SubmitRefused::TooManyWindows(_) => Code::TooManyWindows,
        SubmitRefused::EndsBeforeStart(..) => Code::EndsBeforeStart,
        SubmitRefused::CrossesMidnight(_) => Code::CrossesMidnight,
        SubmitRefused::OffTheQuarter(..) => Code::OffTheQuarter,
        SubmitRefused::OutsideHours(..) => Code::OutsideHours,
        SubmitRefused::OutsideRange(..) => Code::OutsideRange,
        SubmitRefused::Overlapping(_) => Code::Overlapping,
        SubmitRefused::ReasonTooLong(_) => Code::ReasonTooLong,
    }
}

/// What came of giving availability.
#[derive(Default, SimpleObject)]
pub struct AvailabilitySubmitPayload {
    /// The person; null when nothing was changed.
    person: Option<Person>,
    /// The times as they now stand within the days spoken of; empty when nothing was changed.
    windows: Vec<AvailabilityWindow>,
    /// Why nothing was changed; empty when all went well.
    user_errors: Vec<UserError<AvailabilitySubmitErrorCode>>,
}

/// Whom to ask for times.
#[derive(InputObject)]
pub struct AvailabilityRequestInput {
    /// In which case.
    case_id: ID,
    /// For which seats; empty for all.
    #[graphql(default, validator(max_items = 50))]
    participant_ids: Vec<ID>,
    /// The day by which an answer is hoped for; three working days from today when it is not said.
    due_on: Option<NaiveDate>,
}

/// Why nobody is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum AvailabilityRequestErrorCode {
    /// There is no such case, or none the viewer arranges.
    NotFound,
    /// An id is none of ours.
    MalformedId,
    /// The case is over, or not so far.
    NotArranging,
    /// A seat is not one of the case's.
    NotAParticipant,
    /// The day is past, or out of reach.
    DueOutOfReach,
    /// There is nobody to ask.
    NobodyToAsk,
}

fn request_code(refusal: &RequestRefused) -> AvailabilityRequestErrorCode {
    use AvailabilityRequestErrorCode as Code;
    match refusal {
        RequestRefused::NotFound => Code::NotFound,
        RequestRefused::NotArranging => Code::NotArranging,
        RequestRefused::NotAParticipant(_) => Code::NotAParticipant,
        RequestRefused::DueOutOfReach => Code::DueOutOfReach,
        RequestRefused::NobodyToAsk => Code::NobodyToAsk,
    }
}

/// What came of asking for times.
#[derive(Default, SimpleObject)]
pub struct AvailabilityRequestPayload {
    /// The case; null when nobody was asked.
    case: Option<Case>,
    /// The questions to the seats asked, those that had been asked before among them.
    availability_requests: Vec<AvailabilityRequest>,
    /// Why nobody was asked; empty when all went well.
    user_errors: Vec<UserError<AvailabilityRequestErrorCode>>,
}

/// Mutations about availability.
#[derive(Default)]
pub struct AvailabilityMutations;

/// Mutations about availability.
#[Object]
impl AvailabilityMutations {
    /// Replaces what somebody said about some days. To send the same again changes nothing. People
    /// give their own times; those who arrange meetings may give them on somebody's behalf.
    async fn availability_submit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose times, and when.")] input: AvailabilitySubmitInput,
    ) -> Result<AvailabilitySubmitPayload> {
        let Some(id) = id::decode_as::<PersonId>(Kind::Person, &input.person_id) else {
            let error = id::malformed(AvailabilitySubmitErrorCode::MalformedId, &["personId"]);
            return Ok(AvailabilitySubmitPayload {
                user_errors: vec![error],
                ..Default::default()
            });
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let submission = Submission {
            from_on: input.from_on,
            until_on: input.until_on,
            windows: input.windows.into_iter().map(read).collect(),
            source: input.source.into(),
        };
        let settled = settle(domain::availability::submit(app, actor, id, submission).await)?;
        let (rows, acquaintance) = match settled {
            Ok(done) => done,
            Err(refusal) => {
                let user_errors = vec![UserError::of(&refusal, submit_code)];
                return Ok(AvailabilitySubmitPayload {
                    user_errors,
                    ..Default::default()
                });
            }
        };
        let row = ctx.data::<Loaders>()?.load_one(PersonBy(id)).await?;
        Ok(AvailabilitySubmitPayload {
            person: row.map(|row| Person { row, acquaintance }),
            windows: rows
                .into_iter()
                .map(|row| AvailabilityWindow { row, acquaintance })
                .collect(),
            user_errors: Vec::new(),
        })
    }

    /// Asks the people of a case when they can meet. Who has been asked and has not answered yet is
    /// not asked twice.
    async fn availability_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom, and by when.")] input: AvailabilityRequestInput,
    ) -> Result<AvailabilityRequestPayload> {
        let refused = |error| AvailabilityRequestPayload {
            user_errors: vec![error],
            ..Default::default()
        };
        let malformed = |field: &[&str]| {
            refused(id::malformed(
                AvailabilityRequestErrorCode::MalformedId,
                field,
            ))
        };
        let Some(case) = id::decode_as(Kind::Case, &input.case_id) else {
            return Ok(malformed(&["caseId"]));
        };
        let mut seats = Vec::new();
        for (ix, seat) in input.participant_ids.iter().enumerate() {
            match id::decode_as(Kind::Participant, seat) {
                Some(seat) => seats.push(seat),
                None => return Ok(malformed(&["participantIds", &ix.to_string()])),
            }
        }
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let asked = domain::availability::request(app, actor, case, &seats, input.due_on).await;
        Ok(match settle(asked)? {
            Err(refusal) => refused(UserError::of(&refusal, request_code)),
            Ok(asked) => AvailabilityRequestPayload {
                availability_requests: asked
                    .questions
                    .into_iter()
                    .map(|row| AvailabilityRequest {
                        row,
                        standing: asked.standing,
                    })
                    .collect(),
                case: Some(Case {
                    row: asked.case,
                    standing: asked.standing,
                }),
                user_errors: Vec::new(),
            },
        })
    }
}

fn read(input: AvailabilityWindowInput) -> Window {
    Window {
        starts_at: input.starts_at,
        ends_at: input.ends_at,
        grade: input.grade.into(),
        private_reason: input
            .private_reason
            .filter(|text| !text.is_empty())
            .map(Personal::new),
    }
}
