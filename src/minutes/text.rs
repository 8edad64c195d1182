//! Plain text as blocks: paragraphs by blank lines and line lengths, headings, lists, label/value and table lines.

use std::sync::Arc;

use super::document::{Block, BlockKind, Cell, Document, Piece};
use super::lines;
use super::wrap::Wrap;

impl Document {
    /// Reads plain text. Line ends, a byte-order mark and tabs may be anything; nothing is refused.
    pub fn from_text(source: &str) -> Self {
        let document = Self::new(source);
        let start = document.body_start();
        let body: Vec<(usize, &str)> = split_lines(source, start);
        let wrap = Wrap::of(body.iter().map(|(_, line)| *line));
        let mut reader = Reader { document, wrap, paragraph: None, table: None, tables: 0 };
        for (index, (at, line)) in body.iter().enumerate() {
            let blank = |near: Option<&(usize, &str)>| near.is_none_or(|(_, line)| line.trim().is_empty());
            let before = index.checked_sub(1).and_then(|index| body.get(index));
            let alone = blank(before) && !line.trim().is_empty();
            let followed = body.get(index + 1).is_some_and(|(_, line)| lines::is_rule(line));
            reader.line(*at, line, alone && body.len() > 1, followed);
        }
        reader.finish()
    }
}

/// Lines with their offsets, without their ends.
fn split_lines(source: &str, start: usize) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = start;
    while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        found.push((at, rest.get(..end).unwrap_or_default()));
        let ending = if rest.get(end..).is_some_and(|tail| tail.starts_with("\r\n")) { 2 } else { 1 };
        at += end + ending;
    }
    found
}

struct Table {
    heading: Vec<Arc<str>>,
    row: usize,
    width: usize,
}

struct Reader {
    document: Document,
    wrap: Wrap,
    /// Kind, first byte and end byte of the paragraph under way, and its last line's length in characters.
    paragraph: Option<(BlockKind, usize, usize, usize)>,
    table: Option<Table>,
    tables: usize,
}

impl Reader {
    fn line(&mut self, at: usize, line: &str, alone: bool, underlined: bool) {
        let text = line.trim();
        if text.is_empty() {
            self.flush();
            self.table = None;
            return;
        }
        if lines::is_rule(line) {
            self.flush();
            return;
        }
        let indent = line.len() - line.trim_start().len();
        if let Some(length) = lines::bullet(text) {
            let rest = text.get(length..).unwrap_or_default();
            let numbered_heading = !text.starts_with(['-', '*']) && lines::is_heading(rest, alone) && alone;
            self.flush();
            let kind = if numbered_heading {
                BlockKind::Heading { level: 2 }
            } else {
                BlockKind::ListItem { depth: u8::try_from(indent / 2).unwrap_or(u8::MAX) }
            };
            let start = at + indent + length;
            self.paragraph = Some((kind, start, at + indent + text.len(), line.chars().count()));
            return;
        }
        if let Some(cells) =
            lines::cells(line).filter(|cells| cells.len() > 1 || line.trim().starts_with('|'))
        {
            self.flush();
            self.row(at, line, &cells, underlined);
            return;
        }
        self.table = None;
        let label = lines::label_and_value(text).is_some();
        if (underlined && text.len() < 100) || (lines::is_heading(text, alone) && indent < 20) {
            self.flush();
            self.paragraph =
                Some((BlockKind::Heading { level: 2 }, at + indent, at + indent + text.len(), 0));
            self.flush();
            return;
        }
        if let Some((_, _, end, last)) = &mut self.paragraph
            && !label
            && self.wrap.continues(*last, text)
        {
            *end = at + indent + text.len();
            *last = line.chars().count();
            return;
        }
        self.flush();
        let length = line.chars().count();
        self.paragraph = Some((BlockKind::Paragraph, at + indent, at + indent + text.len(), length));
    }

    fn row(&mut self, at: usize, line: &str, cells: &[std::ops::Range<usize>], underlined: bool) {
        let texts: Vec<&str> = cells.iter().map(|cell| line.get(cell.clone()).unwrap_or_default()).collect();
        let continues = self.table.as_ref().is_some_and(|table| table.width.abs_diff(cells.len()) <= 1);
        let mut is_heading = false;
        if !continues {
            if self.table.is_some() || self.tables == 0 {
                // A new table begins below.
            }
            self.tables += 1;
            is_heading = underlined || (cells.len() >= 3 && texts.iter().all(|text| text.len() < 40));
            let heading =
                if is_heading { texts.iter().map(|text| Arc::from(*text)).collect() } else { Vec::new() };
            self.table = Some(Table { heading, row: 0, width: cells.len() });
        }
        let Some(table) = &mut self.table else { return };
        let row = table.row;
        table.row += 1;
        let label: Option<Arc<str>> = texts.first().map(|label| Arc::from(*label));
        for (column, cell) in cells.iter().enumerate() {
            let kind = BlockKind::Cell(Cell {
                table: self.tables - 1,
                row,
                column,
                column_heading: table.heading.get(column).filter(|_| !is_heading).cloned(),
                row_label: label.clone().filter(|_| column > 0),
                is_heading,
            });
            let text = texts.get(column).copied().unwrap_or_default().to_owned();
            let pieces =
                vec![Piece { text: 0, source: at + cell.start, source_len: cell.len(), exact: true }];
            self.document.push(kind, text, pieces);
        }
    }

    fn flush(&mut self) {
        if let Some((kind, start, end, _)) = self.paragraph.take() {
            let text = self.document.source().get(start..end).unwrap_or_default().to_owned();
            let pieces = vec![Piece { text: 0, source: start, source_len: text.len(), exact: true }];
            self.document.push(kind, text, pieces);
        }
    }

    fn finish(mut self) -> Document {
        self.flush();
        self.document
    }
}

/// Splits a paragraph at its line ends where the lines stand for themselves: not wrapped, or label lines.
pub(super) fn split_paragraph(block: Block, wrap: Wrap) -> Vec<(BlockKind, String, Vec<Piece>)> {
    // The mark of a list entry is no longer part of its text, but was part of the line.
    let mark = if matches!(block.kind, BlockKind::ListItem { .. }) { 4 } else { 0 };
    let mut parts = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let mut last = 0;
    for line in block.text.split_inclusive('\n') {
        let text = line.trim();
        let label = lines::label_and_value(text).is_some();
        if at > start && (label || !wrap.continues(last, text)) {
            parts.push(start..at);
            start = at;
        }
        last = line.trim_end().chars().count() + mark;
        at += line.len();
    }
    parts.push(start..at);
    parts
        .into_iter()
        .map(|part| {
            let part = lines::trimmed(&block.text, part);
            let text = block.text.get(part.clone()).unwrap_or_default().to_owned();
            (block.kind.clone(), text, cut(&block.pieces, &part))
        })
        .collect()
}

/// The pieces of a text range, moved so that the range begins at 0.
fn cut(pieces: &[Piece], part: &std::ops::Range<usize>) -> Vec<Piece> {
    let mut kept = Vec::new();
    // The piece that the part begins in, or the first where it begins before all.
    let first = pieces.partition_point(|piece| piece.text <= part.start).saturating_sub(1);
    for piece in pieces.iter().skip(first).take_while(|piece| piece.text < part.end) {
        let skip = part.start.saturating_sub(piece.text);
        let (source, source_len) = if piece.exact {
            (piece.source + skip.min(piece.source_len), piece.source_len.saturating_sub(skip))
        } else {
            (piece.source, piece.source_len)
        };
        kept.push(Piece {
            text: piece.text.max(part.start) - part.start,
            source,
            source_len,
            exact: piece.exact,
        });
    }
    kept
}
