//! Markdown as blocks: headings, paragraphs, lists and tables, each run of text with its place in the source.

use std::sync::Arc;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::document::{Block, BlockKind, Cell, Document, Piece, Place};
use super::text::split_paragraph;
use super::wrap::Wrap;

impl Document {
    /// Reads Markdown (CommonMark with tables). Any text is Markdown, so nothing is refused.
    pub fn from_markdown(source: &str) -> Self {
        let document = Self::new(source);
        let start = document.body_start();
        let body = source.get(start..).unwrap_or_default();
        let wrap = Wrap::of(body.lines());
        let mut reader = Reader { document, wrap, ..Reader::default() };
        for (event, range) in Parser::new_ext(body, Options::ENABLE_TABLES).into_offset_iter() {
            reader.event(event, range.start + start..range.end + start);
        }
        reader.flush();
        reader.document
    }
}

impl Default for Document {
    fn default() -> Self {
        Self::new("")
    }
}

#[derive(Default)]
struct Reader {
    document: Document,
    wrap: Wrap,
    text: String,
    pieces: Vec<Piece>,
    heading: Option<u8>,
    lists: u8,
    tables: usize,
    in_heading_row: bool,
    heading_row: Vec<Arc<str>>,
    row: usize,
    column: usize,
    row_label: Option<Arc<str>>,
    in_cell: bool,
}

impl Reader {
    fn event(&mut self, event: Event<'_>, range: std::ops::Range<usize>) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                self.flush();
                self.heading = Some(level as u8);
            }
            Event::End(TagEnd::Heading(_)) => {
                self.flush();
                self.heading = None;
            }
            Event::Start(Tag::List(_)) => {
                self.flush();
                self.lists = self.lists.saturating_add(1);
            }
            Event::End(TagEnd::List(_)) => {
                self.flush();
                self.lists = self.lists.saturating_sub(1);
            }
            Event::Start(Tag::Item | Tag::Paragraph | Tag::CodeBlock(_) | Tag::BlockQuote(_))
            | Event::End(TagEnd::Item | TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::BlockQuote(_))
            | Event::Rule => self.flush(),
            Event::Start(Tag::Table(_)) => {
                self.flush();
                (self.row, self.heading_row) = (0, Vec::new());
            }
            Event::End(TagEnd::Table) => self.tables += 1,
            Event::Start(Tag::TableHead) => {
                (self.in_heading_row, self.column, self.row_label) = (true, 0, None)
            }
            Event::End(TagEnd::TableHead) => (self.in_heading_row, self.row) = (false, 1),
            Event::Start(Tag::TableRow) => (self.column, self.row_label) = (0, None),
            Event::End(TagEnd::TableRow) => self.row += 1,
            Event::Start(Tag::TableCell) => self.in_cell = true,
            Event::End(TagEnd::TableCell) => self.end_cell(),
            Event::Text(text) | Event::Code(text) => self.add(&text, range),
            Event::SoftBreak | Event::HardBreak => self.add("\n", range),
            _ => {}
        }
    }

    fn add(&mut self, text: &str, range: std::ops::Range<usize>) {
        let same = self.document.source().get(range.clone()) == Some(text);
        self.pieces.push(Piece {
            text: self.text.len(),
            source: range.start,
            source_len: range.len(),
            exact: same,
        });
        self.text.push_str(text);
    }

    fn end_cell(&mut self) {
        let text = std::mem::take(&mut self.text);
        let pieces = std::mem::take(&mut self.pieces);
        if self.in_heading_row {
            self.heading_row.push(text.trim().into());
        }
        let kind = BlockKind::Cell(Cell {
            table: self.tables,
            row: self.row,
            column: self.column,
            column_heading: self
                .heading_row
                .get(self.column)
                .filter(|heading| !self.in_heading_row && !heading.is_empty())
                .cloned(),
            row_label: self.row_label.clone(),
            is_heading: self.in_heading_row,
        });
        if self.column == 0 {
            self.row_label = Some(text.trim().into());
        }
        self.document.push(kind, text, pieces);
        self.column += 1;
        self.in_cell = false;
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let pieces = std::mem::take(&mut self.pieces);
        if self.in_cell {
            (self.text, self.pieces) = (text, pieces);
            return;
        }
        let kind = match (self.heading, self.lists) {
            (Some(level), _) => BlockKind::Heading { level },
            (None, 0) => BlockKind::Paragraph,
            (None, depth) => BlockKind::ListItem { depth: depth - 1 },
        };
        let block = Block { kind, text, pieces, place: Place { line: 1, column: 1, end_line: 1 } };
        for (kind, text, pieces) in split_paragraph(block, self.wrap) {
            self.document.push(kind, text, pieces);
        }
    }
}
