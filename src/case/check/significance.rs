//! A significance that says nothing is none.

use super::super::field::Field;
use super::super::notes::{Notes, Severity, shown};
use super::super::root::Case;

/// Notes words like "n/a" where the significance of something shared belongs, and forgets them: they do not tell what it
/// means for the child.
pub fn check(case: &mut Case, notes: &mut Notes) {
    for sharing in case.sharings.entries_mut() {
        let Some(text) = sharing.significance.given() else { continue };
        if !says_nothing(text) {
            continue;
        }
        let pointer = format!("/sharings/{}/significance", sharing.spot);
        let message = format!("\"{}\" does not say what this means for the child", shown(text));
        let help = "say what it means for this child, or leave the field out; it counts as not given";
        notes.push(Severity::Warning, "no-significance", pointer, message, help.into());
        sharing.significance = Field::Absent;
    }
}

/// Words that people write into a field that must not stay empty.
const NOTHING: &[&str] = &[
    "as above",
    "blank",
    "na",
    "n a",
    "nil",
    "nil known",
    "no",
    "none",
    "none given",
    "none known",
    "none noted",
    "none recorded",
    "none stated",
    "not applicable",
    "not available",
    "not completed",
    "not known",
    "not recorded",
    "not stated",
    "nothing",
    "null",
    "see above",
    "tba",
    "tbc",
    "to be confirmed",
    "unknown",
    "x",
    "xx",
    "xxx",
];

fn says_nothing(text: &str) -> bool {
    let mut words = String::new();
    for word in
        text.to_lowercase().split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
    {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words.is_empty() || NOTHING.contains(&words.as_str())
}

#[cfg(test)]
mod tests {
    use super::says_nothing;

    #[test]
    fn empty_words_are_told_from_words_that_mean_something() {
        for nothing in ["n/a", "N/A.", "-", "none", "Nil", "--", "?", "not applicable", "N.A.", "…"] {
            assert!(says_nothing(nothing), "{nothing}");
        }
        for something in
            ["none of her doses was given, so a seizure is likely", "5", "nil by mouth since Monday"]
        {
            assert!(!says_nothing(something), "{something}");
        }
    }
}
