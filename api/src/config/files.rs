//! The files that settings name.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use thiserror::Error;

/// The longest file that is read, in bytes.
const LONGEST: u64 = 1024 * 1024;

/// Why a file could not be used.
#[derive(Debug, Error)]
pub(super) enum FileMistake {
    /// It is not there.
    #[error("does not exist")]
    Missing,
    /// It is a folder or a device.
    #[error("is not an ordinary file")]
    NotAFile,
    /// It holds a secret and others may read it or the group may change it.
    #[error("is open to other users of the machine (mode {0:03o})")]
    OpenToOthers(u32),
    /// It is too long.
    #[error("is longer than 1 MiB")]
    TooLong,
    /// It is not text.
    #[error("is not text in UTF-8")]
    NotText,
    /// The system refuses.
    #[error("cannot be read ({0})")]
    Unreadable(io::ErrorKind),
}

impl From<io::Error> for FileMistake {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::InvalidData => Self::NotText,
            kind => Self::Unreadable(kind),
        }
    }
}

/// The text of a file that may be public.
pub(super) fn read_public(path: &Path) -> Result<String, FileMistake> {
    // Asked before opening: opening a pipe would wait for somebody to write to it.
    if !fs::metadata(path)?.is_file() {
        return Err(FileMistake::NotAFile);
    }
    let mut text = String::new();
    File::open(path)?
        .take(LONGEST + 1)
        .read_to_string(&mut text)?;
    if LONGEST < text.len() as u64 {
        return Err(FileMistake::TooLong);
    }
    Ok(text)
}

/// The key set in a file, or what is wrong with the file as the end of a sentence.
pub(crate) fn read_key_set(path: &Path) -> Result<String, String> {
    read_public(path).map_err(|mistake| mistake.to_string())
}

/// The text of a file that only its owner, and perhaps a group, may read.
pub(super) fn read_private(path: &Path) -> Result<String, FileMistake> {
    let text = read_public(path)?;
    #[cfg(unix)]
    {
        let permissions = fs::metadata(path)?.permissions();
        let mode = std::os::unix::fs::PermissionsExt::mode(&permissions) & 0o777;
        // A group may read it, as orchestrators mount secrets so; it may not replace it.
        if mode & 0o027 != 0 {
            return Err(FileMistake::OpenToOthers(mode));
        }
    }
    Ok(text)
}
