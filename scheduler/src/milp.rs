//! A second opinion on the best date, from a mathematical program.
//!
//! One binary says whether the meeting starts then and there, and one for each person whether that
//! person then takes that part. What is allowed and what it costs is asked of [`check`], one person
//! at a time; only the choice is the solver's. The levels of cost are minimised one after the other,
//! so that no weight has to stand for "more important than all the rest" and every number stays
//! small. This is slow, and meant for tests and audits.

use std::{collections::BTreeMap, fmt};

use good_lp::{
    Expression, ProblemVariables, ResolutionError, Solution, SolutionStatus, SolverModel, Variable,
    constraint, variable,
};

use crate::{
    check::{self, Subject, Violation},
    cost::{Cost, Sums},
    grid::GRAINS,
    mistake::{Mistake, mistakes},
    model::{DayIx, Need, PersonIx, Place, Problem, Proposal, RoomIx, SeatIx, Slot},
    rules::Rule,
    spots::minutes_between,
};

/// Who is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Solver {
    /// `HiGHS`, in C++.
    #[cfg(feature = "highs")]
    Highs,
    /// microlp, in Rust.
    #[cfg(feature = "microlp")]
    Microlp,
}

/// Why there is no second opinion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SolverFault {
    /// The problem makes no sense.
    Mistakes(Vec<Mistake>),
    /// The solver gave up; this is its message.
    GaveUp(String),
}

impl fmt::Display for SolverFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mistakes(mistakes) => write!(f, "the problem has {} mistakes", mistakes.len()),
            Self::GaveUp(message) => write!(f, "the solver gave up: {message}"),
        }
    }
}

impl std::error::Error for SolverFault {}

/// What the best proposal costs, level by level; `None` when there is none.
///
/// # Errors
///
/// A [`SolverFault`] when the problem makes no sense or the solver gives up.
pub fn second_opinion(problem: &Problem, solver: Solver) -> Result<Option<Sums>, SolverFault> {
    let mistakes = mistakes(problem);
    if !mistakes.is_empty() {
        return Err(SolverFault::Mistakes(mistakes));
    }
    let meetings = meetings(problem);
    let mut least = Vec::new();
    for level in 0..LEVELS {
        match minimise(problem, &meetings, level, &least, solver)? {
            Some(points) => least.push(points),
            None => return Ok(None),
        }
    }
    let points = |level: usize| {
        u32::try_from(least[level]).map_err(|_| SolverFault::GaveUp("negative points".to_owned()))
    };
    Ok(Some(Sums {
        on_time: points(0)?,
        family: points(1)?,
        others: points(2)?,
    }))
}

/// Levels of cost.
const LEVELS: usize = 3;

/// Points on each level; negative for what an empty seat no longer costs.
type Points = [i64; LEVELS];

/// A part in the meeting.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Mediator,
    Seat(usize),
    Interpreter,
}

/// A start and place that no rule about days and places forbids.
struct Meeting {
    /// Who can take each part, with what that adds.
    takers: Vec<(Part, PersonIx, Points)>,
    /// Chairs.
    seats: usize,
}

/// Every start and place at which somebody can take each part.
fn meetings(problem: &Problem) -> Vec<Meeting> {
    let rooms = (0..problem.rooms.len()).map(|room| Place::Room(RoomIx(room)));
    let places: Vec<Place> = rooms.chain([Place::Online]).collect();
    let mut meetings = Vec::new();
    for day in 0..problem.days.len() {
        for start in 0..GRAINS {
            for &place in &places {
                let slot = Slot {
                    day: DayIx(day),
                    start,
                };
                meetings.extend(meeting(problem, slot, place));
            }
        }
    }
    meetings
}

/// One start and place.
fn meeting(problem: &Problem, slot: Slot, place: Place) -> Option<Meeting> {
    let request = &problem.request;
    let family_minutes = match place {
        Place::Online => 0,
        Place::Room(room) => {
            let venue = problem.rooms[room.0].venue;
            minutes_between(request.family_base, problem.venues[venue.0].at)
        }
    };
    let alone = |mediator: PersonIx| Proposal {
        slot,
        place,
        mediator,
        seats: vec![None; request.seats.len()],
        interpreters: Vec::new(),
        family_minutes,
        cost: Cost::default(),
    };
    let mut takers = Vec::new();
    for mediator in &request.mediators {
        let proposal = alone(mediator.person);
        if allows(problem, &proposal, None)? {
            takers.push((Part::Mediator, mediator.person, points(problem, &proposal)));
        }
    }
    for (person, part) in others(problem) {
        // Any mediator will do to see what this person adds, but for the same person.
        let mut mediators = request.mediators.iter().map(|mediator| mediator.person);
        let Some(mediator) = mediators.find(|&mediator| mediator != person) else {
            continue;
        };
        let before = alone(mediator);
        let mut after = before.clone();
        match part {
            Part::Mediator => {}
            Part::Seat(seat) => after.seats[seat] = Some(person),
            Part::Interpreter => after.interpreters.push(person),
        }
        if allows(problem, &after, Some((person, part)))? {
            let (before, after) = (points(problem, &before), points(problem, &after));
            takers.push((
                part,
                person,
                std::array::from_fn(|level| after[level] - before[level]),
            ));
        }
    }
    let seats = match place {
        Place::Online => usize::MAX,
        Place::Room(room) => usize::from(problem.rooms[room.0].capacity),
    };
    let is_taken = |part: Part| takers.iter().any(|&(taken, ..)| taken == part);
    let required = request.seats.iter().enumerate();
    let mut required = required.filter(|(_, seat)| seat.need == Need::Required);
    let is_staffed =
        is_taken(Part::Mediator) && required.all(|(seat, _)| is_taken(Part::Seat(seat)));
    is_staffed.then_some(Meeting { takers, seats })
}

/// Everybody who could take a seat or interpret.
fn others(problem: &Problem) -> Vec<(PersonIx, Part)> {
    let request = &problem.request;
    let seats = request.seats.iter().enumerate();
    let seats = seats.flat_map(|(seat, asked)| {
        asked
            .pool
            .iter()
            .map(move |one| (one.person, Part::Seat(seat)))
    });
    let interpreters = request.interpreting.iter().flat_map(|asked| &asked.pool);
    seats
        .chain(interpreters.map(|&person| (person, Part::Interpreter)))
        .collect()
}

/// Whether nothing speaks against one person in one part, the mediator when none is named; `None`
/// when something speaks against the start or the place.
fn allows(problem: &Problem, tried: &Proposal, taker: Option<(PersonIx, Part)>) -> Option<bool> {
    // A rule about all of them together is the program's to keep.
    let is_together = |rule: Rule| {
        let together = [
            Rule::Authority,
            Rule::Size,
            Rule::Interpreter,
            Rule::TwoSigners,
        ];
        together.contains(&rule)
    };
    let person = taker.map_or(tried.mediator, |(person, _)| person);
    let mut is_allowed = true;
    for violation in check::violations(problem, tried) {
        match violation {
            Violation::Broken {
                rule,
                by: Subject::Meeting,
            } if is_together(rule) => {}
            Violation::Broken {
                rule: Rule::Size,
                by: Subject::Room(_),
            } => {}
            // Too early in the day for the set-up, or on a wrong day, or in a wrong room.
            Violation::Shape(_)
            | Violation::Broken {
                by: Subject::Meeting | Subject::Room(_),
                ..
            } => {
                return None;
            }
            Violation::Broken {
                by: Subject::Person(by),
                ..
            } => is_allowed &= by != person,
            Violation::Broken {
                by: Subject::Seat(SeatIx(by)),
                rule,
            } => {
                let is_own = taker.is_some_and(|(_, part)| part == Part::Seat(by));
                is_allowed &= !is_own || rule == Rule::RequiredPeople;
            }
        }
    }
    Some(is_allowed)
}

/// What a proposal costs, level by level.
fn points(problem: &Problem, proposal: &Proposal) -> Points {
    let sums = check::cost(problem, proposal).sums();
    [sums.on_time, sums.family, sums.others].map(i64::from)
}

/// The least points on one level, those of the levels before being at their least.
fn minimise(
    problem: &Problem,
    meetings: &[Meeting],
    level: usize,
    least: &[i64],
    solver: Solver,
) -> Result<Option<i64>, SolverFault> {
    if meetings.is_empty() {
        return Ok(None);
    }
    let mut program = Program::new();
    for meeting in meetings {
        program.add(problem, meeting);
    }
    let held = program.held.clone();
    program.rows.push(constraint!(held == 1));
    for (level, &points) in least.iter().enumerate() {
        let spent = program.points[level].clone();
        // Points are whole: half a point leaves room for rounding and none for another point.
        let limit = as_float(points)? + 0.5;
        program.rows.push(constraint!(spent <= limit));
    }
    let objective = program.points[level].clone();
    program.solve(&objective, solver)
}

/// A number of points, which is small enough to be exact.
fn as_float(points: i64) -> Result<f64, SolverFault> {
    let points = i32::try_from(points);
    points
        .map(f64::from)
        .map_err(|_| SolverFault::GaveUp("more points than are exact".to_owned()))
}

/// The mathematical program.
struct Program {
    variables: ProblemVariables,
    rows: Vec<good_lp::Constraint>,
    /// How many meetings are held.
    held: Expression,
    /// The points of each level.
    points: [Expression; LEVELS],
}

impl Program {
    fn new() -> Self {
        let nothing = || Expression::from(0.0);
        let points = [nothing(), nothing(), nothing()];
        Self {
            variables: ProblemVariables::new(),
            rows: Vec::new(),
            held: nothing(),
            points,
        }
    }

    /// Adds a meeting, who could take part in it, and what they must be together.
    fn add(&mut self, problem: &Problem, meeting: &Meeting) {
        let request = &problem.request;
        let held = self.variables.add(variable().binary());
        self.held += held;
        let mut by_part: BTreeMap<Part, Expression> = BTreeMap::new();
        let mut by_person: BTreeMap<PersonIx, Expression> = BTreeMap::new();
        let mut by_domain: BTreeMap<u32, Expression> = BTreeMap::new();
        let mut everybody = Expression::from(0.0);
        for &(part, person, points) in &meeting.takers {
            let taken = self.variables.add(variable().binary());
            for (sum, points) in self.points.iter_mut().zip(points) {
                sum.add_mul(
                    i32::try_from(points).map_or(f64::INFINITY, f64::from),
                    taken,
                );
            }
            *by_part.entry(part).or_default() += taken;
            *by_person.entry(person).or_default() += taken;
            everybody += taken;
            for bit in (0..32).filter(|bit| authority(problem, part, person) >> bit & 1 == 1) {
                *by_domain.entry(bit).or_default() += taken;
            }
        }
        let needed = interpreters(problem);
        for (part, least, most) in parts(problem, needed) {
            let takers = by_part.get(&part).cloned().unwrap_or_default();
            self.rows.push(constraint!(takers.clone() <= most * held));
            self.rows.push(constraint!(takers >= least * held));
        }
        for bit in (0..32).filter(|bit| request.domains >> bit & 1 == 1) {
            let deciders = by_domain.get(&bit).cloned().unwrap_or_default();
            self.rows.push(constraint!(deciders >= held));
        }
        for there in by_person.values() {
            self.rows.push(constraint!(there.clone() <= held));
        }
        for (one, other) in &request.kept_apart {
            if let (Some(one), Some(other)) = (by_person.get(one), by_person.get(other)) {
                self.rows
                    .push(constraint!(one.clone() + other.clone() <= held));
            }
        }
        self.limit(problem, meeting, held, everybody);
    }

    /// Adds the limits of size.
    fn limit(&mut self, problem: &Problem, meeting: &Meeting, held: Variable, people: Expression) {
        let count = |people: usize| f64::from(u32::try_from(people.min(1_000)).unwrap_or(1_000));
        let unnamed = f64::from(problem.request.extra_people);
        let policy = problem.policy;
        let chairs = count(meeting.seats);
        let (least, most) = if problem.request.is_size_overridden {
            (0.0, chairs)
        } else {
            (
                f64::from(policy.min_people),
                chairs.min(f64::from(policy.max_people)),
            )
        };
        self.rows
            .push(constraint!(people.clone() <= (most - unnamed) * held));
        self.rows
            .push(constraint!(people >= (least - unnamed) * held));
    }

    /// Solves it, and says how many points the objective has.
    fn solve(self, objective: &Expression, solver: Solver) -> Result<Option<i64>, SolverFault> {
        let unsolved = self.variables.minimise(objective.clone());
        match solver {
            #[cfg(feature = "highs")]
            Solver::Highs => {
                // Presolving takes far longer than solving: there are few rows, and long ones.
                let model = unsolved
                    .using(good_lp::highs)
                    .set_threads(1)
                    .set_presolve(good_lp::solvers::highs::HighsPresolveType::Off);
                // Costs are whole numbers: a gap of less than one is none.
                let model = model
                    .set_mip_rel_gap(0.0)
                    .and_then(|model| model.set_mip_abs_gap(0.5));
                let model = model.map_err(|fault| SolverFault::GaveUp(fault.to_string()))?;
                read(model.with_all(self.rows).solve(), objective)
            }
            #[cfg(feature = "microlp")]
            Solver::Microlp => {
                let model = unsolved.using(good_lp::microlp);
                read(model.with_all(self.rows).solve(), objective)
            }
        }
    }
}

/// Each part, with the fewest and the most who take it.
fn parts(problem: &Problem, interpreters: i32) -> impl Iterator<Item = (Part, i32, i32)> {
    let seats = problem.request.seats.iter().enumerate();
    let seats =
        seats.map(|(seat, asked)| (Part::Seat(seat), i32::from(asked.need == Need::Required), 1));
    let rest = [
        (Part::Mediator, 1, 1),
        (Part::Interpreter, interpreters, interpreters),
    ];
    rest.into_iter().chain(seats)
}

/// How many interpret.
fn interpreters(problem: &Problem) -> i32 {
    let attended = problem.request.block.attended();
    match &problem.request.interpreting {
        None => 0,
        Some(asked) => {
            1 + i32::from(asked.is_sign_language && problem.policy.sign_pair_over < attended)
        }
    }
}

/// What somebody may decide in a part.
fn authority(problem: &Problem, part: Part, person: PersonIx) -> u32 {
    match part {
        Part::Mediator | Part::Interpreter => 0,
        Part::Seat(seat) => {
            let pool = problem.request.seats[seat].pool.iter();
            pool.filter(|one| one.person == person)
                .fold(0, |all, one| all | one.authority)
        }
    }
}

/// The objective of a proven optimum, `None` when there is no solution.
fn read<S: Solution>(
    solved: Result<S, ResolutionError>,
    objective: &Expression,
) -> Result<Option<i64>, SolverFault> {
    match solved {
        Ok(solution) => match solution.status() {
            SolutionStatus::Optimal | SolutionStatus::GapLimit => {
                Ok(Some(whole(solution.eval(objective))))
            }
            SolutionStatus::TimeLimit => Err(SolverFault::GaveUp("out of time".to_owned())),
        },
        Err(ResolutionError::Infeasible) => Ok(None),
        Err(fault) => Err(SolverFault::GaveUp(fault.to_string())),
    }
}

/// Points as the whole number they are but for rounding.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the points of a proposal fit into 32 bits"
)]
fn whole(points: f64) -> i64 {
    points.round() as i64
}
