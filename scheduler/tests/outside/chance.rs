//! Seeded chance: the same numbers on every machine.

/// A stream of numbers that depends on its seed alone (`SplitMix64`).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    /// The next number.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, `end`, which is not 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).expect("a length fits into 64 bits");
        usize::try_from(self.next() % end).expect("it is below a length")
    }

    /// A number that is twice as rarely one larger: `scale` on average, seldom some times as much.
    pub(crate) fn daring(&mut self, scale: i64) -> i64 {
        let drawn = self.next();
        let halvings = i64::from(drawn.leading_zeros());
        let between = i64::from(drawn.to_le_bytes()[0]);
        scale * (256 * halvings + between) / 256
    }
}
