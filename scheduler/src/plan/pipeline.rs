//! The stages of planning, one after the other; see the module's documentation.

use super::{
    bound::{self, Bound},
    branch::{Count, Leaving},
    chance::Chance,
    choose::{self, Chosen, Effort as Patience},
    model::{CaseIx, Meeting, PersonIx, Plan, Slot},
    pool::Pool,
    report::{Effort, Progress, Stage, Watch},
    rows::{Duals, Rows},
    search::{State, first},
    statement::{Choice, statement},
    team::{Column, NOBODY, Pricer},
    world::{World, place_of},
};
use crate::model::DayIx;

/// What planning has found so far.
#[derive(Clone)]
pub(super) struct Found {
    /// By case.
    pub(super) meetings: Vec<Option<Column>>,
    pub(super) cost: i64,
    pub(super) bound: i64,
    pub(super) effort: Effort,
    /// Cases that could not meet even if nobody else did.
    pub(super) impossible: Vec<CaseIx>,
}

impl Found {
    /// The meetings written out.
    pub(super) fn plan(&self, world: &World<'_>) -> Plan {
        let meetings = self
            .meetings
            .iter()
            .map(|column| column.as_ref().map(|column| meeting(world, column)));
        Plan {
            meetings: meetings.collect(),
        }
    }
}

/// A meeting written out.
fn meeting(world: &World<'_>, column: &Column) -> Meeting {
    let case = column.case as usize;
    let start = &world.cases[case].starts[column.start as usize];
    let parts = &world.problem.cases[case].parts;
    let team = column
        .team
        .iter()
        .zip(parts)
        .map(|(&member, part)| -> Option<PersonIx> {
            (member != NOBODY).then(|| part.pool[usize::from(member)].person)
        });
    Meeting {
        slot: Slot {
            day: DayIx(usize::from(start.day)),
            start: start.at,
        },
        place: place_of(start.places[usize::from(column.place)].place),
        team: team.collect(),
    }
}

/// Who is told, and hears of better plans and bounds.
pub(super) trait Desk: Watch {
    /// A better plan, or a better bound.
    fn news(&self, world: &World<'_>, found: &Found);
}

/// How to plan.
#[derive(Clone, Copy)]
pub(super) struct Settings {
    pub(super) seed: u64,
    pub(super) rounds: Option<u64>,
    /// Meetings in one integer program at most.
    pub(super) columns: usize,
    /// Meetings listed for a proof at most.
    #[cfg_attr(
        not(feature = "highs"),
        expect(dead_code, reason = "prices need HiGHS")
    )]
    pub(super) listed: usize,
}

/// Meetings in one integer program at most, ordinarily.
pub(super) const MOST_COLUMNS: usize = 60_000;
/// Meetings listed for a proof at most, ordinarily: some five hundred bytes each.
pub(super) const MOST_LISTED: usize = 400_000;
/// Of these so many a case at most, so that they fit into the memory that is foreseen for a case.
pub(super) const LISTED_A_CASE: usize = 1_200;
/// Rounds of searching near a plan, ordinarily: what they leave, the linear program finds faster if
/// there is one.
const ROUNDS: u64 = if cfg!(feature = "highs") { 500 } else { 2_000 };
/// What a promising meeting exceeds the least of its case by at most, in points.
const PROMISING: i64 = 6;
/// Plans.
pub(super) fn run(world: &World<'_>, settings: Settings, desk: &dyn Desk) -> Found {
    let mut line = Line {
        world,
        settings,
        desk,
        stage: Stage::Searching,
        found: sure(world),
    };
    desk.news(world, &line.found);
    let mut chance = Chance::new(settings.seed);
    let mut state = first(world);
    line.better(&state);
    let rounds = settings.rounds.unwrap_or(ROUNDS);
    state.improve(rounds, &mut chance, desk);
    line.better(&state);
    if !line.is_over() {
        line.prove(&mut chance);
    }
    line.found
}

/// What is known before anything is done.
fn sure(world: &World<'_>) -> Found {
    let rows = Rows::new(world);
    let duals = Duals::new(world, &rows, vec![0; rows.caps.len()]);
    let bound = bound::bound(world, &rows, &duals, &Leaving::free(world), None, 0);
    let pricer = Pricer {
        world,
        prices: &duals,
        unit: 1,
    };
    let cases = (0..world.cases.len()).map(CaseIx);
    Found {
        meetings: vec![None; world.cases.len()],
        cost: i64::MAX,
        bound: bound.cost(world.unit),
        effort: Effort {
            starts: world
                .cases
                .iter()
                .map(|case| case.starts.len() as u64)
                .sum(),
            ..Effort::default()
        },
        impossible: cases.filter(|case| !pricer.is_possible(case.0)).collect(),
    }
}

/// Planning under way.
pub(super) struct Line<'w, 'p> {
    pub(super) world: &'w World<'p>,
    pub(super) settings: Settings,
    desk: &'w dyn Desk,
    pub(super) stage: Stage,
    pub(super) found: Found,
}

impl Line<'_, '_> {
    /// Whether there is nothing left to do, or no time.
    pub(super) fn is_over(&self) -> bool {
        self.found.cost <= self.found.bound || self.desk.left().is_some_and(|left| left.is_zero())
    }

    /// Keeps a plan when it is better.
    pub(super) fn better(&mut self, state: &State<'_, '_>) {
        if state.cost < self.found.cost {
            self.found.cost = state.cost;
            self.found.meetings.clone_from(&state.meetings);
            self.desk.news(self.world, &self.found);
        }
        self.tell();
    }

    /// Keeps a bound when it is better.
    pub(super) fn bounded(&mut self, bound: i64) {
        if self.found.bound < bound {
            self.found.bound = bound.min(self.found.cost);
            self.desk.news(self.world, &self.found);
        }
        self.tell();
    }

    pub(super) fn tell(&self) {
        self.desk.tell(&Progress {
            stage: self.stage,
            incumbent: (self.found.cost < i64::MAX).then_some(self.found.cost),
            bound: Some(self.found.bound),
            placed: self.found.meetings.iter().flatten().count(),
        });
    }

    /// Chooses among promising meetings, so many of each case at most; the best plan found is kept.
    pub(super) fn promising(&mut self, at: &At<'_>, count: Option<usize>, chance: &mut Chance) {
        if self.is_over() {
            return;
        }
        let exact = self.exact(at);
        let most = self.settings.columns;
        let columns = match count {
            None => at.within(exact.min(PROMISING * self.world.unit), most),
            Some(count) => Some(at.cheapest(exact, count)),
        };
        let columns = columns.filter(|columns| columns.len() <= 2 * most);
        self.stage = Stage::Choosing;
        self.tell();
        if let Some(columns) = columns {
            let chosen = self.solve(at, &columns, None);
            self.take(&columns, &chosen, chance);
        }
    }

    /// Chooses among promising meetings until all that could be part of a better plan are few enough
    /// to choose among; answers whether they were.
    pub(super) fn choose(&mut self, at: &At<'_>, chance: &mut Chance) -> bool {
        // Of equal promise first; then so many of each case, for when too many are promising.
        for count in [None, Some(30), Some(80)] {
            self.promising(at, count, chance);
            if let Some(bound) = self.settle(at, self.settings.columns, None, chance) {
                self.bounded(bound);
                return true;
            }
        }
        false
    }

    /// How much dearer than the least of its case a meeting of a better plan can be: costs are whole.
    pub(super) fn exact(&self, at: &At<'_>) -> i64 {
        let better = i128::from(self.found.cost - 1) * i128::from(self.world.unit);
        i64::try_from(better - at.bound.parts).unwrap_or(i64::MAX)
    }

    /// Chooses among all meetings that a better plan could have, when they are few enough; what no
    /// plan there costs less than, as far as that is known then. A solver searches so many `nodes`.
    pub(super) fn settle(
        &mut self,
        at: &At<'_>,
        most: usize,
        nodes: Option<u32>,
        chance: &mut Chance,
    ) -> Option<i64> {
        if self.is_over() {
            return None;
        }
        let columns = at.within(self.exact(at), most)?;
        self.stage = Stage::Proving;
        self.tell();
        let chosen = self.solve(at, &columns, nodes);
        self.take(&columns, &chosen, chance);
        if chosen.is_proven {
            return Some(self.found.cost);
        }
        let known = at.bound.cost(self.world.unit);
        let bound = chosen.bound.map_or(known, |bound| whole(bound).max(known));
        Some(bound.min(self.found.cost))
    }

    /// Keeps a choice when it is better, after looking near it.
    fn take(&mut self, columns: &[Column], chosen: &Chosen, chance: &mut Chance) {
        let Some(picks) = &chosen.picks else { return };
        let world = self.world;
        let mut state = State::new(world);
        for &ix in picks {
            state.put(columns[ix].clone());
        }
        self.better(&state);
        if !chosen.is_proven && !self.is_over() {
            state.improve(20_000, chance, self.desk);
            self.better(&state);
        }
    }

    /// The best plan made of some meetings, or better than the one there is when there is none.
    fn solve(&self, at: &At<'_>, columns: &[Column], nodes: Option<u32>) -> Chosen {
        let found = &self.found;
        let mut choice = Choice::among(columns, at.leaving, &at.bound.least, self.exact(at));
        choice.counts.clone_from(&at.counts);
        choice.known = (found.cost < i64::MAX).then_some((found.meetings.as_slice(), found.cost));
        let patience = Patience {
            time: self.desk.left(),
            seed: self.settings.seed,
            nodes,
        };
        choose::best(&statement(self.world, at.rows, &choice), patience)
    }
}

/// Some plans, and what prices say about them.
pub(super) struct At<'a> {
    pub(super) world: &'a World<'a>,
    pub(super) rows: &'a Rows,
    pub(super) duals: &'a Duals<'a>,
    pub(super) leaving: &'a Leaving,
    pub(super) bound: &'a Bound,
    /// Sets of cases, and how many of each are left.
    pub(super) counts: Vec<(&'a [usize], Count)>,
    /// Meetings of better plans, once they are listed.
    pub(super) pool: Option<&'a Pool>,
}

impl At<'_> {
    /// See [`bound::within`].
    pub(super) fn within(&self, slack: i64, most: usize) -> Option<Vec<Column>> {
        if let Some(pool) = self.pool.filter(|pool| pool.is_complete) {
            return pool.within(slack, most);
        }
        let least = &self.bound.least;
        bound::within(self.world, self.duals, self.leaving, least, slack, most)
    }

    /// See [`bound::cheapest`].
    pub(super) fn cheapest(&self, slack: i64, count: usize) -> Vec<Column> {
        if let Some(pool) = self.pool {
            return pool.cheapest(self.world.cases.len(), slack, count);
        }
        let least = &self.bound.least;
        bound::cheapest(self.world, self.duals, self.leaving, least, slack, count)
    }
}

/// The best plan by microlp, all meetings in one program: a second opinion for problems
/// with at most `most` meetings; `None` when there are more or the solver gives up.
#[cfg(feature = "microlp")]
pub(super) fn second_opinion(world: &World<'_>, most: usize) -> Option<Found> {
    let rows = Rows::new(world);
    let duals = Duals::new(world, &rows, vec![0; rows.caps.len()]);
    let leaving = Leaving::free(world);
    let columns = bound::within(world, &duals, &leaving, &leaving.nones, 0, most)?;
    let choice = Choice::among(&columns, &leaving, &leaving.nones, 0);
    let statement = statement(world, &rows, &choice);
    let patience = Patience {
        time: None,
        seed: 0,
        nodes: None,
    };
    let chosen = super::choose::with_microlp(&statement, patience);
    let picks = chosen.picks.filter(|_| chosen.is_proven)?;
    let mut state = State::new(world);
    for ix in picks {
        state.put(columns[ix].clone());
    }
    Some(Found {
        meetings: state.meetings,
        cost: state.cost,
        bound: state.cost,
        effort: Effort::default(),
        impossible: Vec::new(),
    })
}

/// A bound in whole points: costs are whole, so a fraction counts for one.
#[expect(clippy::cast_possible_truncation, reason = "costs are below 2^52")]
fn whole(bound: f64) -> i64 {
    (bound - 1e-4).ceil() as i64
}

#[cfg(not(feature = "highs"))]
impl Line<'_, '_> {
    /// Chooses among all meetings when there are few enough.
    fn prove(&mut self, chance: &mut Chance) {
        let world = self.world;
        let rows = Rows::new(world);
        let duals = Duals::new(world, &rows, vec![0; rows.caps.len()]);
        let leaving = Leaving::free(world);
        let bound = bound::bound(world, &rows, &duals, &leaving, None, 0);
        let at = At {
            world,
            rows: &rows,
            duals: &duals,
            leaving: &leaving,
            bound: &bound,
            counts: Vec::new(),
            pool: None,
        };
        self.choose(&at, chance);
    }
}
