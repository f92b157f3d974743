//! What is counted for a figure, one by one: every number of a report is a count of these.

use chrono::NaiveDate;
use entities::CaseId;

use super::key::Key;

/// By what a figure is broken down. Labels of one kind share nothing, unless `Axis` says that they overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Axis {
    /// Why there is a certificate.
    Basis,
    /// The type of case.
    Kind,
    /// How far a mediation had come by its thirtieth day.
    Reached,
    /// Why a mediation was not held in time.
    Cause,
    /// How much notice was given.
    Notice,
    /// Who was asked.
    Organisation,
    /// The local authority.
    Authority,
    /// Whose side called a meeting off.
    Side,
    /// Why it was called off.
    Reason,
    /// How long before the meeting.
    Ahead,
    /// As what somebody takes part.
    Role,
    /// What came of it.
    Outcome,
    /// What is in dispute.
    Issue,
    /// What a family chose.
    Choice,
    /// What is promised.
    Promise,
    /// In person or by video.
    Mode,
    /// The language to interpret.
    Language,
    /// How far the child or young person is in school.
    School,
    /// Whether an authority looks after the child.
    LookedAfter,
    /// The school or setting.
    Setting,
    /// The postcode district of the family.
    District,
    /// When in the dispute the referral came.
    Stage,
    /// How many dates a case needed.
    Dates,
}

impl Axis {
    /// Its heading.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Basis => "Reason",
            Self::Kind => "Type of case",
            Self::Reached => "By the thirtieth day",
            Self::Cause => "Why not held in time",
            Self::Notice => "Notice",
            Self::Organisation => "Organisation",
            Self::Authority => "Local authority",
            Self::Side => "Side",
            Self::Reason => "Cause",
            Self::Ahead => "How long before",
            Self::Role => "Role",
            Self::Outcome => "Outcome",
            Self::Issue => "In dispute",
            Self::Choice => "Choice",
            Self::Promise => "Promise",
            Self::Mode => "How",
            Self::Language => "Language",
            Self::School => "School stage",
            Self::LookedAfter => "Looked after by an authority",
            Self::Setting => "School or setting",
            Self::District => "Postcode district",
            Self::Stage => "Stage at referral",
            Self::Dates => "Dates needed",
        }
    }

    /// Whether its labels come from the data: a name that is there says that somebody is behind it, so
    /// small rows are put together without their names.
    #[must_use]
    pub fn is_open(self) -> bool {
        match self {
            Self::Organisation
            | Self::Authority
            | Self::Language
            | Self::Setting
            | Self::District => true,
            Self::Basis
            | Self::Kind
            | Self::Reached
            | Self::Cause
            | Self::Notice
            | Self::Side
            | Self::Reason
            | Self::Ahead
            | Self::Role
            | Self::Outcome
            | Self::Issue
            | Self::Choice
            | Self::Promise
            | Self::Mode
            | Self::School
            | Self::LookedAfter
            | Self::Stage
            | Self::Dates => false,
        }
    }

    /// Whether its rows say nothing of whether the aim was met, and are mere counts.
    #[must_use]
    pub fn is_blind(self) -> bool {
        self == Self::Dates
    }

    /// Whether a row is a share of its own, rather than a mere count: not where the label says already
    /// whether the aim was met.
    #[must_use]
    pub fn has_shares(self) -> bool {
        match self {
            Self::Basis
            | Self::Kind
            | Self::Organisation
            | Self::Authority
            | Self::Role
            | Self::Issue
            | Self::Promise
            | Self::Language => true,
            Self::Reached
            | Self::Cause
            | Self::Notice
            | Self::Side
            | Self::Reason
            | Self::Ahead
            | Self::Outcome
            | Self::Choice
            | Self::Mode
            | Self::School
            | Self::LookedAfter
            | Self::Setting
            | Self::District
            | Self::Stage
            | Self::Dates => false,
        }
    }
}

/// A breakdown of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Breakdown {
    /// By what.
    pub axis: Axis,
    /// Whether one thing may stand in several rows.
    pub overlaps: bool,
}

impl Breakdown {
    /// Each thing counted stands in one row at most.
    pub(super) const fn by(axis: Axis) -> Self {
        Self {
            axis,
            overlaps: false,
        }
    }

    /// A thing counted may stand in several rows.
    pub(super) const fn among(axis: Axis) -> Self {
        Self {
            axis,
            overlaps: true,
        }
    }
}

/// One thing counted: the event behind a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    /// The case.
    pub case: CaseId,
    /// The day by which it belongs to the period.
    pub on: NaiveDate,
    /// What happened, as a clause without names or anything that was said.
    pub words: String,
    /// Whether the aim was met.
    pub is_met: bool,
    /// Days, tenths of a kilometre or pence, where the figure is made of amounts.
    pub amount: Option<i64>,
    /// The rows in which it stands.
    pub labels: Vec<(Axis, String)>,
}

impl Counted {
    /// Something that happened in a case, and whether that is what is aimed for.
    pub(super) fn new(case: CaseId, on: NaiveDate, is_met: bool, words: impl Into<String>) -> Self {
        Self {
            case,
            on,
            words: words.into(),
            is_met,
            amount: None,
            labels: Vec::new(),
        }
    }

    /// The same, in a row.
    pub(super) fn labelled(mut self, axis: Axis, label: impl Into<String>) -> Self {
        self.labels.push((axis, label.into()));
        self
    }

    /// The same, with an amount.
    pub(super) fn amounting(mut self, amount: i64) -> Self {
        self.amount = Some(amount);
        self
    }

    /// The labels it has on an axis.
    pub(super) fn labels_on(&self, axis: Axis) -> impl Iterator<Item = &str> {
        let on = self.labels.iter().filter(move |(other, _)| *other == axis);
        on.map(|(_, label)| label.as_str())
    }
}

/// A figure before anything of it is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tally {
    /// Which figure.
    pub key: Key,
    /// What is counted.
    pub counted: Vec<Counted>,
    /// How many there are of what this is taken from, where another figure tells that.
    pub within: Option<usize>,
    /// The breakdowns.
    pub breakdowns: Vec<Breakdown>,
    /// The most that can be counted, where that is agreed and no count of people.
    pub most: Option<u64>,
    /// Why there can be no figure: nothing of the kind is recorded.
    pub not_recorded: Option<&'static str>,
    /// What else a reader must know.
    pub note: Option<&'static str>,
}

impl Tally {
    /// A figure of what was counted.
    pub(super) fn of(key: Key, counted: impl IntoIterator<Item = Counted>) -> Self {
        Self {
            key,
            counted: counted.into_iter().collect(),
            within: None,
            breakdowns: Vec::new(),
            most: None,
            not_recorded: None,
            note: None,
        }
    }

    /// A figure of which nothing is recorded.
    pub(super) fn not_recorded(key: Key, why: &'static str) -> Self {
        Self {
            not_recorded: Some(why),
            ..Self::of(key, [])
        }
    }

    /// The same, taken from so many.
    pub(super) fn within(self, whole: usize) -> Self {
        Self {
            within: Some(whole),
            ..self
        }
    }

    /// The same, broken down.
    pub(super) fn by(mut self, axes: &[Axis]) -> Self {
        self.breakdowns
            .extend(axes.iter().copied().map(Breakdown::by));
        self
    }

    /// The same; not recorded, where nothing was counted of what it is taken from.
    pub(super) fn unless_recorded(self, why: &'static str) -> Self {
        match self.within {
            Some(whole) if 0 < whole => self.unless_any(why),
            Some(_) | None => self,
        }
    }

    /// The same; not recorded, where nothing was counted.
    pub(super) fn unless_any(self, why: &'static str) -> Self {
        if self.counted.is_empty() {
            return Self::not_recorded(self.key, why);
        }
        self
    }

    /// The same, with a note.
    pub(super) fn noting(self, note: &'static str) -> Self {
        Self {
            note: Some(note),
            ..self
        }
    }
}
