//! `guidance`: clause by clause, which rules check it and, over an export, what came of them; clauses without a rule are
//! named.

use serde_json::json;

use crate::audit::{Count, Report};
use crate::report::Ink;
use crate::report::words::count;

use super::args::{GuidanceArgs, ListFormat, LookArgs};
use super::config::Config;
use super::error::CliError;
use super::exit::Exit;
use super::io::Io;
use super::listing::clauses;
use super::settings::{look, rulebook};
use super::table::write_table;
use super::{load, over};

/// Runs the verb.
pub fn run(args: &GuidanceArgs, looks: &LookArgs, io: &mut Io<'_>) -> Result<Exit, CliError> {
    let config = Config::for_command(&args.rulebook, &io.cwd)?;
    let book = load::rulebook(&rulebook(&args.rulebook, &config), &io.base)?;
    let audited = match args.paths.as_slice() {
        [] => None,
        paths => Some(over::audit(paths, args.as_of, &book, io)?),
    };
    let report = audited.as_ref().map(|audited| &audited.report);
    let mut clauses = clauses(&book);
    for clause in &mut clauses {
        clause.result = report.map(|report| result(report, &clause.number));
    }
    let bare: Vec<&str> = clauses
        .iter()
        .filter(|clause| clause.rules.is_empty())
        .map(|clause| clause.number.as_str())
        .collect();
    if args.format == ListFormat::Json {
        let as_of = report.and_then(|report| report.run.as_of).map(|day| day.to_string());
        let value = json!({"format": "sharecheck-guidance/1", "as_of": as_of, "clauses": clauses, "without_rule": bare});
        super::rules::write_json(&value, io)?;
        return Ok(report.map_or(Exit::Clean, |report| over::completeness(report, looks, io)));
    }
    let style = look(looks, io, false);
    let mut section = "";
    let mut from = 0;
    for (at, clause) in clauses.iter().enumerate() {
        if clause.section != section {
            section = &clause.section;
            from = at;
            let title = if style.plain { format!("Section: {section}.") } else { section.to_owned() };
            writeln!(io.stdout, "{}", style.ink(Ink::Heading, &title))?;
        }
        if clauses.get(at + 1).is_none_or(|next| next.section != section) {
            let rows: Vec<Vec<String>> = clauses[from..=at]
                .iter()
                .map(|clause| {
                    let rules =
                        if clause.rules.is_empty() { "no rule".to_owned() } else { clause.rules.join(" ") };
                    let mut row = vec![clause.number.clone(), rules];
                    row.extend(clause.result.iter().flat_map(counts));
                    row.push(clause.text.clone());
                    row
                })
                .collect();
            let mut headings = vec!["Clause", "Rules"];
            headings.extend(report.iter().flat_map(|_| COUNTED));
            headings.push("Duty");
            write_table(&headings, &rows, io.stdout, &style)?;
            writeln!(io.stdout)?;
        }
    }
    let number = count(clauses.len(), "clause", "clauses");
    if bare.is_empty() {
        writeln!(io.stdout, "{number}, each checked by a rule.")?;
    } else {
        writeln!(io.stdout, "{number}, {} without a rule: {}.", bare.len(), bare.join(", "))?;
    }
    let Some(report) = report else { return Ok(Exit::Clean) };
    let sums = &report.summary;
    let number = count(sums.cases, "child", "children");
    let as_of = report.run.as_of.map_or_else(String::new, |day| format!(", as of {}", day.in_words()));
    writeln!(
        io.stdout,
        "{number}{as_of}: {} met, {} not met, {} due, {} unknown.",
        sums.met, sums.not_met, sums.due, sums.unknown
    )?;
    Ok(over::completeness(report, looks, io))
}

/// The headings of the counts; compliance leaves out what is due or unknown.
const COUNTED: [&str; 5] = ["Met", "Not met", "Due", "Unknown", "Compliance"];

fn counts(result: &Count) -> [String; 5] {
    let compliance =
        result.compliance.map_or_else(|| "none".to_owned(), |share| format!("{:.0} %", share * 100.0));
    [
        result.met.to_string(),
        (result.not_met + result.waived).to_string(),
        result.due.to_string(),
        (result.unknown + result.error).to_string(),
        compliance,
    ]
}

/// What came of the rules of a clause; nothing counted where it has none, or none applied.
fn result(report: &Report, clause: &str) -> Count {
    let known = report.summary.by_clause.iter().find(|count| count.name == clause);
    known.cloned().unwrap_or_else(|| Count { name: clause.to_owned(), ..Count::default() })
}
