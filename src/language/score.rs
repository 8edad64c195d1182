//! Adds up the learned weights of a sentence for every topic.

use crate::minutes::Document;

use super::features::{Features, features, spots};
use super::lexicon::{Cue, Lexicon};
use super::people::People;
use super::topic::{Status, Topic};
use super::view::views;
use super::weights::{COLUMNS, TOPICS, Weights};

/// The best that the sentences of a document reach for one topic, for measuring; 256 stands for 1.0.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TopicScore {
    /// The topic.
    pub topic: Topic,
    /// Of being discussed.
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
        let sums = sums(&lexicon.weights, &features(&spots, at));
        let general = spot.sentence.has(Cue::General);
        for (index, best) in best.iter_mut().enumerate() {
            let rule = spot.rules.get(index).and_then(Option::as_ref).map_or(Status::Absent, |rule| rule.status);
            best.rules = best.rules.max(rule);
            let of = |column: usize| sums.get(column).copied().unwrap_or(LEAST);
            if !general {
                if of(index) > best.discussed {
                    best.discussed = of(index);
                    best.sentences[0] = spot.sentence.text().to_owned();
                }
                best.any_explained = best.any_explained.max(of(TOPICS + index));
                if !matches!(rule, Status::Denied | Status::Deferred) {
                    if of(TOPICS + index) > best.explained {
                        best.explained = of(TOPICS + index);
                        best.sentences[1] = spot.sentence.text().to_owned();
                    }
                }
            }
        }
    }
    best
}

/// The sums of a sentence's weights, in the columns' order.
pub(super) fn sums(weights: &Weights, features: &Features) -> [i32; COLUMNS] {
    let mut sums = [0i32; COLUMNS];
    for feature in &features.common {
        if let Some(row) = weights.row(feature.key) {
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += i32::from(*weight);
            }
        }
    }
    for (index, keys) in features.of_topic.iter().enumerate() {
        for key in keys {
            let Some(row) = weights.row(*key) else { continue };
            for column in [index, TOPICS + index] {
                if let (Some(sum), Some(weight)) = (sums.get_mut(column), row.get(column)) {
                    *sum += i32::from(*weight);
                }
            }
        }
    }
    sums
}
