//! Why each case of a plan has the meeting it has, or none: found when the plan is made.

use std::collections::BTreeMap;

use entities::{CaseId, participant};
use scheduler::plan::explain::{self, Need, Opening, Piece, Placed, Repair, Unplaced};
use scheduler::plan::{CaseIx, Meeting, PartIx, Plan, Points, check};
use scheduler::{Place, SeatIx};
use sea_orm::ActiveEnum as _;

use super::explained::{
    More, NeedKind, NeedSaid, Next, PieceCost, PieceKind, RepairKind, RepairSaid, WhyNone, WhyThis,
};
use super::words::{self, Said};
use crate::law::Calendar;
use crate::planning::read::Rows;
use crate::planning::region::Joint;
use crate::planning::{Snapshot, snapshot};

/// A joint plan, as one of its cases sees it.
pub(super) struct Case<'a> {
    pub(super) joint: &'a Joint,
    pub(super) plan: &'a Plan,
    pub(super) ix: CaseIx,
    pub(super) rows: &'a Rows,
    pub(super) snapshot: &'a Snapshot,
}

impl Case<'_> {
    /// Why it has the meeting it has, or none, as it is stored.
    fn explained(&self) -> String {
        match explain::placed(&self.joint.problem, self.plan, self.ix) {
            Some(placed) => self.this(placed).seal(),
            None => self.none().seal(),
        }
    }

    fn this(&self, placed: Placed) -> WhyThis {
        let next = placed.next_start.map(|next| self.next(&next.meeting));
        let pieces = placed.pieces.into_iter();
        let pieces: Vec<PieceCost> = pieces
            .map(|(piece, points)| self.piece(piece, points))
            .collect();
        WhyThis {
            message: words::this(&pieces, next.as_ref()),
            pieces,
            next,
        }
    }

    fn none(&self) -> WhyNone {
        match explain::unplaced(&self.joint.problem, self.plan, self.ix) {
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
        }
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
    calendar: &Calendar,
) -> BTreeMap<CaseId, String> {
    let mut found = BTreeMap::new();
    let mut next = 0;
    snapshot::each(rows, calendar, |rows, snapshot| {
        let case = Case {
            joint,
            plan,
            ix: CaseIx(next),
            rows,
            snapshot,
        };
        next += 1;
        found.insert(rows.case.id, case.explained());
    });
    found
}
