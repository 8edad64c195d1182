//! Styles of a Word document: which paragraphs are headings or list entries, and what is bold, hidden or a prompt.

use std::collections::BTreeMap;

use crate::minutes::formats::bounds::Bounds;
use crate::minutes::formats::opened::Fault;
use crate::minutes::formats::xml::{Tag, Xml, XmlReader};

/// Styles that are based on each other at most; a ring of them ends here.
const CHAIN: usize = 16;

/// What a style says by itself.
#[derive(Default, Debug)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u64>,
    numbered: Option<bool>,
    depth: Option<u8>,
    bold: Option<bool>,
    hidden: Option<bool>,
    struck: Option<bool>,
}

/// What a style comes to with all it is based on.
#[derive(Default, Clone, Copy, Debug)]
pub(super) struct Resolved {
    /// The level of a heading.
    pub heading: Option<u8>,
    /// The depth of a list entry.
    pub list: Option<u8>,
    /// Bold.
    pub bold: bool,
    /// Hidden.
    pub hidden: bool,
    /// Struck through.
    pub struck: bool,
    /// The grey text of a prompt.
    pub prompt: bool,
    /// A line of a table of contents.
    pub contents: bool,
}

/// The styles of a document by their ids.
#[derive(Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

impl Styles {
    /// Reads the styles' part.
    pub fn read(text: &str, save_as: &str, bounds: &Bounds) -> Result<Self, Fault> {
        let mut reader = XmlReader::new(text, "styles.xml", save_as, bounds);
        let mut styles = Self::default();
        let mut current: Option<(String, Style)> = None;
        // How deep within a style, and within the parts of a table's style that are for single cells.
        let (mut depth, mut conditional) = (0_usize, None);
        loop {
            match reader.next()? {
                Xml::Open(tag) => {
                    depth += 1;
                    if tag.name() == "style" {
                        let id = tag.get("styleId").unwrap_or_default().into_owned();
                        current = Some((id, Style::default()));
                    } else if tag.name() == "tblStylePr" && conditional.is_none() {
                        conditional = Some(depth);
                    } else if let (Some((_, style)), None) = (&mut current, conditional) {
                        style.take(&tag);
                    }
                    if tag.name() == "style" && current.as_ref().is_some_and(|(id, _)| id.is_empty()) {
                        current = None;
                    }
                }
                Xml::Close => {
                    if conditional == Some(depth) {
                        conditional = None;
                    }
                    depth = depth.saturating_sub(1);
                    // Styles stand directly below the root.
                    if depth == 1
                        && let Some((id, style)) = current.take()
                    {
                        styles.0.insert(id, style);
                    }
                }
                Xml::Text(_) => {}
                Xml::End => return Ok(styles),
            }
        }
    }

    /// What the style of that id comes to.
    pub fn of(&self, id: &str) -> Resolved {
        let mut found = Resolved::default();
        let (mut outline, mut numbered, mut depth) = (None, None, None);
        let (mut bold, mut hidden, mut struck) = (None, None, None);
        let mut at = self.0.get(id);
        if at.is_none() {
            // Without the style itself its id is all there is to go by.
            let name = id.to_lowercase();
            return Resolved { heading: heading_named(&name), ..Resolved::default() };
        }
        for _ in 0..CHAIN {
            let Some(style) = at else { break };
            outline = outline.or(style.outline);
            numbered = numbered.or(style.numbered);
            depth = depth.or(style.depth);
            bold = bold.or(style.bold);
            hidden = hidden.or(style.hidden);
            struck = struck.or(style.struck);
            found.heading = found.heading.or_else(|| heading_named(&style.name));
            found.prompt |= style.name == "placeholder text";
            found.contents |= style.name.starts_with("toc ") && style.name != "toc heading";
            at = style.based_on.as_ref().and_then(|id| self.0.get(id));
        }
        match outline {
            Some(level) if level < 9 => found.heading = level_of(level),
            Some(_) => found.heading = None,
            None => {}
        }
        found.list = (numbered == Some(true)).then(|| depth.unwrap_or(0));
        found.bold = bold == Some(true);
        found.hidden = hidden == Some(true);
        found.struck = struck == Some(true);
        found
    }
}

/// The level of a heading of an outline level, which counts from 0; 9 is body text.
pub(super) fn level_of(outline: u64) -> Option<u8> {
    u8::try_from(outline).ok().filter(|level| *level < 9).map(|level| (level + 1).min(6))
}

/// Built-in styles have English names in the file, whatever the language of the program.
fn heading_named(name: &str) -> Option<u8> {
    if name == "title" {
        return Some(1);
    }
    if name == "subtitle" {
        return Some(2);
    }
    let number = name.strip_prefix("heading")?.trim();
    number.parse::<u8>().ok().filter(|level| (1..=9).contains(level)).map(|level| level.min(6))
}

impl Style {
    fn take(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "name" => self.name = tag.get("val").unwrap_or_default().to_lowercase(),
            "basedOn" => self.based_on = tag.get("val").map(std::borrow::Cow::into_owned),
            "outlineLvl" => self.outline = tag.number("val"),
            "numId" => self.numbered = Some(tag.number("val") != Some(0)),
            "ilvl" => self.depth = tag.number("val").map(|depth| u8::try_from(depth).unwrap_or(8)),
            "b" => self.bold = Some(tag.is_on()),
            "vanish" => self.hidden = Some(tag.is_on()),
            "strike" | "dstrike" => self.struck = Some(tag.is_on()),
            _ => {}
        }
    }
}
