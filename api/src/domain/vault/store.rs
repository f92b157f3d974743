//! The keys of confidential texts in the database.

use entities::{DataKeyId, data_key};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

/// The key of a case or a person.
pub(super) async fn key_for(
    db: &impl ConnectionTrait,
    (owner, id): (data_key::Owner, Uuid),
) -> Result<Option<data_key::Model>, DbErr> {
    data_key::Entity::find()
        .filter(data_key::Column::Owner.eq(owner))
        .filter(data_key::Column::OwnerId.eq(id))
        .one(db)
        .await
}

/// These keys, as far as they are there.
pub(super) async fn keys(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = DataKeyId>,
) -> Result<Vec<data_key::Model>, DbErr> {
    data_key::Entity::find()
        .filter(data_key::Column::Id.is_in(ids))
        .all(db)
        .await
}

/// Adds a key, unless its owner has one by now.
pub(super) async fn insert(tx: &impl ConnectionTrait, row: data_key::Model) -> Result<(), DbErr> {
    let mut unless = OnConflict::columns([data_key::Column::Owner, data_key::Column::OwnerId]);
    unless.do_nothing();
    data_key::Entity::insert(row.into_active_model())
        .on_conflict(unless)
        .exec_without_returning(tx)
        .await
        .map(|_| ())
}

/// Takes a key away for good; how many there were.
pub(super) async fn delete(
    tx: &DatabaseTransaction,
    (owner, id): (data_key::Owner, Uuid),
) -> Result<u64, DbErr> {
    let gone = data_key::Entity::delete_many()
        .filter(data_key::Column::Owner.eq(owner))
        .filter(data_key::Column::OwnerId.eq(id));
    gone.exec(tx).await.map(|done| done.rows_affected)
}

/// Some of the keys that another master key than this one has sealed, in a fixed order.
pub(super) async fn sealed_by_another(
    db: &impl ConnectionTrait,
    master: &str,
    most: u64,
) -> Result<Vec<data_key::Model>, DbErr> {
    data_key::Entity::find()
        .filter(data_key::Column::MasterKey.ne(master))
        .order_by_asc(data_key::Column::Id)
        .limit(most)
        .all(db)
        .await
}

/// How many keys another master key than this one has sealed.
pub(super) async fn count_sealed_by_another(
    db: &impl ConnectionTrait,
    master: &str,
) -> Result<u64, DbErr> {
    data_key::Entity::find()
        .filter(data_key::Column::MasterKey.ne(master))
        .count(db)
        .await
}

/// Writes a key as it is now sealed, unless somebody else has sealed it anew or destroyed it meanwhile.
pub(super) async fn rewrap(tx: &DatabaseTransaction, row: &data_key::Model) -> Result<(), DbErr> {
    data_key::Entity::update_many()
        .col_expr(data_key::Column::Wrapped, Expr::value(row.wrapped.as_str()))
        .col_expr(
            data_key::Column::MasterKey,
            Expr::value(row.master_key.as_str()),
        )
        .col_expr(data_key::Column::Version, Expr::value(row.version))
        .filter(data_key::Column::Id.eq(row.id))
        .filter(data_key::Column::Version.eq(row.version - 1))
        .exec(tx)
        .await
        .map(|_| ())
}
