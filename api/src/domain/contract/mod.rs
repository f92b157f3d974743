//! Contracts: which work is paid for, and how much of it is used.

mod rules;
mod store;

use chrono::NaiveDate;
use entities::{ContractId, OrganisationId, case, contract, contract_kind};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, DbErr, EntityTrait, TransactionTrait};

use crate::app::{App, day_of};
use crate::auth::{Actor, may_see_contracts};
use crate::reach;

pub(crate) use rules::NotCovered;
pub use rules::Used;

/// The contracts in force on a day that the actor may read, each with the cases it has paid for: those
/// of the services the actor arranges for, and those of the bodies whose contracts the actor manages.
///
/// # Errors
///
/// The database fails.
pub async fn list(app: &App, actor: &Actor, on: NaiveDate) -> Result<Vec<Used>, DbErr> {
    let Some(somebody) = actor.somebody() else {
        return Ok(Vec::new());
    };
    let roles = somebody.roles.iter();
    let theirs: Vec<_> = roles
        .filter(|role| may_see_contracts(role.kind))
        .map(|role| role.organisation)
        .collect();
    let bought = store::in_force(&app.db, &theirs, on).await?;
    let providers = bought.iter().map(|(row, _)| row.provider_id);
    let providers: Vec<_> = providers.collect();
    // How many cases there are is told of, and none of them: whoever pays reaches none.
    let opened = reach::as_service(store::opened(&app.db, &providers)).await?;
    Ok(rules::used(bought, &opened, on))
}

/// How many cases a contract has paid for, as the actor is told: those who arrange meetings for its
/// service exactly, and whoever pays only once they are five or more.
#[must_use]
pub fn told(actor: &Actor, one: &Used) -> Option<u64> {
    let arranges = actor.somebody().is_some_and(|somebody| {
        let mut held = somebody.roles.iter();
        held.any(|role| role.organisation == one.row.provider_id && may_see_contracts(role.kind))
    });
    rules::told(one.cases, arranges)
}

/// Which contract of a provider pays for a case of that type that is opened now, of those with one of
/// these payers; why none does otherwise. Nobody else takes the last place meanwhile.
pub(crate) async fn covering(
    app: &App,
    tx: &DatabaseTransaction,
    provider: OrganisationId,
    payers: &[OrganisationId],
    kind: case::Kind,
) -> Result<Result<ContractId, NotCovered>, DbErr> {
    let on = day_of(app.now());
    let bought = store::locked(tx, provider, payers, on).await?;
    let opened = store::opened(tx, &[provider]).await?;
    let names = super::organisation::by_ids(tx, &[payers, &[provider]].concat()).await?;
    Ok(rules::choose(
        rules::used(bought, &opened, on),
        &names,
        kind,
        on,
    ))
}

/// Who pays for a case: each care board with a seat for health, the local authority for the rest.
pub(crate) fn payers(
    kind: case::Kind,
    la: OrganisationId,
    boards: Vec<OrganisationId>,
) -> Vec<OrganisationId> {
    match kind {
        case::Kind::MedH | case::Kind::DrH | case::Kind::DrC => boards,
        case::Kind::Mia
        | case::Kind::MedE
        | case::Kind::MedX
        | case::Kind::DrF
        | case::Kind::DrP
        | case::Kind::DrA
        | case::Kind::FacAr
        | case::Kind::FacTac
        | case::Kind::FacDp => vec![la],
    }
}

/// A contract to record.
#[derive(Clone, Debug)]
pub struct NewContract {
    /// Who pays.
    pub commissioner: OrganisationId,
    /// Who works.
    pub provider: OrganisationId,
    /// First day covered.
    pub from_on: NaiveDate,
    /// Last day covered.
    pub to_on: NaiveDate,
    /// Meetings paid for at most; `None` for no limit.
    pub volume_cap: Option<i32>,
    /// The case types covered.
    pub kinds: Vec<case::Kind>,
}

/// Records a contract. For set-up: no API reaches it.
///
/// # Errors
///
/// The database fails.
pub async fn sign(app: &App, new: NewContract) -> Result<ContractId, DbErr> {
    let id = ContractId(app.ids.next());
    let tx = app.db.begin().await?;
    let row = contract::ActiveModel {
        id: Set(id),
        commissioner_id: Set(new.commissioner),
        provider_id: Set(new.provider),
        from_on: Set(new.from_on),
        to_on: Set(new.to_on),
        volume_cap: Set(new.volume_cap),
    };
    row.insert(&tx).await?;
    let kinds = new.kinds.into_iter();
    let kinds = kinds.map(|kind| contract_kind::ActiveModel {
        contract_id: Set(id),
        kind: Set(kind),
    });
    contract_kind::Entity::insert_many(kinds.collect::<Vec<_>>())
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(id)
}
