//! The clock table: what every rule is for, and which events it is worked out from.

use super::events::Event;
use super::rules::Rule;

/// Which events a rule needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One.
    Start(Event),
    /// One of two, each with a question of its own.
    Either(Event, Event),
    /// Two, each with a time limit of which the later counts; the second may not have happened.
    Later(Event, Event),
    /// The first, which says nothing of the length, and the second, which is the answer.
    Written(Event, Event),
    /// No date follows from any: why.
    Open(&'static str),
}

/// What is said of a rule whatever the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The rule.
    pub rule: Rule,
    /// Its number in the clock table.
    pub id: &'static str,
    /// What it is for, in one sentence.
    pub purpose: &'static str,
    /// Which events it needs.
    pub form: Form,
    /// An event that may be told besides: another time agreed in writing, or a first contact to judge.
    pub besides: Option<Event>,
}

impl Entry {
    /// The events that the rule can be worked out from, in the order in which they happen.
    pub fn events(&self) -> impl Iterator<Item = Event> {
        let (first, second) = match self.form {
            Form::Start(event) => (Some(event), None),
            Form::Either(one, other) | Form::Later(one, other) | Form::Written(one, other) => {
                (Some(one), Some(other))
            }
            Form::Open(_) => (None, None),
        };
        [first, second, self.besides].into_iter().flatten()
    }

    /// Whether the parties may agree on another time in writing (regulation 42(5)).
    #[must_use]
    pub fn may_be_agreed_otherwise(&self) -> bool {
        self.besides == Some(Event::OtherTime)
    }
}

const fn entry(rule: Rule, id: &'static str, form: Form, purpose: &'static str) -> Entry {
    Entry {
        rule,
        id,
        purpose,
        form,
        besides: None,
    }
}

/// A rule for what an agreement promises: another time may be agreed in writing.
const fn agreed(rule: Rule, id: &'static str, purpose: &'static str) -> Entry {
    Entry {
        besides: Some(Event::OtherTime),
        ..entry(rule, id, Form::Start(Event::Agreed), purpose)
    }
}

/// Every rule, in the order of the clock table and of [`Rule`].
pub const ENTRIES: [Entry; 37] = [
    entry(
        Rule::AssessmentDecision,
        "C1",
        Form::Start(Event::RequestReceived),
        "The local authority decides whether to assess the child, and tells the family.",
    ),
    entry(
        Rule::NoPlanDecision,
        "C2",
        Form::Start(Event::RequestReceived),
        "After an assessment, the local authority tells the family that there will be no plan.",
    ),
    entry(
        Rule::FinalPlan,
        "C3",
        Form::Start(Event::RequestReceived),
        "The local authority sends the final plan.",
    ),
    entry(
        Rule::DraftComments,
        "C4",
        Form::Start(Event::DraftServed),
        "The family has at least until then to comment on a draft plan, name a school and ask to \
         meet an officer.",
    ),
    Entry {
        besides: Some(Event::Contacted),
        ..entry(
            Rule::AdviserContact,
            "C5",
            Form::Start(Event::NoticeSent),
            "The family contacts the mediation adviser; after that it gets no certificate that it \
             declined mediation.",
        )
    },
    entry(
        Rule::DeclinedCertificate,
        "C6",
        Form::Start(Event::Told),
        "The adviser gives a certificate to a family that does not want mediation.",
    ),
    entry(
        Rule::HealthNotice,
        "C7",
        Form::Start(Event::LaInformed),
        "The local authority tells the ICB that health is in dispute.",
    ),
    entry(
        Rule::Mediation,
        "C8",
        Form::Start(Event::LaInformed),
        "Mediation about education or social care, with or without health, is arranged and held.",
    ),
    entry(
        Rule::HealthMediation,
        "C9",
        Form::Start(Event::IcbInformed),
        "Mediation about health alone is arranged and held.",
    ),
    entry(
        Rule::InabilityNotice,
        "C10",
        Form::Open(
            "it has no length, since the local authority tells the adviser as soon as possible after it \
             realises that it cannot arrange in time (SEND reg 39(2))",
        ),
        "The local authority tells the adviser that it cannot arrange mediation in time.",
    ),
    entry(
        Rule::DeemedCertificate,
        "C11",
        Form::Start(Event::LaNotice),
        "The adviser gives a certificate because the local authority could not arrange in time.",
    ),
    entry(
        Rule::Notice,
        "C12",
        Form::Either(Event::NoticeGiven, Event::Meeting),
        "The family is told date and place of the mediation, unless it agrees to shorter notice.",
    ),
    entry(
        Rule::ConcludedCertificate,
        "C13",
        Form::Start(Event::Concluded),
        "The adviser gives a certificate after mediation, with or without an agreement.",
    ),
    entry(
        Rule::Appeal,
        "C14",
        Form::Later(Event::NoticeSent, Event::CertificateIssued),
        "The family appeals to the Tribunal.",
    ),
    entry(
        Rule::DiscriminationClaim,
        "C15",
        Form::Start(Event::Act),
        "A claim that a school discriminated against a disabled pupil is made to the Tribunal.",
    ),
    agreed(
        Rule::PromisedAction,
        "C16",
        "Something promised in mediation is done that no appeal could have ordered.",
    ),
    entry(
        Rule::HealthAgreementNotice,
        "C17",
        Form::Start(Event::Agreed),
        "The ICB tells the local authority of an agreement about health alone.",
    ),
    agreed(
        Rule::AgreedAssessment,
        "C18",
        "Agreed to assess or assess again: the local authority tells the family that it will.",
    ),
    agreed(
        Rule::AgreedAssessmentNoPlan,
        "C19",
        "Agreed to assess or assess again: the family is told if there will be no plan.",
    ),
    agreed(
        Rule::AgreedAssessmentPlan,
        "C20",
        "Agreed to assess or assess again: the final plan is sent if there will be one.",
    ),
    agreed(
        Rule::AgreedPlan,
        "C21",
        "Agreed to issue a plan: the draft plan is sent, and later the final plan.",
    ),
    agreed(
        Rule::AgreedReconsideration,
        "C22",
        "Agreed to think again about a plan: a draft plan, or the reasons for having none.",
    ),
    agreed(
        Rule::AgreedAmendment,
        "C23",
        "Agreed to amend needs or provision (sections B and F): the amended plan is issued.",
    ),
    agreed(
        Rule::AgreedPlacement,
        "C24",
        "Agreed to name another school or college (section I): the amended plan is issued.",
    ),
    entry(
        Rule::AgreedTime,
        "C25",
        Form::Written(Event::Agreed, Event::OtherTime),
        "The parties agreed in writing on another time than that of C16 or C18 to C24.",
    ),
    entry(
        Rule::ReviewNotice,
        "C26",
        Form::Either(Event::NoticeGiven, Event::Meeting),
        "Everybody is given notice of an annual review.",
    ),
    entry(
        Rule::ReviewPapers,
        "C27",
        Form::Start(Event::Meeting),
        "The papers of an annual review are sent to everybody invited.",
    ),
    entry(
        Rule::ReviewReport,
        "C28",
        Form::Start(Event::Held),
        "The report of an annual review is sent to everybody invited.",
    ),
    entry(
        Rule::ReviewDecision,
        "C29",
        Form::Start(Event::Held),
        "After an annual review, the family is told whether the plan stays, changes or ends.",
    ),
    entry(
        Rule::AmendedPlan,
        "C30",
        Form::Start(Event::AmendmentNotice),
        "After a review, the amended plan is sent, or the reasons for leaving the plan as it is.",
    ),
    entry(
        Rule::PhaseTransfer,
        "C31",
        Form::Either(Event::Transfer, Event::PostSixteenTransfer),
        "The plan names where the child goes next, before a move to another phase of education.",
    ),
    entry(
        Rule::Reply,
        "C32",
        Form::Start(Event::RequestSent),
        "People asked for mediation dates reply, if they can.",
    ),
    entry(
        Rule::TypedAgreement,
        "C33",
        Form::Open(
            "it is counted in hours, and the service sets how many, since the law sets none",
        ),
        "The typed agreement reaches everybody who signed it.",
    ),
    entry(
        Rule::AppealResponse,
        "C34",
        Form::Start(Event::AppealSent),
        "The local authority answers an appeal, unless the Tribunal sets another day.",
    ),
    entry(
        Rule::RecommendationReply,
        "C35",
        Form::Start(Event::Recommendation),
        "Health or social care answers a recommendation of the Tribunal.",
    ),
    agreed(
        Rule::FollowUp,
        "C36",
        "Somebody asks whether the agreement works, on the day it sets or else after a while.",
    ),
    entry(
        Rule::ExpenseClaim,
        "C37",
        Form::Open(
            "the law sets no time for it (SEND reg 41), so whoever arranges the meeting does",
        ),
        "A family's expenses are paid back by the body that arranged the mediation.",
    ),
];
