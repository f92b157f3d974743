//! Runs the planner for a command: how much effort it may take, on a thread of its own.

mod progress;
mod text;

use std::{num::NonZeroUsize, sync::Arc, thread, time::Duration};

use anyhow::Context as _;
use scheduler::plan::{Budget, Refused};
use tokio::sync::oneshot;

pub(super) use self::{
    progress::Progress,
    text::{grouped, indented, level_name, percent, status},
};
use super::{Trouble, files::lines};

/// Stack of the planner's thread.
const STACK_BYTES: usize = 16 * 1024 * 1024;

/// How much effort a plan may take.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct Effort {
    /// Seconds to plan at most; the best plan so far counts.
    #[arg(long, value_name = "N", default_value_t = 60)]
    time_limit_secs: u64,
    /// Seeds every choice that is not forced.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
    /// Threads at most; as many as the machine has, up to four, when not given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..))]
    threads: Option<u8>,
    /// Memory at most; what is estimated to need more is refused before it starts.
    #[arg(long, value_name = "N", default_value_t = 4096)]
    memory_mib: u64,
}

impl Effort {
    /// The longest it may take.
    pub(super) const fn limit(&self) -> Duration {
        Duration::from_secs(self.time_limit_secs)
    }
}

/// Works on a thread of its own, so that Ctrl-C is heard meanwhile. The first one asks for the best
/// plan so far; the second one waits for nothing.
pub(super) async fn aside<T: Send + 'static>(
    effort: Effort,
    progress: &Arc<Progress>,
    work: impl FnOnce(&Budget<'_>) -> T + Send + 'static,
) -> Result<T, Trouble> {
    let (tell, mut told) = oneshot::channel();
    let watch = Arc::clone(progress);
    let run = move || {
        let budget = Budget {
            seed: effort.seed,
            rounds: None,
            threads: effort.threads.unwrap_or_else(threads_here),
            memory_mib: effort.memory_mib,
            watch: watch.as_ref(),
        };
        // Nobody listens any more after a second Ctrl-C.
        let _ = tell.send(work(&budget));
    };
    thread::Builder::new()
        .name("planner".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(run)
        .context("no thread can be started")?;
    let mut hears = true;
    loop {
        tokio::select! {
            done = &mut told => {
                return Ok(done.context("the planner failed; this is a fault in Concord")?);
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
pub(super) fn refused(refused: Refused) -> Trouble {
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
