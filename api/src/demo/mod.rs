//! The demonstration: a region that does not exist, and what the service does for it.
//!
//! Every person, authority, board, school and venue here is invented; only postcode districts are
//! real, so that distances are. Nothing is written but through the operations of [`crate::domain`].
//!
//! | modules                                | question they answer                          |
//! |----------------------------------------|-----------------------------------------------|
//! | [`region`]                             | what is in the region, and in which order?    |
//! | `bodies`, `staff`, `mediators`, `venues` | who is at work, and where do people meet?   |
//! | `plans`, `cases`, `special`            | which cases are there?                        |
//! | `past`                                | which cases have come how far, and how?       |
//! | `households`, `seats`                  | whose case is it, what about, and who comes?  |
//! | `meetings`                             | which dates are held or agreed already?       |
//! | `hours`, `names`, `chance`, `filling`  | when is whom free, called what, and by chance? |
//! | [`mod@show`], [`sheet`], [`mod@print`]     | what does one see, and is it true?            |
//! | [`mod@queries`]                         | what can one ask next?                        |

mod bodies;
mod cases;
mod chance;
mod filling;
mod hours;
mod households;
mod mediators;
mod meetings;
mod names;
mod past;
mod plans;
pub mod print;
pub mod queries;
pub mod region;
mod seats;
pub mod sheet;
pub mod show;
mod special;
mod staff;
mod venues;

pub use filling::Progress;
pub use queries::queries;
pub use region::{Region, fill, is_empty};
pub use sheet::Sheet;
pub use show::{BANNER, Show, look, show};
pub use special::{IMPOSSIBLE, POSSIBLE};

#[cfg(test)]
mod tests;
