//! Who asks ([`Actor`]) and what they may do ([`may`]).
//!
//! A token says only *who*. What the person is, and what the person has to do with a case, is read
//! from the database at each request (decision D6), and every answer is a line of a table here. What the
//! law says needs none: `legalDeadline` and `legalRules` are for anybody, and so are the texts that people are told, since no
//! case and no person is in them.

mod actor;
mod afterwards;
mod parties;
pub mod token;

pub use actor::{Actor, Role, Somebody};
pub use afterwards::{Afterwards, may_afterwards};
pub use parties::{PartyAction, may_see_contracts, may_take_in, may_with_parties};

use entities::role::Kind as RoleKind;

/// What somebody has to do with one case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Not signed in.
    Anonymous,
    /// Signed in, and nothing to do with the case.
    Stranger,
    /// Runs the service that has the case.
    Manager,
    /// Arranges the service's meetings.
    Coordinator,
    /// Advises families for the service.
    Adviser,
    /// Mediates a meeting of the case.
    Mediator,
    /// The family: a parent, carer, young person or alternative person.
    Family,
    /// The child, or a young person who is not the party.
    Child,
    /// Speaks for the local authority, health or social care, or is one of those who may.
    PublicBody,
    /// Speaks for a school, college or early-years setting.
    School,
    /// Supports the family.
    Supporter,
    /// Interprets.
    Interpreter,
}

impl Standing {
    /// Every standing, in the order of the printed table.
    pub const ALL: [Self; 12] = [
        Self::Anonymous,
        Self::Stranger,
        Self::Manager,
        Self::Coordinator,
        Self::Adviser,
        Self::Mediator,
        Self::Family,
        Self::Child,
        Self::PublicBody,
        Self::School,
        Self::Supporter,
        Self::Interpreter,
    ];
}

/// What can be done with a case and what hangs from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// Know that it exists, who takes part and as what, and when it meets.
    SeeCase,
    /// Read the issues and the 30-day clock.
    SeeIssues,
    /// Read the family's last day to appeal.
    SeeAppeal,
    /// See who could take a seat and what they may decide.
    SeePools,
    /// Ask for proposed dates and read why there are none, or why a plan has this one or none.
    SeeProposals,
    /// Read what a date would take from other cases, counted.
    SeeOthersCost,
    /// Ask people for their times.
    RequestAvailability,
    /// Hold, confirm and cancel meetings.
    Arrange,
    /// Read what happened, which clocks run and what is owed.
    SeeCasework,
    /// Read the certificate.
    SeeCertificate,
    /// Record what the family tells the adviser, and issue certificates.
    Advise,
    /// Record everything else that happens, and set dates right.
    RunCase,
    /// Introduce oneself as the mediator, keep private notes, exchange summaries, confirm authority.
    PrepareAsMediator,
    /// Write a summary, declare authority, and sign, for oneself.
    TakePart,
    /// Record who was there, what was agreed and what became of each issue; begin and end the session.
    RunSession,
    /// Read summaries that one was given, or that are one's own.
    SeeSummaries,
    /// Read who was there.
    SeeAttendance,
    /// Read who has signed the ground rules.
    SeeGroundRules,
    /// Read what was agreed, as far as it is one's own.
    SeeAgreement,
    /// Read whether the certificate is issued, and nothing else of it.
    SeeCertificateStatus,
}

impl Action {
    /// Every action, in the order of the printed table.
    pub const ALL: [Self; 20] = [
        Self::SeeCase,
        Self::SeeIssues,
        Self::SeeAppeal,
        Self::SeePools,
        Self::SeeProposals,
        Self::SeeOthersCost,
        Self::RequestAvailability,
        Self::Arrange,
        Self::SeeCasework,
        Self::SeeCertificate,
        Self::Advise,
        Self::RunCase,
        Self::PrepareAsMediator,
        Self::TakePart,
        Self::RunSession,
        Self::SeeSummaries,
        Self::SeeAttendance,
        Self::SeeGroundRules,
        Self::SeeAgreement,
        Self::SeeCertificateStatus,
    ];
}

/// The whole access policy for cases, as one table.
#[must_use]
pub fn may(standing: Standing, action: Action) -> bool {
    match (standing, action) {
        (
            _,
            Action::PrepareAsMediator
            | Action::TakePart
            | Action::RunSession
            | Action::SeeSummaries
            | Action::SeeAttendance
            | Action::SeeGroundRules
            | Action::SeeAgreement
            | Action::SeeCertificateStatus,
        ) => may_around_a_session(standing, action),
        (Standing::Manager | Standing::Coordinator, _)
        | (
            Standing::Adviser,
            Action::SeeCase
            | Action::SeeIssues
            | Action::SeeAppeal
            | Action::SeeCasework
            | Action::SeeCertificate
            | Action::Advise,
        )
        | (
            Standing::Family,
            Action::SeeCase | Action::SeeIssues | Action::SeeAppeal | Action::SeeCertificate,
        )
        | (
            Standing::Mediator | Standing::PublicBody,
            Action::SeeCase | Action::SeeIssues | Action::SeeAppeal,
        )
        | (Standing::School | Standing::Supporter, Action::SeeCase | Action::SeeIssues)
        | (Standing::Interpreter | Standing::Child, Action::SeeCase) => true,
        (Standing::Anonymous | Standing::Stranger, _)
        | (
            Standing::Adviser,
            Action::SeePools
            | Action::SeeProposals
            | Action::SeeOthersCost
            | Action::RequestAvailability
            | Action::Arrange
            | Action::RunCase,
        )
        | (
            Standing::Family,
            Action::SeePools
            | Action::SeeProposals
            | Action::SeeOthersCost
            | Action::RequestAvailability
            | Action::Arrange
            | Action::SeeCasework
            | Action::Advise
            | Action::RunCase,
        )
        | (
            Standing::Mediator | Standing::PublicBody,
            Action::SeePools
            | Action::SeeProposals
            | Action::SeeOthersCost
            | Action::RequestAvailability
            | Action::Arrange
            | Action::SeeCasework
            | Action::SeeCertificate
            | Action::Advise
            | Action::RunCase,
        )
        | (
            Standing::School | Standing::Supporter,
            Action::SeeAppeal
            | Action::SeePools
            | Action::SeeProposals
            | Action::SeeOthersCost
            | Action::RequestAvailability
            | Action::Arrange
            | Action::SeeCasework
            | Action::SeeCertificate
            | Action::Advise
            | Action::RunCase,
        )
        | (
            Standing::Interpreter | Standing::Child,
            Action::SeeIssues
            | Action::SeeAppeal
            | Action::SeePools
            | Action::SeeProposals
            | Action::SeeOthersCost
            | Action::RequestAvailability
            | Action::Arrange
            | Action::SeeCasework
            | Action::SeeCertificate
            | Action::Advise
            | Action::RunCase,
        ) => false,
    }
}

/// The part of the policy for preparing a meeting, the day, and what was agreed. What it opens is
/// narrowed further by whose a row is: see `domain::session` and `domain::agreement`.
fn may_around_a_session(standing: Standing, action: Action) -> bool {
    use Standing::{
        Adviser, Child, Coordinator, Family, Interpreter, Manager, Mediator, PublicBody, School,
        Supporter,
    };
    let those: &[Standing] = match action {
        // Not even the manager: a mediator's notes and the parties' confidences are nobody else's.
        Action::PrepareAsMediator => &[Mediator],
        Action::RunSession => &[Manager, Coordinator, Mediator],
        Action::TakePart => &[
            Mediator,
            Family,
            Child,
            PublicBody,
            School,
            Supporter,
            Interpreter,
        ],
        Action::SeeSummaries => &[
            Manager,
            Coordinator,
            Mediator,
            Family,
            PublicBody,
            School,
            Supporter,
            Interpreter,
        ],
        // Not the adviser: who came, as all of a mediation, is no part of advice.
        Action::SeeAttendance | Action::SeeGroundRules => &[
            Manager,
            Coordinator,
            Mediator,
            Family,
            Child,
            PublicBody,
            School,
            Supporter,
            Interpreter,
        ],
        Action::SeeAgreement => &[Manager, Coordinator, Mediator, Family, PublicBody, School],
        // Not the authority: the certificate goes to the family alone (regulation 39(1)).
        Action::SeeCertificateStatus => &[Manager, Coordinator, Adviser, Mediator, Family],
        Action::SeeCase
        | Action::SeeIssues
        | Action::SeeAppeal
        | Action::SeePools
        | Action::SeeProposals
        | Action::SeeOthersCost
        | Action::RequestAvailability
        | Action::Arrange
        | Action::SeeCasework
        | Action::SeeCertificate
        | Action::Advise
        | Action::RunCase => &[],
    };
    those.contains(&standing)
}

/// What somebody has to do with another person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Acquaintance {
    /// Not signed in.
    Anonymous,
    /// Nothing.
    Stranger,
    /// It is the same person.
    Oneself,
    /// Arranges meetings, or runs the service, in a case of that person's, or employs the mediator.
    Arranger,
    /// Mediates or advises in a case of that person's.
    Guide,
    /// Takes part in the same case.
    Peer,
}

impl Acquaintance {
    /// Every acquaintance, in the order of the printed table.
    pub const ALL: [Self; 6] = [
        Self::Anonymous,
        Self::Stranger,
        Self::Oneself,
        Self::Arranger,
        Self::Guide,
        Self::Peer,
    ];
}

/// What can be done with a person and what hangs from a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PersonAction {
    /// Read the name.
    SeeName,
    /// Read e-mail address and telephone number.
    SeeContact,
    /// Change how the person is reached, and what the person needs of a place.
    ChangeContact,
    /// Read when the person can meet.
    SeeAvailability,
    /// Say when the person can meet.
    SubmitAvailability,
    /// Read why the person cannot meet.
    SeeReason,
}

impl PersonAction {
    /// Every action, in the order of the printed table.
    pub const ALL: [Self; 6] = [
        Self::SeeName,
        Self::SeeContact,
        Self::ChangeContact,
        Self::SeeAvailability,
        Self::SubmitAvailability,
        Self::SeeReason,
    ];
}

/// The whole access policy for people, as one table. Nobody but the person reads a reason (D7).
#[must_use]
pub fn may_with_person(acquaintance: Acquaintance, action: PersonAction) -> bool {
    match (acquaintance, action) {
        (Acquaintance::Oneself, _)
        | (
            Acquaintance::Arranger,
            PersonAction::SeeName
            | PersonAction::SeeContact
            | PersonAction::ChangeContact
            | PersonAction::SeeAvailability
            | PersonAction::SubmitAvailability,
        )
        | (Acquaintance::Guide, PersonAction::SeeName | PersonAction::SeeContact)
        | (Acquaintance::Peer, PersonAction::SeeName) => true,
        (Acquaintance::Anonymous | Acquaintance::Stranger, _)
        | (Acquaintance::Arranger, PersonAction::SeeReason)
        | (
            Acquaintance::Guide,
            PersonAction::ChangeContact
            | PersonAction::SeeAvailability
            | PersonAction::SubmitAvailability
            | PersonAction::SeeReason,
        )
        | (
            Acquaintance::Peer,
            PersonAction::SeeContact
            | PersonAction::ChangeContact
            | PersonAction::SeeAvailability
            | PersonAction::SubmitAvailability
            | PersonAction::SeeReason,
        ) => false,
    }
}

/// Whether a role, wherever it is held, opens the lists a service arranges meetings with: its
/// mediators and the region's venues.
#[must_use]
pub fn may_see_directory(role: RoleKind) -> bool {
    match role {
        RoleKind::ServiceManager | RoleKind::Coordinator => true,
        RoleKind::Adviser
        | RoleKind::Mediator
        | RoleKind::LaOfficer
        | RoleKind::HealthOfficer
        | RoleKind::SocialCareOfficer
        | RoleKind::SchoolStaff
        | RoleKind::Supporter
        | RoleKind::Interpreter
        | RoleKind::Commissioner
        | RoleKind::VenueContact
        | RoleKind::Auditor => false,
    }
}

/// Whether a role in a service lets somebody plan the service's meetings, and see what came of it.
#[must_use]
pub fn may_plan(role: RoleKind) -> bool {
    match role {
        RoleKind::ServiceManager | RoleKind::Coordinator => true,
        RoleKind::Adviser
        | RoleKind::Mediator
        | RoleKind::LaOfficer
        | RoleKind::HealthOfficer
        | RoleKind::SocialCareOfficer
        | RoleKind::SchoolStaff
        | RoleKind::Supporter
        | RoleKind::Interpreter
        | RoleKind::Commissioner
        | RoleKind::VenueContact
        | RoleKind::Auditor => false,
    }
}

/// Whether a role in a service lets somebody take back the tokens of the people it has to do with.
#[must_use]
pub fn may_revoke(role: RoleKind) -> bool {
    match role {
        RoleKind::ServiceManager => true,
        RoleKind::Coordinator
        | RoleKind::Adviser
        | RoleKind::Mediator
        | RoleKind::LaOfficer
        | RoleKind::HealthOfficer
        | RoleKind::SocialCareOfficer
        | RoleKind::SchoolStaff
        | RoleKind::Supporter
        | RoleKind::Interpreter
        | RoleKind::Commissioner
        | RoleKind::VenueContact
        | RoleKind::Auditor => false,
    }
}

/// Whether a role in a service lets somebody erase its cases and the people of them.
#[must_use]
pub fn may_erase(role: RoleKind) -> bool {
    match role {
        RoleKind::ServiceManager => true,
        RoleKind::Coordinator
        | RoleKind::Adviser
        | RoleKind::Mediator
        | RoleKind::LaOfficer
        | RoleKind::HealthOfficer
        | RoleKind::SocialCareOfficer
        | RoleKind::SchoolStaff
        | RoleKind::Supporter
        | RoleKind::Interpreter
        | RoleKind::Commissioner
        | RoleKind::VenueContact
        | RoleKind::Auditor => false,
    }
}

/// How much of a commissioner's report somebody is shown, the widest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReportView {
    /// Any period, with the events behind each figure; the authority's return with the cases' references.
    Traced,
    /// Any period, figures alone.
    Figures,
    /// Quarters that are over, figures alone; the authority's return without references.
    Quarters,
}

/// What a role shows of the reports: in a service, those of its commissioners; in a commissioner, its own.
/// Nobody else reads any (domain dossier §2.2: aggregates only, no case).
#[must_use]
pub fn may_report(role: RoleKind) -> Option<ReportView> {
    match role {
        RoleKind::ServiceManager => Some(ReportView::Traced),
        RoleKind::Coordinator => Some(ReportView::Figures),
        RoleKind::Commissioner => Some(ReportView::Quarters),
        RoleKind::Adviser
        | RoleKind::Mediator
        | RoleKind::LaOfficer
        | RoleKind::HealthOfficer
        | RoleKind::SocialCareOfficer
        | RoleKind::SchoolStaff
        | RoleKind::Supporter
        | RoleKind::Interpreter
        | RoleKind::VenueContact
        | RoleKind::Auditor => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(allowed: bool) -> &'static str {
        if allowed { "yes" } else { "-" }
    }

    fn row(name: &str, marks: impl Iterator<Item = bool>) -> String {
        let marks: Vec<String> = marks
            .map(|allowed| format!("{:<4}", mark(allowed)))
            .collect();
        format!("{name:<12} {}", marks.join(""))
            .trim_end()
            .to_owned()
    }

    #[test]
    fn the_table_for_cases() {
        let table: Vec<String> = Standing::ALL
            .map(|standing| {
                row(
                    &format!("{standing:?}"),
                    Action::ALL.iter().map(|&action| may(standing, action)),
                )
            })
            .to_vec();
        // case, issues, appeal, pools, proposals, others' cost, request, arrange, casework,
        // certificate, advise, run; as mediator, take part, run session, summaries, attendance, ground
        // rules, agreement, whether there is a certificate
        insta::assert_snapshot!(table.join("\n"));
    }

    #[test]
    fn the_table_for_people() {
        let table: Vec<String> = Acquaintance::ALL
            .map(|who| {
                let marks = PersonAction::ALL
                    .iter()
                    .map(|&action| may_with_person(who, action));
                row(&format!("{who:?}"), marks)
            })
            .to_vec();
        // name, contact, change, availability, submit, reason
        insta::assert_snapshot!(table.join("\n"));
    }
}
