//! Venues and their rooms.

mod store;

use entities::{
    AccessFeature, OrganisationId, RoomId, VenueId, opening_hours, room, room_feature, venue,
};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, DbErr, EntityTrait, TransactionTrait};

use crate::app::App;
use crate::auth::{Actor, may_see_directory};
use crate::domain::{Failure, Refusal, path};
use crate::geography;

pub(crate) use store::{by_ids, features_of, opening_hours_of, rooms_by_ids, rooms_of};

/// A venue and how far it is from where one asked, in kilometres as the crow flies.
#[derive(Clone, Debug)]
pub struct Near {
    /// The venue.
    pub venue: venue::Model,
    /// How far; `None` when nobody asked from where.
    pub distance_km: Option<f64>,
}

/// Why a list of venues is not given.
#[derive(Debug, thiserror::Error)]
pub enum NearRefused {
    /// The postcode district is none.
    #[error("{0} is not a postcode district in England. Maybe give only its first half, like S1")]
    UnknownOutcode(String),
}

impl Refusal for NearRefused {
    fn field(&self) -> Vec<String> {
        path(&["near"])
    }

    fn code(&self) -> &'static str {
        match self {
            Self::UnknownOutcode(_) => "UNKNOWN_OUTCODE",
        }
    }
}

/// The venues, nearest first when asked from a postcode district, else by name.
///
/// # Errors
///
/// [`NearRefused`], or the database fails.
pub async fn near(
    app: &App,
    actor: &Actor,
    outcode: Option<&str>,
) -> Result<Vec<Near>, Failure<NearRefused>> {
    let from = match outcode {
        None => None,
        Some(text) => {
            let known = geography::outcode(text).and_then(geography::centre);
            let shown = || text.chars().take(12).collect();
            Some(known.ok_or_else(|| NearRefused::UnknownOutcode(shown()))?)
        }
    };
    if !may_list(actor) {
        return Ok(Vec::new());
    }
    let distance = |venue: &venue::Model| {
        Some(geography::distance_km(
            from?,
            geography::centre(&venue.outcode)?,
        ))
    };
    let mut found: Vec<Near> = store::all(&app.db)
        .await?
        .into_iter()
        .map(|venue| Near {
            distance_km: distance(&venue),
            venue,
        })
        .collect();
    found.sort_by(|one, other| {
        let far = |near: &Near| near.distance_km.unwrap_or(f64::MAX);
        (far(one).total_cmp(&far(other)))
            .then_with(|| one.venue.name.cmp(&other.venue.name))
            .then_with(|| one.venue.id.cmp(&other.venue.id))
    });
    Ok(found)
}

/// One venue; `None` for those who may not see the list.
///
/// # Errors
///
/// The database fails.
pub async fn see(app: &App, actor: &Actor, id: VenueId) -> Result<Option<venue::Model>, DbErr> {
    if may_list(actor) {
        Ok(store::by_ids(&app.db, &[id]).await?.pop())
    } else {
        Ok(None)
    }
}

/// One room; `None` for those who may not see the list of venues.
///
/// # Errors
///
/// The database fails.
pub async fn see_room(app: &App, actor: &Actor, id: RoomId) -> Result<Option<room::Model>, DbErr> {
    if may_list(actor) {
        Ok(store::rooms_by_ids(&app.db, &[id]).await?.pop())
    } else {
        Ok(None)
    }
}

fn may_list(actor: &Actor) -> bool {
    actor
        .somebody()
        .is_some_and(|who| who.roles.iter().any(|role| may_see_directory(role.kind)))
}

/// A venue to open.
#[derive(Clone, Debug)]
pub struct NewVenue {
    /// Whose it is.
    pub owner: OrganisationId,
    /// What people call it.
    pub name: String,
    /// Its postcode district.
    pub outcode: String,
    /// Belongs to a local authority.
    pub is_la_premises: bool,
    /// Is a school.
    pub is_school: bool,
    /// Weekday (0 is Monday), and minutes after midnight at which it opens and closes.
    pub opening_hours: Vec<(i32, i32, i32)>,
    /// Its rooms.
    pub rooms: Vec<NewRoom>,
}

/// A room of a venue to open.
#[derive(Clone, Debug)]
pub struct NewRoom {
    /// What people call it.
    pub name: String,
    /// Seats.
    pub capacity: i32,
    /// Private rooms let with it.
    pub breakout_rooms: i32,
    /// Free of interruptions.
    pub is_private: bool,
    /// A staff room.
    pub is_staff_room: bool,
    /// What it costs for a meeting.
    pub cost_pence: i32,
    /// What it offers.
    pub features: Vec<AccessFeature>,
}

/// Why a venue is not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenRefused {
    /// There is nowhere to meet.
    #[error("{0} has no rooms. Maybe add the rooms that can be booked")]
    NoRooms(String),
    /// The postcode district is none.
    #[error("{0} is not a postcode district in England")]
    UnknownOutcode(String),
}

impl Refusal for OpenRefused {
    fn field(&self) -> Vec<String> {
        match self {
            Self::NoRooms(_) => path(&["rooms"]),
            Self::UnknownOutcode(_) => path(&["outcode"]),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NoRooms(_) => "VENUE_WITHOUT_ROOMS",
            Self::UnknownOutcode(_) => "UNKNOWN_OUTCODE",
        }
    }
}

/// Opens a venue with its rooms. For set-up: no API reaches it.
///
/// # Errors
///
/// [`OpenRefused`], or the database fails.
pub async fn open(app: &App, new: NewVenue) -> Result<VenueId, Failure<OpenRefused>> {
    if new.rooms.is_empty() {
        return Err(OpenRefused::NoRooms(new.name).into());
    }
    if geography::centre(&new.outcode).is_none() {
        return Err(OpenRefused::UnknownOutcode(new.outcode).into());
    }
    let id = VenueId(app.ids.next());
    let tx = app.db.begin().await?;
    let row = venue::ActiveModel {
        id: Set(id),
        organisation_id: Set(new.owner),
        name: Set(new.name),
        outcode: Set(new.outcode),
        address: Set(None),
        is_la_premises: Set(new.is_la_premises),
        is_school: Set(new.is_school),
        inspected_on: Set(Some(app.today())),
    };
    row.insert(&tx).await?;
    let hours: Vec<_> = new
        .opening_hours
        .into_iter()
        .map(
            |(weekday, opens_min, closes_min)| opening_hours::ActiveModel {
                venue_id: Set(id),
                weekday: Set(weekday),
                opens_min: Set(opens_min),
                closes_min: Set(closes_min),
            },
        )
        .collect();
    if !hours.is_empty() {
        opening_hours::Entity::insert_many(hours).exec(&tx).await?;
    }
    for room in new.rooms {
        add_room(app, &tx, id, room).await?;
    }
    tx.commit().await?;
    Ok(id)
}

async fn add_room(
    app: &App,
    tx: &sea_orm::DatabaseTransaction,
    venue: VenueId,
    new: NewRoom,
) -> Result<(), DbErr> {
    let id = RoomId(app.ids.next());
    let row = room::ActiveModel {
        id: Set(id),
        venue_id: Set(venue),
        name: Set(new.name),
        capacity: Set(new.capacity),
        breakout_rooms: Set(new.breakout_rooms),
        is_private: Set(new.is_private),
        is_staff_room: Set(new.is_staff_room),
        cost_pence: Set(new.cost_pence),
    };
    row.insert(tx).await?;
    let features: Vec<_> = new
        .features
        .into_iter()
        .map(|feature| room_feature::ActiveModel {
            room_id: Set(id),
            feature: Set(feature),
        })
        .collect();
    if !features.is_empty() {
        room_feature::Entity::insert_many(features).exec(tx).await?;
    }
    Ok(())
}
