//! Where new ids come from: the only place that makes one.
//!
//! Ids are random (version 4, 122 random bits) and not time-ordered (version 7): an id travels in
//! links and answers, and one that carries its own birthday would tell a stranger when a family came
//! to the service, and its neighbours would be easier to guess.

use std::sync::{Mutex, PoisonError};

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use uuid::Uuid;

/// Makes new ids.
pub trait Ids: Send + Sync {
    /// An id that was never given out before.
    fn next(&self) -> Uuid;
}

/// Ids from the randomness of the machine, impossible to guess.
#[derive(Clone, Copy, Debug, Default)]
pub struct RandomIds;

impl Ids for RandomIds {
    fn next(&self) -> Uuid {
        #[expect(
            clippy::disallowed_methods,
            reason = "this is the one place that makes ids"
        )]
        Uuid::new_v4()
    }
}

/// The same ids in the same order for the same seed, for tests and the demonstration.
///
/// Whoever knows the seed knows every id, so never where real people are.
#[derive(Debug)]
pub struct SeededIds {
    chance: Mutex<ChaCha20Rng>,
}

impl SeededIds {
    /// The sequence of ids that `seed` stands for.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            chance: Mutex::new(ChaCha20Rng::seed_from_u64(seed)),
        }
    }
}

impl Ids for SeededIds {
    fn next(&self) -> Uuid {
        let mut bytes = [0; 16];
        self.chance
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .fill_bytes(&mut bytes);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::thread;

    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_ids() {
        let (one, two, other) = (SeededIds::new(7), SeededIds::new(7), SeededIds::new(8));
        let ids: Vec<_> = (0..50).map(|_| one.next()).collect();
        assert_eq!(ids, (0..50).map(|_| two.next()).collect::<Vec<_>>());
        assert!(!ids.contains(&other.next()));
    }

    #[test]
    fn a_seed_means_the_same_ids_on_every_machine() {
        insta::assert_snapshot!(SeededIds::new(7).next(), @"19454a27-b752-4905-9095-07d6160ddc88");
    }

    #[test]
    fn every_id_is_random_and_new() {
        let seeded = SeededIds::new(1);
        let sources: [&dyn Ids; 2] = [&RandomIds, &seeded];
        for ids in sources {
            let given: BTreeSet<Uuid> = (0..1_000).map(|_| ids.next()).collect();
            assert_eq!(given.len(), 1_000);
            assert!(given.iter().all(|id| id.get_version_num() == 4));
        }
    }

    #[test]
    fn threads_share_one_sequence() {
        let ids = SeededIds::new(3);
        let given: BTreeSet<Uuid> = thread::scope(|scope| {
            let takers: Vec<_> = (0..4)
                .map(|_| scope.spawn(|| (0..250).map(|_| ids.next()).collect::<Vec<_>>()))
                .collect();
            takers
                .into_iter()
                .flat_map(|taker| taker.join().unwrap())
                .collect()
        });
        assert_eq!(given.len(), 1_000);
    }
}
