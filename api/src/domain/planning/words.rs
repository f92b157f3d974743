//! What a joint plan says of a case, in a coordinator's words.
//!
//! The sentences name people who could come to the case's meeting, so they are for those who arrange it
//! and for nobody else. They name no other case, and never say why somebody is not free: the planner is
//! not told.

use entities::participant;
use scheduler::plan::Meeting;
use scheduler::plan::explain::{Need, Repair};
use scheduler::{Change, DayIx, Requirement, Slot, Times};

use super::explained::{More, Next, PieceCost, PieceKind};
use super::why::Case;
use crate::domain::proposal::words::{self, Words};

/// Words for one case of a plan.
pub(super) struct Said<'c, 'a>(pub(super) &'c Case<'a>);

impl Said<'_, '_> {
    fn words(&self) -> Words<'_> {
        Words::new(self.0.rows, self.0.snapshot)
    }

    /// Something a meeting has to keep to.
    pub(super) fn need(&self, need: Need) -> String {
        let words = self.words();
        match need {
            Need::Day => "the meeting must be on a day that is allowed and planned for".to_owned(),
            Need::Start => "planned meetings start on the hour or the half-hour".to_owned(),
            Need::Pay => words.requirement(Requirement::Contract),
            Need::Place => "there must be a suitable room that is open and not booked".to_owned(),
            Need::FamilyJourney => words.requirement(Requirement::FamilyTravel),
            Need::Part(part) => match (self.0.seat(part), self.0.role(part)) {
                (Some(seat), _) => words.requirement(Requirement::Seat(seat)),
                (None, participant::Role::Mediator) => words.requirement(Requirement::Mediator),
                (None, _) => words.requirement(Requirement::Interpreting),
            },
            Need::Authority => words.requirement(Requirement::Authority),
            Need::Apart => words.requirement(Requirement::KeptApart),
            Need::Size => words.requirement(Requirement::Size),
            Need::OnePart => "nobody takes two parts in one meeting".to_owned(),
            Need::Taken(other) => match &self.0.plan.meetings[other.0] {
                None => "another case stays as it is".to_owned(),
                Some(meeting) => format!("another case meets on {}", words.when(meeting.slot)),
            },
        }
    }

    /// What somebody could do, and what it would open.
    pub(super) fn repair(&self, repair: Repair, opened: &Meeting) -> String {
        let words = self.words();
        let done = match repair {
            Repair::Move(_) => "Give another case another date".to_owned(),
            Repair::OpenRoom { room, day, grains } => words.change(&Change::RoomTime {
                room,
                times: times(day, grains),
                missing_grains: count(grains),
            }),
            Repair::PayOneMore(_) => "Agree that the contract pays for one meeting more".to_owned(),
            Repair::OneMoreMember { part, .. } => {
                let role = words::role(self.0.role(part));
                let when = words.when(opened.slot);
                format!("Find somebody else for {role} who is free on {when}")
            }
            Repair::OneMoreADay(person) => format!(
                "Ask {} to take one meeting more on one day",
                words.person(person)
            ),
            Repair::OneMoreAWeek(person) => format!(
                "Ask {} to take one meeting more in one week",
                words.person(person)
            ),
            Repair::MoreTime {
                person,
                day,
                grains,
            } => words.change(&Change::MoreTime {
                person,
                times: times(day, grains),
                missing_grains: count(grains),
            }),
            Repair::FamilyFarther { minutes } => words.change(&Change::FartherTravel { minutes }),
        };
        format!("{done}. Opens {}", words.when(opened.slot))
    }

    /// "Tuesday 5 May 2026, 10:00".
    pub(super) fn when(&self, slot: Slot) -> String {
        self.words().when(slot)
    }
}

/// Why the case has the meeting it has.
pub(super) fn this(pieces: &[PieceCost], next: Option<&Next>) -> String {
    let mut most: Vec<&PieceCost> = pieces.iter().collect();
    most.sort_by_key(|piece| std::cmp::Reverse((piece.late, piece.family, piece.others)));
    let most: Vec<String> = most.into_iter().take(3).map(piece).collect();
    let costs = if most.is_empty() {
        "Every wish is met".to_owned()
    } else {
        format!("Costs most: {}", most.join(", "))
    };
    let next = match next.and_then(|next| Some((next.starts_at()?, next.more))) {
        None => "There is no other date beside the other cases' meetings".to_owned(),
        Some((at, cost)) => {
            let at = words::said(at);
            format!("The next best date, {at}, would cost {}", more(cost))
        }
    };
    format!("{costs}. {next}")
}

/// From the first of some grains to the last.
fn times(day: DayIx, grains: u64) -> Times {
    let bit = |bit: u32| u8::try_from(bit).expect("a word has 64 bits");
    Times {
        day,
        from: bit(grains.trailing_zeros()),
        to: bit(64 - grains.leading_zeros()),
    }
}

fn count(grains: u64) -> u8 {
    u8::try_from(grains.count_ones()).expect("a word has 64 bits")
}

/// "the family's journey".
fn piece(piece: &PieceCost) -> String {
    let of = |what: &str| match piece.role() {
        None => what.to_owned(),
        Some(role) => format!("{what} ({})", words::role(role)),
    };
    match piece.kind {
        PieceKind::Day => "the day".to_owned(),
        PieceKind::Room => "the price of the room".to_owned(),
        PieceKind::FamilyJourney => "the family's journey".to_owned(),
        PieceKind::Choice => of("who comes"),
        PieceKind::Share => of("more meetings than a fair share"),
        PieceKind::Journey => of("the journey"),
        PieceKind::Time => of("a time that suits less"),
        PieceKind::Absence => of("somebody missing"),
        PieceKind::Changed => of("somebody else than before"),
        PieceKind::Welcome => "somebody welcome is not free".to_owned(),
        PieceKind::Moved => "another date or place than before".to_owned(),
    }
}

/// What a plan would cost more, on the first level on which it differs.
pub(super) fn more(more: More) -> String {
    let levels = [
        (more.unplaced, "for cases without a meeting"),
        (more.late, "for days after a limit"),
        (more.family, "of families' wishes"),
        (more.others, "of everybody else's wishes"),
    ];
    match levels.into_iter().find(|(points, _)| *points != 0) {
        None => "nothing more".to_owned(),
        Some((points, of)) => {
            let noun = if points.abs() == 1 { "point" } else { "points" };
            let than = if 0 < points { "more" } else { "fewer" };
            format!("{} {than} {noun} {of}", points.abs())
        }
    }
}
