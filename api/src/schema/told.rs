//! Confidential texts on their way into an answer: whatever is told is noted, and written down before the
//! answer leaves (trust.md §4.7 L4). No resolver reveals one in any other way.

use std::sync::Arc;

use async_graphql::{Context, Result};
use entities::{CaseId, Sealed};

use crate::auth::Standing;
use crate::domain::audit::{Read, Told};

/// Notes that an answer tells something of a case.
///
/// # Errors
///
/// Nobody would write it down: nothing is told then.
pub(super) fn note(ctx: &Context<'_>, of: (CaseId, Standing), what: Read) -> Result<()> {
    ctx.data::<Arc<Told>>()?.note(of, what);
    Ok(())
}

/// The text, if there is one that can be opened.
///
/// # Errors
///
/// As [`note`].
pub(super) fn maybe<'a>(
    ctx: &Context<'_>,
    of: (CaseId, Standing),
    what: Read,
    text: Option<&'a Sealed>,
) -> Result<Option<&'a str>> {
    let text = text.and_then(Sealed::reveal);
    if text.is_some() {
        note(ctx, of, what)?;
    }
    Ok(text)
}

/// The text, or that it was erased.
///
/// # Errors
///
/// As [`note`].
pub(super) fn always<'a>(
    ctx: &Context<'_>,
    of: (CaseId, Standing),
    what: Read,
    text: &'a Sealed,
) -> Result<&'a str> {
    maybe(ctx, of, what, Some(text))?;
    Ok(text.reveal_or_erased())
}
