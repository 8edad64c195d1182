//! `explain`: the page of a rule, or of the rules of a clause, with its results over an export; or one check.

use serde_json::json;

use crate::audit::{Check, Outcome};
use crate::report::{Ink, Style};
use crate::rulebook::Rule;

use super::args::{ExplainArgs, ListFormat, LookArgs};
use super::config::Config;
use super::error::CliError;
use super::exit::Exit;
use super::io::Io;
use super::listing::{ClauseRow, RuleRow, clauses};
use super::markdown::write_markdown;
use super::nearest::did_you_mean;
use super::settings::{look, rulebook};
use super::table::write_table;
use super::{explain_check, load, over};

/// Runs the verb.
pub fn run(args: &ExplainArgs, looks: &LookArgs, io: &mut Io<'_>) -> Result<Exit, CliError> {
    let config = Config::for_command(&args.rulebook, &io.cwd)?;
    let book = load::rulebook(&rulebook(&args.rulebook, &config), &io.base)?;
    let (rules, clauses) = (&book.rules, clauses(&book));
    let clause = clauses.iter().find(|clause| clause.number == args.what);
    let meant: Vec<&Rule> = match clause {
        Some(clause) => rules.iter().filter(|rule| clause.rules.contains(&rule.id)).collect(),
        None => rules.iter().filter(|rule| rule.id.eq_ignore_ascii_case(&args.what)).collect(),
    };
    if meant.is_empty() && clause.is_none() && explain_check::is_fingerprint(&args.what) {
        return explain_check::run(args, looks, &book, io);
    }
    if meant.is_empty() && clause.is_none() {
        let names =
            rules.iter().map(|rule| rule.id.as_str()).chain(clauses.iter().map(|row| row.number.as_str()));
        let near = did_you_mean(&args.what, names);
        return Err(CliError::usage(
            format!("there is no rule and no clause called `{}`{near}", args.what),
            "`sharecheck rules` lists the rules, `sharecheck guidance` the clauses; a fingerprint has at least 4 of the \
             characters 0-9 and a-f",
        ));
    }
    let audited = match args.paths.as_slice() {
        [] => None,
        paths => Some(over::audit(paths, args.as_of, &book, io)?),
    };
    let results: Vec<&Check> = audited.iter().flat_map(|audited| &audited.report.checks).collect();
    let results: Vec<&Check> = results
        .into_iter()
        .filter(|check| check.outcome != Outcome::NotApplicable)
        .filter(|check| meant.iter().any(|rule| rule.id == check.rule))
        .collect();
    if args.format == ListFormat::Json {
        let pages: Vec<_> = meant
            .iter()
            .map(|rule| json!({"rule": RuleRow::from(*rule), "markdown": rule.page.text}))
            .collect();
        let value = json!({"format": "sharecheck-explain/1", "clause": clause, "pages": pages,
            "checks": audited.as_ref().map(|_| &results)});
        super::rules::write_json(&value, io)?;
        return Ok(audited
            .as_ref()
            .map_or(Exit::Clean, |audited| over::completeness(&audited.report, looks, io)));
    }
    let style = look(looks, io, false);
    if let Some(clause) = clause {
        write_clause(clause, io, &style)?;
    }
    for rule in meant {
        write_rule(rule, io, &style)?;
    }
    let Some(audited) = &audited else { return Ok(Exit::Clean) };
    write_results(&results, io, &style)?;
    Ok(over::completeness(&audited.report, looks, io))
}

/// One line a result; its fingerprint asks for the working.
fn write_results(results: &[&Check], io: &mut Io<'_>, style: &Style) -> Result<(), CliError> {
    writeln!(io.stdout, "{}", style.ink(Ink::Heading, &sentence_or_heading(style, "Results")))?;
    if results.is_empty() {
        writeln!(io.stdout, "Nothing in the records named is counted here.")?;
        return Ok(());
    }
    let row = |check: &&Check| {
        let outcome = check.outcome.words().to_owned();
        vec![outcome, check.fingerprint.clone(), format!("{}: {}", check.case, check.message)]
    };
    let rows: Vec<Vec<String>> = results.iter().map(row).collect();
    write_table(&["Outcome", "Fingerprint", "Child"], &rows, io.stdout, style)?;
    writeln!(io.stdout, "{}", style.wrap("Name a fingerprint instead of the rule to read why.", "\n", ""))?;
    Ok(())
}

/// A heading; in plain style a sentence of its own.
pub(super) fn sentence_or_heading(style: &Style, text: &str) -> String {
    if style.plain { crate::report::words::sentence(text) } else { text.to_owned() }
}

fn write_clause(clause: &ClauseRow, io: &mut Io<'_>, style: &Style) -> Result<(), CliError> {
    let title = format!("Clause {}, {}", clause.number, clause.section);
    writeln!(io.stdout, "{}", style.ink(Ink::Heading, &title))?;
    writeln!(io.stdout, "{}", style.wrap(&clause.text, "", ""))?;
    if clause.rules.is_empty() {
        writeln!(io.stdout, "No rule checks this clause.")?;
    }
    writeln!(io.stdout)?;
    Ok(())
}

/// The facts about the rule, then its page, then its settings.
fn write_rule(rule: &Rule, io: &mut Io<'_>, style: &Style) -> Result<(), CliError> {
    let severity = rule.severity.name();
    if style.plain {
        writeln!(io.stdout, "Rule {}, severity {severity}, guidance clause {}.", rule.id, rule.clause)?;
    } else {
        let about = format!("{dot} {severity} {dot} guidance {}", rule.clause, dot = style.dot());
        writeln!(io.stdout, "{} {about}\n", style.ink(Ink::of(rule.severity), &rule.id))?;
    }
    write_markdown(&rule.page.text, io.stdout, style)?;
    let settings = RuleRow::from(rule).settings;
    if !settings.is_empty() {
        let title = if style.plain { "Settings." } else { "Settings\n" };
        writeln!(io.stdout, "{}", style.ink(Ink::Heading, title))?;
        for setting in &settings {
            let line = format!(
                "{} = {} (default {}): {}",
                setting.name, setting.value, setting.default, setting.help
            );
            writeln!(io.stdout, "{}", style.wrap(&line, "", "  "))?;
        }
        writeln!(io.stdout)?;
    }
    Ok(())
}
