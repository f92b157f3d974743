//! Dates of events: none before its cause, none in the future, and corrected only with a reason.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use entities::Personal;

use super::clock;
use super::closed::{Refused, named};
use crate::app::day_of;
use crate::law::Rule;

/// A date that an event cannot have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misdated {
    /// It stands before what it follows from.
    #[error(
        "{what} cannot be dated {}, before {cause} on {} (a step follows its cause).",
        long(*.on),
        long(*.cause_on)
    )]
    BeforeItsCause {
        /// What is dated.
        what: Dated,
        /// Its date.
        on: NaiveDate,
        /// What it follows from.
        cause: Dated,
        /// The date of that.
        cause_on: NaiveDate,
    },
    /// It is on another day than the one that was agreed.
    #[error(
        "{what} cannot be dated {}, since it is agreed for {} (a meeting begins on its own day).",
        long(*.on),
        long(*.agreed_on)
    )]
    NotTheDay {
        /// What is dated.
        what: Dated,
        /// Its date.
        on: NaiveDate,
        /// The day that was agreed.
        agreed_on: NaiveDate,
    },
    /// It has not come yet.
    #[error("{what} cannot be dated {}, in the future (only what has happened is recorded).", long(*.on))]
    InTheFuture {
        /// What is dated.
        what: Dated,
        /// Its date.
        on: NaiveDate,
    },
}

impl Refused for Misdated {
    fn code(&self) -> &'static str {
        match self {
            Self::BeforeItsCause { .. } => "DATE_BEFORE_ITS_CAUSE",
            Self::NotTheDay { .. } => "NOT_THE_DAY",
            Self::InTheFuture { .. } => "DATE_IN_THE_FUTURE",
        }
    }
}

named! {
    /// What has a date that clocks are reckoned from, or that other dates must follow.
    Dated {
        Referral "the referral";
        NoticeSent "the notice of the decision";
        Contact "the contact with the adviser";
        Information "the information and advice";
        Choice "the family's answer";
        LaInformed "word to the local authority";
        IcbInformed "the integrated care board's receipt of the notice";
        InabilityNotice "the notice that mediation cannot be arranged in time";
        CertificateIssued "the certificate";
        Request "the request for dates";
        Papers "the papers";
        Meeting "the meeting";
        Conclusion "the end of the meeting";
        DraftServed "the draft plan";
        Signature "the agreement";
        Signing "a signature under the agreement";
        TypedCopy "the typed copy";
        Amendment "the amendment";
        Done "the promised action";
        Appeal "the appeal";
        Postponement "the postponement";
        Withdrawal "the withdrawal";
    }
}

impl Dated {
    /// The clocks that start with it, and are computed again when its date is corrected.
    #[must_use]
    pub fn clocks(self) -> &'static [Rule] {
        match self {
            Self::NoticeSent => &[Rule::AdviserContact, Rule::Appeal],
            Self::Choice | Self::Withdrawal => &[Rule::DeclinedCertificate],
            Self::LaInformed => &[Rule::HealthNotice, Rule::Mediation],
            Self::IcbInformed => &[Rule::HealthMediation],
            Self::InabilityNotice => &[Rule::DeemedCertificate],
            Self::Request => &[Rule::Reply],
            Self::Meeting => &[
                Rule::Notice,
                Rule::ReviewNotice,
                Rule::ReviewPapers,
                Rule::ReviewReport,
                Rule::ReviewDecision,
                Rule::TypedAgreement,
            ],
            Self::Conclusion => &[Rule::ConcludedCertificate],
            Self::DraftServed => &[Rule::DraftComments],
            Self::Signature => clock::OF_AN_AGREEMENT,
            Self::Referral
            | Self::Contact
            | Self::Information
            | Self::Signing
            | Self::CertificateIssued
            | Self::Papers
            | Self::TypedCopy
            | Self::Amendment
            | Self::Done
            | Self::Appeal
            | Self::Postponement => &[],
        }
    }
}

/// When something happened: a civil date for a legal act, or an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// A civil date.
    On(NaiveDate),
    /// An instant.
    At(DateTime<Utc>),
}

impl Moment {
    /// The day in England.
    #[must_use]
    pub fn day(self) -> NaiveDate {
        match self {
            Self::On(day) => day,
            Self::At(instant) => day_of(instant),
        }
    }
}

/// A reason that somebody gave, in their words; never blank, never printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason(Personal);

impl Reason {
    /// Takes a reason that is more than blanks.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(Personal::new(text)))
    }

    /// The words.
    #[must_use]
    pub fn personal(&self) -> &Personal {
        &self.0
    }
}

/// A date that was recorded wrongly, set right: the old one and the reason are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    of: Dated,
    was: Moment,
    is: Moment,
    reason: Reason,
}

/// Why a date is not corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CorrectionRefused {
    /// The new date cannot be.
    #[error(transparent)]
    Date(#[from] Misdated),
    /// No reason is given.
    #[error(
        "A correction keeps the old date and a reason, and no reason is given (record of events)."
    )]
    ReasonMissing,
    /// Nothing changes.
    #[error("A correction changes a date, and this one leaves it as it was (record of events).")]
    NothingChanges,
    /// A certificate keeps its date.
    #[error(
        "The issue date of a certificate is never changed, because the time to appeal runs from it \
         (Tribunal rule 20(1)(c); CFA s.55)."
    )]
    CertificateDateFixed,
}

impl Refused for CorrectionRefused {
    fn code(&self) -> &'static str {
        match self {
            Self::Date(refused) => refused.code(),
            Self::ReasonMissing => "REASON_MISSING",
            Self::NothingChanges => "NOTHING_CORRECTED",
            Self::CertificateDateFixed => "CERTIFICATE_DATE_FIXED",
        }
    }
}

impl Correction {
    /// A correction that may be recorded in any state.
    ///
    /// # Errors
    ///
    /// [`CorrectionRefused`].
    pub fn new(
        of: Dated,
        (was, is): (Moment, Moment),
        reason: &str,
        now: DateTime<Utc>,
    ) -> Result<Self, CorrectionRefused> {
        if of == Dated::CertificateIssued {
            return Err(CorrectionRefused::CertificateDateFixed);
        }
        if was == is {
            return Err(CorrectionRefused::NothingChanges);
        }
        past(of, is.day(), now)?;
        let reason = Reason::new(reason).ok_or(CorrectionRefused::ReasonMissing)?;
        Ok(Self {
            of,
            was,
            is,
            reason,
        })
    }

    /// Of what the date is set right.
    #[must_use]
    pub fn of(&self) -> Dated {
        self.of
    }

    /// As it was recorded before.
    #[must_use]
    pub fn was(&self) -> Moment {
        self.was
    }

    /// As it is.
    #[must_use]
    pub fn is(&self) -> Moment {
        self.is
    }

    /// Why it is set right.
    #[must_use]
    pub fn reason(&self) -> &Reason {
        &self.reason
    }
}

/// "the contact with the adviser".
impl fmt::Display for Correction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (was, is) = (long(self.was.day()), long(self.is.day()));
        write!(f, "{}: {is} instead of {was}", self.of)
    }
}

/// What comes before what, wherever both have a date.
const ORDER: [(Dated, Dated); 24] = [
    (Dated::NoticeSent, Dated::Contact),
    (Dated::NoticeSent, Dated::Choice),
    (Dated::NoticeSent, Dated::InabilityNotice),
    (Dated::NoticeSent, Dated::Conclusion),
    (Dated::NoticeSent, Dated::CertificateIssued),
    (Dated::Contact, Dated::Choice),
    (Dated::Contact, Dated::CertificateIssued),
    (Dated::Choice, Dated::CertificateIssued),
    (Dated::LaInformed, Dated::IcbInformed),
    (Dated::LaInformed, Dated::InabilityNotice),
    (Dated::LaInformed, Dated::Meeting),
    (Dated::LaInformed, Dated::Conclusion),
    (Dated::IcbInformed, Dated::Conclusion),
    (Dated::InabilityNotice, Dated::CertificateIssued),
    (Dated::Conclusion, Dated::CertificateIssued),
    (Dated::NoticeSent, Dated::Appeal),
    (Dated::Referral, Dated::Papers),
    (Dated::Papers, Dated::Meeting),
    (Dated::LaInformed, Dated::Signature),
    (Dated::Meeting, Dated::Signature),
    (Dated::Signature, Dated::Signing),
    (Dated::Signature, Dated::TypedCopy),
    (Dated::Signature, Dated::Amendment),
    (Dated::Signature, Dated::Done),
];

/// Refuses a date that would stand before its cause, or after what followed from it; `known` tells the
/// day of everything else that has one.
///
/// # Errors
///
/// [`Misdated::BeforeItsCause`].
pub(crate) fn in_order(
    what: Dated,
    on: NaiveDate,
    known: impl Fn(Dated) -> Option<NaiveDate>,
) -> Result<(), Misdated> {
    for (cause, effect) in ORDER {
        if effect == what {
            follows((what, on), (cause, known(cause)))?;
        } else if cause == what
            && let Some(effect_on) = known(effect)
        {
            follows((effect, effect_on), (what, Some(on)))?;
        }
    }
    Ok(())
}

/// Refuses a date that has not come yet.
pub(crate) fn past(what: Dated, on: NaiveDate, now: DateTime<Utc>) -> Result<(), Misdated> {
    if on <= day_of(now) {
        Ok(())
    } else {
        Err(Misdated::InTheFuture { what, on })
    }
}

/// Refuses an instant that has not come yet.
pub(crate) fn past_instant(
    what: Dated,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), Misdated> {
    if at <= now {
        Ok(())
    } else {
        let on = day_of(at);
        Err(Misdated::InTheFuture { what, on })
    }
}

/// Refuses a date before that of its cause, where the cause has one.
pub(crate) fn follows(
    (what, on): (Dated, NaiveDate),
    (cause, cause_on): (Dated, Option<NaiveDate>),
) -> Result<(), Misdated> {
    match cause_on {
        Some(cause_on) if on < cause_on => Err(Misdated::BeforeItsCause {
            what,
            on,
            cause,
            cause_on,
        }),
        Some(_) | None => Ok(()),
    }
}

/// Refuses a meeting on another day than the one that was agreed, where one was.
pub(crate) fn on_the_day(on: NaiveDate, agreed_on: Option<NaiveDate>) -> Result<(), Misdated> {
    let what = Dated::Meeting;
    match agreed_on {
        Some(agreed_on) if on != agreed_on => Err(Misdated::NotTheDay {
            what,
            on,
            agreed_on,
        }),
        Some(_) | None => Ok(()),
    }
}

/// "2 March 2026".
pub(crate) fn long(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}
