//! Follows the planner: shows how far it is, and tells it when to stop.

use std::{
    fmt::Write as _,
    io::IsTerminal as _,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use scheduler::plan::{Progress as Told, Stage, Watch};

use super::text::{grouped, percent};

/// How often the line on the terminal is drawn again.
const TICK: Duration = Duration::from_millis(200);

/// A clock with a limit, a switch, and a line on the terminal.
pub(in crate::commands) struct Progress {
    started: Instant,
    limit: Duration,
    is_stopped: AtomicBool,
    cases: usize,
    bar: ProgressBar,
}

impl Progress {
    /// Starts the clock. The line is shown where somebody sits in front of it.
    pub(in crate::commands) fn new(limit: Duration, cases: usize) -> Self {
        let bar = ProgressBar::new_spinner();
        if std::io::stderr().is_terminal() {
            bar.set_style(
                ProgressStyle::with_template("{spinner} {elapsed:>4} {wide_msg}")
                    .expect("the template names what there is"),
            );
            bar.enable_steady_tick(TICK);
        } else {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        Self {
            started: Instant::now(),
            limit,
            is_stopped: AtomicBool::new(false),
            cases,
            bar,
        }
    }

    /// Has the planner end with what it has; `false` when it was told so before.
    pub(in crate::commands) fn stop(&self) -> bool {
        !self.is_stopped.swap(true, Ordering::Relaxed)
    }

    /// Somebody had the planner end.
    pub(in crate::commands) fn is_stopped(&self) -> bool {
        self.is_stopped.load(Ordering::Relaxed)
    }

    /// Takes the line away; the seconds since the start.
    pub(in crate::commands) fn finish(&self) -> f64 {
        self.bar.finish_and_clear();
        self.started.elapsed().as_secs_f64()
    }
}

impl Watch for Progress {
    fn left(&self) -> Option<Duration> {
        if self.is_stopped() {
            return Some(Duration::ZERO);
        }
        Some(self.limit.saturating_sub(self.started.elapsed()))
    }

    fn tell(&self, progress: &Told) {
        self.bar.set_message(line(progress, self.cases));
    }
}

/// What there is so far, in one line.
pub(super) fn line(progress: &Told, cases: usize) -> String {
    let mut said = format!(
        "{} · {} of {cases} placed",
        doing(progress.stage),
        progress.placed
    );
    // Writing to a string cannot fail.
    if let Some(cost) = progress.incumbent {
        let _ = write!(said, " · best {}", grouped(cost));
    }
    if let Some(bound) = progress.bound {
        let _ = write!(said, " · bound {}", grouped(bound));
    }
    if let (Some(cost), Some(bound)) = (progress.incumbent, progress.bound) {
        let _ = write!(said, " · gap {}", percent(cost, bound));
    }
    said
}

const fn doing(stage: Stage) -> &'static str {
    match stage {
        Stage::Preparing => "preparing",
        Stage::Searching => "searching",
        Stage::Bounding => "bounding",
        Stage::Choosing => "choosing",
        Stage::Proving => "proving",
        Stage::Done => "done",
    }
}
