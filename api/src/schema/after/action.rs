//! Promised actions: how far they have come, and what people say of them.

use async_graphql::{Context, Enum, ID, InputObject, Object, Result};
use chrono::{DateTime, NaiveDate, Utc};
use entities::{action_report, agreement_action, case};

use super::super::agreement::codes::AgreementActionState;
use super::super::casework::CaseRecordPayload;
use super::super::id::{self, Kind};
use super::super::loaders::{Loaders, OrganisationBy, ReportsOn};
use super::super::organisation::Organisation;
use super::super::parties::seen as parties;
use super::super::person::{self, Person};
use super::codes::ActionReportKind;
use crate::app::App;
use crate::auth::{Actor, Standing};
use crate::domain;

/// Something promised, and how far it has come today.
pub struct PromisedAction {
    pub(in crate::schema) row: agreement_action::Model,
    pub(in crate::schema) standing: Standing,
}

/// Something promised, and how far it has come today.
#[Object]
impl PromisedAction {
    /// Names it; clients must not look inside.
    async fn id(&self) -> ID {
        id::encode(Kind::AgreementAction, self.row.id.0)
    }

    /// What will be done.
    async fn what(&self) -> &str {
        self.row.what.reveal()
    }

    /// The person who does it; null where a body does.
    async fn owner_person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.row.owner_person_id?, self.standing)
            .await
            .transpose()
    }

    /// The body that does it; null where a person does.
    async fn owner_organisation(&self, ctx: &Context<'_>) -> Option<Result<Organisation>> {
        let id = self.row.owner_organisation_id?;
        let found = async {
            let loaders = ctx.data::<Loaders>()?;
            let row = loaders.load_one(OrganisationBy(id)).await?;
            Ok(row.map(Organisation))
        };
        found.await.transpose()
    }

    /// The last day; null where neither the law nor the parties set one.
    async fn due_on(&self) -> Option<NaiveDate> {
        self.row.due_on
    }

    /// How far it has come today.
    #[expect(
        clippy::unused_async,
        reason = "a resolver that asks the context for something must be one"
    )]
    async fn state(&self, ctx: &Context<'_>) -> Result<AgreementActionState> {
        let now = ctx.data::<App>()?.now();
        Ok(domain::action::state_on(&self.row, now).into())
    }

    /// The day on which it was done; null until then.
    async fn done_on(&self) -> Option<NaiveDate> {
        self.row.done_on
    }

    /// What people said of it, the first first; without what somebody said from whom the viewer is kept
    /// apart.
    async fn reports(&self, ctx: &Context<'_>) -> Result<Vec<ActionReport>> {
        let loaders = ctx.data::<Loaders>()?;
        let rows = loaders.load_one(ReportsOn(self.row.id)).await?;
        let standing = self.standing;
        let others = parties::kept_from_in(ctx, self.row.case_id, standing).await?;
        let rows = rows.unwrap_or_default().into_iter();
        let rows = rows.filter(|row| !others.contains(&row.recorded_by));
        Ok(rows.map(|row| ActionReport { row, standing }).collect())
    }
}

/// What somebody said of a promised action.
pub struct ActionReport {
    row: action_report::Model,
    standing: Standing,
}

/// What somebody said of a promised action.
#[Object]
impl ActionReport {
    /// What was said.
    async fn kind(&self) -> ActionReportKind {
        self.row.kind.into()
    }

    /// The day it is about.
    async fn happened_on(&self) -> NaiveDate {
        self.row.happened_on
    }

    /// When it was said.
    async fn recorded_at(&self) -> DateTime<Utc> {
        self.row.recorded_at
    }

    /// Who said it.
    async fn recorded_by(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.row.recorded_by, self.standing)
            .await
            .transpose()
    }

    /// What shows that it is done or why its day is moved, or what is not kept, in their words; null where nothing was added.
    async fn text(&self) -> Option<&str> {
        self.row.text.as_ref().map(entities::Personal::reveal)
    }
}

/// Something the viewer has promised, and where.
pub struct OwedAction {
    action: agreement_action::Model,
    case: case::Model,
    standing: Standing,
}

impl OwedAction {
    /// What somebody owes.
    pub(in crate::schema) fn of((action, case, standing): domain::action::Owed) -> Self {
        Self {
            action,
            case,
            standing,
        }
    }
}

/// Something the viewer, or a body the viewer works for, has promised and not done.
#[Object]
impl OwedAction {
    /// The promise.
    async fn action(&self) -> PromisedAction {
        PromisedAction {
            row: self.action.clone(),
            standing: self.standing,
        }
    }

    /// The case it was promised in.
    async fn case(&self) -> super::super::case::Case {
        super::super::case::Case {
            row: self.case.clone(),
            standing: self.standing,
        }
    }
}

/// Which action is done, and what shows it.
#[derive(InputObject)]
pub struct ActionDoneInput {
    /// The action.
    action_id: ID,
    /// The day on which it was done.
    done_on: NaiveDate,
    /// What shows it, in words.
    evidence: String,
}

/// Which action is not kept.
#[derive(InputObject)]
pub struct ActionNotKeptReportInput {
    /// The action.
    action_id: ID,
    /// What is not kept, in words.
    text: String,
}

/// Which late action to take further.
#[derive(InputObject)]
pub struct ActionEscalateInput {
    /// The action.
    action_id: ID,
}

/// Why an authority need not keep a day that an agreement to assess or to issue a plan sets (SEND reg 44(3)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::law::changes::Ground")]
pub enum ExtensionGround {
    /// Exceptional personal circumstances of the child, parent or young person: 44(3)(a).
    PersonalCircumstances,
    /// They were away from the area for two weeks or more without a break: 44(3)(b).
    Absence,
    /// Advice was asked of a school or early-years provider that was closed for four weeks or more: 44(3)(c).
    SchoolClosed,
}

/// Which action gets a later last day, and why.
#[derive(InputObject)]
pub struct ActionExtendInput {
    /// The action.
    action_id: ID,
    /// On what ground.
    ground: ExtensionGround,
    /// The last day from now on.
    to_on: NaiveDate,
    /// What shows the ground, in words that everybody who reads the agreement may read.
    evidence: String,
}

/// Mutations about promised actions.
#[derive(Default)]
pub struct ActionMutations;

/// Mutations about promised actions.
#[Object]
impl ActionMutations {
    /// Records that a promised action is done. Its owner says so, or who runs the case.
    async fn action_done(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which action, and what shows it.")] input: ActionDoneInput,
    ) -> Result<CaseRecordPayload> {
        let Some(action) = id::decode_as(Kind::AgreementAction, &input.action_id) else {
            return Ok(CaseRecordPayload::malformed("actionId"));
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let (on, evidence) = (input.done_on, input.evidence.as_str());
        CaseRecordPayload::of(domain::action::done(app, actor, action, on, evidence).await)
    }

    /// Tells the service that a promised action is not kept: the family does, or anybody in the
    /// agreement.
    async fn action_not_kept_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which action, and what is not kept.")] input: ActionNotKeptReportInput,
    ) -> Result<CaseRecordPayload> {
        let Some(action) = id::decode_as(Kind::AgreementAction, &input.action_id) else {
            return Ok(CaseRecordPayload::malformed("actionId"));
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        CaseRecordPayload::of(domain::action::not_kept(app, actor, action, &input.text).await)
    }

    /// Moves the last day of an action to a later one, where an assessment or a plan was agreed on and an
    /// exception of SEND reg 44(3) applies (C18 to C21). A person decides: nothing moves by itself.
    async fn action_extend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which action, to when, and why.")] input: ActionExtendInput,
    ) -> Result<CaseRecordPayload> {
        let Some(action) = id::decode_as(Kind::AgreementAction, &input.action_id) else {
            return Ok(CaseRecordPayload::malformed("actionId"));
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let (ground, to) = (input.ground.into(), input.to_on);
        let moved = domain::action::extend(app, actor, action, ground, to, &input.evidence).await;
        CaseRecordPayload::of(moved)
    }

    /// Takes the lateness of an action further, to whoever answers for its owner. A complaint may follow.
    async fn action_escalate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which action.")] input: ActionEscalateInput,
    ) -> Result<CaseRecordPayload> {
        let Some(action) = id::decode_as(Kind::AgreementAction, &input.action_id) else {
            return Ok(CaseRecordPayload::malformed("actionId"));
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        CaseRecordPayload::of(domain::action::escalate(app, actor, action).await)
    }
}
