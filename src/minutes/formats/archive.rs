//! Documents that are ZIP archives: their parts by name, in bounded memory. Nothing is ever written anywhere, so a name
//! inside the archive is only a name.

use std::io::{Cursor, Read};

use encoding_rs::{Encoding, UTF_8};
use zip::ZipArchive;
use zip::result::ZipError;

use super::bounds::Bounds;
use super::opened::{Fault, FaultKind};

/// How files begin that Office programs write for old formats and for encrypted documents.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// A packed document.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
    bounds: Bounds,
    save_as: &'static str,
}

impl<'a> Archive<'a> {
    /// Opens a packed document; `save_as` says how to save it anew, for errors.
    pub fn open(bytes: &'a [u8], bounds: &Bounds, save_as: &'static str) -> Result<Self, Fault> {
        if bytes.starts_with(COMPOUND) {
            let message =
                "this is a document of an old format, or one that a password protects, and was not read";
            let help = format!("open it, take off its password if it has one, and {save_as}");
            return Err(Fault { kind: FaultKind::Protected, message: message.to_owned(), help });
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error, save_as))?;
        if zip.len() as u64 > bounds.parts {
            let what = format!("it is packed of more than {} parts", bounds.parts);
            return Err(Fault::too_large(&what, "max_document_parts"));
        }
        if zip.has_duplicate_names() {
            let message = "this document holds two parts of one name, so that it cannot be told what it says";
            return Err(Fault::damaged(message, format!("open it and {save_as}")));
        }
        Ok(Self { zip, left: bounds.unpacked_bytes, bounds: *bounds, save_as })
    }

    /// The text of a part; `None` where there is none of that name.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Fault> {
        let mut part = match self.zip.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(damaged(&error, self.save_as)),
        };
        let mut bytes = Vec::new();
        let read = (&mut part).take(self.left.saturating_add(1)).read_to_end(&mut bytes);
        read.map_err(|error| damaged(&ZipError::Io(error), self.save_as))?;
        let length = bytes.len() as u64;
        if length > self.left {
            let mebibytes = self.bounds.unpacked_bytes >> 20;
            let what = format!("unpacked it is larger than {mebibytes} MiB");
            return Err(Fault::too_large(&what, "max_unpacked_bytes"));
        }
        self.left -= length;
        let (encoding, mark) = Encoding::for_bom(&bytes).unwrap_or((UTF_8, 0));
        let text = encoding
            .decode_without_bom_handling_and_without_replacement(bytes.get(mark..).unwrap_or_default());
        match text {
            Some(text) => Ok(Some(text.into_owned())),
            None => {
                let message = format!("this document is damaged: its part {name} is no text");
                Err(Fault::damaged(message, format!("open it and {}", self.save_as)))
            }
        }
    }

    /// How to save the document anew, for errors.
    pub fn save_as(&self) -> &'static str {
        self.save_as
    }
}

fn damaged(error: &ZipError, save_as: &str) -> Fault {
    match error {
        ZipError::InvalidPassword => Fault::protected("open it, take off its password, and save it again"),
        ZipError::UnsupportedArchive(text) if text.contains("assword") => {
            Fault::protected("open it, take off its password, and save it again")
        }
        ZipError::CompressionMethodNotSupported(_) | ZipError::UnsupportedArchive(_) => Fault::damaged(
            "this document is packed in a way that office programs do not use",
            format!("open it and {save_as}"),
        ),
        _ => Fault::damaged(
            "this document is damaged: it cannot be unpacked",
            format!("fetch it again from where it came from, or open it and {save_as}"),
        ),
    }
}
