//! What the passing of the thirty days makes owed, worked out from the day: nothing is stored, so nothing has
//! to run at night.

use chrono::{DateTime, Days, NaiveDate, Utc};
use entities::case::State;
use entities::{NextStepId, case, next_step};
use uuid::Uuid;

use crate::app::day_of;
use crate::domain::case::rules::is_arranging;
use crate::law::Rule;
use crate::lifecycle::change::{Doer, Duty};
use crate::lifecycle::kinds::{Mediation, Product};

/// How many days after the authority was told it is asked whether mediation can be arranged in time, while no
/// date is agreed: regulation 39(2) says "as soon as possible"; the days are a practice of the service (C10).
const ASKED_AFTER: [Days; 3] = [Days::new(15), Days::new(20), Days::new(25)];

/// The days in which mediation is to be arranged (C8).
const LENGTH: Days = Days::new(30);

/// What the day makes owed in a case, besides what is stored as owed; `meets_on` is the day of the meeting that is
/// agreed.
pub(crate) fn prompts(
    row: &case::Model,
    owed: &[next_step::Model],
    meets_on: Option<NaiveDate>,
    now: DateTime<Utc>,
) -> Vec<next_step::Model> {
    let arranged_by_authority = match Product::from(row.kind) {
        Product::Mediation(Mediation::Education | Mediation::Mixed) => true,
        // Regulation 39 lets nobody else say that it cannot be arranged.
        Product::Mediation(Mediation::Health)
        | Product::Advice
        | Product::Resolution(_)
        | Product::Facilitation(_) => false,
    };
    let told = row.la_informed_at.map(day_of);
    let (Some(told), true, None) = (told, arranged_by_authority, row.inability_notice_at) else {
        return Vec::new();
    };
    let step = |(number, doer, duty): (u128, Doer, Duty), due_on| next_step::Model {
        id: NextStepId(Uuid::from_u128(row.id.0.as_u128() ^ number)),
        case_id: row.id,
        event_sequence: 0,
        kind: next_step::Kind::Task,
        owed_by: doer.to_string(),
        what: duty.to_string(),
        owed_to: None,
        rule: Some(Rule::InabilityNotice.id().to_owned()),
        due_on: Some(due_on),
        done_at: None,
        done_by: None,
    };
    let say = |on| step((1, Doer::LocalAuthority, Duty::ConsiderInability), on);
    let today = day_of(now);
    let last = told + LENGTH;
    let all = match standing(row.state) {
        Wait::NoDate if last < today => vec![
            say(last),
            step((2, Doer::Coordinator, Duty::KeepArranging), last),
        ],
        // A date is agreed, and it is after the thirty days: that is known from then on.
        Wait::Date if meets_on.is_some_and(|meets_on| last < meets_on) => vec![say(last)],
        Wait::NoDate => {
            let reached = ASKED_AFTER.map(|after| told + after).into_iter();
            let asked: Option<NaiveDate> = reached.filter(|day| *day <= today).max();
            asked.map(say).into_iter().collect()
        }
        Wait::Date | Wait::Nothing => Vec::new(),
    };
    let is_owed = |what: &str| {
        owed.iter()
            .any(|other| other.what == what && other.done_at.is_none())
    };
    all.into_iter()
        .filter(|step| !is_owed(&step.what))
        .collect()
}

/// Whether a mediation in that state has a date.
pub(crate) fn has_date(state: State) -> bool {
    matches!(standing(state), Wait::Date)
}

/// What a mediation waits for.
enum Wait {
    /// A date is still to be agreed.
    NoDate,
    /// The day of the meeting.
    Date,
    /// No meeting, or no longer.
    Nothing,
}

fn standing(state: State) -> Wait {
    if matches!(state, State::Booked | State::Prepared) {
        Wait::Date
    } else if is_arranging(state) {
        Wait::NoDate
    } else {
        Wait::Nothing
    }
}
