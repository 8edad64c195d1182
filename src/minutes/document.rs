//! A document as blocks in reading order, each with the place it came from.
//!
//! A block's text may differ from the source (marks of emphasis dropped, entities resolved), so it carries the pieces
//! of the source it was made of; any range of its text maps back to a byte range, line and column of the source.

use std::ops::Range;
use std::sync::Arc;

/// Where something stands in the source: lines and columns count from 1, columns in characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place {
    /// Line of the first character.
    pub line: usize,
    /// Column of the first character, in characters.
    pub column: usize,
    /// Line of the last character.
    pub end_line: usize,
}

/// One cell of a table, or the value of a label in a two-column layout.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    /// The table this cell belongs to, counted from 0 through the document.
    pub table: usize,
    /// Row within the table from 0; a heading row counts.
    pub row: usize,
    /// Column within the row from 0.
    pub column: usize,
    /// Text of the heading row above this column, where the table has one.
    pub column_heading: Option<Arc<str>>,
    /// Text of the row's first cell; `None` in that cell itself.
    pub row_label: Option<Arc<str>>,
    /// Whether this cell is part of the heading row.
    pub is_heading: bool,
}

/// What a block is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BlockKind {
    /// A heading; level 1 is the highest.
    Heading {
        /// 1 to 6.
        level: u8,
    },
    /// A paragraph, or a line that stands for itself.
    Paragraph,
    /// An entry of a list.
    ListItem {
        /// 0 for the outermost list.
        depth: u8,
    },
    /// A cell of a table.
    Cell(Cell),
}

/// A run of a block's text and the bytes of the source it came from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Piece {
    /// First byte in the block's text.
    pub text: usize,
    /// First byte in the source.
    pub source: usize,
    /// Bytes taken from the source.
    pub source_len: usize,
    /// Whether the text is the source byte for byte (an entity such as `&amp;` is not).
    pub exact: bool,
}

/// A heading, paragraph, list entry or table cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Block {
    /// What the block is.
    pub kind: BlockKind,
    /// Its text without markup; lines of one paragraph are parted by `\n`.
    pub text: String,
    /// Where the text came from, in order of `text`.
    pub pieces: Vec<Piece>,
    /// Place of the block's text in the source.
    pub place: Place,
}

impl Block {
    /// The byte range of the source that a byte range of this block's text came from. Marks between the first and the
    /// last character (emphasis) are inside the range.
    pub fn source_range(&self, text: Range<usize>) -> Range<usize> {
        let start = self.source_at(text.start, false);
        let end = self.source_at(text.end, true);
        start..end.max(start)
    }

    /// Source offset of a text offset; `ends` asks for the end of what precedes it rather than the start of what follows.
    fn source_at(&self, at: usize, ends: bool) -> usize {
        let probe = if ends { at.saturating_sub(1) } else { at };
        let index = self.pieces.partition_point(|piece| piece.text <= probe);
        let Some(piece) = index.checked_sub(1).and_then(|index| self.pieces.get(index)) else {
            return self.pieces.first().map_or(0, |piece| piece.source);
        };
        if piece.exact {
            return piece.source + (at - piece.text).min(piece.source_len);
        }
        if ends { piece.source + piece.source_len } else { piece.source }
    }

    /// The cell, where this block is one.
    pub fn cell(&self) -> Option<&Cell> {
        match &self.kind {
            BlockKind::Cell(cell) => Some(cell),
            _ => None,
        }
    }
}

/// Bytes of a run whose characters are counted beforehand.
const RUN: usize = 512;

/// Characters that begin in a piece of UTF-8.
fn characters_in(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count()
}

/// Where the reader of a document without lines of its own finds what stands from one byte of its text up to the next part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// First byte in the source.
    pub from: usize,
    /// `paragraph 14`, `table 2, row 3`, `page 3`, `footnote 1`, `header`.
    pub label: String,
}

/// The label of the part that holds a byte; empty where there are no parts.
pub fn part_at(parts: &[Part], offset: usize) -> &str {
    let after = parts.partition_point(|part| part.from <= offset).max(1);
    parts.get(after - 1).map_or("", |part| &part.label)
}

/// A document that has been read: its source, its blocks in reading order, and its front matter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    source: String,
    line_starts: Vec<usize>,
    /// Characters before each run of [`RUN`] bytes, so that a column costs the same in a line of any length; empty where
    /// the source is ASCII.
    characters: Vec<usize>,
    parts: Arc<[Part]>,
    /// Blocks in reading order.
    pub blocks: Vec<Block>,
    /// Byte range of the TOML between the `+++` lines, where the document begins with them.
    pub front_matter: Option<Range<usize>>,
}

impl Document {
    /// A document of `source` without blocks yet; line ends are `\n`, `\r\n` or a lone `\r`.
    pub(super) fn new(source: &str) -> Self {
        let mut line_starts = vec![0];
        let bytes = source.as_bytes();
        for (at, byte) in bytes.iter().enumerate() {
            if *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                line_starts.push(at + 1);
            }
        }
        let mut characters = Vec::new();
        if !source.is_ascii() {
            let mut before = 0;
            for run in bytes.chunks(RUN) {
                characters.push(before);
                before += characters_in(run);
            }
        }
        let front_matter = front_matter(source);
        Self {
            source: source.to_owned(),
            line_starts,
            characters,
            parts: Arc::default(),
            blocks: Vec::new(),
            front_matter,
        }
    }

    /// Says where the reader of the document finds the parts of its text; `parts` stand in the order of the text.
    pub(super) fn with_parts(mut self, parts: Vec<Part>) -> Self {
        self.parts = parts.into();
        self
    }

    /// The parts of a document without lines of its own, in order; none for text and Markdown.
    pub fn parts(&self) -> &Arc<[Part]> {
        &self.parts
    }

    /// Where the reader of the document finds a byte of its text; empty for text and Markdown, which have lines.
    pub fn part(&self, offset: usize) -> &str {
        part_at(&self.parts, offset)
    }

    /// Where a reader finds a byte of the source, in words: `paragraph 5`, or `line 12` where the document has lines.
    pub fn whereabouts(&self, offset: usize) -> String {
        match self.part(offset) {
            "" => format!("line {}", self.locate(offset).0),
            part => part.to_owned(),
        }
    }

    /// The same of what begins a line, counted from 1.
    pub fn whereabouts_of_line(&self, line: usize) -> String {
        self.whereabouts(self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(0))
    }

    /// The text as it was given, byte for byte.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Line and column (both from 1, column in characters) of a byte offset of the source.
    pub fn locate(&self, offset: usize) -> (usize, usize) {
        let offset = offset.min(self.source.len());
        let line = self.line_starts.partition_point(|start| *start <= offset).max(1);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0);
        let skip_bom = usize::from(start == 0 && offset >= 3 && self.source.starts_with('\u{feff}'));
        let characters = self.characters_before(offset) - self.characters_before(start);
        (line, characters + 1 - skip_bom)
    }

    /// Characters that begin before a byte of the source.
    fn characters_before(&self, offset: usize) -> usize {
        let run = offset / RUN;
        match self.characters.get(run) {
            Some(before) => {
                let rest = self.source.as_bytes().get(run * RUN..offset).unwrap_or_default();
                before + characters_in(rest)
            }
            // The end of the source, where a run would begin.
            None if !self.characters.is_empty() => {
                let last = self.characters.len() - 1;
                let rest = self.source.as_bytes().get(last * RUN..offset).unwrap_or_default();
                self.characters.last().copied().unwrap_or(0) + characters_in(rest)
            }
            None => offset,
        }
    }

    /// Place of a byte range of the source.
    pub fn place(&self, range: &Range<usize>) -> Place {
        let (line, column) = self.locate(range.start);
        let (end_line, _) = self.locate(range.end.saturating_sub(1).max(range.start));
        Place { line, column, end_line }
    }

    /// Offset at which the body begins: after a byte-order mark and the front matter.
    pub(super) fn body_start(&self) -> usize {
        let after_bom = if self.source.starts_with('\u{feff}') { 3 } else { 0 };
        let Some(front) = &self.front_matter else { return after_bom };
        let rest = self.source.get(front.end..).unwrap_or_default();
        front.end + rest.find('\n').map_or(rest.len(), |at| at + 1)
    }

    /// A document whose only block is the whole text, whatever its lines look like.
    pub(crate) fn one_paragraph(source: &str) -> Self {
        let mut document = Self::new(source);
        let pieces = vec![Piece { text: 0, source: 0, source_len: source.len(), exact: true }];
        document.push(BlockKind::Paragraph, source.to_owned(), pieces);
        document
    }

    /// Whether a block stands in the margin of the pages: in their header or footer.
    pub fn is_margin(&self, block: &Block) -> bool {
        matches!(self.part(block.source_range(0..1).start), "header" | "footer")
    }

    /// The byte of the source where the text itself begins: after the headers of its pages.
    pub fn beginning(&self) -> usize {
        let first = self.blocks.iter().find(|block| !self.is_margin(block));
        first.map_or(0, |block| block.source_range(0..1).start)
    }

    /// The document without some ranges of its source, in order: their blocks are gone, and spaces stand for their bytes, so
    /// that all others keep their places.
    pub(super) fn without(self, ranges: &[Range<usize>]) -> Self {
        let mut source = String::with_capacity(self.source.len());
        let mut at = 0;
        for range in ranges {
            source.push_str(self.source.get(at..range.start).unwrap_or_default());
            let dropped = self.source.get(range.clone()).unwrap_or_default();
            source.extend(dropped.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
            at = range.end;
        }
        source.push_str(self.source.get(at..).unwrap_or_default());
        let dropped = |from: usize| {
            let before = ranges.partition_point(|range| range.start <= from);
            before.checked_sub(1).and_then(|at| ranges.get(at)).is_some_and(|range| from < range.end)
        };
        let mut document = Self::new(&source);
        document.parts = self.parts;
        for mut block in self.blocks {
            let whole = block.source_range(0..block.text.len());
            if dropped(whole.start) {
                continue;
            }
            let next = ranges.get(ranges.partition_point(|range| range.start <= whole.start));
            if let Some(cut) = next.filter(|next| next.start < whole.end) {
                // A block may reach into the range only where it is the source byte for byte.
                let kept =
                    block.text.get(..cut.start - whole.start).unwrap_or_default().trim_end().to_owned();
                block.pieces =
                    vec![Piece { text: 0, source: whole.start, source_len: kept.len(), exact: true }];
                block.text = kept;
            }
            document.push(block.kind, block.text, block.pieces);
        }
        document
    }

    /// Adds a block of the given pieces; an empty text is left out.
    pub(super) fn push(&mut self, kind: BlockKind, text: String, pieces: Vec<Piece>) {
        if text.trim().is_empty() {
            return;
        }
        let mut block = Block { kind, text, pieces, place: Place { line: 1, column: 1, end_line: 1 } };
        let range = block.source_range(0..block.text.len());
        block.place = self.place(&range);
        self.blocks.push(block);
    }
}

/// Byte range between a first line `+++` and the next line `+++`.
fn front_matter(source: &str) -> Option<Range<usize>> {
    let start = if source.starts_with('\u{feff}') { 3 } else { 0 };
    let mut at = start;
    let mut open = None;
    for line in source.get(start..)?.split_inclusive('\n') {
        let mark = line.trim_end() == "+++";
        match (mark, open) {
            (true, None) => open = Some(at + line.len()),
            (true, Some(begin)) => return Some(begin..at),
            (false, None) if line.trim().is_empty() => {}
            (false, None) => return None,
            (false, Some(_)) => {}
        }
        at += line.len();
    }
    None
}
