//! The rules that clocks run by, as data with effective dates and citations.
//!
//! A change in the law is a new line with a later `from`; a line is never edited, so that a clock
//! started under the old line keeps its meaning.

use chrono::NaiveDate;

/// Names a rule of the clock table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// C8: mediation on education or social care, or mixed with health, is held.
    Mediation,
    /// C9: mediation on health alone is held.
    HealthMediation,
    /// C12: the family is told date and place.
    Notice,
    /// C14, first limb: appeal after the decision notice was sent.
    AppealAfterNotice,
    /// C14, second limb: appeal after the certificate was issued.
    AppealAfterCertificate,
    /// C26: everybody is invited to an annual review.
    ReviewNotice,
    /// C32: a reply to a request for dates.
    Reply,
}

impl Rule {
    /// The rule's number in the clock table.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Mediation => "C8",
            Self::HealthMediation => "C9",
            Self::Notice => "C12",
            Self::ReviewNotice => "C26",
            Self::AppealAfterNotice | Self::AppealAfterCertificate => "C14",
            Self::Reply => "C32",
        }
    }

    /// The text in force on `day`.
    #[must_use]
    pub fn on(self, day: NaiveDate) -> &'static Text {
        TEXTS
            .iter()
            .filter(|text| text.rule == self && text.from <= day)
            .max_by_key(|text| text.from)
            .or_else(|| TEXTS.iter().find(|text| text.rule == self))
            .expect("every rule has a line in TEXTS: a test reads them all")
    }
}

/// How a length of time is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Every day counts; the day of the event does not.
    CalendarDays,
    /// Only working days count; the day of the event does not.
    WorkingDays,
    /// Whole working days between two events, neither of which counts.
    ClearWorkingDays,
    /// To the corresponding date, or the last day of a shorter month.
    CalendarMonths,
}

/// What happens when a time ends on a day that is no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Roll {
    /// Nothing.
    None,
    /// The last working day on or before it.
    Earlier,
    /// The Tribunal's: out of August and out of 25 December to 1 January, then to a working day.
    Tribunal,
}

/// A rule as it reads from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// The rule.
    pub rule: Rule,
    /// The first day on which it reads so.
    pub from: NaiveDate,
    /// How many units.
    pub length: u32,
    /// Of what.
    pub unit: Unit,
    /// What happens at an awkward end.
    pub roll: Roll,
    /// Where it is written.
    pub citation: &'static str,
}

/// The SEND Regulations 2014 came into force.
const SEND_REGULATIONS: NaiveDate =
    NaiveDate::from_ymd_opt(2014, 9, 1).expect("1 September 2014 exists");

/// Every rule in every version.
pub const TEXTS: &[Text] = &[
    Text {
        rule: Rule::Mediation,
        from: SEND_REGULATIONS,
        length: 30,
        unit: Unit::CalendarDays,
        roll: Roll::Earlier,
        citation: "SEND Regulations 2014, reg 35(4) and 36(2)",
    },
    Text {
        rule: Rule::HealthMediation,
        from: SEND_REGULATIONS,
        length: 30,
        unit: Unit::CalendarDays,
        roll: Roll::Earlier,
        citation: "SEND Regulations 2014, reg 35(3)",
    },
    Text {
        rule: Rule::Notice,
        from: SEND_REGULATIONS,
        length: 5,
        unit: Unit::ClearWorkingDays,
        roll: Roll::None,
        citation: "SEND Regulations 2014, reg 37(2)",
    },
    Text {
        rule: Rule::AppealAfterNotice,
        from: SEND_REGULATIONS,
        length: 2,
        unit: Unit::CalendarMonths,
        roll: Roll::Tribunal,
        citation: "Tribunal Procedure (HESC) Rules 2008, rule 20(1)(c) and 12",
    },
    Text {
        rule: Rule::AppealAfterCertificate,
        from: SEND_REGULATIONS,
        length: 1,
        unit: Unit::CalendarMonths,
        roll: Roll::Tribunal,
        citation: "Tribunal Procedure (HESC) Rules 2008, rule 20(1)(c) and 12",
    },
    Text {
        rule: Rule::ReviewNotice,
        from: SEND_REGULATIONS,
        length: 14,
        unit: Unit::CalendarDays,
        roll: Roll::None,
        citation: "SEND Regulations 2014, reg 20(3) and 21(3)",
    },
    Text {
        rule: Rule::Reply,
        from: SEND_REGULATIONS,
        length: 3,
        unit: Unit::WorkingDays,
        roll: Roll::None,
        citation: "a target of the service, not a rule of law",
    },
];
