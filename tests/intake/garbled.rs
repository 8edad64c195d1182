//! Whatever the bytes: no panic, and nothing that is lost in silence.

use proptest::prelude::*;
use serde_json::Value;

use super::export::{Export, GOOD, codes};

fn record() -> Value {
    let text = super::export::good_and(
        "attended = [\"P-SN\"]\nnot = 1\n[[sharings]]\nid = \"S-1\"\nat = \"2026-03-12\"\nto = [\"P-SW\"]\nchannel = \"email\"\n",
    )
    .replace("not = 1\n", "");
    let quoted =
        regex::Regex::new(r"= (\d{4}-\d\d-\d\d)").unwrap().replace_all(&text, "= \"$1\"").into_owned();
    serde_json::to_value(quoted.parse::<toml::Table>().unwrap()).unwrap()
}

/// Every pointer to a value within, save the record itself.
fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
    let mut one = |key: &str, value: &Value| {
        let at = format!("{at}/{key}");
        all.push(at.clone());
        pointers(value, &at, all);
    };
    match value {
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, value)| one(&index.to_string(), value))
        }
        Value::Object(map) => map.iter().for_each(|(key, value)| one(key, value)),
        _ => {}
    }
}

#[test]
fn a_value_of_the_wrong_kind_anywhere_is_told_at_its_place() {
    let record = record();
    let mut all = Vec::new();
    pointers(&record, "", &mut all);
    assert!(all.len() > 30);
    for pointer in all {
        for wrong in [
            Value::Null,
            Value::Bool(true),
            serde_json::json!(-3.5e9),
            serde_json::json!([[{}]]),
            serde_json::json!({"odd": {}}),
        ] {
            let mut garbled = record.clone();
            *garbled.pointer_mut(&pointer).unwrap() = wrong.clone();
            let export = Export::new();
            export.file("a.json", garbled.to_string());
            let intake = export.read();
            let near = intake.diagnostics.iter().any(|told| {
                let at = told.location.as_ref().map_or("", |place| place.pointer.as_str());
                at.starts_with(&pointer) || pointer.starts_with(at)
            });
            assert!(near, "{pointer} as {wrong}: {:?}", intake.diagnostics);
        }
    }
}

#[test]
fn text_cut_anywhere_is_told() {
    let json = record().to_string();
    for cut in (0..json.len()).step_by(7) {
        let export = Export::new();
        export.file("a.json", &json[..cut]);
        let intake = export.read();
        assert!(!intake.is_complete(), "cut at {cut}: {:?}", codes(&intake));
    }
}

fn bytes_like_input() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(GOOD.to_owned()),
        Just(record().to_string()),
        Just("[[sharings]]\n".to_owned()),
        Just("+++\nchild = \"C-1\"\n+++\n".to_owned()),
        Just("\"format\": \"sharecheck-case/1\"".to_owned()),
        "[\\[\\]{}\",:\\\\.=\n\r\t #'+a1-]{0,12}",
        "\\PC{0,6}",
    ];
    let pieces = prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat().into_bytes());
    (pieces, prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4)).prop_map(
        |(mut bytes, garble)| {
            for (at, byte) in garble {
                if !bytes.is_empty() {
                    let at = at.index(bytes.len());
                    bytes[at] = byte;
                }
            }
            bytes
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_cause_a_panic_and_places_stay_within_the_file(bytes in bytes_like_input()) {
        let export = Export::new();
        for name in ["a.toml", "b.json", "c.ndjson", "C-1_2026-03-10.md", "e.txt"] {
            export.file(name, &bytes);
        }
        for told in export.read().diagnostics {
            let place = told.location.unwrap();
            prop_assert!(place.line >= 1 && place.column >= 1 && place.end_line >= place.line);
            prop_assert!(place.line <= 2 + bytes.iter().filter(|byte| **byte == b'\n').count().max(bytes.len() / 2));
        }
    }

    #[test]
    fn garbled_records_are_read_or_told(at in any::<prop::sample::Index>(), with in "[\"{}\\[\\],:a0]") {
        let mut json = record().to_string();
        let start = (at.index(json.len())..).find(|at| json.is_char_boundary(*at)).unwrap();
        let end = (start + 1..=json.len()).find(|at| json.is_char_boundary(*at)).unwrap_or(start);
        json.replace_range(start..end, &with);
        let export = Export::new();
        export.file("a.json", &json);
        let intake = export.read();
        prop_assert!(intake.children.len() == 1 || !intake.is_complete());
    }
}
