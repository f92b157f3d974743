//! Cases that a plan has no meeting for.

use async_graphql::{Context, Object, Result};
use entities::unplaced_case;

use super::{UnplacedCaseExplanation, is_explained, seen_case};
use crate::domain::planning::explained::WhyNone;
use crate::schema::case::Case;
use crate::schema::enums::UnplacedReason;

/// A case that a plan has no meeting for.
pub struct UnplacedCase(pub(super) unplaced_case::Model);

/// A case that a plan has no meeting for.
#[Object]
impl UnplacedCase {
    /// The case; null when the viewer may no longer know of it.
    async fn case(&self, ctx: &Context<'_>) -> Option<Result<Case>> {
        seen_case(ctx, self.0.case_id).await.transpose()
    }

    /// Why, for programs. New reasons may be added.
    async fn reason(&self) -> UnplacedReason {
        self.0.reason.into()
    }

    /// Why, in a sentence for those who arrange the meeting. It never says why somebody is not free.
    async fn message(&self) -> &str {
        self.0.sentence.reveal()
    }

    /// What stands in the way beside the other cases' meetings, and what would open one; null when the
    /// case was not planned with the others, for plans made before this was kept, and when the viewer
    /// may no longer ask for dates of the case. For a case that has no date by itself
    /// `proposedMeetingDates` says why.
    async fn explanation(&self, ctx: &Context<'_>) -> Result<Option<UnplacedCaseExplanation>> {
        if !is_explained(ctx, self.0.case_id).await? {
            return Ok(None);
        }
        let text = self.0.explained.as_ref();
        let why = text.and_then(|text| WhyNone::open(text.reveal()));
        Ok(why.map(UnplacedCaseExplanation))
    }
}
