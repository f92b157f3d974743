//! Proposed meeting dates: asked of the planner, and said in words.

mod draft;
mod others;
pub mod words;

use chrono::{DateTime, Utc};
use entities::{CaseId, Mode, VenueId, participant};
use scheduler::{Explanation, Outcome, Prices, Proposal};
use sea_orm::DbErr;

use crate::app::App;
use crate::auth::{Action, Actor, may};
use crate::database::begin_reading;
use crate::domain::planning::{Priced, priced_of};
use crate::domain::{Failure, Refusal, case, path};
use crate::lifecycle::kinds::Product;
use crate::planning::read::Rows;
use crate::planning::{self, Snapshot, Wish, snapshot};

pub use draft::Draft;
pub use others::{Lost, Needed, OthersCost};

/// Dates proposed at most.
pub const MOST: usize = 20;

/// What came of asking for dates.
pub struct Dates {
    /// The rows the planner's answer rests on.
    pub rows: Rows,
    /// How the planner saw them.
    pub snapshot: Snapshot,
    /// The proposals, best first.
    pub proposals: Vec<Proposal>,
    /// Why there is none.
    pub explanation: Option<Explanation>,
    /// What the last plan of the service gave to other cases; `None` when there is none that is new
    /// enough, or the actor may not know of it.
    pub plan: Option<LastPlan>,
}

/// What the last plan of a service gave to other cases.
pub struct LastPlan {
    /// When it was made.
    pub planned_at: DateTime<Utc>,
    /// What they hold and need.
    pub prices: Prices,
}

impl Dates {
    /// What a proposal takes from other cases; `None` when there is no plan to ask.
    #[must_use]
    pub fn others_cost(&self, proposal: &Proposal) -> Option<OthersCost> {
        OthersCost::of(self, proposal)
    }
}

/// Why dates are not looked for.
#[derive(Debug, thiserror::Error)]
pub enum ProposeRefused {
    /// There is no such case, or none whose dates the actor may see.
    #[error("there is no such case")]
    NotFound,
    /// The case is over, or not so far.
    #[error("this case is not at a stage at which meetings are arranged")]
    NotArranging,
    /// H03: a party the law requires has no seat.
    #[error("{0}")]
    RequiredRoleMissing(case::rules::MissingRole),
    /// Nobody could take a required seat.
    #[error("nobody is named for {0}. Maybe name somebody who could come and still works there")]
    SeatWithoutPeople(&'static str),
    /// There is no such venue.
    #[error("there is no such venue")]
    UnknownVenue,
    /// The venue has no rooms.
    #[error("{0} has no rooms. Maybe choose another venue, or add its rooms")]
    VenueWithoutRooms(String),
    /// The case allows only the other way of meeting.
    #[error("the family asked to meet {0}")]
    ModeNotAllowed(&'static str),
    /// The number of dates is out of bounds.
    #[error("ask for 1 to {MOST} dates")]
    Count,
    /// The planner cannot make sense of the case.
    #[error("this case cannot be planned: {0}")]
    IllFormed(String),
}

impl Refusal for ProposeRefused {
    fn field(&self) -> Vec<String> {
        match self {
            Self::NotFound
            | Self::NotArranging
            | Self::RequiredRoleMissing(_)
            | Self::SeatWithoutPeople(_)
            | Self::IllFormed(_) => path(&["caseId"]),
            Self::UnknownVenue | Self::VenueWithoutRooms(_) => path(&["venueId"]),
            Self::ModeNotAllowed(_) => path(&["mode"]),
            Self::Count => path(&["first"]),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::NotArranging => "NOT_ARRANGING",
            Self::RequiredRoleMissing(_) => "REQUIRED_ROLE_MISSING",
            Self::SeatWithoutPeople(_) => "SEAT_WITHOUT_PEOPLE",
            Self::UnknownVenue => "UNKNOWN_VENUE",
            Self::VenueWithoutRooms(_) => "VENUE_WITHOUT_ROOMS",
            Self::ModeNotAllowed(_) => "MODE_NOT_ALLOWED",
            Self::Count => "COUNT_OUT_OF_RANGE",
            Self::IllFormed(_) => "ILL_FORMED",
        }
    }
}

/// Looks for dates for one case. Writes nothing and starts no job.
///
/// # Errors
///
/// [`ProposeRefused`], or the database fails.
pub async fn propose(
    app: &App,
    actor: &Actor,
    id: CaseId,
    wish: Wish,
    count: usize,
) -> Result<Dates, Failure<ProposeRefused>> {
    if !(1..=MOST).contains(&count) {
        return Err(ProposeRefused::Count.into());
    }
    let seen = case::see(app, actor, id).await?;
    let standing = seen.map(|(_, standing)| standing);
    let standing = standing
        .filter(|&standing| may(standing, Action::SeeProposals))
        .ok_or(ProposeRefused::NotFound)?;
    let sees_others = may(standing, Action::SeeOthersCost);
    let read = read(app, id, sees_others).await?;
    let (rows, priced) = read.ok_or(ProposeRefused::NotFound)?;
    can_be_planned(&rows, wish)?;
    let snapshot = snapshot::build(&rows, &app.calendar, wish);
    let plan = priced.map(|priced| LastPlan {
        planned_at: priced.planned_at,
        prices: priced.prices.seen_by(&rows, &snapshot, &priced.waiting),
    });
    let beside = plan.as_ref().map(|plan| &plan.prices);
    let found = scheduler::propose_beside(&snapshot.problem, beside, count);
    let (proposals, explanation) = match found {
        Ok(Outcome::Proposals(proposals)) => (proposals, None),
        Ok(Outcome::Nothing(explanation)) => (Vec::new(), Some(explanation)),
        Err(mistakes) => {
            let said: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
            return Err(ProposeRefused::IllFormed(said.join("; ")).into());
        }
    };
    Ok(Dates {
        rows,
        snapshot,
        proposals,
        explanation,
        plan,
    })
}

/// One consistent read of what the case's meeting depends on, and of the last plan of its service.
async fn read(
    app: &App,
    id: CaseId,
    sees_others: bool,
) -> Result<Option<(Rows, Option<Priced>)>, DbErr> {
    let (tx, now) = (begin_reading(&app.db).await?, app.now());
    let mut found = planning::read_known(&tx, &app.known, &[id], now).await?;
    let Some(rows) = found.pop() else {
        return Ok(None);
    };
    let priced = if sees_others {
        priced_of(&tx, rows.case.provider_id, now).await?
    } else {
        None
    };
    tx.commit().await?;
    Ok(Some((rows, priced)))
}

/// Whether a case has what planning needs.
pub(crate) fn can_be_planned(rows: &Rows, wish: Wish) -> Result<(), ProposeRefused> {
    if !case::rules::is_arranging(rows.case.state) {
        return Err(ProposeRefused::NotArranging);
    }
    // Whoever has left a disagreement resolution keeps a seat in which nobody has to come: it goes on for
    // those who still agree to take part (CFA s.57).
    let is_voluntary = match Product::from(rows.case.kind) {
        Product::Resolution(_) => true,
        Product::Advice | Product::Mediation(_) | Product::Facilitation(_) => false,
    };
    let seats = rows.participants.iter().map(|seat| match seat.requirement {
        participant::Requirement::Optional if is_voluntary => {
            (seat.role, participant::Requirement::Required)
        }
        requirement => (seat.role, requirement),
    });
    case::rules::required_roles(rows.case.kind, seats)
        .map_err(ProposeRefused::RequiredRoleMissing)?;
    if let Some(seat) = rows.participants.iter().find(|seat| is_empty(rows, seat)) {
        return Err(ProposeRefused::SeatWithoutPeople(words::role(seat.role)));
    }
    match (rows.case.mode, wish.mode) {
        (Mode::InPerson, Some(Mode::Video)) => {
            return Err(ProposeRefused::ModeNotAllowed("in person"));
        }
        (Mode::Video, Some(Mode::InPerson)) => {
            return Err(ProposeRefused::ModeNotAllowed("by video"));
        }
        _ => {}
    }
    match wish.venue {
        None => Ok(()),
        Some(venue) => has_rooms(rows, venue),
    }
}

/// Whether a required seat has nobody who could take it today.
fn is_empty(rows: &Rows, seat: &participant::Model) -> bool {
    let is_at_the_table = !matches!(
        seat.role,
        participant::Role::Interpreter | participant::Role::Mediator
    );
    let deputies = rows
        .pool
        .iter()
        .filter(|member| member.participant_id == seat.id);
    let mut people = seat
        .person_id
        .into_iter()
        .chain(deputies.map(|member| member.person_id));
    is_at_the_table
        && seat.requirement == participant::Requirement::Required
        && !people.any(|person| snapshot::speaks_for(rows, seat, person))
}

fn has_rooms(rows: &Rows, id: VenueId) -> Result<(), ProposeRefused> {
    let venue = rows
        .venues
        .iter()
        .find(|row| row.id == id)
        .ok_or(ProposeRefused::UnknownVenue)?;
    if rows.rooms.iter().any(|room| room.venue_id == id) {
        Ok(())
    } else {
        Err(ProposeRefused::VenueWithoutRooms(venue.name.clone()))
    }
}
