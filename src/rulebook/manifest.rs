//! `rulebook.toml`: what a pack is called, what it extends, and what it changes.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::calendar::Day;
use crate::script::SettingValue;

use super::fault::Fault;
use super::files::RuleFile;
use super::guidance::line_of;

/// What a pack or a configuration changes in the rules it builds on.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Overrides {
    /// Rules that are switched off.
    pub disable: Vec<String>,
    /// Severities by rule.
    pub severity: BTreeMap<String, String>,
    /// Settings by rule and name.
    pub settings: BTreeMap<String, BTreeMap<String, toml::Value>>,
}

/// The head of a rulebook.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// What it is called.
    #[serde(default)]
    pub title: String,
    /// Which guidance it follows.
    #[serde(default)]
    pub guidance: String,
    /// The edition of the guidance that it was written for.
    #[serde(default)]
    pub edition: Option<String>,
    /// The first version of this program that can use it.
    #[serde(default)]
    pub needs: Option<String>,
    /// The first day on which it is to be used.
    #[serde(default)]
    pub effective_from: Option<toml::value::Datetime>,
    /// The last day on which it is to be used.
    #[serde(default)]
    pub effective_to: Option<toml::value::Datetime>,
    /// What it builds on: "builtin" (the default for a folder) or "nothing".
    #[serde(default)]
    pub extends: Option<String>,
    /// Per cent of script lines that worked examples must reach.
    #[serde(default)]
    pub coverage: Option<u8>,
    /// Rules that are switched off.
    #[serde(default)]
    pub disable: Vec<String>,
    /// Severities by rule.
    #[serde(default)]
    pub severity: BTreeMap<String, String>,
    /// Settings by rule and name.
    #[serde(default)]
    pub settings: BTreeMap<String, BTreeMap<String, toml::Value>>,
}

impl Manifest {
    /// Reads the head of a rulebook.
    pub fn from_file(file: &RuleFile) -> Result<Self, Fault> {
        toml::from_str(&file.text).map_err(|error| Fault::of_toml(&file.shown, &file.text, &error))
    }

    /// Everything that keeps it from being used with this program and this edition of the guidance.
    pub fn faults(&self, file: &RuleFile, edition: Option<&str>) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut fault = |key: &str, message: String, help: String| {
            let line =
                if file.text.starts_with(key) { 1 } else { line_of(&file.text, &format!("\n{key}")) + 1 };
            faults.push(Fault::new(&file.shown, line, message, help));
        };
        if let Some(extends) = self.extends.as_deref().filter(|known| !["builtin", "nothing"].contains(known))
        {
            let message = format!("a pack extends \"builtin\" or \"nothing\", not \"{extends}\"");
            fault("extends", message, "name further packs with --rules, in their order".into());
        }
        let have = env!("CARGO_PKG_VERSION");
        if let Some(needs) = self.needs.as_deref().filter(|needs| !is_at_least(have, needs)) {
            let message = format!("this rulebook needs version {needs} of the program");
            fault("needs", message, format!("this is version {have}: update the program"));
        }
        if let (Some(wanted), Some(known)) = (self.edition.as_deref(), edition)
            && wanted != known
        {
            let message = format!(
                "this rulebook was written for the edition \"{wanted}\" of the guidance, not \"{known}\""
            );
            let help =
                "compare its rules with the clauses in use (`sharecheck guidance`), then correct `edition`";
            fault("edition", message, help.into());
        }
        for (key, date) in [("effective_from", &self.effective_from), ("effective_to", &self.effective_to)] {
            if date.is_some() && day(date).is_none() {
                fault(key, format!("`{key}` is no day"), "write e.g. 2026-04-01".into());
            }
        }
        if let [Some(from), Some(to)] = self.effective()
            && from > to
        {
            let message = format!("this rulebook ends on {to}, before it begins on {from}");
            fault("effective_to", message, "correct one of the two days".into());
        }
        if let Some(coverage) = self.coverage.filter(|coverage| *coverage > 100) {
            let message = format!("no more than 100 per cent of lines can be reached, not {coverage}");
            fault("coverage", message, "give a whole number from 0 to 100".into());
        }
        faults
    }

    /// The first and the last day on which it is to be used.
    pub fn effective(&self) -> [Option<Day>; 2] {
        [day(&self.effective_from), day(&self.effective_to)]
    }

    /// What it changes.
    pub fn overrides(&self) -> Overrides {
        Overrides {
            disable: self.disable.clone(),
            severity: self.severity.clone(),
            settings: self.settings.clone(),
        }
    }
}

fn day(date: &Option<toml::value::Datetime>) -> Option<Day> {
    date.as_ref().and_then(|date| Day::parse(&date.to_string()))
}

/// Whether one version is the same as another or later.
fn is_at_least(have: &str, needs: &str) -> bool {
    let numbers =
        |text: &str| -> Vec<u64> { text.split('.').map(|part| part.parse().unwrap_or(u64::MAX)).collect() };
    numbers(have) >= numbers(needs)
}

/// A setting of a file as a rule takes it; other kinds of value are refused.
pub fn setting_value(value: &toml::Value) -> Option<SettingValue> {
    match value {
        toml::Value::Integer(number) => Some(SettingValue::Whole(*number)),
        toml::Value::Boolean(truth) => Some(SettingValue::Truth(*truth)),
        toml::Value::String(text) => Some(SettingValue::Text(text.clone())),
        _ => None,
    }
}
