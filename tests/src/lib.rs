//! What end-to-end tests stand on.
//!
//! | module       | question it answers                                        |
//! |--------------|------------------------------------------------------------|
//! | [`database`] | on which database does a test run?                         |
//! | [`app`]      | how is the service started, and asked by somebody?         |
//! | [`settle`]   | how do people, bodies, mediators and venues come to be?    |
//! | [`region`]   | which services, people and cases do most tests start from? |
//! | [`open`]     | how is a case opened, with defaults for all but the point? |
//! | [`act`]      | what do people do with the API most often?                 |
//! | [`sitting`]  | how does a case go from its date through the day?          |
//! | [`ids`]      | what does the API call a row?                              |
//! | [`entry`]    | who gets past which query and mutation?                    |
//! | [`isolation`] | who reads what, when everything is asked by everybody?    |
//! | [`sent`]     | what may be sent, and to which entry point?               |
//! | [`forgery`]  | which tokens are nobody's?                                |
//! | [`tell`]     | what does an answer say?                                   |
//! | [`raw`]      | what lies in the database, byte for byte?                  |
//! | [`program`]  | where is the built binary, and how is it run?              |
//! | [`served`]   | how does the built server run by itself?                   |

pub mod act;
pub mod app;
pub mod database;
pub mod entry;
pub mod forgery;
pub mod ids;
pub mod isolation;
pub mod open;
pub mod program;
pub mod raw;
pub mod region;
pub mod sent;
pub mod served;
pub mod settle;
pub mod sitting;
pub mod tell;

pub use app::{ANYONE, TestApp};
pub use region::Region;
pub use sitting::Sitting;
