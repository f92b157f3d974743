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

/// Asks.
pub async fn replay(world: &World, corpus: &Corpus, amount: Amount) -> Found {
    let mut found = Found::default();
    let alike = &world.states;
    for observer in &world.observers {
        let mut asking = Asking {
            world,
            corpus,
            observer,
            found: &mut found,
        };
        asking.without_a_subject().await;
        for case in spread(observer.cases.keys(), alike, amount.own) {
            asking.own(case).await;
        }
        let foreign = if observer.is_first { amount.foreign } else { 0 };
        let theirs: Vec<Uuid> = world
            .families
            .keys()
            .copied()
            .filter(|case| !observer.cases.contains_key(case))
            .collect();
        for case in spread(theirs.iter(), alike, foreign) {
            asking.foreign(case).await;
        }
    }
    found
}

struct Asking<'a> {
    world: &'a World,
    corpus: &'a Corpus,
    observer: &'a Observer,
    found: &'a mut Found,
}

impl Asking<'_> {
    async fn without_a_subject(&mut self) {
        let (plan, about) = self.world.plan.clone();
        for shot in &self.corpus.shots {
            match shot.about {
                About::Nothing => drop(self.ask(shot, "", "", self.observer.tie).await),
                About::Plan => drop(self.ask(shot, &plan, &about, self.observer.tie).await),
                About::Commissioner => {
                    for payer in self.world.commissioners.clone() {
                        self.ask(shot, &payer, "", self.observer.tie).await;
                    }
                }
                About::Case | About::Person => {}
            }
        }
    }

    async fn own(&mut self, case: Uuid) {
        let tie = self.observer.cases.get(&case).copied();
        let people = self.world.families.get(&case).cloned().unwrap_or_default();
        self.about(case, people, tie).await;
    }

    async fn foreign(&mut self, case: Uuid) {
        let people = self.world.families.get(&case).cloned().unwrap_or_default();
        let answers = self.about(case, people, None).await;
        let name = self.observer.tie.map_or("anonymous", Tie::name);
        if answers
            .iter()
            .any(|answer| answer["data"]["case"].is_object())
        {
            self.found
                .open
                .insert(format!("{name} sees a case that is none of theirs: {case}"));
        }
    }

    /// Asks everything about a case and about the people of its family.
    async fn about(&mut self, case: Uuid, people: BTreeSet<Uuid>, tie: Option<Tie>) -> Vec<Value> {
        let mut answers = Vec::new();
        for shot in &self.corpus.shots {
            match shot.about {
                About::Case => answers.push(self.ask(shot, &of(Kind::Case, case), "", tie).await),
                About::Person => {
                    for person in &people {
                        answers.push(self.ask(shot, &of(Kind::Person, *person), "", tie).await);
                    }
                }
                About::Plan | About::Commissioner | About::Nothing => {}
            }
        }
        answers
    }

    async fn ask(&mut self, shot: &Shot, id: &str, about: &str, tie: Option<Tie>) -> Value {
        let variables =
            json!({ "id": id, "about": about, "from": "2026-01-01", "until": "2026-03-31" });
        let person = self.observer.person.map(entities::PersonId);
        let answer = self.world.app.run(person, &shot.text, variables).await;
        self.found.answers += 1;
        let name = self.observer.tie.map_or("anonymous", Tie::name);
        if answer["errors"].is_array() {
            self.found
                .faults
                .insert(format!("{name}: {} {}", shot.text, answer["errors"]));
        }
        for (what, key) in secrets(&answer.to_string()) {
            if self.observer.person.is_none() || self.observer.is_foreign(&key) {
                self.found
                    .foreign
                    .insert(format!("{name} reads {what} of {key} in {}", shot.text));
            }
            self.found.told.insert(what);
        }
        if let Some(tie) = tie {
            let mut fields = BTreeSet::new();
            filled(
                self.corpus,
                "Query",
                &answer["data"],
                &self.observer.gid(),
                &mut fields,
            );
            self.found.matrix.add(tie, fields);
        }
        answer
    }
}
