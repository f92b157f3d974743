//! Problems that others have published, with the answers that others have found.
//!
//! They are not ours to bend: each has a reader for the files as published, a check that knows only
//! the problem's own rules, and a solver whose answers that check judges. The data and its licences
//! lie in `data`, the results in `docs/outside.md`.
//!
//! | module       | problem                                                    |
//! |--------------|------------------------------------------------------------|
//! | [`csplib`]   | `CSPLib` prob046: meetings far apart, in the fewest slots  |

mod chance;
mod csplib;
mod timefold;
