//! Where the data is.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// The two databases Concord runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseKind {
    /// A file beside the server.
    Sqlite,
    /// A server of its own.
    Postgres,
}

/// The address of a database. Printing it shows only its kind, because it may hold a password.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl {
    kind: DatabaseKind,
    url: String,
}

impl DatabaseUrl {
    /// Which of the two it is.
    #[must_use]
    pub fn kind(&self) -> DatabaseKind {
        self.kind
    }

    /// The whole address, password included: for the driver, never for a log.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.url
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            DatabaseKind::Sqlite => f.write_str("sqlite://[redacted]"),
            DatabaseKind::Postgres => f.write_str("postgres://[redacted]"),
        }
    }
}

/// Why a text is not the address of a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DatabaseUrlMistake {
    /// Neither SQLite's nor PostgreSQL's.
    #[error("has another scheme")]
    Scheme,
    /// A database in memory.
    #[error("keeps the data in memory, where each connection would have its own")]
    InMemory,
    /// No file or no name.
    #[error("names no database")]
    NoName,
}

impl FromStr for DatabaseUrl {
    type Err = DatabaseUrlMistake;

    fn from_str(url: &str) -> Result<Self, Self::Err> {
        let (scheme, rest) = url.split_once(':').ok_or(DatabaseUrlMistake::Scheme)?;
        let kind = match scheme {
            "sqlite" => DatabaseKind::Sqlite,
            "postgres" | "postgresql" => DatabaseKind::Postgres,
            _ => return Err(DatabaseUrlMistake::Scheme),
        };
        if kind == DatabaseKind::Sqlite && (url.contains(":memory:") || url.contains("mode=memory"))
        {
            return Err(DatabaseUrlMistake::InMemory);
        }
        let rest = rest.strip_prefix("//").ok_or(DatabaseUrlMistake::Scheme)?;
        let address = rest.split('?').next().unwrap_or_default();
        let name = match kind {
            DatabaseKind::Sqlite => address,
            DatabaseKind::Postgres => address.split_once('/').map_or("", |(_, name)| name),
        };
        if name.is_empty() {
            return Err(DatabaseUrlMistake::NoName);
        }
        Ok(Self {
            kind,
            url: url.to_owned(),
        })
    }
}
