//! Variables in, settings out, and every mistake on the way noted.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::TimeDelta;
use tracing_subscriber::EnvFilter;

use super::doors::{COST_PER_SECOND, COST_POINTS, OPERATIONS_FILE, ORIGINS, TRUSTED_PROXIES};
use super::{Config, ConfigErrors, DatabaseUrl, Mistake, PREFIX};

const DATABASE_URL: &str = "CONCORD_DATABASE_URL";
const LISTEN: &str = "CONCORD_LISTEN";
pub(super) const ISSUER: &str = "CONCORD_ISSUER";
pub(super) const AUDIENCE: &str = "CONCORD_AUDIENCE";
pub(super) const JWKS_FILE: &str = "CONCORD_JWKS_FILE";
pub(super) const JWKS_URL: &str = "CONCORD_JWKS_URL";
pub(super) const TOKEN_KEY_FILE: &str = "CONCORD_TOKEN_KEY_FILE";
pub(super) const LINK_SECRET: &str = "CONCORD_LINK_SECRET";
pub(super) const FIELD_KEYS_FILE: &str = "CONCORD_FIELD_KEYS_FILE";
pub(super) const RETENTION_FILE: &str = "CONCORD_RETENTION_FILE";
const LOG: &str = "CONCORD_LOG";
const HOLD_MINUTES: &str = "CONCORD_HOLD_MINUTES";
const MAX_CONNECTIONS: &str = "CONCORD_MAX_CONNECTIONS";
const EXPLORER: &str = "CONCORD_EXPLORER";

/// Every variable there is.
const VARIABLES: [&str; 19] = [
    DATABASE_URL,
    LISTEN,
    ISSUER,
    AUDIENCE,
    JWKS_FILE,
    JWKS_URL,
    TOKEN_KEY_FILE,
    LINK_SECRET,
    FIELD_KEYS_FILE,
    RETENTION_FILE,
    LOG,
    HOLD_MINUTES,
    MAX_CONNECTIONS,
    EXPLORER,
    OPERATIONS_FILE,
    ORIGINS,
    TRUSTED_PROXIES,
    COST_POINTS,
    COST_PER_SECOND,
];
/// Variables that only the tests and scripts know.
const TEST_PREFIX: &str = "CONCORD_TEST_";

/// How long a tentative meeting may be held, in minutes: five minutes to a fortnight.
const HOLD_MINUTES_RANGE: RangeInclusive<u32> = 5..=20_160;
/// How many connections there may be; a PostgreSQL server as installed takes 100.
const MAX_CONNECTIONS_RANGE: RangeInclusive<u32> = 1..=100;

/// The settings, or every mistake.
pub(super) fn config(variables: &BTreeMap<String, String>) -> Result<Config, ConfigErrors> {
    let mut reader = Reader::new(variables);
    reader.refuse_unknown();
    let database_url = reader.database_url();
    let max_connections = reader.number(MAX_CONNECTIONS, 10, MAX_CONNECTIONS_RANGE);
    let listen = reader.listen();
    let keys = reader.keys();
    let key_set = reader.key_set();
    let field_keys = reader.field_keys();
    let retention = reader.retention();
    let hold_minutes = reader.number(HOLD_MINUTES, 2_880, HOLD_MINUTES_RANGE);
    let log = reader.log();
    let explorer = reader.explorer();
    let registered = reader.registered();
    let origins = reader.origins();
    let proxies = reader.proxies();
    let allowance = reader.allowance();
    reader.finish(database_url.map(|database_url| Config {
        database_url,
        max_connections,
        listen,
        keys,
        key_set,
        field_keys,
        retention,
        hold_life: TimeDelta::minutes(i64::from(hold_minutes)),
        log,
        explorer,
        registered,
        origins,
        proxies,
        allowance,
    }))
}

/// The database's address, or what is wrong with it.
pub(super) fn database_url(
    variables: &BTreeMap<String, String>,
) -> Result<DatabaseUrl, ConfigErrors> {
    let mut reader = Reader::new(variables);
    let url = reader.database_url();
    reader.finish(url)
}

/// Reads variables one by one and remembers every mistake, so that the next is read all the same.
///
/// Where a variable is wrong a harmless value is returned in its place; [`Reader::finish`] sees to it
/// that no such value gets out.
pub(super) struct Reader<'a> {
    variables: &'a BTreeMap<String, String>,
    mistakes: Vec<Mistake>,
}

impl<'a> Reader<'a> {
    /// Nothing read, nothing wrong yet.
    fn new(variables: &'a BTreeMap<String, String>) -> Self {
        Self {
            variables,
            mistakes: Vec::new(),
        }
    }

    /// The result, unless there was a mistake; without a result there was one.
    fn finish<T>(self, result: Option<T>) -> Result<T, ConfigErrors> {
        match result {
            Some(result) if self.mistakes.is_empty() => Ok(result),
            Some(_) | None => Err(ConfigErrors::new(self.mistakes)),
        }
    }

    /// Notes a mistake.
    pub(super) fn wrong(
        &mut self,
        variable: &str,
        wrong: impl Display,
        expected: impl Into<String>,
    ) {
        self.mistakes
            .push(Mistake::new(variable, wrong.to_string(), expected));
    }

    /// The value of a variable; empty is the same as not set, as container tools have it.
    pub(super) fn value(&self, variable: &str) -> Option<&'a str> {
        self.variables
            .get(variable)
            .map(|value| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// Notes variables that look like ours and are not: most likely a slip of the pen.
    fn refuse_unknown(&mut self) {
        for name in self.variables.keys() {
            let ours = name.starts_with(PREFIX) && !name.starts_with(TEST_PREFIX);
            if ours && !VARIABLES.contains(&name.as_str()) {
                self.wrong(
                    name,
                    "is not a setting",
                    format!("one of {}", VARIABLES.join(", ")),
                );
            }
        }
    }

    /// Where the data is.
    fn database_url(&mut self) -> Option<DatabaseUrl> {
        let expected = "sqlite://FILE or postgres://USER@HOST/NAME";
        match self.value(DATABASE_URL).map(DatabaseUrl::from_str) {
            Some(Ok(url)) => return Some(url),
            // The value stays unsaid: it may hold a password.
            Some(Err(mistake)) => self.wrong(DATABASE_URL, mistake, expected),
            None => self.wrong(DATABASE_URL, "is not set", expected),
        }
        None
    }

    /// Where to serve.
    fn listen(&mut self) -> SocketAddr {
        let usual = SocketAddr::from(([127, 0, 0, 1], 8080));
        let Some(value) = self.value(LISTEN) else {
            return usual;
        };
        value.parse().unwrap_or_else(|_| {
            let wrong = format!("is {value:?}");
            self.wrong(
                LISTEN,
                wrong,
                "an IP address and a port, such as 127.0.0.1:8080",
            );
            usual
        })
    }

    /// A whole number within bounds.
    pub(super) fn number(&mut self, variable: &str, usual: u32, range: RangeInclusive<u32>) -> u32 {
        let Some(value) = self.value(variable) else {
            return usual;
        };
        match value.parse() {
            Ok(number) if range.contains(&number) => number,
            Ok(_) | Err(_) => {
                let expected = format!(
                    "a whole number between {} and {}",
                    range.start(),
                    range.end()
                );
                self.wrong(variable, format!("is {value:?}"), expected);
                usual
            }
        }
    }

    /// What is logged.
    fn log(&mut self) -> String {
        let value = self.value(LOG).unwrap_or("info");
        if EnvFilter::try_new(value).is_err() {
            let expected = "levels such as info or info,sqlx=warn";
            self.wrong(LOG, format!("is {value:?}"), expected);
        }
        value.to_owned()
    }

    /// Whether the explorer is served.
    fn explorer(&mut self) -> bool {
        match self.value(EXPLORER) {
            Some("on") => true,
            Some("off") | None => false,
            Some(value) => {
                self.wrong(EXPLORER, format!("is {value:?}"), "on or off");
                false
            }
        }
    }
}
