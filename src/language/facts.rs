//! What is known of one sentence at a glance, so that no question of the many that are put to it reads it twice.

use std::cell::OnceCell;
use std::ops::Range;

use super::judge::topic_named;
use super::lexicon::{Cue, Lexicon, Who};
use super::matcher::{Hit, Tag};
use super::topic::Topic;

/// What is known of one sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    /// The phrases that begin in it, as a range of the view's hits.
    pub hits: Range<usize>,
    /// The first person it names.
    pub subject: Option<Who>,
    /// The topics that it names, whoever they are said of, a bit each.
    pub named: u32,
    /// The topics of which something may stand in it, a bit each; the topics of its context are not counted.
    pub candidates: u32,
    cues: u64,
    names: u32,
    explains: u32,
    denies: u32,
    defers: u32,
    who: u8,
    /// Answers that cost something, kept once they are asked for.
    pub of_many: OnceCell<bool>,
    pub outright: OnceCell<bool>,
    pub significance: OnceCell<Option<Hit>>,
}

impl Facts {
    /// Of a sentence's range of the normal form, among hits that are sorted by start.
    pub fn new(hits: &[Hit], range: &Range<usize>) -> Self {
        let first = hits.partition_point(|hit| hit.start < range.start);
        let rest = hits.get(first..).unwrap_or_default();
        let count = rest.partition_point(|hit| hit.start < range.end);
        let mut facts = Self { hits: first..first + count, ..Self::default() };
        for hit in rest.iter().take(count).filter(|hit| hit.end <= range.end) {
            match hit.tag {
                Tag::Names(topic) => facts.names |= bit(topic),
                Tag::Explains(topic) => facts.explains |= bit(topic),
                Tag::Denies(topic) => facts.denies |= bit(topic),
                Tag::Defers(topic) => facts.defers |= bit(topic),
                Tag::Cue(cue) => facts.cues |= 1 << cue as u32,
                Tag::Who(who) => {
                    facts.who |= 1 << who as u32;
                    facts.subject.get_or_insert(who);
                }
                Tag::Condition(_) | Tag::Medicine(_) | Tag::Jargon(_) | Tag::Class(_) | Tag::Name => {}
            }
        }
        facts
    }

    /// The same with the topics that it names.
    pub fn naming(hits: &[Hit], range: &Range<usize>, lexicon: &Lexicon) -> Self {
        let mut facts = Self::new(hits, range);
        let own = hits.get(facts.hits.clone()).unwrap_or_default();
        for hit in own.iter().filter(|hit| hit.end <= range.end) {
            facts.named |= topic_named(hit, lexicon).map_or(0, bit);
        }
        facts.candidates = facts.possible();
        facts
    }

    /// The topics that it names, denies, explains or puts off, and those that stand in other words.
    fn possible(&self) -> u32 {
        let says = |cue: Cue| self.may_hold(Tag::Cue(cue));
        let unnamed = [
            (Topic::AbuseImpact, says(Cue::Abuse)),
            (Topic::TreatmentAdherence, says(Cue::Adherence)),
            (Topic::SeriousHarm, says(Cue::Harm)),
            (Topic::FutureCare, says(Cue::Health) && says(Cue::Future)),
            (Topic::ChildVoice, says(Cue::Speech)),
        ];
        let unnamed =
            unnamed.iter().filter(|(_, there)| *there).fold(0, |bits, (topic, _)| bits | bit(*topic));
        self.named | self.names | self.explains | self.denies | self.defers | unnamed
    }

    /// Whether the sentence names a topic, whoever it is said of.
    pub fn names_topic(&self, topic: Topic) -> bool {
        self.named & bit(topic) != 0
    }

    /// Brings it up to date after people were added to the hits, who name no topic.
    pub fn renew(&mut self, hits: &[Hit], range: &Range<usize>) {
        *self = Self { named: self.named, candidates: self.candidates, ..Self::new(hits, range) };
    }

    /// False where no phrase of that tag stands in the sentence.
    pub fn may_hold(&self, tag: Tag) -> bool {
        match tag {
            Tag::Names(topic) => self.names & bit(topic) != 0,
            Tag::Explains(topic) => self.explains & bit(topic) != 0,
            Tag::Denies(topic) => self.denies & bit(topic) != 0,
            Tag::Defers(topic) => self.defers & bit(topic) != 0,
            Tag::Cue(cue) => self.cues & (1 << cue as u32) != 0,
            Tag::Who(who) => self.who & (1 << who as u32) != 0,
            Tag::Condition(_) | Tag::Medicine(_) | Tag::Jargon(_) | Tag::Class(_) | Tag::Name => true,
        }
    }
}

/// The bit of a topic.
pub(super) fn bit(topic: Topic) -> u32 {
    1 << topic as u32
}
