//! What a date costs other cases, by the last joint plan.
//!
//! A joint plan gives people, rooms and contracts to cases. [`Prices`] say what each of those cases
//! would lose if one thing were taken from it and it were placed anew beside all others. In an optimal
//! plan that is the most that taking this one thing can cost, because the others might make room as
//! well; `toll` adds up what a proposal takes.
//!
//! Other cases are numbers here. Nothing tells whose they are, nor why anybody is not free.

use crate::{
    model::{DayIx, Person, PersonIx, Problem, RoomIx},
    weights,
};

/// Another case, as a number that is equal for the same case and says nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OtherIx(pub usize);

/// What the cases of a plan hold and need.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prices {
    /// What the plan gave to cases that would lose something without it.
    pub claims: Vec<Claim>,
    /// The cases that cannot meet without certain people.
    pub waiting: Vec<Waiting>,
}

/// What a plan gave to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Claim {
    /// The case.
    pub case: OtherIx,
    /// What it holds.
    pub on: Claimed,
    /// The day.
    pub day: DayIx,
    /// First quarter of an hour held.
    pub from: u8,
    /// First quarter of an hour no longer held.
    pub to: u8,
    /// What it would lose without.
    pub loss: Loss,
}

/// What a case holds in a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Claimed {
    /// Somebody's time.
    Person(PersonIx),
    /// A room.
    Room(RoomIx),
    /// A meeting that a contract pays for: a position in
    /// [`Request::contracts`](crate::Request::contracts).
    Contract(usize),
}

/// What a case would lose, on the first level on which it would lose anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Loss {
    /// Its meeting: so many points for a case without one; the nearer its limit, the more.
    Meeting(u32),
    /// So many days more after its limit.
    Days(u32),
    /// So many points of its family's wishes.
    Family(u32),
    /// So many points of everybody else's wishes.
    Others(u32),
}

impl Loss {
    /// What it counts for beside the wishes of those who are no family.
    #[must_use]
    pub const fn points(self) -> u32 {
        let (points, weight) = match self {
            Self::Meeting(points) => (points, weights::LOST_MEETING),
            Self::Days(days) => (days, weights::LOST_DAY),
            Self::Family(points) => (points, weights::LOST_FAMILY_WISH),
            Self::Others(points) => (points, weights::LOST_OTHERS_WISH),
        };
        points.saturating_mul(weight)
    }
}

/// A case that cannot meet without certain people.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Waiting {
    /// The case.
    pub case: OtherIx,
    /// Those without whom it cannot meet at all.
    pub people: Vec<PersonIx>,
    /// Quarters of an hour that it takes, the start being the first.
    pub len: u8,
    /// When it could start in time if no other case met: days with one bit a quarter of an hour.
    pub starts: Vec<(DayIx, u64)>,
}

/// How many meetings somebody is held to already.
pub(crate) fn held(person: &Person, is_within: impl Fn(DayIx) -> bool) -> usize {
    let commitments = person.commitments.iter();
    let meetings = commitments.filter(|one| one.is_meeting && is_within(one.day));
    meetings.count()
}

/// Who pays for a meeting on a day: of the contracts that cover it the one with most meetings left, as
/// in a joint plan.
pub(crate) fn payer(problem: &Problem, day: DayIx) -> Option<usize> {
    let number = problem.days[day.0].number;
    let contracts = problem.request.contracts.iter().enumerate();
    let covering = contracts
        .filter(|(_, contract)| (contract.first_day..=contract.last_day).contains(&number));
    covering
        .max_by_key(|(_, contract)| contract.meetings_left)
        .map(|(position, _)| position)
}
