//! Summaries: written in confidence, and given to the others when the mediator exchanges them.

use std::collections::BTreeSet;

use entities::participant::Role;
use entities::{
    CaseId, MeetingId, ParticipantId, PersonId, Sealed, SummaryId, case, meeting, participant,
    summary, summary_reader,
};
use sea_orm::{DatabaseTransaction, DbErr};

use super::contact::change_of;
use super::records::comers;
use super::{LONGEST_TEXT, Place, Seats, SessionRefused};
use super::{about, enter_as_mediator, locked, mention, readable, recorded, rules, store};
use crate::app::App;
use crate::auth::{Action, Actor, Somebody, Standing, may};
use crate::database::{begin, insert_all};
use crate::domain::Failure;
use crate::domain::audit::{self, Capacity, Change, Deed, Subject, fingerprint_all};
use crate::domain::case::rules::is_arranging;
use crate::domain::casework::{self, Recorded};
use crate::domain::vault::{self, Whose};
use crate::lifecycle::change::Document;

/// Writes the summary of a seat, or that there is none this time; the seat is the actor's own unless
/// another is named, which is the mediator's to do.
///
/// # Errors
///
/// [`SessionRefused`], or the database fails.
pub async fn write(
    app: &App,
    actor: &Actor,
    case: CaseId,
    seat: Option<ParticipantId>,
    text: Option<String>,
) -> Result<Recorded, Failure<SessionRefused>> {
    let object = seat.map(|seat| seat.0);
    let subject = Subject::object(Deed::SummaryWrite, Some(case), object);
    let work = writing(app, actor, subject, (case, seat), text);
    audit::watched(app, actor, subject, Box::pin(work)).await
}

async fn writing(
    app: &App,
    actor: &Actor,
    subject: Subject,
    (case, seat): (CaseId, Option<ParticipantId>),
    text: Option<String>,
) -> Result<Recorded, Failure<SessionRefused>> {
    let nowhere = || SessionRefused::NotFound("caseId");
    let somebody = actor.somebody().ok_or_else(nowhere)?;
    let seen = crate::domain::case::see(app, actor, case).await?;
    let seen = seen.filter(|(_, standing)| may(*standing, Action::TakePart));
    let (_, standing) = seen.ok_or_else(nowhere)?;
    let tx = begin(&app.db).await?;
    let row = crate::domain::case::lock(&tx, case).await?;
    let row = row.ok_or_else(nowhere)?;
    let seats = Seats::read(&tx, case).await?;
    let seat = chosen(&seats, somebody, standing, seat)?;
    if !rules::for_whom(seat.role) {
        return Err(SessionRefused::NotAParty.into());
    }
    let written = store::summaries_of(&tx, &[case]).await?;
    let before = written.iter().find(|row| row.participant_id == seat.id);
    if before.is_some_and(|before| before.exchanged_at.is_some()) {
        return Err(SessionRefused::Exchanged.into());
    }
    if !is_arranging(row.state) {
        return Err(SessionRefused::TooLate.into());
    }
    // In their own words is in their own words: the mediator changes only what the mediator wrote.
    if may(standing, Action::PrepareAsMediator) && before.is_some_and(is_of_the_party) {
        return Err(SessionRefused::OfTheParty.into());
    }
    let after = summary_row(app, (somebody.id, standing), seat, before, text.as_deref())?;
    let after = vault::sealed(app, &tx, Whose::Case(case), after).await?;
    store::put(&tx, after.clone(), before.is_none()).await?;
    let words = "a party's summary is written";
    casework::mention(app, &tx, somebody.id, &row, words).await?;
    let change = change_of(before, &after);
    audit::done(app, &tx, actor, Capacity::Case(standing), subject, change).await?;
    tx.commit().await?;
    Ok(recorded(row, standing))
}

/// Whether the party wrote a summary itself.
fn is_of_the_party(row: &summary::Model) -> bool {
    match row.way {
        summary::Way::Party => true,
        summary::Way::Mediator | summary::Way::NoneThisTime => false,
    }
}

/// The seat whose summary somebody may write.
fn chosen<'a>(
    seats: &'a Seats,
    somebody: &'a Somebody,
    standing: Standing,
    named: Option<ParticipantId>,
) -> Result<&'a participant::Model, SessionRefused> {
    let mut own = seats.own(somebody);
    if let Some(named) = named {
        let is_mediator = may(standing, Action::PrepareAsMediator);
        let mut all = seats.get(named).filter(|_| is_mediator).into_iter();
        let found = own.find(|seat| seat.id == named).or_else(|| all.next());
        return found.ok_or(SessionRefused::NotFound("participantId"));
    }
    match (own.next(), own.next()) {
        (Some(seat), None) => Ok(seat),
        (Some(_), Some(_)) | (None, _) => Err(SessionRefused::NoSeat),
    }
}

fn summary_row(
    app: &App,
    (by, standing): (PersonId, Standing),
    seat: &participant::Model,
    before: Option<&summary::Model>,
    text: Option<&str>,
) -> Result<summary::Model, SessionRefused> {
    let text = text.map(|text| {
        readable(text, LONGEST_TEXT).ok_or(SessionRefused::Unreadable(LONGEST_TEXT, "text"))
    });
    let text = text.transpose()?;
    let way = match (&text, may(standing, Action::PrepareAsMediator)) {
        (None, _) => summary::Way::NoneThisTime,
        (Some(_), true) => summary::Way::Mediator,
        (Some(_), false) => summary::Way::Party,
    };
    Ok(summary::Model {
        id: before.map_or_else(|| SummaryId(app.ids.next()), |before| before.id),
        case_id: seat.case_id,
        participant_id: seat.id,
        way,
        text: text.map(Sealed::new),
        written_by: by,
        written_at: app.now(),
        exchanged_at: None,
        exchanged_by: None,
    })
}

/// To whom summaries are given besides the parties.
#[derive(Clone, Debug, Default)]
pub struct AlsoTo {
    /// Who.
    pub people: Vec<PersonId>,
    /// Whether the family agrees, as it told the mediator.
    pub is_family_agreed: bool,
}

/// Gives the summaries of a case to everybody who comes to a meeting as a party or for one, and to
/// others who come and are named: a supporter or somebody else where the mediator says that the family
/// agrees, an interpreter to prepare.
///
/// # Errors
///
/// [`SessionRefused`], or the database fails.
pub async fn exchange(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    also: AlsoTo,
) -> Result<Recorded, Failure<SessionRefused>> {
    let (subject, meeting) = about(app, Deed::SummariesExchange, id).await?;
    let work = exchanging(app, actor, subject, meeting, also);
    audit::watched(app, actor, subject, Box::pin(work)).await
}

async fn exchanging(
    app: &App,
    actor: &Actor,
    subject: Subject,
    meeting: Option<meeting::Model>,
    also: AlsoTo,
) -> Result<Recorded, Failure<SessionRefused>> {
    let place = enter_as_mediator(app, actor, meeting).await?;
    let tx = begin(&app.db).await?;
    let (row, meeting) = locked(&tx, &place).await?;
    if !is_arranging(row.state) {
        return Err(SessionRefused::TooLate.into());
    }
    let readers = readers(&tx, &row, &meeting, also).await?;
    let written = store::summaries_of(&tx, &[row.id]).await?;
    let before = fingerprint_all(&written);
    let given = give(app, &tx, &place, &written, &readers).await?;
    if given == 0 {
        return Err(SessionRefused::NothingToExchange.into());
    }
    casework::tick_off(
        app,
        &tx,
        place.somebody.id,
        row.id,
        &Document::Summaries.to_string(),
    )
    .await?;
    mention(app, &tx, &place, &row, "the summaries are exchanged").await?;
    let after = store::summaries_of(&tx, &[row.id]).await?;
    let change = Change {
        before: Some(before),
        after: Some(fingerprint_all(&after)),
    };
    let capacity = Capacity::Case(place.standing);
    audit::done(app, &tx, actor, capacity, subject, change).await?;
    tx.commit().await?;
    Ok(recorded(row, place.standing))
}

/// To whom summaries are given: the parties who come, and those named besides.
async fn readers(
    tx: &DatabaseTransaction,
    row: &case::Model,
    meeting: &meeting::Model,
    also: AlsoTo,
) -> Result<BTreeSet<PersonId>, Failure<SessionRefused>> {
    let seats = crate::domain::case::participants_of(tx, &[meeting.case_id]).await?;
    let comers = comers(tx, meeting.id, &seats).await?;
    // Between agencies there is no family to ask.
    let is_agreed = also.is_family_agreed || row.kind == case::Kind::DrA;
    for person in &also.people {
        let mut comers = comers.iter();
        let found = comers.find(|(comer, _)| comer.person_id == *person);
        let (_, role) = found.ok_or(SessionRefused::NotAnAttendee)?;
        if !is_agreed && !rules::for_whom(*role) && *role != Role::Interpreter {
            return Err(SessionRefused::FamilyConsentMissing.into());
        }
    }
    let parties = comers.iter().filter(|(_, role)| rules::for_whom(*role));
    let parties = parties.map(|(comer, _)| comer.person_id);
    Ok(parties.chain(also.people).collect())
}

/// Marks what is new as exchanged, and gives everything to whoever does not have it; answers how much
/// there was to give.
async fn give(
    app: &App,
    tx: &DatabaseTransaction,
    place: &Place<'_>,
    written: &[summary::Model],
    readers: &BTreeSet<PersonId>,
) -> Result<usize, DbErr> {
    let ids: Vec<SummaryId> = written.iter().map(|row| row.id).collect();
    let have = store::readers_of(tx, &ids).await?;
    let mut given = 0;
    for row in written {
        let is_new = row.exchanged_at.is_none();
        let has = |person: PersonId| {
            let mut have = have.iter();
            have.any(|other| other.summary_id == row.id && other.person_id == person)
        };
        let missing = readers.iter().filter(|&&person| !has(person));
        let missing: Vec<_> = missing
            .map(|&person_id| summary_reader::Model {
                summary_id: row.id,
                person_id,
            })
            .collect();
        given += missing.len() + usize::from(is_new);
        if is_new {
            let exchanged = summary::Model {
                exchanged_at: Some(app.now()),
                exchanged_by: Some(place.somebody.id),
                ..row.clone()
            };
            store::put(tx, exchanged, false).await?;
        }
        insert_all(tx, missing).await?;
    }
    Ok(given)
}
