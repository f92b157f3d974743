//! Weeks drawn in text, random problems, and an oracle that tries everything.

mod draw;
mod explanations;
mod oracle;
mod prices;
mod properties;
mod random;
mod region;
mod rules;
#[cfg(feature = "microlp")]
mod second;
mod tidy;
mod toll;
mod wishes;
