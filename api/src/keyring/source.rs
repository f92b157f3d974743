//! Where the issuer's key set is: a file, or an address.

use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;
use ureq::http::Uri;

use crate::config::read_key_set;

/// The longest set that is read from an address, in bytes.
const LONGEST_SET: u64 = 64 * 1024;
/// How long an address may take, from looking up its name to the last byte.
const TIME_OUT: Duration = Duration::from_secs(5);
/// The longest address, in bytes.
const LONGEST_URL: usize = 1_000;

/// Something a key set can be read from, again and again.
pub trait KeySetSource: Send + Sync {
    /// The set as it is now. May block.
    ///
    /// # Errors
    ///
    /// Why it cannot be read.
    fn read(&self) -> Result<String, SourceFault>;
}

/// Why a key set cannot be read, for our log.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SourceFault {
    /// The file cannot be used.
    #[error("the file {0}")]
    File(String),
    /// The address answered with something else than the set.
    #[error("the address answered with status {0}")]
    Status(u16),
    /// The address did not answer, or not in the way it should.
    #[error("the address did not give a set: {0}")]
    Address(String),
}

/// The set in a file.
#[must_use]
pub fn from_file(path: PathBuf) -> Arc<dyn KeySetSource> {
    Arc::new(InFile(path))
}

/// The set at an address.
#[must_use]
pub fn from_url(url: KeySetUrl) -> Arc<dyn KeySetSource> {
    Arc::new(AtUrl::new(url, TIME_OUT))
}

/// A set in a file.
struct InFile(PathBuf);

impl KeySetSource for InFile {
    fn read(&self) -> Result<String, SourceFault> {
        read_key_set(&self.0).map_err(SourceFault::File)
    }
}

/// A set at an address.
pub(super) struct AtUrl {
    url: KeySetUrl,
    agent: ureq::Agent,
}

impl AtUrl {
    /// The set at an address that gets this long to answer.
    pub(super) fn new(url: KeySetUrl, time_out: Duration) -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(time_out))
            // An answer that sends us elsewhere would be another address than the one we were told.
            .max_redirects(0)
            .http_status_as_error(false)
            // Neither is the environment asked for a way around.
            .proxy(None)
            .user_agent("concord")
            // Connections are not kept: the next reading is half a minute away.
            .max_idle_connections(0)
            .build();
        Self {
            url,
            agent: config.into(),
        }
    }
}

impl KeySetSource for AtUrl {
    fn read(&self) -> Result<String, SourceFault> {
        let address = |error: ureq::Error| SourceFault::Address(error.to_string());
        let mut answer = self.agent.get(&self.url.0).call().map_err(address)?;
        if answer.status() != 200 {
            return Err(SourceFault::Status(answer.status().as_u16()));
        }
        let body = answer.body_mut().with_config().limit(LONGEST_SET);
        body.read_to_string().map_err(address)
    }
}

/// An address that keys may be read from: HTTPS, or HTTP on this machine alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeySetUrl(Uri);

/// Why keys may not be read from an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum UrlMistake {
    /// It is no address.
    #[error("is not an address")]
    NotAnAddress,
    /// It would carry keys over a network unprotected.
    #[error("is neither https nor an http address of this machine")]
    Unprotected,
    /// It holds a name or a password, which logs would show.
    #[error("holds a name or a password")]
    Credentials,
}

impl FromStr for KeySetUrl {
    type Err = UrlMistake;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if LONGEST_URL < text.len() || text.contains('#') {
            return Err(UrlMistake::NotAnAddress);
        }
        let uri: Uri = text.parse().map_err(|_| UrlMistake::NotAnAddress)?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(UrlMistake::NotAnAddress);
        };
        if authority.as_str().contains('@') {
            return Err(UrlMistake::Credentials);
        }
        if authority.host().is_empty() {
            return Err(UrlMistake::NotAnAddress);
        }
        let is_here = ["127.0.0.1", "[::1]", "localhost"].contains(&authority.host());
        match scheme {
            "https" => Ok(Self(uri)),
            "http" if is_here => Ok(Self(uri)),
            _ => Err(UrlMistake::Unprotected),
        }
    }
}
