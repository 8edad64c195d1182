//! One finding: what is wrong, the arithmetic, the lines that prove it, and what to do.

use std::{fmt, io};

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity, ThemeCharacters, ThemeStyles};

use crate::audit::{Check, RuleSeverity};
use crate::report::arrange::Arranged;
use crate::report::words::position;
use crate::report::{Ink, SourceTexts, Style, safe_text};

use super::excerpt::{Excerpts, Mark};

/// Writes one finding.
pub(super) fn write(
    check: &Check,
    arranged: &Arranged<'_>,
    sources: &dyn SourceTexts,
    to: &mut dyn io::Write,
    style: &Style,
) -> io::Result<()> {
    title(check, arranged, to, style)?;
    let severity = match check.severity {
        RuleSeverity::High => Severity::Error,
        RuleSeverity::Medium => Severity::Warning,
        RuleSeverity::Low => Severity::Advice,
    };
    let mut shown = Shown::new(severity, safe_text(&check.message).into_owned());
    shown.help = safe_text(&check.help).into_owned();
    let mut marks = Vec::new();
    if let Some(place) = &check.location
        && sources.text(&place.file).is_some()
        && !check.evidence.iter().any(|fact| fact.place.as_ref().is_some_and(|at| at.span == place.span))
    {
        let label = format!("{} {}", check.subject.kind, check.subject.id);
        marks.push(Mark { place: place.clone(), label });
    }
    if marks.is_empty() && !check.evidence.iter().any(|fact| fact.place.is_some()) {
        let subject = format!("about {} {}", safe_text(&check.subject.kind), safe_text(&check.subject.id));
        shown.steps.push(match &check.location {
            Some(place) => format!("{subject} ({})", position(place)),
            None => subject,
        });
    }
    for fact in &check.evidence {
        match &fact.place {
            Some(place) if sources.text(&place.file).is_some() => {
                marks.push(Mark { place: place.clone(), label: fact.text.clone() });
            }
            Some(place) => shown.steps.push(format!("{} ({})", safe_text(&fact.text), position(place))),
            None => shown.steps.push(safe_text(&fact.text).into_owned()),
        }
    }
    shown.excerpts = Excerpts::new(marks, sources, style);
    shown.write(to, style)
}

/// `HIGH NEW-04 Fault that the rule names (guidance 6.4)`.
fn title(check: &Check, arranged: &Arranged<'_>, to: &mut dyn io::Write, style: &Style) -> io::Result<()> {
    let (fault, clause) =
        arranged.rule(&check.rule).map_or(("", ""), |rule| (rule.title.as_str(), rule.clause.as_str()));
    let severity = check.severity.name();
    let mut text = format!("{severity} {} {} {fault}", style.dot(), safe_text(&check.rule));
    if !clause.is_empty() {
        text.push_str(&format!(" (guidance\u{a0}{clause})"));
    }
    let wrapped = style.wrap(&text, "", "       ").replace('\u{a0}', " ");
    let rest = wrapped.strip_prefix(severity).unwrap_or(&wrapped);
    let rest = rest.split('\n').map(|line| style.ink(Ink::Heading, line)).collect::<Vec<_>>().join("\n");
    writeln!(to, "{}{rest}", style.ink(Ink::of(check.severity), severity))
}

/// What miette is to show.
pub(super) struct Shown {
    severity: Severity,
    message: String,
    /// Steps of arithmetic and facts without lines to show.
    pub steps: Vec<String>,
    /// What to do.
    pub help: String,
    /// The lines that prove it.
    pub excerpts: Excerpts,
}

impl Shown {
    /// A message, as yet without working.
    pub fn new(severity: Severity, message: String) -> Self {
        Self { severity, message, steps: Vec::new(), help: String::new(), excerpts: Excerpts::default() }
    }

    /// Writes it with miette's look.
    pub fn write(self, to: &mut dyn io::Write, style: &Style) -> io::Result<()> {
        let mut text = String::new();
        let chain = self.steps.into_iter().rev().fold(None, |next, text| Some(Box::new(Step { text, next })));
        let diagnostic = Diagnostic {
            severity: self.severity,
            message: self.message,
            steps: chain,
            excerpts: self.excerpts,
        };
        let theme = GraphicalTheme {
            characters: if style.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() },
            styles: if style.colour { ThemeStyles::ansi() } else { ThemeStyles::none() },
        };
        GraphicalReportHandler::new_themed(theme)
            .with_width(style.width)
            .with_break_words(false)
            .with_word_separator(textwrap::WordSeparator::AsciiSpace)
            .with_word_splitter(textwrap::WordSplitter::NoHyphenation)
            .without_syntax_highlighting()
            .render_report(&mut text, &diagnostic)
            .map_err(io::Error::other)?;
        to.write_all(text.as_bytes())?;
        if !self.help.is_empty() {
            let label = "  what to do:";
            let wrapped = style.wrap(&format!("{label} {}", self.help), "", "    ");
            let rest = wrapped.strip_prefix(label).unwrap_or(&wrapped);
            writeln!(to, "{}{rest}", style.ink(Ink::Low, label))?;
        }
        Ok(())
    }
}

/// One step of the working; miette prints it as a chain.
#[derive(Debug)]
struct Step {
    text: String,
    next: Option<Box<Step>>,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Step {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.next.as_deref().map(|next| next as _)
    }
}

#[derive(Debug)]
struct Diagnostic {
    severity: Severity,
    message: String,
    steps: Option<Box<Step>>,
    excerpts: Excerpts,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Diagnostic {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.steps.as_deref().map(|step| step as _)
    }
}

impl miette::Diagnostic for Diagnostic {
    fn severity(&self) -> Option<Severity> {
        Some(self.severity)
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        (!self.excerpts.is_empty()).then_some(&self.excerpts as _)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        (!self.excerpts.is_empty()).then(|| Box::new(self.excerpts.labels().iter().cloned()) as _)
    }
}
