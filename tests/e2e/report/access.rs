//! Who reads which report.

use entities::person;
use entities::role::Kind as Role;
use sea_orm::EntityTrait as _;
use serde_json::{Value, json};
use tests::both;
use tests::database::TestDatabase;
use tests::ids::Named as _;

use super::{EVENTS, REPORT, RETURN, figure, order, quarter, refused, report};

both! {
    async fn a_commissioner_reads_its_own_quarters_and_nothing_of_a_case(database: TestDatabase) {
        let ledger = quarter::written(database).await;
        let (app, bodies) = (&ledger.app, ledger.region.bodies);
        let commissioner = app.officer("Connie Commissioner", Role::Commissioner, bodies.la).await;
        let made = report(app, commissioner, order(&ledger)).await;
        assert_eq!(figure(&made, "K3")["denominator"], 24);
        assert_eq!(made["commissioner"]["name"], "Ambleshire");

        // No events, no references.
        let mut asked = order(&ledger);
        asked["keys"] = json!(["K3"]);
        let found = app.ask(commissioner, EVENTS, asked).await;
        assert_eq!(found["commissionerReport"]["report"]["figures"][0]["events"], Value::Null);
        let people = person::Entity::find().all(&app.app.db).await.expect("the database answers");
        assert!(people.len() > 9);
        let names = people.iter().map(|person| person.name.reveal());
        for secret in names.chain(["A-1", "L-1"]) {
            assert!(!made.to_string().contains(secret), "{secret} is in the report");
        }
        // No case either.
        let cases = app.ask(commissioner, "{ cases(first: 100) { totalCount } }", json!({})).await;
        assert_eq!(cases["cases"]["totalCount"], 0);

        // Only whole quarters that are over: others could be subtracted from one another.
        for (from, to, code) in [
            ("2025-04-01", "2025-06-29", "NOT_A_QUARTER"),
            ("2025-04-02", "2025-06-30", "NOT_A_QUARTER"),
            ("2025-01-01", "2025-12-31", "NOT_A_QUARTER"),
            ("2026-01-01", "2026-03-31", "PERIOD_NOT_OVER"),
            ("2025-06-30", "2025-04-01", "PERIOD_BACKWARDS"),
            ("2013-10-01", "2013-12-31", "DATE_OUT_OF_REACH"),
        ] {
            let mut asked = order(&ledger);
            asked["from"] = json!(from);
            asked["to"] = json!(to);
            for document in [REPORT, RETURN] {
                let no = refused(app, Some(commissioner), document, asked.clone()).await;
                assert_eq!(no, code, "{from} to {to}");
            }
        }

        // Not another commissioner's, nor after the role has ended.
        let mut asked = order(&ledger);
        asked["commissioner"] = json!(bodies.other_la.gid());
        assert_eq!(refused(app, Some(commissioner), REPORT, asked).await, "NOT_FOUND");
        app.execute("UPDATE roles SET until_on = '2026-03-01' WHERE kind = 'commissioner' AND until_on IS NULL").await;
        assert_eq!(refused(app, Some(commissioner), REPORT, order(&ledger)).await, "NOT_FOUND");
    }

    async fn nobody_else_learns_that_there_is_a_report(database: TestDatabase) {
        let ledger = quarter::written(database).await;
        let (app, region) = (&ledger.app, ledger.region);
        let other = app.officer("Otis Other", Role::Commissioner, region.bodies.other_la).await;
        let auditor = app.officer("Aud Auditor", Role::Auditor, region.bodies.north).await;
        let staff = region.staff;
        for actor in [
            None,
            Some(other),
            Some(auditor),
            Some(staff.stranger),
            Some(staff.adviser),
            Some(staff.mediators[0]),
            Some(staff.la_officers[0]),
            Some(staff.health_officer),
            Some(staff.teacher),
            Some(staff.supporter),
            Some(staff.southern_coordinator),
            Some(region.cases.med_e.1.parent),
            Some(region.cases.med_e.1.child_person),
        ] {
            for document in [REPORT, RETURN] {
                let no = refused(app, actor, document, order(&ledger)).await;
                assert_eq!(no, "NOT_FOUND", "{actor:?}");
            }
        }
        // Who works for two services says which.
        app.appoint(staff.manager, Role::ServiceManager, region.bodies.south).await;
        let mut asked = order(&ledger);
        asked["provider"] = Value::Null;
        assert_eq!(refused(app, Some(staff.manager), REPORT, asked.clone()).await, "WHICH_SERVICE");
        asked["commissioner"] = json!("x");
        assert_eq!(refused(app, Some(staff.manager), REPORT, asked).await, "MALFORMED_ID");
        // The other service has none of these cases.
        let mut asked = order(&ledger);
        asked["provider"] = json!(region.bodies.south.gid());
        let made = report(app, staff.manager, asked).await;
        assert_eq!(figure(&made, "K23")["denominator"], 0);
    }

    async fn health_pays_for_health_alone(database: TestDatabase) {
        let ledger = quarter::written(database).await;
        let (app, region) = (&ledger.app, ledger.region);
        // The region's cases, opened three days before the test begins: N-1, N-2, N-4, N-5 and N-6 are the
        // authority's, N-3 is the board's.
        let mut asked = order(&ledger);
        asked["from"] = json!("2026-01-01");
        asked["to"] = json!("2026-03-31");
        let mut counted = Vec::new();
        for commissioner in [region.bodies.la, region.bodies.icb] {
            asked["commissioner"] = json!(commissioner.gid());
            asked["keys"] = json!(["K23"]);
            let found = app.ask(region.staff.manager, EVENTS, asked.clone()).await;
            let events = &found["commissionerReport"]["report"]["figures"][0]["events"];
            let references: Vec<_> = events.as_array().unwrap().iter()
                .map(|event| event["caseReference"].as_str().unwrap().to_owned()).collect();
            counted.push(references);
        }
        assert_eq!(counted[0], ["N-1", "N-2", "N-4", "N-5", "N-6"]);
        assert_eq!(counted[1], ["N-3"]);
        let no = refused(app, Some(region.staff.manager), RETURN, {
            asked.as_object_mut().unwrap().remove("keys");
            asked
        }).await;
        assert_eq!(no, "NO_RETURN", "a board returns nothing to the Department for Education");
    }
}
