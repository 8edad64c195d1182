//! What opening a document gives: its blocks and what was left out of them, or why it could not be read.

use crate::diagnostic::Weight;
use crate::minutes::Document;

/// A document that was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opened {
    /// Its blocks.
    pub document: Document,
    /// What of the file is not in the blocks, each told once.
    pub remarks: Vec<Remark>,
}

/// Something of a document that was left out, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remark {
    /// An error where it may have been minutes that were lost.
    pub weight: Weight,
    /// What it is about.
    pub kind: RemarkKind,
    /// What was left out.
    pub message: String,
    /// What to do about it.
    pub help: &'static str,
}

/// What a remark is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RemarkKind {
    /// Text of the document itself: hidden or struck out, comments, deletions.
    LeftOut,
    /// Something embedded.
    NotRead,
    /// Earlier messages that an e-mail quotes.
    EarlierMessage,
    /// An encoding that the document does not tell.
    Encoding,
}

/// What keeps a document from being read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FaultKind {
    /// It is broken, or not what its name says.
    Damaged,
    /// Only a password opens it, or it is of an old format.
    Protected,
    /// It goes beyond a limit.
    TooLarge,
    /// It has no text.
    NoText,
}

/// Why a document could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// What is wrong, in one word.
    pub kind: FaultKind,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Fault {
    /// A document that is damaged, or not what its name says.
    pub(super) fn damaged(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { kind: FaultKind::Damaged, message: message.into(), help: help.into() }
    }

    /// A document that only a password opens.
    pub(super) fn protected(help: &str) -> Self {
        let message = "this document is protected by a password and was not read".to_owned();
        Self { kind: FaultKind::Protected, message, help: help.to_owned() }
    }

    /// A document beyond a limit; `what` says what there is too much of.
    pub(super) fn too_large(what: &str, limit: &str) -> Self {
        let message = format!("this document was not read: {what}");
        let help = format!(
            "open it and save it again, or save its text as plain text (.txt); or raise the limit `{limit}`"
        );
        Self { kind: FaultKind::TooLarge, message, help }
    }

    /// A document without any text.
    pub(super) fn no_text(help: &str) -> Self {
        let message = "there is no text in this document".to_owned();
        Self { kind: FaultKind::NoText, message, help: help.to_owned() }
    }
}
