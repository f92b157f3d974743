//! Many at once.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use entities::CaseId;
use serde_json::{Value, json};
use tests::act::{CONFIRM, HOLD};
use tests::database::{Engine, TestDatabase, fresh};
use tests::ids::Named as _;
use tests::settle::window;
use tests::tell::codes;
use tests::{Region, TestApp};

use super::{bookings, overlaps};

/// What a loser may be told.
const LOST: [&str; 5] = [
    "MEDIATOR_TAKEN",
    "ROOM_TAKEN",
    "PERSON_TAKEN",
    "SLOT_TAKEN",
    "STALE_PROPOSAL",
];

/// A proposal, and what came of holding it.
struct Attempt {
    case: CaseId,
    proposal: Value,
    payload: Value,
}

impl Attempt {
    fn has_won(&self) -> bool {
        self.payload["meeting"].is_object()
    }

    /// What the proposal takes: mediator, room and everybody who comes.
    fn takes(&self) -> BTreeSet<&str> {
        let people = self.proposal["attendees"].as_array().into_iter().flatten();
        let people = people.filter_map(|one| one["person"]["id"].as_str());
        people.chain(self.proposal["room"]["id"].as_str()).collect()
    }

    fn time(&self) -> (DateTime<Utc>, DateTime<Utc>) {
        let at = |name: &str| self.proposal[name].as_str().unwrap().parse().unwrap();
        (at("startsAt"), at("endsAt"))
    }

    /// Whether both cannot be held, counting the setting-up.
    fn rivals(&self, other: &Self) -> bool {
        let ((from, to), (other_from, other_to)) = (self.time(), other.time());
        let setup = TimeDelta::minutes(15);
        let meets = from - setup < other_to && other_from - setup < to;
        meets && !self.takes().is_disjoint(&other.takes())
    }
}

/// So many cases of one service, whose two mediators are free on three mornings.
async fn crowd(database: TestDatabase, count: usize) -> (TestApp, Region, Vec<CaseId>) {
    let app = TestApp::start(database).await;
    let region = Region::make(&app).await;
    for id in region.staff.mediators {
        app.says(id, [11, 14, 15].map(|ahead| window(ahead, 9, 13)).to_vec())
            .await;
    }
    let mut cases = Vec::new();
    for ix in 0..count {
        cases.push(region.another(&app, &format!("R-{ix}")).await);
    }
    (app, region, cases)
}

/// Holds all at once, each in a task of its own.
async fn hold_all(app: &TestApp, region: &Region, wanted: Vec<(CaseId, Value)>) -> Vec<Attempt> {
    let coordinator = region.staff.coordinator;
    let holds: Vec<_> = wanted
        .into_iter()
        .map(|(case, proposal)| {
            let app = app.clone();
            tokio::spawn(async move {
                let input = json!({ "caseId": case.gid(), "proposalId": proposal["id"] });
                let mut payload = app.ask(coordinator, HOLD, json!({ "input": input })).await;
                Attempt {
                    case,
                    proposal,
                    payload: payload["meetingHold"].take(),
                }
            })
        })
        .collect();
    let mut attempts = Vec::new();
    for hold in holds {
        attempts.push(hold.await.expect("no hold ends in a fault"));
    }
    attempts
}

/// Every loser lost to a winner, no two winners are rivals, and the losers left nothing.
async fn is_settled(app: &TestApp, attempts: &[Attempt]) {
    let winners: Vec<&Attempt> = attempts.iter().filter(|one| one.has_won()).collect();
    assert!(!winners.is_empty());
    for (ix, winner) in winners.iter().enumerate() {
        assert_eq!(winner.payload["userErrors"], json!([]));
        assert!(
            !winners[..ix].iter().any(|other| other.rivals(winner)),
            "two hold one slot"
        );
    }
    for loser in attempts.iter().filter(|one| !one.has_won()) {
        let codes = codes(&loser.payload);
        assert!(
            codes.len() == 1 && LOST.contains(&codes[0]),
            "{:#}",
            loser.payload
        );
        let beaten = winners.iter().any(|winner| winner.rivals(loser));
        assert!(
            beaten || codes == ["STALE_PROPOSAL"],
            "nobody took what was refused: {codes:?}"
        );
        assert!(
            bookings(app, loser.case).await.is_empty(),
            "a loser left something"
        );
    }
    assert_eq!(overlaps(app).await, 0);
    let held = app
        .number("SELECT COUNT(*) AS n FROM meeting WHERE state = 'held'")
        .await;
    assert_eq!(held, i64::try_from(winners.len()).unwrap());
}

async fn sixty_four_holds(database: TestDatabase) {
    let (app, region, cases) = crowd(database, 64).await;
    let mut wanted = Vec::new();
    for (ix, case) in cases.into_iter().enumerate() {
        let proposals = app.proposals(region.staff.coordinator, case, 6).await;
        wanted.push((case, proposals[ix % proposals.len()].clone()));
    }
    let attempts = hold_all(&app, &region, wanted).await;
    is_settled(&app, &attempts).await;
}

async fn sixteen_holds_of_one_slot(database: TestDatabase) {
    let (app, region, cases) = crowd(database, 16).await;
    app.says(region.staff.mediators[1], Vec::new()).await;
    app.says(region.staff.mediators[0], vec![window(14, 9, 13)])
        .await;
    let mut wanted = Vec::new();
    for case in cases {
        wanted.push((
            case,
            app.proposals(region.staff.coordinator, case, 1)
                .await
                .remove(0),
        ));
    }
    let attempts = hold_all(&app, &region, wanted).await;
    assert_eq!(
        attempts.iter().filter(|one| one.has_won()).count(),
        1,
        "exactly one wins"
    );
    is_settled(&app, &attempts).await;
}

async fn eight_holds_of_one_case(database: TestDatabase) {
    let (app, region, cases) = crowd(database, 1).await;
    let proposals = app.proposals(region.staff.coordinator, cases[0], 8).await;
    let wanted = (0..8).map(|ix| (cases[0], proposals[ix % proposals.len()].clone()));
    let attempts = hold_all(&app, &region, wanted.collect()).await;
    let (won, lost): (Vec<_>, Vec<_>) = attempts.iter().partition(|one| one.has_won());
    assert_eq!((won.len(), lost.len()), (1, 7));
    assert!(
        lost.iter()
            .all(|one| codes(&one.payload) == ["CASE_HAS_MEETING"])
    );
    assert_eq!(overlaps(&app).await, 0);
}

async fn eight_confirmations(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let region = Region::make(&app).await;
    let coordinator = region.staff.coordinator;
    let held = app.held(coordinator, region.cases.med_e.0).await;
    let input = json!({ "meetingId": held["id"], "expectedVersion": 1 });
    let confirmations: Vec<_> = (0..8)
        .map(|_| {
            let (app, variables) = (app.clone(), json!({ "input": input }));
            tokio::spawn(async move { app.ask(coordinator, CONFIRM, variables).await })
        })
        .collect();
    let mut said = Vec::new();
    for confirmation in confirmations {
        let answer = confirmation.await.expect("no confirmation ends in a fault");
        let codes = codes(&answer["meetingConfirm"]);
        said.push(codes.first().map_or("CONFIRMED", |code| *code).to_owned());
    }
    said.sort();
    let mut expected = vec!["NOT_HELD"; 7];
    expected.insert(0, "CONFIRMED");
    assert_eq!(said, expected);
}

/// As `both!`, with as many threads as a small server has.
macro_rules! at_once {
    ($($name:ident)*) => {$(
        mod $name {
            use super::*;

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn sqlite() {
                super::$name(fresh(Engine::Sqlite).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn postgres() {
                super::$name(fresh(Engine::Postgres).await).await;
            }
        }
    )*};
}

at_once! {
    sixty_four_holds
    sixteen_holds_of_one_slot
    eight_holds_of_one_case
    eight_confirmations
}
