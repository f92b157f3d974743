//! The audit log in the database.

use entities::{audit_event, audit_head};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

/// The end of the chain, held until the transaction ends.
pub(super) async fn head(tx: &DatabaseTransaction) -> Result<audit_head::Model, DbErr> {
    let found = audit_head::Entity::find_by_id(1).lock_exclusive();
    found.one(tx).await?.ok_or_else(missing)
}

/// The end of the chain, as this transaction sees it.
pub(super) async fn head_unlocked(tx: &DatabaseTransaction) -> Result<audit_head::Model, DbErr> {
    let found = audit_head::Entity::find_by_id(1);
    found.one(tx).await?.ok_or_else(missing)
}

fn missing() -> DbErr {
    DbErr::RecordNotFound("the audit log has no end".to_owned())
}

/// Adds an event, which is the end of the chain from then on.
pub(super) async fn append(
    tx: &DatabaseTransaction,
    event: audit_event::Model,
) -> Result<(), DbErr> {
    append_all(tx, vec![event]).await
}

/// Adds events that follow one another.
pub(super) async fn append_all(
    tx: &DatabaseTransaction,
    events: Vec<audit_event::Model>,
) -> Result<(), DbErr> {
    let Some(event) = events.last() else {
        return Ok(());
    };
    let head = audit_head::ActiveModel {
        id: Set(1),
        sequence: Set(event.sequence),
        hash: Set(event.hash.clone()),
    };
    let rows = events.into_iter().map(IntoActiveModel::into_active_model);
    audit_event::Entity::insert_many(rows)
        .exec_without_returning(tx)
        .await?;
    head.update(tx).await.map(|_| ())
}

/// Some events after a position, in order.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    after: i64,
    count: u64,
) -> Result<Vec<audit_event::Model>, DbErr> {
    audit_event::Entity::find()
        .filter(audit_event::Column::Sequence.gt(after))
        .order_by_asc(audit_event::Column::Sequence)
        .limit(count)
        .all(db)
        .await
}
