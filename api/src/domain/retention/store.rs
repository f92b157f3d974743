//! What there is of each category, and removing it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use entities::{
    CaseId, PersonId, Personal, Sealed, availability_window, case, complaint, enquiry, evaluation,
    expense_claim, planning_run, prep_contact, safeguarding_concern, safeguarding_reader, summary,
};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QuerySelect,
};
use uuid::Uuid;

use super::rules::Found;
use crate::app::day_of;
use crate::domain::erasure;
use crate::domain::vault::{self, Whose};
use crate::retention::Settings;

/// Ids asked about in one statement.
const CHUNK: usize = 500;

/// The last instant that can lie in a day that is over: nothing later can be due.
fn over(today: NaiveDate) -> DateTime<Utc> {
    let next = today.checked_add_days(Days::new(1)).unwrap_or(today);
    next.and_time(NaiveTime::MIN).and_utc()
}

/// The last day a window speaks of: one that ends at midnight does not speak of the day that then begins.
fn last_day(ends_at: DateTime<Utc>) -> NaiveDate {
    day_of(ends_at - chrono::TimeDelta::microseconds(1))
}

/// Times whose day is over.
pub(super) async fn windows(
    tx: &DatabaseTransaction,
    today: NaiveDate,
) -> Result<Vec<Found>, DbErr> {
    use availability_window::Column;
    let rows = availability_window::Entity::find()
        .select_only()
        .columns([Column::Id, Column::EndsAt])
        .filter(Column::EndsAt.lt(over(today)))
        .into_tuple::<(Uuid, DateTime<Utc>)>();
    let rows = rows.all(tx).await?.into_iter();
    Ok(rows
        .map(|(id, ends_at)| found(None, id, last_day(ends_at)))
        .collect())
}

/// Reasons of times whose day is over.
pub(super) async fn reasons(
    tx: &DatabaseTransaction,
    today: NaiveDate,
) -> Result<Vec<Found>, DbErr> {
    use availability_window::Column;
    let rows = availability_window::Entity::find()
        .select_only()
        .columns([Column::Id, Column::EndsAt])
        .filter(Column::EndsAt.lt(over(today)))
        .filter(Column::PrivateReason.is_not_null())
        .into_tuple::<(Uuid, DateTime<Utc>)>();
    let rows = rows.all(tx).await?.into_iter();
    Ok(rows
        .map(|(id, ends_at)| found(None, id, last_day(ends_at)))
        .collect())
}

fn found(case: Option<CaseId>, object: Uuid, event_on: NaiveDate) -> Found {
    Found {
        case,
        object,
        event_on,
    }
}

/// Notes of calls in cases that have ended.
pub(super) async fn notes(
    tx: &DatabaseTransaction,
    ended: Vec<(CaseId, NaiveDate)>,
) -> Result<Vec<Found>, DbErr> {
    let ended: BTreeMap<CaseId, NaiveDate> = ended.into_iter().collect();
    let ids: Vec<_> = ended.keys().copied().collect();
    let notes = erasure::noted(tx, &ids).await?.into_iter();
    Ok(notes
        .filter_map(|(row, case)| Some(found(Some(case), row.id.0, *ended.get(&case)?)))
        .collect())
}

/// Summaries in cases that have ended.
pub(super) async fn summaries(
    tx: &DatabaseTransaction,
    ended: Vec<(CaseId, NaiveDate)>,
) -> Result<Vec<Found>, DbErr> {
    let ended: BTreeMap<CaseId, NaiveDate> = ended.into_iter().collect();
    let mut all = Vec::new();
    for ids in ended.keys().copied().collect::<Vec<_>>().chunks(CHUNK) {
        let rows = summary::Entity::find()
            .filter(summary::Column::CaseId.is_in(ids.iter().copied()))
            .all(tx)
            .await?;
        let rows = rows.into_iter();
        all.extend(rows.filter_map(|row| {
            let event_on = *ended.get(&row.case_id)?;
            Some(found(Some(row.case_id), row.id.0, event_on))
        }));
    }
    Ok(all)
}

/// Planning runs that are finished.
pub(super) async fn plans(tx: &DatabaseTransaction) -> Result<Vec<Found>, DbErr> {
    let rows = planning_run::Entity::find()
        .filter(planning_run::Column::FinishedAt.is_not_null())
        .all(tx)
        .await?;
    let rows = rows.into_iter();
    Ok(rows
        .filter_map(|row| Some(found(None, row.id.0, day_of(row.finished_at?))))
        .collect())
}

/// Evaluations by somebody who is not nobody.
pub(super) async fn evaluations(
    tx: &DatabaseTransaction,
    settings: &Settings,
) -> Result<Vec<Found>, DbErr> {
    let held = held(tx, settings).await?;
    let mut rows = evaluation::Entity::find().all(tx).await?;
    rows.retain(|row| !held.contains(&row.case_id));
    let people: Vec<PersonId> = rows.iter().map(|row| row.person_id).collect();
    let mut nobodies = BTreeSet::new();
    for ids in people.chunks(CHUNK) {
        let people = crate::domain::person::by_ids(tx, ids).await?.into_iter();
        let nobody = people.filter(|row| row.name.reveal() == erasure::NOBODY);
        nobodies.extend(nobody.map(|row| row.id));
    }
    let named = rows
        .into_iter()
        .filter(|row| !nobodies.contains(&row.person_id));
    Ok(named
        .map(|row| {
            let event_on = day_of(row.submitted_at.unwrap_or(row.invited_at));
            found(Some(row.case_id), row.person_id.0, event_on)
        })
        .collect())
}

/// Enquiries with an answer.
pub(super) async fn enquiries(tx: &DatabaseTransaction) -> Result<Vec<Found>, DbErr> {
    let rows = enquiry::Entity::find()
        .filter(enquiry::Column::Answer.ne(Personal::new("")))
        .all(tx)
        .await?;
    let rows = rows.into_iter();
    Ok(rows
        .map(|row| found(None, row.id.0, row.asked_on))
        .collect())
}

/// The cases that the controller holds.
async fn held(tx: &DatabaseTransaction, settings: &Settings) -> Result<BTreeSet<CaseId>, DbErr> {
    let rows = case::Entity::find()
        .filter(case::Column::Reference.is_in(settings.held()))
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Claims that are decided, but for those of cases that are held.
pub(super) async fn claims(
    tx: &DatabaseTransaction,
    settings: &Settings,
) -> Result<Vec<Found>, DbErr> {
    let held = held(tx, settings).await?;
    let rows = expense_claim::Entity::find().all(tx).await?.into_iter();
    let free = rows.filter(|row| !held.contains(&row.case_id));
    Ok(free
        .filter_map(|row| Some(found(Some(row.case_id), row.id.0, day_of(row.decided_at?))))
        .collect())
}

/// Complaints that are resolved, but for those of cases that are held.
pub(super) async fn complaints(
    tx: &DatabaseTransaction,
    settings: &Settings,
) -> Result<Vec<Found>, DbErr> {
    let held = held(tx, settings).await?;
    let rows = complaint::Entity::find().all(tx).await?.into_iter();
    let free = rows.filter(|row| !held.contains(&row.case_id));
    Ok(free
        .filter_map(|row| Some(found(Some(row.case_id), row.id.0, day_of(row.resolved_at?))))
        .collect())
}

/// Safeguarding concerns, but for those of cases that are held.
pub(super) async fn concerns(
    tx: &DatabaseTransaction,
    settings: &Settings,
) -> Result<Vec<Found>, DbErr> {
    let held = held(tx, settings).await?;
    let rows = safeguarding_concern::Entity::find().all(tx).await?;
    let free = rows.into_iter().filter(|row| !held.contains(&row.case_id));
    Ok(free
        .map(|row| found(Some(row.case_id), row.id.0, day_of(row.raised_at)))
        .collect())
}

/// A case.
pub(super) async fn case(tx: &DatabaseTransaction, id: Uuid) -> Result<Option<case::Model>, DbErr> {
    case::Entity::find_by_id(CaseId(id)).one(tx).await
}

/// Takes the reason out of a window, and destroys a key that opens no other.
pub(super) async fn empty_reason(tx: &DatabaseTransaction, id: Uuid) -> Result<(), DbErr> {
    use availability_window::Column;
    let Some(row) = availability_window::Entity::find_by_id(entities::WindowId(id))
        .one(tx)
        .await?
    else {
        return Ok(());
    };
    availability_window::Entity::update_many()
        .col_expr(Column::PrivateReason, Expr::value(Option::<String>::None))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    forget_reasons(tx, row.person_id).await
}

/// Destroys somebody's key once no reason is left.
async fn forget_reasons(tx: &DatabaseTransaction, id: PersonId) -> Result<(), DbErr> {
    use availability_window::Column;
    let left = availability_window::Entity::find()
        .filter(Column::PersonId.eq(id))
        .filter(Column::PrivateReason.is_not_null())
        .count(tx)
        .await?;
    if left == 0 {
        vault::destroy(tx, Whose::Person(id)).await?;
    }
    Ok(())
}

/// Deletes a window.
pub(super) async fn delete_window(tx: &DatabaseTransaction, id: Uuid) -> Result<(), DbErr> {
    availability_window::Entity::delete_by_id(entities::WindowId(id))
        .exec(tx)
        .await
        .map(|_| ())
}

/// Takes the note out of a call.
pub(super) async fn empty_note(tx: &DatabaseTransaction, id: Uuid) -> Result<(), DbErr> {
    prep_contact::Entity::update_many()
        .col_expr(
            prep_contact::Column::Note,
            Expr::value(Option::<Sealed>::None),
        )
        .filter(prep_contact::Column::Id.eq(id))
        .exec(tx)
        .await
        .map(|_| ())
}

/// Deletes a summary, and who read it.
pub(super) async fn delete_summary(tx: &DatabaseTransaction, id: Uuid) -> Result<(), DbErr> {
    summary::Entity::delete_by_id(entities::SummaryId(id))
        .exec(tx)
        .await
        .map(|_| ())
}

/// Deletes a planning run, with its meetings.
pub(super) async fn delete_plan(tx: &DatabaseTransaction, id: Uuid) -> Result<(), DbErr> {
    planning_run::Entity::delete_by_id(entities::PlanningRunId(id))
        .exec(tx)
        .await
        .map(|_| ())
}

/// Puts nobody into an evaluation.
pub(super) async fn unname(
    tx: &DatabaseTransaction,
    case: Option<CaseId>,
    person: Uuid,
    nobody: PersonId,
) -> Result<(), DbErr> {
    let Some(case) = case else { return Ok(()) };
    for row in erasure::evaluations(tx, case, Some(PersonId(person))).await? {
        erasure::unname(tx, row, nobody).await?;
    }
    Ok(())
}

/// Takes the answer out of an enquiry.
pub(super) async fn empty_enquiry(tx: &DatabaseTransaction, id: Uuid) -> Result<(), DbErr> {
    let row = enquiry::Entity::find_by_id(entities::EnquiryId(id))
        .one(tx)
        .await?;
    let Some(row) = row else { return Ok(()) };
    let row = enquiry::Model {
        answer: Personal::new(""),
        ..row
    };
    row.into_active_model()
        .reset_all()
        .update(tx)
        .await
        .map(|_| ())
}

/// Deletes a claim with its items; whose it was.
pub(super) async fn delete_claim(
    tx: &DatabaseTransaction,
    id: Uuid,
) -> Result<Vec<PersonId>, DbErr> {
    let id = entities::ExpenseClaimId(id);
    let row = expense_claim::Entity::find_by_id(id).one(tx).await?;
    expense_claim::Entity::delete_by_id(id).exec(tx).await?;
    Ok(row.into_iter().map(|row| row.claimant_id).collect())
}

/// Deletes a complaint; whose it was, and whom it was about.
pub(super) async fn delete_complaint(
    tx: &DatabaseTransaction,
    id: Uuid,
) -> Result<Vec<PersonId>, DbErr> {
    let id = entities::ComplaintId(id);
    let row = complaint::Entity::find_by_id(id).one(tx).await?;
    complaint::Entity::delete_by_id(id).exec(tx).await?;
    let named = row.into_iter();
    Ok(named
        .flat_map(|row| [Some(row.complainant_id), row.about_person_id])
        .flatten()
        .collect())
}

/// Deletes a safeguarding concern; who raised it, and who was to know of it.
pub(super) async fn delete_concern(
    tx: &DatabaseTransaction,
    id: Uuid,
) -> Result<Vec<PersonId>, DbErr> {
    let id = entities::SafeguardingConcernId(id);
    let row = safeguarding_concern::Entity::find_by_id(id).one(tx).await?;
    let readers = safeguarding_reader::Entity::find()
        .filter(safeguarding_reader::Column::ConcernId.eq(id))
        .all(tx)
        .await?;
    safeguarding_concern::Entity::delete_by_id(id)
        .exec(tx)
        .await?;
    let named = row.into_iter().map(|row| row.raised_by);
    Ok(named
        .chain(readers.iter().map(|row| row.person_id))
        .collect())
}
