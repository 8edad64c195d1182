//! The rulebook that arguments and configuration ask for, or every fault that keeps it from being used.

use std::path::Path;

use crate::diagnostic::{Diagnostic, Weight};
use crate::place::Place;
use crate::report::Texts;
use crate::rulebook::{Fault, Overrides, RuleFiles, Rulebook, RulebookRequest, load};
use crate::script::{Limits, SettingValue};

use super::error::CliError;
use super::nearest::nearest;
use super::settings::RulebookChoice;

/// Loads it. Relative folders are taken from `base`.
pub fn rulebook(choice: &RulebookChoice, base: &Path) -> Result<Rulebook, CliError> {
    let request = RulebookRequest {
        folders: choice.dirs.iter().map(|folder| base.join(folder)).collect(),
        overrides: choice.config.as_ref().map(|(file, _)| (file.clone(), overrides(choice))),
        growth_reference: choice.growth_reference.as_ref().map(|file| base.join(file)),
        limits: Limits::default(),
    };
    load(&request).map_err(|faults| {
        // A change that does not fit is told where it is written, not where it failed to apply.
        let plain = load(&RulebookRequest { overrides: None, ..request.clone() });
        let misfits = plain.map(|plain| misfits(choice, &plain)).unwrap_or_default();
        let diagnostics =
            if misfits.is_empty() { faults.iter().map(Fault::diagnostic).collect() } else { misfits };
        CliError::Refused { what: "the rulebook", diagnostics, texts: texts(choice, &request) }
    })
}

fn overrides(choice: &RulebookChoice) -> Overrides {
    let value = |value: &SettingValue| match value {
        SettingValue::Whole(number) => toml::Value::Integer(*number),
        SettingValue::Truth(truth) => toml::Value::Boolean(*truth),
        SettingValue::Text(text) => toml::Value::String(text.clone()),
    };
    Overrides {
        disable: choice.disable.iter().map(|rule| rule.value.clone()).collect(),
        severity: choice
            .severity
            .iter()
            .map(|(rule, severity)| (rule.clone(), severity.value.name().to_owned()))
            .collect(),
        settings: choice
            .settings
            .iter()
            .map(|(rule, settings)| {
                let settings = settings.iter().map(|(name, placed)| (name.clone(), value(&placed.value)));
                (rule.clone(), settings.collect())
            })
            .collect(),
    }
}

/// What the configuration changes that is not there to be changed.
fn misfits(choice: &RulebookChoice, book: &Rulebook) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let ids = || book.rules.iter().map(|rule| rule.id.as_str());
    let mut tell = |code: &str, message: String, help: String, place: &Place| {
        found.push(Diagnostic::new(Weight::Error, code, message).help(help).at(place.clone()));
    };
    let named = choice.disable.iter().map(|rule| (rule.value.as_str(), &rule.place));
    let named = named.chain(choice.severity.iter().map(|(rule, severity)| (rule.as_str(), &severity.place)));
    let settings = choice
        .settings
        .iter()
        .filter_map(|(rule, settings)| settings.values().next().map(|first| (rule.as_str(), &first.place)));
    for (id, place) in named.chain(settings) {
        if !ids().any(|known| known == id) {
            let near = ids().find(|known| known.eq_ignore_ascii_case(id)).or_else(|| nearest(id, ids()));
            let help = near.map_or_else(
                || "`sharecheck rules` lists the rules".to_owned(),
                |near| format!("did you mean {near}?"),
            );
            tell("unknown-rule", format!("there is no rule {id}"), help, place);
        }
    }
    for (id, settings) in &choice.settings {
        let Some(rule) = book.rules.iter().find(|rule| rule.id == *id) else { continue };
        for (name, placed) in settings {
            let names = || rule.settings.iter().map(|setting| setting.name.as_str());
            match rule.settings.iter().find(|setting| setting.name == *name) {
                Some(known) if known.default.kind() == placed.value.kind() => {}
                Some(known) => {
                    let message = format!("{name} of {id} is {}", known.default.kind());
                    tell(
                        "wrong-type",
                        message,
                        format!("write it like {}", known.default.json()),
                        &placed.place,
                    );
                }
                None => {
                    let help = match nearest(name, names()) {
                        Some(near) => format!("did you mean {near}?"),
                        None if rule.settings.is_empty() => "this rule has no settings".to_owned(),
                        None => format!("its settings are {}", names().collect::<Vec<_>>().join(", ")),
                    };
                    tell(
                        "unknown-setting",
                        format!("the rule {id} has no setting {name}"),
                        help,
                        &placed.place,
                    );
                }
            }
        }
    }
    found
}

/// The texts that faults may point into.
fn texts(choice: &RulebookChoice, request: &RulebookRequest) -> Texts {
    let mut texts = Texts::default();
    let folders = request.folders.iter().filter_map(|folder| RuleFiles::of_folder(folder).ok());
    for file in folders.chain([RuleFiles::builtin()]).flat_map(|files| files.files) {
        texts.add(file.shown, file.text);
    }
    if let Some((file, text)) = &choice.config {
        texts.add(file, text.clone());
    }
    texts
}
