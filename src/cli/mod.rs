//! The command line: raw arguments, what they mean, and one file a verb.
//!
//! Everything that a verb touches of the outside (streams, terminal, today's date, working directory, environment) comes
//! in through [`Io`], so that verbs run in tests without a process. Only `main.rs` makes one from the real things.

pub mod args;
mod check;
mod completions;
pub mod config;
mod config_schema;
mod error;
mod exit;
mod explain;
mod explain_check;
mod guidance;
mod io;
mod listing;
mod load;
mod man;
mod markdown;
mod minutes;
mod nearest;
mod new;
mod output;
mod over;
mod panic;
mod progress;
mod quotable;
mod rules;
mod run;
mod schema;
mod select;
mod settings;
mod table;
mod test;
mod test_coverage;
mod vocabulary;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod trial;

pub use config_schema::config_schema;
pub use error::CliError;
pub use exit::Exit;
pub use io::{Io, Terminal};
pub use panic::{guarded, silence_panics};
pub use run::run;
pub use settings::{FailOn, Placed, ReportTarget, RulebookChoice, Settings};
