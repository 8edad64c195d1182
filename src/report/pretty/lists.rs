//! What is told in few lines each: rules that failed, deadlines ahead, waived findings, what cannot be told, and what was
//! asked for besides.

use std::io;

use crate::audit::Check;
use crate::report::arrange::{Arranged, UnknownGroup};
use crate::report::words::{count, position, subject};
use crate::report::{Ink, Style, safe_text};

use super::heading;

/// Children that are named with their subjects under one reason; the others are counted.
const NAMED: usize = 6;

/// Writes the lists that have entries.
pub(super) fn write(arranged: &Arranged<'_>, to: &mut dyn io::Write, style: &Style) -> io::Result<()> {
    if !arranged.failed.is_empty() {
        heading(to, style, "Could not be judged: the rule failed", &arranged.failed.len().to_string())?;
        entries(&arranged.failed, arranged, to, style)?;
    }
    if !arranged.due.is_empty() {
        heading(to, style, "Due", &arranged.due.len().to_string())?;
        for check in &arranged.due {
            let day = check.due.map_or_else(|| "no date".to_owned(), |day| day.in_words().to_string());
            entry(&format!("{day:<11}  {}", name(check)), &check.message, 13, to, style)?;
        }
        writeln!(to)?;
    }
    if !arranged.waived.is_empty() {
        heading(to, style, "Waived: not met, but accepted", &arranged.waived.len().to_string())?;
        for check in &arranged.waived {
            let waiver = check.waiver.as_deref().unwrap_or("no reason given");
            let text = format!("{} {} waiver: {waiver}", check.message, style.dot());
            entry(&name(check), &text, 2, to, style)?;
        }
        writeln!(to)?;
    }
    if !arranged.unknown.is_empty() {
        let number: usize = arranged.unknown.iter().map(|group| group.checks.len()).sum();
        heading(to, style, "Unknown: the export does not tell", &number.to_string())?;
        for group in &arranged.unknown {
            unknown(group, to, style)?;
        }
        writeln!(to)?;
    }
    if !arranged.shown.is_empty() {
        heading(to, style, "Also shown", &arranged.shown.len().to_string())?;
        entries(&arranged.shown, arranged, to, style)?;
    }
    Ok(())
}

/// `C-1001  NEW-04  appointment AP-3`.
fn name(check: &Check) -> String {
    format!("{}  {}  {}", safe_text(&check.case), safe_text(&check.rule), subject(&check.subject))
}

/// A name and what is to be said of it, below and indented.
fn entry(name: &str, message: &str, indent: usize, to: &mut dyn io::Write, style: &Style) -> io::Result<()> {
    let indent = " ".repeat(indent);
    writeln!(to, "{}", style.ink(Ink::Heading, name))?;
    writeln!(to, "{}", style.wrap(&safe_text(message), &indent, &indent))
}

/// Checks with their outcome, message and working.
fn entries(
    checks: &[&Check],
    arranged: &Arranged<'_>,
    to: &mut dyn io::Write,
    style: &Style,
) -> io::Result<()> {
    for check in checks {
        let outcome = check.outcome.words();
        let title = arranged.rule(&check.rule).map_or("", |rule| rule.title.as_str());
        entry(&name(check), &format!("{outcome}: {}", check.message), 2, to, style)?;
        if !title.is_empty() {
            writeln!(to, "{}", style.wrap(&format!("rule: {title}"), "  ", "    "))?;
        }
        for fact in &check.evidence {
            let place = fact.place.as_ref().map(|place| format!(" ({})", position(place)));
            let text = format!("{}{}", safe_text(&fact.text), place.unwrap_or_default());
            writeln!(to, "{}", style.wrap(&text, "  - ", "    "))?;
        }
    }
    writeln!(to)
}

/// One reason, and whom it concerns.
fn unknown(group: &UnknownGroup<'_>, to: &mut dyn io::Write, style: &Style) -> io::Result<()> {
    let number = count(group.checks.len(), "check", "checks");
    let children = count(group.children(), "child", "children");
    let line = format!("{}  {} ({number}, {children})", safe_text(group.rule), safe_text(&group.reason));
    let indent = " ".repeat(group.rule.len() + 2);
    let wrapped = style.wrap(&line, "", &indent);
    writeln!(to, "{}", style.ink(Ink::Heading, &wrapped))?;
    writeln!(to, "{}", style.ink(Ink::Faint, &style.wrap(&whom(group), &indent, &indent)))
}

/// `C-1001 AP-3, AP-4; C-1002 AP-1; and 4 more`, the first few children.
pub(in crate::report) fn whom(group: &UnknownGroup<'_>) -> String {
    let mut named: Vec<(&str, Vec<String>)> = Vec::new();
    let mut left = 0;
    for check in &group.checks {
        let id = if check.subject.id == check.case {
            String::new()
        } else {
            safe_text(&check.subject.id).into_owned()
        };
        match named.iter().position(|(case, _)| *case == check.case) {
            Some(at) if named[at].1.len() < NAMED => named[at].1.push(id),
            None if named.len() < NAMED => named.push((&check.case, vec![id])),
            _ => left += 1,
        }
    }
    let mut parts: Vec<String> = named
        .into_iter()
        .map(|(case, ids)| format!("{} {}", safe_text(case), ids.join(", ")).trim_end().to_owned())
        .collect();
    if left > 0 {
        parts.push(format!("and {left} more"));
    }
    parts.join("; ")
}
