//! The planning grid: quarters of an hour from 07:00 to 23:00, one `u64` a day (decision D3).

/// Quarters of an hour in a planning day.
pub const GRAINS: u8 = 64;
/// Minutes in a grain.
pub const GRAIN_MINUTES: u16 = 15;
/// Hour of the local day at which the grid starts.
pub const FIRST_HOUR: u8 = 7;

/// Numbers calendar weeks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week(pub i32);
