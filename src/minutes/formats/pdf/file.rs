//! A PDF from its bytes: its text page by page, its lines joined to paragraphs.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{Document as Pdf, output_doc_page};

use crate::minutes::Document;
use crate::minutes::document::Part;
use crate::minutes::formats::bounds::Bounds;
use crate::minutes::formats::opened::{Fault, Opened};

use super::arrange::{Line, arrange};
use super::furniture::take_off;
use super::glyphs::Glyphs;
use super::guard::check;
use super::prepare::{Preparation, Trouble};

/// Bytes of the stack on which a PDF is read: the reader of its objects calls itself, to a bounded depth.
const STACK: usize = 64 << 20;

impl Document {
    /// Reads the text of a PDF. A scan has none, which is an error; so is a page that cannot be read.
    pub fn from_pdf(bytes: &[u8], bounds: &Bounds) -> Result<Opened, Fault> {
        check(bytes, bounds)?;
        // A thread of its own: for its stack, and so that nothing that goes wrong in it reaches further.
        let pages = std::thread::scope(|scope| {
            let builder = std::thread::Builder::new().stack_size(STACK);
            let thread = builder.spawn_scoped(scope, || pages_of(bytes, bounds));
            thread.ok().and_then(|thread| thread.join().ok()).unwrap_or_else(|| Err(damaged(None)))
        });
        let mut pages = pages?;
        take_off(&mut pages);
        let (text, starts) = text_of(&pages);
        if !text.contains(char::is_alphanumeric) {
            return Err(Fault::no_text(
                "it is a scan: run character recognition over it and save it again, or attach the minutes as text",
            ));
        }
        let parts =
            starts.into_iter().map(|(from, page)| Part { from, label: format!("page {page}") }).collect();
        Ok(Opened { document: Document::from_text(&text).with_parts(parts), remarks: Vec::new() })
    }
}

fn damaged(page: Option<u32>) -> Fault {
    let message = match page {
        Some(page) => format!("page {page} of this PDF cannot be read"),
        None => "this PDF is damaged and cannot be read".to_owned(),
    };
    let help =
        "fetch it again from where it came from, print it into a new PDF, or attach the minutes as text";
    Fault::damaged(message, help)
}

/// The lines of every page.
fn pages_of(bytes: &[u8], bounds: &Bounds) -> Result<Vec<Vec<Line>>, Fault> {
    let mut pdf = Pdf::load_mem(bytes).map_err(|_| damaged(None))?;
    if pdf.is_encrypted() {
        return Err(Fault::protected("open it and print it into a new PDF, or attach the minutes as text"));
    }
    let pages = pdf.get_pages();
    if pages.is_empty() {
        return Err(damaged(None));
    }
    if pages.len() as u64 > bounds.pages {
        return Err(Fault::too_large(&format!("it has more than {} pages", bounds.pages), "max_pages"));
    }
    let mut preparation = Preparation::new(&mut pdf, bounds.unpacked_bytes);
    let prepared: BTreeSet<_> = pages.values().copied().collect();
    for page in prepared {
        preparation.page(page).map_err(|trouble| match trouble {
            Trouble::Told(fault) => fault,
            Trouble::Damaged => damaged(pages.iter().find(|(_, id)| **id == page).map(|(number, _)| *number)),
        })?;
    }
    let mut glyphs = Glyphs::new(bounds.text_bytes);
    for number in pages.keys() {
        // Fonts come in more ways than their reader knows; it panics over some of the others.
        let read = catch_unwind(AssertUnwindSafe(|| output_doc_page(&pdf, &mut glyphs, *number)));
        if glyphs.over {
            let what = format!("its text is longer than {} MiB", bounds.text_bytes >> 20);
            return Err(Fault::too_large(&what, "max_minutes_bytes"));
        }
        match read {
            Ok(Ok(())) => {}
            Ok(Err(_)) | Err(_) => return Err(damaged(Some(*number))),
        }
    }
    Ok(glyphs.pages.iter().map(|runs| arrange(runs)).collect())
}

/// The text of all pages, and where each begins.
fn text_of(pages: &[Vec<Line>]) -> (String, Vec<(usize, usize)>) {
    let words = words_of(pages);
    let mut text = String::new();
    let mut starts = Vec::new();
    let mut columns: Vec<f64> = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        let step = usual_step(page);
        let lower = page.first().is_some_and(|line| line.text().starts_with(char::is_lowercase));
        if number > 0 && (ends_sentence(&text) || !lower) {
            text.push('\n');
        }
        starts.push((text.len(), number + 1));
        let mut last: Option<&Line> = None;
        for line in page {
            let apart = last.is_some_and(|last| {
                let down = last.bottom - line.top;
                down > step * 1.35
                    || down < 0.0
                    || (last.size - line.size).abs() > 0.6
                    || last.is_row() != line.is_row()
            });
            if apart {
                text.push('\n');
            }
            if !line.is_row() || last.is_none_or(|last| !last.is_row()) {
                columns.clear();
            }
            if line.is_row() {
                row(line, &mut columns, &words, &mut text);
            } else {
                let own = line.cells.first().map(|cell| cell.lines.join(" ")).unwrap_or_default();
                append(&mut text, &own, &words, last.is_some_and(|last| !last.is_row()) && !apart);
                text.push('\n');
            }
            last = Some(line);
        }
    }
    (text, starts)
}

/// Writes a row with its cells under the columns of the table's first row.
fn row(line: &Line, columns: &mut Vec<f64>, words: &BTreeSet<String>, text: &mut String) {
    if columns.len() < line.cells.len() {
        *columns = line.cells.iter().map(|cell| cell.x).collect();
    }
    let mut next = 0;
    text.push('|');
    for (at, cell) in line.cells.iter().enumerate() {
        let still_to_come = line.cells.len() - at - 1;
        let last_possible = columns.len().saturating_sub(still_to_come + 1);
        let distance = |column: usize| columns.get(column).map_or(f64::INFINITY, |x| (x - cell.x).abs());
        let column =
            (next..=last_possible).min_by(|a, b| distance(*a).total_cmp(&distance(*b))).unwrap_or(next);
        for _ in next..column {
            text.push_str("  |");
        }
        let mut own = String::new();
        for (number, part) in cell.lines.iter().enumerate() {
            append(&mut own, part, words, number > 0);
            own.push('\n');
        }
        text.push_str(&format!(" {} |", own.trim_end().replace('\n', " ").replace('|', "/")));
        next = column + 1;
    }
    text.push('\n');
}

/// Adds a line; where it goes on with the one before, a word parted at its end is joined.
fn append(text: &mut String, line: &str, words: &BTreeSet<String>, goes_on: bool) {
    let before = text.strip_suffix('\n').unwrap_or(text);
    if goes_on
        && let Some(head) = before.strip_suffix('-')
        && let Some(first) =
            head.split(|c: char| !c.is_alphabetic()).next_back().filter(|word| word.len() > 1)
        && let Some(second) = line.split(|c: char| !c.is_alphabetic()).next()
        && second.starts_with(char::is_lowercase)
    {
        // A hyphen of the word itself stays: where the document writes it so elsewhere, or after a part that asks for one.
        let together = format!("{first}{second}").to_lowercase();
        let hyphen = format!("{first}-{second}").to_lowercase();
        let compound = [
            "self", "well", "non", "co", "pre", "post", "follow", "multi", "long", "short", "re", "inter",
            "one",
        ];
        let keeps = !words.contains(&together)
            && (words.contains(&hyphen) || compound.contains(&first.to_lowercase().as_str()));
        let kept = before.len() - usize::from(!keeps);
        text.truncate(kept);
    }
    text.push_str(line);
}

/// Every word of the document, those with a hyphen as well.
fn words_of(pages: &[Vec<Line>]) -> BTreeSet<String> {
    let cells = pages.iter().flatten().flat_map(|line| &line.cells);
    let lines = cells.flat_map(|cell| &cell.lines);
    lines
        .flat_map(|line| line.split(|c: char| !(c.is_alphabetic() || c == '-')))
        .filter(|word| !word.is_empty() && !word.ends_with('-'))
        .map(str::to_lowercase)
        .collect()
}

/// How far apart the lines of a page's paragraphs usually stand.
fn usual_step(page: &[Line]) -> f64 {
    let pairs = page.iter().zip(page.iter().skip(1));
    let mut steps: Vec<f64> = pairs.map(|(a, b)| a.bottom - b.top).filter(|step| *step > 0.5).collect();
    steps.sort_by(f64::total_cmp);
    // The lower third: lines within paragraphs are nearer to each other than paragraphs are.
    steps.get(steps.len() / 3).copied().unwrap_or(14.0)
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['.', '!', '?', ':', '|'])
}
