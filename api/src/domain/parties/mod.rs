//! The parties of a case: who takes part and on what basis, who is kept apart, who speaks for a young
//! person, what the child thinks, and who interprets.
//!
//! One operation, [`change`], serves every change: it locks the case, asks the life-cycles and the
//! rules, and writes the change, a line in the case's timeline and the audit event together. The line
//! names nobody.

mod family;
mod people;
mod proposals;
mod refused;
pub(crate) mod rules;
mod seats;
mod store;
mod wishes;

use chrono::{DateTime, NaiveDate, Utc};
use entities::issue::Domain;
use entities::participant::{Requirement, Role};
use entities::{
    AttendanceProposalId, CaseId, ChildsViewId, InterpreterBookingId, OrganisationId,
    ParticipantId, PersonId, alternative_person, case, childs_view, interpreter_booking,
    seat_basis,
};
use sea_orm::DatabaseTransaction;

use super::casework::{Noted, locked_as_seen, put_down};
use super::person::NewPerson;
use crate::app::App;
use crate::auth::{Actor, PartyAction, Standing, may_with_parties};
use crate::database;
use crate::domain::Failure;
use crate::domain::audit::{self, Capacity, Change, Deed, Subject, fingerprint};
use crate::domain::casework::Recorded;
use crate::lifecycle::change::Effect;
use crate::lifecycle::invitation::Basis;

pub(crate) use family::follow;
pub(crate) use family::is_hidden;
pub use family::{FamilyParty, family_party};
pub(crate) use people::{enter, independent, insert_party, may_name};
pub use refused::PartiesRefused;
pub use rules::{Required, There, basis_in, kept_from, may_read, open_domains, required};
pub(crate) use store::{
    alternatives_of, answers_of, apart_in, interpreters_of, proposals_of, seat_bases_of, views_of,
};

/// Somebody known, or to be entered.
#[derive(Clone, Debug)]
pub enum Who {
    /// Somebody the service knows.
    Known(PersonId),
    /// Somebody new.
    New(Box<NewPerson>),
}

/// A seat to add.
#[derive(Clone, Debug)]
pub struct NewSeat {
    /// As what.
    pub role: Role,
    /// How much it is needed.
    pub requirement: Requirement,
    /// The person it is for; `None` for any one of the pool.
    pub who: Option<Who>,
    /// The body it speaks for.
    pub organisation: Option<OrganisationId>,
    /// What the person may decide on the day.
    pub authority: Vec<Domain>,
    /// Who else may fill it, best first, and what each may decide.
    pub pool: Vec<(PersonId, Vec<Domain>)>,
    /// On what basis they attend; `None` when there is none.
    pub basis: Option<Basis>,
    /// What they are to the child.
    pub relationship: Option<seat_basis::Relationship>,
    /// Whether it is their first mediation.
    pub is_first_mediation: bool,
    /// Whether they want practical or emotional support to attend.
    pub wants_support: Option<bool>,
}

/// What is to change of a seat; what is `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct SeatChange {
    /// How much it is needed.
    pub requirement: Option<Requirement>,
    /// What the person may decide on the day.
    pub authority: Option<Vec<Domain>>,
    /// Who else may fill it, best first, and what each may decide.
    pub pool: Option<Vec<(PersonId, Vec<Domain>)>>,
    /// What they are to the child.
    pub relationship: Option<seat_basis::Relationship>,
    /// Whether it is their first mediation.
    pub is_first_mediation: Option<bool>,
    /// Whether they want practical or emotional support to attend.
    pub wants_support: Option<bool>,
}

/// What the child thinks, to be taken down.
#[derive(Clone, Debug)]
pub struct NewViews {
    /// How it was obtained.
    pub method: childs_view::Method,
    /// By whom.
    pub obtained_by: String,
    /// The day.
    pub obtained_on: NaiveDate,
    /// The words.
    pub text: String,
    /// Who else may read it.
    pub scope: childs_view::Scope,
}

/// Interpreters to book.
#[derive(Clone, Debug)]
pub struct NewInterpreters {
    /// What is booked.
    pub kind: interpreter_booking::Kind,
    /// `bsl`, or the ISO 639 code in lower case.
    pub language: String,
    /// How many.
    pub count: i32,
    /// How many days ahead they must be booked.
    pub lead_days: i32,
    /// From which agency.
    pub agency: Option<OrganisationId>,
    /// Who comes, as far as that is known.
    pub people: Vec<PersonId>,
}

/// A change in who takes part in a case.
#[derive(Clone, Debug)]
pub enum PartyChange {
    /// A seat is added.
    Add(Box<NewSeat>),
    /// A seat changes.
    Change(ParticipantId, Box<SeatChange>),
    /// A seat is taken away.
    Remove(ParticipantId),
    /// Two people must not be in contact.
    KeepApart(PersonId, PersonId),
    /// They may be again.
    LetMeet(PersonId, PersonId),
    /// Somebody stands in place of a young person who lacks capacity.
    Alternative(Who, alternative_person::Basis),
    /// What the child thinks is taken down.
    Views(Box<NewViews>),
    /// Somebody more wishes to attend, and each party is asked.
    Propose(Role, Who),
    /// A party answers to that.
    Answer {
        /// Who wishes to attend.
        proposal: AttendanceProposalId,
        /// The seat of the party.
        seat: ParticipantId,
        /// Whether it consents.
        is_consent: bool,
        /// The day.
        on: NaiveDate,
    },
    /// The mediator decides.
    Decide {
        /// Who wishes to attend.
        proposal: AttendanceProposalId,
        /// Whether they may.
        is_admitted: bool,
    },
    /// Interpreters are booked.
    Interpreters(Box<NewInterpreters>),
    /// Somebody of the service looks after the family.
    Contact(PersonId),
    /// The family agrees to shorter notice.
    ShortNotice {
        /// Who of it; `None` for the actor.
        by: Option<PersonId>,
        /// When; `None` for now.
        at: Option<DateTime<Utc>>,
    },
    /// The family takes that back; who of it, `None` for the actor.
    FullNotice(Option<PersonId>),
    /// Somebody asks for a private word with the mediator, for the seat; `None` for the actor's own.
    PrivateWord(Option<ParticipantId>),
    /// A draft plan was served on that day.
    DraftServed(NaiveDate),
    /// The family was told of the decision on that day, before the letter.
    DecisionTold(NaiveDate),
}

impl PartyChange {
    /// The operation, as the audit log has it.
    const fn deed(&self) -> Deed {
        match self {
            Self::Add(_) => Deed::ParticipantAdd,
            Self::Change(..) => Deed::ParticipantChange,
            Self::Remove(_) => Deed::ParticipantRemove,
            Self::KeepApart(..) => Deed::ContactRestrictionSet,
            Self::LetMeet(..) => Deed::ContactRestrictionLift,
            Self::Alternative(..) => Deed::AlternativePersonName,
            Self::Views(_) => Deed::ChildViewsRecord,
            Self::Propose(..) => Deed::AttendancePropose,
            Self::Answer { .. } => Deed::AttendanceConsentRecord,
            Self::Decide { .. } => Deed::AttendanceDecide,
            Self::Interpreters(_) => Deed::InterpreterBook,
            Self::Contact(_) => Deed::ContactAssign,
            Self::ShortNotice { .. } => Deed::ShortNoticeAgree,
            Self::FullNotice(_) => Deed::ShortNoticeWithdraw,
            Self::PrivateWord(_) => Deed::PrivateWordAsk,
            Self::DraftServed(_) => Deed::DraftServedRecord,
            Self::DecisionTold(_) => Deed::DecisionToldRecord,
        }
    }

    /// Whether it is for somebody with that standing.
    fn is_for(&self, standing: Standing) -> bool {
        let may = |action| may_with_parties(standing, action);
        match self {
            Self::Add(_)
            | Self::Change(..)
            | Self::Remove(_)
            | Self::KeepApart(..)
            | Self::LetMeet(..)
            | Self::Alternative(..)
            | Self::Propose(..)
            | Self::Interpreters(_)
            | Self::Contact(_)
            | Self::DraftServed(_)
            | Self::DecisionTold(_) => may(PartyAction::ManageParties),
            Self::ShortNotice { .. } | Self::FullNotice(_) => may(PartyAction::AgreeShortNotice),
            Self::PrivateWord(_) => may(PartyAction::AskPrivateWord),
            Self::Views(_) => may(PartyAction::RecordViews),
            Self::Answer { .. } => {
                may(PartyAction::ManageParties) || may(PartyAction::AnswerForOneself)
            }
            Self::Decide { .. } => may(PartyAction::DecideAttendance),
        }
    }

    /// What the timeline says, which names nobody.
    const fn words(&self) -> &'static str {
        match self {
            Self::Add(_) => "somebody is added to those who take part",
            Self::Change(..) => "something changes about somebody who takes part",
            Self::Remove(_) => "somebody no longer takes part",
            Self::KeepApart(..) => "two people are kept apart",
            Self::LetMeet(..) => "two people are no longer kept apart",
            Self::Alternative(..) => "an alternative person is named for the young person",
            Self::Views(_) => "what the child thinks is taken down",
            Self::Propose(..) => "each party is asked whether somebody more may attend",
            Self::Answer { .. } => "a party answers whether somebody more may attend",
            Self::Decide { .. } => "the mediator decides whether somebody more may attend",
            Self::Interpreters(_) => "interpreters are booked",
            Self::Contact(_) => "somebody of the service is named as the family's contact",
            Self::ShortNotice { .. } => "the family agrees to shorter notice",
            Self::FullNotice(_) => "the family wants its full notice again",
            Self::PrivateWord(_) => "somebody asks for a private word with the mediator",
            Self::DraftServed(_) => "the draft plan was served",
            Self::DecisionTold(_) => "the family was told of the decision before the letter",
        }
    }

    /// Whoever it names, and the body they would speak for.
    fn names(&self) -> (Vec<PersonId>, Option<OrganisationId>) {
        let known = |who: &Who| match who {
            Who::Known(id) => vec![*id],
            Who::New(_) => Vec::new(),
        };
        match self {
            Self::Add(new) => {
                let pool = new.pool.iter().map(|(id, _)| *id);
                let who = new.who.as_ref().map(known).unwrap_or_default();
                (pool.chain(who).collect(), new.organisation)
            }
            Self::Alternative(who, _) | Self::Propose(_, who) => (known(who), None),
            Self::Interpreters(new) => (new.people.clone(), new.agency),
            Self::Contact(person) => (vec![*person], None),
            Self::ShortNotice { by, .. } | Self::FullNotice(by) => {
                (by.iter().copied().collect(), None)
            }
            Self::PrivateWord(_)
            | Self::DraftServed(_)
            | Self::DecisionTold(_)
            | Self::Change(..)
            | Self::Remove(_)
            | Self::KeepApart(..)
            | Self::LetMeet(..)
            | Self::Views(_)
            | Self::Answer { .. }
            | Self::Decide { .. } => (Vec::new(), None),
        }
    }
}

/// What a change has done: the case as it is to be written, and what must follow.
struct Done {
    row: case::Model,
    effects: Vec<Effect>,
}

impl Done {
    fn with(row: case::Model, effects: Vec<Effect>) -> Self {
        Self { row, effects }
    }
}

/// What comes of a part of a change.
type Outcome<T> = Result<T, Failure<PartiesRefused>>;

/// Where a change is made: in which transaction, by whom, as what.
struct Desk<'a> {
    app: &'a App,
    tx: &'a DatabaseTransaction,
    by: PersonId,
    standing: Standing,
}

/// Changes who takes part in a case.
///
/// # Errors
///
/// [`PartiesRefused`], or the database fails.
pub async fn change(
    app: &App,
    actor: &Actor,
    id: CaseId,
    expected_version: i32,
    change: PartyChange,
) -> Result<Recorded, Failure<PartiesRefused>> {
    let subject = Subject::case(change.deed(), id);
    let work = changing(app, actor, id, expected_version, subject, change);
    audit::watched(app, actor, subject, Box::pin(work)).await
}

async fn changing(
    app: &App,
    actor: &Actor,
    id: CaseId,
    expected_version: i32,
    subject: Subject,
    change: PartyChange,
) -> Result<Recorded, Failure<PartiesRefused>> {
    let somebody = actor.somebody().ok_or(PartiesRefused::NotFound)?;
    let (seen, standing) = super::case::see(app, actor, id)
        .await?
        .filter(|(_, standing)| change.is_for(*standing))
        .ok_or(PartiesRefused::NotFound)?;
    let (names, body) = change.names();
    for name in names {
        if !may_name(app, actor, name, seen.provider_id, body).await? {
            return Err(PartiesRefused::NotFound.into());
        }
    }
    let tx = database::begin(&app.db).await?;
    let row = locked(&tx, id, expected_version).await?;
    if rules::is_over(&row) {
        let sentence =
            "Once a case has ended, nothing changes in who takes part (record of the case).";
        return Err(PartiesRefused::against("ENDED", "caseId", sentence).into());
    }
    let before = fingerprint(&row);
    let words = change.words();
    let desk = Desk {
        app,
        tx: &tx,
        by: somebody.id,
        standing,
    };
    let done = Box::pin(desk.make(row, change)).await?;
    let noted = Noted {
        to: done.row.state,
        effects: done.effects,
        words,
        happened_on: app.today(),
    };
    let row = put_down(app, &tx, somebody.id, done.row, noted).await?;
    let change = Change::from(before, &row);
    audit::done(app, &tx, actor, Capacity::Case(standing), subject, change).await?;
    tx.commit().await?;
    Ok((row, standing))
}

/// The case, locked, as the actor saw it.
pub(crate) async fn locked(
    tx: &DatabaseTransaction,
    id: CaseId,
    expected_version: i32,
) -> Outcome<case::Model> {
    locked_as_seen(tx, id, expected_version)
        .await
        .map_err(translated)
}

/// Casework's "no" as one of ours.
pub(crate) fn translated(
    failure: Failure<super::casework::RecordRefused>,
) -> Failure<PartiesRefused> {
    match failure {
        Failure::Refused(refused) => Failure::Refused(refused.into()),
        Failure::Broken(error) => Failure::Broken(error),
    }
}

impl Desk<'_> {
    async fn make(&self, row: case::Model, change: PartyChange) -> Outcome<Done> {
        match change {
            PartyChange::Add(new) => self.add(row, *new).await,
            PartyChange::Change(seat, change) => self.alter(row, seat, *change).await,
            PartyChange::Remove(seat) => self.remove(row, seat).await,
            PartyChange::KeepApart(one, other) => self.keep_apart(row, one, other).await,
            PartyChange::LetMeet(one, other) => self.let_meet(row, one, other).await,
            PartyChange::Alternative(who, basis) => self.name_alternative(row, who, basis).await,
            PartyChange::Views(new) => self.take_down(row, *new).await,
            PartyChange::Propose(role, who) => self.propose(row, role, who).await,
            PartyChange::Answer {
                proposal,
                seat,
                is_consent,
                on,
            } => self.answer(row, proposal, seat, (is_consent, on)).await,
            PartyChange::Decide {
                proposal,
                is_admitted,
            } => self.decide(row, proposal, is_admitted).await,
            PartyChange::Interpreters(new) => self.book_interpreters(row, *new).await,
            PartyChange::Contact(person) => self.assign_contact(row, person).await,
            PartyChange::ShortNotice { by, at } => self.agree_short_notice(row, by, at).await,
            PartyChange::FullNotice(by) => self.want_full_notice(row, by).await,
            PartyChange::PrivateWord(seat) => self.ask_private_word(row, seat).await,
            PartyChange::DraftServed(on) => self.draft_served(row, on),
            PartyChange::DecisionTold(on) => self.decision_told(row, on),
        }
    }

    /// A new id for a record of what the child thinks.
    fn view_id(&self) -> ChildsViewId {
        ChildsViewId(self.app.ids.next())
    }

    /// A new id for a booking.
    fn booking_id(&self) -> InterpreterBookingId {
        InterpreterBookingId(self.app.ids.next())
    }
}
