//! One line a check, for editors, logs and the eye that knows the report already.

use std::io;

use crate::audit::{Check, Outcome, Report};
use crate::diagnostic::Weight;
use crate::place::Place;

use super::words::{compliance, count, position, reasons_incomplete};
use super::{SourceTexts, Style, safe_text};

/// Writes `file:line:column: severity[RULE] message (case ID)` for each check that is not in order, the same for each
/// diagnostic, and one line of sums.
pub fn write(
    report: &Report,
    _sources: &dyn SourceTexts,
    to: &mut dyn io::Write,
    style: &Style,
) -> io::Result<()> {
    for check in report.checks.iter().filter(|check| super::is_listed(check.outcome, style)) {
        writeln!(
            to,
            "{}: {}[{}] {} (case {})",
            place_of(check.location.as_ref()),
            label(check),
            safe_text(&check.rule),
            safe_text(&check.message),
            safe_text(&check.case)
        )?;
    }
    for diagnostic in &report.diagnostics {
        let weight = match diagnostic.weight {
            Weight::Error => "error",
            Weight::Warning => "warning",
            Weight::Note => "note",
        };
        writeln!(
            to,
            "{}: {weight}[{}] {}",
            place_of(diagnostic.location.as_ref()),
            safe_text(&diagnostic.code),
            safe_text(&diagnostic.message)
        )?;
    }
    let sums = &report.summary;
    let mut line = format!(
        "{}: {} not met, {} due, {} unknown, {} met",
        count(sums.checks, "check", "checks"),
        sums.not_met,
        sums.due,
        sums.unknown,
        sums.met
    );
    for (number, word) in [(sums.waived, "waived"), (sums.error, "failed")] {
        if number > 0 {
            line.push_str(&format!(", {number} {word}"));
        }
    }
    line.push_str(&format!("; compliance: {}", compliance(sums)));
    let reasons = reasons_incomplete(report);
    if reasons.is_empty() {
        line.push_str("; run complete");
    } else {
        line.push_str(&format!("; RUN INCOMPLETE: {}", reasons.join(", ")));
    }
    writeln!(to, "{line}")
}

/// The severity of a finding; the outcome of anything else.
fn label(check: &Check) -> &'static str {
    match check.outcome {
        Outcome::NotMet => check.severity.name(),
        other => other.name(),
    }
}

fn place_of(place: Option<&Place>) -> String {
    place.map_or_else(|| "-".to_owned(), position)
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn written(report: &Report) -> String {
        let mut to = Vec::new();
        write(report, &(), &mut to, &Style::default()).unwrap();
        String::from_utf8(to).unwrap()
    }

    #[test]
    fn looks_as_it_did() {
        insta::assert_snapshot!(written(&sample::audit()));
        insta::assert_snapshot!(written(&sample::incomplete()));
    }

    #[test]
    fn every_check_is_one_line_whatever_the_data_holds() {
        let mut report = sample::audit();
        report.checks.truncate(1);
        report.diagnostics.clear();
        report.checks[0].message = "two\nlines \u{1b}[2J".into();
        let text = written(&report);
        assert_eq!(text.lines().count(), 2, "{text}");
        assert!(!text.contains('\u{1b}'), "{text}");
    }
}
