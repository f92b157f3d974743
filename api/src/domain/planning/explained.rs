//! Why each case of a plan has the meeting it has, or none: found when the plan is made, and stored
//! with it as typed values and as sentences for those who arrange meetings.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use entities::{CaseId, participant};
use scheduler::plan::explain::{self, Need, Opening, Piece, Repair, Unplaced};
use scheduler::plan::{CaseIx, Meeting, PartIx, Plan, Points, check};
use scheduler::{Place, SeatIx};
use sea_orm::ActiveEnum as _;
use serde::{Deserialize, Serialize};

use super::words::Said;
use crate::planning::Snapshot;
use crate::planning::read::Rows;
use crate::planning::region::Joint;

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
    role: Option<String>,
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
    at: i64,
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
    role: Option<String>,
    /// The other case, when it is about one.
    case: Option<uuid::Uuid>,
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
    case: Option<uuid::Uuid>,
    /// How much it asks; only the order counts.
    pub burden: u32,
    /// When the parties would arrive at the meeting it opens, in seconds since 1970.
    at: i64,
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

fn role(stored: Option<&String>) -> Option<participant::Role> {
    participant::Role::try_from_value(stored?).ok()
}

/// A joint plan, as one of its cases sees it.
pub(super) struct Case<'a> {
    pub(super) joint: &'a Joint,
    pub(super) plan: &'a Plan,
    pub(super) ix: CaseIx,
    pub(super) rows: &'a Rows,
    pub(super) snapshot: &'a Snapshot,
    /// What people call the cases, in the order of the plan.
    pub(super) references: &'a [String],
}

impl Case<'_> {
    /// Why it has the meeting it has, or none, as it is stored.
    pub(super) fn explained(&self) -> Option<String> {
        let problem = &self.joint.problem;
        match explain::placed(problem, self.plan, self.ix) {
            Some(placed) => {
                let next = placed.next_start.map(|next| self.next(&next.meeting));
                let pieces: Vec<PieceCost> = placed
                    .pieces
                    .into_iter()
                    .map(|(piece, points)| self.piece(piece, points))
                    .collect();
                let message = Said(self).this(&pieces, next.as_ref());
                serde_json::to_string(&WhyThis {
                    pieces,
                    next,
                    message,
                })
            }
            None => serde_json::to_string(&match explain::unplaced(problem, self.plan, self.ix) {
                Unplaced::Possible { meeting, .. } => WhyNone {
                    conflict: Vec::new(),
                    repairs: Vec::new(),
                    possible: Some(self.next(&meeting)),
                },
                Unplaced::Impossible { conflict, openings } => WhyNone {
                    conflict: conflict.into_iter().map(|need| self.need(need)).collect(),
                    repairs: openings.iter().filter_map(|one| self.repair(one)).collect(),
                    possible: None,
                },
            }),
        }
        .ok()
    }

    /// Another meeting the case could have, with what the plan would cost more.
    pub(super) fn next(&self, meeting: &Meeting) -> Next {
        let problem = &self.joint.problem;
        let mut other = self.plan.clone();
        other.meetings[self.ix.0] = Some(meeting.clone());
        let now = check::points(problem, self.plan);
        let then = check::points(problem, &other);
        let more = |of: fn(&Points) -> u32| i64::from(of(&then)) - i64::from(of(&now));
        Next {
            at: self.snapshot.instant(meeting.slot).timestamp(),
            is_online: meeting.place == Place::Online,
            more: More {
                unplaced: more(|points| points.unplaced),
                late: more(|points| points.late),
                family: more(|points| points.family),
                others: more(|points| points.others),
            },
        }
    }

    /// As what somebody takes a part: the mediator first, then the seats, then the interpreters.
    pub(super) fn role(&self, part: PartIx) -> participant::Role {
        let Some(seat) = part.0.checked_sub(1) else {
            return participant::Role::Mediator;
        };
        let id = self.snapshot.seats.get(seat);
        let row = id.and_then(|id| self.rows.participants.iter().find(|row| row.id == *id));
        row.map_or(participant::Role::Interpreter, |row| row.role)
    }

    /// The seat of a part; none for mediators and interpreters.
    pub(super) fn seat(&self, part: PartIx) -> Option<SeatIx> {
        let seat = part.0.checked_sub(1)?;
        (seat < self.snapshot.seats.len()).then_some(SeatIx(seat))
    }

    fn piece(&self, piece: Piece, points: Points) -> PieceCost {
        let (kind, part) = match piece {
            Piece::Day => (PieceKind::Day, None),
            Piece::Room => (PieceKind::Room, None),
            Piece::FamilyJourney => (PieceKind::FamilyJourney, None),
            Piece::Choice(part) => (PieceKind::Choice, Some(part)),
            Piece::Share(part) => (PieceKind::Share, Some(part)),
            Piece::Journey(part) => (PieceKind::Journey, Some(part)),
            Piece::Time(part) => (PieceKind::Time, Some(part)),
            Piece::Absence(part) => (PieceKind::Absence, Some(part)),
            Piece::Changed(part) => (PieceKind::Changed, Some(part)),
            Piece::Welcome(_) => (PieceKind::Welcome, None),
            Piece::Moved => (PieceKind::Moved, None),
        };
        PieceCost {
            kind,
            role: part.map(|part| self.role(part).to_value()),
            late: points.late,
            family: points.family,
            others: points.others,
        }
    }

    /// Something a meeting has to keep to, in words.
    pub(super) fn need(&self, need: Need) -> NeedSaid {
        let kind = match need {
            Need::Day => NeedKind::Day,
            Need::Start => NeedKind::Start,
            Need::Pay => NeedKind::Pay,
            Need::Place => NeedKind::Place,
            Need::FamilyJourney => NeedKind::FamilyJourney,
            Need::Part(_) => NeedKind::Part,
            Need::Authority => NeedKind::Authority,
            Need::Apart => NeedKind::Apart,
            Need::Size => NeedKind::Size,
            Need::OnePart => NeedKind::OnePart,
            Need::Taken(_) => NeedKind::OtherCase,
        };
        let part = if let Need::Part(part) = need {
            Some(self.role(part).to_value())
        } else {
            None
        };
        let other = if let Need::Taken(other) = need {
            Some(self.joint.cases[other.0].0)
        } else {
            None
        };
        NeedSaid {
            kind,
            role: part,
            case: other,
            message: Said(self).need(need),
        }
    }

    fn repair(&self, opening: &Opening) -> Option<RepairSaid> {
        let opened = opening.plan.meetings[self.ix.0].as_ref()?;
        let (kind, other) = match opening.repair {
            Repair::Move(other) => (RepairKind::MoveOther, Some(other)),
            Repair::OpenRoom { .. } => (RepairKind::OpenRoom, None),
            Repair::PayOneMore(_) => (RepairKind::PayOneMore, None),
            Repair::OneMoreMember { .. } => (RepairKind::OneMoreMember, None),
            Repair::OneMoreADay(_) => (RepairKind::OneMoreADay, None),
            Repair::OneMoreAWeek(_) => (RepairKind::OneMoreAWeek, None),
            Repair::MoreTime { .. } => (RepairKind::MoreTime, None),
            Repair::FamilyFarther { .. } => (RepairKind::FamilyFarther, None),
        };
        Some(RepairSaid {
            kind,
            case: other.map(|other| self.joint.cases[other.0].0),
            burden: opening.burden,
            at: self.snapshot.instant(opened.slot).timestamp(),
            message: Said(self).repair(opening.repair, opened),
        })
    }
}

/// Why each case of a joint plan has the meeting it has, or none.
pub(super) fn explained(
    joint: &Joint,
    plan: &Plan,
    rows: &[Rows],
    calendar: &crate::law::Calendar,
) -> BTreeMap<CaseId, String> {
    let references: Vec<String> = rows
        .iter()
        .map(|rows| rows.case.reference.clone())
        .collect();
    let mut found = BTreeMap::new();
    let mut next = 0;
    crate::planning::snapshot::each(rows, calendar, |rows, snapshot| {
        let case = Case {
            joint,
            plan,
            ix: CaseIx(next),
            rows,
            snapshot,
            references: &references,
        };
        next += 1;
        found.extend(case.explained().map(|text| (rows.case.id, text)));
    });
    found
}
