//! Learns the weights from labelled minutes: for each topic whether a sentence discusses it and whether it explains it.
//!
//! A linear classifier with squared hinge loss, solved in the dual one example at a time. Nothing but `+ - * /` on numbers
//! of fixed order is used, so the same input gives the same bytes on every machine.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

use crate::minutes::Document;

use super::features::{Part, features, spots};
use super::lexicon::Lexicon;
use super::people::People;
use super::topic::{Status, Topic};
use super::view::views;
use super::weights::{COLUMNS, ONE, TOPICS, Weights};

/// What a labelled text says of one topic and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    /// The topic.
    pub topic: Topic,
    /// Its status there.
    pub status: Status,
    /// Byte range in the document's source.
    pub range: Range<usize>,
}

/// A labelled text to learn from.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// The text.
    pub document: Document,
    /// What it says.
    pub marks: Vec<Mark>,
    /// Whether every sentence is marked, rather than the deciding one of each topic.
    pub every_sentence: bool,
    /// The only topics that are labelled; empty for all.
    pub only: Vec<Topic>,
    /// The people of the case.
    pub people: People,
}

/// Cost of a wrong example that lies on the right side of no margin; and how much more a missed positive costs.
const COST: f64 = 0.02;
const POSITIVE: f64 = 3.0;
const ROUNDS: usize = 25;
/// Share of what speaks for an explanation that speaks for a mention as well.
const ALSO: f64 = 0.4;
/// What a score must reach, as swept over authors left out (`examples/sweep.rs`): discussed for the best F1, explained
/// for precision.
const DISCUSSED: i32 = -26;
const EXPLAINED: i32 = 0;
/// Features seen in fewer sentences are dropped.
const LEAST_SEEN: u32 = 3;

/// How much a feature of each part counts beside the others.
const fn value(part: Part) -> f64 {
    match part {
        Part::Word => 1.0,
        Part::Pair => 0.7,
        Part::Kind => 1.2,
        Part::Around => 1.0,
        Part::Beside => 0.5,
    }
}
/// The same for what is said of a topic alone.
const OF_TOPIC: f64 = 1.5;

struct Sample {
    common: Vec<(u32, f64)>,
    of_topic: Vec<Vec<(u32, f64)>>,
    /// For each topic and question (discussed, explained): yes, no, or not to be learned from.
    answers: [[Option<bool>; TOPICS]; 2],
    /// Sum of the squares of the common values.
    size: f64,
}

/// Learns from the lessons, in their order.
pub fn learn(lessons: &[Lesson], lexicon: &Lexicon) -> Weights {
    let mut seen: BTreeMap<u32, (u32, f64)> = BTreeMap::new();
    let mut samples = Vec::new();
    for lesson in lessons {
        samples.extend(samples_of(lesson, lexicon));
    }
    for sample in &samples {
        let mut keys: Vec<(u32, f64)> =
            sample.common.iter().chain(sample.of_topic.iter().flatten()).copied().collect();
        keys.sort_unstable_by_key(|(key, _)| *key);
        keys.dedup_by_key(|(key, _)| *key);
        for (key, value) in keys {
            let seen = seen.entry(key).or_default();
            *seen = (seen.0 + 1, value);
        }
    }
    seen.retain(|_, (count, _)| *count >= LEAST_SEEN);
    let kept: Vec<u32> = seen.keys().copied().collect();
    let values: Vec<f64> = seen.values().map(|(_, value)| *value).collect();
    let place = |key: &u32| kept.binary_search(key).ok().and_then(|at| u32::try_from(at).ok());
    for sample in &mut samples {
        for keys in std::iter::once(&mut sample.common).chain(&mut sample.of_topic) {
            *keys = keys.iter().filter_map(|(key, value)| Some((place(key)?, *value))).collect();
            keys.sort_unstable_by_key(|(key, _)| *key);
            keys.dedup_by_key(|(key, _)| *key);
        }
        sample.size = sample.common.iter().map(|(_, value)| value * value).sum();
    }
    let solved: Vec<Vec<f64>> = (0..COLUMNS)
        .into_par_iter()
        .map(|column| solve(&samples, kept.len(), column / TOPICS, column % TOPICS))
        .collect();
    let mut rows = vec![[0i8; COLUMNS]; kept.len()];
    for (at, (row, value)) in rows.iter_mut().zip(&values).enumerate() {
        let of =
            |column: usize| solved.get(column).and_then(|weights| weights.get(at)).copied().unwrap_or(0.0);
        for (column, weight) in row.iter_mut().enumerate() {
            let also = if column < TOPICS { ALSO * of(column + TOPICS) } else { 0.0 };
            #[expect(clippy::cast_possible_truncation, reason = "clamped to the range just before")]
            let whole = (value * (of(column) + also) * ONE).round().clamp(-127.0, 127.0) as i8;
            *weight = whole;
        }
    }
    let rows = kept.into_iter().zip(rows).filter(|(key, row)| *key != 0 && row.iter().any(|w| *w != 0));
    let mut thresholds = [DISCUSSED; COLUMNS];
    for threshold in thresholds.iter_mut().skip(TOPICS) {
        *threshold = EXPLAINED;
    }
    Weights::new(rows.collect(), thresholds)
}

fn samples_of(lesson: &Lesson, lexicon: &Lexicon) -> Vec<Sample> {
    let mut views = views(&lesson.document, lexicon);
    super::roster::add_people(&mut views, &lesson.people);
    let spots = spots(&views, lexicon);
    let overlaps =
        |mark: &Mark, range: &Range<usize>| mark.range.start < range.end && range.start < mark.range.end;
    let places: Vec<(usize, Range<usize>)> = spots
        .iter()
        .map(|spot| (spot.view, spot.sentence.view.block.source_range(spot.sentence.original())))
        .collect();
    let mut found = Vec::with_capacity(spots.len());
    for (at, (view, range)) in places.iter().enumerate() {
        let mut answers = [[None; TOPICS]; 2];
        for (index, topic) in Topic::ALL.iter().enumerate() {
            if !lesson.only.is_empty() && !lesson.only.contains(topic) {
                continue;
            }
            let marks = || lesson.marks.iter().filter(|mark| mark.topic == *topic);
            let here = marks().filter(|mark| overlaps(mark, range)).map(|mark| mark.status).max();
            let best = marks().map(|mark| mark.status).max().unwrap_or(Status::Absent);
            let rule = spots.get(at).and_then(|spot| spot.rules.get(index)).is_some_and(Option::is_some);
            let same_block = marks()
                .any(|mark| places.iter().any(|(other, place)| other == view && overlaps(mark, place)));
            let (discussed, explained) = match here {
                Some(status) => (Some(status >= Status::Mentioned), Some(status == Status::Explained)),
                None if lesson.every_sentence || best < Status::Mentioned => (Some(false), Some(false)),
                // The rest of a passage whose best sentence is known may say as much again.
                None if best == Status::Mentioned => ((!rule && !same_block).then_some(false), Some(false)),
                None => {
                    let far = (!rule && !same_block).then_some(false);
                    (far, far)
                }
            };
            answers[0][index] = discussed;
            answers[1][index] = explained;
        }
        let features = features(&spots, at);
        found.push(Sample {
            common: features.common.iter().map(|feature| (feature.key, value(feature.part))).collect(),
            of_topic: features
                .of_topic
                .iter()
                .map(|keys| keys.iter().map(|key| (*key, OF_TOPIC)).collect())
                .collect(),
            answers,
            size: 0.0,
        });
    }
    found
}

/// Dual coordinate descent for one question (discussed, explained) of one topic: a weight for each feature.
fn solve(samples: &[Sample], rows: usize, question: usize, topic: usize) -> Vec<f64> {
    let mut weights = vec![0.0; rows];
    let mut examples: Vec<(&Sample, f64, f64)> = samples
        .iter()
        .filter_map(|sample| Some((sample, if sample.answers[question][topic]? { 1.0 } else { -1.0 }, 0.0)))
        .collect();
    let mut state = 0x2545_f491_4f6c_dd1du64;
    for _ in 0..ROUNDS {
        for at in (1..examples.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let other = usize::try_from((state >> 33) % (at as u64 + 1)).unwrap_or(0);
            examples.swap(at, other);
        }
        for (sample, sign, dual) in &mut examples {
            let of_topic = &sample.of_topic[topic];
            let keys = || sample.common.iter().chain(of_topic);
            let size = sample.size + of_topic.iter().map(|(_, value)| value * value).sum::<f64>();
            let slack = 0.5 / (COST * if *sign > 0.0 { POSITIVE } else { 1.0 });
            let sum: f64 = keys().map(|(key, value)| value * weights[*key as usize]).sum();
            let step = (*sign * sum - 1.0 + slack * *dual) / (size + slack);
            let next = if *dual > step { *dual - step } else { 0.0 };
            let change = (next - *dual) * *sign;
            if change != 0.0 {
                *dual = next;
                for (key, value) in keys() {
                    weights[*key as usize] += change * value;
                }
            }
        }
    }
    weights
}
