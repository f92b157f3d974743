//! Stands between the network and the GraphQL engine (decision D5).
//!
//! A request passes these modules in this order, and each may refuse it:
//!
//! | module        | question it answers                                        |
//! |---------------|------------------------------------------------------------|
//! | [`negotiate`] | in which media type is the answer wanted?                  |
//! | `extract`     | is this one GraphQL request, and no more than its size?    |
//! | [`engine`]    | who asks, and what executes                                |
//! | [`registered`] | … is it one of those that are answered here?              |
//! | [`guard`]     | may this document reach the engine?                        |
//! | [`scan`]      | … how deep and long is its text, before any parser?        |
//! | [`values`]    | … how large are its values?                                |
//! | [`measure`]   | … how large is it with fragments and pages written out?    |
//! | `omitted`     | which variables did the client leave out?                  |
//! | [`allowance`] | has whoever asks had enough for now?                       |
//! | [`mod@mask`]  | which of the engine's errors are for the client?           |
//!
//! [`limits`] holds the numbers and [`code`] the words for every refusal. Nothing here knows the
//! schema, the database or what a token means.

pub mod allowance;
pub mod code;
pub mod engine;
mod extract;
pub mod guard;
pub mod limits;
pub mod mask;
pub mod measure;
pub mod negotiate;
mod omitted;
mod page;
pub mod registered;
pub mod scan;
mod serve;
pub mod values;

#[cfg(test)]
mod tests;

pub use allowance::{Allowance, Payer};
pub use code::{Code, Refusal};
pub use engine::{Engine, Unauthenticated};
pub use extract::from_json;
pub use guard::{Admitted, Question, admit};
pub use limits::Limits;
pub use mask::{Answer, mask};
pub use registered::Registered;
pub use serve::{Peer, known_callers_only, routes, safe};
