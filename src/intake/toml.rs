//! Records in TOML: one a file.

use toml::de::{DeTable, DeValue, Deserializer};

use crate::diagnostic::{Diagnostic, Weight};

use super::limits::Limits;
use super::record::{
    Holds, ReadRecord, Reading, Sort, set_aside, sort, too_deep, too_large, too_many_entries,
};
use super::source::Source;
use super::teller::Teller;
use super::toml_spans::depth_fault;

/// Reads a TOML file.
pub fn read_toml(file: &Source, limits: &Limits, teller: &mut Teller) -> Option<ReadRecord> {
    let text: &str = &file.text;
    if let Some(at) = depth_fault(text, limits.depth_in_force()) {
        teller.push(too_deep(limits).at(file.place_of(at..at + 1)));
        return None;
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        let mut last_line = 0;
        for error in &errors {
            let told = syntax(file, error);
            // One fault often causes others on its line.
            let line = told.location.as_ref().map_or(0, |place| place.line);
            if line != last_line {
                teller.push(told);
            }
            last_line = line;
        }
        return None;
    }
    let format = table.get_ref().get("format").and_then(|value| value.get_ref().as_str());
    let nested = table.get_ref().iter().filter_map(|(key, value)| {
        let holds = match value.get_ref() {
            DeValue::Table(_) => Holds::Table,
            DeValue::Array(_) => Holds::List,
            _ => return None,
        };
        Some((key.get_ref().as_ref(), holds))
    });
    if let Sort::Other(what) = sort(format, nested) {
        teller.push(set_aside(file, &what));
        return None;
    }
    if text.len() as u64 > limits.record_bytes {
        teller.push(too_large(limits.record_bytes).at(file.place("", false)));
        return None;
    }
    if values(table.get_ref()) > limits.entries {
        teller.push(too_many_entries(limits).at(file.place("", false)));
        return None;
    }
    let mut reading = Reading::new();
    match reading.read(Deserializer::from(table)) {
        Ok(read) => reading.finish(read, file.clone(), teller),
        Err(error) => {
            reading.tell(file, teller);
            teller.push(syntax(file, &error));
            None
        }
    }
}

/// How many values a table holds, its depth being bounded.
fn values(table: &DeTable<'_>) -> u64 {
    table.iter().map(|(_, value)| count(value.get_ref())).sum()
}

fn count(value: &DeValue<'_>) -> u64 {
    1 + match value {
        DeValue::Table(table) => values(table),
        DeValue::Array(list) => list.iter().map(|value| count(value.get_ref())).sum(),
        _ => 0,
    }
}

/// A fault of TOML itself, at its place and in plain words.
fn syntax(file: &Source, error: &toml::de::Error) -> Diagnostic {
    let words = error.message();
    let message = format!("this is not valid TOML ({words}); the file was not read");
    let place = file.place_of(error.span().unwrap_or(0..0));
    let help = "correct it here: text stands in quotation marks, each field on a line of its own";
    Diagnostic::new(Weight::Error, "bad-toml", message).help(help).at(place)
}
