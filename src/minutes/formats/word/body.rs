//! The text of a Word document's part (body, header, note) as blocks, in one flat run over its elements.

use crate::minutes::formats::blocks::Blocks;
use crate::minutes::formats::opened::Fault;
use crate::minutes::formats::xml::{Tag, Xml, XmlReader};

use super::form_field::FormField;
use super::paragraph::{LeftOut, Paragraph, Run};
use super::styles::Styles;
use super::symbol::symbol;

/// How much was left out of the blocks, by reason.
#[derive(Default, Clone, Debug, PartialEq, Eq)]
pub(super) struct Tally {
    /// Runs of hidden text.
    pub hidden: usize,
    /// Runs of text that is struck through.
    pub struck: usize,
    /// Runs of grey prompts outside of content controls.
    pub prompts: usize,
    /// Tracked deletions.
    pub deleted: usize,
    /// Other documents that this one takes in.
    pub taken_in: usize,
}

/// An element that is open.
enum Frame {
    Other,
    Paragraph,
    ParagraphProps,
    MarkProps,
    Run,
    RunProps,
    Text,
    Table,
    Row { heading: bool, muted: bool },
    RowProps,
    Cell,
    CellProps,
    Control { muted: bool },
    ControlContent { muted: bool },
    TextBox { zone: Option<String> },
    Alternate { taken: bool },
    Field(Box<FormField>),
    Note,
}

/// A cell whose properties are being read.
#[derive(Default)]
struct OpenCell {
    span: usize,
    goes_on: bool,
    opened: bool,
}

/// Walks over one part.
pub(super) struct Walk<'a> {
    blocks: &'a mut Blocks,
    styles: &'a Styles,
    tally: &'a mut Tally,
    frames: Vec<Frame>,
    paragraphs: Vec<Paragraph>,
    cells: Vec<OpenCell>,
    run: Run,
    carried: String,
    /// Elements that keep text from being read: prompts, deleted rows, cells that a merged one covers.
    muted: usize,
    /// Elements deep within one that is passed over as a whole.
    skipped: usize,
    boxes: &'a mut usize,
    notes: usize,
    note: &'a str,
}

impl<'a> Walk<'a> {
    /// A walk that adds to `blocks`; notes that it finds are called `note` and numbered, text boxes are counted on.
    pub fn new(
        blocks: &'a mut Blocks,
        styles: &'a Styles,
        tally: &'a mut Tally,
        boxes: &'a mut usize,
        note: &'a str,
    ) -> Self {
        Self {
            blocks,
            styles,
            tally,
            frames: Vec::new(),
            paragraphs: Vec::new(),
            cells: Vec::new(),
            run: Run::default(),
            carried: String::new(),
            muted: 0,
            skipped: 0,
            boxes,
            notes: 0,
            note,
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
                    if self.skipped == 0 && matches!(self.frames.last(), Some(Frame::Text)) {
                        self.say(&text);
                    }
                }
                Xml::End => return self.flush_carried(),
            }
        }
    }

    fn open(&mut self, tag: &Tag<'_>) -> Result<(), Fault> {
        let frame = match (tag.name(), self.frames.last_mut()) {
            ("del" | "moveFrom", Some(Frame::MarkProps)) => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.end_deleted = true;
                }
                return self.skip();
            }
            ("del", Some(Frame::RowProps)) => {
                self.mute_row();
                return self.skip();
            }
            ("cellDel", Some(Frame::CellProps)) => {
                if let Some(cell) = self.cells.last_mut() {
                    cell.goes_on = true;
                }
                return self.skip();
            }
            ("del" | "moveFrom", _) => {
                self.tally.deleted += 1;
                return self.skip();
            }
            (
                "delText" | "delInstrText" | "instrText" | "rPrChange" | "pPrChange" | "tblPrChange"
                | "tcPrChange" | "trPrChange" | "sectPrChange" | "tblGridChange" | "numberingChange" | "rt"
                | "binData" | "sectPr" | "tblPr" | "tblGrid" | "fldData",
                _,
            ) => return self.skip(),
            ("altChunk" | "subDoc", _) => {
                self.tally.taken_in += 1;
                return self.skip();
            }
            ("Choice" | "Fallback", Some(Frame::Alternate { taken })) => {
                if std::mem::replace(taken, true) {
                    return self.skip();
                }
                Frame::Other
            }
            ("AlternateContent", _) => Frame::Alternate { taken: false },
            ("p", _) => {
                self.open_cell()?;
                self.paragraphs.push(Paragraph::after(std::mem::take(&mut self.carried)));
                Frame::Paragraph
            }
            ("pPr", Some(Frame::Paragraph)) => Frame::ParagraphProps,
            ("rPr", Some(Frame::ParagraphProps)) => Frame::MarkProps,
            ("rPr", Some(Frame::Run)) => Frame::RunProps,
            ("r", _) => {
                self.run = Run::default();
                Frame::Run
            }
            ("ffData", _) => Frame::Field(Box::default()),
            ("tbl", _) => {
                self.flush_carried()?;
                self.open_cell()?;
                self.blocks.open_table();
                Frame::Table
            }
            ("tr", _) => {
                self.blocks.open_row();
                Frame::Row { heading: false, muted: false }
            }
            ("trPr", Some(Frame::Row { .. })) => Frame::RowProps,
            ("tc", _) => {
                self.cells.push(OpenCell { span: 1, ..OpenCell::default() });
                Frame::Cell
            }
            ("tcPr", Some(Frame::Cell)) => Frame::CellProps,
            ("sdt", _) => Frame::Control { muted: false },
            ("showingPlcHdr", _) if tag.is_on() => {
                self.mute_control();
                Frame::Other
            }
            ("docPartGallery", _) if tag.get("val").as_deref() == Some("Table of Contents") => {
                self.mute_control();
                Frame::Other
            }
            ("sdtContent", Some(Frame::Control { muted })) => {
                let muted = *muted;
                self.muted += usize::from(muted);
                Frame::ControlContent { muted }
            }
            ("txbxContent", _) => {
                *self.boxes += 1;
                let label = format!("text box {}", self.boxes);
                Frame::TextBox { zone: self.blocks.zone(Some(label)) }
            }
            ("footnote" | "endnote", _) => {
                if matches!(tag.get("type").as_deref(), Some(kind) if kind != "normal") {
                    return self.skip();
                }
                self.notes += 1;
                self.blocks.zone(Some(format!("{} {}", self.note, self.notes)));
                Frame::Note
            }
            (name, Some(Frame::Run)) => self.in_run(name, tag),
            (_, Some(Frame::RunProps)) => {
                self.run.take(tag, self.styles);
                Frame::Other
            }
            ("t", _) => Frame::Text,
            _ => {
                self.property(tag);
                Frame::Other
            }
        };
        self.frames.push(frame);
        Ok(())
    }

    /// An element within a run.
    fn in_run(&mut self, name: &str, tag: &Tag<'_>) -> Frame {
        match name {
            "t" => return Frame::Text,
            "tab" | "ptab" => self.say("\t"),
            "br" | "cr" => self.say("\n"),
            "noBreakHyphen" => self.say("-"),
            "sym" => {
                let sign = symbol(&tag.get("font").unwrap_or_default(), &tag.get("char").unwrap_or_default());
                self.say(sign.encode_utf8(&mut [0; 4]));
            }
            _ => {}
        }
        Frame::Other
    }

    /// An element among the properties of what is open around it.
    fn property(&mut self, tag: &Tag<'_>) {
        let mut around = self.frames.iter_mut().rev();
        match around.find(|frame| !matches!(frame, Frame::Other)) {
            Some(Frame::ParagraphProps) => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.take(tag, self.styles);
                }
            }
            Some(Frame::RowProps) => match tag.name() {
                "tblHeader" => {
                    if let Some(Frame::Row { heading, .. }) = around.next() {
                        *heading = tag.is_on();
                    }
                }
                "gridBefore" => self.blocks.skip_columns(columns(tag)),
                _ => {}
            },
            Some(Frame::CellProps) => {
                let Some(cell) = self.cells.last_mut() else { return };
                match tag.name() {
                    "gridSpan" => cell.span = columns(tag).max(1),
                    // Without a value it goes on from the cell above or before.
                    "vMerge" | "hMerge" => cell.goes_on |= tag.get("val").as_deref() != Some("restart"),
                    _ => {}
                }
            }
            Some(Frame::Field(field)) => field.take(tag),
            _ => {}
        }
    }

    fn skip(&mut self) -> Result<(), Fault> {
        self.skipped = 1;
        Ok(())
    }

    /// Leaves out what the innermost content control shows: its prompt, or a table of contents.
    fn mute_control(&mut self) {
        if let Some(Frame::Control { muted }) =
            self.frames.iter_mut().rev().find(|frame| matches!(frame, Frame::Control { .. }))
        {
            *muted = true;
        }
    }

    /// Leaves out a row that was deleted.
    fn mute_row(&mut self) {
        let row = self.frames.iter_mut().rev().find(|frame| matches!(frame, Frame::Row { .. }));
        if let Some(Frame::Row { muted: muted @ false, .. }) = row {
            *muted = true;
            self.muted += 1;
            self.tally.deleted += 1;
        }
    }

    /// Opens the cell whose properties have been read, when its content begins.
    fn open_cell(&mut self) -> Result<(), Fault> {
        let Some(cell) = self.cells.last_mut().filter(|cell| !cell.opened) else { return Ok(()) };
        cell.opened = true;
        self.muted += usize::from(cell.goes_on);
        self.blocks.open_cell(cell.span, cell.goes_on)
    }

    fn say(&mut self, text: &str) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        if self.muted > 0 || paragraph.is_contents() {
            return;
        }
        match self.run.left_out(paragraph.style()) {
            None => paragraph.add(text, &self.run),
            Some(_) if text.trim().is_empty() => {}
            Some(LeftOut::Hidden) => self.tally.hidden += 1,
            Some(LeftOut::Struck) => self.tally.struck += 1,
            Some(LeftOut::Prompt) => self.tally.prompts += 1,
        }
    }

    fn close(&mut self) -> Result<(), Fault> {
        match self.frames.pop() {
            Some(Frame::Paragraph) => {
                let Some(mut paragraph) = self.paragraphs.pop() else { return Ok(()) };
                if paragraph.end_deleted {
                    self.carried = std::mem::take(&mut paragraph.text);
                    return Ok(());
                }
                let look = paragraph.look();
                self.blocks.paragraph(&paragraph.text, look)?;
            }
            Some(Frame::Field(field)) => {
                let shown = field.shown();
                self.say(&shown);
            }
            Some(Frame::Table) => self.blocks.close_table(),
            Some(Frame::Row { heading, muted }) => {
                self.blocks.close_row(heading);
                self.muted -= usize::from(muted);
            }
            Some(Frame::Cell) => {
                self.open_cell()?;
                self.flush_carried()?;
                if let Some(cell) = self.cells.pop() {
                    self.muted -= usize::from(cell.goes_on);
                }
                self.blocks.close_cell();
            }
            Some(Frame::ControlContent { muted }) => self.muted -= usize::from(muted),
            Some(Frame::TextBox { zone }) => {
                self.flush_carried()?;
                self.blocks.zone(zone);
            }
            Some(Frame::Note) => {
                self.blocks.zone(None);
            }
            _ => {}
        }
        Ok(())
    }

    /// Says what paragraphs with a deleted end left where none follows.
    fn flush_carried(&mut self) -> Result<(), Fault> {
        let carried = std::mem::take(&mut self.carried);
        if carried.is_empty() {
            return Ok(());
        }
        self.blocks.paragraph(&carried, Paragraph::default().look())
    }
}

/// A number of columns; no table has thousands.
fn columns(tag: &Tag<'_>) -> usize {
    usize::try_from(tag.number("val").unwrap_or(1).min(1000)).unwrap_or(1)
}
