//! `rules`: the rulebook as a list.

use serde_json::{Value, json};

use super::args::{ListFormat, LookArgs, RulesArgs};
use super::config::Config;
use super::error::CliError;
use super::exit::Exit;
use super::io::Io;
use super::listing::RuleRow;
use super::settings::{look, rulebook};
use super::table::write_table;
use super::{load, select, vocabulary};

/// Runs the verb.
pub fn run(args: &RulesArgs, looks: &LookArgs, io: &mut Io<'_>) -> Result<Exit, CliError> {
    if args.words {
        return vocabulary::run(args.format, looks, io);
    }
    let config = Config::for_command(&args.rulebook, &io.cwd)?;
    let book = load::rulebook(&rulebook(&args.rulebook, &config), &io.base)?;
    let rules: Vec<RuleRow> = book.rules.iter().map(RuleRow::from).collect();
    let ids: Vec<&str> = rules.iter().map(|rule| rule.id.as_str()).collect();
    let chosen = select::select(&ids, &args.select.select, &args.select.ignore)?;
    let rules: Vec<&RuleRow> = rules.iter().filter(|rule| chosen.contains(&rule.id.as_str())).collect();
    if args.format == ListFormat::Json {
        return write_json(&json!({"format": "sharecheck-rules/1", "rules": rules}), io);
    }
    let style = look(looks, io, false);
    let rows: Vec<Vec<String>> = rules
        .iter()
        .map(|rule| {
            let settings: Vec<String> =
                rule.settings.iter().map(|setting| format!("{} = {}", setting.name, setting.value)).collect();
            let settings =
                if settings.is_empty() { String::new() } else { format!(" [{}]", settings.join(", ")) };
            vec![
                rule.id.clone(),
                rule.clause.clone(),
                rule.severity.name().to_owned(),
                format!("{}{settings}", rule.title),
            ]
        })
        .collect();
    write_table(&["Rule", "Clause", "Severity", "Fault"], &rows, io.stdout, &style)?;
    Ok(Exit::Clean)
}

/// Writes indented JSON with a line end, for programs.
pub fn write_json(value: &Value, io: &mut Io<'_>) -> Result<Exit, CliError> {
    serde_json::to_writer_pretty(&mut *io.stdout, value).map_err(std::io::Error::from)?;
    writeln!(io.stdout)?;
    Ok(Exit::Clean)
}
