//! What the author of a record should know about it: notes in plain words, each with its place and what to do.

use std::fmt;

use crate::calendar::Day;

use super::path::Path;
use super::record::{FieldMeta, RecordMeta, Shape};

/// How much a note weighs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// Something could not be read or understood: the run is incomplete.
    Error,
    /// Worth mending; nothing was lost.
    Warning,
}

/// Something about the input that its author should know.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// How much it weighs.
    pub severity: Severity,
    /// A stable name for this kind of note.
    pub code: &'static str,
    /// What is wrong, in plain words.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// The place in the record, as a JSON Pointer.
    pub pointer: String,
    /// Whether the place meant is the key (an unknown field) rather than the value.
    pub at_key: bool,
}

/// The notes of one record, in the order in which they were met.
#[derive(Clone, Debug, Default)]
pub struct Notes(pub Vec<Note>, LeftOff);

/// Notes beyond the number that is kept of one record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOff {
    /// How many errors.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
}

impl Notes {
    /// So many notes of one record are kept; more are counted. Defends against a record that is all faults, whose notes
    /// would be far larger than itself.
    pub const MOST: usize = 10_000;

    /// Adds a note at a place given as a JSON Pointer.
    pub fn push(
        &mut self,
        severity: Severity,
        code: &'static str,
        pointer: String,
        message: String,
        help: String,
    ) {
        self.add(severity, || Note { severity, code, message, help, pointer, at_key: false });
    }

    /// What was counted but not kept.
    pub fn left_off(&self) -> LeftOff {
        self.1
    }

    fn add(&mut self, severity: Severity, note: impl FnOnce() -> Note) {
        if self.0.len() < Self::MOST {
            self.0.push(note());
        } else if severity == Severity::Error {
            self.1.errors += 1;
        } else {
            self.1.warnings += 1;
        }
    }

    /// A key that the format does not know.
    pub fn unknown_field(&mut self, at: &Path<'_>, name: &str, meta: &RecordMeta) {
        self.add(Severity::Error, || {
            let known = || meta.fields.iter().map(|field| field.name);
            let help = match closest(name, known()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("remove it, or use one of: {}", known().collect::<Vec<_>>().join(", ")),
            };
            let message = format!("unknown field `{}` in {} {}", shown(name), article(meta.noun), meta.noun);
            let pointer = at.key(name).pointer();
            Note { severity: Severity::Error, code: "unknown-field", message, help, pointer, at_key: true }
        });
    }

    /// A field that stands there a second time.
    pub fn twice(&mut self, at: &Path<'_>, name: &str) {
        let help = "keep one of the two; the first was used".to_owned();
        self.push(
            Severity::Error,
            "field-twice",
            at.pointer(),
            format!("the field `{name}` is given twice"),
            help,
        );
    }

    /// A required field that is absent.
    pub fn missing(&mut self, at: &Path<'_>, field: &FieldMeta, meta: &RecordMeta) {
        let message = format!("this {} has no `{}`", meta.noun, field.name);
        let help = match field.name {
            "format" => format!("add format = \"{}\"", super::root::FORMAT),
            name => format!("add `{name}`: {}", expected(field.shape)),
        };
        self.push(Severity::Error, "missing-field", at.pointer(), message, help);
    }

    pub(super) fn wrong(&mut self, at: &Path<'_>, shape: Shape, found: &Found<'_>) {
        let (code, help) = match (shape, found) {
            (Shape::Day | Shape::Moment, _) => ("bad-date", found.date_help()),
            (Shape::Choice(words), Found::Text(text)) => ("unknown-value", choose(text, words)),
            _ => ("wrong-type", found.type_help(shape)),
        };
        let message = match (shape, found) {
            (Shape::Choice(_), Found::Text(_)) => format!("{found} is none of the words that can stand here"),
            _ => format!("expected {}, found {found}", expected(shape)),
        };
        self.push(Severity::Error, code, at.pointer(), message, help);
    }

    /// An entry of a list in which nothing stands.
    pub(super) fn empty_entry(&mut self, at: &Path<'_>) {
        let help =
            "take the entry out, or write what belongs there; until then the list counts as incomplete";
        let message = "an empty entry stands in this list".to_owned();
        self.push(Severity::Error, "empty-entry", at.pointer(), message, help.to_owned());
    }

    pub(super) fn null(&mut self, at: &Path<'_>) {
        let help = "leave the field out where there is no value; it counts as absent".to_owned();
        self.push(
            Severity::Warning,
            "null-value",
            at.pointer(),
            "null stands where a value belongs".to_owned(),
            help,
        );
    }
}

/// What stood where something else was expected.
pub(super) enum Found<'t> {
    Truth(bool),
    Integer(i128),
    Float(f64),
    Text(&'t str),
    Date(&'t str),
    List,
    Table,
}

impl fmt::Display for Found<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truth(truth) => write!(f, "{truth}"),
            Self::Integer(number) => write!(f, "the number {number}"),
            Self::Float(number) if number.is_nan() => f.write_str("NaN, which is no number"),
            Self::Float(number) => write!(f, "the number {number}"),
            Self::Text(text) => write!(f, "\"{}\"", shown(text)),
            Self::Date(date) => write!(f, "the date {}", shown(date)),
            Self::List => f.write_str("a list"),
            Self::Table => f.write_str("a table"),
        }
    }
}

impl Found<'_> {
    fn date_help(&self) -> String {
        let meant = match self {
            Self::Text(text) => british_date(text),
            _ => None,
        };
        match meant {
            Some(day) => format!("write {day} (year-month-day), if that is the day meant"),
            None => "write the date as year-month-day, e.g. 2026-03-04".to_owned(),
        }
    }

    fn type_help(&self, shape: Shape) -> String {
        match (shape, self) {
            (Shape::Text | Shape::Id | Shape::Ref, Self::Integer(number)) => {
                format!("put it in quotation marks: \"{number}\"")
            }
            (Shape::Number, Self::Text(text)) if text.trim().parse::<f64>().is_ok_and(f64::is_finite) => {
                format!("write {} without quotation marks", text.trim())
            }
            (Shape::Truth, Self::Text(text)) => match text.trim().to_lowercase().as_str() {
                "true" | "yes" | "y" => "write true, without quotation marks".to_owned(),
                "false" | "no" | "n" => "write false, without quotation marks".to_owned(),
                _ => "write true or false, without quotation marks".to_owned(),
            },
            (Shape::List(_), _) => "put it in square brackets: a list may have one entry".to_owned(),
            _ => "correct the value; until then it counts as unreadable, not as missing".to_owned(),
        }
    }
}

/// A date as people in England write it, day first: 04/03/2026, 4.3.2026.
fn british_date(text: &str) -> Option<Day> {
    let mut parts = text.trim().split(['/', '.', '-']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let whole = parts.next().is_none() && year.len() == 4 && day.len() <= 2 && month.len() <= 2;
    let read = || Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    if whole { read() } else { None }
}

fn choose(found: &str, words: &[&'static str]) -> String {
    match closest(found.trim(), words.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("use one of: {}", words.join(", ")),
    }
}

pub(super) fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

/// The known word that a misspelt one most likely means, if any is close.
pub fn closest<'w>(found: &str, known: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    if found.len() > 64 {
        return None;
    }
    let lower = found.to_lowercase().replace([' ', '-'], "_");
    known
        .map(|word| (strsim::damerau_levenshtein(&lower, word), word))
        .filter(|(distance, word)| *distance <= 1 + word.len().min(lower.len()) / 4)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// What a field of this shape holds, in words.
pub fn expected(shape: Shape) -> String {
    match shape {
        Shape::Text => "text".into(),
        Shape::Id => "an id".into(),
        Shape::Ref => "the id of another entry".into(),
        Shape::Day => "a date like 2026-03-04".into(),
        Shape::Moment => "a date like 2026-03-04 or a date and time like 2026-03-04T14:30".into(),
        Shape::Truth => "true or false".into(),
        Shape::Number => "a number".into(),
        Shape::Choice(words) => format!("one of {}", words.join(", ")),
        Shape::Table(meta) => format!("{} {} with its fields", article(meta.noun), meta.noun),
        Shape::List(Shape::Table(meta)) => format!("a list, each entry {}", expected(Shape::Table(meta))),
        Shape::List(of) => format!("a list, each entry {}", expected(*of)),
    }
}

/// Text as a message shows it: not longer than a line, and nothing in it that a terminal would obey.
pub fn shown(text: &str) -> String {
    let cut = text.char_indices().nth(60).map_or(text.len(), |(at, _)| at);
    let mut shown: String =
        text[..cut].chars().map(|letter| if letter.is_control() { '\u{FFFD}' } else { letter }).collect();
    if cut < text.len() {
        shown.push('…');
    }
    shown
}
