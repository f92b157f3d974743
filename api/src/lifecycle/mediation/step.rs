//! What each event does to a mediation.

use chrono::{DateTime, NaiveDate, Utc};
use entities::meeting::{CancelCause, CancelSide};
use entities::participant::Role;

use super::ending::{cannot_arrange, close, end, follow_up, released, withdraw};
use super::{Accepted, Choice, Coverage, Event, Facts, ORDER, Refusal, State};
use crate::app::day_of;
use crate::law::Rule;
use crate::lifecycle::certificate::Basis;
use crate::lifecycle::change::{
    Audience, Broken, Change, ClosureCode, Document, Doer, Duty, Effect, Flag, Hold, ends, owed,
    starts, task,
};
use crate::lifecycle::closed::{State as _, in_turn};
use crate::lifecycle::dates::{Dated, follows, on_the_day, past, past_instant};
use crate::lifecycle::kinds::Mediation;
use crate::lifecycle::session::{Arrival, Preparation, admitted, counted, ended_on, safeguarding};

/// The states an event may come in.
fn allowed(event: &Event) -> &'static [State] {
    match event {
        Event::AvailabilityAsked { .. } => &[State::Arranging, State::Collecting, State::Rearrange],
        Event::AvailabilityEnough { .. } => &[State::Collecting],
        Event::SlotsProposed { .. } => &[State::ReadyToSolve],
        Event::Accepted(_) | Event::Rejected { .. } | Event::HoldExpired => &[State::Proposed],
        Event::Prepared { .. } => &[State::Booked],
        Event::Postponed { .. } | Event::AuthorityMissing { .. } => {
            &[State::Booked, State::Prepared]
        }
        Event::DayStarted { .. } => &[State::Prepared],
        Event::Ended { .. } => &[State::InSession, State::Adjourned],
        Event::Adjourned { .. } => &[State::InSession],
        Event::SecondDateWanted => &[State::Adjourned],
        Event::FollowUpStarted { .. } => &[State::Concluded],
        Event::FollowUpDone { .. } => &[State::FollowUp],
        Event::Withdrew { .. } => &[
            State::Requested,
            State::Arranging,
            State::Collecting,
            State::ReadyToSolve,
            State::Proposed,
            State::Booked,
            State::Prepared,
            State::Rearrange,
            State::InSession,
            State::Adjourned,
        ],
        Event::LaCannotArrange { .. } => State::BEFORE_THE_MEETING,
        Event::SafeguardingRaised { .. } => &[
            State::Requested,
            State::Arranging,
            State::Collecting,
            State::ReadyToSolve,
            State::Proposed,
            State::Booked,
            State::Prepared,
            State::Rearrange,
            State::InSession,
            State::Adjourned,
            State::Concluded,
            State::FollowUp,
        ],
        Event::Closed(ClosureCode::Completed) => &[],
        // Where people were asked for dates before the authority was told, it is told late, not never.
        Event::LaInformed { .. }
        | Event::IcbInformed { .. }
        | Event::Closed(
            ClosureCode::TypeChanged
            | ClosureCode::NoReply
            | ClosureCode::SettledBefore
            | ClosureCode::OpenedInError,
        ) => State::BEFORE_THE_SESSION,
        Event::Corrected(_) => State::ALL,
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
        Event::LaInformed { at } => la_informed(state, *at, facts, now),
        Event::IcbInformed { at } => icb_informed(state, *at, facts, now),
        Event::AvailabilityAsked { on } => asked(*on, facts, now),
        Event::AvailabilityEnough { authority } => enough(*authority, facts, now),
        Event::SlotsProposed { count: 0 } => Err(Refusal::NoSlot),
        Event::SlotsProposed { .. } => Ok(Change::with(
            State::Proposed,
            [
                Effect::Time(Hold::Held),
                owed(Document::SlotOffer, Audience::Family),
                owed(Document::SlotOffer, Audience::Others),
            ],
        )),
        Event::Accepted(accepted) => book(*accepted, now),
        Event::Rejected { .. } | Event::HoldExpired => Ok(Change::with(
            State::Collecting,
            [Effect::Time(Hold::Released)],
        )),
        Event::Prepared { done } => match Preparation::missing(done) {
            Some(missing) => Err(Refusal::NotPrepared(missing)),
            None => Ok(Change::with(
                State::Prepared,
                [owed(Document::Summaries, Audience::Everybody)],
            )),
        },
        Event::Postponed { by, cause, told_on } => {
            past(Dated::Postponement, *told_on, now)?;
            Ok(postponed((*by, *cause), *told_on, facts))
        }
        Event::AuthorityMissing { by, family } => authority_missing(state, *by, *family, facts),
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
            [owed(Document::AvailabilityRequest, Audience::Required)],
        )),
        Event::FollowUpStarted {
            is_agreement_sent,
            is_evaluation_invited,
        } => follow_up(*is_agreement_sent, *is_evaluation_invited, facts),
        Event::FollowUpDone {
            open_actions,
            is_check_done,
            appeal,
        } => close(*open_actions, *is_check_done, *appeal, facts),
        Event::Withdrew { by, on } => withdraw(state, *by, *on, facts, now),
        Event::LaCannotArrange { told_on } => cannot_arrange(state, *told_on, facts, now),
        Event::SafeguardingRaised { suspends } => Ok(Change::with(state, safeguarding(*suspends))),
        Event::Closed(code) => Ok(closed(state, *code, facts, now)),
        Event::Corrected(correction) => Ok(Change::corrected(state, correction)),
    }
}

/// Who settles it before a meeting, or is heard of no more, does not pursue mediation any longer, and may
/// still appeal with a certificate (CFA s.55(4)).
fn closed(state: State, code: ClosureCode, facts: &Facts, now: DateTime<Utc>) -> Change<State> {
    let closed = released(state, State::Closed).and([Effect::Closes(code)]);
    match code {
        ClosureCode::SettledBefore | ClosureCode::NoReply => {
            closed.and(facts.certificate_due(Basis::Declined, day_of(now)))
        }
        ClosureCode::Completed | ClosureCode::TypeChanged | ClosureCode::OpenedInError => closed,
    }
}

/// T0 for education and social care, and mixed; for health alone the authority only passes it on.
fn la_informed(
    state: State,
    at: DateTime<Utc>,
    facts: &Facts,
    now: DateTime<Utc>,
) -> Result<Change<State>, Refusal> {
    past_instant(Dated::LaInformed, at, now)?;
    if facts.la_informed_at.is_some() {
        return Err(Refusal::ToldAlready);
    }
    let on = day_of(at);
    let tells_icbs = [
        starts(Rule::HealthNotice, on),
        task(Doer::LocalAuthority, Duty::TellIcbs),
    ];
    let to = if state == State::Requested {
        State::Arranging
    } else {
        state
    };
    let stamped = Change::with(
        to,
        [
            Effect::T0(at),
            starts(Rule::Mediation, on),
            owed(Document::MediationRequest, Audience::LocalAuthority),
        ],
    );
    match facts.mediation {
        Mediation::Education => Ok(stamped),
        Mediation::Mixed => Ok(stamped
            .and([owed(Document::MediationRequest, Audience::Icbs)])
            .and(tells_icbs)),
        Mediation::Health => {
            let evidence = Effect::Evidence {
                of: Dated::LaInformed,
                at,
            };
            Ok(Change::with(state, [evidence]).and(tells_icbs))
        }
    }
}

/// T0 for health alone, at the first board; with others the notice is only noted.
fn icb_informed(
    state: State,
    at: DateTime<Utc>,
    facts: &Facts,
    now: DateTime<Utc>,
) -> Result<Change<State>, Refusal> {
    past_instant(Dated::IcbInformed, at, now)?;
    let la_informed_on = facts.la_informed_at.map(day_of);
    let on = day_of(at);
    let is_first = match facts.mediation {
        Mediation::Education => return Err(Refusal::NoHealthIssue),
        Mediation::Mixed => false,
        Mediation::Health => facts.icb_informed_at.is_none(),
    };
    if la_informed_on.is_none() {
        return Err(Refusal::LaNotInformed);
    }
    follows(
        (Dated::IcbInformed, on),
        (Dated::LaInformed, la_informed_on),
    )?;
    let noted = [
        Effect::Evidence {
            of: Dated::IcbInformed,
            at,
        },
        ends(Rule::HealthNotice, on),
    ];
    if is_first {
        let to = if state == State::Requested {
            State::Arranging
        } else {
            state
        };
        Ok(Change::with(to, noted).and([
            Effect::T0(at),
            starts(Rule::HealthMediation, on),
            owed(Document::MediationRequest, Audience::Icbs),
            task(Doer::Icb, Duty::ArrangeMediation),
        ]))
    } else {
        Ok(Change::with(state, noted))
    }
}

fn asked(on: NaiveDate, facts: &Facts, now: DateTime<Utc>) -> Result<Change<State>, Refusal> {
    past(Dated::Request, on, now)?;
    follows((Dated::Request, on), (Dated::LaInformed, facts.t0_on()))?;
    Ok(Change::with(
        State::Collecting,
        [
            owed(Document::AvailabilityRequest, Audience::Required),
            starts(Rule::Reply, on),
        ],
    ))
}

/// Dates are looked for once it is known who may decide what; a gap is shown, not hidden.
fn enough(
    authority: Coverage,
    facts: &Facts,
    now: DateTime<Utc>,
) -> Result<Change<State>, Refusal> {
    let body = match facts.mediation {
        Mediation::Education | Mediation::Mixed => Doer::LocalAuthority,
        Mediation::Health => Doer::Icb,
    };
    let answered = Change::with(State::ReadyToSolve, [ends(Rule::Reply, day_of(now))]);
    match authority {
        Coverage::Unknown => Err(Refusal::AuthorityUnknown),
        Coverage::Full => Ok(answered),
        Coverage::Gap => Ok(answered.and([
            Effect::Raised(Flag::AuthorityGap),
            task(body, Duty::NameDecisionMaker),
        ])),
    }
}

fn book(accepted: Accepted, now: DateTime<Utc>) -> Result<Change<State>, Refusal> {
    let today = day_of(now);
    if accepted.meeting_on < today {
        return Err(Refusal::MeetingPast);
    }
    if accepted.waiting > 0 {
        return Err(Refusal::AcceptanceMissing(accepted.waiting));
    }
    if !accepted.is_mediator_free {
        return Err(Refusal::MediatorNotFree);
    }
    if accepted.notify_by_on < today && !accepted.is_short_notice_agreed {
        return Err(Refusal::NoticeTooShort);
    }
    Ok(Change::with(
        State::Booked,
        [
            Effect::Time(Hold::Booked),
            owed(Document::NoticeOfDate, Audience::Family),
            owed(Document::NoticeOfDate, Audience::Others),
            starts(Rule::Notice, accepted.meeting_on),
            owed(Document::Introduction, Audience::Everybody),
            task(Doer::Mediator, Duty::IntroduceSelf),
        ],
    ))
}

/// No clock is reset by it: the 30 days go on, whoever caused it.
fn postponed(
    (by, cause): (CancelSide, CancelCause),
    told_on: NaiveDate,
    facts: &Facts,
) -> Change<State> {
    let counted = counted((by, cause), told_on, facts.meeting_on);
    let change = Change::with(
        State::Collecting,
        [
            Effect::Time(Hold::Released),
            counted,
            owed(Document::PostponementNotice, Audience::Everybody),
        ],
    );
    let is_again = by == CancelSide::La && facts.la_postponements > 0;
    let prompts = [
        Effect::Raised(Flag::CancelledTwiceByLa),
        task(Doer::LocalAuthority, Duty::ConsiderInability),
    ];
    if is_again {
        change.and(prompts)
    } else {
        change
    }
}

fn authority_missing(
    state: State,
    by: Role,
    family: Choice,
    facts: &Facts,
) -> Result<Change<State>, Refusal> {
    if by == Role::Family || !facts.required().contains(&by) {
        return Err(Refusal::NotAParty);
    }
    let breach = Effect::Breach {
        of: Broken::Authority,
        by,
    };
    match family {
        Choice::Proceed => Ok(Change::with(state, [breach])),
        Choice::Rearrange => Ok(Change::with(
            State::Rearrange,
            [
                breach,
                Effect::Time(Hold::Released),
                task(Doer::Coordinator, Duty::ArrangeAgain),
            ],
        )),
    }
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
    follows((Dated::Meeting, on), (Dated::LaInformed, facts.t0_on()))?;
    on_the_day(on, facts.meeting_on)?;
    admitted(arrivals, &facts.required())?;
    let clock = match facts.mediation {
        Mediation::Education | Mediation::Mixed => Rule::Mediation,
        Mediation::Health => Rule::HealthMediation,
    };
    Ok(Change::with(State::InSession, [ends(clock, on)]))
}
