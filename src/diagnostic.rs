//! Diagnostics: what is wrong with the input, the rulebook or the configuration, where, and what to do about it.

use serde::Serialize;

use crate::place::Place;

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Something could not be read or judged: the run is incomplete.
    Error,
    /// Worth mending; nothing was lost.
    Warning,
    /// Told for completeness.
    Note,
}

/// Something that somebody should know about the input.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Diagnostic {
    /// How much it weighs.
    #[serde(rename = "severity")]
    pub weight: Weight,
    /// A stable name for this kind of diagnostic.
    pub code: String,
    /// What is wrong, in plain words.
    pub message: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// Where it stands, where it stands anywhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<Place>,
}

impl Diagnostic {
    /// A diagnostic without a place yet.
    pub fn new(weight: Weight, code: &str, message: impl Into<String>) -> Self {
        Self { weight, code: code.into(), message: message.into(), help: String::new(), location: None }
    }

    /// Says what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Says where it stands.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.location = Some(place);
        self
    }
}
