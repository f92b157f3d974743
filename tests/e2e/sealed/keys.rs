//! Keys: another master key, a new one while people read, and a key that is gone.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant;

use api::database::begin;
use api::domain::vault;
use api::ids::SeededIds;
use api::vault::Vault;
use api::vault::chance::SeededChance;
use api::vault::masters::{Masters, new_line};
use entities::{ERASED, PersonId, Personal, Sealed, availability_window};
use serde_json::{Value, json};
use tests::database::TestDatabase;
use tests::{TestApp, both};

use super::Told;

/// Data keys to be sealed anew while people read.
const KEYS: usize = 2_000;

/// A service with these lines of keys on the same database.
async fn with_keys(app: &TestApp, lines: &[&String]) -> TestApp {
    let text: String = lines.iter().map(|line| line.as_str()).collect();
    let masters = Masters::read(&text).expect("new keys are keys");
    app.with_vault(Vault::new(
        masters,
        Arc::new(SeededChance::new(9)),
        Arc::new(SeededIds::new(9)),
    ))
    .await
}

/// A reason that nobody has sealed yet.
fn reason(app: &TestApp, person: PersonId) -> availability_window::Model {
    let now = app.app.now();
    availability_window::Model {
        id: app.app.ids.next().into(),
        person_id: person,
        starts_at: now,
        ends_at: now,
        grade: availability_window::Grade::Free,
        source: availability_window::Source::Phone,
        entered_at: now,
        entered_by: person,
        private_reason: Some(Sealed::new(Personal::new("canary"))),
    }
}

both! {
    async fn whoever_writes_first_makes_the_one_key(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let person = PersonId(app.app.ids.next());
        let writers: Vec<_> = (0..8).map(|_| {
            let app = app.clone();
            tokio::spawn(async move {
                let tx = begin(&app.app.db).await.expect("a transaction begins");
                let row = reason(&app, person);
                let row = vault::sealed(&app.app, &tx, vault::Whose::Person(person), row).await;
                tx.commit().await.expect("it is kept");
                row.expect("a key is there")
            })
        }).collect();
        let mut rows = Vec::new();
        for writer in writers {
            let row = writer.await.expect("nobody fails");
            let stored = row.private_reason.as_ref().and_then(Sealed::stored).expect("it is sealed");
            rows.push(availability_window::Model { private_reason: Some(Sealed::shut(stored)), ..row });
        }
        assert_eq!(app.rows(&["data_key"]).await, [1]);
        let opened = vault::open(&app.app, &app.app.db, rows).await.expect("each opens");
        assert!(opened.iter().all(|row| row.private_reason.as_ref().and_then(Sealed::reveal) == Some("canary")));
    }

    async fn another_master_key_opens_nothing(database: TestDatabase) {
        let told = Told::make(TestApp::start(database).await).await;
        let stranger = new_line(&SeededChance::new(2));
        let app = with_keys(&told.app, &[&stranger]).await;
        let other = Told { app, ..told };
        assert_eq!(other.faulty(other.parent).await, "\"INTERNAL\"");
        // One that only bears the right name does not either.
        let ours = new_line(&SeededChance::new(1));
        let (name, _) = ours.split_once(' ').expect("a name");
        let (_, key) = stranger.split_once(' ').expect("a key");
        let app = with_keys(&other.app, &[&format!("{name} {key}")]).await;
        let other = Told { app, ..other };
        assert_eq!(other.faulty(other.parent).await, "\"INTERNAL\"");
    }

    async fn a_destroyed_key_takes_the_texts_with_it(database: TestDatabase) {
        let told = Told::make(TestApp::start(database).await).await;
        let tx = begin(&told.app.app.db).await.expect("a transaction begins");
        assert!(vault::destroy(&tx, told.whose()).await.expect("it is destroyed"));
        assert!(!vault::destroy(&tx, told.whose()).await.expect("it is gone"));
        tx.commit().await.expect("it is kept");
        let seen = told.read(told.parent).await;
        assert_eq!(seen["summaries"], json!([{ "text": null }]));
        assert_eq!(seen["childsViews"], json!([{ "obtainedBy": ERASED, "text": ERASED }]));
        assert_eq!(seen["afterwards"]["complaints"], json!([{ "text": ERASED, "outcome": null }]));
        // Other cases keep theirs, and so do people.
        let cases = "{ cases(first: 100) { nodes { reference issues { text } } } }";
        let cases = told.app.ask(told.region.staff.coordinator, cases, json!({})).await;
        let text = |reference: &str| {
            let mut all = cases["cases"]["nodes"].as_array().expect("a list").iter();
            let found = all.find(|case| case["reference"] == reference).expect("it is there");
            found["issues"][0]["text"].clone()
        };
        assert_eq!((text("C-1"), text("N-1")), (json!(super::ISSUE), Value::Null));
    }

    async fn master_keys_are_exchanged_while_people_read(database: TestDatabase) {
        let told = Arc::new(Told::make(TestApp::start(database).await).await);
        let old = new_line(&SeededChance::new(1));
        let new = new_line(&SeededChance::new(3));
        // More keys, of people who are not there: the text of each would be another's.
        let one = "SELECT COUNT(*) AS n FROM data_key";
        let before = usize::try_from(told.app.number(one).await).expect("a count");
        let tx = begin(&told.app.app.db).await.expect("a transaction begins");
        for _ in before..KEYS {
            let person = PersonId(told.app.app.ids.next());
            let row = reason(&told.app, person);
            let sealed = vault::sealed(&told.app.app, &tx, vault::Whose::Person(person), row).await;
            sealed.expect("a key is made");
        }
        tx.commit().await.expect("the keys are kept");
        let both = with_keys(&told.app, &[&new, &old]).await;
        let told = Arc::new(Told { app: both.clone(), case: told.case, parent: told.parent, mediator: told.mediator, region: told.region });
        let (is_over, reads) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let readers: Vec<_> = (0..4).map(|_| {
            let (told, is_over, reads) = (Arc::clone(&told), Arc::clone(&is_over), Arc::clone(&reads));
            tokio::spawn(async move {
                while !is_over.load(Ordering::Relaxed) {
                    let seen = told.read(told.parent).await;
                    assert_eq!(seen["summaries"], json!([{ "text": "canary-summary" }]));
                    reads.fetch_add(1, Ordering::Relaxed);
                }
            })
        }).collect();
        let begun = Instant::now();
        let done = vault::rotate(&both.app).await.expect("every key opens");
        let took = begun.elapsed();
        // Somebody has read at least once after the last key was sealed anew.
        let seen = reads.load(Ordering::Relaxed);
        while reads.load(Ordering::Relaxed) <= seen + 4 {
            tokio::task::yield_now().await;
            assert!(begun.elapsed().as_secs() < 120, "the readers read");
        }
        is_over.store(true, Ordering::Relaxed);
        for reader in readers {
            reader.await.expect("nobody met an error");
        }
        assert_eq!(done, KEYS as u64, "in {took:?}");
        assert_eq!(vault::still_old(&both.app).await.expect("they are counted"), 0);
        assert_eq!(vault::rotate(&both.app).await.expect("nothing is left"), 0);
        // The old key can be taken out; and without the new one nothing opens.
        let app = with_keys(&both, &[&new]).await;
        let told = Told { app, case: told.case, parent: told.parent, mediator: told.mediator, region: told.region };
        assert_eq!(told.read(told.parent).await["summaries"], json!([{ "text": "canary-summary" }]));
        let app = with_keys(&both, &[&old]).await;
        let told = Told { app, ..told };
        assert_eq!(told.faulty(told.parent).await, "\"INTERNAL\"");
    }
}
