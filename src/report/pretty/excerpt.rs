//! The lines of input that prove a finding, cut to what is worth showing, and safe to show.
//!
//! Records may stand on one line of many kilobytes, and a finding may rest on several files. So the excerpts of one
//! finding are laid into one made-up text, each under its own file name and line number; miette draws them from there.

use std::collections::BTreeMap;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use unicode_width::UnicodeWidthChar;

use crate::place::Place;
use crate::report::{SourceTexts, Style, safe_text};

/// Lines of one entry that are shown at most.
const LINES: usize = 8;
/// Bytes around a place that are looked at for its line.
const REACH: usize = 4096;
/// Columns of a record's line that are underlined at most, so that labels begin on the left.
const UNDERLINED: usize = 24;

/// Something to point at.
pub(super) struct Mark {
    /// Where it stands.
    pub place: Place,
    /// What it proves.
    pub label: String,
}

/// The excerpts of one finding.
#[derive(Debug, Default)]
pub(super) struct Excerpts {
    text: String,
    parts: Vec<Part>,
    labels: Vec<LabeledSpan>,
    /// Line and column in the file, counted from 0, of what stands at this offset of `text`.
    spots: BTreeMap<usize, (usize, usize)>,
}

/// Lines of one file that follow one another.
#[derive(Debug)]
struct Part {
    file: String,
    /// Offsets in the text.
    range: std::ops::Range<usize>,
    /// Its first line in the file, counted from 0.
    line: usize,
    lines: usize,
}

/// One line to show: its text, and what is to be underlined in it.
struct Line {
    text: String,
    underlined: Vec<(std::ops::Range<usize>, usize, String)>,
}

impl Excerpts {
    /// Cuts out what the marks point at, in the order of the marks' files, then by line.
    pub fn new(marks: Vec<Mark>, sources: &dyn SourceTexts, style: &Style) -> Self {
        let mut files: Vec<(String, Vec<Mark>)> = Vec::new();
        for mark in marks {
            let file = match files.iter().position(|(file, _)| *file == mark.place.file) {
                Some(at) => at,
                None => {
                    files.push((mark.place.file.clone(), Vec::new()));
                    files.len() - 1
                }
            };
            let known = files[file].1.iter_mut().find(|known| known.place.span == mark.place.span);
            match known.filter(|known| known.place.line == mark.place.line) {
                Some(known) if known.label.contains(&mark.label) => {}
                Some(known) => known.label = format!("{}; {}", known.label, mark.label),
                None => files[file].1.push(mark),
            }
        }
        let mut excerpts = Self::default();
        for (file, mut marks) in files {
            let Some(text) = sources.text(&file) else { continue };
            marks.sort_by_key(|mark| (mark.place.line, mark.place.column));
            excerpts.add_file(&file, &text, &marks, style);
        }
        excerpts
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// What to point at in the excerpts.
    pub fn labels(&self) -> &[LabeledSpan] {
        &self.labels
    }

    fn add_file(&mut self, file: &str, text: &str, marks: &[Mark], style: &Style) {
        let room = style.width.saturating_sub(10).max(20);
        let mut lines: BTreeMap<usize, Line> = BTreeMap::new();
        for mark in marks {
            let Some((start, raw)) = line_at(text, &mark.place) else { continue };
            let first = mark.place.line.max(1) - 1;
            // Records are indented; the indentation of an entry says nothing here.
            let indent = if mark.place.pointer.is_empty() { 0 } else { raw.len() - raw.trim_start().len() };
            let (bare, from) = (&raw[indent..], start + indent);
            let (at, end) = match mark.place.span {
                (0, 0) => word_at(bare, mark.place.column.saturating_sub(1 + indent)),
                (start, end) => (start.saturating_sub(from), end.saturating_sub(from)),
            };
            let at = at.min(bare.len());
            let end = end.clamp(at, bare.len());
            let view = cut(bare, at..end, room, style);
            let (range, label) = underline(&view.0, view.1, mark, room);
            let column = mark.place.column.max(1) - 1;
            if width(bare) > room {
                // A long line is shown once for each mark, cut around it.
                self.flush(file, &mut lines);
                lines.insert(first, Line { text: view.0, underlined: vec![(range, column, label)] });
                self.flush(file, &mut lines);
                continue;
            }
            let line = lines.entry(first).or_insert_with(|| Line { text: view.0, underlined: Vec::new() });
            let range = clear_of(range, line);
            line.underlined.push((range, column, label));
            let last = mark.place.end_line.saturating_sub(1).min(first + LINES - 1);
            let mut next = start + raw.len();
            for number in first + 1..=last {
                let Some(raw) = text.get(next..).and_then(after_line_end) else { break };
                next = text.len() - raw.len();
                let raw = raw.lines().next().unwrap_or_default();
                if raw.trim().is_empty() {
                    break;
                }
                next += raw.len();
                let spaces = raw.len() - raw.trim_start().len();
                let text = cut(&raw[indent.min(spaces)..], 0..0, room, style).0;
                lines.entry(number).or_insert(Line { text, underlined: Vec::new() });
            }
        }
        self.flush(file, &mut lines);
    }

    /// Lays the lines gathered so far into the text, one part for each run of lines.
    fn flush(&mut self, file: &str, lines: &mut BTreeMap<usize, Line>) {
        let mut last = None;
        for (number, line) in std::mem::take(lines) {
            let start = self.text.len();
            if last.is_none_or(|last| last + 1 != number) {
                let file = safe_text(file).into_owned();
                self.parts.push(Part { file, range: start..start, line: number, lines: 0 });
            }
            last = Some(number);
            self.spots.insert(start, (number, 0));
            for (range, column, label) in line.underlined {
                self.spots.insert(start + range.start, (number, column));
                self.labels.push(LabeledSpan::new(Some(label), start + range.start, range.len()));
            }
            self.text.push_str(&line.text);
            self.text.push('\n');
            if let Some(part) = self.parts.last_mut() {
                part.range.end = self.text.len();
                part.lines += 1;
            }
        }
    }
}

impl SourceCode for Excerpts {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let end = span.offset() + span.len();
        let part = self.parts.iter().rfind(|part| part.range.start <= span.offset() && end <= part.range.end);
        let part = part.ok_or(MietteError::OutOfBounds)?;
        // Asked for the span alone, miette wants to know where it stands in its file; else it wants the lines to draw.
        let (range, line, column) = if before == 0 && after == 0 {
            let spot = self.spots.range(..=span.offset()).next_back();
            let (line, column) = spot.map_or((part.line, 0), |(_, spot)| *spot);
            (span.offset()..end, line, column)
        } else {
            (part.range.clone(), part.line, 0)
        };
        let data = self.text.as_bytes().get(range.clone()).ok_or(MietteError::OutOfBounds)?;
        let span = SourceSpan::new(range.start.into(), range.len());
        Ok(Box::new(MietteSpanContents::new_named(part.file.clone(), data, span, line, column, part.lines)))
    }
}

/// The line on which a place begins: its first byte in the text, and its text without the line end. Of a line longer
/// than [`REACH`] on either side, the part around the place.
fn line_at<'a>(text: &'a str, place: &Place) -> Option<(usize, &'a str)> {
    let at = place.span.0;
    let trusted = (at > 0 || place.line == 1) && at <= text.len() && text.is_char_boundary(at);
    if !trusted {
        let line = text.lines().nth(place.line.max(1) - 1)?;
        return Some((line.as_ptr() as usize - text.as_ptr() as usize, line));
    }
    let from = floor(text, at.saturating_sub(REACH));
    let to = floor(text, at + REACH);
    let start = text[from..at].rfind('\n').map_or(from, |end| from + end + 1);
    let end = text[at..to].find('\n').map_or(to, |end| at + end);
    Some((start, text[start..end].trim_end_matches('\r')))
}

/// The bytes of the word that begins at a column, counted from 0; of one character where no word does.
fn word_at(line: &str, column: usize) -> (usize, usize) {
    let start = line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
    let is_word = |char: char| char.is_alphanumeric() || char == '_';
    let word = line[start..].find(|char| !is_word(char)).unwrap_or(line.len() - start);
    let one = line[start..].chars().next().map_or(0, char::len_utf8);
    (start, start + word.max(one))
}

/// What follows the line end that `rest` begins with; `None` at the end of the text.
fn after_line_end(rest: &str) -> Option<&str> {
    rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')).filter(|rest| !rest.is_empty())
}

fn width(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

/// `raw` made safe and, where it is wider than `room`, cut around `range`; with where the range is now.
fn cut(
    raw: &str,
    range: std::ops::Range<usize>,
    room: usize,
    style: &Style,
) -> (String, std::ops::Range<usize>) {
    let lead = room / 6;
    let before = width(&raw[..floor(raw, range.start)]);
    let skip = if width(raw) > room && before > lead { before - lead } else { 0 };
    let (mut text, mut seen, mut used) = (String::new(), 0, 0);
    let (mut from, mut to) = (None, None);
    if skip > 0 {
        text.push_str(style.ellipsis());
        used += width(style.ellipsis());
    }
    for (at, char) in raw.char_indices() {
        let mut safe = String::new();
        crate::report::safe_text::push_safe(&mut safe, char);
        let columns = char.width().unwrap_or(1);
        seen += columns;
        if seen <= skip {
            continue;
        }
        if used + width(&safe) > room.saturating_sub(3) && width(raw) > room {
            text.push_str(style.ellipsis());
            break;
        }
        if at >= range.start && from.is_none() {
            from = Some(text.len());
        }
        if at >= range.end && to.is_none() {
            to = Some(text.len());
        }
        used += width(&safe);
        text.push_str(&safe);
    }
    let from = from.unwrap_or(text.len());
    let to = to.unwrap_or(text.len()).max(from);
    (text, from..to)
}

/// The last place between two characters that is not after `at`.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// What to underline of a mark, and its label wrapped beside the line.
fn underline(
    view: &str,
    range: std::ops::Range<usize>,
    mark: &Mark,
    room: usize,
) -> (std::ops::Range<usize>, String) {
    let quoted = mark.label.split_once('“').and_then(|(about, rest)| Some((about, rest.rsplit_once('”')?.0)));
    let (about, quote) = quoted.unwrap_or(("", &mark.label));
    let shown = mark.place.pointer.is_empty() && view[range.clone()].contains(&*safe_text(quote));
    let mut end = range.end;
    if !shown {
        let mut columns = view[range.clone()].char_indices().map(|(at, _)| range.start + at);
        end = columns.nth(UNDERLINED).unwrap_or(range.end).min(range.end);
    }
    // Words that can be read in the line above are not said again.
    let label = match about.trim_end_matches([':', ' ']) {
        "" if shown => "said here".to_owned(),
        about if shown => safe_text(about).into_owned(),
        _ => safe_text(&mark.label).into_owned(),
    };
    let middle = width(&view[..range.start]) + width(&view[range.start..end]) / 2;
    let columns = room.saturating_sub(middle + 4).max(24);
    let options = textwrap::Options::new(columns)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    (range.start..end.max(range.start + 1).min(view.len().max(range.start)), textwrap::fill(&label, options))
}

/// `range`, ending before the next thing underlined on the same line begins.
fn clear_of(range: std::ops::Range<usize>, line: &mut Line) -> std::ops::Range<usize> {
    for (other, _, _) in &mut line.underlined {
        if other.start < range.start && other.end > range.start {
            other.end = range.start;
        }
    }
    range
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::report::Texts;

    const ESCAPE: char = '\u{1b}';

    fn drawn(text: &str, place: Place, width: usize) -> String {
        let mut texts = Texts::default();
        texts.add(place.file.clone(), text);
        let style = Style { width, ..Style::default() };
        let mark = Mark { place, label: "proof".to_owned() };
        let mut shown = super::super::finding::Shown::new(miette::Severity::Error, "message".to_owned());
        shown.excerpts = Excerpts::new(vec![mark], &texts, &style);
        let mut to = Vec::new();
        shown.write(&mut to, &style).unwrap();
        String::from_utf8(to).unwrap()
    }

    fn place(line: usize, column: usize, span: (usize, usize)) -> Place {
        Place {
            file: "a.json".into(),
            line,
            column,
            end_line: line,
            pointer: "/a".into(),
            part: String::new(),
            span,
        }
    }

    #[test]
    fn a_line_of_megabytes_is_cut_around_the_place() {
        let text = format!("{}{{\"id\": \"AP-1\"}}{}", " [1]".repeat(500_000), " [2]".repeat(500_000));
        let text = drawn(&text, place(1, 2_000_001, (2_000_000, 2_000_014)), 80);
        assert!(text.contains("AP-1") && text.contains("…"), "{text}");
        assert!(text.lines().all(|line| width(line) <= 80), "{text}");
    }

    #[test]
    fn a_place_without_a_known_span_is_found_by_its_line() {
        let text = drawn("one\ntwo\nthree\n", place(2, 1, (0, 0)), 80);
        assert!(text.contains("2 │ two") && !text.contains("one"), "{text}");
    }

    #[test]
    fn line_ends_of_any_kind_are_no_part_of_a_line() {
        let text =
            drawn("{\r\n \"a\": 1,\r\n \"b\": 2\r\n}\r\n", Place { end_line: 3, ..place(2, 2, (4, 18)) }, 80);
        assert!(text.contains("2 │ \"a\": 1,\n") && text.contains("3 │ \"b\": 2\n"), "{text}");
    }

    proptest! {
        #[test]
        fn no_place_in_any_text_is_too_much(
            text in "(\\PC|[\n\r\t\u{1b}é🙂]){0,200}",
            line in 0_usize..9,
            column in 0_usize..99,
            lines in 0_usize..12,
            start in 0_usize..300,
            length in 0_usize..300,
            prose in any::<bool>(),
            columns in 20_usize..130,
        ) {
            let pointer = if prose { String::new() } else { "/a".to_owned() };
            let place = Place { end_line: line + lines, pointer, ..place(line, column, (start, start + length)) };
            let text = drawn(&text, place, columns);
            prop_assert!(!text.contains(ESCAPE));
            prop_assert!(!text.contains("Failed to read"));
        }
    }
}
