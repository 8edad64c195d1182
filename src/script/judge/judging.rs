//! A judging closure, and what its answer means.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use rhai::{AST, CallFnOptions, Dynamic, Engine, EvalAltResult, FnPtr, Position, Scope};

use crate::audit::Outcome;
use crate::case::{ItemRef, Kind};
use crate::script::limits::Limits;
use crate::script::load::told;
use crate::script::logic::{Counted, Verdict};
use crate::script::scene::Scene;
use crate::script::symbol::{Symbol, Told, fault};
use crate::script::value::Gap;
use crate::script::wording::describe_gap;

use super::record::{Ends, Room, Thing};
use super::room::build_engine;

/// A judging closure with the functions of its script.
#[derive(Clone, Debug)]
pub struct Judge {
    closure: FnPtr,
    ast: Arc<AST>,
    engine: Arc<Engine>,
    file: String,
    position: Position,
}

impl Judge {
    /// A judging closure of a script.
    pub fn new((closure, position): (FnPtr, Position), ast: Arc<AST>, limits: &Limits) -> Self {
        Self { closure, ast, engine: Arc::new(build_engine(limits)), file: "the script".into(), position }
    }

    /// Says in which file the script stands, for its faults.
    pub fn stands_in(&mut self, file: &str) {
        file.clone_into(&mut self.file);
    }

    /// Judges one subject. Whatever the script does, this ends with a verdict.
    pub fn run(&self, scene: &Arc<Scene>, counted: Counted) -> Verdict {
        let room = Arc::new(Room { scene: scene.clone(), facts: Mutex::default() });
        let answer = catch_unwind(AssertUnwindSafe(|| self.ask(&room, counted)));
        let base = Verdict::new(counted, Outcome::Error);
        let mut verdict = match answer {
            Ok(Ok((outcome, words))) => Verdict { outcome, words, ..base },
            Ok(Err(error)) => match gap_of(&error) {
                Some(gap) => {
                    let words = Some(format!("cannot tell: {}", describe_gap(scene, gap)));
                    Verdict { outcome: Outcome::Unknown, gap: Some(gap), words, ..base }
                }
                None => {
                    let fault = told(&error, self.position);
                    let help =
                        if fault.help.is_empty() { String::new() } else { format!("; {}", fault.help) };
                    let place = format!("{}:{}:{}", self.file, fault.line, fault.column);
                    Verdict {
                        words: Some(format!("the rule failed at {place}: {}{help}", fault.message)),
                        ..base
                    }
                }
            },
            Err(_) => Verdict {
                words: Some(format!("the rule failed: {} met an internal fault", self.file)),
                ..base
            },
        };
        verdict.facts = std::mem::take(&mut *room.facts.lock().unwrap_or_else(PoisonError::into_inner));
        verdict
    }

    fn ask(&self, room: &Arc<Room>, counted: Counted) -> Told<(Outcome, Option<String>)> {
        let mut arguments = Vec::new();
        // What the closure has captured of the record stands there as expressions: they are found out now.
        for captured in self.closure.curry() {
            let value = captured.flatten_clone();
            arguments.push(match value.clone().try_cast::<Symbol>() {
                Some(symbol) => room.find_out(&symbol, &[])?,
                None => value,
            });
        }
        let items = match counted {
            Counted::One(item) => vec![item],
            Counted::Two(first, second) => vec![first, second],
            Counted::Unlisted => Vec::new(),
        };
        let child = ItemRef::top(Kind::Child, 0);
        arguments.extend(items.into_iter().chain([child]).map(|item| Dynamic::from(Thing(item))));
        let options = CallFnOptions::new().eval_ast(false).with_tag(Dynamic::from(room.clone()));
        let name = self.closure.fn_name();
        let answer: Dynamic =
            self.engine.call_fn_with_options(options, &mut Scope::new(), &self.ast, name, arguments)?;
        outcome(&answer)
    }
}

/// The answer of a judging closure: true, false, or a map with outcome and words.
fn outcome(answer: &Dynamic) -> Told<(Outcome, Option<String>)> {
    const FORM: &str = "`.judge(...)` gives true, false, or #{outcome: \"due\", say: \"...\"}";
    if let Ok(met) = answer.as_bool() {
        let (outcome, words) =
            if met { (Outcome::Met, "in order") } else { (Outcome::NotMet, "not in order") };
        return Ok((outcome, Some(words.to_owned())));
    }
    let Some(map) = answer.read_lock::<rhai::Map>() else {
        return fault(format!("{FORM}, not {}", plain_name(answer)));
    };
    if let Some(other) = map.keys().find(|key| !matches!(key.as_str(), "outcome" | "say")) {
        return fault(format!("{FORM}, without `{other}`"));
    }
    let text = |key: &str| map.get(key).and_then(|value| value.clone().into_string().ok());
    let Some(name) = text("outcome") else { return fault(format!("{FORM}: `outcome` is missing")) };
    let Some(words) = text("say").filter(|words| !words.trim().is_empty()) else {
        return fault(format!("{FORM}: `say` is missing"));
    };
    match Outcome::parse(&name).filter(|outcome| !matches!(outcome, Outcome::Error | Outcome::Waived)) {
        Some(outcome) => Ok((outcome, Some(words))),
        None => {
            fault(format!("\"{name}\" is no outcome: it is met, not_met, due, unknown or not_applicable"))
        }
    }
}

fn plain_name(answer: &Dynamic) -> &'static str {
    if answer.is_unit() {
        "nothing"
    } else if answer.is_string() {
        "a text"
    } else if answer.is_int() || answer.is_float() {
        "a number"
    } else {
        "something of the record"
    }
}

/// The gap in the record that ended a judgement, where it was one.
pub fn gap_of(error: &EvalAltResult) -> Option<Gap> {
    match error {
        EvalAltResult::ErrorTerminated(token, _) => token.clone().try_cast::<Ends>().map(|ends| ends.0),
        EvalAltResult::ErrorInFunctionCall(_, _, inner, _) => gap_of(inner),
        _ => None,
    }
}
