//! Who must be at the table, why, and where that is written (H03, H04).

use chrono::NaiveDate;
use entities::case::Kind;
use entities::issue::Domain;
use entities::participant::{Requirement, Role};

use super::kinds::is_health;

/// A seat that a case needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// As what somebody sits there.
    pub role: Role,
    /// Which of the responsible integrated care boards, counted from zero; each has its own seat.
    pub icb: Option<usize>,
    /// How much it is needed. Who has a right to be invited, and need not come, is optional.
    pub requirement: Requirement,
    /// What must be decided there: somebody with authority for each (regulation 37(1)).
    pub decides: Vec<Domain>,
    /// Why, for people.
    pub why: &'static str,
    /// Where it is written.
    pub source: &'static str,
}

impl Seat {
    fn required(role: Role, why: &'static str, source: &'static str) -> Self {
        Self {
            role,
            icb: None,
            requirement: Requirement::Required,
            decides: Vec::new(),
            why,
            source,
        }
    }

    fn invited(role: Role, why: &'static str, source: &'static str) -> Self {
        Self {
            requirement: Requirement::Optional,
            ..Self::required(role, why, source)
        }
    }

    fn deciding(self, domains: &[Domain], is_theirs: impl Fn(Domain) -> bool) -> Self {
        let theirs = domains.iter().copied().filter(|&domain| is_theirs(domain));
        Self {
            decides: theirs.collect(),
            ..self
        }
    }
}

const FAMILY: &str = "the parent, the young person or the alternative person is the party";
const OFFICER: &str = "the local authority takes part, with somebody who may decide";
const BOARD: &str =
    "each responsible integrated care board takes part, with somebody who may decide";
const INVITED: &str = "everybody in this class is invited to an annual review";

/// The seats of a case: from its type, what is in dispute, and how many integrated care boards are
/// responsible.
#[must_use]
pub fn seats(kind: Kind, domains: &[Domain], icbs: usize) -> Vec<Seat> {
    let family = |source| Seat::required(Role::Family, FAMILY, source);
    let officer = |source| {
        Seat::required(Role::LocalAuthority, OFFICER, source)
            .deciding(domains, |domain| !is_health(domain))
    };
    let boards = |source| {
        (0..icbs.max(1)).map(move |ix| Seat {
            icb: Some(ix),
            ..Seat::required(Role::Health, BOARD, source).deciding(domains, is_health)
        })
    };
    match kind {
        Kind::Mia => vec![Seat::required(
            Role::Family,
            "the family asks for information and advice",
            "CFA s.55; regulations 33 and 34",
        )],
        Kind::MedE => [
            family("CFA s.52 and s.54"),
            officer("CFA s.54; regulation 37(1)"),
        ]
        .into_iter()
        .chain(social_care(domains))
        .collect(),
        Kind::MedX => [
            family("CFA s.52 and s.54"),
            officer("CFA s.54; regulation 37(1)"),
        ]
        .into_iter()
        .chain(social_care(domains))
        .chain(boards("CFA s.54; regulations 35(4) and 37(1)"))
        .collect(),
        Kind::MedH => std::iter::once(family("CFA s.52 and s.53"))
            .chain(boards("CFA s.53; regulations 35(3) and 37(1)"))
            .collect(),
        Kind::DrF => vec![family("CFA s.57(2)"), officer("CFA s.57(2)")],
        Kind::DrP => vec![
            family("CFA s.57(4) and (5)"),
            Seat::required(
                Role::Education,
                "the dispute is about provision made in a school or setting",
                "CFA s.57(4) and (5)",
            ),
        ],
        Kind::DrH => std::iter::once(family("CFA s.57(3)(b)"))
            .chain(boards("CFA s.57(3)(b)"))
            .collect(),
        Kind::DrA => std::iter::once(officer("CFA s.57(3)(a)"))
            .chain(boards("CFA s.57(3)(a)"))
            .collect(),
        Kind::DrC => std::iter::once(family("contract of the service with the commissioner"))
            .chain(boards("contract of the service with the commissioner"))
            .collect(),
        Kind::FacAr => review(),
        Kind::FacTac => vec![
            family("practice of the service"),
            Seat::invited(
                Role::Other,
                "the team around the child is invited",
                "practice of the service",
            ),
        ],
        Kind::FacDp => vec![
            family("regulations 13(1)(a) and 22(2)(c)"),
            officer("regulations 13(1)(a) and 22(2)(c)"),
        ],
    }
}

/// Where social care is in dispute, its own decision-maker is wished for: the authority is the party
/// whoever comes for it.
fn social_care(domains: &[Domain]) -> Option<Seat> {
    let seat = Seat::invited(
        Role::SocialCare,
        "social care is in dispute, unless whoever comes for the authority decides that too",
        "regulation 37(1)",
    )
    .deciding(domains, is_social_care);
    (!seat.decides.is_empty()).then_some(seat)
}

/// Everybody in regulation 20(2): the family must be there, the others must be invited.
fn review() -> Vec<Seat> {
    let source = "regulations 20(2) and 21(2)";
    let mut seats = vec![Seat::required(Role::Family, FAMILY, source)];
    let others = [
        Role::Education,
        Role::LocalAuthority,
        Role::Health,
        Role::SocialCare,
    ];
    seats.extend(others.map(|role| Seat::invited(role, INVITED, source)));
    seats
}

/// What social care decides (sections D, H1 and H2).
fn is_social_care(domain: Domain) -> bool {
    match domain {
        Domain::D | Domain::H1 | Domain::H2 => true,
        Domain::Assess
        | Domain::Issue
        | Domain::B
        | Domain::C
        | Domain::F
        | Domain::G
        | Domain::I
        | Domain::Amend
        | Domain::Cease
        | Domain::Reassess
        | Domain::Other => false,
    }
}

/// The required seats that nobody has: of several with the same role, as many as are too few.
#[must_use]
pub fn missing(needed: &[Seat], there: &[(Role, Requirement)]) -> Vec<Seat> {
    let mut free: Vec<Role> = there
        .iter()
        .filter(|(_, requirement)| *requirement == Requirement::Required)
        .map(|(role, _)| *role)
        .collect();
    let is_empty = |seat: &&Seat| match free.iter().position(|role| *role == seat.role) {
        Some(taken) => {
            free.swap_remove(taken);
            false
        }
        None => true,
    };
    let required = needed
        .iter()
        .filter(|seat| seat.requirement == Requirement::Required);
    required.filter(is_empty).cloned().collect()
}

/// Who is the party on the family's side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// The child's parent.
    Parent,
    /// The young person.
    YoungPerson,
    /// Somebody in place of a young person who lacks capacity.
    Alternative(Alternative),
}

/// Who stands in place of a young person who lacks capacity, the first of these that there is
/// (regulation 64(2)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Alternative {
    /// The young person's representative.
    Representative,
    /// Their parent, as there is no representative.
    Parent,
    /// The representative of their parent, who lacks capacity too.
    ParentsRepresentative,
}

/// Who is the party on a day: the parent until the last day of compulsory school age, then the young
/// person, or the alternative person of one who lacks capacity (CFA s.83; regulation 64).
#[must_use]
pub fn party(
    school_age_ends_on: NaiveDate,
    lacks_capacity: Option<Alternative>,
    today: NaiveDate,
) -> Party {
    match lacks_capacity {
        _ if today <= school_age_ends_on => Party::Parent,
        Some(alternative) => Party::Alternative(alternative),
        None => Party::YoungPerson,
    }
}
