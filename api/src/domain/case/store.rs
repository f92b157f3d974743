//! Queries about cases.

use chrono::{DateTime, NaiveDate, Utc};
use entities::{
    CaseId, ChildId, ParticipantId, PersonId, alternative_person, attendee, authority, case, child,
    former_family, issue, meeting, participant, pool_member, referral, role,
};
use sea_orm::sea_query::{Alias, Expr, Func, LockType, Query, SelectStatement, SimpleExpr};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait,
    DatabaseTransaction, DbErr, EntityTrait, ExprTrait, IntoActiveModel, Order as Direction,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::rules::{self, Ties};
use crate::auth::Somebody;
use crate::reach;

/// Which cases.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of these types; empty for all.
    pub kinds: Vec<case::Kind>,
    /// Only in these states; empty for all.
    pub states: Vec<case::State>,
    /// Only of this authority.
    pub la: Option<entities::OrganisationId>,
    /// Only those whose 30-day clock ends on or before this day.
    pub arrange_by: Option<NaiveDate>,
    /// Only the one with this reference.
    pub reference: Option<String>,
}

/// In which order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The end of the 30-day clock, soonest first; cases without one last.
    ArrangeBy,
    /// Newest first.
    Opened,
    /// By reference.
    Reference,
}

/// Where in the order a case stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Position {
    /// The end of its clock.
    ArrangeBy(NaiveDate, CaseId),
    /// When it was opened.
    Opened(DateTime<Utc>, CaseId),
    /// Its reference.
    Reference(String),
}

/// The part of the list that is asked for.
#[derive(Clone, Debug)]
pub struct Slice {
    /// At most so many.
    pub limit: u64,
    /// Counted from the back of the list.
    pub is_backwards: bool,
    /// Only after this.
    pub after: Option<Position>,
    /// Only before this.
    pub before: Option<Position>,
}

/// A day that no clock reaches: where cases without a clock stand in the order.
pub const NEVER: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("it is a day");

impl Position {
    /// Where a case stands in an order.
    #[must_use]
    pub fn of(order: Order, row: &case::Model) -> Self {
        match order {
            Order::ArrangeBy => Self::ArrangeBy(row.arrange_by_on.unwrap_or(NEVER), row.id),
            Order::Opened => Self::Opened(row.opened_at, row.id),
            Order::Reference => Self::Reference(row.reference.clone()),
        }
    }
}

/// The cases with these ids, in no order.
pub(crate) async fn by_ids(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<case::Model>, DbErr> {
    case::Entity::find()
        .filter(case::Column::Id.is_in(ids.iter().copied()))
        .all(db)
        .await
}

/// Reads a case and keeps others from changing it until `tx` ends.
pub(crate) async fn lock(
    tx: &DatabaseTransaction,
    id: CaseId,
) -> Result<Option<case::Model>, DbErr> {
    case::Entity::find_by_id(id)
        .lock(LockType::NoKeyUpdate)
        .one(tx)
        .await
}

/// Moves a locked case to a state and to its next version.
pub(crate) async fn touch(
    tx: &DatabaseTransaction,
    row: case::Model,
    state: case::State,
) -> Result<case::Model, DbErr> {
    let version = row.version + 1;
    let mut row = row.into_active_model();
    row.state = Set(state);
    row.version = Set(version);
    row.update(tx).await
}

/// What ties a person to these cases.
pub(super) async fn ties(
    db: &impl ConnectionTrait,
    person: PersonId,
    rows: &[case::Model],
) -> Result<Ties, DbErr> {
    let ids: Vec<CaseId> = rows.iter().map(|row| row.id).collect();
    let between_agencies = rows.iter().filter(|row| row.kind == case::Kind::DrA);
    let children: Vec<ChildId> = between_agencies.map(|row| row.child_id).collect();
    let family_of = family_of(db, person, &children).await?;
    let mine = participant::Entity::find()
        .filter(participant::Column::CaseId.is_in(ids.iter().copied()))
        .filter(
            Condition::any()
                .add(participant::Column::PersonId.eq(person))
                .add(participant::Column::Id.in_subquery(pools_of(person))),
        )
        .all(db)
        .await?;
    let meetings = attendee::Entity::find()
        .find_also_related(meeting::Entity)
        .filter(attendee::Column::PersonId.eq(person))
        .filter(meeting::Column::CaseId.is_in(ids.iter().copied()))
        .filter(is_live())
        .all(db)
        .await?;
    let as_role = |wanted: participant::Role| {
        let attended = meetings.iter().filter(move |(row, _)| row.role == wanted);
        attended
            .filter_map(|(_, meeting)| meeting.as_ref())
            .map(|meeting| meeting.case_id)
            .collect()
    };
    Ok(Ties {
        seats: mine
            .iter()
            .map(|row| (row.case_id, row.role, row.organisation_id))
            .collect(),
        mediates: as_role(participant::Role::Mediator),
        interprets: as_role(participant::Role::Interpreter),
        family_of,
    })
}

/// Those of some children whose family a person is, or ever was, for the service.
pub(crate) async fn family_of(
    db: &impl ConnectionTrait,
    person: PersonId,
    children: &[ChildId],
) -> Result<Vec<ChildId>, DbErr> {
    if children.is_empty() {
        return Ok(Vec::new());
    }
    let found = child::Entity::find()
        .filter(child::Column::Id.is_in(children.iter().copied()))
        .filter(child::Column::Id.in_subquery(children_of_family(person)))
        .all(db)
        .await?;
    Ok(found.into_iter().map(|row| row.id).collect())
}

/// The children whose family a person is or ever was: the child itself, and whoever has or had a seat
/// as the family or the child in a case about it, has come to a meeting as such, has referred it as its
/// family, or stands in its place.
fn children_of_family(person: PersonId) -> SelectStatement {
    let as_family = [participant::Role::Family, participant::Role::Child];
    let seated = Query::select()
        .column(participant::Column::CaseId)
        .from(participant::Entity)
        .cond_where(
            Condition::any()
                .add(participant::Column::PersonId.eq(person))
                .add(participant::Column::Id.in_subquery(pools_of(person))),
        )
        .and_where(participant::Column::Role.is_in(as_family))
        .to_owned();
    let came = Query::select()
        .column(attendee::Column::MeetingId)
        .from(attendee::Entity)
        .and_where(attendee::Column::PersonId.eq(person))
        .and_where(attendee::Column::Role.is_in(as_family))
        .to_owned();
    let met = Query::select()
        .column(meeting::Column::CaseId)
        .from(meeting::Entity)
        .and_where(meeting::Column::Id.in_subquery(came))
        .to_owned();
    let referred = Query::select()
        .column(referral::Column::CaseId)
        .from(referral::Entity)
        .and_where(referral::Column::ReferrerPersonId.eq(person))
        .and_where(referral::Column::Referrer.eq(referral::Referrer::Family))
        .to_owned();
    let stands_in = Query::select()
        .column(alternative_person::Column::CaseId)
        .from(alternative_person::Entity)
        .and_where(alternative_person::Column::PersonId.eq(person))
        .to_owned();
    let of_cases = Query::select()
        .column(case::Column::ChildId)
        .from(case::Entity)
        .cond_where(
            Condition::any()
                .add(case::Column::Id.in_subquery(seated))
                .add(case::Column::Id.in_subquery(met))
                .add(case::Column::Id.in_subquery(referred))
                .add(case::Column::Id.in_subquery(stands_in)),
        )
        .to_owned();
    let once = Query::select()
        .column(former_family::Column::ChildId)
        .from(former_family::Entity)
        .and_where(former_family::Column::PersonId.eq(person))
        .to_owned();
    Query::select()
        .column(child::Column::Id)
        .from(child::Entity)
        .cond_where(
            Condition::any()
                .add(child::Column::PersonId.eq(person))
                .add(child::Column::Id.in_subquery(of_cases))
                .add(child::Column::Id.in_subquery(once)),
        )
        .to_owned()
}

/// Meetings that stand or stood; a tentative one ties nobody to the case yet.
fn is_live() -> SimpleExpr {
    meeting::Column::State.is_in([meeting::State::Confirmed, meeting::State::Completed])
}

/// The seats a person could take.
fn pools_of(person: PersonId) -> SelectStatement {
    Query::select()
        .column(pool_member::Column::ParticipantId)
        .from(pool_member::Entity)
        .and_where(pool_member::Column::PersonId.eq(person))
        .to_owned()
}

/// The cases somebody may know of: the same rule as [`super::rules::standing`], as a query.
fn visible_to(somebody: &Somebody) -> Condition {
    if reach::is_policy_waived() {
        return Condition::all();
    }
    let family_side = [
        participant::Role::Family,
        participant::Role::Child,
        participant::Role::Supporter,
    ];
    let bodies: Vec<_> = somebody
        .roles
        .iter()
        .map(|role| role.organisation)
        .collect();
    let seat = |agencies_only: bool| {
        let mut query = Query::select();
        query
            .column(participant::Column::CaseId)
            .from(participant::Entity)
            .cond_where(
                Condition::any()
                    .add(participant::Column::PersonId.eq(somebody.id))
                    .add(participant::Column::Id.in_subquery(pools_of(somebody.id))),
            );
        // The same as `rules::still_speaks` and `rules::by_seat`.
        query.cond_where(
            Condition::any()
                .add(participant::Column::Role.is_not_in(rules::FOR_BODIES))
                .add(participant::Column::OrganisationId.is_null())
                .add(participant::Column::OrganisationId.is_in(bodies.iter().copied())),
        );
        query.and_where(
            participant::Column::Role
                .is_not_in([participant::Role::Mediator, participant::Role::Interpreter]),
        );
        if agencies_only {
            query.and_where(participant::Column::Role.is_not_in(family_side));
        }
        query
    };
    let attended = Query::select()
        .column(attendee::Column::MeetingId)
        .from(attendee::Entity)
        .and_where(attendee::Column::PersonId.eq(somebody.id))
        .and_where(
            attendee::Column::Role
                .is_in([participant::Role::Mediator, participant::Role::Interpreter]),
        )
        .to_owned();
    let by_meeting = Query::select()
        .column(meeting::Column::CaseId)
        .from(meeting::Entity)
        .and_where(meeting::Column::Id.in_subquery(attended))
        .and_where(is_live())
        .to_owned();
    let working = [
        role::Kind::ServiceManager,
        role::Kind::Coordinator,
        role::Kind::Adviser,
    ];
    let tied = Condition::any()
        .add(case::Column::ProviderId.is_in(somebody.organisations(&working)))
        .add(case::Column::Id.in_subquery(by_meeting))
        .add(case::Column::Id.in_subquery(seat(true)))
        .add(
            Condition::all()
                .add(case::Column::Kind.ne(case::Kind::DrA))
                .add(case::Column::Id.in_subquery(seat(false))),
        );
    let not_closed_to_the_family = Condition::any()
        .add(case::Column::Kind.ne(case::Kind::DrA))
        .add(case::Column::ChildId.not_in_subquery(children_of_family(somebody.id)));
    Condition::all().add(tied).add(not_closed_to_the_family)
}

/// The cases that somebody may know of and a filter lets through.
fn filtered(somebody: &Somebody, filter: &Filter) -> Select<case::Entity> {
    let mut query = case::Entity::find().filter(visible_to(somebody));
    if !filter.kinds.is_empty() {
        query = query.filter(case::Column::Kind.is_in(filter.kinds.clone()));
    }
    if !filter.states.is_empty() {
        let shown = filter
            .states
            .iter()
            .flat_map(|&state| rules::stored(somebody, state));
        query = query.filter(case::Column::State.is_in(shown));
    }
    if let Some(la) = filter.la {
        query = query.filter(case::Column::LaId.eq(la));
    }
    if let Some(day) = filter.arrange_by {
        query = query.filter(case::Column::ArrangeByOn.lte(day));
    }
    if let Some(reference) = &filter.reference {
        query = query.filter(case::Column::Reference.eq(reference.as_str()));
    }
    query
}

/// A part of the list, in the order asked for.
pub(super) async fn list(
    db: &impl ConnectionTrait,
    somebody: &Somebody,
    filter: &Filter,
    order: Order,
    slice: &Slice,
) -> Result<Vec<case::Model>, DbErr> {
    let mut query = filtered(somebody, filter);
    for (position, is_after) in [(&slice.after, true), (&slice.before, false)] {
        if let Some(position) = position {
            query = query.filter(beyond(position, is_after));
        }
    }
    let direction = |ascending: bool| {
        if ascending == slice.is_backwards {
            Direction::Desc
        } else {
            Direction::Asc
        }
    };
    let query = match order {
        Order::ArrangeBy => query
            .order_by(arrange_by(), direction(true))
            .order_by(case::Column::Id, direction(true)),
        Order::Opened => query
            .order_by(case::Column::OpenedAt, direction(false))
            .order_by(case::Column::Id, direction(true)),
        Order::Reference => query.order_by(case::Column::Reference, direction(true)),
    };
    let mut rows = query.limit(slice.limit).all(db).await?;
    if slice.is_backwards {
        rows.reverse();
    }
    Ok(rows)
}

/// The end of the clock, or a day that no clock reaches.
fn arrange_by() -> SimpleExpr {
    Func::coalesce([
        Expr::col((case::Entity, case::Column::ArrangeByOn)),
        Expr::val(NEVER),
    ])
    .cast_as(Alias::new("text"))
}

/// What stands after (or before) a position.
fn beyond(position: &Position, is_after: bool) -> Condition {
    let past = |column: SimpleExpr, value: SimpleExpr| {
        if is_after {
            column.gt(value)
        } else {
            column.lt(value)
        }
    };
    let col = |column: case::Column| Expr::col((case::Entity, column));
    match position {
        Position::ArrangeBy(day, id) => {
            let day = || Expr::val(day.to_string());
            Condition::any().add(past(arrange_by(), day())).add(
                Condition::all()
                    .add(arrange_by().eq(day()))
                    .add(past(col(case::Column::Id), Expr::val(*id))),
            )
        }
        Position::Opened(at, id) => {
            // Newest first: what comes after is older.
            let older = case::Column::OpenedAt.into_expr();
            let at_once = Condition::all()
                .add(case::Column::OpenedAt.eq(*at))
                .add(past(col(case::Column::Id), Expr::val(*id)));
            let rest = if is_after {
                older.lt(*at)
            } else {
                older.gt(*at)
            };
            Condition::any().add(rest).add(at_once)
        }
        Position::Reference(reference) => Condition::all().add(past(
            col(case::Column::Reference),
            Expr::val(reference.as_str()),
        )),
    }
}

/// How many cases the list has in all.
pub(super) async fn count(
    db: &impl ConnectionTrait,
    somebody: &Somebody,
    filter: &Filter,
) -> Result<u64, DbErr> {
    filtered(somebody, filter).count(db).await
}

/// The issues of these cases, in a fixed order.
pub(crate) async fn issues_of(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<issue::Model>, DbErr> {
    issue::Entity::find()
        .filter(issue::Column::CaseId.is_in(ids.iter().copied()))
        .order_by_asc(issue::Column::Domain)
        .order_by_asc(issue::Column::Id)
        .all(db)
        .await
}

/// The seats of these cases, in a fixed order.
pub(crate) async fn participants_of(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<participant::Model>, DbErr> {
    participant::Entity::find()
        .filter(participant::Column::CaseId.is_in(ids.iter().copied()))
        .order_by_asc(participant::Column::Role)
        .order_by_asc(participant::Column::Id)
        .all(db)
        .await
}

/// One seat.
pub(crate) async fn participant_by_id(
    db: &impl ConnectionTrait,
    id: ParticipantId,
) -> Result<Option<participant::Model>, DbErr> {
    participant::Entity::find_by_id(id).one(db).await
}

/// Who may fill these seats, best first.
pub(crate) async fn pool_of(
    db: &impl ConnectionTrait,
    ids: &[ParticipantId],
) -> Result<Vec<pool_member::Model>, DbErr> {
    pool_member::Entity::find()
        .filter(pool_member::Column::ParticipantId.is_in(ids.iter().copied()))
        .order_by_asc(pool_member::Column::Rank)
        .order_by_asc(pool_member::Column::PersonId)
        .all(db)
        .await
}

/// What may be decided in these seats, and by whom.
pub(crate) async fn authorities_of(
    db: &impl ConnectionTrait,
    ids: &[ParticipantId],
) -> Result<Vec<authority::Model>, DbErr> {
    authority::Entity::find()
        .filter(authority::Column::ParticipantId.is_in(ids.iter().copied()))
        .order_by_asc(authority::Column::Domain)
        .all(db)
        .await
}

/// The children with these ids, in no order.
pub(crate) async fn children_of(
    db: &impl ConnectionTrait,
    ids: &[ChildId],
) -> Result<Vec<child::Model>, DbErr> {
    child::Entity::find()
        .filter(child::Column::Id.is_in(ids.iter().copied()))
        .all(db)
        .await
}
