//! A file of `texts/`, read.

use std::sync::LazyLock;

use super::{Term, Topic, terms_in};

/// For whom a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Parents, children and young people.
    Families,
    /// Those who come or write for a school, an authority or a health body.
    Professionals,
    /// Those who write and ring for the service.
    Service,
    /// Everybody who takes part in a meeting.
    Everybody,
}

impl Audience {
    /// The word that says it in a file.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Families => "families",
            Self::Professionals => "professionals",
            Self::Service => "service",
            Self::Everybody => "everybody",
        }
    }

    /// Whether a text for this audience is for another as well: what is for everybody is for each.
    #[must_use]
    pub fn reaches(self, wanted: Self) -> bool {
        self == wanted || self == Self::Everybody
    }

    fn of(word: &str) -> Option<Self> {
        let all = [
            Self::Families,
            Self::Professionals,
            Self::Service,
            Self::Everybody,
        ];
        all.into_iter().find(|audience| audience.word() == word)
    }
}

/// A text: what it is about, for whom, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guide {
    /// What it is about.
    pub topic: Topic,
    /// Its title.
    pub title: String,
    /// For whom it is written.
    pub audience: Audience,
    /// What it says, in a sentence or two.
    pub summary: String,
    /// Its parts, in order; at least one.
    pub sections: Vec<Section>,
    /// Where it can be read again, or who said so; at least one.
    pub sources: Vec<String>,
}

impl Guide {
    /// The words of the glossary that stand in it, from A to Z.
    #[must_use]
    pub fn terms(&self) -> Vec<&'static Term> {
        let said = self
            .sections
            .iter()
            .flat_map(|section| [section.heading.as_str(), section.text.as_str()]);
        let said: Vec<&str> = [self.title.as_str(), self.summary.as_str()]
            .into_iter()
            .chain(said)
            .collect();
        terms_in(&said.join("\n"))
    }
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it is about.
    pub heading: String,
    /// What it says: a paragraph, or a point of a list, a line. Points begin with `- ` or a number.
    pub text: String,
}

/// What a file lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Fault {
    /// It does not begin with a title.
    #[error("it does not begin with a title, as in `# Title`")]
    Title,
    /// Nothing says for whom it is.
    #[error("after the title, nothing says for whom it is, as in `For: families`")]
    Audience,
    /// It has no summary.
    #[error("no summary stands before the first heading")]
    Summary,
    /// A heading has no text.
    #[error("a heading has no text")]
    Section,
    /// It does not end with its sources.
    #[error("it does not end with `## Sources` and a list of them")]
    Sources,
}

/// Every text, in the order of the topics.
static GUIDES: LazyLock<Vec<Guide>> = LazyLock::new(|| {
    let guides = Topic::ALL.iter().map(|&topic| {
        read(topic, topic.source()).expect("a test reads every file that the program carries")
    });
    guides.collect()
});

/// Every text, in the order of the topics.
#[must_use]
pub fn all() -> &'static [Guide] {
    &GUIDES
}

/// The text about a topic.
///
/// # Panics
///
/// Never: every topic has its file.
#[must_use]
pub fn of(topic: Topic) -> &'static Guide {
    let found = GUIDES.iter().find(|guide| guide.topic == topic);
    found.expect("every topic has its file")
}

/// Reads a file: a title, for whom it is, a summary, parts with headings, and its sources.
pub(super) fn read(topic: Topic, file: &str) -> Result<Guide, Fault> {
    let mut parts = file.split("\n## ");
    let head = parts.next().and_then(|head| head.strip_prefix("# "));
    let (title, head) = head
        .and_then(|head| head.split_once("\n\n"))
        .ok_or(Fault::Title)?;
    let (audience, summary) = head
        .strip_prefix("For: ")
        .and_then(|head| head.split_once('\n'))
        .ok_or(Fault::Audience)?;
    let audience = Audience::of(audience).ok_or(Fault::Audience)?;
    let summary = flowing(summary);
    if summary.is_empty() {
        return Err(Fault::Summary);
    }
    let mut sections = parts.map(section).collect::<Result<Vec<_>, _>>()?;
    let sources = sections
        .pop_if(|last| last.heading == "Sources")
        .ok_or(Fault::Sources)?;
    let sources = sources.text.lines().map(|line| line.strip_prefix("- "));
    let sources: Option<Vec<String>> = sources.map(|line| line.map(str::to_owned)).collect();
    let sources = sources.ok_or(Fault::Sources)?;
    if sections.is_empty() {
        return Err(Fault::Section);
    }
    Ok(Guide {
        topic,
        title: title.to_owned(),
        audience,
        summary,
        sections,
        sources,
    })
}

fn section(part: &str) -> Result<Section, Fault> {
    let (heading, text) = part.split_once('\n').ok_or(Fault::Section)?;
    let text = flowing(text);
    if text.is_empty() {
        return Err(Fault::Section);
    }
    Ok(Section {
        heading: heading.to_owned(),
        text,
    })
}

/// Whether a line begins a point of a list.
pub(crate) fn is_point(line: &str) -> bool {
    let number = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    line.starts_with("- ") || number.len() < line.len() && number.starts_with(". ")
}

/// The same text with each paragraph, and each point of a list, on one line.
fn flowing(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut goes_on = false;
    for line in text.lines().map(str::trim) {
        match lines.last_mut() {
            Some(last) if goes_on && !line.is_empty() && !is_point(line) => {
                last.push(' ');
                last.push_str(line);
            }
            _ if !line.is_empty() => lines.push(line.to_owned()),
            _ => {}
        }
        goes_on = !line.is_empty();
    }
    lines.join("\n")
}
