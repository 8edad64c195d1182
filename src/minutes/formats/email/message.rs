//! A message from its bytes.

use std::collections::BTreeSet;

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::diagnostic::Weight;
use crate::minutes::document::{BlockKind, Part};
use crate::minutes::formats::blocks::{Blocks, Look};
use crate::minutes::formats::bounds::Bounds;
use crate::minutes::formats::html;
use crate::minutes::formats::opened::{Fault, Remark, RemarkKind};
use crate::minutes::{Document, head};

use super::earlier::earlier;

/// A message shorter than this that has attachments and names no day of its own is a covering note.
const COVERING: usize = 2000;

/// A message and what is attached to it.
#[derive(Clone, Debug)]
pub struct Mail {
    /// The message with its subject as the title; `None` where it has no text of its own.
    pub message: Option<Document>,
    /// What of the message was left out.
    pub remarks: Vec<Remark>,
    /// Whether the message may be no more than a note around its attachments.
    pub is_covering: bool,
    /// What is attached, in order.
    pub attachments: Vec<Attachment>,
}

/// Something attached to a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its file name without folders; no two attachments of one message have the same.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whether it is a picture that the message itself shows, such as a logo.
    pub is_shown: bool,
}

/// Opens an e-mail (`.eml`). The day it was sent is not read: minutes are sent days after the meeting.
pub fn open_mail(bytes: &[u8], bounds: &Bounds) -> Result<Mail, Fault> {
    let message = MessageParser::default().parse(bytes).filter(|message| !message.headers().is_empty());
    let Some(message) = message.filter(|message| message.from().is_some() || message.subject().is_some())
    else {
        let text = "this file is no e-mail: it has neither sender nor subject";
        return Err(Fault::damaged(text, "save the message again from the mail program, as .eml"));
    };
    if message.parts.len() as u64 > bounds.parts {
        let what = format!("it has more than {} parts", bounds.parts);
        return Err(Fault::too_large(&what, "max_document_parts"));
    }
    let mut remarks = Vec::new();
    let subject = message.subject().unwrap_or_default();
    let (subject, forwarded) = bare_subject(subject);
    let (document, body) = written(&message, &subject, bounds, &mut remarks)?;
    let (document, passages) = without_earlier(document, body, forwarded);
    if passages > 0 {
        let passages = if passages == 1 {
            "an earlier message".to_owned()
        } else {
            format!("{passages} passages of earlier messages")
        };
        remarks.push(Remark {
            weight: Weight::Warning,
            kind: RemarkKind::EarlierMessage,
            message: format!("{passages} quoted in this e-mail: not read as minutes"),
            help: "if it holds minutes, save that message as a file of its own",
        });
    }
    let own = document.source().get(body..).unwrap_or_default().trim();
    let says = own.contains(char::is_alphanumeric);
    let is_covering = own.len() < COVERING && !names_a_day(own);
    let attachments = attachments(&message);
    Ok(Mail { message: says.then_some(document), remarks, is_covering, attachments })
}

/// A subject without the marks of answers and forwards, and whether it was forwarded.
fn bare_subject(subject: &str) -> (String, bool) {
    let (mut rest, mut forwarded) = (subject.trim(), false);
    loop {
        let lower = rest.to_ascii_lowercase();
        let mark = ["re:", "aw:", "fw:", "fwd:"].into_iter().find(|mark| lower.starts_with(mark));
        let Some(mark) = mark else { return (rest.replace(['\r', '\n'], " "), forwarded) };
        forwarded |= mark.starts_with('f');
        rest = rest.get(mark.len()..).unwrap_or_default().trim_start();
    }
}

/// The document of subject and body, and where the body begins in its text.
fn written(
    message: &Message<'_>,
    subject: &str,
    bounds: &Bounds,
    remarks: &mut Vec<Remark>,
) -> Result<(Document, usize), Fault> {
    let html: Vec<&MessagePart<'_>> = message.html_bodies().collect();
    if html.iter().any(|part| matches!(part.body, PartType::Html(_))) {
        let mut blocks = Blocks::new(bounds);
        blocks.zone(Some("subject".to_owned()));
        blocks.paragraph(subject, Look { heading: Some(1), ..Look::default() })?;
        blocks.zone(None);
        let body = blocks.length();
        for part in html {
            match &part.body {
                PartType::Html(text) => remarks.extend(html::gather(text, &mut blocks, bounds)?),
                PartType::Text(text) => {
                    for paragraph in text.replace("\r\n", "\n").split("\n\n") {
                        blocks.paragraph(paragraph, Look::default())?;
                    }
                }
                _ => {}
            }
        }
        if !blocks.is_blank_since(body) {
            return Ok((blocks.finish(), body));
        }
        remarks.clear();
    }
    let texts: Vec<String> = message
        .text_bodies()
        .filter_map(|part| match &part.body {
            PartType::Text(text) => Some(text.replace("\r\n", "\n")),
            _ => None,
        })
        .collect();
    let text = texts.join("\n\n");
    if text.len() as u64 > bounds.text_bytes {
        let what = format!("its text is longer than {} MiB", bounds.text_bytes >> 20);
        return Err(Fault::too_large(&what, "max_minutes_bytes"));
    }
    // Front matter has to stand first.
    if subject.is_empty() || text.trim_start().starts_with("+++") {
        return Ok((Document::from_text(text.trim_start()), 0));
    }
    let body = subject.len() + 2;
    Ok((Document::from_text(&format!("{subject}\n\n{text}")), body))
}

/// The document without what it quotes, and how many passages that was.
fn without_earlier(document: Document, body: usize, forwarded: bool) -> (Document, usize) {
    let found = earlier(document.source().get(body..).unwrap_or_default(), forwarded);
    let ranges: Vec<_> = found.ranges.iter().map(|range| range.start + body..range.end + body).collect();
    let document = if !document.parts().is_empty() {
        document.without(&ranges)
    } else {
        // Plain text is read anew, so that what stood around a quotation is not taken for one paragraph.
        in_parts(Document::from_text(document.without(&ranges).source()), body)
    };
    (document, found.passages)
}

/// Text with the subject as its title, and its blocks counted as its reader would.
fn in_parts(mut document: Document, body: usize) -> Document {
    let (mut parts, mut paragraphs): (Vec<Part>, usize) = (Vec::new(), 0);
    for block in &mut document.blocks {
        let from = block.source_range(0..1).start;
        let label = if from < body {
            block.kind = BlockKind::Heading { level: 1 };
            "subject".to_owned()
        } else if let Some(cell) = block.cell() {
            format!("table {}, row {}", cell.table + 1, cell.row + 1)
        } else {
            paragraphs += 1;
            format!("paragraph {paragraphs}")
        };
        if parts.last().is_none_or(|last| last.label != label) {
            parts.push(Part { from, label });
        }
    }
    document.with_parts(parts)
}

/// Whether a message names the day of a meeting itself, as minutes do.
fn names_a_day(own: &str) -> bool {
    let told = head(&Document::from_text(own), None);
    told.date.is_some() || told.meeting_id.is_some()
}

fn attachments(message: &Message<'_>) -> Vec<Attachment> {
    let mut names = BTreeSet::new();
    let mut found = Vec::new();
    for (number, part) in message.attachments().enumerate() {
        let is_picture = part.content_type().is_some_and(|kind| kind.c_type.eq_ignore_ascii_case("image"));
        let attached =
            part.content_disposition().is_some_and(|how| how.c_type.eq_ignore_ascii_case("attachment"));
        let is_shown = is_picture && !attached;
        let mut name = name_of(part, number + 1);
        while !names.insert(name.to_lowercase()) {
            let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
            name = format!("{stem} ({}).{ending}", number + 1);
        }
        let bytes = part.contents().to_vec();
        found.push(Attachment { name, bytes, is_shown });
    }
    found
}

/// The file name of an attachment, with the ending that its kind has where it names none.
fn name_of(part: &MessagePart<'_>, number: usize) -> String {
    let given = part.attachment_name().unwrap_or_default();
    let given = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = given.chars().filter(|c| !c.is_control()).take(200).collect();
    let name = name.trim().trim_start_matches('.');
    if name.contains('.') {
        return name.to_owned();
    }
    let stem = if name.is_empty() { format!("attachment {number}") } else { name.to_owned() };
    let kind = part.content_type().map_or_else(String::new, |kind| {
        format!("{}/{}", kind.c_type, kind.c_subtype.as_deref().unwrap_or_default()).to_ascii_lowercase()
    });
    let ending = match kind.as_str() {
        _ if matches!(part.body, PartType::Message(_)) => ".eml",
        "text/plain" => ".txt",
        "text/html" => ".html",
        "text/markdown" => ".md",
        "text/calendar" => ".ics",
        "application/pdf" => ".pdf",
        "application/msword" => ".doc",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => ".docx",
        "application/vnd.oasis.opendocument.text" => ".odt",
        "image/png" => ".png",
        "image/jpeg" => ".jpg",
        "image/gif" => ".gif",
        _ => "",
    };
    format!("{stem}{ending}")
}
