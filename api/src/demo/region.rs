//! Fills an empty database with the region.

use std::sync::Arc;

use anyhow::Result;
use entities::{CaseId, PersonId, organisation, person};
use sea_orm::{DbErr, EntityTrait};

use super::filling::{Filling, Progress};
use super::{bodies, cases, mediators, meetings, past, special, staff, venues};
use crate::app::App;
use crate::clock::ManualClock;

/// Where to look in the region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Runs the service.
    pub manager: PersonId,
    /// Books its meetings.
    pub coordinator: PersonId,
    /// The parent in the case with many dates.
    pub family: PersonId,
    /// Decides for a local authority, in that case among others.
    pub la_officer: PersonId,
    /// Mediates.
    pub mediator: PersonId,
    /// The case with many dates, [`super::POSSIBLE`].
    pub possible: CaseId,
    /// The case without any, [`super::IMPOSSIBLE`].
    pub impossible: CaseId,
}

impl Region {
    /// Those as whom one can try the service, and what they are in it.
    #[must_use]
    pub fn people(&self) -> [(&'static str, PersonId); 5] {
        [
            ("A coordinator, who books meetings", self.coordinator),
            ("The manager of the service", self.manager),
            ("The family in DEMO-001", self.family),
            ("An officer of the authority in DEMO-001", self.la_officer),
            ("A mediator", self.mediator),
        ]
    }
}

/// Whether a database whose tables are there holds nobody and no body, and so no case either.
///
/// # Errors
///
/// The database fails.
pub async fn is_empty(app: &App) -> Result<bool, DbErr> {
    let has_people = person::Entity::find().one(&app.db).await?.is_some();
    let has_bodies = organisation::Entity::find().one(&app.db).await?.is_some();
    Ok(!has_people && !has_bodies)
}

/// Steps in all.
const STEPS: usize = bodies::STEPS
    + staff::STEPS
    + mediators::STEPS
    + venues::STEPS
    + past::STEPS
    + cases::STEPS
    + special::STEPS
    + MEETING_STEPS;

/// Meetings are one step.
const MEETING_STEPS: usize = 1;

/// Fills an empty database, whose tables are there, with the region; `progress` hears after each
/// step how many are done, and of how many.
///
/// Everything goes in as it would at work: through the operations of the domain, as the person whose
/// business it is, and at the time at which it happens: first what is past, then what is so today. The
/// same day and the same ids give the same region.
///
/// # Errors
///
/// The database fails, or an operation refuses, which would be a mistake in this module.
pub async fn fill(app: &App, progress: Progress<'_>) -> Result<Region> {
    let now = app.now();
    let clock = Arc::new(ManualClock::new(past::beginning(app.today())));
    let then = App {
        clock: clock.clone(),
        ..app.clone()
    };
    let mut filling = Filling::new(&then, app.today(), progress, STEPS);
    let bodies = bodies::register(&mut filling).await?;
    let staff = staff::register(&mut filling, &bodies).await?;
    let mediators = mediators::register(&mut filling, &bodies).await?;
    venues::open(&mut filling, &bodies).await?;
    let coordinator = crate::domain::person::identify(&then, staff.coordinator).await?;
    let region = cases::Region {
        bodies: &bodies,
        staff: &staff,
        coordinator: &coordinator,
    };
    past::live(&mut filling, &clock, region, &mediators).await?;
    clock.set(now);
    filling.take_down().await?;
    let special = special::open(&mut filling, region).await?;
    let opened = cases::open(&mut filling, region).await?;
    meetings::book(&mut filling, &coordinator, &opened).await?;
    filling.step();
    Ok(Region {
        manager: staff.manager,
        coordinator: staff.coordinator,
        family: special.family,
        la_officer: staff.deciders[0][0].0,
        mediator: mediators[0],
        possible: special.possible,
        impossible: special.impossible,
    })
}
