//! The two cases of the demonstration, looked at as a coordinator would, with every claim verified.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use entities::CaseId;
use scheduler::check::violations;
use serde::Serialize;

use super::print::{self, wrapped};
use super::region::Region;
use super::sheet::Sheet;
use crate::app::App;
use crate::auth::Actor;
use crate::domain::proposal::{self, Dates};
use crate::planning::Wish;

/// Dates asked for.
const COUNT: usize = 5;

/// What nobody may mistake: shown above everything else.
pub const BANNER: &str = "Every person, body, venue and case below is invented; \
                          only the postcode districts are real.";

/// What the demonstration shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Show {
    /// The case with many dates.
    pub possible: Sheet,
    /// The case without any.
    pub impossible: Sheet,
    /// How long looking for the dates of the first took, reading the database included, in
    /// microseconds.
    pub took_micros: u64,
    /// The program that agreed that no date costs less than the first; `None` when this build has
    /// none.
    pub second_opinion: Option<&'static str>,
}

/// Asks for dates in both cases, and verifies every answer.
///
/// # Errors
///
/// The database fails, a proposal breaks a rule, the wrong case has dates, or the second opinion is
/// another.
pub async fn look(app: &App, region: &Region) -> Result<Show> {
    let coordinator = crate::domain::person::identify(app, region.coordinator).await?;
    let begun = Instant::now();
    let possible = propose(app, &coordinator, region.possible).await?;
    let took = begun.elapsed();
    let impossible = propose(app, &coordinator, region.impossible).await?;
    verify(&possible)?;
    ensure!(
        !possible.proposals.is_empty(),
        "no date was found where there are many"
    );
    ensure!(
        impossible.explanation.is_some(),
        "a date was found where there is none"
    );
    Ok(Show {
        second_opinion: second_opinion(&possible)?,
        possible: Sheet::of(&possible),
        impossible: Sheet::of(&impossible),
        took_micros: u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
    })
}

async fn propose(app: &App, coordinator: &Actor, id: CaseId) -> Result<Dates> {
    let dates = proposal::propose(app, coordinator, id, Wish::default(), COUNT).await;
    dates.context("looking for dates")
}

/// Runs the independent check on every proposal.
fn verify(dates: &Dates) -> Result<()> {
    for (rank, proposal) in (1..).zip(&dates.proposals) {
        let broken = violations(&dates.snapshot.problem, proposal);
        ensure!(
            broken.is_empty(),
            "date {rank} of {}: {broken:?}",
            dates.rows.case.reference
        );
    }
    Ok(())
}

/// Asks a mathematical program what the best date costs, and answers which program agreed.
#[cfg(any(feature = "highs", feature = "microlp"))]
fn second_opinion(dates: &Dates) -> Result<Option<&'static str>> {
    #[cfg(feature = "highs")]
    let (solver, name) = (scheduler::Solver::Highs, "HiGHS");
    #[cfg(not(feature = "highs"))]
    let (solver, name) = (scheduler::Solver::Microlp, "microlp");
    let ours = dates.proposals.first().map(|proposal| proposal.cost.sums());
    let theirs = scheduler::second_opinion(&dates.snapshot.problem, solver)
        .map_err(|fault| anyhow::anyhow!("{name}: {fault}"))?;
    ensure!(
        ours == theirs,
        "{name} found that the best date costs {theirs:?}, and we {ours:?}"
    );
    Ok(Some(name))
}

/// This build has no mathematical program.
#[cfg(not(any(feature = "highs", feature = "microlp")))]
#[expect(
    clippy::unnecessary_wraps,
    reason = "the same shape with and without a solver"
)]
fn second_opinion(_: &Dates) -> Result<Option<&'static str>> {
    Ok(None)
}

impl Show {
    /// All of it as text of eighty columns.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = wrapped(BANNER, 0) + "\n";
        text += &print::text(&self.possible);
        text.push('\n');
        text += &wrapped(&self.verified(), 0);
        text.push('\n');
        text + &print::text(&self.impossible)
    }

    fn verified(&self) -> String {
        let took = Duration::from_micros(self.took_micros);
        let found = format!(
            "{} dates found in {:.1} ms, reading the database included. An independent check found \
             no broken rule.",
            self.possible.dates.len(),
            took.as_secs_f64() * 1_000.0
        );
        match self.second_opinion {
            Some(program) => format!(
                "{found} An independent mathematical program ({program}) agrees that no date costs \
                 less than the first."
            ),
            None => found,
        }
    }

    /// All of it as JSON.
    ///
    /// # Panics
    ///
    /// Never: numbers, texts and lists have a JSON form.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).expect("numbers, texts and lists have a JSON form")
    }
}

/// What `concord demo` shows: a table for people, or JSON for programs.
///
/// # Errors
///
/// As [`look`].
pub async fn show(app: &App, region: &Region, as_json: bool) -> Result<String> {
    let show = look(app, region).await?;
    Ok(if as_json { show.json() } else { show.text() })
}
