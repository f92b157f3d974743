//! The clocks of the law by their number, and how a running one stands on a day.

use std::fmt;

use chrono::NaiveDate;

/// A clock of the clock table, by its number. The law module knows its length and computes its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Clock {
    /// Representations on a draft plan (regulations 13(1)(a) and 22(2)(c)).
    C4,
    /// The family contacts an adviser (regulations 33 and 34(2)).
    C5,
    /// The certificate of a family that does not want mediation (regulation 34(1)).
    C6,
    /// The local authority tells the integrated care boards (regulation 35(2)).
    C7,
    /// Mediation on education or social care, or mixed (regulations 35(4) and 36(2)).
    C8,
    /// Mediation on health alone (regulation 35(3)).
    C9,
    /// The certificate when mediation cannot be arranged in time (regulation 39(3)).
    C11,
    /// Notice of date and place to the family (regulation 37(2)).
    C12,
    /// The certificate after a mediation (regulation 39(1)).
    C13,
    /// The appeal to the Tribunal (Tribunal rule 20(1)(c)).
    C14,
    /// A promise on what cannot be appealed (regulation 42(3)).
    C16,
    /// An integrated care board tells the authority what was agreed (regulation 42(4)).
    C17,
    /// An agreement to assess: the family is told (regulation 44(2)(b)).
    C18,
    /// An agreement to assess: no plan follows (regulation 44(2)(b)).
    C19,
    /// An agreement to assess: the final plan (regulation 44(2)(b)).
    C20,
    /// An agreement to issue a plan (regulation 44(2)(c)).
    C21,
    /// An agreement to reconsider (regulation 44(2)(d)).
    C22,
    /// An agreement to amend sections B or F (regulation 44(2)(e) and (h)).
    C23,
    /// An agreement to change section I (regulation 44(2)(f)).
    C24,
    /// Another time that was agreed in writing (regulation 42(5)).
    C25,
    /// Notice of an annual review (regulations 20(3) and 21(3)).
    C26,
    /// Papers of an annual review (regulations 20(4) and 21(4)).
    C27,
    /// The report of an annual review (regulations 20(9) and 21(8)).
    C28,
    /// The authority's decision after an annual review (regulation 20(10)).
    C29,
    /// A reply to a request for dates: a target of the service.
    C32,
    /// The typed agreement: a target of the service.
    C33,
    /// The check that an agreement works: as agreed.
    C36,
}

impl Clock {
    /// The clocks that an action of an agreement may have (regulations 42 and 44).
    pub const OF_AN_ACTION: &'static [Self] = &[
        Self::C16,
        Self::C18,
        Self::C19,
        Self::C20,
        Self::C21,
        Self::C22,
        Self::C23,
        Self::C24,
        Self::C25,
    ];

    /// The clocks that may start when an agreement is signed.
    pub const OF_AN_AGREEMENT: &'static [Self] = &[
        Self::C16,
        Self::C17,
        Self::C18,
        Self::C19,
        Self::C20,
        Self::C21,
        Self::C22,
        Self::C23,
        Self::C24,
        Self::C36,
    ];

    /// Its number in the clock table.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::C4 => 4,
            Self::C5 => 5,
            Self::C6 => 6,
            Self::C7 => 7,
            Self::C8 => 8,
            Self::C9 => 9,
            Self::C11 => 11,
            Self::C12 => 12,
            Self::C13 => 13,
            Self::C14 => 14,
            Self::C16 => 16,
            Self::C17 => 17,
            Self::C18 => 18,
            Self::C19 => 19,
            Self::C20 => 20,
            Self::C21 => 21,
            Self::C22 => 22,
            Self::C23 => 23,
            Self::C24 => 24,
            Self::C25 => 25,
            Self::C26 => 26,
            Self::C27 => 27,
            Self::C28 => 28,
            Self::C29 => 29,
            Self::C32 => 32,
            Self::C33 => 33,
            Self::C36 => 36,
        }
    }
}

/// "C8".
impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "C{}", self.number())
    }
}

/// A clock as a day finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Running {
    /// The last day, as the law module computed it.
    pub due_on: NaiveDate,
    /// The first day on which it counts as at risk; a threshold of the service.
    pub risk_from_on: NaiveDate,
    /// Whether it is known that what is owed cannot be had by the last day.
    pub is_infeasible: bool,
    /// The day on which what is owed was done.
    pub met_on: Option<NaiveDate>,
}

/// How a clock stands. A flag, never a state: it is computed from the clock and the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Risk {
    /// What was owed was done in time.
    Met,
    /// What was owed was done too late.
    MetLate,
    /// There is time.
    InTime,
    /// `AT_RISK`: the threshold is reached, or there is no way to keep it.
    AtRisk,
    /// `OVERDUE`: the last day has passed.
    Overdue,
}

/// How a clock stands on a day.
#[must_use]
pub fn risk(clock: Running, today: NaiveDate) -> Risk {
    match clock.met_on {
        Some(met_on) if met_on <= clock.due_on => Risk::Met,
        Some(_) => Risk::MetLate,
        None if clock.due_on < today => Risk::Overdue,
        None if clock.is_infeasible || clock.risk_from_on <= today => Risk::AtRisk,
        None => Risk::InTime,
    }
}
