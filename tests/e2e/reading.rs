//! What planning reads is what the database holds: no other windows than were given, and no directory
//! that is older than the last change.

use std::collections::BTreeSet;
use std::sync::Arc;

use api::app::App;
use api::database::begin;
use api::domain::availability::Window;
use entities::availability_window::{self, Grade};
use entities::{CaseId, PersonId, WindowId, role, room};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _,
    IntoActiveModel as _, Iterable as _, QueryFilter as _,
};
use serde_json::{Value, json};
use tests::database::TestDatabase;
use tests::settle::{day, window};
use tests::{Region, TestApp, both};

/// How many statements an answer takes, besides those that begin and end a transaction.
async fn cost(app: &TestApp, region: &Region) -> usize {
    app.forget_statements();
    app.proposals(region.staff.coordinator, region.cases.med_e.0, 1)
        .await;
    let statements = app.statements();
    statements
        .iter()
        .filter(|sql| sql.starts_with("SELECT"))
        .count()
}

/// Opens or closes every room for meetings.
async fn close_rooms(db: &impl ConnectionTrait, closed: bool) {
    room::Entity::update_many()
        .col_expr(room::Column::IsStaffRoom, Expr::value(closed))
        .exec(db)
        .await
        .unwrap();
}

/// What a coordinator hears about a case that is to meet in person.
async fn heard(app: &TestApp, region: &Region) -> Value {
    app.look(region.staff.coordinator, region.cases.med_e.0, json!({}))
        .await
}

/// Who would mediate on some of the dates.
async fn mediators(app: &TestApp, actor: PersonId, case: CaseId) -> BTreeSet<String> {
    let found = app.proposals(actor, case, 20).await;
    let names = found
        .iter()
        .map(|date| date["mediator"]["name"].as_str().unwrap().to_owned());
    names.collect()
}

/// Somebody's windows, as they are stored.
async fn windows_of(app: &TestApp, person: PersonId) -> Vec<availability_window::Model> {
    availability_window::Entity::find()
        .filter(availability_window::Column::PersonId.eq(person))
        .all(&app.app.db)
        .await
        .unwrap()
}

both! {
    async fn what_has_not_changed_is_not_read_again(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let first = cost(&app, &region).await;
        let second = cost(&app, &region).await;
        assert!(second + 10 <= first, "{second} statements after {first}");
        assert_eq!(cost(&app, &region).await, second);

        // A new room anywhere is read by the next answer, and by no other.
        app.venue("Wharf House", "S3", &["Quay Room"]).await;
        assert_eq!(cost(&app, &region).await, first);
        assert_eq!(cost(&app, &region).await, second);
    }

    async fn a_change_by_another_process_is_in_the_very_next_answer(database: TestDatabase) {
        let elsewhere = database.db.clone();
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let before = heard(&app, &region).await;
        assert_ne!(before["proposals"], json!([]));
        for _ in 0..3 {
            close_rooms(&elsewhere, true).await;
            let closed = heard(&app, &region).await;
            assert_eq!(closed["proposals"], json!([]), "{closed:#}");
            close_rooms(&elsewhere, false).await;
            assert_eq!(heard(&app, &region).await, before);
        }
    }

    async fn a_change_that_is_taken_back_is_never_seen(database: TestDatabase) {
        let elsewhere = database.db.clone();
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let before = heard(&app, &region).await;
        let tx = begin(&elsewhere).await.unwrap();
        close_rooms(&tx, true).await;
        assert_eq!(heard(&app, &region).await, before, "not committed");
        tx.rollback().await.unwrap();
        assert_eq!(heard(&app, &region).await, before, "rolled back");
        let tx = begin(&elsewhere).await.unwrap();
        close_rooms(&tx, true).await;
        tx.commit().await.unwrap();
        assert_eq!(heard(&app, &region).await["proposals"], json!([]), "committed");
    }

    // What is read in a transaction that may yet be rolled back must not be kept either.
    async fn what_a_transaction_reads_of_its_own_is_kept_by_nobody(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let case = region.cases.med_e.0;
        let tx = begin(&app.app.db).await.unwrap();
        close_rooms(&tx, true).await;
        let rows = api::planning::read(&tx, case, app.app.now()).await.unwrap().unwrap();
        assert!(rows.rooms.iter().all(|room| room.is_staff_room));
        tx.rollback().await.unwrap();
        let rows = api::planning::read_apart(&app.app, &[case], app.app.now()).await.unwrap();
        assert!(rows[0].rooms.iter().all(|room| !room.is_staff_room));
    }

    async fn windows_read_together_are_those_that_were_given(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let parent = region.cases.med_e.1.parent;
        let graded = |ahead, grade| Window { grade, ..window(ahead, 9, 12) };
        let said = Grade::iter().zip(1..).map(|(grade, ahead)| graded(ahead, grade));
        app.says(parent, said.collect()).await;
        // Nobody says fractions of a second, but a table may hold them.
        let odd = availability_window::Model {
            id: WindowId(app.app.ids.next()),
            starts_at: "2026-03-11T13:00:00.000001Z".parse().unwrap(),
            ends_at: "2026-03-11T13:59:59.5Z".parse().unwrap(),
            ..windows_of(&app, parent).await.remove(0)
        };
        odd.into_active_model().insert(&app.app.db).await.unwrap();

        let case = region.cases.med_e.0;
        let rows = api::planning::read_apart(&app.app, &[case], app.app.now()).await.unwrap();
        let read: BTreeSet<_> = rows[0]
            .windows
            .iter()
            .filter(|window| window.person_id == parent)
            .map(|window| (window.starts_at, window.ends_at, window.grade))
            .collect();
        let held: BTreeSet<_> = windows_of(&app, parent)
            .await
            .into_iter()
            .map(|window| (window.starts_at, window.ends_at, window.grade))
            .collect();
        assert_eq!(read, held);
        assert_eq!(read.len(), 5);
        assert_eq!(read.iter().map(|(.., grade)| grade).collect::<BTreeSet<_>>().len(), 4);
    }

    async fn two_servers_keep_the_same(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let other = App { known: Arc::default(), ..app.app.clone() };
        let case = region.cases.med_e.0;
        for closed in [true, false, true] {
            close_rooms(&app.app.db, closed).await;
            for app in [&app.app, &other] {
                let rows = api::planning::read_apart(app, &[case], app.now()).await.unwrap();
                assert!(rows[0].rooms.iter().all(|room| room.is_staff_room == closed));
            }
        }
    }

    async fn each_provider_has_its_own_mediators(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let north = (region.staff.coordinator, region.cases.med_e.0);
        let south = (region.staff.southern_coordinator, region.cases.southern.0);
        let northern = mediators(&app, north.0, north.1).await;
        let southern = mediators(&app, south.0, south.1).await;
        assert!(northern.is_disjoint(&southern), "{northern:?} {southern:?}");
        assert_eq!(mediators(&app, north.0, north.1).await, northern);
        assert_eq!(mediators(&app, south.0, south.1).await, southern);
    }

    async fn who_leaves_today_is_gone_tomorrow(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let leaver = region.staff.mediators[0];
        role::Entity::update_many()
            .col_expr(role::Column::UntilOn, Expr::value(day(0)))
            .filter(role::Column::PersonId.eq(leaver))
            .exec(&app.app.db)
            .await
            .unwrap();
        let mediates = async || {
            let case = region.cases.med_e.0;
            let rows = api::planning::read_apart(&app.app, &[case], app.app.now()).await.unwrap();
            rows[0].mediators.iter().any(|row| row.person_id == leaver)
        };
        assert!(mediates().await);
        app.advance(chrono::TimeDelta::days(1));
        assert!(!mediates().await, "nothing was written since, and yet it is another day");
    }
}
