//! What was done and what was refused is written down, and nobody changes it unseen.

use std::sync::Arc;

use api::domain::audit;
use entities::audit_event::{self, Outcome};
use sea_orm::{ConnectionTrait as _, DatabaseBackend, EntityTrait as _, QueryOrder as _};
use serde_json::json;
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::tell::codes;
use tests::{Region, TestApp, both, program};
use tokio::task::JoinSet;

/// What was done since the region was made, in which people say when they can meet.
async fn events(app: &TestApp) -> Vec<audit_event::Model> {
    let all = audit_event::Entity::find().order_by_asc(audit_event::Column::Sequence);
    let all = all.all(&app.app.db).await.expect("the log can be read");
    let made = |event: &audit_event::Model| event.action == "availabilitySubmit";
    all.into_iter().skip_while(made).collect()
}

/// The flaw and how many events there are beside those of making the region.
async fn verified(app: &TestApp, made: i64) -> (Option<audit::Flaw>, i64) {
    let verdict = audit::verify(&app.app.db, None).await;
    let verdict = verdict.expect("the log can be read");
    let events = i64::try_from(verdict.events).expect("there are few");
    (verdict.flaw, events - made)
}

/// How many events there are.
async fn count(app: &TestApp) -> i64 {
    app.rows(&["audit_event"]).await[0]
}

/// "meetingHold done as Coordinator", a line an event.
async fn told(app: &TestApp) -> String {
    let lines = events(app).await.into_iter().map(|event| {
        let outcome = match event.outcome {
            Outcome::Done => "done".to_owned(),
            Outcome::Refused => format!("refused {}", event.refusal.unwrap_or_default()),
        };
        let changed = match (event.before_hash, event.after_hash) {
            (None, None) => "nothing",
            (None, Some(_)) => "new",
            (Some(_), _) => "changed",
        };
        format!(
            "{} {outcome} as {}, {changed}",
            event.action, event.acting_as
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

both! {
    async fn what_is_done_and_what_is_refused_is_written_down(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let made = count(&app).await;
        let (coordinator, case) = (region.staff.coordinator, region.cases.med_e.0);
        let date = app.proposals(coordinator, case, 1).await.remove(0);
        app.request(coordinator, json!({ "caseId": case.gid() })).await;
        let held = app.held(coordinator, case).await;
        let again = app.hold(coordinator, case, &date["id"]).await;
        assert_eq!(codes(&again), ["CASE_HAS_MEETING"]);
        let stale = app.confirm(coordinator, &held, 9).await;
        assert_eq!(codes(&stale), ["STALE_VERSION"]);
        app.confirm(coordinator, &held, 1).await;
        let officer = app.confirm(region.staff.la_officers[0], &held, 2).await;
        assert_eq!(codes(&officer), ["NOT_FOUND"]);
        let told = told(&app).await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(told, @r"
        availabilityRequest done as Coordinator, changed
        meetingHold done as Coordinator, new
        meetingHold refused CASE_HAS_MEETING as Coordinator, nothing
        meetingConfirm refused STALE_VERSION as Coordinator, nothing
        meetingConfirm done as Coordinator, changed
        meetingConfirm refused NOT_FOUND as PublicBody, nothing
        ");
        }
        for event in events(&app).await {
            assert_eq!(event.case_id, Some(case), "{event:?}");
            assert!(event.actor_id.is_some(), "{event:?}");
        }
        assert_eq!(verified(&app, made).await, (None, 6));
    }

    async fn an_operation_that_fails_leaves_no_event(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let before = app.rows(&["audit_event", "meeting"]).await;
        // Whoever reads writes nothing.
        app.proposals(region.staff.coordinator, region.cases.med_e.0, 1).await;
        assert_eq!(app.rows(&["audit_event", "meeting"]).await, before);
    }

    async fn nobody_changes_or_deletes_an_event(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        app.held(region.staff.coordinator, region.cases.med_e.0).await;
        let mut statements = vec![
            "UPDATE audit_event SET action = 'other'",
            "DELETE FROM audit_event",
        ];
        if app.app.db.get_database_backend() == DatabaseBackend::Postgres {
            statements.push("TRUNCATE audit_event");
            statements.push(
                "INSERT INTO audit_event SELECT * FROM audit_event \
                ON CONFLICT (sequence) DO UPDATE SET action = 'other'",
            );
        } else {
            statements.push("INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event");
            statements.push("REPLACE INTO audit_event SELECT * FROM audit_event");
            statements.push("UPDATE OR REPLACE audit_event SET sequence = 1");
        }
        let before = events(&app).await;
        for statement in statements {
            let tried = app.app.db.execute_unprepared(statement).await;
            let refused = tried.expect_err(statement).to_string();
            assert!(refused.contains("audit_event_is_append_only"), "{refused}");
        }
        assert_eq!(before.len(), 1);
        assert_eq!(events(&app).await, before);
    }

    async fn the_command_finds_what_somebody_changed_who_dropped_the_guard(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let made = count(&app).await;
        let held = app.held(region.staff.coordinator, region.cases.med_e.0).await;
        app.confirm(region.staff.coordinator, &held, 1).await;
        let settings = [("CONCORD_DATABASE_URL", app.database_url())];
        let whole = program::run(&settings, &["verify", "--json"]);
        assert_eq!(whole.status.code(), Some(0), "{whole:?}");
        let answer: serde_json::Value = serde_json::from_slice(&whole.stdout).unwrap();
        assert_eq!((&answer["events"], &answer["isWhole"]), (&json!(made + 2), &json!(true)));
        let head = answer["head"].as_str().unwrap().to_owned();
        let same = program::run(&settings, &["verify", "--known", &head]);
        assert_eq!(same.status.code(), Some(0), "{same:?}");

        let guard = match app.app.db.get_database_backend() {
            DatabaseBackend::Postgres => "ALTER TABLE audit_event DISABLE TRIGGER USER",
            _ => "DROP TRIGGER audit_event_no_update",
        };
        app.app.db.execute_unprepared(guard).await.unwrap();
        app.execute("UPDATE audit_event SET acting_as = 'Manager' WHERE sequence = 1").await;
        let changed = program::run(&settings, &["verify"]);
        assert_eq!(changed.status.code(), Some(1), "{changed:?}");
        let complaint = String::from_utf8_lossy(&changed.stderr).into_owned();
        assert_eq!(complaint, "concord: the audit log is not whole: event 1 was changed\n");
    }

    async fn the_ends_are_kept_in_a_file_elsewhere(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("ends.txt");
        let file = path.to_str().unwrap();
        let settings = [("CONCORD_DATABASE_URL", app.database_url())];
        let run = || program::run(&settings, &["verify", "--keep", file]);
        let lines = || std::fs::read_to_string(&path).unwrap_or_default().lines().count();
        let held = app.held(region.staff.coordinator, region.cases.med_e.0).await;
        assert_eq!((run().status.code(), lines()), (Some(0), 1));
        // Nothing happened since: nothing is added.
        assert_eq!((run().status.code(), lines()), (Some(0), 1));
        app.confirm(region.staff.coordinator, &held, 1).await;
        assert_eq!((run().status.code(), lines()), (Some(0), 2));

        // Whoever may write to every table cuts the end off and makes it look whole.
        let guard = match app.app.db.get_database_backend() {
            DatabaseBackend::Postgres => "ALTER TABLE audit_event DISABLE TRIGGER USER",
            _ => "DROP TRIGGER audit_event_no_delete",
        };
        app.app.db.execute_unprepared(guard).await.unwrap();
        app.execute("DELETE FROM audit_event WHERE sequence = (SELECT MAX(sequence) FROM audit_event)").await;
        app.execute("UPDATE audit_head SET sequence = (SELECT MAX(sequence) FROM audit_event),
            hash = (SELECT hash FROM audit_event ORDER BY sequence DESC LIMIT 1)").await;
        assert_eq!(program::run(&settings, &["verify"]).status.code(), Some(0), "by itself it looks whole");
        let cut = run();
        assert_eq!((cut.status.code(), lines()), (Some(1), 2), "{cut:?}");
        std::fs::write(&path, "nonsense\n").unwrap();
        assert_eq!(run().status.code(), Some(2));
        std::fs::write(&path, "").unwrap();
        assert_eq!(run().status.code(), Some(2));
    }

    async fn events_made_at_once_stand_in_one_chain(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let made = count(&app).await;
        let (coordinator, case) = (region.staff.coordinator, region.cases.med_e.0);
        let date = app.proposals(coordinator, case, 1).await.remove(0);
        let app = Arc::new(app);
        let mut tries = JoinSet::new();
        for _ in 0..16 {
            let (app, proposal) = (Arc::clone(&app), date["id"].clone());
            tries.spawn(async move { app.hold(coordinator, case, &proposal).await });
        }
        assert_eq!(tries.join_all().await.len(), 16);
        assert_eq!(verified(&app, made).await, (None, 16));
        let done = events(&app).await.into_iter().filter(|event| event.outcome == Outcome::Done);
        assert_eq!(done.count(), 1);
    }
}
