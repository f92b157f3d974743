//! What holds for a case, decided from values.

use std::fmt;

use entities::{CaseId, ChildId, OrganisationId, case, participant, role};
use sea_orm::ActiveValue::Set;

use super::NewCase;
use crate::app::day_of;
use crate::auth::{Somebody, Standing};
use crate::law::{Calendar, Rule, clock};
use crate::lifecycle::parties;

/// What ties one person to some cases.
#[derive(Clone, Debug, Default)]
pub(super) struct Ties {
    /// The seats the person has or could take, with the bodies they speak for.
    pub(super) seats: Vec<(CaseId, participant::Role, Option<OrganisationId>)>,
    /// The cases whose live meeting the person mediates.
    pub(super) mediates: Vec<CaseId>,
    /// The cases whose live meeting the person interprets.
    pub(super) interprets: Vec<CaseId>,
    /// The children whose family the person is or once was, as far as a dispute between agencies is
    /// about them.
    pub(super) family_of: Vec<ChildId>,
}

/// What somebody has to do with a case: the strongest of all ties.
///
/// An inter-agency case does not exist for the family (section 57(3)(a) of the Children and Families
/// Act 2014, H21): neither for a seat of the family's, nor for somebody of the child's family in
/// whatever other capacity.
pub(super) fn standing(somebody: &Somebody, case: &case::Model, ties: &Ties) -> Standing {
    if case.kind == case::Kind::DrA && ties.family_of.contains(&case.child_id) {
        return Standing::Stranger;
    }
    let works_as = |kind| somebody.is(kind, case.provider_id);
    if works_as(role::Kind::ServiceManager) {
        return Standing::Manager;
    }
    if works_as(role::Kind::Coordinator) {
        return Standing::Coordinator;
    }
    if works_as(role::Kind::Adviser) {
        return Standing::Adviser;
    }
    if ties.mediates.contains(&case.id) {
        return Standing::Mediator;
    }
    let seats = ties.seats.iter().filter(|(id, _, _)| *id == case.id);
    let seats = seats.filter(|(_, role, body)| still_speaks(somebody, *role, *body));
    let seated = seats.map(|&(_, role, _)| by_seat(role, case.kind));
    let interprets = ties
        .interprets
        .contains(&case.id)
        .then_some(Standing::Interpreter);
    seated
        .chain(interprets)
        .min_by_key(|&standing| rank(standing))
        .unwrap_or(Standing::Stranger)
}

/// Whether somebody who has a seat for a body still works for it; other seats are the person's own.
pub(crate) fn still_speaks(
    somebody: &Somebody,
    role: participant::Role,
    body: Option<OrganisationId>,
) -> bool {
    match (FOR_BODIES.contains(&role), body) {
        (true, Some(body)) => somebody.roles.iter().any(|held| held.organisation == body),
        (true, None) | (false, _) => true,
    }
}

/// The seats whose takers speak for a body.
pub(crate) const FOR_BODIES: [participant::Role; 4] = [
    participant::Role::LocalAuthority,
    participant::Role::Health,
    participant::Role::SocialCare,
    participant::Role::Education,
];

/// What a seat makes of its taker. Mediators and interpreters come to know of a case by a confirmed
/// meeting, not by a seat they could take.
fn by_seat(role: participant::Role, kind: case::Kind) -> Standing {
    use participant::Role;
    match (role, kind) {
        (Role::Family | Role::Child | Role::Supporter, case::Kind::DrA)
        | (Role::Mediator | Role::Interpreter, _) => Standing::Stranger,
        (Role::Family, _) => Standing::Family,
        (Role::Child, _) => Standing::Child,
        (Role::LocalAuthority | Role::Health | Role::SocialCare, _) => Standing::PublicBody,
        (Role::Education, _) => Standing::School,
        (Role::Supporter, _) => Standing::Supporter,
        // Somebody whom nothing above describes knows of the meeting and no more.
        (Role::Other, _) => Standing::Interpreter,
    }
}

/// The widest standing first.
fn rank(standing: Standing) -> usize {
    let widest_first = [
        Standing::Manager,
        Standing::Coordinator,
        Standing::Adviser,
        Standing::Mediator,
        Standing::Family,
        Standing::PublicBody,
        Standing::School,
        Standing::Supporter,
        Standing::Child,
        Standing::Interpreter,
        Standing::Stranger,
        Standing::Anonymous,
    ];
    widest_first
        .iter()
        .position(|&other| other == standing)
        .unwrap_or(widest_first.len())
}

/// A party that must have a seat, and has none (H03).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingRole {
    /// The family, or the alternative person.
    Family,
    /// The local authority.
    LocalAuthority,
    /// Every responsible ICB.
    Health,
    /// The school.
    Education,
}

impl fmt::Display for MissingRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whom = match self {
            Self::Family => "the family",
            Self::LocalAuthority => "the local authority",
            Self::Health => "the integrated care board",
            Self::Education => "the school or setting",
        };
        write!(
            f,
            "this case has no required seat for {whom}. Maybe add one to the case first"
        )
    }
}

/// Whether everybody the law requires has a required seat (H03: sections 53 and 54 of the Act), as
/// [`parties`] knows them. One responsible ICB is reckoned with, as long as a case does not say how
/// many there are.
pub(crate) fn required_roles(
    kind: case::Kind,
    seats: impl Iterator<Item = (participant::Role, participant::Requirement)>,
) -> Result<(), MissingRole> {
    use participant::Role;
    let there: Vec<_> = seats.collect();
    let missing = parties::missing(&parties::seats(kind, &[], 1), &there);
    let role = missing.first().and_then(|seat| match seat.role {
        Role::Family => Some(MissingRole::Family),
        Role::LocalAuthority => Some(MissingRole::LocalAuthority),
        Role::Health => Some(MissingRole::Health),
        Role::Education => Some(MissingRole::Education),
        Role::Child
        | Role::SocialCare
        | Role::Supporter
        | Role::Interpreter
        | Role::Mediator
        | Role::Other => None,
    });
    match role {
        Some(missing) => Err(missing),
        None => Ok(()),
    }
}

/// The row of a new case, its clocks started.
pub(super) fn opened(id: CaseId, new: &NewCase, calendar: &Calendar) -> case::ActiveModel {
    let due = |rule, at| clock::mediation_due(rule, day_of(at), calendar).on;
    let arrange_by_on = match new.kind {
        case::Kind::MedH => new.icb_informed_at.map(|at| due(Rule::HealthMediation, at)),
        case::Kind::MedE | case::Kind::MedX => {
            new.la_informed_at.map(|at| due(Rule::Mediation, at))
        }
        case::Kind::Mia
        | case::Kind::DrF
        | case::Kind::DrP
        | case::Kind::DrH
        | case::Kind::DrA
        | case::Kind::DrC
        | case::Kind::FacAr
        | case::Kind::FacTac
        | case::Kind::FacDp => None,
    };
    let appeal = new
        .notice_sent_on
        .map(|sent_on| clock::appeal_due(sent_on, None, calendar).on);
    case::ActiveModel {
        id: Set(id),
        reference: Set(new.reference.clone()),
        kind: Set(new.kind),
        state: Set(new.state),
        provider_id: Set(new.provider),
        la_id: Set(new.la),
        child_id: Set(new.child),
        opened_at: Set(new.opened_at),
        notice_sent_on: Set(new.notice_sent_on),
        la_informed_at: Set(new.la_informed_at),
        icb_informed_at: Set(new.icb_informed_at),
        certificate_issued_on: Set(None),
        arrange_by_on: Set(arrange_by_on),
        appeal_by_on: Set(appeal),
        inability_notice_at: Set(None),
        short_notice_agreed_at: Set(None),
        short_notice_agreed_by: Set(None),
        draft_served_on: Set(None),
        decision_told_on: Set(None),
        contact_id: Set(None),
        non_working_days_agreed: Set(false),
        mode: Set(new.mode),
        pre_meeting_minutes: Set(30),
        session_minutes: Set(new.session_minutes),
        signing_minutes: Set(15),
        setup_minutes: Set(15),
        breakout_rooms: Set(new.breakout_rooms),
        extra_people: Set(0),
        is_size_overridden: Set(false),
        family_outcode: Set(new.family_outcode.clone()),
        family_max_minutes: Set(new.family_max_minutes),
        interpreter_language: Set(new.interpreter_language.clone()),
        version: Set(1),
    }
}

/// How far a case has come, as somebody with that standing may know: that a date is held is the
/// arrangers' own business.
pub(crate) fn shown(standing: Standing, state: case::State) -> case::State {
    match (standing, state) {
        (Standing::Manager | Standing::Coordinator, state) => state,
        (_, case::State::Proposed) => case::State::Collecting,
        (_, state) => state,
    }
}

/// The states under which a case may be stored that somebody sees as `state`; the other way round
/// than [`shown`].
pub(super) fn stored(somebody: &Somebody, state: case::State) -> Vec<case::State> {
    let arranging = [role::Kind::ServiceManager, role::Kind::Coordinator];
    let arranges = somebody
        .roles
        .iter()
        .any(|held| arranging.contains(&held.kind));
    match (arranges, state) {
        (false, case::State::Proposed) => Vec::new(),
        (false, case::State::Collecting) => vec![state, case::State::Proposed],
        (true | false, state) => vec![state],
    }
}

/// Whether a case is at a stage at which a meeting can be arranged.
pub(crate) fn is_arranging(state: case::State) -> bool {
    use case::State;
    match state {
        State::Requested
        | State::Arranging
        | State::Collecting
        | State::ReadyToSolve
        | State::Proposed
        | State::Booked
        | State::Prepared
        | State::Rearrange
        | State::FacilitatorAssigned
        | State::AgendaDrafted
        | State::PapersCirculated => true,
        State::Received
        | State::AwaitingFamilyConsent
        | State::Eligibility
        | State::Signposted
        | State::Declined
        | State::Lapsed
        | State::Enquiry
        | State::InTime
        | State::OutOfTime
        | State::Advised
        | State::Pondering
        | State::MediationRequested
        | State::CertificateDueDeclined
        | State::CertificateDueTakenPart
        | State::CertificateDueDeemed
        | State::CertificateNotRequired
        | State::CertificateIssued
        | State::Referred
        | State::ConsentRound
        | State::NotProceeding
        | State::InSession
        | State::Adjourned
        | State::Concluded
        | State::FollowUp
        | State::Scoped
        | State::Held
        | State::NotesDraft
        | State::CommentWindow
        | State::NotesFinal
        | State::ActionsTracked
        | State::Closed
        | State::Withdrawn => false,
    }
}
