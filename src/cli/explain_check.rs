//! `explain FINGERPRINT`: why one check came out as it did, from the facts that were read to what there is to do.

use serde_json::json;

use crate::audit::{Check, Evidence};
use crate::growth::chart::Chart;
use crate::place::Place;
use crate::report::{Ink, Style, safe_text};
use crate::rulebook::{Rule, Rulebook};

use super::args::{ExplainArgs, ListFormat, LookArgs};
use super::error::CliError;
use super::exit::Exit;
use super::explain::sentence_or_heading;
use super::io::Io;
use super::over;
use super::settings::look;

/// The rules whose findings a growth chart helps to read.
const ABOUT_GROWTH: [&str; 3] = ["LTC-06", "LTC-07", "SAF-05"];

/// Whether a word can be a fingerprint or the beginning of one.
pub fn is_fingerprint(word: &str) -> bool {
    (4..=16).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Runs the verb for a fingerprint.
pub fn run(args: &ExplainArgs, looks: &LookArgs, book: &Rulebook, io: &mut Io<'_>) -> Result<Exit, CliError> {
    if args.paths.is_empty() {
        return Err(CliError::usage(
            format!("`{}` is a fingerprint: a check can only be explained from its records", args.what),
            format!("name them too, for example: sharecheck explain {} cases", args.what),
        ));
    }
    let audited = over::audit(&args.paths, args.as_of, book, io)?;
    let begins = args.what.to_ascii_lowercase();
    let found: Vec<&Check> =
        audited.report.checks.iter().filter(|check| check.fingerprint.starts_with(&begins)).collect();
    let check = match found.as_slice() {
        [check] => *check,
        [] => {
            return Err(CliError::usage(
                format!("no check over these records has the fingerprint `{}`", args.what),
                "take it from a report over the same records with the same rules; `--report json` lists them all",
            ));
        }
        several => {
            let names: Vec<&str> = several.iter().take(5).map(|check| check.fingerprint.as_str()).collect();
            return Err(CliError::usage(
                format!("{} checks have fingerprints that begin with `{}`", several.len(), args.what),
                format!("give more of it: {}", names.join(", ")),
            ));
        }
    };
    let charts = audited.charts.get(&check.case).filter(|_| ABOUT_GROWTH.contains(&check.rule.as_str()));
    let charts: Vec<String> = charts.into_iter().flatten().map(Chart::plain).collect();
    let rule = book.rules.iter().find(|rule| rule.id == check.rule);
    let clause = rule.and_then(|rule| book.guidance.clause(&rule.clause));
    if args.format == ListFormat::Json {
        let value =
            json!({"format": "sharecheck-explain/1", "clause": clause, "checks": [check], "charts": charts});
        super::rules::write_json(&value, io)?;
        return Ok(over::completeness(&audited.report, looks, io));
    }
    let style = look(looks, io, false);
    let mut page = Page { io, style: &style };
    page.head(check, rule)?;
    page.working(check)?;
    if let Some(clause) = clause {
        page.heading("What the guidance asks")?;
        page.line(&format!("Clause {}: {}", clause.number, clause.text), "  ", "  ")?;
    }
    page.heading("What to do")?;
    for thing in check.help.lines().filter(|thing| !thing.trim().is_empty()) {
        let mark = if style.plain { "" } else { "  - " };
        page.line(thing, mark, if style.plain { "" } else { "    " })?;
    }
    for chart in &charts {
        writeln!(page.io.stdout)?;
        for line in chart.lines() {
            writeln!(page.io.stdout, "{}", safe_text(line).trim_end())?;
        }
    }
    Ok(over::completeness(&audited.report, looks, io))
}

/// Writes the parts of an explanation.
struct Page<'a, 'io> {
    io: &'a mut Io<'io>,
    style: &'a Style,
}

impl Page<'_, '_> {
    fn line(&mut self, text: &str, first: &str, rest: &str) -> Result<(), CliError> {
        let text = safe_text(text);
        let text = if self.style.plain { text.into_owned() } else { self.style.wrap(&text, first, rest) };
        writeln!(self.io.stdout, "{text}")?;
        Ok(())
    }

    fn heading(&mut self, text: &str) -> Result<(), CliError> {
        let text = sentence_or_heading(self.style, text);
        writeln!(self.io.stdout, "\n{}", self.style.ink(Ink::Heading, &text))?;
        Ok(())
    }

    /// The rule, the outcome, the sentence of the check and where its subject stands.
    fn head(&mut self, check: &Check, rule: Option<&Rule>) -> Result<(), CliError> {
        let dot = if self.style.plain { "," } else { self.style.dot() };
        let about = format!("{} {dot} {} {dot} {}", check.rule, check.outcome.words(), check.severity);
        writeln!(self.io.stdout, "{}", self.style.ink(Ink::of(check.severity), &about))?;
        if let Some(rule) = rule {
            self.line(&rule.title, "", "")?;
        }
        writeln!(self.io.stdout)?;
        self.line(&check.message, "  ", "  ")?;
        let subject = &check.subject;
        let date = subject.date.map_or_else(String::new, |date| format!(", {}", date.in_words()));
        let place = check.location.as_ref().map_or_else(String::new, |place| format!(" ({})", at(place)));
        self.line(
            &format!("Child {}, {} {}{date}{place}", check.case, subject.kind, subject.id),
            "  ",
            "  ",
        )?;
        if let Some(due) = check.due {
            self.line(&format!("To be done by {}", due.in_words()), "  ", "  ")?;
        }
        self.line(&format!("Fingerprint {}", check.fingerprint), "  ", "  ")
    }

    /// The facts in the order in which they were read, each with its place, and the sums between them.
    fn working(&mut self, check: &Check) -> Result<(), CliError> {
        self.heading("How it came out so")?;
        if check.evidence.is_empty() {
            return self.line("Nothing had to be read beyond the subject itself.", "  ", "  ");
        }
        for (number, Evidence { text, place }) in (1..).zip(&check.evidence) {
            let place = place.as_ref().map_or_else(String::new, |place| format!(" ({})", at(place)));
            self.line(&format!("{number}. {text}{place}"), "  ", "     ")?;
        }
        Ok(())
    }
}

/// `cases/c-1001.toml:41`, and the entry where a line alone does not tell.
fn at(place: &Place) -> String {
    match place.pointer.as_str() {
        "" if !place.part.is_empty() => format!("{}, {}", place.file, place.part),
        "" => format!("{}:{}", place.file, place.line),
        pointer => format!("{}:{} {pointer}", place.file, place.line),
    }
}
