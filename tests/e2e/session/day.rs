//! Ground rules, attendance, and the session that begins with those who are on record.

use serde_json::{Value, json};
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::{Region, Sitting, TestApp, both};

use super::{refused, seen};

const MEETING: &str = "state meetings { state attendance {
  role presence basis authority arrivedAt leftAt groundRulesSignedAt person { id }
} }";

fn with(mut input: Value, more: &Value) -> Value {
    for (key, value) in more.as_object().unwrap() {
        input[key] = value.clone();
    }
    input
}

both! {
    async fn who_has_no_basis_or_has_not_signed_is_not_admitted(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let sitting = Sitting::arranged(&app, &region, region.cases.med_e.0).await;
        let (family, officer) = (sitting.comer("FAMILY"), sitting.comer("LOCAL_AUTHORITY"));
        let supporter = sitting.comer("SUPPORTER");
        sitting.prepared().await;
        let here = |person: &str| json!({
            "meetingId": sitting.meeting, "personId": person, "presence": "ATTENDED",
            "arrivedAt": sitting.starts_at, "basis": "PARTY",
        });
        let absent = json!({ "meetingId": sitting.meeting, "personId": family.gid(), "presence": "ABSENT" });
        assert_eq!(refused(&sitting.ask(sitting.mediator, "attendanceRecord", absent.clone()).await), "DATE_IN_THE_FUTURE");
        sitting.day_comes();
        let start = json!({ "on": sitting.on() });
        assert_eq!(refused(&sitting.ask_case(sitting.coordinator, "sessionStart", start.clone()).await), "PARTY_ABSENT");
        let late = sitting.starts_at + chrono::TimeDelta::hours(5);
        let before = sitting.starts_at - chrono::TimeDelta::days(1);
        let early = sitting.starts_at - chrono::TimeDelta::minutes(1);
        for (more, rule) in [
            (json!({ "presence": "ABSENT" }), "PRESENCE_UNCLEAR"),
            (json!({ "arrivedAt": null }), "PRESENCE_UNCLEAR"),
            (json!({ "arrivedAt": late }), "DATE_IN_THE_FUTURE"),
            (json!({ "arrivedAt": before }), "NOT_THE_DAY"),
            (json!({ "leftAt": early }), "DATE_BEFORE_ITS_CAUSE"),
            (json!({ "basis": "INTERPRETER" }), "BASIS_DOES_NOT_FIT"),
            (json!({ "basis": "OTHER_ALL_CONSENT" }), "ATTENDANCE_NOT_CONSENTED"),
            (json!({ "authority": "PRESENT" }), "NOT_FOR_A_BODY"),
            (json!({ "personId": region.staff.stranger.gid() }), "NOT_AN_ATTENDEE"),
        ] {
            let input = with(here(&family.gid()), &more);
            assert_eq!(refused(&sitting.ask(sitting.mediator, "attendanceRecord", input).await), rule, "{more}");
        }
        for other in [family, officer, region.staff.adviser] {
            assert_eq!(refused(&sitting.ask(other, "attendanceRecord", here(&family.gid())).await), "NOT_FOUND");
        }
        sitting.arrives(family, "FAMILY").await;
        sitting.arrives(officer, "LOCAL_AUTHORITY").await;
        let answer = sitting.ask_case(sitting.coordinator, "sessionStart", start.clone()).await;
        assert_eq!(refused(&answer), "GROUND_RULES_UNSIGNED");
        assert!(answer["userErrors"][0]["message"].as_str().unwrap().contains("pre-mediation agreement"), "{answer:#}");
        // Everybody signs for themselves, or whoever runs the session notes it.
        let sign = |person: Option<&str>| json!({ "meetingId": sitting.meeting, "personId": person, "wording": "2026-1" });
        let officers = officer.gid();
        assert_eq!(refused(&sitting.ask(family, "groundRulesSign", sign(Some(&officers))).await), "NOT_FOUND");
        assert_eq!(refused(&sitting.ask(region.staff.adviser, "groundRulesSign", sign(None)).await), "NOT_FOUND");
        let wordless = json!({ "meetingId": sitting.meeting, "wording": " " });
        assert_eq!(refused(&sitting.ask(family, "groundRulesSign", wordless).await), "TEXT_UNREADABLE");
        sitting.done(family, "groundRulesSign", sign(None)).await;
        assert_eq!(refused(&sitting.ask(family, "groundRulesSign", sign(None)).await), "SIGNED_ALREADY");
        sitting.done(sitting.mediator, "groundRulesSign", sign(Some(&officers))).await;
        // A supporter without a basis keeps the session from beginning.
        let baseless = with(here(&supporter.gid()), &json!({ "basis": null }));
        sitting.done(sitting.mediator, "attendanceRecord", baseless).await;
        let answer = sitting.ask_case(sitting.coordinator, "sessionStart", start.clone()).await;
        assert_eq!(refused(&answer), "NO_BASIS_TO_ATTEND");
        assert!(answer["userErrors"][0]["message"].as_str().unwrap().contains("regulation 38"), "{answer:#}");
        sitting.arrives(supporter, "SUPPORTER").await;
        sitting.signs(supporter).await;
        assert_eq!(refused(&sitting.ask_case(family, "sessionStart", start.clone()).await), "NOT_FOUND");
        sitting.done_case(sitting.mediator, "sessionStart", start).await;
        let left = with(here(&supporter.gid()), &json!({
            "basis": "SUPPORTER_BY_RIGHT", "presence": "PARTLY", "leftAt": sitting.starts_at + chrono::TimeDelta::hours(1),
        }));
        sitting.done(sitting.mediator, "attendanceRecord", left).await;
        let case = seen(&app, &sitting, sitting.coordinator, MEETING).await;
        assert_eq!(case["state"], "IN_SESSION");
        let all = case["meetings"][0]["attendance"].as_array().unwrap().clone();
        let of = |role: &str| all.iter().find(|line| line["role"] == role).unwrap();
        assert_eq!(of("SUPPORTER")["presence"], "PARTLY");
        assert!(of("FAMILY")["groundRulesSignedAt"].is_string());
        assert_eq!(of("MEDIATOR")["presence"], Value::Null);
    }

    async fn everybody_who_came_reads_who_came(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let sitting = Sitting::arranged(&app, &region, region.cases.bsl.0).await;
        sitting.prepared().await;
        sitting.begun().await;
        let comers = sitting.comers.len() + 1;
        for (name, actor, lines, signatures) in [
            ("manager", region.staff.manager, comers, true),
            ("adviser", region.staff.adviser, comers, false),
            ("mediator", sitting.mediator, comers, true),
            ("family", sitting.comer("FAMILY"), comers, true),
            ("officer", sitting.comer("LOCAL_AUTHORITY"), comers, true),
            ("interpreter", sitting.comer("INTERPRETER"), 1, true),
        ] {
            let case = seen(&app, &sitting, actor, MEETING).await;
            let all = case["meetings"][0]["attendance"].as_array().unwrap().clone();
            assert_eq!(all.len(), lines, "{name}: {all:#?}");
            let signed = all.iter().any(|line| line["groundRulesSignedAt"].is_string());
            assert_eq!(signed, signatures, "{name}");
        }
        let case = seen(&app, &sitting, region.staff.stranger, MEETING).await;
        assert_eq!(case, Value::Null);
    }

    async fn authority_that_is_missing_on_the_day_is_a_step_of_the_case(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        for (case, family, state) in [
            (region.cases.med_e.0, "PROCEED", "PREPARED"),
            (region.cases.med_x.0, "REARRANGE", "REARRANGE"),
        ] {
            let sitting = Sitting::arranged(&app, &region, case).await;
            sitting.prepared().await;
            sitting.day_comes();
            let officer = sitting.comer("LOCAL_AUTHORITY");
            let before = app.rows(&["attendance"]).await;
            let missing = json!({
                "meetingId": sitting.meeting, "personId": officer.gid(), "presence": "ATTENDED",
                "basis": "PARTY", "arrivedAt": sitting.starts_at, "authority": "MISSING",
            });
            assert_eq!(refused(&sitting.ask(sitting.mediator, "attendanceRecord", missing.clone()).await), "FAMILY_NOT_ASKED");
            assert_eq!(app.rows(&["attendance"]).await, before, "nothing of it is written");
            sitting.done(sitting.mediator, "attendanceRecord", with(missing, &json!({ "family": family }))).await;
            let seen = seen(&app, &sitting, sitting.coordinator, MEETING).await;
            assert_eq!(seen["state"], state, "{seen:#}");
            let all = seen["meetings"][0]["attendance"].as_array().unwrap();
            let line = all.iter().find(|line| line["role"] == "LOCAL_AUTHORITY").unwrap();
            assert_eq!(line["authority"], "MISSING");
        }
    }

    async fn authority_is_found_where_it_was_confirmed(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let sitting = Sitting::arranged(&app, &region, region.cases.med_e.0).await;
        sitting.prepared().await;
        let officer = sitting.comer("LOCAL_AUTHORITY");
        let there = json!({
            "meetingId": sitting.meeting, "personId": officer.gid(), "presence": "ATTENDED",
            "basis": "PARTY", "arrivedAt": sitting.starts_at, "authority": "PRESENT",
        });
        sitting.mandated().await;
        sitting.day_comes();
        sitting.done(sitting.mediator, "attendanceRecord", there.clone()).await;
        sitting.done(sitting.mediator, "attendanceRecord", there).await;
        let part = "participants { role authorityDeclarations { state foundOn } }";
        let case = seen(&app, &sitting, officer, part).await;
        let all = case["participants"].as_array().unwrap();
        let seat = all.iter().find(|seat| seat["role"] == "LOCAL_AUTHORITY").unwrap();
        assert_eq!(seat["authorityDeclarations"], json!([{ "state": "PRESENT", "foundOn": sitting.on() }]));
    }

    async fn what_became_of_an_issue_is_what_the_outcome_says(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let sitting = Sitting::arranged(&app, &region, region.cases.med_e.0).await;
        let issues = seen(&app, &sitting, sitting.coordinator, "issues { id domain }").await;
        let id = |ix: usize| issues["issues"][ix]["id"].clone();
        let settle = |ix: usize, status: &str| json!({ "issueId": id(ix), "status": status });
        assert_eq!(refused(&sitting.ask_case(sitting.mediator, "issueSettle", settle(0, "AGREED")).await), "NOT_IN_SESSION");
        sitting.prepared().await;
        sitting.begun().await;
        assert_eq!(refused(&sitting.ask_case(sitting.comer("FAMILY"), "issueSettle", settle(0, "AGREED")).await), "NOT_FOUND");
        let unknown = json!({ "issueId": tests::ids::unknown(api::schema::id::Kind::Issue), "status": "AGREED" });
        assert_eq!(refused(&sitting.ask_case(sitting.mediator, "issueSettle", unknown).await), "NOT_FOUND");
        sitting.done_case(sitting.mediator, "issueSettle", settle(0, "AGREED")).await;
        sitting.done_case(sitting.mediator, "issueSettle", settle(1, "NOT_AGREED")).await;
        let end = |outcome: &str| json!({ "on": sitting.on(), "outcome": outcome });
        for outcome in ["FULL", "NOTHING"] {
            assert_eq!(refused(&sitting.ask_case(sitting.mediator, "sessionEnd", end(outcome)).await), "OUTCOME_AGAINST_ISSUES");
        }
        sitting.done_case(sitting.mediator, "issueSettle", settle(0, "NOT_AGREED")).await;
        sitting.done_case(sitting.mediator, "sessionEnd", end("NOTHING")).await;
        let case = seen(&app, &sitting, sitting.comer("FAMILY"), "state issues { status }").await;
        assert_eq!(case, json!({ "state": "CONCLUDED", "issues": [{ "status": "NOT_AGREED" }, { "status": "NOT_AGREED" }] }));
        assert_eq!(refused(&sitting.ask_case(sitting.mediator, "issueSettle", settle(0, "AGREED")).await), "NOT_IN_SESSION");
    }
}
