//! What is held about somebody, table by table; a column that is not named here is in no record.

use std::collections::BTreeSet;

use entities::{
    CaseId, PersonId, Sealed, access_need, agreement, agreement_signatory, alternative_person,
    attendance, attendee, audit_event, authority_declaration, availability_request,
    availability_window, case, child, childs_view, complaint, evaluation, expense_claim,
    expense_item, ground_rules_signature, issue, mediator, meeting, note_comment, observance,
    participant, person, person_language, pool_member, role, summary,
};
use sea_orm::{
    ActiveEnum, ColumnTrait, Condition, DatabaseTransaction, DbErr, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde_json::{Value, json};

use super::rules::Told;
use crate::app::App;
use crate::auth::{Action, may};
use crate::domain::audit::{Deed, Read};
use crate::domain::case::rules::shown;
use crate::domain::parties::{apart_in, kept_from};
use crate::domain::vault;
use crate::domain::{action, erasure};

/// Rows in which a column names somebody, each as JSON.
macro_rules! rows {
    ($tx:expr, $entity:ident.$column:ident = $id:expr, $order:ident, $row:ident, $told:expr => $json:tt) => {
        $entity::Entity::find()
            .filter($entity::Column::$column.eq($id))
            .order_by_asc($entity::Column::$order)
            .all($tx)
            .await?
            .into_iter()
            .filter(|$row| $told)
            .map(|$row| json!($json))
            .collect::<Vec<Value>>()
    };
    ($tx:expr, $entity:ident.$column:ident = $id:expr, $order:ident, $row:ident => $json:tt) => {
        $entity::Entity::find()
            .filter($entity::Column::$column.eq($id))
            .order_by_asc($entity::Column::$order)
            .all($tx)
            .await?
            .into_iter()
            .map(|$row| json!($json))
            .collect::<Vec<Value>>()
    };
}

/// A value of a closed list, as it is stored.
fn word<E: ActiveEnum<Value = String>>(value: &E) -> String {
    value.to_value()
}

/// A text, if it is open.
fn open(text: Option<&Sealed>) -> Option<&str> {
    text.and_then(Sealed::reveal)
}

/// Who somebody is; `None` when there is nobody.
pub(super) async fn person(tx: &DatabaseTransaction, id: PersonId) -> Result<Option<Value>, DbErr> {
    let Some(row) = person::Entity::find_by_id(id).one(tx).await? else {
        return Ok(None);
    };
    let languages = rows!(tx, person_language.PersonId = id, Language, row => (row.language));
    let needs = rows!(tx, access_need.PersonId = id, Feature, row => (word(&row.feature)));
    let times = rows!(tx, observance.PersonId = id, StartsAt, row => {
        "startsAt": row.starts_at, "endsAt": row.ends_at,
    });
    let roles = rows!(tx, role.PersonId = id, FromOn, row => {
        "kind": word(&row.kind), "organisation": row.organisation_id.0,
        "fromOn": row.from_on, "untilOn": row.until_on,
    });
    let mediates = rows!(tx, mediator.PersonId = id, PersonId, row => {
        "registerNumber": row.register_no, "accreditedUntilOn": row.accredited_until_on,
        "insuredUntilOn": row.insured_until_on, "checkedUntilOn": row.checked_until_on,
        "meetingsADay": row.max_day, "meetingsAWeek": row.max_week,
    });
    let child = rows!(tx, child.PersonId = id, Id, row => {
        "isLookedAfter": row.is_looked_after, "yearGroup": row.year_group,
        "compulsorySchoolAgeEndsOn": row.compulsory_school_age_ends_on,
    });
    Ok(Some(json!({
        "id": row.id.0,
        "name": row.name.reveal(),
        "email": row.email.as_ref().map(entities::Personal::reveal),
        "phone": row.phone.as_ref().map(entities::Personal::reveal),
        "channel": word(&row.preferred_channel),
        "outcode": row.outcode,
        "isChild": row.is_child,
        "createdAt": row.created_at,
        "languages": languages,
        "accessNeeds": needs,
        "observances": times,
        "roles": roles,
        "mediator": mediates,
        "child": child,
    })))
}

/// When somebody can come, and when they were asked.
pub(super) async fn times(
    app: &App,
    tx: &DatabaseTransaction,
    id: PersonId,
    is_private: bool,
    told: &Told,
) -> Result<Value, DbErr> {
    let windows = availability_window::Entity::find()
        .filter(availability_window::Column::PersonId.eq(id))
        .order_by_asc(availability_window::Column::StartsAt)
        .all(tx)
        .await?;
    let windows: Vec<Value> = opened(app, tx, windows, is_private)
        .await?
        .into_iter()
        .map(|row| {
            json!({
                "startsAt": row.starts_at, "endsAt": row.ends_at, "grade": word(&row.grade),
                "source": word(&row.source), "enteredAt": row.entered_at,
                "reason": open(row.private_reason.as_ref()),
            })
        })
        .collect();
    let asked = rows!(tx, availability_request.PersonId = id, SentAt, row, told.has(row.case_id) => {
        "case": row.case_id.0, "sentAt": row.sent_at, "dueOn": row.due_on,
        "answeredAt": row.answered_at, "reminders": row.reminder_count,
    });
    Ok(json!({ "given": windows, "asked": asked }))
}

/// Opens texts for whom they are shown to, and leaves them shut for anybody else.
async fn opened<R: crate::vault::rows::Confidential>(
    app: &App,
    tx: &DatabaseTransaction,
    rows: Vec<R>,
    is_private: bool,
) -> Result<Vec<R>, DbErr> {
    if is_private {
        vault::open(app, tx, rows).await
    } else {
        Ok(rows)
    }
}

/// The cases that are about somebody. One between public bodies is none of theirs: no family takes part
/// (section 57(3)(a) of the Children and Families Act 2014).
async fn about(tx: &DatabaseTransaction, id: PersonId) -> Result<Vec<CaseId>, DbErr> {
    let children = child::Entity::find().filter(child::Column::PersonId.eq(id));
    let children: Vec<_> = children.all(tx).await?.iter().map(|row| row.id).collect();
    let about = case::Entity::find()
        .filter(case::Column::ChildId.is_in(children))
        .filter(case::Column::Kind.ne(case::Kind::DrA));
    Ok(about.all(tx).await?.iter().map(|row| row.id).collect())
}

/// The seats somebody has, or could take.
async fn seats(tx: &DatabaseTransaction, id: PersonId) -> Result<Vec<participant::Model>, DbErr> {
    let pooled = pool_member::Entity::find().filter(pool_member::Column::PersonId.eq(id));
    let pooled = pooled.all(tx).await?;
    let pooled = pooled.iter().map(|row| row.participant_id);
    participant::Entity::find()
        .filter(
            Condition::any()
                .add(participant::Column::PersonId.eq(id))
                .add(participant::Column::Id.is_in(pooled)),
        )
        .all(tx)
        .await
}

/// Every case in which somebody has, or had, a part.
pub(super) async fn files(
    tx: &DatabaseTransaction,
    id: PersonId,
) -> Result<Vec<case::Model>, DbErr> {
    let ids = erasure::cases_with(tx, id).await?;
    case::Entity::find()
        .filter(case::Column::Id.is_in(ids))
        .all(tx)
        .await
}

/// The cases somebody has a part in, and what is in dispute in those that are about them.
pub(super) async fn cases(
    app: &App,
    tx: &DatabaseTransaction,
    id: PersonId,
    is_private: bool,
    told: &Told,
) -> Result<Vec<Value>, DbErr> {
    let mut parts = Vec::<(CaseId, String)>::new();
    // Who mediates or interprets has to do with a case once there is a meeting, not by a seat they could take.
    let ties = |row: &&participant::Model| match row.role {
        participant::Role::Mediator | participant::Role::Interpreter => false,
        participant::Role::Family
        | participant::Role::Child
        | participant::Role::Supporter
        | participant::Role::LocalAuthority
        | participant::Role::Health
        | participant::Role::SocialCare
        | participant::Role::Education
        | participant::Role::Other => true,
    };
    let seats = seats(tx, id).await?;
    let seats = seats.iter().filter(ties);
    parts.extend(seats.map(|row| (row.case_id, word(&row.role))));
    let named = alternative_person::Entity::find();
    let named = named
        .filter(alternative_person::Column::PersonId.eq(id))
        .all(tx)
        .await?;
    parts.extend(
        named
            .iter()
            .map(|row| (row.case_id, "alternative_person".to_owned())),
    );
    let about = about(tx, id).await?;
    parts.extend(about.iter().map(|id| (*id, "about_them".to_owned())));
    parts.retain(|(id, _)| told.has(*id));
    let ids = parts.iter().map(|(id, _)| *id);
    let rows = case::Entity::find()
        .filter(case::Column::Id.is_in(ids))
        .order_by_asc(case::Column::OpenedAt)
        .all(tx)
        .await?;
    let mut all = Vec::new();
    for row in rows {
        let as_what: Vec<&str> = parts
            .iter()
            .filter(|(id, _)| *id == row.id)
            .map(|(_, what)| what.as_str())
            .collect();
        // What their part in it lets them know, and no more: a past part says nothing of how it stands.
        let standing = told.standing(row.id);
        let knows = |action| standing.is_some_and(|standing| may(standing, action));
        let state = standing.map(|standing| word(&shown(standing, row.state)));
        let certificate = row
            .certificate_issued_on
            .filter(|_| knows(Action::SeeCertificate));
        let mut told = json!({
            "id": row.id.0, "reference": row.reference, "kind": word(&row.kind),
            "state": state, "openedAt": row.opened_at, "as": as_what, "certificateIssuedOn": certificate,
            "appealByOn": row.appeal_by_on.filter(|_| knows(Action::SeeAppeal)),
        });
        if about.contains(&row.id) {
            told["dispute"] = dispute(app, tx, row.id, is_private).await?;
        }
        all.push(told);
    }
    Ok(all)
}

/// What is in dispute about somebody, and what they think of it.
async fn dispute(
    app: &App,
    tx: &DatabaseTransaction,
    id: CaseId,
    is_private: bool,
) -> Result<Value, DbErr> {
    let issues = issue::Entity::find()
        .filter(issue::Column::CaseId.eq(id))
        .all(tx)
        .await?;
    let issues: Vec<Value> = vault::open(app, tx, issues)
        .await?
        .iter()
        .map(|row| {
            json!({
                "domain": word(&row.domain), "status": word(&row.status), "text": open(row.text.as_ref()),
                "wanted": open(row.wanted_provision.as_ref()),
            })
        })
        .collect();
    let views = childs_view::Entity::find().filter(childs_view::Column::CaseId.eq(id));
    let views: Vec<Value> = opened(app, tx, views.all(tx).await?, is_private)
        .await?
        .iter()
        .map(|row| json!({ "obtainedOn": row.obtained_on, "text": row.text.reveal() }))
        .collect();
    Ok(json!({ "issues": issues, "views": views }))
}

/// The meetings somebody was to come to, and came to. A date that is only held is the arrangers' own business,
/// and so is one to which somebody comes from whom they are kept apart.
pub(super) async fn meetings(
    tx: &DatabaseTransaction,
    id: PersonId,
    told: &Told,
) -> Result<Value, DbErr> {
    let cases: Vec<_> = told.ids().collect();
    let all = meeting::Entity::find()
        .filter(meeting::Column::CaseId.is_in(cases.iter().copied()))
        .filter(meeting::Column::ConfirmedAt.is_not_null())
        .order_by_asc(meeting::Column::StartsAt)
        .all(tx)
        .await?;
    let comers = attendee::Entity::find()
        .filter(attendee::Column::MeetingId.is_in(all.iter().map(|row| row.id)))
        .all(tx)
        .await?;
    let apart = kept_from(id, &apart_in(tx, &cases).await?);
    let planned: Vec<Value> = all
        .iter()
        .filter(|row| {
            let here = || comers.iter().filter(|comer| comer.meeting_id == row.id);
            here().any(|comer| comer.person_id == id)
                && !here().any(|comer| apart.contains(&comer.person_id))
        })
        .map(|row| {
            json!({
                "id": row.id.0, "case": row.case_id.0, "state": word(&row.state),
                "startsAt": row.starts_at, "endsAt": row.ends_at,
            })
        })
        .collect();
    let is_told = |id| all.iter().any(|row| row.id == id);
    let there = rows!(tx, attendance.PersonId = id, RecordedAt, row, is_told(row.meeting_id) => {
        "meeting": row.meeting_id.0, "presence": word(&row.presence),
        "arrivedAt": row.arrived_at, "leftAt": row.left_at,
    });
    let signed = rows!(tx, ground_rules_signature.PersonId = id, SignedAt, row, is_told(row.meeting_id) => {
        "meeting": row.meeting_id.0, "signedAt": row.signed_at,
    });
    Ok(json!({ "arranged": planned, "attended": there, "signedGroundRules": signed }))
}

/// What somebody said or wrote.
pub(super) async fn said(
    app: &App,
    tx: &DatabaseTransaction,
    id: PersonId,
    is_private: bool,
    told: &Told,
) -> Result<Value, DbErr> {
    let summaries = summary::Entity::find().filter(summary::Column::WrittenBy.eq(id));
    let of_party = summaries.filter(summary::Column::Way.eq(summary::Way::Party));
    let summaries: Vec<Value> = opened(app, tx, of_party.all(tx).await?, is_private)
        .await?
        .iter()
        .filter(|row| told.has(row.case_id))
        .map(|row| {
            json!({
                "case": row.case_id.0, "writtenAt": row.written_at, "text": open(row.text.as_ref()),
            })
        })
        .collect();
    let comments = note_comment::Entity::find().filter(note_comment::Column::PersonId.eq(id));
    let comments: Vec<Value> = opened(app, tx, comments.all(tx).await?, is_private)
        .await?
        .iter()
        .filter(|row| told.has(row.case_id))
        .map(|row| {
            json!({
                "case": row.case_id.0, "commentedAt": row.commented_at, "text": open(row.text.as_ref()),
            })
        })
        .collect();
    let complaints = complaint::Entity::find().filter(complaint::Column::ComplainantId.eq(id));
    let complaints: Vec<Value> = vault::open(app, tx, complaints.all(tx).await?)
        .await?
        .iter()
        .filter(|row| told.has(row.case_id))
        // Whom a complaint is about never reads it.
        .filter(|row| row.about_person_id.is_none() || row.about_person_id != told.reader)
        .map(|row| {
            json!({
                "case": row.case_id.0, "madeOn": row.made_on, "text": row.text.reveal(),
                "outcome": open(row.outcome.as_ref()), "resolvedAt": row.resolved_at,
            })
        })
        .collect();
    let evaluations = rows!(tx, evaluation.PersonId = id, InvitedAt, row, told.has(row.case_id) => {
        "case": row.case_id.0, "invitedAt": row.invited_at, "submittedAt": row.submitted_at,
        "service": row.service, "mediator": row.mediator, "preparation": row.preparation,
        "fairness": row.fairness, "heard": row.heard, "outcome": row.outcome,
        "text": row.text.as_ref().map(entities::Personal::reveal), "mayQuote": row.may_quote,
    });
    let seats = participant::Entity::find().filter(participant::Column::CaseId.is_in(told.ids()));
    let seats: BTreeSet<_> = seats.all(tx).await?.iter().map(|seat| seat.id).collect();
    let declared = rows!(tx, authority_declaration.PersonId = id, DeclaredAt, row, seats.contains(&row.participant_id) => {
        "declaredAt": row.declared_at, "maySign": row.may_sign,
        "limit": row.limit_text.as_ref().map(entities::Personal::reveal),
    });
    Ok(json!({
        "summaries": summaries, "comments": comments, "complaints": complaints,
        "evaluations": evaluations, "authorities": declared,
    }))
}

/// What somebody claimed for expenses.
pub(super) async fn claims(
    tx: &DatabaseTransaction,
    id: PersonId,
    told: &Told,
) -> Result<Vec<Value>, DbErr> {
    let claims = expense_claim::Entity::find()
        .filter(expense_claim::Column::ClaimantId.eq(id))
        .order_by_asc(expense_claim::Column::ClaimedAt)
        .all(tx)
        .await?;
    let mut all = Vec::new();
    for row in claims.into_iter().filter(|row| told.has(row.case_id)) {
        let items = rows!(tx, expense_item.ClaimId = row.id, Position, item => {
            "kind": word(&item.kind), "spentOn": item.spent_on, "amountPence": item.amount_pence,
            "allowedPence": item.allowed_pence, "evidence": item.evidence.as_ref().map(entities::Personal::reveal),
        });
        all.push(json!({
            "case": row.case_id.0, "state": word(&row.state), "claimedAt": row.claimed_at,
            "allowedPence": row.allowed_pence, "decidedAt": row.decided_at,
            "reason": row.reason.as_ref().map(entities::Personal::reveal), "items": items,
        }));
    }
    Ok(all)
}

/// What somebody promised and signed; what stands in a draft is not promised yet.
pub(super) async fn promises(
    tx: &DatabaseTransaction,
    id: PersonId,
    told: &Told,
) -> Result<Value, DbErr> {
    let cases: Vec<_> = told.ids().collect();
    let promised = action::of_cases(tx, &cases).await?.into_iter();
    let promised: Vec<Value> = promised
        .filter(|row| row.owner_person_id == Some(id))
        .map(|row| {
            json!({
                "case": row.case_id.0, "what": row.what.reveal(), "agreedOn": row.agreed_on,
                "dueOn": row.due_on, "state": word(&row.state), "doneOn": row.done_on,
            })
        })
        .collect();
    let agreements = agreement::Entity::find().filter(agreement::Column::CaseId.is_in(cases));
    let agreements = agreements.all(tx).await?;
    let is_told = |id| agreements.iter().any(|row| row.id == id);
    let signed = rows!(tx, agreement_signatory.PersonId = id, Edition, row, is_told(row.agreement_id) => {
        "agreement": row.agreement_id.0, "edition": row.edition, "signedOn": row.signed_on,
    });
    Ok(json!({ "promised": promised, "signed": signed }))
}

/// Events of the log in a record at most, the last ones: a record is itself an event of the next.
const MOST_EVENTS: u64 = 500;

/// What somebody did with the service, as the audit log has it.
pub(super) async fn done(
    tx: &DatabaseTransaction,
    id: PersonId,
    told: &Told,
) -> Result<Vec<Value>, DbErr> {
    let events = audit_event::Entity::find()
        .filter(audit_event::Column::ActorId.eq(id))
        .order_by_desc(audit_event::Column::Sequence)
        .limit(MOST_EVENTS)
        .all(tx)
        .await?;
    let events = events.into_iter().rev();
    let events = events.filter(|row| row.case_id.is_none_or(|case| told.has(case)));
    Ok(events
        .map(|row| json!({ "at": row.at, "what": row.action, "outcome": word(&row.outcome) }))
        .collect())
}

/// What was done to somebody's row, who read their record, and who read the files that are about them: as
/// what, not who. That a summary, a complaint or a concern was read would tell that there is one.
pub(super) async fn seen(
    tx: &DatabaseTransaction,
    id: PersonId,
    told: &Told,
) -> Result<Vec<Value>, DbErr> {
    let files = about(tx, id).await?.into_iter();
    let files = files.filter(|id| told.has(*id));
    let reads = [Read::Child, Read::Issues, Read::ChildViews].map(|read| Deed::Read(read).name());
    let of_the_file = Condition::all()
        .add(audit_event::Column::CaseId.is_in(files))
        .add(audit_event::Column::Action.is_in(reads));
    let events = audit_event::Entity::find()
        .filter(
            Condition::any()
                .add(audit_event::Column::ObjectId.eq(id.0))
                .add(of_the_file),
        )
        .order_by_desc(audit_event::Column::Sequence)
        .limit(MOST_EVENTS)
        .all(tx)
        .await?;
    let shown = |row: audit_event::Model| json!({ "at": row.at, "what": row.action, "as": row.acting_as, "outcome": word(&row.outcome) });
    Ok(events.into_iter().rev().map(shown).collect())
}
