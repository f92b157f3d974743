//! Revocations in the database.

use entities::PersonId;
use entities::person;
use entities::revocation::{self, Kind};
use sea_orm::sea_query::{OnConflict, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, QuerySelect,
};

use super::{Bearer, Target};

/// The revocations that a token falls under.
pub(in crate::domain) fn of_bearer(bearer: &Bearer<'_>) -> SelectStatement {
    let by = |kind: Kind, subject: &str| {
        Condition::all()
            .add(revocation::Column::Kind.eq(kind))
            .add(revocation::Column::Subject.eq(subject))
    };
    let person = by(Kind::Person, &bearer.person.to_string())
        .add(revocation::Column::IssuedUntilAt.gte(bearer.issued_at));
    Query::select()
        .column(revocation::Column::Kind)
        .from(revocation::Entity)
        .cond_where(
            Condition::any()
                .add(by(Kind::Token, bearer.token_id))
                .add(by(Kind::Client, bearer.client))
                .add(person),
        )
        .to_owned()
}

/// The revocation of a target.
pub(super) async fn find(
    tx: &DatabaseTransaction,
    target: &Target,
) -> Result<Option<revocation::Model>, DbErr> {
    revocation::Entity::find_by_id((target.kind(), target.subject()))
        .one(tx)
        .await
}

/// Writes a revocation, over an earlier one of the same.
pub(super) async fn write(tx: &DatabaseTransaction, row: &revocation::Model) -> Result<(), DbErr> {
    let same = OnConflict::columns([revocation::Column::Kind, revocation::Column::Subject])
        .update_columns([
            revocation::Column::IssuedUntilAt,
            revocation::Column::RevokedAt,
        ])
        .to_owned();
    revocation::Entity::insert(row.clone().into_active_model())
        .on_conflict(same)
        .exec_without_returning(tx)
        .await
        .map(|_| ())
}

/// Everybody there is.
pub(super) async fn everybody(tx: &DatabaseTransaction) -> Result<Vec<PersonId>, DbErr> {
    let ids = person::Entity::find()
        .select_only()
        .column(person::Column::Id);
    ids.into_tuple().all(tx).await
}

/// Takes a revocation back.
pub(super) async fn delete(tx: &DatabaseTransaction, target: &Target) -> Result<(), DbErr> {
    revocation::Entity::delete_by_id((target.kind(), target.subject()))
        .exec(tx)
        .await
        .map(|_| ())
}
