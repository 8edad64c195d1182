//! The characters of a PDF's pages with where they stand, joined to runs of text on one line.

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};

/// Text on one line without a gap; points from the lower left corner of the page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    /// Left end.
    pub x: f64,
    /// Right end.
    pub end: f64,
    /// The line it stands on.
    pub y: f64,
    /// Height of its letters.
    pub size: f64,
    /// Its text.
    pub text: String,
}

/// The runs of each page, in the order in which the page shows them.
pub(super) struct Glyphs {
    /// One entry a page.
    pub pages: Vec<Vec<Run>>,
    left: u64,
    /// Whether the document shows the spaces between its words: then a gap without one parts cells.
    spaces: bool,
    /// Whether there was more text than may be read.
    pub over: bool,
}

impl Glyphs {
    /// Runs of at most so many bytes together.
    pub fn new(bytes: u64) -> Self {
        Self { pages: Vec::new(), left: bytes, spaces: false, over: false }
    }

    fn add(&mut self, x: f64, end: f64, y: f64, size: f64, text: &str) {
        let Some(page) = self.pages.last_mut() else { return };
        let space = text.chars().all(char::is_whitespace);
        self.spaces |= space;
        if let Some(last) = page.last_mut() {
            let same_line = (last.y - y).abs() < size.max(last.size) * 0.3;
            let gap = x - last.end;
            let widest = if self.spaces && !space && !last.text.ends_with(' ') { 0.35 } else { 1.2 };
            let near = gap < size * widest && gap > -size * 0.5;
            // Raised and lowered figures (4th, CO2) belong to the word before them.
            let raised =
                (last.y - y).abs() < last.size * 0.6 && size < last.size * 0.85 && gap.abs() < size * 0.3;
            if (same_line || raised) && near {
                let apart = gap > size * 0.15 && !last.text.ends_with(' ') && !space;
                if apart {
                    last.text.push(' ');
                }
                // A letter shown twice a hair apart is a way to print bold.
                let again = gap < -size * 0.2 && last.text.ends_with(text);
                let second_space = space && last.text.ends_with(' ');
                if !again && !second_space {
                    last.text.push_str(if space { " " } else { text });
                }
                last.end = last.end.max(end);
                return;
            }
        }
        if !space {
            page.push(Run { x, end, y, size, text: text.to_owned() });
        }
    }
}

impl OutputDev for Glyphs {
    fn begin_page(
        &mut self,
        _number: u32,
        _media_box: &MediaBox,
        _art_box: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.pages.push(Vec::new());
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        trm: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        char: &str,
    ) -> Result<(), OutputError> {
        let across = font_size * trm.m11.hypot(trm.m12);
        let size = font_size.abs() * trm.m21.hypot(trm.m22);
        let (x, y) = (trm.m31, trm.m32);
        let end = x + (width * across).abs();
        if [x, y, end, size].iter().all(|number| number.is_finite()) && !char.is_empty() {
            match self.left.checked_sub(char.len() as u64) {
                Some(left) => self.left = left,
                None => {
                    self.over = true;
                    return Err(OutputError::FormatError(std::fmt::Error));
                }
            }
            self.add(x, end, y, size.max(0.1), char);
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
