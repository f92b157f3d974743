//! Referrals: how a case comes to the service, what the family says to it, and what becomes of it.
//!
//! [`receive()`] opens a case in its first state; [`record`] takes it from there to a case of its type, or
//! to where the family is told to turn. An enquiry without a name is no case at all ([`enquire`]).

mod accept;
mod enquiry;
mod erase;
mod receive;
mod rules;
mod step;
mod store;

use chrono::{DateTime, NaiveDate, Utc};
use entities::{Mode, OrganisationId, case, contact_attempt, issue, referral, referral_avenue};

use super::parties::{PartiesRefused, Who};
use crate::domain::Failure;

pub use enquiry::{NewEnquiry, Position, Slice, enquire, enquiries};
pub use receive::{Receipt, receive};
pub use step::{Became, record};
pub(crate) use store::{attempts_of, avenues_of, referrals_of};

/// What comes of a part of an operation.
type Outcome<T> = Result<T, Failure<PartiesRefused>>;

/// The child a referral is about.
#[derive(Clone, Debug)]
pub struct NewChild {
    /// Somebody known, or to be entered.
    pub who: Who,
    /// The school, college or early years setting.
    pub setting: Option<OrganisationId>,
    /// School year, 0 for Reception.
    pub year_group: Option<i32>,
    /// The last day of compulsory school age, where that is known.
    pub school_age_ends_on: Option<NaiveDate>,
    /// Whether an authority looks after the child; `None` while it was not asked.
    pub is_looked_after: Option<bool>,
}

/// Somebody of the family in a referral.
#[derive(Clone, Debug)]
pub struct NewRelative {
    /// Somebody known, or to be entered.
    pub who: Who,
    /// What they are to the child.
    pub relationship: Option<entities::seat_basis::Relationship>,
    /// Whether it is their first mediation.
    pub is_first_mediation: bool,
}

/// A referral as it comes in.
#[derive(Clone, Debug)]
pub struct NewReferral {
    /// The service that is asked.
    pub provider: OrganisationId,
    /// The local authority responsible for the child.
    pub la: OrganisationId,
    /// The type of case wanted.
    pub kind: case::Kind,
    /// Who refers.
    pub referrer: referral::Referrer,
    /// For which body.
    pub organisation: Option<OrganisationId>,
    /// When it came in.
    pub received_at: DateTime<Utc>,
    /// At which stage of the disagreement.
    pub stage: referral::Stage,
    /// What was tried locally: recorded, and never asked for first.
    pub avenues: Vec<referral_avenue::Avenue>,
    /// Whether the referrer told the family first.
    pub is_family_told: bool,
    /// Whether the family wants practical or emotional support to attend.
    pub wants_support: Option<bool>,
    /// Whether there is a letter with a decision.
    pub has_letter: bool,
    /// The day on which that letter was sent.
    pub notice_sent_on: Option<NaiveDate>,
    /// The child.
    pub child: NewChild,
    /// The parents or carers, or the young person; each is somebody of their own.
    pub family: Vec<NewRelative>,
    /// The responsible integrated care boards, for disputes about health.
    pub boards: Vec<OrganisationId>,
    /// The first half of the family's postcode.
    pub outcode: String,
    /// The farthest the family travels, in minutes.
    pub max_minutes: i32,
    /// How the family wants to meet.
    pub mode: Mode,
    /// What is in dispute, and the words for it.
    pub issues: Vec<(issue::Domain, bool, Option<String>)>,
    /// Whether a coordinator confirms that it is another case than those like it.
    pub is_duplicate_confirmed: bool,
}

/// What becomes of a referral that was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Triage {
    /// The service takes it on.
    Accept {
        /// As what.
        kind: case::Kind,
        /// How old the child or young person is, in whole years.
        age_years: u8,
        /// Whether they belong to the area of the authority.
        is_in_area: bool,
    },
    /// It belongs elsewhere.
    Signpost(referral::Signpost),
}

/// An attempt to reach a family.
#[derive(Clone, Debug)]
pub struct NewAttempt {
    /// When.
    pub at: DateTime<Utc>,
    /// How.
    pub way: contact_attempt::Way,
    /// What came of it.
    pub outcome: contact_attempt::Outcome,
    /// What is to be known for the next time.
    pub note: Option<String>,
}

/// Something that happens to a referral.
#[derive(Clone, Debug)]
pub enum ReferralStep {
    /// A coordinator takes it up and notes who the family is.
    TakeUp(Option<referral::Identity>),
    /// The family was tried to be reached.
    Attempt(Box<NewAttempt>),
    /// The family has answered, or never did.
    Consent(referral::Consent, NaiveDate),
    /// It was looked at.
    Triage(Triage),
    /// A case becomes one of another type.
    ChangeType {
        /// Which.
        to: case::Kind,
        /// Whether there is a letter with a decision.
        has_letter: bool,
        /// The day on which that letter was sent.
        notice_sent_on: Option<NaiveDate>,
    },
}

/// Refuses a letter with a decision whose date of sending is not given.
fn check_letter(has_letter: bool, notice_sent_on: Option<NaiveDate>) -> Result<(), PartiesRefused> {
    if has_letter && notice_sent_on.is_none() {
        let sentence = "A letter with a decision comes with the day on which it was sent, because the \
                        two months run from there (regulations 33 and 34(2); Tribunal rule 20(1)(c)).";
        return Err(PartiesRefused::against(
            "DECISION_LETTER_UNDATED",
            "noticeSentOn",
            sentence,
        ));
    }
    Ok(())
}
