//! The texts: complete, plain, and right about the law.

use std::collections::BTreeSet;

use entities::case::Kind;
use entities::referral::Signpost;

use super::read::{Fault, read};
use super::{Audience, Topic, all, glossary, of, signposted, with, with_words};
use crate::law::{Rule, words};
use crate::lifecycle::advice;
use crate::lifecycle::change::{Audience as Whom, Document};

/// Everything that a text says, a paragraph or a point a line.
fn said(topic: Topic) -> String {
    let guide = of(topic);
    let sections = guide.sections.iter();
    let sections = sections.map(|section| format!("{}\n{}", section.heading, section.text));
    let sections: Vec<String> = sections.collect();
    format!("{}\n{}", guide.summary, sections.join("\n"))
}

#[test]
fn every_topic_has_a_text_that_says_where_it_comes_from() {
    assert_eq!(all().len(), Topic::ALL.len());
    for guide in all() {
        let name = guide.topic.name();
        assert!(3 <= guide.sections.len(), "{name}");
        assert!(!guide.sources.is_empty(), "{name}");
        let headings = guide.sections.iter().map(|section| &section.heading);
        let different: BTreeSet<_> = headings.collect();
        assert_eq!(different.len(), guide.sections.len(), "{name}");
        assert!(!guide.terms().is_empty(), "{name}");
        assert_eq!(Topic::named(name), Some(guide.topic));
        assert_eq!(
            Topic::named(&name.to_uppercase().replace('-', "_")),
            Some(guide.topic)
        );
    }
    assert_eq!(Topic::named("the_weather"), None);
}

/// Sentences of a text, by their words.
fn sentences(topic: Topic) -> Vec<Vec<String>> {
    let text = said(topic);
    let sentences = text
        .lines()
        .flat_map(|line| line.split(['.', '?', ':', ';']));
    let words = sentences.map(|sentence| {
        let words = sentence.split_whitespace().map(str::to_owned);
        words
            .filter(|word| word.chars().any(char::is_alphanumeric))
            .collect()
    });
    words
        .filter(|words: &Vec<String>| !words.is_empty())
        .collect()
}

#[test]
fn what_families_read_is_in_short_sentences() {
    for guide in all() {
        if !guide.audience.reaches(Audience::Families) {
            continue;
        }
        let sentences = sentences(guide.topic);
        for sentence in &sentences {
            assert!(
                sentence.len() <= 25,
                "{:?}: {}",
                guide.topic,
                sentence.join(" ")
            );
        }
        let words: usize = sentences.iter().map(Vec::len).sum();
        assert!(
            words <= 12 * sentences.len(),
            "{:?}: {words} words",
            guide.topic
        );
    }
}

#[test]
fn what_families_read_needs_no_abbreviation() {
    let known = ["SENCO", "SENDIASS", "SEND"];
    for guide in all() {
        if !guide.audience.reaches(Audience::Families) {
            continue;
        }
        let text = said(guide.topic);
        let is_short = |word: &&str| 2 <= word.len() && word.chars().all(char::is_uppercase);
        let words = text.split(|letter: char| !letter.is_alphabetic());
        for word in words.filter(is_short) {
            assert!(known.contains(&word), "{:?}: {word}", guide.topic);
        }
    }
}

#[test]
fn every_length_of_time_is_that_of_the_law() {
    use Topic::{FaceToFace, InformationSheet, SchoolComplaint, YourChoices};
    // What a text says, and the rule that says so in its own words.
    for (topic, says, rule, length) in [
        (
            YourChoices,
            "two months from the day the decision letter was sent",
            "C14",
            "two months",
        ),
        (
            YourChoices,
            "one month from the day of your certificate",
            "C14",
            "one month",
        ),
        (
            YourChoices,
            "within two months of the day the letter was sent",
            "C5",
            "two months",
        ),
        (YourChoices, "It is six months", "C15", "six months"),
        (SchoolComplaint, "You have six months", "C15", "six months"),
        (
            InformationSheet,
            "within two months of the day the decision letter was sent",
            "C5",
            "two months",
        ),
        (
            InformationSheet,
            "it has 30 days to arrange it",
            "C8",
            "thirty calendar days",
        ),
        (
            InformationSheet,
            "the 30 days begin when the health board hears",
            "C9",
            "thirty calendar days",
        ),
        (
            InformationSheet,
            "at least five working days before",
            "C12",
            "five clear working days",
        ),
        (
            InformationSheet,
            "within three working days of telling the adviser",
            "C6",
            "three working days",
        ),
        (
            InformationSheet,
            "within three working days of the end",
            "C13",
            "three working days",
        ),
        (
            InformationSheet,
            "within three working days of that",
            "C11",
            "three working days",
        ),
        (
            InformationSheet,
            "You have two months from the day the letter was sent",
            "C14",
            "two months",
        ),
        (
            InformationSheet,
            "one month from the day of the certificate",
            "C14",
            "one month",
        ),
        (
            FaceToFace,
            "at least 15 days, and the day it was served is the first",
            "C4",
            "fifteen calendar days",
        ),
    ] {
        assert!(said(topic).contains(says), "{topic:?}: {says}");
        let rule = Rule::all().find(|known| known.id() == rule).unwrap();
        let lengths: Vec<String> = rule.all_texts().map(words::rule).collect();
        assert!(
            lengths.iter().any(|said| said.contains(length)),
            "{says}: {lengths:?}"
        );
    }
}

#[test]
fn the_information_sheet_explains_what_an_adviser_must() {
    let heading = |topic: advice::Topic| match topic {
        advice::Topic::Purpose => "What it is for",
        advice::Topic::Voluntary => "It is your choice",
        advice::Topic::Timescales => "How long it takes",
        advice::Topic::Certificate => "The certificate",
        advice::Topic::Expenses => "What it costs",
    };
    let sheet = of(Topic::InformationSheet);
    for &topic in advice::Topic::ALL {
        let heading = heading(topic);
        let found = sheet
            .sections
            .iter()
            .find(|section| section.heading == heading);
        assert!(found.is_some(), "{topic}");
    }
}

#[test]
fn the_order_of_a_session_is_told() {
    let day = of(Topic::TheDay);
    let order = day
        .sections
        .iter()
        .find(|section| section.heading == "The order");
    let steps: Vec<&str> = order.unwrap().text.lines().collect();
    assert_eq!(steps.len(), 8);
    for (step, word) in steps.iter().zip([
        "ground rules",
        "Introductions",
        "for",
        "Each side",
        "Questions",
        "Ideas",
        "Agreements",
        "sign",
    ]) {
        assert!(step.contains(word), "{step}");
    }
}

#[test]
fn every_letter_of_the_law_to_a_family_goes_with_that_of_the_advice_service() {
    let carries = |document, to, kind| with(document, to, kind).contains(&Topic::SupportLetter);
    for document in [
        Document::Certificate,
        Document::AppealDeadline,
        Document::NoticeOfDate,
    ] {
        assert!(carries(document, Whom::Family, Kind::MedE), "{document}");
        assert!(
            !carries(document, Whom::Everybody, Kind::MedE),
            "{document}"
        );
    }
    assert!(!carries(Document::NoticeOfDate, Whom::Family, Kind::DrF));
    assert!(!carries(Document::TypedAgreement, Whom::Family, Kind::MedE));
}

#[test]
fn what_goes_with_each_document() {
    let mut table = Vec::new();
    for &document in Document::ALL {
        for (whom, to) in [("family", Whom::Family), ("others", Whom::Others)] {
            let names = with(document, to, Kind::MedE).into_iter().map(Topic::name);
            let names: Vec<&str> = names.collect();
            table.push(format!("{document} | {whom} | {}", names.join(", ")));
        }
    }
    insta::assert_snapshot!(table.join("\n"));
}

#[test]
fn agencies_get_no_text_for_families() {
    for &document in Document::ALL {
        for &to in Whom::ALL.iter().filter(|&&to| to != Whom::Family) {
            for topic in with(document, to, Kind::DrA) {
                assert_ne!(of(topic).audience, Audience::Families, "{document} to {to}");
            }
        }
    }
}

#[test]
fn what_is_written_down_as_words_is_found_again() {
    for &document in Document::ALL {
        for &to in Whom::ALL {
            let found = with_words(&document.to_string(), &to.to_string(), Kind::MedX);
            assert_eq!(found, with(document, to, Kind::MedX));
        }
    }
    assert_eq!(
        with_words("issue the certificate", "the family", Kind::MedX),
        []
    );
    assert_eq!(with_words("certificate", "nobody", Kind::MedX), []);
}

#[test]
fn a_signpost_leads_to_a_text_that_names_it() {
    for (whither, named) in [
        (Signpost::Sendiass, "SENDIASS"),
        (
            Signpost::SettingComplaint,
            "The school's complaints procedure",
        ),
        (Signpost::AuthorityComplaint, "About the local authority"),
        (Signpost::HealthComplaint, "About the health service"),
        (Signpost::Ombudsman, "Social Care Ombudsman"),
        (Signpost::Tribunal, "The SEND Tribunal"),
        (Signpost::OtherService, "Where to look"),
    ] {
        assert!(said(signposted(whither)).contains(named), "{whither:?}");
    }
}

#[test]
fn the_glossary_is_sorted_and_each_word_means_one_thing() {
    let sorted: Vec<String> = glossary()
        .iter()
        .map(|term| term.term.to_lowercase())
        .collect();
    assert!(sorted.is_sorted(), "{sorted:?}");
    let mut known = BTreeSet::new();
    for term in glossary() {
        for word in [term.term].iter().chain(term.also) {
            assert!(known.insert(word.to_lowercase()), "{word} is there twice");
        }
        assert!(
            term.meaning.ends_with('.') && !term.source.ends_with('.'),
            "{}",
            term.term
        );
    }
}

#[test]
fn a_text_names_the_words_that_stand_in_it() {
    let names = |topic| {
        of(topic)
            .terms()
            .into_iter()
            .map(|term| term.term)
            .collect::<Vec<_>>()
    };
    let day = names(Topic::TheDay);
    assert!(
        day.contains(&"Private word") && day.contains(&"Ground rules"),
        "{day:?}"
    );
    assert!(!day.contains(&"Looked-after child"), "{day:?}");
    // "parties" is in the text; "party" is the word of the glossary.
    assert!(names(Topic::Roles).contains(&"Party"));
}

const TEXT: &str = "# A title\n\nFor: everybody\n\nA summary\nof two lines.\n\n\
    ## A heading\n\nA paragraph\ngoes on.\n\n- a point\n  goes on\n- another\n\n1. first\n\n\
    ## Sources\n\n- a law\n- another\n";

#[test]
fn a_file_is_read() {
    let guide = read(Topic::TheDay, TEXT).unwrap();
    assert_eq!(
        (guide.title.as_str(), guide.audience),
        ("A title", Audience::Everybody)
    );
    assert_eq!(guide.summary, "A summary of two lines.");
    assert_eq!(guide.sections.len(), 1);
    let expected = "A paragraph goes on.\n- a point goes on\n- another\n1. first";
    assert_eq!(guide.sections[0].text, expected);
    assert_eq!(guide.sources, ["a law", "another"]);
}

#[test]
fn a_file_that_lacks_something_is_refused() {
    for (from, to, fault) in [
        ("# A title", "A title", Fault::Title),
        ("For: everybody", "Everybody", Fault::Audience),
        ("For: everybody", "For: nobody", Fault::Audience),
        ("\nA summary\nof two lines.\n", "", Fault::Summary),
        (
            "A paragraph\ngoes on.\n\n- a point\n  goes on\n- another\n\n1. first\n",
            "",
            Fault::Section,
        ),
        ("## Sources\n\n- a law\n- another\n", "", Fault::Sources),
        ("- a law", "a law", Fault::Sources),
    ] {
        assert!(TEXT.contains(from), "{from}");
        assert_eq!(
            read(Topic::TheDay, &TEXT.replace(from, to)),
            Err(fault),
            "{from}"
        );
    }
    let empty = TEXT.replace(
        "## A heading\n\nA paragraph\ngoes on.\n\n- a point\n  goes on\n- another\n\n1. first\n\n",
        "",
    );
    assert_eq!(read(Topic::TheDay, &empty), Err(Fault::Section));
}
