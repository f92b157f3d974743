//! Breaking the glass of a case.

use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use entities::{broken_glass, case};

use super::loaders::{GlassOf, Loaders};
use super::person::{self, Person};
use crate::app::App;
use crate::auth::token::Scope;
use crate::auth::{Actor, Standing};
use crate::domain::glass;
use crate::edge::Code;
use crate::schema::error::settle;
use crate::schema::id::Kind;
use crate::schema::parties::{PartyUserError, read};

/// Why a manager reads what is kept from managers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::broken_glass::Reason")]
pub enum GlassReason {
    /// Somebody may come to harm.
    Harm,
    /// A complaint has to be looked into.
    Complaint,
    /// A court, a tribunal or a regulator asks for it.
    Ordered,
    /// It cannot wait, and whoever runs the case cannot be reached.
    Cover,
}

/// Which case, and why.
#[derive(InputObject)]
pub struct GlassBreakInput {
    /// The case.
    case_id: ID,
    /// For what reason.
    reason: GlassReason,
}

/// That a manager reads what is kept from managers.
pub struct BrokenGlass {
    row: broken_glass::Model,
    standing: Standing,
}

/// That a manager reads what is kept from managers.
#[Object]
impl BrokenGlass {
    /// Who.
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.row.person_id, self.standing)
            .await
            .transpose()
    }

    /// For what reason.
    async fn reason(&self) -> GlassReason {
        self.row.reason.into()
    }

    /// From when.
    async fn broken_at(&self) -> DateTime<Utc> {
        self.row.broken_at
    }

    /// Until when, that instant not included: an hour.
    async fn ends_at(&self) -> DateTime<Utc> {
        self.row.ends_at
    }
}

/// What came of breaking the glass.
#[derive(SimpleObject)]
pub struct GlassBreakPayload {
    /// What was written down; null when it was refused.
    broken_glass: Option<BrokenGlass>,
    /// Why it was refused; empty when all went well.
    user_errors: Vec<PartyUserError>,
}

/// Who has broken the glass of a case.
pub(super) async fn of(
    ctx: &Context<'_>,
    case: &case::Model,
    standing: Standing,
) -> Result<Vec<BrokenGlass>> {
    let rows = ctx.data::<Loaders>()?.load_one(GlassOf(case.id)).await?;
    let rows = rows.unwrap_or_default().into_iter();
    Ok(rows.map(|row| BrokenGlass { row, standing }).collect())
}

/// Whether the viewer has broken the glass of a case, and may still read what is behind it.
pub(super) async fn is_open(
    ctx: &Context<'_>,
    case: &case::Model,
    standing: Standing,
) -> Result<bool> {
    if standing != Standing::Manager {
        return Ok(false);
    }
    let rows = ctx.data::<Loaders>()?.load_one(GlassOf(case.id)).await?;
    let now = ctx.data::<App>()?.now();
    let me = ctx.data::<Actor>()?.somebody().map(|somebody| somebody.id);
    let mut rows = rows.iter().flatten();
    Ok(me.is_some_and(|me| rows.any(|row| glass::is_open(row, me, now))))
}

/// The mutation that breaks the glass.
#[derive(Default)]
pub struct GlassMutations;

/// The mutation that breaks the glass.
#[Object]
impl GlassMutations {
    /// Opens to the manager of a service, for an hour, what is kept from managers in one of its cases: what
    /// the child thinks. Everybody who runs the case sees that it was done, and why; an alert is logged; and
    /// each text that is read is written down. Through a partner only with the scope `concord:admin`.
    async fn glass_break(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, and why.")] input: GlassBreakInput,
    ) -> Result<GlassBreakPayload> {
        if *ctx.data::<Scope>()? < Scope::Admin {
            let message = "this client may not break the glass";
            return Err(Code::InsufficientScope.error(message));
        }
        let refused = |error| GlassBreakPayload {
            broken_glass: None,
            user_errors: vec![error],
        };
        let id = match read(Kind::Case, &input.case_id, "caseId") {
            Ok(id) => id,
            Err(error) => return Ok(refused(error)),
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let broken = glass::break_it(app, actor, id, input.reason.into()).await;
        Ok(match settle(broken)? {
            Ok(row) => GlassBreakPayload {
                broken_glass: Some(BrokenGlass {
                    row,
                    standing: Standing::Manager,
                }),
                user_errors: Vec::new(),
            },
            Err(refusal) => refused(PartyUserError::of(&refusal)),
        })
    }
}
