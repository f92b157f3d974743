//! One consistent read of everything that one case's meeting depends on.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, Utc};
use entities::{
    CaseId, OrganisationId, PersonId, access_need, authority, availability_window, booking,
    calendar_day, case, child, conflict_of_interest, contract, contract_kind, issue, kept_apart,
    mediator, mediator_accreditation, mediator_area, mediator_employer, meeting, observance,
    opening_hours, organisation, participant, person, person_language, pool_member, role, room,
    room_feature, venue,
};
use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::local::instant;
use crate::app::day_of;

/// How many days ahead dates are looked for, today included.
pub const HORIZON_DAYS: u64 = 70;

/// What planning reads of an availability window: no reason and no source. There are more of these
/// rows than of all others together.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// Whose time it is.
    pub person_id: PersonId,
    /// Its first instant.
    pub starts_at: DateTime<Utc>,
    /// The first instant after it.
    pub ends_at: DateTime<Utc>,
    /// How available they are.
    pub grade: availability_window::Grade,
}

/// The rows that one case's meeting depends on.
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
    pub mediators: Vec<mediator::Model>,
    /// What they are accredited for.
    pub accreditations: Vec<mediator_accreditation::Model>,
    /// Where they work.
    pub areas: Vec<mediator_area::Model>,
    /// Who employs them, with the organisation.
    pub employers: Vec<(mediator_employer::Model, Option<organisation::Model>)>,
    /// What they declared.
    pub conflicts: Vec<conflict_of_interest::Model>,
    /// Who interprets the case's language, in a fixed order.
    pub interpreters: Vec<PersonId>,
    /// Everybody who might sit at the table, in a fixed order.
    pub people: Vec<person::Model>,
    /// The roles of everybody above that are in force today.
    pub roles: Vec<role::Model>,
    /// The languages of mediators and of the people named in the case.
    pub languages: Vec<person_language::Model>,
    /// What the people named in the case need of a room.
    pub needs: Vec<access_need::Model>,
    /// When everybody can meet.
    pub windows: Vec<Window>,
    /// When some would rather not.
    pub observances: Vec<observance::Model>,
    /// What is taken, of people and rooms, by other cases' meetings.
    pub bookings: Vec<(booking::Model, Option<meeting::Model>)>,
    /// Venues, in a fixed order.
    pub venues: Vec<venue::Model>,
    /// Their rooms, in a fixed order.
    pub rooms: Vec<room::Model>,
    /// What the rooms offer.
    pub features: Vec<room_feature::Model>,
    /// When venues are open.
    pub opening_hours: Vec<opening_hours::Model>,
    /// When the schools concerned are closed.
    pub closures: Vec<calendar_day::Model>,
    /// The contracts that could pay, each with the meetings of other cases it has paid for.
    pub contracts: Vec<(contract::Model, u64)>,
}

/// Reads everything the meeting of `case` depends on; `None` when there is no such case.
///
/// # Errors
///
/// The database fails.
#[expect(
    clippy::too_many_lines,
    reason = "one read of many tables, a few lines each"
)]
pub async fn read(
    db: &impl ConnectionTrait,
    id: CaseId,
    now: DateTime<Utc>,
) -> Result<Option<Rows>, DbErr> {
    let Some((case, Some(child))) = case::Entity::find_by_id(id)
        .find_also_related(child::Entity)
        .one(db)
        .await?
    else {
        return Ok(None);
    };
    let today = day_of(now);
    let until = today + Days::new(HORIZON_DAYS);
    let participants = participant::Entity::find()
        .filter(participant::Column::CaseId.eq(id))
        .order_by_asc(participant::Column::Role)
        .order_by_asc(participant::Column::Id)
        .all(db)
        .await?;
    let seats: Vec<_> = participants
        .iter()
        .map(|participant| participant.id)
        .collect();
    let pool = pool_member::Entity::find()
        .filter(pool_member::Column::ParticipantId.is_in(seats.clone()))
        .order_by_asc(pool_member::Column::Rank)
        .order_by_asc(pool_member::Column::PersonId)
        .all(db)
        .await?;
    let mediators = mediators_of(db, case.provider_id, today).await?;
    let mediator_ids: Vec<PersonId> = mediators.iter().map(|row| row.person_id).collect();
    let interpreters = interpreters_of(db, case.interpreter_language.as_deref(), today).await?;
    let named: BTreeSet<PersonId> = participants
        .iter()
        .filter_map(|seat| seat.person_id)
        .chain([child.person_id])
        .collect();
    let everybody: BTreeSet<PersonId> = named
        .iter()
        .copied()
        .chain(pool.iter().map(|member| member.person_id))
        .chain(mediator_ids.iter().copied())
        .chain(interpreters.iter().copied())
        .collect();
    let contracts = contracts_for(db, &case, &participants).await?;
    Ok(Some(Rows {
        today,
        now,
        issues: issue::Entity::find()
            .filter(issue::Column::CaseId.eq(id))
            .all(db)
            .await?,
        authorities: authority::Entity::find()
            .filter(authority::Column::ParticipantId.is_in(seats))
            .all(db)
            .await?,
        kept_apart: kept_apart::Entity::find()
            .filter(kept_apart::Column::CaseId.eq(id))
            .all(db)
            .await?,
        meeting: live_meeting(db, id, now).await?,
        accreditations: mediator_accreditation::Entity::find()
            .filter(mediator_accreditation::Column::PersonId.is_in(mediator_ids.clone()))
            .all(db)
            .await?,
        areas: mediator_area::Entity::find()
            .filter(mediator_area::Column::PersonId.is_in(mediator_ids.clone()))
            .all(db)
            .await?,
        employers: mediator_employer::Entity::find()
            .filter(mediator_employer::Column::PersonId.is_in(mediator_ids.clone()))
            .find_also_related(organisation::Entity)
            .all(db)
            .await?,
        conflicts: conflict_of_interest::Entity::find()
            .filter(conflict_of_interest::Column::MediatorId.is_in(mediator_ids.clone()))
            .all(db)
            .await?,
        people: person::Entity::find()
            .filter(person::Column::Id.is_in(everybody.clone()))
            .order_by_asc(person::Column::Id)
            .all(db)
            .await?,
        roles: role::Entity::find()
            .filter(role::Column::PersonId.is_in(everybody.clone()))
            .filter(in_force(today))
            .all(db)
            .await?,
        languages: person_language::Entity::find()
            .filter(
                person_language::Column::PersonId.is_in(named.iter().copied().chain(mediator_ids)),
            )
            .all(db)
            .await?,
        needs: access_need::Entity::find()
            .filter(access_need::Column::PersonId.is_in(named))
            .all(db)
            .await?,
        windows: availability_window::Entity::find()
            .filter(availability_window::Column::PersonId.is_in(everybody.clone()))
            .filter(availability_window::Column::EndsAt.gt(instant(today, 0)))
            .filter(availability_window::Column::StartsAt.lt(instant(until, 0)))
            .select_only()
            .column(availability_window::Column::PersonId)
            .column(availability_window::Column::StartsAt)
            .column(availability_window::Column::EndsAt)
            .column(availability_window::Column::Grade)
            .into_tuple()
            .all(db)
            .await?
            .into_iter()
            .map(|(person_id, starts_at, ends_at, grade)| Window {
                person_id,
                starts_at,
                ends_at,
                grade,
            })
            .collect(),
        observances: observance::Entity::find()
            .filter(observance::Column::PersonId.is_in(everybody.clone()))
            .filter(observance::Column::EndsAt.gt(instant(today, 0)))
            .filter(observance::Column::StartsAt.lt(instant(until, 0)))
            .all(db)
            .await?,
        bookings: bookings(db, id, &everybody, now, today, until).await?,
        venues: venue::Entity::find()
            .order_by_asc(venue::Column::Id)
            .all(db)
            .await?,
        rooms: room::Entity::find()
            .order_by_asc(room::Column::Id)
            .all(db)
            .await?,
        features: room_feature::Entity::find().all(db).await?,
        opening_hours: opening_hours::Entity::find().all(db).await?,
        closures: closures(db, &child, &participants, today, until).await?,
        case,
        child,
        participants,
        pool,
        mediators,
        interpreters,
        contracts,
    }))
}

/// People with a role in force on `today`.
fn in_force(today: NaiveDate) -> Condition {
    Condition::all().add(role::Column::FromOn.lte(today)).add(
        Condition::any()
            .add(role::Column::UntilOn.is_null())
            .add(role::Column::UntilOn.gte(today)),
    )
}

/// The provider's mediators.
async fn mediators_of(
    db: &impl ConnectionTrait,
    provider: OrganisationId,
    today: NaiveDate,
) -> Result<Vec<mediator::Model>, DbErr> {
    let theirs = Query::select()
        .column(role::Column::PersonId)
        .from(role::Entity)
        .cond_where(in_force(today))
        .and_where(role::Column::Kind.eq(role::Kind::Mediator))
        .and_where(role::Column::OrganisationId.eq(provider))
        .to_owned();
    mediator::Entity::find()
        .filter(mediator::Column::PersonId.in_subquery(theirs))
        .order_by_asc(mediator::Column::PersonId)
        .all(db)
        .await
}

/// People who interpret `language` for somebody; none when no language is asked for.
async fn interpreters_of(
    db: &impl ConnectionTrait,
    language: Option<&str>,
    today: NaiveDate,
) -> Result<Vec<PersonId>, DbErr> {
    let Some(language) = language else {
        return Ok(Vec::new());
    };
    let speakers = Query::select()
        .column(person_language::Column::PersonId)
        .from(person_language::Entity)
        .and_where(person_language::Column::Language.eq(language))
        .to_owned();
    role::Entity::find()
        .select_only()
        .column(role::Column::PersonId)
        .distinct()
        .filter(in_force(today))
        .filter(role::Column::Kind.eq(role::Kind::Interpreter))
        .filter(role::Column::PersonId.in_subquery(speakers))
        .order_by_asc(role::Column::PersonId)
        .into_tuple()
        .all(db)
        .await
}

/// The case's meeting that is confirmed, or held and not yet expired.
async fn live_meeting(
    db: &impl ConnectionTrait,
    case: CaseId,
    now: DateTime<Utc>,
) -> Result<Option<meeting::Model>, DbErr> {
    meeting::Entity::find()
        .filter(meeting::Column::CaseId.eq(case))
        .filter(live(now))
        .order_by_desc(meeting::Column::HeldAt)
        .one(db)
        .await
}

/// Meetings that are confirmed, or held and not yet expired.
fn live(now: DateTime<Utc>) -> Condition {
    Condition::any()
        .add(meeting::Column::State.eq(meeting::State::Confirmed))
        .add(
            Condition::all()
                .add(meeting::Column::State.eq(meeting::State::Held))
                .add(meeting::Column::ExpiresAt.gt(now)),
        )
}

/// What other cases' meetings take of these people and of any room.
async fn bookings(
    db: &impl ConnectionTrait,
    case: CaseId,
    people: &BTreeSet<PersonId>,
    now: DateTime<Utc>,
    today: NaiveDate,
    until: NaiveDate,
) -> Result<Vec<(booking::Model, Option<meeting::Model>)>, DbErr> {
    booking::Entity::find()
        .find_also_related(meeting::Entity)
        .filter(booking::Column::Status.ne(booking::Status::Released))
        .filter(booking::Column::EndsAt.gt(instant(today, 0)))
        .filter(booking::Column::StartsAt.lt(instant(until, 0)))
        .filter(
            Condition::any()
                .add(booking::Column::ResourceKind.eq(booking::ResourceKind::Room))
                .add(
                    booking::Column::ResourceId.is_in(
                        people
                            .iter()
                            .map(|&person| entities::ResourceId::from(person)),
                    ),
                ),
        )
        .filter(live(now))
        .filter(meeting::Column::CaseId.ne(case))
        .all(db)
        .await
}

/// The closing days of the child's school and of schools that take part.
async fn closures(
    db: &impl ConnectionTrait,
    child: &child::Model,
    participants: &[participant::Model],
    today: NaiveDate,
    until: NaiveDate,
) -> Result<Vec<calendar_day::Model>, DbErr> {
    let schools = participants
        .iter()
        .filter(|seat| seat.role == participant::Role::Education)
        .filter_map(|seat| seat.organisation_id)
        .chain(child.setting_id);
    calendar_day::Entity::find()
        .filter(calendar_day::Column::OrganisationId.is_in(schools))
        .filter(calendar_day::Column::DayOn.between(today, until))
        .all(db)
        .await
}

/// The contracts under which the body that pays buys this type of case, each with the meetings of
/// other cases it has paid for.
async fn contracts_for(
    db: &impl ConnectionTrait,
    case: &case::Model,
    participants: &[participant::Model],
) -> Result<Vec<(contract::Model, u64)>, DbErr> {
    let covering = Query::select()
        .column(contract_kind::Column::ContractId)
        .from(contract_kind::Entity)
        .and_where(contract_kind::Column::Kind.eq(case.kind))
        .to_owned();
    let rows = contract::Entity::find()
        .filter(contract::Column::CommissionerId.is_in(payers(case, participants)))
        .filter(contract::Column::ProviderId.eq(case.provider_id))
        .filter(contract::Column::Id.in_subquery(covering))
        .order_by_asc(contract::Column::FromOn)
        .order_by_asc(contract::Column::Id)
        .all(db)
        .await?;
    let mut contracts = Vec::new();
    for row in rows {
        let used = meetings_used(db, &row, case.id).await?;
        contracts.push((row, used));
    }
    Ok(contracts)
}

/// Who pays: health for health, the local authority for the rest.
fn payers(case: &case::Model, participants: &[participant::Model]) -> Vec<OrganisationId> {
    match case.kind {
        case::Kind::MedH | case::Kind::DrH | case::Kind::DrC => participants
            .iter()
            .filter(|seat| seat.role == participant::Role::Health)
            .filter_map(|seat| seat.organisation_id)
            .collect(),
        case::Kind::Mia
        | case::Kind::MedE
        | case::Kind::MedX
        | case::Kind::DrF
        | case::Kind::DrP
        | case::Kind::DrA
        | case::Kind::FacAr
        | case::Kind::FacTac
        | case::Kind::FacDp => vec![case.la_id],
    }
}

/// Meetings of other cases agreed under a contract; not counted where it has no cap.
async fn meetings_used(
    db: &impl ConnectionTrait,
    contract: &contract::Model,
    case: CaseId,
) -> Result<u64, DbErr> {
    if contract.volume_cap.is_none() {
        return Ok(0);
    }
    let kinds = Query::select()
        .column(contract_kind::Column::Kind)
        .from(contract_kind::Entity)
        .and_where(contract_kind::Column::ContractId.eq(contract.id))
        .to_owned();
    // Health pays for the cases in which it has a seat, an authority for its own.
    let with_its_seat = Query::select()
        .column(participant::Column::CaseId)
        .from(participant::Entity)
        .and_where(participant::Column::Role.eq(participant::Role::Health))
        .and_where(participant::Column::OrganisationId.eq(contract.commissioner_id))
        .to_owned();
    meeting::Entity::find()
        .inner_join(case::Entity)
        .filter(
            meeting::Column::State.is_in([meeting::State::Confirmed, meeting::State::Completed]),
        )
        .filter(meeting::Column::CaseId.ne(case))
        .filter(meeting::Column::StartsAt.gte(instant(contract.from_on, 0)))
        .filter(meeting::Column::StartsAt.lt(instant(contract.to_on + Days::new(1), 0)))
        .filter(
            Condition::any()
                .add(case::Column::LaId.eq(contract.commissioner_id))
                .add(case::Column::Id.in_subquery(with_its_seat)),
        )
        .filter(case::Column::ProviderId.eq(contract.provider_id))
        .filter(case::Column::Kind.in_subquery(kinds))
        .count(db)
        .await
}
