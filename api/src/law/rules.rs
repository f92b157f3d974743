//! The rules that clocks run by: what one is called, what it is for, and how it reads on a day.
//!
//! The lengths themselves are lines of data in [`texts`](super::texts). A change in the law is a new
//! line there with a later `from`; a line is never edited, so that a clock started under the old line
//! keeps its meaning.

use std::fmt;

use chrono::NaiveDate;

use super::entries::{ENTRIES, Entry};
use super::events::Event;
use super::texts::TEXTS;

/// Names a rule of the clock table, C1 to C37.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// C1: the local authority decides whether to assess.
    AssessmentDecision,
    /// C2: the local authority decides that there will be no plan.
    NoPlanDecision,
    /// C3: the final plan is sent.
    FinalPlan,
    /// C4: the family comments on a draft plan.
    DraftComments,
    /// C5: the family contacts the mediation adviser.
    AdviserContact,
    /// C6: a certificate for a family that declined mediation.
    DeclinedCertificate,
    /// C7: the ICB is told of health issues.
    HealthNotice,
    /// C8: mediation on education or social care, or mixed with health, is held.
    Mediation,
    /// C9: mediation on health alone is held.
    HealthMediation,
    /// C10: the authority says that it cannot arrange in time.
    InabilityNotice,
    /// C11: a certificate because the authority could not arrange in time.
    DeemedCertificate,
    /// C12: the family is told date and place.
    Notice,
    /// C13: a certificate after mediation.
    ConcludedCertificate,
    /// C14: appeal to the Tribunal.
    Appeal,
    /// C15: a claim of disability discrimination by a school.
    DiscriminationClaim,
    /// C16: what was promised and no appeal could have got.
    PromisedAction,
    /// C17: the ICB tells the authority of an agreement on health alone.
    HealthAgreementNotice,
    /// C18: agreed to assess: the family is told so.
    AgreedAssessment,
    /// C19: agreed to assess: decided that there will be no plan.
    AgreedAssessmentNoPlan,
    /// C20: agreed to assess: the final plan.
    AgreedAssessmentPlan,
    /// C21: agreed to issue a plan: draft and final plan.
    AgreedPlan,
    /// C22: agreed to think again.
    AgreedReconsideration,
    /// C23: agreed to amend the plan.
    AgreedAmendment,
    /// C24: agreed to change the placement.
    AgreedPlacement,
    /// C25: whatever time the parties wrote down.
    AgreedTime,
    /// C26: everybody is invited to an annual review.
    ReviewNotice,
    /// C27: the papers of an annual review are circulated.
    ReviewPapers,
    /// C28: the report of an annual review.
    ReviewReport,
    /// C29: the decision after an annual review.
    ReviewDecision,
    /// C30: the plan as amended after a review.
    AmendedPlan,
    /// C31: the plan before a move to another phase of education.
    PhaseTransfer,
    /// C32: a reply to a request for dates.
    Reply,
    /// C33: the typed agreement reaches everybody.
    TypedAgreement,
    /// C34: the authority answers an appeal.
    AppealResponse,
    /// C35: health or social care answers a recommendation of the Tribunal.
    RecommendationReply,
    /// C36: somebody asks whether the agreement works.
    FollowUp,
    /// C37: a claim for expenses is dealt with.
    ExpenseClaim,
}

impl Rule {
    /// Every rule, in the order of the clock table.
    pub fn all() -> impl Iterator<Item = Self> {
        ENTRIES.iter().map(|entry| entry.rule)
    }

    /// The rule with this number in the clock table, in capitals or not.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        let is_it = |entry: &&Entry| entry.id.eq_ignore_ascii_case(id);
        ENTRIES.iter().find(is_it).map(|entry| entry.rule)
    }

    /// The rule's number in the clock table.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.entry().id
    }

    /// What is said of the rule whatever the day.
    #[must_use]
    pub fn entry(self) -> &'static Entry {
        &ENTRIES[self as usize]
    }

    /// The first day of the version in force on `day`: with the number it names what a stored clock
    /// was worked out by. Before the rule's first version, that one's. `None` for a rule without a
    /// length.
    #[must_use]
    pub fn version_on(self, day: NaiveDate) -> Option<NaiveDate> {
        let versions = || TEXTS.iter().filter(|text| text.rule == self);
        let froms = || versions().map(|text| text.from);
        froms().filter(|from| *from <= day).max().or(froms().min())
    }

    /// The lines of every version, in the order of [`TEXTS`].
    pub fn all_texts(self) -> impl Iterator<Item = &'static Text> {
        TEXTS.iter().filter(move |text| text.rule == self)
    }

    /// The lines in force on `day`: one for each question that the rule answers.
    pub fn texts(self, day: NaiveDate) -> impl Iterator<Item = &'static Text> {
        let version = self.version_on(day);
        TEXTS
            .iter()
            .filter(move |text| text.rule == self && Some(text.from) == version)
    }
}

/// "C8".
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// How a length of time is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Every day counts.
    CalendarDays,
    /// Only working days count.
    WorkingDays,
    /// Whole working days between two events, neither of which counts.
    ClearWorkingDays,
    /// Working days, of which the Tribunal counts none in August nor from 25 December to 1 January.
    TribunalDays,
    /// Seven calendar days each.
    Weeks,
    /// To the corresponding date, or the last day of a shorter month.
    CalendarMonths,
    /// Days before a day of the year in which the event lies.
    DaysBefore {
        /// Its month, from 1.
        month: u32,
        /// Its day, from 1.
        day: u32,
    },
}

/// Where counting starts, and in which direction it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// On from the event, whose own day does not count.
    After,
    /// On from the event, whose own day is the first.
    Including,
    /// Back from the event, whose own day does not count.
    Before,
}

/// What happens when a time ends on a day that is no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Roll {
    /// Nothing.
    None,
    /// The last working day on or before it.
    Earlier,
    /// The Tribunal's: out of August and out of 25 December to 1 January, else to a working day.
    Tribunal,
}

/// A rule as it reads from a day on, for one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// The rule.
    pub rule: Rule,
    /// The first day on which it reads so; the version of the rule.
    pub from: NaiveDate,
    /// What it is counted from.
    pub event: Event,
    /// How many units.
    pub length: u32,
    /// Of what.
    pub unit: Unit,
    /// From where, and in which direction.
    pub way: Way,
    /// What happens at an awkward end.
    pub roll: Roll,
    /// Which of several things that start together, as "the draft plan".
    pub part: Option<&'static str>,
    /// Where it is written.
    pub citation: &'static str,
    /// The same in a few words.
    pub cited: &'static str,
}
