//! Records in JSON: one record, a list of records, or a record a line.

use std::ops::Range;

use rayon::prelude::*;
use serde::de::IgnoredAny;

use crate::diagnostic::{Diagnostic, Weight};
use crate::place::Position;

use super::json_scan::{self, Members, TooMuch};
use super::limits::Limits;
use super::record::{
    Holds, ReadRecord, Reading, Sort, set_aside, sort, too_deep, too_large, too_many_entries,
};
use super::source::Source;
use super::teller::Teller;

/// Reads a whole JSON file.
pub fn read_json(file: &Source, limits: &Limits, teller: &mut Teller) -> Vec<ReadRecord> {
    let text = &file.text;
    let start = json_scan::skip_space(text.as_bytes(), 0);
    match text.as_bytes().get(start) {
        Some(b'[') => read_list(file, start, limits, teller),
        Some(b'{') => {
            let end = json_scan::skip_value(text.as_bytes(), start);
            let record = file.part(Position::START.advance(text, start), end);
            let read = match read_one(&record, limits, teller) {
                Read::Record(record) => vec![*record],
                Read::Nothing => Vec::new(),
                Read::Other(what) => {
                    teller.push(set_aside(file, &what));
                    Vec::new()
                }
            };
            trailing(file, end, teller);
            read
        }
        _ => {
            match serde_json::from_str::<IgnoredAny>(text) {
                Ok(_) => teller.push(set_aside(file, "it is a single value")),
                Err(error) => teller.push(syntax(file, &error)),
            }
            Vec::new()
        }
    }
}

/// Anything but white space after the record.
fn trailing(file: &Source, end: usize, teller: &mut Teller) {
    let rest = json_scan::skip_space(file.text.as_bytes(), end);
    if rest < file.text.len() {
        let message = "something stands after the end of the record, and was not read";
        let help =
            "one record a file: put several in a list [ ... ], or name a file with a record a line .ndjson";
        let place = file.place_of(rest..rest + 1);
        teller.push(Diagnostic::new(Weight::Error, "trailing-text", message).help(help).at(place));
    }
}

/// The records of a list. One that cannot be read is told, and the rest goes on.
fn read_list(file: &Source, start: usize, limits: &Limits, teller: &mut Teller) -> Vec<ReadRecord> {
    let text = &file.text;
    let Some(mut members) = Members::of(text, start) else { return Vec::new() };
    let mut ranges: Vec<Range<usize>> = members.by_ref().map(|(_, value)| value).collect();
    let close = members.here();
    if text.as_bytes().get(close) == Some(&b']') {
        commas(file, &ranges, close, teller);
        trailing(file, close + 1, teller);
    } else if let Err(error) = serde_json::from_str::<IgnoredAny>(text) {
        teller.push(syntax(file, &error));
        // An element that ends with the text broke off with it: it has been told.
        if ranges.last().is_some_and(|last| last.end >= text.len()) {
            ranges.pop();
        }
    }
    if ranges.is_empty() {
        teller.push(set_aside(file, "it is an empty list"));
        return Vec::new();
    }
    many(file, &ranges, limits, teller)
}

/// Tells where commas are missing or too many between the entries of a list that ends at `close`: the walk over it is
/// lenient, so that nothing is lost by them.
fn commas(file: &Source, ranges: &[Range<usize>], close: usize, teller: &mut Teller) {
    for (index, range) in ranges.iter().enumerate() {
        let next = ranges.get(index + 1).map(|next| next.start);
        let (words, help) = match (next, file.text[range.end..next.unwrap_or(close)].trim()) {
            (Some(_), ",") | (None, "") => continue,
            (Some(_), "") => ("no comma between two records", "put a comma between them; both were read"),
            _ => ("a comma too many after this record", "take the comma out; the record was read"),
        };
        let place = file.place_of(range.end..range.end + 1);
        let message = format!("this is not valid JSON: {words}");
        teller.push(Diagnostic::new(Weight::Error, "bad-list", message).help(help).at(place));
    }
}

/// Reads a record a line.
pub fn read_lines(file: &Source, limits: &Limits, teller: &mut Teller) -> Vec<ReadRecord> {
    let mut ranges = Vec::new();
    let mut start = 0;
    for line in file.text.split_inclusive('\n') {
        let content = line.trim();
        if !content.is_empty() {
            let begin = start + (line.len() - line.trim_start().len());
            ranges.push(begin..begin + content.len());
        }
        start += line.len();
    }
    if let Some(first) = ranges.first()
        && matches!(&file.text[first.clone()], "{" | "[")
    {
        let message =
            "a record a line belongs in this file, but a record begins here that goes over many lines";
        let help = "name the file .json, or write each record on one line";
        let place = file.place_of(first.clone());
        teller.push(Diagnostic::new(Weight::Error, "not-a-record-a-line", message).help(help).at(place));
        return Vec::new();
    }
    many(file, &ranges, limits, teller)
}

/// Reads the records at `ranges`, side by side; what is told of them is told in their order.
fn many(file: &Source, ranges: &[Range<usize>], limits: &Limits, teller: &mut Teller) -> Vec<ReadRecord> {
    let most = usize::try_from(limits.records).unwrap_or(usize::MAX);
    if let Some(over) = ranges.get(most) {
        let message = format!("more records than the limit of {most}; from here on none was read");
        let help = "split the file, or raise the limit `max_records_per_file`";
        let place = file.place_of(over.clone());
        teller.push(Diagnostic::new(Weight::Error, "too-many-records", message).help(help).at(place));
    }
    let mut position = Position::START;
    let parts: Vec<Source> = ranges
        .iter()
        .take(most)
        .map(|range| {
            position = position.advance(&file.text, range.start);
            file.part(position, range.end)
        })
        .collect();
    let read: Vec<(Read, Teller)> = parts
        .par_iter()
        .map(|part| {
            let mut own = Teller::new(limits.diagnostics);
            (read_one(part, limits, &mut own), own)
        })
        .collect();
    // A list in which nothing is a record is other data; among records, what is none is a fault.
    let records = read.iter().filter(|(read, _)| !matches!(read, Read::Other(_))).count();
    if records == 0
        && let Some((Read::Other(what), _)) = read.first()
    {
        teller.push(set_aside(file, what));
        return Vec::new();
    }
    let mut found = Vec::new();
    for ((read, own), part) in read.into_iter().zip(&parts) {
        teller.append(own);
        match read {
            Read::Record(record) => found.push(*record),
            Read::Nothing => {}
            Read::Other(what) => {
                let message = format!("this is no case record ({what}), though others in the file are");
                let help = "add format = \"sharecheck-case/1\" if it is one, or take it out";
                let place = part.place("", false);
                teller.push(
                    Diagnostic::new(Weight::Error, "no-record-among-records", message).help(help).at(place),
                );
            }
        }
    }
    found
}

enum Read {
    Record(Box<ReadRecord>),
    /// It could not be read; this was told.
    Nothing,
    /// It is other data, in words.
    Other(String),
}

/// Reads the value that `part` stands for.
fn read_one(part: &Source, limits: &Limits, teller: &mut Teller) -> Read {
    let text = part.record();
    let refused = if text.len() as u64 > limits.record_bytes {
        Some((too_large(limits.record_bytes), 0))
    } else {
        match json_scan::gauge(text.as_bytes(), limits.depth_in_force(), limits.entries) {
            Ok(()) => None,
            Err(TooMuch::Depth(at)) => Some((too_deep(limits), at)),
            Err(TooMuch::Entries(at)) => Some((too_many_entries(limits), at)),
        }
    };
    if let Some((refused, at)) = refused {
        let at = part.range.start + at;
        teller.push(refused.at(part.place_of(at..at + 1)));
        return Read::Nothing;
    }
    if let Sort::Other(what) = sort_of(text) {
        return match serde_json::from_str::<IgnoredAny>(text) {
            Ok(_) => Read::Other(what),
            Err(error) => {
                teller.push(syntax(part, &error));
                Read::Nothing
            }
        };
    }
    let mut parser = serde_json::Deserializer::from_str(text);
    let mut reading = Reading::new();
    match reading.read(&mut parser).and_then(|read| parser.end().map(|()| read)) {
        Ok(read) => reading
            .finish(read, part.clone(), teller)
            .map_or(Read::Nothing, |record| Read::Record(Box::new(record))),
        Err(error) => {
            reading.tell(part, teller);
            teller.push(syntax(part, &error));
            Read::Nothing
        }
    }
}

/// Whether the text of a JSON value is a record, by its outermost keys.
fn sort_of(text: &str) -> Sort {
    let Some(members) = Members::of(text, 0).filter(|_| text.starts_with('{')) else {
        return Sort::Other("it is not a table".to_owned());
    };
    let (mut format, mut keys) = (None, Vec::new());
    for (key, value) in members {
        let Some(key) = key else { continue };
        let name = json_scan::key_name(&text[key]);
        let value = &text[value];
        if name == "format" && value.starts_with('"') {
            let words = json_scan::key_name(value);
            // The usual case: the format comes first, and nothing else need be looked at.
            if sort(Some(&words), std::iter::empty()) == Sort::Record {
                return Sort::Record;
            }
            format = Some(words);
        } else if value.starts_with('{') {
            keys.push((name, Holds::Table));
        } else if value.starts_with('[') {
            keys.push((name, Holds::List));
        }
    }
    sort(format.as_deref(), keys.iter().map(|(name, holds)| (name.as_ref(), *holds)))
}

/// A fault of JSON itself, at its place and in plain words.
fn syntax(part: &Source, error: &serde_json::Error) -> Diagnostic {
    let text = part.record();
    let at = offset(text, error.line(), error.column());
    let (code, message, help) = if error.is_eof() {
        (
            "cut-short",
            "the text ends here in the middle of the record; the record was not read".to_owned(),
            "export it again: the file was cut short, or a closing bracket or quotation mark is missing",
        )
    } else if let Some(word) = not_a_number(text, at) {
        (
            "not-a-number",
            format!("{word} stands where a value belongs; the record was not read"),
            "leave the field out where there is no value",
        )
    } else {
        let words = error.to_string();
        let words = words.split(" at line ").next().unwrap_or_default().to_owned();
        (
            "bad-json",
            format!("this is not valid JSON ({words}); the record was not read"),
            "correct it here, or export the file again",
        )
    };
    let from = part.range.start + at;
    let place = part.place_of(from..from + 1);
    Diagnostic::new(Weight::Error, code, message).help(help).at(place)
}

/// The byte that a line and a column (in bytes, from 1) of an error mean.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (start + column.saturating_sub(1)).min(text.len())
}

/// The word that programs write for a number that is none, if it stands at or just before `at`.
fn not_a_number(text: &str, at: usize) -> Option<&'static str> {
    ["NaN", "-Infinity", "Infinity"].into_iter().find(|word| {
        let from = at.saturating_sub(word.len());
        let near = text.get(crate::place::char_start(text, from)..).unwrap_or_default();
        near.find(word).is_some_and(|found| from + found <= at)
    })
}
