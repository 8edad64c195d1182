//! How a report is to look: colour, width, characters, and which outcomes are listed.

use std::collections::BTreeSet;

use crate::audit::{Outcome, RuleSeverity};

/// How a report is to look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether terminal colours may be used. Nothing is ever told by colour alone.
    pub colour: bool,
    /// Whether to write plain labelled sentences, for screen readers.
    pub plain: bool,
    /// Whether lines are drawn with Unicode characters (else ASCII).
    pub unicode: bool,
    /// Columns to write in.
    pub width: usize,
    /// Outcomes to list besides those that always are (`met`, `not_applicable`).
    pub show: BTreeSet<Outcome>,
}

impl Default for Style {
    /// The look of a report that goes to a file or a pipe: the same on every machine.
    fn default() -> Self {
        Self { colour: false, plain: false, unicode: true, width: 100, show: BTreeSet::new() }
    }
}

/// What a piece of text is, for its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Ordinary text.
    Plain,
    /// A heading.
    Heading,
    /// A high finding, or an incomplete run.
    High,
    /// A medium finding.
    Medium,
    /// A low finding.
    Low,
    /// Something that is in order.
    Good,
    /// Something to read second.
    Faint,
}

impl Ink {
    /// The ink of a severity.
    pub fn of(severity: RuleSeverity) -> Self {
        match severity {
            RuleSeverity::High => Self::High,
            RuleSeverity::Medium => Self::Medium,
            RuleSeverity::Low => Self::Low,
        }
    }

    fn style(self) -> anstyle::Style {
        use anstyle::AnsiColor::{Cyan, Green, Red, Yellow};
        let plain = anstyle::Style::new();
        match self {
            Self::Plain => plain,
            Self::Heading => plain.bold(),
            Self::High => plain.bold().fg_color(Some(Red.into())),
            Self::Medium => plain.bold().fg_color(Some(Yellow.into())),
            Self::Low => plain.bold().fg_color(Some(Cyan.into())),
            Self::Good => plain.fg_color(Some(Green.into())),
            Self::Faint => plain.dimmed(),
        }
    }
}

impl Style {
    /// `text` in that ink, where colours may be used.
    pub fn ink(&self, ink: Ink, text: &str) -> String {
        if self.colour && ink != Ink::Plain && !text.is_empty() {
            let style = ink.style();
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }

    /// `text` wrapped to the width, the first line after `first`, the others after `rest`; only ever between words.
    pub fn wrap(&self, text: &str, first: &str, rest: &str) -> String {
        let options = textwrap::Options::new(self.width.max(20))
            .initial_indent(first)
            .subsequent_indent(rest)
            .break_words(false)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        textwrap::fill(text, options)
    }

    /// A line drawn over `columns` columns.
    pub fn rule(&self, columns: usize) -> String {
        if self.unicode { "─".repeat(columns) } else { "-".repeat(columns) }
    }

    /// The character that separates short items on one line.
    pub fn dot(&self) -> &'static str {
        if self.unicode { "·" } else { "-" }
    }

    /// The mark of something cut off.
    pub fn ellipsis(&self) -> &'static str {
        if self.unicode { "…" } else { "..." }
    }
}
