//! Which texts there are.

/// Makes the list of topics: each with its name at the command line, which is that of its file.
macro_rules! topics {
    ($($(#[$doc:meta])* $topic:ident $name:literal;)+) => {
        /// What a text is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Topic {
            $($(#[$doc])* $topic,)+
        }

        impl Topic {
            /// Every one of them, in the order in which they are listed.
            pub const ALL: &'static [Self] = &[$(Self::$topic,)+];

            /// Its name at the command line: `the-day`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$topic => $name,)+
                }
            }

            /// The file that holds its text.
            pub(super) const fn source(self) -> &'static str {
                match self {
                    $(Self::$topic => include_str!(concat!("texts/", $name, ".md")),)+
                }
            }
        }
    };
}

topics! {
    /// Free advice from somebody independent.
    IndependentAdvice "independent-advice";
    /// All the ways to put things right, the Tribunal included.
    YourChoices "your-choices";
    /// What to know of mediation before choosing it or not.
    InformationSheet "information-sheet";
    /// What happens from the first call until after the meeting.
    HowItGoes "how-it-goes";
    /// The steps of a disagreement with a school.
    SchoolComplaint "school-complaint";
    /// What each specialist does.
    Specialists "specialists";
    /// Help with needs of another kind, and where to look for it.
    OtherHelp "other-help";
    /// The letter of the local advice service that goes with each letter of the law.
    SupportLetter "support-letter";
    /// Mediation, disagreement resolution and facilitation: which is which.
    WhichMeeting "which-meeting";
    /// Why it is worth meeting, and when to offer it.
    FaceToFace "face-to-face";
    /// Who does what at the meeting.
    Roles "roles";
    /// A list to prepare by.
    Preparing "preparing";
    /// When to come, the order of the session, and breaks.
    TheDay "the-day";
    /// Words for letters and talks: the child first, now and next, the matter and not the person.
    Words "words";
    /// Ringing families with good news, and before bad news.
    RingingFamilies "ringing-families";
}

impl Topic {
    /// The topic of a name, in small or capital letters, with hyphens or low lines.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase().replace('_', "-");
        Self::ALL.iter().copied().find(|topic| topic.name() == name)
    }
}
