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
    let bytes = text.as_bytes();
    let mut form =
        Normal { text: String::with_capacity(text.len()), origin: Vec::with_capacity(text.len() + 1) };
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
            form.text.push(char::from(*made));
            form.origin.push(origin);
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
        if c == ' ' {
            if spaced {
                continue;
            }
            spaced = true;
            form.text.push(' ');
            form.origin.push(origin);
            continue;
        }
        spaced = false;
        for lower in c.to_lowercase() {
            form.text.push(lower);
            form.origin.extend(std::iter::repeat_n(origin, lower.len_utf8()));
        }
    }
    form.origin.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
    form
}
