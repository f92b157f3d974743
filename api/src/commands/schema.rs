//! `concord schema`.

use super::{Trouble, say};
use crate::schema::sdl;

/// Prints the schema in its definition language.
#[expect(clippy::unnecessary_wraps, reason = "every command answers alike")]
pub(super) fn run() -> Result<(), Trouble> {
    say(sdl().trim_end());
    Ok(())
}
