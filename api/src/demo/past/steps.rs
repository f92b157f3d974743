//! Which operation of the domain an act is.

use entities::participant::Role;
use entities::{contact_attempt, referral};

use super::acts::{InCase, InContact, InReferral};
use crate::app::App;
use crate::domain::casework::{Shared, Step};
use crate::domain::referral::{NewAttempt, ReferralStep, Triage};
use crate::lifecycle::change::ClosureCode;
use crate::lifecycle::mediation::Coverage;
use crate::lifecycle::{advice, facilitation, mediation, resolution};

/// The step of a referral that an act is, where the family is that.
pub(super) fn referral_step(
    act: InReferral,
    app: &App,
    identity: referral::Identity,
) -> ReferralStep {
    let today = app.today();
    let attempt = |way, outcome| {
        ReferralStep::Attempt(Box::new(NewAttempt {
            at: app.now(),
            way,
            outcome,
            note: Some("Tried in the morning.".to_owned()),
        }))
    };
    match act {
        InReferral::TakeUp => ReferralStep::TakeUp(Some(identity)),
        InReferral::Ring => attempt(
            contact_attempt::Way::Phone,
            contact_attempt::Outcome::NoAnswer,
        ),
        InReferral::Text => attempt(
            contact_attempt::Way::Sms,
            contact_attempt::Outcome::MessageLeft,
        ),
        InReferral::Consent => ReferralStep::Consent(referral::Consent::Given, today),
        InReferral::Signpost => {
            ReferralStep::Triage(Triage::Signpost(referral::Signpost::Sendiass))
        }
        InReferral::Refuse => ReferralStep::Consent(referral::Consent::Refused, today),
        InReferral::GiveUp => ReferralStep::Consent(referral::Consent::NoReply, today),
    }
}

/// The step of a contact that an act is.
pub(super) fn contact_step(act: InContact, app: &App) -> Step {
    use advice::Event;
    let today = app.today();
    Step::Advice(match act {
        InContact::Call => Event::Contacted { at: app.now() },
        InContact::Inform => Event::Informed {
            on: today,
            topics: advice::Topic::ALL.to_vec(),
        },
        InContact::Ponder => Event::Undecided,
        InContact::OnlySectionI => Event::OnlySectionI,
        InContact::Decline => Event::Declined { told_on: today },
        InContact::Issue => Event::Issued { on: today },
        InContact::Close => return Step::Any(Shared::Closed(ClosureCode::Completed)),
    })
}

/// The step of a case that an act is.
pub(super) fn case_step(act: InCase, app: &App) -> Step {
    let today = app.today();
    match act {
        InCase::Tell => Step::Mediation(mediation::Event::LaInformed { at: app.now() }),
        InCase::AskWho => Step::Resolution(resolution::Event::RoundOpened),
        InCase::AllTakePart => Step::Resolution(resolution::Event::AllAgreed { waiting: 0 }),
        InCase::StayAway => Step::Resolution(resolution::Event::Declined {
            by: Role::LocalAuthority,
        }),
        InCase::Signpost => Step::Resolution(resolution::Event::Signposted),
        InCase::Scope => Step::Facilitation(facilitation::Event::Scoped {
            has_aim: true,
            invited: facilitation::Class::ALL.to_vec(),
        }),
        InCase::Assign => Step::Facilitation(facilitation::Event::FacilitatorAssigned),
        InCase::Ask => Step::Asked { on: today },
        InCase::Enough => Step::Any(Shared::AvailabilityEnough {
            authority: Coverage::Full,
        }),
        InCase::CannotArrange => {
            Step::Mediation(mediation::Event::LaCannotArrange { told_on: today })
        }
        InCase::Withdraw => Step::Any(Shared::Withdrew {
            by: Role::Family,
            on: today,
            rest_has_dispute: false,
        }),
        InCase::Adjourn => Step::Any(Shared::Adjourned { on: today }),
        InCase::End(outcome) => Step::Ends { on: today, outcome },
        InCase::FollowUp => Step::Any(Shared::FollowUpStarted {
            is_agreement_sent: true,
            is_evaluation_invited: true,
        }),
        InCase::Finish => Step::FollowedUp,
        InCase::FinalNotes => Step::FinalNotes { on: today },
        InCase::Track => Step::Actions,
    }
}
