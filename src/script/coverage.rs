//! Which lines of a script worked examples reach.
//!
//! A script runs once, when it is loaded, and leaves expressions behind. So a line is reached when an expression that was
//! written on it is found out by some example; a line without expressions (metadata, settings) when loading ran it. Lines
//! that hold neither, such as a closing bracket, go with the line before them.
//!
//! Only a loader made for it ([`Loader::covering`](super::load::Loader::covering)) wraps expressions in probes; the
//! expressions that audits run have none.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use rhai::Engine;
use rhai::debugger::DebuggerCommand;

use super::node::Node;

const FOUND_OUT: u8 = 1;
const CAME_TRUE: u8 = 2;
const CAME_FALSE: u8 = 4;

/// What became of one expression of a script.
#[derive(Debug, Default)]
pub struct Probe {
    /// The line on which it was written.
    pub line: usize,
    /// What the condition is for: `when`, or the label of a must; empty for a part of an expression.
    pub condition: String,
    seen: AtomicU8,
}

impl Probe {
    /// Notes that it was found out.
    pub fn reach(&self) {
        self.seen.fetch_or(FOUND_OUT, Ordering::Relaxed);
    }

    /// Notes what came of it; a doubt is neither true nor false.
    pub fn note(&self, truth: Option<bool>) {
        let came = match truth {
            Some(true) => CAME_TRUE,
            Some(false) => CAME_FALSE,
            None => 0,
        };
        self.seen.fetch_or(FOUND_OUT | came, Ordering::Relaxed);
    }

    fn has(&self, what: u8) -> bool {
        self.seen.load(Ordering::Relaxed) & what != 0
    }
}

/// What is gathered while a script is loaded by a loader that covers.
#[derive(Default)]
struct Recording {
    line: usize,
    ran: BTreeSet<usize>,
    probes: Vec<Arc<Probe>>,
}

thread_local! {
    /// A script is loaded on one thread, and expressions are made in functions that know nothing of the engine.
    static RECORDING: RefCell<Option<Recording>> = const { RefCell::new(None) };
}

/// Has an engine tell of every line that it runs while a recording is on.
pub fn watch(engine: &mut Engine) {
    #[expect(
        deprecated,
        reason = "Rhai marks its debugging hook as volatile; there is no other way to lines"
    )]
    engine.register_debugger(
        |_, debugger| debugger,
        |_, _, _, _, position| {
            RECORDING.with_borrow_mut(|recording| {
                if let (Some(recording), Some(line)) = (recording, position.line()) {
                    recording.line = line;
                    recording.ran.insert(line);
                }
            });
            Ok(DebuggerCommand::StepInto)
        },
    );
}

/// Loads a script with a recording on.
pub fn record<T>(text: &str, load: impl FnOnce() -> T) -> (T, Lines) {
    RECORDING.set(Some(Recording::default()));
    let loaded = load();
    let recording = RECORDING.take().unwrap_or_default();
    let written = (1..).zip(text.lines()).filter(|(_, line)| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with("//")
    });
    let written = written.map(|(number, line)| (number, line.trim().to_owned())).collect();
    (loaded, Lines { written, ran: recording.ran, probes: recording.probes })
}

/// An expression with a probe around it while a recording is on, else the expression itself.
pub fn probed(node: Arc<Node>) -> Arc<Node> {
    wrap(node, "")
}

/// A condition of the rule, by name.
pub fn condition(node: Arc<Node>, name: &str) -> Arc<Node> {
    wrap(node, name)
}

fn wrap(node: Arc<Node>, name: &str) -> Arc<Node> {
    // What joins others is found out with the first of them, and may be made on the line of the last: its parts tell.
    let joins = matches!(*node, Node::And(..) | Node::Or(..) | Node::Not(_));
    let plain = matches!(*node, Node::Child | Node::Variable(_) | Node::Literal(_));
    if (joins || plain) && name.is_empty() {
        return node;
    }
    RECORDING.with_borrow_mut(|recording| match recording {
        None => node,
        Some(recording) => {
            let probe = Probe { line: recording.line, condition: name.to_owned(), ..Probe::default() };
            let probe = Arc::new(probe);
            recording.probes.push(probe.clone());
            Arc::new(Node::Probe(probe, node))
        }
    })
}

/// The lines of one script, and what became of them so far.
#[derive(Debug, Default)]
pub struct Lines {
    written: BTreeMap<usize, String>,
    ran: BTreeSet<usize>,
    probes: Vec<Arc<Probe>>,
}

/// What worked examples reach of one script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Lines that hold code.
    pub lines: BTreeSet<usize>,
    /// Those of them that no example reached, with their text.
    pub missed: BTreeMap<usize, String>,
    /// Conditions that came out only one way in all examples: line, what it is, and the outcome that is lacking.
    pub one_sided: BTreeSet<(usize, String, bool)>,
}

impl Coverage {
    /// What several loads of one script reach together: under other settings another path may be taken.
    pub fn of(loads: &[Lines]) -> Self {
        let mut lines = BTreeSet::new();
        let mut reached = BTreeSet::new();
        let mut seen: BTreeMap<(usize, &str), u8> = BTreeMap::new();
        let mut texts: BTreeMap<usize, &str> = BTreeMap::new();
        for load in loads {
            reached.extend(load.reached());
            lines.extend(load.written.keys().copied());
            texts.extend(load.written.iter().map(|(line, text)| (*line, text.as_str())));
            for probe in load.probes.iter().filter(|probe| !probe.condition.is_empty()) {
                *seen.entry((probe.line, probe.condition.as_str())).or_default() |=
                    probe.seen.load(Ordering::Relaxed);
            }
        }
        let missed = texts.into_iter().filter(|(line, _)| !reached.contains(line));
        let lacking = seen.iter().flat_map(|((line, name), seen)| {
            let sides = [(CAME_TRUE, true), (CAME_FALSE, false)];
            let lacks = sides.into_iter().filter(move |(side, _)| seen & side == 0);
            lacks.map(move |(_, outcome)| (*line, (*name).to_owned(), outcome))
        });
        Self {
            missed: missed.map(|(line, text)| (line, text.to_owned())).collect(),
            one_sided: lacking.collect(),
            lines,
        }
    }

    /// How many lines were reached.
    pub fn reached(&self) -> usize {
        self.lines.len() - self.missed.len()
    }
}

impl Lines {
    fn reached(&self) -> BTreeSet<usize> {
        let mut probed: BTreeMap<usize, bool> = BTreeMap::new();
        for probe in self.probes.iter().filter(|probe| probe.condition.is_empty()) {
            *probed.entry(probe.line).or_default() |= probe.has(FOUND_OUT);
        }
        let mut reached = BTreeSet::new();
        let mut before = true;
        // The head of a function is reached with its body.
        let mut heads = Vec::new();
        for (line, text) in &self.written {
            if text.starts_with("fn ") && !probed.contains_key(line) {
                heads.push(*line);
                continue;
            }
            before = match probed.get(line) {
                Some(found_out) => *found_out,
                None if self.ran.contains(line) => true,
                None if self.runs_nothing(*line) => before,
                None => false,
            };
            if before {
                reached.extend(heads.iter().copied().chain([*line]));
            }
            heads.clear();
        }
        reached
    }

    /// Whether a line holds only the end of what the lines before it began.
    fn runs_nothing(&self, line: usize) -> bool {
        let text = self.written.get(&line).map_or("", String::as_str);
        !text.starts_with('.') && !text.contains(|char: char| char.is_alphabetic())
            || text.starts_with('"')
            || text.starts_with('}')
    }
}
