//! The report for people in plain labelled sentences, for screen readers: no drawing, no columns, the same content.

use std::io;

use crate::audit::{Check, Report};
use crate::diagnostic::{Diagnostic, Weight};
use crate::place::Place;

use super::arrange::Arranged;
use super::pretty::{by_severity, period, whom};
use super::words::{compliance, count, reasons_incomplete, sentence, subject};
use super::{SourceTexts, Style, safe_text};

/// Writes the report as sentences, one a line.
pub fn write(
    report: &Report,
    _sources: &dyn SourceTexts,
    to: &mut dyn io::Write,
    style: &Style,
) -> io::Result<()> {
    let arranged = Arranged::new(report, style);
    let of = arranged.findings();
    let mut number = 0;
    for child in &arranged.children {
        let findings = count(child.checks.len(), "finding", "findings");
        writeln!(to, "Child {}: {findings}.\n", safe_text(child.case))?;
        for check in &child.checks {
            number += 1;
            writeln!(to, "Finding {number} of {of}, {}. Child {}.", check.severity, safe_text(&check.case))?;
            details(check, &arranged, to)?;
        }
    }
    list("Rule that failed", &arranged.failed, &arranged, to)?;
    for (at, check) in arranged.due.iter().enumerate() {
        let day = check.due.map_or_else(|| "no date".to_owned(), |day| day.in_words().to_string());
        let (number, of) = (at + 1, arranged.due.len());
        writeln!(to, "Due {number} of {of}, by {day}. Child {}.", safe_text(&check.case))?;
        details(check, &arranged, to)?;
    }
    list("Waived", &arranged.waived, &arranged, to)?;
    for (at, group) in arranged.unknown.iter().enumerate() {
        writeln!(
            to,
            "Unknown {} of {}, {}, {}. Rule {}.",
            at + 1,
            arranged.unknown.len(),
            count(group.checks.len(), "check", "checks"),
            count(group.children(), "child", "children"),
            safe_text(group.rule)
        )?;
        writeln!(to, "What is missing: {}", sentence(&safe_text(&group.reason)))?;
        writeln!(to, "Concerned: {}\n", sentence(&whom(group)))?;
    }
    list("Also shown", &arranged.shown, &arranged, to)?;
    write_diagnostics(&report.diagnostics, to)?;
    summary(report, to)
}

/// Writes diagnostics as sentences.
pub fn write_diagnostics(diagnostics: &[Diagnostic], to: &mut dyn io::Write) -> io::Result<()> {
    for (at, diagnostic) in diagnostics.iter().enumerate() {
        let word = match diagnostic.weight {
            Weight::Error => "error",
            Weight::Warning => "warning",
            Weight::Note => "note",
        };
        let code = safe_text(&diagnostic.code);
        writeln!(to, "Message {} of {}, {word}, {code}.", at + 1, diagnostics.len())?;
        writeln!(to, "What is wrong: {}", sentence(&safe_text(&diagnostic.message)))?;
        if let Some(place) = &diagnostic.location {
            writeln!(to, "Where: {}.", place_in_words(place))?;
        }
        if !diagnostic.help.is_empty() {
            writeln!(to, "What to do: {}", sentence(&safe_text(&diagnostic.help)))?;
        }
        writeln!(to)?;
    }
    Ok(())
}

fn list(label: &str, checks: &[&Check], arranged: &Arranged<'_>, to: &mut dyn io::Write) -> io::Result<()> {
    for (at, check) in checks.iter().enumerate() {
        let (number, of) = (at + 1, checks.len());
        let outcome = check.outcome.words();
        writeln!(to, "{label} {number} of {of}, {outcome}. Child {}.", safe_text(&check.case))?;
        details(check, arranged, to)?;
    }
    Ok(())
}

/// Everything about one check but its number.
fn details(check: &Check, arranged: &Arranged<'_>, to: &mut dyn io::Write) -> io::Result<()> {
    let id = safe_text(&check.rule);
    match arranged.rule(&check.rule) {
        Some(rule) => {
            writeln!(to, "Rule {id}, guidance {}: {}", rule.clause, sentence(&safe_text(&rule.title)))?
        }
        None => writeln!(to, "Rule {id}.")?,
    }
    let subject = subject(&check.subject);
    match &check.location {
        Some(place) => writeln!(to, "About: {subject}, in {}.", place_in_words(place))?,
        None => writeln!(to, "About: {subject}.")?,
    }
    writeln!(to, "What happened: {}", sentence(&safe_text(&check.message)))?;
    for fact in &check.evidence {
        let text = safe_text(&fact.text);
        match &fact.place {
            Some(place) => writeln!(to, "Evidence: {} In {}.", sentence(&text), place_in_words(place))?,
            None => writeln!(to, "Working: {}", sentence(&text))?,
        }
    }
    if let Some(waiver) = &check.waiver {
        writeln!(to, "Waiver: {}", sentence(&safe_text(waiver)))?;
    }
    if !check.help.is_empty() {
        let things: Vec<String> =
            check.help.lines().map(|thing| sentence(&safe_text(thing.trim()))).collect();
        writeln!(to, "What to do: {}", things.join(" "))?;
    }
    writeln!(to)
}

fn place_in_words(place: &Place) -> String {
    if !place.part.is_empty() {
        return format!("file {}, {}", safe_text(&place.file), safe_text(&place.part));
    }
    format!("file {}, line {}, column {}", safe_text(&place.file), place.line, place.column)
}

fn summary(report: &Report, to: &mut dyn io::Write) -> io::Result<()> {
    let (run, sums) = (&report.run, &report.summary);
    match run.as_of {
        Some(day) => writeln!(to, "Summary, as of {}.", day.in_words())?,
        None => writeln!(to, "Summary.")?,
    }
    let reasons = reasons_incomplete(report);
    if reasons.is_empty() {
        writeln!(to, "The run is complete: everything was read and judged.")?;
    } else {
        writeln!(
            to,
            "Warning: the run is incomplete: {}. What follows does not cover everything; mend these and run again.",
            reasons.join("; ")
        )?;
    }
    if run.from.is_some() || run.to.is_some() {
        writeln!(to, "Period: {}.", period(report))?;
    }
    writeln!(
        to,
        "Rulebook: {}, version {}, {}.",
        safe_text(&run.rulebook.id),
        safe_text(&run.rulebook.version),
        count(report.rules.len(), "rule", "rules")
    )?;
    writeln!(
        to,
        "Read: {}, {}, {}.",
        count(sums.cases, "child", "children"),
        count(sums.minutes, "set of minutes", "sets of minutes"),
        count(run.inputs.len(), "file", "files")
    )?;
    if sums.checks == 0 {
        writeln!(to, "Checks: none, no rule applied to anything that was read.")?;
    } else {
        writeln!(to, "Checks: {}.", sums.checks)?;
    }
    let (high, medium, low) = by_severity(report);
    writeln!(to, "Not met: {}, of these {high} high, {medium} medium, {low} low.", sums.not_met)?;
    writeln!(to, "Due: {}.", sums.due)?;
    writeln!(to, "Unknown: {}.", sums.unknown)?;
    if sums.error > 0 {
        writeln!(to, "Failed: {}.", sums.error)?;
    }
    if sums.waived > 0 {
        writeln!(to, "Waived: {}.", sums.waived)?;
    }
    writeln!(to, "Met: {}.", sums.met)?;
    writeln!(to, "Compliance: {}.", compliance(sums))
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn written(report: &Report) -> String {
        let mut to = Vec::new();
        write(report, &(), &mut to, &Style { plain: true, ..Style::default() }).unwrap();
        String::from_utf8(to).unwrap()
    }

    #[test]
    fn looks_as_it_did() {
        insta::assert_snapshot!(written(&sample::audit()));
        insta::assert_snapshot!(written(&sample::incomplete()));
    }

    #[test]
    fn every_line_is_a_labelled_sentence_without_drawing() {
        for line in written(&sample::incomplete()).lines().filter(|line| !line.is_empty()) {
            assert!(line.ends_with(['.', '!', '?', ':']), "no sentence: {line}");
            assert!(line.starts_with(char::is_uppercase), "no label: {line}");
            assert!(!line.chars().any(|char| ('\u{2190}'..='\u{25ff}').contains(&char)), "drawn: {line}");
            assert!(!line.contains("  "), "columns: {line}");
        }
    }

    #[test]
    fn says_all_that_the_drawn_report_says() {
        let report = sample::audit();
        let text = written(&report);
        let listed = |check: &&Check| super::super::is_listed(check.outcome, &Style::default());
        for check in report.checks.iter().filter(listed) {
            if check.outcome != crate::audit::Outcome::Unknown {
                assert!(text.contains(check.message.trim_end_matches('.')), "{}", check.message);
                for fact in &check.evidence {
                    assert!(text.contains(fact.text.trim_end_matches('.')), "{}", fact.text);
                }
            }
        }
    }
}
