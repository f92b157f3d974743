//! The two cases that the demonstration shows: one with many dates, one with none.

use anyhow::Result;
use chrono::Days;
use entities::issue::Domain;
use entities::participant::{Requirement, Role};
use entities::{CaseId, Mode, PersonId, case, role};

use super::cases::{Region, for_body};
use super::filling::{Filling, Newcomer};
use super::hours::{self, Habit, at};
use super::households::{self, Home, Household};
use super::seats;
use crate::domain::case::{NewCase, NewParticipant};
use crate::planning::local::instant;

/// What people call the case with many dates.
pub const POSSIBLE: &str = "DEMO-001";
/// What people call the case without any.
pub const IMPOSSIBLE: &str = "DEMO-002";

/// How many steps [`open`] tells of.
pub(super) const STEPS: usize = 4;

/// The two cases.
pub(super) struct Special {
    /// Has many dates.
    pub(super) possible: CaseId,
    /// Has none.
    pub(super) impossible: CaseId,
    /// The parent in the first.
    pub(super) family: PersonId,
}

/// Opens both.
pub(super) async fn open(filling: &mut Filling<'_>, region: Region<'_>) -> Result<Special> {
    let (possible, family) = possible(filling, region).await?;
    let impossible = impossible(filling, region).await?;
    Ok(Special {
        possible,
        impossible,
        family,
    })
}

/// A family in the middle of the city that likes mornings.
async fn possible(filling: &mut Filling<'_>, region: Region<'_>) -> Result<(CaseId, PersonId)> {
    let home = Home {
        outcode: "S8",
        school: 0,
        language: "en",
    };
    let home = households::settle(filling, region.bodies, home).await?;
    let participants = vec![
        seats::named(Role::Family, Requirement::Required, home.parent),
        for_body(
            region,
            0,
            home.school,
            Role::LocalAuthority,
            Requirement::Required,
        ),
        for_body(
            region,
            0,
            home.school,
            Role::Education,
            Requirement::Informant,
        ),
        seats::named(
            Role::Supporter,
            Requirement::Optional,
            region.staff.supporters[0],
        ),
    ];
    let new = new_case(
        filling,
        region,
        POSSIBLE,
        &home,
        &[Domain::B, Domain::F],
        participants,
    );
    let id = crate::domain::case::open(filling.app, new).await?;
    filling.step();
    let windows = hours::school_hours(&filling.diary, &mut filling.chance, Habit::Mornings);
    filling.says(home.parent, windows).await?;
    filling.step();
    Ok((id, home.parent))
}

/// A family that is free on Mondays and Wednesdays, and an authority whose only officer who may
/// decide on a placement is free on Tuesdays and Thursdays.
async fn impossible(filling: &mut Filling<'_>, region: Region<'_>) -> Result<CaseId> {
    let home = Home {
        outcode: "S10",
        school: 1,
        language: "en",
    };
    let home = households::settle(filling, region.bodies, home).await?;
    let morning = (at(9, 30), at(13, 0));
    let head = officer(filling, region, &[1, 3], morning).await?;
    let deputy = officer(filling, region, &[0, 2], morning).await?;
    let la = region.bodies.las[0].id;
    let pool = [
        (head, vec![Domain::B, Domain::F, Domain::I]),
        (deputy, vec![Domain::B, Domain::F]),
    ];
    let participants = vec![
        seats::named(Role::Family, Requirement::Required, home.parent),
        seats::pooled(Role::LocalAuthority, Requirement::Required, la, &pool),
    ];
    let new = new_case(
        filling,
        region,
        IMPOSSIBLE,
        &home,
        &[Domain::F, Domain::I],
        participants,
    );
    let id = crate::domain::case::open(filling.app, new).await?;
    filling.step();
    let windows = hours::weekly(&filling.diary, &[0, 2], (at(9, 15), at(14, 45)));
    filling
        .tells(region.coordinator, home.parent, windows)
        .await?;
    filling.step();
    Ok(id)
}

/// An officer of the first authority, free at the same time on some weekdays.
async fn officer(
    filling: &mut Filling<'_>,
    region: Region<'_>,
    weekdays: &[usize],
    times: (u8, u8),
) -> Result<PersonId> {
    let name = filling.names.next();
    let id = filling
        .person(&name, Newcomer::new("wendleshire", "S2"))
        .await?;
    let since = filling.today - Days::new(100);
    let la = region.bodies.las[0].id;
    crate::domain::person::give_role(filling.app, id, role::Kind::LaOfficer, la, since).await?;
    filling
        .says(id, hours::weekly(&filling.diary, weekdays, times))
        .await?;
    Ok(id)
}

fn new_case(
    filling: &Filling<'_>,
    region: Region<'_>,
    reference: &str,
    home: &Household,
    domains: &[Domain],
    participants: Vec<NewParticipant>,
) -> NewCase {
    let informed_on = filling.today - Days::new(3);
    NewCase {
        reference: reference.to_owned(),
        kind: case::Kind::MedE,
        state: case::State::ReadyToSolve,
        provider: region.bodies.provider,
        la: region.bodies.las[0].id,
        child: home.child,
        opened_at: instant(informed_on - Days::new(2), at(10, 0)),
        notice_sent_on: Some(informed_on - Days::new(12)),
        la_informed_at: Some(instant(informed_on, at(10, 0))),
        icb_informed_at: None,
        mode: Mode::InPerson,
        session_minutes: 120,
        breakout_rooms: 2,
        family_outcode: home.outcode.to_owned(),
        family_max_minutes: 45,
        interpreter_language: None,
        issues: seats::issues(domains),
        participants,
        kept_apart: Vec::new(),
    }
}
