//! Who asks ([`Actor`]) and what they may do ([`may`]).
//!
//! A token says only *who*. What the person is, and what the person has to do with a case, is read
//! from the database at each request (decision D6), and every answer is a line of a table here. What the
//! law says needs none: `legalDeadline` and `legalRules` are for anybody, since no case and no person is in
//! them.

mod actor;
mod parties;
pub mod token;

pub use actor::{Actor, Role, Somebody};
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
}

impl Action {
    /// Every action, in the order of the printed table.
    pub const ALL: [Self; 12] = [
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
    ];
}

/// The whole access policy for cases, as one table.
#[must_use]
pub fn may(standing: Standing, action: Action) -> bool {
    match (standing, action) {
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
        // certificate, advise, run
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
