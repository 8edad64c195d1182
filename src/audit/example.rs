//! Worked examples as tests: each is laid over the common record and judged by its rule.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::case::{Field, Notes, Path, Slot, check_record};
use crate::intake::{ChildFile, MinutesFile, Source, Syntax};
use crate::rulebook::{Example, Rule, Rulebook};
use crate::script::{load_script, wording};

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

/// Runs every worked example of a rule.
pub fn run_examples(rule: &Rule, rulebook: &Rulebook) -> Vec<ExampleResult> {
    rule.page.examples.iter().flat_map(|example| run_example(rule, rulebook, example)).collect()
}

fn run_example(rule: &Rule, rulebook: &Rulebook, example: &Example) -> Vec<ExampleResult> {
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
    let mut rule = rule.clone();
    if !example.settings.is_empty() {
        let known = rule.settings.iter().map(|setting| (setting.name.clone(), setting.value.clone()));
        let mut settings: BTreeMap<_, _> = known.collect();
        settings.extend(example.settings.clone());
        match load_script(&rule.script, settings, &rulebook.limits) {
            Ok(script) => {
                if let Some(scripted) = script.rules.into_iter().find(|scripted| scripted.id == rule.id) {
                    rule.logic = scripted.logic;
                }
            }
            Err(faults) => {
                let why = faults.into_iter().map(|fault| fault.message).collect::<Vec<_>>().join("; ");
                return vec![result("", None, None, why, None)];
            }
        }
    }
    let scene = Arc::new(scene(&child, Arc::new(world(rulebook, example.as_of))));
    let mut found: BTreeMap<String, (Outcome, Check)> = BTreeMap::new();
    rule.logic.run(&scene, |_| true, &mut |verdict| {
        let check = check(&rule, &child, &scene, &verdict);
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
                markdown: true,
                pointer: format!("/minutes/{at}/text"),
            })
        })
        .collect();
    Ok(ChildFile { case, source: Some(source), minutes })
}
