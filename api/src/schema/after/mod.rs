//! What comes after the meeting: promises kept or not, checks, evaluations, complaints, concerns, expenses;
//! and the pack of a facilitated meeting.
//!
//! Everything hangs from a case. Mutations answer with the case as it now is, or why nothing was recorded,
//! as in `schema::casework`.

pub mod action;
pub mod codes;
pub mod concern;
pub mod evaluation;
pub mod expense;
pub mod follow_up;
pub mod pack;

use async_graphql::{Context, ID, Object, Result};
use entities::case;

pub use action::ActionMutations;
pub use concern::ConcernMutations;
pub use evaluation::EvaluationMutations;
pub use expense::ExpenseMutations;
pub use follow_up::FollowUpMutations;
pub use pack::PackMutations;

use self::action::PromisedAction;
use self::concern::{Complaint, SafeguardingConcern};
use self::evaluation::Evaluation;
use self::expense::ExpenseClaim;
use self::follow_up::FollowUpCheck;
use super::casework::codes::AppealKnown;
use super::id::{self, Kind};
use super::loaders::{
    ActionsIn, AppealsOf, ChecksOf, ClaimsOf, ComplaintsIn, ConcernReadersOf, ConcernsIn,
    EvaluationsOf, Loaders,
};
use crate::auth::{Actor, Afterwards, Standing, may_afterwards};
use crate::domain;

/// What came after the meeting of a case, as far as the viewer may know it.
pub struct CaseAfterwards {
    pub(in crate::schema) row: case::Model,
    pub(in crate::schema) standing: Standing,
}

impl CaseAfterwards {
    fn may(&self, action: Afterwards) -> bool {
        may_afterwards(self.standing, action)
    }
}

/// What came after the meeting of a case, as far as the viewer may know it. Each list is empty for those
/// who may read nothing of it.
#[Object]
impl CaseAfterwards {
    /// What was promised and how far each promise has come, in the order of the agreement; for those of
    /// the parties who read it, the mediator and those who run the case. Somebody kept apart from one who
    /// came or signed sees their own promises alone.
    async fn actions(&self, ctx: &Context<'_>) -> Result<Vec<PromisedAction>> {
        if !self.may(Afterwards::SeeActions) {
            return Ok(Vec::new());
        }
        let agreement = super::agreement::seen::of_case(ctx, self.row.id, self.standing);
        if agreement.await?.is_none() {
            return Ok(Vec::new());
        }
        let loaders = ctx.data::<Loaders>()?;
        let rows = loaders.load_one(ActionsIn(self.row.id)).await?;
        let Some(viewer) = ctx.data::<Actor>()?.somebody() else {
            return Ok(Vec::new());
        };
        let standing = self.standing;
        let apart = super::agreement::apart(ctx, self.row.id, standing).await?;
        let rows = apart.actions(viewer, rows.unwrap_or_default()).into_iter();
        Ok(rows.map(|row| PromisedAction { row, standing }).collect())
    }

    /// The checks that the agreement works, the first first; for those who run the case.
    async fn checks(&self, ctx: &Context<'_>) -> Result<Vec<FollowUpCheck>> {
        if !self.may(Afterwards::FollowUp) {
            return Ok(Vec::new());
        }
        let loaders = ctx.data::<Loaders>()?;
        let rows = loaders.load_one(ChecksOf(self.row.id)).await?;
        Ok(rows
            .unwrap_or_default()
            .into_iter()
            .map(FollowUpCheck)
            .collect())
    }

    /// What is known of an appeal; null for those who do not run the case.
    async fn appeal(&self, ctx: &Context<'_>) -> Option<Result<AppealKnown>> {
        if !self.may(Afterwards::FollowUp) {
            return None;
        }
        let found = async {
            let loaders = ctx.data::<Loaders>()?;
            let row = loaders.load_one(AppealsOf(self.row.id)).await?;
            let row = row.unwrap_or_default().pop();
            Ok(domain::follow_up::known(row.as_ref()).into())
        };
        Some(found.await)
    }

    /// Who was invited to evaluate, and what those who run the case may read of it; everybody else sees
    /// their own.
    async fn evaluations(&self, ctx: &Context<'_>) -> Result<Vec<Evaluation>> {
        let Some(viewer) = ctx.data::<Actor>()?.somebody() else {
            return Ok(Vec::new());
        };
        let (reads_all, reads_own) = (
            self.may(Afterwards::InviteEvaluations),
            self.may(Afterwards::Evaluate),
        );
        let loaders = ctx.data::<Loaders>()?;
        let rows = loaders.load_one(EvaluationsOf(self.row.id)).await?;
        let rows = rows.unwrap_or_default().into_iter();
        let seen = rows.filter(|row| reads_all || (reads_own && row.person_id == viewer.id));
        let standing = self.standing;
        Ok(seen.map(|row| Evaluation { row, standing }).collect())
    }

    /// Complaints; for whose they are and for the service manager, and never for whom one is about.
    async fn complaints(&self, ctx: &Context<'_>) -> Result<Vec<Complaint>> {
        let Some(viewer) = ctx.data::<Actor>()?.somebody() else {
            return Ok(Vec::new());
        };
        let loaders = ctx.data::<Loaders>()?;
        let rows = loaders.load_one(ComplaintsIn(self.row.id)).await?;
        let standing = self.standing;
        let rows = rows.unwrap_or_default().into_iter();
        let seen = rows.filter(|row| domain::concern::reads_complaint(standing, viewer.id, row));
        Ok(seen.map(|row| Complaint { row, standing }).collect())
    }

    /// Safeguarding concerns; for the service manager and those who need to know.
    async fn safeguarding_concerns(&self, ctx: &Context<'_>) -> Result<Vec<SafeguardingConcern>> {
        let Some(viewer) = ctx.data::<Actor>()?.somebody() else {
            return Ok(Vec::new());
        };
        let loaders = ctx.data::<Loaders>()?;
        let rows = loaders.load_one(ConcernsIn(self.row.id)).await?;
        let standing = self.standing;
        let mut seen = Vec::new();
        for row in rows.unwrap_or_default() {
            let readers = loaders
                .load_one(ConcernReadersOf(row.id))
                .await?
                .unwrap_or_default();
            if domain::concern::reads_concern(standing, viewer.id, &row, &readers) {
                seen.push(SafeguardingConcern { row, standing });
            }
        }
        Ok(seen)
    }

    /// Claims for expenses; for whose they are, for those who run the case, and for the body that pays.
    async fn expense_claims(&self, ctx: &Context<'_>) -> Result<Vec<ExpenseClaim>> {
        let Some(viewer) = ctx.data::<Actor>()?.somebody() else {
            return Ok(Vec::new());
        };
        let loaders = ctx.data::<Loaders>()?;
        let rows = loaders.load_one(ClaimsOf(self.row.id)).await?;
        let standing = self.standing;
        let rows = rows.unwrap_or_default().into_iter();
        let seen = rows.filter(|row| domain::expense::reads_claim(standing, viewer, row));
        Ok(seen.map(|row| ExpenseClaim { row, standing }).collect())
    }
}

/// The case that an input names.
fn case_id(id: &ID) -> Option<entities::CaseId> {
    id::decode_as(Kind::Case, id)
}
