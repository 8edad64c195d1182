//! Finds every phrase of the word lists in one pass, in time linear in the text and in what is found.

use aho_corasick::{AhoCorasick, MatchKind};

use super::lexicon::{Cue, Who};
use super::normal::normal;
use super::topic::Topic;

/// What a phrase of the word lists stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Tag {
    Names(Topic),
    Explains(Topic),
    Denies(Topic),
    Defers(Topic),
    Condition(u16),
    Medicine(u16),
    Jargon(u16),
    Cue(Cue),
    Who(Who),
    Class(u16),
    /// A name that nothing tells more of.
    Name,
}

/// A phrase found: its tag and its byte range in the normal form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Hit {
    pub tag: Tag,
    pub start: usize,
    pub end: usize,
}

/// Words that `~` may stand for.
const GAP_WORDS: usize = 5;

#[derive(Clone, Debug)]
struct Part {
    /// Whether any ending of the last word matches.
    open: bool,
    /// Where in a phrase this part stands.
    uses: Vec<Use>,
}

#[derive(Clone, Debug)]
enum Use {
    Whole(Tag),
    First(usize),
    Second(usize, Tag),
}

/// The compiled phrases.
#[derive(Clone, Debug, Default)]
pub(super) struct Matcher {
    automaton: Option<AhoCorasick>,
    parts: Vec<Part>,
    pairs: usize,
}

impl Matcher {
    pub fn new(phrases: &[(String, Tag)]) -> Result<Self, String> {
        let mut keyed: std::collections::BTreeMap<(String, bool), Vec<Use>> =
            std::collections::BTreeMap::new();
        let mut pairs = 0;
        for (phrase, tag) in phrases {
            let halves: Vec<(String, bool)> = phrase
                .split('~')
                .map(|half| half.trim())
                .filter(|half| !half.is_empty())
                .map(|half| (normal(half).text.trim().to_owned(), half.ends_with('*')))
                .collect();
            match halves.as_slice() {
                [whole] if !whole.0.is_empty() => {
                    keyed.entry(whole.clone()).or_default().push(Use::Whole(*tag))
                }
                [first, second] if !first.0.is_empty() && !second.0.is_empty() => {
                    keyed.entry(first.clone()).or_default().push(Use::First(pairs));
                    keyed.entry(second.clone()).or_default().push(Use::Second(pairs, *tag));
                    pairs += 1;
                }
                _ => return Err(format!("phrase '{phrase}' is empty or has more than one ~")),
            }
        }
        let texts: Vec<&str> = keyed.keys().map(|(text, _)| text.as_str()).collect();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&texts)
            .map_err(|error| format!("the phrases cannot be compiled: {error}"))?;
        let parts = keyed.into_iter().map(|((_, open), uses)| Part { open, uses }).collect();
        Ok(Self { automaton: Some(automaton), parts, pairs })
    }

    /// Every phrase found in a text in normal form, by start, then end.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        let Some(automaton) = &self.automaton else { return hits };
        let bytes = text.as_bytes();
        let word = |at: Option<&u8>| at.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80);
        let mut first_ends: Vec<Option<(usize, usize)>> = vec![None; self.pairs];
        for found in automaton.find_overlapping_iter(text) {
            let Some(part) = self.parts.get(found.pattern().as_usize()) else { continue };
            let before = found.start().checked_sub(1).and_then(|at| bytes.get(at));
            let begins_with_word = word(bytes.get(found.start()));
            if (begins_with_word && word(before))
                || (!part.open && word(bytes.get(found.end())) && word(bytes.get(found.end() - 1)))
            {
                continue;
            }
            let rest = bytes.get(found.end()..).unwrap_or_default();
            let end = found.end()
                + if part.open { rest.iter().take_while(|byte| word(Some(byte))).count() } else { 0 };
            for used in &part.uses {
                match used {
                    Use::Whole(tag) => hits.push(Hit { tag: *tag, start: found.start(), end }),
                    Use::First(pair) => {
                        if let Some(slot) = first_ends.get_mut(*pair) {
                            *slot = Some((found.start(), end));
                        }
                    }
                    Use::Second(pair, tag) => {
                        if let Some(Some((start, first_end))) = first_ends.get(*pair)
                            && *first_end < found.start()
                            && near(text, *first_end, found.start())
                        {
                            hits.push(Hit { tag: *tag, start: *start, end });
                        }
                    }
                }
            }
        }
        hits.sort_by_key(|hit| (hit.start, hit.end, hit.tag));
        hits.dedup();
        hits
    }
}

/// Whether at most [`GAP_WORDS`] words and no sentence's end lie between two places.
fn near(text: &str, from: usize, to: usize) -> bool {
    // A gap of this many bytes cannot be five words; without it a far first half would cost time.
    if to - from > 80 {
        return false;
    }
    let between = text.get(from..to).unwrap_or_default();
    between.split_whitespace().count() <= GAP_WORDS && !between.contains(". ")
}
