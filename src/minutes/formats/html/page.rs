//! A web page from its bytes.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use html5gum::{DefaultEmitter, Token, Tokenizer};

use crate::diagnostic::Weight;
use crate::minutes::Document;
use crate::minutes::formats::blocks::Blocks;
use crate::minutes::formats::bounds::Bounds;
use crate::minutes::formats::opened::{Fault, Opened, Remark, RemarkKind};

use super::walk::{Tally, Walk};

/// Bytes at the beginning of a page in which it may say its encoding.
const DECLARED_WITHIN: usize = 2048;

impl Document {
    /// Reads a web page. Scripts, styles and hidden or struck-out text are not read; whatever else the bytes are, something
    /// can be made of them.
    pub fn from_html(bytes: &[u8], bounds: &Bounds) -> Result<Opened, Fault> {
        let mut remarks = Vec::new();
        let text = decoded(bytes, &mut remarks);
        let mut blocks = Blocks::new(bounds);
        remarks.extend(gather(&text, &mut blocks, bounds)?);
        if blocks.is_blank_since(0) {
            return Err(Fault::no_text("save the page with its text, or attach the minutes as text"));
        }
        Ok(Opened { document: blocks.finish(), remarks })
    }
}

/// Adds the text of a page to `blocks`.
pub(in crate::minutes::formats) fn gather(
    text: &str,
    blocks: &mut Blocks,
    bounds: &Bounds,
) -> Result<Vec<Remark>, Fault> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut walk = Walk::new(blocks, bounds);
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                walk.start(&tag)?;
                if tag.self_closing && !tag.name.is_empty() && is_foreign(&tag.name) {
                    walk.end(&tag.name)?;
                }
            }
            Token::EndTag(tag) => walk.end(&tag.name)?,
            Token::String(text) => walk.text(&String::from_utf8_lossy(&text.value)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    Ok(remarks(walk.finish()?))
}

/// Elements that only office programs write into pages, such as `<o:p/>`: these end where they say so.
fn is_foreign(name: &[u8]) -> bool {
    name.contains(&b':')
}

fn remarks(tally: Tally) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut tell = |message: &str, help| {
        let remark =
            Remark { weight: Weight::Warning, kind: RemarkKind::LeftOut, message: message.to_owned(), help };
        remarks.push(remark);
    };
    if tally.hidden {
        tell(
            "this page has hidden text, which was not read as minutes",
            "if it belongs to the minutes, show it",
        );
    }
    if tally.struck {
        tell(
            "this page has text that is struck through, which was not read as minutes",
            "delete it, or take the line off if it stands",
        );
    }
    remarks
}

/// The text of a page: by its byte order mark, by what it declares, else UTF-8, else Windows-1252.
fn decoded(bytes: &[u8], remarks: &mut Vec<Remark>) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0.into_owned();
    }
    let declared = declared(bytes).filter(|encoding| *encoding != UTF_8);
    if let Some(encoding) = declared {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => {
            remarks.push(Remark {
                weight: Weight::Warning,
                kind: RemarkKind::Encoding,
                message: "this page is not in UTF-8; it was read as Windows-1252, as older systems write it"
                    .into(),
                help: "check that names and accents are right, and save it as UTF-8",
            });
            WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
        }
    }
}

/// The encoding that a page says it is in.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..DECLARED_WITHIN.min(bytes.len()))?;
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let value = head.split("charset=").nth(1)?.trim_start_matches(['"', '\'', ' ']);
    let end = value
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')))
        .unwrap_or(value.len());
    let encoding = Encoding::for_label(value.get(..end)?.as_bytes())?;
    // A page whose head can be read as ASCII is not in UTF-16, whatever it says.
    encoding.is_ascii_compatible().then_some(encoding)
}
