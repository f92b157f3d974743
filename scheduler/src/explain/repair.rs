//! The smallest change of one requirement that opens a date.
//!
//! Every change is tried on the whole problem before it is told: what opens a date is solved, not
//! assumed.

use std::ops::ControlFlow;

use super::{is_possible, openings};
use crate::{
    candidates::World,
    change::{Change, Times, apply},
    model::{PersonIx, Problem, RoomIx, SeatIx, SeatRole, Slot},
    requirement::{Requirement, always, join},
    roles::interpreters_needed,
    spots::minutes_between,
};

/// The smallest change, given the problem and the same without the requirement, which has dates.
pub(super) fn smallest(problem: &Problem, without: &Problem, requirement: Requirement) -> Change {
    let request = &problem.request;
    let opens = |change: &Change| is_possible(&apply(problem, change));
    let found = match requirement {
        Requirement::Lock => Some(Change::Unlock),
        Requirement::WorkingDays => Some(Change::NonWorkingDays),
        Requirement::Size => Some(Change::AnySize),
        Requirement::Contract => openings(without)
            .first()
            .map(|slot| Change::ContractCovering { day: slot.day }),
        Requirement::Limit => {
            let last = request.last_day.map_or(0, |day| day.0);
            openings(without).first().map(|slot| Change::LaterLimit {
                days: days(last, slot.day.0),
            })
        }
        Requirement::Notice => openings(without).last().map(|slot| Change::ShorterNotice {
            days: days(slot.day.0, request.notice_day.0),
        }),
        Requirement::Mode => [Change::Online, Change::InPerson].into_iter().find(opens),
        Requirement::FamilyTravel => farther(problem),
        Requirement::RoomPrivacy
        | Requirement::RoomAccess
        | Requirement::Breakouts
        | Requirement::RoomSize => another_room(problem, without, requirement),
        Requirement::Room => room_time(problem, without),
        Requirement::Mediator => {
            let pool = request.mediators.iter().map(|mediator| mediator.person);
            more_time(problem, pool, request.block.setup).or_else(|| {
                let times = openings(without)
                    .into_iter()
                    .map(|slot| held(problem, slot));
                times
                    .map(|times| Change::AnotherMediator { times })
                    .find(opens)
            })
        }
        Requirement::Interpreting => interpreting(problem),
        Requirement::Authority => more_authority(problem),
        Requirement::KeptApart => {
            let pairs = request.kept_apart.iter();
            pairs
                .map(|&(one, other)| Change::Separately { one, other })
                .find(opens)
        }
        Requirement::Seat(seat) => for_seat(problem, without, seat),
    };
    let known = found.filter(opens);
    known.unwrap_or(Change::Without(requirement))
}

/// The calendar days between two positions.
fn days(from: usize, to: usize) -> u16 {
    u16::try_from(to.saturating_sub(from)).unwrap_or(u16::MAX)
}

/// The times that seats and interpreters attend.
fn attended(problem: &Problem, slot: Slot) -> Times {
    let to = slot.start + problem.request.block.attended();
    Times {
        day: slot.day,
        from: slot.start,
        to,
    }
}

/// The times that mediator and room are held.
fn held(problem: &Problem, slot: Slot) -> Times {
    let times = attended(problem, slot);
    Times {
        from: slot.start.saturating_sub(problem.request.block.setup),
        ..times
    }
}

/// The shortest journey beyond what the family goes that opens a date.
fn farther(problem: &Problem) -> Option<Change> {
    let places = 0..problem.venues.len();
    let minutes =
        |venue: usize| minutes_between(problem.request.family_base, problem.venues[venue].at);
    let mut journeys: Vec<u16> = places.map(minutes).collect();
    journeys.retain(|&minutes| problem.request.family_max_minutes < minutes);
    journeys.sort_unstable();
    journeys.dedup();
    // The farther the family goes, the more is possible.
    let opens = |minutes: u16| is_possible(&apply(problem, &Change::FartherTravel { minutes }));
    let shortest = journeys.partition_point(|&minutes| !opens(minutes));
    journeys
        .get(shortest)
        .map(|&minutes| Change::FartherTravel { minutes })
}

/// A room like one that there is, but with what it lacks: the one that lacks least.
fn another_room(problem: &Problem, without: &Problem, lacking: Requirement) -> Option<Change> {
    let step = if lacking == Requirement::RoomSize {
        smallest_enlargement(problem)?
    } else {
        0
    };
    let mut changes: Vec<(u32, RoomIx, Change)> = Vec::new();
    for like in rooms_reached(without) {
        let (missing, change) = alteration(problem, like, lacking, step);
        changes.push((missing, like, change));
    }
    changes.sort_by_key(|&(missing, room, _)| (missing, room));
    let opens = |change: &Change| is_possible(&apply(problem, change));
    changes.into_iter().map(|(.., change)| change).find(opens)
}

/// The rooms at the spots where there is a date, in order.
fn rooms_reached(problem: &Problem) -> Vec<RoomIx> {
    let world = World::new(problem);
    let mut is_reached = vec![false; world.spots.len()];
    world.search(|candidate| {
        is_reached[candidate.spot] = true;
        ControlFlow::Continue(())
    });
    let reached = world
        .spots
        .iter()
        .zip(is_reached)
        .filter(|&(_, is_reached)| is_reached);
    let mut rooms: Vec<RoomIx> = reached
        .flat_map(|(spot, _)| spot.rooms.iter().map(|&(room, _)| room))
        .collect();
    rooms.sort_unstable();
    rooms
}

/// The fewest chairs that would open a date if every room had so many more.
fn smallest_enlargement(problem: &Problem) -> Option<u8> {
    (1..u8::MAX).find(|&chairs| {
        let mut enlarged = problem.clone();
        for room in &mut enlarged.rooms {
            room.capacity = room.capacity.saturating_add(chairs);
        }
        is_possible(&enlarged)
    })
}

/// What would give a room what it lacks, and how much that is.
fn alteration(problem: &Problem, like: RoomIx, lacking: Requirement, chairs: u8) -> (u32, Change) {
    let request = &problem.request;
    let room = &problem.rooms[like.0];
    let features = if lacking == Requirement::RoomAccess {
        request.needs
    } else {
        0
    };
    let breakout_rooms = if lacking == Requirement::Breakouts {
        request.breakout_rooms
    } else {
        0
    };
    let capacity = if chairs == 0 {
        0
    } else {
        room.capacity.saturating_add(chairs)
    };
    let missing = (features & !room.features).count_ones()
        + u32::from(breakout_rooms.saturating_sub(room.breakout_rooms));
    (
        missing,
        Change::AnotherRoom {
            like,
            capacity,
            breakout_rooms,
            features,
        },
    )
}

/// The room and time with the fewest quarters of an hour missing.
fn room_time(problem: &Problem, without: &Problem) -> Option<Change> {
    let mut changes: Vec<(u8, Slot, RoomIx)> = Vec::new();
    let world = World::new(without);
    world.search(|candidate| {
        let times = held(problem, candidate.slot);
        for &(room, _) in &world.spots[candidate.spot].rooms {
            let free = problem.rooms[room.0].free[times.day.0];
            changes.push((missing(times, free), candidate.slot, room));
        }
        ControlFlow::Continue(())
    });
    changes.sort_unstable();
    let changes = changes
        .into_iter()
        .map(|(missing_grains, slot, room)| Change::RoomTime {
            room,
            times: held(problem, slot),
            missing_grains,
        });
    changes
        .into_iter()
        .find(|change| is_possible(&apply(problem, change)))
}

/// How many of some quarters of an hour are not free.
fn missing(times: Times, free: u64) -> u8 {
    let missing = (times.word() & !free).count_ones();
    u8::try_from(missing).expect("a word has 64 bits")
}

/// The least time that one of a pool could make to open a date; never an impossible time.
fn more_time(problem: &Problem, pool: impl Iterator<Item = PersonIx>, lead: u8) -> Option<Change> {
    let mut changes: Vec<(u8, Slot, usize, Change)> = Vec::new();
    for (position, person) in pool.enumerate() {
        let mut freed = problem.clone();
        freed.people[person.0].free.fill(u64::MAX);
        for slot in openings(&freed) {
            let to = slot.start + problem.request.block.attended();
            let times = Times {
                day: slot.day,
                from: slot.start.saturating_sub(lead),
                to,
            };
            let missing_grains = missing(times, problem.people[person.0].free[times.day.0]);
            changes.push((
                missing_grains,
                slot,
                position,
                Change::MoreTime {
                    person,
                    times,
                    missing_grains,
                },
            ));
        }
    }
    changes.sort_unstable_by_key(|&(missing, slot, position, _)| (missing, slot, position));
    changes
        .into_iter()
        .map(|(.., change)| change)
        .find(|change| is_possible(&apply(problem, change)))
}

/// More time of an interpreter, else another interpreter, else two.
fn interpreting(problem: &Problem) -> Option<Change> {
    let interpreting = problem.request.interpreting.as_ref()?;
    more_time(problem, interpreting.pool.iter().copied(), 0).or_else(|| {
        let mut joined = problem.clone();
        (1..=interpreters_needed(problem, interpreting)).find_map(|people| {
            let stand_in = always(problem.days.len());
            let stand_in = join(&mut joined, stand_in);
            joined.request.interpreting.as_mut()?.pool.push(stand_in);
            let times = attended(problem, *openings(&joined).first()?);
            let people = u8::try_from(people).ok()?;
            Some(Change::AnotherInterpreter { times, people })
        })
    })
}

/// Agreement, else more time of one of the pool, else somebody else for the seat.
fn for_seat(problem: &Problem, without: &Problem, seat: SeatIx) -> Option<Change> {
    let agreed = Change::ChildAgreed { seat };
    if is_possible(&apply(problem, &agreed)) {
        return Some(agreed);
    }
    let pool = &problem.request.seats[seat.0].pool;
    more_time(problem, pool.iter().map(|member| member.person), 0).or_else(|| {
        let authority = pool.iter().fold(0, |all, member| all | member.authority);
        let times = openings(without)
            .into_iter()
            .map(|slot| attended(problem, slot));
        times
            .map(|times| Change::AnotherMember {
                seat,
                times,
                authority,
            })
            .find(|change| is_possible(&apply(problem, change)))
    })
}

/// The fewest issues that one person more would have to decide.
fn more_authority(problem: &Problem) -> Option<Change> {
    let asked = problem.request.domains;
    let mut subsets: Vec<u32> = subsets(asked).collect();
    subsets.sort_by_key(|domains| (domains.count_ones(), *domains));
    for domains in subsets {
        let mut without = problem.clone();
        without.request.domains &= !domains;
        if !is_possible(&without) {
            continue;
        }
        for (position, seat) in problem.request.seats.iter().enumerate() {
            if !is_for_a_public_body(seat.role) {
                continue;
            }
            for member in &seat.pool {
                let seat = SeatIx(position);
                let change = Change::MoreAuthority {
                    seat,
                    person: member.person,
                    domains,
                };
                if is_possible(&apply(problem, &change)) {
                    return Some(change);
                }
            }
        }
    }
    None
}

/// Whether those who take such a seat decide for a public body: nobody else can be authorised.
fn is_for_a_public_body(role: SeatRole) -> bool {
    match role {
        SeatRole::LocalAuthority | SeatRole::Health | SeatRole::SocialCare => true,
        SeatRole::Family
        | SeatRole::Child
        | SeatRole::Education
        | SeatRole::Supporter
        | SeatRole::Other => false,
    }
}

/// Every set of some of these bits, but the empty one.
fn subsets(bits: u32) -> impl Iterator<Item = u32> {
    let smaller = move |&set: &u32| Some((set.checked_sub(1)?) & bits);
    std::iter::successors(Some(bits), smaller).take_while(|&set| set != 0)
}
