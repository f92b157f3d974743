//! Asks everything as everybody, of cases that are theirs and of cases that are not.

use std::collections::BTreeSet;

use api::schema::id::Kind;
use serde_json::{Value, json};
use uuid::Uuid;

use super::answer::{filled, secrets};
use super::corpus::{About, Corpus, Shot};
use super::matrix::Matrix;
use super::world::{Observer, Tie, World, spread};
use crate::ids::of;

/// How much is asked.
#[derive(Clone, Copy, Debug)]
pub struct Amount {
    /// Cases of one's own, for each who asks; of different types and states first.
    pub own: usize,
    /// Cases that are somebody else's.
    pub foreign: usize,
}

impl Amount {
    /// So much as a test has time for.
    pub const OF_A_TEST: Self = Self {
        own: 10,
        foreign: 3,
    };
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Found {
    /// Answers looked at.
    pub answers: usize,
    /// Who reads which field.
    pub matrix: Matrix,
    /// Secrets that reached somebody they are none of the business of, in words.
    pub foreign: BTreeSet<String>,
    /// Kinds of secrets that reached somebody.
    pub told: BTreeSet<String>,
    /// Answers that were faults, in words.
    pub faults: BTreeSet<String>,
    /// Cases that were answered about to somebody who has nothing to do with them, in words.
    pub open: BTreeSet<String>,
}

/// A document, and what it is asked of.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// The document.
    pub shot: &'a Shot,
    /// The case, person, plan or payer.
    pub id: String,
    /// The case of a plan.
    pub about: String,
    /// What ties the one who asks to it.
    pub tie: Option<Tie>,
    /// The case, when it is none of theirs.
    pub foreign: Option<Uuid>,
}

/// Everything that one observer asks: what needs no case, of so many cases of their own, and of so many
/// that are not.
#[must_use]
pub fn questions<'a>(
    world: &World,
    corpus: &'a Corpus,
    observer: &Observer,
    amount: Amount,
) -> Vec<Question<'a>> {
    let mut all = Vec::new();
    let mut ask = |shot: &'a Shot, id: &str, about: &str, tie, foreign| {
        all.push(Question {
            shot,
            id: id.to_owned(),
            about: about.to_owned(),
            tie,
            foreign,
        });
    };
    for shot in &corpus.shots {
        match shot.about {
            About::Nothing => ask(shot, "", "", observer.tie, None),
            About::Plan => ask(shot, &world.plan.0, &world.plan.1, observer.tie, None),
            About::Commissioner => {
                for payer in &world.commissioners {
                    ask(shot, payer, "", observer.tie, None);
                }
            }
            About::Case | About::Person => {}
        }
    }
    let alike = &world.states;
    let own = spread(observer.cases.keys(), alike, amount.own);
    let own = own
        .into_iter()
        .map(|case| (case, observer.cases.get(&case).copied(), None));
    let foreign = if observer.is_first { amount.foreign } else { 0 };
    let theirs = world
        .families
        .keys()
        .filter(|case| !observer.cases.contains_key(case));
    let foreign = spread(theirs, alike, foreign);
    let foreign = foreign.into_iter().map(|case| (case, None, Some(case)));
    for (case, tie, foreign) in own.chain(foreign) {
        for shot in &corpus.shots {
            match shot.about {
                About::Case => ask(shot, &of(Kind::Case, case), "", tie, foreign),
                About::Person => {
                    for person in world.families.get(&case).into_iter().flatten() {
                        ask(shot, &of(Kind::Person, *person), "", tie, foreign);
                    }
                }
                About::Plan | About::Commissioner | About::Nothing => {}
            }
        }
    }
    all
}

/// Asks one question as somebody.
pub async fn ask(world: &World, observer: &Observer, question: &Question<'_>) -> Value {
    let variables = json!({
        "id": question.id, "about": question.about, "from": "2026-01-01", "until": "2026-03-31",
    });
    let person = observer.person.map(entities::PersonId);
    world.app.run(person, &question.shot.text, variables).await
}

/// Asks.
pub async fn replay(world: &World, corpus: &Corpus, amount: Amount) -> Found {
    let mut found = Found::default();
    for observer in &world.observers {
        for question in questions(world, corpus, observer, amount) {
            let answer = ask(world, observer, &question).await;
            look(corpus, observer, &question, &answer, &mut found);
        }
    }
    found
}

/// Looks at an answer.
fn look(
    corpus: &Corpus,
    observer: &Observer,
    question: &Question<'_>,
    answer: &Value,
    found: &mut Found,
) {
    let Question { shot, tie, .. } = question;
    found.answers += 1;
    let name = observer.tie.map_or("anonymous", Tie::name);
    if let Some(case) = question.foreign
        && answer["data"]["case"].is_object()
    {
        found
            .open
            .insert(format!("{name} sees a case that is none of theirs: {case}"));
    }
    if answer["errors"].is_array() {
        found
            .faults
            .insert(format!("{name}: {} {}", shot.text, answer["errors"]));
    }
    for (what, key) in secrets(&answer.to_string()) {
        if observer.person.is_none() || observer.is_foreign(&key) {
            found
                .foreign
                .insert(format!("{name} reads {what} of {key} in {}", shot.text));
        }
        found.told.insert(what);
    }
    if let Some(tie) = *tie {
        let mut fields = BTreeSet::new();
        let data = &answer["data"];
        filled(corpus, "Query", data, &observer.gid(), &mut fields);
        found.matrix.add(tie, fields);
    }
}
