//! Queries about a meeting's preparation and its day.

use entities::{
    CaseId, MeetingId, ParticipantId, PersonId, SummaryId, attendance, attendee, authority,
    authority_declaration, ground_rules_signature, issue, mediator_introduction, meeting,
    participant, prep_contact, summary, summary_reader,
};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction,
    DbErr, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter, QueryOrder,
};

use crate::database::insert_all;

/// One meeting.
pub(super) async fn meeting(
    db: &impl ConnectionTrait,
    id: MeetingId,
) -> Result<Option<meeting::Model>, DbErr> {
    meeting::Entity::find_by_id(id).one(db).await
}

/// One seat.
pub(super) async fn seat(
    db: &impl ConnectionTrait,
    id: ParticipantId,
) -> Result<Option<participant::Model>, DbErr> {
    participant::Entity::find_by_id(id).one(db).await
}

/// Writes a row as it now is: in the place of the one of the same key, or as a new one.
pub(super) async fn put<M>(tx: &DatabaseTransaction, row: M, is_new: bool) -> Result<(), DbErr>
where
    M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
    <M::Entity as EntityTrait>::ActiveModel: ActiveModelBehavior + Send,
    <M::Entity as EntityTrait>::Model: IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
{
    if is_new {
        return insert_all(tx, vec![row]).await;
    }
    let row = row.into_active_model().reset_all();
    row.update(tx).await.map(|_| ())
}

/// That the mediators of some meetings introduced themselves.
pub(crate) async fn introductions_of(
    db: &impl ConnectionTrait,
    ids: &[MeetingId],
) -> Result<Vec<mediator_introduction::Model>, DbErr> {
    use mediator_introduction::{Column, Entity};
    Entity::find()
        .filter(Column::MeetingId.is_in(ids.iter().copied()))
        .all(db)
        .await
}

/// The mediators' contacts before some meetings, the first first.
pub(crate) async fn contacts_of(
    db: &impl ConnectionTrait,
    ids: &[MeetingId],
) -> Result<Vec<prep_contact::Model>, DbErr> {
    use prep_contact::{Column, Entity};
    Entity::find()
        .filter(Column::MeetingId.is_in(ids.iter().copied()))
        .order_by_asc(Column::ContactedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// The summaries of some cases, in a fixed order.
pub(crate) async fn summaries_of(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<summary::Model>, DbErr> {
    use summary::{Column, Entity};
    Entity::find()
        .filter(Column::CaseId.is_in(ids.iter().copied()))
        .order_by_asc(Column::ParticipantId)
        .all(db)
        .await
}

/// To whom some summaries were given.
pub(crate) async fn readers_of(
    db: &impl ConnectionTrait,
    ids: &[SummaryId],
) -> Result<Vec<summary_reader::Model>, DbErr> {
    use summary_reader::{Column, Entity};
    Entity::find()
        .filter(Column::SummaryId.is_in(ids.iter().copied()))
        .order_by_asc(Column::PersonId)
        .all(db)
        .await
}

/// What was declared in some seats.
pub(crate) async fn declarations_of(
    db: &impl ConnectionTrait,
    ids: &[ParticipantId],
) -> Result<Vec<authority_declaration::Model>, DbErr> {
    use authority_declaration::{Column, Entity};
    Entity::find()
        .filter(Column::ParticipantId.is_in(ids.iter().copied()))
        .order_by_asc(Column::PersonId)
        .all(db)
        .await
}

/// Puts what a person may decide in a seat in the place of what was known before.
pub(super) async fn replace_authority(
    tx: &DatabaseTransaction,
    seat: ParticipantId,
    person: PersonId,
    domains: Vec<issue::Domain>,
) -> Result<(), DbErr> {
    authority::Entity::delete_many()
        .filter(authority::Column::ParticipantId.eq(seat))
        .filter(authority::Column::PersonId.eq(person))
        .exec(tx)
        .await?;
    let rows = domains.into_iter().map(|domain| authority::Model {
        participant_id: seat,
        person_id: person,
        domain,
    });
    insert_all(tx, rows.collect()).await
}

/// Who has signed the ground rules of some meetings.
pub(crate) async fn signatures_of(
    db: &impl ConnectionTrait,
    ids: &[MeetingId],
) -> Result<Vec<ground_rules_signature::Model>, DbErr> {
    use ground_rules_signature::{Column, Entity};
    Entity::find()
        .filter(Column::MeetingId.is_in(ids.iter().copied()))
        .order_by_asc(Column::PersonId)
        .all(db)
        .await
}

/// Who was at some meetings.
pub(crate) async fn attendance_of(
    db: &impl ConnectionTrait,
    ids: &[MeetingId],
) -> Result<Vec<attendance::Model>, DbErr> {
    use attendance::{Column, Entity};
    Entity::find()
        .filter(Column::MeetingId.is_in(ids.iter().copied()))
        .order_by_asc(Column::PersonId)
        .all(db)
        .await
}

/// Adds somebody who comes.
pub(super) async fn insert_attendee(
    tx: &DatabaseTransaction,
    row: attendee::Model,
) -> Result<(), DbErr> {
    insert_all(tx, vec![row]).await
}
