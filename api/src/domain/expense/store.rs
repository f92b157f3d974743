//! Claims for expenses in the database.

use entities::{
    CaseId, ExpenseClaimId, OrganisationId, PersonId, expense_claim, expense_item, expense_terms,
};
use sea_orm::sea_query::{LockType, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

/// What a body asks of a service's families before it pays.
pub(super) async fn terms(
    tx: &DatabaseTransaction,
    provider: OrganisationId,
    body: OrganisationId,
) -> Result<Option<expense_terms::Model>, DbErr> {
    expense_terms::Entity::find_by_id((provider, body))
        .one(tx)
        .await
}

/// Writes what a body asks, in the place of what it asked before.
pub(super) async fn put_terms(
    tx: &DatabaseTransaction,
    row: expense_terms::Model,
) -> Result<(), DbErr> {
    use expense_terms::Column;
    let mut anew = OnConflict::columns([Column::ProviderId, Column::BodyId]);
    anew.update_columns([
        Column::NeedsPriorAgreement,
        Column::NeedsEvidence,
        Column::RecordedAt,
        Column::RecordedBy,
    ]);
    expense_terms::Entity::insert(row.into_active_model())
        .on_conflict(anew)
        .exec_without_returning(tx)
        .await
        .map(|_| ())
}

/// One claim.
pub(super) async fn claim(
    db: &impl ConnectionTrait,
    id: ExpenseClaimId,
) -> Result<Option<expense_claim::Model>, DbErr> {
    expense_claim::Entity::find_by_id(id).one(db).await
}

/// The claims of some cases, the first first.
pub(crate) async fn claims_of(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<expense_claim::Model>, DbErr> {
    expense_claim::Entity::find()
        .filter(expense_claim::Column::CaseId.is_in(ids.iter().copied()))
        .order_by_asc(expense_claim::Column::ClaimedAt)
        .order_by_asc(expense_claim::Column::Id)
        .all(db)
        .await
}

/// The items of some claims, in order.
pub(crate) async fn items_of(
    db: &impl ConnectionTrait,
    ids: &[ExpenseClaimId],
) -> Result<Vec<expense_item::Model>, DbErr> {
    expense_item::Entity::find()
        .filter(expense_item::Column::ClaimId.is_in(ids.iter().copied()))
        .order_by_asc(expense_item::Column::ClaimId)
        .order_by_asc(expense_item::Column::Position)
        .all(db)
        .await
}

/// What somebody has been allowed for earnings lost to a mediation, in pence, claims that were refused
/// aside.
pub(super) async fn earnings_before(
    tx: &DatabaseTransaction,
    id: CaseId,
    claimant: PersonId,
) -> Result<u32, DbErr> {
    let claims = expense_claim::Entity::find()
        .filter(expense_claim::Column::CaseId.eq(id))
        .filter(expense_claim::Column::ClaimantId.eq(claimant))
        .filter(expense_claim::Column::State.ne(expense_claim::State::Refused))
        .lock(LockType::NoKeyUpdate)
        .all(tx)
        .await?;
    let ids: Vec<ExpenseClaimId> = claims.iter().map(|claim| claim.id).collect();
    let items = items_of(tx, &ids).await?;
    let lost = items
        .iter()
        .filter(|item| item.kind == expense_item::Kind::LossOfEarnings);
    Ok(lost
        .filter_map(|item| u32::try_from(item.allowed_pence).ok())
        .sum())
}

/// Writes a claim as it now is.
pub(super) async fn update_claim(
    tx: &DatabaseTransaction,
    row: expense_claim::Model,
) -> Result<(), DbErr> {
    let row = row.into_active_model().reset_all();
    row.update(tx).await.map(|_| ())
}
