//! What the fields of one record say about each other: ids and references, dates, measures, and words that say nothing.

mod dates;
mod format;
mod measures;
mod not_collected;
mod record;
mod references;
mod significance;

pub use record::check_record;
