//! What a rule asks of each subject, and what came of it.

use std::sync::Arc;

use crate::audit::Outcome;
use crate::calendar::Day;
use crate::case::{ItemRef, Kind};

use super::eval::Cx;
use super::kinds::Kinds;
use super::listing::Listing;
use super::node::Node;
use super::scene::Scene;
use super::template::Template;
use super::trace::Fact;
use super::value::{Deadline, Gap, Happening, Truth};

/// One thing that must be so, with its name.
#[derive(Clone, Debug)]
pub struct Must {
    /// What must be there, as a noun phrase ("a phone number or e-mail address"), or for something that must happen as a
    /// participle ("shared with the social worker").
    pub label: String,
    /// The expression.
    pub node: Arc<Node>,
}

/// The subjects of a rule: one list, or the pairs of two.
#[derive(Clone, Debug)]
pub struct Each {
    /// The first list.
    pub list: Arc<Node>,
    /// What it is a list of.
    pub kinds: Kinds,
    /// The second list, which may depend on the first item.
    pub with: Option<(Arc<Node>, Kinds)>,
}

/// What a rule asks.
#[derive(Clone, Debug)]
pub struct Logic {
    /// Whether the rule concerns this child at all.
    pub for_child: Option<Arc<Node>>,
    /// What is counted.
    pub each: Each,
    /// For which of them the rule applies.
    pub when: Option<Arc<Node>>,
    /// What must be so.
    pub musts: Vec<Must>,
    /// What must happen.
    pub happens: Option<Must>,
    /// By which day.
    pub by: Option<Arc<Node>>,
    /// What the check is about, in words.
    pub say: Template,
    /// Plain Rhai for rules that no expression can say.
    pub judge: Option<super::judge::Judge>,
}

/// What is counted: an item, or two, or the child where the list itself is not known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counted {
    /// One item.
    One(ItemRef),
    /// A pair.
    Two(ItemRef, ItemRef),
    /// The child, since its list of subjects is not known.
    Unlisted,
}

/// What came of a rule for one subject.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// What was counted.
    pub counted: Counted,
    /// The outcome.
    pub outcome: Outcome,
    /// The deadline, where there is one.
    pub due: Option<Day>,
    /// The day it was done, where it was.
    pub done: Option<Day>,
    /// Which of the musts failed, or could not be told.
    pub parts: Vec<usize>,
    /// Why it is unknown.
    pub gap: Option<Gap>,
    /// What a judging script said, or what went wrong in it.
    pub words: Option<String>,
    /// The working.
    pub facts: Vec<Fact>,
}

impl Verdict {
    /// An outcome and nothing else.
    pub fn new(counted: Counted, outcome: Outcome) -> Self {
        Self {
            counted,
            outcome,
            due: None,
            done: None,
            parts: Vec::new(),
            gap: None,
            words: None,
            facts: Vec::new(),
        }
    }

    fn unknown(counted: Counted, gap: Gap) -> Self {
        Self { gap: Some(gap), ..Self::new(counted, Outcome::Unknown) }
    }
}

impl Logic {
    /// Judges every subject of one child, in the order of the record. Not-applicable subjects are passed on only where
    /// `wanted` says so; the working is noted for all that are passed on.
    pub fn run(&self, scene: &Arc<Scene>, wanted: impl Fn(Outcome) -> bool, sink: &mut dyn FnMut(Verdict)) {
        let mut cx = Cx::new(scene, false);
        if let Some(for_child) = &self.for_child {
            match cx.truth(for_child) {
                Ok(false) => return,
                Ok(true) => {}
                Err(gap) => return sink(self.unlisted(scene, gap)),
            }
        }
        let mut listing = Listing::default();
        cx.list(&self.each.list, &mut listing);
        let mut rest = listing.rest;
        for (first, doubt) in &listing.entries {
            cx.items[0] = *first;
            match &self.each.with {
                None => self.one(scene, &mut cx, Counted::One(*first), *doubt, &wanted, sink),
                Some((with, _)) => {
                    let mut second = Listing::default();
                    cx.list(with, &mut second);
                    rest = rest.or(second.rest);
                    for (item, second_doubt) in &second.entries {
                        cx.items[1] = *item;
                        let doubt = doubt.or(*second_doubt);
                        self.one(scene, &mut cx, Counted::Two(*first, *item), doubt, &wanted, sink);
                    }
                }
            }
        }
        if let Some(gap) = rest {
            sink(self.unlisted(scene, gap));
        }
    }

    fn unlisted(&self, _: &Scene, gap: Gap) -> Verdict {
        Verdict { facts: vec![Fact::Gap(gap)], ..Verdict::unknown(Counted::Unlisted, gap) }
    }

    fn one(
        &self,
        scene: &Arc<Scene>,
        cx: &mut Cx<'_>,
        counted: Counted,
        doubt: Option<Gap>,
        wanted: &impl Fn(Outcome) -> bool,
        sink: &mut dyn FnMut(Verdict),
    ) {
        let verdict = self.verdict(scene, cx, counted, doubt);
        if !wanted(verdict.outcome) {
            return;
        }
        // The working is worth its cost only for what somebody will read: such a subject is judged once more, noted.
        let mut noted = Cx::new(scene, true);
        noted.items = cx.items;
        let mut verdict = self.verdict(scene, &mut noted, counted, doubt);
        verdict.facts = noted.trace.unwrap_or_default();
        sink(verdict);
    }

    fn verdict(&self, scene: &Arc<Scene>, cx: &mut Cx<'_>, counted: Counted, doubt: Option<Gap>) -> Verdict {
        let applies = match &self.when {
            None => Ok(true),
            Some(when) => cx.truth(when),
        };
        match (applies, doubt) {
            (Ok(false), _) => return Verdict::new(counted, Outcome::NotApplicable),
            (Err(gap), _) | (Ok(true), Some(gap)) => return Verdict::unknown(counted, gap),
            (Ok(true), None) => {}
        }
        if let Some(judge) = &self.judge {
            let mut verdict = judge.run(scene, counted);
            for fact in verdict.facts.drain(..) {
                cx.note(|| fact);
            }
            return verdict;
        }
        let facts: Vec<Truth> = self.musts.iter().map(|must| cx.truth(&must.node)).collect();
        let happening = self.happens.as_ref().map(|must| cx.happening(&must.node));
        let deadline = self.by.as_ref().map(|by| cx.deadline(by));
        self.weigh(cx.scene.as_of(), counted, &facts, happening, deadline)
    }

    /// Weighs what must be so, what happened and the deadline against each other.
    fn weigh(
        &self,
        as_of: Day,
        counted: Counted,
        facts: &[Truth],
        happening: Option<Happening>,
        deadline: Option<Deadline>,
    ) -> Verdict {
        let due = deadline.and_then(|deadline| deadline.at_most);
        let by_doubt = deadline.and_then(|deadline| deadline.doubt);
        let failed: Vec<usize> = positions(facts, |fact| *fact == Ok(false));
        let open: Vec<usize> = positions(facts, |fact| fact.is_err());
        let first_gap = facts.iter().find_map(|fact| fact.err());
        let done = happening.and_then(|happening| happening.first).map(|(day, _)| day);
        let base = Verdict { due, done, ..Verdict::new(counted, Outcome::Met) };

        // What happened in time is done, whatever else is unreadable; what certainly did not is not.
        let in_time: Truth = match happening {
            None => Ok(true),
            Some(Happening { first, doubt }) => match (first, due) {
                (Some((day, _)), Some(due)) if day > due => doubt.map_or(Ok(false), Err),
                (Some(_), _) if by_doubt.is_none() => Ok(true),
                (Some(_), _) => by_doubt.map_or(Ok(true), Err),
                (None, _) => doubt.map_or(Ok(false), Err),
            },
        };
        let late_is_certain = due.is_some_and(|due| as_of > due) || (due.is_none() && by_doubt.is_none());
        let certain_failure = !failed.is_empty() || in_time == Ok(false);
        if certain_failure {
            let too_late = matches!((done, due), (Some(done), Some(due)) if done > due);
            if late_is_certain || too_late {
                return Verdict { outcome: Outcome::NotMet, parts: failed, ..base };
            }
            return match by_doubt {
                Some(gap) => Verdict { outcome: Outcome::Unknown, parts: failed, gap: Some(gap), ..base },
                None => Verdict { outcome: Outcome::Due, parts: failed, ..base },
            };
        }
        if let Some(gap) = first_gap.or(in_time.err()) {
            return Verdict { outcome: Outcome::Unknown, parts: open, gap: Some(gap), ..base };
        }
        base
    }
}

fn positions(facts: &[Truth], which: impl Fn(&Truth) -> bool) -> Vec<usize> {
    facts.iter().enumerate().filter(|(_, fact)| which(fact)).map(|(at, _)| at).collect()
}

impl Counted {
    /// The item whose place the check has.
    pub fn item(self) -> ItemRef {
        match self {
            Self::One(item) | Self::Two(item, _) => item,
            Self::Unlisted => ItemRef::top(Kind::Child, 0),
        }
    }
}
