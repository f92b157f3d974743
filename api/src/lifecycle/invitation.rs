//! A person at a meeting: on which basis they may come, what they answer, whether they came.

use chrono::{DateTime, NaiveDate, Utc};
use entities::case::Kind;
use entities::participant::Role;

use super::change::{Audience, Change, Document, owed};
use super::closed::{State as _, in_turn, named, refusals, states};
use super::consent;
use super::dates::{Correction, Dated, follows, past};
use super::session::ended_on;

/// Where the order of steps comes from.
pub(super) const ORDER: &str = "order of steps of an invitation; regulation 38";

states! {
    /// How far an invitation has come.
    State {
        Identified "IDENTIFIED" "it is only known who it is";
        Invited "INVITED" "the invitation is sent";
        Accepted "ACCEPTED" "the person means to come";
        Declined "DECLINED" "the person does not mean to come";
        Tentative "TENTATIVE" "the person may come";
        NoReply "NO_REPLY" "the person has not answered";
    } ends {
        Attended "ATTENDED" "the person was there";
        Partly "PARTLY" "the person was there for a part";
        Absent "ABSENT" "the person was not there";
    }
}

named! {
    /// Why somebody may be at a meeting (regulation 38).
    Basis {
        Party "PARTY";
        SupporterByRight "SUPPORTER_BY_RIGHT";
        ChildWithAgreement "CHILD_WITH_AGREEMENT";
        YpWithAgreement "YP_WITH_AGREEMENT";
        OtherAllConsent "OTHER_ALL_CONSENT";
        OtherMediatorConsent "OTHER_MEDIATOR_CONSENT";
        Interpreter "INTERPRETER";
        ObserverTrainee "OBSERVER_TRAINEE";
    }
}

/// What somebody answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// They come.
    Accepts,
    /// They do not come.
    Declines,
    /// They may come.
    Tentative,
}

/// Something that happens to an invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The invitation is sent.
    Invited {
        /// On which basis they may come; `None` when there is none.
        basis: Option<Basis>,
    },
    /// The person answers, or answers otherwise than before.
    Answered {
        /// What.
        answer: Answer,
        /// The day.
        on: NaiveDate,
    },
    /// The day for an answer has passed.
    NoReply,
    /// The person was there.
    Attended {
        /// Whether for all of it.
        is_whole: bool,
        /// Whether they have signed the ground rules.
        has_signed: bool,
        /// The day.
        on: NaiveDate,
    },
    /// The person was not there.
    Absent {
        /// The day.
        on: NaiveDate,
    },
    /// A date is set right.
    Corrected(Correction),
}

impl Event {
    /// A clause that says it to people.
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self {
            Self::Invited { .. } => "the invitation is sent",
            Self::Answered {
                answer: Answer::Accepts,
                ..
            } => "the person accepts",
            Self::Answered {
                answer: Answer::Declines,
                ..
            } => "the person declines",
            Self::Answered {
                answer: Answer::Tentative,
                ..
            } => "the person may come",
            Self::NoReply => "the time for an answer passes",
            Self::Attended { is_whole: true, .. } => "the person was there",
            Self::Attended {
                is_whole: false, ..
            } => "the person was there for a part",
            Self::Absent { .. } => "the person was not there",
            Self::Corrected(_) => "a date is corrected",
        }
    }
}

/// What stands when an event comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The type of case.
    pub kind: Kind,
    /// As what they would come.
    pub role: Role,
    /// Whether the family has another supporter by right.
    pub has_other_supporter: bool,
    /// Who agreed that a child, or a young person who is not the party, comes.
    pub child: Agreement,
    /// What became of the others' consent.
    pub consent: Option<consent::State>,
    /// The day on which the invitation was sent.
    pub invited_on: Option<NaiveDate>,
    /// The last day for an answer.
    pub answer_by_on: Option<NaiveDate>,
    /// The day of the meeting.
    pub meeting_on: Option<NaiveDate>,
}

/// Who agreed that a child, or a young person who is not the party, comes (regulation 38(1)(c)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agreement {
    /// Nobody, or nobody was asked.
    Nobody,
    /// The parent, or the alternative person, alone.
    ParentOnly,
    /// The mediator alone.
    MediatorOnly,
    /// Both.
    Both,
}

refusals! {
    /// Why an invitation does not move.
    Refusal {
        NoBasis "NO_BASIS_TO_ATTEND" "Nobody is invited without a basis to attend (regulation 38(1)).";
        BasisDoesNotFit(Basis) "BASIS_DOES_NOT_FIT" "The basis {0} is not for somebody in this role (regulation 38(1)).";
        OneSupporter "SUPPORTER_BY_RIGHT_TAKEN" "The family brings one supporter without anybody's consent; for another the others, or the mediator, consent (regulation 38(1)(b) and (e)).";
        ChildNotAgreed "CHILD_ATTENDANCE_NOT_AGREED" "A child, or a young person who is not the party, attends when the parent or alternative person and the mediator agree (regulation 38(1)(c) and (d)).";
        NotConsented "ATTENDANCE_NOT_CONSENTED" "Somebody more attends when all parties consent, or the mediator decides so where one does not (regulation 38(1)(e)).";
        NotAParty "NOT_A_PARTY" "Parties to a mediation are the family and the bodies it is with: the local authority about education and social care, the integrated care board about health; a school, or any other body, attends when all parties consent or the mediator decides so (CFA s.53 and s.54; regulation 38(1)).";
        NoFamily "NO_FAMILY_IN_THIS_CASE" "A dispute between agencies has no family, child or supporter in it (CFA s.57(3)(a)).";
        StillTime "TIME_TO_ANSWER" "The day for an answer has not passed (practice of the service).";
        Unsigned "GROUND_RULES_UNSIGNED" "Who has not signed the ground rules is not admitted (pre-mediation agreement of the service).";
    }
}

/// The states an event may come in.
fn allowed(event: &Event) -> &'static [State] {
    const ANSWERING: &[State] = &[
        State::Invited,
        State::Accepted,
        State::Declined,
        State::Tentative,
        State::NoReply,
    ];
    match event {
        Event::Invited { .. } => &[State::Identified],
        Event::Answered { .. } | Event::Attended { .. } | Event::Absent { .. } => ANSWERING,
        Event::NoReply => &[State::Invited],
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
        Event::Invited { basis } => {
            may_attend(*basis, facts)?;
            Ok(Change::with(
                State::Invited,
                [owed(Document::AttendanceInvitation, Audience::Invited)],
            ))
        }
        Event::Answered { answer, on } => {
            past(Dated::Choice, *on, now)?;
            follows((Dated::Choice, *on), (Dated::Request, facts.invited_on))?;
            Ok(Change::to(match answer {
                Answer::Accepts => State::Accepted,
                Answer::Declines => State::Declined,
                Answer::Tentative => State::Tentative,
            }))
        }
        Event::NoReply => match facts.answer_by_on {
            Some(by_on) if by_on < crate::app::day_of(now) => Ok(Change::to(State::NoReply)),
            Some(_) | None => Err(Refusal::StillTime),
        },
        Event::Attended {
            has_signed: false, ..
        } => Err(Refusal::Unsigned),
        Event::Attended { is_whole, on, .. } => {
            ended_on(*on, facts.meeting_on, now)?;
            Ok(Change::to(if *is_whole {
                State::Attended
            } else {
                State::Partly
            }))
        }
        Event::Absent { on } => {
            ended_on(*on, facts.meeting_on, now)?;
            Ok(Change::to(State::Absent))
        }
        Event::Corrected(correction) => Ok(Change::corrected(state, correction)),
    }
}

/// Whether somebody may attend on a basis.
///
/// # Errors
///
/// [`Refusal`].
pub fn may_attend(basis: Option<Basis>, facts: &Facts) -> Result<(), Refusal> {
    let is_family = match facts.role {
        Role::Family | Role::Child | Role::Supporter => true,
        Role::LocalAuthority
        | Role::Health
        | Role::SocialCare
        | Role::Education
        | Role::Interpreter
        | Role::Mediator
        | Role::Other => false,
    };
    if is_family && facts.kind == Kind::DrA {
        return Err(Refusal::NoFamily);
    }
    let basis = basis.ok_or(Refusal::NoBasis)?;
    if !fits(basis, facts.role) {
        return Err(Refusal::BasisDoesNotFit(basis));
    }
    let consented = |wanted| facts.consent == Some(wanted);
    match basis {
        Basis::SupporterByRight if facts.has_other_supporter => Err(Refusal::OneSupporter),
        Basis::ChildWithAgreement | Basis::YpWithAgreement if facts.child != Agreement::Both => {
            Err(Refusal::ChildNotAgreed)
        }
        Basis::OtherAllConsent if !consented(consent::State::AllConsent) => {
            Err(Refusal::NotConsented)
        }
        Basis::OtherMediatorConsent if !consented(consent::State::Admitted) => {
            Err(Refusal::NotConsented)
        }
        // The list of regulation 38(1) is closed: who only learns or observes is somebody more.
        Basis::ObserverTrainee
            if !consented(consent::State::AllConsent) && !consented(consent::State::Admitted) =>
        {
            Err(Refusal::NotConsented)
        }
        Basis::Party
        | Basis::SupporterByRight
        | Basis::ChildWithAgreement
        | Basis::YpWithAgreement
        | Basis::OtherAllConsent
        | Basis::OtherMediatorConsent
        | Basis::Interpreter
        | Basis::ObserverTrainee => Ok(()),
    }
}

/// Whether whoever comes in a role is a party, or speaks for one.
#[must_use]
pub fn is_party(role: Role) -> bool {
    fits(Basis::Party, role)
}

/// Whether whoever comes in a role for a body can be a party to a case of that type: in a mediation only
/// the bodies it is with (CFA s.53 and s.54; regulation 38(1)). Everywhere else whoever agrees to take
/// part is one (CFA s.57).
///
/// # Errors
///
/// [`Refusal::NotAParty`].
pub fn may_be_party(kind: Kind, role: Role) -> Result<(), Refusal> {
    let authority = match kind {
        Kind::MedE | Kind::MedX => true,
        Kind::MedH => false,
        Kind::Mia
        | Kind::DrF
        | Kind::DrP
        | Kind::DrH
        | Kind::DrA
        | Kind::DrC
        | Kind::FacAr
        | Kind::FacTac
        | Kind::FacDp => return Ok(()),
    };
    let is_one = match role {
        // Social care is the authority's, whoever comes for it.
        Role::LocalAuthority | Role::SocialCare => authority,
        Role::Health => kind != Kind::MedE,
        Role::Education => false,
        // No bodies.
        Role::Family
        | Role::Child
        | Role::Supporter
        | Role::Interpreter
        | Role::Mediator
        | Role::Other => true,
    };
    if is_one {
        Ok(())
    } else {
        Err(Refusal::NotAParty)
    }
}

/// Whether a basis is one for a role.
fn fits(basis: Basis, role: Role) -> bool {
    match basis {
        Basis::Party => match role {
            Role::Family
            | Role::LocalAuthority
            | Role::Health
            | Role::SocialCare
            | Role::Education => true,
            Role::Child | Role::Supporter | Role::Interpreter | Role::Mediator | Role::Other => {
                false
            }
        },
        Basis::SupporterByRight => role == Role::Supporter,
        Basis::ChildWithAgreement | Basis::YpWithAgreement => role == Role::Child,
        Basis::Interpreter => role == Role::Interpreter,
        Basis::OtherAllConsent | Basis::OtherMediatorConsent => {
            role != Role::Child && role != Role::Interpreter
        }
        Basis::ObserverTrainee => role == Role::Mediator || role == Role::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Who comes for a body, and the types of mediation that this body is a party to.
    #[test]
    fn a_mediation_has_the_bodies_it_is_with() {
        for (role, wanted) in [
            (Role::LocalAuthority, [true, true, false]),
            (Role::SocialCare, [true, true, false]),
            (Role::Health, [false, true, true]),
            (Role::Education, [false, false, false]),
        ] {
            let kinds = [Kind::MedE, Kind::MedX, Kind::MedH];
            let found = kinds.map(|kind| may_be_party(kind, role).is_ok());
            assert_eq!(found, wanted, "{role:?}");
            for kind in [Kind::DrP, Kind::DrC, Kind::DrA, Kind::FacAr, Kind::FacTac] {
                assert_eq!(may_be_party(kind, role), Ok(()), "{role:?} {kind:?}");
            }
        }
    }
}
