//! A partner's scope narrows what a person may do through it, and never widens it.

use api::auth::token::{Order, Purpose, Scope};
use axum::http::{StatusCode, header};
use chrono::TimeDelta;
use entities::PersonId;
use serde_json::{Value, json};
use tests::app::HttpAnswer;
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::{Region, TestApp, both};

const READ: &str = "query ($id: ID!) { case(id: $id) { reference } }";
const CHANGE: &str = "mutation ($id: ID!) { personContactChange(input: {
  personId: $id, phone: \"01904 000000\"
}) { person { phone } userErrors { code } } }";
const REVOKE: &str = "mutation ($id: ID!) { tokenRevoke(input: { personId: $id }) {
  issuedUntilAt userErrors { code }
} }";

/// Asks for somebody as a partner's front-end with a scope.
async fn ask(app: &TestApp, who: PersonId, scope: Scope, document: &str, id: &str) -> HttpAnswer {
    let bearer = app.bearer(&Order {
        person: who.0,
        client: "case-portal".to_owned(),
        purpose: Purpose::Partner,
        scope,
        life: TimeDelta::minutes(5),
    });
    let body = json!({ "query": document, "variables": { "id": id } });
    app.post(Some(&bearer), &body).await
}

fn code(answer: &HttpAnswer) -> &Value {
    &answer.body["errors"][0]["extensions"]["code"]
}

both! {
    async fn a_client_that_may_only_read_changes_nothing(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (coordinator, case) = (region.staff.coordinator, region.cases.med_e.0.gid());
        let parent = region.cases.med_e.1.parent.gid();
        let seen = ask(&app, coordinator, Scope::Read, READ, &case).await;
        assert_eq!(seen.body["data"]["case"]["reference"], "N-1");
        let before = app.rows(&["audit_event"]).await;
        let through_a_fragment = "mutation ($id: ID!) { ...all } fragment all on Mutation {
          personContactChange(input: { personId: $id }) { userErrors { code } } }";
        for document in [CHANGE, through_a_fragment, REVOKE, "mutation ($id: ID!) { __typename @skip(if: false) }"] {
            let refused = ask(&app, coordinator, Scope::Read, document, &parent).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{refused:?}");
            assert_eq!(code(&refused), "INSUFFICIENT_SCOPE", "{refused:?}");
            assert_eq!(refused.body["data"], Value::Null);
            assert_eq!(refused.headers[header::WWW_AUTHENTICATE], "Bearer error=\"insufficient_scope\"");
        }
        assert_eq!(app.rows(&["audit_event"]).await, before, "nothing was even attempted");
        let done = ask(&app, coordinator, Scope::Write, CHANGE, &parent).await;
        assert_eq!(done.body["data"]["personContactChange"]["userErrors"], json!([]), "{done:?}");
    }

    async fn deciding_on_access_needs_the_widest_scope(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (manager, leaver) = (region.staff.manager, region.staff.adviser.gid());
        let refused = ask(&app, manager, Scope::Write, REVOKE, &leaver).await;
        assert_eq!(code(&refused), "INSUFFICIENT_SCOPE", "{refused:?}");
        assert_eq!(app.rows(&["revocation"]).await, [0]);
        let done = ask(&app, manager, Scope::Admin, REVOKE, &leaver).await;
        assert_eq!(done.body["data"]["tokenRevoke"]["userErrors"], json!([]), "{done:?}");
        assert_eq!(app.rows(&["revocation"]).await, [1]);
    }

    async fn no_scope_opens_what_the_person_may_not_do(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (stranger, case) = (region.staff.stranger, region.cases.med_e.0.gid());
        let parent = region.cases.med_e.1.parent.gid();
        for scope in Scope::ALL {
            let seen = ask(&app, stranger, scope, READ, &case).await;
            assert_eq!(seen.body["data"]["case"], Value::Null, "{scope}");
        }
        for (document, field) in [(CHANGE, "personContactChange"), (REVOKE, "tokenRevoke")] {
            let refused = ask(&app, stranger, Scope::Admin, document, &parent).await;
            assert_eq!(refused.body["data"][field]["userErrors"][0]["code"], "NOT_FOUND", "{refused:?}");
        }
    }
}
