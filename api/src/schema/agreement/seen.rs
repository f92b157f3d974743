//! What is seen of an agreement.

use async_graphql::{Context, ID, Object, Result};
use chrono::{DateTime, NaiveDate, Utc};
use entities::{
    CaseId, agreement, agreement_action, agreement_copy, agreement_decision, agreement_edition,
    agreement_signatory,
};

use super::codes::{
    AgreementActionCategory, AgreementActionState, AgreementParties, AgreementState,
};
use crate::app::App;
use crate::auth::{Action, Actor, Standing, may};
use crate::domain;
use crate::domain::agreement::reading::{Apart, Parts, may_read, stood_in};
use crate::schema::case::{Issue, organisation};
use crate::schema::enums::ParticipantRole;
use crate::schema::id::{self, Kind};
use crate::schema::loaders::{
    ActionsOf, AgreementOf, CopiesOf, DecisionsOf, EditionsOf, IssuesOf, Loaders, SignatoriesOf,
};
use crate::schema::organisation::Organisation;
use crate::schema::parties::seen as parties;
use crate::schema::person::{self, Person};

/// What the viewer is not told of the agreement of a case, by the restrictions of that case.
pub(in crate::schema) async fn apart(
    ctx: &Context<'_>,
    case: CaseId,
    standing: Standing,
) -> Result<Apart> {
    let others = parties::kept_from_in(ctx, case, standing).await?;
    if others.is_empty() {
        return Ok(Apart::default());
    }
    let loaders = ctx.data::<Loaders>()?;
    let mut there = parties::who_comes(ctx, case).await?;
    if let Some(row) = loaders.load_one(AgreementOf(case)).await? {
        let signed = loaders.load_one(SignatoriesOf(row.id)).await?;
        let signed = signed.unwrap_or_default().into_iter();
        there.extend(signed.map(|row| row.person_id));
    }
    Ok(Apart::of(others, there.into_iter()))
}

/// The agreement of a case, where the viewer reads it.
pub(in crate::schema) async fn of_case(
    ctx: &Context<'_>,
    case: CaseId,
    standing: Standing,
) -> Result<Option<Agreement>> {
    let viewer = ctx.data::<Actor>()?.somebody();
    let viewer = viewer.filter(|_| may(standing, Action::SeeAgreement));
    let Some(viewer) = viewer else {
        return Ok(None);
    };
    let loaders = ctx.data::<Loaders>()?;
    let Some(row) = loaders.load_one(AgreementOf(case)).await? else {
        return Ok(None);
    };
    let actions = loaders.load_one(ActionsOf(row.id)).await?;
    let signatories = loaders.load_one(SignatoriesOf(row.id)).await?;
    let copies = loaders.load_one(CopiesOf(row.id)).await?;
    let decisions = loaders.load_one(DecisionsOf(row.id)).await?;
    let editions = loaders.load_one(EditionsOf(row.id)).await?;
    let mut found = Agreement {
        row,
        standing,
        apart: Apart::default(),
        actions: actions.unwrap_or_default(),
        signatories: signatories.unwrap_or_default(),
        copies: copies.unwrap_or_default(),
        decisions: decisions.unwrap_or_default(),
        editions: editions.unwrap_or_default(),
    };
    let parts = Parts {
        actions: &found.actions,
        signatories: &found.signatories,
        copies: &found.copies,
    };
    if !may_read(standing, viewer, &found.row, parts) {
        return Ok(None);
    }
    let apart = apart(ctx, case, standing).await?;
    found.actions = apart.actions(viewer, found.actions);
    found.signatories = apart.signatories(viewer.id, found.signatories);
    found.copies = apart.copies(found.copies);
    found.apart = apart;
    Ok(Some(found))
}

/// What the parties of a case agreed, as it now reads.
#[derive(Clone)]
pub struct Agreement {
    row: agreement::Model,
    standing: Standing,
    apart: Apart,
    actions: Vec<agreement_action::Model>,
    signatories: Vec<agreement_signatory::Model>,
    copies: Vec<agreement_copy::Model>,
    decisions: Vec<agreement_decision::Model>,
    editions: Vec<agreement_edition::Model>,
}

impl Agreement {
    fn numbered(&self, number: i32) -> Option<&agreement_edition::Model> {
        self.editions.iter().find(|row| row.edition == number)
    }

    fn in_force(&self) -> Option<&agreement_edition::Model> {
        self.numbered(self.row.edition)
    }

    fn decisions_of(&self, edition: i32) -> Vec<AgreementDecision> {
        let rows = self.decisions.iter();
        let rows = rows.filter(|row| stood_in((row.from_edition, row.until_edition), edition));
        let case = self.row.case_id;
        rows.map(|row| AgreementDecision {
            row: row.clone(),
            case,
            standing: self.standing,
        })
        .collect()
    }

    fn actions_of(&self, edition: i32) -> Vec<AgreementAction> {
        let rows = self.actions.iter();
        let rows = rows.filter(|row| stood_in((row.from_edition, row.until_edition), edition));
        let decision = |row: &agreement_action::Model| {
            let mut decisions = self.decisions.iter();
            decisions.find(|other| Some(other.id) == row.decision_id)
        };
        rows.map(|row| AgreementAction {
            decision: decision(row).cloned(),
            row: row.clone(),
            standing: self.standing,
            hides_the_day: self.apart.hides_the_day(),
        })
        .collect()
    }

    /// A day of the agreement, where it is told.
    fn told<T>(&self, day: T) -> Option<T> {
        (!self.apart.hides_the_day()).then_some(day)
    }

    fn signatories_of(&self, edition: i32) -> Vec<AgreementSignatory> {
        let rows = self.signatories.iter().filter(|row| row.edition == edition);
        rows.map(|row| AgreementSignatory {
            row: row.clone(),
            standing: self.standing,
        })
        .collect()
    }
}

/// What the parties of a case agreed, as it now reads.
#[Object]
impl Agreement {
    /// Names it; clients must not look inside.
    async fn id(&self) -> ID {
        id::encode(Kind::Agreement, self.row.id.0)
    }

    /// How far it has come.
    async fn state(&self) -> AgreementState {
        self.row.state.into()
    }

    /// Between whom it is.
    async fn parties(&self) -> AgreementParties {
        self.row.parties.into()
    }

    /// The edition in force, from 1; an amendment makes the next.
    async fn edition(&self) -> i32 {
        self.row.edition
    }

    /// The day of the meeting at which it was made; null for somebody kept apart from one who came or
    /// signed, who is told no day of the agreement but those of their own promises.
    async fn agreed_on(&self) -> Option<NaiveDate> {
        self.told(self.row.agreed_on)
    }

    /// The day on which everybody had signed; null until then.
    async fn signed_on(&self) -> Option<NaiveDate> {
        self.told(self.row.signed_on).flatten()
    }

    /// The day on which it was last sent typed; null until then.
    async fn typed_sent_on(&self) -> Option<NaiveDate> {
        self.told(self.row.typed_sent_on).flatten()
    }

    /// How it will be checked that the agreement works.
    async fn check_how(&self) -> Option<&str> {
        self.in_force().map(|row| row.check_how.reveal())
    }

    /// The day of that check.
    async fn check_on(&self) -> Option<NaiveDate> {
        let day = self.in_force().map(|row| row.check_on);
        self.told(day).flatten()
    }

    /// How the day of the check was reached, a sentence a step.
    async fn check_trace(&self) -> Vec<&str> {
        let lines = self.in_force().map(|row| row.check_trace.lines());
        let lines = self.told(lines).flatten();
        lines.into_iter().flatten().collect()
    }

    /// What was decided.
    async fn decisions(&self) -> Vec<AgreementDecision> {
        self.decisions_of(self.row.edition)
    }

    /// What was promised; one's own promises alone for somebody kept apart from one who came or signed.
    async fn actions(&self) -> Vec<AgreementAction> {
        self.actions_of(self.row.edition)
    }

    /// Those who agree; nobody but the viewer for somebody kept apart from one who came or signed.
    async fn signatories(&self) -> Vec<AgreementSignatory> {
        self.signatories_of(self.row.edition)
    }

    /// To whom it was sent typed, edition by edition; empty for somebody kept apart from one who came or
    /// signed.
    async fn copies(&self) -> Vec<AgreementCopy> {
        let rows = self.copies.iter();
        rows.map(|row| AgreementCopy {
            row: row.clone(),
            standing: self.standing,
        })
        .collect()
    }

    /// How it read in each edition, the first first; empty for somebody kept apart from one who came or
    /// signed.
    async fn editions(&self) -> Vec<AgreementEdition> {
        let rows = self.told(self.editions.iter()).into_iter().flatten();
        rows.map(|row| AgreementEdition {
            row: row.clone(),
            whole: self.clone(),
        })
        .collect()
    }
}

/// One wording of an agreement.
pub struct AgreementEdition {
    row: agreement_edition::Model,
    whole: Agreement,
}

/// One wording of an agreement.
#[Object]
impl AgreementEdition {
    /// Which, from 1.
    async fn number(&self) -> i32 {
        self.row.edition
    }

    /// The day on which it was agreed.
    async fn agreed_on(&self) -> NaiveDate {
        self.row.agreed_on
    }

    /// Why the edition before was amended; null for the first.
    async fn reason(&self) -> Option<&str> {
        self.row.reason.as_ref().map(entities::Personal::reveal)
    }

    /// When it was recorded.
    async fn recorded_at(&self) -> DateTime<Utc> {
        self.row.recorded_at
    }

    /// How it was to be checked that the agreement works.
    async fn check_how(&self) -> &str {
        self.row.check_how.reveal()
    }

    /// The day of that check.
    async fn check_on(&self) -> NaiveDate {
        self.row.check_on
    }

    /// What was decided in it.
    async fn decisions(&self) -> Vec<AgreementDecision> {
        self.whole.decisions_of(self.row.edition)
    }

    /// What was promised in it.
    async fn actions(&self) -> Vec<AgreementAction> {
        self.whole.actions_of(self.row.edition)
    }

    /// Those who agreed to it.
    async fn signatories(&self) -> Vec<AgreementSignatory> {
        self.whole.signatories_of(self.row.edition)
    }
}

/// The issue that something of an agreement is about.
async fn issue(
    ctx: &Context<'_>,
    (case, standing): (CaseId, Standing),
    id: Option<entities::IssueId>,
) -> Result<Option<Issue>> {
    let Some(id) = id else {
        return Ok(None);
    };
    let rows = ctx.data::<Loaders>()?.load_one(IssuesOf(case)).await?;
    let mut rows = rows.unwrap_or_default().into_iter();
    let found = rows.find(|row| row.id == id);
    Ok(found.map(|row| Issue { row, standing }))
}

/// Something decided.
pub struct AgreementDecision {
    row: agreement_decision::Model,
    case: CaseId,
    standing: Standing,
}

/// Something decided.
#[Object]
impl AgreementDecision {
    /// Names it; clients must not look inside.
    async fn id(&self) -> ID {
        id::encode(Kind::AgreementDecision, self.row.id.0)
    }

    /// What.
    async fn text(&self) -> &str {
        self.row.text.reveal()
    }

    /// The issue it settles; null where none was named.
    async fn issue(&self, ctx: &Context<'_>) -> Option<Result<Issue>> {
        issue(ctx, (self.case, self.standing), self.row.issue_id)
            .await
            .transpose()
    }

    /// Whether it goes back to the authority's panel before it is final.
    async fn is_for_panel(&self) -> bool {
        self.row.is_for_panel
    }

    /// The day of that panel; null where it is not known, or there is none.
    async fn panel_on(&self) -> Option<NaiveDate> {
        self.row.panel_on
    }
}

/// Something promised: what, by whom, by when.
pub struct AgreementAction {
    row: agreement_action::Model,
    decision: Option<agreement_decision::Model>,
    standing: Standing,
    hides_the_day: bool,
}

/// Something promised: what, by whom, by when.
#[Object]
impl AgreementAction {
    /// Names it; clients must not look inside.
    async fn id(&self) -> ID {
        id::encode(Kind::AgreementAction, self.row.id.0)
    }

    /// What will be done.
    async fn what(&self) -> &str {
        self.row.what.reveal()
    }

    /// The person who does it; null where a body does, and for somebody kept apart from that person.
    async fn owner_person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.row.owner_person_id?, self.standing)
            .await
            .transpose()
    }

    /// The body that does it; null where a person does.
    async fn owner_organisation(&self, ctx: &Context<'_>) -> Option<Result<Organisation>> {
        organisation(ctx, self.row.owner_organisation_id?)
            .await
            .transpose()
    }

    /// What the law calls it; null where the law sets no time.
    async fn category(&self) -> Option<AgreementActionCategory> {
        self.row.category.map(Into::into)
    }

    /// The decision it carries out; null where none was named.
    async fn decision(&self) -> Option<AgreementDecision> {
        let (case, standing) = (self.row.case_id, self.standing);
        self.decision.clone().map(|row| AgreementDecision {
            row,
            case,
            standing,
        })
    }

    /// The issue it is about; null where none was named.
    async fn issue(&self, ctx: &Context<'_>) -> Option<Result<Issue>> {
        issue(ctx, (self.row.case_id, self.standing), self.row.issue_id)
            .await
            .transpose()
    }

    /// The day from which its time is counted; null for somebody kept apart from one who came or signed.
    async fn agreed_on(&self) -> Option<NaiveDate> {
        (!self.hides_the_day).then_some(self.row.agreed_on)
    }

    /// Another last day that the parties agreed in writing; null where they did not.
    async fn agreed_override_on(&self) -> Option<NaiveDate> {
        self.row.agreed_override_on
    }

    /// The last day; null where neither the law nor the parties set one.
    async fn due_on(&self) -> Option<NaiveDate> {
        self.row.due_on
    }

    /// The rule that set it, by its number in the clock table; null where no rule did.
    async fn rule(&self) -> Option<&str> {
        self.row.rule.as_deref()
    }

    /// Where that rule is written.
    async fn citation(&self) -> Option<&str> {
        self.row.citation.as_deref()
    }

    /// How the last day was reached, a sentence a step.
    async fn trace(&self) -> Vec<&str> {
        let lines = self.row.trace.as_deref().map(str::lines);
        lines.into_iter().flatten().collect()
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
}

/// Somebody who agrees.
pub struct AgreementSignatory {
    row: agreement_signatory::Model,
    standing: Standing,
}

/// Somebody who agrees.
#[Object]
impl AgreementSignatory {
    /// Who.
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.row.person_id, self.standing)
            .await
            .transpose()
    }

    /// As what.
    async fn role(&self) -> ParticipantRole {
        self.row.role.into()
    }

    /// The day on which they signed; null until then.
    async fn signed_on(&self) -> Option<NaiveDate> {
        self.row.signed_on
    }
}

/// Somebody who was sent an agreement typed.
pub struct AgreementCopy {
    row: agreement_copy::Model,
    standing: Standing,
}

/// Somebody who was sent an agreement typed.
#[Object]
impl AgreementCopy {
    /// To whom.
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.row.person_id, self.standing)
            .await
            .transpose()
    }

    /// Which edition.
    async fn edition(&self) -> i32 {
        self.row.edition
    }

    /// The day.
    async fn sent_on(&self) -> NaiveDate {
        self.row.sent_on
    }
}
