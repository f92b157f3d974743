//! Promised actions in the database.

use entities::{AgreementActionId, CaseId, action_report, agreement, agreement_action};
use sea_orm::sea_query::{Expr, LockType, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, ExprTrait as _, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use crate::auth::Somebody;

/// Rows read at most when somebody asks what they owe; those they may not see are left out later.
const MOST_READ: u64 = 500;

/// One action.
pub(super) async fn by_id(
    db: &impl ConnectionTrait,
    id: AgreementActionId,
) -> Result<Option<agreement_action::Model>, DbErr> {
    agreement_action::Entity::find_by_id(id).one(db).await
}

/// Reads an action and keeps others from changing it until `tx` ends.
pub(super) async fn lock(
    tx: &DatabaseTransaction,
    id: AgreementActionId,
) -> Result<Option<agreement_action::Model>, DbErr> {
    agreement_action::Entity::find_by_id(id)
        .lock(LockType::NoKeyUpdate)
        .one(tx)
        .await
}

/// Agreements in which what is promised counts: they are signed, or have gone out as final notes.
fn in_force() -> Condition {
    let agreed = [
        agreement::State::SignedOnDay,
        agreement::State::TypedSent,
        agreement::State::AmendedInWriting,
    ];
    let agreements = Query::select()
        .column(agreement::Column::Id)
        .from(agreement::Entity)
        .and_where(agreement::Column::State.is_in(agreed))
        .to_owned();
    Condition::all()
        .add(agreement_action::Column::AgreementId.in_subquery(agreements))
        .add(agreement_action::Column::UntilEdition.is_null())
}

/// What was promised in some cases and is in force, in the order of the agreement.
pub(crate) async fn of_cases(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<agreement_action::Model>, DbErr> {
    agreement_action::Entity::find()
        .filter(agreement_action::Column::CaseId.is_in(ids.iter().copied()))
        .filter(in_force())
        .order_by_asc(agreement_action::Column::CaseId)
        .order_by_asc(agreement_action::Column::Position)
        .order_by_asc(agreement_action::Column::Id)
        .all(db)
        .await
}

/// What somebody, or a body they work for, has promised and not kept, what is due first first.
pub(super) async fn owed_by(
    db: &impl ConnectionTrait,
    somebody: &Somebody,
) -> Result<Vec<agreement_action::Model>, DbErr> {
    let bodies = somebody.roles.iter().map(|role| role.organisation);
    agreement_action::Entity::find()
        .filter(
            Condition::any()
                .add(agreement_action::Column::OwnerPersonId.eq(somebody.id))
                .add(agreement_action::Column::OwnerOrganisationId.is_in(bodies)),
        )
        .filter(agreement_action::Column::State.ne(agreement_action::State::Done))
        .filter(in_force())
        .order_by_asc(Expr::col(agreement_action::Column::DueOn).is_null())
        .order_by_asc(agreement_action::Column::DueOn)
        .order_by_asc(agreement_action::Column::Id)
        .limit(MOST_READ)
        .all(db)
        .await
}

/// What was said of some actions, in order.
pub(crate) async fn reports_of(
    db: &impl ConnectionTrait,
    ids: &[AgreementActionId],
) -> Result<Vec<action_report::Model>, DbErr> {
    action_report::Entity::find()
        .filter(action_report::Column::ActionId.is_in(ids.iter().copied()))
        .order_by_asc(action_report::Column::ActionId)
        .order_by_asc(action_report::Column::Sequence)
        .all(db)
        .await
}

/// The position after the last report on an action.
pub(super) async fn next_sequence(
    tx: &DatabaseTransaction,
    id: AgreementActionId,
) -> Result<i32, DbErr> {
    let reports = reports_of(tx, &[id]).await?;
    Ok(reports.last().map_or(0, |report| report.sequence) + 1)
}

/// Writes an action as it now is.
pub(super) async fn update(
    tx: &DatabaseTransaction,
    row: agreement_action::Model,
) -> Result<agreement_action::Model, DbErr> {
    row.into_active_model().reset_all().update(tx).await
}

/// Whether the agreement of a case is drafted and not signed, so that nothing in it counts yet.
pub(crate) async fn is_unsigned(tx: &DatabaseTransaction, id: CaseId) -> Result<bool, DbErr> {
    let drafts = agreement::Entity::find()
        .filter(agreement::Column::CaseId.eq(id))
        .filter(agreement::Column::State.eq(agreement::State::Drafting));
    Ok(drafts.one(tx).await?.is_some())
}

/// Whether the agreement that an action stands in is signed.
pub(super) async fn is_signed(
    tx: &DatabaseTransaction,
    action: &agreement_action::Model,
) -> Result<bool, DbErr> {
    let found = agreement::Entity::find_by_id(action.agreement_id)
        .one(tx)
        .await?;
    Ok(found.is_some_and(|agreement| match agreement.state {
        agreement::State::SignedOnDay
        | agreement::State::TypedSent
        | agreement::State::AmendedInWriting => true,
        agreement::State::Drafting | agreement::State::Abandoned => false,
    }))
}
