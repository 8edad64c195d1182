//! A document read: for each topic its status and quotes, the claims it makes, and its jargon.

use std::ops::Range;

use crate::calendar::Day;
use crate::minutes::Document;

use super::about::NamedSentences;
use super::claims::{Claim, claims};
use super::features::spots;
use super::jargon::{Jargon, jargon};
use super::judge::{Verdict, judge};
use super::lexicon::Lexicon;
use super::matcher::{Hit, Tag};
use super::normal::plain;
use super::people::People;
use super::score::{decide, evidence};
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
    pub(super) named: NamedSentences,
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
    let mut found: Vec<Tally<'_>> = Topic::EVERY
        .iter()
        .map(|topic| Tally { topic: *topic, status: Status::Absent, passages: Vec::new() })
        .collect();
    let mut named = NamedSentences::default();
    let learned = !lexicon.weights.is_empty();
    for view in &views {
        for sentence in view.each() {
            for tally in found.iter_mut().skip(if learned { Topic::ALL.len() } else { 0 }) {
                if let Some(verdict) = judge(&sentence, tally.topic, lexicon) {
                    tally.note(verdict, view);
                }
            }
            named.add(&sentence, document, lexicon);
        }
    }
    let spots = if learned { spots(&views, lexicon) } else { Vec::new() };
    for (at, spot) in spots.iter().enumerate() {
        for (tally, verdict) in found.iter_mut().zip(decide(&spots, at, &lexicon.weights)) {
            if let Some(verdict) = verdict {
                tally.note(verdict, spot.sentence.view);
            }
        }
    }
    for view in &views {
        label_cells(view, &mut found);
    }
    let weighed = |at, column| evidence(&lexicon.weights, &spots, at, column);
    let mut found: Vec<TopicReading> =
        found.into_iter().map(|tally| tally.quoted(document, weighed)).collect();
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

/// What has been found of one topic so far; words are quoted only once it is known which passages count.
struct Tally<'v> {
    topic: Topic,
    status: Status,
    passages: Vec<(Verdict, &'v View<'v>)>,
}

impl<'v> Tally<'v> {
    /// Adds a verdict: a better status replaces, an equal one adds its passage.
    fn note(&mut self, verdict: Verdict, view: &'v View<'v>) {
        if verdict.status < self.status || verdict.status == Status::Absent {
            return;
        }
        if verdict.status > self.status {
            self.passages.clear();
            self.status = verdict.status;
        }
        self.passages.push((verdict, view));
    }

    /// The passages that count, each with the words that decided; `weighed` tells them where weights did.
    fn quoted(self, document: &Document, weighed: impl Fn(usize, usize) -> [Option<Hit>; 3]) -> TopicReading {
        let quote = |(verdict, view): &(Verdict, &View<'_>)| {
            let start = view.sentences.get(verdict.first).map_or(0, |range| range.start);
            let end = view.sentences.get(verdict.last).map_or(0, |range| range.end);
            let [cue, also @ ..] = match verdict.weighed {
                Some((at, column)) => weighed(at, column),
                None => [verdict.cue, None, None],
            };
            let mut quote = quote(view, document, start..end, cue.as_ref());
            quote.cues.extend(also.iter().flatten().map(|hit| span(view, hit.start..hit.end)));
            quote.cues.sort_by_key(|cue| cue.range.start);
            quote
        };
        let quotes = self.passages.iter().map(quote).collect();
        TopicReading { topic: self.topic, status: self.status, quotes }
    }
}

/// Reads one field of free text (a sharing's significance, a plan's action) by the same rules.
pub fn read_passage(text: &str, lexicon: &Lexicon, people: &People) -> Reading {
    read(&Document::from_text(text), lexicon, people, None)
}

/// A row whose value is only none, yes or put off is judged by its label; its sentence may hold no phrase of the topic.
fn label_cells<'v>(view: &'v View<'v>, found: &mut [Tally<'v>]) {
    let Some((label, value)) = crate_label(view) else { return };
    let text = &view.normal.text;
    let words = text.get(value..).unwrap_or_default().trim().trim_end_matches('.').trim();
    if !NONE.contains(&words) {
        return;
    }
    for tally in found {
        let named = view.hits.iter().any(|hit| hit.tag == Tag::Names(tally.topic) && hit.end <= label);
        if named
            && !matches!(tally.topic, Topic::CarerHealth | Topic::AccessSupport | Topic::CarerWasNotBrought)
        {
            tally.note(Verdict { status: Status::Denied, first: 0, last: 0, cue: None, weighed: None }, view);
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
    let text = plain(source);
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
    let parts = |byte: &u8| matches!(byte, b' ' | b',' | b';' | b'(' | b')' | b'/');
    let mut start = 0;
    text.as_bytes().split(parts).any(|token| {
        let at = start;
        start += token.len() + 1;
        if !token.first().is_some_and(|first| first.is_ascii_digit() || matches!(first, b's' | b'n')) {
            return false;
        }
        let token = text.get(at..at + token.len()).unwrap_or_default();
        let bare = token.trim_end_matches(['.', ':']);
        if !lines.contains(&bare) {
            return false;
        }
        let floor = (at.saturating_sub(60)..=at).find(|i| text.is_char_boundary(*i)).unwrap_or(at);
        let ceiling =
            (at..=(at + 60).min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(at);
        let around = text.get(floor..ceiling).unwrap_or_default();
        let weighty = words.iter().filter(|word| around.contains(**word)).count();
        around.contains("centile") || (weighty >= 2 && !month_follows(&text, at + bare.len()))
    })
}

fn month_follows(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default().trim_start();
    let rest = rest.strip_prefix("of ").unwrap_or(rest);
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        .iter()
        .any(|month| rest.starts_with(month))
}
