//! What is said to people, in lines of at most eighty columns.

use crate::commands::planner::indented;
use crate::guide::{self, Audience, Guide, is_point};

/// A text, with its words and its sources.
pub(super) fn guide(guide: &Guide) -> String {
    let mut said = indented("", &guide.title);
    said += "\n";
    said += &indented("", &guide.summary);
    for section in &guide.sections {
        said += "\n";
        said += &indented("", &section.heading);
        for line in section.text.lines() {
            said += &written(line);
        }
    }
    said += "\nSources\n";
    for source in &guide.sources {
        said += &indented("  - ", source);
    }
    said
}

/// A paragraph or a point, under its heading.
fn written(line: &str) -> String {
    match line.split_once(' ') {
        Some((mark, rest)) if is_point(line) => indented(&format!("  {mark} "), rest),
        Some(_) | None => indented("  ", line),
    }
}

/// Every text: its name, its title, and for whom it is.
pub(super) fn list() -> String {
    let mut said = String::new();
    for guide in guide::all() {
        let line = format!("{} (for {})", guide.title, whom(guide.audience));
        said += &indented(&format!("{:<20}", guide.topic.name()), &line);
    }
    said + "\nA text is shown by `concord guide show TOPIC`, for example\nconcord guide show the-day\n"
}

const fn whom(audience: Audience) -> &'static str {
    match audience {
        Audience::Families => "families",
        Audience::Professionals => "professionals",
        Audience::Service => "the service",
        Audience::Everybody => "everybody",
    }
}

/// Every word and what it means.
pub(super) fn glossary() -> String {
    let terms = guide::glossary().iter().map(|term| {
        let word = if term.also.is_empty() {
            term.term.to_owned()
        } else {
            format!("{} (also: {})", term.term, term.also.join(", "))
        };
        indented("", &word)
            + &indented("  ", term.meaning)
            + &indented("  ", &format!("Source: {}.", term.source))
    });
    terms.collect::<Vec<_>>().join("\n")
}
