//! Is the proposal an answer to this problem at all?

use crate::{
    check::{Shape, place::family_minutes},
    model::{Place, Problem, Proposal},
};

/// Why a proposal is no answer to the problem.
pub(super) fn violations(problem: &Problem, proposal: &Proposal) -> Vec<Shape> {
    let request = &problem.request;
    let mut found = Vec::new();
    if problem.days.len() <= proposal.slot.day.0 {
        found.push(Shape::UnknownDay);
    }
    match proposal.place {
        Place::Room(room) if problem.rooms.len() <= room.0 => found.push(Shape::UnknownRoom),
        Place::Room(_) | Place::Online => {
            if proposal.family_minutes != family_minutes(problem, proposal.place) {
                found.push(Shape::FamilyMinutes);
            }
        }
    }
    if !request
        .mediators
        .iter()
        .any(|mediator| mediator.person == proposal.mediator)
    {
        found.push(Shape::Stranger(proposal.mediator));
    }
    if request.seats.len() != proposal.seats.len() {
        found.push(Shape::SeatCount);
    }
    for (seat, taken) in request.seats.iter().zip(&proposal.seats) {
        if let Some(person) = *taken
            && !seat.pool.iter().any(|member| member.person == person)
        {
            found.push(Shape::Stranger(person));
        }
    }
    for &person in &proposal.interpreters {
        let is_known = request
            .interpreting
            .as_ref()
            .is_some_and(|interpreting| interpreting.pool.contains(&person));
        if !is_known {
            found.push(Shape::Stranger(person));
        }
    }
    found
}
