//! The rules about the people.

use std::collections::BTreeMap;

use crate::{
    check::{
        Subject,
        place::{is_set, minutes_between, venue_point},
    },
    model::{
        Commitment, Need, Party, Person, PersonIx, Place, Problem, Proposal, SeatIx, SeatRole,
        Whereabouts,
    },
    rules::Rule,
};

/// Somebody at the table.
pub(super) struct Attendee {
    /// Who.
    pub(super) person: PersonIx,
    /// The rule that wants this person available.
    wanted_by: Rule,
    /// First quarter of an hour.
    pub(super) from: i32,
    /// First quarter of an hour that is this person's own again.
    pub(super) to: i32,
}

/// Everybody at the table, with the times they are needed.
pub(super) fn attendees(problem: &Problem, proposal: &Proposal) -> Vec<Attendee> {
    let (held_from, to) = super::hours(problem, proposal);
    let start = i32::from(proposal.slot.start);
    let mediator = Attendee {
        person: proposal.mediator,
        wanted_by: Rule::EverythingHeld,
        from: held_from,
        to,
    };
    let mut all = vec![mediator];
    for &person in proposal.seats.iter().flatten() {
        all.push(Attendee {
            person,
            wanted_by: Rule::RequiredPeople,
            from: start,
            to,
        });
    }
    for &person in &proposal.interpreters {
        all.push(Attendee {
            person,
            wanted_by: Rule::Interpreter,
            from: start,
            to,
        });
    }
    all
}

/// How many people come, mediator and the unnamed included.
pub(super) fn head_count(problem: &Problem, proposal: &Proposal) -> usize {
    let seats = proposal.seats.iter().flatten().count();
    1 + seats + proposal.interpreters.len() + usize::from(problem.request.extra_people)
}

/// Checks the seats and the authority of those on them.
pub(super) fn seats(problem: &Problem, proposal: &Proposal, broken: &mut Vec<(Rule, Subject)>) {
    let request = &problem.request;
    let mut authority = 0;
    for (position, (seat, taken)) in request.seats.iter().zip(&proposal.seats).enumerate() {
        let subject = Subject::Seat(SeatIx(position));
        match *taken {
            None => {
                if seat.need == Need::Required {
                    broken.push((Rule::RequiredPeople, subject));
                }
            }
            Some(person) => {
                let is_agreed = seat.child_agreed.parent && seat.child_agreed.mediator;
                if seat.role == SeatRole::Child && !is_agreed {
                    broken.push((Rule::ChildAgreed, subject));
                }
                for member in &seat.pool {
                    if member.person == person {
                        authority |= member.authority;
                    }
                }
            }
        }
    }
    if (0..32).any(|bit| request.domains >> bit & 1 == 1 && authority >> bit & 1 == 0) {
        broken.push((Rule::Authority, Subject::Meeting));
    }
}

/// Checks whether the mediator may mediate in this case.
pub(super) fn mediator(problem: &Problem, proposal: &Proposal, broken: &mut Vec<(Rule, Subject)>) {
    let request = &problem.request;
    let subject = Subject::Person(proposal.mediator);
    let today = problem.days[proposal.slot.day.0].number;
    for mediator in &request.mediators {
        if mediator.person != proposal.mediator {
            continue;
        }
        let is_in_health = mediator.is_health_employee && request.is_health_in_issue;
        if mediator.is_la_employee || is_in_health {
            broken.push((Rule::IndependentMediator, subject));
        }
        let has_interest = |party: &Party| mediator.interests.contains(party);
        if request.parties.iter().any(has_interest) {
            broken.push((Rule::NoConflictOfInterest, subject));
        }
        let is_accredited = mediator.accredited_for >> request.kind & 1 == 1;
        if !is_accredited || mediator.cover_until < today {
            broken.push((Rule::AccreditedMediator, subject));
        }
    }
}

/// Checks how many interpret, and who.
pub(super) fn interpreters(
    problem: &Problem,
    proposal: &Proposal,
    broken: &mut Vec<(Rule, Subject)>,
) {
    let Some(interpreting) = &problem.request.interpreting else {
        return;
    };
    let block = problem.request.block;
    let length =
        u16::from(block.pre_meetings) + u16::from(block.session) + u16::from(block.signing);
    let takes_turns =
        interpreting.is_sign_language && u16::from(problem.policy.sign_pair_over) < length;
    match (proposal.interpreters.len(), takes_turns) {
        (1, false) | (2, true) => {}
        (1, true) => broken.push((Rule::TwoSigners, Subject::Meeting)),
        _ => broken.push((Rule::Interpreter, Subject::Meeting)),
    }
    for &person in &proposal.interpreters {
        if problem.people[person.0].is_child_or_relative {
            broken.push((Rule::Interpreter, Subject::Person(person)));
        }
    }
}

/// Checks who is there together with whom.
pub(super) fn together(problem: &Problem, proposal: &Proposal, broken: &mut Vec<(Rule, Subject)>) {
    let mut times_there = BTreeMap::new();
    for attendee in attendees(problem, proposal) {
        *times_there.entry(attendee.person).or_insert(0) += 1;
    }
    for (&person, &times) in &times_there {
        if 1 < times {
            broken.push((Rule::OnePlaceAtATime, Subject::Person(person)));
        }
    }
    for (one, other) in &problem.request.kept_apart {
        if times_there.contains_key(one) && times_there.contains_key(other) {
            broken.push((Rule::KeptApart, Subject::Person(*one)));
        }
    }
}

/// Checks everybody's calendar.
pub(super) fn calendars(problem: &Problem, proposal: &Proposal, broken: &mut Vec<(Rule, Subject)>) {
    for attendee in attendees(problem, proposal) {
        let subject = Subject::Person(attendee.person);
        let person = &problem.people[attendee.person.0];
        let day = proposal.slot.day.0;
        let is_blocked = |grain| is_set(person.blocked[day], grain);
        let is_free = |grain| is_set(person.free[day], grain);
        if (attendee.from..attendee.to).any(is_blocked) {
            broken.push((Rule::ImpossibleTimes, subject));
        }
        if !(attendee.from..attendee.to).all(is_free) {
            broken.push((attendee.wanted_by, subject));
        }
        for commitment in &person.commitments {
            if let Some(rule) = clash(problem, proposal, &attendee, commitment) {
                broken.push((rule, subject));
            }
        }
        if is_overloaded(problem, proposal, person) {
            broken.push((Rule::FairLoad, subject));
        }
    }
}

/// The rule that keeps one from going to both the meeting and a commitment.
fn clash(
    problem: &Problem,
    proposal: &Proposal,
    attendee: &Attendee,
    commitment: &Commitment,
) -> Option<Rule> {
    if commitment.day != proposal.slot.day {
        return None;
    }
    let (from, to) = (i32::from(commitment.from), i32::from(commitment.to));
    let between = if to <= attendee.from {
        attendee.from - to
    } else if attendee.to <= from {
        from - attendee.to
    } else {
        return Some(Rule::OnePlaceAtATime);
    };
    let travel = travel_grains(problem, proposal.place, commitment.place);
    let rest = i32::from(problem.people[attendee.person.0].min_gap);
    if between < travel {
        Some(Rule::OnePlaceAtATime)
    } else if commitment.is_meeting && between < rest + travel {
        Some(Rule::FairLoad)
    } else {
        None
    }
}

/// Quarters of an hour it takes to get from one to the other.
fn travel_grains(problem: &Problem, place: Place, whereabouts: Whereabouts) -> i32 {
    let point = match whereabouts {
        Whereabouts::Venue(venue) => Some(problem.venues[venue.0].at),
        Whereabouts::Elsewhere(point) => Some(point),
        Whereabouts::Online => None,
    };
    match (place, point) {
        (Place::Online, None) => 0,
        (Place::Online, Some(_)) | (Place::Room(_), None) => i32::from(problem.policy.online_gap),
        (Place::Room(room), Some(point)) => {
            let minutes = i32::from(minutes_between(venue_point(problem, room), point));
            (minutes + 14) / 15
        }
    }
}

/// Whether one meeting more is too many on the day or in the week.
fn is_overloaded(problem: &Problem, proposal: &Proposal, person: &Person) -> bool {
    let day = proposal.slot.day;
    let week = problem.days[day.0].week;
    let meetings = person
        .commitments
        .iter()
        .filter(|commitment| commitment.is_meeting);
    let on_day = meetings
        .clone()
        .filter(|meeting| meeting.day == day)
        .count();
    let in_week = meetings
        .filter(|meeting| problem.days[meeting.day.0].week == week)
        .count();
    person
        .max_day
        .is_some_and(|most| usize::from(most) < on_day + 1)
        || person
            .max_week
            .is_some_and(|most| usize::from(most) < in_week + 1)
}
