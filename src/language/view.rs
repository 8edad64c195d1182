//! A document prepared for reading: each block in normal form, with the phrases found, its sentences, and the topics
//! that headings and labels around it name.

use std::ops::Range;

use crate::minutes::{Block, BlockKind, Document};

use super::features::heading_words;
use super::lexicon::{Cue, Lexicon, Who};
use super::matcher::{Hit, Tag};
use super::normal::{Normal, normal};
use super::sentence::sentences;
use super::topic::Topic;

/// One block prepared for reading.
pub(super) struct View<'a> {
    pub block: &'a Block,
    pub normal: Normal,
    pub hits: Vec<Hit>,
    /// Sentences as ranges of the normal form.
    pub sentences: Vec<Range<usize>>,
    /// Topics named by the heading above, the row's label, the column's heading.
    pub context: Vec<Topic>,
    /// Blocks of one number belong to one agenda item.
    pub item: usize,
    /// Hashes of the words of the heading above and of the row's and column's labels.
    pub above: Vec<u32>,
}

/// One sentence of a view.
#[derive(Clone, Copy)]
pub(super) struct Sentence<'a> {
    pub view: &'a View<'a>,
    pub start: usize,
    pub end: usize,
    pub index: usize,
}

impl<'a> Sentence<'a> {
    /// The phrases found within this sentence.
    pub fn hits(&self) -> impl Iterator<Item = &'a Hit> + use<'a> {
        let (start, end) = (self.start, self.end);
        let hits = &self.view.hits;
        let first = hits.partition_point(|hit| hit.start < start);
        hits.get(first..)
            .unwrap_or_default()
            .iter()
            .take_while(move |hit| hit.start < end)
            .filter(move |hit| hit.end <= end)
    }

    pub fn find(&self, tag: Tag) -> Option<&'a Hit> {
        self.hits().find(|hit| hit.tag == tag)
    }

    pub fn cue(&self, cue: Cue) -> Option<&'a Hit> {
        self.find(Tag::Cue(cue))
    }

    pub fn has(&self, cue: Cue) -> bool {
        self.cue(cue).is_some()
    }

    pub fn who(&self, who: Who) -> Option<&'a Hit> {
        self.find(Tag::Who(who))
    }

    /// Normal form of the sentence.
    pub fn text(&self) -> &'a str {
        self.view.normal.text.get(self.start..self.end).unwrap_or_default()
    }

    pub fn slice(&self, hit: &Hit) -> &'a str {
        self.view.normal.text.get(hit.start..hit.end).unwrap_or_default()
    }

    /// The next sentence of the same block.
    pub fn next(&self) -> Option<Self> {
        self.view.sentence(self.index + 1)
    }

    /// Byte range in the block's text.
    pub fn original(&self) -> Range<usize> {
        self.view.normal.original(self.start)..self.view.normal.original_end(self.end, &self.view.block.text)
    }
}

impl<'a> View<'a> {
    pub fn sentence(&'a self, index: usize) -> Option<Sentence<'a>> {
        let range = self.sentences.get(index)?;
        Some(Sentence { view: self, start: range.start, end: range.end, index })
    }

    pub fn each(&'a self) -> impl Iterator<Item = Sentence<'a>> {
        (0..self.sentences.len()).filter_map(|index| self.sentence(index))
    }
}

/// Prepares every block; headings, label cells and unfilled prompts give context but no sentences.
pub(super) fn views<'a>(document: &'a Document, lexicon: &Lexicon) -> Vec<View<'a>> {
    let mut found: Vec<View<'a>> = Vec::with_capacity(document.blocks.len());
    let mut heading: Vec<Topic> = Vec::new();
    let mut heading_above: Vec<u32> = Vec::new();
    let mut item = 0;
    for block in &document.blocks {
        let form = normal(&block.text);
        let hits = lexicon.matcher.find(&form.text);
        let is_heading = matches!(block.kind, BlockKind::Heading { .. });
        if is_heading {
            item += 1;
            heading = topics_of(&hits);
            heading_above = heading_words(&form.text);
        }
        let mut above = heading_above.clone();
        let mut context = heading.clone();
        let mut silent = is_heading || is_prompt(&block.text);
        if let Some(cell) = block.cell() {
            context.clear();
            for name in [&cell.row_label, &cell.column_heading].into_iter().flatten() {
                let name = normal(name).text;
                context.extend(topics_of(&lexicon.matcher.find(&name)));
                above.extend(heading_words(&name));
            }
            // The first cell of a row that has others is its label; the others speak.
            silent |= cell.is_heading || (cell.column == 0 && block.text.len() < 60);
            item += usize::from(cell.column == 0);
        }
        let sentences = if silent {
            Vec::new()
        } else {
            sentences(&block.text)
                .into_iter()
                .filter(|range| !is_prompt(block.text.get(range.clone()).unwrap_or_default()))
                .map(|range| form.at(range.start)..form.at(range.end))
                .filter(|range| range.end > range.start)
                .collect()
        };
        found.push(View { block, normal: form, hits, sentences, context, item, above });
    }
    found
}

/// Topics that a heading or label names.
fn topics_of(hits: &[Hit]) -> Vec<Topic> {
    let mut topics: Vec<Topic> = hits
        .iter()
        .filter_map(|hit| match hit.tag {
            Tag::Names(topic) if !matches!(topic, Topic::CarerHealth | Topic::AccessSupport) => Some(topic),
            _ => None,
        })
        .collect();
    topics.sort_unstable();
    topics.dedup();
    topics
}

/// How the prompts begin that word processors and forms put where something is to be filled in, and templates' examples.
const PROMPTS: &[&str] = &[
    "click or tap ",
    "click here to ",
    "tap here to ",
    "choose an item",
    "select an item",
    "enter text",
    "enter a date",
    "type here",
    "type text here",
    "insert text",
    "insert name",
    "insert date",
    "e.g. ",
    "(e.g. ",
];

/// Whether a text is an unfilled prompt of a template: in brackets, blanks to be filled in, or words that only ask for some.
fn is_prompt(text: &str) -> bool {
    let text = text.trim().trim_matches(['*', '_']);
    let bracketed =
        (text.starts_with('[') && text.ends_with(']')) || (text.starts_with('<') && text.ends_with('>'));
    let blanks = text.chars().all(|c| !c.is_alphanumeric());
    let begins =
        |prompt: &str| text.get(..prompt.len()).is_some_and(|head| head.eq_ignore_ascii_case(prompt));
    bracketed || blanks || PROMPTS.iter().any(|prompt| begins(prompt))
}

#[cfg(test)]
mod tests {
    use super::is_prompt;

    #[test]
    fn what_nobody_filled_in_is_a_prompt() {
        for text in [
            "[insert the child's health needs]",
            "<Guidance note: delete>",
            "Click or tap here to enter text.",
            "Click here to enter a date.",
            "Choose an item.",
            "e.g. asthma, epilepsy",
            "(e.g. inhaler given late)",
            "______",
            "☐",
        ] {
            assert!(is_prompt(text), "{text}");
        }
        for text in [
            "Inserted a new line for feeding.",
            "Asthma, e.g. at night.",
            "[AB] was brought.",
            "Choose items with care.",
        ] {
            assert!(!is_prompt(text), "{text}");
        }
    }
}
