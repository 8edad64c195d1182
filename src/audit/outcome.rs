//! What a rule says of one subject.

use std::fmt;

use serde::Serialize;

/// The outcome of one rule for one subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The rule script failed on this subject.
    Error,
    /// The duty was not done, or too late.
    NotMet,
    /// The export does not hold what is needed to tell.
    Unknown,
    /// The deadline has not passed.
    Due,
    /// Not met, but accepted for a while by somebody who answers for it.
    Waived,
    /// The duty was done.
    Met,
    /// The rule does not apply to this subject.
    NotApplicable,
}

impl Outcome {
    /// The name that reports use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::NotMet => "not_met",
            Self::Unknown => "unknown",
            Self::Due => "due",
            Self::Waived => "waived",
            Self::Met => "met",
            Self::NotApplicable => "not_applicable",
        }
    }

    /// The words that people read.
    pub fn words(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::NotMet => "not met",
            Self::Unknown => "unknown",
            Self::Due => "due",
            Self::Waived => "waived",
            Self::Met => "met",
            Self::NotApplicable => "not applicable",
        }
    }

    /// The outcome of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Error, Self::NotMet, Self::Unknown, Self::Due, Self::Waived, Self::Met, Self::NotApplicable]
            .into_iter()
            .find(|outcome| outcome.name() == name)
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a finding of a rule means for the child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleSeverity {
    /// A child may come to harm if this stays so.
    High,
    /// The team decides on less than it should know.
    Medium,
    /// Good practice and record keeping.
    Low,
}

impl RuleSeverity {
    /// The names, as rules and options write them.
    pub const NAMES: [&'static str; 3] = ["high", "medium", "low"];

    /// The name that rules, options and reports use.
    pub fn name(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }

    /// The severity of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::High, Self::Medium, Self::Low].into_iter().find(|severity| severity.name() == name)
    }
}

impl fmt::Display for RuleSeverity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
