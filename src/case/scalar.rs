//! The plain values of the record: text, ids, references, dates, numbers, words.

use compact_str::CompactString;
use serde::de::Deserializer;

use crate::calendar::{Day, Moment};

use super::field::{Field, Got, Items, Value};
use super::notes::Notes;
use super::path::Path;
use super::read::read_scalar;
use super::record::{Shape, Visit};

/// Free text; short texts cost no allocation.
pub type Text = CompactString;

/// The id of an entry, unique within its record.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Id(pub CompactString);

/// The id of another entry.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Ref(pub CompactString);

/// A value that is no table: it is read from one token of the export.
pub trait Scalar: Sized {
    /// The kind of value.
    const SHAPE: Shape;
    /// Reads it from text (also TOML dates, which come as text).
    fn from_text(_: &str) -> Option<Self> {
        None
    }
    /// Reads it from a truth value.
    fn from_truth(_: bool) -> Option<Self> {
        None
    }
    /// Reads it from a number.
    fn from_number(_: f64) -> Option<Self> {
        None
    }
    /// The value as a rule sees it.
    fn got(&self) -> Got<'_>;
    /// The day it speaks of, where it is a date.
    fn day(&self) -> Option<Day> {
        None
    }
    /// A list of such values as a rule sees it.
    fn items(entries: &[Self]) -> Items<'_> {
        Items::Entries(entries.len())
    }
    /// Whether this is text in which blanks alone mean nothing was said.
    const BLANK_IS_ABSENT: bool = false;
}

impl<T: Scalar> Value for T {
    const SHAPE: Shape = <T as Scalar>::SHAPE;
    const LIST: Shape = Shape::List(&<T as Scalar>::SHAPE);

    fn read<'de, D: Deserializer<'de>>(
        from: D,
        at: &Path<'_>,
        notes: &mut Notes,
    ) -> Result<Field<Self>, D::Error> {
        read_scalar(from, at, notes)
    }

    fn got(&self) -> Got<'_> {
        Scalar::got(self)
    }

    fn items(entries: &[Self]) -> Items<'_> {
        Scalar::items(entries)
    }

    fn day(&self) -> Option<Day> {
        Scalar::day(self)
    }

    fn known_on(&mut self, _: Day) -> bool {
        true
    }

    fn mark_not_held(&mut self, _: &str) {}

    fn set_spot(&mut self, _: u32) {}

    fn walk<'c>(&'c self, _: &Path<'_>, _: bool, _: &mut Visit<'_, 'c>) {}
}

impl Scalar for Text {
    const SHAPE: Shape = Shape::Text;
    const BLANK_IS_ABSENT: bool = true;

    fn from_text(text: &str) -> Option<Self> {
        Some(text.into())
    }

    fn got(&self) -> Got<'_> {
        Got::Text(self)
    }

    fn items(entries: &[Self]) -> Items<'_> {
        Items::Words(entries)
    }
}

impl Scalar for Id {
    const SHAPE: Shape = Shape::Id;
    const BLANK_IS_ABSENT: bool = true;

    fn from_text(text: &str) -> Option<Self> {
        Some(Self(text.trim().into()))
    }

    fn got(&self) -> Got<'_> {
        Got::Text(&self.0)
    }
}

impl Scalar for Ref {
    const SHAPE: Shape = Shape::Ref;
    const BLANK_IS_ABSENT: bool = true;

    fn from_text(text: &str) -> Option<Self> {
        Some(Self(text.trim().into()))
    }

    fn got(&self) -> Got<'_> {
        Got::Ref(self)
    }

    fn items(entries: &[Self]) -> Items<'_> {
        Items::Refs(entries)
    }
}

impl Scalar for Day {
    const SHAPE: Shape = Shape::Day;

    fn from_text(text: &str) -> Option<Self> {
        Self::parse(text.trim())
    }

    fn got(&self) -> Got<'_> {
        Got::Day(*self)
    }

    fn day(&self) -> Option<Day> {
        Some(*self)
    }
}

impl Scalar for Moment {
    const SHAPE: Shape = Shape::Moment;

    fn from_text(text: &str) -> Option<Self> {
        Self::parse(text.trim())
    }

    fn got(&self) -> Got<'_> {
        Got::Moment(*self)
    }

    fn day(&self) -> Option<Day> {
        Some(self.day)
    }
}

impl Scalar for bool {
    const SHAPE: Shape = Shape::Truth;

    fn from_truth(truth: bool) -> Option<Self> {
        Some(truth)
    }

    fn got(&self) -> Got<'_> {
        Got::Truth(*self)
    }
}

impl Scalar for f64 {
    const SHAPE: Shape = Shape::Number;

    fn from_number(number: f64) -> Option<Self> {
        number.is_finite().then_some(number)
    }

    fn got(&self) -> Got<'_> {
        Got::Number(*self)
    }
}
