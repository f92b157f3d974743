//! Those who are there because it is their work: the service, the authorities, health, schools.

use anyhow::Result;
use entities::{PersonId, issue, role};
use issue::Domain;

use super::bodies::Bodies;
use super::filling::{Filling, Newcomer};
use super::hours::{self, at};

/// Decision-makers of each authority for the ordinary cases.
const DECISION_MAKERS: [usize; 3] = [3, 4, 5];
/// Officers of each board.
const HEALTH_OFFICERS: usize = 3;
/// Social-care officers of each authority.
const SOCIAL_WORKERS: usize = 2;
/// Supporters of families.
const SUPPORTERS: usize = 4;
/// Interpreters, by language.
const INTERPRETERS: [&str; 9] = ["bsl", "bsl", "bsl", "bsl", "bsl", "pl", "pl", "ur", "ur"];

/// What an officer of some standing may decide for an authority.
pub(super) const ORDINARY: &[Domain] = &[
    Domain::Assess,
    Domain::Issue,
    Domain::B,
    Domain::F,
    Domain::Amend,
    Domain::Reassess,
    Domain::Other,
];
/// What the head of the service may decide besides.
const FOR_THE_HEAD: &[Domain] = &[Domain::I, Domain::Cease, Domain::D, Domain::H1, Domain::H2];
/// What a board may decide.
pub(super) const HEALTH: &[Domain] = &[Domain::C, Domain::G];
/// What social care may decide.
pub(super) const SOCIAL_CARE: &[Domain] = &[Domain::D, Domain::H1, Domain::H2];

/// Somebody who may decide something.
pub(super) type Decider = (PersonId, Vec<Domain>);

/// Everybody at work.
pub(super) struct Staff {
    /// Runs the service.
    pub(super) manager: PersonId,
    /// Books meetings.
    pub(super) coordinator: PersonId,
    /// The decision-makers, by authority.
    pub(super) deciders: Vec<Vec<Decider>>,
    /// Social-care officers, by authority.
    pub(super) social_workers: Vec<Vec<Decider>>,
    /// Health officers, by board.
    pub(super) health: Vec<Vec<Decider>>,
    /// The special needs co-ordinator of each school.
    pub(super) sencos: Vec<PersonId>,
    /// Those who support families.
    pub(super) supporters: Vec<PersonId>,
}

/// How many steps [`register`] tells of.
pub(super) const STEPS: usize = 3
    + DECISION_MAKERS[0]
    + DECISION_MAKERS[1]
    + DECISION_MAKERS[2]
    + 3 * SOCIAL_WORKERS
    + 2 * HEALTH_OFFICERS
    + 9
    + SUPPORTERS
    + INTERPRETERS.len();

/// Registers them, and takes down their times.
pub(super) async fn register(filling: &mut Filling<'_>, bodies: &Bodies) -> Result<Staff> {
    let at_service = |outcode| Newcomer::new("mediation", outcode);
    let provider = bodies.provider;
    let manager = filling
        .officer(role::Kind::ServiceManager, provider, at_service("S1"))
        .await?;
    let coordinator = filling
        .officer(role::Kind::Coordinator, provider, at_service("S2"))
        .await?;
    filling
        .officer(role::Kind::Adviser, provider, at_service("S8"))
        .await?;
    let mut staff = Staff {
        manager,
        coordinator,
        deciders: Vec::new(),
        social_workers: Vec::new(),
        health: Vec::new(),
        sencos: Vec::new(),
        supporters: Vec::new(),
    };
    for la in 0..bodies.las.len() {
        staff.deciders.push(deciders(filling, bodies, la).await?);
        staff
            .social_workers
            .push(social_workers(filling, bodies, la).await?);
    }
    for board in 0..bodies.boards.len() {
        staff
            .health
            .push(health_officers(filling, bodies, board).await?);
    }
    staff.sencos = sencos(filling, bodies).await?;
    for _ in 0..SUPPORTERS {
        let who = Newcomer::new("advice", "S4");
        staff.supporters.push(
            offering(
                filling,
                role::Kind::Supporter,
                bodies.advice,
                who,
                55,
                (at(9, 0), at(15, 0)),
            )
            .await?,
        );
    }
    for language in INTERPRETERS {
        let who = Newcomer {
            languages: &[language],
            ..Newcomer::new("tongues", "S3")
        };
        let times = (at(9, 0), at(17, 0));
        offering(
            filling,
            role::Kind::Interpreter,
            bodies.agency,
            who,
            65,
            times,
        )
        .await?;
    }
    Ok(staff)
}

/// Where each authority's people work.
const OFFICES: [(&str, &str); 3] = [
    ("wendleshire", "S2"),
    ("brackenmoor", "S41"),
    ("hallowmere", "NG18"),
];

async fn deciders(filling: &mut Filling<'_>, bodies: &Bodies, la: usize) -> Result<Vec<Decider>> {
    let (host, outcode) = OFFICES[la];
    let mut deciders = Vec::new();
    for rank in 0..DECISION_MAKERS[la] {
        let who = Newcomer::new(host, outcode);
        let id = filling
            .officer(role::Kind::LaOfficer, bodies.las[la].id, who)
            .await?;
        let windows = hours::fragments(&filling.diary, &mut filling.chance);
        filling.will_say(id, windows);
        // Two of each office may also decide on placements and on ending a plan.
        let more = if rank < 2 { FOR_THE_HEAD } else { &[] };
        deciders.push((id, [ORDINARY, more].concat()));
    }
    Ok(deciders)
}

async fn social_workers(
    filling: &mut Filling<'_>,
    bodies: &Bodies,
    la: usize,
) -> Result<Vec<Decider>> {
    let (host, outcode) = OFFICES[la];
    let mut officers = Vec::new();
    for _ in 0..SOCIAL_WORKERS {
        let (kind, body) = (role::Kind::SocialCareOfficer, bodies.las[la].id);
        let who = Newcomer::new(host, outcode);
        let id = offering(filling, kind, body, who, 60, (at(9, 0), at(15, 30))).await?;
        officers.push((id, SOCIAL_CARE.to_vec()));
    }
    Ok(officers)
}

async fn health_officers(
    filling: &mut Filling<'_>,
    bodies: &Bodies,
    board: usize,
) -> Result<Vec<Decider>> {
    let (host, outcode) = [("wendle-valley", "S9"), ("moor-and-mere", "DE55")][board];
    let mut officers = Vec::new();
    for _ in 0..HEALTH_OFFICERS {
        let (kind, body) = (role::Kind::HealthOfficer, bodies.boards[board]);
        let who = Newcomer::new(host, outcode);
        let id = offering(filling, kind, body, who, 50, (at(9, 0), at(15, 0))).await?;
        officers.push((id, HEALTH.to_vec()));
    }
    Ok(officers)
}

async fn sencos(filling: &mut Filling<'_>, bodies: &Bodies) -> Result<Vec<PersonId>> {
    let mut sencos = Vec::new();
    for school in &bodies.schools {
        let who = Newcomer::new("schools", OFFICES[school.la].1);
        let id = filling
            .officer(role::Kind::SchoolStaff, school.id, who)
            .await?;
        let open = filling.diary.without(&school.closed);
        let windows = hours::days_of(&open, &mut filling.chance, 60, (at(8, 30), at(15, 0)));
        filling.will_say(id, windows);
        sencos.push(id);
    }
    Ok(sencos)
}

/// Registers somebody who offers so many of a hundred days.
async fn offering(
    filling: &mut Filling<'_>,
    kind: role::Kind,
    body: entities::OrganisationId,
    who: Newcomer<'_>,
    percent: usize,
    times: (u8, u8),
) -> Result<PersonId> {
    let id = filling.officer(kind, body, who).await?;
    let windows = hours::days_of(&filling.diary, &mut filling.chance, percent, times);
    filling.will_say(id, windows);
    Ok(id)
}
