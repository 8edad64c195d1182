//! The limits of what is read: each defends against one thing, can be set, and is named by the error that it causes.

use crate::minutes::Bounds;

/// What is read at most. Bytes are bytes of the file; see each constant for what it defends against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// See [`Limits::FILE_BYTES`].
    pub file_bytes: u64,
    /// See [`Limits::RECORD_BYTES`].
    pub record_bytes: u64,
    /// See [`Limits::MINUTES_BYTES`].
    pub minutes_bytes: u64,
    /// See [`Limits::DOCUMENT_BYTES`].
    pub document_bytes: u64,
    /// See [`Limits::DOCUMENT_PARTS`].
    pub document_parts: u64,
    /// See [`Limits::UNPACKED_BYTES`].
    pub unpacked_bytes: u64,
    /// See [`Limits::DOCUMENT_DEPTH`].
    pub document_depth: u64,
    /// See [`Limits::CELLS`].
    pub cells: u64,
    /// See [`Limits::PAGES`].
    pub pages: u64,
    /// See [`Limits::DEPTH`].
    pub depth: u64,
    /// See [`Limits::ENTRIES`].
    pub entries: u64,
    /// See [`Limits::RECORDS`].
    pub records: u64,
    /// See [`Limits::FILES`].
    pub files: u64,
    /// See [`Limits::DIAGNOSTICS`].
    pub diagnostics: u64,
}

impl Limits {
    /// Bytes of one TOML or JSON file, which is held in memory as a whole: against a file that fills the memory. A file
    /// with one record a line is read line by line and may be larger.
    pub const FILE_BYTES: u64 = 256 << 20;
    /// Bytes of one record (a line of NDJSON, an element of a list, or a file with one record): against one endless line.
    pub const RECORD_BYTES: u64 = 16 << 20;
    /// Bytes of one set of minutes, or of the text taken out of a document: against a book being read as minutes.
    pub const MINUTES_BYTES: u64 = 8 << 20;
    /// Bytes of one document (Word, OpenDocument, PDF, web page, e-mail) with all its pictures and attachments: against a
    /// file that fills the memory.
    pub const DOCUMENT_BYTES: u64 = 64 << 20;
    /// Files packed in one document, or parts of one e-mail with all that is attached to what is attached: against an
    /// archive of a million empty files, and messages within messages without end.
    pub const DOCUMENT_PARTS: u64 = 4_000;
    /// Bytes that the parts of one document hold when unpacked, counted while unpacking: against a small file that unpacks
    /// to gigabytes. What is unpacked is bounded, so how tightly it was packed need not be.
    pub const UNPACKED_BYTES: u64 = 128 << 20;
    /// Elements within each other in a document: against nesting that no person makes. Documents are read without
    /// recursion, so that this bounds time and memory, not the stack.
    pub const DOCUMENT_DEPTH: u64 = 256;
    /// Cells of all tables of one document: against a spreadsheet pasted into minutes, each cell of which is a block.
    pub const CELLS: u64 = 100_000;
    /// Pages of one PDF: against a book being read as minutes.
    pub const PAGES: u64 = 1_000;
    /// Lists and tables within each other: against text that is nested so deeply that reading it exhausts the stack. Never
    /// more than 80 takes effect.
    pub const DEPTH: u64 = 64;
    /// Values of one record: against a small record that is large in memory.
    pub const ENTRIES: u64 = 500_000;
    /// Records of one file: against an export that fills the memory.
    pub const RECORDS: u64 = 1_000_000;
    /// Files of one run: against being pointed at a whole disk.
    pub const FILES: u64 = 1_000_000;
    /// Diagnostics of one file that are shown one by one; the others are counted: against drowning what matters.
    pub const DIAGNOSTICS: u64 = 200;

    /// Every limit with its name, as settings and reports write it, in a fixed order.
    pub fn named(&self) -> [(&'static str, u64); 14] {
        [
            ("max_cells", self.cells),
            ("max_depth", self.depth),
            ("max_diagnostics_per_file", self.diagnostics),
            ("max_document_bytes", self.document_bytes),
            ("max_document_depth", self.document_depth),
            ("max_document_parts", self.document_parts),
            ("max_entries_per_record", self.entries),
            ("max_file_bytes", self.file_bytes),
            ("max_files", self.files),
            ("max_minutes_bytes", self.minutes_bytes),
            ("max_pages", self.pages),
            ("max_record_bytes", self.record_bytes),
            ("max_records_per_file", self.records),
            ("max_unpacked_bytes", self.unpacked_bytes),
        ]
    }

    /// Sets the limit of that name; false where there is none of that name.
    pub fn set(&mut self, name: &str, value: u64) -> bool {
        let slot = match name {
            "max_cells" => &mut self.cells,
            "max_depth" => &mut self.depth,
            "max_diagnostics_per_file" => &mut self.diagnostics,
            "max_document_bytes" => &mut self.document_bytes,
            "max_document_depth" => &mut self.document_depth,
            "max_document_parts" => &mut self.document_parts,
            "max_entries_per_record" => &mut self.entries,
            "max_file_bytes" => &mut self.file_bytes,
            "max_files" => &mut self.files,
            "max_minutes_bytes" => &mut self.minutes_bytes,
            "max_pages" => &mut self.pages,
            "max_record_bytes" => &mut self.record_bytes,
            "max_records_per_file" => &mut self.records,
            "max_unpacked_bytes" => &mut self.unpacked_bytes,
            _ => return false,
        };
        *slot = value;
        true
    }

    /// What is read of one document at most.
    pub(super) fn bounds(&self) -> Bounds {
        Bounds {
            parts: self.document_parts,
            unpacked_bytes: self.unpacked_bytes,
            depth: self.document_depth,
            cells: self.cells,
            pages: self.pages,
            text_bytes: self.minutes_bytes,
        }
    }

    /// The depth that takes effect: the parsers themselves give up a little above it.
    pub(super) fn depth_in_force(&self) -> usize {
        usize::try_from(self.depth).unwrap_or(usize::MAX).min(80)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: Self::FILE_BYTES,
            record_bytes: Self::RECORD_BYTES,
            minutes_bytes: Self::MINUTES_BYTES,
            document_bytes: Self::DOCUMENT_BYTES,
            document_parts: Self::DOCUMENT_PARTS,
            unpacked_bytes: Self::UNPACKED_BYTES,
            document_depth: Self::DOCUMENT_DEPTH,
            cells: Self::CELLS,
            pages: Self::PAGES,
            depth: Self::DEPTH,
            entries: Self::ENTRIES,
            records: Self::RECORDS,
            files: Self::FILES,
            diagnostics: Self::DIAGNOSTICS,
        }
    }
}

/// A number of bytes as people say it: `16 MiB`.
pub(super) fn bytes_in_words(bytes: u64) -> String {
    match bytes {
        0 => "0 bytes".to_owned(),
        _ if bytes.is_multiple_of(1 << 20) => format!("{} MiB", bytes >> 20),
        _ if bytes.is_multiple_of(1 << 10) => format!("{} KiB", bytes >> 10),
        _ => format!("{bytes} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_named_limit_can_be_set_by_its_name() {
        let mut limits = Limits::default();
        for (name, _) in Limits::default().named() {
            assert!(limits.set(name, 7), "{name}");
        }
        assert!(limits.named().iter().all(|(_, value)| *value == 7));
        assert!(!limits.set("max_dept", 1));
    }
}
