//! A scanner that walks over the bytes of JSON without building anything: how deep it is, where its elements are, where a
//! JSON Pointer leads. It is iterative, so no nesting exhausts the stack, and lenient, so a fault is left to the parser.

use std::borrow::Cow;
use std::ops::Range;

/// The first byte at or after `at` that is no white space.
pub fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b' ' | b'\t' | b'\r' | b'\n')) {
        at += 1;
    }
    at
}

/// The byte after the string that opens at `at`; the end of the text where it is never closed.
pub fn skip_string(bytes: &[u8], at: usize) -> usize {
    let mut here = at + 1;
    while let Some(byte) = bytes.get(here) {
        match byte {
            b'"' => return here + 1,
            b'\\' => here += 2,
            _ => here += 1,
        }
    }
    bytes.len()
}

/// The byte after the value that begins at `at`.
pub fn skip_value(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at) {
        Some(b'"') => skip_string(bytes, at),
        Some(b'{' | b'[') => {
            let (mut here, mut depth) = (at, 0_usize);
            while let Some(byte) = bytes.get(here) {
                match byte {
                    b'"' => {
                        here = skip_string(bytes, here);
                        continue;
                    }
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' => {
                        depth -= 1;
                        if depth == 0 {
                            return here + 1;
                        }
                    }
                    _ => {}
                }
                here += 1;
            }
            bytes.len()
        }
        _ => {
            let ends = |byte: &u8| matches!(byte, b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n');
            bytes[at.min(bytes.len())..].iter().position(ends).map_or(bytes.len(), |length| at + length)
        }
    }
}

/// What is too much in a piece of JSON, and at which byte it becomes so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooMuch {
    /// Nested too deeply.
    Depth(usize),
    /// Too many values.
    Entries(usize),
}

/// Refuses JSON that is nested more than `depth` deep or holds more than `entries` values.
pub fn gauge(bytes: &[u8], depth: usize, entries: u64) -> Result<(), TooMuch> {
    let (mut here, mut deep, mut count) = (0, 0_usize, 0_u64);
    while let Some(byte) = bytes.get(here) {
        match byte {
            b'"' => {
                here = skip_string(bytes, here);
                continue;
            }
            b'{' | b'[' => {
                deep += 1;
                count += 1;
                if deep > depth {
                    return Err(TooMuch::Depth(here));
                }
            }
            b'}' | b']' => deep = deep.saturating_sub(1),
            b',' => count += 1,
            _ => {}
        }
        if count > entries {
            return Err(TooMuch::Entries(here));
        }
        here += 1;
    }
    Ok(())
}

/// The members of an object or the elements of a list, in order: the byte range of each value, and of its key.
pub struct Members<'t> {
    bytes: &'t [u8],
    here: usize,
    object: bool,
}

impl<'t> Members<'t> {
    /// The members of the object or list that opens at `at`; `None` where neither opens there.
    pub fn of(text: &'t str, at: usize) -> Option<Self> {
        let bytes = text.as_bytes();
        let object = match bytes.get(at)? {
            b'{' => true,
            b'[' => false,
            _ => return None,
        };
        Some(Self { bytes, here: at + 1, object })
    }

    /// The byte at which the walk stands: once it is over, that of the closing bracket, or of whatever is amiss.
    pub fn here(&self) -> usize {
        self.here
    }
}

impl Iterator for Members<'_> {
    type Item = (Option<Range<usize>>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.bytes;
        self.here = skip_space(bytes, self.here);
        if bytes.get(self.here) == Some(&b',') {
            self.here = skip_space(bytes, self.here + 1);
        }
        let key = if self.object {
            if bytes.get(self.here) != Some(&b'"') {
                return None;
            }
            let key = self.here..skip_string(bytes, self.here);
            self.here = skip_space(bytes, key.end);
            if bytes.get(self.here) != Some(&b':') {
                return None;
            }
            self.here = skip_space(bytes, self.here + 1);
            Some(key)
        } else {
            None
        };
        if matches!(bytes.get(self.here), None | Some(b',' | b'}' | b']' | b':')) {
            return None;
        }
        let value = self.here..skip_value(bytes, self.here);
        self.here = value.end;
        Some((key, value))
    }
}

/// The name that a key (with its quotes) stands for.
pub fn key_name(raw: &str) -> Cow<'_, str> {
    let inner = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(raw);
    if !inner.contains('\\') {
        return Cow::Borrowed(inner);
    }
    serde_json::from_str::<String>(raw).map_or(Cow::Borrowed(inner), Cow::Owned)
}

/// The steps of a JSON Pointer (RFC 6901), unescaped.
pub fn steps(pointer: &str) -> impl Iterator<Item = Cow<'_, str>> {
    pointer.split('/').skip(1).map(|step| {
        if step.contains('~') {
            Cow::Owned(step.replace("~1", "/").replace("~0", "~"))
        } else {
            Cow::Borrowed(step)
        }
    })
}

/// The byte range of what `pointer` leads to in the value within `range`; of its key where `at_key`. A pointer that leads
/// nowhere gives the nearest value around it; the empty pointer gives the value itself.
pub fn find(text: &str, range: Range<usize>, pointer: &str, at_key: bool) -> Range<usize> {
    let inside = &text[..range.end];
    let (mut start, mut key) = (skip_space(inside.as_bytes(), range.start), None);
    for step in steps(pointer) {
        key = None;
        let Some(mut members) = Members::of(inside, start) else { break };
        let index = step.parse::<usize>().ok();
        let member = if members.object {
            members.find(|(key, _)| key.clone().is_some_and(|key| key_name(&inside[key]) == step))
        } else {
            index.and_then(|index| members.nth(index))
        };
        let Some((found_key, value)) = member else { break };
        (start, key) = (value.start, found_key);
    }
    // The end is looked for last: that of the values around it is of no use.
    key.filter(|_| at_key).unwrap_or_else(|| start..skip_value(inside.as_bytes(), start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, pointer: &str, at_key: bool) -> String {
        text[find(text, 0..text.len(), pointer, at_key)].to_owned()
    }

    #[test]
    fn a_pointer_leads_to_its_value_or_its_key() {
        let text = r#" {"a": [1, {"b": "x\"]}"}], "c/d": {"e~f": null}, "g\u0068": true} "#;
        assert_eq!(at(text, "/a/0", false), "1");
        assert_eq!(at(text, "/a/1/b", false), r#""x\"]}""#);
        assert_eq!(at(text, "/c~1d/e~0f", false), "null");
        assert_eq!(at(text, "/c~1d/e~0f", true), r#""e~f""#);
        assert_eq!(at(text, "/gh", false), "true");
        assert_eq!(at(text, "/a/1", true), r#"{"b": "x\"]}"}"#, "an element has no key");
    }

    #[test]
    fn a_pointer_that_leads_nowhere_gives_the_nearest_value_around() {
        let text = r#"{"a": [1, {"b": 2}]}"#;
        assert_eq!(at(text, "/a/7", false), r#"[1, {"b": 2}]"#);
        assert_eq!(at(text, "/a/1/z/9", true), r#"{"b": 2}"#);
        assert_eq!(at(text, "/a/0/b", false), "1");
        assert_eq!(at(text, "/z", false), text);
    }

    #[test]
    fn depth_and_values_are_counted_outside_strings() {
        assert_eq!(gauge(br#"{"a": "[[[[["}"#, 1, 10), Ok(()));
        assert_eq!(gauge(b"[[[1]]]", 2, 10), Err(TooMuch::Depth(2)));
        assert_eq!(gauge(b"[1,2,3]", 2, 2), Err(TooMuch::Entries(4)));
    }

    #[test]
    fn broken_json_is_walked_without_panic() {
        for text in ["", "{", "[", "{\"", "{\"a\"", "{\"a\":", "[1,", "[,]", "}", "\"\\", "{\"a\":}", "[]]"] {
            for pointer in ["", "/a", "/0", "/a/b", "//"] {
                find(text, 0..text.len(), pointer, true);
            }
            let _ = gauge(text.as_bytes(), 1, 1);
        }
    }
}
