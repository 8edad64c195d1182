//! Progress on standard error: only on a terminal, never with `--quiet`, never for screen readers.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::LookArgs;
use super::io::Io;

/// A progress bar, or nothing.
pub struct Progress(Option<ProgressBar>);

impl Progress {
    /// A bar for work of yet unknown length.
    pub fn new(doing: &'static str, look: &LookArgs, io: &Io<'_>) -> Self {
        if look.quiet || look.plain || !io.terminal.stderr {
            return Self(None);
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}") {
            bar.set_style(style);
        }
        bar.set_message(doing);
        Self(Some(bar))
    }

    /// Shows how much of how much is done; may be called from any thread.
    pub fn show(&self, done: usize, of: usize) {
        if let Some(bar) = &self.0 {
            bar.set_length(of as u64);
            bar.set_position(done as u64);
        }
    }
}

impl Drop for Progress {
    /// Takes the bar off the screen.
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
