//! Queries about agreements.

use entities::{
    AgreementId, CaseId, agreement, agreement_action, agreement_copy, agreement_decision,
    agreement_edition, agreement_signatory,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    IntoActiveModel, QueryFilter, QueryOrder,
};

/// The agreements of some cases.
pub(crate) async fn of_cases(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<agreement::Model>, DbErr> {
    agreement::Entity::find()
        .filter(agreement::Column::CaseId.is_in(ids.iter().copied()))
        .all(db)
        .await
}

/// The editions of some agreements, the first first.
pub(crate) async fn editions_of(
    db: &impl ConnectionTrait,
    ids: &[AgreementId],
) -> Result<Vec<agreement_edition::Model>, DbErr> {
    use agreement_edition::{Column, Entity};
    Entity::find()
        .filter(Column::AgreementId.is_in(ids.iter().copied()))
        .order_by_asc(Column::AgreementId)
        .order_by_asc(Column::Edition)
        .all(db)
        .await
}

/// The decisions of some agreements, in their order, those of every edition.
pub(crate) async fn decisions_of(
    db: &impl ConnectionTrait,
    ids: &[AgreementId],
) -> Result<Vec<agreement_decision::Model>, DbErr> {
    use agreement_decision::{Column, Entity};
    Entity::find()
        .filter(Column::AgreementId.is_in(ids.iter().copied()))
        .order_by_asc(Column::AgreementId)
        .order_by_asc(Column::Position)
        .order_by_asc(Column::FromEdition)
        .all(db)
        .await
}

/// The actions of some agreements, in their order, those of every edition.
pub(crate) async fn actions_of(
    db: &impl ConnectionTrait,
    ids: &[AgreementId],
) -> Result<Vec<agreement_action::Model>, DbErr> {
    use agreement_action::{Column, Entity};
    Entity::find()
        .filter(Column::AgreementId.is_in(ids.iter().copied()))
        .order_by_asc(Column::AgreementId)
        .order_by_asc(Column::Position)
        .order_by_asc(Column::FromEdition)
        .all(db)
        .await
}

/// Those who agree to some agreements, edition by edition.
pub(crate) async fn signatories_of(
    db: &impl ConnectionTrait,
    ids: &[AgreementId],
) -> Result<Vec<agreement_signatory::Model>, DbErr> {
    use agreement_signatory::{Column, Entity};
    Entity::find()
        .filter(Column::AgreementId.is_in(ids.iter().copied()))
        .order_by_asc(Column::AgreementId)
        .order_by_asc(Column::Edition)
        .order_by_asc(Column::PersonId)
        .all(db)
        .await
}

/// To whom some agreements were sent, edition by edition.
pub(crate) async fn copies_of(
    db: &impl ConnectionTrait,
    ids: &[AgreementId],
) -> Result<Vec<agreement_copy::Model>, DbErr> {
    use agreement_copy::{Column, Entity};
    Entity::find()
        .filter(Column::AgreementId.is_in(ids.iter().copied()))
        .order_by_asc(Column::AgreementId)
        .order_by_asc(Column::Edition)
        .order_by_asc(Column::PersonId)
        .all(db)
        .await
}

/// Writes an agreement as it now is.
pub(super) async fn update(tx: &DatabaseTransaction, row: agreement::Model) -> Result<(), DbErr> {
    let row = row.into_active_model().reset_all();
    row.update(tx).await.map(|_| ())
}

/// Writes a signature as it now is.
pub(super) async fn update_signatory(
    tx: &DatabaseTransaction,
    row: agreement_signatory::Model,
) -> Result<(), DbErr> {
    let row = row.into_active_model().reset_all();
    row.update(tx).await.map(|_| ())
}

/// Writes an edition as it now is.
pub(super) async fn update_edition(
    tx: &DatabaseTransaction,
    row: agreement_edition::Model,
) -> Result<(), DbErr> {
    let row = row.into_active_model().reset_all();
    row.update(tx).await.map(|_| ())
}

/// Writes an action as it now is.
pub(super) async fn update_action(
    tx: &DatabaseTransaction,
    row: agreement_action::Model,
) -> Result<(), DbErr> {
    let row = row.into_active_model().reset_all();
    row.update(tx).await.map(|_| ())
}

/// Takes away a draft, with all that is in it.
pub(super) async fn delete_draft(tx: &DatabaseTransaction, id: AgreementId) -> Result<(), DbErr> {
    // Actions name decisions, so they go first.
    agreement_action::Entity::delete_many()
        .filter(agreement_action::Column::AgreementId.eq(id))
        .exec(tx)
        .await?;
    agreement::Entity::delete_by_id(id)
        .exec(tx)
        .await
        .map(|_| ())
}
