//! The pack of a facilitated meeting: agenda, papers, draft notes, comments, final notes.

use chrono::{Days, TimeDelta};
use entities::case::Kind;
use serde_json::{Value, json};
use tests::both;
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::raw::places;

use super::{Owner, World, gid};

const PACK: &str =
    "pack { agenda { position title openedBy minutes } papers { title from circulatedOn }
  notes { mark text } comments { text person { name } } }";

both! {
    async fn the_day_the_papers_were_sent_is_set_right(database: TestDatabase) {
        let world = World::make(database).await;
        let coordinator = world.region.staff.coordinator;
        let case = world.facilitation("F-2").await;
        let id = json!(case.gid());
        let held = world.app.held(coordinator, case).await;
        world.app.confirm(coordinator, &held, 1).await;
        world.done(coordinator, "agendaItemAdd", json!({ "caseId": id, "title": "Next steps" })).await;
        world.step("agendaDraft", &id, json!({})).await;
        world.done(coordinator, "paperAdd", json!({ "caseId": id, "title": "A report", "from": "EDUCATION" })).await;
        let today = world.app.app.today();
        world.app.advance(TimeDelta::days(1));
        let input = async |on: chrono::NaiveDate| {
            world.with_version(&id, json!({ "date": "PAPERS", "on": on, "reason": "The postmark." })).await
        };
        assert_eq!(world.refused(coordinator, "caseDateCorrect", input(today).await).await, "NOTHING_TO_CORRECT");
        world.step("papersCirculate", &id, json!({ "on": today + Days::new(1) })).await;
        let tomorrow = today + Days::new(2);
        assert_eq!(world.refused(coordinator, "caseDateCorrect", input(tomorrow).await).await, "DATE_IN_THE_FUTURE");
        let early = today - Days::new(60);
        assert_eq!(world.refused(coordinator, "caseDateCorrect", input(early).await).await, "DATE_BEFORE_ITS_CAUSE");
        let right = input(today).await;
        world.done(coordinator, "caseDateCorrect", right).await;
        let seen = world.seen(coordinator, &id, PACK).await;
        assert_eq!(seen["pack"]["papers"][0]["circulatedOn"], json!(today));
    }

    async fn a_facilitated_meeting_from_its_agenda_to_its_last_action(database: TestDatabase) {
        let world = World::make(database).await;
        let staff = world.region.staff;
        let (coordinator, officer) = (staff.coordinator, staff.la_officers[0]);
        let parent = world.region.cases.med_e.1.parent;
        let case = world.facilitation("F-1").await;
        let id = json!(case.gid());
        let held = world.app.held(coordinator, case).await;
        world.app.confirm(coordinator, &held, 1).await;

        // The agenda.
        let draft = world.with_version(&id, json!({})).await;
        assert_eq!(world.refused(coordinator, "agendaDraft", draft.clone()).await, "AGENDA_EMPTY");
        let item = |title: &str, minutes: i32| json!({ "caseId": id, "title": title, "openedBy": "FAMILY", "minutes": minutes });
        for (wrong, code) in [(item("", 5), "TEXT_MISSING"), (item("x", 0), "MINUTES_OUT_OF_RANGE"), (item("x", 481), "MINUTES_OUT_OF_RANGE")] {
            assert_eq!(world.refused(coordinator, "agendaItemAdd", wrong).await, code);
        }
        for actor in [parent, officer, staff.adviser, staff.southern_coordinator, staff.stranger] {
            assert_eq!(world.refused(actor, "agendaItemAdd", item("x", 5)).await, "NOT_FOUND");
            assert_eq!(world.refused(actor, "paperAdd", json!({ "caseId": id, "title": "x", "from": "EDUCATION" })).await, "NOT_FOUND");
            assert_eq!(world.refused(actor, "notesWrite", json!({ "caseId": id, "paragraphs": ["x"] })).await, "NOT_FOUND");
        }
        world.done(coordinator, "agendaItemAdd", item("What works", 20)).await;
        world.done(coordinator, "agendaItemAdd", json!({ "caseId": id, "title": "Next steps" })).await;
        world.done(coordinator, "agendaDraft", draft).await;

        // The papers.
        let paper = |title: &str| json!({ "caseId": id, "title": title, "from": "EDUCATION" });
        world.done(coordinator, "paperAdd", paper("The school's report")).await;
        let seen = world.seen(parent, &id, PACK).await;
        assert_eq!(seen["pack"]["papers"], json!([]), "not sent yet");
        let today = world.app.app.today();
        let early = world.with_version(&id, json!({ "on": today - Days::new(1) })).await;
        assert_eq!(world.refused(coordinator, "papersCirculate", early).await, "PAPERS_BEFORE_THE_DATE");
        world.step("papersCirculate", &id, json!({ "on": today })).await;
        assert_eq!(world.refused(coordinator, "paperAdd", paper("late")).await, "PAPERS_SENT");
        let seen = world.seen(parent, &id, PACK).await;
        assert_eq!(seen["pack"]["papers"], json!([{ "title": "The school's report", "from": "EDUCATION", "circulatedOn": today }]));
        assert_eq!(seen["pack"]["agenda"], json!([
            { "position": 1, "title": "What works", "openedBy": "FAMILY", "minutes": 20 },
            { "position": 2, "title": "Next steps", "openedBy": null, "minutes": null },
        ]));

        // The notes: a draft that only who writes it sees.
        let write = |text: &str| json!({ "caseId": id, "paragraphs": text.split('\n').collect::<Vec<_>>() });
        assert_eq!(world.refused(coordinator, "notesWrite", write("early")).await, "MEETING_NOT_HELD");
        let on = world.after_the_start_of(&held);
        let another = world.with_version(&id, json!({ "on": on - Days::new(1) })).await;
        assert_eq!(world.refused(coordinator, "facilitationHold", another).await, "NOT_THE_DAY");
        world.step("facilitationHold", &id, json!({ "on": on })).await;
        assert_eq!(world.refused(coordinator, "agendaItemAdd", item("late", 5)).await, "MEETING_OVER");
        let notes = world.with_version(&id, json!({})).await;
        assert_eq!(world.refused(coordinator, "notesDraft", notes.clone()).await, "NOTES_EMPTY");
        assert_eq!(world.refused(coordinator, "notesWrite", write(" ")).await, "TEXT_MISSING");
        assert_eq!(world.refused(coordinator, "notesWrite", write(&["x".repeat(3_999).as_str(); 6].join("\n"))).await, "TEXT_UNREADABLE");
        world.done(coordinator, "notesWrite", write("All agreed.\nThe therapist comes on Tuesdays.")).await;
        world.done(coordinator, "notesDraft", notes).await;
        let seen = world.seen(parent, &id, PACK).await;
        assert_eq!((&seen["pack"]["notes"], &seen["pack"]["comments"]), (&Value::Null, &Value::Null));
        let seen = world.seen(coordinator, &id, PACK).await;
        assert_eq!(seen["pack"]["notes"]["mark"], "Draft");

        // The window for comments.
        let comment = |text: Option<&str>| json!({ "caseId": id, "text": text });
        assert_eq!(world.refused(parent, "noteCommentAdd", comment(Some("early"))).await, "COMMENTS_CLOSED");
        world.step("commentsOpen", &id, json!({ "untilOn": on + Days::new(7) })).await;
        let seen = world.seen(parent, &id, PACK).await;
        assert_eq!(seen["pack"]["notes"], json!({ "mark": "Draft", "text": "All agreed.\nThe therapist comes on Tuesdays." }));
        for actor in [coordinator, staff.adviser, staff.southern_coordinator, staff.stranger] {
            assert_eq!(world.refused(actor, "noteCommentAdd", comment(Some("x"))).await, "NOT_FOUND");
        }
        assert_eq!(world.refused(parent, "noteCommentAdd", comment(Some(" "))).await, "TEXT_MISSING");
        world.done(parent, "noteCommentAdd", comment(Some("It was Wednesdays."))).await;
        for text in ["The therapist comes on Tuesdays.", "It was Wednesdays."] {
            assert!(places(&world.app, text).await.is_empty(), "{text}");
        }
        assert!(!places(&world.app, "The school's report").await.is_empty(), "a title lies open");
        let finalise = world.with_version(&id, json!({ "on": on })).await;
        assert_eq!(world.refused(coordinator, "notesFinalise", finalise.clone()).await, "COMMENTS_OPEN");
        world.done(officer, "noteCommentAdd", comment(None)).await;
        world.done(staff.teacher, "noteCommentAdd", comment(None)).await;
        world.done(coordinator, "notesWrite", write("The therapist comes on Wednesdays.")).await;
        world.done(coordinator, "notesFinalise", finalise).await;
        assert_eq!(world.refused(coordinator, "notesWrite", write("late")).await, "NOTES_FINAL");
        assert_eq!(world.refused(parent, "noteCommentAdd", comment(Some("late"))).await, "COMMENTS_CLOSED");
        let seen = world.seen(parent, &id, PACK).await;
        assert_eq!(seen["pack"]["notes"], json!({ "mark": null, "text": "The therapist comes on Wednesdays." }));
        assert_eq!(seen["pack"]["comments"], json!([
            { "text": "It was Wednesdays.", "person": { "name": "Parent N-1" } },
            { "text": null, "person": { "name": "Olga Officer" } },
            { "text": null, "person": { "name": "Tess Teacher" } },
        ]));

        // What was agreed is tracked like any promise; a draft must be signed first.
        let action = world.promise(case, on, (Owner::Person(staff.teacher), 10)).await;
        world.app.execute("UPDATE agreement SET state = 'drafting'").await;
        let agree = world.with_version(&id, json!({})).await;
        assert_eq!(world.refused(coordinator, "actionsAgree", agree.clone()).await, "AGREEMENT_UNSIGNED");
        world.app.execute("UPDATE agreement SET state = 'signed_on_day'").await;
        world.done(coordinator, "actionsAgree", agree).await;
        let finish = world.with_version(&id, json!({})).await;
        assert_eq!(world.refused(coordinator, "followUpFinish", finish.clone()).await, "ACTIONS_OPEN");
        let done = json!({ "actionId": gid(action), "doneOn": on, "evidence": "Booked." });
        world.done(staff.teacher, "actionDone", done).await;
        world.done(coordinator, "followUpFinish", finish).await;
        let seen = world.seen(coordinator, &id, "state timeline { words }").await;
        assert_eq!(seen["state"], "CLOSED");
        assert!(!seen.to_string().contains("Wednesdays"), "the timeline has no private text");
    }

    async fn comments_end_with_their_window(database: TestDatabase) {
        let world = World::make(database).await;
        let coordinator = world.region.staff.coordinator;
        let parent = world.region.cases.med_e.1.parent;
        let case = world.facilitation("F-2").await;
        let id = json!(case.gid());
        let held = world.app.held(coordinator, case).await;
        world.app.confirm(coordinator, &held, 1).await;
        world.done(coordinator, "agendaItemAdd", json!({ "caseId": id, "title": "What works" })).await;
        world.step("agendaDraft", &id, json!({})).await;
        let today = world.app.app.today();
        world.step("papersCirculate", &id, json!({ "on": today })).await;
        let on = world.after_the_start_of(&held);
        world.step("facilitationHold", &id, json!({ "on": on })).await;
        world.done(coordinator, "notesWrite", json!({ "caseId": id, "paragraphs": ["Notes."] })).await;
        world.step("notesDraft", &id, json!({})).await;
        world.step("commentsOpen", &id, json!({ "untilOn": on + Days::new(7) })).await;
        world.app.advance(TimeDelta::days(7));
        world.done(parent, "noteCommentAdd", json!({ "caseId": id, "text": "On the last day." })).await;
        world.app.advance(TimeDelta::days(1));
        let late = json!({ "caseId": id, "text": "A day late." });
        assert_eq!(world.refused(parent, "noteCommentAdd", late).await, "COMMENTS_CLOSED");
        // Nobody waits for those who never answer.
        world.step("notesFinalise", &id, json!({ "on": on + Days::new(8) })).await;
    }

    async fn a_review_owes_its_report_within_two_weeks(database: TestDatabase) {
        let world = World::make(database).await;
        let coordinator = world.region.staff.coordinator;
        let case = world.facilitation_of("F-4", Kind::FacAr).await;
        let id = json!(case.gid());
        let held = world.app.held(coordinator, case).await;
        world.app.confirm(coordinator, &held, 1).await;
        world.done(coordinator, "agendaItemAdd", json!({ "caseId": id, "title": "What works" })).await;
        world.step("agendaDraft", &id, json!({})).await;
        let today = world.app.app.today();
        world.step("papersCirculate", &id, json!({ "on": today })).await;
        let on = world.after_the_start_of(&held);
        world.step("facilitationHold", &id, json!({ "on": on })).await;
        let part = "nextSteps { id what owedTo dueOn } clocks { rule dueOn metOn }";
        let clock = |seen: &Value| {
            let all = seen["clocks"].as_array().unwrap();
            all.iter().find(|clock| clock["rule"] == "C28").unwrap().clone()
        };
        let report = |seen: &Value| {
            let all = seen["nextSteps"].as_array().unwrap();
            all.iter().find(|step| step["what"] == "report of the review").cloned()
        };
        let seen = world.seen(coordinator, &id, part).await;
        let due = json!(on + Days::new(14));
        let owed = report(&seen).expect("the report is owed");
        assert_eq!((&owed["owedTo"], &owed["dueOn"]), (&json!("everybody invited"), &due));
        assert_eq!(clock(&seen), json!({ "rule": "C28", "dueOn": due, "metOn": null }));
        world.app.advance(TimeDelta::days(3));
        world.done(coordinator, "nextStepComplete", json!({ "stepId": owed["id"] })).await;
        let seen = world.seen(coordinator, &id, part).await;
        assert_eq!(report(&seen), None);
        assert_eq!(clock(&seen)["metOn"], json!(on + Days::new(3)));
    }

    async fn other_cases_have_no_pack(database: TestDatabase) {
        let world = World::make(database).await;
        let staff = world.region.staff;
        let (case, family) = world.region.cases.med_e;
        let id = json!(case.gid());
        for (name, input) in [
            ("agendaItemAdd", json!({ "caseId": id, "title": "x" })),
            ("paperAdd", json!({ "caseId": id, "title": "x", "from": "EDUCATION" })),
            ("notesWrite", json!({ "caseId": id, "paragraphs": ["x"] })),
        ] {
            assert_eq!(world.refused(staff.coordinator, name, input).await, "OTHER_TYPE_OF_CASE");
        }
        assert_eq!(world.refused(family.parent, "noteCommentAdd", json!({ "caseId": id })).await, "OTHER_TYPE_OF_CASE");
        assert_eq!(world.seen(staff.coordinator, &id, PACK).await["pack"], Value::Null);
        let meeting = json!(world.facilitation("F-3").await.gid());
        for (actor, sees) in [(staff.manager, true), (staff.coordinator, true), (staff.adviser, false), (family.parent, true), (staff.teacher, true)] {
            assert_eq!(world.seen(actor, &meeting, PACK).await["pack"].is_object(), sees);
        }
        assert_eq!(world.seen(staff.stranger, &meeting, PACK).await, Value::Null);
    }
}
