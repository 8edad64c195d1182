//! Blocks gathered in reading order, each with the place by which a reader of the document finds it.

use std::ops::Range;

use crate::minutes::document::{Block, BlockKind, Cell, Document, Part, Piece, Place};
use crate::minutes::lines;
use crate::minutes::text::split_paragraph;
use crate::minutes::wrap::Wrap;

use super::bounds::Bounds;
use super::opened::Fault;

/// How a paragraph looks.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Look {
    /// The level of a heading, 1 to 6.
    pub heading: Option<u8>,
    /// The depth of a list entry, from 0.
    pub list: Option<u8>,
    /// Whether all of it is bold.
    pub bold: bool,
}

/// One block as gathered: what it is in its table, and what it would be outside of one.
struct Entry {
    kind: BlockKind,
    alone: BlockKind,
    range: Range<usize>,
}

/// A table that is open.
#[derive(Default)]
struct Table {
    number: usize,
    row: usize,
    column: usize,
    /// The first entry of the row.
    first: usize,
    /// Cells of the row with text; all cells of the row; whether each of them is bold, and looks like a heading.
    filled: usize,
    cells: usize,
    bold: bool,
    short: bool,
    /// The heading of each column.
    headings: Vec<String>,
    /// Whether a row of two and more cells was seen, so that no later one can be the heading.
    begun: bool,
    label: Option<String>,
    cell: Option<OpenCell>,
    texts: Vec<(usize, usize, String)>,
}

#[derive(Default)]
struct OpenCell {
    span: usize,
    first: usize,
    text: String,
    bold: bool,
}

/// Gathers blocks.
pub(super) struct Blocks {
    text: String,
    entries: Vec<Entry>,
    parts: Vec<Part>,
    tables: Vec<Table>,
    table_count: usize,
    paragraphs: usize,
    cells: u64,
    zone: Option<String>,
    front: Front,
    /// Whether nothing, or an empty paragraph, stands before the next one.
    after_blank: bool,
    bounds: Bounds,
}

/// Whether what is read stands between `+++` lines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Front {
    Unknown,
    Inside,
    Done,
}

impl Blocks {
    /// Nothing yet.
    pub fn new(bounds: &Bounds) -> Self {
        Self {
            text: String::new(),
            entries: Vec::new(),
            parts: Vec::new(),
            tables: Vec::new(),
            table_count: 0,
            paragraphs: 0,
            cells: 0,
            zone: None,
            front: Front::Unknown,
            after_blank: true,
            bounds: *bounds,
        }
    }

    /// Names what follows (`header`, `footnote 2`) instead of counting its paragraphs; `None` ends it.
    pub fn zone(&mut self, label: Option<String>) -> Option<String> {
        std::mem::replace(&mut self.zone, label)
    }

    /// Bytes of text gathered so far.
    pub fn length(&self) -> usize {
        self.text.len()
    }

    /// Whether nothing with a letter or number was gathered since the text was `length` long.
    pub fn is_blank_since(&self, length: usize) -> bool {
        !self.text.get(length..).unwrap_or_default().contains(char::is_alphanumeric)
    }

    /// Adds a paragraph, or one of the paragraphs of the cell that is open. Lines are parted by `\n`.
    pub fn paragraph(&mut self, text: &str, look: Look) -> Result<(), Fault> {
        let text = typed(text);
        let text = text.trim();
        if text.is_empty() {
            self.after_blank = true;
            return Ok(());
        }
        if (self.text.len() + text.len()) as u64 > self.bounds.text_bytes {
            let mebibytes = self.bounds.text_bytes >> 20;
            return Err(Fault::too_large(
                &format!("its text is longer than {mebibytes} MiB"),
                "max_minutes_bytes",
            ));
        }
        let straight = self.straightened(text);
        let text = straight.as_deref().unwrap_or(text);
        let at = self.text.len();
        self.text.push_str(text);
        self.text.push('\n');
        let cell = self.tables.last().filter(|table| table.cell.is_some());
        match cell.map(Table::block) {
            Some(kind) => self.in_cell(kind, at, text, look),
            None => self.outside(at, text, look),
        }
        Ok(())
    }

    fn in_cell(&mut self, kind: BlockKind, at: usize, text: &str, look: Look) {
        let Some(table) = self.tables.last_mut() else { return };
        let label = format!("table {}, row {}", table.number + 1, table.row + 1);
        if let Some(cell) = &mut table.cell {
            cell.bold &= look.bold;
            if !cell.text.is_empty() {
                cell.text.push('\n');
            }
            cell.text.push_str(text);
        }
        self.part(at, label);
        self.after_blank = false;
        let (alone, range) = outside_of_tables(text, at..at + text.len(), look, false);
        // A bullet that was typed is no word of the cell either.
        self.entries.push(Entry { kind, alone, range });
    }

    fn outside(&mut self, at: usize, text: &str, look: Look) {
        self.paragraphs += usize::from(self.zone.is_none());
        self.part(at, format!("paragraph {}", self.paragraphs));
        let after_blank = std::mem::take(&mut self.after_blank)
            && self.zone.is_none()
            && text.starts_with(char::is_alphanumeric);
        if !text.contains('\n') {
            let (kind, range) = outside_of_tables(text, at..at + text.len(), look, after_blank);
            return self.entries.push(Entry { alone: kind.clone(), kind, range });
        }
        let pieces = vec![Piece { text: 0, source: at, source_len: text.len(), exact: true }];
        let place = Place { line: 1, column: 1, end_line: 1 };
        let block = Block { kind: BlockKind::Paragraph, text: text.to_owned(), pieces, place };
        let wrap = Wrap::of(text.lines());
        for (_, text, pieces) in split_paragraph(block, wrap) {
            let Some(start) = pieces.first().map(|piece| piece.source) else { continue };
            let (kind, range) = outside_of_tables(&text, start..start + text.len(), look, false);
            self.entries.push(Entry { alone: kind.clone(), kind, range });
        }
    }

    /// The quotation marks of front matter as they were typed: word processors bend them.
    fn straightened(&mut self, text: &str) -> Option<String> {
        let mark = text == "+++";
        match self.front {
            Front::Unknown => self.front = if mark { Front::Inside } else { Front::Done },
            Front::Inside if mark => self.front = Front::Done,
            Front::Inside => {
                return Some(
                    text.replace(['\u{201C}', '\u{201D}', '\u{201E}'], "\"")
                        .replace(['\u{2018}', '\u{2019}'], "'"),
                );
            }
            Front::Done => {}
        }
        None
    }

    fn part(&mut self, from: usize, label: String) {
        let label = self.zone.clone().unwrap_or(label);
        if self.parts.last().is_none_or(|last| last.label != label) {
            self.parts.push(Part { from, label });
        }
    }

    /// Begins a table, perhaps in a cell of another.
    pub fn open_table(&mut self) {
        self.tables.push(Table { number: self.table_count, ..Table::default() });
        self.table_count += 1;
    }

    /// Begins a row.
    pub fn open_row(&mut self) {
        let first = self.entries.len();
        if let Some(table) = self.tables.last_mut() {
            table.cell = None;
            (table.column, table.first, table.filled, table.cells) = (0, first, 0, 0);
            (table.bold, table.short) = (true, true);
            table.texts.clear();
        }
    }

    /// Passes over columns: those before the first cell of a row, and those that a cell from above reaches into.
    pub fn skip_columns(&mut self, columns: usize) {
        if let Some(table) = self.tables.last_mut() {
            table.column = table.column.saturating_add(columns.min(MOST_COLUMNS));
        }
    }

    /// Begins a cell over `span` columns; one that goes on from the row above keeps that row's label.
    pub fn open_cell(&mut self, span: usize, goes_on: bool) -> Result<(), Fault> {
        self.cells += 1;
        if self.cells > self.bounds.cells {
            let what = format!("its tables have more than {} cells", self.bounds.cells);
            return Err(Fault::too_large(&what, "max_cells"));
        }
        let first = self.entries.len();
        if let Some(table) = self.tables.last_mut() {
            if table.column == 0 && !goes_on {
                table.label = None;
            }
            table.cells += 1;
            table.cell = Some(OpenCell {
                span: span.clamp(1, MOST_COLUMNS),
                first,
                bold: true,
                ..OpenCell::default()
            });
        }
        Ok(())
    }

    /// Ends a cell.
    pub fn close_cell(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        let Some(cell) = table.cell.take() else { return };
        let text = cell.text.trim();
        if !text.is_empty() {
            table.filled += 1;
            table.bold &= cell.bold;
            table.short &= text.len() < 40
                && !text.contains(|c: char| c.is_ascii_digit())
                && !text.ends_with([':', '.', '!'])
                && text.contains(char::is_alphabetic);
            if table.column == 0 {
                table.label = Some(beginning(text));
                // Several paragraphs in the first column say something; one is the row's label.
                let many = text.contains('\n') && !table.headings.is_empty();
                for entry in self.entries.get_mut(cell.first..).unwrap_or_default() {
                    if many && matches!(&entry.kind, BlockKind::Cell(own) if own.table == table.number) {
                        entry.kind = entry.alone.clone();
                    }
                }
            }
            if table.headings.is_empty() && !table.begun {
                table.texts.push((table.column, cell.span, beginning(text).replace('\n', " ")));
            }
        }
        table.column = table.column.saturating_add(cell.span).min(usize::MAX / 2);
    }

    /// Ends a row; `heading` where the document itself says that it is the heading.
    pub fn close_row(&mut self, heading: bool) {
        self.close_cell();
        let Some(table) = self.tables.last_mut() else { return };
        let looks = table.filled >= 2
            && ((table.bold && table.filled == table.cells) || (table.short && table.filled >= 3));
        let is_heading = !table.begun && table.headings.is_empty() && table.cells >= 2 && (heading || looks);
        let single = table.cells == 1;
        for entry in self.entries.get_mut(table.first..).unwrap_or_default() {
            let BlockKind::Cell(cell) = &mut entry.kind else { continue };
            if cell.table != table.number {
                continue;
            }
            if single {
                // A row of one cell is a box: what is in it stands for itself.
                entry.kind = entry.alone.clone();
            } else if is_heading {
                cell.is_heading = true;
            }
        }
        if is_heading {
            for (column, span, text) in table.texts.drain(..) {
                let end = column.saturating_add(span).min(MOST_COLUMNS);
                if table.headings.len() < end {
                    table.headings.resize(end, String::new());
                }
                for heading in table.headings.get_mut(column..end).unwrap_or_default() {
                    heading.clone_from(&text);
                }
            }
        }
        table.begun |= table.filled >= 2;
        table.row += 1;
    }

    /// Ends a table.
    pub fn close_table(&mut self) {
        self.tables.pop();
    }

    /// The document.
    pub fn finish(self) -> Document {
        let mut document = Document::new(&self.text).with_parts(self.parts);
        let body = document.body_start();
        for entry in self.entries.into_iter().filter(|entry| entry.range.start >= body) {
            let text = self.text.get(entry.range.clone()).unwrap_or_default().to_owned();
            let piece = Piece { text: 0, source: entry.range.start, source_len: text.len(), exact: true };
            document.push(entry.kind, text, vec![piece]);
        }
        document
    }
}

/// Columns of a table that have headings at most; real ones have a dozen.
const MOST_COLUMNS: usize = 256;

/// Text as if it had been typed: spaces of one kind, and without signs that only steer where lines break.
fn typed(text: &str) -> std::borrow::Cow<'_, str> {
    let spaces = ['\u{a0}', '\u{2007}', '\u{202f}', '\u{2009}'];
    let unseen = ['\u{ad}', '\u{200b}', '\u{200e}', '\u{200f}', '\u{2060}', '\u{feff}'];
    if !text.contains(spaces) && !text.contains(unseen) {
        return text.into();
    }
    text.chars().filter(|c| !unseen.contains(c)).map(|c| if spaces.contains(&c) { ' ' } else { c }).collect()
}

/// The beginning of a label or heading: each cell of its row or column carries it.
fn beginning(text: &str) -> String {
    text.chars().take(200).collect()
}

impl Table {
    /// A block of the cell that is open.
    fn block(&self) -> BlockKind {
        let heading = self.headings.get(self.column).filter(|heading| !heading.is_empty());
        BlockKind::Cell(Cell {
            table: self.number,
            row: self.row,
            column: self.column,
            column_heading: heading.map(|heading| heading.as_str().into()),
            row_label: self.label.as_deref().filter(|_| self.column > 0).map(Into::into),
            is_heading: false,
        })
    }
}

/// What a paragraph is outside of tables, and the range without a bullet that was typed. `after_blank` tells that nothing or
/// an empty paragraph stands before it, as before headings that only space marks.
fn outside_of_tables(
    text: &str,
    range: Range<usize>,
    look: Look,
    after_blank: bool,
) -> (BlockKind, Range<usize>) {
    if let Some(level) = look.heading {
        return (BlockKind::Heading { level: level.clamp(1, 6) }, range);
    }
    let one_line = !text.contains('\n');
    if one_line && look.bold && is_bold_heading(text) {
        return (BlockKind::Heading { level: 2 }, range);
    }
    if let Some(depth) = look.list {
        return (BlockKind::ListItem { depth }, range);
    }
    if let Some(length) = lines::bullet(text) {
        let heading = lines::is_heading(text.get(length..).unwrap_or_default(), false);
        let kind = if heading { BlockKind::Heading { level: 2 } } else { BlockKind::ListItem { depth: 0 } };
        return (kind, range.start + length..range.end);
    }
    if one_line && lines::is_heading(text, after_blank) {
        return (BlockKind::Heading { level: 2 }, range);
    }
    (BlockKind::Paragraph, range)
}

/// Whether a bold line is a heading: short, no sentence, and no label with its value.
fn is_bold_heading(text: &str) -> bool {
    let value = lines::label_and_value(text).is_some_and(|(_, value)| !value.is_empty());
    text.split_whitespace().count() <= 10
        && text.len() <= 90
        && !value
        && !text.ends_with(['.', ',', ';', '!'])
        && text.contains(char::is_alphabetic)
}
