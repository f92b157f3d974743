//! Brute force: every proposal there could be, tried one by one, trusting only `check`.

use crate::{Cost, DayIx, PersonIx, Place, Problem, Proposal, RoomIx, Slot, Sums, check};

/// The starts that random problems use, and a few more.
const STARTS: u8 = 12;

/// Hands every sound proposal to `found`, with what it costs.
pub(super) fn every_sound_proposal(problem: &Problem, mut found: impl FnMut(&Proposal, Sums)) {
    for proposal in every_meeting(problem) {
        every_team(problem, &proposal, &mut |proposal| {
            if check::violations(problem, proposal).is_empty() {
                found(proposal, check::cost(problem, proposal).sums());
            }
        });
    }
}

/// What the best sound proposal costs.
pub(super) fn least(problem: &Problem) -> Option<Sums> {
    let mut least: Option<Sums> = None;
    every_sound_proposal(problem, |_, sums| {
        least = Some(least.map_or(sums, |least| least.min(sums)));
    });
    least
}

/// The starts of sound proposals, in order.
pub(super) fn openings(problem: &Problem) -> Vec<Slot> {
    let mut openings = Vec::new();
    every_sound_proposal(problem, |proposal, _| openings.push(proposal.slot));
    openings.sort_unstable();
    openings.dedup();
    openings
}

/// Every start, place and mediator, the seats still empty.
fn every_meeting(problem: &Problem) -> Vec<Proposal> {
    let mut meetings = Vec::new();
    let places = (0..problem.rooms.len()).map(|room| Place::Room(RoomIx(room)));
    let places: Vec<Place> = places.chain([Place::Online]).collect();
    for day in 0..problem.days.len() {
        for start in 0..STARTS {
            for &place in &places {
                for mediator in &problem.request.mediators {
                    let mut meeting = Proposal {
                        slot: Slot {
                            day: DayIx(day),
                            start,
                        },
                        place,
                        mediator: mediator.person,
                        seats: vec![None; problem.request.seats.len()],
                        interpreters: Vec::new(),
                        family_minutes: 0,
                        cost: Cost::default(),
                    };
                    meeting.family_minutes = minutes(problem, place);
                    if can_be_at_all(problem, &meeting) {
                        meetings.push(meeting);
                    }
                }
            }
        }
    }
    meetings
}

/// The family's journey, as `check` has it.
fn minutes(problem: &Problem, place: Place) -> u16 {
    let Place::Room(room) = place else { return 0 };
    let at = problem.venues[problem.rooms[room.0].venue.0].at;
    let base = problem.request.family_base;
    if at == base {
        return 0;
    }
    let (east, north) = (
        i64::from(at.east - base.east),
        i64::from(at.north - base.north),
    );
    u16::try_from(10 + (east * east + north * north).isqrt() * 156 / 1000).unwrap()
}

/// Whether the rules that do not concern the seats leave it a chance; saves trying its teams.
fn can_be_at_all(problem: &Problem, meeting: &Proposal) -> bool {
    use crate::Rule;
    let about_teams = [
        Rule::RequiredPeople,
        Rule::Authority,
        Rule::Size,
        Rule::Interpreter,
        Rule::TwoSigners,
    ];
    check::violations(problem, meeting)
        .into_iter()
        .all(|violation| match violation {
            crate::Violation::Broken { rule, .. } => about_teams.contains(&rule),
            crate::Violation::Shape(_) => false,
        })
}

/// Every way to fill the seats, and to interpret.
fn every_team(problem: &Problem, meeting: &Proposal, found: &mut impl FnMut(&Proposal)) {
    let mut groups: Vec<Vec<PersonIx>> = vec![Vec::new()];
    if let Some(interpreting) = &problem.request.interpreting {
        let pool = &interpreting.pool;
        groups.extend(pool.iter().map(|&person| vec![person]));
        for (position, &one) in pool.iter().enumerate() {
            groups.extend(pool[..position].iter().map(|&other| vec![one, other]));
        }
    }
    for interpreters in groups {
        let mut proposal = Proposal {
            interpreters,
            ..meeting.clone()
        };
        fill(problem, &mut proposal, 0, found);
    }
}

/// Every way to fill the seats from one on.
fn fill(
    problem: &Problem,
    proposal: &mut Proposal,
    seat: usize,
    found: &mut impl FnMut(&Proposal),
) {
    if seat == proposal.seats.len() {
        found(proposal);
        return;
    }
    proposal.seats[seat] = None;
    fill(problem, proposal, seat + 1, found);
    for member in &problem.request.seats[seat].pool {
        proposal.seats[seat] = Some(member.person);
        fill(problem, proposal, seat + 1, found);
    }
    proposal.seats[seat] = None;
}
