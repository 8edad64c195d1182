//! Which files are read: folders walked in a fixed order, and everything that is not read told.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::diagnostic::{Diagnostic, Weight};
use crate::place::Place;

use super::limits::Limits;

/// What a file is read as, by the ending of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// One record in TOML.
    Toml,
    /// One record, or a list of records, in JSON.
    Json,
    /// A record a line.
    Lines,
    /// Minutes in Markdown.
    Markdown,
    /// Minutes in plain text.
    Text,
    /// Minutes in Word.
    Word,
    /// Minutes in OpenDocument text.
    OpenDocument,
    /// Minutes in a PDF.
    Pdf,
    /// Minutes in a web page.
    Html,
    /// Minutes in an e-mail, or attached to one.
    Email,
}

impl FileKind {
    /// The kind of a file whose name ends so, in lower case and without the full stop.
    pub fn of(ending: &str) -> Option<Self> {
        Some(match ending {
            "toml" => Self::Toml,
            "json" => Self::Json,
            "ndjson" | "jsonl" => Self::Lines,
            "md" | "markdown" => Self::Markdown,
            "txt" => Self::Text,
            "docx" | "docm" => Self::Word,
            "odt" => Self::OpenDocument,
            "pdf" => Self::Pdf,
            "html" | "htm" => Self::Html,
            "eml" => Self::Email,
            _ => return None,
        })
    }
}

/// What to do about a document that may hold minutes but is of a format that is not read.
pub fn remedy(ending: &str) -> Option<&'static str> {
    Some(match ending {
        "doc" | "dot" => "open it in Word and save it as a Word document (.docx)",
        "rtf" | "wps" | "pages" => {
            "open it in the program that it belongs to and save it as a Word document (.docx)"
        }
        "msg" => "open it in Outlook and save it as an e-mail (.eml), or save its text (.txt)",
        "mht" | "mhtml" => "open it and save it as a web page (.html)",
        _ => return None,
    })
}

/// So many files of one ending are told one by one; more are told as a number.
const TOLD_SINGLY: usize = 3;

/// One file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// How reports call it.
    pub name: String,
    /// What it is read as.
    pub kind: FileKind,
}

/// The files to read, and what is told about the others.
#[derive(Debug, Default)]
pub struct Discovery {
    /// In order of name.
    pub files: Vec<Found>,
    /// In no order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Finds the files below `paths`, which are files or folders.
pub fn discover(paths: &[PathBuf], limits: &Limits) -> Discovery {
    let mut search = Search { limit: limits.files, ..Search::default() };
    for path in paths {
        search.root(path);
    }
    search.finish()
}

#[derive(Default)]
struct Search {
    found: BTreeMap<PathBuf, Found>,
    unread: BTreeMap<String, Vec<String>>,
    diagnostics: Vec<Diagnostic>,
    limit: u64,
    over: bool,
}

impl Search {
    fn root(&mut self, path: &Path) {
        let name = name(path);
        match fs::metadata(path) {
            Err(error) => self.unreadable(&name, &error),
            Ok(data) if data.is_dir() => self.folder(path),
            Ok(data) if data.is_file() => match FileKind::of(&ending(path)) {
                Some(kind) => self.file(path, path.canonicalize().unwrap_or_else(|_| path.into()), kind),
                None if self.is_document(path, &name) => {}
                None => self.tell(not_read(Weight::Error, std::slice::from_ref(&name), &ending(path))),
            },
            Ok(_) => self.not_a_file(&name),
        }
    }

    fn folder(&mut self, root: &Path) {
        // Files are told apart by where they really are: links are not followed, so only the root has to be looked up.
        let real = root.canonicalize().unwrap_or_else(|_| root.into());
        let mut walk = WalkDir::new(root).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let at = error.path().map_or_else(|| name(root), name);
                    let cause = error.io_error().map_or(io::ErrorKind::Other, io::Error::kind);
                    self.tell(cannot_read(&at, cause));
                    continue;
                }
            };
            let (path, kind) = (entry.path(), entry.file_type());
            if entry.depth() > 0 && is_hidden(entry.file_name()) {
                self.hidden(&name(path), kind.is_dir());
                if kind.is_dir() {
                    walk.skip_current_dir();
                }
            } else if kind.is_dir() && entry.depth() > 0 && path.join("rulebook.toml").is_file() {
                self.rulebook(&name(path));
                walk.skip_current_dir();
            } else if kind.is_dir() {
                if FileKind::of(&ending(path)).is_some() {
                    self.folder_named_like_a_file(path);
                }
            } else if kind.is_symlink() && entry.depth() > 0 {
                self.link(&name(path));
            } else if kind.is_symlink() {
                // A link that was named itself: the walk goes on to where it leads.
            } else if !kind.is_file() {
                self.not_a_file(&name(path));
            } else if let Some(kind) = FileKind::of(&ending(path)) {
                let below = path.strip_prefix(root).unwrap_or(path);
                self.file(path, real.join(below), kind);
            } else if !self.is_document(path, &name(path)) {
                self.unread.entry(ending(path)).or_default().push(name(path));
            }
        }
    }

    fn file(&mut self, path: &Path, real: PathBuf, kind: FileKind) {
        let name = name(path);
        if path.to_str().is_none() {
            let help = "rename the file with plain letters, so that the report can name it exactly";
            self.tell(whole(
                Weight::Warning,
                "file-name-unclear",
                &name,
                "the name of this file is no Unicode",
                help,
            ));
        }
        if self.found.len() as u64 >= self.limit && !self.found.contains_key(&real) {
            if !self.over {
                self.over = true;
                let message =
                    format!("more files than the limit of {}; from here on none was read", self.limit);
                let help = "name fewer folders, or raise the limit `max_files`";
                self.tell(whole(Weight::Error, "too-many-files", &name, message, help));
            }
            return;
        }
        let found = Found { path: path.into(), name: name.clone(), kind };
        if let Some(before) = self.found.get(&real) {
            let message = format!("this file is named twice; it is read once, as {}", before.name);
            self.tell(whole(Weight::Note, "named-twice", &name, message, ""));
        } else {
            self.found.insert(real, found);
        }
    }

    fn unreadable(&mut self, name: &str, error: &io::Error) {
        self.tell(match error.kind() {
            io::ErrorKind::NotFound => {
                let help = "check the spelling of the path";
                whole(Weight::Error, "no-such-path", name, "there is no such file or folder", help)
            }
            kind => cannot_read(name, kind),
        });
    }

    fn rulebook(&mut self, name: &str) {
        let message = "this folder holds a rulebook, not an export, and was not read";
        self.tell(whole(
            Weight::Note,
            "rulebook-folder",
            name,
            message,
            "name it with --rules to use its rules",
        ));
    }

    fn hidden(&mut self, name: &str, folder: bool) {
        let message =
            if folder { "this hidden folder was not read" } else { "this hidden file was not read" };
        self.tell(whole(Weight::Note, "hidden", name, message, "rename it if it belongs to the export"));
    }

    fn link(&mut self, name: &str) {
        let help =
            "links are not followed: name the file or folder that it leads to as well, or put a copy here";
        self.tell(whole(
            Weight::Error,
            "link-not-followed",
            name,
            "this is a link to another file or folder",
            help,
        ));
    }

    fn folder_named_like_a_file(&mut self, path: &Path) {
        let message = format!("this is a folder, though its name ends in .{} like a file's", ending(path));
        let help = "rename it, or put the file here that was meant; what is in the folder was read";
        self.tell(whole(Weight::Error, "folder-named-like-a-file", &name(path), message, help));
    }

    fn not_a_file(&mut self, name: &str) {
        let help = "save it as a file, or give records on standard input with `-`";
        self.tell(whole(Weight::Error, "not-a-file", name, "this is a pipe or a device, not a file", help));
    }

    fn is_document(&mut self, path: &Path, name: &str) -> bool {
        let ending = ending(path);
        let remedy = remedy(&ending);
        if let Some(help) = remedy {
            let message = format!("documents that end in .{ending} are not read");
            self.tell(whole(Weight::Error, "document-not-read", name, message, help));
        }
        remedy.is_some()
    }

    fn tell(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn finish(mut self) -> Discovery {
        for (ending, names) in std::mem::take(&mut self.unread) {
            if names.len() > TOLD_SINGLY {
                self.tell(not_read(Weight::Warning, &names, &ending));
            } else {
                for name in &names {
                    self.tell(not_read(Weight::Warning, std::slice::from_ref(name), &ending));
                }
            }
        }
        let mut files: Vec<Found> = self.found.into_values().collect();
        files.sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
        Discovery { files, diagnostics: self.diagnostics }
    }
}

/// Files of an ending that is not read. `names` is not empty.
fn not_read(weight: Weight, names: &[String], ending: &str) -> Diagnostic {
    let of =
        if ending.is_empty() { "without an ending".to_owned() } else { format!("that end in .{ending}") };
    let first = names.first().map_or("", String::as_str);
    let message = match names.len() {
        0 | 1 => format!("not read: files {of} are neither records nor minutes"),
        count => format!("not read: {count} files {of}; this is the first"),
    };
    let help = "records end in .toml, .json, .ndjson or .jsonl; minutes in .md, .txt, .docx, .odt, .pdf, .html or .eml";
    whole(weight, "not-read", first, message, help)
}

/// A file or folder that the system does not let us read.
pub fn cannot_read(name: &str, kind: io::ErrorKind) -> Diagnostic {
    let (message, help) = match kind {
        io::ErrorKind::PermissionDenied => {
            ("you have no permission to read this", "ask whoever owns it for permission to read it")
        }
        io::ErrorKind::NotFound => {
            ("this was there a moment ago and is gone", "check again when nothing is writing to the folder")
        }
        _ => ("this could not be read", "check that the disk or network drive is there, and check again"),
    };
    whole(Weight::Error, "cannot-read", name, message, help)
}

/// A diagnostic about a file as a whole.
pub fn whole(weight: Weight, code: &str, name: &str, message: impl Into<String>, help: &str) -> Diagnostic {
    Diagnostic::new(weight, code, message).help(help).at(Place::file(name))
}

/// How reports call a path: as given, with `/` between folders and without a leading `./`.
pub fn name(path: &Path) -> String {
    let name = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    match name.strip_prefix("./") {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => name,
    }
}

/// The ending of a name in lower case, without the full stop.
pub fn ending(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().to_lowercase()
}

/// Hidden files, and those that office programs and file managers leave behind.
fn is_hidden(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with(['.', '~']) || name == "__MACOSX" || name == "Thumbs.db" || name == "desktop.ini"
}
