//! Measures how long `proposedMeetingDates` takes over HTTP, with one client.
//!
//! `latency URL [REQUESTS]` asks for five dates for every case of the running demo in turn, on one
//! connection, and prints percentiles in milliseconds. It finds the database and the key to sign a
//! coordinator's token with in the server's own variables. `script/bench http` runs it.

use std::time::{Duration, Instant};

use api::auth::token::{Order, Purpose};
use api::clock::{Clock as _, SystemClock};
use api::config::Config;
use api::database::Patience;
use api::ids::{Ids as _, RandomIds};
use entities::role;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::{Value, json};

/// Requests that are made when nobody says how many.
const REQUESTS: usize = 2_000;
/// Requests made first and not counted.
const WARM_UP: usize = 200;

const CASES: &str = "query { cases(first: 100, filter: {states: [REQUESTED, ARRANGING, COLLECTING, \
     READY_TO_SOLVE]}) { edges { node { id } } } }";
const DATES: &str = "query($id: ID!) { proposedMeetingDates(caseId: $id, first: 5) { \
     proposals { id startsAt reason familyTravelMinutes venue { name } room { name } \
     mediator { name } attendees { role person { name } } } \
     explanation { conflict { message } repairs { message } } userErrors { code } } }";

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let url = arguments
        .next()
        .expect("the server's GraphQL address is the first argument");
    let requests = arguments
        .next()
        .map_or(REQUESTS, |text| text.parse().expect("a number of requests"));
    let client = Client {
        http: reqwest::Client::new(),
        url,
        token: token().await,
    };

    let listed = client.ask(CASES, &json!({})).await;
    let edges = listed["data"]["cases"]["edges"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let ids: Vec<Value> = edges
        .iter()
        .map(|edge| edge["node"]["id"].clone())
        .collect();
    assert!(
        !ids.is_empty(),
        "the demo has no case to ask dates for: {listed}"
    );

    let mut times = Vec::with_capacity(requests);
    for (count, id) in ids.iter().cycle().take(WARM_UP + requests).enumerate() {
        let start = Instant::now();
        let answer = client.ask(DATES, &json!({ "id": id })).await;
        let took = start.elapsed();
        assert!(answer.get("errors").is_none(), "{answer}");
        if WARM_UP <= count {
            times.push(took);
        }
    }
    report(ids.len(), &mut times);
}

/// A token for the demo's first coordinator.
async fn token() -> String {
    let config = Config::from_env().expect("the server's variables are set");
    let db = api::database::connect(config.database_url.as_str(), 1, Patience::default())
        .await
        .expect("a database");
    let coordinator = role::Entity::find()
        .filter(role::Column::Kind.eq(role::Kind::Coordinator))
        .one(&db)
        .await
        .expect("the roles can be read")
        .expect("the demo has a coordinator");
    let order = Order {
        person: coordinator.person_id.0,
        client: "latency".to_owned(),
        purpose: Purpose::Session,
        life: Purpose::Session.longest_life(),
    };
    config
        .keys
        .mint(&order, SystemClock.now(), RandomIds.next())
        .expect("a key to sign with")
}

/// One client on one connection.
struct Client {
    http: reqwest::Client,
    url: String,
    token: String,
}

impl Client {
    async fn ask(&self, query: &str, variables: &Value) -> Value {
        let body = json!({ "query": query, "variables": variables });
        let request = self
            .http
            .post(&self.url)
            .bearer_auth(&self.token)
            .json(&body);
        request
            .send()
            .await
            .expect("an answer")
            .json()
            .await
            .expect("JSON")
    }
}

#[expect(clippy::print_stdout, reason = "this program's answer")]
fn report(cases: usize, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |percent: usize| {
        let ix = (times.len() * percent).div_ceil(100).saturating_sub(1);
        times[ix].as_secs_f64() * 1_000.0
    };
    println!(
        "proposedMeetingDates, first: 5, one client, {cases} cases in turn, {} requests",
        times.len()
    );
    println!(
        "  p50 {:.2} ms   p90 {:.2} ms   p99 {:.2} ms   max {:.2} ms",
        at(50),
        at(90),
        at(99),
        at(100)
    );
}
