//! The lenient reader: everything readable of a record is read in one pass, and everything else is noted at its place.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::field::{Collection, Field, Slot, Value};
use super::record::{FieldMeta, Record, RecordMeta, Shape};
use super::scalar::Scalar;

/// Where the reader is: a chain of keys and positions, written out as a JSON Pointer (RFC 6901) only when needed.
#[derive(Clone, Copy)]
pub struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    step: Step<'p>,
}

#[derive(Clone, Copy)]
enum Step<'p> {
    Root,
    Key(&'p str),
    Index(usize),
}

impl<'p> Path<'p> {
    /// The record itself.
    pub fn root() -> Self {
        Self { parent: None, step: Step::Root }
    }

    /// The field `name` within this place.
    pub fn key(&'p self, name: &'p str) -> Self {
        Self { parent: Some(self), step: Step::Key(name) }
    }

    /// The entry at `index` within this place.
    pub fn index(&'p self, index: usize) -> Self {
        Self { parent: Some(self), step: Step::Index(index) }
    }

    /// This place as a JSON Pointer.
    pub fn pointer(&self) -> String {
        let mut out = self.parent.map(Self::pointer).unwrap_or_default();
        match self.step {
            Step::Root => {}
            Step::Key(name) => {
                out.push('/');
                out.push_str(&name.replace('~', "~0").replace('/', "~1"));
            }
            Step::Index(index) => out.push_str(&format!("/{index}")),
        }
        out
    }
}

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
pub struct Notes(pub Vec<Note>);

impl Notes {
    /// Adds a note at a place given as a JSON Pointer.
    pub fn push(
        &mut self,
        severity: Severity,
        code: &'static str,
        pointer: String,
        message: String,
        help: String,
    ) {
        self.0.push(Note { severity, code, message, help, pointer, at_key: false });
    }

    /// A key that the format does not know.
    pub fn unknown_field(&mut self, at: &Path<'_>, name: &str, meta: &RecordMeta) {
        let known = meta.fields.iter().map(|field| field.name);
        let help = match closest(name, known) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!(
                "remove it, or use one of: {}",
                meta.fields.iter().map(|field| field.name).collect::<Vec<_>>().join(", ")
            ),
        };
        let article = article(meta.noun);
        let message = format!("unknown field `{name}` in {article} {}", meta.noun);
        let pointer = at.key(name).pointer();
        self.0.push(Note {
            severity: Severity::Error,
            code: "unknown-field",
            message,
            help,
            pointer,
            at_key: true,
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
        let help = format!("add `{}`: {}", field.name, expected(field.shape));
        self.push(Severity::Error, "missing-field", at.pointer(), message, help);
    }

    fn wrong(&mut self, at: &Path<'_>, shape: Shape, found: &str) {
        let (code, help) = match shape {
            Shape::Day | Shape::Moment => {
                ("bad-date", String::from("write the date as year-month-day, e.g. 2026-03-04"))
            }
            Shape::Choice(words) => ("unknown-value", choose(found, words)),
            _ => (
                "wrong-type",
                String::from("correct the value; until then it counts as unreadable, not as missing"),
            ),
        };
        let message = format!("expected {}, found {found}", expected(shape));
        self.push(Severity::Error, code, at.pointer(), message, help);
    }

    fn null(&mut self, at: &Path<'_>) {
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

fn choose(found: &str, words: &[&'static str]) -> String {
    match closest(found.trim_matches(['"', '`', ' ']), words.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("use one of: {}", words.join(", ")),
    }
}

fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

/// The known word that a misspelt one most likely means, if any is close.
pub fn closest<'w>(found: &str, known: impl Iterator<Item = &'w str>) -> Option<&'w str> {
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
        Shape::Table(meta) => format!("a table ({})", meta.noun),
        Shape::List(Shape::Table(meta)) => format!("a list of tables ({})", meta.noun),
        Shape::List(of) => format!("a list, each {}", expected(*of)),
    }
}

/// The fields of one noun by key.
pub struct KeySeed {
    /// The noun.
    pub meta: &'static RecordMeta,
}

/// A key of a map: a field of the noun, or something else.
pub enum FieldKey {
    /// Its position among the noun's fields.
    Known(usize),
    /// A key that the format does not know.
    Unknown(String),
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = FieldKey;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<FieldKey, D::Error> {
        from.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = FieldKey;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field name")
    }

    fn visit_str<E>(self, key: &str) -> Result<FieldKey, E> {
        Ok(match self.meta.field(key) {
            Some((index, _)) => FieldKey::Known(index),
            None => FieldKey::Unknown(key.to_owned()),
        })
    }
}

/// Reads one slot of a noun.
pub struct SlotSeed<'a, S> {
    at: &'a Path<'a>,
    notes: &'a mut Notes,
    slot: PhantomData<S>,
}

impl<'a, S> SlotSeed<'a, S> {
    /// A seed for the slot at `at`.
    pub fn new(at: &'a Path<'a>, notes: &'a mut Notes) -> Self {
        Self { at, notes, slot: PhantomData }
    }
}

impl<'de, S: Slot> DeserializeSeed<'de> for SlotSeed<'_, S> {
    type Value = S;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<S, D::Error> {
        S::read(from, self.at, self.notes)
    }
}

/// toml hands a date over as a map with this one key.
const TOML_DATE_KEY: &str = "$__toml_private_datetime";

/// Where a visitor stands and whom it tells.
struct Desk<'a> {
    at: &'a Path<'a>,
    notes: &'a mut Notes,
}

impl Desk<'_> {
    fn refuse(self, shape: Shape, found: &str) {
        self.notes.wrong(self.at, shape, found);
    }
}

/// The visits that a reader of one shape refuses, with what was found in words; lists and maps are read past.
macro_rules! refuse {
    ($shape:expr, $unreadable:expr; $($kind:ident)+) => { $( refuse!(@$kind $shape, $unreadable); )+ };
    (@truth $shape:expr, $unreadable:expr) => {
        fn visit_bool<E>(self, truth: bool) -> Result<Self::Value, E> {
            self.desk.refuse($shape, &format!("the truth value {truth}"));
            Ok($unreadable)
        }
    };
    (@number $shape:expr, $unreadable:expr) => {
        fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
            self.desk.refuse($shape, &format!("the number {number}"));
            Ok($unreadable)
        }
        fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
            self.desk.refuse($shape, &format!("the number {number}"));
            Ok($unreadable)
        }
        fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
            self.desk.refuse($shape, &format!("the number {number}"));
            Ok($unreadable)
        }
    };
    (@text $shape:expr, $unreadable:expr) => {
        fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
            self.desk.refuse($shape, &quoted(text));
            Ok($unreadable)
        }
    };
    (@list $shape:expr, $unreadable:expr) => {
        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            while list.next_element::<IgnoredAny>()?.is_some() {}
            self.desk.refuse($shape, "a list");
            Ok($unreadable)
        }
    };
    (@map $shape:expr, $unreadable:expr) => {
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            self.desk.refuse($shape, "a table");
            Ok($unreadable)
        }
    };
}

/// Text as a message shows it: in quotes, and not longer than a line.
fn quoted(text: &str) -> String {
    let mut shown: String = text.chars().take(60).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    format!("{shown:?}")
}

struct ScalarVisitor<'a, T> {
    desk: Desk<'a>,
    value: PhantomData<T>,
}

impl<T: Scalar> ScalarVisitor<'_, T> {
    fn take(self, read: Option<T>, found: impl FnOnce() -> String) -> Field<T> {
        match read {
            Some(value) => Field::Given(value),
            None => {
                self.desk.refuse(T::SHAPE, &found());
                Field::Unreadable
            }
        }
    }
}

impl<'de, T: Scalar> Visitor<'de> for ScalarVisitor<'_, T> {
    type Value = Field<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&expected(T::SHAPE))
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Field<T>, E> {
        Ok(self.take(T::from_truth(truth), || format!("the truth value {truth}")))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Field<T>, E> {
        #[expect(clippy::cast_precision_loss, reason = "no count or measure in a record comes near 2^53")]
        let read = T::from_number(number as f64);
        Ok(self.take(read, || format!("the number {number}")))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Field<T>, E> {
        #[expect(clippy::cast_precision_loss, reason = "no count or measure in a record comes near 2^53")]
        let read = T::from_number(number as f64);
        Ok(self.take(read, || format!("the number {number}")))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Field<T>, E> {
        Ok(self.take(T::from_number(number), || format!("the number {number}")))
    }

    fn visit_str<E>(self, text: &str) -> Result<Field<T>, E> {
        if T::BLANK_IS_ABSENT && text.trim().is_empty() {
            return Ok(Field::Absent);
        }
        Ok(self.take(T::from_text(text), || quoted(text)))
    }

    fn visit_unit<E>(self) -> Result<Field<T>, E> {
        self.desk.notes.null(self.desk.at);
        Ok(Field::Absent)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Field<T>, A::Error> {
        let Some(key) = map.next_key::<Cow<'_, str>>()? else {
            self.desk.refuse(T::SHAPE, "an empty table");
            return Ok(Field::Unreadable);
        };
        if key == TOML_DATE_KEY {
            let date = map.next_value::<String>()?;
            return Ok(self.take(T::from_text(&date), || format!("the date {date}")));
        }
        map.next_value::<IgnoredAny>()?;
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        self.desk.refuse(T::SHAPE, "a table");
        Ok(Field::Unreadable)
    }

    refuse!(T::SHAPE, Field::Unreadable; list);
}

/// Reads a plain value.
pub fn read_scalar<'de, T: Scalar, D: Deserializer<'de>>(
    from: D,
    at: &Path<'_>,
    notes: &mut Notes,
) -> Result<Field<T>, D::Error> {
    from.deserialize_any(ScalarVisitor { desk: Desk { at, notes }, value: PhantomData })
}

struct TableVisitor<'a, T> {
    desk: Desk<'a>,
    table: PhantomData<T>,
}

impl<'de, T: Record> Visitor<'de> for TableVisitor<'_, T> {
    type Value = Field<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a table ({})", T::META.noun)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Field<T>, A::Error> {
        T::read(map, self.desk.at, self.desk.notes).map(Field::Given)
    }

    fn visit_unit<E>(self) -> Result<Field<T>, E> {
        self.desk.notes.null(self.desk.at);
        Ok(Field::Absent)
    }

    refuse!(Shape::Table(T::META), Field::Unreadable; truth number text list);
}

/// Reads a table of fields.
pub fn read_table<'de, T: Record, D: Deserializer<'de>>(
    from: D,
    at: &Path<'_>,
    notes: &mut Notes,
) -> Result<Field<T>, D::Error> {
    from.deserialize_any(TableVisitor { desk: Desk { at, notes }, table: PhantomData })
}

struct ListVisitor<'a, T> {
    desk: Desk<'a>,
    entry: PhantomData<T>,
}

impl<'de, T: Value> Visitor<'de> for ListVisitor<'_, T> {
    type Value = Collection<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&expected(T::LIST))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Collection<T>, A::Error> {
        let (mut entries, mut unread, mut spot) = (Vec::new(), 0, 0_u32);
        loop {
            let place = self.desk.at.index(spot as usize);
            let seed = SlotSeed::<Field<T>>::new(&place, self.desk.notes);
            match list.next_element_seed(seed)? {
                None => return Ok(Collection::Collected { entries, unread }),
                Some(Field::Given(mut entry)) => {
                    entry.set_spot(spot);
                    entries.push(entry);
                }
                Some(_) => unread += 1,
            }
            spot += 1;
        }
    }

    fn visit_unit<E>(self) -> Result<Collection<T>, E> {
        self.desk.notes.null(self.desk.at);
        Ok(Collection::NotCollected)
    }

    refuse!(T::LIST, Collection::Unreadable; truth number text map);
}

/// Reads a list of values or entries.
pub fn read_collection<'de, T: Value, D: Deserializer<'de>>(
    from: D,
    at: &Path<'_>,
    notes: &mut Notes,
) -> Result<Collection<T>, D::Error> {
    from.deserialize_any(ListVisitor { desk: Desk { at, notes }, entry: PhantomData })
}
