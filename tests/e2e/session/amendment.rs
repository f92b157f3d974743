//! Another wording of an agreement, in writing; the one before stays to be read.

use api::schema::id::Kind;
use chrono::{Days, TimeDelta};
use serde_json::{Value, json};
use tests::database::TestDatabase;
use tests::ids::{Named as _, unknown};
use tests::{Region, Sitting, TestApp, both};

use super::{refused, seen};

const AGREEMENT: &str = "agreement {
  id state edition checkOn actions { id what dueOn rule }
  editions { number agreedOn reason actions { what dueOn rule } decisions { text } signatories { signedOn } }
} clocks { rule dueOn }";

both! {
    async fn an_amendment_keeps_the_wording_before(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let sitting = Sitting::arranged(&app, &region, region.cases.med_e.0).await;
        sitting.mandated().await;
        sitting.prepared().await;
        sitting.begun().await;
        let on = sitting.on();
        let la = json!({ "organisationId": region.bodies.la.gid() });
        let terms = sitting.terms("LOCAL_AUTHORITY", &json!([
            { "what": "Amends section F.", "owner": la, "category": "AMEND" },
            { "what": "Calls the therapist.", "owner": la, "category": "PROMISE" },
        ]));
        sitting.done_case(sitting.mediator, "agreementRecord", terms).await;
        let (family, officer) = (sitting.comer("FAMILY").gid(), sitting.comer("LOCAL_AUTHORITY").gid());
        let amend = |more: Value| {
            let mut input = json!({
                "agreedOn": on + Days::new(7), "isInWriting": true, "reason": "The therapist is ill.",
                "agreedByIds": [family, officer],
            });
            for (key, value) in more.as_object().unwrap() {
                input[key] = value.clone();
            }
            input
        };
        let by_writing = json!({ "actions": [{ "what": "x", "owner": la, "category": "PROMISE" }] });
        assert_eq!(refused(&sitting.ask_case(sitting.mediator, "agreementAmend", amend(by_writing.clone())).await), "NOT_IN_THIS_STATE");
        sitting.signed("LOCAL_AUTHORITY").await;
        sitting.done_case(sitting.mediator, "sessionEnd", json!({ "on": on, "outcome": "FULL" })).await;
        assert_eq!(refused(&sitting.ask_case(sitting.mediator, "agreementAmend", amend(by_writing.clone())).await), "DATE_IN_THE_FUTURE");
        app.advance(TimeDelta::days(7));
        let first = seen(&app, &sitting, sitting.coordinator, AGREEMENT).await["agreement"].take();
        let (amended, promised) = (first["actions"][0]["id"].clone(), first["actions"][1]["id"].clone());
        for (input, rule) in [
            (amend(json!({})), "NOTHING_AMENDED"),
            (amend(json!({ "isInWriting": false, "withdrawnIds": [promised] })), "NOT_IN_WRITING"),
            (amend(json!({ "agreedByIds": [family], "withdrawnIds": [promised] })), "NOT_ALL_AGREE"),
            (amend(json!({ "withdrawnIds": [unknown(Kind::AgreementAction)] })), "NO_SUCH_ACTION"),
            (amend(json!({ "withdrawnIds": [promised, amended] })), "NOTHING_PROMISED"),
            (amend(json!({ "reason": "", "withdrawnIds": [promised] })), "TEXT_UNREADABLE"),
            (amend(json!({ "agreedOn": on - Days::new(1), "withdrawnIds": [promised] })), "DATE_BEFORE_ITS_CAUSE"),
            (amend(json!({ "actions": [{ "what": "x", "category": "PROMISE" }] })), "ACTION_WITHOUT_OWNER"),
        ] {
            assert_eq!(refused(&sitting.ask_case(sitting.mediator, "agreementAmend", input).await), rule);
        }
        for other in [sitting.comer("FAMILY"), sitting.comer("LOCAL_AUTHORITY")] {
            assert_eq!(refused(&sitting.ask_case(other, "agreementAmend", amend(by_writing.clone())).await), "NOT_FOUND");
        }
        let input = amend(json!({
            "decisions": [{ "text": "The other therapist comes." }],
            "actions": [{
                "what": "Calls the other therapist.", "owner": la, "category": "PROMISE",
                "agreedOverrideOn": on + Days::new(40), "replacesId": promised,
            }],
            "checkOn": on + Days::new(60),
        }));
        sitting.done_case(sitting.mediator, "agreementAmend", input).await;
        let case = seen(&app, &sitting, sitting.comer("FAMILY"), AGREEMENT).await;
        let agreement = &case["agreement"];
        assert_eq!((&agreement["state"], &agreement["edition"]), (&json!("AMENDED_IN_WRITING"), &json!(2)));
        assert_eq!(agreement["checkOn"], json!(on + Days::new(60)));
        assert_eq!(agreement["actions"][0]["id"], amended, "what stays is the same action");
        let amends = json!({ "what": "Amends section F.", "dueOn": on + Days::new(35), "rule": "C23" });
        assert_eq!(agreement["editions"], json!([
            {
                "number": 1, "agreedOn": on, "reason": null,
                "decisions": [{ "text": "The plan says more about speech." }],
                "actions": [amends, { "what": "Calls the therapist.", "dueOn": on + Days::new(14), "rule": "C16" }],
                "signatories": [{ "signedOn": on }, { "signedOn": on }],
            },
            {
                "number": 2, "agreedOn": on + Days::new(7), "reason": "The therapist is ill.",
                "decisions": [{ "text": "The plan says more about speech." }, { "text": "The other therapist comes." }],
                "actions": [amends, { "what": "Calls the other therapist.", "dueOn": on + Days::new(40), "rule": "C25" }],
                "signatories": [{ "signedOn": on + Days::new(7) }, { "signedOn": on + Days::new(7) }],
            },
        ]));
        let case = seen(&app, &sitting, sitting.coordinator, AGREEMENT).await;
        let clocks: Vec<_> = case["clocks"].as_array().unwrap().iter().map(|clock| clock["rule"].as_str().unwrap()).collect();
        assert!(clocks.contains(&"C25") && !clocks.contains(&"C16"), "{clocks:?}");
        // The amended wording is sent as well, and both are on record.
        sitting.done_case(sitting.mediator, "typedAgreementSend", json!({ "sentOn": on + Days::new(7) })).await;
        assert_eq!(app.number("SELECT COUNT(*) AS n FROM agreement_copy WHERE edition = 2").await, 3);
    }
}
