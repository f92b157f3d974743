//! Introduction, calls, summaries and authority.

use serde_json::{Value, json};
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::{Region, Sitting, TestApp, both};

use super::{refused, seen, timeline};

const SUMMARIES: &str = "summaries { way text participant { role } exchangedAt }";

/// What everybody of a case reads of its summaries: `family: FAMILY A LOCAL_AUTHORITY -`.
async fn readers(app: &TestApp, region: &Region, sitting: &Sitting<'_>) -> String {
    let staff = region.staff;
    let mut lines = Vec::new();
    for (name, actor) in [
        ("manager", staff.manager),
        ("coordinator", staff.coordinator),
        ("adviser", staff.adviser),
        ("mediator", sitting.mediator),
        ("family", sitting.comer("FAMILY")),
        ("officer", sitting.comer("LOCAL_AUTHORITY")),
        ("school", sitting.comer("EDUCATION")),
        ("supporter", sitting.comer("SUPPORTER")),
        ("stranger", staff.stranger),
    ] {
        let case = seen(app, sitting, actor, SUMMARIES).await;
        let found = case["summaries"].as_array().into_iter().flatten();
        let mut found: Vec<_> = found
            .map(|row| {
                let role = row["participant"]["role"].as_str().unwrap_or_default();
                let text = row["text"].as_str().unwrap_or("none");
                let exchanged = if row["exchangedAt"].is_null() {
                    ""
                } else {
                    "*"
                };
                format!("{role}={text}{exchanged}")
            })
            .collect();
        found.sort();
        lines.push(format!("{name}: {}", found.join(" ")).trim_end().to_owned());
    }
    lines.join("\n")
}

both! {
    async fn nobody_reads_a_summary_before_it_is_exchanged(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let sitting = Sitting::arranged(&app, &region, region.cases.med_e.0).await;
        let case = region.cases.med_e.0.gid();
        let (family, officer) = (sitting.comer("FAMILY"), sitting.comer("LOCAL_AUTHORITY"));
        let exchange = json!({ "meetingId": sitting.meeting });
        assert_eq!(refused(&sitting.ask(sitting.mediator, "summariesExchange", exchange.clone()).await), "NOTHING_TO_EXCHANGE");
        sitting.done(family, "summaryWrite", json!({ "caseId": case, "text": "Aims.\nMore." })).await;
        sitting.done(family, "summaryWrite", json!({ "caseId": case, "text": "Aims" })).await;
        // Nobody writes for another but the mediator, and a supporter has none.
        let seats = seen(&app, &sitting, family, "participants { id role }").await;
        let seat = |role: &str| {
            let all = seats["participants"].as_array().unwrap();
            all.iter().find(|seat| seat["role"] == role).unwrap()["id"].clone()
        };
        let for_school = json!({ "caseId": case, "participantId": seat("EDUCATION"), "text": "Speech" });
        assert_eq!(refused(&sitting.ask(family, "summaryWrite", for_school.clone()).await), "NOT_FOUND");
        assert_eq!(refused(&sitting.ask(region.staff.manager, "summaryWrite", for_school.clone()).await), "NOT_FOUND");
        assert_eq!(refused(&sitting.ask(sitting.comer("SUPPORTER"), "summaryWrite", json!({ "caseId": case, "text": "x" })).await), "NOT_A_PARTY");
        assert_eq!(refused(&sitting.ask(family, "summaryWrite", json!({ "caseId": case, "text": " \n" })).await), "TEXT_UNREADABLE");
        assert_eq!(refused(&sitting.ask(family, "summaryWrite", json!({ "caseId": case, "text": "x".repeat(3_501) })).await), "TEXT_UNREADABLE");
        sitting.done(sitting.mediator, "summaryWrite", for_school.clone()).await;
        sitting.done(sitting.mediator, "summaryWrite", for_school).await;
        // What a party wrote itself, the mediator neither changes nor takes away.
        for text in [json!("Other aims"), Value::Null] {
            let over = json!({ "caseId": case, "participantId": seat("FAMILY"), "text": text });
            assert_eq!(refused(&sitting.ask(sitting.mediator, "summaryWrite", over).await), "SUMMARY_OF_THE_PARTY");
        }
        sitting.done(officer, "summaryWrite", json!({ "caseId": case })).await;
        let read = readers(&app, &region, &sitting).await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(read, @r"
        manager:
        coordinator:
        adviser:
        mediator: EDUCATION=Speech FAMILY=Aims LOCAL_AUTHORITY=none
        family: FAMILY=Aims
        officer: LOCAL_AUTHORITY=none
        school: EDUCATION=Speech
        supporter:
        stranger:
        ");
        }
        for other in [region.staff.coordinator, family, region.staff.mediators[1]] {
            if other != sitting.mediator {
                assert_eq!(refused(&sitting.ask(other, "summariesExchange", exchange.clone()).await), "NOT_FOUND");
            }
        }
        let strange = json!({ "meetingId": sitting.meeting, "alsoToIds": [region.staff.stranger.gid()] });
        assert_eq!(refused(&sitting.ask(sitting.mediator, "summariesExchange", strange).await), "NOT_AN_ATTENDEE");
        sitting.done(sitting.mediator, "summariesExchange", exchange.clone()).await;
        assert_eq!(refused(&sitting.ask(sitting.mediator, "summariesExchange", exchange).await), "NOTHING_TO_EXCHANGE");
        assert_eq!(refused(&sitting.ask(family, "summaryWrite", json!({ "caseId": case, "text": "Other aims" })).await), "SUMMARY_EXCHANGED");
        // A supporter has them from the family, or with its consent.
        let mut with_supporter = json!({ "meetingId": sitting.meeting, "alsoToIds": [sitting.comer("SUPPORTER").gid()] });
        assert_eq!(refused(&sitting.ask(sitting.mediator, "summariesExchange", with_supporter.clone()).await), "FAMILY_CONSENT_MISSING");
        with_supporter["isFamilyAgreed"] = json!(true);
        sitting.done(sitting.mediator, "summariesExchange", with_supporter).await;
        let read = readers(&app, &region, &sitting).await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(read, @r"
        manager: EDUCATION=Speech* FAMILY=Aims* LOCAL_AUTHORITY=none*
        coordinator: EDUCATION=Speech* FAMILY=Aims* LOCAL_AUTHORITY=none*
        adviser:
        mediator: EDUCATION=Speech* FAMILY=Aims* LOCAL_AUTHORITY=none*
        family: EDUCATION=Speech* FAMILY=Aims* LOCAL_AUTHORITY=none*
        officer: EDUCATION=Speech* FAMILY=Aims* LOCAL_AUTHORITY=none*
        school: EDUCATION=Speech* FAMILY=Aims* LOCAL_AUTHORITY=none*
        supporter: EDUCATION=Speech* FAMILY=Aims* LOCAL_AUTHORITY=none*
        stranger:
        ");
        }
        // The officer who could have come instead was not given them.
        let [one, other] = region.staff.la_officers;
        let idle = if one == officer { other } else { one };
        let case = seen(&app, &sitting, idle, SUMMARIES).await;
        assert_eq!(case["summaries"].as_array().map(Vec::len), Some(1), "{case:#}");
        // No text about people is in the timeline.
        let words = timeline(&app, &sitting).await.join(" ");
        assert!(words.contains("the summaries are exchanged") && !words.contains("Aims"), "{words}");
    }

    async fn a_mediators_notes_are_read_by_that_mediator_alone(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let sitting = Sitting::arranged(&app, &region, region.cases.med_e.0).await;
        let family = sitting.comer("FAMILY");
        let call = |more: Value| {
            let mut input = json!({
                "meetingId": sitting.meeting, "personId": family.gid(), "way": "PHONE",
                "contactedAt": app.app.now(), "minutes": 25, "note": "Fears the school.",
            });
            for (key, value) in more.as_object().unwrap() {
                input[key] = value.clone();
            }
            input
        };
        let mediator = sitting.mediator;
        for (more, rule) in [
            (json!({ "contactedAt": "2026-03-02T09:00:01Z" }), "DATE_IN_THE_FUTURE"),
            (json!({ "contactedAt": "2026-02-27T08:59:59Z" }), "DATE_BEFORE_ITS_CAUSE"),
            (json!({ "contactedAt": "-262143-01-01T00:00:00Z" }), "DATE_OUT_OF_REACH"),
            (json!({ "contactedAt": "2013-12-31T23:59:00Z" }), "DATE_OUT_OF_REACH"),
            (json!({ "minutes": 0 }), "MINUTES_OUT_OF_REACH"),
            (json!({ "minutes": 481 }), "MINUTES_OUT_OF_REACH"),
            (json!({ "way": "NOT_WANTED" }), "MINUTES_OUT_OF_REACH"),
            (json!({ "note": "x".repeat(3_501) }), "TEXT_UNREADABLE"),
            (json!({ "note": "a\u{7}" }), "TEXT_UNREADABLE"),
            (json!({ "personId": region.staff.stranger.gid() }), "NOT_AN_ATTENDEE"),
            (json!({ "personId": mediator.gid() }), "NOT_AN_ATTENDEE"),
        ] {
            assert_eq!(refused(&sitting.ask(mediator, "prepContactRecord", call(more.clone())).await), rule, "{more}");
        }
        for other in [region.staff.manager, region.staff.coordinator, family] {
            assert_eq!(refused(&sitting.ask(other, "prepContactRecord", call(json!({}))).await), "NOT_FOUND");
        }
        assert_eq!(app.rows(&["prep_contact"]).await, [0]);
        sitting.done(mediator, "prepContactRecord", call(json!({}))).await;
        let part = "meetings { introducedOn prepContacts { minutes note person { id } } }";
        for (name, actor) in [
            ("manager", region.staff.manager),
            ("coordinator", region.staff.coordinator),
            ("family", family),
            ("officer", sitting.comer("LOCAL_AUTHORITY")),
        ] {
            let case = seen(&app, &sitting, actor, part).await;
            assert_eq!(case["meetings"][0]["prepContacts"], json!([]), "{name}");
        }
        let case = seen(&app, &sitting, mediator, part).await;
        let own = json!([{ "minutes": 25, "note": "Fears the school.", "person": { "id": family.gid() } }]);
        assert_eq!(case["meetings"][0]["prepContacts"], own);
        assert_eq!(case["meetings"][0]["introducedOn"], Value::Null);

        let introduced = |on: &str| json!({ "meetingId": sitting.meeting, "introducedOn": on });
        assert_eq!(refused(&sitting.ask(mediator, "mediatorIntroduce", introduced("2026-03-03")).await), "DATE_IN_THE_FUTURE");
        assert_eq!(refused(&sitting.ask(mediator, "mediatorIntroduce", introduced("2026-03-01")).await), "DATE_BEFORE_ITS_CAUSE");
        assert_eq!(refused(&sitting.ask(region.staff.manager, "mediatorIntroduce", introduced("2026-03-02")).await), "NOT_FOUND");
        sitting.done(mediator, "mediatorIntroduce", introduced("2026-03-02")).await;
        let case = seen(&app, &sitting, family, part).await;
        assert_eq!(case["meetings"][0]["introducedOn"], "2026-03-02");
    }

    async fn authority_is_declared_and_confirmed(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let sitting = Sitting::arranged(&app, &region, region.cases.med_e.0).await;
        let officer = sitting.comer("LOCAL_AUTHORITY");
        let seats = seen(&app, &sitting, officer, "participants { id role }").await;
        let seat = |role: &str| {
            let all = seats["participants"].as_array().unwrap();
            all.iter().find(|seat| seat["role"] == role).unwrap()["id"].clone()
        };
        let declared = |limits: &str, text: Option<&str>, domains: Value| json!({
            "participantId": seat("LOCAL_AUTHORITY"), "domains": domains, "limits": limits,
            "limitText": text, "maySign": true,
        });
        for (input, rule) in [
            (declared("MUST_ASK", None, json!(["F"])), "NO_AUTHORITY_TO_RESOLVE"),
            (declared("NONE", None, json!([])), "SCOPE_MISSING"),
            (declared("WRITTEN", None, json!(["F"])), "LIMIT_UNWRITTEN"),
            (declared("NONE", Some("x"), json!(["F"])), "LIMIT_UNWRITTEN"),
        ] {
            assert_eq!(refused(&sitting.ask(officer, "authorityDeclare", input).await), rule);
        }
        let good = declared("WRITTEN", Some("Three hours a week."), json!(["F", "B", "F"]));
        for (actor, rule) in [(sitting.comer("FAMILY"), "NOT_FOUND"), (region.staff.stranger, "NOT_FOUND")] {
            assert_eq!(refused(&sitting.ask(actor, "authorityDeclare", good.clone()).await), rule);
        }
        let mut of_family = good.clone();
        of_family["participantId"] = seat("FAMILY");
        assert_eq!(refused(&sitting.ask(sitting.comer("FAMILY"), "authorityDeclare", of_family).await), "NOT_FOR_A_BODY");
        let confirm = json!({ "participantId": seat("LOCAL_AUTHORITY"), "personId": officer.gid() });
        assert_eq!(refused(&sitting.ask(sitting.mediator, "authorityConfirm", confirm.clone()).await), "NOT_IN_THIS_STATE");
        sitting.done(officer, "authorityDeclare", good).await;
        let steps = "nextSteps { owedBy what }";
        let owed = json!({ "owedBy": "the mediator", "what": "confirm the authority before the day" });
        let case = seen(&app, &sitting, sitting.coordinator, steps).await;
        assert!(case["nextSteps"].as_array().unwrap().contains(&owed), "{case:#}");
        assert_eq!(refused(&sitting.ask(sitting.coordinator, "authorityConfirm", confirm.clone()).await), "NOT_FOUND");
        sitting.done(sitting.mediator, "authorityConfirm", confirm).await;
        let case = seen(&app, &sitting, sitting.coordinator, steps).await;
        assert!(!case["nextSteps"].as_array().unwrap().contains(&owed), "{case:#}");
        let part = "participants { role authorityDeclarations { state limits limitText maySign } pool { person { id } authority } }";
        let told = json!([{ "state": "CONFIRMED_BY_MEDIATOR", "limits": "WRITTEN", "limitText": "Three hours a week.", "maySign": true }]);
        for (name, actor, reads) in [
            ("coordinator", sitting.coordinator, true),
            ("mediator", sitting.mediator, true),
            ("officer", officer, true),
            ("family", sitting.comer("FAMILY"), false),
            ("school", sitting.comer("EDUCATION"), false),
        ] {
            let case = seen(&app, &sitting, actor, part).await;
            let all = case["participants"].as_array().unwrap();
            let found = all.iter().find(|seat| seat["role"] == "LOCAL_AUTHORITY").unwrap();
            let wanted = if reads { told.clone() } else { json!([]) };
            assert_eq!(found["authorityDeclarations"], wanted, "{name}");
            if name == "coordinator" {
                let pool = found["pool"].as_array().unwrap();
                let own = pool.iter().find(|member| member["person"]["id"] == officer.gid()).unwrap();
                assert_eq!(own["authority"], json!(["B", "F"]), "what was declared counts");
            }
        }
    }
}
