//! What a person may need of a room, and what a room may offer.

use sea_orm::entity::prelude::*;

/// A feature of a place, asked for by people (`access_need`) and offered by rooms (`room_feature`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum AccessFeature {
    /// No step between the street and the room.
    StepFree,
    /// An induction loop for hearing aids.
    HearingLoop,
    /// Away from noise and bright light.
    Quiet,
    /// A Changing Places toilet: hoist, changing bench, space for two carers.
    ChangingPlace,
    /// Parking at the door.
    Parking,
    /// Not inside a school, for people whom schools distress.
    NoSchoolBuilding,
    /// A place to look after small children nearby.
    Childcare,
}
