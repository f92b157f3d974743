//! Queries about contracts, and about the cases they have paid for.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use entities::{
    CaseId, ContractId, OrganisationId, case, contract, contract_kind, participant, referral,
};
use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::rules::Opened;

/// A contract, and the types of case it is for.
type Bought = (contract::Model, Vec<case::Kind>);

/// The contracts in force on a day in which one of these bodies pays or works.
pub(super) async fn in_force(
    db: &impl ConnectionTrait,
    bodies: &[OrganisationId],
    on: NaiveDate,
) -> Result<Vec<Bought>, DbErr> {
    let theirs = Condition::any()
        .add(contract::Column::ProviderId.is_in(bodies.iter().copied()))
        .add(contract::Column::CommissionerId.is_in(bodies.iter().copied()));
    let rows = contract::Entity::find()
        .filter(theirs)
        .filter(contract::Column::FromOn.lte(on))
        .filter(contract::Column::ToOn.gte(on))
        .order_by_asc(contract::Column::FromOn)
        .order_by_asc(contract::Column::Id)
        .all(db)
        .await?;
    with_kinds(db, rows).await
}

/// The contracts of a provider with some payers that are in force on a day; nobody else counts their
/// cases until `tx` ends.
pub(super) async fn locked(
    tx: &DatabaseTransaction,
    provider: OrganisationId,
    payers: &[OrganisationId],
    on: NaiveDate,
) -> Result<Vec<Bought>, DbErr> {
    let rows = contract::Entity::find()
        .filter(contract::Column::ProviderId.eq(provider))
        .filter(contract::Column::CommissionerId.is_in(payers.iter().copied()))
        .filter(contract::Column::FromOn.lte(on))
        .filter(contract::Column::ToOn.gte(on))
        .order_by_asc(contract::Column::FromOn)
        .order_by_asc(contract::Column::Id)
        .lock_exclusive()
        .all(tx)
        .await?;
    with_kinds(tx, rows).await
}

async fn with_kinds(
    db: &impl ConnectionTrait,
    rows: Vec<contract::Model>,
) -> Result<Vec<Bought>, DbErr> {
    let covered = contract_kind::Entity::find()
        .filter(contract_kind::Column::ContractId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(contract_kind::Column::Kind)
        .all(db)
        .await?;
    let mut kinds: BTreeMap<ContractId, Vec<case::Kind>> = BTreeMap::new();
    for row in covered {
        kinds.entry(row.contract_id).or_default().push(row.kind);
    }
    let bought = rows.into_iter().map(|row| {
        let kinds = kinds.remove(&row.id).unwrap_or_default();
        (row, kinds)
    });
    Ok(bought.collect())
}

/// A case: who has it, for whom, of which type, since when.
type Row = (
    CaseId,
    OrganisationId,
    OrganisationId,
    case::Kind,
    DateTime<Utc>,
);

/// The cases of some providers, without referrals that have not been taken on.
pub(super) async fn opened(
    db: &impl ConnectionTrait,
    providers: &[OrganisationId],
) -> Result<Vec<Opened>, DbErr> {
    let waiting = Query::select()
        .column(referral::Column::CaseId)
        .from(referral::Entity)
        .and_where(referral::Column::AcceptedAt.is_null())
        .to_owned();
    let rows: Vec<Row> = case::Entity::find()
        .select_only()
        .column(case::Column::Id)
        .column(case::Column::ProviderId)
        .column(case::Column::LaId)
        .column(case::Column::Kind)
        .column(case::Column::OpenedAt)
        .filter(case::Column::ProviderId.is_in(providers.iter().copied()))
        .filter(case::Column::Id.not_in_subquery(waiting))
        .into_tuple()
        .all(db)
        .await?;
    let of_providers = Query::select()
        .column(case::Column::Id)
        .from(case::Entity)
        .and_where(case::Column::ProviderId.is_in(providers.iter().copied()))
        .to_owned();
    let boards: Vec<(CaseId, Option<OrganisationId>)> = participant::Entity::find()
        .select_only()
        .column(participant::Column::CaseId)
        .column(participant::Column::OrganisationId)
        .filter(participant::Column::Role.eq(participant::Role::Health))
        .filter(participant::Column::CaseId.in_subquery(of_providers))
        .into_tuple()
        .all(db)
        .await?;
    let mut health: BTreeMap<CaseId, Vec<OrganisationId>> = BTreeMap::new();
    for (case, board) in boards {
        health.entry(case).or_default().extend(board);
    }
    let opened = rows.into_iter().map(|(id, provider, la, kind, at)| {
        let boards = health.remove(&id).unwrap_or_default();
        Opened {
            provider,
            kind,
            at,
            payers: super::payers(kind, la, boards),
        }
    });
    Ok(opened.collect())
}
