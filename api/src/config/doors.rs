//! Who may ask from where, and how much.

use axum::http::HeaderValue;
use ipnet::IpNet;
use std::net::IpAddr;
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::Arc;
use url::Url;

use super::files::read_public;
use super::read::Reader;
use crate::edge::{Allowance, Registered};

pub(super) const ORIGINS: &str = "CONCORD_ORIGINS";
pub(super) const OPERATIONS_FILE: &str = "CONCORD_OPERATIONS_FILE";
pub(super) const TRUSTED_PROXIES: &str = "CONCORD_TRUSTED_PROXIES";
pub(super) const COST_POINTS: &str = "CONCORD_COST_POINTS";
pub(super) const COST_PER_SECOND: &str = "CONCORD_COST_PER_SECOND";

/// How much may be asked for at once: no less than the dearest request costs, or nobody could ever make it.
const POINTS_RANGE: RangeInclusive<u32> = 1_100..=10_000_000;
/// How much of it comes back in a second.
const PER_SECOND_RANGE: RangeInclusive<u32> = 1..=10_000_000;

impl<'a> Reader<'a> {
    /// The parts of a list between commas.
    fn parts(&self, variable: &str) -> Vec<&'a str> {
        let value = self.value(variable).unwrap_or_default();
        let parts = value.split(',').map(str::trim);
        parts.filter(|part| !part.is_empty()).collect()
    }

    /// The origins whose pages may ask from a browser.
    pub(super) fn origins(&mut self) -> Vec<HeaderValue> {
        let mut origins = Vec::new();
        for text in self.parts(ORIGINS) {
            match origin(text) {
                Some(origin) => origins.push(origin),
                None => self.wrong(
                    ORIGINS,
                    format!("names {text:?}"),
                    "origins such as https://portal.example.org, with commas between them, each https \
                     or on this machine and without a path",
                ),
            }
        }
        origins
    }

    /// The proxies that are believed.
    pub(super) fn proxies(&mut self) -> Vec<IpNet> {
        let mut networks = Vec::new();
        for text in self.parts(TRUSTED_PROXIES) {
            let network = text.parse::<IpNet>();
            match network.or_else(|_| text.parse::<IpAddr>().map(IpNet::from)) {
                // Everybody is no proxy of ours.
                Ok(network) if 0 < network.prefix_len() => networks.push(network),
                Ok(_) | Err(_) => self.wrong(
                    TRUSTED_PROXIES,
                    format!("names {text:?}"),
                    "addresses or networks such as 10.0.0.0/8, with commas between them",
                ),
            }
        }
        networks
    }

    /// The documents that are answered; `None` for all.
    pub(super) fn registered(&mut self) -> Option<Arc<Registered>> {
        let value = self.value(OPERATIONS_FILE)?;
        let read = read_public(Path::new(value)).map_err(|mistake| mistake.to_string());
        match read.and_then(|text| Registered::read(&text).map_err(|no| no.to_string())) {
            Ok(registered) => Some(Arc::new(registered)),
            Err(wrong) => {
                self.wrong(
                    OPERATIONS_FILE,
                    format!("names {value:?}, which {wrong}"),
                    "a persisted query manifest with at least one operation",
                );
                None
            }
        }
    }

    /// How much one caller may ask for in a while.
    pub(super) fn allowance(&mut self) -> Allowance {
        let usual = Allowance::default();
        Allowance {
            points: self.number(COST_POINTS, usual.points, POINTS_RANGE),
            per_second: self.number(COST_PER_SECOND, usual.per_second, PER_SECOND_RANGE),
        }
    }
}

/// An origin as browsers send it; `None` for anything else, `*` and `null` above all.
fn origin(text: &str) -> Option<HeaderValue> {
    let url = Url::parse(text).ok()?;
    let host = url.host_str()?;
    let is_safe = match url.scheme() {
        "https" => true,
        "http" => ["localhost", "127.0.0.1", "[::1]"].contains(&host),
        _ => false,
    };
    let is_whole = url.origin().ascii_serialization() == text;
    // No pattern is one origin, and a browser sends none.
    let is_one = !host.contains('*');
    (is_safe && is_whole && is_one)
        .then(|| HeaderValue::from_str(text).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_exact_and_safe() {
        for text in [
            "https://portal.example.org",
            "https://portal.example.org:8443",
            "http://localhost:3000",
            "http://127.0.0.1:3000",
            "http://[::1]:3000",
        ] {
            assert!(origin(text).is_some(), "{text}");
        }
        for text in [
            "*",
            "null",
            "portal.example.org",
            "http://portal.example.org",
            "https://*.example.org",
            "https://portal.example.org/",
            "https://portal.example.org/path",
            "https://PORTAL.example.org",
            "https://portal.example.org:443",
            "https://me@portal.example.org",
            "file:///tmp",
            "https://",
        ] {
            assert!(origin(text).is_none(), "{text}");
        }
    }
}
