//! Reads the facts of a report: as many statements for a thousand cases as for one.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Europe::London;
use entities::{
    CaseId, MeetingId, OrganisationId, RoomId, agreement, agreement_action, agreement_edition,
    appeal_watch, attendance, attendee, authority, availability_request, case, case_clock,
    case_event, case_record, certificate, child, childs_view, complaint, contract, contract_kind,
    evaluation, expense_claim, follow_up_check, interpreter_booking, issue, meeting, organisation,
    participant, planned_meeting, planning_run, referral, room, safeguarding_concern, venue,
};
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::facts::{ByCase, CaseFacts, Facts, MeetingFacts};
use super::period::Period;
use crate::app::App;

/// Whose report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scope {
    /// Who pays.
    pub(super) commissioner: OrganisationId,
    /// Who works.
    pub(super) provider: OrganisationId,
    /// For which days.
    pub(super) period: Period,
}

/// The types of case that health pays for; an authority pays for the others.
const OF_HEALTH: [case::Kind; 3] = [case::Kind::MedH, case::Kind::DrH, case::Kind::DrC];

/// The first instant after the period, in England.
fn end_of(period: Period) -> DateTime<Utc> {
    let midnight = (period.to_on() + Days::new(1)).and_time(NaiveTime::MIN);
    London
        .from_local_datetime(&midnight)
        .single()
        .expect("clocks change at 01:00, not at midnight")
        .with_timezone(&Utc)
}

/// Which cases: those that the commissioner pays for, with this service, opened up to the end.
fn which(scope: Scope) -> Condition {
    let seats_of_health = Query::select()
        .column(participant::Column::CaseId)
        .from(participant::Entity)
        .and_where(participant::Column::Role.eq(participant::Role::Health))
        .and_where(participant::Column::OrganisationId.eq(scope.commissioner))
        .to_owned();
    let of_health = Condition::all()
        .add(case::Column::Kind.is_in(OF_HEALTH))
        .add(case::Column::Id.in_subquery(seats_of_health));
    let of_authority = Condition::all()
        .add(case::Column::Kind.is_not_in(OF_HEALTH))
        .add(case::Column::LaId.eq(scope.commissioner));
    Condition::all()
        .add(case::Column::ProviderId.eq(scope.provider))
        .add(case::Column::OpenedAt.lt(end_of(scope.period)))
        .add(Condition::any().add(of_health).add(of_authority))
}

/// Their ids.
fn ids(scope: Scope) -> SelectStatement {
    Query::select()
        .column(case::Column::Id)
        .from(case::Entity)
        .cond_where(which(scope))
        .to_owned()
}

/// The rows of a table that hang from the cases, in the order given.
macro_rules! of_cases {
    ($db:expr, $scope:expr, $table:ident $(, $order:ident)*) => {
        $table::Entity::find()
            .filter($table::Column::CaseId.in_subquery(ids($scope)))
            $(.order_by_asc($table::Column::$order))*
            .all($db)
            .await?
    };
}

/// The contracts that a service has had, with anybody.
pub(super) async fn contracts_with(
    db: &impl ConnectionTrait,
    commissioner: OrganisationId,
) -> Result<Vec<contract::Model>, DbErr> {
    contract::Entity::find()
        .filter(contract::Column::CommissionerId.eq(commissioner))
        .order_by_asc(contract::Column::FromOn)
        .order_by_asc(contract::Column::Id)
        .all(db)
        .await
}

/// A body.
pub(super) async fn body(
    db: &impl ConnectionTrait,
    id: OrganisationId,
) -> Result<Option<organisation::Model>, DbErr> {
    organisation::Entity::find_by_id(id).one(db).await
}

/// The authorities and health bodies with a code, two at most.
pub(super) async fn bodies_with_code(
    db: &impl ConnectionTrait,
    code: &str,
) -> Result<Vec<organisation::Model>, DbErr> {
    organisation::Entity::find()
        .filter(organisation::Column::Code.eq(code))
        .limit(2)
        .all(db)
        .await
}

/// Reads everything.
pub(super) async fn facts(
    app: &App,
    db: &impl ConnectionTrait,
    scope: Scope,
) -> Result<Facts, DbErr> {
    let cases = cases(db, scope).await?;
    Ok(Facts {
        period: scope.period,
        today: app.today(),
        calendar: Arc::clone(&app.calendar),
        bodies: bodies(db, scope).await?,
        rooms: rooms(db, scope).await?,
        contracts: contracts(db, scope).await?,
        cases,
    })
}

/// The cases with what hangs from each.
async fn cases(db: &impl ConnectionTrait, scope: Scope) -> Result<Vec<CaseFacts>, DbErr> {
    let rows = case::Entity::find()
        .filter(which(scope))
        .order_by_asc(case::Column::OpenedAt)
        .order_by_asc(case::Column::Id)
        .find_also_related(child::Entity)
        .all(db)
        .await?;
    let mut records = ByCase::new(of_cases!(db, scope, case_record), |row| row.case_id);
    let mut events = ByCase::new(of_cases!(db, scope, case_event, Sequence), |row| {
        row.case_id
    });
    let mut clocks = ByCase::new(of_cases!(db, scope, case_clock, Rule), |row| row.case_id);
    let mut certificates = ByCase::new(of_cases!(db, scope, certificate), |row| row.case_id);
    let mut referrals = ByCase::new(of_cases!(db, scope, referral), |row| row.case_id);
    let mut views = ByCase::new(of_cases!(db, scope, childs_view, ObtainedOn, Id), |row| {
        row.case_id
    });
    let mut interpreters = ByCase::new(
        of_cases!(db, scope, interpreter_booking, BookedAt, Id),
        |row| row.case_id,
    );
    let mut appeals = ByCase::new(of_cases!(db, scope, appeal_watch), |row| row.case_id);
    let mut checks = ByCase::new(of_cases!(db, scope, follow_up_check, Sequence), |row| {
        row.case_id
    });
    let mut evaluations = ByCase::new(of_cases!(db, scope, evaluation, PersonId), |row| {
        row.case_id
    });
    let mut complaints = ByCase::new(of_cases!(db, scope, complaint, Id), |row| row.case_id);
    let mut concerns = ByCase::new(of_cases!(db, scope, safeguarding_concern, Id), |row| {
        row.case_id
    });
    let mut claims = ByCase::new(of_cases!(db, scope, expense_claim, Id), |row| row.case_id);
    let mut check_days = check_days(db, scope).await?;
    let mut actions = ByCase::new(
        of_cases!(db, scope, agreement_action, Position, Id),
        |row| row.case_id,
    );
    let mut issues = ByCase::new(of_cases!(db, scope, issue, Id), |row| row.case_id);
    let mut seats = ByCase::new(of_cases!(db, scope, participant, Id), |row| row.case_id);
    let mut requests = ByCase::new(
        of_cases!(db, scope, availability_request, SentAt, Id),
        |row| row.case_id,
    );
    let mut authorities = authorities(db, scope).await?;
    let mut meetings = meetings(db, scope).await?;
    let mut planned = planned(db, scope).await?;
    let put = |(row, child): (case::Model, Option<child::Model>)| {
        let id = row.id;
        CaseFacts {
            row,
            child,
            record: records.take(id).pop(),
            events: events.take(id),
            clocks: clocks.take(id),
            certificate: certificates.take(id).pop(),
            referral: referrals.take(id).pop(),
            views: views.take(id),
            interpreters: interpreters.take(id),
            appeal: appeals.take(id).pop(),
            check_on: second(check_days.take(id)).pop(),
            checks: checks.take(id),
            evaluations: evaluations.take(id),
            complaints: complaints.take(id),
            concerns: concerns.take(id),
            claims: claims.take(id),
            actions: actions.take(id),
            issues: issues.take(id),
            seats: seats.take(id),
            authorities: second(authorities.take(id)),
            meetings: meetings.take(id),
            requests: requests.take(id),
            planned: second(planned.take(id)),
        }
    };
    Ok(rows.into_iter().map(put).collect())
}

/// The contracts between commissioner and service, with the types of case they cover.
async fn contracts(
    db: &impl ConnectionTrait,
    scope: Scope,
) -> Result<Vec<(contract::Model, Vec<case::Kind>)>, DbErr> {
    let rows = contract::Entity::find()
        .filter(contract::Column::CommissionerId.eq(scope.commissioner))
        .filter(contract::Column::ProviderId.eq(scope.provider))
        .order_by_asc(contract::Column::FromOn)
        .order_by_asc(contract::Column::Id)
        .find_with_related(contract_kind::Entity)
        .all(db)
        .await?;
    let covered = rows.into_iter().map(|(row, kinds)| {
        let kinds = kinds.into_iter().map(|line| line.kind);
        (row, kinds.collect())
    });
    Ok(covered.collect())
}

/// The second of each pair.
fn second<A, B>(pairs: Vec<(A, B)>) -> Vec<B> {
    pairs.into_iter().map(|(_, second)| second).collect()
}

/// The days on which the agreements in force are to be checked, by case.
async fn check_days(
    db: &impl ConnectionTrait,
    scope: Scope,
) -> Result<ByCase<(CaseId, NaiveDate)>, DbErr> {
    let rows = agreement_edition::Entity::find()
        .find_also_related(agreement::Entity)
        .filter(agreement::Column::CaseId.in_subquery(ids(scope)))
        .all(db)
        .await?;
    let in_force = rows.into_iter().filter_map(|(edition, agreement)| {
        let agreement = agreement.filter(|row| row.edition == edition.edition)?;
        Some((agreement.case_id, edition.check_on))
    });
    Ok(ByCase::new(in_force, |(case, _)| *case))
}

/// Who may decide what, by case.
async fn authorities(
    db: &impl ConnectionTrait,
    scope: Scope,
) -> Result<ByCase<(CaseId, authority::Model)>, DbErr> {
    let rows = authority::Entity::find()
        .find_also_related(participant::Entity)
        .filter(participant::Column::CaseId.in_subquery(ids(scope)))
        .all(db)
        .await?;
    let pairs = rows
        .into_iter()
        .filter_map(|(row, seat)| Some((seat?.case_id, row)));
    Ok(ByCase::new(pairs, |(case, _)| *case))
}

/// The meetings with who was to come, by case.
async fn meetings(db: &impl ConnectionTrait, scope: Scope) -> Result<ByCase<MeetingFacts>, DbErr> {
    let rows = of_cases!(db, scope, meeting, HeldAt, Id);
    let of_them = Query::select()
        .column(meeting::Column::Id)
        .from(meeting::Entity)
        .and_where(meeting::Column::CaseId.in_subquery(ids(scope)))
        .to_owned();
    let came = attendance::Entity::find()
        .filter(attendance::Column::MeetingId.in_subquery(of_them.clone()))
        .all(db)
        .await?;
    let mut attendance: BTreeMap<MeetingId, Vec<attendance::Model>> = BTreeMap::new();
    for row in came {
        attendance.entry(row.meeting_id).or_default().push(row);
    }
    let coming = attendee::Entity::find()
        .filter(attendee::Column::MeetingId.in_subquery(of_them))
        .order_by_asc(attendee::Column::Id)
        .all(db)
        .await?;
    let mut attendees: BTreeMap<MeetingId, Vec<attendee::Model>> = BTreeMap::new();
    for row in coming {
        attendees.entry(row.meeting_id).or_default().push(row);
    }
    let meetings = rows.into_iter().map(|row| MeetingFacts {
        attendees: attendees.remove(&row.id).unwrap_or_default(),
        attendance: attendance.remove(&row.id).unwrap_or_default(),
        row,
    });
    Ok(ByCase::new(meetings, |meeting| meeting.row.case_id))
}

/// A planned date with the run that found it, beside its case.
type Planned = (CaseId, (planned_meeting::Model, planning_run::Model));

/// The planned dates of finished runs, by case, the earliest run first.
async fn planned(db: &impl ConnectionTrait, scope: Scope) -> Result<ByCase<Planned>, DbErr> {
    let rows = planned_meeting::Entity::find()
        .find_also_related(planning_run::Entity)
        .filter(planned_meeting::Column::CaseId.in_subquery(ids(scope)))
        .filter(planning_run::Column::State.eq(planning_run::State::Done))
        .order_by_asc(planning_run::Column::FinishedAt)
        .order_by_asc(planning_run::Column::Id)
        .all(db)
        .await?;
    let pairs = rows
        .into_iter()
        .filter_map(|(row, run)| Some((row.case_id, (row, run?))));
    Ok(ByCase::new(pairs, |(case, _)| *case))
}

/// The bodies that seats stand for and children go to, and the authorities of the cases.
async fn bodies(
    db: &impl ConnectionTrait,
    scope: Scope,
) -> Result<BTreeMap<OrganisationId, organisation::Model>, DbErr> {
    let of_seats = Query::select()
        .column(participant::Column::OrganisationId)
        .from(participant::Entity)
        .and_where(participant::Column::CaseId.in_subquery(ids(scope)))
        .and_where(participant::Column::OrganisationId.is_not_null())
        .to_owned();
    let authorities = Query::select()
        .column(case::Column::LaId)
        .from(case::Entity)
        .cond_where(which(scope))
        .to_owned();
    let children = Query::select()
        .column(case::Column::ChildId)
        .from(case::Entity)
        .cond_where(which(scope))
        .to_owned();
    let settings = Query::select()
        .column(child::Column::SettingId)
        .from(child::Entity)
        .and_where(child::Column::Id.in_subquery(children))
        .and_where(child::Column::SettingId.is_not_null())
        .to_owned();
    let any = Condition::any()
        .add(organisation::Column::Id.in_subquery(of_seats))
        .add(organisation::Column::Id.in_subquery(authorities))
        .add(organisation::Column::Id.in_subquery(settings));
    let rows = organisation::Entity::find().filter(any).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The rooms of the meetings, with their venues.
async fn rooms(
    db: &impl ConnectionTrait,
    scope: Scope,
) -> Result<BTreeMap<RoomId, (room::Model, venue::Model)>, DbErr> {
    let used = Query::select()
        .column(meeting::Column::RoomId)
        .from(meeting::Entity)
        .and_where(meeting::Column::CaseId.in_subquery(ids(scope)))
        .and_where(meeting::Column::RoomId.is_not_null())
        .to_owned();
    let rows = room::Entity::find()
        .find_also_related(venue::Entity)
        .filter(room::Column::Id.in_subquery(used))
        .all(db)
        .await?;
    let placed = rows
        .into_iter()
        .filter_map(|(room, venue)| Some((room.id, (room, venue?))));
    Ok(placed.collect())
}
