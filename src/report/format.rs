//! The formats by name, and the one call that writes any of them.

use std::io;

use crate::audit::Report;

use super::{SourceTexts, Style, json, pretty, short};

/// A report format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// For people, in the terminal.
    Pretty,
    /// One line a check.
    Short,
    /// For programs (`sharecheck schema report`).
    Json,
}

impl Format {
    /// Every format, in the order in which help lists them.
    pub const ALL: [Self; 3] = [Self::Pretty, Self::Short, Self::Json];

    /// The name that `--report` takes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pretty => "pretty",
            Self::Short => "short",
            Self::Json => "json",
        }
    }

    /// The format of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// Writes `report` in this format. Errors are those of the writer alone.
    pub fn write(
        self,
        report: &Report,
        sources: &dyn SourceTexts,
        to: &mut dyn io::Write,
        style: &Style,
    ) -> io::Result<()> {
        match self {
            Self::Pretty => pretty::write(report, sources, to, style),
            Self::Short => short::write(report, sources, to, style),
            Self::Json => json::write(report, sources, to, style),
        }
    }
}
