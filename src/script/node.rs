//! The expression tree that a rule script builds once, when the rulebook loads.

use std::sync::Arc;

use crate::calendar::Day;
use crate::case::Kind;

use super::eval::Cx;
use super::kinds::Type;
use super::listing::Listing;
use super::value::{Answer, Happening, Value};

/// How two values are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Compare {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// A word of the rule language that is written in Rust.
#[derive(Debug)]
pub struct Word {
    /// Its name in scripts.
    pub name: &'static str,
    /// What it takes; the first is what it is said of.
    pub takes: &'static [Takes],
    /// What it gives.
    pub gives: Type,
    /// What it means, in one sentence.
    pub help: &'static str,
    /// How it is found out.
    pub run: Run,
}

impl Word {
    /// What it is said of (empty for one that stands by itself), and what else it takes.
    pub fn arguments(&self) -> (String, Vec<String>) {
        let said = |takes: &Takes| match takes {
            Takes::A(of) => of.to_string(),
            Takes::Topic => "a topic of minutes".to_owned(),
            Takes::OneOf(words) => format!("one of {}", words.join(", ")),
            Takes::Count => "a whole number".to_owned(),
        };
        let mut all = self.takes.iter().map(said);
        (all.next().unwrap_or_default(), all.collect())
    }

    /// Whether it is written without brackets, like a field.
    pub fn like_field(&self) -> bool {
        self.takes.len() == 1 && !matches!(self.takes[0], Takes::A(Type::Date))
    }
}

/// What a word takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Takes {
    /// An expression of this type.
    A(Type),
    /// The name of a topic of minutes.
    Topic,
    /// One of these words, written in the script.
    OneOf(&'static [&'static str]),
    /// A whole number, written in the script or from a setting.
    Count,
}

/// How a word is found out for one child.
#[derive(Clone, Copy)]
pub enum Run {
    /// It gives one value.
    Value(for<'s> fn(&mut Cx<'s>, &[Value<'s>]) -> Answer<'s>),
    /// It gives a list of entries.
    List(for<'s> fn(&mut Cx<'s>, &[Value<'s>], &mut Listing)),
    /// It tells when something first happened.
    Happening(for<'s> fn(&mut Cx<'s>, &[Value<'s>]) -> Happening),
}

impl std::fmt::Debug for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("native")
    }
}

/// A literal written in the script.
#[derive(Clone, PartialEq, Debug)]
pub enum Literal {
    /// True or false.
    Truth(bool),
    /// A number.
    Number(f64),
    /// Text.
    Text(Box<str>),
    /// A day.
    Day(Day),
}

/// One node of an expression.
#[derive(Debug)]
pub enum Node {
    /// A literal.
    Literal(Literal),
    /// The as-of date.
    AsOf,
    /// The child.
    Child,
    /// An item bound by `each` or by a closure.
    Variable(u8),
    /// A field of an item; where it is within each kind that the item may be of.
    Field(Arc<Node>, Box<[(Kind, u8)]>),
    /// A reference field followed to the entry it names.
    Follow(Arc<Node>, Box<[(Kind, u8)]>),
    /// Entries of a collection of the record.
    Collection(Kind, u8),
    /// Entries of a collection within an item.
    Nested(Arc<Node>, Kind, u8),
    /// The entries that a list of references within an item names.
    Named(Arc<Node>, Box<[(Kind, u8)]>),
    /// A word written in Rust.
    Word(&'static Word, Box<[Arc<Node>]>),
    /// The entries of a list for which a condition holds.
    Where(Arc<Node>, u8, Arc<Node>),
    /// Whether a condition holds for at least so many entries of a list.
    AtLeast(Arc<Node>, u8, Arc<Node>, u32),
    /// Whether a condition holds for every entry of a list.
    All(Arc<Node>, u8, Arc<Node>),
    /// The first day that the entries of a list give.
    First(Arc<Node>, u8, Arc<Node>),
    /// The last day that the entries of a list give.
    Latest(Arc<Node>, u8, Arc<Node>),
    /// Whether something is so, where what was not collected at all counts as not; any other gap stays unknown.
    Surely(Arc<Node>),
    /// Both.
    And(Arc<Node>, Arc<Node>),
    /// At least one.
    Or(Arc<Node>, Arc<Node>),
    /// The contrary.
    Not(Arc<Node>),
    /// A comparison.
    Compare(Compare, Arc<Node>, Arc<Node>),
    /// Whether a word is one of several.
    OneOf(Arc<Node>, Box<[Box<str>]>),
    /// Whether there is a value at all.
    Given(Arc<Node>),
    /// The earlier of two days.
    Earlier(Arc<Node>, Arc<Node>),
    /// The later of two days.
    Later(Arc<Node>, Arc<Node>),
    /// One of two values.
    WhenElse(Arc<Node>, Arc<Node>, Arc<Node>),
    /// An expression of which it is noted that it was found out; only where coverage is measured.
    Probe(Arc<super::coverage::Probe>, Arc<Node>),
}

impl Node {
    /// The expression without the probes around it, which are told that it is being found out.
    pub fn within_probes(&self) -> &Self {
        let mut node = self;
        while let Self::Probe(probe, inner) = node {
            probe.reach();
            node = inner;
        }
        node
    }

    /// The expression without the probes around it.
    pub fn bare(&self) -> &Self {
        let mut node = self;
        while let Self::Probe(_, inner) = node {
            node = inner;
        }
        node
    }
}
