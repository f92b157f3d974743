//! Retention: what is due to be removed, and removing exactly that.
//!
//! How long what is kept stands in [`crate::retention`]. What is due is decided from values; each row that
//! goes has an event in the audit log, by ids alone.

mod rules;
mod store;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use entities::erasure::Reason;
use sea_orm::{DatabaseTransaction, DbErr};

use crate::app::App;
use crate::auth::Actor;
use crate::database::{begin, begin_reading, leave_no_trace};
use crate::domain::audit::{self, Capacity, Change, Deed, Subject};
use crate::domain::erasure::{self, Extent};
use crate::retention::Category;

use rules::Found;
pub use rules::{Due, Row};

/// Rows removed in one transaction: short enough that who writes meanwhile hardly waits.
const BATCH: usize = 200;

/// What is due today, category by category; nothing is changed.
///
/// # Errors
///
/// The database fails.
pub async fn due(app: &App) -> Result<Vec<Due>, DbErr> {
    let tx = begin_reading(&app.db).await?;
    let mut all = Vec::new();
    for category in Category::ALL {
        all.push(Due {
            category,
            rows: due_of(app, &tx, category).await?,
        });
    }
    tx.commit().await?;
    Ok(all)
}

/// Removes what is due today; what that was.
///
/// # Errors
///
/// The database fails. What was committed by then is gone, and the rest is due as before.
pub async fn apply(app: &App) -> Result<Vec<Due>, DbErr> {
    let mut all = Vec::new();
    for category in Category::ALL {
        let mut rows = Vec::new();
        let mut seen = BTreeSet::new();
        loop {
            let tx = begin(&app.db).await?;
            let mut batch = due_of(app, &tx, category).await?;
            batch.truncate(BATCH);
            if batch.is_empty() {
                tx.rollback().await?;
                break;
            }
            for row in &batch {
                if !seen.insert((row.case, row.object)) {
                    let key = category.key();
                    return Err(DbErr::Custom(format!("{key}: {} stays due", row.object)));
                }
                remove(app, &tx, category, row).await?;
            }
            for row in &batch {
                let subject =
                    Subject::object(Deed::Retention(category), row.case, Some(row.object));
                let (nobody, change) = (Actor::Anonymous, Change::default());
                audit::done(app, &tx, &nobody, Capacity::Operator, subject, change).await?;
            }
            tx.commit().await?;
            rows.append(&mut batch);
        }
        all.push(Due { category, rows });
    }
    leave_no_trace(&app.db).await?;
    Ok(all)
}

/// The rows of a category that are due today.
async fn due_of(
    app: &App,
    tx: &DatabaseTransaction,
    category: Category,
) -> Result<Vec<Row>, DbErr> {
    let (settings, today) = (&app.retention, app.today());
    let found = found(tx, category, app).await?;
    Ok(rules::due(category, found, settings, today))
}

/// Everything of a category there is, due or not, as far as one day more than its period is over.
async fn found(
    tx: &DatabaseTransaction,
    category: Category,
    app: &App,
) -> Result<Vec<Found>, DbErr> {
    let standings = async || erasure::standings(tx, None).await;
    let today: NaiveDate = app.today();
    let ended = |all| rules::ended(all, &app.retention);
    match category {
        Category::AvailabilityReason => store::reasons(tx, today).await,
        Category::Availability => store::windows(tx, today).await,
        Category::MediatorNote => store::notes(tx, ended(standings().await?)).await,
        Category::Summary => store::summaries(tx, ended(standings().await?)).await,
        Category::Plan => store::plans(tx).await,
        Category::EvaluationName => store::evaluations(tx, &app.retention).await,
        Category::Enquiry => store::enquiries(tx).await,
        Category::ExpenseClaim => store::claims(tx, &app.retention).await,
        Category::Complaint => store::complaints(tx, &app.retention).await,
        Category::Safeguarding => store::concerns(tx, &app.retention).await,
        Category::Referral => {
            let all = standings().await?.into_iter();
            let all = all.filter(|case| case.is_referral).collect();
            Ok(rules::files(all, &app.retention, today))
        }
        Category::CaseFile => {
            let all = standings().await?.into_iter();
            let all = all.filter(|case| !case.is_referral).collect();
            Ok(rules::files(all, &app.retention, today))
        }
    }
}

/// Removes a row that is due, and what it leaves behind.
async fn remove(
    app: &App,
    tx: &DatabaseTransaction,
    category: Category,
    row: &Row,
) -> Result<(), DbErr> {
    let id = row.object;
    match category {
        Category::AvailabilityReason => store::empty_reason(tx, id).await,
        Category::Availability => store::delete_window(tx, id).await,
        Category::MediatorNote => store::empty_note(tx, id).await,
        Category::Summary => store::delete_summary(tx, id).await,
        Category::Plan => store::delete_plan(tx, id).await,
        Category::EvaluationName => {
            let nobody = erasure::nobody(app, tx).await?;
            store::unname(tx, row.case, id, nobody).await
        }
        Category::Enquiry => store::empty_enquiry(tx, id).await,
        Category::ExpenseClaim => {
            let claimant = store::delete_claim(tx, id).await?;
            left_behind(tx, row, claimant).await
        }
        Category::Complaint => {
            let about = store::delete_complaint(tx, id).await?;
            left_behind(tx, row, about).await
        }
        Category::Safeguarding => {
            let readers = store::delete_concern(tx, id).await?;
            left_behind(tx, row, readers).await
        }
        Category::Referral | Category::CaseFile => {
            let Some(case) = store::case(tx, id).await? else {
                return Ok(());
            };
            let ground = (Reason::PeriodOver, None);
            erasure::forget_case(app, tx, case, Extent::AllButRecords, ground).await?;
            Ok(())
        }
    }
}

/// Where the case of a record was erased before it: its key, and the people whom nothing else names.
async fn left_behind(
    tx: &DatabaseTransaction,
    row: &Row,
    people: Vec<entities::PersonId>,
) -> Result<(), DbErr> {
    let Some(case) = row.case else {
        return Ok(());
    };
    if !erasure::is_erased(tx, entities::data_key::Owner::Case, case.0).await? {
        return Ok(());
    }
    erasure::forget_key(tx, case).await?;
    for id in people {
        erasure::forget_if_unknown(tx, id).await?;
    }
    Ok(())
}
