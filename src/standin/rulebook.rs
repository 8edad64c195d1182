//! A rulebook of two rules.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::audit::RuleSeverity;
use crate::diagnostic::{Diagnostic, Weight};

/// What is asked of a rulebook: (rule, setting or "severity", value, place) changes.
#[derive(Debug)]
pub struct Rulebook {
    pub rules: Vec<Rule>,
}

#[derive(Debug)]
pub struct Rule {
    pub id: &'static str,
    pub title: &'static str,
    pub clause: &'static str,
    pub severity: RuleSeverity,
    pub settings: BTreeMap<String, Value>,
}

/// Loads it, with these rules switched off.
pub fn load(choice: &crate::cli::RulebookChoice) -> Result<Rulebook, Vec<Diagnostic>> {
    let mut rules = vec![
        Rule {
            id: "NEW-04",
            title: "Was Not Brought not shared with the social worker in time",
            clause: "6.4",
            severity: RuleSeverity::High,
            settings: [("working_days".to_owned(), 2.into())].into(),
        },
        Rule {
            id: "NAV-01",
            title: "contacts of health staff not shared",
            clause: "10.1",
            severity: RuleSeverity::Low,
            settings: BTreeMap::new(),
        },
    ];
    let mut faults = Vec::new();
    let known = |id: &str| ["NEW-04", "NAV-01"].contains(&id);
    let named = choice.disable.iter().map(|placed| (&placed.value, &placed.place));
    let named = named.chain(choice.severity.iter().map(|(rule, placed)| (rule, &placed.place)));
    for (id, place) in named {
        if !known(id) {
            let message = format!("there is no rule `{id}`");
            faults.push(Diagnostic::new(Weight::Error, "unknown-rule", message).at(place.clone()));
        }
    }
    for (id, settings) in &choice.settings {
        for (name, placed) in settings {
            match rules.iter_mut().find(|rule| rule.id == id).and_then(|rule| rule.settings.get_mut(name)) {
                Some(value) => *value = placed.value.clone(),
                None => {
                    let message = format!("rule {id} has no setting `{name}`");
                    faults.push(
                        Diagnostic::new(Weight::Error, "unknown-setting", message).at(placed.place.clone()),
                    );
                }
            }
        }
    }
    for rule in &mut rules {
        if let Some(severity) = choice.severity.get(rule.id) {
            rule.severity = severity.value;
        }
    }
    rules.retain(|rule| !choice.disable.iter().any(|id| id.value == rule.id));
    if faults.is_empty() { Ok(Rulebook { rules }) } else { Err(faults) }
}
