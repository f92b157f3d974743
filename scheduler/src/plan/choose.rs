//! The best plan made of a given set of meetings, stated once and solved by either solver.

use std::time::Duration;

#[cfg(any(feature = "highs", feature = "microlp"))]
use good_lp::{Expression, ProblemVariables, Variable, constraint, variable};

/// A set-packing program: at most one of each group, rows that allow so many, and fair shares.
pub(super) struct Statement {
    /// What each meeting costs.
    pub(super) costs: Vec<f64>,
    /// The meetings of each case, and what it costs to choose none; `None` when one must be chosen.
    pub(super) groups: Vec<(Vec<usize>, Option<f64>)>,
    /// Meetings of which at most so many can be chosen.
    pub(super) rows: Vec<(Vec<usize>, f64)>,
    /// Meetings that count towards a fair share.
    pub(super) shares: Vec<Shared>,
    /// How many of some cases choose none: which, at least and at most.
    pub(super) counts: Vec<(Vec<usize>, f64, f64)>,
    /// What every choice costs at least; the costs above are what it costs beside this.
    pub(super) base: f64,
    /// A choice that is known to be possible.
    pub(super) hint: Option<Vec<bool>>,
}

impl Statement {
    /// Whether a solver's word that there is nothing better can be taken: what it gets wrong of the
    /// highest cost is less than the smallest difference between two costs.
    fn is_exact(&self) -> bool {
        let none = self.groups.iter().filter_map(|(_, none)| *none);
        self.costs
            .iter()
            .copied()
            .chain(none)
            .all(|cost| cost * ROUNDING < 0.5)
    }
}

/// How much of the highest cost a solver may get wrong. A corner of a program whose factors are ones
/// and twos is a ratio of small whole numbers, so what is not whole is far from it; what remains is rounding,
/// of some thousand steps at 2^-53 each.
const ROUNDING: f64 = 1e-12;
/// How far from whole a number is taken for whole.
#[cfg(feature = "highs")]
const TOLERANCE: f64 = 1e-9;

/// A fair share, and what meetings beyond it cost.
pub(super) struct Shared {
    pub(super) meetings: Vec<usize>,
    pub(super) share: f64,
    pub(super) few: f64,
    pub(super) first: f64,
    pub(super) further: f64,
}

/// What came of choosing.
pub(super) struct Chosen {
    /// The meetings, when a choice was found.
    pub(super) picks: Option<Vec<usize>>,
    /// No choice costs less; `None` when nothing is known.
    pub(super) bound: Option<f64>,
    /// Nothing better is possible.
    pub(super) is_proven: bool,
}

/// How long to choose.
#[derive(Clone, Copy)]
pub(super) struct Effort {
    pub(super) time: Option<Duration>,
    pub(super) seed: u64,
    /// Nodes of a solver's own search at most.
    pub(super) nodes: Option<u32>,
}

/// Chooses with the better of the solvers there are.
pub(super) fn best(statement: &Statement, effort: Effort) -> Chosen {
    #[cfg(feature = "highs")]
    return with_highs(statement, effort);
    #[cfg(all(feature = "microlp", not(feature = "highs")))]
    return with_microlp(statement, effort);
    #[cfg(not(any(feature = "highs", feature = "microlp")))]
    {
        let _ = (statement, effort);
        Chosen {
            picks: None,
            bound: None,
            is_proven: false,
        }
    }
}

/// The program, written down.
#[cfg(any(feature = "highs", feature = "microlp"))]
struct Written {
    variables: ProblemVariables,
    chosen: Vec<Variable>,
    objective: Expression,
    constraints: Vec<good_lp::Constraint>,
    hints: Vec<(Variable, f64)>,
}

#[cfg(any(feature = "highs", feature = "microlp"))]
fn written(statement: &Statement) -> Written {
    let mut variables = ProblemVariables::new();
    let chosen: Vec<Variable> = statement
        .costs
        .iter()
        .map(|_| variables.add(variable().binary()))
        .collect();
    let mut objective = Expression::with_capacity(statement.costs.len() * 2);
    for (&variable, &cost) in chosen.iter().zip(&statement.costs) {
        objective.add_mul(cost, variable);
    }
    let mut constraints = Vec::new();
    let mut hints = Vec::new();
    let is_hinted = |ix: usize| statement.hint.as_ref().is_some_and(|hint| hint[ix]);
    let mut none_of = vec![None; statement.groups.len()];
    for (group, (meetings, none)) in statement.groups.iter().enumerate() {
        let mut sum = Expression::with_capacity(meetings.len() + 1);
        for &meeting in meetings {
            sum += chosen[meeting];
        }
        if let Some(cost) = none {
            // Whole by itself when all meetings are.
            let skipped = variables.add(variable().min(0).max(1));
            objective.add_mul(*cost, skipped);
            sum += skipped;
            none_of[group] = Some(skipped);
            if !meetings.iter().any(|&meeting| is_hinted(meeting)) {
                hints.push((skipped, 1.0));
            }
        }
        constraints.push(constraint!(sum == 1));
    }
    for (meetings, most) in &statement.rows {
        let sum: Expression = meetings.iter().map(|&meeting| chosen[meeting]).sum();
        constraints.push(sum.leq(*most));
    }
    for (groups, least, most) in &statement.counts {
        let sum: Expression = groups.iter().filter_map(|&group| none_of[group]).sum();
        constraints.push(sum.clone().geq(*least));
        if most.is_finite() {
            constraints.push(sum.leq(*most));
        }
    }
    for shared in &statement.shares {
        let first = variables.add(variable().min(0).max(shared.few));
        let further = variables.add(variable().min(0));
        objective.add_mul(shared.first, first);
        objective.add_mul(shared.further, further);
        let sum: Expression = shared.meetings.iter().map(|&meeting| chosen[meeting]).sum();
        constraints.push((sum - first - further).leq(shared.share));
        let hinted = shared
            .meetings
            .iter()
            .filter(|&&meeting| is_hinted(meeting))
            .count();
        let beyond = (f64::from(u32::try_from(hinted).unwrap_or(u32::MAX)) - shared.share).max(0.0);
        hints.push((first, beyond.min(shared.few)));
        hints.push((further, (beyond - shared.few).max(0.0)));
    }
    if statement.hint.is_some() {
        hints.extend(
            chosen
                .iter()
                .enumerate()
                .map(|(ix, &variable)| (variable, if is_hinted(ix) { 1.0 } else { 0.0 })),
        );
    } else {
        hints.clear();
    }
    Written {
        variables,
        chosen,
        objective,
        constraints,
        hints,
    }
}

/// Chooses with `HiGHS`.
#[cfg(feature = "highs")]
fn with_highs(statement: &Statement, effort: Effort) -> Chosen {
    use good_lp::{SolverModel as _, WithInitialSolution as _};
    use highs::HighsModelStatus as Status;

    let written = written(statement);
    let mut model = written
        .variables
        .minimise(written.objective)
        .using(good_lp::solvers::highs::highs);
    for constraint in written.constraints {
        model.add_constraint(constraint);
    }
    let model = if written.hints.is_empty() {
        model
    } else {
        model.with_initial_solution(written.hints)
    };
    let model = model
        .set_mip_rel_gap(0.0)
        .and_then(|model| model.set_mip_abs_gap(0.99))
        .expect("both gaps are sound");
    let Ok(mut model) = model.try_into_inner() else {
        return Chosen {
            picks: None,
            bound: None,
            is_proven: false,
        };
    };
    model.make_quiet();
    model.set_option("threads", 1);
    model.set_option("mip_feasibility_tolerance", TOLERANCE);
    model.set_option("primal_feasibility_tolerance", TOLERANCE);
    model.set_option("dual_feasibility_tolerance", TOLERANCE);
    model.set_option(
        "random_seed",
        i32::try_from(effort.seed % 1_000_000).expect("it is small"),
    );
    if let Some(nodes) = effort.nodes {
        model.set_option("mip_max_nodes", i32::try_from(nodes).unwrap_or(i32::MAX));
    }
    if let Some(time) = effort.time {
        model.set_option("time_limit", time.as_secs_f64());
    }
    let Ok(solved) = model.try_solve() else {
        return Chosen {
            picks: None,
            bound: None,
            is_proven: false,
        };
    };
    let bound = solved
        .double_info_value(c"mip_dual_bound")
        .ok()
        .filter(|bound| bound.is_finite() && statement.is_exact())
        .map(|bound| bound + statement.base);
    let is_optimal = solved.status() == Status::Optimal;
    // When no choice is possible, none is better.
    let is_proven = (is_optimal && statement.is_exact()) || solved.status() == Status::Infeasible;
    let has_plan =
        is_optimal || solved.primal_solution_status() == highs::HighsSolutionStatus::Feasible;
    let picks = has_plan.then(|| {
        let solution = solved.get_solution();
        let values = solution.columns();
        (0..written.chosen.len())
            .filter(|&ix| 0.5 < values[ix])
            .collect()
    });
    Chosen {
        picks,
        bound,
        is_proven,
    }
}

/// Chooses with microlp.
#[cfg(feature = "microlp")]
pub(super) fn with_microlp(statement: &Statement, effort: Effort) -> Chosen {
    use good_lp::{
        ResolutionError, Solution as _, SolutionStatus, SolverModel as _, WithTimeLimit as _,
    };

    let written = written(statement);
    let mut model = written
        .variables
        .minimise(written.objective)
        .using(good_lp::solvers::microlp::microlp);
    for constraint in written.constraints {
        model.add_constraint(constraint);
    }
    if let Some(time) = effort.time {
        model = model.with_time_limit(time.as_secs_f64());
    }
    match model.solve() {
        Err(error) => Chosen {
            picks: None,
            bound: None,
            // When no choice is possible, none is better.
            is_proven: error == ResolutionError::Infeasible,
        },
        Ok(solution) => {
            let is_proven =
                matches!(solution.status(), SolutionStatus::Optimal) && statement.is_exact();
            let picks = (0..written.chosen.len())
                .filter(|&ix| 0.5 < solution.value(written.chosen[ix]))
                .collect();
            Chosen {
                picks: Some(picks),
                bound: None,
                is_proven,
            }
        }
    }
}
