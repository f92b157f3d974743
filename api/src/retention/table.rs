//! The table: what is kept for how long, counted from what, what is done then, and why.

use chrono::NaiveDate;

use super::Period;

/// Something that is kept for a time of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Why somebody cannot come.
    AvailabilityReason,
    /// When somebody can come.
    Availability,
    /// What a mediator noted of a call before the day.
    MediatorNote,
    /// The sides' summaries.
    Summary,
    /// What the planner worked out.
    Plan,
    /// Who said something of the service.
    EvaluationName,
    /// What somebody who asked in confidence was answered.
    Enquiry,
    /// A referral that became no case.
    Referral,
    /// A claim for expenses.
    ExpenseClaim,
    /// A complaint.
    Complaint,
    /// A safeguarding concern.
    Safeguarding,
    /// The rest of a case's file, and the people of its family.
    CaseFile,
}

impl Category {
    /// Every category, in the order in which they are gone through: what is kept apart from a case's file
    /// goes before the file, so that a file that is left behind has nothing in it that was due.
    pub const ALL: [Self; 12] = [
        Self::AvailabilityReason,
        Self::Availability,
        Self::MediatorNote,
        Self::Summary,
        Self::Plan,
        Self::EvaluationName,
        Self::Enquiry,
        Self::ExpenseClaim,
        Self::Complaint,
        Self::Safeguarding,
        Self::Referral,
        Self::CaseFile,
    ];

    /// Its name in settings and answers.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::AvailabilityReason => "availability-reason",
            Self::Availability => "availability",
            Self::MediatorNote => "mediator-note",
            Self::Summary => "summary",
            Self::Plan => "plan",
            Self::EvaluationName => "evaluation-name",
            Self::Enquiry => "enquiry",
            Self::Referral => "referral",
            Self::ExpenseClaim => "expense-claim",
            Self::Complaint => "complaint",
            Self::Safeguarding => "safeguarding",
            Self::CaseFile => "case-file",
        }
    }

    /// The name of what is done to it, in the audit log.
    #[must_use]
    pub const fn deed(self) -> &'static str {
        match self {
            Self::AvailabilityReason => "retention:availability-reason",
            Self::Availability => "retention:availability",
            Self::MediatorNote => "retention:mediator-note",
            Self::Summary => "retention:summary",
            Self::Plan => "retention:plan",
            Self::EvaluationName => "retention:evaluation-name",
            Self::Enquiry => "retention:enquiry",
            Self::Referral => "retention:referral",
            Self::ExpenseClaim => "retention:expense-claim",
            Self::Complaint => "retention:complaint",
            Self::Safeguarding => "retention:safeguarding",
            Self::CaseFile => "retention:case-file",
        }
    }

    /// The category of a name.
    #[must_use]
    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.key() == key)
    }
}

/// The event that a period is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// The last day that somebody's times speak of.
    DaySpokenOf,
    /// The day on which the case came to its end.
    EndOfCase,
    /// The day on which it was finished.
    Finished,
    /// The day of the answer, or of the invitation where there was none.
    Answered,
    /// The day on which somebody asked.
    Asked,
    /// The end of the tax year in which it was decided.
    EndOfTaxYear,
    /// The day on which it was resolved.
    Resolved,
    /// The day on which it was raised.
    Raised,
}

impl Counted {
    /// In words, as they follow "from".
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::DaySpokenOf => "the day they speak of",
            Self::EndOfCase => "the end of the case",
            Self::Finished => "the day the run was finished",
            Self::Answered => "the answer, or the invitation where there was none",
            Self::Asked => "the day of the question",
            Self::EndOfTaxYear => "the end (5 April) of the tax year of the decision",
            Self::Resolved => "the day it was resolved",
            Self::Raised => "the day it was raised",
        }
    }
}

/// What is done once it is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The text is taken out of the row; a key that then opens nothing is destroyed.
    Emptied,
    /// The row says no longer who it was.
    Unnamed,
    /// The row is deleted.
    Deleted,
    /// The case is erased: its texts, the people of it who are not known from elsewhere, and its key.
    Erased,
}

impl Fate {
    /// In words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Emptied => "the text is taken out of the row",
            Self::Unnamed => "name and words are taken out, the scores stay",
            Self::Deleted => "the row is deleted",
            Self::Erased => "the case is erased and its key destroyed",
        }
    }
}

/// A line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// What is kept.
    pub category: Category,
    /// The same in words.
    pub what: &'static str,
    /// From when on this line holds.
    pub from_on: NaiveDate,
    /// For how long.
    pub period: Period,
    /// Counted from what.
    pub counted: Counted,
    /// What is done then.
    pub fate: Fate,
    /// Whether the controller may set another period.
    pub may_be_set: bool,
    /// Why so long.
    pub reason: &'static str,
    /// Where that comes from.
    pub source: &'static str,
}

/// How long after an appeal was lodged a case's file is held: for the Tribunal's decision and an appeal
/// against that.
pub const APPEAL_HOLD: Period = Period::Years(2);

/// When the UK's data protection law in its present form began.
const GDPR: NaiveDate = NaiveDate::from_ymd_opt(2018, 5, 25).expect("it is a day");

/// Every line.
pub const TABLE: [Rule; 12] = [
    Rule {
        category: Category::AvailabilityReason,
        what: "reasons for being unavailable",
        from_on: GDPR,
        period: Period::Days(28),
        counted: Counted::DaySpokenOf,
        fate: Fate::Emptied,
        may_be_set: true,
        reason: "read by their owner alone, and of use to nobody once the day is over; often of health",
        source: "UK GDPR, Articles 5(1)(c) and (e), 9(1)",
    },
    Rule {
        category: Category::Availability,
        what: "times at which people can come",
        from_on: GDPR,
        period: Period::Days(90),
        counted: Counted::DaySpokenOf,
        fate: Fate::Deleted,
        may_be_set: true,
        reason: "needed for a date, and for a while to answer why it was that one",
        source: "UK GDPR, Article 5(1)(e)",
    },
    Rule {
        category: Category::MediatorNote,
        what: "a mediator's notes of calls before the day",
        from_on: GDPR,
        period: Period::Days(28),
        counted: Counted::EndOfCase,
        fate: Fate::Emptied,
        may_be_set: true,
        reason: "said in confidence to prepare a meeting that is over",
        source: "UK GDPR, Article 5(1)(e)",
    },
    Rule {
        category: Category::Summary,
        what: "confidential summaries, and who read them",
        from_on: GDPR,
        period: Period::Days(28),
        counted: Counted::EndOfCase,
        fate: Fate::Deleted,
        may_be_set: true,
        reason: "without prejudice, for a meeting that is over",
        source: "UK GDPR, Article 5(1)(e)",
    },
    Rule {
        category: Category::Plan,
        what: "planning runs, with what they say of cases",
        from_on: GDPR,
        period: Period::Days(90),
        counted: Counted::Finished,
        fate: Fate::Deleted,
        may_be_set: true,
        reason: "worked out from times that are gone by then",
        source: "UK GDPR, Article 5(1)(e)",
    },
    Rule {
        category: Category::EvaluationName,
        what: "who evaluated the service, and their words",
        from_on: GDPR,
        period: Period::Years(1),
        counted: Counted::Answered,
        fate: Fate::Unnamed,
        may_be_set: true,
        reason: "figures need scores, not names",
        source: "UK GDPR, Articles 5(1)(e) and 89(1)",
    },
    Rule {
        category: Category::Enquiry,
        what: "answers to confidential enquiries",
        from_on: GDPR,
        period: Period::Years(1),
        counted: Counted::Asked,
        fate: Fate::Emptied,
        may_be_set: true,
        reason: "no case came of them; that there was one is counted",
        source: "UK GDPR, Article 5(1)(e)",
    },
    Rule {
        category: Category::Referral,
        what: "referrals that became no case",
        from_on: GDPR,
        period: Period::Years(1),
        counted: Counted::EndOfCase,
        fate: Fate::Erased,
        may_be_set: true,
        reason: "the family may come back within the year; of a family that refuses, nothing is kept at all",
        source: "UK GDPR, Articles 5(1)(e) and 7(3)",
    },
    Rule {
        category: Category::ExpenseClaim,
        what: "claims for expenses",
        from_on: GDPR,
        period: Period::Years(6),
        counted: Counted::EndOfTaxYear,
        fate: Fate::Deleted,
        may_be_set: false,
        reason: "records of money paid out; an action for a sum due is barred after six years",
        source: "Limitation Act 1980, sections 5 and 9; UK GDPR, Article 17(3)(e)",
    },
    Rule {
        category: Category::Complaint,
        what: "complaints, and what came of them",
        from_on: GDPR,
        period: Period::Years(6),
        counted: Counted::Resolved,
        fate: Fate::Deleted,
        may_be_set: true,
        reason: "an action about the same is barred after six years",
        source: "Limitation Act 1980, sections 2 and 5; UK GDPR, Article 17(3)(e)",
    },
    Rule {
        category: Category::Safeguarding,
        what: "safeguarding concerns",
        from_on: GDPR,
        period: Period::Years(25),
        counted: Counted::Raised,
        fate: Fate::Deleted,
        may_be_set: true,
        reason: "as the provider's policy says; until it says otherwise, until whoever was a child then is 25",
        source: "UK GDPR, Articles 9(2)(g) and 17(3)(b); Data Protection Act 2018, Schedule 1, paragraph 18",
    },
    Rule {
        category: Category::CaseFile,
        what: "the rest of a case's file, and the people of its family",
        from_on: GDPR,
        period: Period::Years(6),
        counted: Counted::EndOfCase,
        fate: Fate::Erased,
        may_be_set: true,
        reason: "as the controller instructs; until it does, as long as an action on the contract can be brought",
        source: "UK GDPR, Article 28(3)(g); Limitation Act 1980, section 5",
    },
];
