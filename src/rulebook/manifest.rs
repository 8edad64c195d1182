//! `rulebook.toml`: what a pack is called, what it extends, and what it changes.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::script::SettingValue;

use super::fault::Fault;
use super::files::RuleFile;

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
    /// The first version of this program that can use it.
    #[serde(default)]
    pub needs: Option<String>,
    /// The first and last day on which it is to be used.
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

    /// What it changes.
    pub fn overrides(&self) -> Overrides {
        Overrides {
            disable: self.disable.clone(),
            severity: self.severity.clone(),
            settings: self.settings.clone(),
        }
    }
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
