//! A folder of input, and what is told about it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use sharecheck::diagnostic::{Diagnostic, Weight};
use sharecheck::intake::{Intake, Options, read};

/// A folder that is filled by a test and removed after it.
pub struct Export {
    folder: tempfile::TempDir,
    pub options: Options,
}

impl Export {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), options: Options::default() }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// Reads the whole folder.
    pub fn read(&self) -> Intake {
        self.read_paths(&[""], "")
    }

    /// Reads paths below the folder; `-` is `stream`.
    pub fn read_paths(&self, paths: &[&str], stream: &str) -> Intake {
        let paths: Vec<PathBuf> = paths
            .iter()
            .map(|path| match *path {
                "-" => "-".into(),
                "" => self.path().to_owned(),
                path => self.path().join(path),
            })
            .collect();
        let mut intake = read(&paths, &mut stream.as_bytes(), &self.options);
        let prefix = format!("{}/", self.path().display());
        for told in &mut intake.diagnostics {
            told.message = told.message.replace(&prefix, "");
            told.help = told.help.replace(&prefix, "");
            if let Some(place) = &mut told.location {
                place.file = place.file.replace(&prefix, "");
            }
        }
        intake
    }
}

/// A diagnostic as a test shows it.
pub fn shown(told: &Diagnostic) -> String {
    let weight = match told.weight {
        Weight::Error => "error",
        Weight::Warning => "warning",
        Weight::Note => "note",
    };
    let mut out = format!("{weight}[{}] ", told.code);
    if let Some(place) = &told.location {
        write!(out, "{}:{}:{}", place.file, place.line, place.column).unwrap();
        if place.end_line > place.line {
            write!(out, "-{}", place.end_line).unwrap();
        }
        if !place.pointer.is_empty() {
            write!(out, " {}", place.pointer).unwrap();
        }
    }
    write!(out, "\n  {}", told.message).unwrap();
    if !told.help.is_empty() {
        write!(out, "\n  help: {}", told.help).unwrap();
    }
    out
}

/// All diagnostics of an intake.
pub fn told(intake: &Intake) -> String {
    intake.diagnostics.iter().map(shown).collect::<Vec<_>>().join("\n")
}

/// The codes of all diagnostics, in order.
pub fn codes(intake: &Intake) -> Vec<&str> {
    intake.diagnostics.iter().map(|told| told.code.as_str()).collect()
}

/// A small record without a fault.
pub const GOOD: &str = r#"format = "sharecheck-case/1"

[child]
id = "C-1"
date_of_birth = 2016-05-14

[[involvements]]
id = "I-1"
kind = "child_protection_plan"
start = 2026-01-12
social_worker = "P-SW"

[[professionals]]
id = "P-SW"
role = "social_worker"
sector = "social_care"

[[professionals]]
id = "P-SN"
role = "school_nurse"
sector = "health"

[[appointments]]
id = "AP-1"
date = 2026-03-02
outcome = "was_not_brought"

[[meetings]]
id = "M-1"
kind = "core_group"
date = 2026-03-10

[[meetings]]
id = "M-2"
kind = "core_group"
date = 2026-03-24
"#;

/// The same child in JSON, on one line.
pub fn json(id: &str) -> String {
    format!(r#"{{"format": "sharecheck-case/1", "child": {{"id": "{id}"}}}}"#)
}

/// A record of which `tail` is the last part, in TOML.
pub fn good_and(tail: &str) -> String {
    format!("{GOOD}{tail}")
}

/// Minutes with front matter.
pub fn minutes(child: &str, rest: &str) -> String {
    format!("+++\nchild = \"{child}\"\n{rest}+++\n\n# Notes\n\nPresent: everybody.\n")
}
