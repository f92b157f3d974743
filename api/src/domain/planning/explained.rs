//! Why a case of a plan has the meeting it has, or none, as it is stored with the plan: typed values, and
//! sentences for those who arrange meetings. The sentences name people, and no other case: cases are
//! ids, and whoever shows them asks who may know of them.

use chrono::{DateTime, Utc};
use entities::{CaseId, participant};
use sea_orm::ActiveEnum as _;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Why a case has the meeting it has in a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhyThis {
    /// What the meeting costs, piece by piece; those that cost nothing are left out.
    pub pieces: Vec<PieceCost>,
    /// The next best date beside the others' meetings.
    pub next: Option<Next>,
    /// All that in words.
    pub message: String,
}

/// Why a case has no meeting in a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhyNone {
    /// What cannot hold together beside the others' meetings, though it could without any one of it.
    pub conflict: Vec<NeedSaid>,
    /// What would open a meeting by itself, the least burden first; each was tried out.
    pub repairs: Vec<RepairSaid>,
    /// A meeting it could have after all: the plan is not the best.
    pub possible: Option<Next>,
}

/// A piece of what a meeting costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PieceCost {
    /// Which piece.
    pub kind: PieceKind,
    /// As what somebody takes part, when it is about a part.
    pub(super) role: Option<String>,
    /// Points for days after the limit.
    pub late: u32,
    /// Points for wishes of the family.
    pub family: u32,
    /// Points for wishes of everybody else.
    pub others: u32,
}

/// Which piece of what a meeting costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PieceKind {
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

/// Another meeting a case could have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    /// When the parties would arrive, in seconds since 1970.
    pub(super) at: i64,
    /// Whether it would be by video.
    pub is_online: bool,
    /// What the plan would cost more with it.
    pub more: More,
}

/// What a plan would cost more, level by level; less where it is negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct More {
    /// Points for cases without a meeting.
    pub unplaced: i64,
    /// Points for days after limits.
    pub late: i64,
    /// Points for wishes of families.
    pub family: i64,
    /// Points for wishes of everybody else.
    pub others: i64,
}

/// Something a meeting has to keep to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedSaid {
    /// What it is.
    pub kind: NeedKind,
    /// As what somebody takes part, when it is about a part.
    pub(super) role: Option<String>,
    /// The other case, when it is about one.
    pub(super) case: Option<uuid::Uuid>,
    /// The same in words.
    pub message: String,
}

/// What a meeting has to keep to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NeedKind {
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

/// What would open a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepairSaid {
    /// What it is.
    pub kind: RepairKind,
    /// The other case, when it is about one.
    pub(super) case: Option<uuid::Uuid>,
    /// How much it asks; only the order counts.
    pub burden: u32,
    /// When the parties would arrive at the meeting it opens, in seconds since 1970.
    pub(super) at: i64,
    /// The same in words.
    pub message: String,
}

/// What would open a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RepairKind {
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

impl WhyThis {
    /// The text that is stored.
    #[must_use]
    pub fn seal(&self) -> String {
        seal(self)
    }

    /// Reads the text; `None` when it is none of ours.
    #[must_use]
    pub fn open(text: &str) -> Option<Self> {
        open(text)
    }
}

impl WhyNone {
    /// The other cases it is about, in no order.
    #[must_use]
    pub fn cases(&self) -> Vec<CaseId> {
        let needs = self.conflict.iter().filter_map(NeedSaid::case);
        let repairs = self.repairs.iter().filter_map(RepairSaid::case);
        needs.chain(repairs).collect()
    }

    /// The text that is stored.
    #[must_use]
    pub fn seal(&self) -> String {
        seal(self)
    }

    /// Reads the text; `None` when it is none of ours.
    #[must_use]
    pub fn open(text: &str) -> Option<Self> {
        open(text)
    }
}

impl PieceCost {
    /// As what somebody takes part, when it is about a part.
    #[must_use]
    pub fn role(&self) -> Option<participant::Role> {
        role(self.role.as_ref())
    }
}

impl NeedSaid {
    /// As what somebody takes part, when it is about a part.
    #[must_use]
    pub fn role(&self) -> Option<participant::Role> {
        role(self.role.as_ref())
    }

    /// The other case, when it is about one.
    #[must_use]
    pub fn case(&self) -> Option<CaseId> {
        self.case.map(CaseId)
    }
}

impl RepairSaid {
    /// The other case, when it is about one.
    #[must_use]
    pub fn case(&self) -> Option<CaseId> {
        self.case.map(CaseId)
    }

    /// When the parties would arrive at the meeting it opens.
    #[must_use]
    pub fn opens_at(&self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp(self.at, 0)
    }
}

impl Next {
    /// When the parties would arrive.
    #[must_use]
    pub fn starts_at(&self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp(self.at, 0)
    }
}

fn seal(why: &impl Serialize) -> String {
    serde_json::to_string(why).expect("texts and numbers have a JSON form")
}

fn open<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}

fn role(stored: Option<&String>) -> Option<participant::Role> {
    participant::Role::try_from_value(stored?).ok()
}
