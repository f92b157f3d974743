//! How far a promised action has come on a day, and who is reminded of it: the life-cycle's answers,
//! for rows.

use chrono::{DateTime, Days, NaiveDate, Utc};
use entities::agreement_action::State as Stored;
use entities::{NextStepId, action_report, agreement_action, case, next_step};
use uuid::Uuid;

use crate::auth::{Somebody, Standing};
use crate::domain::casework::RecordRefused;
use crate::law::changes::{self, ClockExtension, ExtensionRefused};
use crate::law::words::written;
use crate::law::{Due, Rule};
use crate::lifecycle::action::{Event, Facts, State, step};
use crate::lifecycle::clock::OF_AN_ACTION;
use crate::lifecycle::{Effect, Refused as _};

/// How many days before the last day an owner is reminded: a practice of the service.
const REMIND_DAYS: Days = Days::new(7);

/// The last day of what has none.
const NEVER: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("it is a day");

/// Whether an action is kept.
pub(crate) fn is_done(action: &agreement_action::Model) -> bool {
    action.state == Stored::Done
}

/// Whether somebody owns an action: in person, or as one of the body that promised it.
pub(crate) fn is_owner(action: &agreement_action::Model, somebody: &Somebody) -> bool {
    let body = action.owner_organisation_id;
    let speaks_for = |body| somebody.roles.iter().any(|role| role.organisation == body);
    action.owner_person_id == Some(somebody.id) || body.is_some_and(speaks_for)
}

/// Whether it is somebody's to say that an action is kept.
pub(super) fn may_say_done(
    action: &agreement_action::Model,
    somebody: &Somebody,
    standing: Standing,
) -> bool {
    let runs_the_case = [Standing::Manager, Standing::Coordinator].contains(&standing);
    runs_the_case || is_owner(action, somebody)
}

/// Which input the text of a report stands in.
pub(super) fn field_of(kind: action_report::Kind) -> &'static str {
    match kind {
        action_report::Kind::Done | action_report::Kind::Extended => "evidence",
        action_report::Kind::NotKept => "text",
        action_report::Kind::Escalated | action_report::Kind::Complaint => "actionId",
    }
}

/// What a report is to the life-cycle; `None` for what only has to be known.
pub(super) fn event_of(kind: action_report::Kind, on: NaiveDate) -> Option<Event> {
    match kind {
        action_report::Kind::Done => Some(Event::Done { on }),
        action_report::Kind::Escalated => Some(Event::Escalated),
        action_report::Kind::Complaint => Some(Event::ComplaintMade),
        action_report::Kind::NotKept | action_report::Kind::Extended => None,
    }
}

fn of_row(state: Stored) -> State {
    match state {
        Stored::Open => State::Open,
        Stored::DueSoon => State::DueSoon,
        Stored::Overdue => State::Overdue,
        Stored::Escalated => State::Escalated,
        Stored::Complaint => State::Complaint,
        Stored::Done => State::Done,
    }
}

fn to_row(state: State) -> Stored {
    match state {
        State::Open => Stored::Open,
        State::DueSoon => Stored::DueSoon,
        State::Overdue => Stored::Overdue,
        State::Escalated => Stored::Escalated,
        State::Complaint => Stored::Complaint,
        State::Done => Stored::Done,
    }
}

fn facts(action: &agreement_action::Model, is_between_agencies: bool) -> Facts {
    let due_on = action.due_on.unwrap_or(NEVER);
    let is_it = |clock: &&Rule| action.rule.as_deref() == Some(clock.to_string().as_str());
    let clock = OF_AN_ACTION.iter().find(is_it);
    Facts {
        // Where no rule set the day, the parties did.
        clock: clock.copied().unwrap_or(Rule::AgreedTime),
        agreed_on: action.agreed_on,
        due_on,
        remind_from_on: due_on.checked_sub_days(REMIND_DAYS).unwrap_or(due_on),
        is_between_agencies,
    }
}

/// The state on a day, and what it makes owed.
fn stands(
    action: &agreement_action::Model,
    is_between_agencies: bool,
    now: DateTime<Utc>,
) -> (State, Vec<Effect>) {
    let facts = facts(action, is_between_agencies);
    let stored = of_row(action.state);
    // What was nearly due or late is found out anew from the day, since the day may have been moved.
    let from = match stored {
        State::Open | State::DueSoon | State::Overdue => State::Open,
        State::Escalated | State::Complaint | State::Done => stored,
    };
    let again = match from {
        State::Open | State::DueSoon | State::Overdue => step(from, &Event::DayCame, &facts, now),
        State::Escalated => step(State::Overdue, &Event::Escalated, &facts, now),
        State::Complaint => step(State::Escalated, &Event::ComplaintMade, &facts, now),
        State::Done => return (State::Done, Vec::new()),
    };
    again.map_or((from, Vec::new()), |change| (change.to, change.effects))
}

/// The state of an action on the day of an instant.
pub(crate) fn state_on(action: &agreement_action::Model, now: DateTime<Utc>) -> Stored {
    // Who is told of it makes no difference to the state.
    to_row(stands(action, false, now).0)
}

/// Who is reminded of an action today, and who takes its lateness up: nothing is stored, so nothing has
/// to run at night, and what is done is owed no more.
pub(crate) fn reminders(
    action: &agreement_action::Model,
    case: case::Kind,
    now: DateTime<Utc>,
) -> Vec<next_step::Model> {
    let (_, effects) = stands(action, case == case::Kind::DrA, now);
    let row = |number: u128, kind, owed_by: String, what: String, owed_to| next_step::Model {
        id: NextStepId(Uuid::from_u128(action.id.0.as_u128() ^ number)),
        case_id: action.case_id,
        event_sequence: 0,
        kind,
        owed_by,
        what,
        owed_to,
        rule: action.rule.clone(),
        due_on: action.due_on,
        done_at: None,
        done_by: None,
    };
    let rows = (1..)
        .zip(effects)
        .filter_map(|(number, effect)| match effect {
            Effect::Owed { document, to } => Some(row(
                number,
                next_step::Kind::Document,
                "the service".to_owned(),
                document.to_string(),
                Some(to.to_string()),
            )),
            Effect::Task { doer, duty } => Some(row(
                number,
                next_step::Kind::Task,
                doer.to_string(),
                duty.to_string(),
                None,
            )),
            _ => None,
        });
    rows.collect()
}

/// Refuses what an amendment has taken out of the agreement, and what nobody has signed yet.
pub(super) fn is_tracked(
    action: &agreement_action::Model,
    is_signed: bool,
) -> Result<(), RecordRefused> {
    match (action.until_edition, is_signed) {
        (None, true) => Ok(()),
        (None, false) => Err(RecordRefused::Wrong {
            field: "actionId",
            code: "NOT_AGREED_YET",
            sentence: "This action stands in a draft that is not signed (regulation 42(1))."
                .to_owned(),
        }),
        (Some(_), _) => Err(RecordRefused::Wrong {
            field: "actionId",
            code: "ACTION_AMENDED",
            sentence: "This action was amended in writing, and another stands in its place \
                       (regulation 42(5))."
                .to_owned(),
        }),
    }
}

/// The row after an event.
pub(super) fn taken(
    action: &agreement_action::Model,
    case: case::Kind,
    event: &Event,
    now: DateTime<Utc>,
) -> Result<agreement_action::Model, RecordRefused> {
    let is_between_agencies = case == case::Kind::DrA;
    let (state, _) = stands(action, is_between_agencies, now);
    let facts = facts(action, is_between_agencies);
    let change = step(state, event, &facts, now).map_err(|refused| RecordRefused::Wrong {
        field: match event {
            Event::Done { .. } => "doneOn",
            _ => "actionId",
        },
        code: refused.code(),
        sentence: refused.to_string(),
    })?;
    let done_on = match event {
        Event::Done { on } => Some(*on),
        _ => action.done_on,
    };
    Ok(agreement_action::Model {
        state: to_row(change.to),
        done_on,
        ..action.clone()
    })
}

/// The row with a later last day. Regulation 44(3) reaches what regulation 44(2)(b) and (c) set (C18 to
/// C21), and no day that the parties agreed on themselves.
pub(super) fn extended(
    action: &agreement_action::Model,
    extension: &ClockExtension,
) -> Result<agreement_action::Model, RecordRefused> {
    let action = not_done(action)?;
    let wrong = |field, code, sentence| RecordRefused::Wrong {
        field,
        code,
        sentence,
    };
    let rule = action.rule.as_deref().and_then(Rule::from_id);
    let (Some(rule), Some(on)) = (rule, action.due_on) else {
        let sentence = "No rule has set a last day for this action, so that none can be moved \
                        (regulation 44(3)).";
        return Err(wrong("actionId", "NOT_EXTENDABLE", sentence.to_owned()));
    };
    let due = Due {
        rule,
        version: rule
            .version_on(action.agreed_on)
            .unwrap_or(action.agreed_on),
        on,
        citation: "",
        trace: action
            .trace
            .iter()
            .flat_map(|text| text.lines())
            .map(str::to_owned)
            .collect(),
        parts: Vec::new(),
        warnings: Vec::new(),
    };
    let moved = changes::extended(due, extension).map_err(|refused| {
        let (field, code) = match refused {
            ExtensionRefused::OtherRule(_) => ("actionId", "NOT_EXTENDABLE"),
            ExtensionRefused::NoEvidence => ("evidence", "EVIDENCE_MISSING"),
            ExtensionRefused::OtherDate(_) | ExtensionRefused::NotLater { .. } => {
                ("toOn", "NOT_LATER")
            }
        };
        wrong(field, code, sentence_of(&refused))
    })?;
    Ok(agreement_action::Model {
        due_on: Some(moved.on),
        trace: Some(moved.trace.join("\n")),
        ..action
    })
}

/// A refusal of the law's as a sentence.
fn sentence_of(refused: &ExtensionRefused) -> String {
    match refused {
        ExtensionRefused::OtherRule(rule) => format!(
            "A day that {} has set cannot be moved: only what is due when an assessment or a plan was \
             agreed on can (regulation 44(3)).",
            rule.id()
        ),
        ExtensionRefused::NoEvidence => {
            "A last day is moved only where something shows the ground (regulation 44(3))."
                .to_owned()
        }
        ExtensionRefused::OtherDate(day) | ExtensionRefused::NotLater { from: day, .. } => format!(
            "The last day is {} already, and can only be moved to a later one (regulation 44(3)).",
            written(*day)
        ),
    }
}

/// The same row, which somebody says is not kept: that is known, and nothing moves by it.
pub(super) fn not_done(
    action: &agreement_action::Model,
) -> Result<agreement_action::Model, RecordRefused> {
    if is_done(action) {
        return Err(RecordRefused::Wrong {
            field: "actionId",
            code: "ENDED",
            sentence:
                "This action is recorded as done. Maybe make a complaint instead (practice of \
                       the service)."
                    .to_owned(),
        });
    }
    Ok(action.clone())
}
