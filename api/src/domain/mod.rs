//! What the service does: one folder per noun.
//!
//! Every operation has the same skeleton: *begin, lock, may, decide, write, commit*. The decision is
//! a pure function in `rules`, the queries are in `store`, private to the noun, and a resolver, a job
//! and a test all come in by the same door.

pub mod action;
pub mod agreement;
pub mod audit;
pub mod availability;
pub mod calendar;
pub mod case;
pub mod casework;
pub mod concern;
pub mod contract;
pub mod erasure;
pub mod evaluation;
pub mod expense;
pub mod follow_up;
pub mod glass;
pub mod mediator;
pub mod meeting;
pub mod operator;
pub mod organisation;
pub mod pack;
pub mod parties;
pub mod person;
pub mod planning;
pub mod proposal;
pub(crate) mod prose;
pub mod queue;
pub mod record;
pub mod referral;
pub mod report;
pub mod retention;
pub mod revocation;
pub mod session;
pub mod vault;
pub mod venue;

use sea_orm::DbErr;

/// Why an operation did not happen.
#[derive(Debug, thiserror::Error)]
pub enum Failure<R: Refusal> {
    /// The rules say no; the caller can do something about it.
    #[error(transparent)]
    Refused(R),
    /// Something of ours is broken; the caller can only try again.
    #[error("the database failed")]
    Broken(#[source] DbErr),
}

/// A "no" that the caller is meant to read.
pub trait Refusal: std::error::Error + Send + Sync + 'static {
    /// Which input it is about, from the outside in; empty when it is about none in particular.
    fn field(&self) -> Vec<String>;

    /// What is wrong, for programs and for the audit log: the code that the API answers with.
    fn code(&self) -> &'static str;
}

/// A query's "no": none of them has one, what may not be seen is simply not there.
#[derive(Debug, thiserror::Error)]
pub enum Never {}

impl Refusal for Never {
    fn field(&self) -> Vec<String> {
        match *self {}
    }

    fn code(&self) -> &'static str {
        match *self {}
    }
}

impl<R: Refusal> From<DbErr> for Failure<R> {
    fn from(error: DbErr) -> Self {
        Self::Broken(error)
    }
}

impl<R: Refusal> From<R> for Failure<R> {
    fn from(refusal: R) -> Self {
        Self::Refused(refusal)
    }
}

/// Field names as [`Refusal::field`] wants them.
pub(crate) fn path(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}
