//! The settings of the server: read from the environment once, every mistake reported at once.
//!
//! This is the only place that reads the environment, and the files it names. Everything else is
//! handed the values it needs, so a test never has to set a variable.
//!
//! | variable                  | what it is                                      | if not set            |
//! |---------------------------|-------------------------------------------------|-----------------------|
//! | `CONCORD_DATABASE_URL`    | `sqlite://…` or `postgres://…`                  | a mistake             |
//! | `CONCORD_LISTEN`          | address and port to serve on                    | `127.0.0.1:8080`      |
//! | `CONCORD_ISSUER`          | who makes partners' tokens (`iss`)              | a mistake with a key set; else `https://concord.invalid` |
//! | `CONCORD_AUDIENCE`        | this service's name in tokens (`aud`)           | `concord`             |
//! | `CONCORD_JWKS_FILE`       | the issuer's public keys                        | at least one of these |
//! | `CONCORD_JWKS_URL`        | where those keys are fetched instead of a file  | three must be set     |
//! | `CONCORD_TOKEN_KEY_FILE`  | our own private key, trusted and signed with    |                       |
//! | `CONCORD_LINK_SECRET`     | secret behind links, jobs and calendar feeds    | there are none        |
//! | `CONCORD_FIELD_KEYS_FILE` | keys that confidential texts are sealed with    | a mistake             |
//! | `CONCORD_RETENTION_FILE`  | the controller's periods and held cases         | the table's periods   |
//! | `CONCORD_LOG`             | what is logged, such as `info,sqlx=warn`        | `info`                |
//! | `CONCORD_HOLD_MINUTES`    | how long a tentative meeting is held            | `2880`, two days      |
//! | `CONCORD_MAX_CONNECTIONS` | connections to the database                     | `10`                  |
//! | `CONCORD_EXPLORER`        | whether the GraphQL explorer is served, on/off  | `off`                 |
//! | `CONCORD_OPERATIONS_FILE` | the documents that are answered, and no others  | all are               |
//! | `CONCORD_ORIGINS`         | origins whose pages may ask from a browser      | none but our own      |
//! | `CONCORD_TRUSTED_PROXIES` | proxies that are believed for whom they ask     | none                  |
//! | `CONCORD_COST_POINTS`     | points that one caller may ask for at once      | `2000`                |
//! | `CONCORD_COST_PER_SECOND` | points that come back in a second               | `100`                 |

use std::collections::BTreeMap;
use std::env;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::http::HeaderValue;
use chrono::TimeDelta;
use ipnet::IpNet;

use crate::auth::token::Keys;
use crate::edge::{Allowance, Limits, Registered};
use crate::keyring::{self, KeyRing, KeySetUrl, Pace};
use crate::retention::Settings;
use crate::server::Offer;
use crate::vault::masters::Masters;

mod database_url;
mod doors;
mod files;
mod mistake;
mod read;
mod secret;
mod trust;

pub(crate) use files::read_key_set;

pub use database_url::{DatabaseKind, DatabaseUrl};
pub use mistake::{ConfigErrors, Mistake};

/// What every variable of ours begins with.
const PREFIX: &str = "CONCORD_";

/// The settings, all of them good. Printing it shows no secret.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the data is.
    pub database_url: DatabaseUrl,
    /// The most connections to the database at a time.
    pub max_connections: u32,
    /// Where to serve.
    pub listen: SocketAddr,
    /// The keys tokens are verified and made with; they know issuer, audience and link secret.
    pub keys: Keys,
    /// Where the issuer's keys are read again while the service runs.
    pub key_set: Option<KeySet>,
    /// The master keys that confidential texts are sealed with.
    pub field_keys: Masters,
    /// How long the controller wants what is kept to be kept.
    pub retention: Settings,
    /// How long a tentative meeting is held before its bookings are free again.
    pub hold_life: TimeDelta,
    /// What is logged, in the words of `tracing_subscriber::EnvFilter`.
    pub log: String,
    /// Whether the GraphQL explorer is served.
    pub explorer: bool,
    /// The documents that are answered; `None` for all.
    pub registered: Option<Arc<Registered>>,
    /// The origins whose pages may ask from a browser, besides our own.
    pub origins: Vec<HeaderValue>,
    /// The proxies that are believed when they say for whom they ask.
    pub proxies: Vec<IpNet>,
    /// How much one caller may ask for in a while.
    pub allowance: Allowance,
}

/// Where the issuer's public keys are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeySet {
    /// In a file.
    File(PathBuf),
    /// At an address.
    Url(KeySetUrl),
}

impl Config {
    /// What is served, and to whom.
    #[must_use]
    pub fn offer(&self) -> Offer {
        Offer {
            limits: Limits {
                allowance: self.allowance,
                ..Limits::default()
            },
            explorer: self.explorer,
            registered: self.registered.clone(),
            origins: self.origins.clone(),
            proxies: self.proxies.clone(),
        }
    }

    /// The keys to believe, of which the issuer's are read again as they change.
    #[must_use]
    pub fn key_ring(&self) -> KeyRing {
        let keys = self.keys.clone();
        match &self.key_set {
            None => keys.into(),
            Some(KeySet::File(path)) => {
                KeyRing::fed(keys, keyring::from_file(path.clone()), Pace::FILE)
            }
            Some(KeySet::Url(url)) => KeyRing::fed(keys, keyring::from_url(url.clone()), Pace::URL),
        }
    }

    /// The settings in the environment of this process.
    ///
    /// # Errors
    /// Every mistake at once.
    pub fn from_env() -> Result<Self, ConfigErrors> {
        Self::read(&variables()?)
    }

    /// The settings in these variables; other than the files they name, nothing else is read.
    ///
    /// # Errors
    /// Every mistake at once.
    pub fn read(variables: &BTreeMap<String, String>) -> Result<Self, ConfigErrors> {
        read::config(variables)
    }
}

impl DatabaseUrl {
    /// Only where the data is, for commands that serve nobody, such as `concord migrate`.
    ///
    /// # Errors
    /// When it is missing or malformed.
    pub fn from_env() -> Result<Self, ConfigErrors> {
        read::database_url(&variables()?)
    }
}

/// Our variables in the environment of this process.
fn variables() -> Result<BTreeMap<String, String>, ConfigErrors> {
    let mut variables = BTreeMap::new();
    let mut mistakes = Vec::new();
    for (name, value) in env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        if !name.starts_with(PREFIX) {
            continue;
        }
        match value.into_string() {
            Ok(value) => drop(variables.insert(name, value)),
            Err(_) => mistakes.push(Mistake::new(&name, "is not UTF-8", "text in UTF-8")),
        }
    }
    if mistakes.is_empty() {
        Ok(variables)
    } else {
        Err(ConfigErrors::new(mistakes))
    }
}

#[cfg(test)]
mod tests;
