//! XML as a flat run of events: no recursion, a bounded depth, and no entities but the five of XML itself.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::bounds::Bounds;
use super::opened::Fault;

/// One event. Prefixes are dropped: a document may name its namespaces as it likes, and the names that matter differ.
pub(super) enum Xml<'a> {
    /// An element begins.
    Open(Tag<'a>),
    /// The innermost element ends.
    Close,
    /// Text.
    Text(Cow<'a, str>),
    /// The document ends.
    End,
}

/// The start of an element.
pub(super) struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    /// Its name without prefix.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of the attribute of that name, whatever its prefix.
    pub fn get(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.0.attributes();
        let found = attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == name)?;
        // What is no value (an entity of the document's own) counts as an empty one.
        Some(Cow::Owned(
            found.normalized_value(XmlVersion::Implicit1_0).map(Cow::into_owned).unwrap_or_default(),
        ))
    }

    /// A number; `None` where there is none.
    pub fn number(&self, name: &str) -> Option<u64> {
        self.get(name)?.trim().parse().ok()
    }

    /// Whether a switch such as `<w:b/>` is on: its value may be left out.
    pub fn is_on(&self) -> bool {
        !matches!(self.get("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// Reads the events of one part.
pub(super) struct XmlReader<'a> {
    reader: Reader<&'a [u8]>,
    depth: u64,
    most: u64,
    pending_close: bool,
    part: &'a str,
    save_as: &'a str,
}

impl<'a> XmlReader<'a> {
    /// Reads `text`, the part called `part`; `save_as` says how to save the document anew, for errors.
    pub fn new(text: &'a str, part: &'a str, save_as: &'a str, bounds: &Bounds) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_comments = false;
        Self { reader, depth: 0, most: bounds.depth, pending_close: false, part, save_as }
    }

    /// The next event; comments, declarations and processing instructions are passed over.
    pub fn next(&mut self) -> Result<Xml<'a>, Fault> {
        if std::mem::take(&mut self.pending_close) {
            self.depth -= 1;
            return Ok(Xml::Close);
        }
        loop {
            let event = self.reader.read_event().map_err(|_| self.damaged())?;
            return Ok(match event {
                Event::Start(start) => {
                    self.deeper()?;
                    Xml::Open(Tag(start))
                }
                Event::Empty(start) => {
                    self.deeper()?;
                    self.pending_close = true;
                    Xml::Open(Tag(start))
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Xml::Close
                }
                Event::Text(text) => Xml::Text(text.xml10_content().into_owned().into()),
                Event::CData(text) => Xml::Text(text.xml10_content().into_owned().into()),
                Event::GeneralRef(named) => Xml::Text(self.reference(&named)?.to_string().into()),
                Event::Eof if self.depth > 0 => return Err(self.damaged()),
                Event::Eof => Xml::End,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            });
        }
    }

    fn deeper(&mut self) -> Result<(), Fault> {
        self.depth += 1;
        if self.depth > self.most {
            let what = format!("its elements stand more than {} deep within each other", self.most);
            return Err(Fault::too_large(&what, "max_document_depth"));
        }
        Ok(())
    }

    fn reference(&self, named: &quick_xml::events::BytesRef<'_>) -> Result<char, Fault> {
        if let Some(char) = named.resolve_char_ref().map_err(|_| self.damaged())? {
            return Ok(char);
        }
        match &*named.xml10_content() {
            "amp" => Ok('&'),
            "lt" => Ok('<'),
            "gt" => Ok('>'),
            "quot" => Ok('"'),
            "apos" => Ok('\''),
            // Office programs write no others; a declared one may stand for gigabytes.
            _ => Err(Fault::damaged(
                format!("this document uses an entity of its own in {}, which is not read", self.part),
                format!("open it and {}", self.save_as),
            )),
        }
    }

    fn damaged(&self) -> Fault {
        let at = self.reader.error_position().max(self.reader.buffer_position());
        Fault::damaged(
            format!("this document is damaged: its part {} is no XML from byte {at} on", self.part),
            format!("fetch it again from where it came from, or open it and {}", self.save_as),
        )
    }
}
