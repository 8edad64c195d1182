//! The text of an OpenDocument part as blocks, in one flat run over its elements.

use std::collections::BTreeSet;

use crate::minutes::formats::blocks::{Blocks, Look};
use crate::minutes::formats::opened::Fault;
use crate::minutes::formats::xml::{Tag, Xml, XmlReader};

use super::styles::Styles;

/// How much was left out of the blocks, by reason.
#[derive(Default, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tally {
    /// Pieces of hidden text.
    pub hidden: usize,
    /// Pieces of text that is struck through.
    pub struck: usize,
    /// Whether there are tracked deletions.
    pub deleted: bool,
    /// Comments.
    pub comments: usize,
}

/// Which part of a document is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The text itself.
    Body,
    /// The headers of its pages.
    Headers,
    /// The footers of its pages.
    Footers,
}

enum Frame {
    Other,
    /// Where text begins to count.
    Root,
    Paragraph,
    Span {
        bold: Option<bool>,
        out: bool,
    },
    List,
    Table,
    HeadingRows,
    Row,
    Cell {
        repeated: usize,
    },
    Zone(Option<String>),
    Muted,
}

struct Paragraph {
    text: String,
    heading: Option<u8>,
    bold: Option<bool>,
    out: bool,
    plain: bool,
}

/// Walks over one part.
pub(super) struct Walk<'a> {
    blocks: &'a mut Blocks,
    styles: &'a Styles,
    tally: &'a mut Tally,
    part: Part,
    frames: Vec<Frame>,
    paragraphs: Vec<Paragraph>,
    lists: u8,
    /// Cells that the last one reaches over.
    covered: usize,
    in_heading_rows: usize,
    active: usize,
    muted: usize,
    skipped: usize,
    notes: usize,
    boxes: usize,
    /// Texts of headers or footers that were read: each kind of page repeats them.
    seen: BTreeSet<String>,
}

impl<'a> Walk<'a> {
    /// A walk that adds to `blocks`.
    pub fn new(blocks: &'a mut Blocks, styles: &'a Styles, tally: &'a mut Tally, part: Part) -> Self {
        Self {
            blocks,
            styles,
            tally,
            part,
            frames: Vec::new(),
            paragraphs: Vec::new(),
            lists: 0,
            covered: 0,
            in_heading_rows: 0,
            active: 0,
            muted: 0,
            skipped: 0,
            notes: 0,
            boxes: 0,
            seen: BTreeSet::new(),
        }
    }

    /// Walks to the end of the part.
    pub fn walk(mut self, mut reader: XmlReader<'_>) -> Result<(), Fault> {
        loop {
            match reader.next()? {
                Xml::Open(_) if self.skipped > 0 => self.skipped += 1,
                Xml::Open(tag) => self.open(&tag)?,
                Xml::Close if self.skipped > 0 => self.skipped -= 1,
                Xml::Close => self.close()?,
                Xml::Text(text) => {
                    // Text stands in paragraphs and in what is within their lines; elsewhere it is layout.
                    if self.skipped == 0 && self.active > 0 {
                        self.say(&text);
                    }
                }
                Xml::End => return Ok(()),
            }
        }
    }

    fn open(&mut self, tag: &Tag<'_>) -> Result<(), Fault> {
        let name = tag.name();
        let root = match self.part {
            Part::Body => name == "text" && self.active == 0,
            Part::Headers => matches!(name, "header" | "header-left" | "header-first"),
            Part::Footers => matches!(name, "footer" | "footer-left" | "footer-first"),
        };
        if root {
            self.active += 1;
            self.frames.push(Frame::Root);
            return Ok(());
        }
        if self.active == 0 {
            self.frames.push(Frame::Other);
            return Ok(());
        }
        let in_line = matches!(self.frames.last(), Some(Frame::Paragraph | Frame::Span { .. }));
        let frame = match name {
            "tracked-changes" => {
                self.tally.deleted = true;
                return self.skip();
            }
            "annotation" => {
                self.tally.comments += 1;
                return self.skip();
            }
            "annotation-end" | "forms" | "table-of-content" | "illustration-index" | "table-index"
            | "alphabetical-index" | "note-citation" | "ruby-text" | "placeholder" | "sequence-decls"
            | "variable-decls" | "event-listeners" | "user-field-decls" | "desc" => return self.skip(),
            // The name of a picture, unless it stands in a line as the field of that name.
            "title" if !in_line => return self.skip(),
            "p" | "h" => self.paragraph(tag),
            "span" => {
                let style = self.styles.of("text", &tag.get("style-name").unwrap_or_default());
                let out = self.leaves_out(style.hidden, style.struck);
                self.muted += usize::from(out);
                Frame::Span { bold: style.bold.or(self.bold()), out }
            }
            "s" => {
                let spaces = tag.number("c").unwrap_or(1).clamp(1, 100);
                self.add(&" ".repeat(usize::try_from(spaces).unwrap_or(1)));
                Frame::Other
            }
            "tab" => {
                self.add("\t");
                Frame::Other
            }
            "line-break" => {
                self.add("\n");
                Frame::Other
            }
            "list" => {
                self.lists = self.lists.saturating_add(1);
                Frame::List
            }
            "table" => {
                self.blocks.open_table();
                Frame::Table
            }
            "table-header-rows" => {
                self.in_heading_rows += 1;
                Frame::HeadingRows
            }
            "table-row" => {
                self.covered = 0;
                self.blocks.open_row();
                Frame::Row
            }
            "table-cell" => {
                let span = columns(tag, "number-columns-spanned");
                self.blocks.open_cell(span, false)?;
                self.covered = span - 1;
                Frame::Cell { repeated: columns(tag, "number-columns-repeated") }
            }
            "covered-table-cell" => {
                let columns = columns(tag, "number-columns-repeated");
                let known = columns.min(self.covered);
                self.covered -= known;
                self.blocks.skip_columns(columns - known);
                return self.skip();
            }
            "note" => {
                self.notes += 1;
                let kind =
                    if tag.get("note-class").as_deref() == Some("endnote") { "endnote" } else { "footnote" };
                Frame::Zone(self.blocks.zone(Some(format!("{kind} {}", self.notes))))
            }
            "text-box" => {
                self.boxes += 1;
                Frame::Zone(self.blocks.zone(Some(format!("text box {}", self.boxes))))
            }
            "section" if tag.get("display").as_deref() == Some("none") => self.mute(),
            "hidden-paragraph" | "hidden-text" => self.mute(),
            "content-control" if tag.get("showing-place-holder").as_deref() == Some("true") => {
                self.muted += 1;
                Frame::Muted
            }
            _ if in_line => Frame::Span { bold: self.bold(), out: false },
            _ => Frame::Other,
        };
        self.frames.push(frame);
        Ok(())
    }

    fn paragraph(&mut self, tag: &Tag<'_>) -> Frame {
        let style = self.styles.of("paragraph", &tag.get("style-name").unwrap_or_default());
        let level = tag.number("outline-level").unwrap_or(1).clamp(1, 6);
        let heading = if tag.name() == "h" { u8::try_from(level).ok() } else { style.heading };
        let out = self.leaves_out(style.hidden, style.struck);
        self.muted += usize::from(out);
        self.paragraphs.push(Paragraph { text: String::new(), heading, bold: style.bold, out, plain: false });
        Frame::Paragraph
    }

    fn mute(&mut self) -> Frame {
        self.tally.hidden += 1;
        self.muted += 1;
        Frame::Muted
    }

    fn leaves_out(&mut self, hidden: Option<bool>, struck: Option<bool>) -> bool {
        if hidden == Some(true) {
            self.tally.hidden += 1;
        } else if struck == Some(true) {
            self.tally.struck += 1;
        }
        hidden == Some(true) || struck == Some(true)
    }

    fn skip(&mut self) -> Result<(), Fault> {
        self.skipped = 1;
        Ok(())
    }

    /// Text as it stands in the file, where a run of white space is one space.
    fn say(&mut self, text: &str) {
        let inside = matches!(self.frames.last(), Some(Frame::Paragraph | Frame::Span { .. }));
        if !inside {
            return;
        }
        let mut plain = String::with_capacity(text.len());
        let ends = self.paragraphs.last().and_then(|paragraph| paragraph.text.chars().next_back());
        let mut space = ends.is_none_or(|last| last == ' ' || last == '\n');
        for char in text.chars() {
            let is_space = matches!(char, ' ' | '\t' | '\r' | '\n');
            if !(is_space && space) {
                plain.push(if is_space { ' ' } else { char });
            }
            space = is_space;
        }
        self.add(&plain);
    }

    fn add(&mut self, text: &str) {
        if self.muted > 0 {
            return;
        }
        let own = self.bold();
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        if !text.trim().is_empty() {
            paragraph.plain |= own.or(paragraph.bold) != Some(true);
        }
        paragraph.text.push_str(text);
    }

    /// Whether the span that is open is bold; each span takes over what the one around it says.
    fn bold(&self) -> Option<bool> {
        match self.frames.last() {
            Some(Frame::Span { bold, .. }) => *bold,
            _ => None,
        }
    }

    fn close(&mut self) -> Result<(), Fault> {
        match self.frames.pop() {
            Some(Frame::Root) => self.active -= 1,
            Some(Frame::Paragraph) => {
                let Some(paragraph) = self.paragraphs.pop() else { return Ok(()) };
                self.muted -= usize::from(paragraph.out);
                let text = paragraph.text.trim();
                if self.part != Part::Body && !text.is_empty() && !self.seen.insert(text.to_owned()) {
                    return Ok(());
                }
                let list = self.lists.checked_sub(1);
                let bold = !paragraph.plain && !text.is_empty();
                self.blocks.paragraph(text, Look { heading: paragraph.heading, list, bold })?;
            }
            Some(Frame::Span { out, .. }) => self.muted -= usize::from(out),
            Some(Frame::List) => self.lists = self.lists.saturating_sub(1),
            Some(Frame::Table) => self.blocks.close_table(),
            Some(Frame::HeadingRows) => self.in_heading_rows -= 1,
            Some(Frame::Row) => self.blocks.close_row(self.in_heading_rows > 0),
            Some(Frame::Cell { repeated }) => {
                self.blocks.close_cell();
                self.blocks.skip_columns(repeated - 1);
            }
            Some(Frame::Zone(zone)) => {
                self.blocks.zone(zone);
            }
            Some(Frame::Muted) => self.muted -= 1,
            _ => {}
        }
        Ok(())
    }
}

/// A number of columns, at least one; no table has thousands.
fn columns(tag: &Tag<'_>, name: &str) -> usize {
    usize::try_from(tag.number(name).unwrap_or(1).clamp(1, 1000)).unwrap_or(1)
}
