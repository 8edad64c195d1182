//! What an expression comes to for one child: a value, or the gap in the export that keeps it from being known.

use crate::calendar::{BeyondCalendar, Day};
use crate::case::ItemRef;

/// A known value.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Value<'s> {
    /// Known to have no value: still open, not done, nobody.
    Nothing,
    /// True or false.
    Truth(bool),
    /// A number.
    Number(f64),
    /// A day.
    Day(Day),
    /// Text or a word.
    Text(&'s str),
    /// An entry.
    Item(ItemRef),
}

/// Why something cannot be told from the export.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gap {
    /// An entry has no value in a field that is a fact.
    Absent(ItemRef, u8),
    /// The export does not hold this field of an entry, or a collection within it.
    NotHeld(ItemRef, u8),
    /// Something stands there that could not be read.
    Unreadable(ItemRef, u8),
    /// A field names an entry that does not exist.
    Dangling(ItemRef, u8),
    /// A whole collection of the record was not collected, or not readable.
    Collection(&'static str),
    /// Some entries of a collection could not be read.
    Partly(&'static str),
    /// There is no text of the minutes of a meeting.
    NoMinutes(Option<ItemRef>),
    /// A date outside the bank-holiday table.
    Calendar(BeyondCalendar),
    /// Another reason, in words.
    Because(&'static str),
}

/// A value, or why it is unknown.
pub type Answer<'s> = Result<Value<'s>, Gap>;

/// When something first happened, as far as the export tells.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Happening {
    /// The first time that is certain, and the entry that tells it.
    pub first: Option<(Day, Option<ItemRef>)>,
    /// Why it may have happened earlier, or at all.
    pub doubt: Option<Gap>,
}

/// A day by which something is to be done.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Deadline {
    /// The latest it can be; `None` where no day is known, or there is no deadline.
    pub at_most: Option<Day>,
    /// Why it may be earlier.
    pub doubt: Option<Gap>,
}

/// The three truth values of Kleene's logic, with the reason of the third.
pub type Truth = Result<bool, Gap>;

/// `a and b`: false as soon as one is false, whatever the other.
pub fn and(a: Truth, b: impl FnOnce() -> Truth) -> Truth {
    match a {
        Ok(false) => Ok(false),
        Ok(true) => b(),
        Err(gap) => match b() {
            Ok(false) => Ok(false),
            _ => Err(gap),
        },
    }
}

/// `a or b`: true as soon as one is true, whatever the other.
pub fn or(a: Truth, b: impl FnOnce() -> Truth) -> Truth {
    and(a.map(|truth| !truth), || b().map(|truth| !truth)).map(|truth| !truth)
}
