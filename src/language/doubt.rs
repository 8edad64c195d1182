//! Why a topic counts for less than explained: what stands in its passages, and what was passed over where it is absent.

use std::collections::BTreeMap;

use crate::minutes::{BlockKind, Document};

use super::assertion::subject;
use super::judge::names_topic;
use super::lexicon::{Cue, Lexicon, Who};
use super::matcher::Hit;
use super::people::People;
use super::reading::{Quote, Reading, Span, quote, span};
use super::roster::add_people;
use super::significance::{of_many, significance};
use super::topic::{Status, Topic};
use super::view::{Sentence, View, views};

/// Why a passage does not explain its topic.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Reason {
    /// The minutes say themselves that it was not explained.
    NotExplained,
    /// It is put off, or awaited.
    PutOff,
    /// It is said to be none, or not discussed.
    SaidToBeNone,
    /// It is said not to be known.
    NotKnown,
    /// A general remark, not about this child.
    General,
    /// Of children or people at large.
    OfMany,
    /// About a brother, sister or cousin.
    OfSibling,
    /// About a parent or carer.
    OfCarer,
    /// Only a heading, a label or an unfilled prompt.
    OnlyAHeading,
    /// Words that may state a meaning are there, but in all too little to count.
    TooLittle,
    /// What it means for this child is not said.
    NoEffect,
}

impl Reason {
    /// Every reason, in order.
    pub const ALL: [Self; 11] = [
        Self::NotExplained,
        Self::PutOff,
        Self::SaidToBeNone,
        Self::NotKnown,
        Self::General,
        Self::OfMany,
        Self::OfSibling,
        Self::OfCarer,
        Self::OnlyAHeading,
        Self::TooLittle,
        Self::NoEffect,
    ];

    /// The name that programs use.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotExplained => "not_explained",
            Self::PutOff => "put_off",
            Self::SaidToBeNone => "said_to_be_none",
            Self::NotKnown => "not_known",
            Self::General => "general_remark",
            Self::OfMany => "people_at_large",
            Self::OfSibling => "about_sibling",
            Self::OfCarer => "about_carer",
            Self::OnlyAHeading => "only_a_heading",
            Self::TooLittle => "too_little",
            Self::NoEffect => "no_stated_effect",
        }
    }
}

/// A reason with the words that gave it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Doubt {
    /// The reason.
    pub reason: Reason,
    /// The words; `None` where it is what is missing that counts.
    pub words: Option<Span>,
}

/// A passage that names a topic and still does not count.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PassedOver {
    /// The passage; its cue names the topic.
    pub quote: Quote,
    /// Why it does not count.
    pub doubt: Doubt,
}

/// What stands between a topic and being explained.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Doubted {
    /// The topic.
    pub topic: Topic,
    /// One for each quote of the topic's reading, in their order; none for a topic that is explained.
    pub quotes: Vec<Doubt>,
    /// For an absent topic the passages that name it, in reading order.
    pub passed_over: Vec<PassedOver>,
}

/// The doubts of a reading, one entry a topic in the order of the reading, further topics last. The other arguments are
/// those that the document was read with.
pub fn doubts(document: &Document, lexicon: &Lexicon, people: &People, reading: &Reading) -> Vec<Doubted> {
    let mut views = views(document, lexicon);
    add_people(&mut views, people);
    let places = places(&views);
    let topics = reading.topics.iter().chain(&reading.further);
    topics
        .map(|entry| {
            let doubt = |quote: &Quote| {
                let sentence = places.get(&quote.range.start).and_then(|(view, at)| view.sentence(*at));
                doubt(entry.status, sentence.as_ref(), quote)
            };
            let judged = !matches!(entry.status, Status::Absent | Status::Explained);
            let quotes = if judged { entry.quotes.iter().map(doubt).collect() } else { Vec::new() };
            let passed_over = if entry.status == Status::Absent {
                passed_over(&views, document, lexicon, entry.topic)
            } else {
                Vec::new()
            };
            Doubted { topic: entry.topic, quotes, passed_over }
        })
        .collect()
}

/// Every sentence by the byte of the source at which it begins.
fn places<'a>(views: &'a [View<'a>]) -> BTreeMap<usize, (&'a View<'a>, usize)> {
    let mut found = BTreeMap::new();
    for view in views {
        for sentence in view.each() {
            let start = view.block.source_range(sentence.original()).start;
            found.insert(start, (view, sentence.index));
        }
    }
    found
}

fn doubt(status: Status, sentence: Option<&Sentence<'_>>, quote: &Quote) -> Doubt {
    let by_cue = |reason| Doubt { reason, words: quote.cues.first().cloned() };
    match (status, sentence) {
        (Status::Deferred, _) => by_cue(Reason::PutOff),
        (Status::Denied, _) => by_cue(Reason::SaidToBeNone),
        (_, Some(sentence)) => veto(sentence).unwrap_or_else(|| {
            let meaning = significance(sentence).map(|hit| span(sentence.view, hit.start..hit.end));
            match meaning {
                Some(words) => Doubt { reason: Reason::TooLittle, words: Some(words) },
                None => Doubt { reason: Reason::NoEffect, words: None },
            }
        }),
        (_, None) => Doubt { reason: Reason::NoEffect, words: None },
    }
}

/// What stands against a sentence as a whole.
fn veto(sentence: &Sentence<'_>) -> Option<Doubt> {
    let told = |reason, hit: &Hit| Doubt { reason, words: Some(span(sentence.view, hit.start..hit.end)) };
    let vetoes = [
        (Cue::NotExplained, Reason::NotExplained),
        (Cue::General, Reason::General),
        (Cue::Deferral, Reason::PutOff),
        (Cue::Unknown, Reason::NotKnown),
    ];
    let found = vetoes.iter().find_map(|(cue, reason)| Some(told(*reason, sentence.cue(*cue)?)));
    found.or_else(|| {
        if of_many(sentence) {
            return Some(Doubt { reason: Reason::OfMany, words: None });
        }
        let sibling = (subject(sentence) == Some(Who::Sibling)).then(|| sentence.who(Who::Sibling)).flatten();
        sibling.map(|hit| told(Reason::OfSibling, hit))
    })
}

/// The passages that name a topic that is absent all the same.
fn passed_over(views: &[View<'_>], document: &Document, lexicon: &Lexicon, topic: Topic) -> Vec<PassedOver> {
    let mut found = Vec::new();
    for view in views {
        if view.sentences.is_empty() {
            let Some(hit) = view.hits.iter().find(|hit| names_topic(hit, topic, lexicon)) else { continue };
            let empty = matches!(view.block.kind, BlockKind::Heading { .. }) || view.block.cell().is_some();
            if empty || view.hits.len() < 3 {
                let quote = quote(view, document, 0..view.normal.text.trim_end().len(), Some(hit));
                found.push(PassedOver { quote, doubt: Doubt { reason: Reason::OnlyAHeading, words: None } });
            }
            continue;
        }
        for sentence in view.each() {
            let Some(hit) = sentence.hits().find(|hit| names_topic(hit, topic, lexicon)) else { continue };
            let carer = sentence.who(Who::Carer).filter(|carer| carer.end <= hit.start);
            // A condition that nobody says is a carer's is no sign of a carer's health.
            if topic == Topic::CarerHealth && carer.is_none() {
                continue;
            }
            let doubt = veto(&sentence).unwrap_or_else(|| match carer {
                Some(carer) if topic != Topic::CarerHealth => {
                    Doubt { reason: Reason::OfCarer, words: Some(span(view, carer.start..carer.end)) }
                }
                _ => Doubt { reason: Reason::TooLittle, words: None },
            });
            let quote = quote(view, document, sentence.start..sentence.end, Some(hit));
            found.push(PassedOver { quote, doubt });
        }
    }
    found
}
