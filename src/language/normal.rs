//! One form for comparing: lower case, no apostrophes, hyphens and line ends as spaces; each byte knows its origin.

/// A text in the form in which phrases are compared.
#[derive(Clone, Debug, Default)]
pub(super) struct Normal {
    /// Lower-case text.
    pub text: String,
    /// For each byte of `text`, and one past it, the byte offset in the original.
    pub origin: Vec<u32>,
}

impl Normal {
    /// Byte offset in the original of a byte offset in the normal form.
    pub fn original(&self, at: usize) -> usize {
        self.origin.get(at).or_else(|| self.origin.last()).map_or(0, |origin| *origin as usize)
    }

    /// End in the original of a range that ends at `at` in the normal form.
    pub fn original_end(&self, at: usize, original: &str) -> usize {
        let Some(last) = at.checked_sub(1) else { return 0 };
        let start = self.original(last);
        start + original.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
    }

    /// First byte of the normal form that comes from `original` or later.
    pub fn at(&self, original: usize) -> usize {
        self.origin.partition_point(|origin| (*origin as usize) < original)
    }
}

/// What becomes of an ASCII character: nothing (0), a space, or its lower case.
const ASCII: [u8; 128] = {
    let mut table = [0; 128];
    let mut at = 0;
    while at < 128 {
        table[at as usize] = match at {
            b'\'' | b'`' => 0,
            b'-' | b'_' | b'*' | b' ' | b'\t'..=b'\r' => b' ',
            other => other.to_ascii_lowercase(),
        };
        at += 1;
    }
    table
};

/// Brings a text into normal form.
pub(super) fn normal(text: &str) -> Normal {
    let mut origin = Vec::with_capacity(text.len() + 1);
    let form = made(text, |from, bytes| origin.extend(std::iter::repeat_n(from, bytes)));
    origin.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
    Normal { text: form, origin }
}

/// The normal form of a text of which no place is asked.
pub(super) fn plain(text: &str) -> String {
    made(text, |_, _| {})
}

/// The normal form; `note` is told where in the original the next so many bytes of it come from.
fn made(text: &str, mut note: impl FnMut(u32, usize)) -> String {
    let bytes = text.as_bytes();
    let mut form: Vec<u8> = Vec::with_capacity(text.len());
    let mut spaced = true;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let origin = u32::try_from(at).unwrap_or(u32::MAX);
        if let Some(made) = ASCII.get(usize::from(*byte)) {
            at += 1;
            // A NUL stays what it is; it is no mark to leave out.
            if (*made == b' ' && spaced) || (*made == 0 && *byte != 0) {
                continue;
            }
            spaced = *made == b' ';
            form.push(*made);
            note(origin, 1);
            continue;
        }
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        at += c.len_utf8();
        let c = match c {
            '’' | '‘' | '\u{ad}' | '\u{feff}' => continue,
            '“' | '”' => '"',
            '‐' | '‑' | '–' | '—' => ' ',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if c == ' ' && spaced {
            continue;
        }
        spaced = c == ' ';
        for lower in c.to_lowercase() {
            form.extend_from_slice(lower.encode_utf8(&mut [0; 4]).as_bytes());
            note(origin, lower.len_utf8());
        }
    }
    // Whole characters were put together, so nothing is lost here.
    String::from_utf8(form).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::normal;

    #[test]
    fn marks_go_and_places_stay() {
        let form = normal("  Éva’s **X-ray**\n\n“Ok” \0");
        assert_eq!(form.text, "évas x ray \"ok\" \0");
        assert_eq!(form.original(form.text.find("ray").unwrap()), "  Éva’s **X-".len());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_character_leads_back_to_the_one_it_came_from(
            text in prop_oneof!["\\PC{0,80}", "[a-zA-Z '’–*_\t\n\"“”İẞ]{0,80}", prop::collection::vec(any::<char>(), 0..60).prop_map(String::from_iter)]
        ) {
            let form = normal(&text);
            prop_assert_eq!(form.origin.len(), form.text.len() + 1);
            prop_assert!(form.origin.is_sorted());
            prop_assert!(!form.text.contains("  ") && !form.text.starts_with(' '));
            for (at, c) in form.text.char_indices() {
                let spelt = text[form.original(at)..].chars().next().unwrap();
                let same = spelt.to_lowercase().any(|lower| lower == c);
                prop_assert!(same || matches!(c, ' ' | '"'), "{:?} from {:?}", c, spelt);
                let end = form.original_end(at + c.len_utf8(), &text);
                prop_assert_eq!(end, form.original(at) + spelt.len_utf8());
                prop_assert!(form.at(form.original(at)) <= at);
            }
        }
    }
}
