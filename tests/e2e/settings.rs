//! A server that could not tell friend from foe does not start.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use tempfile::TempDir;
use tests::program;

/// A folder with a private key, and files that are no good as keys.
fn folder() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let path = |name: &str| folder.path().join(name);
    let key = path("key.pem").display().to_string();
    let output = program::run(&[], &["token", "--new-key", &key]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let pem = fs::read_to_string(&key).unwrap();
    let field_keys = fs::read_to_string(program::field_keys(folder.path())).unwrap();
    for (name, text, mode) in [
        ("open.pem", pem.as_str(), 0o644),
        ("none.pem", "not a key", 0o600),
        (
            "private.json",
            r#"{"keys":[{"kty":"oct","kid":"a","k":"cGxhbnRlZC1zaGFyZWQta2V5"}]}"#,
            0o644,
        ),
        ("open.keys", field_keys.as_str(), 0o644),
        ("none.keys", "k-1 planted", 0o600),
        ("empty.keys", "# none", 0o600),
        ("empty.json", r#"{"keys":[]}"#, 0o644),
    ] {
        fs::write(path(name), text).unwrap();
        fs::set_permissions(path(name), fs::Permissions::from_mode(mode)).unwrap();
    }
    folder
}

#[test]
fn a_server_with_a_weak_setting_does_not_start() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let issuer = ("CONCORD_ISSUER", "https://id.example.org".to_owned());
    let bad: Vec<Vec<(&str, String)>> = vec![
        // The last one of each is what is wrong.
        vec![("CONCORD_LINK_SECRET", "planted-but-short".to_owned())],
        vec![(
            "CONCORD_LINK_SECRET",
            "changeme-planted-changeme-planted-changeme".to_owned(),
        )],
        vec![(
            "CONCORD_LINK_SECRET",
            "0123456789abcdef0123456789abcdef-planted".to_owned(),
        )],
        vec![("CONCORD_LINK_SECRET", "a".repeat(64))],
        vec![("CONCORD_TOKEN_KEY_FILE", path("open.pem"))],
        vec![("CONCORD_TOKEN_KEY_FILE", path("none.pem"))],
        vec![("CONCORD_TOKEN_KEY_FILE", path("missing.pem"))],
        vec![("CONCORD_FIELD_KEYS_FILE", String::new())],
        vec![("CONCORD_FIELD_KEYS_FILE", path("open.keys"))],
        vec![("CONCORD_FIELD_KEYS_FILE", path("none.keys"))],
        vec![("CONCORD_FIELD_KEYS_FILE", path("empty.keys"))],
        vec![("CONCORD_FIELD_KEYS_FILE", path("missing.keys"))],
        vec![issuer.clone(), ("CONCORD_JWKS_FILE", path("private.json"))],
        vec![issuer.clone(), ("CONCORD_JWKS_FILE", path("empty.json"))],
        vec![
            issuer.clone(),
            ("CONCORD_JWKS_URL", "http://id.example.org/keys".to_owned()),
        ],
        vec![
            issuer,
            (
                "CONCORD_JWKS_URL",
                "https://me:planted@id.example.org/keys".to_owned(),
            ),
        ],
        vec![("CONCORD_ISSUER", "http://id.example.org".to_owned())],
        vec![("CONCORD_AUDIENCE", "two words".to_owned())],
    ];
    assert!(10 <= bad.len());
    let database = format!("sqlite://{}", path("concord.db"));
    let (key, field_keys) = (path("key.pem"), path("field.keys"));
    for settings in bad {
        let mut all = vec![
            ("CONCORD_DATABASE_URL", database.as_str()),
            ("CONCORD_LISTEN", "127.0.0.1:0"),
            // Given twice, the later one counts.
            ("CONCORD_TOKEN_KEY_FILE", key.as_str()),
            ("CONCORD_FIELD_KEYS_FILE", field_keys.as_str()),
        ];
        all.extend(settings.iter().map(|(name, value)| (*name, value.as_str())));
        let output = program::run(&all, &["serve"]);
        let said = String::from_utf8_lossy(&output.stderr);
        let (wrong, value) = settings.last().expect("there is one");
        assert_eq!(output.status.code(), Some(2), "{wrong}={value}: {said}");
        assert_eq!(said.lines().count(), 1, "one clear line: {said}");
        assert!(
            said.starts_with(wrong) && said.contains("; expected "),
            "{said}"
        );
        assert!(
            !said.contains("planted"),
            "a secret is never repeated: {said}"
        );
        assert!(output.stdout.is_empty());
        assert!(
            !folder.path().join("concord.db").exists(),
            "nothing was begun"
        );
    }
}
