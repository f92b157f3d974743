//! What stands behind the edge.

use std::future::Future;

use async_graphql::{Request, Response};

use super::allowance::Payer;

/// Answers the requests that the edge lets through.
///
/// The service has one engine; the edge's own tests have another, without a database.
pub trait Engine: Send + Sync + 'static {
    /// Who asks, as the resolvers need it.
    type Caller: Send;

    /// Finds out who asks; without a token, that is nobody in particular.
    fn authenticate(
        &self,
        bearer: Option<&str>,
    ) -> impl Future<Output = Result<Self::Caller, Unauthenticated>> + Send;

    /// Whose allowance a caller's requests come out of; `None` for whoever is nobody in particular.
    fn payer(&self, caller: &Self::Caller) -> Option<Payer>;

    /// Executes a request that the guard has admitted and parsed.
    fn execute(
        &self,
        caller: Self::Caller,
        request: Request,
    ) -> impl Future<Output = Response> + Send;

    /// Tells whether requests would be answered now; asked by `/readyz`.
    fn is_ready(&self) -> impl Future<Output = bool> + Send;

    /// Makes an id that ties a client's `internal error` to the log.
    fn correlation_id(&self) -> String;
}

/// Why the caller is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unauthenticated {
    /// The token, or its absence, is not accepted.
    #[error("the bearer token is not accepted")]
    Refused,
    /// The service cannot tell just now.
    #[error("the caller cannot be checked just now")]
    Unavailable,
}
