//! One finding: what is wrong, the arithmetic, the lines that prove it, and what to do.

use std::{fmt, io};

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity, ThemeCharacters, ThemeStyles};

use crate::audit::{Check, RuleSeverity};
use crate::place::Place;
use crate::report::arrange::Arranged;
use crate::report::words::{position, subject};
use crate::report::{Ink, SourceTexts, Style, safe_text};

use super::excerpt::{Excerpts, Mark};

/// Writes one finding; what to do about it only where the same was not `told_before`.
pub(super) fn write(
    check: &Check,
    told_before: bool,
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
    // The entry that is judged and the words of minutes are shown as they stand; other facts are told in a line each.
    let entry = check.location.as_ref().filter(|place| !place.pointer.is_empty() && at_hand(place, sources));
    let mut marks: Vec<Mark> = entry
        .map(|place| Mark { place: place.clone(), label: subject(&check.subject) })
        .into_iter()
        .collect();
    if entry.is_none() {
        let place =
            check.location.as_ref().map_or_else(String::new, |place| format!(" ({})", position(place)));
        shown.steps.push(format!("about {}{place}", subject(&check.subject)));
    }
    for fact in &check.evidence {
        let text = safe_text(&fact.text);
        match &fact.place {
            Some(place) if entry == Some(place) => marks[0].label = fact.text.clone(),
            Some(place) if place.pointer.is_empty() && at_hand(place, sources) => {
                marks.push(Mark { place: place.clone(), label: fact.text.clone() });
            }
            Some(place) if entry.is_some_and(|entry| entry.file == place.file) => {
                shown.steps.push(format!("{text} (line {})", place.line));
            }
            Some(place) => shown.steps.push(format!("{text} ({})", position(place))),
            None => shown.steps.push(text.into_owned()),
        }
    }
    shown.excerpts = Excerpts::new(marks, sources, style);
    shown.write(to, style)?;
    advice(if told_before { "as above" } else { &check.help }, to, style)
}

fn at_hand(place: &Place, sources: &dyn SourceTexts) -> bool {
    // A document is quoted by the evidence itself: lines of its text would be found nowhere by its readers.
    place.part.is_empty() && sources.text(&place.file).is_some()
}

/// What to do: on the same line, or where there is more than one thing, as a list.
pub(super) fn advice(help: &str, to: &mut dyn io::Write, style: &Style) -> io::Result<()> {
    let label = "  what to do:";
    let things: Vec<String> = help.lines().map(|line| safe_text(line.trim()).into_owned()).collect();
    match &things[..] {
        [] => Ok(()),
        [thing] => {
            let wrapped = style.wrap(&format!("{label} {thing}"), "", "    ");
            let rest = wrapped.strip_prefix(label).unwrap_or(&wrapped);
            writeln!(to, "{}{rest}", style.ink(Ink::Low, label))
        }
        _ => {
            writeln!(to, "{}", style.ink(Ink::Low, label))?;
            things.iter().try_for_each(|thing| writeln!(to, "{}", style.wrap(thing, "    - ", "      ")))
        }
    }
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
    /// The lines that prove it.
    pub excerpts: Excerpts,
}

impl Shown {
    /// A message, as yet without working.
    pub fn new(severity: Severity, message: String) -> Self {
        Self { severity, message, steps: Vec::new(), excerpts: Excerpts::default() }
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
        to.write_all(text.as_bytes())
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
