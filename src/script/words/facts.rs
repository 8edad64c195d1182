//! Small steps that words share: taking values apart, and telling a fact that is missing from one that is not so.

use crate::calendar::Day;
use crate::case::{Collection, Field, ItemRef, Ref};

use super::super::kinds::{Kinds, Type};
use super::super::node::Takes;
use super::super::symbol::{meta_of, narrow};
use super::super::value::{Answer, Gap, Truth, Value, or};
use crate::case::Kind;

/// One item of a kind.
pub const fn one(kind: Kind) -> Takes {
    Takes::A(Type::Item(Kinds::one(kind)))
}

/// One item of any of several kinds.
pub const fn one_of(kinds: &[Kind]) -> Takes {
    Takes::A(Type::Item(Kinds::any_of(kinds)))
}

/// Any item at all.
pub const ANYTHING: Takes = Takes::A(Type::Item(Kinds::ANY));

/// A day.
pub const DATE: Takes = Takes::A(Type::Date);

/// A list of items of one kind.
pub const fn list_of(kind: Kind) -> Type {
    Type::List(Kinds::one(kind))
}

/// The item among a word's values at a position; the type check of loading sees to it that there is one.
pub fn item(values: &[Value<'_>], at: usize) -> ItemRef {
    match values.get(at) {
        Some(Value::Item(item)) => *item,
        _ => ItemRef::within(Kind::Child, 0, 0),
    }
}

/// The day among a word's values at a position; nothing where it is known to have no value.
pub fn day(values: &[Value<'_>], at: usize) -> Option<Day> {
    match values.get(at) {
        Some(Value::Day(day)) => Some(*day),
        _ => None,
    }
}

/// The whole number among a word's values at a position.
pub fn count(values: &[Value<'_>], at: usize) -> u32 {
    match values.get(at) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "loading checked 0 to 36600"
        )]
        Some(Value::Number(number)) => *number as u32,
        _ => 0,
    }
}

/// A truth value as an answer.
pub fn truth<'s>(truth: Truth) -> Answer<'s> {
    truth.map(Value::Truth)
}

/// A day or nothing as an answer.
pub fn maybe_day<'s>(day: Option<Day>) -> Answer<'s> {
    Ok(day.map_or(Value::Nothing, Value::Day))
}

/// The gap that an entry has in a field.
pub fn gap(make: fn(ItemRef, u8) -> Gap, item: ItemRef, field: &str) -> Gap {
    let index =
        meta_of(item.kind).and_then(|meta| meta.field(field)).map_or(u8::MAX, |(index, _)| narrow(index));
    make(item, index)
}

/// A fact: what is absent is unknown.
pub fn need<T: Clone>(field: &Field<T>, item: ItemRef, name: &str) -> Result<T, Gap> {
    match field {
        Field::Given(value) => Ok(value.clone()),
        Field::Absent => Err(gap(Gap::Absent, item, name)),
        Field::NotHeld => Err(gap(Gap::NotHeld, item, name)),
        Field::Unreadable => Err(gap(Gap::Unreadable, item, name)),
    }
}

/// A mark or an open end: what is absent is none.
pub fn optional<T: Clone>(field: &Field<T>, item: ItemRef, name: &str) -> Result<Option<T>, Gap> {
    match field {
        Field::Absent => Ok(None),
        other => need(other, item, name).map(Some),
    }
}

/// Whether a condition holds for some entry of a collection within an item, as far as the collection is known.
pub fn some<T>(
    collection: &Collection<T>,
    missing: impl Fn(fn(ItemRef, u8) -> Gap) -> Gap,
    mut holds: impl FnMut(usize, &T) -> Truth,
) -> Truth {
    match collection {
        Collection::NotCollected => Err(missing(Gap::NotHeld)),
        Collection::Unreadable => Err(missing(Gap::Unreadable)),
        Collection::Collected { entries, unread } => {
            let doubt = if *unread > 0 { Err(missing(Gap::Unreadable)) } else { Ok(false) };
            entries.iter().enumerate().fold(doubt, |known, (at, entry)| match known {
                Ok(true) => Ok(true),
                known => or(holds(at, entry), || known),
            })
        }
    }
}

/// The gap of a whole collection of the record.
pub fn whole(name: &'static str) -> impl Fn(fn(ItemRef, u8) -> Gap) -> Gap {
    move |_| Gap::Collection(name)
}

/// The gap of a collection within an entry.
pub fn within(item: ItemRef, name: &'static str) -> impl Fn(fn(ItemRef, u8) -> Gap) -> Gap {
    move |make| gap(make, item, name)
}

/// Whether a list of references holds one of some ids.
pub fn holds(list: &Collection<Ref>, item: ItemRef, name: &'static str, ids: &[&str]) -> Truth {
    some(list, within(item, name), |_, to| Ok(ids.contains(&to.0.as_str())))
}

/// The first doubt of a list of truths, if none of them is true.
pub fn any_of(truths: impl IntoIterator<Item = Truth>) -> Truth {
    let mut doubt = Ok(false);
    for truth in truths {
        match truth {
            Ok(true) => return truth,
            Ok(false) => {}
            Err(_) => doubt = doubt.and(truth),
        }
    }
    doubt
}
