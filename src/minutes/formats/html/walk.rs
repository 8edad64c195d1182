//! The tags and texts of HTML as blocks, in one flat run: what is left open is closed, what is misplaced is borne.

use html5gum::StartTag;

use crate::minutes::formats::blocks::{Blocks, Look};
use crate::minutes::formats::bounds::Bounds;
use crate::minutes::formats::opened::Fault;

use super::element::{Element, Out, attribute, ends, is_block, is_void};

/// What was left out of the blocks.
#[derive(Default, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Whether there is hidden text.
    pub hidden: bool,
    /// Whether there is text that is struck through.
    pub struck: bool,
}

/// A table that is open.
#[derive(Default)]
struct Table {
    /// For each column the rows that a cell above still reaches down.
    reaching: Vec<usize>,
    column: usize,
    in_row: bool,
    headings: usize,
    cells: usize,
}

/// Walks over a page.
pub(super) struct Walk<'a> {
    blocks: &'a mut Blocks,
    open: Vec<Element>,
    tables: Vec<Table>,
    text: String,
    plain: bool,
    /// Whether nothing was said since the last paragraph began.
    paragraph_is_empty: bool,
    depth: u64,
    pub tally: Tally,
}

impl<'a> Walk<'a> {
    /// A walk that adds to `blocks`.
    pub fn new(blocks: &'a mut Blocks, bounds: &Bounds) -> Self {
        Self {
            blocks,
            open: Vec::new(),
            tables: Vec::new(),
            text: String::new(),
            plain: false,
            paragraph_is_empty: false,
            depth: bounds.depth,
            tally: Tally::default(),
        }
    }

    /// An element begins.
    pub fn start(&mut self, tag: &StartTag<()>) -> Result<(), Fault> {
        let name = String::from_utf8_lossy(&tag.name).to_ascii_lowercase();
        if is_block(&name) {
            self.flush()?;
        }
        let (ended, beyond) = ends(&name);
        self.end_one_of(ended, beyond)?;
        match name.as_str() {
            "br" => return self.say_as_is("\n"),
            "input" => return self.input(tag),
            _ if is_void(&name) => return Ok(()),
            "table" => {
                self.blocks.open_table();
                self.tables.push(Table::default());
            }
            "p" => self.paragraph_is_empty = true,
            "tr" => self.open_row(),
            "td" | "th" => self.open_cell(tag, name == "th")?,
            _ => {}
        }
        if self.open.len() as u64 >= self.depth {
            let what = format!("its elements stand more than {} deep within each other", self.depth);
            return Err(Fault::too_large(&what, "max_document_depth"));
        }
        let element = Element::opened(tag, name, self.open.last());
        self.open.push(element);
        Ok(())
    }

    /// An element ends.
    pub fn end(&mut self, name: &[u8]) -> Result<(), Fault> {
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        let of_table = matches!(name.as_str(), "table" | "tr" | "td" | "th" | "thead" | "tbody" | "tfoot");
        if name == "br" {
            return self.say_as_is("\n");
        }
        // What is within a cell cannot end the cell.
        let beyond: &[&str] = if of_table { &["table"] } else { &["td", "th", "table"] };
        let found = self.open.iter().rposition(|open| open.name == name);
        let wall =
            self.open.iter().rposition(|open| open.name != name && beyond.contains(&open.name.as_str()));
        if let Some(found) = found.filter(|found| wall.is_none_or(|wall| *found > wall)) {
            self.close_down_to(found)?;
        }
        Ok(())
    }

    /// Text.
    pub fn text(&mut self, text: &str) {
        let state = self.open.last();
        match state.and_then(|open| open.out) {
            None => {}
            Some(out) => {
                let says = text.contains(char::is_alphanumeric);
                self.tally.hidden |= says && out == Out::Hidden;
                self.tally.struck |= says && out == Out::Struck;
                return;
            }
        }
        self.plain |= !text.trim().is_empty() && !state.is_some_and(|open| open.bold);
        if state.is_some_and(|open| open.verbatim) {
            self.text.push_str(text);
            return;
        }
        let mut space = self.text.chars().next_back().is_none_or(|last| last == ' ' || last == '\n');
        for char in text.chars() {
            let is_space = matches!(char, ' ' | '\t' | '\r' | '\n' | '\u{c}');
            if !(is_space && space) {
                self.text.push(if is_space { ' ' } else { char });
            }
            space = is_space;
        }
    }

    /// The page ends.
    pub fn finish(mut self) -> Result<Tally, Fault> {
        self.close_down_to(0)?;
        self.flush()?;
        Ok(self.tally)
    }

    fn say_as_is(&mut self, text: &str) -> Result<(), Fault> {
        if self.open.last().is_none_or(|open| open.out.is_none()) {
            self.text.truncate(self.text.trim_end_matches(' ').len());
            self.text.push_str(text);
        }
        Ok(())
    }

    /// A field of a form: its box with or without a tick, or what was typed into it.
    fn input(&mut self, tag: &StartTag<()>) -> Result<(), Fault> {
        let kind = attribute(tag, b"type").unwrap_or_default().to_ascii_lowercase();
        match kind.as_str() {
            "checkbox" | "radio" => {
                self.text(if attribute(tag, b"checked").is_some() { "☒ " } else { "☐ " });
            }
            "" | "text" | "date" | "number" | "email" | "tel" => {
                self.text(&attribute(tag, b"value").unwrap_or_default());
            }
            _ => {}
        }
        Ok(())
    }

    fn end_one_of(&mut self, ended: &[&str], beyond: &[&str]) -> Result<(), Fault> {
        if ended.is_empty() {
            return Ok(());
        }
        let mut found = None;
        for (at, open) in self.open.iter().enumerate().rev() {
            if beyond.contains(&open.name.as_str()) {
                break;
            }
            if ended.contains(&open.name.as_str()) {
                found = Some(at);
            }
        }
        found.map_or(Ok(()), |at| self.close_down_to(at))
    }

    fn close_down_to(&mut self, at: usize) -> Result<(), Fault> {
        while self.open.len() > at {
            let block = self.open.last().is_some_and(|open| is_block(&open.name));
            if block {
                self.flush()?;
            }
            let Some(element) = self.open.pop() else { break };
            match element.name.as_str() {
                // An empty paragraph makes room, as before a heading.
                "p" if self.paragraph_is_empty => self.blocks.paragraph("", Look::default())?,
                "td" | "th" => self.blocks.close_cell(),
                "tr" => self.close_row(),
                "table" => {
                    self.close_row();
                    self.tables.pop();
                    self.blocks.close_table();
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn open_row(&mut self) {
        self.close_row();
        let Some(table) = self.tables.last_mut() else { return };
        (table.column, table.in_row, table.headings, table.cells) = (0, true, 0, 0);
        self.blocks.open_row();
    }

    fn close_row(&mut self) {
        let Some(table) = self.tables.last_mut().filter(|table| table.in_row) else { return };
        table.in_row = false;
        for reaching in table.reaching.get_mut(table.column..).unwrap_or_default() {
            *reaching = reaching.saturating_sub(1);
        }
        self.blocks.close_row(table.cells > 0 && table.headings == table.cells);
    }

    fn open_cell(&mut self, tag: &StartTag<()>, heading: bool) -> Result<(), Fault> {
        if self.tables.last().is_some_and(|table| !table.in_row) {
            self.open_row();
        }
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        let number = |name: &[u8]| {
            attribute(tag, name)
                .and_then(|text| text.trim().parse::<usize>().ok())
                .unwrap_or(1)
                .clamp(1, 1000)
        };
        let (columns, rows) = (number(b"colspan"), number(b"rowspan"));
        while let Some(reaching) = table.reaching.get_mut(table.column).filter(|reaching| **reaching > 0) {
            *reaching -= 1;
            table.column += 1;
            self.blocks.skip_columns(1);
        }
        // Columns beyond any real table are not kept track of.
        let end = (table.column + columns).min(2000);
        if table.reaching.len() < end {
            table.reaching.resize(end, 0);
        }
        for reaching in table.reaching.get_mut(table.column..end).unwrap_or_default() {
            *reaching = rows - 1;
        }
        table.column = end;
        table.cells += 1;
        table.headings += usize::from(heading);
        self.blocks.open_cell(columns, false)
    }

    fn flush(&mut self) -> Result<(), Fault> {
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return Ok(());
        }
        self.paragraph_is_empty = false;
        let plain = std::mem::take(&mut self.plain);
        let state = self.open.last();
        let heading = state.and_then(|open| open.heading);
        let list = state.and_then(|open| open.lists.checked_sub(1));
        let bold = !plain && !text.trim().is_empty();
        self.blocks.paragraph(&text, Look { heading, list, bold })
    }
}
