//! The audit log: what was done and what was refused, by whom, as what and what for.
//!
//! Every operation that changes something appends one event in the transaction of the change, as its
//! last statement; a refused attempt, which changes nothing, appends one in a transaction of its own.
//! Whoever is told what is confidential in a case is written down too, once a day ([`Told`]).
//! Events form a chain: each holds the hash of the one before, and [`verify`] reads the whole of it.
//! Events hold ids and fingerprints, never text about people.

mod rules;
mod store;

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::{Mutex, PoisonError};

use entities::{CaseId, audit_head};
use sea_orm::{DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait, ModelTrait};
use uuid::Uuid;

use crate::app::App;
use crate::auth::{Acquaintance, Actor, Standing};
use crate::database::{begin, begin_reading};
use crate::domain::{Failure, Refusal};

pub use rules::{Deed, Flaw, Hash, Read, fingerprint, fingerprint_all};

/// Events read at a time when the chain is verified.
const PAGE: u64 = 1_000;

/// What an operation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The operation.
    pub deed: Deed,
    /// The case it concerns.
    pub case: Option<CaseId>,
    /// The row it is done to.
    pub object: Option<Uuid>,
}

impl Subject {
    /// An operation on a case as such.
    #[must_use]
    pub fn case(deed: Deed, case: CaseId) -> Self {
        Self {
            deed,
            case: Some(case),
            object: Some(case.0),
        }
    }

    /// An operation on something else.
    #[must_use]
    pub fn object(deed: Deed, case: Option<CaseId>, object: Option<Uuid>) -> Self {
        Self { deed, case, object }
    }
}

/// As what somebody acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capacity {
    /// In a case.
    Case(Standing),
    /// Towards a person.
    Person(Acquaintance),
    /// By the roles held in organisations.
    Service,
    /// By having the server in their hands: a command, of which nobody is known.
    Operator,
}

/// What changed: the fingerprints of a row before and after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Of the row as it was; `None` for a new one.
    pub before: Option<Hash>,
    /// Of the row as it is; `None` when it is gone.
    pub after: Option<Hash>,
}

impl Change {
    /// A row that changed, with its fingerprint from before.
    pub fn from<M>(before: Hash, after: &M) -> Self
    where
        M: ModelTrait,
        M::Entity: EntityTrait<Model = M>,
    {
        Self {
            before: Some(before),
            after: Some(fingerprint(after)),
        }
    }

    /// A new row.
    pub fn new<M>(after: &M) -> Self
    where
        M: ModelTrait,
        M::Entity: EntityTrait<Model = M>,
    {
        Self {
            before: None,
            after: Some(fingerprint(after)),
        }
    }
}

/// A change of another case than the one an operation is done in.
pub type Beside = (CaseId, Change);

/// Writes down the other cases that an operation changed, after [`done`].
///
/// # Errors
///
/// The database fails.
pub async fn besides(
    app: &App,
    tx: &DatabaseTransaction,
    actor: &Actor,
    capacity: Capacity,
    subject: Subject,
    besides: Vec<Beside>,
) -> Result<(), DbErr> {
    for (id, change) in besides {
        let subject = Subject::case(subject.deed, id);
        done(app, tx, actor, capacity, subject, change).await?;
    }
    Ok(())
}

/// Writes down what was done, in the transaction that does it, as the last thing before its end: the
/// end of the chain is locked from here on.
///
/// # Errors
///
/// The database fails.
pub async fn done(
    app: &App,
    tx: &DatabaseTransaction,
    actor: &Actor,
    capacity: Capacity,
    subject: Subject,
    change: Change,
) -> Result<(), DbErr> {
    let head = store::head(tx).await?;
    let event = rules::event(app.now(), actor, capacity, subject, &head, Ok(change));
    store::append(tx, event).await
}

/// Does something, and writes down when it is refused: [`done`] is for the operation itself to call.
///
/// # Errors
///
/// What the operation says, or the database fails.
pub async fn watched<T, R: Refusal>(
    app: &App,
    actor: &Actor,
    subject: Subject,
    work: impl Future<Output = Result<T, Failure<R>>>,
) -> Result<T, Failure<R>> {
    match work.await {
        Err(Failure::Refused(refusal)) => {
            refused(app, actor, subject, refusal.code()).await?;
            Err(Failure::Refused(refusal))
        }
        other => other,
    }
}

/// Writes down that something was refused.
async fn refused(
    app: &App,
    actor: &Actor,
    subject: Subject,
    code: &'static str,
) -> Result<(), DbErr> {
    let capacity = match subject.case {
        Some(case) => {
            let seen = super::case::see(app, actor, case).await?;
            Capacity::Case(seen.map_or(Standing::Stranger, |(_, standing)| standing))
        }
        None => Capacity::Service,
    };
    let tx = begin(&app.db).await?;
    let head = store::head(&tx).await?;
    let event = rules::event(app.now(), actor, capacity, subject, &head, Err(code));
    store::append(&tx, event).await?;
    tx.commit().await
}

/// What of which cases an answer tells that is confidential, and to whom it is told as what, gathered while
/// the answer is made.
#[derive(Debug, Default)]
pub struct Told(Mutex<Readings>);

/// What is told of cases, with the reader's part in each.
pub type Readings = BTreeMap<(CaseId, Read), Standing>;

impl Told {
    /// Notes that the answer tells it.
    pub fn note(&self, (case, standing): (CaseId, Standing), what: Read) {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        told.insert((case, what), standing);
    }

    /// All that was noted.
    #[must_use]
    pub fn all(&self) -> Readings {
        let told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        told.clone()
    }
}

/// Writes down what somebody was told that is confidential, before they are told it: in one transaction,
/// and a number of statements that does not grow with it.
///
/// # Errors
///
/// The database fails.
pub async fn read(app: &App, actor: &Actor, told: &Readings) -> Result<(), DbErr> {
    let tx = begin(&app.db).await?;
    let mut head = store::head(&tx).await?;
    let mut events = Vec::with_capacity(told.len());
    for (&(case, what), &standing) in told {
        let capacity = Capacity::Case(standing);
        let subject = Subject::case(Deed::Read(what), case);
        let event = rules::event(
            app.now(),
            actor,
            capacity,
            subject,
            &head,
            Ok(Change::default()),
        );
        head = audit_head::Model {
            id: head.id,
            sequence: event.sequence,
            hash: event.hash.clone(),
        };
        events.push(event);
    }
    store::append_all(&tx, events).await?;
    tx.commit().await
}

/// What reading the chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Events read.
    pub events: u64,
    /// The position and hash at which the chain ends: to be kept elsewhere, and compared with later.
    pub head: (i64, String),
    /// The first thing that is wrong; `None` when the chain is whole.
    pub flaw: Option<Flaw>,
}

/// Reads the chain from its beginning and says whether any event was changed, added, moved or taken
/// away. A `known` position with its hash, kept from an earlier time, shows as well that the end was
/// cut off.
///
/// # Errors
///
/// The database fails.
pub async fn verify(
    db: &DatabaseConnection,
    known: Option<&(i64, String)>,
) -> Result<Verdict, DbErr> {
    let tx = begin_reading(db).await?;
    let head = store::head_unlocked(&tx).await?;
    let mut reader = rules::Reader::new(known);
    let mut flaw = None;
    while flaw.is_none() {
        let page = store::page(&tx, reader.sequence(), PAGE).await?;
        if page.is_empty() {
            flaw = reader.end(&head);
            break;
        }
        flaw = page.iter().find_map(|event| reader.read(event));
    }
    tx.commit().await?;
    Ok(Verdict {
        events: reader.events(),
        head: (head.sequence, head.hash),
        flaw,
    })
}
