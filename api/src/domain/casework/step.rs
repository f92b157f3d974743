//! What can happen in a case, and how each life-cycle says it.

use chrono::NaiveDate;
use entities::issue::Domain;
use entities::participant::Role;
use entities::{Personal, case, meeting};

use crate::lifecycle::change::ClosureCode;
use crate::lifecycle::dates::Correction;
use crate::lifecycle::kinds::Product;
use crate::lifecycle::session::{Arrival, Outcome, Preparation};
use crate::lifecycle::{advice, facilitation, mediation, resolution};

/// Something that happened, in the life-cycle it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// In the family's contact with the adviser.
    Advice(advice::Event),
    /// In a mediation.
    Mediation(mediation::Event),
    /// In a disagreement resolution.
    Resolution(resolution::Event),
    /// In a facilitation.
    Facilitation(facilitation::Event),
    /// In a case of whatever type.
    Any(Shared),
    /// The family chooses mediation, on these issues.
    Chosen {
        /// The day.
        on: NaiveDate,
        /// What it wants to mediate.
        issues: Vec<ChosenIssue>,
        /// Who tells the local authority.
        informs: advice::Informer,
    },
    /// Everybody required is asked for dates.
    Asked {
        /// The day.
        on: NaiveDate,
    },
    /// Everybody required has agreed to a date.
    Agreed {
        /// The day of the meeting.
        meeting_on: NaiveDate,
        /// The last day for telling the family (C12).
        notify_by_on: NaiveDate,
        /// Whether the family agreed to shorter notice (regulation 37(2)).
        is_short_notice_agreed: bool,
    },
    /// The papers of a facilitation go out; what the law sets for them is worked out here.
    Papers {
        /// The day.
        on: NaiveDate,
    },
    /// The agenda of a facilitation is drafted, from what stands on it.
    Agenda,
    /// The notes of a facilitation are drafted, if there are some.
    Notes,
    /// The notes of a facilitation are final, whoever has not answered.
    FinalNotes {
        /// The day.
        on: NaiveDate,
    },
    /// The actions of a facilitation are agreed, as they are recorded.
    Actions,
    /// Nothing is left to follow up, as the records have it.
    FollowedUp,
    /// Everything for the day is done: what is on record is added to what is said here.
    Prepared {
        /// What is on no record.
        said: Vec<Preparation>,
    },
    /// The session begins with those who are on record as there.
    DayStarts {
        /// The day.
        on: NaiveDate,
    },
    /// The meeting ends with the signatures that are on record.
    Ends {
        /// The day.
        on: NaiveDate,
        /// What came of it.
        outcome: Outcome,
    },
}

/// Something the family wants to mediate (CFA s.52(3) and (4)).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenIssue {
    /// What it is about.
    pub domain: Domain,
    /// In the family's words; `None` where the contact has them already.
    pub text: Option<Personal>,
    /// Whether it is that the plan names no health provision, or none of a kind.
    pub is_health_provision_missing: bool,
    /// Which provision the family wants then.
    pub wanted_provision: Option<Personal>,
}

impl ChosenIssue {
    /// What the life-cycle asks of it.
    fn judged(&self) -> advice::Issue {
        let health = match (self.is_health_provision_missing, &self.wanted_provision) {
            (false, _) => advice::HealthProvision::NotMissing,
            (true, None) => advice::HealthProvision::Missing,
            (true, Some(_)) => advice::HealthProvision::Wanted,
        };
        advice::Issue {
            domain: self.domain,
            health,
        }
    }
}

/// Something that happens in cases of several types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shared {
    /// Enough have answered, or have been asked often enough.
    AvailabilityEnough {
        /// What is known of their authority.
        authority: mediation::Coverage,
    },
    /// Everything for the day is done.
    Prepared {
        /// What.
        done: Vec<Preparation>,
    },
    /// The booked meeting is put off.
    Postponed {
        /// Whose side caused it.
        by: meeting::CancelSide,
        /// Why.
        cause: meeting::CancelCause,
        /// The day on which it was told.
        told_on: NaiveDate,
    },
    /// The session begins.
    DayStarted {
        /// The day.
        on: NaiveDate,
        /// Who is to be admitted.
        arrivals: Vec<Arrival>,
    },
    /// The session is adjourned.
    Adjourned {
        /// The day.
        on: NaiveDate,
    },
    /// A second date is wanted.
    SecondDateWanted,
    /// The meeting ends.
    Ended {
        /// The day.
        on: NaiveDate,
        /// What came of it.
        outcome: Outcome,
        /// How many have signed what was agreed.
        signatures: usize,
    },
    /// What is owed after the meeting was done.
    FollowUpStarted {
        /// Whether the agreement was sent to all.
        is_agreement_sent: bool,
        /// Whether everybody was invited to evaluate.
        is_evaluation_invited: bool,
    },
    /// Somebody no longer takes part.
    Withdrew {
        /// Who.
        by: Role,
        /// The day.
        on: NaiveDate,
        /// Whether those who stay still have a dispute to resolve.
        rest_has_dispute: bool,
    },
    /// Somebody has a safeguarding concern.
    SafeguardingRaised {
        /// Whether the case stands still meanwhile.
        suspends: bool,
    },
    /// The case is closed.
    Closed(ClosureCode),
    /// A date is set right.
    Corrected(Correction),
}

impl Shared {
    /// The same in a mediation.
    fn in_mediation(self) -> mediation::Event {
        use mediation::Event;
        match self {
            Self::AvailabilityEnough { authority } => Event::AvailabilityEnough { authority },
            Self::Prepared { done } => Event::Prepared { done },
            Self::Postponed { by, cause, told_on } => Event::Postponed { by, cause, told_on },
            Self::DayStarted { on, arrivals } => Event::DayStarted { on, arrivals },
            Self::Adjourned { on } => Event::Adjourned { on },
            Self::SecondDateWanted => Event::SecondDateWanted,
            Self::Ended {
                on,
                outcome,
                signatures,
            } => Event::Ended {
                on,
                outcome,
                signatures,
            },
            Self::FollowUpStarted {
                is_agreement_sent,
                is_evaluation_invited,
            } => Event::FollowUpStarted {
                is_agreement_sent,
                is_evaluation_invited,
            },
            Self::Withdrew { by, on, .. } => Event::Withdrew { by, on },
            Self::SafeguardingRaised { suspends } => Event::SafeguardingRaised { suspends },
            Self::Closed(code) => Event::Closed(code),
            Self::Corrected(correction) => Event::Corrected(correction),
        }
    }

    /// The same in a disagreement resolution.
    fn in_resolution(self) -> resolution::Event {
        use resolution::Event;
        match self {
            Self::AvailabilityEnough { .. } => Event::AvailabilityEnough,
            Self::Prepared { done } => Event::Prepared { done },
            Self::Postponed { by, cause, told_on } => Event::Postponed { by, cause, told_on },
            Self::DayStarted { on, arrivals } => Event::DayStarted { on, arrivals },
            Self::Adjourned { on } => Event::Adjourned { on },
            Self::SecondDateWanted => Event::SecondDateWanted,
            Self::Ended {
                on,
                outcome,
                signatures,
            } => Event::Ended {
                on,
                outcome,
                signatures,
            },
            Self::FollowUpStarted {
                is_agreement_sent, ..
            } => Event::FollowUpStarted { is_agreement_sent },
            Self::Withdrew {
                by,
                on,
                rest_has_dispute,
            } => Event::Withdrew {
                by,
                on,
                rest_has_dispute,
            },
            Self::SafeguardingRaised { suspends } => Event::SafeguardingRaised { suspends },
            Self::Closed(code) => Event::Closed(code),
            Self::Corrected(correction) => Event::Corrected(correction),
        }
    }

    /// The same in a facilitation; `None` for what it does not have.
    fn in_facilitation(self) -> Option<facilitation::Event> {
        use facilitation::Event;
        Some(match self {
            Self::AvailabilityEnough { .. } => Event::AvailabilityEnough,
            Self::Postponed { by, cause, told_on } => Event::Postponed { by, cause, told_on },
            Self::Withdrew { by, on, .. } => Event::Withdrew { by, on },
            Self::Closed(code) => Event::Closed(code),
            Self::Corrected(correction) => Event::Corrected(correction),
            Self::Prepared { .. }
            | Self::DayStarted { .. }
            | Self::Adjourned { .. }
            | Self::SecondDateWanted
            | Self::Ended { .. }
            | Self::FollowUpStarted { .. }
            | Self::SafeguardingRaised { .. } => return None,
        })
    }

    /// The same in the contact with the adviser; `None` for what it does not have.
    fn in_advice(self) -> Option<advice::Event> {
        use advice::Event;
        Some(match self {
            Self::Withdrew { on, .. } => Event::Withdrew { told_on: on },
            Self::Closed(code) => Event::Closed(code),
            Self::Corrected(correction) => Event::Corrected(correction),
            Self::AvailabilityEnough { .. }
            | Self::Prepared { .. }
            | Self::Postponed { .. }
            | Self::DayStarted { .. }
            | Self::Adjourned { .. }
            | Self::SecondDateWanted
            | Self::Ended { .. }
            | Self::FollowUpStarted { .. }
            | Self::SafeguardingRaised { .. } => return None,
        })
    }
}

/// A step as the life-cycle of a type of case has it; `None` for one that it does not have.
pub(super) fn within(kind: case::Kind, step: Step) -> Option<Step> {
    match (Product::from(kind), step) {
        (
            Product::Advice,
            Step::Chosen {
                on,
                issues,
                informs,
            },
        ) => Some(Step::Advice(advice::Event::Chose {
            on,
            issues: issues.iter().map(ChosenIssue::judged).collect(),
            informs,
        })),
        (Product::Advice, Step::Any(shared)) => shared.in_advice().map(Step::Advice),
        (Product::Mediation(_), Step::Any(shared)) => Some(Step::Mediation(shared.in_mediation())),
        (Product::Resolution(_), Step::Any(shared)) => {
            Some(Step::Resolution(shared.in_resolution()))
        }
        (Product::Facilitation(_), Step::Any(shared)) => {
            shared.in_facilitation().map(Step::Facilitation)
        }
        // Who is invited to a facilitation is not recorded yet, so that its date is only noted.
        (_, Step::Chosen { .. })
        | (Product::Advice, Step::Asked { .. } | Step::Agreed { .. })
        | (Product::Facilitation(_), Step::Agreed { .. })
        | (
            Product::Advice | Product::Facilitation(_),
            Step::Prepared { .. } | Step::DayStarts { .. } | Step::Ends { .. },
        ) => None,
        (
            Product::Mediation(_),
            Step::Agreed {
                meeting_on,
                notify_by_on,
                is_short_notice_agreed,
            },
        ) => Some(Step::Mediation(mediation::Event::Accepted(
            mediation::Accepted {
                meeting_on,
                notify_by_on,
                is_short_notice_agreed,
                is_mediator_free: true,
                waiting: 0,
            },
        ))),
        (Product::Resolution(_), Step::Agreed { meeting_on, .. }) => {
            Some(Step::Resolution(resolution::Event::Accepted {
                meeting_on,
                is_mediator_free: true,
                waiting: 0,
            }))
        }
        (Product::Mediation(_), Step::Asked { on }) => {
            Some(Step::Mediation(mediation::Event::AvailabilityAsked { on }))
        }
        (Product::Resolution(_), Step::Asked { on }) => {
            Some(Step::Resolution(resolution::Event::AvailabilityAsked {
                on,
            }))
        }
        (Product::Facilitation(_), Step::Asked { on }) => {
            Some(Step::Facilitation(facilitation::Event::AvailabilityAsked {
                on,
            }))
        }
        // Who asks for a certificate where there is none is told why.
        (Product::Resolution(_), Step::Advice(advice::Event::Issued { .. })) => {
            Some(Step::Resolution(resolution::Event::CertificateAsked))
        }
        (Product::Facilitation(_), Step::Advice(advice::Event::Issued { .. })) => {
            Some(Step::Facilitation(facilitation::Event::CertificateAsked))
        }
        (
            _,
            step @ (Step::Advice(_)
            | Step::Mediation(_)
            | Step::Resolution(_)
            | Step::Facilitation(_)
            | Step::Papers { .. }
            | Step::Agenda
            | Step::Notes
            | Step::FinalNotes { .. }
            | Step::Actions
            | Step::FollowedUp
            | Step::Prepared { .. }
            | Step::DayStarts { .. }
            | Step::Ends { .. }),
        ) => Some(step),
    }
}

impl Step {
    /// The operation that records it, as the API has it.
    pub(super) fn operation(&self) -> &'static str {
        match self {
            Self::Advice(event) => of_advice(event),
            Self::Mediation(event) => of_mediation(event),
            Self::Resolution(event) => of_resolution(event),
            Self::Facilitation(event) => of_facilitation(event),
            Self::Any(shared) => of_any(shared),
            Self::Chosen { .. } => "mediationChoose",
            Self::Asked { .. } => "availabilityRequest",
            Self::Agreed { .. } => "meetingConfirm",
            Self::Papers { .. } => "papersCirculate",
            Self::Agenda => "agendaDraft",
            Self::Notes => "notesDraft",
            Self::FinalNotes { .. } => "notesFinalise",
            Self::Actions => "actionsAgree",
            Self::FollowedUp => "followUpFinish",
            Self::Prepared { .. } => "meetingPrepare",
            Self::DayStarts { .. } => "sessionStart",
            Self::Ends { .. } => "sessionEnd",
        }
    }

    /// The day on which it sends the papers out; `None` for every other step.
    pub(super) fn papers_on(&self) -> Option<NaiveDate> {
        match self {
            Self::Papers { on } => Some(*on),
            Self::Chosen { .. }
            | Self::Agreed { .. }
            | Self::Advice(_)
            | Self::Mediation(_)
            | Self::Resolution(_)
            | Self::Facilitation(_)
            | Self::Any(_)
            | Self::Asked { .. }
            | Self::Agenda
            | Self::Notes
            | Self::FinalNotes { .. }
            | Self::Actions
            | Self::FollowedUp
            | Self::Prepared { .. }
            | Self::DayStarts { .. }
            | Self::Ends { .. } => None,
        }
    }
}

fn of_any(event: &Shared) -> &'static str {
    match event {
        Shared::AvailabilityEnough { .. } => "availabilityClose",
        Shared::Prepared { .. } => "meetingPrepare",
        Shared::Postponed { .. } => "meetingCancel",
        Shared::DayStarted { .. } => "sessionStart",
        Shared::Adjourned { .. } => "sessionAdjourn",
        Shared::SecondDateWanted => "secondDateWant",
        Shared::Ended { .. } => "sessionEnd",
        Shared::FollowUpStarted { .. } => "followUpStart",
        Shared::Withdrew { .. } => "caseWithdraw",
        Shared::SafeguardingRaised { .. } => "safeguardingRaise",
        Shared::Closed(_) => "caseClose",
        Shared::Corrected(_) => "caseDateCorrect",
    }
}

fn of_advice(event: &advice::Event) -> &'static str {
    use advice::Event;
    match event {
        Event::Contacted { .. } => "adviceContactRecord",
        Event::Informed { .. } => "adviceGive",
        Event::Declined { .. } => "mediationDecline",
        Event::Chose { .. } => "mediationChoose",
        Event::Undecided => "mediationPonder",
        Event::OnlySectionI => "certificateNotRequired",
        Event::Issued { .. } => "certificateIssue",
        Event::Signposted => "adviceSignpost",
        Event::LaCannotArrange { .. } => "inabilityNoticeRecord",
        Event::MediationConcluded { .. } => "sessionEnd",
        Event::Withdrew { .. } => "caseWithdraw",
        Event::Closed(_) => "caseClose",
        Event::Corrected(_) => "caseDateCorrect",
    }
}

fn of_mediation(event: &mediation::Event) -> &'static str {
    use mediation::Event;
    match event {
        Event::LaInformed { .. } => "localAuthorityInform",
        Event::IcbInformed { .. } => "careBoardInform",
        Event::LaCannotArrange { .. } => "inabilityNoticeRecord",
        Event::AuthorityMissing { .. } => "authorityMissingRecord",
        Event::AvailabilityAsked { .. } => "availabilityRequest",
        Event::AvailabilityEnough { .. } => "availabilityClose",
        Event::SlotsProposed { .. } => "meetingHold",
        Event::Accepted(_) => "meetingConfirm",
        Event::Rejected { .. } | Event::HoldExpired | Event::Postponed { .. } => "meetingCancel",
        Event::Prepared { .. } => "meetingPrepare",
        Event::DayStarted { .. } => "sessionStart",
        Event::Adjourned { .. } => "sessionAdjourn",
        Event::SecondDateWanted => "secondDateWant",
        Event::Ended { .. } => "sessionEnd",
        Event::FollowUpStarted { .. } => "followUpStart",
        Event::FollowUpDone { .. } => "followUpFinish",
        Event::Withdrew { .. } => "caseWithdraw",
        Event::SafeguardingRaised { .. } => "safeguardingRaise",
        Event::Closed(_) => "caseClose",
        Event::Corrected(_) => "caseDateCorrect",
    }
}

fn of_resolution(event: &resolution::Event) -> &'static str {
    use resolution::Event;
    match event {
        Event::RoundOpened => "participationAsk",
        Event::AllAgreed { .. } => "participationAgree",
        Event::Declined { .. } => "participationDecline",
        Event::Signposted => "resolutionSignpost",
        Event::CertificateAsked => "certificateIssue",
        Event::AvailabilityAsked { .. } => "availabilityRequest",
        Event::AvailabilityEnough => "availabilityClose",
        Event::SlotsProposed { .. } => "meetingHold",
        Event::Accepted { .. } => "meetingConfirm",
        Event::Rejected { .. } | Event::HoldExpired | Event::Postponed { .. } => "meetingCancel",
        Event::Prepared { .. } => "meetingPrepare",
        Event::DayStarted { .. } => "sessionStart",
        Event::Adjourned { .. } => "sessionAdjourn",
        Event::SecondDateWanted => "secondDateWant",
        Event::Ended { .. } => "sessionEnd",
        Event::FollowUpStarted { .. } => "followUpStart",
        Event::FollowUpDone { .. } => "followUpFinish",
        Event::Withdrew { .. } => "caseWithdraw",
        Event::SafeguardingRaised { .. } => "safeguardingRaise",
        Event::Closed(_) => "caseClose",
        Event::Corrected(_) => "caseDateCorrect",
    }
}

fn of_facilitation(event: &facilitation::Event) -> &'static str {
    use facilitation::Event;
    match event {
        Event::Scoped { .. } => "facilitationScope",
        Event::FacilitatorAssigned => "facilitatorAssign",
        Event::AgendaDrafted { .. } => "agendaDraft",
        Event::PapersCirculated { .. } => "papersCirculate",
        Event::Held { .. } => "facilitationHold",
        Event::NotesDrafted { .. } => "notesDraft",
        Event::CommentsOpened { .. } => "commentsOpen",
        Event::NotesFinalised { .. } => "notesFinalise",
        Event::ActionsAgreed { .. } => "actionsAgree",
        Event::ActionsDone { .. } => "followUpFinish",
        Event::CertificateAsked => "certificateIssue",
        Event::AvailabilityAsked { .. } => "availabilityRequest",
        Event::AvailabilityEnough => "availabilityClose",
        Event::SlotsProposed { .. } => "meetingHold",
        Event::Scheduled { .. } => "meetingConfirm",
        Event::Rejected { .. } | Event::HoldExpired | Event::Postponed { .. } => "meetingCancel",
        Event::Withdrew { .. } => "caseWithdraw",
        Event::Closed(_) => "caseClose",
        Event::Corrected(_) => "caseDateCorrect",
    }
}
