//! A document read: for each topic its status and quotes, the claims it makes, and its jargon.

use std::ops::Range;

use crate::calendar::Day;
use crate::minutes::Document;

use super::claims::{Claim, claims};
use super::features::spots;
use super::jargon::{Jargon, jargon};
use super::judge::{Verdict, judge};
use super::lexicon::Lexicon;
use super::matcher::{Hit, Tag};
use super::normal::normal;
use super::people::People;
use super::score::decide;
use super::topic::{Status, Topic};
use super::view::{View, views};

/// Words of the minutes, with their place and the words in them that decided.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quote {
    /// The quoted text without markup.
    pub text: String,
    /// Byte range in the document's source.
    pub range: Range<usize>,
    /// Line in the source, from 1.
    pub line: usize,
    /// Column in the source, from 1, in characters.
    pub column: usize,
    /// The words that decided; empty where the place alone did.
    pub cue: String,
    /// Every phrase that carried the decision, in reading order; the strongest of them is `cue`.
    pub cues: Vec<Span>,
}

/// Words of the document with the bytes of its source that they stand on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Span {
    /// The words without markup.
    pub text: String,
    /// Byte range in the document's source.
    pub range: Range<usize>,
}

/// How far minutes speak of one topic.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TopicReading {
    /// The topic.
    pub topic: Topic,
    /// The best status of any passage.
    pub status: Status,
    /// The passages of that status, in reading order; empty only where it is absent.
    pub quotes: Vec<Quote>,
}

/// What a document says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reading {
    /// One entry for each of [`Topic::ALL`], in that order.
    pub topics: Vec<TopicReading>,
    /// The topics that only single rules ask for (support to attend, a carer's own missed appointments).
    pub further: Vec<TopicReading>,
    /// What the minutes state as fact.
    pub claims: Vec<Claim>,
    /// Clinical terms, each at its first use.
    pub jargon: Vec<Jargon>,
    /// Whether any centile is stated.
    pub centile_given: bool,
    /// Mentions of missed appointments with the dates and words beside them.
    pub missed: Vec<super::about::MissedMention>,
    /// Each sentence that speaks of a condition or medicine, for [`Reading::about`].
    pub(super) named: Vec<super::about::NamedSentence>,
}

impl Reading {
    /// The reading of one topic.
    pub fn topic(&self, topic: Topic) -> Option<&TopicReading> {
        self.topics.iter().chain(&self.further).find(|reading| reading.topic == topic)
    }

    /// The status of one topic.
    pub fn status(&self, topic: Topic) -> Status {
        self.topic(topic).map_or(Status::Absent, |reading| reading.status)
    }
}

/// Reads a document. `people` names those of the case where a record is at hand; the default knows nobody. Dates
/// without a year are told from `written`, the day of the meeting, where it is known.
pub fn read(document: &Document, lexicon: &Lexicon, people: &People, written: Option<Day>) -> Reading {
    let mut views = views(document, lexicon);
    super::roster::add_people(&mut views, people);
    let mut found: Vec<TopicReading> = Topic::EVERY
        .iter()
        .map(|topic| TopicReading { topic: *topic, status: Status::Absent, quotes: Vec::new() })
        .collect();
    let mut named = Vec::new();
    let learned = !lexicon.weights.is_empty();
    for view in &views {
        for sentence in view.each() {
            for reading in found.iter_mut().skip(if learned { Topic::ALL.len() } else { 0 }) {
                if let Some(verdict) = judge(&sentence, reading.topic, lexicon) {
                    note(reading, &verdict, view, document);
                }
            }
            named.extend(super::about::named_sentence(&sentence, document, lexicon));
        }
    }
    if learned {
        let spots = spots(&views, lexicon);
        for at in 0..spots.len() {
            for (reading, verdict) in found.iter_mut().zip(decide(&spots, at, &lexicon.weights)) {
                if let (Some(verdict), Some(spot)) = (verdict, spots.get(at)) {
                    note(reading, &verdict, spot.sentence.view, document);
                }
            }
        }
    }
    for view in &views {
        label_cells(view, document, &mut found);
    }
    let further = found.split_off(Topic::ALL.len());
    let missed = super::about::missed(&views, document, written);
    let text = document.source();
    Reading {
        topics: found,
        further,
        claims: claims(&views, document, written),
        jargon: jargon(&views, document, lexicon),
        centile_given: centile_given(text),
        missed,
        named,
    }
}

/// Reads one field of free text (a sharing's significance, a plan's action) by the same rules.
pub fn read_passage(text: &str, lexicon: &Lexicon, people: &People) -> Reading {
    read(&Document::from_text(text), lexicon, people, None)
}

/// A row whose value is only none, yes or put off is judged by its label; its sentence may hold no phrase of the topic.
fn label_cells(view: &View<'_>, document: &Document, found: &mut [TopicReading]) {
    let Some((label, value)) = crate_label(view) else { return };
    let plain = normal(&view.block.text).text;
    let words = plain.get(value..).unwrap_or_default().trim().trim_end_matches('.').trim().to_owned();
    let status = if NONE.contains(&words.as_str()) {
        Status::Denied
    } else {
        return;
    };
    for reading in found {
        let named = view.hits.iter().any(|hit| hit.tag == Tag::Names(reading.topic) && hit.end <= label);
        if named
            && !matches!(reading.topic, Topic::CarerHealth | Topic::AccessSupport | Topic::CarerWasNotBrought)
        {
            let verdict = Verdict { status, first: 0, last: 0, cue: None };
            note(reading, &verdict, view, document);
        }
    }
}

const NONE: &[&str] =
    &["none", "nil", "n/a", "na", "no", "not discussed", "not applicable", "none known", "n"];

/// End of the label and start of the value in the normal form of a `label: value` or `label - value` block.
fn crate_label(view: &View<'_>) -> Option<(usize, usize)> {
    let text = &view.normal.text;
    if text.len() > 80 {
        return None;
    }
    let colon = text.find(':')?;
    Some((colon, colon + 1))
}

/// Adds a verdict to a topic's reading: a better status replaces, an equal one adds its quote.
fn note(reading: &mut TopicReading, verdict: &Verdict, view: &View<'_>, document: &Document) {
    if verdict.status < reading.status || verdict.status == Status::Absent {
        return;
    }
    if verdict.status > reading.status {
        reading.quotes.clear();
        reading.status = verdict.status;
    }
    let start = view.sentences.get(verdict.first).map_or(0, |range| range.start);
    let end = view.sentences.get(verdict.last).map_or(0, |range| range.end);
    reading.quotes.push(quote(view, document, start..end, verdict.cue.as_ref()));
}

/// A quote of a range of the normal form.
pub(super) fn quote(view: &View<'_>, document: &Document, range: Range<usize>, cue: Option<&Hit>) -> Quote {
    let original = |range: Range<usize>| {
        let start = view.normal.original(range.start);
        start..view.normal.original_end(range.end, &view.block.text).max(start)
    };
    let text_range = original(range);
    let text = view.block.text.get(text_range.clone()).unwrap_or_default().to_owned();
    let source = view.block.source_range(text_range);
    let (line, column) = document.locate(source.start);
    let cues: Vec<Span> = cue.map(|cue| span(view, cue.start..cue.end)).into_iter().collect();
    let cue = cues.first().map(|cue| cue.text.clone()).unwrap_or_default();
    Quote { text, range: source, line, column, cue, cues }
}

/// The words of a range of the normal form.
pub(super) fn span(view: &View<'_>, range: Range<usize>) -> Span {
    let start = view.normal.original(range.start);
    let range = start..view.normal.original_end(range.end, &view.block.text).max(start);
    let text = view.block.text.get(range.clone()).unwrap_or_default().to_owned();
    Span { text, range: view.block.source_range(range) }
}

/// Whether a centile is stated: the word with a number by it, or one of the chart's named lines near growth words.
fn centile_given(source: &str) -> bool {
    let text = normal(source).text;
    let lines = [
        "0.4th", "2nd", "9th", "25th", "50th", "75th", "91st", "98th", "99.6th", "5th", "10th", "90th",
        "95th", "3rd", "97th", "second", "ninth",
    ];
    let words = [
        "centile",
        "line",
        "weight",
        "height",
        "bmi",
        "growth",
        "head circ",
        "dropped",
        "fallen",
        "under the",
        "below the",
        " on the",
    ];
    let mut from = 0;
    let tokens: Vec<(usize, &str)> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '/'))
        .filter(|token| !token.is_empty())
        .filter_map(|token| {
            let at = text.get(from..)?.find(token)? + from;
            from = at + token.len();
            Some((at, token))
        })
        .collect();
    tokens.iter().any(|(at, token)| {
        let token = token.trim_end_matches(['.', ':']);
        if !lines.contains(&token) {
            return false;
        }
        let floor = (at.saturating_sub(60)..=*at).find(|i| text.is_char_boundary(*i)).unwrap_or(*at);
        let ceiling =
            (*at..=(at + 60).min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(*at);
        let around = text.get(floor..ceiling).unwrap_or_default();
        let weighty = words.iter().filter(|word| around.contains(**word)).count();
        around.contains("centile") || (weighty >= 2 && !month_follows(&text, at + token.len()))
    })
}

fn month_follows(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default().trim_start();
    let rest = rest.strip_prefix("of ").unwrap_or(rest);
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        .iter()
        .any(|month| rest.starts_with(month))
}
