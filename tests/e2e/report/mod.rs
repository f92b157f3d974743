//! Reports to commissioners.

mod access;
mod figures;
mod files;
mod ledger;
mod quarter;

use entities::PersonId;
use serde_json::{Value, json};
use tests::TestApp;
use tests::ids::Named as _;

use ledger::Ledger;

/// A report with everything in it.
const REPORT: &str =
    "query ($commissioner: ID!, $provider: ID, $from: NaiveDate!, $to: NaiveDate!) {
  commissionerReport(commissionerId: $commissioner, providerId: $provider, from: $from, to: $to) {
    report {
      from to commissioner { name } provider { name } csv
      figures {
        name indicator key title definition unit target numerator denominator value p90
        isSuppressed notRecorded note
        breakdowns { title isWithheld rows { label numerator denominator value isSuppressed } }
      }
    }
    userErrors { code message field }
  }
}";

/// The events behind one figure.
const EVENTS: &str = "query (
  $commissioner: ID!, $provider: ID, $from: NaiveDate!, $to: NaiveDate!, $keys: [ReportFigureKey!]!
) {
  commissionerReport(commissionerId: $commissioner, providerId: $provider, from: $from, to: $to) {
    report { figures(keys: $keys) { name events(first: 100) { caseReference on words isMet } } }
    userErrors { code message field }
  }
}";

/// A return with everything in it.
const RETURN: &str =
    "query ($commissioner: ID!, $provider: ID, $from: NaiveDate!, $to: NaiveDate!) {
  dfeReturn(commissionerId: $commissioner, providerId: $provider, from: $from, to: $to) {
    dfeReturn {
      cases(first: 100) { reference decision askedOn isHeld heldOn isAppealed }
      counts { name definition count } csv
    }
    userErrors { code message field }
  }
}";

/// What is asked of a ledger: Ambleshire, the northern service, the quarter.
fn order(ledger: &Ledger) -> Value {
    let bodies = ledger.region.bodies;
    json!({
        "commissioner": bodies.la.gid(), "provider": bodies.north.gid(),
        "from": ledger::FROM, "to": ledger::TO,
    })
}

/// The report of the quarter, as somebody sees it.
async fn report(app: &TestApp, actor: PersonId, order: Value) -> Value {
    let mut answer = app.ask(actor, REPORT, order).await["commissionerReport"].take();
    assert_eq!(answer["userErrors"], json!([]));
    answer["report"].take()
}

/// Why somebody has no report.
async fn refused(app: &TestApp, actor: Option<PersonId>, document: &str, order: Value) -> Value {
    let data = app.ask(actor, document, order).await;
    let answer = &data
        .as_object()
        .expect("an object")
        .values()
        .next()
        .expect("one field");
    assert_eq!(answer["report"], Value::Null);
    assert_eq!(answer["dfeReturn"], Value::Null);
    answer["userErrors"][0]["code"].clone()
}

/// A figure of a report.
fn figure<'a>(report: &'a Value, name: &str) -> &'a Value {
    let figures = report["figures"].as_array().expect("a list");
    figures
        .iter()
        .find(|figure| figure["name"] == name)
        .expect("it is in the report")
}
