//! The texts that a report may quote: those of records and minutes, and of files that could not be understood.

use std::path::PathBuf;
use std::sync::Arc;

use crate::intake::Intake;
use crate::report::{SourceTexts, Texts};

/// Bytes of a file that is read again to show one line of it.
const AGAIN: u64 = 8 << 20;

/// Texts that intake holds; for other files, the file itself where it is small and plain UTF-8.
pub struct Quotable {
    held: Texts,
    base: PathBuf,
}

impl Quotable {
    /// The texts of what was read; relative names are taken from `base`.
    pub fn new(intake: &Intake, base: PathBuf) -> Self {
        let mut held = Texts::default();
        for child in &intake.children {
            let minutes = child.minutes.iter().map(|minutes| &minutes.source);
            for source in child.source.iter().chain(minutes) {
                held.add(&*source.file, source.text.clone());
            }
        }
        Self { held, base }
    }
}

impl SourceTexts for Quotable {
    fn text(&self, file: &str) -> Option<Arc<str>> {
        self.held.text(file).or_else(|| {
            let path = self.base.join(file);
            let plain = path.metadata().is_ok_and(|about| about.is_file() && about.len() <= AGAIN);
            let text = plain.then(|| std::fs::read_to_string(&path).ok()).flatten()?;
            Some(text.strip_prefix('\u{feff}').unwrap_or(&text).into())
        })
    }
}
