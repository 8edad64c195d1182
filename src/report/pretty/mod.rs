//! The report for people in the terminal: findings with the lines that prove them, then the rest, then the sums.

mod diagnostics;
mod excerpt;
mod finding;
mod lists;
mod summary;

use std::io;

use crate::audit::Report;

use super::arrange::Arranged;
use super::words::count;
use super::{Ink, SourceTexts, Style, plain, safe_text};

pub use diagnostics::write_diagnostics;
pub(super) use lists::whom;
pub(super) use summary::{by_severity, period};

/// Writes the report for people; as plain sentences where the style asks for them.
pub fn write(
    report: &Report,
    sources: &dyn SourceTexts,
    to: &mut dyn io::Write,
    style: &Style,
) -> io::Result<()> {
    if style.plain {
        return plain::write(report, sources, to, style);
    }
    let arranged = Arranged::new(report, style);
    for child in &arranged.children {
        let number = count(child.checks.len(), "finding", "findings");
        heading(to, style, &safe_text(child.case), &number)?;
        for (at, check) in child.checks.iter().enumerate() {
            let same = |other: &&crate::audit::Check| other.rule == check.rule && other.help == check.help;
            let told_before = !check.help.is_empty() && child.checks[..at].iter().any(same);
            finding::write(check, told_before, &arranged, sources, to, style)?;
            writeln!(to)?;
        }
    }
    lists::write(&arranged, to, style)?;
    if !report.diagnostics.is_empty() {
        let number = report.diagnostics.len().to_string();
        heading(to, style, "About the input", &number)?;
        write_diagnostics(&report.diagnostics, sources, to, style)?;
    }
    summary::write(report, to, style)
}

/// A heading over the whole width: `Title ──────── note`.
pub(super) fn heading(to: &mut dyn io::Write, style: &Style, title: &str, note: &str) -> io::Result<()> {
    let used = [title, note].map(unicode_width::UnicodeWidthStr::width).iter().sum::<usize>();
    let line = style.rule(style.width.saturating_sub(used + 2).max(2));
    writeln!(to, "{} {} {note}\n", style.ink(Ink::Heading, title), style.ink(Ink::Faint, &line))
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::audit::Outcome;

    fn written(report: &Report, style: &Style) -> String {
        let mut to = Vec::new();
        write(report, &sample::texts(), &mut to, style).unwrap();
        String::from_utf8(to).unwrap()
    }

    #[test]
    fn looks_as_it_did_in_80_columns() {
        insta::assert_snapshot!(written(&sample::audit(), &Style { width: 80, ..Style::default() }));
    }

    #[test]
    fn looks_as_it_did_in_120_columns() {
        insta::assert_snapshot!(written(&sample::audit(), &Style { width: 120, ..Style::default() }));
    }

    #[test]
    fn looks_as_it_did_in_ascii_with_met_shown() {
        let style = Style { unicode: false, width: 80, show: [Outcome::Met].into(), ..Style::default() };
        let text = written(&sample::audit(), &style);
        insta::assert_snapshot!(text);
    }

    #[test]
    fn an_incomplete_run_and_an_empty_one_look_as_they_did() {
        insta::assert_snapshot!(written(&sample::incomplete(), &Style { width: 80, ..Style::default() }));
        insta::assert_snapshot!(written(&sample::empty(), &Style { width: 80, ..Style::default() }));
    }

    #[test]
    fn colour_adds_nothing_but_colour() {
        let plain = written(&sample::audit(), &Style::default());
        let colourful = written(&sample::audit(), &Style { colour: true, ..Style::default() });
        assert_ne!(plain, colourful);
        assert_eq!(plain, anstream::adapter::strip_str(&colourful).to_string());
    }

    #[test]
    fn lines_keep_to_the_width() {
        for width in [60, 80, 120] {
            let text = written(&sample::audit(), &Style { width, ..Style::default() });
            let wide: Vec<_> = text
                .lines()
                .filter(|line| unicode_width::UnicodeWidthStr::width(*line) > width)
                .filter(|line| !line.contains("─[")) // the name of a file is never cut
                .collect();
            assert!(wide.is_empty(), "wider than {width}: {wide:#?}");
        }
    }

    #[test]
    fn nothing_in_the_data_reaches_the_terminal_as_a_control() {
        let mut report = sample::audit();
        for check in &mut report.checks {
            for text in [&mut check.message, &mut check.help, &mut check.case, &mut check.subject.id] {
                text.push_str("\u{1b}[2J\u{202e}");
            }
            for evidence in &mut check.evidence {
                evidence.text.push_str("\u{1b}]0;x\u{7}");
            }
        }
        for diagnostic in &mut report.diagnostics {
            diagnostic.message.push('\u{9b}');
        }
        for style in [Style::default(), Style { plain: true, ..Style::default() }] {
            let text = written(&report, &style);
            let steering: Vec<_> = text
                .chars()
                .filter(|char| char.is_control() && *char != '\n' || *char == '\u{202e}')
                .collect();
            assert!(steering.is_empty(), "{steering:?}");
        }
    }
}
