//! What a token is for.

use std::fmt;
use std::str::FromStr;

use chrono::TimeDelta;
use thiserror::Error;

/// What a token is for: one made for one purpose is refused for every other.
///
/// Three things keep the purposes apart, each of which would do alone: the `typ` header, the
/// audience, and which key may sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// A partner's front-end calls the API for a person.
    Partner,
    /// A person is signed in to our own pages.
    Session,
    /// A link in an e-mail that signs a person in once.
    MagicLink,
    /// A job acts for the person who caused it.
    Job,
    /// A calendar program reads a person's meetings.
    CalendarFeed,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 5] = [
        Self::Partner,
        Self::Session,
        Self::MagicLink,
        Self::Job,
        Self::CalendarFeed,
    ];

    /// How people write it on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Partner => "partner",
            Self::Session => "session",
            Self::MagicLink => "magic-link",
            Self::Job => "job",
            Self::CalendarFeed => "calendar-feed",
        }
    }

    /// The `typ` header of its tokens; `at+jwt` is RFC 9068's for access tokens.
    #[must_use]
    pub const fn typ(self) -> &'static str {
        match self {
            Self::Partner => "at+jwt",
            Self::Session => "session+jwt",
            Self::MagicLink => "magic-link+jwt",
            Self::Job => "job+jwt",
            Self::CalendarFeed => "calendar-feed+jwt",
        }
    }

    /// The audience its tokens name, where `service` is the configured one.
    ///
    /// Only a partner's token names the bare service: an outside issuer should not have to know
    /// about our purposes.
    #[must_use]
    pub fn audience(self, service: &str) -> String {
        match self {
            Self::Partner => service.to_owned(),
            Self::Session | Self::MagicLink | Self::Job | Self::CalendarFeed => {
                format!("{service}/{}", self.name())
            }
        }
    }

    /// The longest life its tokens may have, from `iat` to `exp`.
    ///
    /// A quarter of an hour and an hour are requirement T3. A link lives a day because people read
    /// their post in the evening, a job half an hour because the longest plan takes minutes, and a
    /// calendar feed a school year with its holidays because calendar programs keep an address for
    /// good; the last one is only as good as the check that the person still belongs to the case.
    #[must_use]
    pub const fn longest_life(self) -> TimeDelta {
        match self {
            Self::Partner => TimeDelta::minutes(15),
            Self::Session => TimeDelta::minutes(60),
            Self::MagicLink => TimeDelta::hours(24),
            Self::Job => TimeDelta::minutes(30),
            Self::CalendarFeed => TimeDelta::days(400),
        }
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The word names no purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a purpose; expected partner, session, magic-link, job or calendar-feed")]
pub struct NoSuchPurpose;

impl FromStr for Purpose {
    type Err = NoSuchPurpose;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|purpose| purpose.name() == word)
            .ok_or(NoSuchPurpose)
    }
}
