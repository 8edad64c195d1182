//! Clinical terms at their first use, and whether the minutes explain them there.

use std::collections::BTreeSet;

use crate::minutes::Document;

use super::lexicon::Lexicon;
use super::matcher::Tag;
use super::reading::{Quote, quote};
use super::view::View;

/// A clinical term at its first use.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Jargon {
    /// The term as the word list has it.
    pub term: String,
    /// Whether it is explained there, before or after the term.
    pub explained: bool,
    /// The sentence of its first use; the cue is the term as written.
    pub quote: Quote,
}

/// Words that introduce a plain explanation.
const GLOSSES: &[&str] = &[
    "which is",
    "which means",
    "a measure of",
    "this is",
    "that is",
    "i.e",
    "ie ",
    "meaning",
    "called",
    "known as",
    "in other words",
    "means",
    "as the",
    "or how",
    "is a ",
    "is the ",
    "is when",
    "is an ",
];

pub(super) fn jargon(views: &[View<'_>], document: &Document, lexicon: &Lexicon) -> Vec<Jargon> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for view in views {
        for sentence in view.each() {
            for hit in sentence.hits() {
                let Tag::Jargon(index) = hit.tag else { continue };
                let Some(entry) = lexicon.jargon.get(usize::from(index)) else { continue };
                let start = view.normal.original(hit.start);
                let written = view.block.text.get(start..view.normal.original_end(hit.end, &view.block.text));
                // Short forms are told from words by their capitals ("GA", not "ga").
                let short =
                    entry.name.len() <= 5 && entry.name.chars().filter(|c| c.is_uppercase()).count() >= 2;
                if short && !written.is_some_and(|written| written.chars().any(char::is_uppercase)) {
                    continue;
                }
                if !seen.insert(index) {
                    continue;
                }
                let text = &view.normal.text;
                let after = text.get(hit.end..sentence.end).unwrap_or_default();
                let before = text.get(sentence.start..hit.start).unwrap_or_default();
                let original_after = view
                    .block
                    .text
                    .get(view.normal.original_end(hit.end, &view.block.text)..sentence.original().end)
                    .unwrap_or_default()
                    .trim_start();
                let bracket = original_after.starts_with(['(', ',', '–', '—'])
                    && original_after.split_whitespace().take(4).count() >= 3
                    && !original_after
                        .get(..12)
                        .unwrap_or(original_after)
                        .contains(|c: char| c.is_ascii_digit());
                let dash = original_after.starts_with("- ");
                let inside = before.trim_end().ends_with('(') && after.trim_start().starts_with(')');
                let near = after.get(..after.len().min(40)).unwrap_or(after);
                let explained = bracket || dash || inside || GLOSSES.iter().any(|gloss| near.contains(gloss));
                found.push(Jargon {
                    term: entry.name.clone(),
                    explained,
                    quote: quote(view, document, sentence.start..sentence.end, Some(hit)),
                });
            }
        }
    }
    found
}
