//! The sums at the end, and before all whether they may be trusted.

use std::io;

use crate::audit::{Outcome, Report, RuleSeverity};
use crate::report::words::{compliance, count, reasons_incomplete};
use crate::report::{Ink, Style, safe_text};

use super::heading;

/// Writes the summary.
pub(super) fn write(report: &Report, to: &mut dyn io::Write, style: &Style) -> io::Result<()> {
    let run = &report.run;
    let sums = &report.summary;
    let as_of = run.as_of.map_or_else(String::new, |day| format!("as of {}", day.in_words()));
    heading(to, style, "Summary", &as_of)?;
    let mut line = |name: &str, ink: Ink, value: &str| -> io::Result<()> {
        let wrapped = style.wrap(value, &" ".repeat(15), &" ".repeat(15));
        writeln!(to, "  {name:<11}  {}", style.ink(ink, wrapped.trim_start()))
    };
    let quiet = Ink::Plain;
    let reasons = reasons_incomplete(report);
    if reasons.is_empty() {
        line("Run", Ink::Good, "complete: everything was read and judged")?;
    } else {
        let text = format!(
            "INCOMPLETE: {}. What follows does not cover everything; mend these and run again.",
            reasons.join("; ")
        );
        line("Run", Ink::High, &text)?;
    }
    if run.from.is_some() || run.to.is_some() {
        line("Period", quiet, &period(report))?;
    }
    let rulebook = format!("{} {}", safe_text(&run.rulebook.id), safe_text(&run.rulebook.version));
    line("Rulebook", quiet, &format!("{rulebook}, {}", count(report.rules.len(), "rule", "rules")))?;
    let files = count(run.inputs.len(), "file", "files");
    let minutes = count(sums.minutes, "set of minutes", "sets of minutes");
    line("Read", quiet, &format!("{}, {minutes}, {files}", count(sums.cases, "child", "children")))?;
    if sums.checks == 0 {
        line("Checks", Ink::Medium, "none: no rule applied to anything that was read")?;
    } else {
        line("Checks", quiet, &sums.checks.to_string())?;
    }
    let (high, medium, low) = by_severity(report);
    let worst = [(high, Ink::High), (medium, Ink::Medium), (low, Ink::Low)];
    let ink = worst.iter().find(|(number, _)| *number > 0).map_or(Ink::Good, |(_, ink)| *ink);
    let split = format!(" ({high} high, {medium} medium, {low} low)");
    line("Not met", ink, &format!("{}{}", sums.not_met, if sums.not_met > 0 { &split } else { "" }))?;
    line("Due", quiet, &sums.due.to_string())?;
    line("Unknown", quiet, &sums.unknown.to_string())?;
    if sums.error > 0 {
        line("Failed", Ink::High, &sums.error.to_string())?;
    }
    if sums.waived > 0 {
        line("Waived", quiet, &sums.waived.to_string())?;
    }
    line("Met", quiet, &sums.met.to_string())?;
    line("Compliance", Ink::Heading, &compliance(sums))
}

/// The audit period in words.
pub(in crate::report) fn period(report: &Report) -> String {
    match (report.run.from, report.run.to) {
        (Some(from), Some(to)) => format!("{} to {}", from.in_words(), to.in_words()),
        (Some(from), None) => format!("from {}", from.in_words()),
        (None, Some(to)) => format!("to {}", to.in_words()),
        (None, None) => "all".to_owned(),
    }
}

/// How many findings are high, medium and low.
pub(in crate::report) fn by_severity(report: &Report) -> (usize, usize, usize) {
    let number = |severity: RuleSeverity| {
        let is_one =
            |check: &&crate::audit::Check| check.outcome == Outcome::NotMet && check.severity == severity;
        report.checks.iter().filter(is_one).count()
    };
    (number(RuleSeverity::High), number(RuleSeverity::Medium), number(RuleSeverity::Low))
}
