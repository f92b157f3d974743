//! Checks, appeals, and closing a case when nothing is left.

use chrono::{Days, TimeDelta};
use serde_json::{Value, json};
use tests::both;
use tests::database::TestDatabase;
use tests::ids::Named as _;

use super::{Owner, World, gid};

const CHECKS: &str = "afterwards { appeal checks {
  checkedOn asked working problems next relationship
} }";

fn check(case: &Value, on: &str) -> Value {
    json!({
        "caseId": case, "checkedOn": on, "asked": "FAMILY", "working": "PARTLY",
        "problems": "The therapist is late.", "next": "Ring the school.", "relationship": "BETTER",
    })
}

both! {
    async fn a_case_closes_when_the_records_say_that_nothing_is_left(database: TestDatabase) {
        let world = World::make(database).await;
        let (coordinator, case) = (world.region.staff.coordinator, world.region.cases.med_e.0);
        let (id, on) = world.held(case).await;
        let action = world.promise(case, on, (Owner::Body(world.region.bodies.la), 14)).await;
        world.step("certificateIssue", &id, json!({ "issuedOn": on })).await;
        world.step("followUpStart", &id, json!({ "isAgreementSent": true, "isEvaluationInvited": true })).await;

        let finish = world.with_version(&id, json!({})).await;
        assert_eq!(world.refused(coordinator, "followUpFinish", finish.clone()).await, "ACTIONS_OPEN");
        let done = json!({ "actionId": gid(action), "doneOn": on, "evidence": "A letter." });
        world.done(coordinator, "actionDone", done).await;
        // Where nothing was agreed there would be nothing to check.
        world.app.execute("UPDATE case_record SET outcome = 'partial'").await;
        assert_eq!(world.refused(coordinator, "followUpFinish", finish.clone()).await, "CHECK_NOT_DONE");
        world.done(coordinator, "followUpRecord", check(&id, on.to_string().as_str())).await;
        assert_eq!(world.refused(coordinator, "followUpFinish", finish.clone()).await, "APPEAL_NOT_KNOWN");

        let not_lodged = json!({ "caseId": id });
        assert_eq!(world.refused(coordinator, "appealRecord", not_lodged.clone()).await, "TIME_TO_APPEAL");
        world.app.advance(TimeDelta::days(90));
        world.done(coordinator, "appealRecord", not_lodged.clone()).await;
        assert_eq!(world.refused(coordinator, "appealRecord", not_lodged).await, "NOT_IN_THIS_STATE");
        let seen = world.seen(coordinator, &id, CHECKS).await;
        assert_eq!(seen["afterwards"], json!({ "appeal": "NOT_LODGED", "checks": [{
            "checkedOn": on, "asked": "FAMILY", "working": "PARTLY", "problems": "The therapist is late.",
            "next": "Ring the school.", "relationship": "BETTER",
        }] }));
        // Notes have changed nothing of the case itself, so the version is the one that was seen.
        world.done(coordinator, "followUpFinish", finish).await;
        assert_eq!(world.seen(coordinator, &id, "state").await["state"], "CLOSED");
    }

    async fn a_check_follows_a_meeting(database: TestDatabase) {
        let world = World::make(database).await;
        let (staff, (case, family)) = (world.region.staff, world.region.cases.med_e);
        let id = json!(case.gid());
        assert_eq!(world.refused(staff.coordinator, "followUpRecord", check(&id, "2026-03-02")).await, "NO_MEETING_YET");
        let (id, on) = world.held(case).await;
        let day = |days: i64| (on + TimeDelta::days(days)).to_string();
        for (wrong, code) in [(day(1), "DATE_IN_THE_FUTURE"), (day(-1), "DATE_BEFORE_ITS_CAUSE"), ("2199-01-01".to_owned(), "DATE_IN_THE_FUTURE")] {
            assert_eq!(world.refused(staff.coordinator, "followUpRecord", check(&id, wrong.as_str())).await, code);
        }
        let mut blank = check(&id, day(0).as_str());
        blank["problems"] = json!(" ");
        assert_eq!(world.refused(staff.coordinator, "followUpRecord", blank).await, "TEXT_MISSING");
        for asked in ["MEDIATOR", "INTERPRETER", "SUPPORTER", "CHILD", "OTHER"] {
            let mut nobody = check(&id, day(0).as_str());
            nobody["asked"] = json!(asked);
            assert_eq!(world.refused(staff.coordinator, "followUpRecord", nobody).await, "NOT_A_PARTY");
        }
        for actor in [family.parent, staff.la_officers[0], staff.adviser, staff.mediators[0], staff.southern_coordinator] {
            assert_eq!(world.refused(actor, "followUpRecord", check(&id, day(0).as_str())).await, "NOT_FOUND");
            assert_eq!(world.refused(actor, "appealRecord", json!({ "caseId": id })).await, "NOT_FOUND");
        }
        world.done(staff.manager, "followUpRecord", check(&id, day(0).as_str())).await;
        world.done(staff.coordinator, "followUpRecord", check(&id, day(0).as_str())).await;
        // Who does not run the case reads neither.
        for actor in [family.parent, staff.la_officers[0], staff.adviser] {
            let seen = world.seen(actor, &id, CHECKS).await;
            assert_eq!(seen["afterwards"], json!({ "appeal": null, "checks": [] }), "{seen:#}");
        }
        let seen = world.seen(staff.manager, &id, CHECKS).await;
        assert_eq!(seen["afterwards"]["checks"].as_array().unwrap().len(), 2);
        assert_eq!(seen["afterwards"]["appeal"], "NOT_KNOWN");
    }

    async fn an_appeal_ends_its_clock_and_a_late_one_is_flagged(database: TestDatabase) {
        let world = World::make(database).await;
        let coordinator = world.region.staff.coordinator;
        let id = json!(world.region.cases.med_e.0.gid());
        let seen = world.seen(coordinator, &id, "appealBy { on }").await;
        let by: chrono::NaiveDate = seen["appealBy"]["on"].as_str().unwrap().parse().unwrap();
        let lodged = |on: chrono::NaiveDate| json!({ "caseId": id, "lodgedOn": on });
        let today = world.app.app.today();
        assert_eq!(world.refused(coordinator, "appealRecord", lodged(today + Days::new(1))).await, "DATE_IN_THE_FUTURE");
        assert_eq!(world.refused(coordinator, "appealRecord", lodged(today - Days::new(60))).await, "DATE_BEFORE_ITS_CAUSE");
        let far = json!({ "caseId": id, "lodgedOn": "1999-01-01" });
        assert_eq!(world.refused(coordinator, "appealRecord", far).await, "DATE_OUT_OF_REACH");
        world.app.advance((by - today) + TimeDelta::days(2));
        world.done(coordinator, "appealRecord", json!({ "caseId": id })).await;
        // The Tribunal may give leave: what was not lodged in time may be lodged late.
        world.done(coordinator, "appealRecord", lodged(by + Days::new(1))).await;
        let seen = world.seen(coordinator, &id, "nextSteps { what } clocks { rule metOn } timeline { words } afterwards { appeal }").await;
        assert_eq!(seen["afterwards"]["appeal"], "LODGED");
        let clock = seen["clocks"].as_array().unwrap().iter().find(|clock| clock["rule"] == "C14").unwrap();
        assert_eq!(clock["metOn"], json!(by + Days::new(1)));
        assert!(seen["nextSteps"].to_string().contains("appealed after the last day"), "{seen:#}");
        assert!(seen["timeline"].to_string().contains("the family has appealed"), "{seen:#}");
        assert_eq!(world.refused(coordinator, "appealRecord", json!({ "caseId": id })).await, "ENDED");
    }

    async fn the_day_of_an_appeal_is_set_right(database: TestDatabase) {
        let world = World::make(database).await;
        let coordinator = world.region.staff.coordinator;
        let id = json!(world.region.cases.med_e.0.gid());
        let seen = world.seen(coordinator, &id, "appealBy { on }").await;
        let by: chrono::NaiveDate = seen["appealBy"]["on"].as_str().unwrap().parse().unwrap();
        let today = world.app.app.today();
        let correct = async |on: chrono::NaiveDate| {
            world.with_version(&id, json!({ "date": "APPEAL", "on": on, "reason": "The Tribunal's stamp." })).await
        };
        assert_eq!(world.refused(coordinator, "caseDateCorrect", correct(today).await).await, "NOTHING_TO_CORRECT");
        world.app.advance((by - today) + TimeDelta::days(2));
        world.done(coordinator, "appealRecord", json!({ "caseId": id, "lodgedOn": by + Days::new(1) })).await;
        let is_late = async || {
            let seen = world.seen(coordinator, &id, "nextSteps { what } clocks { rule metOn }").await;
            let clocks = seen["clocks"].as_array().unwrap().clone();
            let clock = clocks.into_iter().find(|clock| clock["rule"] == "C14").unwrap();
            (clock["metOn"].clone(), seen["nextSteps"].to_string().contains("appealed after the last day"))
        };
        assert_eq!(is_late().await, (json!(by + Days::new(1)), true));
        assert_eq!(world.refused(coordinator, "caseDateCorrect", correct(today - Days::new(60)).await).await, "DATE_BEFORE_ITS_CAUSE");
        let input = correct(by).await;
        world.done(coordinator, "caseDateCorrect", input).await;
        assert_eq!(is_late().await, (json!(by), false), "it was in time after all");
        let input = correct(by + Days::new(2)).await;
        world.done(coordinator, "caseDateCorrect", input).await;
        assert_eq!(is_late().await, (json!(by + Days::new(2)), true));
        let seen = world.seen(coordinator, &id, "timeline { corrects correctedFromOn correctedToOn reason }").await;
        let corrected = json!({
            "corrects": "the appeal", "correctedFromOn": by, "correctedToOn": by + Days::new(2), "reason": "The Tribunal's stamp.",
        });
        assert!(seen["timeline"].as_array().unwrap().contains(&corrected), "{seen:#}");
    }

    async fn there_is_nothing_to_appeal_in_other_cases(database: TestDatabase) {
        let world = World::make(database).await;
        let coordinator = world.region.staff.coordinator;
        let dispute = json!({ "caseId": world.region.cases.dr_p.0.gid() });
        let meeting = json!({ "caseId": world.facilitation("F-9").await.gid() });
        for input in [dispute, meeting] {
            assert_eq!(world.refused(coordinator, "appealRecord", input).await, "OTHER_TYPE_OF_CASE");
        }
    }
}
