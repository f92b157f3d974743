//! Files: problems and plans as JSON, for benchmarks, examples and the command line.
//!
//! A file is a translation at the rim, not a second solver: [`File::read`] finds every mistake,
//! [`File::problem`] is what [`plan`](mod@crate::plan) plans, [`File::solution`] turns the plan back.
//! [`File::judge`] stands apart and looks at the file's own intervals only.

mod again;
mod broken;
mod check;
pub mod format;
mod mistake;
mod solution;
mod sound;
mod term;
mod translate;

use serde::Deserialize;

pub use self::{
    again::Withdrawal,
    broken::{Broken, CaseRule},
    check::Judgement,
    format::Instance,
    mistake::{FileMistake, Thing, Wrong},
    solution::{Booking, Solution},
    term::{Term, Terms},
};
use crate::plan::{Plan, Problem};

/// An instance in which nothing is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File(Instance);

impl File {
    /// Reads the text of a file.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it. What is no JSON of this form has one mistake, the first.
    pub fn read(text: &[u8]) -> Result<Self, Vec<FileMistake>> {
        /// As much as every version must have.
        #[derive(Deserialize)]
        struct Head {
            #[serde(default)]
            generator: Option<String>,
        }
        let head: Head = parsed(text)?;
        if let Some(mistake) = sound::version(head.generator.as_deref()) {
            return Err(vec![mistake]);
        }
        Self::of(parsed(text)?)
    }

    /// An instance as a file.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it.
    pub fn of(instance: Instance) -> Result<Self, Vec<FileMistake>> {
        let mistakes = sound::mistakes(&instance);
        if mistakes.is_empty() {
            Ok(Self(instance))
        } else {
            Err(mistakes)
        }
    }

    /// What the file says.
    #[must_use]
    pub const fn instance(&self) -> &Instance {
        &self.0
    }

    /// What it asks the planner.
    #[must_use]
    pub fn problem(&self) -> Problem {
        translate::problem(&self.0)
    }

    /// What a solution costs, and which rules it breaks.
    #[must_use]
    pub fn judge(&self, solution: &Solution) -> Judgement {
        check::judge(&self.0, solution)
    }

    /// A plan as a solution; the plan is one of [`File::problem`].
    #[must_use]
    pub fn solution(&self, plan: &Plan) -> Solution {
        solution::solution(&self.0, plan)
    }

    /// A solution as a plan.
    ///
    /// # Errors
    ///
    /// Every rule that the solution breaks.
    pub fn plan(&self, solution: &Solution) -> Result<Plan, Vec<Broken>> {
        let broken = self.judge(solution).broken;
        if broken.is_empty() {
            Ok(solution::plan(&self.0, solution))
        } else {
            Err(broken)
        }
    }

    /// Minutes after midnight at which a day begins.
    #[must_use]
    pub fn first_minute(&self) -> u16 {
        sound::minute_of_day(&self.0.calendar.day_start).expect("days were looked at by `of`")
    }
}

impl Solution {
    /// Reads the text of a solution file.
    ///
    /// # Errors
    ///
    /// The first place at which it is no JSON of this form.
    pub fn read(text: &[u8]) -> Result<Self, FileMistake> {
        parse(text)
    }

    /// The text of a solution file.
    #[must_use]
    pub fn text(&self) -> String {
        serde_json::to_string(self).expect("numbers and text can always be written") + "\n"
    }
}

fn parsed<'a, T: Deserialize<'a>>(text: &'a [u8]) -> Result<T, Vec<FileMistake>> {
    parse(text).map_err(|mistake| vec![mistake])
}

fn parse<'a, T: Deserialize<'a>>(text: &'a [u8]) -> Result<T, FileMistake> {
    serde_json::from_slice(text).map_err(|error| FileMistake {
        place: String::new(),
        what: Wrong::Unreadable(error.to_string()),
    })
}

#[cfg(test)]
mod tests;
