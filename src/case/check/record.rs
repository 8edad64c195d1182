//! All checks of one record, in their order.

use super::super::notes::Notes;
use super::super::root::Case;
use super::{dates, format, measures, not_collected, references, significance};

/// Notes what a record says that cannot be right, and forgets a significance that is none. A record of a format that this
/// program does not know is not looked into: its fields may mean something else.
pub fn check_record(case: &mut Case, notes: &mut Notes) {
    if !format::check(case, notes) {
        return;
    }
    not_collected::check(case, notes);
    significance::check(case, notes);
    references::check(case, notes);
    dates::check(case, notes);
    measures::check(case, notes);
}
