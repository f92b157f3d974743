//! Issues and seats of a case: what it is about, and who has to come.

use chrono::{DateTime, Utc};
use entities::{OrganisationId, PersonId, case, issue, participant};
use issue::Domain;
use participant::{Requirement, Role};

use super::staff::Decider;
use crate::domain::case::{NewIssue, NewParticipant};

/// A seat for one person.
pub(super) fn named(role: Role, requirement: Requirement, person: PersonId) -> NewParticipant {
    NewParticipant {
        role,
        requirement,
        person: Some(person),
        organisation: None,
        pool: Vec::new(),
        agreed_at: None,
    }
}

/// A child's seat: everybody agreed that it comes.
pub(super) fn child(person: PersonId, agreed_at: DateTime<Utc>) -> NewParticipant {
    NewParticipant {
        agreed_at: Some(agreed_at),
        ..named(Role::Child, Requirement::Optional, person)
    }
}

/// A body's seat, which any one of its people takes: the first is named, the others stand in.
pub(super) fn pooled(
    role: Role,
    requirement: Requirement,
    body: OrganisationId,
    pool: &[Decider],
) -> NewParticipant {
    NewParticipant {
        role,
        requirement,
        person: pool.first().map(|(person, _)| *person),
        organisation: Some(body),
        pool: pool.to_vec(),
        agreed_at: None,
    }
}

/// The same people, another one first.
pub(super) fn turned(pool: &[Decider], by: usize) -> Vec<Decider> {
    let mut pool = pool.to_vec();
    let by = by % pool.len().max(1);
    pool.rotate_left(by);
    pool
}

/// The issues of these domains, in a family's words.
pub(super) fn issues(domains: &[Domain]) -> Vec<NewIssue> {
    domains
        .iter()
        .map(|&domain| NewIssue {
            domain,
            is_appealable: is_appealable(domain),
            text: Some(text(domain).to_owned()),
        })
        .collect()
}

/// Whether the Tribunal could decide it (Children and Families Act 2014, section 51(2)).
fn is_appealable(domain: Domain) -> bool {
    match domain {
        Domain::Assess
        | Domain::Issue
        | Domain::B
        | Domain::F
        | Domain::I
        | Domain::Amend
        | Domain::Cease
        | Domain::Reassess => true,
        Domain::C | Domain::D | Domain::G | Domain::H1 | Domain::H2 | Domain::Other => false,
    }
}

fn text(domain: Domain) -> &'static str {
    match domain {
        Domain::Assess => "We asked for an assessment and were told no.",
        Domain::Issue => "The assessment is done, and there will be no plan.",
        Domain::B => "The plan leaves out how hard noise is.",
        Domain::C => "The plan says nothing about the hearing clinic.",
        Domain::D => "The plan says nothing about respite.",
        Domain::F => "The hours of speech therapy are too few.",
        Domain::G => "The physiotherapy has stopped.",
        Domain::H1 => "We need help with mornings and bedtimes.",
        Domain::H2 => "Short breaks have ended.",
        Domain::I => "We hoped for another school.",
        Domain::Amend => "The plan stayed as it was after the review.",
        Domain::Cease => "The plan is to end, and the need has not.",
        Domain::Reassess => "Much has changed since the last assessment.",
        Domain::Other => "We would like to agree how things are done.",
    }
}

/// Which seats a type of case has besides the family's: for each its role and whether it is needed.
pub(super) fn bodies(kind: case::Kind) -> &'static [(Role, Requirement)] {
    use Requirement::{Informant, Optional, Required};
    use case::Kind;
    match kind {
        Kind::Mia => &[],
        Kind::MedE | Kind::DrF => &[
            (Role::LocalAuthority, Required),
            (Role::Education, Informant),
        ],
        Kind::MedX => &[
            (Role::LocalAuthority, Required),
            (Role::Health, Required),
            (Role::Education, Informant),
        ],
        Kind::MedH | Kind::DrH | Kind::DrC => &[(Role::Health, Required)],
        Kind::DrP => &[(Role::Education, Required)],
        Kind::DrA => &[(Role::LocalAuthority, Required), (Role::Health, Required)],
        Kind::FacAr => &[
            (Role::Education, Required),
            (Role::LocalAuthority, Optional),
        ],
        Kind::FacTac => &[(Role::Education, Required), (Role::SocialCare, Optional)],
        Kind::FacDp => &[
            (Role::LocalAuthority, Required),
            (Role::Education, Optional),
        ],
    }
}
