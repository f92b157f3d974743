//! Tokens that are taken back are refused at the next request, on every instance.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use api::auth::token::{Order, Purpose, Scope};
use api::domain::{audit, revocation};
use axum::http::StatusCode;
use chrono::TimeDelta;
use entities::role::Kind as Role;
use entities::{PersonId, audit_event};
use sea_orm::{EntityTrait as _, QueryOrder as _};
use serde_json::{Value, json};
use tempfile::TempDir;
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::{Region, TestApp, both, program};
use tokio::task::JoinSet;

const REVOKE: &str = "mutation ($id: ID!) { tokenRevoke(input: { personId: $id }) {
  issuedUntilAt userErrors { code }
} }";

/// A partner's token for somebody, through a client.
fn order(person: PersonId, client: &str) -> Order {
    Order {
        person: person.0,
        client: client.to_owned(),
        purpose: Purpose::Partner,
        scope: Scope::Write,
        life: TimeDelta::minutes(15),
    }
}

async fn status(app: &TestApp, bearer: &str) -> StatusCode {
    let body = json!({ "query": "{ viewer { person { id } } }" });
    app.post(Some(bearer), &body).await.status
}

/// Settings of a server on the same database, with a key of its own in a folder.
fn settings(app: &TestApp) -> (TempDir, Vec<(&'static str, String)>) {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let key = folder.path().join("key.pem").display().to_string();
    let output = program::run(&[], &["token", "--new-key", &key]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let settings = vec![
        ("CONCORD_DATABASE_URL", app.database_url().to_owned()),
        ("CONCORD_TOKEN_KEY_FILE", key),
        (
            "CONCORD_FIELD_KEYS_FILE",
            program::field_keys(folder.path()),
        ),
    ];
    (folder, settings)
}

/// What `concord revoke` says, in JSON.
fn revoke(app: &TestApp, arguments: &[&str]) -> Value {
    let (_folder, settings) = settings(app);
    let settings: Vec<_> = settings
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let arguments = [&["revoke", "--json"], arguments].concat();
    let output = program::run(&settings, &arguments);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    serde_json::from_slice(&output.stdout).expect("it is JSON")
}

/// The `jti` of the token that [`TestApp::bearer`] makes next is the next id; here it is given.
fn with_id(app: &TestApp, person: PersonId, id: uuid::Uuid) -> String {
    let minted = app
        .keys
        .mint(&order(person, "case-portal"), app.app.now(), id);
    format!("Bearer {}", minted.expect("the order is in order"))
}

async fn last_event(app: &TestApp) -> audit_event::Model {
    let events = audit_event::Entity::find().order_by_desc(audit_event::Column::Sequence);
    let last = events.one(&app.app.db).await.expect("the log can be read");
    last.expect("there is an event")
}

both! {
    async fn one_token_is_taken_back_by_name(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let somebody = app.person("Somebody").await;
        let (id, other) = (app.app.ids.next(), app.app.ids.next());
        let (one, two) = (with_id(&app, somebody, id), with_id(&app, somebody, other));
        let instance = app.another().await;
        assert_eq!(status(&instance, &one).await, StatusCode::OK);
        let said = revoke(&app, &["--token", &id.to_string()]);
        assert_eq!(said, json!({ "revoked": { "token": id.to_string() } }));
        for app in [&app, &instance, &app.another().await] {
            assert_eq!(status(app, &one).await, StatusCode::UNAUTHORIZED);
            assert_eq!(status(app, &two).await, StatusCode::OK, "no other token");
        }
        let event = last_event(&app).await;
        assert_eq!((event.action.as_str(), event.acting_as.as_str()), ("tokenRevoke", "Operator"));
        assert_eq!(event.object_id, Some(id));
        assert_eq!(event.actor_id, None);
        // Again changes nothing and is written down again.
        revoke(&app, &["--token", &id.to_string()]);
        assert_eq!(app.rows(&["revocation", "audit_event"]).await, [1, 2]);
        assert_eq!(audit::verify(&app.app.db, None).await.unwrap().flaw, None);
    }

    async fn a_person_is_signed_out_everywhere_and_may_sign_in_again(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let (somebody, other) = (app.person("Somebody").await, app.person("Other").await);
        let old = [order(somebody, "case-portal"), order(somebody, "phone")].map(|order| app.bearer(&order));
        let session = format!("Bearer {}", app.token(somebody));
        let neighbour = app.bearer(&order(other, "case-portal"));
        let target = revocation::Target::Person(somebody);
        revocation::by_operator(&app.app, &target).await.unwrap();
        let instance = app.another().await;
        for token in old.iter().chain([&session]) {
            assert_eq!(status(&app, token).await, StatusCode::UNAUTHORIZED);
            assert_eq!(status(&instance, token).await, StatusCode::UNAUTHORIZED);
        }
        assert_eq!(status(&app, &neighbour).await, StatusCode::OK);
        // Within the seconds that clocks may differ, a new token could be an old one.
        app.advance(TimeDelta::seconds(10));
        assert_eq!(status(&app, &app.bearer(&order(somebody, "phone"))).await, StatusCode::UNAUTHORIZED);
        app.advance(TimeDelta::seconds(1));
        let new = app.bearer(&order(somebody, "case-portal"));
        assert_eq!(status(&app, &new).await, StatusCode::OK);
        assert_eq!(status(&app, &old[0]).await, StatusCode::UNAUTHORIZED, "the old one stays refused");
    }

    async fn a_client_is_cut_off_until_it_is_trusted_again(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let somebody = app.person("Somebody").await;
        let token = |client: &str| app.bearer(&order(somebody, client));
        let (portal, phone) = (token("case-portal"), token("phone"));
        revoke(&app, &["--client", "case-portal"]);
        assert_eq!(status(&app, &portal).await, StatusCode::UNAUTHORIZED);
        assert_eq!(status(&app, &phone).await, StatusCode::OK);
        app.advance(TimeDelta::minutes(5));
        assert_eq!(status(&app, &token("case-portal")).await, StatusCode::UNAUTHORIZED, "new ones too");
        let said = revoke(&app, &["--client", "case-portal", "--restore"]);
        assert_eq!(said, json!({ "restored": { "client": "case-portal" } }));
        assert_eq!(status(&app, &token("case-portal")).await, StatusCode::OK);
        assert_eq!(last_event(&app).await.action, "tokenRestore");
        assert_eq!(app.rows(&["revocation", "audit_event"]).await, [0, 2]);
    }

    async fn what_names_nothing_is_refused_with_one_line(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let (_folder, settings) = settings(&app);
        let settings: Vec<_> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
        for arguments in [
            &["--person", "x"][..],
            &["--person", "00000000-0000-4000-8000-000000000000"],
            &["--token", ""],
            &["--token", "a b"],
            &["--client", "a\nb"],
            &["--client", "nobody", "--restore"],
        ] {
            let output = program::run(&settings, &[&["revoke"], arguments].concat());
            assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
            assert_eq!(String::from_utf8_lossy(&output.stderr).lines().count(), 1, "{output:?}");
        }
        for arguments in [&[][..], &["--token", "a", "--client", "b"], &["--token", "a", "--restore"]] {
            let output = program::run(&settings, &[&["revoke"], arguments].concat());
            assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
        }
        assert_eq!(app.rows(&["revocation", "audit_event"]).await, [0, 0]);
    }

    async fn a_manager_signs_out_the_people_of_the_own_service_alone(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (staff, cases) = (region.staff, region.cases);
        let southern = app.officer("Mia South", Role::ServiceManager, region.bodies.south).await;
        let revoke = async |actor, who: PersonId| {
            let answer = app.ask(actor, REVOKE, json!({ "id": who.gid() })).await;
            answer["tokenRevoke"]["userErrors"][0]["code"].as_str().map(str::to_owned)
        };
        let not_found = Some("NOT_FOUND".to_owned());
        for who in [staff.adviser, staff.mediators[0], cases.med_e.1.parent, staff.stranger] {
            assert_eq!(revoke(southern, who).await, not_found);
        }
        for actor in [staff.coordinator, staff.adviser, staff.mediators[0], cases.med_e.1.parent] {
            assert_eq!(revoke(actor, staff.adviser).await, not_found);
            assert_eq!(revoke(actor, actor).await, not_found, "not one's own either");
        }
        assert_eq!(revoke(staff.manager, PersonId(app.app.ids.next())).await, not_found);
        assert_eq!(app.rows(&["revocation"]).await, [0]);
        for who in [staff.adviser, cases.med_e.1.parent] {
            let token = format!("Bearer {}", app.token(who));
            assert_eq!(revoke(staff.manager, who).await, None);
            assert_eq!(status(&app, &token).await, StatusCode::UNAUTHORIZED);
        }
        let event = last_event(&app).await;
        assert_eq!(event.actor_id, Some(staff.manager));
        assert_eq!(event.object_id, Some(cases.med_e.1.parent.0));
        assert_eq!(revoke(southern, cases.southern.1.parent).await, None);
    }

    async fn nobody_who_hammers_gets_through_afterwards(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let somebody = app.person("Somebody").await;
        let token = app.bearer(&order(somebody, "case-portal"));
        let is_over = Arc::new(AtomicBool::new(false));
        let mut clients = JoinSet::new();
        for instance in [app.clone(), app.another().await] {
            for _ in 0..4 {
                let (app, token, is_over) = (instance.clone(), token.clone(), Arc::clone(&is_over));
                clients.spawn(async move {
                    let mut passed = 0;
                    loop {
                        let is_after = is_over.load(Ordering::SeqCst);
                        if status(&app, &token).await == StatusCode::UNAUTHORIZED {
                            return passed;
                        }
                        assert!(!is_after, "asked after it was revoked, and answered");
                        passed += 1;
                    }
                });
            }
        }
        // All of them are under way.
        app.forget_statements();
        while app.statements().len() < 16 {
            tokio::task::yield_now().await;
        }
        let target = revocation::Target::Client("case-portal".to_owned());
        revocation::by_operator(&app.app, &target).await.unwrap();
        is_over.store(true, Ordering::SeqCst);
        let passed: u32 = clients.join_all().await.into_iter().sum();
        assert!(0 < passed, "the token was good before");
    }

    async fn asking_takes_no_statement_of_its_own(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let somebody = app.person("Somebody").await;
        let token = app.bearer(&order(somebody, "case-portal"));
        app.forget_statements();
        app.post(Some(&token), &json!({ "query": "{ __typename }" })).await;
        let all = app.statements();
        assert_eq!(all.len(), 1, "{all:#?}");
        assert!(all[0].contains("revocation"), "{all:#?}");
    }
}
