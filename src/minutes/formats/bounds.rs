//! How much of a document is read at most.

/// What is read of one document at most. The reader of files sets these from its own limits, under whose names the
/// errors tell them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bounds {
    /// Files inside a packed document (`max_document_parts`), and messages and attachments of one e-mail.
    pub parts: u64,
    /// Bytes that the parts hold when unpacked, together (`max_unpacked_bytes`).
    pub unpacked_bytes: u64,
    /// Elements within each other (`max_document_depth`).
    pub depth: u64,
    /// Cells of all tables together (`max_cells`).
    pub cells: u64,
    /// Pages of a PDF (`max_pages`).
    pub pages: u64,
    /// Bytes of the text that is taken out (`max_minutes_bytes`).
    pub text_bytes: u64,
}
