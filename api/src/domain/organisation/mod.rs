//! Bodies: authorities, ICBs, schools, providers, venue owners.

use entities::{OrganisationId, calendar_day, organisation};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, DbErr, EntityTrait};

use crate::app::App;

mod store;

pub(crate) use store::by_ids;

/// A body to register.
#[derive(Clone, Debug)]
pub struct NewOrganisation {
    /// What it is.
    pub kind: organisation::Kind,
    /// What people call it.
    pub name: String,
    /// ONS, URN or ODS code.
    pub code: Option<String>,
    /// Postcode district.
    pub outcode: Option<String>,
}

/// Registers a body. For set-up: no API reaches it.
///
/// # Errors
///
/// The database fails.
pub async fn register(app: &App, new: NewOrganisation) -> Result<OrganisationId, DbErr> {
    let id = OrganisationId(app.ids.next());
    let row = organisation::ActiveModel {
        id: Set(id),
        kind: Set(new.kind),
        name: Set(new.name),
        code: Set(new.code),
        outcode: Set(new.outcode),
    };
    row.insert(&app.db).await?;
    Ok(id)
}

/// Records the days on which a body is closed; those recorded before stay.
///
/// # Errors
///
/// The database fails, or a day is recorded already.
pub async fn close_on(
    app: &App,
    id: OrganisationId,
    kind: calendar_day::Kind,
    name: &str,
    days: impl IntoIterator<Item = chrono::NaiveDate>,
) -> Result<(), DbErr> {
    let rows = days.into_iter().map(|day| calendar_day::ActiveModel {
        id: Set(entities::CalendarDayId(app.ids.next())),
        organisation_id: Set(Some(id)),
        day_on: Set(day),
        kind: Set(kind),
        name: Set(name.to_owned()),
    });
    calendar_day::Entity::insert_many(rows.collect::<Vec<_>>())
        .exec(&app.db)
        .await?;
    Ok(())
}
