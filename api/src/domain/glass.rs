//! Breaking the glass: the manager of a service reads, for an hour and for a reason, what the policy keeps
//! from managers. Everybody who runs the case sees that it was done, and each text that is read then is
//! written down like any other (trust.md, "browse").
//!
//! What it opens is what the matrix of roles marks so: what the child thinks ([`super::parties::may_read`]).
//! It opens nothing of a mediator's, and no reason for which somebody cannot come.

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};
use entities::broken_glass::{self, Reason};
use entities::{CaseId, PersonId};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, QueryOrder as _,
};

use crate::app::App;
use crate::auth::{Actor, PartyAction, may_with_parties};
use crate::database::begin;
use crate::domain::Failure;
use crate::domain::audit::{self, Capacity, Change, Deed, Subject};
use crate::domain::parties::PartiesRefused;

/// How long what is behind it can be read.
const LIFE: TimeDelta = TimeDelta::hours(1);

/// Whether it is open to somebody at an instant.
#[must_use]
pub fn is_open(row: &broken_glass::Model, to: PersonId, now: DateTime<Utc>) -> bool {
    row.person_id == to && row.broken_at <= now && now < row.ends_at
}

/// Breaks the glass of a case, for the manager of the service that has it.
///
/// # Errors
///
/// [`PartiesRefused::NotFound`], it is open already, or the database fails.
pub async fn break_it(
    app: &App,
    actor: &Actor,
    id: CaseId,
    reason: Reason,
) -> Result<broken_glass::Model, Failure<PartiesRefused>> {
    let subject = Subject::case(Deed::GlassBreak, id);
    let work = async {
        let somebody = actor.somebody().ok_or(PartiesRefused::NotFound)?;
        let seen = super::case::see(app, actor, id).await?;
        let seen =
            seen.filter(|(_, standing)| may_with_parties(*standing, PartyAction::BreakGlass));
        let (_, standing) = seen.ok_or(PartiesRefused::NotFound)?;
        let tx = begin(&app.db).await?;
        // Two at once are one after the other.
        super::case::lock(&tx, id).await?;
        // PostgreSQL keeps no finer time.
        let now = app.now().trunc_subsecs(6);
        let known = of(&tx, &[id]).await?;
        if known.iter().any(|row| is_open(row, somebody.id, now)) {
            let sentence = "You have broken the glass of this case already, and it is still open \
                            (matrix of roles).";
            return Err(PartiesRefused::against("GLASS_BROKEN_ALREADY", "caseId", sentence).into());
        }
        let row = broken_glass::Model {
            case_id: id,
            person_id: somebody.id,
            broken_at: now,
            ends_at: now + LIFE,
            reason,
        };
        insert(&tx, row.clone()).await?;
        let (part, change) = (Capacity::Case(standing), Change::new(&row));
        audit::done(app, &tx, actor, part, subject, change).await?;
        tx.commit().await?;
        Ok(row)
    };
    let row = audit::watched(app, actor, subject, Box::pin(work)).await?;
    // Whoever watches over the service sets an alert on this line.
    tracing::warn!(case = %row.case_id, person = %row.person_id, reason = ?row.reason, "the glass was broken");
    Ok(row)
}

/// Who has broken the glass of these cases, the first first.
pub(crate) async fn of(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<broken_glass::Model>, DbErr> {
    broken_glass::Entity::find()
        .filter(broken_glass::Column::CaseId.is_in(ids.iter().copied()))
        .order_by_asc(broken_glass::Column::BrokenAt)
        .order_by_asc(broken_glass::Column::PersonId)
        .all(db)
        .await
}

async fn insert(tx: &DatabaseTransaction, row: broken_glass::Model) -> Result<(), DbErr> {
    let insert = broken_glass::Entity::insert(row.into_active_model());
    insert.exec_without_returning(tx).await.map(|_| ())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn it_is_open_to_whoever_broke_it_and_for_an_hour() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let (me, other) = (PersonId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)));
        let row = broken_glass::Model {
            case_id: CaseId(Uuid::from_u128(3)),
            person_id: me,
            broken_at: at("2026-03-02T10:00:00Z"),
            ends_at: at("2026-03-02T10:00:00Z") + LIFE,
            reason: Reason::Harm,
        };
        for (whom, when, is) in [
            (me, "2026-03-02T09:59:59Z", false),
            (me, "2026-03-02T10:00:00Z", true),
            (me, "2026-03-02T10:59:59Z", true),
            (me, "2026-03-02T11:00:00Z", false),
            (other, "2026-03-02T10:30:00Z", false),
        ] {
            assert_eq!(is_open(&row, whom, at(when)), is, "{when}");
        }
    }
}
