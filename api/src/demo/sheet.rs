//! What is shown of the dates for one case: plain values, in words.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use chrono_tz::Europe::London;
use entities::case;
use entities::participant::Role;
use scheduler::grid::GRAIN_MINUTES;
use scheduler::{Place, Proposal, SeatIx};
use serde::Serialize;

use crate::domain::proposal::Dates;
use crate::domain::proposal::words::{self, Words};
use crate::geography;

/// The dates for one case, or why there are none.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sheet {
    /// What people call the case.
    pub reference: String,
    /// What sort of case it is.
    pub kind: &'static str,
    /// The last lawful day; `None` where no clock runs.
    pub arrange_by_on: Option<NaiveDate>,
    /// The dates, best first.
    pub dates: Vec<Date>,
    /// Why there are none.
    pub obstacle: Option<Obstacle>,
}

/// One proposed date.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Date {
    /// 1 for the best.
    pub rank: usize,
    /// When the parties arrive.
    pub starts_at: DateTime<Utc>,
    /// When everything is signed.
    pub ends_at: DateTime<Utc>,
    /// Venue and room, or that it is by video.
    pub place: String,
    /// Who comes.
    pub people: Vec<Attendee>,
    /// Minutes the family travels, one way; 0 by video.
    pub family_minutes: u16,
    /// Kilometres the family travels as the crow flies; `None` by video.
    pub family_km: Option<f64>,
    /// Days left on the clock on that day; negative after the limit, `None` where no clock runs.
    pub days_left: Option<i64>,
    /// Why it stands where it stands.
    pub reason: String,
}

/// Somebody who comes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attendee {
    /// As what.
    pub role: String,
    /// The name.
    pub name: String,
}

/// Why there is no date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Obstacle {
    /// What cannot hold together.
    pub conflict: Vec<String>,
    /// What somebody could do, each enough by itself.
    pub advice: Vec<String>,
    /// What would not be enough by itself.
    pub in_vain: Vec<String>,
}

impl Sheet {
    /// What the planner answered, in words.
    #[must_use]
    pub fn of(dates: &Dates) -> Self {
        let case = &dates.rows.case;
        let words = Words::new(&dates.rows, &dates.snapshot);
        let obstacle = dates.explanation.as_ref().map(|explanation| Obstacle {
            conflict: explanation
                .conflict
                .iter()
                .map(|&one| words.requirement(one))
                .collect(),
            advice: explanation
                .repairs
                .iter()
                .map(|repair| words.repair(repair))
                .collect(),
            in_vain: explanation
                .unrepairable
                .iter()
                .map(|one| words.unrepairable(one))
                .collect(),
        });
        Self {
            reference: case.reference.clone(),
            kind: kind(case.kind),
            arrange_by_on: case.arrange_by_on,
            dates: (0..dates.proposals.len())
                .map(|ix| date(dates, &words, ix))
                .collect(),
            obstacle,
        }
    }
}

fn date(dates: &Dates, words: &Words<'_>, ix: usize) -> Date {
    let proposal = &dates.proposals[ix];
    let starts_at = dates.snapshot.instant(proposal.slot);
    let attended = dates.snapshot.problem.request.block.attended();
    let minutes = i64::from(attended) * i64::from(GRAIN_MINUTES);
    let day = starts_at.with_timezone(&London).date_naive();
    Date {
        rank: ix + 1,
        starts_at,
        ends_at: starts_at + Duration::minutes(minutes),
        place: words.place(proposal.place),
        people: people(words, proposal),
        family_minutes: proposal.family_minutes,
        family_km: family_km(dates, proposal),
        days_left: dates
            .rows
            .case
            .arrange_by_on
            .map(|limit| (limit - day).num_days()),
        reason: words.reason(ix, &dates.proposals),
    }
}

/// Mediator first, then the family, the other seats that are taken, and interpreters.
fn people(words: &Words<'_>, proposal: &Proposal) -> Vec<Attendee> {
    let attendee = |role: &str, person| Attendee {
        role: role.to_owned(),
        name: words.person(person),
    };
    let seats = (0..).map(SeatIx).zip(&proposal.seats);
    let mut seated: Vec<Attendee> = seats
        .filter_map(|(seat, taker)| Some(attendee(&words.seat(seat), (*taker)?)))
        .collect();
    let family = words::role(Role::Family);
    seated.sort_by_key(|one| one.role != family);
    let interpreters = proposal.interpreters.iter();
    [attendee(words::role(Role::Mediator), proposal.mediator)]
        .into_iter()
        .chain(seated)
        .chain(interpreters.map(|&person| attendee(words::role(Role::Interpreter), person)))
        .collect()
}

fn family_km(dates: &Dates, proposal: &Proposal) -> Option<f64> {
    let Place::Room(room) = proposal.place else {
        return None;
    };
    let venue = dates.snapshot.problem.rooms[room.0].venue;
    let there = dates.snapshot.problem.venues[venue.0].at;
    let home = geography::centre(&dates.rows.case.family_outcode)?;
    Some((geography::distance_km(home, there) * 10.0).round() / 10.0)
}

fn kind(kind: case::Kind) -> &'static str {
    use case::Kind;
    match kind {
        Kind::Mia => "information on mediation",
        Kind::MedE => "mediation on education or social care",
        Kind::MedX => "mediation on education or social care, and health",
        Kind::MedH => "mediation on health",
        Kind::DrF => "disagreement about how duties are carried out",
        Kind::DrP => "disagreement about provision in a setting",
        Kind::DrH => "disagreement with a health body",
        Kind::DrA => "disagreement between agencies",
        Kind::DrC => "disagreement about continuing care",
        Kind::FacAr => "facilitated annual review",
        Kind::FacTac => "facilitated meeting of the team around the child",
        Kind::FacDp => "facilitated discussion of a draft plan",
    }
}
