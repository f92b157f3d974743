//! Erasing a case or a person.

use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject};

use crate::app::App;
use crate::auth::Actor;
use crate::auth::token::Scope;
use crate::domain::erasure;
use crate::edge::Code;
use crate::schema::error::settle;
use crate::schema::id::{self, Kind};
use crate::schema::parties::{PartyUserError, read};

/// On what ground somebody or something is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::erasure::Reason")]
pub enum ErasureReason {
    /// Whoever it tells of asked for it (UK GDPR, Article 17(1)).
    Asked,
    /// Consent was withdrawn, and nothing else allows it to be kept (Article 17(1)(b)).
    ConsentWithdrawn,
    /// The controller instructed it (Article 28(3)(a) and (g)).
    Instructed,
    /// It should not have been entered (Article 17(1)(d)).
    EnteredInError,
    /// Its period was over (Article 5(1)(e)).
    PeriodOver,
}

/// Which case is erased, and why.
#[derive(InputObject)]
pub struct CaseEraseInput {
    /// The case.
    case_id: ID,
    /// The version that was seen.
    expected_version: i32,
    /// On what ground.
    reason: ErasureReason,
}

/// Who is erased, and why.
#[derive(InputObject)]
pub struct PersonEraseInput {
    /// Who.
    person_id: ID,
    /// On what ground.
    reason: ErasureReason,
}

/// What came of erasing a case.
#[derive(SimpleObject)]
pub struct CaseErasePayload {
    /// Whether it is erased: its file, its records and the key of its confidential texts, and the people of
    /// it who have no part in anything else.
    is_erased: bool,
    /// Why it was not; empty when all went well.
    user_errors: Vec<PartyUserError>,
}

/// What came of erasing somebody.
#[derive(SimpleObject)]
pub struct PersonErasePayload {
    /// Whether nothing is known of this person any more but that there was somebody.
    is_erased: bool,
    /// The cases about them that were erased as a whole.
    case_ids: Vec<ID>,
    /// Why they were not; empty when all went well.
    user_errors: Vec<PartyUserError>,
}

/// Refuses a client that may not decide on people's data.
fn must_administer(ctx: &Context<'_>) -> Result<()> {
    if *ctx.data::<Scope>()? < Scope::Admin {
        let message = "this client may not erase anything";
        return Err(Code::InsufficientScope.error(message));
    }
    Ok(())
}

/// Mutations that erase.
#[derive(Default)]
pub struct ErasureMutations;

/// Mutations that erase.
#[Object]
impl ErasureMutations {
    /// Erases a case that has come to its end. What stays is that there was one: of which type, for whom,
    /// when, and how it ended. It is refused while the case goes on, is held, can be appealed against, or
    /// has a claim, a complaint or a safeguarding concern that must be kept. For the manager of the service,
    /// and through a partner only with the scope `concord:admin`. Nothing brings it back.
    async fn case_erase(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, and why.")] input: CaseEraseInput,
    ) -> Result<CaseErasePayload> {
        must_administer(ctx)?;
        let refused = |error| CaseErasePayload {
            is_erased: false,
            user_errors: vec![error],
        };
        let id = match read(Kind::Case, &input.case_id, "caseId") {
            Ok(id) => id,
            Err(error) => return Ok(refused(error)),
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let (version, reason) = (input.expected_version, input.reason.into());
        let erased = erasure::case(app, actor, id, version, reason).await;
        Ok(match settle(erased)? {
            Ok(_) => CaseErasePayload {
                is_erased: true,
                user_errors: Vec::new(),
            },
            Err(refusal) => refused(PartyUserError::of(&refusal)),
        })
    }

    /// Erases somebody: who they are and how they are reached, what they need and when they can come, what
    /// they said in cases, and as a whole the cases that are about them. It is refused for whoever works for
    /// a body or a service, and while any of their cases is kept for a reason that `caseErase` names. For
    /// the manager of a service that has a case with them, and through a partner only with the scope
    /// `concord:admin`. Nothing brings it back.
    async fn person_erase(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who, and why.")] input: PersonEraseInput,
    ) -> Result<PersonErasePayload> {
        must_administer(ctx)?;
        let refused = |error| PersonErasePayload {
            is_erased: false,
            case_ids: Vec::new(),
            user_errors: vec![error],
        };
        let id = match read(Kind::Person, &input.person_id, "personId") {
            Ok(id) => id,
            Err(error) => return Ok(refused(error)),
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let erased = erasure::person(app, actor, id, input.reason.into()).await;
        Ok(match settle(erased)? {
            Ok(gone) => PersonErasePayload {
                is_erased: true,
                case_ids: gone
                    .cases
                    .into_iter()
                    .map(|id| id::encode(Kind::Case, id.0))
                    .collect(),
                user_errors: Vec::new(),
            },
            Err(refusal) => refused(PartyUserError::of(&refusal)),
        })
    }
}
