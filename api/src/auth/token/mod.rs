//! Tokens: who may sign what, what a good token looks like, and why the others are refused.
//!
//! | module      | question it answers                                            |
//! |-------------|----------------------------------------------------------------|
//! | [`purpose`] | what is a token for, and how long may it live?                 |
//! | [`scope`]   | how much of what a person may do may a partner do for them?    |
//! | [`claims`]  | what does a token say?                                         |
//! | [`keys`]    | which keys are trusted, and with what?                         |
//! | [`jwks`]    | what is wrong with this key set?                               |
//! | [`pem`]     | how is our own key made and read?                              |
//! | [`verify`]  | is this token good, for this purpose, now?                     |
//! | [`mint`]    | how is a token made?                                           |
//!
//! A token says who asks and for how long; what they may do is read from the database at each
//! request. Nothing here asks the clock, reads the environment or opens a connection: a header that
//! points to a key elsewhere (`jku`, `x5u`, …) is a reason to refuse, never an address to fetch.

pub mod claims;
pub mod jwks;
pub mod keys;
pub mod mint;
pub mod pem;
pub mod purpose;
pub mod scope;
mod strict;
pub mod verify;

pub use claims::{Claims, is_claim_text};
pub use keys::Keys;
pub use mint::{MintRefused, Order};
pub use pem::{new_key, public_jwks, write_new_key};
pub use purpose::Purpose;
pub use scope::Scope;
pub use verify::{LEEWAY, TokenRefused};

#[cfg(test)]
mod tests;
