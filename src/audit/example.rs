//! Worked examples as tests: each is laid over the common record and judged by its rule.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::calendar::Day;
use crate::case::{Field, Notes, Path, Slot, check_record};
use crate::intake::{ChildFile, Form, MinutesFile, Source, Syntax};
use crate::rulebook::{Example, Rule, Rulebook};
use crate::script::coverage::{Coverage, Lines};
use crate::script::{Loader, Logic, SettingValue, World, wording};

use super::check::Check;
use super::outcome::Outcome;
use super::run::{check, scene, world};

/// What came of one expectation of a worked example.
#[derive(Clone, Debug)]
pub struct ExampleResult {
    /// The rule.
    pub rule: String,
    /// The example's heading.
    pub example: String,
    /// The page.
    pub file: String,
    /// The line of the heading.
    pub line: usize,
    /// The subject, or empty where the example itself could not be run.
    pub subject: String,
    /// What the page says.
    pub expected: Option<Outcome>,
    /// What came of it.
    pub got: Option<Outcome>,
    /// Why, in the words of the check; or why the example could not be run.
    pub why: String,
    /// The check itself, where there is one.
    pub check: Option<Check>,
}

impl ExampleResult {
    /// Whether it came out as expected.
    pub fn passed(&self) -> bool {
        self.expected.is_some() && self.expected == self.got
    }
}

/// Runs every worked example of a rule, under the rule's own defaults: a pack that changes a setting does not make the
/// examples of the rules that it builds on wrong.
pub fn run_examples(rule: &Rule, rulebook: &Rulebook) -> Vec<ExampleResult> {
    let mut logics = Logics::new(rule, rulebook, None);
    run_all(rule, rulebook, &mut logics)
}

/// The same, and which lines of the script they reach. The loader must be one that covers.
pub fn run_examples_covered(
    rule: &Rule,
    rulebook: &Rulebook,
    loader: &Loader,
) -> (Vec<ExampleResult>, Coverage) {
    let mut logics = Logics::new(rule, rulebook, Some(loader));
    let results = run_all(rule, rulebook, &mut logics);
    (results, Coverage::of(&logics.lines))
}

fn run_all(rule: &Rule, rulebook: &Rulebook, logics: &mut Logics<'_>) -> Vec<ExampleResult> {
    rule.page.examples.iter().flat_map(|example| run_example(rule, rulebook, example, logics)).collect()
}

/// The settings of one run, by name.
type Values = BTreeMap<String, SettingValue>;

/// What a rule asks under the settings of one example after the other; each setting is loaded once.
struct Logics<'a> {
    rule: &'a Rule,
    rulebook: &'a Rulebook,
    covering: Option<&'a Loader>,
    plain: Option<Loader>,
    loaded: Vec<(Values, Logic)>,
    lines: Vec<Lines>,
}

impl<'a> Logics<'a> {
    fn new(rule: &'a Rule, rulebook: &'a Rulebook, covering: Option<&'a Loader>) -> Self {
        Self { rule, rulebook, covering, plain: None, loaded: Vec::new(), lines: Vec::new() }
    }

    fn under(&mut self, changed: &Values) -> Result<Logic, String> {
        let known = self.rule.settings.iter();
        let mut values: Values =
            known.clone().map(|setting| (setting.name.clone(), setting.default.clone())).collect();
        values.extend(changed.clone());
        if let Some((_, logic)) = self.loaded.iter().find(|(known, _)| *known == values) {
            return Ok(logic.clone());
        }
        let in_force: Values = known.map(|setting| (setting.name.clone(), setting.value.clone())).collect();
        if self.covering.is_none() && values == in_force {
            return Ok(self.rule.logic.clone());
        }
        let loaded = match self.covering {
            Some(loader) => loader.load_covered(&self.rule.script, values.clone()).map(|(script, lines)| {
                self.lines.push(lines);
                script
            }),
            None => {
                let loader = self.plain.get_or_insert_with(|| Loader::new(&self.rulebook.limits));
                loader.load(&self.rule.script, values.clone())
            }
        };
        let script = loaded
            .map_err(|faults| faults.into_iter().map(|fault| fault.message).collect::<Vec<_>>().join("; "))?;
        let scripted = script.rules.into_iter().find(|scripted| scripted.id == self.rule.id);
        let logic = scripted.map_or_else(|| self.rule.logic.clone(), |scripted| scripted.logic);
        self.loaded.push((values, logic.clone()));
        Ok(logic)
    }
}

/// What all children share, with the default of the one setting that is not a rule's own affair.
fn example_world(rulebook: &Rulebook, as_of: Day) -> World {
    let minutes = rulebook.rules.iter().filter(|rule| rule.id == "REC-02").flat_map(|rule| &rule.settings);
    let default =
        minutes.filter(|setting| setting.name == "working_days").find_map(|setting| match setting.default {
            SettingValue::Whole(days) => u32::try_from(days).ok(),
            _ => None,
        });
    let world = world(rulebook, as_of);
    World { minutes_due: default.unwrap_or(world.minutes_due), ..world }
}

fn run_example(
    rule: &Rule,
    rulebook: &Rulebook,
    example: &Example,
    logics: &mut Logics<'_>,
) -> Vec<ExampleResult> {
    let result = |subject: &str, expected, got, why: String, check| ExampleResult {
        rule: rule.id.clone(),
        example: example.title.clone(),
        file: rule.page.file.clone(),
        line: example.line,
        subject: subject.to_owned(),
        expected,
        got,
        why,
        check,
    };
    let child = match child_of(rulebook, example) {
        Ok(child) => child,
        Err(why) => return vec![result("", None, None, why, None)],
    };
    let logic = match logics.under(&example.settings) {
        Ok(logic) => logic,
        Err(why) => return vec![result("", None, None, why, None)],
    };
    let rule = &Rule { logic, ..rule.clone() };
    let scene = Arc::new(scene(&child, Arc::new(example_world(rulebook, example.as_of))));
    let mut found: BTreeMap<String, (Outcome, Check)> = BTreeMap::new();
    rule.logic.run(&scene, |_| true, &mut |verdict| {
        let check = check(rule, &child, &scene, &verdict);
        found.insert(wording::subject_id(&scene, verdict.counted), (verdict.outcome, check));
    });
    example
        .expect
        .iter()
        .map(|(subject, expected)| match found.remove(subject) {
            Some((got, check)) => {
                result(subject, Some(*expected), Some(got), check.message.clone(), Some(check))
            }
            None => {
                let why = "no such subject".to_owned();
                result(subject, Some(*expected), Some(Outcome::NotApplicable), why, None)
            }
        })
        .collect()
}

/// The record of an example: the common record, less what is taken away, with what is laid over it.
fn child_of(rulebook: &Rulebook, example: &Example) -> Result<ChildFile, String> {
    let mut table = rulebook.example_record.clone();
    for name in &example.without {
        let removed = match name.split_once('.') {
            None => table.remove(name).is_some(),
            Some((outer, inner)) => table
                .get_mut(outer)
                .and_then(toml::Value::as_table_mut)
                .is_some_and(|t| t.remove(inner).is_some()),
        };
        if !removed {
            return Err(format!("`without` names `{name}`, which the common record does not have"));
        }
    }
    for (key, value) in &example.record {
        match (table.get_mut(key), value) {
            (Some(toml::Value::Table(known)), toml::Value::Table(more)) => {
                known.extend(more.iter().map(|(key, value)| (key.clone(), value.clone())));
            }
            _ => {
                table.insert(key.clone(), value.clone());
            }
        }
    }
    let text = toml::to_string(&table).map_err(|error| error.to_string())?;
    let mut notes = Notes::default();
    let from = toml::Deserializer::parse(&text).map_err(|error| error.to_string())?;
    let Field::Given(mut case) =
        Slot::read(from, &Path::root(), &mut notes).map_err(|error| error.to_string())?
    else {
        return Err("the example is no record".into());
    };
    check_record(&mut case, &mut notes);
    if let Some(note) = notes.0.iter().find(|note| note.severity == crate::case::Severity::Error) {
        return Err(format!("the example's record is faulty at {}: {}", note.pointer, note.message));
    }
    case.apply_not_collected();
    let source = Source::whole("example.toml", text.as_str(), Syntax::Toml);
    let minutes = case
        .minutes
        .entries()
        .iter()
        .enumerate()
        .filter_map(|(at, inline)| {
            let meeting = case.meetings.entries().iter().position(|meeting| {
                meeting.id.given().map(|id| &id.0) == inline.meeting.given().map(|to| &to.0)
            });
            let entry = meeting.and_then(|at| case.meetings.entries().get(at));
            Some(MinutesFile {
                meeting,
                kind: entry.and_then(|entry| entry.kind.given().copied()),
                date: entry.and_then(|entry| entry.date.given().copied()),
                source: source.clone(),
                text: inline.text.given()?.to_string(),
                form: Form::Markdown,
                pointer: format!("/minutes/{at}/text"),
            })
        })
        .collect();
    Ok(ChildFile { case, source: Some(source), minutes })
}
