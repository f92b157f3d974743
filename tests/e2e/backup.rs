//! The drill: everything is backed up while the service works, put back where there is nothing, and is there.

use std::path::Path;
use std::process::Output;

use entities::{audit_event, case};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait, Statement};
use serde_json::{Value, json};
use tempfile::TempDir;
use tests::database::{TestDatabase, empty};
use tests::ids::Named as _;
use tests::{Region, TestApp, both, program};

/// What the service has in its environment, for a database.
struct Place {
    folder: TempDir,
    url: String,
    /// Where PostgreSQL's programs are.
    path: String,
}

impl Place {
    fn of(url: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let key = folder.path().join("token.key");
        let made = program::run(&[], &["token", "--new-key", key.to_str().unwrap()]);
        assert!(made.status.success(), "{made:?}");
        let _ = program::field_keys(folder.path());
        Self {
            folder,
            url: url.to_owned(),
            path: search_path(),
        }
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let (key, keys) = (
            self.folder.path().join("token.key"),
            self.folder.path().join("field.keys"),
        );
        let settings = [
            ("PATH", self.path.as_str()),
            ("CONCORD_FIELD_KEYS_FILE", keys.to_str().unwrap()),
            ("CONCORD_DATABASE_URL", self.url.as_str()),
            ("CONCORD_TOKEN_KEY_FILE", key.to_str().unwrap()),
        ];
        program::run(&settings, arguments)
    }

    fn done(&self, arguments: &[&str]) -> Value {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        serde_json::from_slice(&output.stdout).unwrap_or(Value::Null)
    }

    /// Runs what must be refused; the one line that says why.
    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {output:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(said.lines().count(), 1, "{said}");
        said
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "only a variable tells where programs are"
)]
fn search_path() -> String {
    std::env::var("PATH").unwrap_or_default()
}

/// Every row of every table, as text and in order.
async fn contents(db: &DatabaseConnection) -> Vec<(String, Vec<String>)> {
    let backend = db.get_database_backend();
    let tables = match backend {
        DbBackend::Postgres => {
            "SELECT relname::text AS a FROM pg_class WHERE relkind = 'r' \
             AND relnamespace = 'public'::regnamespace ORDER BY 1"
        }
        _ => "SELECT name AS a FROM sqlite_master WHERE type = 'table' ORDER BY 1",
    };
    let mut all = Vec::new();
    for table in texts(db, tables).await {
        // What putting back adds, and when a step of the schema was taken.
        if [
            "revocation",
            "audit_event",
            "audit_head",
            "seaql_migrations",
        ]
        .contains(&table.as_str())
        {
            continue;
        }
        let rows = if backend == DbBackend::Postgres {
            format!("SELECT t::text AS a FROM {table} AS t ORDER BY 1")
        } else {
            let columns = format!("SELECT name AS a FROM pragma_table_info('{table}')");
            let columns = texts(db, &columns).await;
            let row: Vec<_> = columns
                .iter()
                .map(|name| format!("quote(\"{name}\")"))
                .collect();
            format!(
                "SELECT {} AS a FROM {table} ORDER BY 1",
                row.join(" || ',' || ")
            )
        };
        let rows = texts(db, &rows).await;
        all.push((table, rows));
    }
    all
}

async fn texts(db: &DatabaseConnection, sql: &str) -> Vec<String> {
    let asked = Statement::from_string(db.get_database_backend(), sql);
    let rows = db.query_all_raw(asked).await.unwrap();
    rows.iter()
        .map(|row| row.try_get("", "a").unwrap())
        .collect()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

both! {
    async fn what_was_backed_up_is_put_back(database: TestDatabase) {
        let engine = database.engine;
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let parent = region.cases.med_e.1.parent;
        let from = Place::of(app.database_url());
        let (key, file) = (from.folder.path().join("backup.key"), from.folder.path().join("one.concord"));
        from.done(&["backup", "--new-key", text(&key)]);
        // Somebody writes all the while.
        let writing = {
            let (app, window) = (app.clone(), json!({
                "startsAt": "2026-03-09T09:00:00+00:00", "endsAt": "2026-03-09T12:00:00+00:00", "grade": "FREE",
            }));
            tokio::spawn(async move {
                for _ in 0..20 {
                    app.submit(parent, json!({
                        "personId": parent.gid(), "fromOn": "2026-03-09", "untilOn": "2026-03-09",
                        "windows": [window.clone()],
                    })).await;
                }
            })
        };
        let before = contents(&app.app.db).await;
        let taken = from.done(&["backup", "--to", text(&file), "--key", text(&key), "--json"]);
        writing.await.unwrap();
        let names = contents(&app.app.db).await;

        let there = empty(engine).await;
        let to = Place::of(&there.url);
        let put_back = to.done(&["restore", "--from", text(&file), "--key", text(&key), "--json"]);
        assert_eq!(put_back, taken);
        let restored = api::database::connect(
            &there.url, 2, api::database::Patience::default(), api::reach::Login::AsNamed,
        ).await.unwrap();
        let after = contents(&restored).await;
        for ((table, rows), ((_, earlier), (_, later))) in after.iter().zip(before.iter().zip(&names)) {
            // What was written meanwhile is there or not, whole in either case.
            assert!(table == "availability_window" || rows == earlier || rows == later, "{table}");
        }
        assert_eq!(after.len(), before.len());
        assert!(case::Entity::find().all(&restored).await.unwrap().len() >= 5);

        // It works, nobody has changed it, and whoever was signed in before signs in again.
        let verdict = to.done(&["verify", "--known", taken["head"].as_str().unwrap(), "--json"]);
        assert_eq!(verdict["isWhole"], true, "{verdict}");
        let deeds: Vec<_> = audit_event::Entity::find().all(&restored).await.unwrap()
            .into_iter().map(|event| event.action).collect();
        assert_eq!(deeds.last().map(String::as_str), Some("databaseRestore"));
        assert!(deeds.contains(&"databaseBackup".to_owned()));
        let revoked = texts(&restored, "SELECT subject AS a FROM revocation").await;
        let people = texts(&restored, "SELECT CAST(COUNT(*) AS TEXT) AS a FROM person").await;
        assert_eq!([revoked.len().to_string()].as_slice(), people.as_slice());
        assert!(revoked.contains(&parent.to_string()));

        // Not a second time, where there is something already; nor over the file.
        assert!(to.refused(&["restore", "--from", text(&file), "--key", text(&key)]).contains("is put back where"));
        assert!(from.refused(&["backup", "--to", text(&file), "--key", text(&key)]).contains("is there already"));
        restored.close().await.unwrap();
    }

    async fn a_backup_that_is_not_whole_changes_nothing(database: TestDatabase) {
        let engine = database.engine;
        let app = TestApp::start(database).await;
        Region::make(&app).await;
        let from = Place::of(app.database_url());
        let folder = from.folder.path();
        let (key, other, file) = (folder.join("a.key"), folder.join("b.key"), folder.join("one.concord"));
        from.done(&["backup", "--new-key", text(&key)]);
        from.done(&["backup", "--new-key", text(&other)]);
        from.done(&["backup", "--to", text(&file), "--key", text(&key), "--json"]);
        let whole = std::fs::read(&file).unwrap();
        let rows = contents(&app.app.db).await;
        assert!(rows.iter().any(|(_, rows)| rows.iter().any(|row| row.contains("Ben Mediator"))));
        assert!(!String::from_utf8_lossy(&whole).contains("Ben Mediator"), "it is sealed");

        let there = empty(engine).await;
        let to = Place::of(&there.url);
        let said = to.refused(&["restore", "--from", text(&file), "--key", text(&other)]);
        assert!(said.contains("not whole, or another key sealed it"), "{said}");
        let said = to.refused(&["restore", "--from", text(&file), "--key", text(&file)]);
        assert!(said.contains("key"), "{said}");
        let changed = folder.join("changed.concord");
        for turn in 0..20 {
            let mut bytes = whole.clone();
            if turn % 2 == 0 {
                let at = bytes.len() * (turn + 1) / 22;
                bytes[at] ^= 1 << (turn % 8);
            } else {
                bytes.truncate(bytes.len() * turn / 20);
            }
            std::fs::write(&changed, bytes).unwrap();
            to.refused(&["restore", "--from", text(&changed), "--key", text(&key)]);
        }
        // There is still nothing, so that the whole one can be put back.
        to.done(&["restore", "--from", text(&file), "--key", text(&key), "--json"]);
    }
}

#[test]
fn a_new_key_is_for_its_owner_alone_and_never_written_over() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("backup.key");
    let made = program::run(&[], &["backup", "--new-key", text(&path)]);
    assert!(made.status.success(), "{made:?}");
    let line = std::fs::read_to_string(&path).unwrap();
    assert!(
        !program::run(&[], &["backup", "--new-key", text(&path)])
            .status
            .success()
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), line);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let bits = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(bits & 0o077, 0, "{bits:o}");
    }
    for wrong in [
        ["backup", "--to", "x"].as_slice(),
        &["backup", "--key", "x"],
        &["backup"],
        &["restore", "--from", "x"],
    ] {
        assert_eq!(program::run(&[], wrong).status.code(), Some(2), "{wrong:?}");
    }
}
