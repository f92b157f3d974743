//! The planning runs that this process works on: one after the other, each of which can be called
//! off.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use entities::PlanningRunId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The runs under way or waiting here.
#[derive(Debug)]
pub struct Runs {
    turns: Arc<Semaphore>,
    known: Mutex<HashMap<PlanningRunId, Flag>>,
}

/// Whether a run has been called off.
#[derive(Clone, Debug, Default)]
pub struct Flag(Arc<AtomicBool>);

impl Flag {
    /// Whether it has been.
    #[must_use]
    pub fn is_up(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Default for Runs {
    fn default() -> Self {
        Self {
            // A plan takes a whole core: requests need the others.
            turns: Arc::new(Semaphore::new(1)),
            known: Mutex::default(),
        }
    }
}

impl Runs {
    /// Remembers a run, and hands out the flag that says when it is called off.
    pub fn enter(&self, id: PlanningRunId) -> Flag {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(id).or_default().clone()
    }

    /// Waits for this process to have time for a run.
    pub async fn turn(&self) -> OwnedSemaphorePermit {
        let turns = Arc::clone(&self.turns);
        turns
            .acquire_owned()
            .await
            .expect("nobody closes the semaphore")
    }

    /// Calls a run off, if it is one of this process.
    pub fn call_off(&self, id: PlanningRunId) {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(flag) = known.get(&id) {
            flag.0.store(true, Ordering::Relaxed);
        }
    }

    /// Calls every run of this process off, because the process is to end.
    pub fn call_off_all(&self) {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        for flag in known.values() {
            flag.0.store(true, Ordering::Relaxed);
        }
    }

    /// Forgets a run that is over.
    pub fn leave(&self, id: PlanningRunId) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.remove(&id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_called_off_while_it_is_known() {
        let (runs, id) = (Runs::default(), PlanningRunId(uuid::Uuid::from_u128(1)));
        runs.call_off(id);
        let flag = runs.enter(id);
        assert!(!flag.is_up());
        runs.call_off(id);
        assert!(flag.is_up());
        runs.leave(id);
        let again = runs.enter(id);
        assert!(!again.is_up());
        runs.call_off_all();
        assert!(again.is_up());
    }
}
