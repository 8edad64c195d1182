//! A document prepared for reading: each block in normal form, with the phrases found, its sentences, and the topics
//! that headings and labels around it name.

use std::ops::Range;
use std::sync::Arc;

use crate::minutes::{Block, BlockKind, Document};

use super::facts::{Facts, bit};
use super::features::heading_words;
use super::lexicon::{Cue, Lexicon, Who};
use super::matcher::{Hit, Tag};
use super::normal::{Normal, normal};
use super::prompt::{is_prompt, is_question};
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
    /// Whether the row's label speaks of care by a health service, and of no meeting.
    pub row_of_care: bool,
    /// The same, a bit each.
    context_bits: u32,
    /// Blocks of one number belong to one agenda item.
    pub item: usize,
    /// Hashes of the words of the heading above and of the row's and column's labels.
    pub above: Vec<u32>,
    /// What is known of each sentence, in the sentences' order.
    facts: Vec<Facts>,
}

/// One sentence of a view.
#[derive(Clone, Copy)]
pub(super) struct Sentence<'a> {
    pub view: &'a View<'a>,
    pub start: usize,
    pub end: usize,
    pub index: usize,
    pub facts: &'a Facts,
}

impl<'a> Sentence<'a> {
    /// The phrases found within this sentence.
    pub fn hits(&self) -> impl Iterator<Item = &'a Hit> + use<'a> {
        let end = self.end;
        let hits = self.view.hits.get(self.facts.hits.clone()).unwrap_or_default();
        hits.iter().filter(move |hit| hit.end <= end)
    }

    /// Those that begin at `from` or later, in order.
    pub fn hits_from(&self, from: usize) -> impl Iterator<Item = &'a Hit> + use<'a> {
        let (hits, end) = (self.view.hits.get(self.facts.hits.clone()).unwrap_or_default(), self.end);
        let first = hits.partition_point(|hit| hit.start < from);
        hits.get(first..).unwrap_or_default().iter().filter(move |hit| hit.end <= end)
    }

    /// Those that begin at `to` or earlier, the last first.
    pub fn hits_before(&self, to: usize) -> impl Iterator<Item = &'a Hit> + use<'a> {
        let (hits, end) = (self.view.hits.get(self.facts.hits.clone()).unwrap_or_default(), self.end);
        let count = hits.partition_point(|hit| hit.start <= to);
        hits.get(..count).unwrap_or_default().iter().rev().filter(move |hit| hit.end <= end)
    }

    /// False where no rule could find the topic in this sentence.
    pub fn may_be_about(&self, topic: Topic) -> bool {
        (self.facts.candidates | self.view.context_bits) & bit(topic) != 0
    }

    pub fn find(&self, tag: Tag) -> Option<&'a Hit> {
        if !self.facts.may_hold(tag) {
            return None;
        }
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
        let facts = self.facts.get(index)?;
        Some(Sentence { view: self, start: range.start, end: range.end, index, facts })
    }

    /// Adds phrases found, and brings what is known of the sentences up to date.
    pub fn add_hits(&mut self, added: Vec<Hit>) {
        if added.is_empty() {
            return;
        }
        self.hits.extend(added);
        // Two runs that are in order each: a stable sort merges them.
        self.hits.sort_by_key(|hit| (hit.start, hit.end, hit.tag));
        for (facts, range) in self.facts.iter_mut().zip(&self.sentences) {
            facts.renew(&self.hits, range);
        }
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
    let (mut row, mut columns) = (Label::default(), Vec::new());
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
        let whole = sentences(&block.text);
        // What a form asks or names in its prompt is what the words after it answer.
        if let Some(first) = whole.first().filter(|_| !is_heading) {
            let first = block.text.get(first.clone()).unwrap_or_default();
            if is_question(first) {
                let asked = topics_of(&lexicon.matcher.find(&normal(first).text));
                if whole.len() == 1 {
                    heading.clone_from(&asked);
                }
                context.extend(asked);
            }
        }
        let mut silent = is_heading || is_prompt(&block.text);
        let mut row_of_care = false;
        if let Some(cell) = block.cell() {
            context.clear();
            columns.resize_with(columns.len().max(cell.column + 1), Label::default);
            let heading = columns.get_mut(cell.column);
            for (name, known) in [(&cell.row_label, Some(&mut row)), (&cell.column_heading, heading)] {
                let (Some(name), Some(known)) = (name, known) else { continue };
                known.read(name, lexicon);
                context.extend(&known.topics);
                row_of_care |= known.of_care;
                above.extend(&known.words);
            }
            // The first cell of a row that has others is its label; the others speak.
            silent |= cell.is_heading || (cell.column == 0 && block.text.len() < 60);
            item += usize::from(cell.column == 0);
        }
        let sentences = if silent {
            Vec::new()
        } else {
            whole
                .into_iter()
                .filter(|range| !is_prompt(block.text.get(range.clone()).unwrap_or_default()))
                .map(|range| form.at(range.start)..form.at(range.end))
                .filter(|range| range.end > range.start)
                .collect()
        };
        let facts = sentences.iter().map(|range| Facts::naming(&hits, range, lexicon)).collect();
        let context_bits = context.iter().fold(0, |bits, topic| bits | bit(*topic));
        // A day in such a row speaks of care to come, though no phrase of its own does.
        let context_bits = context_bits | if row_of_care { bit(Topic::FutureCare) } else { 0 };
        found.push(View {
            block,
            normal: form,
            hits,
            sentences,
            context,
            context_bits,
            row_of_care,
            item,
            above,
            facts,
        });
    }
    found
}

/// The label of a row, or the heading of a column, that was read last: it stands over many cells.
#[derive(Default)]
struct Label {
    text: Option<Arc<str>>,
    topics: Vec<Topic>,
    words: Vec<u32>,
    /// Whether it speaks of care by a health service, and of no meeting.
    of_care: bool,
}

impl Label {
    /// Reads a label unless it is the one just read.
    fn read(&mut self, label: &Arc<str>, lexicon: &Lexicon) {
        if !self.text.as_ref().is_some_and(|known| Arc::ptr_eq(known, label)) {
            let form = normal(label).text;
            let hits = lexicon.matcher.find(&form);
            let has = |cue: Cue| hits.iter().any(|hit| hit.tag == Tag::Cue(cue));
            self.of_care = has(Cue::Health) && !has(Cue::NotHealthDate);
            self.topics = topics_of(&hits);
            self.words = heading_words(&form);
            self.text = Some(Arc::clone(label));
        }
    }
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
