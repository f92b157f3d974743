//! Families: a parent, a child, where they live and when they can meet.

use anyhow::Result;
use entities::{AccessFeature, ChildId, PersonId};

use super::bodies::Bodies;
use super::filling::{Filling, Newcomer};
use super::names::Name;

/// Where families live, by authority.
const HOMES: [[&str; 8]; 3] = [
    ["S5", "S6", "S8", "S10", "S12", "S61", "S62", "S65"],
    ["S18", "S41", "S42", "S43", "S44", "DE4", "DE55", "S45"],
    ["NG17", "NG18", "NG19", "NG20", "NG21", "S80", "S81", "NG22"],
];

/// What some of the people need of a room.
const NEEDS: [AccessFeature; 5] = [
    AccessFeature::StepFree,
    AccessFeature::HearingLoop,
    AccessFeature::Quiet,
    AccessFeature::NoSchoolBuilding,
    AccessFeature::Parking,
];

/// A family.
pub(super) struct Household {
    /// The parent who comes.
    pub(super) parent: PersonId,
    /// The parent's name.
    pub(super) name: Name,
    /// The child as a person.
    pub(super) child_person: PersonId,
    /// The child as the one a case is about.
    pub(super) child: ChildId,
    /// Where they live.
    pub(super) outcode: &'static str,
    /// The child's school, by position.
    pub(super) school: usize,
}

/// Registers a family that lives in an authority's area and speaks a language.
pub(super) async fn register(
    filling: &mut Filling<'_>,
    bodies: &Bodies,
    la: usize,
    language: &str,
) -> Result<Household> {
    let outcode = filling.chance.pick(&HOMES[la]);
    let schools: Vec<usize> = (0..bodies.schools.len())
        .filter(|&school| bodies.schools[school].la == la)
        .collect();
    let school = filling.chance.pick(&schools);
    settle(
        filling,
        bodies,
        Home {
            outcode,
            school,
            language,
        },
    )
    .await
}

/// Where a family is at home.
pub(super) struct Home<'a> {
    /// Postcode district.
    pub(super) outcode: &'static str,
    /// The child's school, by position.
    pub(super) school: usize,
    /// What they speak or sign.
    pub(super) language: &'a str,
}

/// Registers a family there.
pub(super) async fn settle(
    filling: &mut Filling<'_>,
    bodies: &Bodies,
    home: Home<'_>,
) -> Result<Household> {
    let name = filling.names.next();
    let needs = needs(filling);
    let languages = [home.language];
    let parent = Newcomer {
        languages: &languages,
        needs,
        ..Newcomer::new("family", home.outcode)
    };
    let parent = filling.person(&name, parent).await?;
    let child_name = filling.names.relative(&name);
    let child = Newcomer {
        languages: &languages,
        is_child: true,
        ..Newcomer::new("family", home.outcode)
    };
    let child_person = filling.person(&child_name, child).await?;
    let year = i32::try_from(filling.chance.below(12)).ok();
    let is_looked_after = filling.chance.is(5);
    let school = bodies.schools[home.school].id;
    let child = crate::domain::person::register_child(
        filling.app,
        child_person,
        Some(school),
        year,
        is_looked_after,
    )
    .await?;
    Ok(Household {
        parent,
        name,
        child_person,
        child,
        outcode: home.outcode,
        school: home.school,
    })
}

fn needs(filling: &mut Filling<'_>) -> Vec<AccessFeature> {
    if filling.chance.is(25) {
        vec![filling.chance.pick(&NEEDS)]
    } else {
        Vec::new()
    }
}
