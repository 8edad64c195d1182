//! What one line of plain text looks like: a label and its value, a row of a table, a list entry, a heading.

use std::ops::Range;

/// The trimmed part of `line[range]`.
pub(super) fn trimmed(line: &str, range: Range<usize>) -> Range<usize> {
    let part = line.get(range.clone()).unwrap_or_default();
    let start = range.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}

/// Splits `Label: value`, where the label has at most eight words and stands at the line's start.
pub(super) fn label_and_value(line: &str) -> Option<(Range<usize>, Range<usize>)> {
    let colon = line.find(':')?;
    let label = trimmed(line, 0..colon);
    let words = line.get(label.clone())?.split_whitespace().count();
    let clock = line.as_bytes().get(colon + 1).is_some_and(u8::is_ascii_digit)
        && colon > 0
        && line.as_bytes().get(colon - 1).is_some_and(u8::is_ascii_digit);
    if words == 0 || words > 8 || clock || line.get(label.clone())?.contains(['.', '?', '!', ';']) {
        return None;
    }
    Some((label, trimmed(line, colon + 1..line.len())))
}

/// Splits a line into table cells: by `|`, by tabs, by dot leaders, or by three and more spaces. `None` for prose.
pub(super) fn cells(line: &str) -> Option<Vec<Range<usize>>> {
    let body = trimmed(line, 0..line.len());
    let text = line.get(body.clone())?;
    if text.matches('|').count() >= 2 || (text.contains(" | ") && text.len() < 200) {
        return Some(split_at(line, body, |rest| rest.starts_with('|').then_some(1), true));
    }
    if text.contains('\t') {
        return Some(split_at(line, body, |rest| run_of(rest, '\t', 1), false));
    }
    let leaders =
        split_at(line, body.clone(), |rest| run_of(rest, '.', 4).or_else(|| run_of(rest, '_', 4)), false);
    if leaders.len() == 2 {
        return Some(leaders);
    }
    let spaced = split_at(line, body, |rest| run_of(rest, ' ', 3), false);
    (spaced.len() >= 2 && spaced.iter().all(|cell| cell.len() < 120)).then_some(spaced)
}

fn run_of(rest: &str, mark: char, least: usize) -> Option<usize> {
    let run = rest.bytes().take_while(|byte| *byte == mark as u8).count();
    (run >= least).then_some(run)
}

fn split_at(
    line: &str,
    body: Range<usize>,
    mark: impl Fn(&str) -> Option<usize>,
    keep_empty: bool,
) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let mut start = body.start;
    let mut at = body.start;
    while at < body.end {
        let Some(rest) = line.get(at..body.end) else { break };
        if let Some(length) = mark(rest) {
            cells.push(trimmed(line, start..at));
            at += length;
            start = at;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    cells.push(trimmed(line, start..body.end));
    if keep_empty {
        if cells.first().is_some_and(Range::is_empty) {
            cells.remove(0);
        }
        if cells.last().is_some_and(Range::is_empty) {
            cells.pop();
        }
    } else {
        cells.retain(|cell| !cell.is_empty());
    }
    cells
}

/// Whether the line only draws a rule or the rule under a table's heading.
pub(super) fn is_rule(line: &str) -> bool {
    let text = line.trim();
    text.len() >= 3
        && text.contains(['-', '=', '_', '*'])
        && text.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'_' | b'|' | b':' | b' ' | b'+' | b'*'))
}

/// Length of a bullet or number at the start of a trimmed line (`- `, `• `, `3. `, `2) `, `(a) `).
pub(super) fn bullet(text: &str) -> Option<usize> {
    for mark in ["- ", "* ", "• ", "· ", "– ", "o ", "> "] {
        if text.starts_with(mark) {
            return Some(mark.len());
        }
    }
    let bytes = text.as_bytes();
    let open = usize::from(bytes.first() == Some(&b'('));
    let digits = bytes.get(open..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let letter = usize::from(
        digits == 0
            && bytes.get(open).is_some_and(u8::is_ascii_lowercase)
            && bytes.get(open + 1) == Some(&b')'),
    );
    let end = open + digits + letter;
    let closes = matches!(bytes.get(end), Some(b'.' | b')')) && bytes.get(end + 1) == Some(&b' ');
    (closes && digits + letter > 0 && digits <= 2).then_some(end + 2)
}

/// Whether a trimmed line reads as a heading: short, without a sentence's end, in capitals or closed by a colon.
pub(super) fn is_heading(text: &str, alone: bool) -> bool {
    let words = text.split_whitespace().count();
    if words == 0 || words > 9 || text.len() > 80 {
        return false;
    }
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    if letters.len() < 2 {
        return false;
    }
    let ends_open = text.ends_with(['.', '!', '?', ',', ';']);
    let upper = letters.iter().all(|c| c.is_uppercase());
    if upper && !ends_open && !text.trim_end_matches(':').contains(':') && letters.len() > 3 {
        return true;
    }
    if text.ends_with(':') && !text.trim_end_matches(':').contains([':', ',']) {
        return true;
    }
    alone
        && !ends_open
        && words <= 6
        && letters.first().is_some_and(|c| c.is_uppercase())
        && !text.contains(':')
}
