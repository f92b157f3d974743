//! Contracts: which work is paid for.

use chrono::NaiveDate;
use entities::{ContractId, OrganisationId, case, contract, contract_kind};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, DbErr, EntityTrait, TransactionTrait};

use crate::app::App;

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
