//! What each event does to a facilitation.

use chrono::{DateTime, NaiveDate, Utc};
use entities::meeting::{CancelCause, CancelSide};

use super::{Class, Event, Facts, Limits, ORDER, Refusal, State};
use crate::app::day_of;
use crate::law::Rule;
use crate::lifecycle::certificate::NotDue;
use crate::lifecycle::change::{
    Audience, Change, ClosureCode, Document, Doer, Duty, Effect, Hold, ends, owed, starts, task,
};
use crate::lifecycle::closed::{State as _, in_turn};
use crate::lifecycle::dates::{Dated, follows, on_the_day, past};
use crate::lifecycle::invitation::is_party;
use crate::lifecycle::kinds::Facilitation;
use crate::lifecycle::session::{counted, ended_on};

/// The states an event may come in.
fn allowed(event: &Event) -> &'static [State] {
    match event {
        Event::Scoped { .. } => &[State::Requested],
        Event::FacilitatorAssigned => &[State::Scoped],
        Event::AvailabilityAsked { .. } => &[State::FacilitatorAssigned, State::Collecting],
        Event::AvailabilityEnough => &[State::Collecting],
        Event::SlotsProposed { .. } => &[State::ReadyToSolve],
        Event::Scheduled { .. } | Event::Rejected { .. } | Event::HoldExpired => &[State::Proposed],
        Event::AgendaDrafted { .. } => &[State::Scheduled],
        Event::PapersCirculated { .. } => &[State::AgendaDrafted],
        Event::Postponed { .. } => &[
            State::Scheduled,
            State::AgendaDrafted,
            State::PapersCirculated,
        ],
        Event::Held { .. } => &[State::PapersCirculated],
        Event::NotesDrafted { .. } => &[State::Held],
        Event::CommentsOpened { .. } => &[State::NotesDraft],
        Event::NotesFinalised { .. } => &[State::CommentWindow],
        Event::ActionsAgreed { .. } => &[State::NotesFinal],
        Event::ActionsDone { .. } => &[State::ActionsTracked],
        Event::Closed(ClosureCode::Completed) => &[],
        Event::Withdrew { .. }
        | Event::Closed(
            ClosureCode::TypeChanged
            | ClosureCode::NoReply
            | ClosureCode::SettledBefore
            | ClosureCode::OpenedInError,
        ) => State::BEFORE_THE_MEETING,
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
        Event::Scoped { has_aim: false, .. } => Err(Refusal::AimMissing),
        Event::Scoped { invited, .. } => {
            all_invited(invited, facts)?;
            Ok(Change::to(State::Scoped))
        }
        Event::FacilitatorAssigned => Ok(Change::with(
            State::FacilitatorAssigned,
            [task(Doer::Facilitator, Duty::OrganiseMeeting)],
        )),
        Event::AvailabilityAsked { on } => {
            past(Dated::Request, *on, now)?;
            let requested_on = Some(facts.requested_on);
            follows((Dated::Request, *on), (Dated::Referral, requested_on))?;
            Ok(Change::with(
                State::Collecting,
                [
                    owed(Document::AvailabilityRequest, Audience::Required),
                    starts(Rule::Reply, *on),
                ],
            ))
        }
        Event::AvailabilityEnough => Ok(Change::with(
            State::ReadyToSolve,
            [ends(Rule::Reply, day_of(now))],
        )),
        Event::SlotsProposed { count: 0 } => Err(Refusal::NoSlot),
        Event::SlotsProposed { .. } => Ok(Change::with(
            State::Proposed,
            [
                Effect::Time(Hold::Held),
                owed(Document::SlotOffer, Audience::Family),
                owed(Document::SlotOffer, Audience::Others),
            ],
        )),
        Event::Scheduled {
            meeting_on,
            limits,
            invited,
            waiting,
        } => schedule((*meeting_on, *limits), (invited, *waiting), facts, now),
        Event::Rejected { .. } | Event::HoldExpired => Ok(released(state, State::Collecting)),
        Event::AgendaDrafted { items: 0 } => Err(Refusal::AgendaEmpty),
        Event::AgendaDrafted { .. } => Ok(Change::with(
            State::AgendaDrafted,
            [owed(Document::Agenda, Audience::Invitees)],
        )),
        Event::PapersCirculated { on, limits } => papers(*on, *limits, facts, now),
        Event::Postponed { by, cause, told_on } => {
            past(Dated::Postponement, *told_on, now)?;
            Ok(postponed((*by, *cause), *told_on, facts))
        }
        Event::Held { on } => held(*on, facts, now),
        Event::NotesDrafted { has_text: false } => Err(Refusal::NotesEmpty),
        Event::NotesDrafted { .. } => Ok(Change::with(
            State::NotesDraft,
            [task(Doer::Facilitator, Duty::CollectComments)],
        )),
        Event::CommentsOpened { until_on } if *until_on < day_of(now) => Err(Refusal::WindowPast),
        Event::CommentsOpened { .. } => Ok(Change::with(
            State::CommentWindow,
            [owed(Document::DraftNotes, Audience::Attendees)],
        )),
        Event::NotesFinalised { on, silent } => finalise(*on, *silent, facts, now),
        Event::ActionsAgreed { unowned: 0 } => Ok(Change::with(
            State::ActionsTracked,
            [task(Doer::Coordinator, Duty::TrackActions)],
        )),
        Event::ActionsAgreed { unowned } => Err(Refusal::ActionUnowned(*unowned)),
        Event::ActionsDone { open_actions: 0 } => Ok(Change::with(
            State::Closed,
            [Effect::Closes(ClosureCode::Completed)],
        )),
        Event::ActionsDone { open_actions } => Err(Refusal::ActionsOpen(*open_actions)),
        Event::Withdrew { by, on } => {
            if !is_party(*by) {
                return Err(Refusal::NotAParty);
            }
            past(Dated::Withdrawal, *on, now)?;
            let requested_on = Some(facts.requested_on);
            follows((Dated::Withdrawal, *on), (Dated::Referral, requested_on))?;
            Ok(released(state, State::Withdrawn))
        }
        Event::CertificateAsked => Err(NotDue::WrongType.into()),
        Event::Closed(code) => Ok(released(state, State::Closed).and([Effect::Closes(*code)])),
        Event::Corrected(correction) => Ok(Change::corrected(state, correction)),
    }
}

/// Everybody in regulation 20(2), where it is an annual review.
fn all_invited(invited: &[Class], facts: &Facts) -> Result<(), Refusal> {
    let missing = match facts.facilitation {
        Facilitation::Review => Class::ALL.iter().find(|class| !invited.contains(class)),
        Facilitation::Team | Facilitation::Draft => None,
    };
    match missing {
        Some(class) => Err(Refusal::ClassNotInvited(*class)),
        None => Ok(()),
    }
}

fn schedule(
    (meeting_on, limits): (NaiveDate, Limits),
    (invited, waiting): (&[Class], usize),
    facts: &Facts,
    now: DateTime<Utc>,
) -> Result<Change<State>, Refusal> {
    let today = day_of(now);
    if meeting_on < today {
        return Err(Refusal::MeetingPast);
    }
    if waiting > 0 {
        return Err(Refusal::AcceptanceMissing(waiting));
    }
    all_invited(invited, facts)?;
    let booked = Change::with(
        State::Scheduled,
        [
            Effect::Time(Hold::Booked),
            owed(Document::NoticeOfDate, Audience::Invitees),
        ],
    );
    match (facts.facilitation, limits) {
        (Facilitation::Review, Limits::Review { notify_by_on, .. }) if notify_by_on < today => {
            Err(Refusal::NoticeTooShort)
        }
        (Facilitation::Review, Limits::Review { .. }) => {
            Ok(booked.and([ends(Rule::ReviewNotice, today)]))
        }
        (
            Facilitation::Draft,
            Limits::Draft {
                served_on,
                window_ends_on,
                is_extended,
            },
        ) => {
            follows(
                (Dated::Meeting, meeting_on),
                (Dated::DraftServed, Some(served_on)),
            )?;
            if window_ends_on < meeting_on && !is_extended {
                return Err(Refusal::OutsideWindow);
            }
            Ok(booked)
        }
        (Facilitation::Review | Facilitation::Draft, _) => Err(Refusal::LimitsMissing),
        (Facilitation::Team, _) => Ok(booked),
    }
}

fn papers(
    on: NaiveDate,
    limits: Limits,
    facts: &Facts,
    now: DateTime<Utc>,
) -> Result<Change<State>, Refusal> {
    past(Dated::Papers, on, now)?;
    let requested_on = Some(facts.requested_on);
    follows((Dated::Papers, on), (Dated::Referral, requested_on))?;
    if facts.agreed_on.is_some_and(|agreed_on| on < agreed_on) {
        return Err(Refusal::PapersTooEarly);
    }
    let sent = Change::with(
        State::PapersCirculated,
        [owed(Document::Papers, Audience::Invitees)],
    );
    match (facts.facilitation, limits) {
        (Facilitation::Review, Limits::Review { papers_by_on, .. }) if papers_by_on < on => {
            Err(Refusal::PapersTooLate)
        }
        (Facilitation::Review, Limits::Review { .. }) => {
            Ok(sent.and([ends(Rule::ReviewPapers, on)]))
        }
        (Facilitation::Review, Limits::Draft { .. } | Limits::None) => Err(Refusal::LimitsMissing),
        (Facilitation::Team | Facilitation::Draft, _) => Ok(sent),
    }
}

fn postponed(
    (by, cause): (CancelSide, CancelCause),
    told_on: NaiveDate,
    facts: &Facts,
) -> Change<State> {
    Change::with(
        State::Collecting,
        [
            Effect::Time(Hold::Released),
            counted((by, cause), told_on, facts.meeting_on),
            owed(Document::PostponementNotice, Audience::Invitees),
        ],
    )
}

/// After a review the report and the authority's decision are due.
fn held(on: NaiveDate, facts: &Facts, now: DateTime<Utc>) -> Result<Change<State>, Refusal> {
    past(Dated::Meeting, on, now)?;
    let requested_on = Some(facts.requested_on);
    follows((Dated::Meeting, on), (Dated::Referral, requested_on))?;
    on_the_day(on, facts.meeting_on)?;
    let held = Change::with(State::Held, [task(Doer::Facilitator, Duty::TakeNotes)]);
    match facts.facilitation {
        Facilitation::Review => Ok(held.and([
            starts(Rule::ReviewReport, on),
            owed(Document::ReviewReport, Audience::Invitees),
            starts(Rule::ReviewDecision, on),
            task(Doer::LocalAuthority, Duty::ReviewAnnually),
        ])),
        Facilitation::Team | Facilitation::Draft => Ok(held),
    }
}

fn finalise(
    on: NaiveDate,
    silent: usize,
    facts: &Facts,
    now: DateTime<Utc>,
) -> Result<Change<State>, Refusal> {
    ended_on(on, facts.meeting_on, now)?;
    let is_over = facts.comments_until_on.is_some_and(|until| until < on);
    if silent > 0 && !is_over {
        return Err(Refusal::CommentsOpen(silent));
    }
    Ok(Change::with(
        State::NotesFinal,
        [owed(Document::FinalNotes, Audience::Attendees)],
    ))
}

/// A change that lets go of the time that is held or booked.
fn released(from: State, to: State) -> Change<State> {
    let time = from.has_time().then_some(Effect::Time(Hold::Released));
    Change::to(to).and(time)
}
