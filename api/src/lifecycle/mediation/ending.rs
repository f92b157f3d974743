//! How a mediation ends: with an outcome, by following it up, or because the family withdraws.

use chrono::{DateTime, NaiveDate, Utc};
use entities::participant::Role;

use super::{Facts, Met, Refusal, State};
use crate::law::Rule;
use crate::lifecycle::appeal;
use crate::lifecycle::certificate::{Basis, Certificate, NotDue};
use crate::lifecycle::change::{
    Audience, Change, ClosureCode, Document, Doer, Duty, Effect, Flag, Hold, owed, starts, task,
};
use crate::lifecycle::dates::{Dated, follows, past};
use crate::lifecycle::kinds::Mediation;
use crate::lifecycle::session::{Outcome, ended_on};

/// The outcome, the agreement where there is one, and the certificate.
pub(super) fn end(
    (on, outcome, signatures): (NaiveDate, Outcome, usize),
    facts: &Facts,
    now: DateTime<Utc>,
) -> Result<Change<State>, Refusal> {
    ended_on(on, facts.meeting_on, now)?;
    if outcome.has_agreement() && signatures == 0 {
        return Err(Refusal::Unsigned);
    }
    let agreed = [
        owed(Document::Agreement, Audience::Everybody),
        starts(Rule::TypedAgreement, on),
    ];
    let tells_la = [
        starts(Rule::HealthAgreementNotice, on),
        task(Doer::Icb, Duty::TellLaOfAgreement),
    ];
    let is_for_health = facts.mediation == Mediation::Health;
    Ok(Change::with(State::Concluded, [Effect::Outcome(outcome)])
        .and(agreed.into_iter().filter(|_| outcome.has_agreement()))
        .and(
            tells_la
                .into_iter()
                .filter(|_| outcome.has_agreement() && is_for_health),
        )
        .and(facts.certificate_due(Basis::TakenPart, on))
        .and([owed(Document::EvaluationInvitation, Audience::Everybody)]))
}

/// Follow-up begins when what the meeting owes is done.
pub(super) fn follow_up(
    is_agreement_sent: bool,
    is_evaluation_invited: bool,
    facts: &Facts,
) -> Result<Change<State>, Refusal> {
    if let Certificate::Owed(_) = facts.certificate {
        return Err(Refusal::CertificateOwed);
    }
    let was_agreed = facts.outcome.is_some_and(Outcome::has_agreement);
    if was_agreed && !is_agreement_sent {
        return Err(Refusal::AgreementNotSent);
    }
    if !is_evaluation_invited {
        return Err(Refusal::EvaluationNotInvited);
    }
    Ok(Change::with(
        State::FollowUp,
        [task(Doer::Coordinator, Duty::StartFollowUp)],
    ))
}

/// A case is closed when nothing is left to follow up.
pub(super) fn close(
    open_actions: usize,
    is_check_done: bool,
    appeal: appeal::State,
    facts: &Facts,
) -> Result<Change<State>, Refusal> {
    if open_actions > 0 {
        return Err(Refusal::ActionsOpen(open_actions));
    }
    // Where nothing was agreed there is nothing to check.
    let was_agreed = facts.outcome.is_some_and(Outcome::has_agreement);
    if was_agreed && !is_check_done {
        return Err(Refusal::CheckMissing);
    }
    if appeal == appeal::State::NotKnown {
        return Err(Refusal::AppealUnknown);
    }
    Ok(Change::with(
        State::Closed,
        [
            task(Doer::Coordinator, Duty::ReportOutcome),
            Effect::Closes(ClosureCode::Completed),
        ],
    ))
}

/// The family may stop at any time; who has met has taken part, who has not has declined.
pub(super) fn withdraw(
    state: State,
    by: Role,
    on: NaiveDate,
    facts: &Facts,
    now: DateTime<Utc>,
) -> Result<Change<State>, Refusal> {
    if by != Role::Family {
        return Err(Refusal::MayNotDecline);
    }
    past(Dated::Withdrawal, on, now)?;
    follows((Dated::Withdrawal, on), (Dated::LaInformed, facts.t0_on()))?;
    let sits = state == State::InSession || state == State::Adjourned;
    let basis = if sits || facts.met == Met::Once {
        Basis::TakenPart
    } else {
        Basis::Declined
    };
    Ok(released(state, State::Withdrawn).and(facts.certificate_due(basis, on)))
}

/// The certificate is deemed, and the mediation may still follow.
pub(super) fn cannot_arrange(
    state: State,
    told_on: NaiveDate,
    facts: &Facts,
    now: DateTime<Utc>,
) -> Result<Change<State>, Refusal> {
    past(Dated::InabilityNotice, told_on, now)?;
    follows(
        (Dated::InabilityNotice, told_on),
        (Dated::LaInformed, facts.t0_on()),
    )?;
    if facts.mediation == Mediation::Health {
        return Err(NotDue::NotDeemed.into());
    }
    if facts.met == Met::Once {
        return Err(NotDue::HasMet.into());
    }
    Ok(
        Change::with(state, [Effect::Raised(Flag::InabilityNotified)])
            .and(facts.certificate_due(Basis::Deemed, told_on))
            .and([task(Doer::Coordinator, Duty::KeepArranging)]),
    )
}

/// A change that lets go of the time that is held or booked.
pub(super) fn released(from: State, to: State) -> Change<State> {
    let time = from.has_time().then_some(Effect::Time(Hold::Released));
    Change::to(to).and(time)
}
