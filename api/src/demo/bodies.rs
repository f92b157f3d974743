//! The bodies of the region: authorities, boards, schools, services, and who pays for what.

use anyhow::Result;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use entities::{OrganisationId, calendar_day, case, organisation};

use super::filling::Filling;
use crate::domain::contract::{self, NewContract};
use crate::domain::organisation::NewOrganisation;
use crate::law::Calendar;

/// The local authorities: name, postcode district, and which board is responsible there.
const AUTHORITIES: [(&str, &str, usize); 3] = [
    ("Wendleshire County Council", "S1", 0),
    ("Brackenmoor County Council", "S40", 1),
    ("Hallowmere City Council", "NG18", 1),
];

/// The integrated care boards.
const BOARDS: [(&str, &str); 2] = [
    ("Wendle Valley Integrated Care Board", "S9"),
    ("Moor and Mere Integrated Care Board", "DE55"),
];

/// The schools: name, postcode district, authority.
const SCHOOLS: [(&str, &str, usize); 9] = [
    ("Kestrel Bank Primary School, Wendle", "S8", 0),
    ("Heronsgate Academy, Wendle", "S6", 0),
    ("Rushy Meadow School, Nether Wendle", "S60", 0),
    ("Gorse Hill Infants, Brackenmoor", "S41", 1),
    ("Curlew Ridge School, Brackenmoor", "S44", 1),
    ("Peatcutters' High School, Brackenmoor", "DE4", 1),
    ("Lapwing Lane Primary School, Hallowmere", "NG19", 2),
    ("Mereside Community School, Hallowmere", "NG17", 2),
    ("Osier Beds School, Hallowmere", "S80", 2),
];

/// Days ahead for which the schools have told when they close: as far as dates are looked for.
const HOLIDAYS_KNOWN: u64 = 70;

/// Every kind of case.
pub(super) const KINDS: [case::Kind; 12] = [
    case::Kind::Mia,
    case::Kind::MedE,
    case::Kind::MedX,
    case::Kind::MedH,
    case::Kind::DrF,
    case::Kind::DrP,
    case::Kind::DrH,
    case::Kind::DrA,
    case::Kind::DrC,
    case::Kind::FacAr,
    case::Kind::FacTac,
    case::Kind::FacDp,
];

/// A local authority.
#[derive(Clone, Copy)]
pub(super) struct Authority {
    /// The body.
    pub(super) id: OrganisationId,
    /// The board responsible there, by position.
    pub(super) board: usize,
}

/// A school.
pub(super) struct School {
    /// The body.
    pub(super) id: OrganisationId,
    /// Its authority, by position.
    pub(super) la: usize,
    /// The days on which it is closed.
    pub(super) closed: Vec<NaiveDate>,
}

/// The bodies.
pub(super) struct Bodies {
    /// The mediation service.
    pub(super) provider: OrganisationId,
    /// The local authorities.
    pub(super) las: Vec<Authority>,
    /// The integrated care boards.
    pub(super) boards: Vec<OrganisationId>,
    /// The schools.
    pub(super) schools: Vec<School>,
    /// The information, advice and support service.
    pub(super) advice: OrganisationId,
    /// The interpreters' agency.
    pub(super) agency: OrganisationId,
    /// Who lets rooms.
    pub(super) landlord: OrganisationId,
}

/// How many steps [`register`] tells of.
pub(super) const STEPS: usize = AUTHORITIES.len() + BOARDS.len() + SCHOOLS.len() + 4;

/// Registers the bodies, their holidays and their contracts.
pub(super) async fn register(filling: &mut Filling<'_>) -> Result<Bodies> {
    use organisation::Kind;
    let provider = body(filling, Kind::Provider, "Wendle and Mere Mediation", "S1").await?;
    let advice = body(
        filling,
        Kind::Sendiass,
        "Wendle and Mere Family Advice",
        "S2",
    )
    .await?;
    let agency = body(
        filling,
        Kind::InterpreterAgency,
        "Many Tongues of Wendle",
        "S3",
    )
    .await?;
    let landlord = body(
        filling,
        Kind::VenueOwner,
        "Three Counties Halls Trust",
        "S10",
    )
    .await?;
    let mut boards = Vec::new();
    for (name, outcode) in BOARDS {
        boards.push(body(filling, Kind::Icb, name, outcode).await?);
    }
    let mut las = Vec::new();
    for (name, outcode, board) in AUTHORITIES {
        las.push(Authority {
            id: body(filling, Kind::La, name, outcode).await?,
            board,
        });
    }
    let mut schools = Vec::new();
    for (name, outcode, la) in SCHOOLS {
        let id = body(filling, Kind::School, name, outcode).await?;
        let closed = close(filling, id).await?;
        schools.push(School { id, la, closed });
    }
    let bodies = Bodies {
        provider,
        las,
        boards,
        schools,
        advice,
        agency,
        landlord,
    };
    sign_contracts(filling, &bodies).await?;
    Ok(bodies)
}

async fn body(
    filling: &mut Filling<'_>,
    kind: organisation::Kind,
    name: &str,
    outcode: &str,
) -> Result<OrganisationId> {
    let new = NewOrganisation {
        kind,
        name: name.to_owned(),
        code: None,
        outcode: Some(outcode.to_owned()),
    };
    let id = crate::domain::organisation::register(filling.app, new).await?;
    filling.step();
    Ok(id)
}

/// Tells when a school is closed: its holidays, and one day of training.
async fn close(filling: &Filling<'_>, school: OrganisationId) -> Result<Vec<NaiveDate>> {
    let all = (0..HOLIDAYS_KNOWN).map(|ahead| filling.today + Days::new(ahead));
    let weekdays = all.filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
    let (holidays, term): (Vec<NaiveDate>, Vec<NaiveDate>) =
        weekdays.partition(|&day| is_school_holiday(day));
    if !holidays.is_empty() {
        let kind = calendar_day::Kind::SchoolHoliday;
        let days = holidays.iter().copied();
        crate::domain::organisation::close_on(filling.app, school, kind, "School holiday", days)
            .await?;
    }
    let training = term
        .iter()
        .copied()
        .filter(|day| day.weekday() == Weekday::Fri)
        .nth(2);
    if let Some(day) = training {
        let kind = calendar_day::Kind::Inset;
        crate::domain::organisation::close_on(filling.app, school, kind, "Staff training", [day])
            .await?;
    }
    Ok(holidays.into_iter().chain(training).collect())
}

/// Whether schools are usually closed on a weekday: Christmas, Easter, summer and three half-terms.
fn is_school_holiday(day: NaiveDate) -> bool {
    let monday = day - Days::new(u64::from(day.weekday().num_days_from_monday()));
    let is_half_term = matches!(
        (monday.month(), monday.day()),
        (2, 12..=18) | (5, 24..=30) | (10, 22..=28)
    );
    let is_long_break = matches!(
        (day.month(), day.day()),
        (12, 21..) | (1, ..=3) | (7, 22..) | (8, _)
    );
    let is_easter = Calendar::england()
        .filter(|(_, name)| *name == "Good Friday")
        .any(|(friday, _)| (0..14).contains(&(day - friday).num_days()));
    is_half_term || is_long_break || is_easter
}

/// Authorities pay for everything but health; boards pay for health.
async fn sign_contracts(filling: &Filling<'_>, bodies: &Bodies) -> Result<()> {
    let is_health =
        |kind: &case::Kind| matches!(kind, case::Kind::MedH | case::Kind::DrH | case::Kind::DrC);
    let (health, other): (Vec<_>, Vec<_>) = KINDS.into_iter().partition(is_health);
    let las = bodies.las.iter().map(|la| (la.id, &other));
    let boards = bodies.boards.iter().map(|&board| (board, &health));
    for (commissioner, kinds) in las.chain(boards) {
        // Financial years: from the April before last year's to the March after next year's.
        let april = |year| NaiveDate::from_ymd_opt(year, 4, 1).expect("1 April exists every year");
        let new = NewContract {
            commissioner,
            provider: bodies.provider,
            from_on: april(filling.today.year() - 2),
            to_on: april(filling.today.year() + 2) - Days::new(1),
            volume_cap: None,
            kinds: kinds.clone(),
        };
        contract::sign(filling.app, new).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schools_close_when_schools_do() {
        for (day, expected) in [
            ("2026-02-17", true),
            ("2026-03-02", false),
            ("2026-04-07", true),
            ("2026-04-20", false),
            ("2026-05-27", true),
            ("2026-08-12", true),
            ("2026-10-28", true),
            ("2026-11-24", false),
            ("2026-12-23", true),
        ] {
            assert_eq!(is_school_holiday(day.parse().unwrap()), expected, "{day}");
        }
    }
}
