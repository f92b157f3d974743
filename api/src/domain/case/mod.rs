//! Cases: one matter's way through the service.

pub(crate) mod rules;
mod store;

use chrono::{DateTime, NaiveDate, Utc};
use entities::{
    CaseId, ChildId, IssueId, Mode, OrganisationId, ParticipantId, PersonId, Personal, Sealed,
    authority, case, issue, kept_apart, participant, pool_member,
};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, DbErr, EntityTrait, TransactionTrait};

use crate::app::App;
use crate::auth::{Action, Actor, Standing, may};
use crate::database::insert_all;
use crate::domain::vault::{self, Whose};
use crate::domain::{Refusal, path};
use crate::reach;

pub use store::{Filter, NEVER, Order, Position, Slice};
pub(crate) use store::{
    authorities_of, children_of, family_of, issues_of, lock, participant_by_id, participants_of,
    pool_of, touch,
};

/// A case the actor may know of, with what the actor has to do with it; `None` for any other.
///
/// # Errors
///
/// The database fails.
pub async fn see(
    app: &App,
    actor: &Actor,
    id: CaseId,
) -> Result<Option<(case::Model, Standing)>, DbErr> {
    Ok(seen(app, actor, &[id]).await?.pop())
}

/// Those of some cases that the actor may know of, in no order.
///
/// # Errors
///
/// The database fails.
pub async fn seen(
    app: &App,
    actor: &Actor,
    ids: &[CaseId],
) -> Result<Vec<(case::Model, Standing)>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = store::by_ids(&app.db, ids).await?;
    let standings = standings(app, actor, &rows).await?;
    let known = rows.into_iter().zip(standings);
    Ok(known
        .filter(|(_, standing)| may(*standing, Action::SeeCase))
        .collect())
}

/// What the actor has to do with each of some cases, in their order.
async fn standings(app: &App, actor: &Actor, rows: &[case::Model]) -> Result<Vec<Standing>, DbErr> {
    if reach::is_policy_waived() {
        return Ok(vec![Standing::Manager; rows.len()]);
    }
    let Some(somebody) = actor.somebody() else {
        return Ok(vec![Standing::Anonymous; rows.len()]);
    };
    let ties = store::ties(&app.db, somebody.id, rows).await?;
    Ok(rows
        .iter()
        .map(|row| rules::standing(somebody, row, &ties))
        .collect())
}

/// A part of the list of cases the actor may know of, and how many there are in all when asked.
///
/// # Errors
///
/// The database fails.
pub async fn list(
    app: &App,
    actor: &Actor,
    filter: &Filter,
    order: Order,
    slice: &Slice,
) -> Result<Vec<(case::Model, Standing)>, DbErr> {
    let Some(somebody) = actor.somebody() else {
        return Ok(Vec::new());
    };
    let rows = store::list(&app.db, somebody, filter, order, slice).await?;
    let standings = standings(app, actor, &rows).await?;
    let knows_clock =
        |standing: Standing| filter.arrange_by.is_none() || may(standing, Action::SeeIssues);
    let seen = rows.into_iter().zip(standings);
    Ok(seen
        .filter(|(_, standing)| knows_clock(*standing))
        .collect())
}

/// How many cases the actor may know of.
///
/// # Errors
///
/// The database fails.
pub async fn count(app: &App, actor: &Actor, filter: &Filter) -> Result<u64, DbErr> {
    match actor.somebody() {
        Some(somebody) => store::count(&app.db, somebody, filter).await,
        None => Ok(0),
    }
}

/// A case to open.
#[derive(Clone, Debug)]
pub struct NewCase {
    /// What people call it.
    pub reference: String,
    /// Its type.
    pub kind: case::Kind,
    /// How far it has come.
    pub state: case::State,
    /// The service that has it.
    pub provider: OrganisationId,
    /// The local authority that maintains the plan, or would.
    pub la: OrganisationId,
    /// The child or young person.
    pub child: ChildId,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// The day the decision notice was sent.
    pub notice_sent_on: Option<NaiveDate>,
    /// When the local authority was told that the family wants mediation.
    pub la_informed_at: Option<DateTime<Utc>>,
    /// When the ICB got the local authority's notice.
    pub icb_informed_at: Option<DateTime<Utc>>,
    /// How the family wants to meet.
    pub mode: Mode,
    /// Minutes of joint session.
    pub session_minutes: i32,
    /// Private rooms needed beside the main one.
    pub breakout_rooms: i32,
    /// Where the family starts from.
    pub family_outcode: String,
    /// The farthest the family goes, in minutes.
    pub family_max_minutes: i32,
    /// "bsl", or the code of a language.
    pub interpreter_language: Option<String>,
    /// What is in dispute.
    pub issues: Vec<NewIssue>,
    /// Who is needed.
    pub participants: Vec<NewParticipant>,
    /// Pairs of people that a court keeps apart.
    pub kept_apart: Vec<(PersonId, PersonId)>,
}

/// An issue of a new case.
#[derive(Clone, Debug)]
pub struct NewIssue {
    /// What it is about.
    pub domain: issue::Domain,
    /// Whether the Tribunal could decide it.
    pub is_appealable: bool,
    /// In the family's words.
    pub text: Option<String>,
}

/// A seat of a new case.
#[derive(Clone, Debug)]
pub struct NewParticipant {
    /// As what.
    pub role: participant::Role,
    /// Whether the meeting can do without.
    pub requirement: participant::Requirement,
    /// The person the seat is for; `None` for any one of the pool.
    pub person: Option<PersonId>,
    /// The body the seat speaks for.
    pub organisation: Option<OrganisationId>,
    /// Who may fill it, best first, and what each may decide.
    pub pool: Vec<(PersonId, Vec<issue::Domain>)>,
    /// When the parent and the mediator agreed that a child attends.
    pub agreed_at: Option<DateTime<Utc>>,
}

/// Why a case is not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenRefused {
    /// H03: a party the law requires has no seat.
    #[error("{0}")]
    RequiredRoleMissing(rules::MissingRole),
    /// The postcode district is none.
    #[error("{0} is not a postcode district in England")]
    UnknownOutcode(String),
}

impl Refusal for OpenRefused {
    fn field(&self) -> Vec<String> {
        match self {
            Self::RequiredRoleMissing(_) => path(&["participants"]),
            Self::UnknownOutcode(_) => path(&["familyOutcode"]),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::RequiredRoleMissing(_) => "REQUIRED_ROLE_MISSING",
            Self::UnknownOutcode(_) => "UNKNOWN_OUTCODE",
        }
    }
}

/// Opens a case with its issues and seats, and starts its clocks. For set-up: no API reaches it.
///
/// # Errors
///
/// [`OpenRefused`], or the database fails.
pub async fn open(app: &App, new: NewCase) -> Result<CaseId, super::Failure<OpenRefused>> {
    rules::required_roles(
        new.kind,
        new.participants
            .iter()
            .map(|seat| (seat.role, seat.requirement)),
    )
    .map_err(OpenRefused::RequiredRoleMissing)?;
    if crate::geography::centre(&new.family_outcode).is_none() {
        return Err(OpenRefused::UnknownOutcode(new.family_outcode).into());
    }
    let id = CaseId(app.ids.next());
    let tx = app.db.begin().await?;
    let row = rules::opened(id, &new, &app.calendar).insert(&tx).await?;
    super::casework::begin(app, &tx, &row).await?;
    let mut issues: Vec<_> = new
        .issues
        .iter()
        .map(|issue| issue::Model {
            id: IssueId(app.ids.next()),
            case_id: id,
            domain: issue.domain,
            is_appealable: issue.is_appealable,
            text: issue.text.clone().map(Personal::new).map(Sealed::new),
            status: issue::Status::Open,
            wanted_provision: None,
        })
        .collect();
    vault::seal_all(app, &tx, Whose::Case(id), &mut issues).await?;
    insert_all(&tx, issues).await?;
    for seat in &new.participants {
        seat_at(app, &tx, id, seat).await?;
    }
    for &(person, other) in &new.kept_apart {
        let pair = kept_apart::ActiveModel {
            case_id: Set(id),
            person_id: Set(person),
            other_id: Set(other),
        };
        kept_apart::Entity::insert(pair)
            .exec_without_returning(&tx)
            .await?;
    }
    tx.commit().await?;
    Ok(id)
}

async fn seat_at(
    app: &App,
    tx: &sea_orm::DatabaseTransaction,
    case: CaseId,
    seat: &NewParticipant,
) -> Result<(), DbErr> {
    let id = ParticipantId(app.ids.next());
    let row = participant::ActiveModel {
        id: Set(id),
        case_id: Set(case),
        role: Set(seat.role),
        requirement: Set(seat.requirement),
        person_id: Set(seat.person),
        organisation_id: Set(seat.organisation),
        is_first_mediation: Set(false),
        parent_agreed_at: Set(seat.agreed_at),
        mediator_agreed_at: Set(seat.agreed_at),
        private_word_asked_at: Set(None),
    };
    row.insert(tx).await?;
    let pool: Vec<_> = (1..)
        .zip(&seat.pool)
        .filter(|(_, (person, _))| seat.person != Some(*person))
        .map(|(rank, (person, _))| pool_member::ActiveModel {
            participant_id: Set(id),
            person_id: Set(*person),
            rank: Set(rank),
        })
        .collect();
    if !pool.is_empty() {
        pool_member::Entity::insert_many(pool).exec(tx).await?;
    }
    let authorities: Vec<_> = seat
        .pool
        .iter()
        .flat_map(|(person, domains)| {
            domains.iter().map(move |&domain| authority::ActiveModel {
                participant_id: Set(id),
                person_id: Set(*person),
                domain: Set(domain),
            })
        })
        .collect();
    if !authorities.is_empty() {
        authority::Entity::insert_many(authorities).exec(tx).await?;
    }
    Ok(())
}
