//! Reads instances from JSON.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The most slots that fit into the search's 64-bit sets.
const MOST_SLOTS: usize = 64;

/// What somebody has to fit into how many slots.
#[derive(Clone, Debug)]
pub(super) struct Instance {
    /// Its number in the library.
    pub(super) number: usize,
    /// How many slots there are.
    pub(super) slots: usize,
    /// How many meetings there are.
    pub(super) meetings: usize,
    /// The meetings that each agent attends.
    pub(super) agents: Vec<Vec<usize>>,
    /// Slots on the way between the places of two meetings.
    pub(super) distances: Vec<Vec<usize>>,
    /// What the library says about it.
    pub(super) published: Option<Published>,
    /// The slots of the meetings in the library's solution.
    pub(super) placement: Option<Vec<usize>>,
}

/// Whether the slots are enough, as published.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Published {
    /// They are.
    Sat,
    /// They are not.
    Unsat,
}

/// An instance as it stands in the file.
#[derive(Deserialize)]
struct Entry {
    instance: usize,
    published: Option<Published>,
    published_placement: Option<BTreeMap<usize, usize>>,
    data: Data,
}

/// The question, as it stands in the file.
#[derive(Deserialize)]
struct Data {
    n: usize,
    slots: usize,
    agents: Vec<Vec<usize>>,
    dist: Vec<Vec<usize>>,
}

/// The instances in a file, or everything that is wrong with it.
pub(super) fn read(text: &str) -> Result<Vec<Instance>, Vec<String>> {
    let entries: Vec<Entry> =
        serde_json::from_str(text).map_err(|fault| vec![fault.to_string()])?;
    let mistakes: Vec<String> = entries.iter().flat_map(mistakes).collect();
    if mistakes.is_empty() {
        Ok(entries.into_iter().map(instance).collect())
    } else {
        Err(mistakes)
    }
}

/// An entry without mistakes.
fn instance(entry: Entry) -> Instance {
    let placement = entry.published_placement;
    Instance {
        number: entry.instance,
        slots: entry.data.slots,
        meetings: entry.data.n,
        agents: entry.data.agents,
        distances: entry.data.dist,
        published: entry.published,
        placement: placement.map(|placement| placement.into_values().collect()),
    }
}

/// What is wrong with an entry.
fn mistakes(entry: &Entry) -> Vec<String> {
    let Data {
        n,
        slots,
        agents,
        dist,
    } = &entry.data;
    let mut found = Vec::new();
    let mut note = |what: String| found.push(format!("instance {}: {what}", entry.instance));
    if *n == 0 {
        note("there are no meetings".to_owned());
    }
    if !(1..=MOST_SLOTS).contains(slots) {
        note(format!("{slots} slots are not 1 to {MOST_SLOTS}"));
    }
    for (agent, attended) in agents.iter().enumerate() {
        for (position, meeting) in attended.iter().enumerate() {
            if meeting >= n {
                note(format!("agent {agent} attends meeting {meeting} of {n}"));
            }
            if attended[..position].contains(meeting) {
                note(format!("agent {agent} attends meeting {meeting} twice"));
            }
        }
    }
    if dist.len() != *n || dist.iter().any(|row| row.len() != *n) {
        note(format!("the distances are not {n} by {n}"));
    } else {
        for (one, row) in dist.iter().enumerate() {
            for other in (0..one).filter(|&other| row[other] != dist[other][one]) {
                note(format!(
                    "{other} and {one} are not as far apart as {one} and {other}"
                ));
            }
        }
    }
    if let Some(placement) = &entry.published_placement
        && !placement.keys().copied().eq(0..*n)
    {
        note(format!("the placement is not one of {n} meetings"));
    }
    found
}
