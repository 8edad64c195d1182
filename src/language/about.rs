//! What minutes say of one named condition or medicine, and of one missed appointment.

use crate::calendar::Day;
use crate::minutes::{Document, find_dates};

use super::assertion::{Meant, assertion};
use super::lexicon::{Cue, Lexicon};
use super::matcher::Tag;
use super::normal::normal;
use super::reading::{Quote, Reading, quote};
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

/// A sentence kept so that it can be asked whether it names something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct NamedSentence {
    text: String,
    status: Status,
    quote: Quote,
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
        for sentence in &self.named {
            if !names.iter().any(|(name, open)| holds(&sentence.text, name, *open)) {
                continue;
            }
            if sentence.status > found.status {
                found = NamedReading { status: sentence.status, quotes: Vec::new() };
            }
            if sentence.status == found.status && found.status != Status::Absent {
                found.quotes.push(sentence.quote.clone());
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

/// Keeps a sentence with what it says of whatever it names.
pub(super) fn named_sentence(
    sentence: &Sentence<'_>,
    document: &Document,
    lexicon: &Lexicon,
) -> Option<NamedSentence> {
    let thing = sentence.hits().find(|hit| matches!(hit.tag, Tag::Condition(_) | Tag::Medicine(_)));
    let (start, end) = thing.map_or((sentence.end, sentence.end), |hit| (hit.start, hit.end));
    let next = sentence.next();
    let mut last = *sentence;
    let (status, cue) = match assertion(sentence, start, end) {
        asserted if asserted.meant == Meant::General => return None,
        asserted if asserted.meant == Meant::Negated && significance(sentence).is_none() => {
            (Status::Denied, asserted.cue)
        }
        asserted if asserted.meant == Meant::Deferred => (Status::Deferred, asserted.cue),
        _ => match (significance(sentence), next.and_then(|next| Some((next, significance(&next)?)))) {
            (Some(cue), _) => (Status::Explained, Some(cue)),
            (None, Some((next, cue))) if names_nothing_else(&next, lexicon) => {
                last = next;
                (Status::Explained, Some(cue))
            }
            _ => (Status::Mentioned, thing.copied()),
        },
    };
    let quote = quote(sentence.view, document, sentence.start..last.end, cue.as_ref());
    Some(NamedSentence { text: sentence.text().to_owned(), status, quote })
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
