//! `test`: the worked examples on the pages of the rules, run; those of the rules that a pack builds on, too.

use serde_json::json;

use crate::audit::{run_examples, run_examples_covered};
use crate::report::junit::{self, Case, CaseResult, Suite};
use crate::report::words::count;
use crate::report::{Ink, Style, safe_text};
use crate::rulebook::{Rule, Rulebook};
use crate::script::Loader;

use super::args::{ListFormat, LookArgs, TestArgs, TestReport};
use super::config::Config;
use super::error::CliError;
use super::exit::Exit;
use super::io::Io;
use super::listing::ExampleRow;
use super::output::write_file;
use super::settings::{look, rulebook};
use super::test_coverage::Covered;
use super::{load, select};

/// Runs the verb. Examples that fail, rules without any, and too little coverage are findings.
pub fn run(args: &TestArgs, looks: &LookArgs, io: &mut Io<'_>) -> Result<Exit, CliError> {
    let config = Config::for_command(&args.rulebook, &io.cwd)?;
    let book = load::rulebook(&rulebook(&args.rulebook, &config), &io.base)?;
    let ids: Vec<&str> = book.rules.iter().map(|rule| rule.id.as_str()).collect();
    let chosen = select::select(&ids, &args.only, &[])?;
    let rules: Vec<&Rule> = book.rules.iter().filter(|rule| chosen.contains(&rule.id.as_str())).collect();
    let (examples, covered) = run_all(&rules, &book, args.coverage);
    let bare: Vec<&str> =
        chosen.iter().copied().filter(|id| !examples.iter().any(|example| example.rule == *id)).collect();
    let failed = examples.iter().filter(|example| !example.passed).count();
    let enough = covered.as_ref().is_none_or(Covered::is_enough);
    let exit = if failed == 0 && bare.is_empty() && enough { Exit::Clean } else { Exit::Findings };
    match &args.report {
        Some(TestReport { path: None }) => {
            junit::write("worked examples", &suites(&rules, &examples), io.stdout)?;
            return Ok(exit);
        }
        Some(TestReport { path: Some(path) }) => {
            let suites = suites(&rules, &examples);
            write_file(&io.cwd.join(path), |to| junit::write("worked examples", &suites, to))?;
        }
        None => {}
    }
    if args.format == ListFormat::Json {
        let passed = examples.len() - failed;
        let value = json!({"format": "sharecheck-test/1", "examples": examples, "passed": passed, "failed": failed,
            "rules_without_examples": bare, "coverage": covered.as_ref().map(Covered::json)});
        super::rules::write_json(&value, io)?;
        return Ok(exit);
    }
    let style = look(looks, io, false);
    for example in examples.iter().filter(|example| !example.passed) {
        write_failed(example, io, &style)?;
    }
    if !bare.is_empty() {
        writeln!(io.stdout, "Rules without an example: {}.", bare.join(", "))?;
    }
    let number = count(examples.len(), "example", "examples");
    let of = count(chosen.len(), "rule", "rules");
    if failed == 0 {
        writeln!(io.stdout, "{number} of {of}: {}.", style.ink(Ink::Good, "all as expected"))?;
    } else {
        writeln!(io.stdout, "{number} of {of}: {}.", style.ink(Ink::High, &format!("{failed} failed")))?;
    }
    if let Some(covered) = &covered {
        covered.write(io, &style)?;
    }
    Ok(exit)
}

/// The examples of all rules in their order, and what they reach where that is asked for.
fn run_all(rules: &[&Rule], book: &Rulebook, coverage: bool) -> (Vec<ExampleRow>, Option<Covered>) {
    if !coverage {
        let results = rules.iter().flat_map(|rule| run_examples(rule, book));
        return (results.map(ExampleRow::from).collect(), None);
    }
    let loader = Loader::covering(&book.limits);
    let mut covered = Covered { scripts: Vec::new(), wanted: book.coverage };
    let mut examples = Vec::new();
    for rule in rules {
        let (results, reached) = run_examples_covered(rule, book, &loader);
        examples.extend(results.into_iter().map(ExampleRow::from));
        covered.scripts.push((rule.script_file.clone(), reached));
    }
    (examples, Some(covered))
}

/// What the author of the rule needs: expected, got, why with the working, where.
fn write_failed(example: &ExampleRow, io: &mut Io<'_>, style: &Style) -> Result<(), CliError> {
    let title = format!("{} {}: {}", example.rule, example.subject, example.example);
    writeln!(io.stdout, "{} {}", style.ink(Ink::High, "failed"), style.ink(Ink::Heading, &title))?;
    for line in story(example) {
        writeln!(io.stdout, "{}", style.wrap(&safe_text(&line), "  ", "    "))?;
    }
    writeln!(io.stdout)?;
    Ok(())
}

fn story(example: &ExampleRow) -> Vec<String> {
    let mut lines = vec![
        format!("expected: {}", words(example.expected)),
        format!("got: {}", words(example.got)),
        format!("why: {}", example.why),
    ];
    lines.extend(example.working.iter().map(|step| format!("working: {step}")));
    lines.push(format!("where: {}:{}", example.file, example.line));
    lines
}

fn words(outcome: Option<&str>) -> String {
    outcome.map_or_else(|| "the example could not be run".to_owned(), |name| name.replace('_', " "))
}

/// A suite a rule; a rule without examples is a suite with one case that failed.
fn suites(rules: &[&Rule], examples: &[ExampleRow]) -> Vec<Suite> {
    let suite = |rule: &&Rule| {
        let name = format!("{} {}", rule.id, rule.title);
        let mut cases: Vec<Case> = examples
            .iter()
            .filter(|example| example.rule == rule.id)
            .map(|example| Case {
                name: format!("{} [{}]", example.example, example.subject),
                class: rule.id.clone(),
                result: result(example),
            })
            .collect();
        if cases.is_empty() {
            let result = CaseResult::Failed("this rule has no example".to_owned(), rule.page.file.clone());
            cases.push(Case { name: "examples".to_owned(), class: rule.id.clone(), result });
        }
        Suite { name, cases }
    };
    rules.iter().map(suite).collect()
}

fn result(example: &ExampleRow) -> CaseResult {
    if example.passed {
        return CaseResult::Passed;
    }
    let text = story(example).join("\n");
    match example.got {
        Some(_) => {
            let message = format!("expected {}, got {}", words(example.expected), words(example.got));
            CaseResult::Failed(message, text)
        }
        None => CaseResult::Broken(words(None), text),
    }
}
