//! Reads `.json` and `.toml` records as plain values, and tells what is not one.

use std::io::Read;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Weight};
use crate::place::Place;

#[derive(Debug, Default)]
pub struct Intake {
    pub children: Vec<(String, String, Value)>,
    pub diagnostics: Vec<Diagnostic>,
    pub inputs: Vec<crate::audit::InputFile>,
    pub texts: crate::report::Texts,
}

pub fn read(paths: &[PathBuf], cwd: &Path, stdin: &mut dyn Read) -> Intake {
    let mut intake = Intake::default();
    let mut files = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            let mut text = String::new();
            if stdin.read_to_string(&mut text).is_ok() {
                for line in text.lines().filter(|line| !line.is_empty()) {
                    intake.add("-", line);
                }
            }
        } else {
            files.extend(
                walkdir::WalkDir::new(cwd.join(path))
                    .sort_by_file_name()
                    .into_iter()
                    .filter_map(Result::ok)
                    .filter(|entry| entry.file_type().is_file())
                    .map(walkdir::DirEntry::into_path),
            );
        }
    }
    for file in files {
        let name = file.strip_prefix(cwd).unwrap_or(&file).display().to_string();
        if name.ends_with(".json") || name.ends_with(".toml") && !name.ends_with("sharecheck.toml") {
            match std::fs::read_to_string(&file) {
                Ok(text) => intake.add(&name, &text),
                Err(error) => intake.diagnostics.push(Diagnostic::new(
                    Weight::Error,
                    "not-readable",
                    format!("{name} cannot be read: {error}"),
                )),
            }
        }
    }
    intake.children.sort_by(|one, other| one.0.cmp(&other.0));
    intake
}

impl Intake {
    fn add(&mut self, name: &str, text: &str) {
        self.texts.add(name, text);
        self.inputs.push(crate::audit::InputFile { path: name.into(), sha256: "0".repeat(64) });
        let read: Result<Value, String> = if name.ends_with(".toml") {
            toml::from_str(text).map_err(|error| error.message().to_owned())
        } else {
            serde_json::from_str(text).map_err(|error| error.to_string())
        };
        match read {
            Ok(value) => {
                let id = value["child"]["id"].as_str().unwrap_or("?").to_owned();
                self.children.push((id, name.to_owned(), value));
            }
            Err(error) => {
                let place = Place { file: name.into(), line: 1, column: 1, end_line: 1, ..Place::default() };
                self.diagnostics.push(Diagnostic::new(Weight::Error, "syntax", error).at(place));
            }
        }
    }
}
