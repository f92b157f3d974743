//! Tokens, over HTTP.

use api::auth::token::{Keys, Order, Purpose, Scope, new_key, public_jwks};
use api::keyring::{KeyRing, Pace, from_file};
use axum::http::{StatusCode, header};
use chrono::{Days, TimeDelta};
use entities::{attendee, meeting, participant, person, role};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::{Value, json};
use tests::app::HttpAnswer;
use tests::database::TestDatabase;
use tests::forgery::forged;
use tests::ids::Named as _;
use tests::{Region, TestApp, both};

const WHO: &str = "{ viewer { person { id } roles { kind } } }";

async fn who(app: &TestApp, authorization: Option<&str>) -> HttpAnswer {
    app.post(authorization, &json!({ "query": WHO })).await
}

/// A refusal at the door: nothing of GraphQL has run.
fn is_refused(answer: &HttpAnswer) {
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{answer:?}");
    let challenge = answer.headers.get(header::WWW_AUTHENTICATE);
    assert!(challenge.is_some_and(|value| value.to_str().unwrap().starts_with("Bearer")));
    assert_eq!(
        answer.body["errors"][0]["extensions"]["code"], "UNAUTHENTICATED",
        "{answer:?}"
    );
    assert_eq!(answer.body["data"], Value::Null);
}

both! {
    async fn a_good_token_says_who_asks(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let token = format!("Bearer {}", app.token(region.staff.coordinator));
        let answer = who(&app, Some(&token)).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.body["data"], json!({ "viewer": {
            "person": { "id": region.staff.coordinator.gid() },
            "roles": [{ "kind": "COORDINATOR" }],
        } }));
        let answer = who(&app, None).await;
        assert_eq!(answer.body["data"], json!({ "viewer": null }));
    }

    async fn a_bad_token_is_refused_at_the_door(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let somebody = app.person("Somebody").await;
        let good = app.token(somebody);
        let mut strangers = Keys::new("https://id.example.org", "concord");
        strangers.sign_with(&new_key()).unwrap();
        let order = |purpose| Order {
            person: somebody.0,
            client: "tests".to_owned(),
            purpose,
            scope: Scope::Write,
            life: TimeDelta::minutes(5),
        };
        let id = || app.app.ids.next();
        let now = app.app.now();
        let forged = strangers.mint(&order(Purpose::Session), now, id()).unwrap();
        let early = app.keys.mint(&order(Purpose::Session), now + TimeDelta::hours(2), id()).unwrap();
        let late = app.keys.mint(&order(Purpose::Session), now - TimeDelta::hours(2), id()).unwrap();
        let (head, _) = good.rsplit_once('.').unwrap();
        for token in [&forged, &early, &late, head, &format!("{head}."), &format!("{good}x"), "x", "x.y.z"] {
            is_refused(&who(&app, Some(&format!("Bearer {token}"))).await);
        }
        assert_eq!(who(&app, Some(&format!("Bearer {good}"))).await.status, StatusCode::OK);
    }

    async fn no_forgery_is_believed_and_none_reaches_the_database(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let somebody = app.person("Somebody").await;
        let all = forged(&app.token(somebody), 300);
        assert!(400 < all.len(), "{}", all.len());
        app.forget_statements();
        for token in &all {
            is_refused(&who(&app, Some(&format!("Bearer {token}"))).await);
        }
        assert_eq!(app.statements(), Vec::<String>::new());
    }

    async fn a_token_of_a_person_who_is_gone_is_refused(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let (somebody, nobody) = (app.person("Somebody").await, app.app.ids.next());
        let token = format!("Bearer {}", app.token(somebody));
        assert_eq!(who(&app, Some(&token)).await.status, StatusCode::OK);
        entities::person_language::Entity::delete_many()
            .filter(entities::person_language::Column::PersonId.eq(somebody))
            .exec(&app.app.db)
            .await
            .unwrap();
        person::Entity::delete_by_id(somebody).exec(&app.app.db).await.unwrap();
        is_refused(&who(&app, Some(&token)).await);
        let never = format!("Bearer {}", app.token(entities::PersonId(nobody)));
        is_refused(&who(&app, Some(&never)).await);
    }

    async fn a_token_ages_with_the_clock(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let somebody = app.person("Somebody").await;
        let token = format!("Bearer {}", app.token(somebody));
        app.advance(TimeDelta::minutes(9));
        assert_eq!(who(&app, Some(&token)).await.status, StatusCode::OK);
        app.advance(TimeDelta::minutes(10));
        is_refused(&who(&app, Some(&token)).await);
    }

    async fn a_role_that_has_ended_opens_nothing_at_the_next_request(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let coordinator = region.staff.coordinator;
        let token = format!("Bearer {}", app.token(coordinator));
        let body = json!({
            "query": "query ($id: ID!) { case(id: $id) { reference } viewer { roles { kind } } }",
            "variables": { "id": region.cases.med_e.0.gid() },
        });
        let ends = async |day| {
            role::Entity::update_many()
                .col_expr(role::Column::UntilOn, Expr::value(day))
                .filter(role::Column::PersonId.eq(coordinator))
                .exec(&app.app.db)
                .await
                .unwrap();
        };
        let today = app.app.today();
        // The last day of a role is still a day of it.
        ends(today).await;
        let answer = app.post(Some(&token), &body).await;
        assert_eq!(answer.body["data"]["case"]["reference"], "N-1");
        ends(today - Days::new(1)).await;
        let answer = app.post(Some(&token), &body).await;
        assert_eq!(answer.body["data"], json!({ "case": null, "viewer": { "roles": [] } }));
    }

    async fn a_seat_that_is_taken_away_opens_nothing_at_the_next_request(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (supporter, case) = (region.staff.supporter, region.cases.med_e.0);
        let token = format!("Bearer {}", app.token(supporter));
        let body = json!({
            "query": "query ($id: ID!) { case(id: $id) { reference } node(id: $id) { id } }",
            "variables": { "id": case.gid() },
        });
        let answer = app.post(Some(&token), &body).await;
        assert_eq!(answer.body["data"]["case"]["reference"], "N-1");
        let removed = participant::Entity::delete_many()
            .filter(participant::Column::CaseId.eq(case))
            .filter(participant::Column::PersonId.eq(supporter))
            .exec(&app.app.db)
            .await
            .unwrap();
        assert_eq!(removed.rows_affected, 1);
        // The same token, the same instant; on every instance.
        for instance in [&app, &app.another().await] {
            let answer = instance.post(Some(&token), &body).await;
            assert_eq!(answer.body["data"], json!({ "case": null, "node": null }));
        }
    }

    async fn a_mediator_who_is_replaced_sees_nothing_at_the_next_request(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        // Ben is away, so that Ana mediates.
        app.says(region.staff.mediators[1], Vec::new()).await;
        let (ana, case) = (region.staff.mediators[0], region.cases.med_e.0);
        app.confirmed(region.staff.coordinator, case).await;
        let token = format!("Bearer {}", app.token(ana));
        let body = json!({
            "query": "query ($id: ID!) { case(id: $id) { reference } }",
            "variables": { "id": case.gid() },
        });
        let answer = app.post(Some(&token), &body).await;
        assert_eq!(answer.body["data"]["case"]["reference"], "N-1");
        let replaced = meeting::Entity::update_many()
            .col_expr(meeting::Column::MediatorId, Expr::value(region.staff.mediators[1]))
            .filter(meeting::Column::CaseId.eq(case))
            .exec(&app.app.db)
            .await
            .unwrap();
        assert_eq!(replaced.rows_affected, 1);
        attendee::Entity::delete_many()
            .filter(attendee::Column::PersonId.eq(ana))
            .exec(&app.app.db)
            .await
            .unwrap();
        let answer = app.post(Some(&token), &body).await;
        assert_eq!(answer.body["data"]["case"], Value::Null);
    }

    async fn keys_are_exchanged_under_a_running_service(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let somebody = app.person("Somebody").await;
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("jwks.json");
        let issuers = [new_key(), new_key()];
        let write = |pem: &str| std::fs::write(&path, public_jwks(pem).unwrap()).unwrap();
        write(&issuers[0]);
        let trusted = Keys::new("https://id.example.org", "concord");
        let ring = KeyRing::fed(trusted, from_file(path.clone()), Pace::FILE);
        let app = app.trusting(ring).await;
        let token = |pem: &str| {
            let mut keys = Keys::new("https://id.example.org", "concord");
            keys.sign_with(pem).unwrap();
            let order = Order {
                person: somebody.0,
                client: "case-portal".to_owned(),
                purpose: Purpose::Partner,
                scope: Scope::Read,
                life: TimeDelta::minutes(5),
            };
            format!("Bearer {}", keys.mint(&order, app.app.now(), app.app.ids.next()).unwrap())
        };
        let old = token(&issuers[0]);
        assert_eq!(who(&app, Some(&old)).await.status, StatusCode::OK);
        write(&issuers[1]);
        assert_eq!(who(&app, Some(&token(&issuers[1]))).await.status, StatusCode::OK);
        app.advance(TimeDelta::seconds(60));
        is_refused(&who(&app, Some(&old)).await);
        assert_eq!(who(&app, Some(&token(&issuers[1]))).await.status, StatusCode::OK);
    }
}
