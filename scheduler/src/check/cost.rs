//! What a proposal costs, reckoned again from the problem.

use crate::{
    check::{
        people::attendees,
        place::{is_set, minutes_between, venue_point},
    },
    cost::{Cost, Grade, Preference},
    model::{Need, PersonIx, Place, Problem, Proposal, SeatRole},
    weights,
};

/// What a proposal costs, whatever it says itself.
///
/// # Panics
///
/// When the proposal names a day, a room or a person that is not there.
#[must_use]
pub fn cost(problem: &Problem, proposal: &Proposal) -> Cost {
    let mut cost = Cost::default();
    of_day(problem, proposal, &mut cost);
    of_place(problem, proposal, &mut cost);
    of_seats(problem, proposal, &mut cost);
    of_mediator(problem, proposal, &mut cost);
    of_times(problem, proposal, &mut cost);
    cost
}

/// Adds what depends on the day alone.
fn of_day(problem: &Problem, proposal: &Proposal, cost: &mut Cost) {
    let request = &problem.request;
    let ix = proposal.slot.day.0;
    let day = problem.days[ix];
    if let Some(last) = request.last_day {
        cost.add(
            Preference::DaysLate,
            number(ix.saturating_sub(last.0)) * weights::DAY_LATE,
        );
    }
    cost.add(Preference::Waiting, number(ix) * weights::DAY_WAITED);
    if let Some(started) = request.clock_started {
        let beyond = i64::from(day.number) - i64::from(started) - i64::from(weights::SLACK_UNTIL);
        let beyond = u32::try_from(beyond.clamp(0, 100_000)).expect("it is clamped");
        cost.add(Preference::Slack, beyond * weights::DAY_OF_SLACK_LOST);
    }
    if let Some(appeal_by) = request.appeal_by {
        let mut left = 0;
        let mut number = day.number;
        while number < appeal_by && left < weights::APPEAL_DAYS {
            number += 1;
            left += u32::from(is_working(problem, number));
        }
        cost.add(
            Preference::AppealMargin,
            (weights::APPEAL_DAYS - left) * weights::APPEAL_DAY_LOST,
        );
    }
    let clear = (1..ix)
        .filter(|&before| problem.days[before].is_working)
        .count();
    let lost = weights::PREPARATION_DAYS.saturating_sub(number(clear));
    cost.add(
        Preference::Preparation,
        lost * weights::PREPARATION_DAY_LOST,
    );
    let comfortable = number(request.notice_day.0) + weights::LONGER_NOTICE_DAYS;
    let lost = comfortable.saturating_sub(number(ix));
    cost.add(Preference::LongerNotice, lost * weights::NOTICE_DAY_LOST);
    let needs_school = |need, role| need == Need::Required && role == SeatRole::Education;
    if day.is_school_holiday
        && request
            .seats
            .iter()
            .any(|seat| needs_school(seat.need, seat.role))
    {
        cost.add(Preference::SchoolHoliday, weights::SCHOOL_HOLIDAY);
    }
}

/// A position or a count as a number of points.
fn number(count: usize) -> u32 {
    u32::try_from(count).expect("there are fewer than four billion of anything")
}

/// Whether a day number is a working day; those beyond the known days are if they are weekdays.
fn is_working(problem: &Problem, number: i32) -> bool {
    match problem.days.iter().find(|day| day.number == number) {
        Some(day) => day.is_working,
        // 1 January 1970 was a Thursday.
        None => (number + 3).rem_euclid(7) < 5,
    }
}

/// Adds what depends on the place alone.
fn of_place(problem: &Problem, proposal: &Proposal, cost: &mut Cost) {
    if let Place::Room(room) = proposal.place {
        let minutes = minutes_between(problem.request.family_base, venue_point(problem, room));
        cost.add(
            Preference::FamilyTravel,
            steps(minutes) * weights::FAMILY_TRAVEL,
        );
        let price = problem.rooms[room.0].cost_pence / weights::ROOM_COST_PENCE;
        cost.add(Preference::RoomCost, price * weights::ROOM_COST);
    }
}

/// Minutes in steps of a quarter of an hour, rounded up.
fn steps(minutes: u16) -> u32 {
    u32::from(minutes).div_ceil(15)
}

/// Adds what depends on who takes each seat.
fn of_seats(problem: &Problem, proposal: &Proposal, cost: &mut Cost) {
    for (seat, taken) in problem.request.seats.iter().zip(&proposal.seats) {
        match (*taken, seat.need) {
            (None, Need::Required) => {}
            (None, Need::Optional) => {
                cost.add(Preference::OptionalPeople, weights::OPTIONAL_MISSED);
            }
            (None, Need::Informant) => {
                cost.add(Preference::OptionalPeople, weights::INFORMANT_MISSED);
            }
            (Some(person), _) => {
                let member = seat.pool.iter().find(|member| member.person == person);
                let rank = member.map_or(0, |member| u32::from(member.rank));
                if seat.role == SeatRole::LocalAuthority {
                    cost.add(Preference::NamedOfficer, rank * weights::OFFICER_RANK);
                }
            }
        }
    }
}

/// Adds how well the mediator matches.
fn of_mediator(problem: &Problem, proposal: &Proposal, cost: &mut Cost) {
    let mut mediators = problem.request.mediators.iter();
    let mediator = mediators.find(|mediator| mediator.person == proposal.mediator);
    let missed = mediator.map_or(0, |mediator| u32::from(mediator.mismatch));
    cost.add(
        Preference::MediatorMatch,
        missed * weights::MEDIATOR_WISH_MISSED,
    );
}

/// Adds how well the time suits everybody, and how far they travel.
fn of_times(problem: &Problem, proposal: &Proposal, cost: &mut Cost) {
    let day = proposal.slot.day.0;
    for attendee in attendees(problem, proposal) {
        let person = &problem.people[attendee.person.0];
        let mut grade = Grade::Preferred;
        let mut observed = 0;
        for grain in attendee.from..attendee.to {
            if !is_set(person.preferred[day], grain) {
                grade = grade.max(Grade::Free);
            }
            if is_set(person.if_needed[day], grain) {
                grade = grade.max(Grade::IfNeeded);
            }
            if is_set(person.observance[day], grain) {
                observed += 1;
            }
        }
        let side = side(problem, proposal, attendee.person);
        if side == Side::RequiredFamily {
            cost.add(Preference::FamilyTimes, grade.family_points());
            cost.add(
                Preference::FamilyObservance,
                observed * weights::FAMILY_OBSERVANCE,
            );
        } else {
            cost.add(Preference::OthersTimes, grade.others_points());
            cost.add(
                Preference::OthersObservance,
                observed * weights::OTHERS_OBSERVANCE,
            );
        }
        if let (Place::Room(room), Some(base), Side::Professional) =
            (proposal.place, person.base, side)
        {
            let minutes = minutes_between(base, venue_point(problem, room));
            cost.add(
                Preference::OthersTravel,
                steps(minutes) * weights::OTHERS_TRAVEL,
            );
        }
    }
}

/// On whose side of the table somebody sits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Of the family, and required: their times are the family's times.
    RequiredFamily,
    /// Of the family, and welcome.
    WelcomeFamily,
    /// Everybody else.
    Professional,
}

/// The side of one attendee.
fn side(problem: &Problem, proposal: &Proposal, person: PersonIx) -> Side {
    let taken = proposal
        .seats
        .iter()
        .position(|&taken| taken == Some(person));
    let Some(seat) = taken.map(|position| &problem.request.seats[position]) else {
        return Side::Professional;
    };
    match (seat.role, seat.need) {
        (SeatRole::Family | SeatRole::Child | SeatRole::Supporter, Need::Required) => {
            Side::RequiredFamily
        }
        (SeatRole::Family | SeatRole::Child | SeatRole::Supporter, _) => Side::WelcomeFamily,
        (
            SeatRole::LocalAuthority
            | SeatRole::Health
            | SeatRole::SocialCare
            | SeatRole::Education
            | SeatRole::Other,
            _,
        ) => Side::Professional,
    }
}
