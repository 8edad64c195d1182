//! One file of the input, from its bytes to what it holds.

use std::io::{self, BufRead, BufReader};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Weight};
use crate::place::Place;

use super::assemble::Prose;
use super::bytes::{Line, Lines, NoBytes, read_all, read_file};
use super::children::Form;
use super::decode::{BOM, Decoded, NoText, decode, utf8_or_windows, utf16};
use super::discover::{FileKind, Found, cannot_read, whole};
use super::documents::read_document;
use super::json::{read_json, read_lines};
use super::limits::{Limits, bytes_in_words};
use super::record::{ReadRecord, too_large};
use super::source::{Source, Syntax};
use super::teller::Teller;
use super::toml::read_toml;

/// The code of a file that holds no text.
pub(super) const NO_TEXT: &str = "no-text";
/// The code of a file whose encoding had to be guessed.
pub(super) const ENCODING_GUESSED: &str = "encoding-guessed";

/// A file with nothing in it.
pub(super) fn empty_file(name: &str) -> Diagnostic {
    whole(Weight::Error, "empty-file", name, "this file is empty", "export it again, or remove it")
}

/// What one file holds.
#[derive(Debug, Default)]
pub struct FileRead {
    /// SHA-256 of its bytes, where all of them were read.
    pub sha256: Option<String>,
    /// Its records.
    pub records: Vec<ReadRecord>,
    /// Its texts that may be minutes: one, or those of an e-mail and its attachments.
    pub prose: Vec<Prose>,
    /// What was told about it.
    pub teller: Teller,
}

/// Reads one file.
pub fn read_one_file(found: &Found, limits: &Limits) -> FileRead {
    let mut read = FileRead { teller: Teller::new(limits.diagnostics), ..FileRead::default() };
    match text_of(found, limits, &mut read) {
        Ok(Some(text)) => take(found, text, limits, &mut read),
        Ok(None) => {}
        Err(fault) => read.teller.push(*fault),
    }
    read
}

/// Reads records from a stream, one a line.
pub fn read_stream(name: &str, from: &mut dyn BufRead, limits: &Limits) -> FileRead {
    let mut read = FileRead { teller: Teller::new(limits.diagnostics), ..FileRead::default() };
    let found = Found { path: name.into(), name: name.to_owned(), kind: FileKind::Lines };
    match lines_of(name, from, limits, &mut read) {
        Ok(Some(text)) => take(&found, text, limits, &mut read),
        Ok(None) => {}
        Err(fault) => read.teller.push(*fault),
    }
    read
}

/// Reads one set of minutes from a stream, as Markdown where it looks like it.
pub fn read_minutes_stream(name: &str, from: &mut dyn BufRead, limits: &Limits) -> FileRead {
    let mut read = FileRead { teller: Teller::new(limits.diagnostics), ..FileRead::default() };
    let text = read_all(from, limits.minutes_bytes).map_err(|fault| match fault {
        NoBytes::Io(error) => cannot_read(name, error.kind()).into(),
        NoBytes::TooLarge(limit) => file_too_large(name, FileKind::Text, limit).into(),
    });
    let text = text.and_then(|(bytes, sha256)| {
        read.sha256 = Some(sha256);
        decoded(name, bytes, &mut read)
    });
    match text {
        Ok(text) => {
            let kind = if looks_like_markdown(&text) { FileKind::Markdown } else { FileKind::Text };
            take(&Found { path: name.into(), name: name.to_owned(), kind }, text, limits, &mut read);
        }
        Err(fault) => read.teller.push(*fault),
    }
    read
}

/// Whether a text has headings, table rules or marks of emphasis as Markdown writes them.
fn looks_like_markdown(text: &str) -> bool {
    text.lines().any(|line| {
        let mark = line.trim_start_matches('#');
        (mark.len() < line.len() && mark.starts_with(' '))
            || line.starts_with("|--")
            || line.starts_with("**")
    })
}

fn take(found: &Found, text: String, limits: &Limits, read: &mut FileRead) {
    let name = &found.name;
    if text.trim().is_empty() {
        return read.teller.push(empty_file(name));
    }
    let source = |syntax| Source::whole(name.as_str(), Arc::<str>::from(text), syntax);
    match found.kind {
        FileKind::Toml => read.records.extend(read_toml(&source(Syntax::Toml), limits, &mut read.teller)),
        FileKind::Json => read.records = read_json(&source(Syntax::Json), limits, &mut read.teller),
        FileKind::Lines => read.records = read_lines(&source(Syntax::Json), limits, &mut read.teller),
        FileKind::Markdown => read.prose.push(Prose { source: source(Syntax::Prose), form: Form::Markdown }),
        FileKind::Text => read.prose.push(Prose { source: source(Syntax::Prose), form: Form::Text }),
        // Their text was taken out of their bytes.
        FileKind::Word | FileKind::OpenDocument | FileKind::Pdf | FileKind::Html | FileKind::Email => {}
    }
}

/// The decoded text of a file; `None` where what was told says why there is none.
fn text_of(found: &Found, limits: &Limits, read: &mut FileRead) -> Result<Option<String>, Box<Diagnostic>> {
    let name = &found.name;
    let no_bytes = |fault| match fault {
        NoBytes::Io(error) => cannot_read(name, error.kind()),
        NoBytes::TooLarge(limit) => file_too_large(name, found.kind, limit),
    };
    let limit = match found.kind {
        FileKind::Lines => {
            let file = std::fs::File::open(&found.path).map_err(|error| cannot_read(name, error.kind()))?;
            return lines_of(name, &mut BufReader::with_capacity(1 << 16, file), limits, read);
        }
        FileKind::Toml | FileKind::Json => limits.file_bytes,
        FileKind::Markdown | FileKind::Text => limits.minutes_bytes,
        _ => limits.document_bytes,
    };
    let (bytes, sha256) = read_file(&found.path, limit).map_err(no_bytes)?;
    read.sha256 = Some(sha256);
    if is_document(found.kind) {
        read_document(name, found.kind, bytes, limits, read);
        return Ok(None);
    }
    decoded(name, bytes, read).map(Some)
}

/// Whether a file is read as a document: by its bytes, not by its text.
fn is_document(kind: FileKind) -> bool {
    use FileKind::{Email, Html, OpenDocument, Pdf, Word};
    matches!(kind, Word | OpenDocument | Pdf | Html | Email)
}

fn file_too_large(name: &str, kind: FileKind, limit: u64) -> Diagnostic {
    let size = bytes_in_words(limit);
    let (limit, help) = match kind {
        FileKind::Markdown | FileKind::Text => {
            ("max_minutes_bytes", "give each meeting's minutes a file of their own")
        }
        kind if is_document(kind) => {
            ("max_document_bytes", "save it with smaller pictures and without what is attached")
        }
        _ => ("max_file_bytes", "split the export, or write a record a line in a file that ends in .ndjson"),
    };
    let message = format!("this file is larger than {size} and was not read");
    let help = format!("{help}; or raise the limit `{limit}`");
    whole(Weight::Error, "file-too-large", name, message, &help)
}

/// The text of a file's bytes.
pub(super) fn decoded(name: &str, bytes: Vec<u8>, read: &mut FileRead) -> Result<String, Box<Diagnostic>> {
    match decode(bytes) {
        Ok(Decoded { text, guessed_from }) => {
            if let Some(at) = guessed_from {
                let place = Source::whole(name, text.as_str(), Syntax::Prose).place_of(at..at + 1);
                read.teller.push(guessed(place));
            }
            Ok(text)
        }
        Err(fault) => Err(no_text(name, fault).into()),
    }
}

fn guessed(place: Place) -> Diagnostic {
    let message =
        "this file is not in UTF-8 from here on; it was read as Windows-1252, as older systems write it";
    let help = "check that names and accents are right, and save it as UTF-8";
    Diagnostic::new(Weight::Warning, ENCODING_GUESSED, message).help(help).at(place)
}

fn no_text(name: &str, fault: NoText) -> Diagnostic {
    let message = match fault {
        NoText::Binary => "this file holds no text: it may be a picture, an archive or an office document",
        NoText::BrokenUtf16 => "this file says that it is UTF-16 but is not",
    };
    let help = "save it as text in UTF-8 and check again";
    whole(Weight::Error, NO_TEXT, name, message, help)
}

/// The text of a file with a record a line, read in bounded memory: lines that are too long are told and left empty, so
/// that the other lines keep their numbers.
fn lines_of(
    name: &str,
    from: &mut dyn BufRead,
    limits: &Limits,
    read: &mut FileRead,
) -> Result<Option<String>, Box<Diagnostic>> {
    let io = |error: io::Error| cannot_read(name, error.kind());
    if utf16(from.fill_buf().map_err(io)?).is_some() {
        let (bytes, sha256) = read_all(from, limits.file_bytes).map_err(|fault| match fault {
            NoBytes::Io(error) => cannot_read(name, error.kind()),
            NoBytes::TooLarge(limit) => file_too_large(name, FileKind::Lines, limit),
        })?;
        read.sha256 = Some(sha256);
        return decoded(name, bytes, read).map(Some);
    }
    let mut lines = Lines::new(from, limits.record_bytes, limits.file_bytes);
    let (mut text, mut number, mut whole_file, mut told_encoding) = (String::new(), 0_usize, true, false);
    let at = |line: usize| Place { line, end_line: line, ..Place::file(name) };
    while let Some(line) = lines.next_line().map_err(io)? {
        number += 1;
        match line {
            Line::Read(mut bytes) => {
                if number == 1 && bytes.starts_with(BOM) {
                    bytes.drain(..BOM.len());
                }
                // In a later line it is a fault of that line, which the parser tells.
                if number == 1 && bytes.contains(&0) {
                    return Err(no_text(name, NoText::Binary).into());
                }
                let Decoded { text: line, guessed_from } = utf8_or_windows(bytes);
                if let Some(byte) = guessed_from
                    && !std::mem::replace(&mut told_encoding, true)
                {
                    let column = 1 + line[..byte].chars().count();
                    read.teller.push(guessed(Place { column, ..at(number) }));
                }
                text.push_str(&line);
            }
            Line::TooLong => read.teller.push(too_large(limits.record_bytes).at(at(number))),
            Line::Endless => {
                whole_file = false;
                read.teller.push(endless(limits.file_bytes).at(at(number)));
            }
        }
        text.push('\n');
    }
    let nothing_left = text.trim().is_empty() && number > 0 && read.teller.has_errors();
    if whole_file {
        read.sha256 = Some(lines.sha256());
    }
    Ok((!nothing_left).then_some(text))
}

fn endless(limit: u64) -> Diagnostic {
    let message =
        format!("this line has no end within {}; the file was not read from here on", bytes_in_words(limit));
    let help = "a record a line belongs in this file; or raise the limit `max_file_bytes`";
    Diagnostic::new(Weight::Error, "endless-line", message).help(help)
}
