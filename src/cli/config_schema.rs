//! The keys of `sharecheck.toml` as one table: the reader's messages and the JSON Schema both come from it.

use serde_json::{Value, json};

use crate::audit::{Outcome, RuleSeverity};
use crate::report::Format;

use super::settings::FailOn;

/// What a key takes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// One of these words.
    Choice(&'static [&'static str]),
    /// true or false.
    Truth,
    /// A list of rule ids or groups.
    Rules,
    /// A list of folders.
    Folders,
    /// One file.
    File,
    /// A list of reports.
    Reports,
    /// A list of outcomes.
    Outcomes,
    /// A table from rule to severity.
    Severities,
    /// A table from rule to a table of settings.
    Settings,
}

/// One key.
#[derive(Debug)]
pub(super) struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// What it does.
    pub help: &'static str,
}

/// Every key, in the order in which messages list them.
pub(super) const KEYS: &[Key] = &[
    Key {
        name: "fail_on",
        kind: Kind::Choice(&FailOn::NAMES),
        help: "Exit with 1 for findings of this severity or above; as --fail-on.",
    },
    Key {
        name: "fail_on_unknown",
        kind: Kind::Truth,
        help: "Exit with 1 also where something cannot be told; as --fail-on-unknown.",
    },
    Key {
        name: "report",
        kind: Kind::Reports,
        help: "Reports to write, as --report; paths are relative to this file.",
    },
    Key {
        name: "show",
        kind: Kind::Outcomes,
        help: "Outcomes to list besides those that always are; as --show.",
    },
    Key { name: "rules", kind: Kind::Folders, help: "Folders of rules, as --rules; relative to this file." },
    Key {
        name: "growth_reference",
        kind: Kind::File,
        help: "File of the British 1990 growth reference, as --growth-reference; relative to this file.",
    },
    Key { name: "select", kind: Kind::Rules, help: "Rules or groups to run; --select replaces it." },
    Key { name: "ignore", kind: Kind::Rules, help: "Rules or groups to leave out; --ignore replaces it." },
    Key {
        name: "disable",
        kind: Kind::Rules,
        help: "Rules that this team does not use, whatever the command line says.",
    },
    Key { name: "severity", kind: Kind::Severities, help: "Severities that this team changes, by rule." },
    Key {
        name: "settings",
        kind: Kind::Settings,
        help: "Settings of rules that this team changes, one table a rule.",
    },
];

/// JSON Schema (2020-12) of `sharecheck.toml`.
pub fn config_schema() -> Value {
    let properties: serde_json::Map<String, Value> = KEYS
        .iter()
        .map(|key| {
            let mut schema = schema_of(key.kind);
            schema["description"] = key.help.into();
            (key.name.to_owned(), schema)
        })
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "sharecheck.toml",
        "description": "Options that a team sets once. The command line wins over it.",
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    })
}

fn schema_of(kind: Kind) -> Value {
    let words = |item: Value| json!({"type": "array", "items": item});
    match kind {
        Kind::Choice(choices) => json!({"enum": choices}),
        Kind::Truth => json!({"type": "boolean"}),
        Kind::File => json!({"type": "string", "minLength": 1}),
        Kind::Rules | Kind::Folders => words(json!({"type": "string", "minLength": 1})),
        Kind::Reports => {
            let names = Format::ALL.map(Format::name).join("|");
            words(json!({"type": "string", "pattern": format!("^({names})(=.+)?$")}))
        }
        Kind::Outcomes => {
            let all = [
                Outcome::Error,
                Outcome::NotMet,
                Outcome::Unknown,
                Outcome::Due,
                Outcome::Waived,
                Outcome::Met,
                Outcome::NotApplicable,
            ];
            words(json!({"enum": all.map(Outcome::name)}))
        }
        Kind::Severities => json!({"type": "object", "additionalProperties": {"enum": RuleSeverity::NAMES}}),
        Kind::Settings => json!({
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "additionalProperties": {"type": ["string", "integer", "boolean"]},
            },
        }),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::config::Config;
    use super::*;

    /// A right and a wrong value for each key, as TOML and as the same in JSON.
    const CASES: &[(&str, &str, &str)] = &[
        ("fail_on", "\"high\"", "\"all\""),
        ("fail_on_unknown", "true", "\"true\""),
        ("report", "[\"json=a.json\"]", "[\"jsn\"]"),
        ("show", "[\"met\"]", "[\"passed\"]"),
        ("rules", "[\"a\"]", "\"a\""),
        ("growth_reference", "\"uk90.csv\"", "[\"uk90.csv\"]"),
        ("select", "[\"NEW\"]", "[1]"),
        ("ignore", "[\"NEW\"]", "true"),
        ("disable", "[\"NEW-04\"]", "\"NEW-04\""),
        ("severity", "{ NEW-04 = \"low\" }", "{ NEW-04 = \"none\" }"),
        ("settings", "{ NEW-04 = { days = 1 } }", "{ NEW-04 = 1 }"),
    ];

    #[test]
    fn schema_and_reader_agree_on_every_key() {
        let schema = jsonschema::draft202012::new(&config_schema()).unwrap();
        let known: Vec<_> = CASES.iter().map(|(key, ..)| *key).collect();
        assert_eq!(known, KEYS.iter().map(|key| key.name).collect::<Vec<_>>());
        for (key, right, wrong) in CASES {
            for (value, expected) in [(right, true), (wrong, false)] {
                let text = format!("{key} = {value}\n");
                let as_json: Value = toml::from_str(&text).unwrap();
                assert_eq!(schema.is_valid(&as_json), expected, "schema: {text}");
                assert_eq!(
                    Config::parse("c", Path::new("."), Path::new("."), &text).is_ok(),
                    expected,
                    "reader: {text}"
                );
            }
        }
        let unknown: Value = toml::from_str("surprise = 1").unwrap();
        assert!(!schema.is_valid(&unknown));
    }
}
