//! The master keys, from a file: a line each, its name and 32 random bytes in base64. The first one seals;
//! the others open what they sealed before it came.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use thiserror::Error;

use super::chance::Chance;
use super::cipher::{KEY_BYTES, Key};

/// The longest name of a key.
const LONGEST_NAME: usize = 40;

/// What is wrong with the keys of a file, as the end of a sentence; nothing of it repeats a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum KeysMistake {
    /// There is no key.
    #[error("holds no key")]
    Empty,
    /// A line is no key.
    #[error("has no key in line {0}")]
    NotAKey(usize),
    /// A name is there twice.
    #[error("names two keys alike, the later in line {0}")]
    Twice(usize),
}

/// The master keys, the first of which is the current one.
#[derive(Clone, Debug, Default)]
pub struct Masters(Vec<(String, Key)>);

impl Masters {
    /// No keys: for what reads no confidential text. Nothing can be sealed or opened.
    #[must_use]
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// The keys in a file's text. Empty lines and lines that begin with `#` are passed over.
    ///
    /// # Errors
    ///
    /// [`KeysMistake`].
    pub fn read(text: &str) -> Result<Self, KeysMistake> {
        let mut keys: Vec<(String, Key)> = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (name, key) = read_line(line).ok_or(KeysMistake::NotAKey(number))?;
            if keys.iter().any(|(known, _)| known == name) {
                return Err(KeysMistake::Twice(number));
            }
            keys.push((name.to_owned(), key));
        }
        if keys.is_empty() {
            return Err(KeysMistake::Empty);
        }
        Ok(Self(keys))
    }

    /// The key that seals.
    pub(crate) fn current(&self) -> Option<(&str, &Key)> {
        self.0.first().map(|(name, key)| (name.as_str(), key))
    }

    /// The key of a name.
    pub(crate) fn named(&self, name: &str) -> Option<&Key> {
        let mut keys = self.0.iter();
        keys.find(|(known, _)| known == name).map(|(_, key)| key)
    }
}

fn read_line(line: &str) -> Option<(&str, Key)> {
    let (name, key) = line.split_once(' ')?;
    let is_name = (1..=LONGEST_NAME).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let bytes: [u8; KEY_BYTES] = STANDARD.decode(key.trim()).ok()?.try_into().ok()?;
    // A key of one byte again and again was typed, not drawn.
    let is_drawn = bytes.iter().any(|byte| *byte != bytes[0]);
    (is_name && is_drawn).then(|| (name, Key::new(bytes)))
}

/// A line with a new key, whose name is drawn with it.
#[must_use]
pub fn new_line(chance: &dyn Chance) -> String {
    let mut name = [0; 4];
    chance.fill(&mut name);
    let key = STANDARD.encode(Key::draw(chance).bytes());
    format!("k-{:08x} {key}\n", u32::from_be_bytes(name))
}

/// Writes a new file with one new key that only its owner may read.
///
/// # Errors
///
/// When the file exists already, because a key once overwritten is gone, or cannot be written.
pub fn write_new(path: &Path, chance: &dyn Chance) -> io::Result<()> {
    write(path, &new_line(chance))
}

/// Puts a new key before those of a file. The file is replaced at once, so that nobody reads half of it.
///
/// # Errors
///
/// When the file cannot be read or written, or holds something else than keys.
pub fn add(path: &Path, chance: &dyn Chance) -> io::Result<()> {
    let known = fs::read_to_string(path)?;
    Masters::read(&known).map_err(|mistake| {
        io::Error::new(io::ErrorKind::InvalidData, format!("the file {mistake}"))
    })?;
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    write(Path::new(&beside), &(new_line(chance) + &known))?;
    fs::rename(&beside, path)
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::chance::SeededChance;

    #[test]
    fn the_first_key_seals_and_all_of_them_open() {
        let chance = SeededChance::new(1);
        let (one, two) = (new_line(&chance), new_line(&chance));
        let masters = Masters::read(&format!("# ours\n\n{two}{one}")).unwrap();
        let name = |line: &str| line.split_once(' ').unwrap().0.to_owned();
        assert_eq!(masters.current().unwrap().0, name(&two));
        assert!(masters.named(&name(&one)).is_some());
        assert!(masters.named("another").is_none());
        assert!(Masters::none().current().is_none());
    }

    #[test]
    fn what_is_no_key_is_refused_and_not_repeated() {
        let line = new_line(&SeededChance::new(1));
        let short = "k-1 c2hvcnQ=";
        let zeros = format!("k-1 {}", STANDARD.encode([0; 32]));
        for (text, wrong) in [
            (String::new(), KeysMistake::Empty),
            ("# none\n".to_owned(), KeysMistake::Empty),
            (format!("{line}{short}"), KeysMistake::NotAKey(2)),
            (zeros, KeysMistake::NotAKey(1)),
            (line.replacen('k', "?", 1), KeysMistake::NotAKey(1)),
            (format!("{line}{line}"), KeysMistake::Twice(2)),
        ] {
            assert_eq!(Masters::read(&text).err(), Some(wrong), "{text}");
        }
    }

    #[test]
    fn printing_shows_no_key() {
        let line = new_line(&SeededChance::new(1));
        let printed = format!("{:?}", Masters::read(&line).unwrap());
        let key = line.split_once(' ').unwrap().1.trim();
        assert!(!printed.contains(key), "{printed}");
    }
}
