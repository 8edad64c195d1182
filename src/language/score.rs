//! Adds up the learned weights of a sentence for every topic.

use std::ops::Range;

use crate::minutes::Document;

use super::assertion::subject;
use super::features::{Spot, each_common, each_of_topic, spots};
use super::judge::Verdict;
use super::lexicon::{Cue, Lexicon, Who};
use super::matcher::{Hit, Tag};
use super::people::People;
use super::significance::{of_many, outright};
use super::topic::{Status, Topic};
use super::view::{Sentence, views};
use super::weights::{COLUMNS, TOPICS, Weights};

/// The best that the sentences of a document reach for one topic, for measuring; 64 stands for 1.0.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TopicScore {
    /// The topic.
    pub topic: Topic,
    /// Of being discussed; less where a rule finds it denied or put off.
    pub discussed: i32,
    /// Of being explained, among sentences that no rule vetoes.
    pub explained: i32,
    /// Of being explained, among all.
    pub any_explained: i32,
    /// What the rules alone say.
    pub rules: Status,
    /// The sentences that reached the first two.
    pub sentences: [String; 2],
}

/// The learned scores of a document before any threshold.
pub fn scores(document: &Document, lexicon: &Lexicon, people: &People) -> Vec<TopicScore> {
    const LEAST: i32 = -1_000_000;
    let mut views = views(document, lexicon);
    super::roster::add_people(&mut views, people);
    let spots = spots(&views, lexicon);
    let mut best: Vec<TopicScore> = Topic::ALL
        .iter()
        .map(|topic| TopicScore {
            topic: *topic,
            discussed: LEAST,
            explained: LEAST,
            any_explained: LEAST,
            rules: Status::Absent,
            sentences: [const { String::new() }; 2],
        })
        .collect();
    for (at, spot) in spots.iter().enumerate() {
        let sums = sums(&lexicon.weights, &spots, at);
        let general = spot.sentence.has(Cue::General);
        for (index, best) in best.iter_mut().enumerate() {
            let rule =
                spot.rules.get(index).and_then(Option::as_ref).map_or(Status::Absent, |rule| rule.status);
            best.rules = best.rules.max(rule);
            let of = |column: usize| sums.get(column).copied().unwrap_or(LEAST);
            if !general {
                let vetoed = matches!(rule, Status::Denied | Status::Deferred);
                let discussed = of(index) - if vetoed { SURE } else { 0 };
                if discussed > best.discussed {
                    best.discussed = discussed;
                    best.sentences[0] = spot.sentence.text().to_owned();
                }
                best.any_explained = best.any_explained.max(of(TOPICS + index));
                let explained =
                    of(TOPICS + index) - doubt(&spots, at, index, speaks_of_health(&spot.sentence));
                if !vetoed && explained > best.explained {
                    best.explained = explained;
                    best.sentences[1] = spot.sentence.text().to_owned();
                }
            }
        }
    }
    best
}

/// What a sentence says of each topic by its weights. The rules keep their veto: what they find denied, put off or said
/// of no child in particular is never explained.
pub(super) fn decide(spots: &[Spot<'_>], at: usize, weights: &Weights) -> [Option<Verdict>; TOPICS] {
    let mut found = [None; TOPICS];
    let Some(spot) = spots.get(at) else { return found };
    // A sentence that begins with a brother or sister is theirs, as the rules have it.
    if spot.sentence.has(Cue::General) || subject(&spot.sentence) == Some(Who::Sibling) {
        return found;
    }
    let sums = sums(weights, spots, at);
    let many = of_many(&spot.sentence);
    let of_health = speaks_of_health(&spot.sentence);
    for (index, found) in found.iter_mut().enumerate() {
        let over = |column: usize| {
            let sum = sums.get(column).copied().unwrap_or(i32::MIN);
            sum.saturating_sub(weights.thresholds.get(column).copied().unwrap_or(0))
        };
        let rule = spot.rules.get(index).copied().flatten();
        let explained = || {
            let over = over(TOPICS + index);
            // There is never less than no doubt, so most topics need not be looked at closer.
            over >= 0 && !many && over >= doubt(spots, at, index, of_health)
        };
        let vetoed = rule.filter(|rule| matches!(rule.status, Status::Denied | Status::Deferred));
        let here = |status, column| {
            let (first, last) = (spot.sentence.index, spot.sentence.index);
            Verdict { status, first, last, cue: None, weighed: Some((at, column)) }
        };
        *found = match vetoed {
            Some(rule) if over(index) < SURE => Some(rule),
            None if explained() => Some(here(Status::Explained, TOPICS + index)),
            // What is said outright needs no weighing.
            None if !many && rule.is_some_and(|rule| said_outright(spot, &rule, index)) => rule,
            _ if over(index) >= 0 => Some(here(Status::Mentioned, index)),
            _ => None,
        };
    }
    found
}

/// Whether the rules find a topic explained, and the sentence, or the next where that one goes on, says so outright.
fn said_outright(spot: &Spot<'_>, rule: &Verdict, topic: usize) -> bool {
    let topic = Topic::ALL.get(topic).copied();
    if topic == Some(Topic::ChildVoice) {
        // Who was asked and chose not to say has been heard: lists know how that is put.
        if spot.sentence.find(Tag::Explains(Topic::ChildVoice)).is_some() {
            return rule.status == Status::Explained;
        }
        let child = spot.sentence.who(Who::Child);
        return rule.status == Status::Explained
            && child.is_some_and(|child| child.start == spot.sentence.start);
    }
    // A named day of a health service is a plan of care, however it is put.
    if topic == Some(Topic::FutureCare) {
        return rule.status == Status::Explained;
    }
    let plain = !matches!(topic, Some(Topic::RepeatPrescription | Topic::Storage));
    let next = || spot.sentence.next().is_some_and(|next| rule.last == next.index && outright(&next));
    plain && rule.status == Status::Explained && (outright(&spot.sentence) || next())
}

/// How much more must speak for a view of the child's health where no word of health stands in the sentence, and for an
/// explanation where neither it nor its neighbours or heading name the topic.
const VIEW_OF_HEALTH: i32 = 24;
const UNNAMED: i32 = 32;

/// How far over its threshold an explanation must be.
fn doubt(spots: &[Spot<'_>], at: usize, topic: usize, of_health: bool) -> i32 {
    if of_health {
        return 0;
    }
    if topic == Topic::ChildVoice as usize {
        return VIEW_OF_HEALTH;
    }
    let item = spots.get(at).map(|spot| spot.sentence.view.item);
    let near = spots.get(at.saturating_sub(2)..(at + 2).min(spots.len())).unwrap_or_default();
    let named = near.iter().any(|spot| Some(spot.sentence.view.item) == item && spot.speaks_of(topic));
    if named { 0 } else { UNNAMED }
}

/// Whether a sentence has a word of health in it.
fn speaks_of_health(sentence: &Sentence<'_>) -> bool {
    sentence.has(Cue::HealthView)
        || sentence.has(Cue::Health)
        || sentence.hits().any(|hit| match hit.tag {
            Tag::Condition(_) | Tag::Medicine(_) => true,
            Tag::Names(topic) => topic != Topic::ChildVoice,
            _ => false,
        })
}

/// How far over its threshold a mention must be to stand against a rule that finds it denied or put off.
const SURE: i32 = 40;

/// The words that weighed most for a decision, the weightiest first; only asked for what is quoted, so the features are
/// gone through again.
pub(super) fn evidence(weights: &Weights, spots: &[Spot<'_>], at: usize, column: usize) -> [Option<Hit>; 3] {
    let mut weighed: Vec<(i8, Range<usize>)> = Vec::new();
    each_common(spots, at, &mut |_, key, range| {
        let weight = weights.row(key).and_then(|row| row.get(column)).copied().unwrap_or(0);
        if weight > 0 && !range.is_empty() {
            weighed.push((weight, range));
        }
    });
    // The weightiest first; of those that weigh alike the first in the sentence, and the longest that begins there.
    weighed.sort_by_key(|(weight, range)| {
        (std::cmp::Reverse(*weight), range.start, std::cmp::Reverse(range.end))
    });
    let least = weighed.first().map_or(0, |(weight, _)| *weight / 2);
    let mut found: Vec<Hit> = Vec::new();
    for (_, range) in weighed.into_iter().take_while(|(weight, _)| *weight >= least) {
        if found.iter().all(|other| other.end <= range.start || range.end <= other.start) {
            found.push(Hit { tag: Tag::Name, start: range.start, end: range.end });
        }
    }
    [0, 1, 2].map(|at| found.get(at).copied())
}

/// Rows that can be added in 16 bits before the sum could overflow: 256 times -128 just fits.
const ROWS_AT_ONCE: u32 = 256;

/// Adds up rows: in 16 bits, of which a processor adds many at once, and now and then in 32.
struct Adder {
    sums: [i32; COLUMNS],
    recent: [i16; COLUMNS],
    room: u32,
}

impl Adder {
    fn new() -> Self {
        Self { sums: [0; COLUMNS], recent: [0; COLUMNS], room: ROWS_AT_ONCE }
    }

    fn add(&mut self, row: &[i8; COLUMNS]) {
        if self.room == 0 {
            self.flush();
        }
        self.room -= 1;
        for (sum, weight) in self.recent.iter_mut().zip(row) {
            *sum += i16::from(*weight);
        }
    }

    fn flush(&mut self) {
        for (sum, recent) in self.sums.iter_mut().zip(&mut self.recent) {
            *sum += i32::from(std::mem::take(recent));
        }
        self.room = ROWS_AT_ONCE;
    }
}

/// The sums of a sentence's weights, in the columns' order.
fn sums(weights: &Weights, spots: &[Spot<'_>], at: usize) -> [i32; COLUMNS] {
    let mut adder = Adder::new();
    each_common(spots, at, &mut |_, key, _| {
        if let Some(row) = weights.row(key) {
            adder.add(row);
        }
    });
    adder.flush();
    let mut sums = adder.sums;
    for index in 0..TOPICS {
        each_of_topic(spots, at, index, &mut |feature| {
            let Some(row) = weights.row_of_topic(feature) else { return };
            for column in [index, TOPICS + index] {
                if let (Some(sum), Some(weight)) = (sums.get_mut(column), row.get(column)) {
                    *sum += i32::from(*weight);
                }
            }
        });
    }
    sums
}
