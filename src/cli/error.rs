//! Why a command could not do what it was asked, and how that is told.

use std::io;
use std::path::PathBuf;

use crate::diagnostic::Diagnostic;
use crate::report::{Ink, Style, Texts, pretty, safe_text};

use super::exit::Exit;

/// Why a command stopped.
#[derive(Debug)]
pub enum CliError {
    /// The arguments do not make sense together, or name something that is not there.
    Usage {
        /// What is wrong.
        message: String,
        /// What to do about it.
        help: String,
    },
    /// The configuration or the rulebook is faulty: everything that is wrong with it.
    Refused {
        /// What was refused: "the configuration", "the rulebook".
        what: &'static str,
        /// Each fault, at its place.
        diagnostics: Vec<Diagnostic>,
        /// The texts that the places point into.
        texts: Texts,
    },
    /// There is nothing to check.
    NoInput {
        /// What was looked for.
        message: String,
        /// What to do about it.
        help: String,
    },
    /// Something could not be written.
    Output {
        /// Where to.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// The reader of standard output went away: no error.
    ClosedPipe,
}

impl CliError {
    /// A usage error.
    pub fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), help: help.into() }
    }

    /// The exit code that tells it.
    pub fn exit(&self) -> Exit {
        match self {
            Self::Usage { .. } | Self::Refused { .. } | Self::Output { .. } => Exit::Usage,
            Self::NoInput { .. } => Exit::NoInput,
            Self::ClosedPipe => Exit::Clean,
        }
    }

    /// Tells it on standard error.
    pub fn tell(&self, to: &mut dyn io::Write, style: &Style) -> io::Result<()> {
        match self {
            Self::Usage { message, help } | Self::NoInput { message, help } => tell(message, help, to, style),
            Self::Refused { what, diagnostics, texts } => {
                pretty::write_diagnostics(diagnostics, texts, to, style)?;
                let number = crate::report::words::count(diagnostics.len(), "message", "messages");
                tell(
                    &format!("{what} cannot be used as it is"),
                    &format!("see the {number} above"),
                    to,
                    style,
                )
            }
            Self::Output { path, error } => {
                let message = format!("cannot write {}: {error}", path.display());
                tell(
                    &message,
                    "check the folder, its permissions and the space left, or write elsewhere",
                    to,
                    style,
                )
            }
            Self::ClosedPipe => Ok(()),
        }
    }
}

/// `error: message`, and what to do on a line of its own.
fn tell(message: &str, help: &str, to: &mut dyn io::Write, style: &Style) -> io::Result<()> {
    writeln!(to, "{} {}", style.ink(Ink::High, "error:"), safe_text(message))?;
    if !help.is_empty() {
        writeln!(to, "  {} {}", style.ink(Ink::Low, "what to do:"), safe_text(help))?;
    }
    Ok(())
}

impl From<io::Error> for CliError {
    /// An error of standard output.
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::ClosedPipe
        } else {
            Self::Output { path: "standard output".into(), error }
        }
    }
}
