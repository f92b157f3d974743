//! What people are told, in plain words, for anybody: nothing here is about a case or a person.

use async_graphql::{Enum, Object, SimpleObject};

use crate::guide::{self, Audience, Section, Term, Topic};

/// What a text is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Topic")]
pub enum GuideTopic {
    /// Free advice from somebody independent.
    IndependentAdvice,
    /// All the ways to put things right, the Tribunal included.
    YourChoices,
    /// What to know of mediation before choosing it or not.
    InformationSheet,
    /// What happens from the first call until after the meeting.
    HowItGoes,
    /// The steps of a disagreement with a school.
    SchoolComplaint,
    /// What each specialist does.
    Specialists,
    /// Help with needs of another kind, and where to look for it.
    OtherHelp,
    /// The letter of the local advice service that goes with each letter of the law; what is in square
    /// brackets is filled in by whoever sends it.
    SupportLetter,
    /// Mediation, disagreement resolution and facilitation: which is which.
    WhichMeeting,
    /// Why it is worth meeting, and when to offer it.
    FaceToFace,
    /// Who does what at the meeting.
    Roles,
    /// A list to prepare by.
    Preparing,
    /// When to come, the order of the session, and breaks.
    TheDay,
    /// Words for letters and talks: the child first, now and next, the matter and not the person.
    Words,
    /// Ringing families with good news, and before bad news.
    RingingFamilies,
}

/// For whom a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Audience")]
pub enum GuideAudience {
    /// Parents, children and young people.
    Families,
    /// Those who come or write for a school, an authority or a health body.
    Professionals,
    /// Those who write and ring for the service.
    Service,
    /// Everybody who takes part in a meeting.
    Everybody,
}

/// A text in plain words.
pub struct Guide(&'static guide::Guide);

/// A text in plain words.
#[Object]
impl Guide {
    /// What it is about.
    async fn topic(&self) -> GuideTopic {
        self.0.topic.into()
    }

    /// Its title.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// For whom it is written.
    async fn audience(&self) -> GuideAudience {
        self.0.audience.into()
    }

    /// What it says, in a sentence or two.
    async fn summary(&self) -> &str {
        &self.0.summary
    }

    /// Its parts, in order.
    async fn sections(&self) -> Vec<GuideSection> {
        let section = |section: &'static Section| GuideSection {
            heading: &section.heading,
            text: &section.text,
        };
        self.0.sections.iter().map(section).collect()
    }

    /// Where it can be read again, or who said so.
    async fn sources(&self) -> &[String] {
        &self.0.sources
    }

    /// The words of the glossary that stand in it, from A to Z.
    async fn terms(&self) -> Vec<GlossaryTerm> {
        self.0.terms().into_iter().map(GlossaryTerm::from).collect()
    }
}

/// A part of a text.
#[derive(SimpleObject)]
pub struct GuideSection {
    /// What it is about.
    heading: &'static str,
    /// What it says: a paragraph, or a point of a list, a line. Points begin with `- ` or a number.
    text: &'static str,
}

/// A word, in plain words.
#[derive(SimpleObject)]
pub struct GlossaryTerm {
    /// The word.
    term: &'static str,
    /// Short forms and other words for it.
    also: Vec<&'static str>,
    /// What it means.
    meaning: &'static str,
    /// Where it comes from.
    source: &'static str,
}

impl From<&'static Term> for GlossaryTerm {
    fn from(term: &'static Term) -> Self {
        Self {
            term: term.term,
            also: term.also.to_vec(),
            meaning: term.meaning,
            source: term.source,
        }
    }
}

/// Queries about what people are told.
#[derive(Default)]
pub struct GuideQueries;

/// Queries about what people are told.
#[Object]
impl GuideQueries {
    /// Lists the texts. Anybody may ask, signed in or not.
    async fn guides(
        &self,
        #[graphql(desc = "For whom; what is for everybody is listed for each. All, if left out.")]
        audience: Option<GuideAudience>,
    ) -> Vec<Guide> {
        let audience = audience.map(Audience::from);
        let guides = guide::all()
            .iter()
            .filter(|guide| audience.is_none_or(|audience| guide.audience.reaches(audience)));
        guides.map(Guide).collect()
    }

    /// The text about a topic. Anybody may ask, signed in or not.
    async fn guide(&self, #[graphql(desc = "What it is about.")] topic: GuideTopic) -> Guide {
        Guide(guide::of(topic.into()))
    }

    /// Lists what the words mean, from A to Z. Anybody may ask, signed in or not.
    async fn glossary(&self) -> Vec<GlossaryTerm> {
        guide::glossary().iter().map(GlossaryTerm::from).collect()
    }
}
