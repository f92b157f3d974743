//! `concord lifecycles`.

use super::{Trouble, say};
use crate::lifecycle::diagram::page;

/// Prints the page of the life-cycles.
#[expect(clippy::unnecessary_wraps, reason = "every command answers alike")]
pub(super) fn run() -> Result<(), Trouble> {
    say(page().trim_end());
    Ok(())
}
