//! Venues and rooms.

use async_graphql::connection::{Connection, Edge, EmptyFields};
use async_graphql::{Context, ID, Object, Result, SimpleObject};
use entities::{room, room_feature, venue};

use super::ahead;
use super::enums::AccessFeature;
use super::error::bad_input;
use super::id::{self, Kind};
use super::loaders::{FeaturesOf, HoursOf, Loaders, RoomsOf, VenueBy};
use super::page::{self, Window};
use crate::app::App;
use crate::auth::Actor;
use crate::domain;
use crate::domain::Failure;
use crate::domain::venue::Near;

/// A place with rooms.
pub struct Venue(pub(super) venue::Model);

/// A place with rooms.
#[Object]
impl Venue {
    /// Names the venue; clients must not look inside.
    pub(super) async fn id(&self) -> ID {
        id::encode(Kind::Venue, self.0.id.0)
    }

    /// What people call it.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Its outward postcode, such as S1.
    async fn outcode(&self) -> &str {
        &self.0.outcode
    }

    /// Neither a local authority's premises nor a school.
    async fn is_neutral_ground(&self) -> bool {
        !self.0.is_la_premises && !self.0.is_school
    }

    /// Its rooms, by name.
    async fn rooms(&self, ctx: &Context<'_>) -> Result<Vec<Room>> {
        let rows = ctx.data::<Loaders>()?.load_one(RoomsOf(self.0.id)).await?;
        Ok(rows.unwrap_or_default().into_iter().map(Room).collect())
    }

    /// When it is open, by weekday.
    async fn opening_hours(&self, ctx: &Context<'_>) -> Result<Vec<OpeningHours>> {
        let rows = ctx.data::<Loaders>()?.load_one(HoursOf(self.0.id)).await?;
        Ok(rows
            .unwrap_or_default()
            .into_iter()
            .map(|row| OpeningHours {
                weekday: row.weekday + 1,
                opens_min: row.opens_min,
                closes_min: row.closes_min,
            })
            .collect())
    }
}

/// When a venue is open on one day of the week.
#[derive(SimpleObject)]
pub struct OpeningHours {
    /// 1 is Monday, 7 is Sunday.
    weekday: i32,
    /// Minutes after midnight in England.
    opens_min: i32,
    /// Minutes after midnight in England.
    closes_min: i32,
}

/// A room, together with the small rooms that are let with it.
pub struct Room(pub(super) room::Model);

/// A room, together with the small rooms that are let with it.
#[Object]
impl Room {
    /// Names the room; clients must not look inside.
    pub(super) async fn id(&self) -> ID {
        id::encode(Kind::Room, self.0.id.0)
    }

    /// What people call it.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Seats in the main room.
    async fn capacity(&self) -> i32 {
        self.0.capacity
    }

    /// Private rooms let with it.
    async fn breakout_rooms(&self) -> i32 {
        self.0.breakout_rooms
    }

    /// What it costs for a meeting, in pence.
    async fn cost_pence(&self) -> i32 {
        self.0.cost_pence
    }

    /// What it offers.
    async fn features(&self, ctx: &Context<'_>) -> Result<Vec<AccessFeature>> {
        let rows = ctx
            .data::<Loaders>()?
            .load_one(FeaturesOf(self.0.id))
            .await?;
        let features = rows.unwrap_or_default().into_iter();
        Ok(features
            .map(|row: room_feature::Model| row.feature.into())
            .collect())
    }

    /// The venue it is in.
    async fn venue(&self, ctx: &Context<'_>) -> Option<Result<Venue>> {
        let found = async {
            Ok(ctx
                .data::<Loaders>()?
                .load_one(VenueBy(self.0.venue_id))
                .await?
                .map(Venue))
        };
        found.await.transpose()
    }
}

/// How far a venue is from where the viewer asked.
#[derive(SimpleObject)]
pub struct VenueDistance {
    /// Kilometres as the crow flies, between the middles of the postcode districts; null when the
    /// viewer did not say from where.
    distance_km: Option<f64>,
}

/// Queries about venues.
#[derive(Default)]
pub struct VenueQueries;

/// Queries about venues.
#[Object]
impl VenueQueries {
    /// The venues, nearest first when asked from an outward postcode, else by name. Empty for those
    /// who arrange no meetings.
    #[graphql(
        complexity = "first.or(last).unwrap_or(page::DEFAULT).max(1) as usize * child_complexity"
    )]
    async fn venues(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "An outward postcode, such as S1.")] near: Option<String>,
        #[graphql(desc = "At most so many from the front, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the back, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Connection<String, Venue, EmptyFields, VenueDistance>> {
        let page = Window {
            first,
            after,
            last,
            before,
        }
        .read(|text| Some(text.to_owned()))?;
        let found =
            domain::venue::near(ctx.data::<App>()?, ctx.data::<Actor>()?, near.as_deref()).await;
        let found = match found {
            Ok(found) => found,
            Err(Failure::Refused(refusal)) => return Err(bad_input(&refusal.to_string())),
            Err(Failure::Broken(error)) => return Err(error.into()),
        };
        let key = |near: &Near| near.venue.id.to_string();
        let (items, more_before, more_after) = page::cut(&page, found, key)?;
        ahead::of_venues(ctx, items.iter().map(|near| &near.venue)).await?;
        let mut connection = Connection::new(more_before, more_after);
        connection.edges.extend(items.into_iter().map(|near| {
            let distance = VenueDistance {
                distance_km: near.distance_km,
            };
            Edge::with_additional_fields(page::seal(&key(&near)), Venue(near.venue), distance)
        }));
        Ok(connection)
    }
}
