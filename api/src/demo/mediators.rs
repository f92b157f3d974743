//! Twelve mediators, no two alike.

use anyhow::Result;
use chrono::Days;
use entities::conflict_of_interest::Reason;
use entities::mediator_accreditation::Family;
use entities::{PersonId, role};

use super::bodies::Bodies;
use super::filling::{Filling, Newcomer};
use super::hours::{self, at};
use crate::domain::mediator::{self, NewMediator, Tie};

use Family::{DisagreementResolution, Facilitation, Mediation};

/// One mediator.
struct Profile {
    outcode: &'static str,
    languages: &'static [&'static str],
    accredited_for: &'static [Family],
    /// Positions of authorities; empty for all.
    areas: &'static [usize],
    /// Of a hundred days, how many are offered.
    offers: usize,
    /// Meetings at most, a day and a week.
    most: (i32, i32),
}

const fn profile(
    outcode: &'static str,
    languages: &'static [&'static str],
    accredited_for: &'static [Family],
    areas: &'static [usize],
    offers: usize,
    most: (i32, i32),
) -> Profile {
    Profile {
        outcode,
        languages,
        accredited_for,
        areas,
        offers,
        most,
    }
}

const ALL: &[Family] = &[Mediation, DisagreementResolution, Facilitation];

/// The mediators.
const PROFILES: [Profile; 12] = [
    profile("S10", &["en"], ALL, &[], 55, (2, 4)),
    profile("S17", &["en", "pl"], ALL, &[0, 1], 45, (1, 3)),
    profile("S35", &["en", "ur"], &[Mediation], &[0], 60, (2, 4)),
    profile(
        "S66",
        &["en"],
        &[Mediation, DisagreementResolution],
        &[0, 2],
        50,
        (1, 3),
    ),
    profile("S42", &["en"], ALL, &[1], 55, (2, 4)),
    profile("DE4", &["en", "bsl"], ALL, &[], 40, (1, 3)),
    profile(
        "DE55",
        &["en"],
        &[Mediation, Facilitation],
        &[1, 2],
        60,
        (2, 5),
    ),
    profile("NG18", &["en"], ALL, &[2], 65, (2, 5)),
    profile("NG22", &["en", "pl"], &[Mediation], &[2], 50, (1, 3)),
    profile("S80", &["en", "ur"], ALL, &[], 45, (2, 4)),
    profile(
        "S21",
        &["en"],
        &[Facilitation, DisagreementResolution],
        &[],
        50,
        (2, 4),
    ),
    profile("S75", &["en"], ALL, &[0], 50, (1, 4)),
];

/// Works for an authority besides, and so mediates nothing.
const EMPLOYED: usize = 7;
/// Has an accreditation that ends in [`ENDS_SOON`] days.
const ENDING: usize = 11;
/// Days.
const ENDS_SOON: u64 = 16;
/// Keeps Friday afternoons.
const OBSERVANT: usize = 9;

/// How many steps [`register`] tells of.
pub(super) const STEPS: usize = PROFILES.len();

/// Registers the mediators, their interests and their times.
pub(super) async fn register(filling: &mut Filling<'_>, bodies: &Bodies) -> Result<Vec<PersonId>> {
    let mut people = Vec::new();
    for (ix, profile) in PROFILES.iter().enumerate() {
        let who = Newcomer {
            languages: profile.languages,
            ..Newcomer::new("mediation", profile.outcode)
        };
        let id = filling
            .officer(role::Kind::Mediator, bodies.provider, who)
            .await?;
        let cover = if ix == ENDING {
            ENDS_SOON
        } else {
            300 + 30 * ix as u64
        };
        let new = NewMediator {
            person: id,
            register_no: Some(format!("X{:04}", 1_001 + 37 * ix)),
            accredited_for: profile.accredited_for.to_vec(),
            accredited_until_on: filling.today + Days::new(cover),
            insured_until_on: filling.today + Days::new(500),
            areas: profile.areas.iter().map(|&la| bodies.las[la].id).collect(),
            employers: (ix == EMPLOYED)
                .then(|| bodies.las[1].id)
                .into_iter()
                .collect(),
            max_day: profile.most.0,
            max_week: profile.most.1,
        };
        mediator::register(filling.app, new).await?;
        let (chance, offers) = (&mut filling.chance, profile.offers);
        let windows = hours::days_of(&filling.diary, chance, offers, (at(8, 45), at(17, 30)));
        filling.will_say(id, windows);
        people.push(id);
    }
    let observed = hours::friday_afternoons(&filling.diary);
    crate::domain::person::observe(filling.app, people[OBSERVANT], observed).await?;
    declare(filling, bodies, &people).await?;
    Ok(people)
}

/// What some of them declare.
async fn declare(filling: &Filling<'_>, bodies: &Bodies, people: &[PersonId]) -> Result<()> {
    let ties = [
        (3, bodies.las[2].id, Reason::Employment),
        (4, bodies.schools[3].id, Reason::Governor),
        (6, bodies.boards[1], Reason::EarlierCase),
        (10, bodies.las[0].id, Reason::EarlierCase),
    ];
    for (ix, body, reason) in ties {
        let tie = Tie::Organisation(body);
        mediator::declare_conflict(filling.app, people[ix], tie, reason).await?;
    }
    Ok(())
}
