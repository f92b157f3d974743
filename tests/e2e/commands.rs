//! The command line.

use std::process::Output;

use tempfile::TempDir;
use tests::both;
use tests::database::TestDatabase;
use tests::program;

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn complained(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A key to sign tokens with, in a folder of its own.
fn key() -> (TempDir, String) {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let path = folder.path().join("key.pem").display().to_string();
    let output = program::run(&[], &["token", "--new-key", &path]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    (folder, path)
}

#[test]
fn all_mistakes_in_the_settings_are_told_at_once() {
    let settings = [
        ("CONCORD_DATABASE_URL", "mysql://db.example.org/concord"),
        ("CONCORD_LISTEN", "everywhere"),
        ("CONCORD_LINK_SECRET", "secret"),
        ("CONCORD_HOLD_MINUTES", "1"),
        ("CONCORD_EXPLORER", "maybe"),
        ("CONCORD_COLOUR", "blue"),
    ];
    for command in [&["serve"][..], &["token", "--person", "x"]] {
        let output = program::run(&settings, command);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert_eq!(said(&output), "");
        let complaint = complained(&output);
        for (variable, _) in settings {
            assert!(
                complaint.contains(variable),
                "nothing of {variable}: {complaint}"
            );
        }
        // Nothing to verify tokens or to seal texts with is a mistake of its own.
        assert!(complaint.contains("CONCORD_TOKEN_KEY_FILE"), "{complaint}");
        assert!(complaint.contains("CONCORD_FIELD_KEYS_FILE"), "{complaint}");
        assert!(
            !complaint.contains("secret\""),
            "a secret is never repeated: {complaint}"
        );
        assert_eq!(complaint.lines().count(), settings.len() + 2, "{complaint}");
    }
}

#[test]
fn nothing_set_is_a_mistake_too() {
    for command in ["serve", "migrate"] {
        let output = program::run(&[], &[command]);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(
            complained(&output).contains("CONCORD_DATABASE_URL"),
            "{output:?}"
        );
    }
}

#[test]
fn what_is_no_command_is_refused() {
    for arguments in [&["dance"][..], &[], &["migrate", "sideways"], &["token"]] {
        let output = program::run(&[], arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
    }
}

#[test]
fn the_schema_is_printed() {
    let output = program::run(&[], &["schema"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(said(&output).trim_end(), api::schema::sdl().trim_end());
}

#[test]
fn a_new_key_is_never_written_over_an_old_one() {
    let (_folder, path) = key();
    let first = std::fs::read(&path).unwrap();
    let output = program::run(&[], &["token", "--new-key", &path]);
    assert_ne!(output.status.code(), Some(0));
    assert_eq!(std::fs::read(&path).unwrap(), first);
    assert_eq!(
        complained(&output).lines().count(),
        1,
        "one clear line: {output:?}"
    );
}

#[cfg(unix)]
#[test]
fn a_new_key_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_folder, path) = key();
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0, "{mode:o}");
}

both! {
    async fn the_tables_come_and_go_and_come_again(database: TestDatabase) {
        let settings = [("CONCORD_DATABASE_URL", database.url.as_str())];
        let run = |direction: &str| {
            let output = program::run(&settings, &["migrate", direction]);
            assert_eq!(output.status.code(), Some(0), "{direction}: {output:?}");
            said(&output).trim().to_owned()
        };
        // The database was migrated when the test began.
        let words = ["status", "down", "status", "up", "up", "down", "up", "status"].map(run);
        let missing = &words[2];
        assert!(missing.contains("changes are missing"), "{missing}");
        let done = "The tables are up to date.";
        let gone = "The tables are gone.";
        assert_eq!(words, [done, gone, missing, done, done, gone, done, done]);
    }

    async fn a_token_is_made_for_somebody_who_exists(database: TestDatabase) {
        let app = tests::TestApp::start(database).await;
        let somebody = app.person("Somebody").await;
        let (folder, path) = key();
        let field_keys = program::field_keys(folder.path());
        let settings = [
            ("CONCORD_DATABASE_URL", app.database_url()),
            ("CONCORD_FIELD_KEYS_FILE", field_keys.as_str()),
            ("CONCORD_TOKEN_KEY_FILE", path.as_str()),
        ];
        for id in [tests::ids::Named::gid(somebody), somebody.to_string()] {
            let output = program::run(&settings, &["token", "--person", &id]);
            assert_eq!(output.status.code(), Some(0), "{output:?}");
            assert_eq!(said(&output).trim().split('.').count(), 3, "{output:?}");
        }
        for id in ["x", "00000000-0000-4000-8000-000000000000"] {
            let output = program::run(&settings, &["token", "--person", id]);
            assert_eq!(output.status.code(), Some(2), "{output:?}");
            assert_eq!(complained(&output).lines().count(), 1, "one clear line: {output:?}");
        }
    }
}

/// What `concord demo` prints on a day, from an empty database, but for how long it took.
fn demo(day: &str) -> Vec<String> {
    let (folder, path) = key();
    let url = format!("sqlite://{}", folder.path().join("demo.db").display());
    let field_keys = program::field_keys(folder.path());
    let settings = [
        ("CONCORD_DATABASE_URL", url.as_str()),
        ("CONCORD_FIELD_KEYS_FILE", field_keys.as_str()),
        ("CONCORD_TOKEN_KEY_FILE", path.as_str()),
        ("CONCORD_LOG", "warn"),
    ];
    let output = program::run(&settings, &["demo", "--once", "--today", day]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let printed = said(&output);
    assert!(printed.contains("dates found in"), "{printed}");
    let lines = printed
        .lines()
        .filter(|line| !line.contains("dates found in"));
    lines.map(str::to_owned).collect()
}

#[test]
fn the_demonstration_shows_five_dates_and_the_same_ones_every_time() {
    // Side by side, because each makes a whole region.
    let other = std::thread::spawn(|| demo("2026-03-02"));
    let printed = demo("2026-03-02");
    for rank in 1..=5 {
        let begins = format!("{rank:>2}  ");
        let dates = printed
            .iter()
            .filter(|line| line.starts_with(&begins) && line.contains("day"));
        assert_eq!(dates.count(), 1, "date {rank}: {printed:#?}");
    }
    assert!(
        printed
            .iter()
            .any(|line| line.starts_with("No date is possible")),
        "{printed:#?}"
    );
    assert!(
        printed.iter().all(|line| line.chars().count() <= 80),
        "{printed:#?}"
    );
    assert_eq!(other.join().expect("the other one ends well"), printed);
}
