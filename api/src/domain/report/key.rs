//! The figures of a report: what each says, from which events, in which unit, and what is aimed for.

/// In which unit a figure is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// How many of how many, and per hundred.
    Share,
    /// How many.
    Count,
    /// Days: the middle one, and the one that nine of ten do not exceed.
    Days,
    /// Kilometres as the crow flies: the same two.
    Kilometres,
    /// Pence: the mean.
    Pence,
}

impl Unit {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Share => "share",
            Self::Count => "count",
            Self::Days => "days",
            Self::Kilometres => "kilometres",
            Self::Pence => "pence",
        }
    }
}

/// What is said of a figure wherever it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct About {
    kpi: u8,
    id: &'static str,
    unit: Unit,
    title: &'static str,
    target: Option<&'static str>,
    definition: &'static str,
}

/// A list of figures: name, number, id, unit, title, target, definition.
macro_rules! keys {
    ($($name:ident $kpi:literal $id:literal $unit:ident $title:literal $target:expr, $definition:literal;)*) => {
        /// A figure of the report. Several may belong to one indicator (K1 to K25, `docs/reports.md`).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Key {
            $(
                #[doc = $definition]
                $name,
            )*
        }

        impl Key {
            /// Every figure, in the order of the report.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            fn about(self) -> About {
                match self {
                    $(Self::$name => About {
                        kpi: $kpi,
                        id: $id,
                        unit: Unit::$unit,
                        title: $title,
                        target: $target,
                        definition: $definition,
                    },)*
                }
            }
        }
    };
}

keys! {
    K1 1 "K1" Share "Contacts answered within a working day" Some("1 working day"),
        "Families that made contact in the period: how many had the first answer of a person by the end of the next working day.";
    K2 2 "K2" Share "Certificates on time" Some("100 % (regulations 34(1) and 39)"),
        "Certificates whose last day lies in the period: how many were issued by then, by the reason why the family has one.";
    K3 3 "K3" Share "Mediations within 30 days" Some("100 % (regulations 35 and 36); commissioners often ask for 90 to 95 %"),
        "Mediations whose thirtieth day lies in the period: how many were held by then. One that was withdrawn or closed before is left out.";
    K4 4 "K4" Days "Days from the request to the mediation" Some("at most 25 days"),
        "Mediations first held in the period: the days from the word to the authority, or to the health body where health alone is in dispute.";
    K5 5 "K5" Share "Notice of date and place" Some("100 % (regulation 37(2))"),
        "Mediations first held in the period: how many had their date agreed at least five clear working days before.";
    K6 6 "K6" Share "Replies to the request for dates" Some("80 %"),
        "Requests for dates to be answered by a day in the period: how many were, within three working days, by organisation.";
    K7 7 "K7" Share "Somebody with authority present" Some("100 % (regulation 37(1))"),
        "Mediations first held in the period: how many had somebody there who may decide each issue.";
    K8 8 "K8" Count "Postponements and cancellations" None,
        "Agreed meetings that were called off in the period, by whose side, why, and how long before.";
    K9 9 "K9" Share "Everybody required came" None,
        "Mediations first held in the period: how many had everybody there who was required.";
    K9Absences 9 "K9.absences" Share "People expected who came" None,
        "People expected at the mediations first held in the period: how many came, by role.";
    K10 10 "K10" Share "Mediations that end in agreement" Some("about 85 %"),
        "Mediations that ended in the period: how many with full or partial agreement.";
    K10Issues 10 "K10.issues" Share "Issues agreed" None,
        "Issues of the mediations that ended in the period, where it is recorded what became of them: how many were agreed, in full or in part.";
    K11 11 "K11" Share "Take-up of mediation" Some("42 % in a study of 2014 to 2016"),
        "Families that made contact in the period: how many have chosen mediation.";
    K12 12 "K12" Share "Mediations followed by an appeal" Some("18 % in 2024, for England"),
        "Mediations that ended in the period: how many are known to have been followed by an appeal. The others are the appeals avoided.";
    K13 13 "K13" Share "Promises kept in time" Some("100 % (regulations 42 and 44)"),
        "Actions of agreements due on a day in the period: how many were done by then, by the kind of promise.";
    K14 14 "K14" Share "Follow-up checks done" Some("100 %"),
        "Checks that an agreement works, due on a day in the period: how many were done.";
    K15 15 "K15" Share "Satisfied with the service" Some("98 %"),
        "Evaluations received in the period: how many are satisfied or highly satisfied with the service, by role.";
    K15Mediator 15 "K15.mediator" Share "Satisfied with the mediator" Some("98 %"),
        "Evaluations received in the period: how many are satisfied or highly satisfied with the mediator, by role.";
    K15Response 15 "K15.response" Share "Evaluations returned" None,
        "People invited in the period to evaluate: how many have answered.";
    K16 16 "K16" Share "Child's views obtained" None,
        "Mediations first held in the period: how many had the views of the child or young person by the day of the meeting.";
    K16Attended 16 "K16.attended" Share "Child or young person there" None,
        "Mediations first held in the period: how many had the child or young person there.";
    K17 17 "K17" Count "Mediations in person and by video" None,
        "Mediations first held in the period, by how they were held.";
    K17Distance 17 "K17.distance" Kilometres "The family's journey" None,
        "Mediations first held in the period in person: how far the place was from the family's, one way, as the crow flies.";
    K18 18 "K18" Share "Interpreters provided" Some("100 %"),
        "Mediations first held in the period for which an interpreter was asked: how many had one.";
    K18Lead 18 "K18.lead" Days "Notice for the interpreter" None,
        "Mediations first held in the period with an interpreter: the days from booking the interpreter, or else from agreeing the date, to the meeting.";
    K19 19 "K19" Count "Whom the service reaches" None,
        "Cases opened in the period, by what is known of the child or young person. One with two cases counts with each.";
    K20 20 "K20" Count "What is in dispute, and where" None,
        "Cases opened in the period, by what is in dispute, by school or setting, and by postcode district of the family.";
    K21 21 "K21" Share "Referred early" None,
        "Cases opened in the period whose stage at referral is recorded: how many came early, before positions were entrenched.";
    K22 22 "K22" Count "Facilitated meetings" None,
        "Facilitations held in the period, by type.";
    K22Notes 22 "K22.notes" Share "Notes of facilitations in time" None,
        "Facilitations held in the period: how many had final notes within two weeks, the limit for the report of an annual review (regulation 20(9)).";
    K23 23 "K23" Count "Volume" None,
        "Cases opened in the period, by type.";
    K23Cap 23 "K23.cap" Share "Meetings used under the contract" None,
        "Meetings agreed or held under the contracts in force on the last day of the period, up to that day, of those they pay for at most.";
    K23Cost 23 "K23.cost" Pence "Cost of a mediation" None,
        "Mediations first held in the period: the mean of what is recorded as spent on each, for the room and in expenses.";
    K24 24 "K24" Count "Complaints" None,
        "Complaints received in the period about cases of this commissioner, by what came of them.";
    K24Safeguarding 24 "K24.safeguarding" Count "Safeguarding concerns" None,
        "Safeguarding concerns recorded in the period in cases of this commissioner, by what came of them.";
    K25 25 "K25" Share "First date accepted" None,
        "Cases for which a first date was held in the period, and it is known what became of it: how many accepted it.";
    K25Planned 25 "K25.planned" Share "Planned dates used as planned" None,
        "Cases planned together with others in the period, and given a date afterwards: how many had the planned time and mediator. People chose otherwise for the rest.";
}

impl Key {
    /// The number of the indicator it belongs to: 1 to 25.
    #[must_use]
    pub fn kpi(self) -> u8 {
        self.about().kpi
    }

    /// Its name for programs: `K3`, `K10.issues`.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.about().id
    }

    /// Its unit.
    #[must_use]
    pub fn unit(self) -> Unit {
        self.about().unit
    }

    /// What it is called.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.about().title
    }

    /// What is aimed for; `None` where nothing is.
    #[must_use]
    pub fn target(self) -> Option<&'static str> {
        self.about().target
    }

    /// What is counted.
    #[must_use]
    pub fn definition(self) -> &'static str {
        self.about().definition
    }
}
