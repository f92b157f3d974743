//! What the cases of a plan hold and need, as it is stored, and as the planner sees it later.
//!
//! Positions change from day to day; what is stored are ids, days and times.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use entities::{CaseId, ContractId, PersonId, RoomId};
use scheduler::{Claim, Claimed, DayIx, Loss, OtherIx, PersonIx, Prices, RoomIx, Waiting};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Snapshot;
use super::read::Rows;
use super::region::Joint;

/// The form in which prices are stored. Numbers beside the lists of ids are positions in them, days
/// count from the first.
#[derive(Debug, Serialize, Deserialize)]
pub struct Stored {
    first_on: NaiveDate,
    cases: Vec<Uuid>,
    people: Vec<Uuid>,
    rooms: Vec<Uuid>,
    contracts: Vec<Uuid>,
    claims: Vec<StoredClaim>,
    waiting: Vec<StoredWaiting>,
}

/// What a case holds.
#[derive(Debug, Serialize, Deserialize)]
struct StoredClaim {
    case: usize,
    kind: Kind,
    which: usize,
    day: usize,
    from: u8,
    to: u8,
    lost: Lost,
    points: u32,
}

/// A case that cannot meet without some people.
#[derive(Debug, Serialize, Deserialize)]
struct StoredWaiting {
    case: usize,
    people: Vec<usize>,
    len: u8,
    /// Days, and one bit for each quarter of an hour.
    starts: Vec<(usize, u64)>,
}

/// What is held.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
enum Kind {
    #[serde(rename = "p")]
    Person,
    #[serde(rename = "r")]
    Room,
    #[serde(rename = "c")]
    Contract,
}

/// What would be lost.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
enum Lost {
    #[serde(rename = "m")]
    Meeting,
    #[serde(rename = "d")]
    Days,
    #[serde(rename = "f")]
    Family,
    #[serde(rename = "o")]
    Others,
}

/// Lists the ids that are named, each once.
struct Lister {
    all: Vec<Uuid>,
    named: BTreeMap<usize, usize>,
    ids: Vec<Uuid>,
}

impl Lister {
    fn new(all: impl Iterator<Item = Uuid>) -> Self {
        Self {
            all: all.collect(),
            named: BTreeMap::new(),
            ids: Vec::new(),
        }
    }

    fn position(&mut self, ix: usize) -> usize {
        *self.named.entry(ix).or_insert_with(|| {
            self.ids.push(self.all[ix]);
            self.ids.len() - 1
        })
    }
}

impl Stored {
    /// The prices of a joint plan, to be stored.
    #[must_use]
    pub fn of(joint: &Joint, prices: &Prices) -> Self {
        let mut people = Lister::new(joint.people.iter().map(|id| id.0));
        let mut rooms = Lister::new(joint.rooms.iter().map(|id| id.0));
        let mut contracts = Lister::new(joint.contracts.iter().map(|id| id.0));
        let claims = prices.claims.iter().map(|claim| {
            let (kind, which) = match claim.on {
                Claimed::Person(person) => (Kind::Person, people.position(person.0)),
                Claimed::Room(room) => (Kind::Room, rooms.position(room.0)),
                Claimed::Contract(contract) => (Kind::Contract, contracts.position(contract)),
            };
            let (lost, points) = match claim.loss {
                Loss::Meeting(points) => (Lost::Meeting, points),
                Loss::Days(days) => (Lost::Days, days),
                Loss::Family(points) => (Lost::Family, points),
                Loss::Others(points) => (Lost::Others, points),
            };
            StoredClaim {
                case: claim.case.0,
                kind,
                which,
                day: claim.day.0,
                from: claim.from,
                to: claim.to,
                lost,
                points,
            }
        });
        let claims = claims.collect();
        let waiting = prices.waiting.iter().map(|waiting| {
            let needed = waiting.people.iter();
            let needed = needed.map(|person| people.position(person.0)).collect();
            let starts = waiting.starts.iter().map(|&(day, word)| (day.0, word));
            StoredWaiting {
                case: waiting.case.0,
                people: needed,
                len: waiting.len,
                starts: starts.collect(),
            }
        });
        let waiting = waiting.collect();
        Self {
            first_on: joint.days.first().copied().unwrap_or_default(),
            cases: joint.cases.iter().map(|case| case.0).collect(),
            people: people.ids,
            rooms: rooms.ids,
            contracts: contracts.ids,
            claims,
            waiting,
        }
    }

    /// The text that is stored.
    #[must_use]
    pub fn seal(&self) -> String {
        serde_json::to_string(self).expect("ids and numbers have a JSON form")
    }

    /// Reads the text; `None` when it is none of ours.
    #[must_use]
    pub fn open(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The cases of the plan.
    #[must_use]
    pub fn cases(&self) -> Vec<CaseId> {
        self.cases.iter().copied().map(CaseId).collect()
    }

    /// The prices as the planner of one case sees them: what is over, what is out of sight, and what
    /// cases hold that are not among `waiting`, is left out. So is what the case itself holds.
    #[must_use]
    pub fn seen_by(&self, rows: &Rows, snapshot: &Snapshot, waiting: &[CaseId]) -> Prices {
        let days = positions(&snapshot.days);
        let people: BTreeMap<PersonId, usize> = positions(&snapshot.people);
        let rooms: BTreeMap<RoomId, usize> = positions(&snapshot.rooms);
        let contracts: Vec<ContractId> = rows.contracts.iter().map(|(row, _)| row.id).collect();
        let contracts = positions(&contracts);
        let waiting: BTreeSet<CaseId> = waiting.iter().copied().collect();
        let is_there = |case: usize| {
            let case = self.cases.get(case).copied().map(CaseId);
            case.is_some_and(|case| case != rows.case.id && waiting.contains(&case))
        };
        let day = |day: usize| {
            let date = self.first_on.checked_add_days(Days::new(day as u64))?;
            days.get(&date).copied().map(DayIx)
        };
        let person = |which: usize| {
            let id = PersonId(*self.people.get(which)?);
            people.get(&id).copied().map(PersonIx)
        };
        let claims = self.claims.iter().filter(|claim| is_there(claim.case));
        let claims = claims.filter_map(|claim| {
            let (which, points) = (claim.which, claim.points);
            let on = match claim.kind {
                Kind::Person => Claimed::Person(person(which)?),
                Kind::Room => {
                    let id = RoomId(*self.rooms.get(which)?);
                    Claimed::Room(RoomIx(*rooms.get(&id)?))
                }
                Kind::Contract => {
                    let id = ContractId(*self.contracts.get(which)?);
                    Claimed::Contract(*contracts.get(&id)?)
                }
            };
            Some(Claim {
                case: OtherIx(claim.case),
                on,
                day: day(claim.day)?,
                from: claim.from,
                to: claim.to,
                loss: match claim.lost {
                    Lost::Meeting => Loss::Meeting(points),
                    Lost::Days => Loss::Days(points),
                    Lost::Family => Loss::Family(points),
                    Lost::Others => Loss::Others(points),
                },
            })
        });
        let needing = self.waiting.iter().filter(|waiting| is_there(waiting.case));
        let needing = needing.filter_map(|waiting| {
            let people = waiting.people.iter();
            let people: Vec<PersonIx> = people.filter_map(|&which| person(which)).collect();
            let starts = waiting
                .starts
                .iter()
                .filter_map(|&(on, word)| Some((day(on)?, word)));
            (!people.is_empty()).then(|| Waiting {
                case: OtherIx(waiting.case),
                people,
                len: waiting.len,
                starts: starts.collect(),
            })
        });
        Prices {
            claims: claims.collect(),
            waiting: needing.collect(),
        }
    }
}

/// Where each of a list stands.
fn positions<K: Copy + Ord>(all: &[K]) -> BTreeMap<K, usize> {
    let numbered = all.iter().enumerate();
    numbered.map(|(position, &one)| (one, position)).collect()
}
