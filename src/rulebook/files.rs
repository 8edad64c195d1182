//! The files of a rulebook: those built into the program, or those of a folder.

use std::path::Path;
use std::sync::Arc;

use walkdir::WalkDir;

use super::fault::Fault;

include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// One file of a rulebook.
#[derive(Clone, Debug)]
pub struct RuleFile {
    /// Its path below the rulebook's folder, with `/` between folders.
    pub path: String,
    /// The path that people are told.
    pub shown: String,
    /// Its text.
    pub text: Arc<str>,
}

/// The files of one rulebook, in order of path.
#[derive(Clone, Debug, Default)]
pub struct RuleFiles {
    /// The files.
    pub files: Vec<RuleFile>,
}

/// Bytes of a rule file beyond which it is no rule.
const LARGEST_FILE: u64 = 1024 * 1024;

impl RuleFiles {
    /// The rulebook that is built into the program.
    pub fn builtin() -> Self {
        let file = |(path, text): &(&str, &str)| RuleFile {
            path: (*path).to_owned(),
            shown: format!("rules/{path}"),
            text: Arc::from(*text),
        };
        Self { files: FILES.iter().map(file).collect() }
    }

    /// The rulebook in a folder. Symbolic links are not followed; files of other kinds are left alone.
    pub fn of_folder(folder: &Path) -> Result<Self, Vec<Fault>> {
        let mut files = Vec::new();
        let mut faults = Vec::new();
        let shown_folder = folder.display().to_string();
        for entry in WalkDir::new(folder).sort_by_file_name() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().unwrap_or(folder).display().to_string();
                    faults.push(Fault::new(
                        &path,
                        1,
                        format!("this cannot be read: {error}"),
                        "check the path",
                    ));
                    continue;
                }
            };
            let ending = entry.path().extension().and_then(|ending| ending.to_str());
            if !entry.file_type().is_file() || !matches!(ending, Some("toml" | "rhai" | "md")) {
                continue;
            }
            let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let path = path
                .components()
                .map(|part| part.as_os_str().to_string_lossy())
                .collect::<Vec<_>>()
                .join("/");
            let shown = format!("{}/{path}", shown_folder.trim_end_matches('/'));
            if entry.metadata().is_ok_and(|metadata| metadata.len() > LARGEST_FILE) {
                faults.push(Fault::new(
                    &shown,
                    1,
                    "this file is larger than 1 MiB",
                    "a rule file is a few lines long",
                ));
                continue;
            }
            match std::fs::read_to_string(entry.path()) {
                Ok(text) => {
                    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).replace("\r\n", "\n");
                    files.push(RuleFile { path, shown, text: Arc::from(text) });
                }
                Err(error) => {
                    faults.push(Fault::new(
                        &shown,
                        1,
                        format!("this cannot be read: {error}"),
                        "save it as UTF-8 text",
                    ));
                }
            }
        }
        if faults.is_empty() { Ok(Self { files }) } else { Err(faults) }
    }

    /// The file at a path.
    pub fn get(&self, path: &str) -> Option<&RuleFile> {
        self.files.iter().find(|file| file.path == path)
    }

    /// The files whose path begins so and ends so.
    pub fn with(&self, begins: &str, ends: &str) -> impl Iterator<Item = &RuleFile> {
        self.files.iter().filter(move |file| file.path.starts_with(begins) && file.path.ends_with(ends))
    }
}
