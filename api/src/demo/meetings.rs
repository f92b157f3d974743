//! Meetings: some held, some agreed, all made as a coordinator makes them.

use anyhow::{Context, Result};
use entities::CaseId;

use super::cases::Opened;
use super::filling::Filling;
use super::plans::Stage;
use crate::auth::Actor;
use crate::domain::meeting;
use crate::domain::proposal::{self, Draft};
use crate::planning::Wish;

/// Of how many of the best dates the family chooses one.
const CHOICE: usize = 3;

/// Books what is to be booked. A case for which there is no date today stays as it is.
pub(super) async fn book(
    filling: &mut Filling<'_>,
    coordinator: &Actor,
    opened: &[Opened],
) -> Result<()> {
    for one in opened {
        let confirms = match one.stage {
            Stage::At(_) | Stage::Silent(_) | Stage::Asked | Stage::Ready => continue,
            Stage::Held => false,
            Stage::Booked => true,
        };
        book_one(filling, coordinator, one.id, confirms)
            .await
            .context("booking a meeting")?;
    }
    Ok(())
}

async fn book_one(
    filling: &mut Filling<'_>,
    coordinator: &Actor,
    id: CaseId,
    confirms: bool,
) -> Result<()> {
    let app = filling.app;
    let dates = proposal::propose(app, coordinator, id, Wish::default(), CHOICE).await?;
    if dates.proposals.is_empty() {
        return Ok(());
    }
    let chosen = &dates.proposals[filling.chance.below(dates.proposals.len())];
    let draft = Draft::of(&dates.snapshot, id, chosen).seal();
    let (held, _) = meeting::hold(app, coordinator, id, &draft).await?;
    if confirms {
        meeting::confirm(app, coordinator, held.id, held.version).await?;
    }
    Ok(())
}
