//! The name and version of the format.

use super::super::notes::{Notes, Severity, shown};
use super::super::root::{Case, FORMAT};

/// Notes a format that this program does not read; false where the record must not be judged by this version's fields.
pub fn check(case: &Case, notes: &mut Notes) -> bool {
    let Some(format) = case.format.given() else { return true };
    let format = format.trim();
    if format == FORMAT {
        return true;
    }
    let newer = case.is_of_newer_format();
    if newer {
        // Whatever else was noted was read with the eyes of an older format.
        *notes = Notes::default();
    }
    let (code, message, help) = if newer {
        (
            "newer-format",
            format!(
                "this record is in the newer format \"{}\"; this program reads \"{FORMAT}\"",
                shown(format)
            ),
            format!("use a newer sharecheck, or export the record as \"{FORMAT}\"; nothing in it was read"),
        )
    } else {
        (
            "unknown-format",
            format!("the format \"{}\" is not known", shown(format)),
            format!("write format = \"{FORMAT}\" if this is a case record of that format"),
        )
    };
    notes.push(Severity::Error, code, "/format".into(), message, help);
    !newer
}

impl Case {
    /// Whether the record says that it is in a later version of the format than this program reads.
    pub fn is_of_newer_format(&self) -> bool {
        let version = |format: &str| format.trim().strip_prefix("sharecheck-case/")?.parse::<u32>().ok();
        self.format.given().and_then(|format| version(format)).is_some_and(|version| version > 1)
    }
}
