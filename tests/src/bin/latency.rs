//! Measures how long what a coordinator waits for takes over HTTP, with one client.
//!
//! `latency URL [REQUESTS]` asks on one connection for five dates for every case of the running demo in
//! turn, for the work queue, and for all there is to see of a case, and prints percentiles in
//! milliseconds of each. The queue and the cases are asked for a tenth as often. It finds the database and the key to sign a
//! coordinator's token with in the server's own variables. `script/bench http` runs it.

use std::time::{Duration, Instant};

use api::auth::token::{Order, Purpose, Scope};
use api::clock::{Clock as _, SystemClock};
use api::config::Config;
use api::database::Patience;
use api::ids::{Ids as _, RandomIds};
use api::reach::Login;
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

const QUEUE: &str = "query { workQueue(first: 100) { totalCount nodes { \
     case { reference kind state arrangeBy { on } nextSteps { what owedBy dueOn } } \
     forecast { risk reason startsLeft daysLeft lastStartOn dueOn rule } } } }";
const CASE: &str = "query($id: ID!) { case(id: $id) { reference kind state arrangeBy { on } \
     nextSteps { what dueOn } clocks { rule dueOn trace } timeline { happenedOn words } \
     participants { role attendanceBasis person { name phone preferredChannel } } issues { domain } \
     meetings { startsAt state attendees { person { name } } } \
     certificate { number issuedOn } } }";

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

    let few = requests.div_ceil(10);
    let of_cases: Vec<Value> = ids.iter().map(|id| json!({ "id": id })).collect();
    let everybody = [json!({})];
    for (what, query, variables, count) in [
        (
            "proposedMeetingDates, first: 5",
            DATES,
            &of_cases[..],
            requests,
        ),
        ("workQueue, first: 100", QUEUE, &everybody[..], few),
        (
            "case, with clocks, next steps and timeline",
            CASE,
            &of_cases[..],
            few,
        ),
    ] {
        let mut times = client.measure(query, variables, count).await;
        report(what, variables.len(), &mut times);
    }
}

/// A token for the demo's first coordinator.
async fn token() -> String {
    let config = Config::from_env().expect("the server's variables are set");
    let db = api::database::connect(
        config.database_url.as_str(),
        1,
        Patience::default(),
        Login::AsNamed,
    )
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
        scope: Scope::Write,
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
    /// How long each of so many requests takes, the variables in turn.
    async fn measure(&self, query: &str, variables: &[Value], count: usize) -> Vec<Duration> {
        let mut times = Vec::with_capacity(count);
        let warm_up = WARM_UP.min(count);
        let turns = variables.iter().cycle().take(warm_up + count);
        for (ix, variables) in turns.enumerate() {
            let start = Instant::now();
            let answer = self.ask(query, variables).await;
            let took = start.elapsed();
            assert!(answer.get("errors").is_none(), "{answer}");
            if warm_up <= ix {
                times.push(took);
            }
        }
        times
    }

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
fn report(what: &str, turns: usize, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |percent: usize| {
        let ix = (times.len() * percent).div_ceil(100).saturating_sub(1);
        times[ix].as_secs_f64() * 1_000.0
    };
    println!(
        "{what}, one client, {turns} in turn, {} requests",
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
