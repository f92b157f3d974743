//! What each event does to a disagreement resolution.

use chrono::{DateTime, NaiveDate, Utc};
use entities::meeting::{CancelCause, CancelSide};
use entities::participant::Role;

use super::{Event, Facts, ORDER, Refusal, State};
use crate::app::day_of;
use crate::law::Rule;
use crate::lifecycle::certificate::NotDue;
use crate::lifecycle::change::{
    Audience, Change, ClosureCode, Document, Doer, Duty, Effect, Hold, ends, owed, starts, task,
};
use crate::lifecycle::closed::{State as _, in_turn};
use crate::lifecycle::dates::{Dated, follows, on_the_day, past};
use crate::lifecycle::invitation::is_party;
use crate::lifecycle::session::{
    Arrival, Outcome, Preparation, admitted, counted, ended_on, safeguarding,
};

/// The states an event may come in.
fn allowed(event: &Event) -> &'static [State] {
    match event {
        Event::RoundOpened => &[State::Referred],
        Event::AllAgreed { .. } | Event::Declined { .. } => &[State::ConsentRound],
        Event::Signposted => &[State::NotProceeding],
        Event::AvailabilityAsked { .. } => &[State::Arranging, State::Collecting],
        Event::AvailabilityEnough => &[State::Collecting],
        Event::SlotsProposed { .. } => &[State::ReadyToSolve],
        Event::Accepted { .. } | Event::Rejected { .. } | Event::HoldExpired => &[State::Proposed],
        Event::Prepared { .. } => &[State::Booked],
        Event::Postponed { .. } => &[State::Booked, State::Prepared],
        Event::DayStarted { .. } => &[State::Prepared],
        Event::Ended { .. } => &[State::InSession, State::Adjourned],
        Event::Adjourned { .. } => &[State::InSession],
        Event::SecondDateWanted => &[State::Adjourned],
        Event::FollowUpStarted { .. } => &[State::Concluded],
        Event::FollowUpDone { .. } => &[State::FollowUp],
        Event::Withdrew { .. } | Event::SafeguardingRaised { .. } => State::OPEN,
        Event::Closed(ClosureCode::Completed) => &[],
        Event::Closed(
            ClosureCode::TypeChanged
            | ClosureCode::NoReply
            | ClosureCode::SettledBefore
            | ClosureCode::OpenedInError,
        ) => &[
            State::Referred,
            State::ConsentRound,
            State::Arranging,
            State::Collecting,
            State::ReadyToSolve,
            State::Proposed,
            State::Booked,
            State::Prepared,
        ],
        Event::CertificateAsked | Event::Corrected(_) => State::ALL,
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
    in_turn(state, allowed(event), event.words(), ORDER)?;
    match event {
        Event::RoundOpened => Ok(Change::with(
            State::ConsentRound,
            [
                owed(Document::ParticipationQuestion, facts.required_audience()),
                task(Doer::Coordinator, Duty::AskWhoTakesPart),
            ],
        )),
        Event::AllAgreed { waiting: 0 } => Ok(Change::to(State::Arranging)),
        Event::AllAgreed { waiting } => Err(Refusal::AnswersMissing(*waiting)),
        Event::Declined { by } => {
            takes_part(*by, facts)?;
            Ok(Change::to(State::NotProceeding))
        }
        Event::Signposted => Ok(Change::with(
            State::Signposted,
            [owed(Document::Signposting, facts.everybody())],
        )),
        Event::AvailabilityAsked { on } => {
            past(Dated::Request, *on, now)?;
            let referred_on = Some(facts.referred_on);
            follows((Dated::Request, *on), (Dated::Referral, referred_on))?;
            Ok(Change::with(
                State::Collecting,
                [
                    owed(Document::AvailabilityRequest, facts.required_audience()),
                    starts(Rule::Reply, *on),
                ],
            ))
        }
        Event::AvailabilityEnough => Ok(Change::with(
            State::ReadyToSolve,
            [ends(Rule::Reply, day_of(now))],
        )),
        Event::SlotsProposed { count: 0 } => Err(Refusal::NoSlot),
        Event::SlotsProposed { .. } => Ok(propose(facts)),
        Event::Accepted {
            meeting_on,
            is_mediator_free,
            waiting,
        } => book((*meeting_on, *is_mediator_free, *waiting), facts, now),
        Event::Rejected { by } => {
            takes_part(*by, facts)?;
            Ok(released(state, State::Collecting))
        }
        Event::HoldExpired => Ok(released(state, State::Collecting)),
        Event::Prepared { done } => prepare(done, facts),
        Event::Postponed { by, cause, told_on } => {
            past(Dated::Postponement, *told_on, now)?;
            postponed((*by, *cause), *told_on, facts)
        }
        Event::DayStarted { on, arrivals } => begin(*on, arrivals, facts, now),
        Event::Ended {
            on,
            outcome,
            signatures,
        } => end((*on, *outcome, *signatures), facts, now),
        Event::Adjourned { on } => {
            ended_on(*on, facts.meeting_on, now)?;
            Ok(Change::with(
                State::Adjourned,
                [task(Doer::Coordinator, Duty::FindSecondDate)],
            ))
        }
        Event::SecondDateWanted => Ok(Change::with(
            State::Collecting,
            [owed(
                Document::AvailabilityRequest,
                facts.required_audience(),
            )],
        )),
        Event::FollowUpStarted { is_agreement_sent } => {
            let was_agreed = facts.outcome.is_some_and(Outcome::has_agreement);
            if was_agreed && !is_agreement_sent {
                return Err(Refusal::AgreementNotSent);
            }
            Ok(Change::with(
                State::FollowUp,
                [task(Doer::Coordinator, Duty::StartFollowUp)],
            ))
        }
        Event::FollowUpDone { open_actions: 0 } => Ok(Change::with(
            State::Closed,
            [
                task(Doer::Coordinator, Duty::ReportOutcome),
                Effect::Closes(ClosureCode::Completed),
            ],
        )),
        Event::FollowUpDone { open_actions } => Err(Refusal::ActionsOpen(*open_actions)),
        Event::Withdrew {
            by,
            on,
            rest_has_dispute,
        } => withdraw(state, (*by, *on, *rest_has_dispute), facts, now),
        Event::CertificateAsked => Err(NotDue::WrongType.into()),
        Event::SafeguardingRaised { suspends } => Ok(Change::with(state, safeguarding(*suspends))),
        Event::Closed(code) => Ok(released(state, State::Closed).and([Effect::Closes(*code)])),
        Event::Corrected(correction) => Ok(Change::corrected(state, correction)),
    }
}

/// Whether somebody can be in the case at all.
fn takes_part(role: Role, facts: &Facts) -> Result<(), Refusal> {
    match role {
        Role::Family | Role::Child | Role::Supporter if !facts.has_family() => {
            Err(Refusal::NoFamily)
        }
        Role::Family
        | Role::Child
        | Role::LocalAuthority
        | Role::Health
        | Role::SocialCare
        | Role::Education
        | Role::Supporter
        | Role::Interpreter
        | Role::Mediator
        | Role::Other => Ok(()),
    }
}

/// The family first, where there is one.
fn propose(facts: &Facts) -> Change<State> {
    let held = Change::with(State::Proposed, [Effect::Time(Hold::Held)]);
    if facts.has_family() {
        held.and([
            owed(Document::SlotOffer, Audience::Family),
            owed(Document::SlotOffer, Audience::Others),
        ])
    } else {
        held.and([owed(Document::SlotOffer, Audience::Agencies)])
    }
}

fn book(
    (meeting_on, is_mediator_free, waiting): (NaiveDate, bool, usize),
    facts: &Facts,
    now: DateTime<Utc>,
) -> Result<Change<State>, Refusal> {
    if meeting_on < day_of(now) {
        return Err(Refusal::MeetingPast);
    }
    if waiting > 0 {
        return Err(Refusal::AcceptanceMissing(waiting));
    }
    if !is_mediator_free {
        return Err(Refusal::MediatorNotFree);
    }
    Ok(Change::with(
        State::Booked,
        [
            Effect::Time(Hold::Booked),
            owed(Document::NoticeOfDate, facts.everybody()),
            owed(Document::Introduction, facts.everybody()),
            task(Doer::Mediator, Duty::IntroduceSelf),
        ],
    ))
}

/// As for a mediation; where agencies disagree, no child is asked for its views.
fn prepare(done: &[Preparation], facts: &Facts) -> Result<Change<State>, Refusal> {
    let mut done = done.to_vec();
    if !facts.has_family() {
        done.push(Preparation::ChildsViews);
    }
    match Preparation::missing(&done) {
        Some(missing) => Err(Refusal::NotPrepared(missing)),
        None => Ok(Change::with(
            State::Prepared,
            [owed(Document::Summaries, facts.everybody())],
        )),
    }
}

fn postponed(
    (by, cause): (CancelSide, CancelCause),
    told_on: NaiveDate,
    facts: &Facts,
) -> Result<Change<State>, Refusal> {
    if by == CancelSide::Family {
        takes_part(Role::Family, facts)?;
    }
    Ok(Change::with(
        State::Collecting,
        [
            Effect::Time(Hold::Released),
            counted((by, cause), told_on, facts.meeting_on),
            owed(Document::PostponementNotice, facts.everybody()),
        ],
    ))
}

fn begin(
    on: NaiveDate,
    arrivals: &[Arrival],
    facts: &Facts,
    now: DateTime<Utc>,
) -> Result<Change<State>, Refusal> {
    if facts.is_suspended {
        return Err(Refusal::Suspended);
    }
    past(Dated::Meeting, on, now)?;
    let referred_on = Some(facts.referred_on);
    follows((Dated::Meeting, on), (Dated::Referral, referred_on))?;
    on_the_day(on, facts.meeting_on)?;
    for arrival in arrivals {
        takes_part(arrival.role, facts)?;
    }
    admitted(arrivals, &facts.required)?;
    Ok(Change::to(State::InSession))
}

fn end(
    (on, outcome, signatures): (NaiveDate, Outcome, usize),
    facts: &Facts,
    now: DateTime<Utc>,
) -> Result<Change<State>, Refusal> {
    ended_on(on, facts.meeting_on, now)?;
    if outcome.has_agreement() && signatures == 0 {
        return Err(Refusal::Unsigned);
    }
    let agreed = [
        owed(Document::Agreement, facts.everybody()),
        starts(Rule::TypedAgreement, on),
    ];
    Ok(Change::with(State::Concluded, [Effect::Outcome(outcome)])
        .and(agreed.into_iter().filter(|_| outcome.has_agreement()))
        .and([owed(Document::EvaluationInvitation, facts.everybody())]))
}

/// Any party may leave; it goes on for the rest if they still have a dispute.
fn withdraw(
    state: State,
    (by, on, rest_has_dispute): (Role, NaiveDate, bool),
    facts: &Facts,
    now: DateTime<Utc>,
) -> Result<Change<State>, Refusal> {
    takes_part(by, facts)?;
    if !is_party(by) {
        return Err(Refusal::NotAParty);
    }
    past(Dated::Withdrawal, on, now)?;
    let referred_on = Some(facts.referred_on);
    follows((Dated::Withdrawal, on), (Dated::Referral, referred_on))?;
    if rest_has_dispute {
        Ok(Change::to(state))
    } else {
        Ok(released(state, State::Withdrawn))
    }
}

/// A change that lets go of the time that is held or booked.
fn released(from: State, to: State) -> Change<State> {
    let time = from.has_time().then_some(Effect::Time(Hold::Released));
    Change::to(to).and(time)
}
