//! What happens to a referral until it is a case of its type, or is told to turn elsewhere; and a case
//! that becomes one of another type.

use chrono::NaiveDate;
use entities::{CaseId, ContactAttemptId, Personal, case, contact_attempt, referral};
use sea_orm::DatabaseTransaction;

use super::{NewAttempt, Outcome, ReferralStep, Triage, accept, check_letter, erase, rules, store};
use crate::app::{App, day_of, is_in_reach};
use crate::auth::{Actor, PartyAction, Somebody, Standing, may_with_parties};
use crate::database;
use crate::domain::Failure;
use crate::domain::audit::{self, Beside, Capacity, Change, Deed, Subject, fingerprint};
use crate::domain::casework::{self, Noted};
use crate::domain::parties::{PartiesRefused, alternatives_of, locked, rules as party, translated};
use crate::domain::prose;
use crate::lifecycle::Stage;
use crate::lifecycle::change::{Doer, Duty, Effect};
use crate::lifecycle::dates::{Dated, past, past_instant};
use crate::lifecycle::kinds::fits_the_issues;
use crate::lifecycle::parties::Party;
use crate::lifecycle::referral as cycle;

/// Characters in a note at most.
const MOST_CHARACTERS: usize = 500;

/// What a step has led to.
#[derive(Clone, Debug)]
pub struct Became {
    /// The case as it now is.
    pub row: case::Model,
    /// What the actor has to do with it.
    pub standing: Standing,
    /// The case of another type that follows, where one does.
    pub opened: Option<case::Model>,
}

impl ReferralStep {
    /// The operation, as the audit log has it.
    const fn deed(&self) -> Deed {
        match self {
            Self::TakeUp(_) => Deed::ReferralTakeUp,
            Self::Attempt(_) => Deed::ContactAttemptRecord,
            Self::Consent(..) => Deed::FamilyConsentRecord,
            Self::Triage(_) => Deed::CaseTriage,
            Self::ChangeType { .. } => Deed::CaseTypeChange,
        }
    }

    /// Whether it is for somebody with that standing.
    fn is_for(&self, standing: Standing) -> bool {
        match self {
            Self::TakeUp(_) | Self::Attempt(_) | Self::Consent(..) | Self::Triage(_) => {
                may_with_parties(standing, PartyAction::TakeIn)
            }
            Self::ChangeType { .. } => may_with_parties(standing, PartyAction::ManageParties),
        }
    }
}

/// Records something that happens to a referral, or that a case becomes one of another type.
///
/// # Errors
///
/// [`PartiesRefused`], or the database fails.
pub async fn record(
    app: &App,
    actor: &Actor,
    id: CaseId,
    expected_version: i32,
    step: ReferralStep,
) -> Result<Became, Failure<PartiesRefused>> {
    let subject = Subject::case(step.deed(), id);
    let work = recording(app, actor, id, expected_version, subject, step);
    audit::watched(app, actor, subject, Box::pin(work)).await
}

async fn recording(
    app: &App,
    actor: &Actor,
    id: CaseId,
    expected_version: i32,
    subject: Subject,
    step: ReferralStep,
) -> Result<Became, Failure<PartiesRefused>> {
    let somebody = actor.somebody().ok_or(PartiesRefused::NotFound)?;
    let (_, standing) = crate::domain::case::see(app, actor, id)
        .await?
        .filter(|(_, standing)| step.is_for(*standing))
        .ok_or(PartiesRefused::NotFound)?;
    let tx = database::begin(&app.db).await?;
    let row = locked(&tx, id, expected_version).await?;
    let before = fingerprint(&row);
    let mut desk = Desk {
        app,
        tx: &tx,
        by: somebody,
        besides: Vec::new(),
    };
    let (row, opened) = Box::pin(desk.take(row, step)).await?;
    let besides = desk.besides;
    let opened = match opened {
        Some(id) => crate::domain::case::lock(&tx, id).await?,
        None => None,
    };
    let change = Change::from(before, &row);
    let capacity = Capacity::Case(standing);
    audit::done(app, &tx, actor, capacity, subject, change).await?;
    audit::besides(app, &tx, actor, capacity, subject, besides).await?;
    tx.commit().await?;
    Ok(Became {
        row,
        standing,
        opened,
    })
}

/// Where a step is taken: in which transaction, by whom.
struct Desk<'a> {
    app: &'a App,
    tx: &'a DatabaseTransaction,
    by: &'a Somebody,
    /// The other cases of the matter that changed.
    besides: Vec<Beside>,
}

impl Desk<'_> {
    async fn take(
        &mut self,
        row: case::Model,
        step: ReferralStep,
    ) -> Outcome<(case::Model, Option<CaseId>)> {
        match step {
            ReferralStep::TakeUp(identity) => Ok((self.take_up(row, identity).await?, None)),
            ReferralStep::Attempt(new) => Ok((self.attempt(row, *new).await?, None)),
            ReferralStep::Consent(answer, on) => Ok((self.consent(row, answer, on).await?, None)),
            ReferralStep::Triage(triage) => Ok((self.triage(row, triage).await?, None)),
            ReferralStep::ChangeType {
                to,
                has_letter,
                notice_sent_on,
            } => {
                check_letter(has_letter, notice_sent_on)?;
                self.change_type(row, to, notice_sent_on).await
            }
        }
    }

    /// How a case came, and how far that has gone.
    async fn referral(&self, row: &case::Model) -> Outcome<(referral::Model, cycle::State)> {
        let state = match Stage::of(row.kind, row.state) {
            Some(Stage::Referral(state)) => Some(state),
            Some(
                Stage::Advice(_)
                | Stage::Mediation(_)
                | Stage::Resolution(_)
                | Stage::Facilitation(_),
            )
            | None => None,
        };
        let referral = store::referral(self.tx, row.id).await?;
        referral.zip(state).ok_or_else(|| {
            let sentence = "This is no referral any more, but a case of its type (order of steps of a \
                            referral).";
            PartiesRefused::against("NOT_A_REFERRAL", "caseId", sentence).into()
        })
    }

    /// Asks the life-cycle.
    fn ask(
        &self,
        row: &case::Model,
        (referral, state): (&referral::Model, cycle::State),
        event: &cycle::Event,
        field: &'static str,
    ) -> Result<(case::State, Vec<Effect>), PartiesRefused> {
        let facts = cycle::Facts {
            kind: row.kind,
            referrer: rules::referrer(referral.referrer),
            received_on: day_of(row.opened_at),
            tries_before_lapse: rules::TRIES_BEFORE_LAPSE,
        };
        let change = cycle::step(state, event, &facts, self.app.now())
            .map_err(|refused| PartiesRefused::of(&refused, field))?;
        Ok((change.to.stored(), change.effects))
    }

    /// Writes what the life-cycle has answered.
    async fn put(
        &self,
        row: case::Model,
        (to, effects): (case::State, Vec<Effect>),
        words: &'static str,
        happened_on: NaiveDate,
    ) -> Outcome<case::Model> {
        let noted = Noted {
            to,
            effects,
            words,
            happened_on,
        };
        Ok(casework::put_down(self.app, self.tx, self.by.id, row, noted).await?)
    }

    async fn take_up(
        &self,
        row: case::Model,
        identity: Option<referral::Identity>,
    ) -> Outcome<case::Model> {
        let (mut referral, state) = self.referral(&row).await?;
        let event = cycle::Event::TakenUp {
            identity: rules::identity(identity),
        };
        let mut change = self.ask(&row, (&referral, state), &event, "identity")?;
        if referral.is_family_told {
            let told = Effect::Task {
                doer: Doer::Referrer,
                duty: Duty::TellFamilyFirst,
            };
            change.1.retain(|effect| *effect != told);
        }
        if let Some(identity) = identity {
            self.check_identity(&row, identity).await?;
        }
        referral.identity = identity;
        store::update_referral(self.tx, referral).await?;
        self.put(row, change, event.words(), self.app.today()).await
    }

    /// Refuses a family that is not the party.
    async fn check_identity(&self, row: &case::Model, identity: referral::Identity) -> Outcome<()> {
        if row.kind == case::Kind::DrA {
            return Ok(());
        }
        let child = store::child(self.tx, row.child_id).await?;
        let ends_on = child.and_then(|child| child.compulsory_school_age_ends_on);
        let named = alternatives_of(self.tx, &[row.id]).await?.pop();
        let party = party::party(ends_on, named.map(|row| row.basis), self.app.today());
        let fits = match (party, identity) {
            (Party::Parent, referral::Identity::Parent)
            | (Party::YoungPerson, referral::Identity::YoungPerson)
            | (Party::Alternative(_), referral::Identity::AlternativePerson) => true,
            // While it is not recorded when compulsory school age ends, nobody is told otherwise.
            (Party::Parent, referral::Identity::YoungPerson) => ends_on.is_none(),
            (
                Party::Parent | Party::YoungPerson | Party::Alternative(_),
                referral::Identity::Parent
                | referral::Identity::YoungPerson
                | referral::Identity::AlternativePerson,
            ) => false,
        };
        if fits {
            return Ok(());
        }
        let sentence = "The party is the parent until the end of compulsory school age, from then the \
                        young person, or the alternative person named for one who lacks capacity (CFA \
                        s.83(2); regulation 64).";
        Err(PartiesRefused::against("NOT_THE_PARTY", "identity", sentence).into())
    }

    async fn attempt(&self, row: case::Model, new: NewAttempt) -> Outcome<case::Model> {
        if !rules::is_open(&row) {
            let sentence =
                "Once a case has ended, nobody is tried to be reached (record of the case).";
            return Err(PartiesRefused::against("ENDED", "caseId", sentence).into());
        }
        past_instant(Dated::Request, new.at, self.app.now())
            .map_err(|refused| PartiesRefused::of(&refused, "attemptedAt"))?;
        rules::after_referral("attemptedAt", day_of(new.at), day_of(row.opened_at))?;
        let is_line = |text: &String| prose::is_line(text, MOST_CHARACTERS);
        if !new.note.as_ref().is_none_or(is_line) {
            let sentence = "A note is one line of at most 500 characters (record of contact).";
            return Err(PartiesRefused::against("TEXT_UNREADABLE", "note", sentence).into());
        }
        let attempt = contact_attempt::Model {
            id: ContactAttemptId(self.app.ids.next()),
            case_id: row.id,
            attempted_at: new.at,
            way: new.way,
            outcome: new.outcome,
            note: new.note.map(Personal::new),
            recorded_by: self.by.id,
        };
        store::insert_attempt(self.tx, attempt).await?;
        let words = match new.outcome {
            contact_attempt::Outcome::Reached => "the family is reached",
            contact_attempt::Outcome::NoAnswer
            | contact_attempt::Outcome::MessageLeft
            | contact_attempt::Outcome::WrongDetails => "it is tried to reach the family",
        };
        let change = (row.state, Vec::new());
        self.put(row, change, words, day_of(new.at)).await
    }

    async fn consent(
        &self,
        row: case::Model,
        answer: referral::Consent,
        on: NaiveDate,
    ) -> Outcome<case::Model> {
        let (mut referral, state) = self.referral(&row).await?;
        let received_on = day_of(row.opened_at);
        let event = match answer {
            referral::Consent::Given => cycle::Event::ConsentGiven { on },
            referral::Consent::Refused => cycle::Event::ConsentRefused { on },
            referral::Consent::NoReply => {
                let attempts = store::attempts_of(self.tx, &[row.id]).await?;
                cycle::Event::NoReply {
                    tries: rules::tries(&attempts, received_on)?,
                }
            }
        };
        let change = self.ask(&row, (&referral, state), &event, "answer")?;
        past(Dated::Choice, on, self.app.now())
            .map_err(|refused| PartiesRefused::of(&refused, "on"))?;
        rules::after_referral("on", on, received_on)?;
        referral.consent = Some(answer);
        referral.consent_on = Some(on);
        let row = if change.1.contains(&Effect::Erased) {
            erase::all_but_minimal(self.app, self.tx, row, referral).await?
        } else {
            store::update_referral(self.tx, referral).await?;
            row
        };
        self.put(row, change, event.words(), on).await
    }

    async fn triage(&self, mut row: case::Model, triage: Triage) -> Outcome<case::Model> {
        let (mut referral, state) = self.referral(&row).await?;
        let today = self.app.today();
        let (event, change) = match triage {
            Triage::Signpost(whither) => {
                let event = cycle::Event::Signposted;
                let change = self.ask(&row, (&referral, state), &event, "caseId")?;
                referral.signposted_to = Some(whither);
                (event, change)
            }
            Triage::Accept {
                kind,
                age_years,
                is_in_area,
            } => {
                let event = cycle::Event::Accepted {
                    kind,
                    age_years,
                    is_in_area,
                    has_decision: row.notice_sent_on.is_some(),
                };
                let (to, mut effects) = self.ask(&row, (&referral, state), &event, "kind")?;
                let issues = crate::domain::case::issues_of(self.tx, &[row.id]).await?;
                fits_the_issues(kind, &party::open_domains(&issues))
                    .map_err(|refused| PartiesRefused::of(&refused, "kind"))?;
                accept::check_cover(self.app, self.tx, &row, kind).await?;
                // It is this case that becomes one of the type.
                effects.retain(|effect| *effect != Effect::Opens(kind));
                referral.accepted_at = Some(self.app.now());
                row.kind = kind;
                accept::seat_bodies(self.app, self.tx, &row).await?;
                (event, (to, effects))
            }
        };
        store::update_referral(self.tx, referral).await?;
        self.put(row, change, event.words(), today).await
    }

    async fn change_type(
        &mut self,
        mut row: case::Model,
        to: case::Kind,
        notice_sent_on: Option<NaiveDate>,
    ) -> Outcome<(case::Model, Option<CaseId>)> {
        if let Some(on) = notice_sent_on {
            past(Dated::NoticeSent, on, self.app.now())
                .map_err(|refused| PartiesRefused::of(&refused, "noticeSentOn"))?;
            if !is_in_reach(on) || row.notice_sent_on.is_some_and(|known| known != on) {
                let sentence = "The notice of this decision is recorded with another date: set that \
                                right first (record of events).";
                return Err(
                    PartiesRefused::against("OTHER_NOTICE", "noticeSentOn", sentence).into(),
                );
            }
            row.notice_sent_on = Some(on);
        }
        accept::check_cover(self.app, self.tx, &row, to).await?;
        let (app, tx, by) = (self.app, self.tx, self.by.id);
        let changed = Box::pin(casework::change_type(
            app,
            tx,
            by,
            row,
            to,
            &mut self.besides,
        ))
        .await;
        let (closed, opened) = changed.map_err(translated)?;
        Ok((closed, Some(opened)))
    }
}
