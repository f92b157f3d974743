//! The built binary.
//!
//! It stands beside the tests: cargo puts a test into `deps` of the folder that programs are built
//! into. Cargo promises its path to the tests of its own package alone, so `script/test` builds all
//! programs with the tests, and a test says so where it finds none.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Where `concord` is.
///
/// # Panics
///
/// When it has not been built.
#[must_use]
pub fn path() -> PathBuf {
    let test = std::env::current_exe().expect("a test knows its own file");
    let folder = test.parent().and_then(|deps| deps.parent());
    let program = folder
        .expect("tests are built into a folder below the programs'")
        .join(format!("concord{}", std::env::consts::EXE_SUFFIX));
    assert!(
        program.exists(),
        "{} is not built: `cargo build --workspace --bins`, or run script/test",
        program.display()
    );
    program
}

/// Makes the keys that confidential texts are sealed with, in a folder; where they are.
///
/// # Panics
///
/// When they cannot be made.
#[must_use]
pub fn field_keys(folder: &Path) -> String {
    let path = folder.join("field.keys").display().to_string();
    let output = run(&[], &["key", "--new", &path]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    path
}

/// Runs `concord` with these settings and no others.
///
/// # Panics
///
/// When it cannot be started.
#[must_use]
pub fn run(settings: &[(&str, &str)], arguments: &[&str]) -> Output {
    Command::new(path())
        .env_clear()
        .envs(settings.iter().copied())
        .args(arguments)
        .output()
        .expect("the program can be started")
}
