//! Saying when one can meet.

use super::march;
use api::schema::id::Kind as Id;
use chrono::{TimeDelta, Utc};
use serde_json::{Value, json};
use tests::app::start_of_test;
use tests::database::TestDatabase;
use tests::ids::{Named, unknown};
use tests::tell::{codes, each, refusal};
use tests::{ANYONE, Region, TestApp, both};

/// One time on 2 March 2026, when England is at UTC.
fn time(from: &str, to: &str) -> Value {
    json!({ "startsAt": format!("2026-03-02T{from}:00Z"), "endsAt": format!("2026-03-02T{to}:00Z") })
}

/// So many quarters of an hour, back to back, forty a day from the 2nd on.
fn quarters(count: i32) -> Value {
    let nine = start_of_test();
    let times = (0..count).map(|ix| {
        let start =
            nine + TimeDelta::days((ix / 40).into()) + TimeDelta::minutes((ix % 40 * 15).into());
        let at = |at: chrono::DateTime<Utc>| at.to_rfc3339();
        json!({ "startsAt": at(start), "endsAt": at(start + TimeDelta::minutes(15)) })
    });
    times.collect()
}

const WINDOWS: &str = "query ($id: ID!) { person(id: $id) {
  availability(fromOn: \"2026-03-02\", untilOn: \"2026-04-30\") { id startsAt endsAt grade privateReason }
} }";

async fn known(app: &TestApp, actor: entities::PersonId, person: &str) -> Value {
    app.ask(actor, WINDOWS, json!({ "id": person })).await["person"]["availability"].take()
}

both! {
    async fn what_makes_no_sense_is_refused_and_changes_nothing(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let parent = region.cases.med_e.1.parent;
        let id = parent.gid();
        let coordinator = region.staff.coordinator;
        let request = json!({ "caseId": region.cases.med_e.0.gid() });
        app.request(coordinator, request).await;
        let tables = ["availability_window", "availability_request"];
        let before = (app.rows(&tables).await, known(&app, parent, &id).await);

        let one = |window: Value| march(&id, json!([time("09:00", "10:00"), window]));
        let range = |from: &str, until: &str| json!({
            "personId": id, "fromOn": from, "untilOn": until, "windows": [],
        });
        let across = json!({ "startsAt": "2026-03-02T20:00:00Z", "endsAt": "2026-03-03T08:00:00Z" });
        let later = json!({ "startsAt": "2026-03-30T09:00:00Z", "endsAt": "2026-03-30T10:00:00Z" });
        let summer = json!({ "startsAt": "2026-03-29T05:45:00Z", "endsAt": "2026-03-29T08:00:00Z" });
        let mut wordy = time("11:00", "12:00");
        wordy["privateReason"] = json!("x".repeat(501));
        let inputs = [
            march("x", json!([])),
            march(&region.cases.med_e.0.gid(), json!([])),
            march(&unknown(Id::Person), json!([])),
            march(&region.cases.southern.1.parent.gid(), json!([])),
            range("2026-03-03", "2026-03-02"),
            range("2026-03-02", "2026-08-29"),
            range("1066-10-14", "1066-10-14"),
            one(time("12:00", "12:00")),
            one(time("12:00", "11:00")),
            one(across),
            one(time("11:05", "12:00")),
            one(time("06:45", "08:00")),
            one(time("22:00", "23:15")),
            one(summer),
            one(later),
            one(time("09:30", "11:00")),
            one(wordy),
        ];
        let mut table = Vec::new();
        for input in inputs {
            let payload = app.submit(parent, input).await;
            assert_eq!((&payload["person"], &payload["windows"]), (&Value::Null, &json!([])));
            table.push(refusal(&payload));
        }
        insta::allow_duplicates! {
            insta::assert_snapshot!(table.join("\n"), @r"
        MALFORMED_ID personId: this is not an id of ours. Maybe copy it again
        MALFORMED_ID personId: this is not an id of ours. Maybe copy it again
        NOT_FOUND personId: there is no such person
        NOT_FOUND personId: there is no such person
        RANGE_BACKWARDS untilOn: the first day, 2026-03-03, is after the last, 2026-03-02
        RANGE_TOO_LONG untilOn: 181 days are too many; give at most 180 at a time
        RANGE_OUT_OF_REACH fromOn: 1066-10-14 is too far away to plan for
        ENDS_BEFORE_START windows.1.endsAt: this time ends at 12:00 on 2 March 2026, which is not after its start at 12:00 on 2 March 2026
        ENDS_BEFORE_START windows.1.endsAt: this time ends at 11:00 on 2 March 2026, which is not after its start at 12:00 on 2 March 2026
        CROSSES_MIDNIGHT windows.1.endsAt: this time crosses midnight. Maybe give each day its own time
        OFF_THE_QUARTER windows.1.startsAt: 11:05:00 is not on a quarter of an hour
        OUTSIDE_HOURS windows.1.startsAt: 06:45 is outside 07:00 to 23:00 UK time
        OUTSIDE_HOURS windows.1.endsAt: 23:15 is outside 07:00 to 23:00 UK time
        OUTSIDE_HOURS windows.1.startsAt: 06:45 is outside 07:00 to 23:00 UK time
        OUTSIDE_RANGE windows.1.startsAt: 10:00 on 30 March 2026 is not within the days you are answering for
        OVERLAPPING windows.1.startsAt: this time overlaps another one. Maybe join the two, or shorten one
        REASON_TOO_LONG windows.1.privateReason: a reason has at most 500 characters
        ");
        }
        assert_eq!((app.rows(&tables).await, known(&app, parent, &id).await), before);
        let waiting = "SELECT COUNT(*) AS n FROM availability_request WHERE answered_at IS NOT NULL";
        assert_eq!(app.number(waiting).await, 0, "a refused answer answers nothing");
    }

    async fn two_hundred_and_fifty_times_are_taken(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let parent = region.cases.med_e.1.parent;
        let payload = app.submit(parent, march(&parent.gid(), quarters(250))).await;
        assert_eq!(payload["userErrors"], json!([]));
        assert_eq!(payload["windows"].as_array().unwrap().len(), 250);
    }

    async fn saying_the_same_again_changes_nothing(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let parent = region.cases.med_e.1.parent;
        let input = march(&parent.gid(), json!([time("09:00", "12:00"), time("13:00", "15:00")]));
        let first = app.submit(parent, input.clone()).await;
        app.advance(TimeDelta::minutes(5));
        let second = app.submit(parent, input).await;
        assert_eq!(each(&first["windows"], "id").len(), 2);
        assert_eq!(second, first);
    }

    async fn only_the_days_spoken_of_are_replaced(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let parent = region.cases.med_e.1.parent;
        let before = known(&app, parent, &parent.gid()).await;
        let input = json!({
            "personId": parent.gid(), "fromOn": "2026-03-03", "untilOn": "2026-03-04",
            "windows": [{
                "startsAt": "2026-03-04T10:00:00Z", "endsAt": "2026-03-04T12:00:00Z",
                "grade": "PREFERRED",
            }],
        });
        let payload = app.submit(parent, input).await;
        assert_eq!(each(&payload["windows"], "startsAt"), ["2026-03-04T10:00:00+00:00"]);
        let after = known(&app, parent, &parent.gid()).await;
        let kept = |all: &Value| -> Vec<Value> {
            let all = all.as_array().unwrap().iter();
            let spoken_of = ["2026-03-03", "2026-03-04"];
            all.filter(|one| !spoken_of.contains(&&one["startsAt"].as_str().unwrap()[..10]))
                .cloned()
                .collect()
        };
        assert_eq!(kept(&after), kept(&before));
        assert_eq!(after.as_array().unwrap().len(), before.as_array().unwrap().len() - 1);
    }

    async fn a_private_reason_is_read_by_its_owner_alone(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (parent, coordinator) = (region.cases.med_e.1.parent, region.staff.coordinator);
        let mut window = time("09:00", "12:00");
        window["privateReason"] = json!("Hospital.");
        let said = app.submit(parent, march(&parent.gid(), json!([window]))).await;
        assert_eq!(said["windows"][0]["privateReason"], "Hospital.");
        let window_id = said["windows"][0]["id"].clone();

        let node = "query ($id: ID!) { node(id: $id) { ... on AvailabilityWindow { privateReason } } }";
        let reason = async |actor| {
            app.ask(actor, node, json!({ "id": window_id })).await["node"]["privateReason"].take()
        };
        assert_eq!(reason(parent).await, "Hospital.");
        assert_eq!(reason(coordinator).await, Value::Null);
        assert_eq!(known(&app, coordinator, &parent.gid()).await[0]["privateReason"], Value::Null);

        // A coordinator who takes the same time down on the telephone neither sees nor wipes it.
        let mut told = march(&parent.gid(), json!([time("09:00", "12:00")]));
        told["source"] = json!("PHONE");
        let payload = app.submit(coordinator, told).await;
        assert_eq!(payload["userErrors"], json!([]));
        assert_eq!(payload["windows"][0]["privateReason"], Value::Null);
        assert_eq!(payload["windows"][0]["source"], "PHONE");
        assert_eq!(known(&app, parent, &parent.gid()).await[0]["privateReason"], "Hospital.");

        // And what a coordinator notes, the coordinator cannot read back.
        let mut noted = time("14:00", "15:00");
        noted["privateReason"] = json!("Said so.");
        let payload = app.submit(coordinator, march(&parent.gid(), json!([noted]))).await;
        assert_eq!(payload["windows"][0]["privateReason"], Value::Null);
    }

    async fn nobody_answers_for_a_stranger(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let parent = region.cases.med_e.1.parent.gid();
        let document = tests::act::SUBMIT;
        let variables = json!({ "input": march(&parent, json!([])) });
        for actor in [ANYONE, Some(region.staff.stranger), Some(region.staff.southern_coordinator),
            Some(region.staff.adviser), Some(region.staff.la_officers[0])] {
            let answer = app.ask(actor, document, variables.clone()).await;
            assert_eq!(codes(&answer["availabilitySubmit"]), ["NOT_FOUND"], "{actor:?}");
        }
    }
}
