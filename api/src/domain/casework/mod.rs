//! Casework: what happens in a case, recorded step by step.
//!
//! One operation, [`record`], serves every event of the life-cycles: it reads what stands, asks the
//! life-cycle what follows, and writes the new state, the event, the clocks, what is owed and the
//! audit event together, or nothing of it. Which sentence refuses a step is the life-cycle's to say.

mod clocks;
mod corrected;
mod entered;
mod facts;
mod prompts;
mod referred;
mod rules;
mod settle;
mod step;
mod store;
mod write;

use chrono::NaiveDate;
use entities::{
    CaseId, MatterId, NextStepId, PersonId, Personal, case, case_clock, case_record, meeting,
    next_step,
};
use sea_orm::{DatabaseTransaction, DbErr};

use crate::app::{App, OUT_OF_REACH, is_in_reach};
use crate::auth::{Action, Actor, Somebody, Standing, may};
use crate::database;
use crate::domain::audit::{self, Beside, Capacity, Change, Deed, Subject, fingerprint};
use crate::domain::{Failure, Refusal, path, prose};
use crate::law::{self, Rule, calculator};
use crate::lifecycle::Refused as _;
use crate::lifecycle::advice;
use crate::lifecycle::certificate::NotDue;
use crate::lifecycle::change::{Duty, Effect, Flag};
use crate::lifecycle::clock::OF_AN_ACTION;
use crate::lifecycle::dates::{Correction, Dated, Moment, in_order};
use crate::lifecycle::session::Outcome;

pub(crate) use entered::{Entered, enter};
pub(crate) use prompts::{has_date, prompts};
pub(crate) use referred::{Noted, change_type, locked as locked_as_seen, put_down};
use rules::ToMeeting;
pub(crate) use rules::bodies;
pub use step::{ChosenIssue, Shared, Step};
pub(crate) use store::{certificates_of, clocks_of, events_of, owed_of};

/// Characters in a reason at most.
const MOST_CHARACTERS: usize = 500;

/// Why nothing is recorded.
#[derive(Debug, thiserror::Error)]
pub enum RecordRefused {
    /// There is no such case or step, or none that is the actor's to record.
    #[error("there is no such case or step")]
    NotFound,
    /// Somebody changed it since the actor looked.
    #[error("this case has changed since you saw it (it is now version {0})")]
    StaleVersion(i32),
    /// The type of case has no such step.
    #[error("a case of this type has no such step (types of case; CFA s.52 to s.57)")]
    OtherType,
    /// There is no certificate to issue.
    #[error("no certificate is due in this case (CFA s.55; regulations 34(1) and 39)")]
    NothingDue,
    /// The date to correct was never recorded.
    #[error("this date is not recorded, so there is nothing to correct (record of events)")]
    NothingToCorrect,
    /// It was done before.
    #[error("this was done already (record of what is owed)")]
    NotOwed,
    /// The law or the order of steps refuses it.
    #[error("{sentence}")]
    Against {
        /// What is wrong, for programs.
        code: &'static str,
        /// What is wrong, with the rule and its source.
        sentence: String,
    },
    /// The law or the practice of the service refuses one input.
    #[error("{sentence}")]
    Wrong {
        /// Which.
        field: &'static str,
        /// What is wrong, for programs.
        code: &'static str,
        /// What is wrong, with the rule and its source.
        sentence: String,
    },
}

impl RecordRefused {
    /// A date that no clock is reckoned from.
    pub(crate) fn out_of_reach() -> Self {
        Self::Against {
            code: "DATE_OUT_OF_REACH",
            sentence: OUT_OF_REACH.to_owned(),
        }
    }

    /// Refuses a day that has not come, and one so long ago that Concord has nothing of it.
    pub(crate) fn unless_past(
        field: &'static str,
        what: &str,
        on: NaiveDate,
        today: NaiveDate,
    ) -> Result<(), Self> {
        if today < on {
            return Err(Self::Wrong {
                field,
                code: "DATE_IN_THE_FUTURE",
                sentence: format!(
                    "{what} cannot be dated in the future (only what has happened is recorded)."
                ),
            });
        }
        if !is_in_reach(on) {
            return Err(Self::Wrong {
                field,
                code: "DATE_OUT_OF_REACH",
                sentence: format!("{what} cannot be dated so long ago. {OUT_OF_REACH}"),
            });
        }
        Ok(())
    }

    /// A reason that is no sentence or two.
    fn unreadable_reason() -> Self {
        Self::Against {
            code: "REASON_TOO_LONG",
            sentence: format!(
                "A reason is one line of at most {MOST_CHARACTERS} characters (record of events)."
            ),
        }
    }

    /// A text of an issue that cannot be kept.
    fn unreadable_text() -> Self {
        Self::Against {
            code: "TEXT_UNREADABLE",
            sentence: format!(
                "What the family says of an issue is 1 to {MOST_CHARACTERS} characters (CFA s.52(3), (4))."
            ),
        }
    }

    /// Whether the family made contact too late for a certificate (regulation 34(2)).
    fn is_too_late(&self) -> bool {
        let late = NotDue::OutOfTime.code();
        matches!(self, Self::Against { code, .. } if *code == late)
    }

    /// Whether it is only that other steps come first, or that it is too late for this one.
    fn is_out_of_turn(&self) -> bool {
        match self {
            Self::Against { code, .. } => ["NOT_IN_THIS_STATE", "ENDED"].contains(code),
            Self::NotFound
            | Self::StaleVersion(_)
            | Self::OtherType
            | Self::NothingDue
            | Self::NothingToCorrect
            | Self::NotOwed
            | Self::Wrong { .. } => false,
        }
    }

    /// A life-cycle's "no".
    fn against(refused: &impl crate::lifecycle::Refused) -> Self {
        Self::Against {
            code: refused.code(),
            sentence: refused.to_string(),
        }
    }
}

impl Refusal for RecordRefused {
    fn field(&self) -> Vec<String> {
        match self {
            Self::StaleVersion(_) => path(&["expectedVersion"]),
            Self::NotOwed => path(&["stepId"]),
            Self::NotFound | Self::OtherType | Self::NothingDue | Self::Against { .. } => {
                path(&["caseId"])
            }
            Self::NothingToCorrect => path(&["date"]),
            Self::Wrong { field, .. } => path(&[field]),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::StaleVersion(_) => "STALE_VERSION",
            Self::OtherType => "OTHER_TYPE_OF_CASE",
            Self::NothingDue => "NO_CERTIFICATE_DUE",
            Self::NothingToCorrect => "NOTHING_TO_CORRECT",
            Self::NotOwed => "NOT_OWED",
            Self::Against { code, .. } | Self::Wrong { code, .. } => code,
        }
    }
}

/// A case as it now is, and what the actor has to do with it.
pub type Recorded = (case::Model, Standing);

/// Gives a new case its record, and starts the clocks that run already: from the notice of a decision,
/// and from the word to the authority.
pub(crate) async fn begin(
    app: &App,
    tx: &DatabaseTransaction,
    row: &case::Model,
) -> Result<(), DbErr> {
    store::insert_record(tx, rules::new_record(row, MatterId(row.id.0))).await?;
    clocks::start_what_runs(app, tx, row).await
}

/// Notes in a locked case that a date is held, or made firm.
pub(crate) async fn note(
    app: &App,
    tx: &DatabaseTransaction,
    by: PersonId,
    row: case::Model,
    to: case::State,
    words: &'static str,
) -> Result<case::Model, DbErr> {
    write::note(app, tx, by, row, (to, words)).await
}

/// Remarks something in a locked case whose state stays as it is, with what somebody has to do about it.
pub(crate) async fn remark(
    app: &App,
    tx: &DatabaseTransaction,
    by: PersonId,
    row: case::Model,
    words: String,
    tasks: &[Effect],
) -> Result<case::Model, DbErr> {
    write::remark(app, tx, by, row, words, tasks).await
}

/// Notes in a locked case that its date is called off: as the life-cycle has it where it was firm, and
/// else as going back to looking for dates.
pub(crate) async fn called_off(
    app: &App,
    tx: &DatabaseTransaction,
    by: PersonId,
    row: case::Model,
    (cause, side): (meeting::CancelCause, meeting::CancelSide),
) -> Result<case::Model, DbErr> {
    let told_on = app.today();
    let step = Step::Any(Shared::Postponed {
        by: side,
        cause,
        told_on,
    });
    let words = "the date is called off";
    follow(app, tx, by, row, step, (case::State::Collecting, words)).await
}

/// Notes in a locked case that its date is agreed: notice of it is owed from now on, and the mediator's word.
pub(crate) async fn agreed(
    app: &App,
    tx: &DatabaseTransaction,
    by: PersonId,
    row: case::Model,
    meeting_on: NaiveDate,
) -> Result<case::Model, DbErr> {
    let events = [(law::Event::Meeting, meeting_on)];
    let due = calculator::due(Rule::Notice, &events, &app.calendar);
    let step = Step::Agreed {
        meeting_on,
        notify_by_on: due.map_or(meeting_on, |due| due.on),
        is_short_notice_agreed: row.short_notice_agreed_at.is_some(),
    };
    let words = "the date is agreed";
    follow(app, tx, by, row, step, (case::State::Booked, words)).await
}

/// Notes in a locked case that people are asked for dates. Where its life-cycle has not come to that,
/// the question is noted and the case stays where it is: asking early is no way around T0.
pub(crate) async fn asked_for_dates(
    app: &App,
    tx: &DatabaseTransaction,
    by: PersonId,
    row: case::Model,
) -> Result<case::Model, DbErr> {
    let on = app.today();
    let or_else = (row.state, "people are asked for dates");
    follow(app, tx, by, row, Step::Asked { on }, or_else).await
}

/// Notes in a locked case something that leaves it as it is.
pub(crate) async fn mention(
    app: &App,
    tx: &DatabaseTransaction,
    by: PersonId,
    row: &case::Model,
    words: &'static str,
) -> Result<(), DbErr> {
    write::mention(app, tx, by, row, words).await
}

/// Writes what follows in a locked case from something recorded beside it: an event, clocks, and what
/// is owed. The case stays in its state.
pub(crate) async fn enact(
    app: &App,
    tx: &DatabaseTransaction,
    by: PersonId,
    row: case::Model,
    (words, happened_on): (&'static str, NaiveDate),
    effects: Vec<Effect>,
) -> Result<case::Model, DbErr> {
    let stands = facts::read(app, tx, row).await?;
    let taken = rules::stays(stands.row.state, words, happened_on, effects);
    // Nothing recorded beside a case changes another one.
    write::down(app, tx, by, stands, taken, &mut Vec::new()).await
}

/// Puts the clocks of what is promised in a locked case in the place of those that ran for it.
pub(crate) async fn put_promised(
    tx: &DatabaseTransaction,
    id: CaseId,
    clocks: Vec<case_clock::Model>,
) -> Result<(), DbErr> {
    store::clear_clocks(tx, id, OF_AN_ACTION).await?;
    for clock in clocks {
        store::move_by_rule(tx, id, &clock.rule, clock.due_on).await?;
        store::put_clock(tx, clock).await?;
    }
    Ok(())
}

/// Ticks off what is owed in a locked case under these words: of documents all, since one copy settles
/// them, and of tasks the oldest.
pub(crate) async fn tick_off(
    app: &App,
    tx: &DatabaseTransaction,
    by: PersonId,
    id: CaseId,
    what: &str,
) -> Result<(), DbErr> {
    let owed = store::owed_of(tx, &[id]).await?;
    let steps = owed.into_iter().filter(|step| step.what == what);
    for step in steps {
        store::complete(tx, step.id, by, app.now()).await?;
        if step.kind != next_step::Kind::Document {
            break;
        }
    }
    Ok(())
}

/// Takes a step in a locked case, as [`record`] does. Other cases that change are added to `besides`.
pub(crate) async fn take(
    app: &App,
    tx: &DatabaseTransaction,
    by: PersonId,
    row: case::Model,
    step: Step,
    besides: &mut Vec<Beside>,
) -> Result<case::Model, Failure<RecordRefused>> {
    advance(app, tx, by, row, step, besides).await
}

/// Takes a step where the life-cycle has it now, and else notes the change of state.
async fn follow(
    app: &App,
    tx: &DatabaseTransaction,
    by: PersonId,
    row: case::Model,
    step: Step,
    or_else: (case::State, &'static str),
) -> Result<case::Model, DbErr> {
    if let Some(step) = step::within(row.kind, step) {
        let stands = facts::read(app, tx, row.clone()).await?;
        if let Ok(taken) = rules::take(&stands, step, app.now()) {
            return write::down(app, tx, by, stands, taken, &mut Vec::new()).await;
        }
    }
    write::note(app, tx, by, row, or_else).await
}

/// Records that something happened in a case.
///
/// # Errors
///
/// [`RecordRefused`], or the database fails.
pub async fn record(
    app: &App,
    actor: &Actor,
    id: CaseId,
    expected_version: i32,
    step: Step,
) -> Result<Recorded, Failure<RecordRefused>> {
    let subject = Subject::case(Deed::CaseRecord(step.operation()), id);
    let work = recording(app, actor, id, expected_version, subject, step);
    audit::watched(app, actor, subject, Box::pin(work)).await
}

async fn recording(
    app: &App,
    actor: &Actor,
    id: CaseId,
    expected_version: i32,
    subject: Subject,
    step: Step,
) -> Result<Recorded, Failure<RecordRefused>> {
    let (somebody, standing) = runner(app, actor, id, |kind| rules::needs(kind, &step))
        .await?
        .ok_or(RecordRefused::NotFound)?;
    let tx = database::begin(&app.db).await?;
    let row = locked(&tx, id, expected_version).await?;
    let before = fingerprint(&row);
    let mut besides = Vec::new();
    let row = advance(app, &tx, somebody.id, row, step, &mut besides).await?;
    let change = Change::from(before, &row);
    let capacity = Capacity::Case(standing);
    audit::done(app, &tx, actor, capacity, subject, change).await?;
    audit::besides(app, &tx, actor, capacity, subject, besides).await?;
    tx.commit().await?;
    Ok((row, standing))
}

/// Sets a date of a case right. The old one and the reason are kept, and the clocks that start with it
/// are computed again.
///
/// # Errors
///
/// [`RecordRefused`], or the database fails.
pub async fn correct(
    app: &App,
    actor: &Actor,
    id: CaseId,
    expected_version: i32,
    what: Dated,
    is: Moment,
    reason: &str,
) -> Result<Recorded, Failure<RecordRefused>> {
    let subject = Subject::case(Deed::CaseDateCorrect, id);
    let work = correcting(
        app,
        actor,
        id,
        expected_version,
        subject,
        (what, is, reason),
    );
    audit::watched(app, actor, subject, Box::pin(work)).await
}

async fn correcting(
    app: &App,
    actor: &Actor,
    id: CaseId,
    expected_version: i32,
    subject: Subject,
    (what, is, reason): (Dated, Moment, &str),
) -> Result<Recorded, Failure<RecordRefused>> {
    let (somebody, standing) = runner(app, actor, id, |_| Action::RunCase)
        .await?
        .ok_or(RecordRefused::NotFound)?;
    let tx = database::begin(&app.db).await?;
    let row = locked(&tx, id, expected_version).await?;
    let before = fingerprint(&row);
    let record = store::record_of(&tx, &row).await?;
    let beside = facts::beside(&tx, &row).await?;
    let stands_beside = beside.iter().find(|(other, _)| *other == what);
    let was = facts::recorded(what, &row, &record)
        .or(stands_beside.map(|(_, on)| Moment::On(*on)))
        .ok_or(RecordRefused::NothingToCorrect)?;
    if !prose::is_line(reason, MOST_CHARACTERS) {
        return Err(RecordRefused::unreadable_reason().into());
    }
    if !rules::is_moment_in_reach(is) {
        return Err(RecordRefused::out_of_reach().into());
    }
    let known = facts::known(&tx, &row, &record, beside).await?;
    in_order(what, is.day(), known).map_err(|refused| RecordRefused::against(&refused))?;
    let correction = Correction::new(what, (was, is), reason, app.now())
        .map_err(|refused| RecordRefused::against(&refused))?;
    let step = Step::Any(Shared::Corrected(correction));
    let mut besides = Vec::new();
    // One notice, of a decision or that mediation cannot be arranged, stands in every case of its matter.
    if what == Dated::NoticeSent || what == Dated::InabilityNotice {
        for other in store::matter(&tx, record.matter_id).await? {
            let kept = store::record_of(&tx, &other).await?;
            if other.id != row.id && facts::recorded(what, &other, &kept) == Some(was) {
                let was = fingerprint(&other);
                let is = advance(app, &tx, somebody.id, other, step.clone(), &mut besides).await?;
                besides.push((is.id, Change::from(was, &is)));
            }
        }
    }
    let row = advance(app, &tx, somebody.id, row, step, &mut besides).await?;
    let row = corrected::beside(app, &tx, somebody.id, row, (what, is.day())).await?;
    let change = Change::from(before, &row);
    let capacity = Capacity::Case(standing);
    audit::done(app, &tx, actor, capacity, subject, change).await?;
    audit::besides(app, &tx, actor, capacity, subject, besides).await?;
    tx.commit().await?;
    Ok((row, standing))
}

/// Notes that something owed was done.
///
/// # Errors
///
/// [`RecordRefused`], or the database fails.
pub async fn complete(
    app: &App,
    actor: &Actor,
    id: NextStepId,
    on: Option<NaiveDate>,
) -> Result<Recorded, Failure<RecordRefused>> {
    let duty = store::next_step(&app.db, id).await?;
    let case = duty.as_ref().map(|duty| duty.case_id);
    let subject = Subject::object(Deed::NextStepComplete, case, Some(id.0));
    let work = completing(app, actor, subject, duty, on);
    audit::watched(app, actor, subject, Box::pin(work)).await
}

/// The clocks of arranging a mediation (C8, C9) and of checking an agreement (C36).
const ENDED_BY_RECORDS: [&str; 3] = ["C8", "C9", "C36"];

async fn completing(
    app: &App,
    actor: &Actor,
    subject: Subject,
    duty: Option<next_step::Model>,
    on: Option<NaiveDate>,
) -> Result<Recorded, Failure<RecordRefused>> {
    let duty = duty.ok_or(RecordRefused::NotFound)?;
    let (somebody, standing) = runner(app, actor, duty.case_id, |_| Action::RunCase)
        .await?
        .ok_or(RecordRefused::NotFound)?;
    let tx = database::begin(&app.db).await?;
    let row = super::case::lock(&tx, duty.case_id)
        .await?
        .ok_or(RecordRefused::NotOwed)?;
    let before = fingerprint(&duty);
    let on = on.unwrap_or(app.today());
    let running = store::clocks_of(&tx, &[duty.case_id]).await?;
    let clock = running
        .iter()
        .find(|clock| Some(&clock.rule) == duty.rule.as_ref());
    rules::may_be_done_on(on, clock, app.today())?;
    if duty.what == Duty::IssueCertificate.to_string() {
        return Err(RecordRefused::Against {
            code: "CERTIFICATE_OWED",
            sentence: "A certificate is owed until it is issued (CFA s.55; regulations 34(1), 39)."
                .to_owned(),
        }
        .into());
    }
    if duty.what == Flag::Suspended.to_string() {
        let record = store::record_of(&tx, &row).await?;
        let lifted = case_record::Model {
            is_suspended: false,
            ..record
        };
        store::update_record(&tx, lifted).await?;
    }
    let at = rules::done_at(on, app.now());
    let after = store::complete(&tx, duty.id, somebody.id, at)
        .await?
        .ok_or(RecordRefused::NotOwed)?;
    // A meeting is held, and a check is made, when it is recorded as such: a tick ends no such clock.
    let is_by_record = |rule: &String| ENDED_BY_RECORDS.contains(&rule.as_str());
    if let Some(rule) = after.rule.as_ref().filter(|rule| !is_by_record(rule)) {
        clocks::end(&tx, after.case_id, rule, on, somebody.id, app.now()).await?;
    }
    let change = Change::from(before, &after);
    audit::done(app, &tx, actor, Capacity::Case(standing), subject, change).await?;
    tx.commit().await?;
    Ok((row, standing))
}

/// Whether a text of an issue is none that can be kept: a paragraph at most.
fn is_unreadable(issue: &ChosenIssue) -> bool {
    let texts = issue.text.iter().chain(&issue.wanted_provision);
    let mut texts = texts.map(Personal::reveal);
    texts.any(|text| !prose::shows(text) || !prose::is_paragraph(text, MOST_CHARACTERS))
}

/// Who acts, when the actor may do that in the case.
pub(crate) async fn runner<'a>(
    app: &App,
    actor: &'a Actor,
    id: CaseId,
    action: impl Fn(case::Kind) -> Action,
) -> Result<Option<(&'a Somebody, Standing)>, DbErr> {
    let Some(somebody) = actor.somebody() else {
        return Ok(None);
    };
    let seen = super::case::see(app, actor, id).await?;
    let seen = seen.filter(|(row, standing)| may(*standing, action(row.kind)));
    Ok(seen.map(|(_, standing)| (somebody, standing)))
}

/// The case, locked, as the actor saw it.
pub(crate) async fn locked(
    tx: &DatabaseTransaction,
    id: CaseId,
    expected_version: i32,
) -> Result<case::Model, Failure<RecordRefused>> {
    let mut wanted = None;
    // All cases of the matter, in one order: a step may lead to one in another of them.
    for other in store::matter_of(tx, id).await? {
        let row = super::case::lock(tx, other).await?;
        wanted = row.filter(|row| row.id == id).or(wanted);
    }
    let row = wanted.ok_or(RecordRefused::NotFound)?;
    if row.version != expected_version {
        return Err(RecordRefused::StaleVersion(row.version).into());
    }
    Ok(row)
}

/// Takes one step, and in the advice that a mediation came from the step that follows from it, which is
/// added to what changed besides.
async fn advance(
    app: &App,
    tx: &DatabaseTransaction,
    by: PersonId,
    row: case::Model,
    step: Step,
    besides: &mut Vec<Beside>,
) -> Result<case::Model, Failure<RecordRefused>> {
    let chosen = if let Step::Chosen { issues, .. } = &step {
        issues.clone()
    } else {
        Vec::new()
    };
    if chosen.iter().any(is_unreadable) {
        return Err(RecordRefused::unreadable_text().into());
    }
    let step = step::within(row.kind, step).ok_or(RecordRefused::OtherType)?;
    if !rules::is_in_reach(&step) {
        return Err(RecordRefused::out_of_reach().into());
    }
    let record = facts::on_record(tx, &row, &step).await?;
    let step = rules::on_record(step, &record)?;
    let step = step::within(row.kind, step).ok_or(RecordRefused::OtherType)?;
    let stands = facts::read(app, tx, row).await?;
    let then = rules::in_advice(stands.has_met(), &step, app.today());
    let fault = rules::at_fault(&step);
    let papers = step.papers_on();
    let judged = if let Step::Advice(advice::Event::Corrected(correction)) = &step {
        &facts::set_right(stands.clone(), correction, &app.calendar)
    } else {
        &stands
    };
    let taken = rules::take(judged, step.clone(), app.now())?;
    let left = rules::leaves(&step, taken.to);
    match rules::to_meeting(&taken) {
        Some(ToMeeting::LetsGo) => {
            super::meeting::let_go(app, tx, stands.row.id, by, fault).await?;
        }
        Some(ToMeeting::Ends) => super::meeting::complete(tx, stands.row.id).await?,
        None => {}
    }
    if let Some(role) = left {
        store::excuse(tx, stands.row.id, role).await?;
    }
    if taken.effects.contains(&Effect::Outcome(Outcome::Nothing)) {
        super::agreement::abandon_draft(tx, stands.row.id).await?;
    }
    let advice = stands.advice.clone();
    let effects = taken.effects.clone();
    let row = write::down(app, tx, by, stands, taken, besides).await?;
    settle::by_step(app, tx, by, row.id, &effects).await?;
    if let Some(on) = papers {
        super::pack::circulate(tx, row.id, on).await?;
    }
    if let (false, Some((opened, _))) = (chosen.is_empty(), besides.last()) {
        write::keep_chosen(app, tx, *opened, chosen).await?;
    }
    if let (Some(event), Some(advice)) = (then, advice) {
        let other = super::case::lock(tx, advice.id)
            .await?
            .ok_or(RecordRefused::NotFound)?;
        let stands = facts::read(app, tx, other).await?;
        match rules::take(&stands, Step::Advice(event), app.now()) {
            Ok(taken) => {
                let was = fingerprint(&stands.row);
                let is = write::down(app, tx, by, stands, taken, besides).await?;
                besides.push((is.id, Change::from(was, &is)));
            }
            // Where the family's contact has moved on otherwise, or came too late for a certificate, the
            // mediation changes nothing in it.
            Err(refused) if refused.is_out_of_turn() || refused.is_too_late() => {}
            Err(refused) => return Err(refused.into()),
        }
    }
    Ok(row)
}
