//! Claims for expenses: of mediation alone, paid by who arranges it, by the rates of regulation 41.

use chrono::{Days, TimeDelta};
use serde_json::{Value, json};
use tests::both;
use tests::database::TestDatabase;
use tests::ids::Named as _;

use super::World;

const CLAIMS: &str = "afterwards { expenseClaims {
  id state allowedPence reason claimant { name } payer { name }
  items { kind allowedPence trace evidence agreedOn quantity amountPence caredFor }
} }";

fn fare(on: &impl ToString) -> Value {
    json!({ "kind": "PUBLIC_TRANSPORT", "spentOn": on.to_string(), "amountPence": 1240, "isStandardClass": true })
}

both! {
    async fn a_family_claims_what_the_rates_allow(database: TestDatabase) {
        let world = World::make(database).await;
        let (staff, (case, family)) = (world.region.staff, world.region.cases.med_e);
        let early = json!({ "caseId": case.gid(), "items": [fare(&"2026-03-02")] });
        assert_eq!(world.refused(family.parent, "expenseClaim", early).await, "NO_MEETING_YET");
        let (id, on) = world.held(case).await;
        let claim = |items: Value| json!({ "caseId": id, "items": items });
        let items = json!([
            fare(&on),
            { "kind": "MILEAGE", "spentOn": on, "tenthsOfAMile": 124 },
            { "kind": "LOSS_OF_EARNINGS", "spentOn": on, "amountPence": 12000, "evidence": "a letter from work" },
            { "kind": "CARER", "spentOn": on, "minutes": 90, "caredFor": 2, "isRegistered": true },
            { "kind": "NIGHT_INNER_LONDON", "spentOn": on, "nights": 1, "amountPence": 9500 },
            { "kind": "TAXI", "spentOn": on, "amountPence": 1800, "agreedOn": on - Days::new(3) },
        ]);
        world.done(family.parent, "expenseClaim", claim(items)).await;
        let seen = world.seen(family.parent, &id, CLAIMS).await["afterwards"]["expenseClaims"].take();
        // 12.40 + 3.10 + 45.00 + 16.05 + 81.00 + 18.00 pounds.
        assert_eq!((&seen[0]["allowedPence"], &seen[0]["state"]), (&json!(17555), &json!("CLAIMED")));
        assert_eq!((&seen[0]["payer"]["name"], &seen[0]["claimant"]["name"]), (&json!("Ambleshire"), &json!("Parent N-1")));
        let allowed: Vec<_> = seen[0]["items"].as_array().unwrap().iter().map(|item| item["allowedPence"].as_i64().unwrap()).collect();
        assert_eq!(allowed, [1240, 310, 4500, 1605, 8100, 1800]);
        assert!(seen[0]["items"].as_array().unwrap().iter().all(|item| item["trace"].as_str().unwrap().contains("reg 41(1)")));
        // Earnings are paid up to £45 for the mediation, not for each claim.
        world.app.advance(TimeDelta::minutes(1));
        let again = json!([{ "kind": "LOSS_OF_EARNINGS", "spentOn": on, "amountPence": 1000 }]);
        world.done(family.parent, "expenseClaim", claim(again)).await;
        let seen = world.seen(family.parent, &id, CLAIMS).await;
        assert_eq!(seen["afterwards"]["expenseClaims"][1]["allowedPence"], 0);

        for (items, code) in [
            (json!([]), "ITEMS_OUT_OF_RANGE"),
            (json!(vec![fare(&on); 31]), "ITEMS_OUT_OF_RANGE"),
            (json!([fare(&(on + Days::new(1)))]), "DATE_IN_THE_FUTURE"),
            (json!([fare(&"2014-08-31")]), "NO_RATE_IN_FORCE"),
            (json!([fare(&on), fare(&(on - Days::new(31)))]), "EXPENSE_NOT_OF_THE_MEETING"),
            (json!([{ "kind": "TAXI", "spentOn": on - Days::new(1), "amountPence": 100, "agreedOn": on }]), "AGREED_AFTERWARDS"),
            (json!([{ "kind": "TAXI", "spentOn": on, "amountPence": 100, "agreedOn": on + Days::new(1) }]), "AGREED_AFTERWARDS"),
            (json!([{ "kind": "PUBLIC_TRANSPORT", "spentOn": on, "amountPence": 9000 }]), "NOT_STANDARD_CLASS"),
            (json!([{ "kind": "CARER", "spentOn": on, "minutes": 60, "caredFor": 1 }]), "CARER_NOT_REGISTERED"),
            (json!([{ "kind": "MILEAGE", "spentOn": on }]), "EXPENSE_INCOMPLETE"),
            (json!([{ "kind": "TAXI", "spentOn": on, "amountPence": 100, "nights": 1 }]), "EXPENSE_OUT_OF_PLACE"),
            (json!([{ "kind": "TAXI", "spentOn": on, "amountPence": 1_000_001 }]), "EXPENSE_TOO_LARGE"),
            (json!([{ "kind": "CARER", "spentOn": on, "minutes": 60, "caredFor": 21, "isRegistered": true }]), "EXPENSE_TOO_LARGE"),
            (json!([{ "kind": "TAXI", "spentOn": on, "amountPence": 100, "evidence": "x".repeat(501) }]), "TEXT_UNREADABLE"),
        ] {
            assert_eq!(world.refused(family.parent, "expenseClaim", claim(items)).await, code);
        }
        for actor in [staff.la_officers[0], staff.teacher, staff.supporter, staff.manager, staff.adviser, staff.southern_coordinator] {
            assert_eq!(world.refused(actor, "expenseClaim", claim(json!([fare(&on)]))).await, "NOT_FOUND");
        }
        assert_eq!(world.refused(staff.coordinator, "expenseClaim", claim(json!([fare(&on)]))).await, "NOT_OF_THE_FAMILY");
        let mut written_down = claim(json!([fare(&on)]));
        written_down["claimantId"] = json!(family.parent.gid());
        world.done(staff.coordinator, "expenseClaim", written_down.clone()).await;
        written_down["claimantId"] = json!(staff.teacher.gid());
        assert_eq!(world.refused(staff.coordinator, "expenseClaim", written_down.clone()).await, "NOT_OF_THE_FAMILY");
        assert_eq!(world.refused(family.parent, "expenseClaim", written_down).await, "NOT_FOUND");

        // A week after the meeting is the last day on which anything can be spent on it.
        world.app.advance(TimeDelta::days(8));
        world.done(family.parent, "expenseClaim", claim(json!([fare(&(on + Days::new(7)))]))).await;
        let late = claim(json!([fare(&(on + Days::new(8)))]));
        assert_eq!(world.refused(family.parent, "expenseClaim", late).await, "EXPENSE_NOT_OF_THE_MEETING");
        world.done(family.parent, "expenseClaim", claim(json!([fare(&(on - Days::new(30)))]))).await;
        // Who was there for a part was there; who was not has no expenses of having been.
        let claimed = claim(json!([fare(&on)]));
        world.app.execute("UPDATE attendance SET presence = 'partly'").await;
        world.done(family.parent, "expenseClaim", claimed.clone()).await;
        world.app.execute("UPDATE attendance SET presence = 'absent', arrived_at = NULL").await;
        assert_eq!(world.refused(family.parent, "expenseClaim", claimed).await, "NOT_AT_THE_MEETING");
    }

    async fn the_payer_sets_terms_reads_and_decides(database: TestDatabase) {
        let world = World::make(database).await;
        let (staff, (case, family)) = (world.region.staff, world.region.cases.med_e);
        let (id, on) = world.held(case).await;
        let terms = |agreement: bool, evidence: bool| json!({
            "caseId": id, "needsPriorAgreement": agreement, "needsEvidence": evidence,
        });
        for actor in [family.parent, staff.manager, staff.la_officers[0], staff.adviser, staff.southern_coordinator] {
            assert_eq!(world.refused(actor, "expenseTermsRecord", terms(true, true)).await, "NOT_FOUND");
        }
        let claim = |more: Value| {
            let mut item = json!({ "kind": "TAXI", "spentOn": on, "amountPence": 1800 });
            for (key, value) in more.as_object().unwrap() {
                item[key] = value.clone();
            }
            json!({ "caseId": id, "items": [item] })
        };
        world.done(staff.coordinator, "expenseTermsRecord", terms(true, true)).await;
        assert_eq!(world.refused(family.parent, "expenseClaim", claim(json!({}))).await, "PRIOR_AGREEMENT_MISSING");
        let agreed = json!({ "agreedOn": on });
        assert_eq!(world.refused(family.parent, "expenseClaim", claim(agreed)).await, "EVIDENCE_MISSING");
        world.done(staff.coordinator, "expenseTermsRecord", terms(true, false)).await;
        assert_eq!(world.refused(family.parent, "expenseClaim", claim(json!({ "evidence": "receipt" }))).await, "PRIOR_AGREEMENT_MISSING");
        world.done(family.parent, "expenseClaim", claim(json!({ "agreedOn": on }))).await;
        world.app.advance(TimeDelta::minutes(1));
        world.done(family.parent, "expenseClaim", claim(json!({ "agreedOn": on, "evidence": "receipt" }))).await;

        for (actor, count) in [
            (family.parent, 2), (staff.manager, 2), (staff.coordinator, 2), (staff.la_officers[0], 2),
            (staff.adviser, 0), (staff.teacher, 0), (staff.supporter, 0),
        ] {
            let seen = world.seen(actor, &id, CLAIMS).await;
            assert_eq!(seen["afterwards"]["expenseClaims"].as_array().unwrap().len(), count, "{seen:#}");
        }
        let seen = world.seen(family.parent, &id, CLAIMS).await["afterwards"]["expenseClaims"].take();
        let decide = |claim: &Value, more: Value| {
            let mut input = json!({ "claimId": claim["id"], "agrees": true });
            for (key, value) in more.as_object().unwrap() {
                input[key] = value.clone();
            }
            input
        };
        for actor in [family.parent, staff.manager, staff.teacher, staff.health_officer, staff.other_la_officer] {
            assert_eq!(world.refused(actor, "expenseClaimDecide", decide(&seen[0], json!({}))).await, "NOT_FOUND");
        }
        let no_reason = decide(&seen[0], json!({ "agrees": false }));
        assert_eq!(world.refused(staff.la_officers[0], "expenseClaimDecide", no_reason).await, "TEXT_MISSING");
        let refuse = decide(&seen[0], json!({ "agrees": false, "reason": "Paid before." }));
        world.done(staff.la_officers[0], "expenseClaimDecide", refuse).await;
        assert_eq!(world.refused(staff.coordinator, "expenseClaimDecide", decide(&seen[0], json!({}))).await, "DECIDED_ALREADY");
        world.done(staff.coordinator, "expenseClaimDecide", decide(&seen[1], json!({}))).await;
        let seen = world.seen(family.parent, &id, CLAIMS).await["afterwards"]["expenseClaims"].take();
        assert_eq!((&seen[0]["state"], &seen[0]["reason"]), (&json!("REFUSED"), &json!("Paid before.")));
        assert_eq!((&seen[1]["state"], &seen[1]["reason"]), (&json!("AGREED"), &Value::Null));
        let seen = world.seen(staff.coordinator, &id, "timeline { words }").await;
        for words in ["expenses are claimed", "expenses are agreed", "expenses are refused"] {
            assert!(seen.to_string().contains(words), "{words}");
        }
        assert!(!seen.to_string().contains("Paid before"));
    }

    async fn the_board_pays_for_health_alone_and_nobody_outside_mediation(database: TestDatabase) {
        let world = World::make(database).await;
        let (staff, cases) = (world.region.staff, world.region.cases);
        let (case, family) = cases.med_h;
        let (id, on) = world.held(case).await;
        world.done(family.parent, "expenseClaim", json!({ "caseId": id, "items": [fare(&on)] })).await;
        let seen = world.seen(staff.health_officer, &id, CLAIMS).await["afterwards"]["expenseClaims"].take();
        assert_eq!(seen[0]["payer"]["name"], "Amble and Burrow ICB");
        world.done(staff.health_officer, "expenseClaimDecide", json!({ "claimId": seen[0]["id"], "agrees": true })).await;

        let parent = cases.dr_p.1.parent;
        let dispute = json!({ "caseId": cases.dr_p.0.gid(), "items": [fare(&on)] });
        assert_eq!(world.refused(parent, "expenseClaim", dispute).await, "MEDIATION_ONLY");
        let meeting = world.facilitation("F-8").await.gid();
        let at_meeting = json!({ "caseId": meeting, "items": [fare(&on)] });
        assert_eq!(world.refused(cases.med_e.1.parent, "expenseClaim", at_meeting).await, "MEDIATION_ONLY");
        let terms = json!({ "caseId": meeting, "needsPriorAgreement": true, "needsEvidence": true });
        assert_eq!(world.refused(staff.coordinator, "expenseTermsRecord", terms).await, "MEDIATION_ONLY");
    }
}
