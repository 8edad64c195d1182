//! Whether a sentence states what something means for the child: an effect, linked to its cause.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::lexicon::{Cue, Who};
use super::matcher::{Hit, Tag};
use super::view::Sentence;

/// Bytes between a link and the effect that it may join.
const REACH: usize = 120;

/// The words that state significance, or `None` where there is none or a veto stands against it.
pub(super) fn significance(sentence: &Sentence<'_>) -> Option<Hit> {
    *sentence.facts.significance.get_or_init(|| stated(sentence))
}

fn stated(sentence: &Sentence<'_>) -> Option<Hit> {
    // Without an effect there is nothing that anything could mean.
    if !sentence.has(Cue::Effect) || vetoed(sentence) {
        return None;
    }
    let effects: Vec<&Hit> = sentence.hits().filter(|hit| hit.tag == Tag::Cue(Cue::Effect)).collect();
    if let Some(strong) = sentence.cue(Cue::Significance)
        && effects
            .iter()
            .any(|effect| effect.start >= strong.end || strong.start.abs_diff(effect.start) < REACH)
    {
        return Some(*strong);
    }
    let joined = |cue: Cue| {
        sentence.hits().filter(|hit| hit.tag == Tag::Cue(cue)).find(|hit| {
            effects.iter().any(|effect| effect.start >= hit.end && effect.start - hit.end < REACH)
        })
    };
    let condition = sentence.cue(Cue::Condition);
    let possible = joined(Cue::Possibility);
    let link = joined(Cue::Link);
    let told = sentence.has(Cue::Teller) || professional(sentence);
    match (condition, possible, link) {
        (Some(condition), Some(_), _) if !effects.is_empty() => Some(*condition),
        (Some(condition), _, Some(_)) => Some(*condition),
        (_, Some(possible), _) if told => Some(*possible),
        (None, None, Some(link)) if told && effects.len() >= 2 => Some(*link),
        (Some(condition), _, _) if effects.len() >= 2 => Some(*condition),
        _ => None,
    }
}

/// Words with which people say outright what something means, so that no doubt is left.
const OUTRIGHT: &[&str] = &[
    " means ",
    "which meant",
    "this meant",
    "because of this",
    "because of that",
    "as a result",
    "without it ",
    "without them ",
    "without this ",
    "without that ",
    "that is why",
    "so she ",
    "so he ",
    "so that she ",
    "so that he ",
    "is not followed",
    "are not followed",
    "not followed",
];

/// Finds any of them in one pass.
static FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(OUTRIGHT).ok());

/// Whether a sentence says outright what something means for the child: linking words that leave no doubt, and an effect,
/// or a professional who explains.
pub(super) fn outright(sentence: &Sentence<'_>) -> bool {
    *sentence.facts.outright.get_or_init(|| said_outright(sentence))
}

fn said_outright(sentence: &Sentence<'_>) -> bool {
    let effect = sentence.has(Cue::Effect) || sentence.has(Cue::Harm);
    let may = effect || sentence.text().contains("explained that");
    if !may || sentence.has(Cue::NotExplained) || sentence.has(Cue::Deferral) {
        return false;
    }
    let said = FINDER.as_ref().is_some_and(|finder| finder.is_match(sentence.text()));
    if !said {
        return false;
    }
    // That nobody knows or has checked is often just what the missed appointment means.
    let of_this_child = [" he ", " she ", " his ", " her "].iter().any(|word| sentence.text().contains(word));
    let general = sentence.has(Cue::General) && !of_this_child;
    !general && !of_many(sentence)
}

/// Whether the sentence says that nothing is explained, puts it off, asks, or is not about this child.
pub(super) fn vetoed(sentence: &Sentence<'_>) -> bool {
    [Cue::NotExplained, Cue::Deferral, Cue::General, Cue::Unknown].into_iter().any(|cue| sentence.has(cue))
        || of_many(sentence)
}

/// Whether the sentence speaks of children or people at large and of nobody in particular.
pub(super) fn of_many(sentence: &Sentence<'_>) -> bool {
    *sentence.facts.of_many.get_or_init(|| speaks_of_many(sentence))
}

fn speaks_of_many(sentence: &Sentence<'_>) -> bool {
    let mut many = false;
    for word in sentence.text().split(|c: char| !c.is_alphanumeric()) {
        if matches!(word, "he" | "she" | "him" | "her" | "his" | "hers") {
            return false;
        }
        many |= matches!(
            word,
            "children"
                | "pupils"
                | "schools"
                | "learners"
                | "students"
                | "universities"
                | "sector"
                | "weve"
                | "youre"
                | "ive"
                | "theyve"
                | "people"
                | "families"
                | "teachers"
                | "we"
                | "our"
                | "committee"
                | "i"
                | "members"
        );
    }
    many && sentence.text().split_whitespace().count() > 12 && sentence.who(Who::Carer).is_none()
}

/// An effect on the child that is simply observed ("cannot hear the teacher").
pub(super) fn observed<'a>(sentence: &Sentence<'a>) -> Option<&'a Hit> {
    if vetoed(sentence) {
        return None;
    }
    sentence.hits().filter(|hit| hit.tag == Tag::Cue(Cue::Effect)).nth(1)
}

fn professional(sentence: &Sentence<'_>) -> bool {
    sentence.who(Who::Professional).is_some()
}
