//! What people are told: short texts in plain words, and what the words mean.
//!
//! A text is a file of `texts/`, carried by the program and read once. Nothing here is about a case or a
//! person, so anybody may read it. `docs/guides.md` says how to change a text or add one.

mod glossary;
mod owed;
mod read;
#[cfg(test)]
mod tests;
mod topic;

use glossary::terms_in;
pub use glossary::{Term, glossary};
pub use owed::{signposted, with, with_words};
pub(crate) use read::is_point;
pub use read::{Audience, Guide, Section, all, of};
pub use topic::Topic;
