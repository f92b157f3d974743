//! What is deleted, emptied and replaced.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use entities::data_key::Owner;
use entities::{
    CaseId, ChildId, ERASED, MeetingId, PersonId, Personal, access_need, action_report,
    agenda_item, agreement, alternative_person, appeal_watch, attendance, attendance_proposal,
    attendee, authority_declaration, availability_window, booking, case, case_event, certificate,
    child, childs_view, complaint, contact_attempt, erasure, evaluation, expense_claim,
    expense_item, follow_up_check, former_family, ground_rules_signature, interpreter_booking,
    issue, kept_apart, mediator, mediator_introduction, meeting, meeting_notes, meeting_paper,
    next_step, note_comment, observance, participant, person, person_language, planned_meeting,
    pool_member, prep_contact, referral, referral_avenue, role, safeguarding_concern,
    safeguarding_reader, summary, unplaced_case,
};
use sea_orm::sea_query::{Expr, Query, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect,
    sea_query::IntoCondition as _,
};

use super::rules::Standing;
use crate::app::day_of;
use crate::lifecycle::Stage;

/// Ids asked about in one statement.
const CHUNK: usize = 500;

/// Deletes the rows of tables in which a column has a value.
macro_rules! delete {
    ($tx:expr, $($entity:ident.$column:ident = $id:expr),+ $(,)?) => {$(
        $entity::Entity::delete_many()
            .filter($entity::Column::$column.eq($id))
            .exec($tx)
            .await?;
    )+};
}

/// Whether any of these columns names somebody.
macro_rules! any {
    ($tx:expr, $id:expr, $($entity:ident.$column:ident),+ $(,)?) => {
        false $(|| 0 < $entity::Entity::find()
            .filter($entity::Column::$column.eq($id))
            .count($tx)
            .await?)+
    };
}

/// The meetings of a case.
fn meetings_of(id: CaseId) -> SelectStatement {
    Query::select()
        .column(meeting::Column::Id)
        .from(meeting::Entity)
        .and_where(meeting::Column::CaseId.eq(id))
        .to_owned()
}

/// What decides about cases that have not been erased: all of them, or these.
pub(in crate::domain) async fn standings(
    db: &impl ConnectionTrait,
    of: Option<&[CaseId]>,
) -> Result<Vec<Standing>, DbErr> {
    let mut cases = case::Entity::find().filter(case::Column::Id.not_in_subquery(erased_cases()));
    if let Some(ids) = of {
        cases = cases.filter(case::Column::Id.is_in(ids.iter().copied()));
    }
    let cases = cases.all(db).await?;
    let ids: Vec<CaseId> = cases.iter().map(|row| row.id).collect();
    let mut last = BTreeMap::<CaseId, NaiveDate>::new();
    let mut appeals = BTreeMap::<CaseId, NaiveDate>::new();
    let (mut claims, mut complaints, mut concerns) =
        (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for ids in ids.chunks(CHUNK) {
        let ids = || ids.iter().copied();
        let events = case_event::Entity::find()
            .select_only()
            .column(case_event::Column::CaseId)
            .column_as(case_event::Column::HappenedOn.max(), "last")
            .filter(case_event::Column::CaseId.is_in(ids()))
            .group_by(case_event::Column::CaseId)
            .into_tuple::<(CaseId, Option<NaiveDate>)>();
        let days = events.all(db).await?.into_iter();
        last.extend(days.filter_map(|(id, day)| Some((id, day?))));
        let known = appeal_watch::Entity::find().filter(appeal_watch::Column::CaseId.is_in(ids()));
        let days = known.all(db).await?.into_iter();
        appeals.extend(days.filter_map(|row| Some((row.case_id, row.lodged_on?))));
        let open = expense_claim::Entity::find()
            .filter(expense_claim::Column::CaseId.is_in(ids()))
            .filter(expense_claim::Column::State.eq(expense_claim::State::Claimed));
        claims.extend(open.all(db).await?.into_iter().map(|row| row.case_id));
        let open = complaint::Entity::find()
            .filter(complaint::Column::CaseId.is_in(ids()))
            .filter(complaint::Column::ResolvedAt.is_null());
        complaints.extend(open.all(db).await?.into_iter().map(|row| row.case_id));
        let concern = safeguarding_concern::Entity::find()
            .filter(safeguarding_concern::Column::CaseId.is_in(ids()));
        concerns.extend(concern.all(db).await?.into_iter().map(|row| row.case_id));
    }
    Ok(cases
        .into_iter()
        .map(|row| {
            let stage = Stage::of(row.kind, row.state);
            let is_over = stage.is_some_and(Stage::is_end);
            let is_referral = matches!(stage, Some(Stage::Referral(_)));
            let ended_on = last
                .get(&row.id)
                .copied()
                .unwrap_or_else(|| day_of(row.opened_at));
            Standing {
                id: row.id,
                ended_on: is_over.then_some(ended_on),
                is_referral,
                appeal_by_on: row.appeal_by_on,
                appeal_on: appeals.get(&row.id).copied(),
                has_open_claim: claims.contains(&row.id),
                has_open_complaint: complaints.contains(&row.id),
                has_concern: concerns.contains(&row.id),
                reference: row.reference,
            }
        })
        .collect())
}

/// A case, kept from others until `tx` ends.
pub(super) async fn lock(
    tx: &DatabaseTransaction,
    id: CaseId,
) -> Result<Option<case::Model>, DbErr> {
    case::Entity::find_by_id(id).lock_exclusive().one(tx).await
}

/// Whether somebody works for a body or a service, or mediates.
pub(super) async fn works(tx: &DatabaseTransaction, id: PersonId) -> Result<bool, DbErr> {
    Ok(any!(tx, id, role.PersonId, mediator.PersonId))
}

/// The cases about somebody that were not erased.
pub(super) async fn cases_about(
    tx: &DatabaseTransaction,
    id: PersonId,
) -> Result<Vec<case::Model>, DbErr> {
    case::Entity::find()
        .filter(case::Column::ChildId.in_subquery(children(id)))
        .filter(case::Column::Id.not_in_subquery(erased_cases()))
        .all(tx)
        .await
}

/// The children that somebody is.
fn children(id: PersonId) -> SelectStatement {
    Query::select()
        .column(child::Column::Id)
        .from(child::Entity)
        .and_where(child::Column::PersonId.eq(id))
        .to_owned()
}

/// The cases that were erased.
fn erased_cases() -> SelectStatement {
    Query::select()
        .column(erasure::Column::OwnerId)
        .from(erasure::Entity)
        .and_where(erasure::Column::Owner.eq(Owner::Case))
        .to_owned()
}

/// Every case in which somebody has a part, but for those that were erased.
pub(in crate::domain) async fn cases_with(
    tx: &DatabaseTransaction,
    id: PersonId,
) -> Result<Vec<CaseId>, DbErr> {
    let about = cases_about(tx, id).await?.into_iter();
    let mut cases: BTreeSet<CaseId> = about.map(|row| row.id).collect();
    macro_rules! naming {
        ($($entity:ident.$column:ident),+) => {$(
            let rows = $entity::Entity::find()
                .filter($entity::Column::$column.eq(id))
                .all(tx)
                .await?;
            cases.extend(rows.into_iter().map(|row| row.case_id));
        )+};
    }
    naming!(
        participant.PersonId,
        alternative_person.PersonId,
        attendance_proposal.PersonId,
        referral.ReferrerPersonId,
        evaluation.PersonId,
        note_comment.PersonId,
        complaint.ComplainantId,
        complaint.AboutPersonId,
        expense_claim.ClaimantId,
        safeguarding_concern.RaisedBy
    );
    let pooled = pool_member::Entity::find().filter(pool_member::Column::PersonId.eq(id));
    let seats: Vec<_> = pooled
        .all(tx)
        .await?
        .iter()
        .map(|row| row.participant_id)
        .collect();
    let seats = participant::Entity::find().filter(participant::Column::Id.is_in(seats));
    cases.extend(seats.all(tx).await?.iter().map(|row| row.case_id));
    let came = attendee::Entity::find().filter(attendee::Column::PersonId.eq(id));
    let meetings: Vec<_> = came
        .all(tx)
        .await?
        .iter()
        .map(|row| row.meeting_id)
        .collect();
    let meetings = meeting::Entity::find().filter(meeting::Column::Id.is_in(meetings));
    cases.extend(meetings.all(tx).await?.iter().map(|row| row.case_id));
    let erased = case::Entity::find()
        .filter(case::Column::Id.in_subquery(erased_cases()))
        .filter(case::Column::Id.is_in(cases.iter().copied()));
    for row in erased.all(tx).await? {
        cases.remove(&row.id);
    }
    Ok(cases.into_iter().collect())
}

/// Takes what somebody said, or what was noted of them, out of a case that is not about them.
pub(super) async fn forget_in_case(
    tx: &DatabaseTransaction,
    case: CaseId,
    id: PersonId,
) -> Result<(), DbErr> {
    let seats = participant::Entity::find()
        .filter(participant::Column::CaseId.eq(case))
        .filter(participant::Column::PersonId.eq(id))
        .all(tx)
        .await?;
    let is_family = seats
        .iter()
        .any(|seat| seat.role == participant::Role::Family);
    let own = Condition::any()
        .add(summary::Column::WrittenBy.eq(id))
        .add(summary::Column::ParticipantId.is_in(seats.iter().map(|seat| seat.id)));
    summary::Entity::delete_many()
        .filter(summary::Column::CaseId.eq(case))
        .filter(own)
        .exec(tx)
        .await?;
    macro_rules! delete_own {
        ($($entity:ident.$column:ident),+) => {$(
            $entity::Entity::delete_many()
                .filter($entity::Column::CaseId.eq(case))
                .filter($entity::Column::$column.eq(id))
                .exec(tx)
                .await?;
        )+};
    }
    delete_own!(
        note_comment.PersonId,
        kept_apart.PersonId,
        kept_apart.OtherId
    );
    complaint::Entity::delete_many()
        .filter(complaint::Column::CaseId.eq(case))
        .filter(
            Condition::any()
                .add(complaint::Column::ComplainantId.eq(id))
                .add(complaint::Column::AboutPersonId.eq(id)),
        )
        .exec(tx)
        .await?;
    delete!(
        tx,
        planned_meeting.CaseId = case,
        unplaced_case.CaseId = case
    );
    authority_declaration::Entity::delete_many()
        .filter(authority_declaration::Column::PersonId.eq(id))
        .exec(tx)
        .await?;
    prep_contact::Entity::update_many()
        .col_expr(
            prep_contact::Column::Note,
            Expr::value(Option::<String>::None),
        )
        .filter(prep_contact::Column::PersonId.eq(id))
        .exec(tx)
        .await?;
    action_report::Entity::update_many()
        .col_expr(
            action_report::Column::Text,
            Expr::value(Option::<String>::None),
        )
        .filter(action_report::Column::RecordedBy.eq(id))
        .exec(tx)
        .await?;
    let claims = Condition::all()
        .add(expense_claim::Column::CaseId.eq(case))
        .add(expense_claim::Column::ClaimantId.eq(id));
    empty_claims(tx, claims).await?;
    if is_family {
        delete!(
            tx,
            contact_attempt.CaseId = case,
            follow_up_check.CaseId = case
        );
    }
    Ok(())
}

/// Takes the words out of claims: what was paid stays, not for what.
async fn empty_claims(tx: &DatabaseTransaction, of: Condition) -> Result<(), DbErr> {
    expense_claim::Entity::update_many()
        .col_expr(expense_claim::Column::Reason, Expr::value(ERASED))
        .filter(of.clone())
        .filter(expense_claim::Column::Reason.is_not_null())
        .exec(tx)
        .await?;
    let claims = Query::select()
        .column(expense_claim::Column::Id)
        .from(expense_claim::Entity)
        .cond_where(of)
        .to_owned();
    expense_item::Entity::update_many()
        .col_expr(
            expense_item::Column::Evidence,
            Expr::value(Option::<String>::None),
        )
        .filter(expense_item::Column::ClaimId.in_subquery(claims))
        .exec(tx)
        .await
        .map(|_| ())
}

/// Everybody whom a case names as a part of it, the child included.
pub(super) async fn people_of(
    tx: &DatabaseTransaction,
    row: &case::Model,
) -> Result<BTreeSet<PersonId>, DbErr> {
    let id = row.id;
    let mut people = BTreeSet::new();
    let seats = participant::Entity::find().filter(participant::Column::CaseId.eq(id));
    let seats = seats.all(tx).await?;
    people.extend(seats.iter().filter_map(|seat| seat.person_id));
    let pool = pool_member::Entity::find()
        .filter(pool_member::Column::ParticipantId.is_in(seats.iter().map(|seat| seat.id)));
    people.extend(pool.all(tx).await?.iter().map(|row| row.person_id));
    let came =
        attendee::Entity::find().filter(attendee::Column::MeetingId.in_subquery(meetings_of(id)));
    people.extend(came.all(tx).await?.iter().map(|row| row.person_id));
    let child = child::Entity::find_by_id(row.child_id).one(tx).await?;
    people.extend(child.map(|row| row.person_id));
    let once =
        former_family::Entity::find().filter(former_family::Column::ChildId.eq(row.child_id));
    people.extend(once.all(tx).await?.iter().map(|row| row.person_id));
    let named =
        alternative_person::Entity::find().filter(alternative_person::Column::CaseId.eq(id));
    people.extend(named.all(tx).await?.iter().map(|row| row.person_id));
    let proposed =
        attendance_proposal::Entity::find().filter(attendance_proposal::Column::CaseId.eq(id));
    people.extend(proposed.all(tx).await?.iter().map(|row| row.person_id));
    let came = referral::Entity::find_by_id(id).one(tx).await?;
    people.extend(came.and_then(|row| row.referrer_person_id));
    let asked = evaluation::Entity::find().filter(evaluation::Column::CaseId.eq(id));
    people.extend(asked.all(tx).await?.iter().map(|row| row.person_id));
    Ok(people)
}

/// Deletes what hangs from a case: who took part, what is in dispute, what was said, prepared, agreed and
/// followed up.
pub(super) async fn delete_parts(tx: &DatabaseTransaction, id: CaseId) -> Result<(), DbErr> {
    // A complaint that stays is no longer about a promise that does not.
    complaint::Entity::update_many()
        .col_expr(
            complaint::Column::About,
            Expr::value(sea_orm::ActiveEnum::to_value(&complaint::About::Service)),
        )
        .col_expr(
            complaint::Column::ActionId,
            Expr::value(Option::<uuid::Uuid>::None),
        )
        .filter(complaint::Column::CaseId.eq(id))
        .filter(complaint::Column::ActionId.is_not_null())
        .exec(tx)
        .await?;
    macro_rules! of_meetings {
        ($($entity:ident),+) => {$(
            $entity::Entity::delete_many()
                .filter($entity::Column::MeetingId.in_subquery(meetings_of(id)))
                .exec(tx)
                .await?;
        )+};
    }
    of_meetings!(
        attendee,
        attendance,
        booking,
        ground_rules_signature,
        mediator_introduction,
        prep_contact
    );
    // The order matters: an agreement refers to issues, and a summary belongs to a seat.
    delete!(
        tx,
        agreement.CaseId = id,
        summary.CaseId = id,
        participant.CaseId = id,
        issue.CaseId = id,
        agenda_item.CaseId = id,
        alternative_person.CaseId = id,
        appeal_watch.CaseId = id,
        attendance_proposal.CaseId = id,
        childs_view.CaseId = id,
        contact_attempt.CaseId = id,
        follow_up_check.CaseId = id,
        interpreter_booking.CaseId = id,
        kept_apart.CaseId = id,
        meeting_notes.CaseId = id,
        meeting_paper.CaseId = id,
        next_step.CaseId = id,
        note_comment.CaseId = id,
        planned_meeting.CaseId = id,
        referral_avenue.CaseId = id,
        unplaced_case.CaseId = id,
    );
    Ok(())
}

/// Empties what of a case stays for the figures and for the law: that things happened, not why; what was
/// paid, not for what; under which number a certificate was issued.
pub(super) async fn empty_the_rest(tx: &DatabaseTransaction, id: CaseId) -> Result<(), DbErr> {
    let erased = || Expr::value(ERASED);
    // A correction has its reason, and a refusal its own.
    case_event::Entity::update_many()
        .col_expr(case_event::Column::Reason, erased())
        .filter(case_event::Column::CaseId.eq(id))
        .filter(case_event::Column::Reason.is_not_null())
        .exec(tx)
        .await?;
    empty_claims(tx, expense_claim::Column::CaseId.eq(id).into_condition()).await?;
    certificate::Entity::update_many()
        .col_expr(certificate::Column::Number, Expr::value(tombstone(id)))
        .filter(certificate::Column::CaseId.eq(id))
        .exec(tx)
        .await?;
    let referral = referral::Entity::find_by_id(id).one(tx).await?;
    if let Some(row) = referral {
        let row = referral::Model {
            referrer_person_id: None,
            is_looked_after_asked: false,
            wants_support: None,
            identity: None,
            ..row
        };
        row.into_active_model().reset_all().update(tx).await?;
    }
    Ok(())
}

/// What a case is called once it is erased: no two are called the same.
pub(super) fn tombstone(id: CaseId) -> String {
    format!("erased-{id}")
}

/// Deletes the complaints and the safeguarding concerns of a case.
pub(super) async fn delete_records(tx: &DatabaseTransaction, id: CaseId) -> Result<(), DbErr> {
    delete!(tx, complaint.CaseId = id, safeguarding_concern.CaseId = id);
    Ok(())
}

/// Whether a case has a claim for expenses.
pub(super) async fn has_claims(tx: &DatabaseTransaction, id: CaseId) -> Result<bool, DbErr> {
    Ok(any!(tx, id, expense_claim.CaseId))
}

/// Puts somebody else into the claims of a case: what was paid stays, not to whom.
pub(super) async fn unclaim(
    tx: &DatabaseTransaction,
    id: CaseId,
    nobody: PersonId,
) -> Result<(), DbErr> {
    expense_claim::Entity::update_many()
        .col_expr(expense_claim::Column::ClaimantId, Expr::value(nobody))
        .filter(expense_claim::Column::CaseId.eq(id))
        .exec(tx)
        .await
        .map(|_| ())
}

/// Whether a case has a complaint or a safeguarding concern, which are sealed with its key.
pub(super) async fn has_records(tx: &DatabaseTransaction, id: CaseId) -> Result<bool, DbErr> {
    Ok(any!(tx, id, complaint.CaseId, safeguarding_concern.CaseId))
}

/// Writes a case as it now is.
pub(super) async fn update_case(
    tx: &DatabaseTransaction,
    row: case::Model,
) -> Result<case::Model, DbErr> {
    row.into_active_model().reset_all().update(tx).await
}

/// Whether a case or a person was erased.
pub(in crate::domain) async fn is_erased(
    db: &impl ConnectionTrait,
    owner: Owner,
    id: uuid::Uuid,
) -> Result<bool, DbErr> {
    let found = erasure::Entity::find_by_id((owner, id)).one(db).await?;
    Ok(found.is_some())
}

/// Writes down that a case or a person was erased, once.
pub(super) async fn insert(tx: &DatabaseTransaction, row: erasure::Model) -> Result<(), DbErr> {
    if !is_erased(tx, row.owner, row.owner_id).await? {
        erasure::Entity::insert(row.into_active_model())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// The other cases about a child that were not erased.
pub(super) async fn other_cases(
    tx: &DatabaseTransaction,
    child: ChildId,
    id: CaseId,
) -> Result<u64, DbErr> {
    case::Entity::find()
        .filter(case::Column::ChildId.eq(child))
        .filter(case::Column::Id.ne(id))
        .filter(case::Column::Id.not_in_subquery(erased_cases()))
        .count(tx)
        .await
}

/// A child by its id.
pub(in crate::domain) async fn child(
    tx: &DatabaseTransaction,
    id: ChildId,
) -> Result<Option<child::Model>, DbErr> {
    child::Entity::find_by_id(id).one(tx).await
}

/// Adds a child.
pub(in crate::domain) async fn insert_child(
    tx: &DatabaseTransaction,
    row: child::Model,
) -> Result<(), DbErr> {
    crate::database::insert_all(tx, vec![row]).await
}

/// Erases what is known of a child beside its name, and who once was its family.
pub(in crate::domain) async fn empty_child(
    tx: &DatabaseTransaction,
    row: child::Model,
) -> Result<(), DbErr> {
    delete!(tx, former_family.ChildId = row.id);
    let row = child::Model {
        is_looked_after: false,
        setting_id: None,
        year_group: None,
        compulsory_school_age_ends_on: None,
        ..row
    };
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// Whether somebody works for anybody, or has a part in anything that is kept.
pub(super) async fn is_tied(tx: &DatabaseTransaction, id: PersonId) -> Result<bool, DbErr> {
    let about = cases_about(tx, id).await?;
    Ok(!about.is_empty()
        || any!(
            tx,
            id,
            role.PersonId,
            mediator.PersonId,
            participant.PersonId,
            pool_member.PersonId,
            attendee.PersonId,
            alternative_person.PersonId,
            attendance_proposal.PersonId,
            referral.ReferrerPersonId,
            complaint.ComplainantId,
            complaint.AboutPersonId,
            expense_claim.ClaimantId,
            safeguarding_concern.RaisedBy,
            safeguarding_reader.PersonId,
        ))
}

/// Erases all that is known of somebody but that there was somebody.
pub(super) async fn empty_person(
    tx: &DatabaseTransaction,
    id: PersonId,
    name: &str,
) -> Result<bool, DbErr> {
    let Some(row) = person::Entity::find_by_id(id).one(tx).await? else {
        return Ok(false);
    };
    let row = person::Model {
        name: Personal::new(name),
        email: None,
        phone: None,
        preferred_channel: person::Channel::Post,
        outcode: None,
        ..row
    };
    row.into_active_model().reset_all().update(tx).await?;
    delete!(
        tx,
        access_need.PersonId = id,
        person_language.PersonId = id,
        availability_window.PersonId = id,
        observance.PersonId = id,
        former_family.PersonId = id,
    );
    Ok(true)
}

/// The evaluations of a case, or of one person in it.
pub(in crate::domain) async fn evaluations(
    tx: &DatabaseTransaction,
    case: CaseId,
    person: Option<PersonId>,
) -> Result<Vec<evaluation::Model>, DbErr> {
    let mut of = Condition::all().add(evaluation::Column::CaseId.eq(case));
    if let Some(person) = person {
        of = of.add(evaluation::Column::PersonId.eq(person));
    }
    evaluation::Entity::find().filter(of).all(tx).await
}

/// Puts somebody else, and no words, into an evaluation.
pub(in crate::domain) async fn unname(
    tx: &DatabaseTransaction,
    row: evaluation::Model,
    person: PersonId,
) -> Result<(), DbErr> {
    evaluation::Entity::delete_by_id((row.case_id, row.person_id))
        .exec(tx)
        .await?;
    let row = evaluation::Model {
        person_id: person,
        text: None,
        may_quote: false,
        ..row
    };
    crate::database::insert_all(tx, vec![row]).await
}

/// The notes of calls before these meetings, as far as there are any.
pub(in crate::domain) async fn noted(
    tx: &DatabaseTransaction,
    ids: &[CaseId],
) -> Result<Vec<(prep_contact::Model, CaseId)>, DbErr> {
    let mut found = Vec::new();
    for ids in ids.chunks(CHUNK) {
        let meetings = meeting::Entity::find()
            .filter(meeting::Column::CaseId.is_in(ids.iter().copied()))
            .all(tx)
            .await?;
        let cases: BTreeMap<MeetingId, CaseId> =
            meetings.iter().map(|row| (row.id, row.case_id)).collect();
        for meetings in cases.keys().copied().collect::<Vec<_>>().chunks(CHUNK) {
            let notes = prep_contact::Entity::find()
                .filter(prep_contact::Column::MeetingId.is_in(meetings.iter().copied()))
                .filter(prep_contact::Column::Note.is_not_null());
            for row in notes.all(tx).await? {
                if let Some(&case) = cases.get(&row.meeting_id) {
                    found.push((row, case));
                }
            }
        }
    }
    Ok(found)
}
