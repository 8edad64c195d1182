//! Where everything stands in a TOML document: parsed a second time with its spans, only when a place is asked for.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

/// The spans of every key and value of a document, by JSON Pointer.
#[derive(Debug, Default)]
pub struct TomlSpans(BTreeMap<String, Spans>);

#[derive(Debug)]
struct Spans {
    key: Option<Range<usize>>,
    value: Range<usize>,
}

impl TomlSpans {
    /// The spans of `text`; none where it is no TOML, or is nested more deeply than anything that was ever read.
    pub fn of(text: &str) -> Self {
        let mut spans = Self::default();
        if depth_fault(text, 80).is_some() {
            return spans;
        }
        if let Ok(table) = DeTable::parse(text) {
            spans.table(table.get_ref(), "");
        }
        spans
    }

    /// The byte range of what `pointer` leads to, or of its key; `None` where it leads nowhere.
    pub fn find(&self, pointer: &str, at_key: bool) -> Option<Range<usize>> {
        let spans = self.0.get(pointer)?;
        if at_key && let Some(key) = &spans.key { Some(key.clone()) } else { Some(spans.value.clone()) }
    }

    /// Notes everything within a table; gives the last byte of it.
    fn table(&mut self, table: &DeTable<'_>, at: &str) -> usize {
        let mut end = 0;
        for (key, value) in table {
            let name = key.get_ref().replace('~', "~0").replace('/', "~1");
            end = end.max(self.value(value, Some(key.span()), format!("{at}/{name}")));
        }
        end
    }

    /// A table is from its header (or its opening brace) to the end of the last thing within it.
    fn value(&mut self, value: &toml::Spanned<DeValue<'_>>, key: Option<Range<usize>>, at: String) -> usize {
        let own = value.span();
        let inner = match value.get_ref() {
            DeValue::Table(table) => self.table(table, &at),
            DeValue::Array(list) => list
                .iter()
                .enumerate()
                .map(|(index, element)| self.value(element, None, format!("{at}/{index}")))
                .max()
                .unwrap_or(0),
            _ => 0,
        };
        let whole = own.start..own.end.max(inner);
        let end = whole.end;
        self.0.insert(at, Spans { key, value: whole });
        end
    }
}

/// The first byte at which TOML is nested more than `limit` deep, counting lists, inline tables and dotted keys; `None`
/// where it is not. It walks the bytes, so that no parser meets such a document first.
pub fn depth_fault(text: &str, limit: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    // `outer` holds the depth at which each open bracket stands; `header` the depth of the current [table].
    let (mut outer, mut header, mut dots): (Vec<usize>, usize, usize) = (Vec::new(), 0, 0);
    let (mut here, mut line_start, mut in_header) = (0, true, false);
    while let Some(byte) = bytes.get(here) {
        let depth = outer.last().copied().unwrap_or(header) + dots;
        if depth > limit {
            return Some(here);
        }
        match byte {
            b'"' | b'\'' => {
                here = skip_string(bytes, here);
                line_start = false;
                continue;
            }
            b'#' => {
                here += bytes[here..].iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len() - here);
                continue;
            }
            b'\n' => {
                if in_header {
                    header = dots + 1;
                    in_header = false;
                }
                dots = 0;
                line_start = outer.is_empty();
            }
            b'[' if line_start => (in_header, header, dots) = (true, 0, 0),
            b'[' | b']' if in_header => {}
            b'[' | b'{' => {
                outer.push(depth + 1);
                dots = 0;
            }
            b']' | b'}' => {
                outer.pop();
                dots = 0;
            }
            b'.' => dots += 1,
            b',' => dots = 0,
            b' ' | b'\t' | b'\r' => {}
            _ => line_start = false,
        }
        here += 1;
    }
    None
}

/// The byte after the string that opens at `at`: basic or literal, of one line or many.
fn skip_string(bytes: &[u8], at: usize) -> usize {
    let quote = bytes[at];
    let triple = bytes[at..].starts_with(&[quote, quote, quote]);
    let mut here = at + if triple { 3 } else { 1 };
    while let Some(byte) = bytes.get(here) {
        match byte {
            b'\\' if quote == b'"' => here += 2,
            b'\n' if !triple => return here,
            byte if *byte == quote => {
                if !triple {
                    return here + 1;
                }
                if bytes[here..].starts_with(&[quote, quote, quote]) {
                    return here + 3;
                }
                here += 1;
            }
            _ => here += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "format = \"f\"\n\n[child]\nid = \"C\"\n\n[[appointments]]\nid = 'A'\nabout = [\"X\",\n \"Y\"]\n\
                        follow_up.date = 2026-01-01\n\n# next\n[[appointments]]\nid = 'B'\n[appointments.follow_up]\nwhat = 'w'\n";

    fn at(pointer: &str) -> &'static str {
        TomlSpans::of(TEXT).find(pointer, false).map_or("", |span| &TEXT[span])
    }

    #[test]
    fn an_entry_is_its_whole_table_from_header_to_last_line() {
        assert_eq!(
            at("/appointments/0"),
            "[[appointments]]\nid = 'A'\nabout = [\"X\",\n \"Y\"]\nfollow_up.date = 2026-01-01"
        );
        assert_eq!(at("/appointments/1"), "[[appointments]]\nid = 'B'\n[appointments.follow_up]\nwhat = 'w'");
        assert_eq!(at("/child"), "[child]\nid = \"C\"");
    }

    #[test]
    fn values_and_keys_have_their_own_spans() {
        assert_eq!(at("/appointments/0/about/1"), "\"Y\"");
        assert_eq!(at("/appointments/0/follow_up/date"), "2026-01-01");
        let key = TomlSpans::of(TEXT).find("/appointments/1/follow_up/what", true).unwrap();
        assert_eq!(&TEXT[key], "what");
        assert_eq!(TomlSpans::of(TEXT).find("/appointments/2", false), None);
    }

    #[test]
    fn depth_counts_lists_inline_tables_and_dotted_keys() {
        let deep = |count: usize| format!("x = {}{}", "[".repeat(count), "]".repeat(count));
        assert_eq!(depth_fault(&deep(10), 10), None);
        assert!(depth_fault(&deep(11), 10).is_some());
        assert!(depth_fault(&format!("{}x = 1", "a.".repeat(11)), 10).is_some());
        assert!(depth_fault(&format!("[{}x]\ny = 1", "a.".repeat(11)), 10).is_some());
        assert!(depth_fault("[a.b.c]\nd.e = {f.g = {h.i = 1}}", 7).is_some());
        assert_eq!(depth_fault("[a.b.c]\nd.e = {f.g = {h.i = 1}}", 11), None);
        assert_eq!(depth_fault("a = '......'\nb = \"\"\"....\n\"....\"\"\"\n# ......\nc = 1.5", 3), None);
    }
}
