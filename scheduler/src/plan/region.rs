//! Cases that would each be a problem of their own, as one joint problem, and back.
//!
//! Everything is taken over from the problem of the one case, so that a meeting of the joint plan is
//! a sound proposal there: which days are allowed and what they cost, who may take which part, what
//! each rule asks of the room and the team. What the joint problem adds relates meetings to one
//! another: the shared calendars, how many meetings a contract still pays for (H28), and an even
//! share of the work (P12).

use std::{collections::BTreeMap, fmt};

use super::{
    AllowanceIx, Balance, BeyondScale, Case, CaseIx, Chairs, DayOffer, Grades, Meeting, Member,
    Part, Person, Points, Problem, Room, Scale, levels, model::PersonIx, points::Level,
};
use crate::{
    candidates::World,
    check,
    cost::{Grade, Sums},
    grid::{GRAIN_MINUTES, GRAINS, span},
    model::{self, DayIx, Place, Proposal},
    roles::{Part as PartOf, Role},
    weights,
    wishes::{self, Side},
};

/// Meetings may start at every quarter of an hour.
pub const EVERY_START: u64 = u64::MAX;
/// Meetings start on the hour or the half-hour: the planning day begins on the hour, and a joint plan
/// with half the starts is found several times as fast.
pub const HALF_HOURS: u64 = 0x5555_5555_5555_5555;

/// A contract, as a number that is equal for equal contracts and says nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContractIx(pub usize);

/// One case that wants a meeting.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// What it would be by itself. No meeting of any case of the joint plan is a commitment of
    /// anybody in it.
    pub problem: &'a model::Problem,
    /// Which contracts those of its request are, in their order.
    pub contracts: &'a [ContractIx],
    /// The meeting it has now. It is pinned when the request is locked to it.
    pub current: Option<&'a Proposal>,
}

/// Why cases cannot be planned together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlike {
    /// A case is about other days, people, rooms or venues, or held to another policy.
    World,
    /// A case has not one number for each of its contracts.
    Contracts,
    /// Their wishes cannot be told apart in one number.
    Scale(BeyondScale),
}

impl fmt::Display for Unlike {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::World => f.write_str("the cases do not share one world"),
            Self::Contracts => f.write_str("each contract of a case needs a number"),
            Self::Scale(beyond) => beyond.fmt(f),
        }
    }
}

impl std::error::Error for Unlike {}

/// A joint problem in the making.
pub struct Region<'w> {
    /// The world that every case shares; its request is nobody's.
    world: &'w model::Problem,
    /// The grains at which meetings may start.
    starts: u64,
    /// How many meetings are left under each contract that limits them.
    allowances: BTreeMap<ContractIx, (AllowanceIx, u32)>,
    cases: Vec<Case>,
}

impl<'w> Region<'w> {
    /// A joint problem without cases, in the world of this problem, with meetings that start at these
    /// grains.
    #[must_use]
    pub const fn new(world: &'w model::Problem, starts: u64) -> Self {
        Self {
            world,
            starts,
            allowances: BTreeMap::new(),
            cases: Vec::new(),
        }
    }

    /// Adds a case, whose problem must be free of [mistakes](crate::mistake::mistakes).
    ///
    /// # Errors
    ///
    /// The case does not belong into this world.
    pub fn add(&mut self, asked: Asked<'_>) -> Result<CaseIx, Unlike> {
        if !shares_world(self.world, asked.problem) {
            return Err(Unlike::World);
        }
        if asked.contracts.len() != asked.problem.request.contracts.len() {
            return Err(Unlike::Contracts);
        }
        let allowances = self.allowances(asked);
        let case = case(asked, self.starts, &allowances);
        self.cases.push(case);
        Ok(CaseIx(self.cases.len() - 1))
    }

    /// Numbers the contracts of a case that limit how many meetings they pay for.
    fn allowances(&mut self, asked: Asked<'_>) -> Vec<Option<AllowanceIx>> {
        let contracts = asked.problem.request.contracts.iter();
        let numbered = contracts.zip(asked.contracts);
        let allowances = numbered.map(|(contract, &number)| {
            (contract.meetings_left < u32::MAX).then(|| {
                let next = AllowanceIx(self.allowances.len());
                let known = self.allowances.entry(number);
                let (ix, left) = known.or_insert((next, contract.meetings_left));
                *left = contract.meetings_left.min(*left);
                *ix
            })
        });
        allowances.collect()
    }

    /// The allowance that a contract of the cases added has become; `None` when it limits nothing.
    #[must_use]
    pub fn allowance(&self, contract: ContractIx) -> Option<AllowanceIx> {
        self.allowances.get(&contract).map(|(ix, _)| *ix)
    }

    /// The joint problem of all cases added.
    ///
    /// # Errors
    ///
    /// Their wishes cannot be told apart in one number.
    pub fn finish(self) -> Result<Problem, Unlike> {
        let world = self.world;
        let mut allowances = vec![0; self.allowances.len()];
        for (ix, left) in self.allowances.into_values() {
            allowances[ix.0] = left;
        }
        let mut problem = Problem {
            days: world.days.iter().map(|day| day.week).collect(),
            grains: GRAINS,
            grain_minutes: small(GRAIN_MINUTES),
            online_gap: world.policy.online_gap,
            journey_minutes: small(GRAIN_MINUTES),
            venues: world.venues.iter().map(|venue| venue.at).collect(),
            rooms: world.rooms.iter().map(room).collect(),
            people: world.people.iter().map(person).collect(),
            allowances,
            cases: self.cases,
            balance: Balance {
                first: Points::at(Level::Others, weights::MEETING_TOO_MANY),
                few: weights::FEW_TOO_MANY,
                further: Points::at(Level::Others, weights::MEETING_FAR_TOO_MANY),
            },
            scale: Scale::FLAT,
        };
        share_fairly(&mut problem);
        let most: Vec<Points> = problem
            .cases
            .iter()
            .map(|case| levels::most(&problem, case))
            .collect();
        problem.scale = Scale::strict(&most).map_err(Unlike::Scale)?;
        Ok(problem)
    }
}

/// Whether a case is about the same days, people, rooms and venues.
///
/// School holidays, and who is a relative of the family, are about one case.
fn shares_world(world: &model::Problem, other: &model::Problem) -> bool {
    let is_same_day = |(one, other): (&model::Day, &model::Day)| {
        (one.number, one.week, one.is_working) == (other.number, other.week, other.is_working)
    };
    let is_same_person = |(one, other): (&model::Person, &model::Person)| {
        (one.base, one.max_day, one.max_week, one.min_gap)
            == (other.base, other.max_day, other.max_week, other.min_gap)
            && one.free == other.free
            && one.preferred == other.preferred
            && one.if_needed == other.if_needed
            && one.blocked == other.blocked
            && one.observance == other.observance
            && one.commitments == other.commitments
    };
    world.days.len() == other.days.len()
        && world.people.len() == other.people.len()
        && world.days.iter().zip(&other.days).all(is_same_day)
        && world.people.iter().zip(&other.people).all(is_same_person)
        && world.venues == other.venues
        && world.rooms == other.rooms
        && world.policy == other.policy
}

/// A room; one that is never used (H11) is never free.
fn room(room: &model::Room) -> Room {
    let is_usable = room.is_private && !room.is_staff_room;
    Room {
        venue: room.venue,
        capacity: room.capacity,
        breakout_rooms: room.breakout_rooms,
        features: room.features,
        free: room
            .free
            .iter()
            .map(|&free| if is_usable { free } else { 0 })
            .collect(),
        points: points(wishes::sums(|tell| wishes::of_room(room, tell))),
    }
}

/// A person; impossible times are not free (H20).
fn person(person: &model::Person) -> Person {
    let free: Vec<u64> = both(&person.free, &person.blocked, |free, blocked| {
        free & !blocked
    });
    let of_free = |words: &[u64]| both(words, &free, |word, free| word & free);
    Person {
        base: person.base,
        max_minutes: None,
        preferred: of_free(&person.preferred),
        if_needed: of_free(&person.if_needed),
        free,
        observance: person.observance.clone(),
        commitments: person.commitments.clone(),
        max_day: person.max_day,
        max_week: person.max_week,
        rest: person.min_gap,
        fair_share: None,
    }
}

/// Two calendars, made one day by day.
fn both(one: &[u64], other: &[u64], join: impl Fn(u64, u64) -> u64) -> Vec<u64> {
    one.iter()
        .zip(other)
        .map(|(&one, &other)| join(one, other))
        .collect()
}

/// A case, given what limits each of its contracts.
fn case(asked: Asked<'_>, starts: u64, allowances: &[Option<AllowanceIx>]) -> Case {
    let problem = asked.problem;
    let request = &problem.request;
    let world = World::new(problem);
    let (fewest, most) = sizes(problem);
    Case {
        setup: request.block.setup,
        attended: request.block.attended(),
        starts: request
            .locked
            .map_or(starts, |slot| span(slot.start, slot.start + 1)),
        days: (0..problem.days.len())
            .map(|day| {
                world
                    .is_allowed(DayIx(day))
                    .then(|| offer(problem, DayIx(day), allowances))
            })
            .collect(),
        in_person: request.in_person,
        online: request.online,
        base: request.family_base,
        max_minutes: request.family_max_minutes,
        journey: Points::at(Level::Family, weights::FAMILY_TRAVEL),
        breakout_rooms: request.breakout_rooms,
        needs: request.needs,
        chairs: Chairs::TakersAnd(request.extra_people),
        fewest,
        most,
        parts: world.roles.iter().map(|role| part(problem, role)).collect(),
        domains: request.domains,
        apart: request.kept_apart.clone(),
        welcome: Vec::new(),
        unplaced: Points::at(Level::Unplaced, unplaced(problem)),
        current: asked.current.map(meeting),
        is_pinned: asked
            .current
            .is_some_and(|now| request.locked == Some(now.slot)),
        moved: Points::at(Level::Family, weights::MEETING_MOVED),
    }
}

/// What a day costs, and who pays: of the contracts that cover it the one with most meetings left.
fn offer(problem: &model::Problem, ix: DayIx, allowances: &[Option<AllowanceIx>]) -> DayOffer {
    let day = problem.days[ix.0].number;
    let contracts = problem.request.contracts.iter().zip(allowances);
    let covering =
        contracts.filter(|(contract, _)| (contract.first_day..=contract.last_day).contains(&day));
    let payer = covering.max_by_key(|(contract, _)| contract.meetings_left);
    DayOffer {
        points: points(wishes::sums(|tell| wishes::of_day(problem, ix, tell))),
        allowance: payer.and_then(|(_, allowance)| *allowance),
    }
}

/// Fewest and most takers of parts (H09): whoever nobody names counts too.
fn sizes(problem: &model::Problem) -> (u8, u8) {
    if problem.request.is_size_overridden {
        return (0, u8::MAX);
    }
    let named = |people: u8| people.saturating_sub(problem.request.extra_people);
    (
        named(problem.policy.min_people),
        named(problem.policy.max_people),
    )
}

/// A part, and those who may take it (H05, H06, H07, H12, H16).
fn part(problem: &model::Problem, role: &Role<'_>) -> Part {
    let is_mediator = role.part == PartOf::Mediator;
    let pool = role.candidates.iter().map(|candidate| Member {
        person: candidate.ix,
        points: points(candidate.cost),
        authority: candidate.authority,
        until: is_mediator
            .then(|| cover_until(problem, candidate.ix))
            .flatten(),
    });
    // Whose cover ended before the first day can do nothing.
    let is_covered =
        |member: &Member| !is_mediator || covers(problem, member.person, problem.days[0].number);
    Part {
        pool: pool.filter(is_covered).collect(),
        absence: role.absence.map(points),
        prepares: is_mediator,
        journey: match role.side {
            Side::Family | Side::Companion => Points::NONE,
            Side::Professional => Points::at(Level::Others, weights::OTHERS_TRAVEL),
        },
        grades: grades(role.side),
        is_shared: is_mediator,
        changed: Points::at(Level::Others, weights::PERSON_CHANGED),
    }
}

/// Whether a mediator's accreditation and cover hold on a day.
fn covers(problem: &model::Problem, person: PersonIx, day: i32) -> bool {
    let mut mediators = problem.request.mediators.iter();
    mediators.any(|mediator| mediator.person == person && day <= mediator.cover_until)
}

/// The last day on which a mediator is covered; `None` when that is every day.
fn cover_until(problem: &model::Problem, person: PersonIx) -> Option<DayIx> {
    let is_covered = |day: &model::Day| covers(problem, person, day.number);
    let covered = problem
        .days
        .iter()
        .take_while(|day| is_covered(day))
        .count();
    (covered < problem.days.len()).then(|| DayIx(covered.saturating_sub(1)))
}

/// What times cost somebody of this side.
fn grades(side: Side) -> Grades {
    let (level, of, observance): (_, fn(Grade) -> u32, _) = match side {
        Side::Family => (
            Level::Family,
            Grade::family_points,
            weights::FAMILY_OBSERVANCE,
        ),
        Side::Companion | Side::Professional => (
            Level::Others,
            Grade::others_points,
            weights::OTHERS_OBSERVANCE,
        ),
    };
    Grades {
        preferred: Points::at(level, of(Grade::Preferred)),
        free: Points::at(level, of(Grade::Free)),
        if_needed: Points::at(level, of(Grade::IfNeeded)),
        observance: Points::at(level, observance),
    }
}

/// What it costs to leave a case without a meeting: the earlier its limit, the more.
fn unplaced(problem: &model::Problem) -> u32 {
    let last_day = problem.request.last_day.map_or(usize::MAX, |last| last.0);
    let weeks = problem
        .days
        .len()
        .saturating_sub(1)
        .saturating_sub(last_day)
        / 7;
    let weeks = u32::try_from(weeks).unwrap_or(u32::MAX);
    weights::UNPLACED + weights::UNPLACED_WEEK * weeks.min(weights::UNPLACED_WEEKS)
}

/// Gives everybody who takes shared parts an equal share of the cases, rounded up (P12).
fn share_fairly(problem: &mut Problem) {
    let shared = |case: &Case| {
        let parts = case.parts.iter().filter(|part| part.is_shared);
        parts
            .flat_map(|part| &part.pool)
            .map(|member| member.person)
            .collect::<Vec<_>>()
    };
    let mut sharers: Vec<PersonIx> = problem.cases.iter().flat_map(shared).collect();
    sharers.sort_unstable();
    sharers.dedup();
    if sharers.is_empty() {
        return;
    }
    let share = u32::try_from(problem.cases.len().div_ceil(sharers.len())).unwrap_or(u32::MAX);
    for sharer in sharers {
        problem.people[sharer.0].fair_share = Some(share);
    }
}

/// Points of one case alone.
const fn points(sums: Sums) -> Points {
    Points {
        unplaced: 0,
        late: sums.on_time,
        family: sums.family,
        others: sums.others,
    }
}

/// A number of the grid, which all fit into a byte.
fn small(number: u16) -> u8 {
    u8::try_from(number).expect("a grain has few minutes")
}

/// A proposal as a meeting of the joint plan: the mediator, the seats, the interpreters.
#[must_use]
pub fn meeting(proposal: &Proposal) -> Meeting {
    let mediator = std::iter::once(Some(proposal.mediator));
    let interpreters = proposal.interpreters.iter().copied().map(Some);
    Meeting {
        slot: proposal.slot,
        place: proposal.place,
        team: mediator
            .chain(proposal.seats.iter().copied())
            .chain(interpreters)
            .collect(),
    }
}

/// A meeting of the joint plan as a proposal for its own case; `None` when it is no meeting of that
/// case.
#[must_use]
pub fn proposal(problem: &model::Problem, meeting: &Meeting) -> Option<Proposal> {
    let (mediator, others) = meeting.team.split_first()?;
    let (seats, interpreters) = others.split_at_checked(problem.request.seats.len())?;
    let mut interpreters: Vec<PersonIx> = interpreters.iter().copied().collect::<Option<_>>()?;
    interpreters.sort_unstable();
    let is_there = match meeting.place {
        Place::Room(room) => room.0 < problem.rooms.len(),
        Place::Online => true,
    };
    let named = meeting.team.iter().flatten();
    let are_there = named
        .into_iter()
        .all(|person| person.0 < problem.people.len());
    if !is_there || !are_there || problem.days.len() <= meeting.slot.day.0 {
        return None;
    }
    let mut proposal = Proposal {
        slot: meeting.slot,
        place: meeting.place,
        mediator: (*mediator)?,
        seats: seats.to_vec(),
        interpreters,
        family_minutes: check::family_minutes(problem, meeting.place),
        cost: crate::Cost::default(),
    };
    proposal.cost = check::cost(problem, &proposal);
    Some(proposal)
}
