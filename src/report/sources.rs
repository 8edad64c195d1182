//! The texts that places point into, for quoting them.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Gives the decoded text of an input file.
pub trait SourceTexts {
    /// The text of the file that places call `file`; `None` where it is not at hand, and nothing can be quoted.
    fn text(&self, file: &str) -> Option<Arc<str>>;
}

/// Texts held in memory, by file.
#[derive(Clone, Debug, Default)]
pub struct Texts(BTreeMap<String, Arc<str>>);

impl Texts {
    /// Adds the text of a file.
    pub fn add(&mut self, file: impl Into<String>, text: impl Into<Arc<str>>) {
        self.0.insert(file.into(), text.into());
    }
}

impl SourceTexts for Texts {
    fn text(&self, file: &str) -> Option<Arc<str>> {
        self.0.get(file).cloned()
    }
}

impl SourceTexts for () {
    fn text(&self, _file: &str) -> Option<Arc<str>> {
        None
    }
}
