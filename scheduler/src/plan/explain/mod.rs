//! Why a plan is as it is, case by case.
//!
//! Everything here looks at one case while the meetings of all others stay as they are in a plan: they
//! are turned into what people, rooms and contracts are held to, and what is left is a problem of one
//! case that is small enough to be solved many times. Answers are typed values; text is made
//! elsewhere. No answer carries a reason of anybody's, because the problem has none.
//!
//! | module     | question it answers                                                |
//! |------------|--------------------------------------------------------------------|
//! | `beside`   | what is left for a case beside the others?                         |
//! | `solo`     | as which problem of one case?                                      |
//! | `need`     | of what does "it can meet" consist, and what if a piece were gone? |
//! | `quick`    | is a meeting left, where the parts do not depend on one another?   |
//! | `unplaced` | why is there no meeting?                                           |
//! | `repair`   | what would open one?                                               |
//! | `placed`   | why this meeting?                                                  |
//! | `day`      | why not that date?                                                 |
//! | `options`  | which dates to offer several cases at once?                        |
//! | `forecast` | which cases run out of time?                                       |
//! | `survive`  | what falls when somebody withdraws?                                |

pub(in crate::plan) mod beside;
mod day;
mod forecast;
pub(in crate::plan) mod need;
mod options;
mod placed;
mod quick;
mod repair;
mod solo;
mod survive;
mod unplaced;

pub use day::{WhyNot, why_not};
pub use forecast::{Forecast, forecast};
pub use need::{Need, Taken, taken};
pub use options::{Exclusive, Offer, OfferIx, Options, options};
pub use placed::{Alternative, Piece, Placed, Wished, placed};
pub use repair::{Opening, Repair, apply};
pub use survive::{Fall, Fragile, Remedy, premium, robust, survives};
pub use unplaced::{Unplaced, conflict, openings, unplaced};
