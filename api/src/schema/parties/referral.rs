//! Referrals: taken in, answered by the family, looked at.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use entities::{CaseId, case};

use super::codes::{
    ContactOutcome, ContactWay, FamilyAnswer, FamilyIdentity, LocalAvenue, ReferralStage, Referrer,
    Relationship, Signpost,
};
use super::seats::CasePartyPayload;
use super::who::PersonChoiceInput;
use super::{PartyErrorCode, PartyUserError, read, read_maybe};
use crate::app::App;
use crate::auth::Actor;
use crate::domain;
use crate::domain::parties::PartiesRefused;
use crate::domain::referral::{
    self, NewAttempt, NewChild, NewReferral, NewRelative, ReferralStep, Triage,
};
use crate::schema::case::Case;
use crate::schema::enums::{CaseKind, IssueDomain, Mode};
use crate::schema::error::settle;
use crate::schema::id::Kind;

/// The child a referral is about.
#[derive(InputObject)]
pub struct ReferralChildInput {
    /// Who.
    person: PersonChoiceInput,
    /// The school, college or early years setting.
    setting_id: Option<ID>,
    /// School year, 0 for Reception.
    year_group: Option<i32>,
    /// The last day of compulsory school age, where that is known.
    school_age_ends_on: Option<NaiveDate>,
    /// Whether an authority looks after the child; left out while it was not asked.
    is_looked_after: Option<bool>,
}

/// Somebody of the family in a referral.
#[derive(InputObject)]
pub struct ReferralRelativeInput {
    /// Who.
    person: PersonChoiceInput,
    /// What they are to the child.
    relationship: Option<Relationship>,
    /// Whether it is their first mediation.
    #[graphql(default)]
    is_first_mediation: bool,
}

/// Something in dispute.
#[derive(InputObject)]
pub struct ReferralIssueInput {
    /// What it is about.
    domain: IssueDomain,
    /// Whether the Tribunal could decide it.
    is_appealable: bool,
    /// In the family's words.
    #[graphql(validator(max_length = 2000))]
    text: Option<String>,
}

/// A referral as it comes in.
#[derive(InputObject)]
pub struct ReferralReceiveInput {
    /// The service that is asked.
    provider_id: ID,
    /// The local authority responsible for the child.
    local_authority_id: ID,
    /// The type of case wanted.
    kind: CaseKind,
    /// Who refers.
    referrer: Referrer,
    /// For which body; left out by a family.
    referrer_organisation_id: Option<ID>,
    /// When it came in.
    received_at: DateTime<Utc>,
    /// At which stage of the disagreement.
    stage: ReferralStage,
    /// What was tried locally before. It is recorded, and never asked for first.
    #[graphql(default, validator(max_items = 10))]
    local_avenues: Vec<LocalAvenue>,
    /// Whether the referrer told the family first.
    is_family_told: bool,
    /// Whether the family wants practical or emotional support to attend; left out while it was not
    /// asked.
    wants_support: Option<bool>,
    /// Whether there is a letter with a decision.
    #[graphql(default)]
    has_decision_letter: bool,
    /// The day on which that letter was sent, which is the day the two months run from.
    notice_sent_on: Option<NaiveDate>,
    /// The child.
    child: ReferralChildInput,
    /// The parents or carers, each by themselves, or the young person; nobody between agencies.
    #[graphql(default, validator(max_items = 6))]
    family: Vec<ReferralRelativeInput>,
    /// The responsible integrated care boards, where health is in dispute.
    #[graphql(default, validator(max_items = 6))]
    care_board_ids: Vec<ID>,
    /// The first half of the family's postcode.
    family_outcode: String,
    /// The farthest the family travels, in minutes one way.
    #[graphql(default = 60)]
    family_max_minutes: i32,
    /// How the family wants to meet.
    #[graphql(default_with = "Mode::Either")]
    mode: Mode,
    /// What is in dispute, as far as it is known.
    #[graphql(default, validator(max_items = 30))]
    issues: Vec<ReferralIssueInput>,
    /// Whether a coordinator confirms that it is another case, although one like it is open.
    #[graphql(default)]
    is_duplicate_confirmed: bool,
}

impl ReferralReceiveInput {
    fn read(self) -> Result<NewReferral, PartyUserError> {
        let body = |id: Option<&ID>, field: &str| read_maybe(Kind::Organisation, id, field);
        let boards = self.care_board_ids.iter();
        let boards = boards.map(|id| read(Kind::Organisation, id, "careBoardIds"));
        let family = self.family.into_iter().map(|one| {
            Ok(NewRelative {
                who: one.person.read("family")?,
                relationship: one.relationship.map(Into::into),
                is_first_mediation: one.is_first_mediation,
            })
        });
        let issues = self.issues.into_iter();
        let issues = issues.map(|one| (one.domain.into(), one.is_appealable, one.text));
        let setting = body(self.child.setting_id.as_ref(), "child")?;
        Ok(NewReferral {
            provider: read(Kind::Organisation, &self.provider_id, "providerId")?,
            la: read(
                Kind::Organisation,
                &self.local_authority_id,
                "localAuthorityId",
            )?,
            kind: self.kind.into(),
            referrer: self.referrer.into(),
            organisation: body(
                self.referrer_organisation_id.as_ref(),
                "referrerOrganisationId",
            )?,
            received_at: self.received_at,
            stage: self.stage.into(),
            avenues: self.local_avenues.into_iter().map(Into::into).collect(),
            is_family_told: self.is_family_told,
            wants_support: self.wants_support,
            has_letter: self.has_decision_letter,
            notice_sent_on: self.notice_sent_on,
            child: NewChild {
                who: self.child.person.read("child")?,
                setting,
                year_group: self.child.year_group,
                school_age_ends_on: self.child.school_age_ends_on,
                is_looked_after: self.child.is_looked_after,
            },
            family: family.collect::<Result<_, PartyUserError>>()?,
            boards: boards.collect::<Result<_, _>>()?,
            outcode: self.family_outcode,
            max_minutes: self.family_max_minutes,
            mode: self.mode.into(),
            issues: issues.collect(),
            is_duplicate_confirmed: self.is_duplicate_confirmed,
        })
    }
}

/// What came of a referral.
#[derive(Default, SimpleObject)]
pub struct ReferralReceivePayload {
    /// What the new case is called; null when none was opened.
    reference: Option<String>,
    /// The new case, where it is the viewer's to see.
    case: Option<Case>,
    /// The open cases like it, for those who take referrals in; empty unless they stand in the way.
    duplicates: Vec<String>,
    /// Why no case was opened; empty when one was.
    user_errors: Vec<PartyUserError>,
}

/// Which referral, and who the family is.
#[derive(InputObject)]
pub struct ReferralTakeUpInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// Who the family is; may be left out when somebody else referred.
    identity: Option<FamilyIdentity>,
}

/// How it was tried to reach a family.
#[derive(InputObject)]
pub struct ContactAttemptRecordInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// When.
    attempted_at: DateTime<Utc>,
    /// How.
    way: ContactWay,
    /// What came of it.
    outcome: ContactOutcome,
    /// What is to be known for the next time.
    #[graphql(validator(max_length = 500))]
    note: Option<String>,
}

/// What a family says to a referral by somebody else.
#[derive(InputObject)]
pub struct FamilyConsentRecordInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// What it says.
    answer: FamilyAnswer,
    /// The day.
    on: NaiveDate,
}

/// As what the service takes a case on.
#[derive(InputObject)]
pub struct CaseAcceptInput {
    /// The type of case.
    kind: CaseKind,
    /// How old the child or young person is, in whole years.
    age_years: u8,
    /// Whether they belong to the area of the authority.
    is_in_area: bool,
}

/// What becomes of a referral: one of the two.
#[derive(InputObject)]
pub struct CaseTriageInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// The service takes it on.
    accept: Option<CaseAcceptInput>,
    /// The family is told to turn elsewhere.
    signpost: Option<Signpost>,
}

/// Which case becomes one of another type.
#[derive(InputObject)]
pub struct CaseTypeChangeInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// The other type.
    kind: CaseKind,
    /// Whether a letter with a decision has come.
    #[graphql(default)]
    has_decision_letter: bool,
    /// The day on which that letter was sent.
    notice_sent_on: Option<NaiveDate>,
}

/// What came of a change of type.
#[derive(Default, SimpleObject)]
pub struct CaseTypeChangePayload {
    /// The case that is closed; null when nothing changed.
    case: Option<Case>,
    /// The case of the other type that follows in the same matter; null when nothing changed.
    opened: Option<Case>,
    /// Why nothing changed; empty when all went well.
    user_errors: Vec<PartyUserError>,
}

/// Takes a step of a referral.
async fn take(
    ctx: &Context<'_>,
    case: &ID,
    expected_version: i32,
    step: ReferralStep,
) -> Result<CaseTypeChangePayload> {
    let refused = |error| CaseTypeChangePayload {
        user_errors: vec![error],
        ..Default::default()
    };
    let case = match read::<CaseId>(Kind::Case, case, "caseId") {
        Ok(case) => case,
        Err(error) => return Ok(refused(error)),
    };
    let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
    let taken = Box::pin(referral::record(app, actor, case, expected_version, step)).await;
    Ok(match settle(taken)? {
        Ok(became) => {
            let standing = became.standing;
            let shown = |row: case::Model| Case { row, standing };
            CaseTypeChangePayload {
                case: Some(shown(became.row)),
                opened: became.opened.map(shown),
                user_errors: Vec::new(),
            }
        }
        Err(refusal) => refused(PartyUserError::of(&refusal)),
    })
}

/// The same for steps that open no other case.
async fn take_here(
    ctx: &Context<'_>,
    case: &ID,
    expected_version: i32,
    step: ReferralStep,
) -> Result<CasePartyPayload> {
    let taken = take(ctx, case, expected_version, step).await?;
    Ok(CasePartyPayload {
        case: taken.case,
        user_errors: taken.user_errors,
    })
}

/// Mutations about referrals.
#[derive(Default)]
pub struct ReferralMutations;

/// Mutations about referrals.
#[Object]
impl ReferralMutations {
    /// Takes a referral in, from the family or anybody of the bodies around it, and opens a case. A
    /// family refers itself, a body by somebody who works there; the service takes down what others tell
    /// it.
    async fn referral_receive(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The referral.")] input: ReferralReceiveInput,
    ) -> Result<ReferralReceivePayload> {
        let refused = |error| ReferralReceivePayload {
            user_errors: vec![error],
            ..Default::default()
        };
        let new = match input.read() {
            Ok(new) => new,
            Err(error) => return Ok(refused(error)),
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let received = Box::pin(referral::receive(app, actor, new)).await;
        Ok(match settle(received)? {
            Ok(receipt) => {
                let row = receipt.row;
                ReferralReceivePayload {
                    reference: Some(row.reference.clone()),
                    case: receipt.standing.map(|standing| Case { row, standing }),
                    ..Default::default()
                }
            }
            Err(refusal) => {
                let payload = refused(PartyUserError::of(&refusal));
                let duplicates = match refusal {
                    PartiesRefused::Duplicate(references) => references,
                    PartiesRefused::NotFound
                    | PartiesRefused::StaleVersion(_)
                    | PartiesRefused::Against { .. } => Vec::new(),
                };
                ReferralReceivePayload {
                    duplicates,
                    ..payload
                }
            }
        })
    }

    /// Takes a referral up: one by somebody else waits for the family's consent, any other is looked at.
    async fn referral_take_up(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and who the family is.")] input: ReferralTakeUpInput,
    ) -> Result<CasePartyPayload> {
        let step = ReferralStep::TakeUp(input.identity.map(Into::into));
        take_here(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Records an attempt to reach a family. Before a referral lapses it is tried three times, in at
    /// least two ways.
    async fn contact_attempt_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How, and what came of it.")] input: ContactAttemptRecordInput,
    ) -> Result<CasePartyPayload> {
        let step = ReferralStep::Attempt(Box::new(NewAttempt {
            at: input.attempted_at,
            way: input.way.into(),
            outcome: input.outcome.into(),
            note: input.note,
        }));
        take_here(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Records what the family says to a referral by somebody else. When it does not agree, all but a
    /// minimal record is erased.
    async fn family_consent_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it says.")] input: FamilyConsentRecordInput,
    ) -> Result<CasePartyPayload> {
        let step = ReferralStep::Consent(input.answer.into(), input.on);
        take_here(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Says what becomes of a referral that was looked at: a case of its type, where a contract covers
    /// it, or where the family is told to turn.
    async fn case_triage(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What becomes of it.")] input: CaseTriageInput,
    ) -> Result<CasePartyPayload> {
        let triage = match (input.accept, input.signpost) {
            (Some(accept), None) => Triage::Accept {
                kind: accept.kind.into(),
                age_years: accept.age_years,
                is_in_area: accept.is_in_area,
            },
            (None, Some(whither)) => Triage::Signpost(whither.into()),
            (Some(_), Some(_)) | (None, None) => {
                let error = PartyUserError {
                    code: PartyErrorCode::AgainstTheRules,
                    rule: Some("ONE_WAY".to_owned()),
                    message:
                        "A referral becomes a case, or the family is told where to turn: one of \
                              the two (order of steps of a referral)."
                            .to_owned(),
                    field: domain::path(&["accept"]),
                };
                return Ok(CasePartyPayload {
                    case: None,
                    user_errors: vec![error],
                });
            }
        };
        let step = ReferralStep::Triage(triage);
        take_here(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Makes a case one of another type: a disagreement resolution becomes a mediation when a letter with
    /// a decision comes, a mediation without one a disagreement resolution, and so does a facilitation.
    /// A new case is opened in the same matter, and the old one is closed.
    async fn case_type_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, and what it becomes.")] input: CaseTypeChangeInput,
    ) -> Result<CaseTypeChangePayload> {
        let step = ReferralStep::ChangeType {
            to: input.kind.into(),
            has_letter: input.has_decision_letter,
            notice_sent_on: input.notice_sent_on,
        };
        take(ctx, &input.case_id, input.expected_version, step).await
    }
}
