//! Rules over subjects: outcomes, their working, and the sums over them.

mod check;
mod outcome;
mod report;

pub use check::{Check, Evidence, Subject};
pub use outcome::{Outcome, RuleSeverity};
pub use report::{Count, InputFile, Limit, Report, RuleLine, RulebookLine, Run, Summary, Tool};
