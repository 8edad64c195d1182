//! Places in the input: where a fact, a quote or a fault stands.

use serde::Serialize;

/// A place in one input file. Lines and columns count from 1; columns count characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    /// The file, as it was named on the command line or found below a named folder, with `/` between folders.
    pub file: String,
    /// First line.
    pub line: usize,
    /// First column.
    pub column: usize,
    /// Last line; the same as `line` where the thing stands on one line.
    pub end_line: usize,
    /// JSON Pointer (RFC 6901) within a record; empty for minutes.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub pointer: String,
    /// In a document without lines of its own (Word, PDF, e-mail), where its reader finds it: `paragraph 14`. Line and
    /// column then count in the text taken out of it. Empty for text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub part: String,
    /// Byte range in the decoded text of the file, for quoting it.
    #[serde(skip)]
    pub span: (usize, usize),
}

impl Place {
    /// A file as a whole: its first line, without a span.
    pub fn file(name: impl Into<String>) -> Self {
        Self { file: name.into(), line: 1, column: 1, end_line: 1, ..Self::default() }
    }
}

/// A byte of a text with its line and column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The byte, counted from 0.
    pub byte: usize,
    /// Its line, counted from 1.
    pub line: usize,
    /// Its column, counted from 1 in characters; a tab is one character.
    pub column: usize,
}

impl Position {
    /// The beginning of a text.
    pub const START: Self = Self { byte: 0, line: 1, column: 1 };

    /// The position of byte `to` of `text`, counted on from this one; a byte inside a character stands for that character.
    /// Lines end at a line feed, so CRLF ends one line, not two.
    #[must_use]
    pub fn advance(self, text: &str, to: usize) -> Self {
        let to = char_start(text, to);
        if to < self.byte {
            return Self::START.advance(text, to);
        }
        let passed = &text[self.byte..to];
        match passed.rfind('\n') {
            None => Self { byte: to, line: self.line, column: self.column + passed.chars().count() },
            Some(last) => Self {
                byte: to,
                line: self.line + passed.bytes().filter(|byte| *byte == b'\n').count(),
                column: 1 + passed[last + 1..].chars().count(),
            },
        }
    }
}

/// The first byte of the character that holds byte `at`; the length of the text where it ends before.
pub fn char_start(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters_and_line_feeds() {
        let text = "a\r\nß\tx\n\u{1F600}y";
        let at = |needle: char| {
            let found = Position::START.advance(text, text.find(needle).unwrap());
            (found.line, found.column)
        };
        assert_eq!(at('ß'), (2, 1));
        assert_eq!(at('x'), (2, 3));
        assert_eq!(at('y'), (3, 2));
    }

    #[test]
    fn counting_on_from_a_later_start_gives_the_same_as_counting_from_the_beginning() {
        let text = "one\ntwo\r\nthree é four\n";
        let middle = Position::START.advance(text, 5);
        for to in 0..=text.len() + 3 {
            assert_eq!(middle.advance(text, to), Position::START.advance(text, to), "byte {to}");
        }
    }
}
