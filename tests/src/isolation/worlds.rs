//! Two worlds that differ in nothing but what an observer was not told: their answers are the same to the
//! last byte, so that nothing can be found out from what is said about what is not (trust.md A8).

use std::collections::BTreeSet;

use sea_orm::ConnectionTrait as _;
use serde_json::Value;

use super::answer::secrets;
use super::confidential;
use super::corpus::Corpus;
use super::replay::{Amount, ask, questions};
use super::world::{SECRETS, Tie, World};

/// What came of comparing.
#[derive(Debug, Default)]
pub struct Compared {
    /// Pairs of worlds: one for each who asks.
    pub pairs: usize,
    /// Answers compared.
    pub answers: usize,
    /// Texts that were another in the second world.
    pub altered: u64,
    /// Answers that differ, in words.
    pub differences: BTreeSet<String>,
}

/// For everybody who asks: asks everything, alters every secret that no answer told them, asks the same
/// again, and puts the secrets back.
pub async fn two_worlds(world: &World, corpus: &Corpus, amount: Amount) -> Compared {
    let mut compared = Compared::default();
    for observer in &world.observers {
        let all = questions(world, corpus, observer, amount);
        let mut first = Vec::with_capacity(all.len());
        let mut seen = BTreeSet::new();
        for question in &all {
            let answer = told(ask(world, observer, question).await);
            seen.extend(secrets(&answer));
            first.push(answer);
        }
        compared.altered += alter(world, &seen).await;
        for (question, first) in all.iter().zip(first) {
            let second = told(ask(world, observer, question).await);
            compared.answers += 1;
            if first != second {
                let name = observer.tie.map_or("anonymous", Tie::name);
                let text = &question.shot.text;
                compared
                    .differences
                    .insert(format!("{name}: {text}\n{first}\n{second}"));
            }
        }
        put_back(world).await;
        compared.pairs += 1;
    }
    compared
}

/// An answer, but for how many points the asker has left, which is a matter of the time since they last asked.
fn told(mut answer: Value) -> String {
    let cost = answer.pointer_mut("/extensions/cost");
    if let Some(cost) = cost.and_then(Value::as_object_mut) {
        cost.remove("available");
    }
    answer.to_string()
}

/// How an altered secret begins; the letter before it is drawn from the row's key, so that the order of
/// the texts is another, too.
pub(super) const ALTERED: &str = "altered~";

/// Alters whatever is not among the secrets told; how many there were.
async fn alter(world: &World, told: &BTreeSet<(String, String)>) -> u64 {
    let db = &world.app.app.db;
    let mut altered = 0;
    for (table, column, whose) in SECRETS {
        let what = format!("{table}.{column}");
        let known: Vec<String> = told
            .iter()
            .filter(|(of, _)| *of == what)
            .map(|(_, key)| format!("'{key}'"))
            .collect();
        let key = world.in_text(&format!("CAST({whose} AS TEXT)"));
        let others = if known.is_empty() {
            String::new()
        } else {
            format!("AND {key} NOT IN ({})", known.join(","))
        };
        let sql = if confidential::is(table, column) {
            confidential::altering((table, column), &others)
        } else {
            format!(
                "UPDATE {table} SET {column} = substr({key}, 30, 2) || '{ALTERED}' || {column} \
             WHERE {column} IS NOT NULL {others}"
            )
        };
        let done = db.execute_unprepared(&sql).await;
        altered += done.expect("the text can be altered").rows_affected();
    }
    altered
}

/// Puts every secret back as it was.
async fn put_back(world: &World) {
    let db = &world.app.app.db;
    for (table, column, _) in SECRETS {
        let sql = if confidential::is(table, column) {
            confidential::putting_back((table, column))
        } else {
            format!(
                "UPDATE {table} SET {column} = substr({column}, {}) WHERE substr({column}, 3, {}) = '{ALTERED}'",
                ALTERED.len() + 3,
                ALTERED.len(),
            )
        };
        let done = db.execute_unprepared(&sql).await;
        done.expect("the text can be put back");
    }
}
