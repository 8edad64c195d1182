//! The working of an outcome: the facts read, in order, and the steps of arithmetic.

use crate::case::ItemRef;

use super::value::Gap;

/// One step of the working.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// A field of an entry was read (its position among the entry's fields).
    Read(ItemRef, u8),
    /// An entry was found to be the one that decides.
    Witness(ItemRef),
    /// A step of arithmetic, or a fact in words.
    Sum(String),
    /// What minutes say: the document, and the byte range of the quote in its text.
    Quote(usize, std::ops::Range<usize>, String),
    /// Something could not be told.
    Gap(Gap),
}
