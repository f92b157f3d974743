//! How near a case is to a breach, decided from values.

use std::fmt;

use chrono::NaiveDate;
use entities::participant::{self, Requirement, Role};
use entities::{case, case_clock, meeting, next_step};

use crate::app::day_of;
use crate::domain::proposal::words::{self, counted};
use crate::law::Calendar;
use crate::law::words::written;
use crate::planning::read::Rows;

/// How near a case is to a breach, the nearest first.
///
/// Where a meeting is to be arranged it is told by the starts that are lawful and still open, never by
/// the days left: thirty days without a free decision-maker are worse than five with one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Risk {
    /// The law is broken, or will be unless somebody makes room.
    Red,
    /// The last days at which something is possible.
    Amber,
    /// Nobody can say before somebody who is needed has told their times.
    Unknown,
    /// There is time.
    Green,
}

/// How many days with an open start are the last ones.
const LAST_DAYS: usize = 2;
/// How many working days before its end a clock is pressing: a threshold of the service, not of the law.
const PRESSING_WORKING_DAYS: u32 = 2;

/// The starts that are lawful and open until the last day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// How many starts.
    pub starts: usize,
    /// On how many days.
    pub days: usize,
    /// The last of the days.
    pub last_on: Option<NaiveDate>,
}

impl Left {
    /// Counts the days of starts, which are in the order of time.
    pub(super) fn count(starts: &[NaiveDate]) -> Self {
        let mut days = starts.to_vec();
        days.dedup();
        Self {
            starts: starts.len(),
            days: days.len(),
            last_on: days.last().copied(),
        }
    }
}

/// How the meeting of a case stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outlook {
    /// There is none to arrange.
    None,
    /// It has a date.
    Dated(NaiveDate),
    /// Some who are needed have not told their times.
    TimesMissing(Vec<Role>),
    /// The case is not ready to be planned, and why.
    NotReady(String),
    /// It has none yet, and so many starts are left.
    Open(Left),
}

/// Why a case has its risk, the most pressing first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Because {
    /// What a clock asks for was not done by its last day.
    Late {
        /// The rule.
        rule: String,
        /// Its last day.
        due_on: NaiveDate,
    },
    /// The meeting is after the last day.
    DatedLate {
        /// The day of the meeting.
        on: NaiveDate,
        /// The last day.
        due_on: NaiveDate,
    },
    /// No start is left.
    NoStart,
    /// The starts that are left are on the last days.
    LastDays(usize),
    /// A clock ends within days.
    Pressing {
        /// The rule.
        rule: String,
        /// Its last day.
        due_on: NaiveDate,
    },
    /// Some have not told their times.
    TimesMissing(Vec<&'static str>),
    /// The case is not ready to be planned.
    NotReady(String),
    /// Nothing presses.
    InTime,
}

impl Because {
    fn risk(&self) -> Risk {
        match self {
            Self::Late { .. } | Self::DatedLate { .. } | Self::NoStart => Risk::Red,
            Self::LastDays(_) | Self::Pressing { .. } => Risk::Amber,
            Self::TimesMissing(_) | Self::NotReady(_) => Risk::Unknown,
            Self::InTime => Risk::Green,
        }
    }
}

/// A sentence for those who arrange meetings: roles are named, people and their reasons are not.
impl fmt::Display for Because {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Late { rule, due_on } => {
                write!(f, "{} was the last day ({rule}).", written(*due_on))
            }
            Self::DatedLate { on, due_on } => write!(
                f,
                "The meeting is on {}, after the last day, {}.",
                written(*on),
                written(*due_on)
            ),
            Self::NoStart => f.write_str(
                "No lawful start is left at which everybody needed could meet. The authority must say \
                 so as soon as it realises it (regulation 39(2)).",
            ),
            Self::LastDays(days) => write!(
                f,
                "Only {} left on which everybody needed could meet.",
                match days {
                    1 => "1 day is".to_owned(),
                    days => format!("{} are", counted(days, "day")),
                }
            ),
            Self::Pressing { rule, due_on } => {
                write!(f, "{} is the last day ({rule}).", written(*due_on))
            }
            Self::TimesMissing(roles) => write!(
                f,
                "Nobody knows yet when these can meet: {}.",
                roles.join(", ")
            ),
            Self::NotReady(why) => f.write_str(why),
            Self::InTime => f.write_str("There is time."),
        }
    }
}

/// How near a case is to a breach, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// How near.
    pub risk: Risk,
    /// Why.
    pub because: Because,
    /// The starts that are left, where they could be counted.
    pub left: Option<Left>,
    /// The next last day of a clock whose end depends on the service or the authority.
    pub due_on: Option<NaiveDate>,
    /// That clock's rule.
    pub rule: Option<String>,
}

/// A clock whose last day somebody must keep who is not the family: the family's own time to contact an
/// adviser and to appeal is nobody's breach, and neither is a late answer to a question for dates.
fn is_duty(rule: &str) -> bool {
    !["C5", "C14", "C15", "C32"].contains(&rule)
}

/// Forecasts a case.
pub(super) fn forecast(
    case: &case::Model,
    clocks: &[case_clock::Model],
    owed: &[next_step::Model],
    outlook: Outlook,
    (today, calendar): (NaiveDate, &Calendar),
) -> Forecast {
    let running = clocks.iter().filter(|clock| clock.met_on.is_none());
    let running = running.map(|clock| (clock.due_on, clock.rule.as_str()));
    let owed = owed
        .iter()
        .filter_map(|step| Some((step.due_on?, step.rule.as_deref()?)));
    // A meeting that has a date in time keeps the clock by which it is to be held.
    let is_kept = |due_on, rule: &str| {
        let is_for_meeting = ["C8", "C9"].contains(&rule);
        is_for_meeting && matches!(outlook, Outlook::Dated(on) if on <= due_on)
    };
    let all = running.chain(owed);
    let next = all
        .filter(|&(due_on, rule)| is_duty(rule) && !is_kept(due_on, rule))
        .min();
    let of_clock = next.and_then(|(due_on, rule)| {
        let rule = rule.to_owned();
        if due_on < today {
            Some(Because::Late { rule, due_on })
        } else if calendar.working_between(today, due_on) <= PRESSING_WORKING_DAYS {
            Some(Because::Pressing { rule, due_on })
        } else {
            None
        }
    });
    let left = match &outlook {
        Outlook::Open(left) => Some(left.clone()),
        Outlook::None | Outlook::Dated(_) | Outlook::TimesMissing(_) | Outlook::NotReady(_) => None,
    };
    let of_meeting = match outlook {
        Outlook::Dated(on) => case
            .arrange_by_on
            .filter(|due_on| *due_on < on)
            .map(|due_on| Because::DatedLate { on, due_on }),
        Outlook::TimesMissing(roles) => Some(Because::TimesMissing(
            roles.into_iter().map(words::role).collect(),
        )),
        Outlook::NotReady(why) => Some(Because::NotReady(why)),
        Outlook::Open(left) if left.starts == 0 => Some(Because::NoStart),
        Outlook::Open(left) if left.days <= LAST_DAYS => Some(Because::LastDays(left.days)),
        Outlook::None | Outlook::Open(_) => None,
    };
    let because = of_clock.into_iter().chain(of_meeting);
    let because = because.min_by_key(Because::risk).unwrap_or(Because::InTime);
    Forecast {
        risk: because.risk(),
        because,
        left,
        due_on: next.map(|(due_on, _)| due_on),
        rule: next.map(|(_, rule)| rule.to_owned()),
    }
}

/// The roles with a required seat for which nobody has told any time from today on.
pub(super) fn silent(rows: &Rows) -> Vec<Role> {
    let seats = rows.participants.iter();
    let seats = seats.filter(|seat| seat.requirement == Requirement::Required);
    let at_the_table =
        seats.filter(|seat| seat.role != Role::Mediator && seat.role != Role::Interpreter);
    let mut roles: Vec<Role> = at_the_table
        .filter(|seat| !has_told(rows, seat))
        .map(|seat| seat.role)
        .collect();
    roles.sort_unstable();
    roles.dedup();
    roles
}

/// Whether anybody who could take a seat has told a time.
fn has_told(rows: &Rows, seat: &participant::Model) -> bool {
    let pool = rows.pool.iter();
    let pool = pool.filter(|member| member.participant_id == seat.id);
    let mut people = seat
        .person_id
        .into_iter()
        .chain(pool.map(|member| member.person_id));
    people.any(|person| rows.windows.iter().any(|window| window.person_id == person))
}

/// The day of a meeting that stands.
pub(super) fn dated(meetings: &[meeting::Model]) -> Option<NaiveDate> {
    let stands = |state| match state {
        meeting::State::Held | meeting::State::Confirmed => true,
        meeting::State::Completed | meeting::State::Cancelled | meeting::State::Lapsed => false,
    };
    let standing = meetings.iter().filter(|meeting| stands(meeting.state));
    standing.map(|meeting| day_of(meeting.starts_at)).max()
}

/// What the queue is in the order of: the nearest to a breach, then the earliest last day, then the
/// fewest starts left.
pub(super) fn urgency(forecast: &Forecast) -> impl Ord + use<> {
    let starts = forecast
        .left
        .as_ref()
        .map_or(usize::MAX, |left| left.starts);
    let due_on = forecast.due_on.unwrap_or(NaiveDate::MAX);
    (forecast.risk, due_on, starts)
}
