//! Documents that are no text, from their bytes to what may be minutes: what was left out is told, and what is attached to
//! an e-mail is read like a file of its own.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Weight};
use crate::minutes::{Attachment, Document, Fault, FaultKind, Mail, Opened, Remark, RemarkKind, open_mail};
use crate::place::Place;

use super::assemble::Prose;
use super::children::Form;
use super::discover::{FileKind, ending, remedy, whole};
use super::file::{ENCODING_GUESSED, FileRead, NO_TEXT, decoded, empty_file};
use super::limits::Limits;
use super::source::{Source, Syntax};

/// The codes of diagnostics that more than one thing causes.
const NOT_READ: &str = "attachment-not-read";
const TOO_LARGE: &str = "document-too-large";

/// Messages within messages: real ones are forwarded twice or three times.
const WITHIN: usize = 5;

/// A document that is still to be read.
struct Waiting {
    name: String,
    kind: FileKind,
    bytes: Vec<u8>,
    within: usize,
}

/// Reads a document of the given kind, and what is attached to it.
pub fn read_document(name: &str, kind: FileKind, bytes: Vec<u8>, limits: &Limits, read: &mut FileRead) {
    let mut reading = Reading { limits, parts: limits.document_parts, read };
    let mut waiting = vec![Waiting { name: name.to_owned(), kind, bytes, within: 0 }];
    // The last one first, so that what is attached comes in its order, before what was attached after it.
    while let Some(next) = waiting.pop() {
        reading.one(next, &mut waiting);
    }
}

struct Reading<'a> {
    limits: &'a Limits,
    parts: u64,
    read: &'a mut FileRead,
}

impl Reading<'_> {
    fn one(&mut self, document: Waiting, waiting: &mut Vec<Waiting>) {
        let bounds = self.limits.bounds();
        let Waiting { name, kind, bytes, within } = document;
        if bytes.is_empty() {
            return self.tell(empty_file(&name));
        }
        let opened = match kind {
            FileKind::Word => Document::from_docx(&bytes, &bounds),
            FileKind::OpenDocument => Document::from_odt(&bytes, &bounds),
            FileKind::Pdf => Document::from_pdf(&bytes, &bounds),
            FileKind::Html => Document::from_html(&bytes, &bounds),
            FileKind::Email => {
                return match open_mail(&bytes, &bounds) {
                    Ok(mail) => self.mail(&name, mail, within, waiting),
                    Err(fault) => self.fault(&name, fault),
                };
            }
            // Only what is attached to an e-mail comes here.
            FileKind::Markdown | FileKind::Text => return self.text(&name, kind, bytes),
            FileKind::Toml | FileKind::Json | FileKind::Lines => {
                let message = "records that are attached to an e-mail are not read";
                let help = "save it as a file of the export";
                return self.tell(whole(Weight::Error, NOT_READ, &name, message, help));
            }
        };
        match opened {
            Ok(Opened { document, remarks }) => {
                self.remarks(&name, remarks);
                self.prose(&name, document);
            }
            Err(fault) => self.fault(&name, fault),
        }
    }

    fn mail(&mut self, name: &str, mail: Mail, within: usize, waiting: &mut Vec<Waiting>) {
        self.remarks(name, mail.remarks);
        let mut attached = Vec::new();
        for attachment in mail.attachments {
            let Some(left) = self.parts.checked_sub(1) else {
                let message =
                    "this e-mail has more attachments, and attachments of attachments, than are read";
                let help = "save what is attached as files; or raise the limit `max_document_parts`";
                return self.tell(whole(Weight::Error, TOO_LARGE, name, message, help));
            };
            self.parts = left;
            if let Some(kind) = self.readable(name, &attachment, within) {
                let name = format!("{name}/{}", attachment.name);
                attached.push(Waiting { name, kind, bytes: attachment.bytes, within: within + 1 });
            }
        }
        let has_attached = !attached.is_empty();
        waiting.extend(attached.into_iter().rev());
        match mail.message {
            Some(_) if has_attached && mail.is_covering => {
                let message = "this e-mail was taken as a note around what is attached to it; its own text was not read as minutes";
                let help = "if it is minutes itself, save its text as a file of its own";
                self.tell(whole(Weight::Note, "covering-message", name, message, help));
            }
            Some(document) => self.prose(name, document),
            None if has_attached => {}
            None => self.tell(whole(
                Weight::Error,
                NO_TEXT,
                name,
                "there is no text in this e-mail that is its own",
                "if the minutes are in the message that it answers or forwards, save that one as a file",
            )),
        }
    }

    /// The kind that an attachment is read as; tells what is not read.
    fn readable(&mut self, name: &str, attachment: &Attachment, within: usize) -> Option<FileKind> {
        let ending = ending(Path::new(&attachment.name));
        let kind = FileKind::of(&ending);
        let shown = crate::case::shown(&attachment.name);
        let mut tell = |weight, message: String, help: &str| {
            self.read.teller.push(whole(weight, NOT_READ, name, message, help));
        };
        if kind.is_some() && within >= WITHIN {
            let message = format!(
                "the attachment {shown} was not read: it stands in a message within too many messages"
            );
            tell(Weight::Error, message, "save it as a file of its own");
            return None;
        }
        if kind.is_some() {
            return kind;
        }
        let message = format!("the attachment {shown} was not read");
        match ending.as_str() {
            _ if attachment.is_shown => {
                tell(
                    Weight::Note,
                    message,
                    "pictures have no text; if it is a scan of minutes, save it as text",
                );
            }
            "png" | "jpg" | "jpeg" | "gif" | "bmp" | "tif" | "tiff" | "heic" => tell(
                Weight::Warning,
                message,
                "pictures have no text; if it is a scan of minutes, run character recognition over it and save it as text",
            ),
            "ics" | "vcf" | "p7s" | "asc" | "sig" => {
                tell(Weight::Note, message, "nothing: it holds no minutes")
            }
            _ => {
                let help = remedy(&ending)
                    .unwrap_or("save it as a file of a kind that is read, or take it off the e-mail");
                tell(Weight::Error, message, help);
            }
        }
        None
    }

    fn text(&mut self, name: &str, kind: FileKind, bytes: Vec<u8>) {
        if bytes.len() as u64 > self.limits.minutes_bytes {
            let help = "save it as a file of its own; or raise the limit `max_minutes_bytes`";
            let message = "this attachment is too long to be minutes and was not read";
            return self.tell(whole(Weight::Error, TOO_LARGE, name, message, help));
        }
        match decoded(name, bytes, self.read) {
            Ok(text) => {
                let form = if kind == FileKind::Markdown { Form::Markdown } else { Form::Text };
                self.read.prose.push(Prose { source: Source::whole(name, text, Syntax::Prose), form });
            }
            Err(fault) => self.tell(*fault),
        }
    }

    fn prose(&mut self, name: &str, document: Document) {
        let source = Source::document(name, document.source(), Arc::clone(document.parts()));
        self.read.prose.push(Prose { source, form: Form::Blocks(Arc::new(document)) });
    }

    fn remarks(&mut self, name: &str, remarks: Vec<Remark>) {
        for Remark { weight, kind, message, help } in remarks {
            let code = match kind {
                RemarkKind::LeftOut => "text-left-out",
                RemarkKind::NotRead => NOT_READ,
                RemarkKind::EarlierMessage => "earlier-message",
                RemarkKind::Encoding => ENCODING_GUESSED,
            };
            self.tell(Diagnostic::new(weight, code, message).help(help).at(Place::file(name)));
        }
    }

    fn fault(&mut self, name: &str, fault: Fault) {
        let code = match fault.kind {
            FaultKind::Damaged => "document-damaged",
            FaultKind::Protected => "document-protected",
            FaultKind::TooLarge => TOO_LARGE,
            FaultKind::NoText => NO_TEXT,
        };
        self.tell(whole(Weight::Error, code, name, fault.message, &fault.help));
    }

    fn tell(&mut self, diagnostic: Diagnostic) {
        self.read.teller.push(diagnostic);
    }
}
