//! Chance for keys and nonces: the only place that makes some.

use std::sync::{Mutex, PoisonError};

use aws_lc_rs::rand;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Makes bytes that nobody can guess.
pub trait Chance: Send + Sync {
    /// Fills `bytes`.
    fn fill(&self, bytes: &mut [u8]);
}

/// The randomness of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct RandomChance;

impl Chance for RandomChance {
    fn fill(&self, bytes: &mut [u8]) {
        rand::fill(bytes).expect("a machine that cannot make random numbers cannot keep secrets");
    }
}

/// The same bytes in the same order for the same seed, for tests: never where real people are.
#[derive(Debug)]
pub struct SeededChance {
    chance: Mutex<ChaCha20Rng>,
}

impl SeededChance {
    /// The sequence that `seed` stands for.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            chance: Mutex::new(ChaCha20Rng::seed_from_u64(seed)),
        }
    }
}

impl Chance for SeededChance {
    fn fill(&self, bytes: &mut [u8]) {
        self.chance
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .fill_bytes(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_is_another_each_time_and_a_seed_always_the_same() {
        let drawn = |chance: &dyn Chance| {
            let mut bytes = [0; 32];
            chance.fill(&mut bytes);
            bytes
        };
        let seeded = SeededChance::new(7);
        let first = drawn(&seeded);
        assert_ne!(first, drawn(&seeded));
        assert_eq!(first, drawn(&SeededChance::new(7)));
        assert_ne!(drawn(&RandomChance), drawn(&RandomChance));
    }
}
