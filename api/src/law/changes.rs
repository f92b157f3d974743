//! Changes of a date that people make, never the clock: another time agreed in writing, and the
//! exceptions of regulation 44(3).

use chrono::NaiveDate;

use super::clock::Due;
use super::rules::Rule;
use super::words::written;

/// Why an authority need not keep a time that an agreement sets: regulation 44(3) of the SEND
/// Regulations 2014.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Exceptional personal circumstances of the child, parent or young person: 44(3)(a).
    PersonalCircumstances,
    /// They were away from the area for two weeks or more without a break: 44(3)(b).
    Absence,
    /// Advice was asked of a school or early-years provider that was closed for four weeks or more:
    /// 44(3)(c), 13(3) and 10(4)(a) and (b).
    SchoolClosed,
}

impl Ground {
    /// The ground in words, with its source.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::PersonalCircumstances => "exceptional personal circumstances (SEND reg 44(3)(a))",
            Self::Absence => "two weeks or more away from the area (SEND reg 44(3)(b))",
            Self::SchoolClosed => {
                "advice asked of a school closed for four weeks or more (SEND reg 44(3)(c))"
            }
        }
    }
}

/// A later date on one of the grounds of regulation 44(3). A person decides on it; nothing here
/// applies one by itself, for the regulation names no new date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockExtension {
    /// Why.
    pub ground: Ground,
    /// What shows it, in the words of the person who decided.
    pub evidence: String,
    /// The date that falls away.
    pub from: NaiveDate,
    /// The date instead.
    pub to: NaiveDate,
}

/// Why a date is not extended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExtensionRefused {
    /// The rule knows no exceptions.
    #[error("{} cannot be extended: regulation 44(3) reaches C18 to C21 only", .0.id())]
    OtherRule(Rule),
    /// Nothing shows the ground.
    #[error("an extension needs evidence of its ground (regulation 44(3))")]
    NoEvidence,
    /// The date to extend is not one of the clock's.
    #[error("{0} is not a date of this clock")]
    OtherDate(NaiveDate),
    /// The new date is not later.
    #[error("an extension to {to} is none: the date is {from} already")]
    NotLater {
        /// The date there is.
        from: NaiveDate,
        /// The date asked for.
        to: NaiveDate,
    },
}

/// Moves a date of a clock to a later day.
///
/// # Errors
///
/// The rule knows no exceptions, there is no evidence, or the dates make no sense.
pub fn extended(mut due: Due, extension: &ClockExtension) -> Result<Due, ExtensionRefused> {
    let ClockExtension {
        ground,
        evidence,
        from,
        to,
    } = extension;
    if !may_be_extended(due.rule) {
        return Err(ExtensionRefused::OtherRule(due.rule));
    }
    if evidence.trim().is_empty() {
        return Err(ExtensionRefused::NoEvidence);
    }
    if to <= from {
        let (from, to) = (*from, *to);
        return Err(ExtensionRefused::NotLater { from, to });
    }
    let part = due.parts.iter_mut().find(|part| part.on == *from);
    if part.is_none() && due.on != *from {
        return Err(ExtensionRefused::OtherDate(*from));
    }
    let of_part = part
        .as_ref()
        .map_or(String::new(), |part| format!(", for {}", part.name));
    if let Some(part) = part {
        part.on = *to;
    }
    due.on = due.parts.iter().map(|part| part.on).max().unwrap_or(*to);
    due.trace.push(format!(
        "{}{of_part}: instead of {}, for {}",
        written(*to),
        written(*from),
        ground.words()
    ));
    if due.on != *to {
        due.trace
            .push(format!("{}: the later of the two", written(due.on)));
    }
    Ok(due)
}

/// Regulation 44(3) reaches paragraphs (2)(b) and (c) only.
fn may_be_extended(rule: Rule) -> bool {
    [
        Rule::AgreedAssessment,
        Rule::AgreedAssessmentNoPlan,
        Rule::AgreedAssessmentPlan,
        Rule::AgreedPlan,
    ]
    .contains(&rule)
}

/// The clock once the parties have agreed on another time in writing (C25): that day, and the old one
/// in the trace. Rules that the parties cannot change stay as they are.
#[must_use]
pub fn agreed_otherwise(mut due: Due, other: NaiveDate) -> Due {
    if !due.rule.entry().may_be_agreed_otherwise() {
        return due;
    }
    due.trace.push(format!(
        "{}: instead of {}, because the parties agreed on it in writing (SEND reg 42(5))",
        written(other),
        written(due.on)
    ));
    due.on = other;
    due.parts.clear();
    due.warnings.clear();
    due
}
