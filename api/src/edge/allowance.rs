//! What somebody may ask for in a while, and what is left of it (trust.md §4.3 Q9).
//!
//! Each request has a cost in points. What somebody has asked for fills a bucket that leaks at a steady
//! rate; a request that would make it run over is refused, and costs nothing.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use async_graphql::{Name, Value, indexmap::IndexMap};

/// How much anybody may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// Points that may be asked for at once.
    pub points: u32,
    /// Points that come back in a second.
    pub per_second: u32,
}

impl Default for Allowance {
    fn default() -> Self {
        Self {
            points: 2_000,
            per_second: 100,
        }
    }
}

/// Whose bucket a request goes into.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Payer {
    /// A front-end, for one person: many people use one front-end, and none of them is to wait for another.
    Client {
        /// The front-end.
        client: String,
        /// For whom it asks.
        person: uuid::Uuid,
    },
    /// Nobody in particular, from an address; an IPv6 subscriber has a whole /64.
    Address(IpAddr),
    /// Everybody for whom there is no place left.
    Others,
}

impl Payer {
    /// Whoever asks from an address without saying who they are.
    #[must_use]
    pub fn at(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self::Address(IpAddr::V4(address)),
            IpAddr::V6(address) => {
                let network = u128::from(address) & (u128::MAX << 64);
                Self::Address(IpAddr::V6(network.into()))
            }
        }
    }
}

/// What a request costs and what is left, as the client is told it in `extensions.cost`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Points that the request costs.
    pub requested: u32,
    /// Points that are left.
    pub available: u32,
    /// How much anybody may ask for.
    pub allowance: Allowance,
}

impl Receipt {
    /// As it stands in `extensions`.
    #[must_use]
    pub fn to_value(self) -> Value {
        let entry = |name, points: u32| (Name::new(name), Value::from(points));
        Value::Object(IndexMap::from([
            entry("requested", self.requested),
            entry("available", self.available),
            entry("capacity", self.allowance.points),
            entry("perSecond", self.allowance.per_second),
        ]))
    }

    /// Whole seconds until the request would be let through.
    #[must_use]
    pub fn wait_secs(self) -> u32 {
        let missing = self.requested.saturating_sub(self.available);
        missing.div_ceil(self.allowance.per_second.max(1)).max(1)
    }
}

/// Most buckets at a time: 100,000 of them are some 10 MB.
const MOST_BUCKETS: usize = 100_000;
/// What a point is counted in.
const MILLIONTHS: u64 = 1_000_000;
/// How often the empty ones are cleared away, at most.
const CLEARING: Duration = Duration::from_secs(1);

/// A bucket: how full it was, in millionths of a point, and when.
#[derive(Clone, Copy, Debug)]
struct Bucket {
    level: u64,
    at: Instant,
}

/// How full a bucket is after a while, in millionths of a point: what comes back in a microsecond is a whole number
/// of them, so that nothing is lost to whoever asks a thousand times a second.
fn leaked(level: u64, elapsed: Duration, per_second: u32) -> u64 {
    let micros = u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX);
    level.saturating_sub(micros.saturating_mul(u64::from(per_second)))
}

/// The buckets of everybody who has asked for something lately.
#[derive(Debug)]
pub struct Ledger {
    allowance: Allowance,
    most: usize,
    kept: Mutex<Kept>,
}

#[derive(Debug)]
struct Kept {
    buckets: HashMap<Payer, Bucket>,
    cleared_at: Option<Instant>,
}

impl Ledger {
    /// A ledger in which nobody has asked for anything.
    #[must_use]
    pub fn new(allowance: Allowance) -> Self {
        Self::of(allowance, MOST_BUCKETS)
    }

    fn of(allowance: Allowance, most: usize) -> Self {
        let kept = Kept {
            buckets: HashMap::new(),
            cleared_at: None,
        };
        Self {
            allowance,
            most,
            kept: Mutex::new(kept),
        }
    }

    /// Takes the cost of a request from whoever pays, now.
    ///
    /// # Errors
    ///
    /// There is not as much left; nothing is taken then.
    pub fn take(&self, payer: Payer, cost: u32, now: Instant) -> Result<Receipt, Receipt> {
        let Allowance { points, per_second } = self.allowance;
        // A request that panicked while it held this has left nothing half done.
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let payer = kept.place_for(payer, self.most, per_second, now);
        let bucket = kept
            .buckets
            .entry(payer)
            .or_insert(Bucket { level: 0, at: now });
        let level = leaked(
            bucket.level,
            now.saturating_duration_since(bucket.at),
            per_second,
        );
        let full = u64::from(points) * MILLIONTHS;
        let after = level + u64::from(cost) * MILLIONTHS;
        let is_enough = after <= full;
        let level = if is_enough { after } else { level };
        *bucket = Bucket { level, at: now };
        let available = full.saturating_sub(level) / MILLIONTHS;
        let receipt = Receipt {
            requested: cost,
            available: u32::try_from(available).unwrap_or(points),
            allowance: self.allowance,
        };
        if is_enough { Ok(receipt) } else { Err(receipt) }
    }
}

impl Kept {
    /// The payer, or everybody else's bucket when there is no place for one more.
    fn place_for(&mut self, payer: Payer, most: usize, per_second: u32, now: Instant) -> Payer {
        if self.buckets.len() < most || self.buckets.contains_key(&payer) {
            return payer;
        }
        let since = |at| now.saturating_duration_since(at);
        if self.cleared_at.is_none_or(|at| CLEARING <= since(at)) {
            self.cleared_at = Some(now);
            self.buckets
                .retain(|_, bucket| 0 < leaked(bucket.level, since(bucket.at), per_second));
        }
        if self.buckets.len() < most {
            payer
        } else {
            Payer::Others
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{Ipv4Addr, Ipv6Addr};

    const SMALL: Allowance = Allowance {
        points: 10,
        per_second: 2,
    };

    fn from(last: u8) -> Payer {
        Payer::at(IpAddr::V4(Ipv4Addr::new(192, 0, 2, last)))
    }

    #[test]
    fn what_was_asked_for_comes_back_at_a_steady_rate() {
        let mut now = Instant::now();
        let ledger = Ledger::new(SMALL);
        let left = |taken: Result<Receipt, Receipt>| taken.map(|receipt| receipt.available);
        assert_eq!(left(ledger.take(from(1), 4, now)), Ok(6));
        assert_eq!(left(ledger.take(from(1), 6, now)), Ok(0));
        let refused = ledger.take(from(1), 3, now).expect_err("nothing is left");
        assert_eq!((refused.available, refused.wait_secs()), (0, 2));
        // What was refused has cost nothing.
        now += Duration::from_millis(1_499);
        assert!(ledger.take(from(1), 3, now).is_err());
        now += Duration::from_millis(1);
        assert_eq!(left(ledger.take(from(1), 3, now)), Ok(0));
        now += Duration::from_hours(1);
        assert_eq!(left(ledger.take(from(1), 1, now)), Ok(9));
    }

    #[test]
    fn something_comes_back_however_often_somebody_asks() {
        let mut now = Instant::now();
        let ledger = Ledger::new(SMALL);
        assert!(ledger.take(from(1), 10, now).is_ok());
        for _ in 0..2_000 {
            now += Duration::from_micros(900);
            ledger
                .take(from(1), 10, now)
                .expect_err("it is too much yet");
        }
        let receipt = ledger.take(from(1), 1, now).expect("some of it is back");
        assert!(2 <= receipt.available, "{receipt:?}");
    }

    #[test]
    fn nobody_pays_for_another() {
        let now = Instant::now();
        let ledger = Ledger::new(SMALL);
        assert!(ledger.take(from(1), 10, now).is_ok());
        assert!(ledger.take(from(1), 1, now).is_err());
        assert!(ledger.take(from(2), 10, now).is_ok());
        let asks = |client: &str, person| Payer::Client {
            client: client.to_owned(),
            person: uuid::Uuid::from_u128(person),
        };
        assert!(ledger.take(asks("portal", 1), 10, now).is_ok());
        assert!(ledger.take(asks("portal", 2), 10, now).is_ok());
        assert!(ledger.take(asks("other", 1), 10, now).is_ok());
        assert!(ledger.take(asks("portal", 1), 1, now).is_err());
    }

    #[test]
    fn memory_stays_bounded_and_empty_buckets_make_room() {
        let mut now = Instant::now();
        let ledger = Ledger::of(SMALL, 2);
        assert!(ledger.take(from(1), 10, now).is_ok());
        assert!(ledger.take(from(2), 2, now).is_ok());
        // Those without a place share one.
        assert!(ledger.take(from(3), 10, now).is_ok());
        assert!(ledger.take(from(4), 1, now).is_err());
        // Whoever has a place keeps what is theirs.
        assert!(ledger.take(from(2), 8, now).is_ok());
        assert_eq!(ledger.kept.lock().unwrap().buckets.len(), 3);
        now += Duration::from_secs(5);
        assert!(ledger.take(from(4), 10, now).is_ok());
        let kept = ledger.kept.lock().unwrap();
        assert!(kept.buckets.contains_key(&from(4)));
        assert!(!kept.buckets.contains_key(&from(1)));
    }

    #[test]
    fn a_network_of_ipv6_is_one_subscriber_and_a_mapped_address_is_what_it_maps() {
        let at = |text: &str| Payer::at(text.parse().expect("an address"));
        assert_eq!(at("2001:db8::1"), at("2001:db8::ffff:1"));
        assert_ne!(at("2001:db8::1"), at("2001:db8:0:1::1"));
        assert_eq!(at("::ffff:192.0.2.1"), from(1));
        assert_eq!(at("::1"), Payer::Address(Ipv6Addr::UNSPECIFIED.into()));
    }

    #[test]
    fn a_receipt_is_told_in_points() {
        let receipt = Receipt {
            requested: 5,
            available: 3,
            allowance: SMALL,
        };
        let told = receipt.to_value().into_json().expect("it is JSON");
        let expected = serde_json::json!(
            {"requested": 5, "available": 3, "capacity": 10, "perSecond": 2}
        );
        assert_eq!(told, expected);
        assert_eq!(receipt.wait_secs(), 1);
    }
}
