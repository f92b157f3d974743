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
        let another = json!({ "on": sitting.on() - chrono::Days::new(1) });
        assert_eq!(refused(&sitting.ask_case(sitting.coordinator, "sessionStart", another).await), "NOT_THE_DAY");
        assert_eq!(refused(&sitting.ask_case(sitting.coordinator, "sessionStart", start.clone()).await), "PARTY_ABSENT");
        let late = sitting.starts_at + chrono::TimeDelta::hours(5);
        let before = sitting.starts_at - chrono::TimeDelta::days(1);
        let early = sitting.starts_at - chrono::TimeDelta::minutes(1);
        for (more, rule) in [
            (json!({ "presence": "ABSENT" }), "PRESENCE_UNCLEAR"),
            (json!({ "arrivedAt": null }), "PRESENCE_UNCLEAR"),
            (json!({ "arrivedAt": late }), "DATE_IN_THE_FUTURE"),
            (json!({ "arrivedAt": before }), "NOT_THE_DAY"),
            (json!({ "arrivedAt": "-262143-01-01T00:00:00Z" }), "DATE_OUT_OF_REACH"),
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
        // Nobody is there without a basis, the mediator aside; with one, somebody may yet come late.
        let baseless = with(here(&supporter.gid()), &json!({ "basis": null }));
        let before = app.rows(&["attendance", "case_event"]).await;
        for presence in ["ATTENDED", "PARTLY"] {
            let input = with(baseless.clone(), &json!({ "presence": presence }));
            let answer = sitting.ask(sitting.mediator, "attendanceRecord", input).await;
            assert_eq!(refused(&answer), "NO_BASIS_TO_ATTEND");
            assert!(answer["userErrors"][0]["message"].as_str().unwrap().contains("regulation 38"), "{answer:#}");
        }
        assert_eq!(app.rows(&["attendance", "case_event"]).await, before, "nothing of it is written");
        let away = json!({ "meetingId": sitting.meeting, "personId": supporter.gid(), "presence": "ABSENT" });
        sitting.done(sitting.mediator, "attendanceRecord", away).await;
        let conducts = with(here(&sitting.mediator.gid()), &json!({ "basis": null }));
        sitting.done(sitting.mediator, "attendanceRecord", conducts).await;
        assert_eq!(refused(&sitting.ask_case(family, "sessionStart", start.clone()).await), "NOT_FOUND");
        sitting.done_case(sitting.mediator, "sessionStart", start).await;
        let late = with(here(&supporter.gid()), &json!({ "basis": "SUPPORTER_BY_RIGHT" }));
        assert_eq!(refused(&sitting.ask(sitting.mediator, "attendanceRecord", baseless).await), "NO_BASIS_TO_ATTEND");
        let before = app.rows(&["attendance", "case_event"]).await;
        let answer = sitting.ask(sitting.mediator, "attendanceRecord", late.clone()).await;
        assert_eq!(refused(&answer), "GROUND_RULES_UNSIGNED");
        assert_eq!(app.rows(&["attendance", "case_event"]).await, before, "nothing of it is written");
        sitting.signs(supporter).await;
        sitting.done(sitting.mediator, "attendanceRecord", late).await;
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
        assert_eq!((&of("MEDIATOR")["presence"], &of("MEDIATOR")["basis"]), (&json!("ATTENDED"), &Value::Null));
    }

    async fn somebody_more_is_there_as_the_parties_or_the_mediator_said(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let sitting = Sitting::arranged(&app, &region, region.cases.med_e.0).await;
        sitting.prepared().await;
        let coordinator = sitting.coordinator;
        let on = app.app.today();
        let part = "participants { id role } attendanceProposals { id state person { id name } }";
        for (name, role) in [("Avi Advocate", "SUPPORTER"), ("Ed Expert", "OTHER"), ("Tia Trainee", "MEDIATOR"), ("Nora Neighbour", "OTHER")] {
            let person = json!({ "new": { "name": name, "preferredChannel": "POST" } });
            sitting.done_case(coordinator, "attendancePropose", json!({ "role": role, "person": person })).await;
        }
        let case = seen(&app, &sitting, coordinator, part).await;
        let proposal = |name: &str| {
            let all = case["attendanceProposals"].as_array().unwrap();
            all.iter().find(|one| one["person"]["name"] == name).unwrap().clone()
        };
        let parties: Vec<_> = case["participants"].as_array().unwrap().iter().filter(|seat| seat["role"] != "SUPPORTER").cloned().collect();
        for (name, refuses) in [("Avi Advocate", None), ("Ed Expert", Some("LOCAL_AUTHORITY")), ("Tia Trainee", None), ("Nora Neighbour", Some("FAMILY"))] {
            for seat in &parties {
                let is_consent = refuses.is_none_or(|role| seat["role"] != role);
                let said = json!({ "proposalId": proposal(name)["id"], "participantId": seat["id"], "isConsent": is_consent, "on": on });
                sitting.done_case(coordinator, "attendanceConsentRecord", said).await;
            }
        }
        for (name, is_admitted) in [("Ed Expert", true), ("Nora Neighbour", false)] {
            let decided = json!({ "proposalId": proposal(name)["id"], "isAdmitted": is_admitted });
            sitting.done_case(sitting.mediator, "attendanceDecide", decided).await;
        }
        sitting.day_comes();
        sitting.all_there().await;
        let here = |name: &str, basis: &str| json!({
            "meetingId": sitting.meeting, "personId": proposal(name)["person"]["id"], "presence": "ATTENDED",
            "arrivedAt": sitting.starts_at, "basis": basis,
        });
        for (name, basis, rule) in [
            ("Avi Advocate", "SUPPORTER_BY_RIGHT", "SUPPORTER_BY_RIGHT_TAKEN"),
            ("Avi Advocate", "OTHER_MEDIATOR_CONSENT", "ATTENDANCE_NOT_CONSENTED"),
            ("Ed Expert", "OTHER_ALL_CONSENT", "ATTENDANCE_NOT_CONSENTED"),
            ("Nora Neighbour", "OBSERVER_TRAINEE", "NOT_AN_ATTENDEE"),
        ] {
            assert_eq!(refused(&sitting.ask(sitting.mediator, "attendanceRecord", here(name, basis)).await), rule, "{name}");
        }
        let start = json!({ "on": sitting.on() });
        for (name, basis) in [("Avi Advocate", "OTHER_ALL_CONSENT"), ("Ed Expert", "OTHER_MEDIATOR_CONSENT"), ("Tia Trainee", "OBSERVER_TRAINEE")] {
            sitting.done(sitting.mediator, "attendanceRecord", here(name, basis)).await;
            let answer = sitting.ask_case(coordinator, "sessionStart", start.clone()).await;
            assert_eq!(refused(&answer), "GROUND_RULES_UNSIGNED", "{name}");
            let signed = json!({ "meetingId": sitting.meeting, "personId": proposal(name)["person"]["id"], "wording": "2026-1" });
            sitting.done(sitting.mediator, "groundRulesSign", signed).await;
        }
        sitting.done_case(coordinator, "sessionStart", start).await;
        assert_eq!(seen(&app, &sitting, coordinator, "state").await["state"], "IN_SESSION");
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
            ("adviser", region.staff.adviser, 0, false),
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
        // Sections B and F are in dispute: a mandate for one of them is not enough.
        let part = "participants { id role authorityDeclarations { state foundOn } }";
        let seats = seen(&app, &sitting, officer, part).await;
        let all = seats["participants"].as_array().unwrap();
        let seat = all.iter().find(|seat| seat["role"] == "LOCAL_AUTHORITY").unwrap()["id"].clone();
        let narrow = json!({ "participantId": seat, "domains": ["B"], "limits": "NONE", "maySign": true });
        sitting.done(officer, "authorityDeclare", narrow).await;
        let confirmed = json!({ "participantId": seat, "personId": officer.gid() });
        sitting.done(sitting.mediator, "authorityConfirm", confirmed).await;
        sitting.day_comes();
        let before = app.rows(&["attendance"]).await;
        assert_eq!(refused(&sitting.ask(sitting.mediator, "attendanceRecord", there.clone()).await), "AUTHORITY_TOO_NARROW");
        assert_eq!(app.rows(&["attendance"]).await, before, "nothing of it is written");
        sitting.mandated().await;
        sitting.done(sitting.mediator, "attendanceRecord", there.clone()).await;
        sitting.done(sitting.mediator, "attendanceRecord", there).await;
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

    async fn no_issue_stays_open_after_the_meeting(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        for (case, body, outcome, first, statuses) in [
            (region.cases.med_e.0, "LOCAL_AUTHORITY", "FULL", "WITHDRAWN", ["WITHDRAWN", "AGREED"]),
            (region.cases.med_x.0, "LOCAL_AUTHORITY", "PARTIAL", "PARTLY", ["PARTLY", "NOT_AGREED"]),
            (region.cases.med_h.0, "HEALTH", "NOTHING", "NOT_AGREED", ["NOT_AGREED", "NOT_AGREED"]),
        ] {
            let sitting = Sitting::arranged(&app, &region, case).await;
            sitting.mandated().await;
            sitting.prepared().await;
            sitting.begun().await;
            sitting.settled(&[first]).await;
            if outcome != "NOTHING" {
                sitting.agreed(body).await;
            }
            let end = json!({ "on": sitting.on(), "outcome": outcome });
            if outcome == "PARTIAL" {
                assert_eq!(refused(&sitting.ask_case(sitting.mediator, "sessionEnd", end.clone()).await), "ISSUES_UNSETTLED");
                sitting.settled(&statuses).await;
            }
            sitting.done_case(sitting.mediator, "sessionEnd", end).await;
            let case = seen(&app, &sitting, sitting.coordinator, "issues { status }").await;
            assert_eq!(case["issues"], json!([{ "status": statuses[0] }, { "status": statuses[1] }]), "{outcome}");
        }
    }
}
