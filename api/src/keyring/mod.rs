//! The keys in force: the issuer's set is read again while the service runs, so that keys can be
//! exchanged without a restart (trust.md T4).
//!
//! | module       | question it answers                                |
//! |--------------|----------------------------------------------------|
//! | `schedule`   | is it time to read the set again?                  |
//! | `source`     | where is the set, and what stands there now?       |
//!
//! A set that cannot be read, or has a mistake in it, changes nothing: the last good one stays in
//! force and the log says so. What a token says never decides *where* keys are read from.

mod schedule;
mod source;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use chrono::{DateTime, Utc};

use crate::auth::token::{Claims, Keys, Purpose, TokenRefused};
use schedule::{Readings, Reason};

pub use schedule::Pace;
pub use source::{KeySetSource, KeySetUrl, SourceFault, UrlMistake, from_file, from_url};

/// The keys in force. Cheap to clone; clones share what was read last.
#[derive(Clone)]
pub struct KeyRing {
    current: Arc<RwLock<Arc<Keys>>>,
    feed: Option<Arc<Feed>>,
}

/// Where new keys come from.
struct Feed {
    /// What is trusted whatever the source says: our own key and the keys of links.
    base: Keys,
    source: Arc<dyn KeySetSource>,
    pace: Pace,
    readings: Mutex<Readings>,
    /// Held by the one that reads.
    turn: Arc<tokio::sync::Mutex<()>>,
}

impl From<Keys> for KeyRing {
    /// Keys that never change.
    fn from(keys: Keys) -> Self {
        Self {
            current: Arc::new(RwLock::new(Arc::new(keys))),
            feed: None,
        }
    }
}

impl KeyRing {
    /// Keys of which the issuer's are read again from a source, at this pace.
    #[must_use]
    pub fn fed(keys: Keys, source: Arc<dyn KeySetSource>, pace: Pace) -> Self {
        let feed = Feed {
            base: keys.clone(),
            source,
            pace,
            readings: Mutex::default(),
            turn: Arc::default(),
        };
        Self {
            feed: Some(Arc::new(feed)),
            ..Self::from(keys)
        }
    }

    /// What a token says, if it is good for this purpose now, by the keys now in force.
    ///
    /// A key that we do not know may be new: the set is read again, as often as the pace allows.
    ///
    /// # Errors
    ///
    /// The first reason not to believe it.
    pub async fn verify(
        &self,
        token: &str,
        purpose: Purpose,
        now: DateTime<Utc>,
    ) -> Result<Claims, TokenRefused> {
        let depends = match purpose {
            Purpose::Partner => self.feed.is_some(),
            // Those we sign ourselves, and nobody waits for the issuer because of them.
            Purpose::Session | Purpose::MagicLink | Purpose::Job | Purpose::CalendarFeed => false,
        };
        if depends {
            self.refresh(Reason::Age, now).await;
        }
        let answer = self.keys().verify(token, purpose, now);
        if !depends || answer != Err(TokenRefused::KeyUnknown) {
            return answer;
        }
        self.refresh(Reason::UnknownKey, now).await;
        self.keys().verify(token, purpose, now)
    }

    /// Reads the set for the first time, so that the first request need not wait.
    pub async fn prepare(&self, now: DateTime<Utc>) {
        self.refresh(Reason::Age, now).await;
    }

    /// The keys in force.
    fn keys(&self) -> Arc<Keys> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&current)
    }

    /// Reads the set again if there is a reason to.
    async fn refresh(&self, reason: Reason, now: DateTime<Utc>) {
        let Some(feed) = &self.feed else {
            return;
        };
        if !feed.is_due(reason, now) {
            return;
        }
        let turn = match Arc::clone(&feed.turn).try_lock_owned() {
            Ok(turn) => turn,
            // Somebody is reading. Keys that are fresh enough serve meanwhile.
            Err(_) if reason == Reason::Age && feed.may_wait(now) => return,
            Err(_) => Arc::clone(&feed.turn).lock_owned().await,
        };
        if !feed.is_due(reason, now) {
            return;
        }
        // In a task of its own: a client that goes away must not undo the reading it caused, or
        // it could cause any number of them.
        let (ring, feed) = (self.clone(), Arc::clone(feed));
        let reading = tokio::spawn(async move {
            ring.read(&feed).await;
            feed.note(reason, now);
            drop(turn);
        });
        if reading.await.is_err() {
            tracing::error!("the key set could not be read; the last good one stays in force");
        }
    }

    /// Reads the set, and puts it in force if it is good.
    async fn read(&self, feed: &Feed) {
        let source = Arc::clone(&feed.source);
        let read = tokio::task::spawn_blocking(move || source.read()).await;
        let fault = match read {
            Ok(Ok(json)) => match feed.base.with_jwks(&json) {
                Ok(keys) => {
                    let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
                    *current = Arc::new(keys);
                    return;
                }
                Err(mistakes) => mistakes
                    .first()
                    .map_or_else(String::new, ToString::to_string),
            },
            Ok(Err(fault)) => fault.to_string(),
            Err(_) => "the reading was broken off".to_owned(),
        };
        tracing::warn!(
            fault,
            "the key set cannot be used; the last good one stays in force"
        );
    }
}

impl Feed {
    fn readings(&self) -> Readings {
        *self.readings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_due(&self, reason: Reason, now: DateTime<Utc>) -> bool {
        self.pace.is_due(self.readings(), reason, now)
    }

    fn may_wait(&self, now: DateTime<Utc>) -> bool {
        self.readings().are_fresh(now)
    }

    fn note(&self, reason: Reason, now: DateTime<Utc>) {
        let mut readings = self.readings.lock().unwrap_or_else(PoisonError::into_inner);
        *readings = readings.and(reason, now);
    }
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyRing")
            .field("keys", &self.keys())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
