//! What was owed and no longer is, because of what has happened since.

use entities::{CaseId, PersonId};
use sea_orm::{DatabaseTransaction, DbErr};

use super::store;
use crate::app::App;
use crate::domain::session;
use crate::lifecycle::change::{Document, Duty, Effect, Flag, Hold};
use crate::lifecycle::dates::Dated;

/// Ticks off what a step that was written down has settled.
pub(super) async fn by_step(
    app: &App,
    tx: &DatabaseTransaction,
    by: PersonId,
    id: CaseId,
    effects: &[Effect],
) -> Result<(), DbErr> {
    let mut settled: Vec<String> = effects
        .iter()
        .filter_map(fulfilled)
        .map(|duty| duty.to_string())
        .collect();
    if effects.iter().any(owes_summaries) && are_exchanged(tx, id).await? {
        settled.push(Document::Summaries.to_string());
    }
    if settled.is_empty() {
        return Ok(());
    }
    // Whoever is told is told once, for every case of the matter.
    let matter = store::matter_of(tx, id).await?;
    for step in store::owed_of(tx, &matter).await? {
        if settled.contains(&step.what) {
            store::complete(tx, step.id, by, app.now()).await?;
        }
    }
    Ok(())
}

/// Takes away what was owed because of a date that is let go: nobody is told of it, and nobody calls
/// people for it.
pub(super) async fn date_let_go(tx: &DatabaseTransaction, id: CaseId) -> Result<(), DbErr> {
    let of_date = [
        Document::NoticeOfDate.to_string(),
        Document::Introduction.to_string(),
        Duty::IntroduceSelf.to_string(),
    ];
    store::remove_owed_as(tx, id, &of_date).await
}

/// The duty that something fulfils.
fn fulfilled(effect: &Effect) -> Option<Duty> {
    match effect {
        Effect::T0(_)
        | Effect::Evidence {
            of: Dated::LaInformed,
            ..
        } => Some(Duty::InformLa),
        Effect::Raised(Flag::InabilityNotified) => Some(Duty::ConsiderInability),
        Effect::Evidence { .. }
        | Effect::Raised(_)
        | Effect::Time(Hold::Held | Hold::Booked | Hold::Released)
        | Effect::ClockStarts { .. }
        | Effect::ClockEnds { .. }
        | Effect::ClockRecomputed { .. }
        | Effect::Owed { .. }
        | Effect::Task { .. }
        | Effect::Breach { .. }
        | Effect::CertificateDue(_)
        | Effect::CertificateIssued { .. }
        | Effect::Counted { .. }
        | Effect::Outcome(_)
        | Effect::Closes(_)
        | Effect::Opens(_)
        | Effect::MayAttend(_)
        | Effect::Corrected(_)
        | Effect::SafeguardingRecord
        | Effect::Erased => None,
    }
}

fn owes_summaries(effect: &Effect) -> bool {
    matches!(
        effect,
        Effect::Owed {
            document: Document::Summaries,
            ..
        }
    )
}

/// Whether there are summaries, and all were given to the others already.
async fn are_exchanged(tx: &DatabaseTransaction, id: CaseId) -> Result<bool, DbErr> {
    let written = session::summaries_of(tx, &[id]).await?;
    Ok(!written.is_empty() && written.iter().all(|row| row.exchanged_at.is_some()))
}
