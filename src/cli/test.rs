//! `test`: the worked examples on the pages of the rules, run.

use serde_json::json;

use crate::audit::run_examples;
use crate::report::Ink;
use crate::report::words::count;

use super::args::{ListFormat, LookArgs, TestArgs};
use super::config::Config;
use super::error::CliError;
use super::exit::Exit;
use super::io::Io;
use super::listing::ExampleRow;
use super::settings::{look, rulebook};
use super::{load, select};

/// Runs the verb. Examples that fail, and rules without any, are findings.
pub fn run(args: &TestArgs, looks: &LookArgs, io: &mut Io<'_>) -> Result<Exit, CliError> {
    let config = Config::for_command(&args.rulebook, &io.cwd)?;
    let book = load::rulebook(&rulebook(&args.rulebook, &config), &io.base)?;
    let ids: Vec<&str> = book.rules.iter().map(|rule| rule.id.as_str()).collect();
    let chosen = select::select(&ids, &args.only, &[])?;
    let rules = book.rules.iter().filter(|rule| chosen.contains(&rule.id.as_str()));
    let examples: Vec<ExampleRow> =
        rules.flat_map(|rule| run_examples(rule, &book)).map(ExampleRow::from).collect();
    let failed = examples.iter().filter(|example| !example.passed).count();
    let bare: Vec<&str> =
        chosen.iter().copied().filter(|id| !examples.iter().any(|example| example.rule == *id)).collect();
    let exit = if failed == 0 && bare.is_empty() { Exit::Clean } else { Exit::Findings };
    if args.format == ListFormat::Json {
        let passed = examples.len() - failed;
        let value = json!({"format": "sharecheck-test/1", "examples": examples, "passed": passed, "failed": failed,
            "rules_without_examples": bare});
        super::rules::write_json(&value, io)?;
        return Ok(exit);
    }
    let style = look(looks, io, false);
    for example in examples.iter().filter(|example| !example.passed) {
        let title = format!("{} {}: {}", example.rule, example.subject, example.example);
        writeln!(io.stdout, "{} {}", style.ink(Ink::High, "failed"), style.ink(Ink::Heading, &title))?;
        for line in [
            format!("expected: {}", words(example.expected)),
            format!("got: {}", words(example.got)),
            format!("why: {}", example.why),
            format!("where: {}:{}", example.file, example.line),
        ] {
            writeln!(io.stdout, "{}", style.wrap(&crate::report::safe_text(&line), "  ", "    "))?;
        }
        writeln!(io.stdout)?;
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
    Ok(exit)
}

fn words(outcome: Option<&str>) -> String {
    outcome.map_or_else(|| "the example could not be run".to_owned(), |name| name.replace('_', " "))
}
