//! Brute force: every plan there could be, trusting only `check`.

use crate::plan::{
    CaseIx, Meeting, PartIx, Plan, Problem, Violation,
    check::{case_points, points, violations},
    model::{DayIx, PersonIx, Place, RoomIx, Slot},
};

/// Every meeting of a case that keeps all rules when there is no other.
pub(super) fn meetings(problem: &Problem, case: CaseIx) -> Vec<Meeting> {
    let mut alone = problem.clone();
    for (position, other) in alone.cases.iter_mut().enumerate() {
        other.is_pinned &= position == case.0;
    }
    let mut sound = Vec::new();
    for day in 0..problem.days.len() {
        for start in 0..problem.grains {
            for place in places(problem) {
                let day = DayIx(day);
                let slot = Slot { day, start };
                let team = vec![None; problem.cases[case.0].parts.len()];
                let meeting = Meeting { slot, place, team };
                if broken(&alone, case, &meeting)
                    .into_iter()
                    .all(is_about_team)
                {
                    teams(&alone, case, PartIx(0), meeting, &mut sound);
                }
            }
        }
    }
    sound
}

/// Every place.
fn places(problem: &Problem) -> impl Iterator<Item = Place> {
    let rooms = (0..problem.rooms.len()).map(|room| Place::Room(RoomIx(room)));
    rooms.chain([Place::Online])
}

/// What is wrong with a plan of one meeting.
fn broken(problem: &Problem, case: CaseIx, meeting: &Meeting) -> Vec<Violation> {
    let mut plan = Plan {
        meetings: vec![None; problem.cases.len()],
    };
    plan.meetings[case.0] = Some(meeting.clone());
    violations(problem, &plan)
}

/// Whether a team could mend it: saves trying the teams of what is hopeless.
fn is_about_team(violation: Violation) -> bool {
    matches!(
        violation,
        Violation::PartUntaken(..)
            | Violation::TooFewTakers(_)
            | Violation::Authority(_)
            | Violation::PinnedChanged(_)
    )
}

/// Tries every team from this part on.
fn teams(
    problem: &Problem,
    case: CaseIx,
    part: PartIx,
    meeting: Meeting,
    sound: &mut Vec<Meeting>,
) {
    let Some(wish) = problem.cases[case.0].parts.get(part.0) else {
        if broken(problem, case, &meeting).is_empty() {
            sound.push(meeting);
        }
        return;
    };
    let pool = wish.pool.iter().map(|member| Some(member.person));
    let takers: Vec<Option<PersonIx>> = pool.chain([None]).collect();
    for taker in takers {
        let mut meeting = meeting.clone();
        meeting.team[part.0] = taker;
        teams(problem, case, PartIx(part.0 + 1), meeting, sound);
    }
}

/// One way to settle a case, and what it costs without regard to others.
struct Way {
    meeting: Option<Meeting>,
    cost: i64,
}

/// The cheapest plan and what it costs.
pub(in crate::plan) fn cheapest(problem: &Problem) -> (i64, Plan) {
    let cases = (0..problem.cases.len()).map(CaseIx);
    let ways: Vec<Vec<Way>> = cases.map(|case| ways(problem, case)).collect();
    let mut rest = vec![0];
    for ways in ways.iter().rev() {
        rest.push(rest[rest.len() - 1] + ways[0].cost);
    }
    rest.reverse();
    // A case that is pinned is settled in one way, so that nothing need be said of those to come.
    let mut unpinned = problem.clone();
    for case in &mut unpinned.cases {
        case.is_pinned = false;
    }
    let mut search = Search {
        problem: &unpinned,
        ways,
        rest,
        best: None,
    };
    let mut plan = Plan {
        meetings: vec![None; problem.cases.len()],
    };
    search.settle(0, 0, &mut plan);
    search.best.expect("what is pinned is a plan")
}

/// Every way to settle a case, the cheapest first.
fn ways(problem: &Problem, case: CaseIx) -> Vec<Way> {
    let way = |meeting: Meeting| Way {
        cost: problem.scale.cost(case_points(problem, case, &meeting)),
        meeting: Some(meeting),
    };
    let mut ways: Vec<Way> = meetings(problem, case).into_iter().map(way).collect();
    let wish = &problem.cases[case.0];
    if !wish.is_pinned {
        ways.push(Way {
            meeting: None,
            cost: problem.scale.cost(wish.unplaced),
        });
    }
    ways.sort_by_key(|way| way.cost);
    ways
}

/// A search in depth, one case after the other.
struct Search<'a> {
    problem: &'a Problem,
    ways: Vec<Vec<Way>>,
    /// What the cases from here on cost at least.
    rest: Vec<i64>,
    best: Option<(i64, Plan)>,
}

impl Search<'_> {
    /// Settles this case and all after it; those before cost `so_far`, balance aside.
    fn settle(&mut self, case: usize, so_far: i64, plan: &mut Plan) {
        if case == plan.meetings.len() {
            let cost = self.problem.scale.cost(points(self.problem, plan));
            if self.is_better(cost) {
                self.best = Some((cost, plan.clone()));
            }
            return;
        }
        for position in 0..self.ways[case].len() {
            let way = &self.ways[case][position];
            let cost = so_far + way.cost;
            // Those after it are no cheaper, and balance costs nothing at least.
            if !self.is_better(cost + self.rest[case + 1]) {
                break;
            }
            plan.meetings[case].clone_from(&way.meeting);
            if plan.meetings[case].is_none() || violations(self.problem, plan).is_empty() {
                self.settle(case + 1, cost, plan);
            }
        }
        plan.meetings[case] = None;
    }

    fn is_better(&self, cost: i64) -> bool {
        self.best.as_ref().is_none_or(|(best, _)| cost < *best)
    }
}
