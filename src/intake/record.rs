//! One record out of its text: what is a record at all, and what everything that was noted becomes.

use crate::case::{Case, Field, Notes, Path, Record, Severity, Shape, Slot, check_record, shown};
use crate::diagnostic::{Diagnostic, Weight};

use super::discover::whole;
use super::limits::{Limits, bytes_in_words};
use super::source::Source;
use super::teller::Teller;

/// One record with its place.
#[derive(Debug)]
pub struct ReadRecord {
    /// The record, checked.
    pub case: Case,
    /// Where it stands.
    pub source: Source,
}

/// What a table of TOML or JSON is, by its outermost keys.
#[derive(Debug, PartialEq, Eq)]
pub enum Sort {
    /// A case record, by its format or by its looks.
    Record,
    /// Something else, in words.
    Other(String),
}

/// Files of this program that may lie among the records.
const OTHER_FORMATS: &[&str] = &["config", "history", "mapping", "minutes", "report", "rulebook", "waivers"];

/// The kinds of value that an outermost key can hold, as far as they tell records from other data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A table.
    Table,
    /// A list.
    List,
}

/// Tells a record from other data. `format` is what the key of that name holds, where it is text; `keys` are all the
/// outermost keys that hold a table or a list. A record that lacks its format is still a record: its looks give it away.
pub fn sort<'k>(format: Option<&str>, keys: impl Iterator<Item = (&'k str, Holds)>) -> Sort {
    let lower = format.map(|format| format.trim().to_lowercase()).unwrap_or_default();
    if lower.starts_with("sharecheck-case") {
        return Sort::Record;
    }
    // Only names that are known are trusted: a misspelt "sharecheck-case/1" must not set a record aside.
    let other_of_ours = lower
        .strip_prefix("sharecheck-")
        .and_then(|name| name.split_once('/'))
        .is_some_and(|(name, _)| OTHER_FORMATS.contains(&name));
    let mut lists = 0;
    for (key, holds) in keys.filter(|_| !other_of_ours) {
        if key == "child" && holds == Holds::Table {
            return Sort::Record;
        }
        let is_list = Case::META.field(key).is_some_and(|(_, field)| matches!(field.shape, Shape::List(_)));
        lists += usize::from(holds == Holds::List && is_list);
    }
    match format {
        _ if lists >= 2 => Sort::Record,
        Some(format) => Sort::Other(format!("its format is \"{}\"", shown(format))),
        None => Sort::Other("it has no `format`".to_owned()),
    }
}

/// The reader of one record: gathers its notes while it is read.
pub struct Reading {
    notes: Notes,
}

impl Reading {
    /// Nothing read yet.
    pub fn new() -> Self {
        Self { notes: Notes::default() }
    }

    /// Reads a record from a parser. An error is one of syntax; what was noted before it is kept.
    pub fn read<'de, D: serde::Deserializer<'de>>(&mut self, from: D) -> Result<Field<Case>, D::Error> {
        Slot::read(from, &Path::root(), &mut self.notes)
    }

    /// Checks the record, tells everything that was noted, and gives the record where it may be used.
    pub fn finish(mut self, read: Field<Case>, source: Source, teller: &mut Teller) -> Option<ReadRecord> {
        let Field::Given(mut case) = read else {
            self.tell(&source, teller);
            return None;
        };
        check_record(&mut case, &mut self.notes);
        case.apply_not_collected();
        let usable = usable(&case, &mut self.notes);
        self.tell(&source, teller);
        usable.then_some(ReadRecord { case, source })
    }

    /// Tells what was noted of a record that broke off.
    pub fn tell(self, source: &Source, teller: &mut Teller) {
        let left_off = self.notes.left_off();
        for note in self.notes.0 {
            teller.note(note, source);
        }
        teller.count(left_off.errors, left_off.warnings);
    }
}

/// Whether a record can be judged: in a format that this program reads, and of a child that can be named.
fn usable(case: &Case, notes: &mut Notes) -> bool {
    if case.is_of_newer_format() {
        return false;
    }
    if case.child_id().is_empty() {
        let message = "nothing in this record was checked: it does not say whose record it is".to_owned();
        let help = "add [child] with id = \"...\"".to_owned();
        notes.push(Severity::Error, "nameless-record", String::new(), message, help);
        return false;
    }
    true
}

/// A file of other data.
pub fn set_aside(file: &Source, what: &str) -> Diagnostic {
    let message = format!("this is no case record and was set aside: {what}");
    let help = "a case record says format = \"sharecheck-case/1\"";
    whole(Weight::Note, "set-aside", &file.file, message, help)
}

/// A record with too many bytes.
pub fn too_large(limit: u64) -> Diagnostic {
    let message = format!("this record is larger than {} and was not read", bytes_in_words(limit));
    let help = "export one record a child, or raise the limit `max_record_bytes`";
    Diagnostic::new(Weight::Error, "record-too-large", message).help(help)
}

/// A record nested too deeply.
pub fn too_deep(limits: &Limits) -> Diagnostic {
    let message = format!(
        "lists and tables stand in each other more than {} deep here; the record was not read",
        limits.depth_in_force()
    );
    let help =
        "a case record needs no more than 6: check how the file was made, or raise the limit `max_depth`";
    Diagnostic::new(Weight::Error, "too-deep", message).help(help)
}

/// A record with too many values.
pub fn too_many_entries(limits: &Limits) -> Diagnostic {
    let message = format!("this record holds more than {} values and was not read", limits.entries);
    let help = "check how the file was made, or raise the limit `max_entries_per_record`";
    Diagnostic::new(Weight::Error, "too-many-entries", message).help(help)
}
