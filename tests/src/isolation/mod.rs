//! Everything that can be asked, asked by everybody, about everything.
//!
//! | module     | question it answers                                                |
//! |------------|--------------------------------------------------------------------|
//! | [`corpus`] | which documents together ask for every field of the schema?        |
//! | [`world`]  | who is there, what ties them to which case, and what is a secret?  |
//! | `confidential` | how are sealed texts marked?                                   |
//! | [`answer`] | which fields does an answer fill, and whose secrets does it tell?  |
//! | [`matrix`] | who reads which field, as a page that people can read?             |
//! | [`mod@replay`] | what comes of asking all of it?                                    |
//! | [`worlds`] | does what somebody is not told change what they are told?          |

pub mod answer;
mod confidential;
pub mod corpus;
pub mod matrix;
pub mod replay;
pub mod world;
pub mod worlds;

pub use corpus::{About, Corpus, Shot};
pub use matrix::Matrix;
pub use replay::{Amount, Found, replay};
pub use world::{Observer, Text, Tie, World};
pub use worlds::{Compared, two_worlds};
