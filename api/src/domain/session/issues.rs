//! What became of each issue.

use entities::{CaseId, IssueId, issue};

use super::{SessionRefused, recorded, rules, store};
use crate::app::App;
use crate::auth::{Action, Actor, may};
use crate::database::begin;
use crate::domain::Failure;
use crate::domain::audit::{self, Capacity, Change, Deed, Subject, fingerprint};
use crate::domain::casework::{self, Recorded};

/// Records what became of an issue.
///
/// # Errors
///
/// [`SessionRefused`], or the database fails.
pub async fn settle(
    app: &App,
    actor: &Actor,
    (case, expected_version): (CaseId, i32),
    id: IssueId,
    status: issue::Status,
) -> Result<Recorded, Failure<SessionRefused>> {
    let subject = Subject::object(Deed::IssueSettle, Some(case), Some(id.0));
    let work = settling(app, actor, subject, (case, expected_version), (id, status));
    audit::watched(app, actor, subject, Box::pin(work)).await
}

async fn settling(
    app: &App,
    actor: &Actor,
    subject: Subject,
    (case, expected_version): (CaseId, i32),
    (id, status): (IssueId, issue::Status),
) -> Result<Recorded, Failure<SessionRefused>> {
    let nowhere = || SessionRefused::NotFound("caseId");
    let somebody = actor.somebody().ok_or_else(nowhere)?;
    let seen = crate::domain::case::see(app, actor, case).await?;
    let seen = seen.filter(|(_, standing)| may(*standing, Action::RunSession));
    let (_, standing) = seen.ok_or_else(nowhere)?;
    let tx = begin(&app.db).await?;
    let row = casework::locked(&tx, case, expected_version).await;
    let row = row.map_err(SessionRefused::of_step)?;
    let issues = crate::domain::case::issues_of(&tx, &[case]).await?;
    let before = issues.into_iter().find(|issue| issue.id == id);
    let before = before.ok_or(SessionRefused::NotFound("issueId"))?;
    if !rules::may_settle(row.state, status) {
        return Err(SessionRefused::NotInSession.into());
    }
    let after = issue::Model {
        status,
        ..before.clone()
    };
    store::put(&tx, after.clone(), false).await?;
    let happened = ("what became of an issue is recorded", app.today());
    let row = casework::enact(app, &tx, somebody.id, row, happened, Vec::new()).await?;
    let change = Change::from(fingerprint(&before), &after);
    audit::done(app, &tx, actor, Capacity::Case(standing), subject, change).await?;
    tx.commit().await?;
    Ok(recorded(row, standing))
}
