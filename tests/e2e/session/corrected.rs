//! The day on which an agreement was made, set right.

use chrono::{Days, TimeDelta};
use serde_json::{Value, json};
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::{Region, Sitting, TestApp, both};

use super::{refused, seen};

const SEEN: &str = "agreement {
  agreedOn signedOn checkOn actions { dueOn rule trace } signatories { signedOn }
} clocks { rule startedOn dueOn } nextSteps { what dueOn }
timeline { corrects correctedFromOn correctedToOn reason }";

both! {
    async fn the_times_of_an_agreement_run_from_the_day_it_was_made(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let sitting = Sitting::arranged(&app, &region, region.cases.med_e.0).await;
        sitting.mandated().await;
        sitting.prepared().await;
        sitting.begun().await;
        let on = sitting.on();
        let after = |days: u64| json!(on + Days::new(days));
        let la = json!({ "organisationId": region.bodies.la.gid() });
        let terms = sitting.terms("LOCAL_AUTHORITY", &json!([
            { "what": "Calls the therapist.", "owner": la, "category": "PROMISE" },
            { "what": "Amends section F.", "owner": la, "category": "AMEND" },
            { "what": "Writes to the school.", "owner": la, "agreedOverrideOn": after(20) },
        ]));
        sitting.done_case(sitting.mediator, "agreementRecord", terms).await;
        let correct = |day: Value| json!({ "date": "AGREEMENT", "on": day, "reason": "It was made on the telephone." });
        let asked = async |day: Value| sitting.ask_case(sitting.coordinator, "caseDateCorrect", correct(day)).await;
        assert_eq!(refused(&asked(after(0)).await), "NOTHING_TO_CORRECT", "a draft is written anew");
        sitting.signed("LOCAL_AUTHORITY").await;
        sitting.done_case(sitting.mediator, "sessionEnd", json!({ "on": on, "outcome": "FULL" })).await;
        app.advance(TimeDelta::days(4));
        let before = seen(&app, &sitting, sitting.coordinator, SEEN).await;
        for (day, rule) in [
            (json!(on - Days::new(1)), "DATE_BEFORE_ITS_CAUSE"),
            (after(5), "DATE_IN_THE_FUTURE"),
            (after(0), "NOTHING_CORRECTED"),
        ] {
            assert_eq!(refused(&asked(day).await), rule);
        }
        assert_eq!(seen(&app, &sitting, sitting.coordinator, SEEN).await, before);

        sitting.done_case(sitting.coordinator, "caseDateCorrect", correct(after(2))).await;
        let case = seen(&app, &sitting, sitting.coordinator, SEEN).await;
        let agreement = &case["agreement"];
        assert_eq!((&agreement["agreedOn"], &agreement["signedOn"]), (&after(2), &after(2)));
        assert_eq!(agreement["signatories"], json!([{ "signedOn": after(2) }, { "signedOn": after(2) }]));
        let told: Vec<_> = agreement["actions"].as_array().unwrap().iter().map(|action| (action["rule"].clone(), action["dueOn"].clone())).collect();
        // Two and five weeks from the day it was made; what the parties wrote down stays.
        assert_eq!(told, [(json!("C16"), after(16)), (json!("C23"), after(37)), (json!("C25"), after(20))]);
        assert!(agreement["actions"][0]["trace"].to_string().contains(&(on + Days::new(2)).format("%-d %B %Y").to_string()), "{agreement:#}");
        assert_eq!(agreement["checkOn"], after(44));
        for (rule, due) in [("C16", 16), ("C23", 37), ("C36", 44)] {
            let clock = json!({ "rule": rule, "startedOn": after(2), "dueOn": after(due) });
            assert!(case["clocks"].as_array().unwrap().contains(&clock), "{rule}: {case:#}");
        }
        let check = json!({ "what": "check that the agreement works", "dueOn": after(44) });
        assert!(case["nextSteps"].as_array().unwrap().contains(&check), "{case:#}");
        let corrected = json!({
            "corrects": "the agreement", "correctedFromOn": after(0), "correctedToOn": after(2),
            "reason": "It was made on the telephone.",
        });
        assert!(case["timeline"].as_array().unwrap().contains(&corrected), "{case:#}");

        // What followed from it stays after it: the typed copy, and what the parties agreed in writing.
        app.advance(TimeDelta::days(30));
        assert_eq!(refused(&asked(after(21)).await), "NO_DUE_DATE");
        sitting.done_case(sitting.coordinator, "typedAgreementSend", json!({ "sentOn": after(3) })).await;
        assert_eq!(refused(&asked(after(4)).await), "DATE_BEFORE_ITS_CAUSE");
        sitting.done_case(sitting.coordinator, "caseDateCorrect", correct(after(3))).await;
    }
}
