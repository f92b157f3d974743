//! A case in which something is noted that moves neither its state nor its version: what comes after a
//! meeting, and the pack of a facilitated one.

use chrono::NaiveDate;
use entities::{PersonId, case, case_clock};
use sea_orm::{DatabaseTransaction, DbErr};

use super::{RecordRefused, Recorded, Step, advance, clocks, store, write};
use crate::app::App;
use crate::auth::{Actor, Somebody, Standing};
use crate::database;
use crate::domain::audit::{self, Beside, Capacity, Change, Subject};
use crate::domain::{Failure, case as cases};
use crate::lifecycle::Effect;

/// A locked case, and who notes something in it.
pub(crate) struct Entered<'a> {
    /// What everything is written in.
    pub(crate) tx: DatabaseTransaction,
    /// The case.
    pub(crate) row: case::Model,
    /// What the actor has to do with it.
    pub(crate) standing: Standing,
    /// Who notes something.
    pub(crate) somebody: &'a Somebody,
    /// What follows from what is noted.
    effects: Vec<Effect>,
    /// Other cases of the matter that changed along with it.
    besides: Vec<Beside>,
}

/// Opens a case for a note.
///
/// # Errors
///
/// [`RecordRefused::NotFound`] for a case that is not the actor's to note this in.
pub(crate) async fn enter<'a>(
    app: &App,
    actor: &'a Actor,
    id: entities::CaseId,
    allowed: fn(Standing) -> bool,
) -> Result<Entered<'a>, Failure<RecordRefused>> {
    let somebody = actor.somebody().ok_or(RecordRefused::NotFound)?;
    let seen = cases::see(app, actor, id).await?;
    let (_, standing) = seen
        .filter(|(_, standing)| allowed(*standing))
        .ok_or(RecordRefused::NotFound)?;
    let tx = database::begin(&app.db).await?;
    let row = cases::lock(&tx, id).await?.ok_or(RecordRefused::NotFound)?;
    Ok(Entered {
        tx,
        row,
        standing,
        somebody,
        effects: Vec::new(),
        besides: Vec::new(),
    })
}

impl Entered<'_> {
    /// Who notes something.
    pub(crate) fn by(&self) -> PersonId {
        self.somebody.id
    }

    /// Keeps what follows from a step of a life-cycle until the note is written.
    pub(crate) fn follows(&mut self, effects: impl IntoIterator<Item = Effect>) {
        self.effects.extend(effects);
    }

    /// A clock of the case has ended, whatever it was for.
    pub(crate) async fn ends(&self, app: &App, rule: &str, on: NaiveDate) -> Result<(), DbErr> {
        clocks::end(&self.tx, self.row.id, rule, on, self.by(), app.now()).await
    }

    /// A clock of the matter has ended in each of its cases.
    pub(crate) async fn ends_in_matter(
        &self,
        app: &App,
        rule: &str,
        on: NaiveDate,
    ) -> Result<(), DbErr> {
        for id in store::matter_of(&self.tx, self.row.id).await? {
            clocks::end(&self.tx, id, rule, on, self.by(), app.now()).await?;
        }
        Ok(())
    }

    /// A clock of the case goes on to what it is for next.
    pub(crate) async fn goes_on(&self, clock: case_clock::Model) -> Result<(), DbErr> {
        store::move_by_rule(&self.tx, self.row.id, &clock.rule, clock.due_on).await?;
        store::put_clock(&self.tx, clock).await
    }

    /// What is owed in the case under these words is done.
    pub(crate) async fn ticks_off(&self, app: &App, what: &str) -> Result<(), DbErr> {
        super::tick_off(app, &self.tx, self.by(), self.row.id, what).await
    }

    /// Takes a step of the case's own life-cycle along with the note.
    pub(crate) async fn step(
        &mut self,
        app: &App,
        step: Step,
    ) -> Result<(), Failure<RecordRefused>> {
        let row = self.row.clone();
        self.row = advance(
            app,
            &self.tx,
            self.somebody.id,
            row,
            step,
            &mut self.besides,
        )
        .await?;
        Ok(())
    }

    /// Writes the note, in the timeline where there are words for it, and the audit event, and ends.
    pub(crate) async fn leave(
        self,
        app: &App,
        actor: &Actor,
        subject: Subject,
        words: Option<&'static str>,
        change: Change,
    ) -> Result<Recorded, Failure<RecordRefused>> {
        if let Some(words) = words {
            let by = self.by();
            write::footnote(app, &self.tx, by, &self.row, words, &self.effects).await?;
        }
        let capacity = Capacity::Case(self.standing);
        audit::done(app, &self.tx, actor, capacity, subject, change).await?;
        audit::besides(app, &self.tx, actor, capacity, subject, self.besides).await?;
        self.tx.commit().await?;
        Ok((self.row, self.standing))
    }
}
