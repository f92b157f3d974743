//! What each event does to the contact.

use chrono::{DateTime, NaiveDate, Utc};
use entities::issue::Domain;

use super::{Event, Facts, HealthProvision, Informer, Issue, ORDER, Refusal, State, Topic};
use crate::app::day_of;
use crate::law::Rule;
use crate::lifecycle::certificate::{self, Basis, Certificate, NotDue};
use crate::lifecycle::change::{
    Audience, Change, ClosureCode, Document, Doer, Duty, Effect, Flag, ends, owed, task,
};
use crate::lifecycle::closed::{State as _, in_turn};
use crate::lifecycle::dates::{Dated, Moment, follows, past, past_instant};
use crate::lifecycle::kinds::mediation_on;

/// The states an event may come in.
fn allowed(event: &Event) -> &'static [State] {
    match event {
        Event::Contacted { .. } => &[State::Enquiry],
        Event::Informed { .. } => &[State::InTime],
        Event::OnlySectionI => &[State::InTime, State::Advised, State::Pondering],
        Event::Declined { .. } => &[State::Advised, State::Pondering],
        Event::Chose { .. } => &[
            State::Advised,
            State::Pondering,
            State::CertificateNotRequired,
        ],
        Event::Undecided => &[State::Advised],
        Event::MediationConcluded { .. }
        | Event::LaCannotArrange { .. }
        | Event::Withdrew { .. } => &[State::MediationRequested],
        Event::Issued { .. } => &[
            State::CertificateDueDeclined,
            State::CertificateDueTakenPart,
            State::CertificateDueDeemed,
        ],
        Event::Signposted => &[State::Enquiry, State::OutOfTime],
        Event::Closed(ClosureCode::Completed) => &[
            State::Signposted,
            State::CertificateNotRequired,
            State::CertificateIssued,
        ],
        Event::Closed(
            ClosureCode::TypeChanged
            | ClosureCode::NoReply
            | ClosureCode::SettledBefore
            | ClosureCode::OpenedInError,
        ) => &[
            State::Enquiry,
            State::InTime,
            State::OutOfTime,
            State::Advised,
            State::Pondering,
            State::Signposted,
            State::CertificateNotRequired,
        ],
        Event::Corrected(_) => State::ALL,
    }
}

/// A step that the law itself refuses, which says more than that it is out of turn.
fn against_the_law(state: State, event: &Event) -> Result<(), Refusal> {
    match (state, event) {
        (
            State::OutOfTime | State::Signposted,
            Event::Informed { .. } | Event::Declined { .. } | Event::Issued { .. },
        ) => Err(Refusal::OutOfTime),
        (State::CertificateIssued, Event::Issued { .. }) => Err(NotDue::IssuedAlready.into()),
        (
            State::CertificateDueDeclined
            | State::CertificateDueTakenPart
            | State::CertificateDueDeemed,
            Event::Closed(_),
        ) => Err(Refusal::CertificateOwed),
        (State::CertificateNotRequired, Event::Issued { .. }) => Err(NotDue::SectionIOnly.into()),
        (_, _) => Ok(()),
    }
}

/// One step.
///
/// # Errors
///
/// [`Refusal`].
pub fn step(
    state: State,
    event: &Event,
    facts: &Facts,
    now: DateTime<Utc>,
) -> Result<Change<State>, Refusal> {
    against_the_law(state, event)?;
    in_turn(state, allowed(event), event.words(), ORDER)?;
    match event {
        Event::Contacted { at } => contacted(*at, facts, now),
        Event::Informed { on, topics } => informed(*on, topics, facts, now),
        Event::OnlySectionI if facts.is_section_i_only() => {
            Ok(Change::to(State::CertificateNotRequired))
        }
        Event::OnlySectionI => Err(Refusal::NotOnlySectionI),
        Event::Declined { told_on } => {
            told(Dated::Choice, *told_on, facts.contacted_on, now)?;
            entitled(Basis::Declined, *told_on, facts)
        }
        Event::Chose {
            on,
            issues,
            informs,
        } => {
            told(Dated::Choice, *on, facts.contacted_on, now)?;
            chose(issues, *informs)
        }
        Event::Undecided => ponders(facts, now),
        Event::MediationConcluded { on } => {
            past(Dated::Conclusion, *on, now)?;
            follows((Dated::Conclusion, *on), (Dated::LaInformed, facts.t0_on))?;
            entitled(Basis::TakenPart, *on, facts)
        }
        Event::LaCannotArrange { told_on } => {
            past(Dated::InabilityNotice, *told_on, now)?;
            follows(
                (Dated::InabilityNotice, *told_on),
                (Dated::LaInformed, facts.t0_on),
            )?;
            let change = entitled(Basis::Deemed, *told_on, facts)?;
            Ok(change.and([Effect::Raised(Flag::InabilityNotified)]))
        }
        Event::Withdrew { told_on } => {
            told(Dated::Withdrawal, *told_on, facts.contacted_on, now)?;
            entitled(Basis::Declined, *told_on, facts)
        }
        Event::Issued { on } => issued(state, *on, facts, now),
        Event::Signposted => Ok(Change::with(
            State::Signposted,
            [
                owed(Document::Signposting, Audience::Family),
                task(Doer::Adviser, Duty::ExplainLateAppeal),
                task(Doer::Adviser, Duty::ExplainResolution),
            ],
        )),
        Event::Closed(code) => Ok(Change::with(State::Closed, [Effect::Closes(*code)])),
        Event::Corrected(correction) => {
            Ok(Change::corrected(judged_again(state, facts), correction))
        }
    }
}

/// Where a case stands by the dates as they are now: whoever turns out to have made contact too late has
/// no certificate to come, and whoever turns out to have been in time has (regulation 34(2)).
fn judged_again(state: State, facts: &Facts) -> State {
    let dates = facts.decision.zip(facts.contacted_on);
    let is_late = dates.map(|(decision, on)| decision.contact_by_on < on);
    match (state, is_late) {
        (State::InTime | State::Advised | State::Pondering, Some(true)) => State::OutOfTime,
        (State::OutOfTime, Some(false)) => State::InTime,
        (_, _) => state,
    }
}

/// In time is whoever makes contact on the last day in England, at whatever hour.
fn contacted(
    at: DateTime<Utc>,
    facts: &Facts,
    now: DateTime<Utc>,
) -> Result<Change<State>, Refusal> {
    let decision = facts.decision.ok_or(Refusal::NoticeDateUnknown)?;
    let on = day_of(at);
    past_instant(Dated::Contact, at, now)?;
    follows(
        (Dated::Contact, on),
        (Dated::NoticeSent, Some(decision.sent_on)),
    )?;
    let evidence = Effect::Evidence {
        of: Dated::Contact,
        at,
    };
    if on <= decision.contact_by_on {
        Ok(Change::with(
            State::InTime,
            [evidence, ends(Rule::AdviserContact, on)],
        ))
    } else {
        Ok(Change::with(State::OutOfTime, [evidence]))
    }
}

fn informed(
    on: NaiveDate,
    topics: &[Topic],
    facts: &Facts,
    now: DateTime<Utc>,
) -> Result<Change<State>, Refusal> {
    told(Dated::Information, on, facts.contacted_on, now)?;
    match Topic::ALL.iter().find(|topic| !topics.contains(topic)) {
        Some(missing) => Err(Refusal::TopicMissing(*missing)),
        None => Ok(Change::with(
            State::Advised,
            [owed(Document::AdviceSheet, Audience::Family)],
        )),
    }
}

/// A day on which the family told the adviser something: after the contact, and not in the future.
fn told(
    what: Dated,
    on: NaiveDate,
    contacted_on: Option<NaiveDate>,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    past(what, on, now)?;
    follows((what, on), (Dated::Contact, contacted_on))?;
    Ok(())
}

/// A certificate becomes due, or none is needed. Where the mediation has said so first, the contact
/// follows it and nothing becomes due twice.
fn entitled(basis: Basis, on: NaiveDate, facts: &Facts) -> Result<Change<State>, Refusal> {
    let due = Change::to(State::due(basis));
    let issue = [task(Doer::Adviser, Duty::IssueCertificate)];
    match certificate::falls_due(facts.question(), basis, on) {
        Ok(effects) => Ok(due.and(effects).and(issue)),
        Err(NotDue::SectionIOnly | NotDue::NoAppeal) => {
            Ok(Change::to(State::CertificateNotRequired))
        }
        Err(NotDue::OwedAlready) if facts.certificate == Certificate::Owed(basis) => {
            Ok(due.and(issue))
        }
        Err(
            refused @ (NotDue::WrongType
            | NotDue::OutOfTime
            | NotDue::IssuedAlready
            | NotDue::OwedAlready
            | NotDue::NotDeemed
            | NotDue::HasMet),
        ) => Err(refused.into()),
    }
}

fn chose(issues: &[Issue], informs: Informer) -> Result<Change<State>, Refusal> {
    let domains: Vec<Domain> = issues.iter().map(|issue| issue.domain).collect();
    let mediation = mediation_on(&domains).ok_or(Refusal::IssuesMissing)?;
    let is_incomplete = |issue: &Issue| issue.health == HealthProvision::Missing;
    if issues.iter().any(is_incomplete) {
        return Err(Refusal::WantedProvisionMissing);
    }
    let who = match informs {
        Informer::Family => Doer::Family,
        Informer::Service => Doer::Coordinator,
    };
    Ok(Change::with(
        State::MediationRequested,
        [Effect::Opens(mediation.into()), task(who, Duty::InformLa)],
    ))
}

fn ponders(facts: &Facts, now: DateTime<Utc>) -> Result<Change<State>, Refusal> {
    let decision = facts.decision.ok_or(Refusal::NoticeDateUnknown)?;
    if decision.contact_by_on < day_of(now) {
        return Err(Refusal::ThinkingTooLong);
    }
    Ok(Change::with(
        State::Pondering,
        [task(Doer::Adviser, Duty::RemindGently)],
    ))
}

fn issued(
    state: State,
    on: NaiveDate,
    facts: &Facts,
    now: DateTime<Utc>,
) -> Result<Change<State>, Refusal> {
    let basis = state
        .due_on_basis()
        .expect("it is issued in the states in which it is due, and each has a basis");
    match facts.certificate {
        Certificate::Issued(_) => return Err(NotDue::IssuedAlready.into()),
        Certificate::OutOfTime => return Err(NotDue::OutOfTime.into()),
        Certificate::None | Certificate::Owed(_) => {}
    }
    past(Dated::CertificateIssued, on, now)?;
    let cause = match basis {
        Basis::Declined => Dated::Choice,
        Basis::TakenPart => Dated::Conclusion,
        Basis::Deemed => Dated::InabilityNotice,
    };
    follows(
        (Dated::CertificateIssued, on),
        (cause, facts.certificate_due_from_on),
    )?;
    Ok(Change::with(
        State::CertificateIssued,
        [
            Effect::CertificateIssued { basis, on },
            owed(Document::Certificate, Audience::Family),
            ends(basis.clock(), on),
            Effect::ClockRecomputed {
                clock: Rule::Appeal,
                from: Moment::On(on),
            },
            owed(Document::AppealDeadline, Audience::Family),
        ],
    ))
}
