//! One consistent read of everything that the meetings of some cases depend on.
//!
//! What belongs to no case, such as people and rooms, is read once and shared by all of them: the
//! number of statements does not grow with the number of cases.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate, Utc};
use entities::{
    CaseId, OrganisationId, PersonId, ResourceId, RoomId, access_need, authority, booking,
    calendar_day, case, child, conflict_of_interest, contract, issue, kept_apart, mediator,
    mediator_accreditation, mediator_area, mediator_employer, meeting, observance, opening_hours,
    organisation, participant, person, person_language, pool_member, role, room, room_feature,
    venue,
};
use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::directory::{self, Known, in_force};
use super::local::instant;
use super::{contracts, windows};
use crate::app::{App, day_of};
use crate::database::begin_reading;

pub use super::windows::Window;

/// How many days ahead dates are looked for, today included.
pub const HORIZON_DAYS: u64 = 70;

/// Rows that all cases read together share.
pub type Shared<T> = Arc<Vec<T>>;

/// A role in force, as far as planning asks: who speaks for whom, and until when.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    /// Who has it.
    pub person_id: PersonId,
    /// In which organisation.
    pub organisation_id: OrganisationId,
    /// The last day; `None` for a role without an end.
    pub until_on: Option<NaiveDate>,
}

/// What a live meeting takes of somebody's time, or of a room.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    /// Whether it is a person or a room.
    pub resource_kind: booking::ResourceKind,
    /// Who, or which room.
    pub resource_id: ResourceId,
    /// From when.
    pub starts_at: DateTime<Utc>,
    /// Until when.
    pub ends_at: DateTime<Utc>,
    /// The room of the meeting; `None` by video.
    pub room_id: Option<RoomId>,
}

/// The rows that one case's meeting depends on.
#[derive(Clone)]
pub struct Rows {
    /// The first day looked at.
    pub today: NaiveDate,
    /// The instant of the reading.
    pub now: DateTime<Utc>,
    /// The case.
    pub case: case::Model,
    /// Its child.
    pub child: child::Model,
    /// Its issues.
    pub issues: Vec<issue::Model>,
    /// Its seats, in a fixed order.
    pub participants: Vec<participant::Model>,
    /// Who may fill them, best first.
    pub pool: Vec<pool_member::Model>,
    /// What those may decide.
    pub authorities: Vec<authority::Model>,
    /// Pairs that a court keeps apart.
    pub kept_apart: Vec<kept_apart::Model>,
    /// The case's live meeting: held or confirmed.
    pub meeting: Option<meeting::Model>,
    /// The provider's mediators, in a fixed order.
    pub mediators: Shared<mediator::Model>,
    /// What they are accredited for.
    pub accreditations: Shared<mediator_accreditation::Model>,
    /// Where they work.
    pub areas: Shared<mediator_area::Model>,
    /// Who employs them, with the organisation.
    pub employers: Shared<(mediator_employer::Model, Option<organisation::Model>)>,
    /// What they declared.
    pub conflicts: Shared<conflict_of_interest::Model>,
    /// Who interprets the case's language, in a fixed order.
    pub interpreters: Vec<PersonId>,
    /// Everybody who might sit at the table, in this case or in one read with it, in a fixed order.
    pub people: Shared<person::Model>,
    /// The roles of everybody above that are in force today.
    pub roles: Shared<Held>,
    /// The languages of mediators and of the people named in the case.
    pub languages: Shared<person_language::Model>,
    /// What the people named in the case need of a room.
    pub needs: Shared<access_need::Model>,
    /// When everybody can meet.
    pub windows: Shared<Window>,
    /// When some would rather not.
    pub observances: Shared<observance::Model>,
    /// What is taken, of people and rooms, by meetings of cases that were not read with this one.
    pub bookings: Shared<Taken>,
    /// Venues, in a fixed order.
    pub venues: Shared<venue::Model>,
    /// Their rooms, in a fixed order.
    pub rooms: Shared<room::Model>,
    /// What the rooms offer.
    pub features: Shared<room_feature::Model>,
    /// When venues are open.
    pub opening_hours: Shared<opening_hours::Model>,
    /// When the schools concerned in this case are closed.
    pub closures: Vec<calendar_day::Model>,
    /// The contracts that could pay, each with the meetings of other cases it has paid for.
    pub contracts: Vec<(contract::Model, u64)>,
}

/// Reads everything the meeting of a case depends on, as a transaction that may write sees it; `None`
/// when there is no such case.
///
/// # Errors
///
/// The database fails.
pub async fn read(
    db: &impl ConnectionTrait,
    id: CaseId,
    now: DateTime<Utc>,
) -> Result<Option<Rows>, DbErr> {
    Ok(rows(db, None, &[id], now).await?.pop())
}

/// Reads everything the meetings of some cases of one provider depend on, in the order of `ids`, in
/// a transaction of its own: from one state of the database, and the directory only when it changed.
///
/// Cases that are not there are left out, and so are those of another provider than the first's.
/// The bookings of their own meetings are nobody's commitments in any of them.
///
/// # Errors
///
/// The database fails.
pub async fn read_apart(app: &App, ids: &[CaseId], now: DateTime<Utc>) -> Result<Vec<Rows>, DbErr> {
    let tx = begin_reading(&app.db).await?;
    let rows = read_known(&tx, &app.known, ids, now).await?;
    tx.commit().await?;
    Ok(rows)
}

/// The same in a transaction from [`begin_reading`] that reads more than this: it sees one state of the
/// database throughout, which is what the directory may be kept for.
///
/// # Errors
///
/// The database fails.
pub async fn read_known(
    reading: &DatabaseTransaction,
    known: &Known,
    ids: &[CaseId],
    now: DateTime<Utc>,
) -> Result<Vec<Rows>, DbErr> {
    rows(reading, Some(known), ids, now).await
}

#[expect(
    clippy::too_many_lines,
    reason = "one read of many tables, a few lines each"
)]
async fn rows(
    db: &impl ConnectionTrait,
    known: Option<&Known>,
    ids: &[CaseId],
    now: DateTime<Utc>,
) -> Result<Vec<Rows>, DbErr> {
    let cases = cases(db, ids).await?;
    let Some(provider) = cases.first().map(|(case, _)| case.provider_id) else {
        return Ok(Vec::new());
    };
    let ids: Vec<CaseId> = cases.iter().map(|(case, _)| case.id).collect();
    let ids = || ids.iter().copied();
    let today = day_of(now);
    let until = today + Days::new(HORIZON_DAYS);
    let participants = participant::Entity::find()
        .filter(participant::Column::CaseId.is_in(ids()))
        .order_by_asc(participant::Column::Role)
        .order_by_asc(participant::Column::Id)
        .all(db)
        .await?;
    let seats: Vec<_> = participants.iter().map(|seat| seat.id).collect();
    let pool = pool_member::Entity::find()
        .filter(pool_member::Column::ParticipantId.is_in(seats.clone()))
        .order_by_asc(pool_member::Column::Rank)
        .order_by_asc(pool_member::Column::PersonId)
        .all(db)
        .await?;
    let directory = match known {
        Some(known) => directory::recall(db, known, provider, today).await?,
        None => directory::read(db, provider, today).await?.into(),
    };
    let mediators = || directory.mediators.iter().map(|row| row.person_id);
    let asked_for = cases
        .iter()
        .filter_map(|(case, _)| case.interpreter_language.as_deref());
    let interpreters = interpreters_of(db, asked_for, today).await?;
    let named: BTreeSet<PersonId> = participants
        .iter()
        .filter_map(|seat| seat.person_id)
        .chain(cases.iter().map(|(_, child)| child.person_id))
        .collect();
    let everybody: BTreeSet<PersonId> = named
        .iter()
        .copied()
        .chain(pool.iter().map(|member| member.person_id))
        .chain(mediators())
        .chain(interpreters.iter().map(|speaks| speaks.person_id))
        .collect();
    let everybody = || everybody.iter().copied();
    let issues = issue::Entity::find()
        .filter(issue::Column::CaseId.is_in(ids()))
        .all(db)
        .await?;
    let authorities = authority::Entity::find()
        .filter(authority::Column::ParticipantId.is_in(seats))
        .all(db)
        .await?;
    let kept_apart = kept_apart::Entity::find()
        .filter(kept_apart::Column::CaseId.is_in(ids()))
        .all(db)
        .await?;
    let meetings = live_meetings(db, ids(), now).await?;
    let closures = closures(db, &cases, &participants, today, until).await?;
    let contracts = contracts::read(db, &directory.contracts, &cases, &participants).await?;
    let world = Rows {
        today,
        now,
        // The first case stands for all of them, until each takes what is its own.
        case: cases[0].0.clone(),
        child: cases[0].1.clone(),
        issues: Vec::new(),
        participants: Vec::new(),
        pool: Vec::new(),
        authorities: Vec::new(),
        kept_apart: Vec::new(),
        meeting: None,
        interpreters: Vec::new(),
        closures: Vec::new(),
        contracts: Vec::new(),
        mediators: Arc::clone(&directory.mediators),
        accreditations: Arc::clone(&directory.accreditations),
        areas: Arc::clone(&directory.areas),
        employers: Arc::clone(&directory.employers),
        conflicts: Arc::clone(&directory.conflicts),
        venues: Arc::clone(&directory.venues),
        rooms: Arc::clone(&directory.rooms),
        features: Arc::clone(&directory.features),
        opening_hours: Arc::clone(&directory.opening_hours),
        people: person::Entity::find()
            .filter(person::Column::Id.is_in(everybody()))
            .order_by_asc(person::Column::Id)
            .all(db)
            .await?
            .into(),
        roles: roles(db, everybody(), today).await?.into(),
        languages: person_language::Entity::find()
            .filter(
                person_language::Column::PersonId.is_in(named.iter().copied().chain(mediators())),
            )
            .all(db)
            .await?
            .into(),
        needs: access_need::Entity::find()
            .filter(access_need::Column::PersonId.is_in(named))
            .all(db)
            .await?
            .into(),
        windows: windows::read(db, everybody(), instant(today, 0), instant(until, 0))
            .await?
            .into(),
        observances: observance::Entity::find()
            .filter(observance::Column::PersonId.is_in(everybody()))
            .filter(observance::Column::EndsAt.gt(instant(today, 0)))
            .filter(observance::Column::StartsAt.lt(instant(until, 0)))
            .all(db)
            .await?
            .into(),
        bookings: bookings(db, ids(), everybody(), now, today, until)
            .await?
            .into(),
    };
    let mut issues = sorted(issues, |row| row.case_id);
    let mut participants = sorted(participants, |row| row.case_id);
    let mut kept_apart = sorted(kept_apart, |row| row.case_id);
    let mut meetings = sorted(meetings, |row| row.case_id);
    let mut pool = sorted(pool, |row| row.participant_id);
    let mut authorities = sorted(authorities, |row| row.participant_id);
    let mut contracts = contracts.into_iter();
    let mut all = Vec::new();
    for (case, child) in cases {
        let id = case.id;
        let participants = take(&mut participants, &id);
        // In the order of the seats, and best first within each.
        let seats = participants.iter().map(|seat| &seat.id);
        let schools = schools(&child, &participants);
        let closed = |row: &&calendar_day::Model| {
            row.organisation_id
                .is_some_and(|body| schools.contains(&body))
        };
        all.push(Rows {
            issues: take(&mut issues, &id),
            pool: seats
                .clone()
                .flat_map(|seat| take(&mut pool, seat))
                .collect(),
            authorities: seats
                .flat_map(|seat| take(&mut authorities, seat))
                .collect(),
            kept_apart: take(&mut kept_apart, &id),
            meeting: take(&mut meetings, &id).into_iter().next(),
            interpreters: interpreters
                .iter()
                .filter(|speaks| case.interpreter_language.as_ref() == Some(&speaks.language))
                .map(|speaks| speaks.person_id)
                .collect(),
            closures: closures.iter().filter(closed).cloned().collect(),
            contracts: contracts.next().unwrap_or_default(),
            participants,
            case,
            child,
            ..world.clone()
        });
    }
    Ok(all)
}

/// Rows by what they belong to, each in the order they came.
fn sorted<K: Ord, V>(rows: Vec<V>, key: impl Fn(&V) -> K) -> BTreeMap<K, Vec<V>> {
    let mut groups: BTreeMap<K, Vec<V>> = BTreeMap::new();
    for row in rows {
        groups.entry(key(&row)).or_default().push(row);
    }
    groups
}

/// Takes what belongs to something.
fn take<K: Ord, V>(groups: &mut BTreeMap<K, Vec<V>>, key: &K) -> Vec<V> {
    groups.remove(key).unwrap_or_default()
}

/// The cases with their children, in the order of `ids`, each once; only those of the first's
/// provider.
async fn cases(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<(case::Model, child::Model)>, DbErr> {
    let found = case::Entity::find()
        .filter(case::Column::Id.is_in(ids.iter().copied()))
        .find_also_related(child::Entity)
        .all(db)
        .await?;
    let found = found
        .into_iter()
        .filter_map(|(case, child)| Some((case.id, (case, child?))));
    let mut found: BTreeMap<CaseId, _> = found.collect();
    let mut cases: Vec<(case::Model, child::Model)> =
        ids.iter().filter_map(|id| found.remove(id)).collect();
    if let Some(provider) = cases.first().map(|(case, _)| case.provider_id) {
        cases.retain(|(case, _)| case.provider_id == provider);
    }
    Ok(cases)
}

/// People who interpret one of these languages for somebody, each with the language.
async fn interpreters_of(
    db: &impl ConnectionTrait,
    languages: impl Iterator<Item = &str>,
    today: NaiveDate,
) -> Result<Vec<person_language::Model>, DbErr> {
    let languages: BTreeSet<&str> = languages.collect();
    if languages.is_empty() {
        return Ok(Vec::new());
    }
    let interpreters = Query::select()
        .column(role::Column::PersonId)
        .from(role::Entity)
        .cond_where(in_force(today))
        .and_where(role::Column::Kind.eq(role::Kind::Interpreter))
        .to_owned();
    person_language::Entity::find()
        .filter(person_language::Column::Language.is_in(languages))
        .filter(person_language::Column::PersonId.in_subquery(interpreters))
        .order_by_asc(person_language::Column::PersonId)
        .all(db)
        .await
}

/// The cases' meetings that are confirmed, or held and not yet expired, the last held first.
async fn live_meetings(
    db: &impl ConnectionTrait,
    ids: impl Iterator<Item = CaseId>,
    now: DateTime<Utc>,
) -> Result<Vec<meeting::Model>, DbErr> {
    meeting::Entity::find()
        .filter(meeting::Column::CaseId.is_in(ids))
        .filter(live(now))
        .order_by_desc(meeting::Column::HeldAt)
        .all(db)
        .await
}

/// Meetings that are confirmed, or held and not yet expired.
pub(crate) fn live(now: DateTime<Utc>) -> Condition {
    Condition::any()
        .add(meeting::Column::State.eq(meeting::State::Confirmed))
        .add(
            Condition::all()
                .add(meeting::Column::State.eq(meeting::State::Held))
                .add(meeting::Column::ExpiresAt.gt(now)),
        )
}

/// The roles of some people that are in force.
async fn roles(
    db: &impl ConnectionTrait,
    people: impl Iterator<Item = PersonId>,
    today: NaiveDate,
) -> Result<Vec<Held>, DbErr> {
    let rows: Vec<(PersonId, OrganisationId, Option<NaiveDate>)> = role::Entity::find()
        .select_only()
        .column(role::Column::PersonId)
        .column(role::Column::OrganisationId)
        .column(role::Column::UntilOn)
        .filter(role::Column::PersonId.is_in(people))
        .filter(in_force(today))
        .into_tuple()
        .all(db)
        .await?;
    let held = |(person_id, organisation_id, until_on)| Held {
        person_id,
        organisation_id,
        until_on,
    };
    Ok(rows.into_iter().map(held).collect())
}

/// What other cases' meetings take of these people and of any room.
async fn bookings(
    db: &impl ConnectionTrait,
    cases: impl Iterator<Item = CaseId>,
    people: impl Iterator<Item = PersonId>,
    now: DateTime<Utc>,
    today: NaiveDate,
    until: NaiveDate,
) -> Result<Vec<Taken>, DbErr> {
    let rows: Vec<(_, _, _, _, Option<RoomId>)> = booking::Entity::find()
        .inner_join(meeting::Entity)
        .select_only()
        .column(booking::Column::ResourceKind)
        .column(booking::Column::ResourceId)
        .column(booking::Column::StartsAt)
        .column(booking::Column::EndsAt)
        .column(meeting::Column::RoomId)
        .filter(booking::Column::Status.ne(booking::Status::Released))
        .filter(booking::Column::EndsAt.gt(instant(today, 0)))
        .filter(booking::Column::StartsAt.lt(instant(until, 0)))
        .filter(
            Condition::any()
                .add(booking::Column::ResourceKind.eq(booking::ResourceKind::Room))
                .add(booking::Column::ResourceId.is_in(people.map(ResourceId::from))),
        )
        .filter(live(now))
        .filter(meeting::Column::CaseId.is_not_in(cases))
        .into_tuple()
        .all(db)
        .await?;
    let taken = |(resource_kind, resource_id, starts_at, ends_at, room_id)| Taken {
        resource_kind,
        resource_id,
        starts_at,
        ends_at,
        room_id,
    };
    Ok(rows.into_iter().map(taken).collect())
}

/// The child's school and the schools that take part.
fn schools(child: &child::Model, participants: &[participant::Model]) -> Vec<OrganisationId> {
    participants
        .iter()
        .filter(|seat| seat.role == participant::Role::Education)
        .filter_map(|seat| seat.organisation_id)
        .chain(child.setting_id)
        .collect()
}

/// The closing days of every school in these cases.
async fn closures(
    db: &impl ConnectionTrait,
    cases: &[(case::Model, child::Model)],
    participants: &[participant::Model],
    today: NaiveDate,
    until: NaiveDate,
) -> Result<Vec<calendar_day::Model>, DbErr> {
    let schools: BTreeSet<OrganisationId> = cases
        .iter()
        .flat_map(|(_, child)| schools(child, participants))
        .collect();
    calendar_day::Entity::find()
        .filter(calendar_day::Column::OrganisationId.is_in(schools))
        .filter(calendar_day::Column::DayOn.between(today, until))
        .all(db)
        .await
}
