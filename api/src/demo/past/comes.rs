//! How a case comes in: by a referral, or as the family brings it.

use anyhow::Result;
use chrono::Days;
use entities::issue::Domain;
use entities::participant::{Requirement, Role};
use entities::{CaseId, Mode, case, person, referral, referral_avenue, seat_basis};

use super::asides::OF_AGE;
use super::tales::{Route, Tale};
use crate::demo::cases::{Region, for_body};
use crate::demo::filling::Filling;
use crate::demo::households::Household;
use crate::demo::names::Name;
use crate::demo::plans::domains;
use crate::demo::seats;
use crate::domain::case::NewCase;
use crate::domain::parties::Who;
use crate::domain::person::NewPerson;
use crate::domain::referral::{self as referrals, NewChild, NewReferral, NewRelative};
use crate::lifecycle::kinds::Product;

/// Days between the letter with the decision and the family's call.
const LETTER: u64 = 9;
/// The same, where the family calls after the two months.
const LATE_LETTER: u64 = 75;
/// Days since the end of compulsory school age, for a young person.
const OF_AGE_SINCE: u64 = 400;

/// The authority refers a family.
pub(super) async fn refer(
    filling: &mut Filling<'_>,
    region: Region<'_>,
    (ix, kind): (usize, case::Kind),
    home: &Household,
) -> Result<CaseId> {
    let la = ix % region.bodies.las.len();
    let app = filling.app;
    let parent = filling.names.next();
    let child = filling.names.relative(&parent);
    // From the end of compulsory school age the young person is the party.
    let is_of_age = ix == OF_AGE;
    let party = if is_of_age { &child } else { &parent };
    let today = app.today();
    let body = region.bodies.las[la].id;
    let is_health = matches!(kind, case::Kind::MedX | case::Kind::MedH);
    let board = region.bodies.boards[region.bodies.las[la].board];
    let boards = is_health.then_some(board).into_iter().collect();
    let new = NewReferral {
        provider: region.bodies.provider,
        la: body,
        kind,
        referrer: referral::Referrer::LocalAuthority,
        organisation: Some(body),
        received_at: app.now(),
        stage: referral::Stage::Decision,
        avenues: avenues(ix),
        is_family_told: true,
        wants_support: (ix % 2 == 0).then_some(ix % 4 == 0),
        has_letter: true,
        notice_sent_on: Some(today - Days::new(LETTER)),
        child: NewChild {
            who: Who::New(Box::new(newcomer(&child, true))),
            setting: None,
            year_group: None,
            school_age_ends_on: is_of_age.then(|| today - Days::new(OF_AGE_SINCE)),
            is_looked_after: Some(false),
        },
        family: vec![NewRelative {
            who: Who::New(Box::new(newcomer(party, false))),
            relationship: (!is_of_age).then_some(seat_basis::Relationship::NaturalParent),
            is_first_mediation: true,
        }],
        boards,
        outcode: home.outcode.to_owned(),
        max_minutes: 60,
        mode: Mode::Either,
        issues: vec![(
            Domain::F,
            false,
            Some("The family is not content with the help.".to_owned()),
        )],
        is_duplicate_confirmed: true,
    };
    let receipt = referrals::receive(app, region.coordinator, new).await?;
    Ok(receipt.row.id)
}

/// What the family tried before, where it was asked.
fn avenues(ix: usize) -> Vec<referral_avenue::Avenue> {
    use referral_avenue::Avenue;
    match ix % 3 {
        0 => vec![Avenue::Teacher, Avenue::Senco],
        1 => Vec::new(),
        _ => vec![
            Avenue::HeadTeacher,
            Avenue::AuthorityOfficer,
            Avenue::Sendiass,
        ],
    }
}

/// Somebody whom a referral names.
fn newcomer(name: &Name, is_child: bool) -> NewPerson {
    NewPerson {
        name: name.full(),
        email: (!is_child).then(|| name.email("family")),
        phone: (!is_child).then(|| name.phone()),
        channel: if is_child {
            person::Channel::Post
        } else {
            person::Channel::Phone
        },
        outcode: None,
        is_child,
        languages: vec!["en".to_owned()],
        needs: Vec::new(),
    }
}

/// A case comes in as the family brings it.
pub(super) async fn open(
    filling: &mut Filling<'_>,
    region: Region<'_>,
    (ix, tale): (usize, Tale),
    home: &Household,
) -> Result<CaseId> {
    let la = ix % region.bodies.las.len();
    let prefix = ["WEN", "BRA", "HAL"][la];
    // A mediation comes from the contact with the adviser.
    let kind = match Product::from(tale.kind) {
        Product::Advice | Product::Mediation(_) => case::Kind::Mia,
        Product::Resolution(_) | Product::Facilitation(_) => tale.kind,
    };
    let state = match Product::from(kind) {
        Product::Advice | Product::Mediation(_) => case::State::Enquiry,
        Product::Resolution(_) => case::State::Referred,
        Product::Facilitation(_) => case::State::Requested,
    };
    let letter = if tale.route == Route::Late {
        LATE_LETTER
    } else {
        LETTER
    };
    let app = filling.app;
    let mut participants = vec![seats::named(
        Role::Family,
        Requirement::Required,
        home.parent,
    )];
    let with_whom = if kind == case::Kind::Mia {
        case::Kind::MedE
    } else {
        kind
    };
    for &(role, requirement) in seats::bodies(with_whom) {
        participants.push(for_body(region, ix, home.school, role, requirement));
    }
    let about = if tale.route == Route::SectionI {
        &[Domain::I]
    } else {
        domains(with_whom, ix)
    };
    let new = NewCase {
        reference: format!("{prefix}-{:03}", 1 + ix),
        kind,
        state,
        provider: region.bodies.provider,
        la: region.bodies.las[la].id,
        child: home.child,
        opened_at: app.now(),
        notice_sent_on: (kind == case::Kind::Mia).then(|| app.today() - Days::new(letter)),
        la_informed_at: None,
        icb_informed_at: None,
        mode: Mode::Either,
        session_minutes: 120,
        breakout_rooms: 1,
        family_outcode: home.outcode.to_owned(),
        family_max_minutes: 60,
        interpreter_language: None,
        issues: seats::issues(about),
        participants,
        kept_apart: Vec::new(),
    };
    Ok(crate::domain::case::open(app, new).await?)
}
