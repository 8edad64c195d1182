//! What prose says: topics and how far they are explained, claims, jargon, each with the words that decided it.

mod about;
mod assertion;
mod claims;
mod doubt;
mod facts;
mod features;
mod jargon;
mod judge;
mod learn;
mod lexicon;
mod matcher;
mod normal;
mod people;
mod prompt;
mod reading;
mod roster;
mod score;
mod sentence;
mod significance;
mod topic;
mod view;
mod weights;
mod words;

pub use about::{MissedMention, NamedReading};
pub use assertion::{Meant, assertion_of, mentions};
pub use claims::{About, Claim, ClaimKind};
pub use doubt::{Doubt, Doubted, PassedOver, Reason, doubts};
pub use jargon::Jargon;
pub use learn::{Lesson, Mark, learn};
pub use lexicon::{Cue, Entry, Lexicon, LexiconError, Who};
pub use people::{People, Person};
pub use reading::{Quote, Reading, Span, TopicReading, read, read_passage};
pub use score::{TopicScore, scores};
pub use sentence::sentences;
pub use topic::{Status, Topic};
pub use weights::Weights;
