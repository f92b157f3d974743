//! What is paid to a family for attending a mediation: regulation 41 as dated data, and how a claim is
//! worked out, in pence and in words.
//!
//! The body that arranges the mediation pays. Regulation 41(1) lists what for and how much; regulation
//! 41(2) lets the body ask for its own agreement beforehand, for satisfactory evidence, for both, or for
//! neither. `docs/after-the-meeting.md` says how the table is read where it is short.

use chrono::NaiveDate;
use entities::expense_item::Kind;

use super::words::written;

/// How much is paid for something, since a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// For what.
    pub kind: Kind,
    /// The first day on which it is paid.
    pub from: NaiveDate,
    /// In which measure.
    pub measure: Measure,
    /// Where it is written.
    pub citation: &'static str,
}

/// In which measure something is paid; amounts in pence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// What was spent.
    Spent,
    /// So much for each mile.
    EachMile(u32),
    /// What was lost, and no more than so much for one person and mediation.
    NoMoreThan(u32),
    /// So much for each hour and each who is cared for.
    EachHourAndChild(u32),
    /// What was spent, and no more than so much for each night.
    EachNight(u32),
}

/// The SEND Regulations 2014 came into force.
const SEND_REGULATIONS: NaiveDate =
    NaiveDate::from_ymd_opt(2014, 9, 1).expect("1 September 2014 exists");

const TABLE: &str = "SEND Regulations 2014, reg 41(1), table";

const fn since_2014(kind: Kind, measure: Measure) -> Rate {
    Rate {
        kind,
        from: SEND_REGULATIONS,
        measure,
        citation: TABLE,
    }
}

/// Every rate, in every version. Lines are added and never edited.
pub const RATES: &[Rate] = &[
    since_2014(Kind::PublicTransport, Measure::Spent),
    since_2014(Kind::Mileage, Measure::EachMile(25)),
    since_2014(Kind::Taxi, Measure::Spent),
    since_2014(Kind::LossOfEarnings, Measure::NoMoreThan(4_500)),
    since_2014(Kind::Carer, Measure::EachHourAndChild(535)),
    since_2014(Kind::NightInnerLondon, Measure::EachNight(8_100)),
    since_2014(Kind::NightElsewhere, Measure::EachNight(7_100)),
    since_2014(Kind::NightWithFriends, Measure::EachNight(2_100)),
];

/// The rate that holds on a day; `None` before there was one.
#[must_use]
pub fn rate(kind: Kind, on: NaiveDate) -> Option<Rate> {
    let lines = RATES.iter().filter(|rate| rate.kind == kind);
    let begun = lines.filter(|rate| rate.from <= on);
    begun.max_by_key(|rate| rate.from).copied()
}

/// What a body asks for before it pays (regulation 41(2)); neither, where it has not said so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// That it has agreed before money is spent.
    pub prior_agreement: bool,
    /// That it sees satisfactory evidence.
    pub evidence: bool,
}

/// Something that money was spent on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What on.
    pub kind: Kind,
    /// The day.
    pub spent_on: NaiveDate,
    /// What was spent or lost, in pence.
    pub amount_pence: Option<u32>,
    /// Tenths of a mile, nights, or minutes of care.
    pub quantity: Option<u32>,
    /// How many were cared for.
    pub cared_for: Option<u32>,
    /// Whether a fare was of standard class.
    pub is_standard_class: bool,
    /// Whether a carer is registered.
    pub is_registered: bool,
    /// Whether something shows it.
    pub has_evidence: bool,
    /// The day on which the payer agreed beforehand.
    pub agreed_on: Option<NaiveDate>,
}

/// What is paid for one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// How much, in pence.
    pub pence: u32,
    /// How that was reached, in a sentence with its source.
    pub trace: String,
}

/// Why an item is not paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There was no such rate on the day.
    #[error(
        "item {0} is from before expenses of mediation were paid (SEND Regulations 2014, reg 41)"
    )]
    NoRate(usize),
    /// What has to be said about it is not, or makes no sense.
    #[error("item {0} does not say {1} (SEND Regulations 2014, reg 41(1))")]
    Incomplete(usize, &'static str),
    /// What is said about it belongs to another sort of expense.
    #[error(
        "item {0} says {1}, which belongs to another sort of expense (SEND Regulations 2014, reg 41(1))"
    )]
    OutOfPlace(usize, &'static str),
    /// A fare of another class.
    #[error("item {0}: fares are paid in standard class (SEND Regulations 2014, reg 41(1))")]
    NotStandardClass(usize),
    /// A carer who is not registered.
    #[error("item {0}: care is paid for by a registered carer (SEND Regulations 2014, reg 41(1))")]
    NotRegistered(usize),
    /// The payer asks to be asked first.
    #[error(
        "item {0}: the body that pays asks for its agreement beforehand (SEND Regulations 2014, reg 41(2)(a))"
    )]
    NotAgreed(usize),
    /// The payer asks for evidence.
    #[error(
        "item {0}: the body that pays asks for evidence of what was spent (SEND Regulations 2014, reg 41(2)(b))"
    )]
    NotShown(usize),
}

impl Refused {
    /// What is wrong, for programs.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoRate(_) => "NO_RATE_IN_FORCE",
            Self::Incomplete(..) => "EXPENSE_INCOMPLETE",
            Self::OutOfPlace(..) => "EXPENSE_OUT_OF_PLACE",
            Self::NotStandardClass(_) => "NOT_STANDARD_CLASS",
            Self::NotRegistered(_) => "CARER_NOT_REGISTERED",
            Self::NotAgreed(_) => "PRIOR_AGREEMENT_MISSING",
            Self::NotShown(_) => "EVIDENCE_MISSING",
        }
    }
}

/// What is paid for each item of a claim, in order, where the same person has had so much for earnings
/// lost to the same mediation before.
///
/// # Errors
///
/// [`Refused`], with the number of the item from 1.
pub fn allowed(
    items: &[Item],
    terms: Terms,
    earnings_before: u32,
) -> Result<Vec<Allowed>, Refused> {
    let mut earnings = earnings_before;
    let mut found = Vec::new();
    for (number, item) in (1..).zip(items) {
        let one = allowed_for(number, item, terms, earnings)?;
        if item.kind == Kind::LossOfEarnings {
            earnings = earnings.saturating_add(one.pence);
        }
        found.push(one);
    }
    Ok(found)
}

fn allowed_for(
    number: usize,
    item: &Item,
    terms: Terms,
    earnings: u32,
) -> Result<Allowed, Refused> {
    let rate = rate(item.kind, item.spent_on).ok_or(Refused::NoRate(number))?;
    if item.kind == Kind::PublicTransport && !item.is_standard_class {
        return Err(Refused::NotStandardClass(number));
    }
    if item.kind == Kind::Carer && !item.is_registered {
        return Err(Refused::NotRegistered(number));
    }
    let is_agreed = item.agreed_on.is_some_and(|on| on <= item.spent_on);
    if terms.prior_agreement && !is_agreed {
        return Err(Refused::NotAgreed(number));
    }
    if terms.evidence && !item.has_evidence {
        return Err(Refused::NotShown(number));
    }
    let (pence, words) = worked_out(number, item, rate.measure, earnings)?;
    let (on, paid, citation) = (written(item.spent_on), pounds(pence), rate.citation);
    let trace = format!("{on}: {words}; {paid} is paid ({citation}).");
    Ok(Allowed { pence, trace })
}

fn worked_out(
    number: usize,
    item: &Item,
    measure: Measure,
    earnings: u32,
) -> Result<(u32, String), Refused> {
    let some = |value: Option<u32>, what| {
        let positive = value.filter(|&value| 0 < value);
        positive.ok_or(Refused::Incomplete(number, what))
    };
    let none = |value: Option<u32>, what| match value {
        Some(_) => Err(Refused::OutOfPlace(number, what)),
        None => Ok(()),
    };
    match measure {
        Measure::Spent => {
            none(item.quantity, "a number of miles, nights or minutes")?;
            none(item.cared_for, "how many were cared for")?;
            let spent = some(item.amount_pence, "how much was spent")?;
            Ok((spent, format!("{} was spent", pounds(spent))))
        }
        Measure::EachMile(rate) => {
            none(item.amount_pence, "an amount")?;
            none(item.cared_for, "how many were cared for")?;
            let tenths = some(item.quantity, "how many miles")?;
            let pence = part(tenths, rate, 10);
            let (whole, tenth) = (tenths / 10, tenths % 10);
            Ok((pence, format!("{whole}.{tenth} miles at {rate}p")))
        }
        Measure::NoMoreThan(most) => {
            none(item.quantity, "a number of miles, nights or minutes")?;
            none(item.cared_for, "how many were cared for")?;
            let lost = some(item.amount_pence, "how much was lost")?;
            let left = most.saturating_sub(earnings);
            let words = format!(
                "{} of earnings was lost, and {} of at most {} is left for this mediation",
                pounds(lost),
                pounds(left),
                pounds(most)
            );
            Ok((lost.min(left), words))
        }
        Measure::EachHourAndChild(rate) => {
            let minutes = some(item.quantity, "for how many minutes")?;
            let cared_for = some(item.cared_for, "how many were cared for")?;
            let most = part(minutes.saturating_mul(cared_for), rate, 60);
            let paid = item.amount_pence.map_or(most, |spent| most.min(spent));
            let words = format!(
                "{minutes} minutes of registered care for {cared_for} at {} an hour each is {}",
                pounds(rate),
                pounds(most)
            );
            let spent = item
                .amount_pence
                .map(|spent| format!("{words}, and {} was spent", pounds(spent)));
            Ok((paid, spent.unwrap_or(words)))
        }
        Measure::EachNight(rate) => {
            none(item.cared_for, "how many were cared for")?;
            let nights = some(item.quantity, "how many nights")?;
            let spent = some(item.amount_pence, "how much was spent")?;
            let most = nights.saturating_mul(rate);
            let words = format!(
                "{} was spent on {nights} nights, at most {} each",
                pounds(spent),
                pounds(rate)
            );
            Ok((spent.min(most), words))
        }
    }
}

/// So many parts of a rate, to the nearest penny, half a penny up.
fn part(count: u32, rate: u32, parts: u32) -> u32 {
    let exact = u64::from(count) * u64::from(rate) * 2 + u64::from(parts);
    u32::try_from(exact / (u64::from(parts) * 2)).unwrap_or(u32::MAX)
}

/// "£5.35".
#[must_use]
pub fn pounds(pence: u32) -> String {
    format!("£{}.{:02}", pence / 100, pence % 100)
}
