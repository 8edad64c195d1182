//! The JSON Schema of a record, from the same declarations as its types.

use serde_json::{Map, Value, json};

use super::record::{FieldMeta, Presence, Record, RecordMeta, Shape};
use super::root::{Case, FORMAT};

/// The JSON Schema (draft 2020-12) of a case record.
pub fn schema() -> Value {
    let mut nouns = Map::new();
    let mut root = noun(Case::META, &mut nouns);
    if let Some(object) = root.as_object_mut() {
        object.insert("title".into(), json!("Case record"));
        object.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
        object.insert("$defs".into(), Value::Object(nouns));
    }
    root
}

/// The schema of one noun; adds those it refers to to `nouns`.
fn noun(meta: &'static RecordMeta, nouns: &mut Map<String, Value>) -> Value {
    let mut properties = Map::new();
    for field in meta.fields {
        properties.insert(field.name.into(), property(meta, field, nouns));
    }
    let required: Vec<&str> = meta
        .fields
        .iter()
        .filter(|field| field.presence == Presence::Required)
        .map(|field| field.name)
        .collect();
    json!({
        "title": capital(meta.noun),
        "description": meta.help.trim(),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn property(meta: &RecordMeta, field: &'static FieldMeta, nouns: &mut Map<String, Value>) -> Value {
    let mut schema = if meta.noun == Case::META.noun && field.name == "format" {
        json!({ "const": FORMAT })
    } else {
        shape(field.shape, nouns)
    };
    if let Some(object) = schema.as_object_mut() {
        object.insert("description".into(), json!(description(field)));
    }
    schema
}

fn description(field: &FieldMeta) -> String {
    let help = field.help.trim();
    match field.target {
        None => help.to_owned(),
        Some("any") => format!("{help} Ids of other entries of the record."),
        Some(target) => format!("{help} The id of a {target} of the record."),
    }
}

fn shape(of: Shape, nouns: &mut Map<String, Value>) -> Value {
    match of {
        Shape::Text => json!({ "type": "string" }),
        Shape::Id | Shape::Ref => json!({ "type": "string", "pattern": r"\S" }),
        Shape::Day => json!({ "type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$" }),
        Shape::Moment => json!({ "type": "string", "pattern": MOMENT }),
        Shape::Truth => json!({ "type": "boolean" }),
        Shape::Number => json!({ "type": "number" }),
        Shape::Choice(words) => json!({ "enum": words }),
        Shape::List(entry) => json!({ "type": "array", "items": shape(*entry, nouns) }),
        Shape::Table(meta) => {
            let name = meta.noun.replace([' ', '-'], "_");
            if !nouns.contains_key(&name) {
                // Taken first, so that a noun within itself would not be written for ever.
                nouns.insert(name.clone(), Value::Null);
                let schema = noun(meta, nouns);
                nouns.insert(name.clone(), schema);
            }
            json!({ "$ref": format!("#/$defs/{name}") })
        }
    }
}

/// A date, or a date and time with or without seconds and offset.
const MOMENT: &str = r"^\d{4}-\d{2}-\d{2}([Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:?\d{2})?)?$";

fn capital(noun: &str) -> String {
    let mut letters = noun.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
