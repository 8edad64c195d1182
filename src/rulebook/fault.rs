//! A fault of the rulebook, at its place.

use crate::diagnostic::{Diagnostic, Weight};
use crate::place::Place;

/// Something in a rulebook that keeps it from being used.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Fault {
    /// A fault at a place of a file.
    pub fn new(file: &str, line: usize, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, column: 1, message: message.into(), help: help.into() }
    }

    /// A fault of a TOML file, at the place that the parser tells.
    pub fn of_toml(file: &str, text: &str, error: &toml::de::Error) -> Self {
        let at = error.span().map_or(0, |span| span.start.min(text.len()));
        let before = text.get(..at).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Self { file: file.to_owned(), line, column, message: error.message().to_owned(), help: String::new() }
    }

    /// The fault as a diagnostic.
    pub fn diagnostic(&self) -> Diagnostic {
        let place = Place {
            file: self.file.clone(),
            line: self.line,
            column: self.column,
            end_line: self.line,
            ..Place::default()
        };
        Diagnostic::new(Weight::Error, "rulebook", self.message.clone()).help(self.help.clone()).at(place)
    }
}
