//! How many statements a request takes, so that no list asks for its items one by one.

use entities::participant::Role;
use serde_json::json;
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::open::{new_case, pool, seat};
use tests::{Region, TestApp, both};

const PAGE: &str = "query ($first: Int!) { cases(first: $first) {
  totalCount
  nodes {
    reference child { name } localAuthority { name } provider { name } issues { domain text }
    participants { role person { name } organisation { name } }
  }
} }";

/// The statements of a request; those of authentication are among them.
fn count(app: &TestApp) -> usize {
    let statements = app.statements();
    let work = statements.iter().filter(|sql| {
        let sql = sql.trim_start();
        !["BEGIN", "COMMIT", "ROLLBACK", "SET"]
            .iter()
            .any(|word| sql.starts_with(word))
    });
    work.count()
}

both! {
    async fn a_page_of_cases_takes_as_many_statements_as_one_case(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let family = region.cases.med_e.1;
        for ix in 0..94 {
            let reference = format!("P-{ix}");
            let mut new = new_case(
                &reference, entities::case::Kind::MedE, region.bodies.north, region.bodies.la, family.child,
            );
            new.participants = vec![
                seat(Role::Family, family.parent),
                pool(Role::LocalAuthority, region.bodies.la, &region.staff.la_officers),
            ];
            app.open(new).await;
        }
        // For the first time on a day it is written down who was told what: with three statements for all of it.
        app.forget_statements();
        app.ask(region.staff.coordinator, PAGE, json!({ "first": 100 })).await;
        let first_time = count(&app);
        let mut counts = Vec::new();
        for first in [1, 100] {
            app.forget_statements();
            let found = app.ask(region.staff.coordinator, PAGE, json!({ "first": first })).await;
            assert_eq!(found["cases"]["totalCount"], 100);
            assert_eq!(found["cases"]["nodes"].as_array().unwrap().len(), first);
            counts.push(count(&app));
        }
        let all = app.statements();
        assert!(counts[1] <= 12, "{} statements for 100 cases: {all:#?}", counts[1]);
        assert!(counts[1] <= counts[0] + 1, "{counts:?}: {all:#?}");
        assert!(first_time <= counts[1] + 3, "{first_time} statements for the first time");
    }

    async fn looking_for_dates_takes_few_statements(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        app.forget_statements();
        app.proposals(region.staff.coordinator, region.cases.med_e.0, 5).await;
        let all = app.statements();
        assert!(count(&app) <= 40, "{} statements: {all:#?}", count(&app));
    }

    async fn meetings_are_listed_without_a_statement_each(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        for case in [region.cases.med_e.0, region.cases.bsl.0, region.cases.med_x.0] {
            app.held(region.staff.coordinator, case).await;
        }
        let document = "{ cases(first: 100) { nodes { meetings {
          startsAt mediator { name } room { name venue { name } } attendees { role person { name } }
        } availabilityRequests { id } } } }";
        app.forget_statements();
        let found = app.ask(region.staff.coordinator, document, json!({})).await;
        let held = found["cases"]["nodes"].as_array().unwrap().iter();
        assert_eq!(held.filter(|case| case["meetings"] != json!([])).count(), 3);
        let all = app.statements();
        assert!(count(&app) <= 12, "{} statements: {all:#?}", count(&app));
    }

    async fn the_seats_of_one_case_are_read_together(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let document = "query ($id: ID!) { case(id: $id) { participants {
          pool { authority person { name languages } }
        } } }";
        app.forget_statements();
        let id = region.cases.med_e.0.gid();
        app.ask(region.staff.coordinator, document, json!({ "id": id })).await;
        let all = app.statements();
        assert!(count(&app) <= 12, "{} statements: {all:#?}", count(&app));
    }
}
