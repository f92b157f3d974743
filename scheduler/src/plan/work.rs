//! Planning beside whoever waits for it, so that waiting can end at any time.

use std::{
    fmt::Write as _,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    time::Duration,
};

use super::{
    check::{self, Violation},
    levels,
    mistake::{Mistake, mistakes},
    model::{CaseIx, Plan, Problem},
    pipeline::{Desk, Found, MOST_COLUMNS, Settings},
    report::{Budget, Effort, Planned, Progress, Status, Watch},
    world::{self, World},
};

/// Finds a meeting for as many cases as it can, so that the plan costs least.
///
/// The work is done in a thread of its own: when the time is up, or the budget's watch says so, the
/// best plan so far is the answer, and a solver in the middle of something ends by itself later.
/// Without a time limit the same problem, seed and rounds always get the same plan.
///
/// # Errors
///
/// [`Refused`], with nothing planned.
pub fn plan(problem: &Problem, budget: &Budget<'_>) -> Result<Planned, Refused> {
    let mistakes = mistakes(problem);
    if !mistakes.is_empty() {
        return Err(Refused::Mistakes(mistakes));
    }
    let needed_mib = world::needed_mib(problem);
    if budget.memory_mib < needed_mib {
        return Err(Refused::TooLarge {
            needed_mib,
            allowed_mib: budget.memory_mib,
        });
    }
    let (sender, news) = channel();
    let left = Arc::new(AtomicU64::new(millis(budget.watch.left())));
    let desk = Remote {
        left: Arc::clone(&left),
        news: sender,
    };
    let settings = Settings {
        seed: budget.seed,
        rounds: budget.rounds,
        columns: MOST_COLUMNS,
    };
    let theirs = problem.clone();
    std::thread::spawn(move || {
        levels::run(&theirs, settings, &desk);
        desk.send(News::Over);
    });
    let mut best = Best {
        plan: Plan {
            meetings: vec![None; problem.cases.len()],
        },
        cost: i64::MAX,
        bound: i64::MIN,
        effort: Effort::default(),
        impossible: Vec::new(),
    };
    wait(&news, &left, budget.watch, &mut best);
    planned(problem, best)
}

/// What the best plan costs, found another way: all meetings of all cases in one program, solved by
/// microlp. `None` when there are more than `most` meetings or the solver gives up.
///
/// # Errors
///
/// The problem's mistakes.
#[cfg(feature = "microlp")]
pub fn second_opinion(problem: &Problem, most: usize) -> Result<Option<i64>, Vec<Mistake>> {
    let mistakes = mistakes(problem);
    if mistakes.is_empty() {
        Ok(levels::second_opinion(problem, most))
    } else {
        Err(mistakes)
    }
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The problem makes no sense.
    Mistakes(Vec<Mistake>),
    /// Planning would take more memory than it may.
    TooLarge {
        /// MiB that it would take, by estimate.
        needed_mib: u64,
        /// MiB that it may take.
        allowed_mib: u64,
    },
    /// A fault of ours: the plan breaks these rules, or costs something else than it should.
    Unsound(Vec<Violation>),
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Mistakes(mistakes) => {
                for (ix, mistake) in mistakes.iter().enumerate() {
                    if 0 < ix {
                        f.write_str("; ")?;
                    }
                    write!(f, "{mistake}")?;
                }
                Ok(())
            }
            Self::TooLarge {
                needed_mib,
                allowed_mib,
            } => {
                write!(
                    f,
                    "planning this would take about {needed_mib} MiB of memory, and {allowed_mib} are allowed"
                )
            }
            Self::Unsound(broken) => write!(
                f,
                "the plan was thrown away because it broke {} rules",
                broken.len()
            ),
        }
    }
}

impl std::error::Error for Refused {}

/// The best so far.
struct Best {
    plan: Plan,
    cost: i64,
    bound: i64,
    effort: Effort,
    impossible: Vec<CaseIx>,
}

/// What the worker tells.
enum News {
    Progress(Progress),
    Better {
        plan: Plan,
        cost: i64,
        bound: i64,
        effort: Effort,
        impossible: Vec<CaseIx>,
    },
    Over,
}

/// The desk of a worker.
struct Remote {
    left: Arc<AtomicU64>,
    news: Sender<News>,
}

impl Remote {
    fn send(&self, news: News) {
        // Nobody listens any more: the answer was given without this.
        let _ = self.news.send(news);
    }
}

impl Watch for Remote {
    fn left(&self) -> Option<Duration> {
        match self.left.load(Ordering::Relaxed) {
            u64::MAX => None,
            left => Some(Duration::from_millis(left)),
        }
    }

    fn tell(&self, progress: &Progress) {
        self.send(News::Progress(*progress));
    }
}

impl Desk for Remote {
    fn news(&self, world: &World<'_>, found: &Found) {
        self.send(News::Better {
            plan: found.plan(world),
            cost: found.cost,
            bound: found.bound,
            effort: found.effort,
            impossible: found.impossible.clone(),
        });
    }
}

/// Listens until the worker is done or the time is up.
fn wait(news: &Receiver<News>, left: &AtomicU64, watch: &dyn Watch, best: &mut Best) {
    loop {
        let remaining = watch.left();
        left.store(millis(remaining), Ordering::Relaxed);
        // A worker between two solves ends by itself; one in the middle of a solve is not waited for.
        let is_up = remaining.is_some_and(|remaining| remaining.is_zero());
        let patience = if is_up { GRACE } else { TICK };
        match news.recv_timeout(patience) {
            Ok(News::Progress(progress)) => watch.tell(&progress),
            Ok(News::Better {
                plan,
                cost,
                bound,
                effort,
                impossible,
            }) => {
                best.effort = effort;
                best.impossible = impossible;
                best.bound = best.bound.max(bound);
                if cost < best.cost {
                    best.cost = cost;
                    best.plan = plan;
                }
            }
            Ok(News::Over) | Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) if is_up => return,
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

/// How often the clock is looked at.
const TICK: Duration = Duration::from_millis(20);
/// How long a worker may take to hand over when the time is up.
const GRACE: Duration = Duration::from_millis(200);

fn millis(left: Option<Duration>) -> u64 {
    left.map_or(u64::MAX, |left| {
        u64::try_from(left.as_millis()).unwrap_or(u64::MAX - 1)
    })
}

/// Says what is known about the best plan, once it is checked.
fn planned(problem: &Problem, best: Best) -> Result<Planned, Refused> {
    let broken = check::violations(problem, &best.plan);
    let points = check::points(problem, &best.plan);
    let cost = problem.scale.cost(points);
    // Before there is any plan, nobody meets.
    if !broken.is_empty() || (best.cost < i64::MAX && cost != best.cost) {
        return Err(Refused::Unsound(broken));
    }
    let best = Best { cost, ..best };
    Ok(Planned {
        status: if best.cost <= best.bound {
            Status::Optimal
        } else {
            Status::Feasible
        },
        points,
        cost: best.cost,
        bound: best.bound.min(best.cost),
        impossible: best.impossible,
        effort: best.effort,
        problem_hash: hash(problem),
        versions: versions(),
        plan: best.plan,
    })
}

/// FNV-1a over the problem as it is written for debugging, which names every field.
fn hash(problem: &Problem) -> u64 {
    struct Fnv(u64);
    impl std::fmt::Write for Fnv {
        fn write_str(&mut self, text: &str) -> std::fmt::Result {
            for byte in text.bytes() {
                self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
            Ok(())
        }
    }
    let mut fnv = Fnv(0xcbf2_9ce4_8422_2325);
    write!(fnv, "{problem:?}").expect("hashing does not fail");
    fnv.0
}

/// This crate and the solvers it was built with.
fn versions() -> String {
    let mut versions = format!("scheduler {}", env!("CARGO_PKG_VERSION"));
    if cfg!(feature = "highs") {
        versions.push_str(", HiGHS through good_lp");
    }
    if cfg!(feature = "microlp") {
        versions.push_str(", microlp through good_lp");
    }
    versions
}
