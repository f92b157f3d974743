//! What is said to programs: docs/guides.md lists the fields.

use serde::Serialize;

use crate::guide::{self, Guide, Term};

/// A text.
#[derive(Serialize)]
struct Shown<'a> {
    topic: &'static str,
    title: &'a str,
    audience: &'static str,
    summary: &'a str,
    sections: Vec<Part<'a>>,
    sources: &'a [String],
    terms: Vec<&'static str>,
}

#[derive(Serialize)]
struct Part<'a> {
    heading: &'a str,
    text: &'a str,
}

/// A text, as the list has it.
#[derive(Serialize)]
struct Listed<'a> {
    topic: &'static str,
    title: &'a str,
    audience: &'static str,
    summary: &'a str,
}

/// A word.
#[derive(Serialize)]
struct Explained {
    term: &'static str,
    also: &'static [&'static str],
    meaning: &'static str,
    source: &'static str,
}

/// One JSON object.
pub(super) fn guide(guide: &Guide) -> String {
    let sections = guide.sections.iter().map(|section| Part {
        heading: &section.heading,
        text: &section.text,
    });
    printed(&Shown {
        topic: guide.topic.name(),
        title: &guide.title,
        audience: guide.audience.word(),
        summary: &guide.summary,
        sections: sections.collect(),
        sources: &guide.sources,
        terms: guide.terms().into_iter().map(|term| term.term).collect(),
    })
}

/// One JSON array.
pub(super) fn list() -> String {
    let listed = guide::all().iter().map(|guide| Listed {
        topic: guide.topic.name(),
        title: &guide.title,
        audience: guide.audience.word(),
        summary: &guide.summary,
    });
    printed(&listed.collect::<Vec<_>>())
}

/// One JSON array.
pub(super) fn glossary() -> String {
    let explained = |term: &Term| Explained {
        term: term.term,
        also: term.also,
        meaning: term.meaning,
        source: term.source,
    };
    printed(&guide::glossary().iter().map(explained).collect::<Vec<_>>())
}

fn printed(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("texts are always JSON")
}
