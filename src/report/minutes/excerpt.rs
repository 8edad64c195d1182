//! A quote in its place: the line it stands on with the quoted words underlined, and `^` under the words that decided.

use std::io;
use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::language::Quote;
use crate::minutes::Document;
use crate::report::safe_text::push_safe;
use crate::report::{Ink, Style, safe_text};

/// Columns of a long line that are shown before and after the quoted words.
const AROUND: usize = 48;
/// Bytes around a quote that are looked at for its lines: against a document that is one endless line.
const REACH: usize = 600;
/// Lines of a document that one quote shows at most.
const LINES: usize = 12;
/// Columns of one line that are shown at most; the rest of a quote is cut off.
const COLUMNS: usize = 1200;

/// A character to show, and how it is marked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    None,
    Quoted,
    Decided,
}

struct Row {
    text: String,
    marks: Vec<Mark>,
}

/// Writes `file:line:column` (or `file, paragraph 14`) and the lines of a quote, indented by two columns.
pub(super) fn write(
    file: &str,
    document: &Document,
    quote: &Quote,
    to: &mut dyn io::Write,
    style: &Style,
) -> io::Result<()> {
    let source = document.source();
    let lines = lines_of(source, &quote.range);
    let (last, _) = document.locate(lines.last().map_or(0, |line| line.start));
    let gutter = last.to_string().len().max(quote.line.to_string().len());
    let (bar, arrow) = if style.unicode { ("│", "─→") } else { ("|", "->") };
    // A document without lines of its own has parts, by which its reader finds the words.
    let part = document.part(quote.range.start);
    let place = match part {
        "" => format!("{}:{}:{}", safe_text(file), quote.line, quote.column),
        part => format!("{}, {}", safe_text(file), safe_text(part)),
    };
    writeln!(to, "  {}{} {place}", " ".repeat(gutter), style.ink(Ink::Faint, arrow))?;
    let room = style.width.saturating_sub(gutter + 5).max(16);
    let cut_off = lines.len() > LINES;
    for line in lines.into_iter().take(LINES) {
        let (number, _) = document.locate(line.start);
        let shown = marked(source, &line, quote, room, style);
        for (at, row) in rows(&shown, room).into_iter().enumerate() {
            let number = if at == 0 && part.is_empty() { number.to_string() } else { String::new() };
            let head = format!("  {number:>gutter$} {bar} ");
            writeln!(to, "{}{}", style.ink(Ink::Faint, &head), row.text)?;
            let under = underline(&row, style);
            if !under.trim().is_empty() {
                let head = format!("  {:>gutter$} {bar} ", "");
                writeln!(to, "{}{}", style.ink(Ink::Faint, &head), style.ink(Ink::Low, &under))?;
            }
        }
    }
    if cut_off {
        writeln!(to, "  {:>gutter$} {bar} {}", "", style.ellipsis())?;
    }
    Ok(())
}

/// The lines that a range of the source touches, without their ends; of endless lines the part around the range.
fn lines_of(source: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let floor = |at: usize| (0..=at.min(source.len())).rev().find(|at| source.is_char_boundary(*at));
    let begin = floor(range.start.saturating_sub(REACH)).unwrap_or(0);
    let end = floor(range.end.saturating_add(REACH)).unwrap_or(source.len());
    let is_end = |c: char| c == '\n' || c == '\r';
    let before = source.get(begin..range.start).unwrap_or_default();
    let start = before.rfind(is_end).map_or(begin, |at| begin + at + 1);
    let after = source.get(range.end..end).unwrap_or_default();
    let stop = after.find(is_end).map_or(end, |at| range.end + at);
    let mut at = start;
    source
        .get(start..stop)
        .unwrap_or_default()
        .split(is_end)
        .map(|line| {
            let range = at..at + line.len();
            at += line.len() + 1;
            range
        })
        .filter(|line| !source.get(line.clone()).unwrap_or_default().trim().is_empty())
        .collect()
}

/// A line's characters made safe, each with its mark; a long line is cut to what stands around the quote.
fn marked(
    source: &str,
    line: &Range<usize>,
    quote: &Quote,
    room: usize,
    style: &Style,
) -> Vec<(String, usize, Mark)> {
    let text = source.get(line.clone()).unwrap_or_default();
    let within = |range: &Range<usize>, at: usize| range.start <= at && at < range.end;
    let mut shown: Vec<(String, usize, Mark)> = Vec::new();
    for (at, c) in text.char_indices() {
        let at = line.start + at;
        let mut safe = String::new();
        push_safe(&mut safe, c);
        let columns = if safe.chars().count() == 1 { c.width().unwrap_or(1) } else { safe.width() };
        let mark = if quote.cues.iter().any(|cue| within(&cue.range, at)) {
            Mark::Decided
        } else if within(&quote.range, at) {
            Mark::Quoted
        } else {
            Mark::None
        };
        shown.push((safe, columns, mark));
    }
    let total: usize = shown.iter().map(|(_, columns, _)| columns).sum();
    if total <= room * 2 {
        return shown;
    }
    let first = shown.iter().position(|(_, _, mark)| *mark != Mark::None).unwrap_or(0);
    let last = shown.iter().rposition(|(_, _, mark)| *mark != Mark::None).map_or(0, |at| at + 1);
    let space = |at: &usize| shown.get(*at).is_some_and(|(text, _, _)| text == " ");
    let from =
        if first > AROUND { (first - AROUND..first).find(space).map_or(first, |at| at + 1) } else { 0 };
    let to = if last + AROUND < shown.len() {
        (last..last + AROUND).rev().find(space).unwrap_or(last)
    } else {
        shown.len()
    };
    let ellipsis = (style.ellipsis().to_owned(), style.ellipsis().width(), Mark::None);
    let to_limit = to.min(from + COLUMNS);
    let mut kept = Vec::new();
    if from > 0 {
        kept.push(ellipsis.clone());
    }
    kept.extend(shown.get(from..to_limit).unwrap_or_default().iter().cloned());
    if to_limit < shown.len() {
        kept.push((" ".to_owned(), 1, Mark::None));
        kept.push(ellipsis);
    }
    kept
}

/// Rows of at most `room` columns, broken between words where that is possible.
fn rows(shown: &[(String, usize, Mark)], room: usize) -> Vec<Row> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < shown.len() {
        let mut used = 0;
        let mut end = start;
        while let Some((_, columns, _)) = shown.get(end).filter(|(_, columns, _)| used + columns <= room) {
            used += columns;
            end += 1;
        }
        let is_space = |at: usize| shown.get(at).is_some_and(|(text, _, _)| text == " ");
        if end < shown.len() && !is_space(end) {
            end = (start + 1..end).rev().find(|at| is_space(*at)).map_or(end.max(start + 1), |at| at + 1);
        }
        found.push(row(shown.get(start..end).unwrap_or_default()));
        start = end;
        while is_space(start) {
            start += 1;
        }
    }
    found
}

fn row(shown: &[(String, usize, Mark)]) -> Row {
    let kept = shown.iter().rposition(|(text, _, _)| text != " ").map_or(0, |at| at + 1);
    let mut row = Row { text: String::new(), marks: Vec::new() };
    for (text, columns, mark) in shown.iter().take(kept) {
        row.text.push_str(text);
        row.marks.extend(std::iter::repeat_n(*mark, *columns));
    }
    row
}

fn underline(row: &Row, style: &Style) -> String {
    let line: String = row
        .marks
        .iter()
        .map(|mark| match mark {
            Mark::None => ' ',
            Mark::Quoted if style.unicode => '─',
            Mark::Quoted => '-',
            Mark::Decided => '^',
        })
        .collect();
    line.trim_end().to_owned()
}
