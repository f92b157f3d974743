//! Complaints, which go to the service manager, and safeguarding concerns, which go to those who need to
//! know. Neither leaves a line in the timeline: its readers may be whom they are about.

mod rules;
mod store;

use chrono::NaiveDate;
use entities::{
    AgreementActionId, CaseId, ComplaintId, PersonId, SafeguardingConcernId, Sealed, complaint,
    safeguarding_concern, safeguarding_reader,
};
use sea_orm::DbErr;

use crate::app::{App, day_of};
use crate::auth::{Actor, Afterwards, Standing, may_afterwards};
use crate::database::insert_all;
use crate::domain::audit::{self, Change, Deed, Subject, fingerprint};
use crate::domain::casework::{self, RecordRefused, Recorded, Shared, Step};
use crate::domain::vault::{self, Whose};
use crate::domain::{Failure, action, prose};

pub use rules::{reads_complaint, reads_concern};
pub(crate) use store::{complaints_of, concerns_of, readers_of};

/// Readers of a concern at most.
const MOST_READERS: usize = 20;

/// A complaint to record.
#[derive(Clone, Debug)]
pub struct NewComplaint {
    /// Who complains; whoever records it, where nobody is named.
    pub complainant: Option<PersonId>,
    /// Whom it is about, where it is about a person.
    pub person: Option<PersonId>,
    /// What it is about, where it is about a promised action.
    pub action: Option<AgreementActionId>,
    /// In the words of who complains.
    pub text: String,
    /// The day on which it was made.
    pub made_on: NaiveDate,
}

/// Records a complaint, for the service manager.
///
/// # Errors
///
/// [`RecordRefused`], or the database fails.
pub async fn complain(
    app: &App,
    actor: &Actor,
    id: CaseId,
    new: NewComplaint,
) -> Result<Recorded, Failure<RecordRefused>> {
    let subject = Subject::case(Deed::CaseRecord("complaintRecord"), id);
    let work = complaining(app, actor, subject, id, new);
    audit::watched(app, actor, subject, Box::pin(work)).await
}

async fn complaining(
    app: &App,
    actor: &Actor,
    subject: Subject,
    id: CaseId,
    new: NewComplaint,
) -> Result<Recorded, Failure<RecordRefused>> {
    let entered = casework::enter(app, actor, id, |standing| {
        may_afterwards(standing, Afterwards::Complain)
            || may_afterwards(standing, Afterwards::RecordComplaint)
    })
    .await?;
    let complainant = rules::complainant(entered.standing, entered.by(), new.complainant)?;
    let named = [
        ("complainantId", Some(complainant)),
        ("personId", new.person),
    ];
    for (field, named) in named {
        if let Some(named) = named
            && !store::has_a_part(&entered.tx, &entered.row, named).await?
        {
            return Err(rules::nobody(field).into());
        }
    }
    let about = rules::about(new.person, new.action)?;
    let when = (day_of(entered.row.opened_at), app.today());
    rules::may_be_made(new.person, entered.by(), new.made_on, when)?;
    if let Some(person) = new.person
        && !store::is_of_the_service(&entered.tx, &entered.row, person, app.today()).await?
    {
        return Err(rules::not_of_the_service().into());
    }
    let row = complaint::Model {
        id: ComplaintId(app.ids.next()),
        case_id: id,
        complainant_id: complainant,
        about,
        about_person_id: new.person,
        action_id: new.action,
        text: prose::text(&new.text, prose::LINES, "text")?.into(),
        made_on: new.made_on,
        recorded_at: app.now(),
        recorded_by: entered.by(),
        outcome: None,
        resolved_at: None,
        resolved_by: None,
    };
    if let Some(of) = new.action {
        action::complained(app, &entered, of).await?;
    }
    let row = vault::sealed(app, &entered.tx, Whose::Case(id), row).await?;
    insert_all(&entered.tx, vec![row.clone()]).await?;
    entered
        .leave(app, actor, subject, None, Change::new(&row))
        .await
}

/// Records what came of a complaint. Whom it is about has no part in that.
///
/// # Errors
///
/// [`RecordRefused`], or the database fails.
pub async fn resolve(
    app: &App,
    actor: &Actor,
    id: ComplaintId,
    outcome: &str,
) -> Result<Recorded, Failure<RecordRefused>> {
    let found = store::complaint(&app.db, id).await?;
    let case = found.as_ref().map(|row| row.case_id);
    let subject = Subject::object(Deed::CaseRecord("complaintResolve"), case, Some(id.0));
    let work = resolving(app, actor, subject, (id, case), outcome);
    audit::watched(app, actor, subject, Box::pin(work)).await
}

async fn resolving(
    app: &App,
    actor: &Actor,
    subject: Subject,
    (id, case): (ComplaintId, Option<CaseId>),
    outcome: &str,
) -> Result<Recorded, Failure<RecordRefused>> {
    let case = case.ok_or(RecordRefused::NotFound)?;
    let entered = casework::enter(app, actor, case, |standing| {
        may_afterwards(standing, Afterwards::HandleComplaints)
    })
    .await?;
    let row = store::complaint(&entered.tx, id).await?;
    let row = row
        .filter(|row| rules::reads_complaint(entered.standing, entered.by(), row))
        .ok_or(RecordRefused::NotFound)?;
    rules::is_open(&row)?;
    let before = fingerprint(&row);
    let row = complaint::Model {
        outcome: Some(prose::text(outcome, prose::LINES, "outcome")?.into()),
        resolved_at: Some(app.now()),
        resolved_by: Some(entered.by()),
        ..row
    };
    let row = vault::sealed(app, &entered.tx, Whose::Case(case), row).await?;
    store::update_complaint(&entered.tx, row.clone()).await?;
    let change = Change::from(before, &row);
    entered.leave(app, actor, subject, None, change).await
}

/// A safeguarding concern to record.
#[derive(Clone, Debug)]
pub struct NewConcern {
    /// What sort of harm.
    pub category: safeguarding_concern::Category,
    /// What was seen or said.
    pub text: String,
    /// To whom it was referred.
    pub referred_to: Option<String>,
    /// The day on which it was referred.
    pub referred_on: Option<NaiveDate>,
    /// Who needs to know of it, beside the service manager.
    pub readers: Vec<PersonId>,
    /// The version of the case that the actor has seen, where the case is to stand still meanwhile.
    pub suspends: Option<i32>,
}

/// Records a safeguarding concern, and lets the case stand still where that is needed.
///
/// # Errors
///
/// [`RecordRefused`], or the database fails.
pub async fn raise(
    app: &App,
    actor: &Actor,
    id: CaseId,
    new: NewConcern,
) -> Result<Recorded, Failure<RecordRefused>> {
    let subject = Subject::case(Deed::CaseRecord("safeguardingConcernRecord"), id);
    let work = raising(app, actor, subject, id, new);
    audit::watched(app, actor, subject, Box::pin(work)).await
}

async fn raising(
    app: &App,
    actor: &Actor,
    subject: Subject,
    id: CaseId,
    new: NewConcern,
) -> Result<Recorded, Failure<RecordRefused>> {
    if MOST_READERS < new.readers.len() {
        return Err(rules::too_many_readers(MOST_READERS).into());
    }
    let mut entered = casework::enter(app, actor, id, |standing| {
        may_afterwards(standing, Afterwards::RaiseConcern)
    })
    .await?;
    for &reader in &new.readers {
        if !store::has_a_part(&entered.tx, &entered.row, reader).await? {
            return Err(rules::nobody("readerIds").into());
        }
    }
    let (referred_to, referred_on) = (new.referred_to.as_deref(), new.referred_on);
    rules::may_be_referred(referred_to.is_some(), referred_on, app.today())?;
    let row = safeguarding_concern::Model {
        id: SafeguardingConcernId(app.ids.next()),
        case_id: id,
        category: new.category,
        text: prose::text(&new.text, prose::PAGE, "text")?.into(),
        referred_to: prose::maybe(referred_to, prose::LINES, "referredTo")?.map(Sealed::new),
        referred_on,
        raised_at: app.now(),
        raised_by: entered.by(),
    };
    let row = vault::sealed(app, &entered.tx, Whose::Case(id), row).await?;
    insert_all(&entered.tx, vec![row.clone()]).await?;
    let readers = rules::each_once(new.readers);
    let readers = readers
        .into_iter()
        .map(|person_id| safeguarding_reader::Model {
            concern_id: row.id,
            person_id,
        });
    insert_all(&entered.tx, readers.collect()).await?;
    if let Some(version) = new.suspends {
        rules::may_suspend(entered.standing)?;
        if entered.row.version != version {
            return Err(RecordRefused::StaleVersion(entered.row.version).into());
        }
        let step = Step::Any(Shared::SafeguardingRaised { suspends: true });
        entered.step(app, step).await?;
    }
    entered
        .leave(app, actor, subject, None, Change::new(&row))
        .await
}

/// What somebody reads, with what they have to do with its case.
pub type Read<T> = (T, Standing);

/// The complaints that are open and the actor's to handle, oldest first.
///
/// # Errors
///
/// The database fails.
pub async fn complaints_to_handle(
    app: &App,
    actor: &Actor,
) -> Result<Vec<Read<complaint::Model>>, DbErr> {
    let Some(somebody) = actor.somebody() else {
        return Ok(Vec::new());
    };
    let services = somebody.organisations(&[entities::role::Kind::ServiceManager]);
    let rows = store::open_complaints(&app.db, &services).await?;
    let rows = vault::open(app, &app.db, rows).await?;
    let cases: Vec<CaseId> = rows.iter().map(|row| row.case_id).collect();
    let seen = crate::domain::case::seen(app, actor, &cases).await?;
    let mine = rows.into_iter().filter_map(|row| {
        let (_, standing) = seen.iter().find(|(case, _)| case.id == row.case_id)?;
        let reads = rules::handles_complaint(*standing, somebody.id, &row);
        reads.then_some((row, *standing))
    });
    Ok(mine.collect())
}

/// The safeguarding concerns that the actor needs to know of, newest first.
///
/// # Errors
///
/// The database fails.
pub async fn concerns_to_know(
    app: &App,
    actor: &Actor,
) -> Result<Vec<Read<safeguarding_concern::Model>>, DbErr> {
    let Some(somebody) = actor.somebody() else {
        return Ok(Vec::new());
    };
    let services = somebody.organisations(&[entities::role::Kind::ServiceManager]);
    let rows = store::concerns_for(&app.db, somebody.id, &services).await?;
    let rows = vault::open(app, &app.db, rows).await?;
    let cases: Vec<CaseId> = rows.iter().map(|row| row.case_id).collect();
    let seen = crate::domain::case::seen(app, actor, &cases).await?;
    let mine = rows.into_iter().filter_map(|row| {
        let (_, standing) = seen.iter().find(|(case, _)| case.id == row.case_id)?;
        Some((row, *standing))
    });
    Ok(mine.collect())
}
