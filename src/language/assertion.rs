//! How a mention is meant: affirmed, negated, deferred and so on, each with the words that decided it.

use std::ops::Range;

use crate::minutes::Document;

use super::lexicon::{Cue, Lexicon, Who};
use super::matcher::{Hit, Tag};
use super::normal::normal;
use super::view::{Sentence, views};

/// How a mention is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Meant {
    /// Said of the child, as a fact.
    Affirmed,
    /// Said to be absent.
    Negated,
    /// Put off, awaited.
    Deferred,
    /// Only supposed.
    Hypothetical,
    /// Of the past.
    Historical,
    /// Of somebody else.
    SomebodyElse,
    /// A remark not about this child.
    General,
    /// Not known.
    Unknown,
}

impl Meant {
    /// The name that outside measurements use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Affirmed => "affirmed",
            Self::Negated => "negated",
            Self::Deferred => "deferred",
            Self::Hypothetical => "hypothetical",
            Self::Historical => "historical",
            Self::SomebodyElse => "somebody_else",
            Self::General => "general",
            Self::Unknown => "unknown",
        }
    }
}

/// How a term is meant in a text, with the words that decided. Where the term stands more than once, the place in
/// capitals is meant, else the first. `None` where the term is not there.
pub fn assertion_of(term: &str, text: &str, lexicon: &Lexicon) -> Option<(Meant, String)> {
    let document = Document::one_paragraph(text);
    let views = views(&document, lexicon);
    let view = views.first()?;
    let plain = normal(term).text;
    let term = plain.trim();
    if term.is_empty() {
        return None;
    }
    let places = || view.normal.text.match_indices(term).map(|(at, _)| at..at + term.len());
    let capitals = |place: &Range<usize>| {
        let spelt = view.normal.original(place.start)..view.normal.original_end(place.end, &view.block.text);
        view.block.text.get(spelt).is_some_and(|spelt| !spelt.chars().any(char::is_lowercase))
    };
    let place = places().find(capitals).or_else(|| places().next())?;
    let sentence = view.each().find(|sentence| sentence.end > place.start)?;
    let asserted = assertion(&sentence, place.start, place.end);
    let cue = asserted.cue.and_then(|cue| view.normal.text.get(cue.start..cue.end)).unwrap_or_default();
    Some((asserted.meant, cue.to_owned()))
}

/// Every mention of a topic, condition or medicine in reading order: its byte range in the document's source, and how it is
/// meant. The quickest of all readings; nothing is told of significance.
pub fn mentions(document: &Document, lexicon: &Lexicon) -> Vec<(Range<usize>, Meant)> {
    let mut found = Vec::new();
    for view in &views(document, lexicon) {
        for sentence in view.each() {
            let named = |hit: &&Hit| matches!(hit.tag, Tag::Names(_) | Tag::Condition(_) | Tag::Medicine(_));
            for hit in sentence.hits().filter(named) {
                let start = view.normal.original(hit.start);
                let end = view.normal.original_end(hit.end, &view.block.text).max(start);
                let meant = assertion(&sentence, hit.start, hit.end).meant;
                found.push((view.block.source_range(start..end), meant));
            }
        }
    }
    found
}

/// How a mention is meant, with the deciding words as a range of the normal form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Assertion {
    pub meant: Meant,
    pub cue: Option<Hit>,
}

/// Tells how the phrase at `start..end` of a sentence is meant.
pub(super) fn assertion(sentence: &Sentence<'_>, start: usize, end: usize) -> Assertion {
    let decided = |meant, cue: &Hit| Assertion { meant, cue: Some(*cue) };
    if let Some(cue) = sentence.cue(Cue::General) {
        return decided(Meant::General, cue);
    }
    if let Some(cue) = negated(sentence, start, end) {
        return decided(Meant::Negated, cue);
    }
    if let Some(cue) = sentence.cue(Cue::Deferral) {
        return decided(Meant::Deferred, cue);
    }
    if let Some(cue) = sentence.cue(Cue::Unknown) {
        return decided(Meant::Unknown, cue);
    }
    let before = |cue: Cue| sentence.hits().find(|hit| hit.tag == Tag::Cue(cue) && hit.end <= start);
    if let Some(cue) = before(Cue::Historical) {
        return decided(Meant::Historical, cue);
    }
    if let Some(cue) = before(Cue::Hypothetical) {
        return decided(Meant::Hypothetical, cue);
    }
    Assertion { meant: Meant::Affirmed, cue: None }
}

/// The negation whose scope holds the phrase: one before it with nothing between that ends a scope, or one just after.
fn negated<'a>(sentence: &Sentence<'a>, start: usize, end: usize) -> Option<&'a Hit> {
    let (before, after) = (sentence.has(Cue::Negation), sentence.has(Cue::NegationAfter));
    if !before && !after {
        return None;
    }
    let text = &sentence.view.normal.text;
    let blocked = |from: usize, to: usize| {
        let between = text.get(from..to).unwrap_or_default();
        let ends = |hit: &Hit| hit.tag == Tag::Cue(Cue::ScopeEnd) && hit.end <= to;
        between.contains([';', ':'])
            || between.contains(". ")
            || (sentence.has(Cue::ScopeEnd)
                && sentence.hits_from(from).take_while(|hit| hit.start < to).any(ends))
    };
    // "No change in vision" denies a change when the change is the term; else it is no denial at all.
    let apparent = |cue: &Hit| {
        let holds = |hit: &Hit| {
            hit.tag == Tag::Cue(Cue::NotNegation)
                && hit.end >= cue.end
                && (hit.end <= start || hit.start >= end)
        };
        let near = sentence.hits_from(cue.start.saturating_sub(LONGEST));
        sentence.has(Cue::NotNegation) && near.take_while(|hit| hit.start <= cue.start).any(holds)
    };
    if before {
        // From the nearest on; what lies before a scope's end is out of reach.
        let mut out_of_reach = 0;
        for hit in sentence.hits_before(start) {
            if hit.start + LONGEST < out_of_reach {
                break;
            }
            let denies = hit.tag == Tag::Cue(Cue::Negation) && hit.end <= start && hit.end > out_of_reach;
            if !denies || apparent(hit) {
                continue;
            }
            if !blocked(hit.end, start) {
                return Some(hit);
            }
            out_of_reach = out_of_reach.max(hit.end);
        }
    }
    // "Once the infection has resolved" says that it has not.
    let awaited = || {
        let floor =
            (start.saturating_sub(LONGEST)..=start).find(|at| text.is_char_boundary(*at)).unwrap_or(start);
        let lead = text.get(floor..start).unwrap_or_default().trim_end();
        let lead = lead.trim_end_matches(" the").trim_end_matches(" her");
        ["once", "until", "when", "if", "unless"].iter().any(|word| lead.ends_with(word))
    };
    if !after || awaited() {
        return None;
    }
    sentence.hits_from(end).take_while(|hit| hit.start - end < 40).find(|hit| {
        hit.tag == Tag::Cue(Cue::NegationAfter)
            && !apparent(hit)
            && !blocked(end, hit.start).then_some(()).is_some_and(|()| {
                // "Growth: not discussed" is denied across its colon.
                !text.get(end..hit.start).unwrap_or_default().trim().starts_with(':')
            })
    })
}

/// Bytes that no phrase of the lists is longer than, whatever its `~` stands for.
const LONGEST: usize = 240;

/// Whom a sentence is about, told from the first person it names: a carer or sibling named before any child.
pub(super) fn subject(sentence: &Sentence<'_>) -> Option<Who> {
    sentence.facts.subject
}
