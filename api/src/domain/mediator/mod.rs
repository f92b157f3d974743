//! Mediators: who may mediate what, and for whom.

mod store;

use chrono::NaiveDate;
use entities::{
    ConflictId, OrganisationId, PersonId, conflict_of_interest, mediator, mediator_accreditation,
    mediator_area, mediator_employer, role,
};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, DbErr, EntityTrait, TransactionTrait};

use crate::app::App;
use crate::auth::Actor;

pub(crate) use store::{accreditations_of, areas_of};

/// Which mediators.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those who speak or sign this language.
    pub language: Option<String>,
    /// Only those who work in this authority's area.
    pub area: Option<OrganisationId>,
}

/// The mediators of the services whose meetings the actor arranges, by id.
///
/// # Errors
///
/// The database fails.
pub async fn list(
    app: &App,
    actor: &Actor,
    filter: &Filter,
) -> Result<Vec<mediator::Model>, DbErr> {
    let providers = arranged_by(actor);
    if providers.is_empty() {
        return Ok(Vec::new());
    }
    store::list(&app.db, &providers, filter, app.today()).await
}

/// One mediator's profile, for those who see the list.
///
/// # Errors
///
/// The database fails.
pub async fn see(app: &App, actor: &Actor, id: PersonId) -> Result<Option<mediator::Model>, DbErr> {
    let listed = list(app, actor, &Filter::default()).await?;
    Ok(listed.into_iter().find(|row| row.person_id == id))
}

/// The services whose meetings somebody arranges.
fn arranged_by(actor: &Actor) -> Vec<OrganisationId> {
    let arranging = [role::Kind::ServiceManager, role::Kind::Coordinator];
    actor
        .somebody()
        .map(|somebody| somebody.organisations(&arranging))
        .unwrap_or_default()
}

/// A mediator's profile to record.
#[derive(Clone, Debug)]
pub struct NewMediator {
    /// Who.
    pub person: PersonId,
    /// The number on the register.
    pub register_no: Option<String>,
    /// What the mediator is accredited for.
    pub accredited_for: Vec<mediator_accreditation::Family>,
    /// The last day of the accreditation.
    pub accredited_until_on: NaiveDate,
    /// The last day of the insurance.
    pub insured_until_on: NaiveDate,
    /// The authorities in whose areas the mediator works; empty for all.
    pub areas: Vec<OrganisationId>,
    /// Who else employs the mediator.
    pub employers: Vec<OrganisationId>,
    /// Meetings a day at most.
    pub max_day: i32,
    /// Meetings a week at most.
    pub max_week: i32,
}

/// Records a mediator's profile. For set-up: no API reaches it.
///
/// # Errors
///
/// The database fails.
pub async fn register(app: &App, new: NewMediator) -> Result<(), DbErr> {
    let tx = app.db.begin().await?;
    let row = mediator::ActiveModel {
        person_id: Set(new.person),
        register_no: Set(new.register_no),
        register_body: Set(Some(mediator::RegisterBody::Cmc)),
        accredited_until_on: Set(new.accredited_until_on),
        insured_until_on: Set(new.insured_until_on),
        checked_until_on: Set(new.insured_until_on),
        max_day: Set(new.max_day),
        max_week: Set(new.max_week),
        min_gap_minutes: Set(60),
    };
    row.insert(&tx).await?;
    for family in new.accredited_for {
        let held = mediator_accreditation::ActiveModel {
            person_id: Set(new.person),
            family: Set(family),
        };
        mediator_accreditation::Entity::insert(held)
            .exec_without_returning(&tx)
            .await?;
    }
    for area in new.areas {
        let area = mediator_area::ActiveModel {
            person_id: Set(new.person),
            organisation_id: Set(area),
        };
        mediator_area::Entity::insert(area)
            .exec_without_returning(&tx)
            .await?;
    }
    for employer in new.employers {
        let employer = mediator_employer::ActiveModel {
            person_id: Set(new.person),
            organisation_id: Set(employer),
        };
        mediator_employer::Entity::insert(employer)
            .exec_without_returning(&tx)
            .await?;
    }
    tx.commit().await
}

/// With whom a mediator has a tie.
#[derive(Clone, Copy, Debug)]
pub enum Tie {
    /// A person.
    Person(PersonId),
    /// A body.
    Organisation(OrganisationId),
}

/// Records a conflict of interest. For set-up: no API reaches it.
///
/// # Errors
///
/// The database fails.
pub async fn declare_conflict(
    app: &App,
    mediator: PersonId,
    tie: Tie,
    reason: conflict_of_interest::Reason,
) -> Result<(), DbErr> {
    let (person, organisation) = match tie {
        Tie::Person(person) => (Some(person), None),
        Tie::Organisation(organisation) => (None, Some(organisation)),
    };
    let row = conflict_of_interest::ActiveModel {
        id: Set(ConflictId(app.ids.next())),
        mediator_id: Set(mediator),
        person_id: Set(person),
        organisation_id: Set(organisation),
        reason_code: Set(reason),
        declared_at: Set(app.now()),
    };
    row.insert(&app.db).await?;
    Ok(())
}
