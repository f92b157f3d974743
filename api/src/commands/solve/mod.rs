//! `concord solve`.

mod again;
mod answer;
mod sturdy;

use std::{path::PathBuf, sync::Arc};

use scheduler::{
    file::{File, Solution},
    plan::{Budget, Planned, Problem, Refused, plan},
};

use self::{
    again::Replanning,
    answer::{Answer, Special},
    sturdy::sturdy,
};
use super::{
    Trouble, files,
    planner::{Effort, Progress, aside, refused},
    say,
};
use crate::picture;

/// What to plan, and how long.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The problem, as docs/files.md describes it.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    effort: Effort,
    /// Prefers days on which a substitute is at hand, and shows what that costs: each part that fewer
    /// than two of its pool could take on a day counts POINTS there, 100 when not given.
    #[arg(
        long,
        value_name = "POINTS",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "100",
        value_parser = clap::value_parser!(u32).range(1..=100_000),
        conflicts_with = "replan"
    )]
    robust: Option<u32>,
    /// Plans again after somebody has withdrawn from this plan, changing as little as the file's
    /// weights ask for.
    #[arg(long, value_name = "SOLUTION", requires = "without")]
    replan: Option<PathBuf>,
    /// Who has withdrawn, from all days or from one; may be given several times.
    #[arg(long, value_name = "PERSON[:DAY]", requires = "replan")]
    without: Vec<String>,
    /// People for whom something may change at most, those who withdraw included: a plan that changes
    /// more is no answer.
    #[arg(long, value_name = "N", requires = "replan")]
    most_moved: Option<usize>,
    /// Writes the plan as a solution file.
    #[arg(long, value_name = "SOLUTION")]
    out: Option<PathBuf>,
    /// Writes a picture of the plan.
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Prints one JSON object instead of text.
    #[arg(long)]
    json: bool,
}

/// Plans the meetings of a file, checks the plan against the file, and prints and writes it.
pub(super) async fn run(arguments: Arguments) -> Result<(), Trouble> {
    let file = files::problem(&arguments.file)?;
    for path in [&arguments.out, &arguments.svg].into_iter().flatten() {
        files::is_writable(path)?;
    }
    let (file, work) = match (&arguments.replan, arguments.robust) {
        (Some(path), _) => {
            let most_moved = arguments.most_moved;
            let replanning = Replanning::new(&file, path, &arguments.without, most_moved)?;
            (replanning.file.clone(), Work::Again(Box::new(replanning)))
        }
        (None, Some(price)) => (file, Work::Sturdily(price)),
        (None, None) => (file, Work::Afresh),
    };
    let effort = arguments.effort;
    let cases = file.instance().cases.len();
    let progress = Arc::new(Progress::new(effort.limit(), cases));
    let problem = file.problem();
    let done = aside(effort, &progress, move |budget| work.done(&problem, budget)).await;
    let seconds = progress.finish();
    let (planned, special) = done?.map_err(refused)??;
    let answer = Answer {
        planned,
        special,
        seed: effort.seed,
        seconds,
        is_stopped: progress.is_stopped(),
    };
    print(&arguments, &file, &answer)
}

/// How to plan.
enum Work {
    Afresh,
    Sturdily(u32),
    Again(Box<Replanning>),
}

impl Work {
    /// Plans, and says what is special about the plan.
    fn done(
        self,
        problem: &Problem,
        budget: &Budget<'_>,
    ) -> Result<Result<(Planned, Special), Trouble>, Refused> {
        Ok(match self {
            Self::Afresh => Ok((plan(problem, budget)?, Special::Nothing)),
            Self::Sturdily(price) => {
                let (planned, sturdy) = sturdy(problem, price, budget)?;
                Ok((planned, Special::Sturdy(sturdy)))
            }
            Self::Again(replanning) => replanning
                .done(problem, budget)?
                .map(|(planned, changes)| (planned, Special::Again(changes))),
        })
    }
}

/// Judges, prints and writes.
fn print(arguments: &Arguments, file: &File, answer: &Answer) -> Result<(), Trouble> {
    let solution: Solution = file.solution(&answer.planned.plan);
    let judgement = answer.checked(file, &solution)?;
    if arguments.json {
        say(&answer.json(file, &solution, &judgement).to_string());
    } else {
        say(&picture::text(file, &solution));
        say(answer.text(file, &solution).trim_end());
    }
    if let Some(path) = &arguments.out {
        files::write(path, &solution.text())?;
    }
    if let Some(path) = &arguments.svg {
        files::write(path, &picture::svg(file, &solution))?;
    }
    Ok(())
}
