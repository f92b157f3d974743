//! What each part of a proposal costs, told wish by wish.
//!
//! Every function hands preferences and points to `tell`, so that the search can sum them up by
//! level and a finished proposal can list them.

use crate::{
    cost::{Cost, Grade, Preference, Sums},
    grid::grains,
    model::{DayIx, Need, Person, Problem, Room, Seat, SeatRole},
    weights,
};

/// On whose side of the table somebody sits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// The family's, and required: this person's times are the family's times.
    Family,
    /// The family's, and welcome: comes along, so travels with the family.
    Companion,
    /// Everybody else's.
    Professional,
}

impl Side {
    /// The side of a seat.
    pub(crate) fn of(seat: &Seat) -> Self {
        match seat.role {
            SeatRole::Family | SeatRole::Child | SeatRole::Supporter => match seat.need {
                Need::Required => Self::Family,
                Need::Optional | Need::Informant => Self::Companion,
            },
            SeatRole::LocalAuthority
            | SeatRole::Health
            | SeatRole::SocialCare
            | SeatRole::Education
            | SeatRole::Other => Self::Professional,
        }
    }
}

/// The sums of what is told.
pub(crate) fn sums(tell_all: impl FnOnce(&mut dyn FnMut(Preference, u32))) -> Sums {
    let mut sums = Sums::default();
    tell_all(&mut |wish, points| sums = sums + Sums::at(wish.level(), points));
    sums
}

/// The cost of what is told.
pub(crate) fn cost(tell_all: impl FnOnce(&mut dyn FnMut(Preference, u32))) -> Cost {
    let mut cost = Cost::default();
    tell_all(&mut |wish, points| cost.add(wish, points));
    cost
}

/// What depends on the day alone.
pub(crate) fn of_day(problem: &Problem, ix: DayIx, tell: &mut dyn FnMut(Preference, u32)) {
    let request = &problem.request;
    let day = &problem.days[ix.0];
    let waited = count(ix.0);
    tell(Preference::Waiting, weights::DAY_WAITED * waited);
    if let Some(last) = request.last_day {
        tell(
            Preference::DaysLate,
            weights::DAY_LATE * waited.saturating_sub(count(last.0)),
        );
    }
    if let Some(started) = request.clock_started {
        let on_clock = i64::from(day.number) - i64::from(started);
        let beyond = (on_clock - i64::from(weights::SLACK_UNTIL)).clamp(0, 100_000);
        let beyond = u32::try_from(beyond).expect("it is clamped to what fits");
        tell(Preference::Slack, weights::DAY_OF_SLACK_LOST * beyond);
    }
    if let Some(appeal_by) = request.appeal_by {
        let lost = weights::APPEAL_DAYS - working_days_left(problem, ix, appeal_by);
        tell(Preference::AppealMargin, weights::APPEAL_DAY_LOST * lost);
    }
    let before = problem.days.get(1..ix.0).unwrap_or_default();
    let clear = count(before.iter().filter(|day| day.is_working).count());
    let lost = weights::PREPARATION_DAYS.saturating_sub(clear);
    tell(
        Preference::Preparation,
        weights::PREPARATION_DAY_LOST * lost,
    );
    let comfortable = count(request.notice_day.0) + weights::LONGER_NOTICE_DAYS;
    tell(
        Preference::LongerNotice,
        weights::NOTICE_DAY_LOST * comfortable.saturating_sub(waited),
    );
    let needs_school =
        |seat: &Seat| seat.role == SeatRole::Education && seat.need == Need::Required;
    if day.is_school_holiday && request.seats.iter().any(needs_school) {
        tell(Preference::SchoolHoliday, weights::SCHOOL_HOLIDAY);
    }
}

/// A position as a number of points.
fn count(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX / 16)
}

/// Working days after the meeting, the last day to appeal included; as many as matter.
///
/// Bank holidays beyond the known days are not known; weekdays there count as working days.
fn working_days_left(problem: &Problem, ix: DayIx, appeal_by: i32) -> u32 {
    let known = problem.days[ix.0 + 1..]
        .iter()
        .map(|day| (day.number, day.is_working));
    let last_known = problem.days[problem.days.len() - 1].number;
    // 1 January 1970, day 0, was a Thursday, three days after a Monday.
    let unknown = (last_known.saturating_add(1)..=appeal_by)
        .map(|number| (number, number.saturating_add(3).rem_euclid(7) < 5));
    let days = known
        .chain(unknown)
        .take_while(|&(number, _)| number <= appeal_by);
    let working = days.filter(|&(_, is_working)| is_working);
    count(working.take(weights::APPEAL_DAYS as usize).count())
}

/// What the family's journey costs.
pub(crate) fn of_family_journey(minutes: u16, tell: &mut dyn FnMut(Preference, u32)) {
    tell(
        Preference::FamilyTravel,
        weights::FAMILY_TRAVEL * grains(u32::from(minutes)),
    );
}

/// What a room costs.
pub(crate) fn of_room(room: &Room, tell: &mut dyn FnMut(Preference, u32)) {
    let steps = room.cost_pence / weights::ROOM_COST_PENCE;
    tell(Preference::RoomCost, weights::ROOM_COST * steps);
}

/// What it costs that a mediator misses wishes of the family.
pub(crate) fn of_mismatch(mismatch: u8, tell: &mut dyn FnMut(Preference, u32)) {
    tell(
        Preference::MediatorMatch,
        weights::MEDIATOR_WISH_MISSED * u32::from(mismatch),
    );
}

/// What it costs that somebody of this rank takes a seat.
pub(crate) fn of_rank(seat: &Seat, rank: u8, tell: &mut dyn FnMut(Preference, u32)) {
    if seat.role == SeatRole::LocalAuthority {
        tell(
            Preference::NamedOfficer,
            weights::OFFICER_RANK * u32::from(rank),
        );
    }
}

/// What it costs to leave a seat empty.
pub(crate) fn of_absence(seat: &Seat, tell: &mut dyn FnMut(Preference, u32)) {
    match seat.need {
        Need::Required => {}
        Need::Optional => tell(Preference::OptionalPeople, weights::OPTIONAL_MISSED),
        Need::Informant => tell(Preference::OptionalPeople, weights::INFORMANT_MISSED),
    }
}

/// What it costs that somebody comes at these quarters of an hour.
pub(crate) fn of_times(
    side: Side,
    person: &Person,
    day: DayIx,
    times: u64,
    tell: &mut dyn FnMut(Preference, u32),
) {
    let grade = if person.if_needed[day.0] & times != 0 {
        Grade::IfNeeded
    } else if times & !person.preferred[day.0] != 0 {
        Grade::Free
    } else {
        Grade::Preferred
    };
    let observed = (person.observance[day.0] & times).count_ones();
    match side {
        Side::Family => {
            tell(Preference::FamilyTimes, grade.family_points());
            tell(
                Preference::FamilyObservance,
                weights::FAMILY_OBSERVANCE * observed,
            );
        }
        Side::Companion | Side::Professional => {
            tell(Preference::OthersTimes, grade.others_points());
            tell(
                Preference::OthersObservance,
                weights::OTHERS_OBSERVANCE * observed,
            );
        }
    }
}

/// What a journey costs that is not the family's.
pub(crate) fn of_journey(side: Side, minutes: u16, tell: &mut dyn FnMut(Preference, u32)) {
    match side {
        Side::Family | Side::Companion => {}
        Side::Professional => {
            tell(
                Preference::OthersTravel,
                weights::OTHERS_TRAVEL * grains(u32::from(minutes)),
            );
        }
    }
}
