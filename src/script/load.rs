//! One rule script into rules: compiled, run once, and every fault told at its line.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rhai::{AST, ASTNode, Engine, EvalAltResult, Expr, ParseErrorType, Position, Stmt};

use crate::audit::RuleSeverity;
use crate::case::closest;

use super::coverage::{self, Lines};
use super::draft::{Desk, Setting, SettingValue};
use super::engine::{build_engine, names, scope, vocabulary};
use super::limits::Limits;
use super::logic::Logic;
use super::symbol::Symbol;

/// A rule as its script says it.
#[derive(Clone, Debug)]
pub struct ScriptedRule {
    /// Its id.
    pub id: String,
    /// The fault it names.
    pub title: String,
    /// The guidance clause.
    pub clause: String,
    /// What a finding means for the child.
    pub severity: RuleSeverity,
    /// The line of the script on which it begins.
    pub line: usize,
    /// What it asks.
    pub logic: Logic,
}

/// What one script holds.
#[derive(Clone, Debug, Default)]
pub struct Script {
    /// The rules, in the order of the script.
    pub rules: Vec<ScriptedRule>,
    /// The settings, in the order of the script.
    pub settings: Vec<Setting>,
}

/// A fault of a script.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScriptFault {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// Line of the script, from 1.
    pub line: usize,
    /// Column of the line, from 1.
    pub column: usize,
}

/// Runs one script and gives the rules it writes. Who loads many scripts keeps one [`Loader`] for them all.
pub fn load_script(
    text: &str,
    overrides: BTreeMap<String, SettingValue>,
    limits: &Limits,
) -> Result<Script, Vec<ScriptFault>> {
    Loader::new(limits).load(text, overrides)
}

/// An engine that loads one script after the other: building it costs more than running a script.
#[derive(Debug)]
pub struct Loader {
    engine: Engine,
    desk: Desk,
    known: BTreeSet<String>,
    limits: Limits,
}

impl Loader {
    /// A loader with these limits for each script.
    pub fn new(limits: &Limits) -> Self {
        let desk = Desk::default();
        let mut engine = build_engine(limits, &desk);
        let known = known_calls(&engine);
        let names: BTreeMap<&'static str, _> = vocabulary().into_iter().collect();
        // Functions see the record's names too. A variable that a closure has captured is handed over as a copy: Rhai
        // would lock it for the whole of `x.list.any(|y| ... x ...)` and call that a data race.
        #[expect(
            deprecated,
            reason = "Rhai marks its variable resolver as volatile; there is no other way to either"
        )]
        engine.on_var(move |name, _, context| {
            if let Some(value) = context.scope().get(name) {
                let copied = (value.is_shared() && !value.is_locked()).then(|| value.flatten_clone());
                return Ok(copied.filter(|value| value.is::<Symbol>()));
            }
            Ok(names.get(name).map(|symbol| rhai::Dynamic::from(symbol.clone())))
        });
        Self { engine, desk, known, limits: *limits }
    }

    /// A loader that marks on which line of the script each expression was written, so that worked examples can tell
    /// which lines they reach.
    pub fn covering(limits: &Limits) -> Self {
        let mut loader = Self::new(limits);
        coverage::watch(&mut loader.engine);
        loader
    }

    /// Runs one script and gives the rules it writes, with the lines it holds (for a loader that covers).
    pub fn load_covered(
        &self,
        text: &str,
        overrides: BTreeMap<String, SettingValue>,
    ) -> Result<(Script, Lines), Vec<ScriptFault>> {
        let (loaded, lines) = coverage::record(text, || self.load(text, overrides));
        loaded.map(|script| (script, lines))
    }

    /// Runs one script and gives the rules it writes.
    pub fn load(
        &self,
        text: &str,
        overrides: BTreeMap<String, SettingValue>,
    ) -> Result<Script, Vec<ScriptFault>> {
        if text.len() > self.limits.script_bytes {
            return Err(vec![ScriptFault {
                message: format!(
                    "this script has {} bytes, more than the limit of {}",
                    text.len(),
                    self.limits.script_bytes
                ),
                help: "split it, or raise the limit `script_bytes`".into(),
                line: 1,
                column: 1,
            }]);
        }
        self.desk.begin(overrides);
        let mut scope = scope();
        let ast = self.engine.compile_with_scope(&names(), text).map_err(|error| {
            let mut told = fault(error.err_type().to_string(), error.position());
            if matches!(error.err_type(), ParseErrorType::ExprTooDeep) {
                told.message = "brackets stand in each other too deep here".into();
                told.help = "name a part of it with `let` or `fn`, or raise the limit `script_depth`".into();
            }
            vec![told]
        })?;
        unknown_calls(&self.known, &ast, &self.limits, text)?;
        self.engine
            .run_ast_with_scope(&mut scope, &ast)
            .map_err(|error| vec![told(&error, Position::NONE)])?;
        finish(&self.desk, ast, &self.limits)
    }
}

/// What a script has written on the desk, as rules.
fn finish(desk: &Desk, mut ast: AST, limits: &Limits) -> Result<Script, Vec<ScriptFault>> {
    ast.clear_statements();
    let ast = Arc::new(ast);
    let (drafts, settings, left) = {
        let mut sheet = desk.sheet();
        let declared: Vec<String> = sheet.settings.iter().map(|setting| setting.name.clone()).collect();
        let left: Vec<String> =
            sheet.overrides.keys().filter(|name| !declared.contains(name)).cloned().collect();
        (std::mem::take(&mut sheet.drafts), std::mem::take(&mut sheet.settings), left)
    };
    let mut faults: Vec<ScriptFault> = left
        .iter()
        .map(|name| {
            let known = settings.iter().map(|setting| setting.name.as_str());
            ScriptFault {
                message: format!("the setting `{name}` is set, but the rule has no such setting"),
                help: closest(name, known.clone()).map_or_else(
                    || format!("its settings: {}", known.collect::<Vec<_>>().join(", ")),
                    |meant| format!("did you mean `{meant}`?"),
                ),
                line: 1,
                column: 1,
            }
        })
        .collect();
    let mut rules = Vec::new();
    for draft in drafts {
        let line = draft.line;
        match draft.finish(&ast, limits) {
            Ok((draft, logic)) => rules.push(ScriptedRule {
                id: draft.id,
                title: draft.title,
                clause: draft.clause.unwrap_or_default(),
                severity: draft.severity.unwrap_or(RuleSeverity::High),
                line,
                logic,
            }),
            Err(lacks) => faults.push(ScriptFault {
                message: "this rule is not complete".into(),
                help: format!("add {lacks}"),
                line,
                column: 1,
            }),
        }
    }
    if rules.is_empty() && faults.is_empty() {
        faults.push(ScriptFault {
            message: "this script writes no rule".into(),
            help: "begin one with rule(\"ID-01\", \"the fault it finds\")".into(),
            line: 1,
            column: 1,
        });
    }
    if faults.is_empty() { Ok(Script { rules, settings }) } else { Err(faults) }
}

/// The functions that every script can call.
fn known_calls(engine: &Engine) -> BTreeSet<String> {
    let own = ["call", "curry", "is_def_var", "is_def_fn", "Fn", "type_of", "is_shared", "tag"];
    let registered = engine.collect_fn_metadata(None, |info| Some(info.metadata.name.to_string()), true);
    registered.into_iter().chain(own.map(String::from)).collect()
}

/// Calls of functions that exist nowhere, also on paths that loading does not reach.
fn unknown_calls(
    shared: &BTreeSet<String>,
    ast: &AST,
    limits: &Limits,
    text: &str,
) -> Result<(), Vec<ScriptFault>> {
    let judging = if text.contains("judge") { super::judge::names(limits) } else { Vec::new() };
    let functions = ast.iter_functions().map(|function| function.name);
    let own: Vec<&str> = functions.chain(judging.iter().map(String::as_str)).collect();
    let mut faults = unknown_properties(ast);
    ast.walk(&mut |path: &[ASTNode<'_>]| {
        let call = match path.last() {
            Some(ASTNode::Expr(Expr::FnCall(call, position) | Expr::MethodCall(call, position))) => {
                Some((call, *position))
            }
            Some(ASTNode::Stmt(Stmt::FnCall(call, position))) => Some((call, *position)),
            _ => None,
        };
        if let Some((call, position)) = call {
            let name = call.name.as_str();
            let operator = !name.starts_with(|first: char| first.is_alphabetic() || first == '_');
            if !operator && !shared.contains(name) && !own.contains(&name) {
                let hint = closest(name, own.iter().copied().chain(shared.iter().map(String::as_str)));
                let mut unknown = fault(format!("there is no word `{name}`"), position);
                unknown.help = hint.map_or_else(
                    || "`sharecheck rules --words` lists the words of rules".into(),
                    |meant| format!("did you mean `{meant}`?"),
                );
                faults.push(unknown);
            }
        }
        true
    });
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Names after a dot that are no field of the record, no word, and no key of a map of the script, wherever they stand.
fn unknown_properties(ast: &AST) -> Vec<ScriptFault> {
    let mut known: Vec<String> = super::kinds::ALL_KINDS
        .iter()
        .filter_map(|kind| super::symbol::meta_of(*kind))
        .flat_map(|meta| meta.fields.iter().map(|field| field.name.to_owned()))
        .chain(super::words::all().map(|word| word.name.to_owned()))
        .collect();
    known.push("exist".into());
    let mut asked: Vec<(String, Position)> = Vec::new();
    ast.walk(&mut |path: &[ASTNode<'_>]| {
        match path.last() {
            Some(ASTNode::Expr(Expr::Property(name, position))) => {
                asked.push((name.2.to_string(), *position));
            }
            Some(ASTNode::Expr(Expr::Map(map, _))) => {
                known.extend(map.0.iter().map(|(key, _)| key.as_str().to_owned()));
            }
            _ => {}
        }
        true
    });
    asked.retain(|(name, _)| !known.contains(name));
    let unknown = asked.into_iter().map(|(name, position)| {
        let mut unknown = fault(format!("nothing has a field or word `{name}`"), position);
        if let Some(meant) = closest(&name, known.iter().map(String::as_str)) {
            unknown.help = format!("did you mean `{meant}`?");
        }
        unknown
    });
    unknown.collect()
}

fn fault(message: String, position: Position) -> ScriptFault {
    let message = lower_first(&message);
    let help = if message.contains("symbol 'switch'")
        || message.contains("keyword: switch")
        || message.contains("'switch'")
    {
        "write `when_else(...)`; `switch` cannot be decided while the rule is being read".to_owned()
    } else {
        String::new()
    };
    ScriptFault {
        message,
        help,
        line: position.line().unwrap_or(1),
        column: position.position().unwrap_or(1),
    }
}

/// A fault of a running script in words, at its innermost place; at `else_at` where Rhai knows none.
pub fn told(error: &EvalAltResult, else_at: Position) -> ScriptFault {
    let inner = innermost(error);
    let places = [inner.position(), error.position(), else_at];
    let position = places.into_iter().find(|place| !place.is_none()).unwrap_or(Position::NONE);
    match inner {
        EvalAltResult::ErrorRuntime(value, _) => {
            let text = value.clone().into_string().unwrap_or_else(|_| "the script threw an error".into());
            fault(text, position)
        }
        EvalAltResult::ErrorMismatchDataType(wanted, _, _) if wanted == "bool" => {
            let mut fault = fault("this cannot be decided while the rule is being read".into(), position);
            fault.help =
                "instead of `if`, `&&`, `||` and `while` write `and`, `or`, `not(...)`, `when_else(...)`"
                    .into();
            fault
        }
        EvalAltResult::ErrorFunctionNotFound(call, _) => fault(
            format!("there is no word `{}` for what it is said of", call.replace("expression", "…")),
            position,
        ),
        EvalAltResult::ErrorStackOverflow(_) => {
            let mut fault = fault("functions of this script call each other too deep".into(), position);
            fault.help = "look for a function that calls itself, or raise the limit `script_calls`".into();
            fault
        }
        EvalAltResult::ErrorDataTooLarge(..) => {
            let mut fault = fault("a text or a list of this script grows too large".into(), position);
            fault.help = "make it smaller, or raise the limit `script_text` or `script_list`".into();
            fault
        }
        EvalAltResult::ErrorTooManyOperations(_) => {
            let mut fault = fault("this script takes too many steps".into(), position);
            fault.help = "look for a loop without end, or raise the limit `script_operations`".into();
            fault
        }
        other => {
            let mut other = other.to_string();
            if let Some(at) = other.find(" (line ") {
                other.truncate(at);
            }
            fault(other, position)
        }
    }
}

fn innermost(error: &EvalAltResult) -> &EvalAltResult {
    match error {
        EvalAltResult::ErrorInFunctionCall(_, _, inner, _) => innermost(inner),
        other => other,
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}
