//! `minutes`: what one set of minutes says, topic by topic, with quotes in their places.

use std::path::PathBuf;

use serde_json::Value;

use crate::audit::people;
use crate::diagnostic::{Diagnostic, Weight};
use crate::intake::{MinutesRead, MinutesText, Options, STREAM, read_minutes};
use crate::language::{Lexicon, People, Topic, doubts, read};
use crate::minutes::{Document, Told, attendance, head};
use crate::report::minutes::{Account, Named, json, pretty};
use crate::report::{Style, Texts, pretty::write_diagnostics};

use super::args::{LookArgs, MinutesArgs, MinutesFormat};
use super::check::paths_exist;
use super::config::Config;
use super::error::CliError;
use super::exit::Exit;
use super::io::Io;
use super::load;
use super::nearest::did_you_mean;
use super::settings::{look, rulebook};

/// Runs the verb.
pub fn run(args: &MinutesArgs, looks: &LookArgs, io: &mut Io<'_>) -> Result<Exit, CliError> {
    let topics = args.topics.iter().map(|name| topic(name)).collect::<Result<Vec<Topic>, CliError>>()?;
    let config = Config::for_command(&args.rulebook, &io.cwd)?;
    let book = load::rulebook(&rulebook(&args.rulebook, &config), &io.base)?;
    paths_exist(&args.files, io)?;
    if let Some(record) = &args.case {
        paths_exist(std::slice::from_ref(record), io)?;
    }
    let from_base =
        |path: &PathBuf| if path.as_os_str() == STREAM { path.clone() } else { io.base.join(path) };
    let paths: Vec<PathBuf> = args.files.iter().chain(&args.case).map(from_base).collect();
    let found = read_minutes(&paths, &mut *io.stdin, &Options::default());
    if let Some(record) = args.case.as_ref().filter(|_| found.records.is_empty()) {
        return Err(CliError::usage(
            format!("{} holds no case record that could be read", record.display()),
            "give --case a record (.toml, .json or .ndjson); `sharecheck check` tells what is wrong with one",
        ));
    }
    if found.texts.is_empty() && found.diagnostics.iter().all(|told| told.weight != Weight::Error) {
        return Err(CliError::NoInput {
            message: "there are no minutes in what was named".to_owned(),
            help: "name files of minutes, or `-` for standard input; a case record goes with --case"
                .to_owned(),
        });
    }
    let accounts: Vec<Account> =
        found.texts.iter().map(|text| account(text, &found, &book.lexicon, &topics)).collect();
    let style = look(looks, io, false);
    match args.format {
        MinutesFormat::Json => write_json(args, &accounts, &found.diagnostics, io)?,
        MinutesFormat::Pretty => write_pretty(&accounts, &found, &style, looks, io)?,
        MinutesFormat::Plain => {
            write_pretty(&accounts, &found, &Style { plain: true, colour: false, ..style }, looks, io)?;
        }
    }
    let incomplete = found.diagnostics.iter().any(|told| told.weight == Weight::Error);
    Ok(if incomplete { Exit::Incomplete } else { Exit::Clean })
}

/// The topic of a name, written with spaces, hyphens or underscores.
fn topic(name: &str) -> Result<Topic, CliError> {
    let plain = name.trim().to_lowercase().replace([' ', '-'], "_");
    let names = || Topic::EVERY.iter().map(|topic| topic.name());
    Topic::parse(&plain).ok_or_else(|| {
        let near = did_you_mean(&plain, names());
        let help = format!("the topics are {}", names().collect::<Vec<_>>().join(", "));
        CliError::usage(format!("there is no topic `{name}`{near}"), help)
    })
}

/// What one text says.
fn account(text: &MinutesText, read_all: &MinutesRead, lexicon: &Lexicon, only: &[Topic]) -> Account {
    let document = text.form.document(&text.source.text).into_owned();
    let case = text.record.and_then(|at| read_all.records.get(at));
    let people = case.map_or_else(People::default, people);
    let told = &text.told;
    let reading = read(&document, lexicon, &people, told.date);
    let doubts = doubts(&document, lexicon, &people, &reading);
    let head = head(&document, None);
    Account {
        file: text.source.file.to_string(),
        child: told.child.clone().map(|value| named(value, head.child.as_ref(), &document)),
        meeting: told.kind.map(|value| named(value, head.kind.as_ref(), &document)),
        date: told.date.map(|value| named(value, head.date.as_ref(), &document)),
        meeting_id: told.meeting_id.clone(),
        record: case.map(|case| case.child_id().to_owned()),
        attendance: attendance(&document),
        document,
        reading,
        doubts,
        only: only.to_vec(),
    }
}

/// A value with the place in the head that tells the same.
fn named<T: PartialEq>(value: T, head: Option<&Told<T>>, document: &Document) -> Named<T> {
    let told = head.filter(|told| told.value == value);
    Named { value, place: told.map(|told| document.whereabouts_of_line(told.place.line)) }
}

/// One object for one file; a list where more than one, or a folder, was named.
fn write_json(
    args: &MinutesArgs,
    accounts: &[Account],
    diagnostics: &[Diagnostic],
    io: &mut Io<'_>,
) -> Result<(), CliError> {
    let about = |account: &Account| -> Vec<Diagnostic> {
        let here =
            |told: &&Diagnostic| told.location.as_ref().is_some_and(|place| place.file == account.file);
        diagnostics.iter().filter(here).cloned().collect()
    };
    let mut values = Vec::new();
    for account in accounts {
        values.push(json::value(account, &about(account)).map_err(std::io::Error::from)?);
    }
    let one = match args.files.as_slice() {
        [path] => !io.base.join(path).is_dir(),
        _ => false,
    };
    let rest: Vec<&Diagnostic> = diagnostics
        .iter()
        .filter(|told| {
            !accounts
                .iter()
                .any(|account| told.location.as_ref().is_some_and(|place| place.file == account.file))
        })
        .collect();
    // What is amiss with files that gave no minutes has no object to stand in.
    for told in rest.iter().filter(|told| told.weight != Weight::Note) {
        let place = told.location.as_ref().map_or_else(String::new, |place| format!("{}: ", place.file));
        let text = format!("sharecheck: {place}{}", told.message);
        let _ = writeln!(io.stderr, "{}", crate::report::safe_text(&text));
    }
    match (one, values.pop()) {
        (true, Some(value)) if values.is_empty() => super::rules::write_json(&value, io)?,
        (_, last) => {
            values.extend(last);
            super::rules::write_json(&Value::Array(values), io)?
        }
    };
    Ok(())
}

fn write_pretty(
    accounts: &[Account],
    found: &MinutesRead,
    style: &Style,
    looks: &LookArgs,
    io: &mut Io<'_>,
) -> Result<(), CliError> {
    for account in accounts {
        pretty::write(account, io.stdout, style)?;
    }
    io.stdout.flush()?;
    let mut texts = Texts::default();
    for text in &found.texts {
        texts.add(&*text.source.file, text.source.text.clone());
    }
    let told: Vec<Diagnostic> =
        found.diagnostics.iter().filter(|told| told.weight != Weight::Note).cloned().collect();
    let style = Style { plain: style.plain, ..look(looks, io, true) };
    write_diagnostics(&told, &texts, io.stderr, &style)?;
    Ok(())
}
