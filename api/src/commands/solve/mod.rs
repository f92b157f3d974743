//! `concord solve`.

mod answer;
mod progress;

use std::{
    num::NonZeroUsize,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
    time::Duration,
};

use anyhow::Context as _;
use scheduler::{
    file::File,
    plan::{Budget, Planned, Problem, Refused},
};
use tokio::sync::oneshot;

use self::{answer::Answer, progress::Progress};
use super::{Trouble, say};
use crate::picture;

/// Stack of the planner's thread.
const STACK_BYTES: usize = 16 * 1024 * 1024;

/// What to plan, and how long.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The problem, as docs/files.md describes it.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Seconds to plan at most; the best plan so far counts.
    #[arg(long, value_name = "N", default_value_t = 60)]
    time_limit_secs: u64,
    /// Seeds every choice that is not forced.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Threads at most; as many as the machine has, up to four, when not given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..))]
    threads: Option<u8>,
    /// Memory at most; what is estimated to need more is refused before it starts.
    #[arg(long, value_name = "N", default_value_t = 4096)]
    memory_mib: u64,
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
    let file = read(&arguments.file)?;
    for path in [&arguments.out, &arguments.svg].into_iter().flatten() {
        is_writable(path)?;
    }
    let limit = Duration::from_secs(arguments.time_limit_secs);
    let progress = Arc::new(Progress::new(limit, file.instance().cases.len()));
    let planned = planned_aside(&arguments, file.problem(), Arc::clone(&progress)).await;
    let seconds = progress.finish();
    let planned = planned?.map_err(refused)?;
    let answer = Answer {
        planned,
        seed: arguments.seed,
        seconds,
        is_stopped: progress.is_stopped(),
    };
    let solution = file.solution(&answer.planned.plan);
    let judgement = answer.checked(&file, &solution)?;
    if arguments.json {
        say(&answer.json(&file, &solution, &judgement).to_string());
    } else {
        say(&picture::text(&file, &solution));
        say(answer.text(&file, &solution).trim_end());
    }
    if let Some(path) = &arguments.out {
        write(path, &solution.text())?;
    }
    if let Some(path) = &arguments.svg {
        write(path, &picture::svg(&file, &solution))?;
    }
    Ok(())
}

/// Reads a problem; all that is wrong with it is told at once.
fn read(path: &Path) -> Result<File, Trouble> {
    let shown = path.display();
    let text = std::fs::read(path)
        .map_err(|error| Trouble::Usage(format!("{shown} cannot be read: {error}")))?;
    File::read(&text).map_err(|mistakes| Trouble::Usage(lines(&mistakes)))
}

/// A line for each mistake.
fn lines<T: ToString>(mistakes: &[T]) -> String {
    let lines: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// That nothing can be written there is told before anything is planned.
fn is_writable(path: &Path) -> Result<(), Trouble> {
    let folder = match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => path,
    };
    if folder.is_dir() && !path.is_dir() {
        return Ok(());
    }
    let shown = path.display();
    Err(Trouble::Usage(format!("there is no folder for {shown}")))
}

fn write(path: &Path, text: &str) -> Result<(), Trouble> {
    let shown = path.display();
    std::fs::write(path, text).with_context(|| format!("{shown} cannot be written"))?;
    Ok(())
}

/// Plans on a thread of its own, so that Ctrl-C is heard meanwhile. The first one asks for the best
/// plan so far; the second one waits for nothing.
async fn planned_aside(
    arguments: &Arguments,
    problem: Problem,
    progress: Arc<Progress>,
) -> Result<Result<Planned, Refused>, Trouble> {
    let (seed, memory_mib) = (arguments.seed, arguments.memory_mib);
    let threads = arguments.threads.unwrap_or_else(threads_here);
    let (tell, mut told) = oneshot::channel();
    let watch = Arc::clone(&progress);
    let plan = move || {
        let budget = Budget {
            seed,
            rounds: None,
            threads,
            memory_mib,
            watch: watch.as_ref(),
        };
        // Nobody listens any more after a second Ctrl-C.
        let _ = tell.send(scheduler::plan::plan(&problem, &budget));
    };
    thread::Builder::new()
        .name("planner".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(plan)
        .context("no thread can be started")?;
    let mut hears = true;
    loop {
        tokio::select! {
            planned = &mut told => {
                return Ok(planned.context("the planner failed; this is a fault in Concord")?);
            }
            signal = tokio::signal::ctrl_c(), if hears => {
                hears = signal.is_ok();
                if hears && !progress.stop() {
                    return Err(Trouble::Failed(anyhow::anyhow!("stopped without an answer")));
                }
            }
        }
    }
}

/// What a refusal means for whoever asked.
fn refused(refused: Refused) -> Trouble {
    match refused {
        Refused::Mistakes(mistakes) => Trouble::Usage(lines(&mistakes)),
        Refused::TooLarge { .. } => Trouble::Usage(refused.to_string()),
        Refused::Unsound(_) => Trouble::Failed(anyhow::Error::new(refused)),
    }
}

/// Threads of this machine, at most four.
fn threads_here() -> u8 {
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    u8::try_from(threads.min(4)).unwrap_or(4)
}

#[cfg(test)]
mod tests;
