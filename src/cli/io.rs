//! All that a command touches of the world around it.

use std::io::{BufRead, Write};
use std::path::PathBuf;

use crate::calendar::Day;

/// What is known of the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terminal {
    /// Whether standard output is one.
    pub stdout: bool,
    /// Whether standard error is one.
    pub stderr: bool,
    /// Its width in columns, where known.
    pub width: Option<usize>,
    /// Whether it can show characters beyond ASCII.
    pub unicode: bool,
}

/// The streams, the day and the surroundings of one command.
pub struct Io<'a> {
    /// Standard input.
    pub stdin: &'a mut (dyn BufRead + Send),
    /// Standard output: reports and what was asked for, nothing else.
    pub stdout: &'a mut dyn Write,
    /// Standard error: messages and progress.
    pub stderr: &'a mut dyn Write,
    /// The terminal, if any.
    pub terminal: Terminal,
    /// Today's date: the only clock there is.
    pub today: Day,
    /// The working directory.
    pub cwd: PathBuf,
    /// What relative paths of input are taken from: empty for the process's own working directory, so that files are
    /// called what the user called them.
    pub base: PathBuf,
    /// Looks up an environment variable.
    pub env: &'a dyn Fn(&str) -> Option<String>,
}
