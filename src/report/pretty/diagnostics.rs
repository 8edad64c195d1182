//! What is wrong with the input, the rulebook or the configuration, at its place.

use std::io;

use miette::Severity;

use crate::diagnostic::{Diagnostic, Weight};
use crate::report::words::position;
use crate::report::{Ink, SourceTexts, Style, plain, safe_text};

use super::excerpt::{Excerpts, Mark};
use super::finding::{Shown, advice};

/// Writes diagnostics one after another, each with its line where the text is at hand.
pub fn write_diagnostics(
    diagnostics: &[Diagnostic],
    sources: &dyn SourceTexts,
    to: &mut dyn io::Write,
    style: &Style,
) -> io::Result<()> {
    if style.plain {
        return plain::write_diagnostics(diagnostics, to);
    }
    for diagnostic in diagnostics {
        let (word, ink, severity) = match diagnostic.weight {
            Weight::Error => ("error", Ink::High, Severity::Error),
            Weight::Warning => ("warning", Ink::Medium, Severity::Warning),
            Weight::Note => ("note", Ink::Low, Severity::Advice),
        };
        let code = safe_text(&diagnostic.code);
        writeln!(to, "{} {} {}", style.ink(ink, word), style.dot(), style.ink(Ink::Heading, &code))?;
        let mut shown = Shown::new(severity, safe_text(&diagnostic.message).into_owned());
        if let Some(place) = &diagnostic.location {
            let mark = Mark { place: place.clone(), label: "here".to_owned() };
            if place.part.is_empty() {
                shown.excerpts = Excerpts::new(vec![mark], sources, style);
            }
            if shown.excerpts.is_empty() {
                shown.steps.push(format!("at {}", position(place)));
            }
        }
        shown.write(to, style)?;
        advice(&diagnostic.help, to, style)?;
        writeln!(to)?;
    }
    Ok(())
}
