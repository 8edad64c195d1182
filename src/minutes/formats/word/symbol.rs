//! Characters that Word takes from a font of symbols, as the signs that people see.

/// The sign of a code of a symbol font (`w:sym`); a mark for the unknown where it is none of those that minutes tick with.
pub(super) fn symbol(font: &str, code: &str) -> char {
    let code = u32::from_str_radix(code.trim(), 16).unwrap_or(0) & 0xFF;
    let font = font.to_ascii_lowercase();
    match (font.as_str(), code) {
        ("wingdings", 0xFC) | ("wingdings 2", 0x50) => '✓',
        ("wingdings", 0xFE) | ("wingdings 2", 0x52) => '☑',
        ("wingdings", 0xFD | 0x78) | ("wingdings 2", 0x51 | 0x53 | 0x54) => '☒',
        ("wingdings", 0xFB) | ("wingdings 2", 0x4F) => '✗',
        ("wingdings", 0x6F | 0x71 | 0x72 | 0xA8) | ("wingdings 2", 0x30 | 0x2A | 0xA3) => '☐',
        ("wingdings", 0x6C | 0x6E | 0x9F | 0xA7) | ("symbol", 0xB7) => '•',
        ("wingdings", 0xE0 | 0xE8) | ("symbol", 0xAE) => '→',
        ("wingdings", 0x4A) => '☺',
        ("wingdings", 0x4C) => '☹',
        ("symbol", 0xB0) => '°',
        ("symbol", 0xB1) => '±',
        ("symbol", 0xA3) => '≤',
        ("symbol", 0xB3) => '≥',
        ("symbol", 0x6D) => 'µ',
        _ => char::REPLACEMENT_CHARACTER,
    }
}

#[cfg(test)]
mod tests {
    use super::symbol;

    #[test]
    fn ticks_and_boxes_are_told_apart() {
        assert_eq!(symbol("Wingdings", "F0FC"), '✓');
        assert_eq!(symbol("Wingdings", "F0A8"), '☐');
        assert_eq!(symbol("Wingdings 2", "F052"), '☑');
        assert_eq!(symbol("Comic", "zz"), '\u{FFFD}');
    }
}
