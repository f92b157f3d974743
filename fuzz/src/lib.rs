//! What the fuzzers share: how long an input may take, where the seeds come from.
//!
//! | target  | what it is given to                                                     |
//! |---------|-------------------------------------------------------------------------|
//! | `guard` | the guard, the parser and the validation against the real schema        |
//! | `body`  | the reader of request bodies, and the guard behind it                    |
//! | `token` | the reader of bearer tokens, in front of and behind a good signature    |

use std::env;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use api::edge::{Code, Question};

#[expect(
    dead_code,
    reason = "the list is the edge's own; its tests use all of it"
)]
#[path = "../../api/src/edge/tests/families.rs"]
mod families;

/// The longest input that is tried, in bytes: as long as a document may be.
pub const LONGEST: usize = 32 * 1024;

/// What no input up to [`LONGEST`] may take, in this build too (trust.md Q2).
const SLOWEST: Duration = Duration::from_millis(50);

/// The slowest input so far, in microseconds.
static RECORD: AtomicU64 = AtomicU64::new(0);

/// Tries an input, and fails when it is slow.
///
/// An input that breaks the record is tried twice more and counts with the least of the three: a machine
/// that was busy with something else is no finding.
///
/// # Panics
///
/// When the input takes longer than 50 ms.
pub fn try_in_time(attempt: impl Fn()) {
    let once = || {
        let start = Instant::now();
        attempt();
        start.elapsed()
    };
    let first = once();
    if first.as_micros() <= u128::from(RECORD.load(Ordering::Relaxed)) {
        return;
    }
    let least = first.min(once()).min(once());
    let micros = u64::try_from(least.as_micros()).unwrap_or(u64::MAX);
    if RECORD.fetch_max(micros, Ordering::Relaxed) < micros
        && let Some(file) = env::var_os("CONCORD_FUZZ_SLOWEST")
    {
        fs::write(file, micros.to_string()).expect("the record can be noted");
    }
    assert!(least <= SLOWEST, "an input takes {least:?}");
}

/// Writes the seeds where the fuzzer was told to look for them, before it looks.
///
/// # Panics
///
/// When they cannot be written.
pub fn plant<S: AsRef<[u8]>>(seeds: impl IntoIterator<Item = S>) {
    let Some(folder) = env::var_os("CONCORD_FUZZ_SEEDS") else {
        return;
    };
    for (ix, seed) in seeds.into_iter().enumerate() {
        let file = Path::new(&folder).join(format!("seed-{ix}"));
        fs::write(file, seed).expect("a seed can be written");
    }
}

/// The hostile documents of the edge's own tests, at their limit and one beyond.
pub fn hostile() -> impl Iterator<Item = Question> {
    families::families()
        .flat_map(|family| [family.limit, family.limit + 1].map(|size| (family.question)(size)))
}
