//! The life-cycles of the service's work, as pure functions of values.
//!
//! | module             | question it answers                                              |
//! |--------------------|-------------------------------------------------------------------|
//! | [`closed`]         | what are a state, a refusal, and a step out of turn?             |
//! | [`clock`]          | which clocks of the law are meant, and how does one stand today? |
//! | [`dates`]          | which date can an event have, and how is a wrong one set right?  |
//! | [`change`]         | what follows from a step?                                        |
//! | [`kinds`]          | which life-cycle does a type of case run, and what may it become? |
//! | [`certificate`]    | when does a certificate become due?                              |
//! | [`referral`]       | does a referral become a case?                                   |
//! | [`advice`]         | information and advice, up to the certificate                    |
//! | [`mediation`], [`resolution`], [`facilitation`] | a case that leads to a meeting      |
//! | [`session`]        | what mediation and disagreement resolution share                 |
//! | [`meeting`], [`invitation`], [`consent`], [`authority`] | one meeting and its people |
//! | [`booking`]        | may a date be held yet?                                          |
//! | [`agreement`], [`action`], [`appeal`] | what comes after it                           |
//! | [`stage`]          | how is all that stored as one word?                              |
//! | [`parties`]        | who must be at the table, and who is the party?                  |
//! | [`samples`], [`diagram`] | what do the life-cycles look like?                          |
//!
//! Every machine has a `State`, an `Event` with what it carries, `Facts` that stand when it comes,
//! and a `step` that answers with a [`Change`] or a `Refusal`: a sentence that names the rule and
//! its source, with a code that stays. Nothing here reads a clock or a database, and no date of the
//! law is computed here: last days come in as facts.

pub mod action;
pub mod advice;
pub mod agreement;
pub mod appeal;
pub mod authority;
pub mod booking;
pub mod certificate;
pub mod change;
pub mod clock;
pub mod closed;
pub mod consent;
pub mod dates;
pub mod diagram;
pub mod facilitation;
pub mod invitation;
pub mod kinds;
pub mod mediation;
pub mod meeting;
pub mod parties;
pub mod referral;
pub mod resolution;
pub mod samples;
pub mod session;
pub mod stage;

pub use change::{Change, Effect};
pub use closed::{Refused, State};
pub use stage::Stage;

#[cfg(test)]
mod tests;
