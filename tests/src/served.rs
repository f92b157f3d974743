//! The built server, running by itself on a free port of this machine.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::program;

/// A running `concord serve`; it ends with this value.
pub struct Served {
    child: Child,
    /// Where it serves, without a slash at the end.
    pub address: String,
    log: PathBuf,
}

impl Served {
    /// Starts a server with these settings and no others; its log goes to a file in `folder`.
    ///
    /// # Panics
    ///
    /// When it does not start.
    #[must_use]
    pub fn start(settings: &[(&str, &str)], folder: &Path) -> Self {
        let log = folder.join("server.log");
        let mut child = Command::new(program::path())
            .env_clear()
            .env("CONCORD_LISTEN", "127.0.0.1:0")
            .envs(settings.iter().copied())
            .arg("serve")
            .stdout(Stdio::piped())
            .stderr(File::create(&log).expect("the log can be made"))
            .spawn()
            .expect("the program can be started");
        let said = child.stdout.take().expect("it was asked for");
        let mut line = String::new();
        BufReader::new(said)
            .read_line(&mut line)
            .expect("the server says where it serves");
        let address = line.trim().strip_prefix("Concord serves ");
        let Some(address) = address.map(str::to_owned) else {
            let logged = std::fs::read_to_string(&log).unwrap_or_default();
            panic!("the server did not start: {line}{logged}");
        };
        Self {
            child,
            address,
            log,
        }
    }

    /// What it has logged so far.
    ///
    /// # Panics
    ///
    /// When the log cannot be read.
    #[must_use]
    pub fn logged(&self) -> String {
        std::fs::read_to_string(&self.log).expect("the log can be read")
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // A server that has ended already needs no ending.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
