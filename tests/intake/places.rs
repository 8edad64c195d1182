//! Places: the same thing is found in TOML and in JSON, whatever the file looks like.

use sharecheck::intake::{Source, Syntax};

use super::export::GOOD;

fn quoted(source: &Source, pointer: &str, at_key: bool) -> String {
    let place = source.place(pointer, at_key);
    source.text[place.span.0..place.span.1].to_owned()
}

/// Every pointer into a value.
fn pointers(value: &serde_json::Value, at: &str, all: &mut Vec<(String, serde_json::Value)>) {
    all.push((at.to_owned(), value.clone()));
    match value {
        serde_json::Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, value)| pointers(value, &format!("{at}/{index}"), all));
        }
        serde_json::Value::Object(map) => {
            map.iter().for_each(|(key, value)| pointers(value, &format!("{at}/{key}"), all));
        }
        _ => {}
    }
}

#[test]
fn in_json_every_pointer_leads_to_the_text_of_its_value() {
    let table: toml::Table = GOOD.parse().unwrap();
    let value = serde_json::to_value(&table).unwrap();
    for text in [serde_json::to_string(&value).unwrap(), serde_json::to_string_pretty(&value).unwrap()] {
        let source = Source::whole("a.json", text, Syntax::Json);
        let mut all = Vec::new();
        pointers(&value, "", &mut all);
        assert!(all.len() > 30);
        for (pointer, value) in all.into_iter().skip(1) {
            let found: serde_json::Value = serde_json::from_str(&quoted(&source, &pointer, false)).unwrap();
            assert_eq!(found, value, "{pointer}");
            let key = pointer.rsplit('/').next().unwrap();
            if key.parse::<usize>().is_err() {
                assert_eq!(quoted(&source, &pointer, true), format!("\"{key}\""));
            }
        }
    }
}

#[test]
fn in_toml_an_entry_is_its_whole_table() {
    let source = Source::whole("a.toml", GOOD, Syntax::Toml);
    let place = source.place("/professionals/1", false);
    assert_eq!((place.line, place.column, place.end_line), (18, 1, 21));
    assert_eq!(
        quoted(&source, "/professionals/1", false),
        "[[professionals]]\nid = \"P-SN\"\nrole = \"school_nurse\"\nsector = \"health\""
    );
    assert_eq!(quoted(&source, "/professionals/1/role", true), "role");
    assert_eq!(quoted(&source, "/professionals/1/role", false), "\"school_nurse\"");
    assert_eq!(quoted(&source, "/professionals/1/phone", true), quoted(&source, "/professionals/1", false));
}

#[test]
fn columns_count_characters_whatever_stands_before() {
    let source = Source::whole("a.json", "{\"ä\u{1F600}\":\t\"\u{301}\", \"b\": 1}", Syntax::Json);
    let place = source.place("/b", false);
    assert_eq!((place.line, place.column), (1, 18));
}
