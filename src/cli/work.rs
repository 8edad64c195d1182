//! The one place where the verbs call the rest of the library: rulebook, intake, audit.
//!
//! The verbs know only the types of this file and the [`Report`], so that they are about arguments and printing alone.

use std::io::Read;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::audit::{Report, RuleSeverity};
use crate::report::Texts;
use crate::standin;

use super::error::CliError;
use super::settings::{RulebookChoice, Settings};

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
    /// What is counted.
    pub subject: String,
    /// Its settings.
    pub settings: Vec<SettingRow>,
    /// Its page, in Markdown.
    #[serde(skip)]
    pub page: String,
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

/// A clause of the guidance.
#[derive(Clone, Debug, Serialize)]
pub struct ClauseRow {
    /// Its number.
    pub number: String,
    /// The heading of its section.
    pub section: String,
    /// The duty, paraphrased.
    pub text: String,
    /// The rules that check it.
    pub rules: Vec<String>,
}

/// A worked example of a rule, and how it came out.
#[derive(Clone, Debug, Serialize)]
pub struct ExampleRow {
    /// The rule.
    pub rule: String,
    /// The example's name.
    pub name: String,
    /// The subject.
    pub subject: String,
    /// The outcome that the page promises.
    pub expected: String,
    /// The outcome that the rule gives.
    pub got: String,
    /// What the rule said.
    pub why: String,
    /// The page.
    pub file: String,
    /// The line of the example in it.
    pub line: usize,
    /// Whether the two agree.
    pub passed: bool,
}

/// A loaded rulebook.
#[derive(Debug)]
pub struct Rulebook(standin::rulebook::Rulebook);

/// Loads the rulebook that was asked for; `cwd` is what its folders are relative to.
pub fn rulebook(choice: &RulebookChoice, _cwd: &Path) -> Result<Rulebook, CliError> {
    standin::rulebook::load(choice).map(Rulebook).map_err(|diagnostics| {
        let mut texts = Texts::default();
        if let Some((file, text)) = &choice.config {
            texts.add(file, text.clone());
        }
        CliError::Refused { what: "the rulebook", diagnostics, texts }
    })
}

impl Rulebook {
    /// Its rules, in its order.
    pub fn rules(&self) -> Vec<RuleRow> {
        let row = |rule: &standin::rulebook::Rule| RuleRow {
            id: rule.id.into(),
            title: rule.title.into(),
            clause: rule.clause.into(),
            severity: rule.severity,
            subject: "appointment".into(),
            settings: rule
                .settings
                .iter()
                .map(|(name, value)| SettingRow {
                    name: name.clone(),
                    value: value.clone(),
                    default: 2.into(),
                    help: "working days allowed".into(),
                })
                .collect(),
            page: format!("# {}\n\n## What it checks\n\nA stand-in.\n", rule.title),
        };
        self.0.rules.iter().map(row).collect()
    }

    /// The clauses of the guidance, in its order.
    pub fn clauses(&self) -> Vec<ClauseRow> {
        let clause = |number: &str, section: &str, text: &str| ClauseRow {
            number: number.into(),
            section: section.into(),
            text: text.into(),
            rules: self
                .rules()
                .into_iter()
                .filter(|rule| rule.clause == number)
                .map(|rule| rule.id)
                .collect(),
        };
        vec![
            clause("6.4", "New and emerging health needs", "a child not taken to an appointment"),
            clause("10.1", "Navigating the health system", "names and contact details of health staff"),
            clause("12.1", "Supervision", "access to safeguarding supervision"),
        ]
    }

    /// Runs the worked examples of the rules with these ids.
    pub fn examples(&self, rules: &[&str]) -> Vec<ExampleRow> {
        let example = |rule: &str| ExampleRow {
            rule: rule.into(),
            name: "never shared".into(),
            subject: "AP-1".into(),
            expected: "not_met".into(),
            got: if rule == "NAV-01" { "met" } else { "not_met" }.into(),
            why: "a stand-in".into(),
            file: format!("rules/{rule}.md"),
            line: 12,
            passed: rule != "NAV-01",
        };
        rules.iter().map(|rule| example(rule)).collect()
    }
}

/// The files of a new rule: path below the rulebook's folder, and text.
pub fn scaffold(id: &str, title: &str, clause: &str) -> Vec<(PathBuf, String)> {
    let name = title.to_lowercase().replace(|char: char| !char.is_ascii_alphanumeric(), "-");
    let page = format!("# {title}\n\n## What it checks\n\n## Why it matters\n\n## What to do\n");
    let script =
        format!("rule(\"{id}\", \"{title}\")\n    .clause(\"{clause}\")\n    .severity(\"medium\")\n");
    vec![(format!("{name}.rhai").into(), script), (format!("{name}.md").into(), page)]
}

/// JSON Schema of the case record.
pub fn case_schema() -> String {
    "{}\n".to_owned()
}

/// What was read.
#[derive(Debug)]
pub struct Intake(standin::intake::Intake);

/// Reads everything that the settings name. Faults are in the report, not an error here.
pub fn read(settings: &Settings, cwd: &Path, stdin: &mut dyn Read) -> Intake {
    Intake(standin::intake::read(&settings.paths, cwd, stdin))
}

impl Intake {
    /// The ids of the children that were read.
    pub fn children(&self) -> Vec<&str> {
        self.0.children.iter().map(|child| child.0.as_str()).collect()
    }

    /// Whether no file was read and nothing was found wrong with any.
    pub fn is_empty(&self) -> bool {
        self.0.children.is_empty() && self.0.diagnostics.is_empty()
    }

    /// Forgets all children but these.
    pub fn keep(&mut self, ids: &[String]) {
        self.0.children.retain(|child| ids.contains(&child.0));
    }

    /// The texts that were read, for quoting.
    pub fn texts(&self) -> Texts {
        self.0.texts.clone()
    }
}

/// Runs the rules with these ids over what was read. `progress` is told how many of how many children are done, from any
/// thread.
pub fn audit(
    settings: &Settings,
    rulebook: &Rulebook,
    rules: &[&str],
    intake: &Intake,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Report {
    let report = standin::audit::run(settings, &rulebook.0, rules, &intake.0);
    progress(report.summary.cases, report.summary.cases);
    report
}
