//! One check: a rule, a subject, an outcome, and the working.

use serde::{Serialize, Serializer};

use crate::calendar::Day;
use crate::place::Place;

use super::outcome::{Outcome, RuleSeverity};

/// What was counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Subject {
    /// The noun: appointment, meeting, minutes ...
    pub kind: String,
    /// The id of the thing; for a pair both ids joined by `/`.
    pub id: String,
    /// The day it is dated, where it is.
    #[serde(serialize_with = "iso_date")]
    pub date: Option<Day>,
}

/// One fact that the outcome rests on, or one step of arithmetic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// The fact in words; for minutes the exact quote.
    pub text: String,
    /// Where it stands; a step of arithmetic has no place of its own.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// The outcome of one rule for one subject, with its working.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// The rule's id.
    pub rule: String,
    /// The child's id.
    pub case: String,
    /// What was counted.
    pub subject: Subject,
    /// The outcome.
    pub outcome: Outcome,
    /// What a finding of this rule means for the child.
    pub severity: RuleSeverity,
    /// What happened, in one sentence with its dates.
    pub message: String,
    /// The day by which the duty is to be done, for duties with a deadline.
    #[serde(serialize_with = "iso_date")]
    pub due: Option<Day>,
    /// The facts, in the order in which they were read.
    pub evidence: Vec<Evidence>,
    /// Where the subject stands.
    pub location: Option<Place>,
    /// What to do about it.
    pub help: String,
    /// Names this check in later reports: it depends on rule, child and subject, never on lines.
    pub fingerprint: String,
    /// The waiver that accepts it, if any.
    pub waiver: Option<String>,
    /// The kind of meeting that the subject belongs to, for the sums by meeting kind.
    #[serde(skip)]
    pub meeting_kind: Option<&'static str>,
}

/// A day as `YYYY-MM-DD`, or null.
pub fn iso_date<S: Serializer>(day: &Option<Day>, to: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => to.collect_str(day),
        None => to.serialize_none(),
    }
}
