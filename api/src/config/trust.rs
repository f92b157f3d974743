//! Whom to believe: the settings about tokens and their keys.

use std::path::{Path, PathBuf};

use super::KeySet;
use super::files::{self, FileMistake};
use super::read::{
    AUDIENCE, FIELD_KEYS_FILE, ISSUER, JWKS_FILE, JWKS_URL, LINK_SECRET, RETENTION_FILE, Reader,
    TOKEN_KEY_FILE,
};
use super::secret;
use crate::auth::token::Keys;
use crate::retention::Settings;
use crate::vault::masters::Masters;

/// The issuer of tokens that we sign ourselves; `.invalid` can belong to nobody (RFC 2606).
const OWN_ISSUER: &str = "https://concord.invalid";

impl<'a> Reader<'a> {
    /// Whom to believe.
    pub(super) fn keys(&mut self) -> Keys {
        let mut keys = Keys::new(self.issuer(), self.audience());
        let trusted = [JWKS_FILE, JWKS_URL, TOKEN_KEY_FILE];
        if trusted.iter().all(|name| self.value(name).is_none()) {
            let wrong = format!("is not set, and neither is {JWKS_URL} or {TOKEN_KEY_FILE}");
            let expected = "at least one of the three, or no token could be verified";
            self.wrong(JWKS_FILE, wrong, expected);
        }
        self.trust_jwks(&mut keys);
        self.sign_with(&mut keys);
        self.link_with(&mut keys);
        keys
    }

    /// Where the issuer's keys are read again.
    pub(super) fn key_set(&mut self) -> Option<KeySet> {
        let file = self.value(JWKS_FILE);
        let Some(url) = self.value(JWKS_URL) else {
            return file.map(|path| KeySet::File(PathBuf::from(path)));
        };
        let expected = "an address that starts with https://, or http:// on this machine";
        if file.is_some() {
            let wrong = format!("is set, and so is {JWKS_FILE}");
            self.wrong(JWKS_URL, wrong, "one of the two");
        }
        match url.parse() {
            Ok(url) => return Some(KeySet::Url(url)),
            // The value stays unsaid: it may hold a password.
            Err(mistake) => self.wrong(JWKS_URL, mistake, expected),
        }
        None
    }

    /// Who makes partners' tokens.
    fn issuer(&mut self) -> &'a str {
        let expected = "an address that starts with https://, as it stands in the tokens' iss";
        let Some(issuer) = self.value(ISSUER) else {
            for set in [JWKS_FILE, JWKS_URL] {
                if self.value(set).is_some() {
                    self.wrong(ISSUER, format!("is not set, but {set} is"), expected);
                }
            }
            return OWN_ISSUER;
        };
        let starts = ["https://", "http://localhost:", "http://127.0.0.1:"];
        if !starts.iter().any(|start| issuer.starts_with(start)) || !is_name(issuer) {
            self.wrong(ISSUER, format!("is {issuer:?}"), expected);
        }
        issuer
    }

    /// This service's name in tokens.
    fn audience(&mut self) -> &'a str {
        let audience = self.value(AUDIENCE).unwrap_or("concord");
        if !is_name(audience) {
            let expected = "1 to 200 plain characters without spaces";
            self.wrong(AUDIENCE, format!("is {audience:?}"), expected);
        }
        audience
    }

    /// Reads the issuer's public keys.
    fn trust_jwks(&mut self, keys: &mut Keys) {
        let Some(path) = self.value(JWKS_FILE) else {
            return;
        };
        let expected = "a JSON Web Key Set of public EdDSA, ES256 or RS256 keys";
        let Some(json) = self.file(JWKS_FILE, files::read_public(Path::new(path)), expected) else {
            return;
        };
        for mistake in keys.trust_jwks(&json).err().unwrap_or_default() {
            let wrong = format!("names {path:?}, which cannot be trusted: {mistake}");
            self.wrong(JWKS_FILE, wrong, expected);
        }
    }

    /// Reads our own private key.
    fn sign_with(&mut self, keys: &mut Keys) {
        let Some(path) = self.value(TOKEN_KEY_FILE) else {
            return;
        };
        let expected = "a file only its owner may read, made by `concord token --new-key`";
        let read = files::read_private(Path::new(path));
        let Some(pem) = self.file(TOKEN_KEY_FILE, read, expected) else {
            return;
        };
        if let Err(mistake) = keys.sign_with(&pem) {
            self.wrong(
                TOKEN_KEY_FILE,
                format!("names {path:?}, which is {mistake}"),
                expected,
            );
        }
    }

    /// Reads the keys that confidential texts are sealed with.
    pub(super) fn field_keys(&mut self) -> Masters {
        let expected = "a file only its owner may read, made by `concord key --new`";
        let Some(path) = self.value(FIELD_KEYS_FILE) else {
            self.wrong(FIELD_KEYS_FILE, "is not set", expected);
            return Masters::none();
        };
        let read = files::read_private(Path::new(path));
        let Some(text) = self.file(FIELD_KEYS_FILE, read, expected) else {
            return Masters::none();
        };
        Masters::read(&text).unwrap_or_else(|mistake| {
            let wrong = format!("names {path:?}, which {mistake}");
            self.wrong(FIELD_KEYS_FILE, wrong, expected);
            Masters::none()
        })
    }

    /// Reads the controller's periods and held cases.
    pub(super) fn retention(&mut self) -> Settings {
        let expected = "a file of lines such as `summary 60 days` or `hold C-2026-0017`";
        let Some(path) = self.value(RETENTION_FILE) else {
            return Settings::default();
        };
        let read = files::read_public(Path::new(path));
        let Some(text) = self.file(RETENTION_FILE, read, expected) else {
            return Settings::default();
        };
        Settings::read(&text).unwrap_or_else(|mistake| {
            let wrong = format!("names {path:?}, which {mistake}");
            self.wrong(RETENTION_FILE, wrong, expected);
            Settings::default()
        })
    }

    /// Reads the link secret.
    fn link_with(&mut self, keys: &mut Keys) {
        let Some(secret) = self.value(LINK_SECRET) else {
            return;
        };
        match secret::check(secret) {
            Ok(()) => keys.link_with(secret.as_bytes()),
            Err(weak) => {
                let expected = "at least 32 random bytes, such as `openssl rand -base64 48` prints";
                self.wrong(LINK_SECRET, weak, expected);
            }
        }
    }

    /// The text of a file that a variable names, its absence noted.
    fn file(
        &mut self,
        variable: &str,
        read: Result<String, FileMistake>,
        expected: &str,
    ) -> Option<String> {
        match read {
            Ok(text) => Some(text),
            Err(mistake) => {
                let path = self.value(variable).unwrap_or_default();
                self.wrong(
                    variable,
                    format!("names {path:?}, which {mistake}"),
                    expected,
                );
                None
            }
        }
    }
}

/// Whether a text can stand as issuer or audience in a token.
fn is_name(text: &str) -> bool {
    text.len() <= 200 && text.bytes().all(|byte| byte.is_ascii_graphic())
}
