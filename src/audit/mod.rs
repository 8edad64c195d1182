//! Rules over subjects: outcomes, their working, and the sums over them.

mod check;
mod example;
mod growth;
mod outcome;
mod report;
mod run;

pub use check::{Check, Evidence, Subject};
pub use example::{ExampleResult, run_examples, run_examples_covered};
pub use growth::charts;
pub use outcome::{Outcome, RuleSeverity};
pub use report::{Count, InputFile, Limit, Report, RuleLine, RulebookLine, Run, Summary, Tool};
pub use run::{AuditRequest, is_of_group, people, run, scene, world};
