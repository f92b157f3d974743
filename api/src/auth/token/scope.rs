//! How much of what a person may do a partner's front-end may do for them.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// How far a partner's token reaches; each holds those before it.
///
/// A scope only narrows: what the person may do is decided from the database all the same, and no
/// scope opens what the person's roles do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Reads for the person; every mutation is refused.
    Read,
    /// Also does for the person what the work on cases needs.
    Write,
    /// Also does for the person what concerns other people's access to the service.
    Admin,
}

impl Scope {
    /// Every scope, the narrowest first.
    pub const ALL: [Self; 3] = [Self::Read, Self::Write, Self::Admin];

    /// How the claim `scope` spells it; issuers use the same claim for other services too.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "concord:read",
            Self::Write => "concord:write",
            Self::Admin => "concord:admin",
        }
    }

    /// The widest scope that a claim names (RFC 8693 §4.2: words with a space between), or `None`
    /// when it names none of ours. The words of other services are passed over.
    pub(super) fn widest(claim: &str) -> Option<Self> {
        claim.split(' ').filter_map(|word| word.parse().ok()).max()
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The word names no scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a scope; expected concord:read, concord:write or concord:admin")]
pub struct NoSuchScope;

impl FromStr for Scope {
    type Err = NoSuchScope;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|scope| scope.name() == word)
            .ok_or(NoSuchScope)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_word_of_ours_counts() {
        for (claim, scope) in [
            ("concord:read", Some(Scope::Read)),
            ("concord:write", Some(Scope::Write)),
            ("openid concord:read profile", Some(Scope::Read)),
            (
                "concord:read concord:admin concord:write",
                Some(Scope::Admin),
            ),
            ("", None),
            ("openid", None),
            ("read", None),
            ("concord:all", None),
            ("Concord:Read", None),
            ("concord:readx", None),
            ("concord:read,concord:write", None),
        ] {
            assert_eq!(Scope::widest(claim), scope, "{claim}");
        }
    }

    #[test]
    fn each_scope_holds_those_before_it() {
        assert!(Scope::ALL.is_sorted());
    }
}
