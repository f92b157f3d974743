//! Why a case of a plan has the meeting it has, or none, and why not another date.

use async_graphql::{Context, Enum, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};

use super::seen_case;
use crate::domain::planning::explained as said;
use crate::domain::planning::{self, Verdict};
use crate::schema::case::Case;
use crate::schema::enums::{Mode, ParticipantRole};
use crate::schema::loaders::{Loaders, SeenCase};

/// Why a case has the meeting it has in a plan.
pub struct PlannedMeetingExplanation(pub(super) said::WhyThis);

/// Why a case has the meeting it has in a plan.
#[Object]
impl PlannedMeetingExplanation {
    /// What the meeting costs, level by level and piece by piece; pieces that cost nothing are left
    /// out.
    async fn pieces(&self) -> Vec<PlannedMeetingPiece> {
        let pieces = self.0.pieces.iter();
        pieces
            .map(|piece| PlannedMeetingPiece {
                piece: piece.kind.into(),
                role: piece.role().map(Into::into),
                late: piece.late,
                family: piece.family,
                others: piece.others,
            })
            .collect()
    }

    /// The next best date beside the other cases' meetings; null when there is none.
    async fn next_best(&self) -> Option<PlanAlternative> {
        alternative(self.0.next.as_ref())
    }

    /// All that, for those who arrange the meeting.
    async fn message(&self) -> &str {
        &self.0.message
    }
}

/// A piece of what a planned meeting costs.
#[derive(SimpleObject)]
pub struct PlannedMeetingPiece {
    /// Which piece, for programs. New pieces may be added.
    piece: PlannedMeetingPieceKind,
    /// As what somebody takes part, when the piece is about that.
    role: Option<ParticipantRole>,
    /// Points for days after the limit.
    late: u32,
    /// Points for wishes of the family.
    family: u32,
    /// Points for wishes of everybody else.
    others: u32,
}

/// Which piece of what a planned meeting costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "said::PieceKind")]
pub enum PlannedMeetingPieceKind {
    /// The day.
    Day,
    /// The room.
    Room,
    /// The family's journey.
    FamilyJourney,
    /// Who was chosen for a part.
    Choice,
    /// More meetings than a fair share.
    Share,
    /// The journey of whoever takes a part.
    Journey,
    /// The time, for whoever takes a part.
    Time,
    /// A part that nobody takes.
    Absence,
    /// Somebody else than before.
    Changed,
    /// Somebody welcome who is not free.
    Welcome,
    /// Another start or place than before.
    Moved,
}

/// Another meeting a case could have beside the others' in a plan.
#[derive(SimpleObject)]
pub struct PlanAlternative {
    /// When the parties would arrive.
    starts_at: DateTime<Utc>,
    /// How people would meet.
    mode: Mode,
    /// What the plan would cost more with it.
    more: PlanDifference,
}

/// What a plan would cost more, level by level; negative where it would cost less.
#[derive(SimpleObject)]
pub struct PlanDifference {
    /// Points for cases without a meeting.
    unplaced: i64,
    /// Points for days after limits.
    late: i64,
    /// Points for wishes of families.
    family: i64,
    /// Points for wishes of everybody else.
    others: i64,
}

fn alternative(next: Option<&said::Next>) -> Option<PlanAlternative> {
    let next = next?;
    let more = next.more;
    Some(PlanAlternative {
        starts_at: next.starts_at()?,
        mode: if next.is_online {
            Mode::Video
        } else {
            Mode::InPerson
        },
        more: PlanDifference {
            unplaced: more.unplaced,
            late: more.late,
            family: more.family,
            others: more.others,
        },
    })
}

/// What stands in the way of a meeting beside the others of a plan, and what would open one.
pub struct UnplacedCaseExplanation(pub(super) said::WhyNone);

/// What stands in the way of a meeting beside the others of a plan, and what would open one.
#[Object]
impl UnplacedCaseExplanation {
    /// What cannot hold together, though it could without any single one of it. No one of it is to
    /// blame.
    async fn conflict(&self) -> Vec<PlanNeed> {
        self.0.conflict.iter().cloned().map(PlanNeed).collect()
    }

    /// What would open a meeting by itself, at most five, what asks least of people first; each was
    /// tried out.
    async fn repairs(&self) -> Vec<PlanRepair> {
        self.0.repairs.iter().cloned().map(PlanRepair).collect()
    }

    /// A meeting the case could have after all; null unless the plan was not finished.
    async fn possible(&self) -> Option<PlanAlternative> {
        alternative(self.0.possible.as_ref())
    }
}

/// Something a planned meeting has to keep to.
pub struct PlanNeed(said::NeedSaid);

/// Something a planned meeting has to keep to.
#[Object]
impl PlanNeed {
    /// What it is, for programs. New codes may be added.
    async fn code(&self) -> PlanNeedCode {
        self.0.kind.into()
    }

    /// As what somebody takes part, when it is about that.
    async fn role(&self) -> Option<ParticipantRole> {
        self.0.role().map(Into::into)
    }

    /// The other case, when it is about one; null when the viewer may no longer know of it.
    async fn case(&self, ctx: &Context<'_>) -> Option<Result<Case>> {
        seen_case(ctx, self.0.case()?).await.transpose()
    }

    /// What it is, for those who arrange the meeting.
    async fn message(&self) -> &str {
        &self.0.message
    }
}

/// What a planned meeting has to keep to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "said::NeedKind")]
pub enum PlanNeedCode {
    /// A day that is allowed and planned for.
    Day,
    /// The hour or the half-hour.
    Start,
    /// A contract that pays.
    Pay,
    /// A place that suits.
    Place,
    /// How far the family goes.
    FamilyJourney,
    /// Somebody for a part.
    Part,
    /// Somebody who may decide.
    Authority,
    /// People who must not meet.
    Apart,
    /// Neither too few people nor too many.
    Size,
    /// Nobody takes two parts.
    OnePart,
    /// Another case's meeting.
    OtherCase,
}

/// What would open a meeting beside the others of a plan.
pub struct PlanRepair(said::RepairSaid);

/// What would open a meeting beside the others of a plan.
#[Object]
impl PlanRepair {
    /// What it is, for programs. New codes may be added.
    async fn code(&self) -> PlanRepairCode {
        self.0.kind.into()
    }

    /// The other case, when it is about one; null when the viewer may no longer know of it.
    async fn case(&self, ctx: &Context<'_>) -> Option<Result<Case>> {
        seen_case(ctx, self.0.case()?).await.transpose()
    }

    /// How much it asks of people; only the order counts. Asking the family is dearest.
    async fn burden(&self) -> u32 {
        self.0.burden
    }

    /// When the parties would arrive at the meeting it opens.
    async fn opens_at(&self) -> Option<DateTime<Utc>> {
        self.0.opens_at()
    }

    /// What somebody could do, and what it would open.
    async fn message(&self) -> &str {
        &self.0.message
    }
}

/// What would open a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "said::RepairKind")]
pub enum PlanRepairCode {
    /// Another case takes another date.
    MoveOther,
    /// A room is opened, or its booking moved.
    OpenRoom,
    /// A contract pays for one meeting more.
    PayOneMore,
    /// Somebody else is found for a part.
    OneMoreMember,
    /// Somebody takes one meeting more on one day.
    OneMoreADay,
    /// Somebody takes one meeting more in one week.
    OneMoreAWeek,
    /// Somebody gives more time.
    MoreTime,
    /// The family travels farther.
    FamilyFarther,
}

/// Why a case does not meet on a day in a plan, as things stand today.
pub struct PlanWhyNot(pub(super) planning::WhyNotSaid);

/// Why a case does not meet on a day in a plan, as things stand today.
#[Object]
impl PlanWhyNot {
    /// What it comes down to.
    async fn verdict(&self) -> PlanWhyNotVerdict {
        self.0.verdict.into()
    }

    /// The best meeting that day; null unless it is possible beside all others.
    async fn alternative(&self) -> Option<PlanAlternative> {
        alternative(self.0.next.as_ref())
    }

    /// The cases that would have to make room, none of which could stay.
    async fn cases(&self, ctx: &Context<'_>) -> Result<Vec<Case>> {
        let loaders = ctx.data::<Loaders>()?;
        let asked = self.0.cases.iter().copied().map(SeenCase);
        let mut seen = loaders.load_many(asked.clone()).await?;
        let seen = asked.filter_map(|case| seen.remove(&case));
        Ok(seen.map(|(row, standing)| Case { row, standing }).collect())
    }

    /// What cannot be kept that day even without the other cases.
    async fn needs(&self) -> Vec<PlanNeed> {
        self.0.needs.iter().cloned().map(PlanNeed).collect()
    }

    /// All that, for those who arrange the meeting.
    async fn message(&self) -> &str {
        &self.0.message
    }
}

/// What it comes down to that a case does not meet on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Verdict")]
pub enum PlanWhyNotVerdict {
    /// It does meet then.
    Chosen,
    /// It could, beside all others.
    Possible,
    /// It could, if others made room.
    PushesOut,
    /// It could not even alone.
    Unmet,
    /// The case cannot be planned any more, or the day is none of those planned for.
    OutOfPlan,
}
