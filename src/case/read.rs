//! The lenient reader: everything readable of a record is read in one pass, and everything else is noted at its place.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::field::{Collection, Field, Slot, Value};
use super::notes::{Found, Notes, expected};
use super::path::Path;
use super::record::{Record, RecordMeta, Shape};
use super::scalar::Scalar;

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
    fn refuse(self, shape: Shape, found: &Found<'_>) {
        self.notes.wrong(self.at, shape, found);
    }
}

/// The visits that a reader of one shape refuses, with what was found in words; lists and maps are read past.
macro_rules! refuse {
    ($shape:expr, $unreadable:expr; $($kind:ident)+) => { $( refuse!(@$kind $shape, $unreadable); )+ };
    (@truth $shape:expr, $unreadable:expr) => {
        fn visit_bool<E>(self, truth: bool) -> Result<Self::Value, E> {
            self.desk.refuse($shape, &Found::Truth(truth));
            Ok($unreadable)
        }
    };
    (@number $shape:expr, $unreadable:expr) => {
        fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
            self.desk.refuse($shape, &Found::Integer(number.into()));
            Ok($unreadable)
        }
        fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
            self.desk.refuse($shape, &Found::Integer(number.into()));
            Ok($unreadable)
        }
        fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
            self.desk.refuse($shape, &Found::Float(number));
            Ok($unreadable)
        }
    };
    (@text $shape:expr, $unreadable:expr) => {
        fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
            self.desk.refuse($shape, &Found::Text(text));
            Ok($unreadable)
        }
    };
    (@list $shape:expr, $unreadable:expr) => {
        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            while list.next_element::<IgnoredAny>()?.is_some() {}
            self.desk.refuse($shape, &Found::List);
            Ok($unreadable)
        }
    };
    (@map $shape:expr, $unreadable:expr) => {
        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
            match toml_date(map)? {
                Some(date) => self.desk.refuse($shape, &Found::Date(&date)),
                None => self.desk.refuse($shape, &Found::Table),
            }
            Ok($unreadable)
        }
    };
}

/// Reads past a map; gives the date where it is one that toml hands over.
fn toml_date<'de, A: MapAccess<'de>>(mut map: A) -> Result<Option<String>, A::Error> {
    let mut date = None;
    while let Some(key) = map.next_key::<Cow<'_, str>>()? {
        if key == TOML_DATE_KEY {
            date = map.next_value::<TextOrNot>()?.0;
        } else {
            map.next_value::<IgnoredAny>()?;
        }
    }
    Ok(date)
}

/// Text; anything else is read past.
struct TextOrNot(Option<String>);

impl<'de> serde::Deserialize<'de> for TextOrNot {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(TextOrNotVisitor)
    }
}

struct TextOrNotVisitor;

impl<'de> Visitor<'de> for TextOrNotVisitor {
    type Value = TextOrNot;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date")
    }

    fn visit_str<E>(self, text: &str) -> Result<TextOrNot, E> {
        Ok(TextOrNot(Some(text.to_owned())))
    }

    fn visit_bool<E>(self, _: bool) -> Result<TextOrNot, E> {
        Ok(TextOrNot(None))
    }

    fn visit_i64<E>(self, _: i64) -> Result<TextOrNot, E> {
        Ok(TextOrNot(None))
    }

    fn visit_u64<E>(self, _: u64) -> Result<TextOrNot, E> {
        Ok(TextOrNot(None))
    }

    fn visit_f64<E>(self, _: f64) -> Result<TextOrNot, E> {
        Ok(TextOrNot(None))
    }

    fn visit_unit<E>(self) -> Result<TextOrNot, E> {
        Ok(TextOrNot(None))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<TextOrNot, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(TextOrNot(None))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<TextOrNot, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(TextOrNot(None))
    }
}

struct ScalarVisitor<'a, T> {
    desk: Desk<'a>,
    value: PhantomData<T>,
}

impl<T: Scalar> ScalarVisitor<'_, T> {
    fn take<E>(self, read: Option<T>, found: &Found<'_>) -> Result<Field<T>, E> {
        match read {
            Some(value) => Ok(Field::Given(value)),
            None => {
                self.desk.refuse(T::SHAPE, found);
                Ok(Field::Unreadable)
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
        self.take(T::from_truth(truth), &Found::Truth(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Field<T>, E> {
        #[expect(clippy::cast_precision_loss, reason = "no count or measure in a record comes near 2^53")]
        let read = T::from_number(number as f64);
        self.take(read, &Found::Integer(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Field<T>, E> {
        #[expect(clippy::cast_precision_loss, reason = "no count or measure in a record comes near 2^53")]
        let read = T::from_number(number as f64);
        self.take(read, &Found::Integer(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Field<T>, E> {
        self.take(T::from_number(number), &Found::Float(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Field<T>, E> {
        if T::BLANK_IS_ABSENT && text.trim().is_empty() {
            return Ok(Field::Absent);
        }
        self.take(T::from_text(text), &Found::Text(text))
    }

    fn visit_unit<E>(self) -> Result<Field<T>, E> {
        self.desk.notes.null(self.desk.at);
        Ok(Field::Absent)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Field<T>, A::Error> {
        match toml_date(map)? {
            Some(date) => self.take(T::from_text(&date), &Found::Date(&date)),
            None => self.take(None, &Found::Table),
        }
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
        f.write_str(&expected(Shape::Table(T::META)))
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
            let noted = self.desk.notes.0.len();
            let seed = SlotSeed::<Field<T>>::new(&place, self.desk.notes);
            match list.next_element_seed(seed)? {
                None => return Ok(Collection::Collected { entries, unread }),
                Some(Field::Given(mut entry)) => {
                    entry.set_spot(spot);
                    entries.push(entry);
                }
                Some(Field::Unreadable) => unread += 1,
                Some(Field::Absent | Field::NotHeld) => {
                    // Null was told as null already; as an entry it is worse than that.
                    self.desk.notes.0.truncate(noted);
                    self.desk.notes.empty_entry(&place);
                    unread += 1;
                }
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
