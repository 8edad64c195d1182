//! Text from the data made safe to show: what could steer a terminal or deceive the eye is shown as its code instead.

use std::borrow::Cow;

/// `text` on one line, without anything that a terminal obeys or that hides or reorders what is read.
///
/// Line breaks and tabs become spaces. Other control characters (among them the escape that starts a terminal
/// sequence), overrides of the writing direction, and invisible characters are shown as `\u{..}`.
pub fn safe_text(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|char| is_space(char) || is_unsafe(char)) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        if char == '\r' && chars.peek() == Some(&'\n') {
            continue;
        }
        push_safe(&mut safe, char);
    }
    Cow::Owned(safe)
}

/// Adds one character in its safe form.
pub(super) fn push_safe(to: &mut String, char: char) {
    if is_space(char) {
        to.push(' ');
    } else if is_unsafe(char) {
        to.extend(char.escape_unicode());
    } else {
        to.push(char);
    }
}

/// Breaks and gaps that are harmless as a space.
fn is_space(char: char) -> bool {
    matches!(char, '\n' | '\r' | '\t' | '\u{a0}')
}

/// Whether a terminal would obey it, or a reader could not see it. The joiners U+200C and U+200D stay: some languages
/// need them in names.
fn is_unsafe(char: char) -> bool {
    char.is_control()
        || matches!(char,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_untouched() {
        assert!(matches!(safe_text("Zoë O’Brien, 4 Mar 2026 (½ dose)"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_steers_a_terminal_is_shown_as_its_code() {
        assert_eq!(safe_text("a\u{1b}[31mred\u{7}"), "a\\u{1b}[31mred\\u{7}");
        assert_eq!(safe_text("\u{9b}2J"), "\\u{9b}2J");
    }

    #[test]
    fn what_reorders_or_hides_is_shown_as_its_code() {
        assert_eq!(safe_text("not \u{202e}tem"), "not \\u{202e}tem");
        assert_eq!(safe_text("a\u{200b}b\u{feff}"), "a\\u{200b}b\\u{feff}");
    }

    #[test]
    fn several_lines_become_one() {
        assert_eq!(safe_text("one\r\ntwo\n\tthree"), "one two  three");
    }
}
