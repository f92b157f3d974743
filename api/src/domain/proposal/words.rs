//! What the planner answers, in a coordinator's words.
//!
//! These sentences name people, so they are for those who arrange the meeting and for nobody else.
//! They never say why somebody is not free: the planner is not told.

use std::fmt::Display;

use chrono::{DateTime, Utc};
use chrono_tz::Europe::London;
use entities::{AccessFeature, case, issue, participant};
use scheduler::grid::GRAIN_MINUTES;
use scheduler::{
    Change, DayIx, PersonIx, Place, Preference, Proposal, Repair, Requirement, RoomIx, SeatIx,
    Slot, Times, Unrepairable,
};

use crate::planning::local::instant;
use crate::planning::read::Rows;
use crate::planning::{Snapshot, snapshot};

/// Words for one answer.
pub struct Words<'a> {
    rows: &'a Rows,
    snapshot: &'a Snapshot,
}

impl<'a> Words<'a> {
    /// Words for an answer that rests on these rows.
    #[must_use]
    pub fn new(rows: &'a Rows, snapshot: &'a Snapshot) -> Self {
        Self { rows, snapshot }
    }

    /// "Tuesday 5 May 2026, 10:00".
    #[must_use]
    pub fn when(&self, slot: Slot) -> String {
        said(self.snapshot.instant(slot))
    }

    /// "Oak Room, Lantern House (S1)", or "by video".
    #[must_use]
    pub fn place(&self, place: Place) -> String {
        match place {
            Place::Online => "by video".to_owned(),
            Place::Room(room) => self.room(room),
        }
    }

    /// Somebody's name.
    #[must_use]
    pub fn person(&self, person: PersonIx) -> String {
        let id = self.snapshot.people.get(person.0);
        let row = id.and_then(|id| self.rows.people.iter().find(|row| row.id == *id));
        row.map_or_else(
            || "somebody new".to_owned(),
            |row| row.name.reveal().to_owned(),
        )
    }

    /// As what a seat is taken: "the local authority".
    #[must_use]
    pub fn seat(&self, seat: SeatIx) -> String {
        let id = self.snapshot.seats.get(seat.0);
        let row = id.and_then(|id| self.rows.participants.iter().find(|row| row.id == *id));
        row.map_or("somebody", |row| role(row.role)).to_owned()
    }

    fn room(&self, room: RoomIx) -> String {
        let id = self.snapshot.rooms.get(room.0);
        let row = id.and_then(|id| self.rows.rooms.iter().find(|row| row.id == *id));
        let venue = row.and_then(|row| {
            self.rows
                .venues
                .iter()
                .find(|venue| venue.id == row.venue_id)
        });
        match (row, venue) {
            (Some(row), Some(venue)) => format!("{}, {} ({})", row.name, venue.name, venue.outcode),
            _ => "another room".to_owned(),
        }
    }

    /// "Tuesday 5 May 2026, 10:00 to 13:15".
    fn times(&self, times: Times) -> String {
        let (day, end) = (self.day(times.day), instant(self.day(times.day), times.to));
        let starts = said(instant(day, times.from));
        format!("{starts} to {}", end.with_timezone(&London).format("%H:%M"))
    }

    fn day(&self, day: DayIx) -> chrono::NaiveDate {
        self.snapshot.days[day.0]
    }

    /// What a requirement asks for.
    #[must_use]
    pub fn requirement(&self, requirement: Requirement) -> String {
        let limit = || match self.rows.case.arrange_by_on {
            Some(day) => format!(
                "the meeting must be held by {}",
                crate::law::words::written(day)
            ),
            None => "the meeting must be held in time".to_owned(),
        };
        match requirement {
            Requirement::Lock => "this case has a confirmed meeting, which stays".to_owned(),
            Requirement::Contract => "a live contract must pay for the meeting".to_owned(),
            Requirement::Limit => limit(),
            Requirement::Notice => format!(
                "the notice that is owed allows no meeting before {}",
                crate::law::words::written(self.day(self.snapshot.problem.request.notice_day))
            ),
            Requirement::WorkingDays => {
                "meetings are on working days unless the family asks otherwise".to_owned()
            }
            Requirement::Mode => "the meeting is to be held in the way asked for".to_owned(),
            Requirement::Size => "a meeting has 3 to 10 people".to_owned(),
            Requirement::FamilyTravel => format!(
                "the family travels at most {} minutes",
                self.snapshot.problem.request.family_max_minutes
            ),
            Requirement::RoomPrivacy => "the room must be free of interruptions".to_owned(),
            Requirement::RoomAccess => {
                format!(
                    "the room must offer: {}",
                    features(self.snapshot.problem.request.needs)
                )
            }
            Requirement::Breakouts => format!(
                "{} needed beside the main room",
                counted(self.snapshot.problem.request.breakout_rooms, "private room")
            ),
            Requirement::RoomSize => "the room must have a chair for everybody".to_owned(),
            Requirement::Room => "a room must be open and not booked".to_owned(),
            Requirement::Mediator => "a suitable mediator must be free".to_owned(),
            Requirement::Interpreting => {
                "interpreters must be free for the whole meeting".to_owned()
            }
            Requirement::Authority => {
                format!("somebody must be able to decide: {}", self.domains())
            }
            Requirement::KeptApart => "a court keeps two of those needed apart".to_owned(),
            Requirement::Seat(seat) => self.needed(seat),
        }
    }

    /// "the local authority must be there: Ana Field or Ben Marsh".
    fn needed(&self, seat: SeatIx) -> String {
        let pool = &self.snapshot.problem.request.seats[seat.0].pool;
        let mut names: Vec<String> = pool
            .iter()
            .take(3)
            .map(|member| self.person(member.person))
            .collect();
        if 3 < pool.len() {
            names.push(format!("one of {} others", pool.len() - 3));
        }
        format!("{} must be there: {}", self.seat(seat), names.join(" or "))
    }

    fn domains(&self) -> String {
        let asked = snapshot::domains(self.snapshot.problem.request.domains);
        asked.map(domain).collect::<Vec<_>>().join(", ")
    }

    /// What somebody could do, and what it would open.
    #[must_use]
    pub fn repair(&self, repair: &Repair) -> String {
        let dates = match repair.slots {
            1 => "one start time".to_owned(),
            many => format!("{many} start times, the first"),
        };
        format!(
            "{}. Opens {dates} {}",
            self.change(&repair.change),
            self.when(repair.opens)
        )
    }

    /// Why one change is not enough.
    #[must_use]
    pub fn unrepairable(&self, unrepairable: &Unrepairable) -> String {
        let also: Vec<String> = unrepairable
            .also
            .iter()
            .map(|&requirement| self.requirement(requirement))
            .collect();
        format!(
            "No single change to this is enough ({}), because also: {}",
            self.requirement(unrepairable.requirement),
            also.join("; ")
        )
    }

    /// What somebody could do.
    #[expect(clippy::too_many_lines, reason = "one flat match, an arm a change")]
    pub fn change(&self, change: &Change) -> String {
        let more = |missing: u8| format!("{} minutes", u16::from(missing) * GRAIN_MINUTES);
        match *change {
            Change::LaterLimit { days } => self.later(days),
            Change::ShorterNotice { days } => {
                let notice_day = self.snapshot.problem.request.notice_day.0;
                let earlier = DayIx(notice_day.saturating_sub(usize::from(days)));
                format!(
                    "Ask the family to consent to shorter notice, for a meeting on {} or later",
                    crate::law::words::written(self.day(earlier))
                )
            }
            Change::NonWorkingDays => {
                "Ask everybody to agree to a weekend or a bank holiday".to_owned()
            }
            Change::Unlock => "Cancel the confirmed meeting first".to_owned(),
            Change::ContractCovering { day } => format!(
                "Agree a contract that covers {}",
                crate::law::words::written(self.day(day))
            ),
            Change::Online => "Ask the family whether they would meet by video".to_owned(),
            Change::InPerson => "Ask the family whether they would meet in person".to_owned(),
            Change::AnySize => "Ask the service manager to allow this size of meeting".to_owned(),
            Change::FartherTravel { minutes } => {
                format!("Ask the family whether they would travel {minutes} minutes")
            }
            Change::RoomTime {
                room,
                times,
                missing_grains,
            } => format!(
                "Get {} more in {} on {}",
                more(missing_grains),
                self.room(room),
                self.times(times)
            ),
            Change::AnotherRoom {
                like,
                capacity,
                breakout_rooms,
                features: bits,
            } => format!(
                "Find a room like {} with {}, {}{}",
                self.room(like),
                counted(capacity, "seat"),
                counted(breakout_rooms, "private room"),
                if bits == 0 {
                    String::new()
                } else {
                    format!(" and {}", features(bits))
                }
            ),
            Change::MoreTime { person, times, .. } if self.has_said_nothing(person) => format!(
                "{} has given no times yet: ask about {}",
                self.person(person),
                self.times(times)
            ),
            Change::MoreTime {
                person,
                times,
                missing_grains,
            } => format!(
                "Ask {} for {} more: all of {}",
                self.person(person),
                more(missing_grains),
                self.times(times)
            ),
            Change::AnotherMediator { times } => {
                format!("Find another mediator for {}", self.times(times))
            }
            Change::AnotherInterpreter { times, people } => {
                format!(
                    "Book {} more for {}",
                    counted(people, "interpreter"),
                    self.times(times)
                )
            }
            Change::AnotherMember {
                seat,
                times,
                authority,
            } => {
                let able = match authority {
                    0 => String::new(),
                    bits => {
                        let names: Vec<_> = snapshot::domains(bits).map(domain).collect();
                        format!(" who may decide {}", names.join(", "))
                    }
                };
                format!(
                    "Name somebody else for {}{able}, free on {}",
                    self.seat(seat),
                    self.times(times)
                )
            }
            Change::ChildAgreed { .. } => {
                "Ask the parent and the mediator whether the child attends".to_owned()
            }
            Change::MoreAuthority {
                person, domains, ..
            } => {
                let names: Vec<_> = snapshot::domains(domains).map(domain).collect();
                format!(
                    "Have {} authorised to decide {}",
                    self.person(person),
                    names.join(", ")
                )
            }
            Change::Separately { one, other } => format!(
                "Plan separate sessions for {} and {}",
                self.person(one),
                self.person(other)
            ),
            Change::Without(requirement) => format!(
                "No single change to this helps, short of doing without it: {}",
                self.requirement(requirement)
            ),
        }
    }

    /// How a meeting comes to be held after the last day.
    fn later(&self, days: u16) -> String {
        let later = counted(days, "day");
        match self.rows.case.kind {
            case::Kind::MedE | case::Kind::MedX => format!(
                "Ask the local authority whether it must tell the mediation adviser that it cannot \
                 arrange in time (regulation 39); the meeting would be {later} after the limit"
            ),
            case::Kind::MedH
            | case::Kind::Mia
            | case::Kind::DrF
            | case::Kind::DrP
            | case::Kind::DrH
            | case::Kind::DrA
            | case::Kind::DrC
            | case::Kind::FacAr
            | case::Kind::FacTac
            | case::Kind::FacDp => {
                format!("Hold it {later} after the limit, and record why the limit was missed")
            }
        }
    }

    /// Whether somebody has offered no time at all.
    fn has_said_nothing(&self, person: PersonIx) -> bool {
        let people = &self.snapshot.problem.people;
        people
            .get(person.0)
            .is_some_and(|person| person.free.iter().all(|&day| day == 0))
    }

    /// Why the proposal at `ix` stands where it stands.
    #[must_use]
    pub fn reason(&self, ix: usize, proposals: &[Proposal]) -> String {
        let Some(proposal) = proposals.get(ix) else {
            return String::new();
        };
        let Some(better) = ix.checked_sub(1).and_then(|ix| proposals.get(ix)) else {
            return match top(proposal, |wish| proposal.cost.of(wish)) {
                Some(costs) => format!("The best of all possible dates. Costs most: {costs}"),
                None => "The best of all possible dates, and every wish is met".to_owned(),
            };
        };
        let worse = |wish| proposal.cost.of(wish).saturating_sub(better.cost.of(wish));
        match top(proposal, worse) {
            Some(costs) => format!("After the date above for {costs}"),
            None => "As good as the date above, and later".to_owned(),
        }
    }
}

/// The two or three wishes with the most points, from the highest level on which there are any.
fn top(proposal: &Proposal, points: impl Fn(Preference) -> u32) -> Option<String> {
    let mut wishes: Vec<(Preference, u32)> = proposal
        .cost
        .unmet()
        .map(|(wish, _)| (wish, points(wish)))
        .filter(|(_, n)| 0 < *n)
        .collect();
    let level = wishes.iter().map(|(wish, _)| wish.level()).min()?;
    wishes.retain(|(wish, _)| wish.level() == level);
    wishes.sort_by_key(|&(wish, n)| (std::cmp::Reverse(n), wish));
    let said: Vec<String> = wishes
        .iter()
        .take(3)
        .map(|(wish, _)| wish.to_string())
        .collect();
    Some(said.join(", "))
}

/// "Tuesday 5 May 2026, 10:00".
pub(crate) fn said(at: DateTime<Utc>) -> String {
    at.with_timezone(&London)
        .format("%A %-d %B %Y, %H:%M")
        .to_string()
}

/// "1 day", "2 days".
pub(crate) fn counted(count: impl Display, noun: &str) -> String {
    let count = count.to_string();
    let plural = if count == "1" { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// As what somebody takes part.
#[must_use]
pub fn role(role: participant::Role) -> &'static str {
    match role {
        participant::Role::Family => "the family",
        participant::Role::Child => "the child",
        participant::Role::LocalAuthority => "the local authority",
        participant::Role::Health => "health",
        participant::Role::SocialCare => "social care",
        participant::Role::Education => "the school or setting",
        participant::Role::Supporter => "the family's supporter",
        participant::Role::Interpreter => "an interpreter",
        participant::Role::Mediator => "the mediator",
        participant::Role::Other => "somebody else",
    }
}

fn features(bits: u32) -> String {
    let asked = snapshot::features(bits).map(|feature| match feature {
        AccessFeature::StepFree => "no steps",
        AccessFeature::HearingLoop => "a hearing loop",
        AccessFeature::Quiet => "quiet",
        AccessFeature::ChangingPlace => "a changing place",
        AccessFeature::Parking => "parking",
        AccessFeature::NoSchoolBuilding => "not in a school",
        AccessFeature::Childcare => "childcare",
    });
    asked.collect::<Vec<_>>().join(", ")
}

fn domain(domain: issue::Domain) -> &'static str {
    match domain {
        issue::Domain::Assess => "whether to assess",
        issue::Domain::Issue => "whether to issue a plan",
        issue::Domain::B => "special educational needs (B)",
        issue::Domain::C => "health needs (C)",
        issue::Domain::D => "social care needs (D)",
        issue::Domain::F => "special educational provision (F)",
        issue::Domain::G => "health provision (G)",
        issue::Domain::H1 => "social care provision (H1)",
        issue::Domain::H2 => "social care provision (H2)",
        issue::Domain::I => "placement (I)",
        issue::Domain::Amend => "whether to amend the plan",
        issue::Domain::Cease => "whether to cease the plan",
        issue::Domain::Reassess => "whether to assess again",
        issue::Domain::Other => "other issues",
    }
}
