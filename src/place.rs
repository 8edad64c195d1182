//! Places in the input: where a fact, a quote or a fault stands.

use serde::Serialize;

/// A place in one input file. Lines and columns count from 1; columns count characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    /// The file, as it was named on the command line or found below a named folder, with `/` between folders.
    pub file: String,
    /// First line.
    pub line: usize,
    /// First column.
    pub column: usize,
    /// Last line; the same as `line` where the thing stands on one line.
    pub end_line: usize,
    /// JSON Pointer (RFC 6901) within a record; empty for minutes.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub pointer: String,
    /// Byte range in the decoded text of the file, for quoting it.
    #[serde(skip)]
    pub span: (usize, usize),
}
