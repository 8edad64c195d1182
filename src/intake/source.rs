//! One piece of input text, and how a JSON Pointer in it becomes a line and a column: only when something is printed.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::minutes::{Part, part_at};
use crate::place::{Place, Position, char_start};

use super::json_scan;
use super::toml_spans::TomlSpans;

/// How a record is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Syntax {
    /// TOML.
    Toml,
    /// JSON (also one line of NDJSON, or one element of an array).
    Json,
    /// Markdown, plain text, or the text of a document.
    Prose,
}

/// A piece of input text with its file. Cheap to clone: the text is shared.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file as given or found, with `/` between folders.
    pub file: Arc<str>,
    /// The decoded text of the whole file.
    pub text: Arc<str>,
    /// The byte range of this record in the text (all of it for a file with one record).
    pub range: Range<usize>,
    /// How it is written.
    pub syntax: Syntax,
    /// Where the range begins, so that a place costs no walk over the records before it.
    start: Position,
    /// The spans of a TOML document, found when the first place is asked for and shared by all clones.
    spans: Arc<OnceLock<TomlSpans>>,
    /// The parts of a document without lines of its own.
    parts: Arc<[Part]>,
}

impl Source {
    /// A file with one record, or one set of minutes.
    pub fn whole(file: impl Into<Arc<str>>, text: impl Into<Arc<str>>, syntax: Syntax) -> Self {
        let text = text.into();
        let range = 0..text.len();
        Self {
            file: file.into(),
            text,
            range,
            syntax,
            start: Position::START,
            spans: Arc::default(),
            parts: Arc::default(),
        }
    }

    /// The text taken out of a document, and where in the document its parts are found.
    pub fn document(file: impl Into<Arc<str>>, text: impl Into<Arc<str>>, parts: Arc<[Part]>) -> Self {
        Self { parts, ..Self::whole(file, text, Syntax::Prose) }
    }

    /// One record of a file with many: its byte range, which begins at `start`.
    #[must_use]
    pub fn part(&self, start: Position, end: usize) -> Self {
        Self { range: start.byte..end, start, spans: Arc::default(), ..self.clone() }
    }

    /// The text of this record.
    pub fn record(&self) -> &str {
        &self.text[self.range.clone()]
    }

    /// The place of the thing at `pointer`; of its key where `at_key`. A pointer that leads nowhere gives the place of the
    /// nearest thing around it; the record itself is told by its first line.
    pub fn place(&self, pointer: &str, at_key: bool) -> Place {
        let span = match self.syntax {
            Syntax::Json => json_scan::find(&self.text, self.range.clone(), pointer, at_key),
            Syntax::Toml => self.find_in_toml(pointer, at_key),
            Syntax::Prose => self.all(),
        };
        let span = if span == self.all() { self.first_line() } else { span };
        Place { pointer: pointer.to_owned(), ..self.place_of(span) }
    }

    /// The place of a byte range of the file's text.
    pub fn place_of(&self, span: Range<usize>) -> Place {
        let end = char_start(&self.text, span.end);
        let start = char_start(&self.text, span.start.min(end));
        let first = self.start.advance(&self.text, start);
        let shown = self.text[start..end].trim_end().len();
        let last = first.advance(&self.text, start + shown.saturating_sub(1));
        Place {
            file: self.file.to_string(),
            line: first.line,
            column: first.column,
            end_line: last.line,
            pointer: String::new(),
            part: part_at(&self.parts, start).to_owned(),
            span: (start, end),
        }
    }

    /// This record without the white space around it.
    fn all(&self) -> Range<usize> {
        let record = self.record();
        let start = self.range.start + (record.len() - record.trim_start().len());
        start..start + record.trim().len()
    }

    fn first_line(&self) -> Range<usize> {
        let all = self.all();
        let line = self.text[all.clone()].lines().next().unwrap_or_default();
        all.start..all.start + line.trim_end().len()
    }

    fn find_in_toml(&self, pointer: &str, at_key: bool) -> Range<usize> {
        let spans = self.spans.get_or_init(|| TomlSpans::of(self.record()));
        let (mut around, mut at_key) = (pointer, at_key);
        while !around.is_empty() {
            if let Some(span) = spans.find(around, at_key) {
                return span.start + self.range.start..span.end + self.range.start;
            }
            around = around.rfind('/').map_or("", |cut| &around[..cut]);
            at_key = false;
        }
        self.all()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_within_a_file_has_the_lines_and_columns_of_the_file() {
        let text = "[{\"a\": 1},\r\n {\"é\": \"ü\",\r\n\t\"b\": [1,\r\n  2]}]";
        let file = Source::whole("f.json", text, Syntax::Json);
        let begin = text.find("{\"é").unwrap();
        let record = file.part(Position::START.advance(text, begin), text.len() - 1);
        let place = record.place("/b", false);
        assert_eq!((place.line, place.column, place.end_line), (3, 7, 4));
        assert_eq!(&text[place.span.0..place.span.1], "[1,\r\n  2]");
        let key = record.place("/b", true);
        assert_eq!((key.line, key.column, key.end_line, key.pointer.as_str()), (3, 2, 3, "/b"));
        let root = record.place("", false);
        assert_eq!((root.line, root.column, root.end_line), (2, 2, 2));
    }

    #[test]
    fn the_nearest_place_around_is_told_where_a_pointer_leads_nowhere() {
        let toml = Source::whole("f.toml", "a = 1\n\n[[b]]\nc = 2\n", Syntax::Toml);
        assert_eq!(toml.place("/b/0/zz", true).line, 3);
        assert_eq!(toml.place("/nothing/here", false).line, 1);
        assert_eq!(toml.place("/b/0/c", false).column, 5);
    }

    #[test]
    fn a_text_that_is_no_toml_still_has_places() {
        let broken = Source::whole("f.toml", "\n = = \n", Syntax::Toml);
        assert_eq!(broken.place("/a", false).line, 2);
        assert_eq!(broken.place_of(900..950).line, 3);
    }
}
