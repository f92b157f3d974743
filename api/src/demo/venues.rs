//! Twenty venues with forty-five rooms, in real postcode districts of an invented region.

use anyhow::Result;
use entities::{AccessFeature, OrganisationId};

use super::bodies::Bodies;
use super::filling::Filling;
use crate::domain::venue::{self, NewRoom, NewVenue};

use AccessFeature::{
    ChangingPlace, Childcare, HearingLoop, NoSchoolBuilding, Parking, Quiet, StepFree,
};
use Hours::{Office, Short, SixDays};
use Owner::{La, Landlord, School};
use Sort::{Attic, Hall, Library, Lounge, Parlour, Staff, Studio};

/// Whose a venue is; authorities and schools by position.
#[derive(Clone, Copy)]
enum Owner {
    Landlord,
    La(usize),
    School(usize),
}

/// When a venue is open.
#[derive(Clone, Copy)]
enum Hours {
    /// Monday to Friday, 08:00 to 18:00.
    Office,
    /// Monday to Thursday 09:00 to 16:30, Friday until 13:00.
    Short,
    /// Monday to Friday 08:30 to 20:00, Saturday until noon.
    SixDays,
}

/// A sort of room.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// Large, with everything.
    Hall,
    /// Middling, with two rooms beside it.
    Library,
    /// Middling, quiet, with two rooms beside it.
    Lounge,
    /// Small, with one room beside it.
    Parlour,
    /// Cheap and up a staircase.
    Attic,
    /// People walk through it.
    Studio,
    /// Where the staff have lunch.
    Staff,
}

/// A venue.
struct Site {
    name: &'static str,
    outcode: &'static str,
    owner: Owner,
    hours: Hours,
    rooms: &'static [Sort],
}

const fn site(
    name: &'static str,
    outcode: &'static str,
    owner: Owner,
    hours: Hours,
    rooms: &'static [Sort],
) -> Site {
    Site {
        name,
        outcode,
        owner,
        hours,
        rooms,
    }
}

/// The venues.
const SITES: [Site; 20] = [
    site(
        "Lantern House",
        "S1",
        Landlord,
        Office,
        &[Hall, Library, Parlour],
    ),
    site(
        "Millrace Centre",
        "S3",
        Landlord,
        SixDays,
        &[Library, Lounge],
    ),
    site(
        "Old Ropewalk Library",
        "S7",
        Landlord,
        Short,
        &[Lounge, Attic],
    ),
    site(
        "Wren Court",
        "S11",
        Landlord,
        Office,
        &[Library, Lounge, Parlour],
    ),
    site(
        "Wendleshire County Hall",
        "S2",
        La(0),
        Office,
        &[Hall, Library],
    ),
    site(
        "Quarry Bank Rooms",
        "S6",
        Landlord,
        SixDays,
        &[Library, Studio],
    ),
    site("Ferryman's Hall", "S60", Landlord, Office, &[Hall, Lounge]),
    site(
        "Nether Wendle Hub",
        "S63",
        Landlord,
        Short,
        &[Library, Parlour],
    ),
    site(
        "Rushy Meadow School",
        "S60",
        School(2),
        Short,
        &[Lounge, Staff],
    ),
    site(
        "Coalfield Chapel Rooms",
        "S20",
        Landlord,
        SixDays,
        &[Lounge, Attic],
    ),
    site(
        "Beacon Rooms",
        "S40",
        Landlord,
        Office,
        &[Hall, Library, Parlour],
    ),
    site(
        "Brackenmoor Civic Office",
        "S41",
        La(1),
        Office,
        &[Hall, Library],
    ),
    site("Tinker's Yard", "S43", Landlord, SixDays, &[Lounge, Studio]),
    site("Heather Hall", "S45", Landlord, Short, &[Library, Parlour]),
    site(
        "Three Wells House",
        "DE4",
        Landlord,
        Office,
        &[Lounge, Library],
    ),
    site(
        "Pithead Community Rooms",
        "DE55",
        Landlord,
        Office,
        &[Hall, Parlour, Attic],
    ),
    site(
        "Hallowmere Guildhall",
        "NG18",
        La(2),
        Office,
        &[Hall, Library],
    ),
    site(
        "Sandstone Place",
        "NG18",
        Landlord,
        SixDays,
        &[Hall, Lounge],
    ),
    site(
        "Mereside Community School",
        "NG17",
        School(7),
        Short,
        &[Library, Staff],
    ),
    site(
        "Priory Barn",
        "S80",
        Landlord,
        Office,
        &[Library, Lounge, Parlour],
    ),
];

/// Names of rooms, given one after the other within a venue.
const ROOM_NAMES: [&str; 3] = ["Oak Room", "Rowan Room", "Alder Room"];

/// How many steps [`open`] tells of.
pub(super) const STEPS: usize = SITES.len();

/// Opens the venues.
pub(super) async fn open(filling: &mut Filling<'_>, bodies: &Bodies) -> Result<()> {
    for site in &SITES {
        let new = NewVenue {
            owner: owner(site.owner, bodies),
            name: site.name.to_owned(),
            outcode: site.outcode.to_owned(),
            is_la_premises: matches!(site.owner, La(_)),
            is_school: matches!(site.owner, School(_)),
            opening_hours: opening_hours(site.hours),
            rooms: ROOM_NAMES
                .into_iter()
                .zip(site.rooms)
                .map(|(name, &sort)| room(name, sort))
                .collect(),
        };
        venue::open(filling.app, new).await?;
        filling.step();
    }
    Ok(())
}

fn owner(owner: Owner, bodies: &Bodies) -> OrganisationId {
    match owner {
        Landlord => bodies.landlord,
        La(la) => bodies.las[la].id,
        School(school) => bodies.schools[school].id,
    }
}

/// Weekday (0 is Monday), opening and closing in minutes after midnight.
fn opening_hours(hours: Hours) -> Vec<(i32, i32, i32)> {
    let weekdays = |days: std::ops::Range<i32>, opens: i32, closes: i32| {
        days.map(move |day| (day, opens, closes))
            .collect::<Vec<_>>()
    };
    match hours {
        Office => weekdays(0..5, 8 * 60, 18 * 60),
        Short => [
            weekdays(0..4, 9 * 60, 16 * 60 + 30),
            weekdays(4..5, 9 * 60, 13 * 60),
        ]
        .concat(),
        SixDays => [
            weekdays(0..5, 8 * 60 + 30, 20 * 60),
            weekdays(5..6, 9 * 60, 12 * 60),
        ]
        .concat(),
    }
}

fn room(name: &str, sort: Sort) -> NewRoom {
    let (capacity, breakout_rooms, pounds, features): (i32, i32, i32, &[AccessFeature]) = match sort
    {
        Hall => (
            16,
            3,
            140,
            &[
                StepFree,
                HearingLoop,
                Parking,
                ChangingPlace,
                Childcare,
                NoSchoolBuilding,
            ],
        ),
        Library => (12, 2, 90, &[StepFree, HearingLoop, Quiet]),
        Lounge => (10, 2, 70, &[StepFree, Quiet, Parking]),
        Parlour => (7, 1, 40, &[StepFree]),
        Attic => (8, 2, 25, &[Quiet]),
        Studio => (14, 2, 30, &[StepFree]),
        Staff => (12, 2, 0, &[StepFree]),
    };
    NewRoom {
        name: name.to_owned(),
        capacity,
        breakout_rooms,
        is_private: sort != Studio,
        is_staff_room: sort == Staff,
        cost_pence: pounds * 100,
        features: features.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_twenty_venues_with_forty_five_rooms_in_real_districts() {
        assert_eq!(SITES.iter().map(|site| site.rooms.len()).sum::<usize>(), 45);
        for site in &SITES {
            assert!(
                crate::geography::centre(site.outcode).is_some(),
                "{}",
                site.outcode
            );
        }
    }
}
