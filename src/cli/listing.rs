//! The rulebook as rows: what lists, pages and results of examples show of it, for people and for programs.

use serde::Serialize;

use crate::audit::{Count, ExampleResult, RuleSeverity};
use crate::rulebook::{Rule, Rulebook};

/// A rule, as lists show it.
#[derive(Clone, Debug, Serialize)]
pub struct RuleRow {
    /// Its id.
    pub id: String,
    /// The fault it names.
    pub title: String,
    /// The clause that it checks.
    pub clause: String,
    /// What a finding means for the child.
    pub severity: RuleSeverity,
    /// The id of the rulebook that it comes from.
    pub rulebook: String,
    /// The file of its script.
    pub file: String,
    /// Its settings.
    pub settings: Vec<SettingRow>,
}

/// A setting of a rule.
#[derive(Clone, Debug, Serialize)]
pub struct SettingRow {
    /// Its name.
    pub name: String,
    /// The value in force.
    pub value: serde_json::Value,
    /// The value where nobody changes it.
    pub default: serde_json::Value,
    /// What it is for.
    pub help: String,
}

impl From<&Rule> for RuleRow {
    fn from(rule: &Rule) -> Self {
        let setting = |setting: &crate::script::Setting| SettingRow {
            name: setting.name.clone(),
            value: setting.value.json(),
            default: setting.default.json(),
            help: setting.help.clone(),
        };
        Self {
            id: rule.id.clone(),
            title: rule.title.clone(),
            clause: rule.clause.clone(),
            severity: rule.severity,
            rulebook: rule.from.clone(),
            file: rule.script_file.clone(),
            settings: rule.settings.iter().map(setting).collect(),
        }
    }
}

/// A clause of the guidance.
#[derive(Clone, Debug, Serialize)]
pub struct ClauseRow {
    /// Its number.
    pub number: String,
    /// The heading of its section.
    pub section: String,
    /// The duty, in our words.
    pub text: String,
    /// The ids of the rules that check it.
    pub rules: Vec<String>,
    /// What came of them over an export, where one was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<Count>,
}

/// Every clause, in the order of the guidance.
pub fn clauses(book: &Rulebook) -> Vec<ClauseRow> {
    let guidance = &book.guidance;
    let row = |clause: &crate::rulebook::Clause| ClauseRow {
        number: clause.number.clone(),
        section: guidance
            .sections
            .iter()
            .find(|section| section.number == clause.section)
            .map_or_else(String::new, |section| format!("{} {}", section.number, section.heading)),
        text: clause.text.clone(),
        rules: book
            .rules
            .iter()
            .filter(|rule| rule.clause == clause.number)
            .map(|rule| rule.id.clone())
            .collect(),
        result: None,
    };
    guidance.clauses.iter().map(row).collect()
}

/// One expectation of a worked example, and how it came out.
#[derive(Clone, Debug, Serialize)]
pub struct ExampleRow {
    /// The rule.
    pub rule: String,
    /// The example's heading.
    pub example: String,
    /// The subject; empty where the example could not be run.
    pub subject: String,
    /// The outcome that the page promises.
    pub expected: Option<&'static str>,
    /// The outcome that the rule gives.
    pub got: Option<&'static str>,
    /// What the rule said, or why the example could not be run.
    pub why: String,
    /// The working: the facts read and the sums, in their order.
    pub working: Vec<String>,
    /// The page.
    pub file: String,
    /// The line of the example in it.
    pub line: usize,
    /// Whether the two agree.
    pub passed: bool,
}

impl From<ExampleResult> for ExampleRow {
    fn from(result: ExampleResult) -> Self {
        Self {
            passed: result.passed(),
            working: result
                .check
                .iter()
                .flat_map(|check| &check.evidence)
                .map(|one| one.text.clone())
                .collect(),
            rule: result.rule,
            example: result.example,
            subject: result.subject,
            expected: result.expected.map(crate::audit::Outcome::name),
            got: result.got.map(crate::audit::Outcome::name),
            why: result.why,
            file: result.file,
            line: result.line,
        }
    }
}
