//! Reports: one file a format, all fed by the same [`Report`](crate::audit::Report) value.
//!
//! A format is a function `write(report, sources, to, style)`. It computes nothing that the report does not hold, so
//! that all formats say the same.

mod arrange;
mod format;
pub mod json;
pub mod junit;
pub mod minutes;
pub mod plain;
pub mod pretty;
mod safe_text;
pub mod short;
mod sources;
mod style;
pub mod words;

#[cfg(test)]
pub(crate) mod sample;

pub use arrange::is_listed;
pub use format::Format;
pub use safe_text::safe_text;
pub use sources::{SourceTexts, Texts};
pub use style::{Ink, Style};
