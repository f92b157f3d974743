//! Enquiries: somebody asks in confidence whether the service is for them, and gives no name. It is no
//! case, and nobody is in it.

use chrono::{DateTime, NaiveDate, Utc};
use entities::{EnquiryId, OrganisationId, Personal, enquiry, organisation};
use sea_orm::DbErr;

use super::{rules, store};
use crate::app::{App, is_in_reach};
use crate::auth::{Actor, may_take_in};
use crate::database;
use crate::domain::Failure;
use crate::domain::audit::{self, Capacity, Change, Deed, Subject};
use crate::domain::organisation as bodies;
use crate::domain::parties::PartiesRefused;
use crate::domain::prose;
use crate::lifecycle::dates::{Dated, past};

/// Characters of an answer at most.
const MOST_CHARACTERS: usize = 2_000;

/// An enquiry that was answered.
#[derive(Clone, Debug)]
pub struct NewEnquiry {
    /// The service that was asked.
    pub provider: OrganisationId,
    /// The local authority it concerns.
    pub la: OrganisationId,
    /// What was asked about.
    pub topic: enquiry::Topic,
    /// What was answered.
    pub answer: String,
    /// The day.
    pub asked_on: NaiveDate,
}

/// Where in the list an enquiry stands: newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// When it was entered.
    pub recorded_at: DateTime<Utc>,
    /// Which of those.
    pub id: EnquiryId,
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

/// Records an enquiry and what was answered.
///
/// # Errors
///
/// [`PartiesRefused`], or the database fails.
pub async fn enquire(
    app: &App,
    actor: &Actor,
    new: NewEnquiry,
) -> Result<enquiry::Model, Failure<PartiesRefused>> {
    let subject = Subject::object(Deed::EnquiryRecord, None, None);
    audit::watched(app, actor, subject, Box::pin(enquiring(app, actor, new))).await
}

async fn enquiring(
    app: &App,
    actor: &Actor,
    new: NewEnquiry,
) -> Result<enquiry::Model, Failure<PartiesRefused>> {
    let somebody = actor.somebody().ok_or(PartiesRefused::NotFound)?;
    if !rules::takes_in(somebody, new.provider) {
        return Err(PartiesRefused::NotFound.into());
    }
    if !prose::shows(&new.answer) || !prose::is_paragraph(&new.answer, MOST_CHARACTERS) {
        let sentence = "What was answered is 1 to 2,000 characters, without any name (record of \
                        enquiries).";
        return Err(PartiesRefused::against("TEXT_UNREADABLE", "answer", sentence).into());
    }
    past(Dated::Information, new.asked_on, app.now())
        .map_err(|refused| PartiesRefused::of(&refused, "askedOn"))?;
    if !is_in_reach(new.asked_on) {
        return Err(PartiesRefused::out_of_reach("askedOn").into());
    }
    let tx = database::begin(&app.db).await?;
    let la = bodies::by_ids(&tx, &[new.la]).await?.pop();
    if la.is_none_or(|body| body.kind != organisation::Kind::La) {
        let sentence = "An enquiry concerns a local authority (record of enquiries).";
        let refused = PartiesRefused::against("UNKNOWN_ORGANISATION", "localAuthorityId", sentence);
        return Err(refused.into());
    }
    let row = enquiry::Model {
        id: EnquiryId(app.ids.next()),
        provider_id: new.provider,
        la_id: new.la,
        topic: new.topic,
        answer: Personal::new(new.answer),
        asked_on: new.asked_on,
        recorded_by: somebody.id,
        recorded_at: app.now(),
    };
    store::insert_enquiry(&tx, row.clone()).await?;
    let subject = Subject::object(Deed::EnquiryRecord, None, Some(row.id.0));
    let change = Change::new(&row);
    audit::done(app, &tx, actor, Capacity::Service, subject, change).await?;
    tx.commit().await?;
    Ok(row)
}

/// A part of the enquiries to the services for which the actor takes referrals in, newest first.
///
/// # Errors
///
/// The database fails.
pub async fn enquiries(
    app: &App,
    actor: &Actor,
    slice: &Slice,
) -> Result<Vec<enquiry::Model>, DbErr> {
    let Some(somebody) = actor.somebody() else {
        return Ok(Vec::new());
    };
    let theirs = somebody.roles.iter().filter(|role| may_take_in(role.kind));
    let theirs: Vec<_> = theirs.map(|role| role.organisation).collect();
    store::enquiries(&app.db, &theirs, slice).await
}
