//! The planning grid: quarters of an hour from 07:00 to 23:00, one `u64` a day (decision D3).
//!
//! Bit `n` of a word is the quarter of an hour that begins `n` quarters after 07:00. The helpers
//! here shift by nothing, by a whole word and by more than a word without overflow.

/// Quarters of an hour in a planning day.
pub const GRAINS: u8 = 64;
/// Minutes in a grain.
pub const GRAIN_MINUTES: u16 = 15;
/// Hour of the local day at which the grid starts.
pub const FIRST_HOUR: u8 = 7;
/// Noon, in quarters of an hour after [`FIRST_HOUR`].
pub const NOON: u8 = (12 - FIRST_HOUR) * 4;

/// Numbers calendar weeks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week(pub i32);

/// The word in which the first `grains` quarters of an hour are set; all of them from 64 on.
const fn first(grains: u8) -> u64 {
    if grains < GRAINS {
        (1 << grains) - 1
    } else {
        u64::MAX
    }
}

/// The word in which the quarters of an hour from `from` up to, not including, `to` are set.
///
/// Nothing is set when `to` is not after `from`; what lies beyond the day is cut off.
#[must_use]
pub const fn span(from: u8, to: u8) -> u64 {
    first(to) & !first(from)
}

/// Moves every bit `grains` quarters of an hour later; what leaves the day is lost.
#[must_use]
pub const fn later(word: u64, grains: u8) -> u64 {
    if grains < GRAINS { word << grains } else { 0 }
}

/// Moves every bit `grains` quarters of an hour earlier; what leaves the day is lost.
#[must_use]
pub const fn earlier(word: u64, grains: u8) -> u64 {
    if grains < GRAINS { word >> grains } else { 0 }
}

/// The quarters of an hour at which `len` consecutive set ones begin, all on the same day.
///
/// A length of nothing can begin anywhere.
#[must_use]
pub const fn starts(word: u64, len: u8) -> u64 {
    if len == 0 {
        return u64::MAX;
    }
    // After each step, a bit says that `have` consecutive ones begin there.
    let (mut begin, mut have) = (word, 1);
    while have < len {
        let step = if len - have < have { len - have } else { have };
        begin &= earlier(begin, step);
        have += step;
    }
    begin
}

/// Minutes in whole quarters of an hour, rounded up.
#[must_use]
pub const fn grains(minutes: u32) -> u32 {
    minutes.div_ceil(GRAIN_MINUTES as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_keep_to_the_day() {
        assert_eq!(span(0, 0), 0);
        assert_eq!(span(5, 3), 0);
        assert_eq!(span(1, 3), 0b110);
        assert_eq!(span(0, 64), u64::MAX);
        assert_eq!(span(63, 200), 1 << 63);
    }

    #[test]
    fn starts_are_those_a_plain_loop_finds() {
        for word in [
            0,
            u64::MAX,
            0b1110_1101,
            0xF0F0_1234_FFFF_0001,
            0xFFFF_FFFF_0000_0000,
        ] {
            for len in 1..=70_u8 {
                let free = |grain: u8| grain < GRAINS && word & (1 << grain) != 0;
                let slow = (0..GRAINS)
                    .filter(|&start| (start..start + len).all(free))
                    .fold(0, |found, start| found | (1 << start));
                assert_eq!(starts(word, len), slow, "{word:b} {len}");
            }
        }
        assert_eq!(starts(0, 0), u64::MAX);
    }

    #[test]
    fn shifts_by_nothing_and_by_a_whole_day_are_defined() {
        assert_eq!((later(1, 0), later(1, 63), later(1, 64)), (1, 1 << 63, 0));
        assert_eq!(
            (earlier(1, 0), earlier(1 << 63, 63), earlier(u64::MAX, 255)),
            (1, 1, 0)
        );
    }

    #[test]
    fn minutes_round_up_to_grains() {
        assert_eq!([0, 1, 15, 16].map(grains), [0, 1, 1, 2]);
    }
}
