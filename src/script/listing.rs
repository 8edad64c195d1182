//! Lists of entries while an expression is found out: certain entries, doubtful ones, and what is not known at all.

use crate::case::ItemRef;

use super::value::Gap;

/// The entries of a list as far as they are known.
#[derive(Debug, Default)]
pub struct Listing {
    /// Entries, each with the doubt whether it belongs to the list.
    pub entries: Vec<(ItemRef, Option<Gap>)>,
    /// Why there may be entries that are not listed.
    pub rest: Option<Gap>,
}

impl Listing {
    /// Adds an entry that belongs to the list for certain.
    pub fn push(&mut self, item: ItemRef) {
        self.entries.push((item, None));
    }

    /// Adds an entry, or the doubt whether it belongs, by a three-valued condition.
    pub fn push_if(&mut self, item: ItemRef, belongs: Result<bool, Gap>) {
        match belongs {
            Ok(true) => self.entries.push((item, None)),
            Ok(false) => {}
            Err(gap) => self.entries.push((item, Some(gap))),
        }
    }

    /// Says that there may be more entries; the first reason is kept.
    pub fn perhaps_more(&mut self, gap: Gap) {
        self.rest.get_or_insert(gap);
    }
}
