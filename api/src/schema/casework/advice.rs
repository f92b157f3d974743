//! What is recorded in a family's contact with the adviser.

use async_graphql::{Context, ID, InputObject, Object, Result};
use chrono::{DateTime, NaiveDate, Utc};
use entities::Personal;

use super::codes::{AdviceTopic, MediationInformer};
use super::{CaseRecordPayload, CaseStepInput, record};
use crate::domain::casework::{ChosenIssue, Step};
use crate::lifecycle::advice::Event;
use crate::schema::enums::IssueDomain;

/// Something the family wants to mediate.
#[derive(InputObject)]
pub struct MediationIssueInput {
    /// What it is about.
    domain: IssueDomain,
    /// In the family's words; left out where the contact has them already.
    text: Option<String>,
    /// Whether it is that the plan names no health provision, or none of a kind.
    #[graphql(default)]
    is_health_provision_missing: bool,
    /// Which provision the family wants then (CFA s.52(4)).
    wanted_provision: Option<String>,
}

/// Which case, and when.
#[derive(InputObject)]
pub struct AdviceContactRecordInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// When the family made contact.
    contacted_at: DateTime<Utc>,
}

/// Which case, when, and what was explained.
#[derive(InputObject)]
pub struct AdviceGiveInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// The day.
    given_on: NaiveDate,
    /// What was explained.
    topics: Vec<AdviceTopic>,
}

/// Which case, and when.
#[derive(InputObject)]
pub struct MediationDeclineInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// The day on which it told the adviser.
    told_on: NaiveDate,
}

/// Which case, when, and what is to be mediated.
#[derive(InputObject)]
pub struct MediationChooseInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// The day.
    chosen_on: NaiveDate,
    /// What the family wants to mediate.
    issues: Vec<MediationIssueInput>,
    /// Who tells the local authority.
    informer: MediationInformer,
}

/// Which case, and the date of the certificate.
#[derive(InputObject)]
pub struct CertificateIssueInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// The date of the certificate.
    issued_on: NaiveDate,
}

fn chosen(input: MediationIssueInput) -> ChosenIssue {
    ChosenIssue {
        domain: input.domain.into(),
        text: input.text.map(Personal::new),
        is_health_provision_missing: input.is_health_provision_missing,
        wanted_provision: input.wanted_provision.map(Personal::new),
    }
}
/// Mutations about a family's contact with the adviser.
#[derive(Default)]
pub struct AdviceMutations;

/// Mutations about a family's contact with the adviser.
#[Object]
impl AdviceMutations {
    /// Records when the family made contact with the adviser, which decides whether it is in time (SEND reg 33
    /// and 34(2)).
    async fn advice_contact_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, and when.")] input: AdviceContactRecordInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Advice(Event::Contacted {
            at: input.contacted_at,
        });
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Records that the family has had information and advice: all of it.
    async fn advice_give(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, when, and what was explained.")] input: AdviceGiveInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Advice(Event::Informed {
            on: input.given_on,
            topics: input.topics.into_iter().map(Into::into).collect(),
        });
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Records that the family does not want mediation: a certificate becomes due (CFA s.55(4)).
    async fn mediation_decline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, and when.")] input: MediationDeclineInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Advice(Event::Declined {
            told_on: input.told_on,
        });
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Records that the family wants mediation, and opens the mediation in the same matter (CFA s.52(3)).
    async fn mediation_choose(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, when, and what is to be mediated.")]
        input: MediationChooseInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Chosen {
            on: input.chosen_on,
            issues: input.issues.into_iter().map(chosen).collect(),
            informs: input.informer.into(),
        };
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Records that the family wants to think about it.
    async fn mediation_ponder(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case.")] input: CaseStepInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Advice(Event::Undecided);
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Records that section I alone is in dispute, so that no certificate is needed (CFA s.55(2)).
    async fn certificate_not_required(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case.")] input: CaseStepInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Advice(Event::OnlySectionI);
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Issues the certificate that is due, to the family alone. Its date never changes (CFA s.55).
    async fn certificate_issue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, and the date of the certificate.")]
        input: CertificateIssueInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Advice(Event::Issued {
            on: input.issued_on,
        });
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Records that the family was told where to turn instead.
    async fn advice_signpost(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case.")] input: CaseStepInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Advice(Event::Signposted);
        record(ctx, &input.case_id, input.expected_version, step).await
    }
}
