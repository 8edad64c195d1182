//! What intake gives: the children, and what could not be read of them.

use crate::audit::InputFile;
use crate::calendar::Day;
use crate::case::{Case, MeetingKind};
use crate::diagnostic::{Diagnostic, Weight};

use std::borrow::Cow;
use std::sync::Arc;

use crate::minutes::Document;
use crate::place::Place;

use super::source::Source;

/// Everything that was read.
#[derive(Debug, Default)]
pub struct Intake {
    /// One entry a child, in the order of their ids.
    pub children: Vec<ChildFile>,
    /// What could not be read or understood, in the order of the files.
    pub diagnostics: Vec<Diagnostic>,
    /// Every file that was read, in order of path.
    pub inputs: Vec<InputFile>,
}

impl Intake {
    /// Whether all input could be read and understood.
    pub fn is_complete(&self) -> bool {
        self.diagnostics.iter().all(|diagnostic| diagnostic.weight != Weight::Error)
    }
}

/// One child: the record, where it came from, and the minutes of meetings about the child.
#[derive(Debug)]
pub struct ChildFile {
    /// The record; for minutes without a record, an empty one in which nothing is collected.
    pub case: Case,
    /// Where the record came from; `None` for minutes without a record.
    pub source: Option<Source>,
    /// The minutes, in order of meeting date, then path.
    pub minutes: Vec<MinutesFile>,
}

/// How the text of minutes is laid out.
#[derive(Clone, Debug)]
pub enum Form {
    /// Markdown.
    Markdown,
    /// Plain text.
    Text,
    /// As in the document that the text was taken out of.
    Blocks(Arc<Document>),
}

impl Form {
    /// The place where minutes begin that fill a file.
    pub fn place(&self, source: &Source) -> Place {
        match self {
            Self::Blocks(document) => source.place_of(document.beginning()..document.beginning()),
            Self::Markdown | Self::Text => source.place_of(0..0),
        }
    }

    /// The text as blocks.
    pub fn document(&self, text: &str) -> Cow<'_, Document> {
        match self {
            Self::Markdown => Cow::Owned(Document::from_markdown(text)),
            Self::Text => Cow::Owned(Document::from_text(text)),
            Self::Blocks(document) => Cow::Borrowed(document),
        }
    }
}

/// One set of minutes.
#[derive(Debug)]
pub struct MinutesFile {
    /// The meeting in the record that they are of, as a position in its `meetings`; `None` where the record has no such
    /// meeting.
    pub meeting: Option<usize>,
    /// The kind of meeting, where it could be told.
    pub kind: Option<MeetingKind>,
    /// The day of the meeting, where it could be told.
    pub date: Option<Day>,
    /// Where the text came from: a file of its own, or a place in the record.
    pub source: Source,
    /// The text itself, decoded.
    pub text: String,
    /// How the text is laid out.
    pub form: Form,
    /// Where the text begins in its file: the JSON Pointer for minutes inside a record, else empty.
    pub pointer: String,
}

impl MinutesFile {
    /// The place of the minutes as a whole: where their text begins, or their entry in the record.
    pub fn place(&self) -> Place {
        if self.pointer.is_empty() {
            self.form.place(&self.source)
        } else {
            self.source.place(&self.pointer, false)
        }
    }

    /// The minutes as blocks.
    pub fn document(&self) -> Cow<'_, Document> {
        self.form.document(&self.text)
    }
}
