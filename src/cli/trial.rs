//! Tries commands without a process: a folder of files, today's date, and what came out of a run.

use std::path::Path;

use tempfile::TempDir;

use crate::calendar::Day;

use super::{Exit, Io, Terminal, run};

/// A record in which a missed appointment was never shared.
pub const NEVER_SHARED: &str = r#"
format = "sharecheck-case/1"
sharings = []
meetings = []

[child]
id = "C-1001"

[[involvements]]
id = "I-1"
kind = "child_protection_plan"
start = 2026-01-12
social_worker = "P-SW"

[[professionals]]
id = "P-SW"
role = "social_worker"
sector = "social_care"

[[appointments]]
id = "AP-1"
date = 2026-03-02
booked_on = 2026-02-02
service = "asthma clinic"
outcome = "was_not_brought"
"#;

/// The same, shared on the day.
pub fn shared_in_time() -> String {
    let sharing = "[[sharings]]\nid = \"S-1\"\nat = 2026-03-02\nby = \"P-SN\"\nto = [\"P-SW\"]\nchannel = \"phone\"\n\
                   about = [\"AP-1\"]\n[[professionals]]\nid = \"P-SN\"\nrole = \"school_nurse\"\nsector = \"health\"\n";
    NEVER_SHARED.replace("sharings = []\n", "") + sharing
}

/// The same without any log of sharings.
pub fn not_collected() -> String {
    NEVER_SHARED.replace("sharings = []\n", "")
}

/// A folder, and the surroundings of a command.
pub struct Trial {
    /// The working directory.
    pub folder: TempDir,
    /// The terminal.
    pub terminal: Terminal,
    /// Environment variables.
    pub env: Vec<(&'static str, &'static str)>,
    /// Standard input.
    pub stdin: &'static str,
    /// Whether standard output is closed by its reader.
    pub closed: bool,
}

/// What came out of a command.
#[derive(Debug)]
pub struct Outcome {
    pub exit: Exit,
    pub stdout: String,
    pub stderr: String,
}

impl Trial {
    /// A folder with these files.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        Self { folder, terminal: Terminal::default(), env: Vec::new(), stdin: "", closed: false }
    }

    /// Runs `sharecheck` with these words.
    pub fn run(&self, words: &[&str]) -> Outcome {
        let (mut stdin, mut stdout, mut stderr) = (self.stdin.as_bytes(), Vec::new(), Vec::new());
        let mut closed = Closed;
        let env = |name: &str| {
            self.env.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        let mut io = Io {
            stdin: &mut stdin,
            stdout: if self.closed { &mut closed } else { &mut stdout },
            stderr: &mut stderr,
            terminal: self.terminal,
            today: Day::new(2026, 4, 1).unwrap(),
            cwd: self.folder.path().to_owned(),
            base: self.folder.path().to_owned(),
            env: &env,
        };
        let words: Vec<&str> = std::iter::once("sharecheck").chain(words.iter().copied()).collect();
        let exit = run(words, &mut io);
        Outcome {
            exit,
            stdout: String::from_utf8(stdout).unwrap(),
            stderr: String::from_utf8(stderr).unwrap(),
        }
    }

    /// The text of a file in the folder.
    pub fn file(&self, path: impl AsRef<Path>) -> String {
        std::fs::read_to_string(self.folder.path().join(path)).unwrap()
    }
}

/// A pipe whose reader has gone.
struct Closed;

impl std::io::Write for Closed {
    fn write(&mut self, _bytes: &[u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
