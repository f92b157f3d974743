//! Good settings, and bad ones with the lines an operator reads.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::auth::token::{new_key, public_jwks, write_new_key};
use crate::config::{Config, DatabaseKind, DatabaseUrl, KeySet};
use crate::vault::chance::RandomChance;
use crate::vault::masters;

/// A folder of key files that is gone when the test is over.
struct Folder(PathBuf);

impl Folder {
    /// A folder with a private key `token.pem` and its public half `jwks.json`.
    fn with_keys(test: &str) -> Self {
        let folder =
            Self(std::env::temp_dir().join(format!("concord-{test}-{}", std::process::id())));
        fs::create_dir_all(&folder.0).unwrap();
        write_new_key(Path::new(&folder.path("token.pem"))).unwrap();
        masters::write_new(Path::new(&folder.path("field.keys")), &RandomChance).unwrap();
        let pem = fs::read_to_string(folder.path("token.pem")).unwrap();
        folder.write("jwks.json", &public_jwks(&pem).unwrap());
        folder
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    fn write(&self, name: &str, text: &str) -> String {
        fs::write(self.path(name), text).unwrap();
        self.path(name)
    }

    /// The least that must be set, and then these variables over it.
    fn settings(&self, changes: &[(&str, &str)]) -> BTreeMap<String, String> {
        let mut variables = BTreeMap::from([
            (
                "CONCORD_DATABASE_URL".to_owned(),
                "sqlite://concord.db".to_owned(),
            ),
            ("CONCORD_TOKEN_KEY_FILE".to_owned(), self.path("token.pem")),
            (
                "CONCORD_FIELD_KEYS_FILE".to_owned(),
                self.path("field.keys"),
            ),
        ]);
        for (name, value) in changes {
            variables.insert(format!("CONCORD_{name}"), (*value).to_owned());
        }
        variables
    }

    fn read(&self, changes: &[(&str, &str)]) -> Config {
        Config::read(&self.settings(changes)).unwrap()
    }

    /// The lines an operator reads; the folder's name is left out of them.
    fn mistakes(&self, changes: &[(&str, &str)]) -> String {
        let errors = Config::read(&self.settings(changes))
            .unwrap_err()
            .to_string();
        errors.replace(self.0.to_str().unwrap(), "KEYS")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left behind in the folder for temporary files harms nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_least_settings_are_enough() {
    let config = Folder::with_keys("least").read(&[]);
    assert_eq!(config.database_url.kind(), DatabaseKind::Sqlite);
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.max_connections, 10);
    assert_eq!(config.hold_life.num_hours(), 48);
    assert_eq!(config.log, "info");
    assert!(!config.explorer);
}

#[test]
fn every_setting_is_read() {
    let folder = Folder::with_keys("every");
    let manifest = r#"{"format": "apollo-persisted-query-manifest", "version": 1,
        "operations": [{"id": "1", "name": "A", "type": "query", "body": "{ viewer { id } }"}]}"#;
    fs::write(folder.path("operations.json"), manifest).unwrap();
    let config = folder.read(&[
        (
            "DATABASE_URL",
            "postgres://concord:pw@db.example.org:5432/concord?sslmode=require",
        ),
        ("LISTEN", "[::]:9000"),
        ("ISSUER", "https://id.example.org"),
        ("AUDIENCE", "https://concord.example.org"),
        ("JWKS_FILE", &folder.path("jwks.json")),
        ("LINK_SECRET", "J7pYw0sK3vQm9TzR5bXc1LdGf8HnUeAo"),
        ("LOG", "warn,api=debug"),
        ("HOLD_MINUTES", "5"),
        ("MAX_CONNECTIONS", "100"),
        ("EXPLORER", "on"),
        ("OPERATIONS_FILE", &folder.path("operations.json")),
        (
            "ORIGINS",
            "https://portal.example.org, http://localhost:3000",
        ),
        ("TRUSTED_PROXIES", "10.0.0.0/8, 192.0.2.1,2001:db8::/32"),
        ("COST_POINTS", "5000"),
        ("COST_PER_SECOND", "250"),
        ("TEST_POSTGRES_URL", "only the tests know this one"),
    ]);
    assert_eq!(config.database_url.kind(), DatabaseKind::Postgres);
    assert_eq!(config.listen.port(), 9000);
    assert_eq!(config.max_connections, 100);
    assert_eq!(config.hold_life.num_minutes(), 5);
    assert_eq!(config.log, "warn,api=debug");
    assert!(config.explorer);
    let offer = config.offer();
    assert!(offer.explorer);
    let known = offer.registered.unwrap();
    assert!(known.contains("{ viewer { id } }") && !known.contains("{ viewer }"));
    assert_eq!(
        offer.origins,
        ["https://portal.example.org", "http://localhost:3000"]
    );
    let proxies: Vec<_> = offer.proxies.iter().map(ToString::to_string).collect();
    assert_eq!(proxies, ["10.0.0.0/8", "192.0.2.1/32", "2001:db8::/32"]);
    let allowance = offer.limits.allowance;
    assert_eq!((allowance.points, allowance.per_second), (5_000, 250));
}

#[test]
fn empty_is_the_same_as_not_set() {
    let folder = Folder::with_keys("empty");
    assert_eq!(
        folder
            .read(&[("LISTEN", ""), ("LOG", " "), ("JWKS_FILE", "")])
            .log,
        "info"
    );
}

#[test]
fn printing_the_settings_shows_no_secret() {
    let folder = Folder::with_keys("printing");
    let secret = "J7pYw0sK3vQm9TzR5bXc1LdGf8HnUeAo";
    let url = "postgres://concord:hunter2hunter2@db/concord";
    let printed = format!(
        "{:?}",
        folder.read(&[("LINK_SECRET", secret), ("DATABASE_URL", url)])
    );
    let pem = fs::read_to_string(folder.path("token.pem")).unwrap();
    let keys = fs::read_to_string(folder.path("field.keys")).unwrap();
    let key = keys.split_whitespace().nth(1).unwrap();
    for hidden in [secret, "hunter2", pem.lines().nth(1).unwrap(), key] {
        assert!(!printed.contains(hidden), "{printed}");
    }
    assert!(printed.contains("postgres://[redacted]"), "{printed}");
}

#[test]
fn nothing_set_at_all() {
    insta::assert_snapshot!(Config::read(&BTreeMap::new()).unwrap_err(), @r#"
    CONCORD_DATABASE_URL is not set; expected sqlite://FILE or postgres://USER@HOST/NAME
    CONCORD_FIELD_KEYS_FILE is not set; expected a file only its owner may read, made by `concord key --new`
    CONCORD_JWKS_FILE is not set, and neither is CONCORD_JWKS_URL or CONCORD_TOKEN_KEY_FILE; expected at least one of the three, or no token could be verified
    "#);
}

#[test]
fn every_mistake_is_told_at_once() {
    let folder = Folder::with_keys("all");
    insta::assert_snapshot!(folder.mistakes(&[
        ("DATABASE_URL", "mysql://root:hunter2@db/concord"),
        ("LISTEN", "localhost"),
        ("ISSUER", "id.example.org"),
        ("AUDIENCE", "two words"),
        ("JWKS_FILE", &folder.path("missing.json")),
        ("TOKEN_KEY_FILE", &folder.path("missing.pem")),
        ("LINK_SECRET", "short"),
        ("FIELD_KEYS_FILE", &folder.path("missing.keys")),
        ("RETENTION_FILE", &folder.path("missing.txt")),
        ("LOG", "api=loud"),
        ("HOLD_MINUTES", "4"),
        ("MAX_CONNECTIONS", "many"),
        ("EXPLORER", "yes"),
        ("OPERATIONS_FILE", &folder.path("missing.json")),
        ("ORIGINS", "https://portal.example.org, *"),
        ("TRUSTED_PROXIES", "10.0.0.0/8, 0.0.0.0/0, proxy"),
        ("COST_POINTS", "1000"),
        ("COST_PER_SECOND", "0"),
        ("DATBASE_URL", "sqlite://concord.db"),
    ]), @r#"
    CONCORD_AUDIENCE is "two words"; expected 1 to 200 plain characters without spaces
    CONCORD_COST_PER_SECOND is "0"; expected a whole number between 1 and 10000000
    CONCORD_COST_POINTS is "1000"; expected a whole number between 1100 and 10000000
    CONCORD_DATABASE_URL has another scheme; expected sqlite://FILE or postgres://USER@HOST/NAME
    CONCORD_DATBASE_URL is not a setting; expected one of CONCORD_DATABASE_URL, CONCORD_LISTEN, CONCORD_ISSUER, CONCORD_AUDIENCE, CONCORD_JWKS_FILE, CONCORD_JWKS_URL, CONCORD_TOKEN_KEY_FILE, CONCORD_LINK_SECRET, CONCORD_FIELD_KEYS_FILE, CONCORD_RETENTION_FILE, CONCORD_LOG, CONCORD_HOLD_MINUTES, CONCORD_MAX_CONNECTIONS, CONCORD_EXPLORER, CONCORD_OPERATIONS_FILE, CONCORD_ORIGINS, CONCORD_TRUSTED_PROXIES, CONCORD_COST_POINTS, CONCORD_COST_PER_SECOND
    CONCORD_EXPLORER is "yes"; expected on or off
    CONCORD_FIELD_KEYS_FILE names "KEYS/missing.keys", which does not exist; expected a file only its owner may read, made by `concord key --new`
    CONCORD_HOLD_MINUTES is "4"; expected a whole number between 5 and 20160
    CONCORD_ISSUER is "id.example.org"; expected an address that starts with https://, as it stands in the tokens' iss
    CONCORD_JWKS_FILE names "KEYS/missing.json", which does not exist; expected a JSON Web Key Set of public EdDSA, ES256 or RS256 keys
    CONCORD_LINK_SECRET has only 5 bytes; expected at least 32 random bytes, such as `openssl rand -base64 48` prints
    CONCORD_LISTEN is "localhost"; expected an IP address and a port, such as 127.0.0.1:8080
    CONCORD_LOG is "api=loud"; expected levels such as info or info,sqlx=warn
    CONCORD_MAX_CONNECTIONS is "many"; expected a whole number between 1 and 100
    CONCORD_OPERATIONS_FILE names "KEYS/missing.json", which does not exist; expected a persisted query manifest with at least one operation
    CONCORD_ORIGINS names "*"; expected origins such as https://portal.example.org, with commas between them, each https or on this machine and without a path
    CONCORD_RETENTION_FILE names "KEYS/missing.txt", which does not exist; expected a file of lines such as `summary 60 days` or `hold C-2026-0017`
    CONCORD_TOKEN_KEY_FILE names "KEYS/missing.pem", which does not exist; expected a file only its owner may read, made by `concord token --new-key`
    CONCORD_TRUSTED_PROXIES names "0.0.0.0/0"; expected addresses or networks such as 10.0.0.0/8, with commas between them
    CONCORD_TRUSTED_PROXIES names "proxy"; expected addresses or networks such as 10.0.0.0/8, with commas between them
    "#);
}

#[test]
fn weak_secrets_are_refused_and_not_repeated() {
    let folder = Folder::with_keys("weak");
    let lines: Vec<_> = [
        "J7pYw0sK3vQm9TzR5bXc1LdGf8HnUeA",
        "secret",
        "this-is-a-very-long-Secret-for-links",
        "changeme-changeme-changeme-changeme",
        "CorrectPassWordBatteryStaple20261234",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "abababababababababababababababababababab",
        "abcd1234efgABCD4abcd1234efgABCD4abcd1234",
        "0123456789abcdef0123456789abcdef",
        "example-link-key-please-replace-me-now",
    ]
    .iter()
    .map(|secret| folder.mistakes(&[("LINK_SECRET", secret)]))
    .collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    CONCORD_LINK_SECRET has only 31 bytes; expected at least 32 random bytes, such as `openssl rand -base64 48` prints
    CONCORD_LINK_SECRET has only 6 bytes; expected at least 32 random bytes, such as `openssl rand -base64 48` prints
    CONCORD_LINK_SECRET contains the well-known text "secret"; expected at least 32 random bytes, such as `openssl rand -base64 48` prints
    CONCORD_LINK_SECRET contains the well-known text "changeme"; expected at least 32 random bytes, such as `openssl rand -base64 48` prints
    CONCORD_LINK_SECRET contains the well-known text "password"; expected at least 32 random bytes, such as `openssl rand -base64 48` prints
    CONCORD_LINK_SECRET has only 1 different characters; expected at least 32 random bytes, such as `openssl rand -base64 48` prints
    CONCORD_LINK_SECRET has only 2 different characters; expected at least 32 random bytes, such as `openssl rand -base64 48` prints
    CONCORD_LINK_SECRET repeats itself after 16 characters; expected at least 32 random bytes, such as `openssl rand -base64 48` prints
    CONCORD_LINK_SECRET contains the well-known text "12345678"; expected at least 32 random bytes, such as `openssl rand -base64 48` prints
    CONCORD_LINK_SECRET contains the well-known text "example"; expected at least 32 random bytes, such as `openssl rand -base64 48` prints
    "#);
}

#[test]
fn a_strong_secret_is_accepted() {
    let folder = Folder::with_keys("strong");
    for secret in [
        "J7pYw0sK3vQm9TzR5bXc1LdGf8HnUeAo",
        "9f86d081884c7d659a2feaa0c55ad015",
        "Zk3+qkYd8yJm0Xr5c2Vn/7bTgW4sLpEe1uHfAoQi6Dxz9CvRjMw=",
    ] {
        folder.read(&[("LINK_SECRET", secret)]);
    }
}

#[test]
fn key_files_that_cannot_be_trusted() {
    let folder = Folder::with_keys("files");
    let public_key = folder.write("public.pem", &new_key().replace("PRIVATE", "PUBLIC"));
    restrict(&public_key, 0o600);
    let open = folder.write("open.pem", &new_key());
    restrict(&open, 0o644);
    let long = folder.write("long.json", &" ".repeat(2_000_000));
    let secret = folder.write("secret.json", r#"{"keys":[{"kty":"oct","k":"AAAA"}]}"#);
    let binary = folder.path("binary.json");
    fs::write(&binary, [0xff, 0xfe]).unwrap();
    let issuer = ("ISSUER", "https://id.example.org");
    let lines = [
        folder.mistakes(&[("TOKEN_KEY_FILE", &public_key)]),
        folder.mistakes(&[("TOKEN_KEY_FILE", &open)]),
        folder.mistakes(&[("TOKEN_KEY_FILE", folder.0.to_str().unwrap())]),
        folder.mistakes(&[issuer, ("JWKS_FILE", &long)]),
        folder.mistakes(&[issuer, ("JWKS_FILE", &secret)]),
        folder.mistakes(&[issuer, ("JWKS_FILE", &binary)]),
        folder.mistakes(&[issuer, ("JWKS_FILE", &folder.path("token.pem"))]),
        folder.mistakes(&[("JWKS_FILE", &folder.path("jwks.json"))]),
    ];
    insta::assert_snapshot!(lines.join("\n"), @r#"
    CONCORD_TOKEN_KEY_FILE names "KEYS/public.pem", which is not an Ed25519 private key in PKCS #8 PEM ("BEGIN PRIVATE KEY"); expected a file only its owner may read, made by `concord token --new-key`
    CONCORD_TOKEN_KEY_FILE names "KEYS/open.pem", which is open to other users of the machine (mode 644); expected a file only its owner may read, made by `concord token --new-key`
    CONCORD_TOKEN_KEY_FILE names "KEYS", which is not an ordinary file; expected a file only its owner may read, made by `concord token --new-key`
    CONCORD_JWKS_FILE names "KEYS/long.json", which is longer than 1 MiB; expected a JSON Web Key Set of public EdDSA, ES256 or RS256 keys
    CONCORD_JWKS_FILE names "KEYS/secret.json", which cannot be trusted: key number 1: it holds a private or shared key; give the public half only; expected a JSON Web Key Set of public EdDSA, ES256 or RS256 keys
    CONCORD_JWKS_FILE names "KEYS/binary.json", which is not text in UTF-8; expected a JSON Web Key Set of public EdDSA, ES256 or RS256 keys
    CONCORD_JWKS_FILE names "KEYS/token.pem", which cannot be trusted: it is not a JSON object, or a name appears twice in one object; expected a JSON Web Key Set of public EdDSA, ES256 or RS256 keys
    CONCORD_ISSUER is not set, but CONCORD_JWKS_FILE is; expected an address that starts with https://, as it stands in the tokens' iss
    "#);
}

#[test]
fn field_keys_that_cannot_be_used() {
    let folder = Folder::with_keys("field");
    let twice = fs::read_to_string(folder.path("field.keys")).unwrap();
    let write = |name: &str, text: &str, mode| {
        let path = folder.write(name, text);
        restrict(&path, mode);
        path
    };
    let lines = [
        write("open.keys", &twice, 0o644),
        write("none.keys", "", 0o600),
        write("text.keys", "k-1 hunter2hunter2", 0o600),
        write("twice.keys", &format!("{twice}{twice}"), 0o600),
    ]
    .map(|path| folder.mistakes(&[("FIELD_KEYS_FILE", &path)]));
    insta::assert_snapshot!(lines.join("\n"), @r#"
    CONCORD_FIELD_KEYS_FILE names "KEYS/open.keys", which is open to other users of the machine (mode 644); expected a file only its owner may read, made by `concord key --new`
    CONCORD_FIELD_KEYS_FILE names "KEYS/none.keys", which holds no key; expected a file only its owner may read, made by `concord key --new`
    CONCORD_FIELD_KEYS_FILE names "KEYS/text.keys", which has no key in line 1; expected a file only its owner may read, made by `concord key --new`
    CONCORD_FIELD_KEYS_FILE names "KEYS/twice.keys", which names two keys alike, the later in line 2; expected a file only its owner may read, made by `concord key --new`
    "#);
    masters::add(Path::new(&folder.path("field.keys")), &RandomChance).unwrap();
    folder.read(&[]);
}

#[test]
fn key_sets_are_read_from_one_place() {
    let folder = Folder::with_keys("sets");
    let issuer = ("ISSUER", "https://id.example.org");
    let url = "https://id.example.org/keys";
    let from_url = folder.read(&[issuer, ("JWKS_URL", url)]);
    assert_eq!(from_url.key_set, Some(KeySet::Url(url.parse().unwrap())));
    let path = folder.path("jwks.json");
    let from_file = folder.read(&[issuer, ("JWKS_FILE", &path)]);
    assert_eq!(from_file.key_set, Some(KeySet::File(path.clone().into())));
    let lines = [
        folder.mistakes(&[("JWKS_URL", url)]),
        folder.mistakes(&[issuer, ("JWKS_URL", url), ("JWKS_FILE", &path)]),
        folder.mistakes(&[issuer, ("JWKS_URL", "http://id.example.org/keys")]),
        folder.mistakes(&[
            issuer,
            ("JWKS_URL", "https://me:hunter2@id.example.org/keys"),
        ]),
        folder.mistakes(&[issuer, ("JWKS_URL", "keys")]),
    ];
    insta::assert_snapshot!(lines.join("\n"), @r#"
    CONCORD_ISSUER is not set, but CONCORD_JWKS_URL is; expected an address that starts with https://, as it stands in the tokens' iss
    CONCORD_JWKS_URL is set, and so is CONCORD_JWKS_FILE; expected one of the two
    CONCORD_JWKS_URL is neither https nor an http address of this machine; expected an address that starts with https://, or http:// on this machine
    CONCORD_JWKS_URL holds a name or a password; expected an address that starts with https://, or http:// on this machine
    CONCORD_JWKS_URL is not an address; expected an address that starts with https://, or http:// on this machine
    "#);
}

#[test]
fn addresses_of_databases() {
    for good in [
        "sqlite://concord.db",
        "sqlite:///var/lib/concord/concord.db?mode=rwc",
        "postgres://concord@localhost/concord",
        "postgresql://localhost:5432/concord",
        "postgres:///concord?host=/run/postgresql",
    ] {
        assert_eq!(good.parse::<DatabaseUrl>().unwrap().as_str(), good);
    }
    let refused: Vec<_> = [
        "concord.db",
        "sqlite:concord.db",
        "sqlite://",
        "sqlite::memory:",
        "sqlite://x?mode=memory",
        "mysql://localhost/concord",
        "postgres://localhost",
        "postgres://localhost/?sslmode=require",
        "POSTGRES://localhost/concord",
    ]
    .iter()
    .map(|bad| format!("{bad} {}", bad.parse::<DatabaseUrl>().unwrap_err()))
    .collect();
    insta::assert_snapshot!(refused.join("\n"), @r#"
    concord.db has another scheme
    sqlite:concord.db has another scheme
    sqlite:// names no database
    sqlite::memory: keeps the data in memory, where each connection would have its own
    sqlite://x?mode=memory keeps the data in memory, where each connection would have its own
    mysql://localhost/concord has another scheme
    postgres://localhost names no database
    postgres://localhost/?sslmode=require names no database
    POSTGRES://localhost/concord has another scheme
    "#);
}

/// Sets who may read and write a file.
fn restrict(path: &str, mode: u32) {
    let permissions = std::os::unix::fs::PermissionsExt::from_mode(mode);
    fs::set_permissions(path, permissions).unwrap();
}
