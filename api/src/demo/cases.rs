//! Opens the ordinary cases, and takes down when their families can meet.

use anyhow::{Context, Result};
use chrono::{DateTime, Days, NaiveDate, Utc};
use entities::participant::{Requirement, Role};
use entities::{CaseId, Mode, PersonId, case};

use super::bodies::Bodies;
use super::filling::{Filling, Newcomer};
use super::hours::{self, Habit, at};
use super::households::{self, Household};
use super::plans::{PLANS, Plan, Stage, Twist, domains, twist};
use super::seats;
use super::staff::Staff;
use crate::auth::Actor;
use crate::domain::availability;
use crate::domain::case::{NewCase, NewParticipant};
use crate::lifecycle::kinds::Product;
use crate::planning::local::instant;

/// How many steps [`open`] tells of.
pub(super) const STEPS: usize = PLANS.len();

/// A case that was opened.
pub(super) struct Opened {
    /// The case.
    pub(super) id: CaseId,
    /// How far it is to come.
    pub(super) stage: Stage,
}

/// The bodies and the people at work in them.
#[derive(Clone, Copy)]
pub(super) struct Region<'a> {
    /// The bodies.
    pub(super) bodies: &'a Bodies,
    /// The people.
    pub(super) staff: &'a Staff,
    /// A coordinator, signed in.
    pub(super) coordinator: &'a Actor,
}

/// Opens the cases.
pub(super) async fn open(filling: &mut Filling<'_>, region: Region<'_>) -> Result<Vec<Opened>> {
    let mut opened = Vec::new();
    for (ix, plan) in PLANS.iter().enumerate() {
        let id = open_one(filling, region, ix, *plan)
            .await
            .with_context(|| format!("case {ix} of the demonstration"))?;
        opened.push(Opened {
            id,
            stage: plan.stage,
        });
        filling.step();
    }
    Ok(opened)
}

async fn open_one(
    filling: &mut Filling<'_>,
    region: Region<'_>,
    ix: usize,
    plan: Plan,
) -> Result<CaseId> {
    let la = ix % region.bodies.las.len();
    let twist = twist(ix);
    let language = match twist {
        Some(Twist::Interpreted(language)) => language,
        _ => "en",
    };
    let home = households::register(filling, region.bodies, la, language).await?;
    let other_parent = match twist {
        Some(Twist::KeptApart) => Some(other_parent(filling, &home).await?),
        _ => None,
    };
    let new = new_case(filling, region, (ix, plan), &home, other_parent);
    let id = crate::domain::case::open(filling.app, new).await?;
    if plan.stage == Stage::Asked {
        availability::request(filling.app, region.coordinator, id, &[], None).await?;
    }
    if !matches!(plan.stage, Stage::At(_) | Stage::Silent(_)) && plan.kind != case::Kind::DrA {
        answer(filling, region, ix, &home).await?;
    }
    Ok(id)
}

async fn other_parent(filling: &mut Filling<'_>, home: &Household) -> Result<PersonId> {
    let name = filling.names.relative(&home.name);
    filling.person(&name, Newcomer::new("family", "S70")).await
}

/// The family says when it can meet, or tells a coordinator on the telephone.
async fn answer(
    filling: &mut Filling<'_>,
    region: Region<'_>,
    ix: usize,
    home: &Household,
) -> Result<()> {
    let habits = [
        Habit::SchoolHours,
        Habit::Mornings,
        Habit::Afternoons,
        Habit::Appointment,
    ];
    let habit = filling.chance.pick(&habits);
    let windows = hours::school_hours(&filling.diary, &mut filling.chance, habit);
    if ix.is_multiple_of(3) {
        let told = filling.tells(region.coordinator, home.parent, windows);
        told.await?;
    } else {
        filling.says(home.parent, windows).await?;
    }
    match twist(ix) {
        Some(Twist::Observant) => {
            let observed = hours::friday_afternoons(&filling.diary);
            crate::domain::person::observe(filling.app, home.parent, observed).await?;
        }
        Some(Twist::ChildComes) => {
            let times = (at(9, 0), at(15, 30));
            let windows = hours::days_of(&filling.diary, &mut filling.chance, 70, times);
            filling
                .tells(region.coordinator, home.child_person, windows)
                .await?;
        }
        Some(Twist::Interpreted(_) | Twist::KeptApart | Twist::SocialCare) | None => {}
    }
    Ok(())
}

fn new_case(
    filling: &mut Filling<'_>,
    region: Region<'_>,
    (ix, plan): (usize, Plan),
    home: &Household,
    other_parent: Option<PersonId>,
) -> NewCase {
    let la = ix % region.bodies.las.len();
    let prefix = ["WEN", "BRA", "HAL"][la];
    let mut about = domains(plan.kind, ix).to_vec();
    if twist(ix) == Some(Twist::SocialCare) {
        about.push(entities::issue::Domain::D);
    }
    let clocks = clocks(filling.today, plan);
    let modes = [
        Mode::InPerson,
        Mode::InPerson,
        Mode::InPerson,
        Mode::Either,
        Mode::Either,
        Mode::Video,
    ];
    NewCase {
        reference: format!("{prefix}-{:03}", 101 + ix),
        kind: plan.kind,
        state: opening(plan),
        provider: region.bodies.provider,
        la: region.bodies.las[la].id,
        child: home.child,
        opened_at: clocks.opened_at,
        notice_sent_on: clocks.notice_sent_on,
        la_informed_at: clocks.la_informed_at,
        icb_informed_at: clocks.icb_informed_at,
        mode: filling.chance.pick(&modes),
        session_minutes: filling.chance.pick(&[120, 120, 135, 150]),
        breakout_rooms: filling.chance.pick(&[1, 2, 2]),
        family_outcode: home.outcode.to_owned(),
        family_max_minutes: filling.chance.pick(&[35, 45, 60]),
        interpreter_language: match twist(ix) {
            Some(Twist::Interpreted(language)) => Some(language.to_owned()),
            _ => None,
        },
        issues: seats::issues(&about),
        participants: participants(filling, region, (ix, plan), home, other_parent),
        kept_apart: other_parent
            .map(|other| (home.parent, other))
            .into_iter()
            .collect(),
    }
}

/// The state in which a case is opened that is to come so far.
fn opening(plan: Plan) -> case::State {
    match plan.stage {
        Stage::At(first) | Stage::Silent(first) => first,
        Stage::Asked => match Product::from(plan.kind) {
            Product::Facilitation(_) => case::State::FacilitatorAssigned,
            Product::Advice | Product::Mediation(_) | Product::Resolution(_) => {
                case::State::Arranging
            }
        },
        Stage::Ready | Stage::Held | Stage::Booked => case::State::ReadyToSolve,
    }
}

/// What has happened, and when.
struct Clocks {
    opened_at: DateTime<Utc>,
    notice_sent_on: Option<NaiveDate>,
    la_informed_at: Option<DateTime<Utc>>,
    icb_informed_at: Option<DateTime<Utc>>,
}

fn clocks(today: NaiveDate, plan: Plan) -> Clocks {
    use case::Kind;
    let start = today - Days::new(plan.days_ago);
    let ten = |day| instant(day, at(10, 0));
    let is_asked_for = !matches!(plan.stage, Stage::At(_));
    let informed = is_asked_for.then(|| ten(start));
    let day_before = is_asked_for.then(|| ten(start - Days::new(1)));
    let (la_informed_at, icb_informed_at) = match plan.kind {
        Kind::MedE => (informed, None),
        // The authority has three working days to tell the board; here it took one.
        Kind::MedX | Kind::MedH => (day_before, informed),
        Kind::Mia
        | Kind::DrF
        | Kind::DrP
        | Kind::DrH
        | Kind::DrA
        | Kind::DrC
        | Kind::FacAr
        | Kind::FacTac
        | Kind::FacDp => (None, None),
    };
    let has_notice = matches!(plan.kind, Kind::Mia | Kind::MedE | Kind::MedX | Kind::MedH);
    Clocks {
        opened_at: ten(start - Days::new(2)),
        notice_sent_on: has_notice.then(|| start - Days::new(9 + plan.days_ago % 5)),
        la_informed_at,
        icb_informed_at,
    }
}

fn participants(
    filling: &mut Filling<'_>,
    region: Region<'_>,
    (ix, plan): (usize, Plan),
    home: &Household,
    other_parent: Option<PersonId>,
) -> Vec<NewParticipant> {
    let mut seats = Vec::new();
    if plan.kind != case::Kind::DrA {
        seats.push(seats::named(
            Role::Family,
            Requirement::Required,
            home.parent,
        ));
        seats.extend(
            other_parent.map(|person| seats::named(Role::Family, Requirement::Optional, person)),
        );
    }
    if twist(ix) == Some(Twist::ChildComes) {
        let agreed_at = instant(filling.today - Days::new(1), at(11, 0));
        seats.push(seats::child(home.child_person, agreed_at));
    }
    for &(role, requirement) in seats::bodies(plan.kind) {
        seats.push(for_body(region, ix, home.school, role, requirement));
    }
    if twist(ix) == Some(Twist::SocialCare) {
        seats.push(for_body(
            region,
            ix,
            home.school,
            Role::SocialCare,
            Requirement::Required,
        ));
    }
    if plan.kind != case::Kind::DrA && filling.chance.is(30) {
        let supporter = filling.chance.pick(&region.staff.supporters);
        seats.push(seats::named(
            Role::Supporter,
            Requirement::Optional,
            supporter,
        ));
    }
    seats
}

/// A body's seat in the case at `ix`, whose child goes to `school`.
pub(super) fn for_body(
    region: Region<'_>,
    ix: usize,
    school: usize,
    role: Role,
    requirement: Requirement,
) -> NewParticipant {
    let Region { bodies, staff, .. } = region;
    let la = bodies.schools[school].la;
    let authority = bodies.las[la];
    let turn = ix / bodies.las.len();
    let (body, pool) = match role {
        Role::Health => (
            bodies.boards[authority.board],
            &staff.health[authority.board],
        ),
        Role::SocialCare => (authority.id, &staff.social_workers[la]),
        Role::Education => {
            let senco = [(staff.sencos[school], Vec::new())];
            return seats::pooled(role, requirement, bodies.schools[school].id, &senco);
        }
        Role::LocalAuthority
        | Role::Family
        | Role::Child
        | Role::Supporter
        | Role::Interpreter
        | Role::Mediator
        | Role::Other => (authority.id, &staff.deciders[la]),
    };
    seats::pooled(role, requirement, body, &seats::turned(pool, turn))
}

#[cfg(test)]
mod tests {
    use super::{PLANS, opening};
    use crate::lifecycle::Stage;

    #[test]
    fn every_case_opens_in_a_state_of_its_life_cycle() {
        for plan in PLANS {
            let stage = Stage::of(plan.kind, opening(plan));
            assert!(stage.is_some(), "{plan:?}");
        }
    }
}
