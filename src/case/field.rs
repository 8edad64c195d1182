//! A field and a collection of the record, with every way of not being there told apart.

use serde::de::Deserializer;

use crate::calendar::{Day, Moment};

use super::notes::Notes;
use super::path::Path;
use super::read::read_collection;
use super::record::{Shape, Timing, Visit};

/// One optional value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Field<T> {
    /// The entry has no such field (or only blanks in it).
    #[default]
    Absent,
    /// The record says that its export does not hold this field (`not_collected`).
    NotHeld,
    /// Something stands there that could not be read; a diagnostic told where.
    Unreadable,
    /// The value.
    Given(T),
}

impl<T> Field<T> {
    /// The value, where one was given.
    pub fn given(&self) -> Option<&T> {
        match self {
            Self::Given(value) => Some(value),
            _ => None,
        }
    }
}

/// A list of values or entries.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Collection<T> {
    /// The export does not hold this collection: what is missing in it is unknown.
    #[default]
    NotCollected,
    /// Something stands there that is no list; a diagnostic told where.
    Unreadable,
    /// Collected; an empty list means "none".
    Collected {
        /// What could be read, in the order of the export.
        entries: Vec<T>,
        /// How many entries could not be read; each was told at its place.
        unread: u32,
    },
}

impl<T> Collection<T> {
    /// What could be read; empty where nothing was collected.
    pub fn entries(&self) -> &[T] {
        match self {
            Self::Collected { entries, .. } => entries,
            _ => &[],
        }
    }

    /// The same, to be changed.
    pub fn entries_mut(&mut self) -> &mut [T] {
        match self {
            Self::Collected { entries, .. } => entries,
            _ => &mut [],
        }
    }
}

/// A list as a rule sees it.
#[derive(Clone, Copy, Debug)]
pub enum Items<'c> {
    /// Words or ids.
    Words(&'c [super::scalar::Text]),
    /// References to other entries.
    Refs(&'c [super::scalar::Ref]),
    /// So many entries of their own.
    Entries(usize),
}

impl Items<'_> {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Words(words) => words.len(),
            Self::Refs(refs) => refs.len(),
            Self::Entries(count) => *count,
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What a field holds, as a rule sees it.
#[derive(Clone, Copy, Debug)]
pub enum Got<'c> {
    /// Nothing.
    Absent,
    /// The export does not hold this field.
    NotHeld,
    /// It could not be read.
    Unreadable,
    /// true or false.
    Truth(bool),
    /// A number.
    Number(f64),
    /// A day.
    Day(Day),
    /// A day with its time.
    Moment(Moment),
    /// Text, an id or a word.
    Text(&'c str),
    /// The id of another entry.
    Ref(&'c super::scalar::Ref),
    /// A table of its own.
    Table,
    /// A list, and how many of its entries could not be read.
    List(Items<'c>, u32),
}

/// A place for a value in a noun: [`Field`] or [`Collection`].
pub trait Slot: Default {
    /// The kind of value.
    const SHAPE: Shape;
    /// Reads the value; what cannot be read is noted, never an error.
    fn read<'de, D: Deserializer<'de>>(from: D, at: &Path<'_>, notes: &mut Notes) -> Result<Self, D::Error>;
    /// The value as a rule sees it.
    fn got(&self) -> Got<'_>;
    /// Forgets what is dated after `day`; false where the entry that holds this slot came to be later.
    fn known_on(&mut self, day: Day, timing: Timing) -> bool;
    /// Turns absence (of this slot, or of `rest` within it) into "not held".
    fn mark_not_held(&mut self, rest: Option<&str>);
    /// Shows every value within the nouns that it holds.
    fn walk<'c>(&'c self, at: &Path<'_>, visit: &mut Visit<'_, 'c>);
}

/// What can stand in a [`Field`] or a [`Collection`]: a scalar or a noun.
pub trait Value: Sized {
    /// The kind of value.
    const SHAPE: Shape;
    /// The shape of a list of such values.
    const LIST: Shape;
    /// Reads one value.
    fn read<'de, D: Deserializer<'de>>(
        from: D,
        at: &Path<'_>,
        notes: &mut Notes,
    ) -> Result<Field<Self>, D::Error>;
    /// The value as a rule sees it.
    fn got(&self) -> Got<'_>;
    /// A list of such values as a rule sees it.
    fn items(entries: &[Self]) -> Items<'_>;
    /// The day it speaks of, where it is a date.
    fn day(&self) -> Option<Day>;
    /// Forgets what is dated after `day`; false where the whole value came to be later.
    fn known_on(&mut self, day: Day) -> bool;
    /// Turns the absent field `path` within it into "not held".
    fn mark_not_held(&mut self, path: &str);
    /// Tells it its position in the export's collection.
    fn set_spot(&mut self, spot: u32);
    /// Shows every value within it, where it is a noun; `in_list` where it is an entry of the list at `at`.
    fn walk<'c>(&'c self, at: &Path<'_>, in_list: bool, visit: &mut Visit<'_, 'c>);
}

impl<T: Value> Slot for Field<T> {
    const SHAPE: Shape = T::SHAPE;

    fn read<'de, D: Deserializer<'de>>(from: D, at: &Path<'_>, notes: &mut Notes) -> Result<Self, D::Error> {
        T::read(from, at, notes)
    }

    fn got(&self) -> Got<'_> {
        match self {
            Self::Absent => Got::Absent,
            Self::NotHeld => Got::NotHeld,
            Self::Unreadable => Got::Unreadable,
            Self::Given(value) => value.got(),
        }
    }

    fn known_on(&mut self, day: Day, timing: Timing) -> bool {
        let Self::Given(value) = self else { return true };
        let later = value.day().is_some_and(|own| own > day);
        match timing {
            Timing::When => !later,
            Timing::Known if later => {
                *self = Self::Absent;
                true
            }
            _ => {
                if !value.known_on(day) {
                    *self = Self::Absent;
                }
                true
            }
        }
    }

    fn mark_not_held(&mut self, rest: Option<&str>) {
        match (self, rest) {
            (slot @ Self::Absent, _) => *slot = Self::NotHeld,
            (Self::Given(value), Some(rest)) => value.mark_not_held(rest),
            _ => {}
        }
    }

    fn walk<'c>(&'c self, at: &Path<'_>, visit: &mut Visit<'_, 'c>) {
        if let Self::Given(value) = self {
            value.walk(at, false, visit);
        }
    }
}

impl<T: Value> Slot for Collection<T> {
    const SHAPE: Shape = T::LIST;

    fn read<'de, D: Deserializer<'de>>(from: D, at: &Path<'_>, notes: &mut Notes) -> Result<Self, D::Error> {
        read_collection(from, at, notes)
    }

    fn got(&self) -> Got<'_> {
        match self {
            Self::NotCollected => Got::NotHeld,
            Self::Unreadable => Got::Unreadable,
            Self::Collected { entries, unread } => Got::List(T::items(entries), *unread),
        }
    }

    fn known_on(&mut self, day: Day, _: Timing) -> bool {
        if let Self::Collected { entries, .. } = self {
            entries.retain_mut(|entry| entry.known_on(day));
        }
        true
    }

    fn mark_not_held(&mut self, rest: Option<&str>) {
        match (rest, &self) {
            (Some(rest), _) => self.entries_mut().iter_mut().for_each(|entry| entry.mark_not_held(rest)),
            // "We do not hold this" and an empty list of it: the list says nothing.
            (None, Self::Collected { entries, unread: 0 }) if entries.is_empty() => {
                *self = Self::NotCollected
            }
            (None, _) => {}
        }
    }

    fn walk<'c>(&'c self, at: &Path<'_>, visit: &mut Visit<'_, 'c>) {
        self.entries().iter().for_each(|entry| entry.walk(at, true, visit));
    }
}
