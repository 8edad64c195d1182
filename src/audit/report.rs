//! The one value that every report format prints.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::calendar::Day;
use crate::diagnostic::Diagnostic;

use super::check::{Check, iso_date};
use super::outcome::{Outcome, RuleSeverity};

/// The name and version of the report format (interface.md).
pub const FORMAT: &str = "sharecheck-report/1";

/// The program that made a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tool {
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

/// The rulebook that was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RulebookLine {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of every file and setting that it was made of.
    pub sha256: String,
}

/// One file that was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct InputFile {
    /// Its path as given or found.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// One limit that was in force.
pub type Limit = u64;

/// How the audit was run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Run {
    /// The day at whose end everything is judged.
    #[serde(serialize_with = "iso_date")]
    pub as_of: Option<Day>,
    /// First day of the audit period.
    #[serde(serialize_with = "iso_date")]
    pub from: Option<Day>,
    /// Last day of the audit period.
    #[serde(serialize_with = "iso_date")]
    pub to: Option<Day>,
    /// Whether everything could be read and every rule could be run.
    pub complete: bool,
    /// The rulebook.
    pub rulebook: RulebookLine,
    /// What was read.
    pub inputs: Vec<InputFile>,
    /// The limits in force, by name.
    pub limits: BTreeMap<&'static str, Limit>,
}

/// One rule that was run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RuleLine {
    /// Its id.
    pub id: String,
    /// The fault it names.
    pub title: String,
    /// The guidance clause.
    pub clause: String,
    /// What a finding means for the child.
    pub severity: RuleSeverity,
    /// The settings in force.
    pub settings: BTreeMap<String, serde_json::Value>,
}

/// How many checks came out how, of one rule, clause, meeting kind or child.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Count {
    /// The rule id, clause number, meeting kind or child's id.
    pub name: String,
    /// Duty done.
    pub met: usize,
    /// Duty not done, or too late.
    pub not_met: usize,
    /// Deadline not passed.
    pub due: usize,
    /// Not to be told from the export.
    pub unknown: usize,
    /// The rule failed.
    pub error: usize,
    /// Not met, but accepted.
    pub waived: usize,
    /// met / (met + not_met + waived), from 0 to 1; `None` without a denominator.
    pub compliance: Option<f64>,
}

impl Count {
    /// Counts one check.
    pub fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Met => self.met += 1,
            Outcome::NotMet => self.not_met += 1,
            Outcome::Due => self.due += 1,
            Outcome::Unknown => self.unknown += 1,
            Outcome::Error => self.error += 1,
            Outcome::Waived => self.waived += 1,
            Outcome::NotApplicable => return,
        }
        let denominator = self.met + self.not_met + self.waived;
        #[expect(clippy::cast_precision_loss, reason = "counts of checks stay far below 2^53")]
        let share = (denominator > 0).then(|| self.met as f64 / denominator as f64);
        self.compliance = share;
    }
}

/// The sums over all checks.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Summary {
    /// Children.
    pub cases: usize,
    /// Sets of minutes.
    pub minutes: usize,
    /// Checks, without those that are not applicable.
    pub checks: usize,
    /// Duty done.
    pub met: usize,
    /// Duty not done, or too late.
    pub not_met: usize,
    /// Deadline not passed.
    pub due: usize,
    /// Not to be told from the export.
    pub unknown: usize,
    /// The rule failed.
    pub error: usize,
    /// Not met, but accepted.
    pub waived: usize,
    /// The same by rule, in the order of the rulebook.
    pub by_rule: Vec<Count>,
    /// The same by clause, in the order of the guidance.
    pub by_clause: Vec<Count>,
    /// The same by kind of meeting.
    pub by_meeting_kind: Vec<Count>,
    /// The same by child.
    pub by_case: Vec<Count>,
}

/// A whole audit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Always "sharecheck-report/1".
    pub format: &'static str,
    /// The program.
    pub tool: Tool,
    /// How it was run.
    pub run: Run,
    /// The rules that were run.
    pub rules: Vec<RuleLine>,
    /// The checks, by child, then rule, then subject.
    pub checks: Vec<Check>,
    /// What is wrong with the input.
    pub diagnostics: Vec<Diagnostic>,
    /// The sums.
    pub summary: Summary,
}
