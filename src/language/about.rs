//! What minutes say of one named condition or medicine, and of one missed appointment.

use std::ops::Range;

use crate::calendar::Day;
use crate::minutes::{Document, find_dates};

use super::assertion::{Meant, assertion};
use super::lexicon::{Cue, Lexicon};
use super::matcher::{Hit, Tag};
use super::normal::normal;
use super::reading::{Quote, Reading, Span, quote};
use super::significance::significance;
use super::topic::{Status, Topic};
use super::view::{Sentence, View};

/// What minutes say of one named thing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NamedReading {
    /// The best status of any passage that names it.
    pub status: Status,
    /// The passages of that status.
    pub quotes: Vec<Quote>,
}

/// Every sentence with what it says of whatever it names, so that it can be asked whether it names something. Their words
/// stand in two texts together: a document has many sentences, and few of them are ever quoted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct NamedSentences {
    /// The sentences in normal form.
    normal: String,
    /// The words to quote.
    spelt: String,
    entries: Vec<NamedSentence>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct NamedSentence {
    /// Ends of this sentence's words in the two texts; the one before says where they begin.
    normal_end: usize,
    spelt_end: usize,
    status: Status,
    /// Byte range in the document's source.
    range: Range<usize>,
    line: usize,
    column: usize,
    /// The words that decided, within the words to quote, and their range in the source.
    cue: Option<(Range<usize>, Range<usize>)>,
}

impl NamedSentences {
    /// Keeps a sentence.
    pub fn add(&mut self, sentence: &Sentence<'_>, document: &Document, lexicon: &Lexicon) {
        let Some((status, last, cue)) = judged(sentence, lexicon) else { return };
        let view = sentence.view;
        let original = |range: Range<usize>| {
            let start = view.normal.original(range.start);
            start..view.normal.original_end(range.end, &view.block.text).max(start)
        };
        let text = original(sentence.start..last.end);
        self.normal.push_str(sentence.text());
        let begin = self.spelt.len();
        self.spelt.push_str(view.block.text.get(text.clone()).unwrap_or_default());
        let cue = cue.map(|cue| {
            let cue = original(cue.start..cue.end);
            let spelt =
                begin + cue.start.saturating_sub(text.start)..begin + cue.end.saturating_sub(text.start);
            (spelt, view.block.source_range(cue))
        });
        let range = view.block.source_range(text);
        let (line, column) = document.locate(range.start);
        let (normal_end, spelt_end) = (self.normal.len(), self.spelt.len());
        self.entries.push(NamedSentence { normal_end, spelt_end, status, range, line, column, cue });
    }

    /// Each sentence's status with its normal form and what is needed to quote it.
    fn each(&self) -> impl Iterator<Item = (&str, &NamedSentence, Range<usize>)> {
        let (mut normal, mut spelt) = (0, 0);
        self.entries.iter().map(move |entry| {
            let text = self.normal.get(normal..entry.normal_end).unwrap_or_default();
            let words = spelt..entry.spelt_end;
            (normal, spelt) = (entry.normal_end, entry.spelt_end);
            (text, entry, words)
        })
    }

    fn quote(&self, entry: &NamedSentence, words: Range<usize>) -> Quote {
        let text = |range: Range<usize>| self.spelt.get(range).unwrap_or_default().to_owned();
        let cues: Vec<Span> = entry
            .cue
            .iter()
            .map(|(spelt, source)| Span { text: text(spelt.clone()), range: source.clone() })
            .collect();
        let cue = cues.first().map(|cue| cue.text.clone()).unwrap_or_default();
        let range = entry.range.clone();
        Quote { text: text(words), range, line: entry.line, column: entry.column, cue, cues }
    }
}

/// A mention of a missed appointment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MissedMention {
    /// The dates named with it; those without a year are told from the day of the meeting where it is known.
    pub dates: Vec<Day>,
    /// The sentence.
    pub quote: Quote,
    /// The sentence in lower case without apostrophes and hyphens, to look for the name of a service in.
    pub services: String,
}

impl Reading {
    /// What the minutes say of something known by any of these names (a trailing `*` stands for any ending). It is
    /// explained only where its significance stands in the same sentence or the next.
    pub fn about(&self, names: &[&str]) -> NamedReading {
        let names: Vec<(String, bool)> =
            names.iter().map(|name| (normal(name).text.trim().to_owned(), name.ends_with('*'))).collect();
        let mut found = NamedReading { status: Status::Absent, quotes: Vec::new() };
        for (text, sentence, words) in self.named.each() {
            if sentence.status < found.status || !names.iter().any(|(name, open)| holds(text, name, *open)) {
                continue;
            }
            if sentence.status > found.status {
                found = NamedReading { status: sentence.status, quotes: Vec::new() };
            }
            if found.status != Status::Absent {
                found.quotes.push(self.named.quote(sentence, words));
            }
        }
        found
    }

    /// The mentions of a missed appointment that name this day.
    pub fn missed_on(&self, day: Day) -> impl Iterator<Item = &MissedMention> {
        self.missed.iter().filter(move |mention| mention.dates.contains(&day))
    }
}

/// Whether a text holds a name as whole words.
fn holds(text: &str, name: &str, open: bool) -> bool {
    if name.is_empty() {
        return false;
    }
    let bytes = text.as_bytes();
    let word = |at: Option<&u8>| at.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80);
    text.match_indices(name).any(|(at, _)| {
        !word(at.checked_sub(1).and_then(|at| bytes.get(at))) && (open || !word(bytes.get(at + name.len())))
    })
}

/// What a sentence says of whatever it names: how far, up to which sentence, and by which words.
fn judged<'a>(sentence: &Sentence<'a>, lexicon: &Lexicon) -> Option<(Status, Sentence<'a>, Option<Hit>)> {
    let thing = sentence.hits().find(|hit| matches!(hit.tag, Tag::Condition(_) | Tag::Medicine(_)));
    let (start, end) = thing.map_or((sentence.end, sentence.end), |hit| (hit.start, hit.end));
    let next = || sentence.next().and_then(|next| Some((next, significance(&next)?)));
    Some(match assertion(sentence, start, end) {
        asserted if asserted.meant == Meant::General => return None,
        asserted if asserted.meant == Meant::Negated && significance(sentence).is_none() => {
            (Status::Denied, *sentence, asserted.cue)
        }
        asserted if asserted.meant == Meant::Deferred => (Status::Deferred, *sentence, asserted.cue),
        _ => match significance(sentence) {
            Some(cue) => (Status::Explained, *sentence, Some(cue)),
            None => match next().filter(|(next, _)| names_nothing_else(next, lexicon)) {
                Some((next, cue)) => (Status::Explained, next, Some(cue)),
                None => (Status::Mentioned, *sentence, thing.copied()),
            },
        },
    })
}

fn names_nothing_else(next: &Sentence<'_>, lexicon: &Lexicon) -> bool {
    !next.hits().any(|hit| match hit.tag {
        Tag::Condition(index) => lexicon.conditions.get(usize::from(index)).is_some(),
        Tag::Medicine(_) => true,
        _ => false,
    })
}

/// Every mention of a missed appointment with its dates.
pub(super) fn missed(views: &[View<'_>], document: &Document, written: Option<Day>) -> Vec<MissedMention> {
    let mut found = Vec::new();
    for view in views {
        for sentence in view.each() {
            let named = sentence.find(Tag::Names(Topic::WasNotBrought));
            let in_context = view.context.contains(&Topic::WasNotBrought) && sentence.has(Cue::Health);
            if (named.is_none() && !in_context) || sentence.find(Tag::Denies(Topic::WasNotBrought)).is_some()
            {
                continue;
            }
            let text = view.block.text.get(sentence.original()).unwrap_or_default();
            let dates = find_dates(text)
                .into_iter()
                .filter_map(|date| written.map_or_else(|| date.exact(), |written| date.near(written, false)))
                .collect();
            found.push(MissedMention {
                dates,
                quote: quote(view, document, sentence.start..sentence.end, named),
                services: sentence.text().to_owned(),
            });
        }
    }
    found
}
