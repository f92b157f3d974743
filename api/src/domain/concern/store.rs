//! Complaints and safeguarding concerns in the database.

use chrono::NaiveDate;
use entities::{
    CaseId, ComplaintId, OrganisationId, PersonId, SafeguardingConcernId, attendee, case,
    complaint, meeting, participant, pool_member, role, safeguarding_concern, safeguarding_reader,
};
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

/// Rows read at most for somebody's own list.
const MOST_READ: u64 = 100;

/// One complaint.
pub(super) async fn complaint(
    db: &impl ConnectionTrait,
    id: ComplaintId,
) -> Result<Option<complaint::Model>, DbErr> {
    complaint::Entity::find_by_id(id).one(db).await
}

/// The complaints of some cases, the first first.
pub(crate) async fn complaints_of(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<complaint::Model>, DbErr> {
    complaint::Entity::find()
        .filter(complaint::Column::CaseId.is_in(ids.iter().copied()))
        .order_by_asc(complaint::Column::RecordedAt)
        .order_by_asc(complaint::Column::Id)
        .all(db)
        .await
}

/// The cases of some services.
fn cases_of(services: &[OrganisationId]) -> SelectStatement {
    Query::select()
        .column(case::Column::Id)
        .from(case::Entity)
        .and_where(case::Column::ProviderId.is_in(services.iter().copied()))
        .to_owned()
}

/// The open complaints in the cases of some services, the oldest first.
pub(super) async fn open_complaints(
    db: &impl ConnectionTrait,
    services: &[OrganisationId],
) -> Result<Vec<complaint::Model>, DbErr> {
    complaint::Entity::find()
        .filter(complaint::Column::ResolvedAt.is_null())
        .filter(complaint::Column::CaseId.in_subquery(cases_of(services)))
        .order_by_asc(complaint::Column::RecordedAt)
        .order_by_asc(complaint::Column::Id)
        .limit(MOST_READ)
        .all(db)
        .await
}

/// Writes a complaint as it now is.
pub(super) async fn update_complaint(
    tx: &DatabaseTransaction,
    row: complaint::Model,
) -> Result<(), DbErr> {
    let row = row.into_active_model().reset_all();
    row.update(tx).await.map(|_| ())
}

/// Whether somebody works for the service that has a case, or mediates or interprets in it.
pub(super) async fn is_of_the_service(
    tx: &DatabaseTransaction,
    row: &case::Model,
    person: PersonId,
    today: NaiveDate,
) -> Result<bool, DbErr> {
    let held = crate::domain::person::works_for(tx, &[person], row.provider_id, today).await?;
    if !held.is_empty() {
        return Ok(true);
    }
    let serving = [participant::Role::Mediator, participant::Role::Interpreter];
    let meetings = Query::select()
        .column(meeting::Column::Id)
        .from(meeting::Entity)
        .and_where(meeting::Column::CaseId.eq(row.id))
        .to_owned();
    let serves = attendee::Entity::find()
        .filter(attendee::Column::PersonId.eq(person))
        .filter(attendee::Column::Role.is_in(serving))
        .filter(attendee::Column::MeetingId.in_subquery(meetings))
        .count(tx)
        .await?;
    Ok(0 < serves)
}

/// Whether somebody has a part in a case: a seat, or one they could take, a place at a meeting, or work
/// in the service that has it.
pub(super) async fn has_a_part(
    tx: &DatabaseTransaction,
    row: &case::Model,
    person: PersonId,
) -> Result<bool, DbErr> {
    let pools = Query::select()
        .column(pool_member::Column::ParticipantId)
        .from(pool_member::Entity)
        .and_where(pool_member::Column::PersonId.eq(person))
        .to_owned();
    let seats = participant::Entity::find()
        .filter(participant::Column::CaseId.eq(row.id))
        .filter(
            Condition::any()
                .add(participant::Column::PersonId.eq(person))
                .add(participant::Column::Id.in_subquery(pools)),
        );
    let meetings = Query::select()
        .column(meeting::Column::Id)
        .from(meeting::Entity)
        .and_where(meeting::Column::CaseId.eq(row.id))
        .to_owned();
    let places = attendee::Entity::find()
        .filter(attendee::Column::MeetingId.in_subquery(meetings))
        .filter(attendee::Column::PersonId.eq(person));
    let work = role::Entity::find()
        .filter(role::Column::OrganisationId.eq(row.provider_id))
        .filter(role::Column::PersonId.eq(person));
    Ok(0 < seats.count(tx).await? + places.count(tx).await? + work.count(tx).await?)
}

/// The concerns of some cases, the first first.
pub(crate) async fn concerns_of(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<safeguarding_concern::Model>, DbErr> {
    safeguarding_concern::Entity::find()
        .filter(safeguarding_concern::Column::CaseId.is_in(ids.iter().copied()))
        .order_by_asc(safeguarding_concern::Column::RaisedAt)
        .order_by_asc(safeguarding_concern::Column::Id)
        .all(db)
        .await
}

/// The concerns that somebody is to know of, as a reader or as manager of a service, the newest first.
pub(super) async fn concerns_for(
    db: &impl ConnectionTrait,
    person: PersonId,
    services: &[OrganisationId],
) -> Result<Vec<safeguarding_concern::Model>, DbErr> {
    let listed = Query::select()
        .column(safeguarding_reader::Column::ConcernId)
        .from(safeguarding_reader::Entity)
        .and_where(safeguarding_reader::Column::PersonId.eq(person))
        .to_owned();
    safeguarding_concern::Entity::find()
        .filter(
            Condition::any()
                .add(safeguarding_concern::Column::Id.in_subquery(listed))
                .add(safeguarding_concern::Column::CaseId.in_subquery(cases_of(services))),
        )
        .order_by_desc(safeguarding_concern::Column::RaisedAt)
        .order_by_asc(safeguarding_concern::Column::Id)
        .limit(MOST_READ)
        .all(db)
        .await
}

/// Who reads some concerns.
pub(crate) async fn readers_of(
    db: &impl ConnectionTrait,
    ids: &[SafeguardingConcernId],
) -> Result<Vec<safeguarding_reader::Model>, DbErr> {
    safeguarding_reader::Entity::find()
        .filter(safeguarding_reader::Column::ConcernId.is_in(ids.iter().copied()))
        .order_by_asc(safeguarding_reader::Column::PersonId)
        .all(db)
        .await
}
