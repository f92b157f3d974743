//! Taking back what a person's tokens open.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};

use crate::app::App;
use crate::auth::Actor;
use crate::auth::token::Scope;
use crate::domain::revocation;
use crate::edge::Code;
use crate::schema::error::settle;
use crate::schema::id::Kind;
use crate::schema::parties::{PartyUserError, read};

/// Whose tokens are revoked.
#[derive(InputObject)]
pub struct TokenRevokeInput {
    /// Who.
    person_id: ID,
}

/// What came of revoking somebody's tokens.
#[derive(SimpleObject)]
pub struct TokenRevokePayload {
    /// Every token of this person that was issued up to this instant is refused from now on; null when
    /// nothing was revoked.
    issued_until_at: Option<DateTime<Utc>>,
    /// Why nothing was revoked; empty when all went well.
    user_errors: Vec<PartyUserError>,
}

/// Mutations about tokens.
#[derive(Default)]
pub struct TokenMutations;

/// Mutations about tokens.
#[Object]
impl TokenMutations {
    /// Signs somebody out everywhere: every token this person was given so far is refused from the next
    /// request on, in our own pages and at every partner's. For the manager of a service that the person
    /// works for or has a case with, and through a partner only with the scope `concord:admin`. Who may
    /// still sign in gets new tokens; to keep somebody out, their roles and seats are ended.
    async fn token_revoke(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose tokens.")] input: TokenRevokeInput,
    ) -> Result<TokenRevokePayload> {
        if *ctx.data::<Scope>()? < Scope::Admin {
            let message = "this client may not decide on people's access";
            return Err(Code::InsufficientScope.error(message));
        }
        let refused = |error| TokenRevokePayload {
            issued_until_at: None,
            user_errors: vec![error],
        };
        let id = match read(Kind::Person, &input.person_id, "personId") {
            Ok(id) => id,
            Err(error) => return Ok(refused(error)),
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let revoked = revocation::of_person(app, actor, id).await;
        Ok(match settle(revoked)? {
            Ok(row) => TokenRevokePayload {
                issued_until_at: row.issued_until_at,
                user_errors: Vec::new(),
            },
            Err(refusal) => refused(PartyUserError::of(&refusal)),
        })
    }
}
