//! Splits prose and jottings into sentences without breaking at abbreviations, initials, decimals and times.

use std::ops::Range;

const ABBREVIATIONS: &[&str] = &[
    "dr", "mr", "mrs", "ms", "st", "prof", "e.g", "i.e", "eg", "ie", "approx", "no", "appt", "appts", "ref",
    "re", "vs", "cons", "rev", "tel", "ext", "max", "min", "dept", "hosp", "etc", "inc", "jan", "feb", "mar",
    "apr", "aug", "sept", "sep", "oct", "nov", "dec", "mx",
];

/// Bytes of one sentence; a longer one is cut between words. No sentence that people write is as long: this keeps what is
/// asked of a sentence cheap in a text without full stops.
const LONGEST: usize = 4000;

/// Byte ranges of the sentences of a text, trimmed, in order. Linear in the text.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < bytes.len() {
        let ends = match bytes.get(at) {
            Some(b'.') => full_stop_ends(text, start, at),
            Some(b'!' | b'?') => true,
            _ => false,
        };
        if ends {
            let mut end = at + 1;
            while matches!(bytes.get(end), Some(b'.' | b'!' | b'?' | b'"' | b'\'' | b')' | b']'))
                || text.get(end..).is_some_and(|rest| rest.starts_with(['’', '”']))
            {
                end += text.get(end..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
            }
            let followed = bytes.get(end).is_none_or(u8::is_ascii_whitespace);
            if followed {
                push(text, start..end, &mut found);
                start = end;
            }
            at = end;
        } else {
            at += 1;
            if at - start >= LONGEST {
                let cut = cut(text, start, at);
                push(text, start..cut, &mut found);
                start = cut;
            }
        }
    }
    push(text, start..text.len(), &mut found);
    found
}

/// Where to cut an endless sentence: at its last space, else at the last place between characters.
fn cut(text: &str, start: usize, at: usize) -> usize {
    let part = text.as_bytes().get(start..at).unwrap_or_default();
    match part.iter().rposition(u8::is_ascii_whitespace).filter(|space| *space > 0) {
        Some(space) => start + space,
        None => (start..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(at),
    }
}

fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let part = text.get(range.clone()).unwrap_or_default();
    let begin = range.start + (part.len() - part.trim_start().len());
    let end = begin + part.trim().len();
    if end > begin {
        found.push(begin..end);
    }
}

/// Whether the full stop at `at` ends a sentence.
fn full_stop_ends(text: &str, start: usize, at: usize) -> bool {
    let bytes = text.as_bytes();
    let next = bytes.get(at + 1);
    if next.is_some_and(u8::is_ascii_digit) || next.is_some_and(u8::is_ascii_alphabetic) {
        return false;
    }
    let floor = at.saturating_sub(12).max(start);
    let mut from = at;
    while from > floor
        && bytes.get(from - 1).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'.')
    {
        from -= 1;
    }
    let word = text.get(from..at).unwrap_or_default();
    let lower = word.to_ascii_lowercase();
    let after = text.get(at + 1..).unwrap_or_default().trim_start().chars().next();
    let goes_on = after.is_some_and(|c| c.is_lowercase() || c == ',' || c == ';');
    if goes_on && (ABBREVIATIONS.contains(&lower.as_str()) || word.len() == 1) {
        return false;
    }
    let title = [
        "dr", "mr", "mrs", "ms", "prof", "st", "e.g", "i.e", "eg", "re", "ref", "appt", "approx", "tel",
        "cons",
    ];
    if title.contains(&lower.as_str()) && after.is_some_and(|c| c.is_alphanumeric()) {
        return false;
    }
    // "J. Smith": a single capital that is not the whole of an initials list such as "Chair RN."
    !(word.len() == 1
        && word.bytes().all(|byte| byte.is_ascii_uppercase())
        && after.is_some_and(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::sentences;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn abbreviations_decimals_and_initials_do_not_end_a_sentence() {
        assert_eq!(
            split("Dr. Shah gave 5.5 mg. J. Smith agreed."),
            ["Dr. Shah gave 5.5 mg.", "J. Smith agreed."]
        );
        assert_eq!(
            split("Booked 10.15. Mum to drive, e.g. by bus."),
            ["Booked 10.15.", "Mum to drive, e.g. by bus."]
        );
        assert_eq!(split("She said 'no.' He left!"), ["She said 'no.'", "He left!"]);
        assert_eq!(split(""), Vec::<&str>::new());
    }
}
