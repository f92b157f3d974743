//! Promised actions after they are agreed: kept, not kept, taken further; reminders as the days come.

mod rules;
mod store;

use chrono::NaiveDate;
use entities::{AgreementActionId, action_report, agreement_action};
use sea_orm::DbErr;

use crate::app::App;
use crate::auth::{Actor, Afterwards, Standing, may_afterwards};
use crate::database::insert_all;
use crate::domain::audit::{self, Change, Deed, Subject, fingerprint};
use crate::domain::casework::{self, Entered, RecordRefused, Recorded};
use crate::domain::{Failure, agreement, case, prose};
use crate::law::changes::{ClockExtension, Ground};

pub(crate) use rules::{is_done, is_owner, reminders, state_on};
pub(crate) use store::{is_unsigned, of_cases, reports_of};

/// Promises of one person that are shown at most.
const MOST_OWED: usize = 100;

/// An action with the case it was promised in, and what the actor has to do with it.
pub type Owed = (agreement_action::Model, entities::case::Model, Standing);

/// Records that a promised action is done, with what shows it. Its owner says so, or who runs the case.
///
/// # Errors
///
/// [`RecordRefused`], or the database fails.
pub async fn done(
    app: &App,
    actor: &Actor,
    id: AgreementActionId,
    on: NaiveDate,
    evidence: &str,
) -> Result<Recorded, Failure<RecordRefused>> {
    let action = store::by_id(&app.db, id).await?;
    let subject = subject(Deed::CaseRecord("actionDone"), action.as_ref(), id);
    let report = Report {
        kind: action_report::Kind::Done,
        on,
        text: Some(evidence),
        allowed: |standing| may_afterwards(standing, Afterwards::KeepAction),
        words: "a promised action is done",
    };
    let work = reporting(app, actor, subject, action, report);
    audit::watched(app, actor, subject, Box::pin(work)).await
}

/// Records that somebody in the agreement says that an action is not kept.
///
/// # Errors
///
/// [`RecordRefused`], or the database fails.
pub async fn not_kept(
    app: &App,
    actor: &Actor,
    id: AgreementActionId,
    text: &str,
) -> Result<Recorded, Failure<RecordRefused>> {
    let action = store::by_id(&app.db, id).await?;
    let subject = subject(Deed::CaseRecord("actionNotKeptReport"), action.as_ref(), id);
    let report = Report {
        kind: action_report::Kind::NotKept,
        on: app.today(),
        text: Some(text),
        allowed: |standing| may_afterwards(standing, Afterwards::ReportAction),
        words: "somebody says that a promised action is not kept",
    };
    let work = reporting(app, actor, subject, action, report);
    audit::watched(app, actor, subject, Box::pin(work)).await
}

/// Takes the lateness of an action further, to whoever answers for its owner.
///
/// # Errors
///
/// [`RecordRefused`], or the database fails.
pub async fn escalate(
    app: &App,
    actor: &Actor,
    id: AgreementActionId,
) -> Result<Recorded, Failure<RecordRefused>> {
    let action = store::by_id(&app.db, id).await?;
    let subject = subject(Deed::CaseRecord("actionEscalate"), action.as_ref(), id);
    let report = Report {
        kind: action_report::Kind::Escalated,
        on: app.today(),
        text: None,
        allowed: |standing| may_afterwards(standing, Afterwards::EscalateAction),
        words: "the lateness of a promised action is taken further",
    };
    let work = reporting(app, actor, subject, action, report);
    audit::watched(app, actor, subject, Box::pin(work)).await
}

/// Moves the last day of an action to a later one, on a ground of regulation 44(3) of the SEND Regulations
/// 2014. A person decides on it; nothing moves by itself, for the regulation names no new day.
///
/// # Errors
///
/// [`RecordRefused`], or the database fails.
pub async fn extend(
    app: &App,
    actor: &Actor,
    id: AgreementActionId,
    ground: Ground,
    to: NaiveDate,
    evidence: &str,
) -> Result<Recorded, Failure<RecordRefused>> {
    let action = store::by_id(&app.db, id).await?;
    let subject = subject(Deed::CaseRecord("actionExtend"), action.as_ref(), id);
    let work = async {
        let seen = action.ok_or(RecordRefused::NotFound)?;
        let allowed = |standing| may_afterwards(standing, Afterwards::ExtendAction);
        let entered = casework::enter(app, actor, seen.case_id, allowed).await?;
        let action = store::lock(&entered.tx, seen.id)
            .await?
            .ok_or(RecordRefused::NotFound)?;
        let is_signed = store::is_signed(&entered.tx, &action).await?;
        rules::is_tracked(&action, is_signed)?;
        let extension = ClockExtension {
            ground,
            evidence: evidence.to_owned(),
            from: action.due_on.unwrap_or(to),
            to,
        };
        let after = rules::extended(&action, &extension)?;
        let before = fingerprint(&action);
        let kind = action_report::Kind::Extended;
        let text = prose::maybe(Some(evidence), prose::LINES, rules::field_of(kind))?;
        let after = keep(app, &entered, after, (kind, app.today(), text)).await?;
        let words = "the last day of a promised action is moved";
        let change = Change::from(before, &after);
        entered
            .leave(app, actor, subject, Some(words), change)
            .await
    };
    audit::watched(app, actor, subject, Box::pin(work)).await
}

/// Notes in a case that has been entered that there is a complaint about one of its actions.
pub(crate) async fn complained(
    app: &App,
    entered: &Entered<'_>,
    id: AgreementActionId,
) -> Result<(), Failure<RecordRefused>> {
    let action = store::lock(&entered.tx, id).await?;
    let action = action
        .filter(|action| action.case_id == entered.row.id)
        .ok_or(RecordRefused::NotFound)?;
    let on = app.today();
    write(
        app,
        entered,
        action,
        action_report::Kind::Complaint,
        on,
        None,
    )
    .await?;
    Ok(())
}

/// What is said of an action.
struct Report<'a> {
    kind: action_report::Kind,
    on: NaiveDate,
    text: Option<&'a str>,
    allowed: fn(Standing) -> bool,
    words: &'static str,
}

fn subject(deed: Deed, action: Option<&agreement_action::Model>, id: AgreementActionId) -> Subject {
    Subject::object(deed, action.map(|action| action.case_id), Some(id.0))
}

async fn reporting(
    app: &App,
    actor: &Actor,
    subject: Subject,
    action: Option<agreement_action::Model>,
    report: Report<'_>,
) -> Result<Recorded, Failure<RecordRefused>> {
    let seen = action.ok_or(RecordRefused::NotFound)?;
    let entered = casework::enter(app, actor, seen.case_id, report.allowed).await?;
    let action = store::lock(&entered.tx, seen.id)
        .await?
        .ok_or(RecordRefused::NotFound)?;
    if report.kind == action_report::Kind::Done
        && !rules::may_say_done(&action, entered.somebody, entered.standing)
    {
        return Err(RecordRefused::NotFound.into());
    }
    // Who reads nothing of an agreement cannot tell whether it is kept.
    let viewer = (entered.standing, entered.somebody);
    if report.kind == action_report::Kind::NotKept
        && !agreement::is_read_by(&entered.tx, action.case_id, viewer).await?
    {
        return Err(RecordRefused::NotFound.into());
    }
    let before = fingerprint(&action);
    let text = prose::maybe(report.text, prose::LINES, rules::field_of(report.kind))?;
    let after = write(app, &entered, action, report.kind, report.on, text).await?;
    let change = Change::from(before, &after);
    entered
        .leave(app, actor, subject, Some(report.words), change)
        .await
}

/// Writes a report down with what the life-cycle makes of it.
async fn write(
    app: &App,
    entered: &Entered<'_>,
    action: agreement_action::Model,
    kind: action_report::Kind,
    on: NaiveDate,
    text: Option<entities::Personal>,
) -> Result<agreement_action::Model, Failure<RecordRefused>> {
    let is_signed = store::is_signed(&entered.tx, &action).await?;
    rules::is_tracked(&action, is_signed)?;
    let after = match rules::event_of(kind, on) {
        Some(event) => rules::taken(&action, entered.row.kind, &event, app.now())?,
        None => rules::not_done(&action)?,
    };
    keep(app, entered, after, (kind, on, text)).await
}

/// Writes an action as it now is, with what was said of it. The clock of a rule goes on to the promise of that
/// rule that is due next, and ends with the last.
async fn keep(
    app: &App,
    entered: &Entered<'_>,
    after: agreement_action::Model,
    (kind, on, text): (action_report::Kind, NaiveDate, Option<entities::Personal>),
) -> Result<agreement_action::Model, Failure<RecordRefused>> {
    let id = after.id;
    let row = action_report::Model {
        action_id: id,
        sequence: store::next_sequence(&entered.tx, id).await?,
        kind,
        happened_on: on,
        recorded_at: app.now(),
        recorded_by: entered.by(),
        text,
    };
    insert_all(&entered.tx, vec![row]).await?;
    let after = store::update(&entered.tx, after).await?;
    let moves = after.done_on.is_some() || kind == action_report::Kind::Extended;
    if let Some(rule) = after.rule.as_ref().filter(|_| moves) {
        let all = of_cases(&entered.tx, &[after.case_id]).await?;
        let mut running = agreement::clocks(&all).into_iter();
        match running.find(|clock| clock.rule == *rule) {
            Some(next) => entered.goes_on(next).await?,
            None => entered.ends(app, rule, after.done_on.unwrap_or(on)).await?,
        }
    }
    Ok(after)
}

/// The promises that somebody owes: in person, or as one who speaks for the body that promised. Those
/// that are kept are not among them.
///
/// # Errors
///
/// The database fails.
pub async fn owed_by(app: &App, actor: &Actor) -> Result<Vec<Owed>, DbErr> {
    let Some(somebody) = actor.somebody() else {
        return Ok(Vec::new());
    };
    let actions = store::owed_by(&app.db, somebody).await?;
    let cases: Vec<_> = actions.iter().map(|action| action.case_id).collect();
    let seen = case::seen(app, actor, &cases).await?;
    let mine = actions.into_iter().filter_map(|action| {
        let found = seen.iter().find(|(row, _)| row.id == action.case_id);
        let (row, standing) = found.filter(|(_, standing)| {
            may_afterwards(*standing, Afterwards::KeepAction) && is_owner(&action, somebody)
        })?;
        Some((action, row.clone(), *standing))
    });
    Ok(mine.take(MOST_OWED).collect())
}
