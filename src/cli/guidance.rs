//! `guidance`: clause by clause, which rules check it; clauses without a rule are named.

use serde_json::json;

use crate::report::Ink;
use crate::report::words::count;

use super::args::{GuidanceArgs, ListFormat, LookArgs};
use super::config::Config;
use super::error::CliError;
use super::exit::Exit;
use super::io::Io;
use super::listing::clauses;
use super::load;
use super::settings::{look, rulebook};
use super::table::write_table;

/// Runs the verb.
pub fn run(args: &GuidanceArgs, looks: &LookArgs, io: &mut Io<'_>) -> Result<Exit, CliError> {
    let config = Config::for_command(&args.rulebook, &io.cwd)?;
    let book = load::rulebook(&rulebook(&args.rulebook, &config), &io.base)?;
    let clauses = clauses(&book);
    let bare: Vec<&str> = clauses
        .iter()
        .filter(|clause| clause.rules.is_empty())
        .map(|clause| clause.number.as_str())
        .collect();
    if args.format == ListFormat::Json {
        let value = json!({"format": "sharecheck-guidance/1", "clauses": clauses, "without_rule": bare});
        return super::rules::write_json(&value, io);
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
                    vec![clause.number.clone(), rules, clause.text.clone()]
                })
                .collect();
            write_table(&["Clause", "Rules", "Duty"], &rows, io.stdout, &style)?;
            writeln!(io.stdout)?;
        }
    }
    let number = count(clauses.len(), "clause", "clauses");
    if bare.is_empty() {
        writeln!(io.stdout, "{number}, each checked by a rule.")?;
    } else {
        writeln!(io.stdout, "{number}, {} without a rule: {}.", bare.len(), bare.join(", "))?;
    }
    Ok(Exit::Clean)
}
