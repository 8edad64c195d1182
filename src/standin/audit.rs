//! NEW-04 by hand: an appointment missed and never shared is not met, one shared is met, a record without a sharing log
//! cannot be told.

use crate::audit::{Check, Count, Outcome, Report, RuleLine, RulebookLine, Run, Subject, Summary, Tool};
use crate::cli::Settings;

use super::intake::Intake;
use super::rulebook::Rulebook;

pub fn run(settings: &Settings, rulebook: &Rulebook, rules: &[&str], intake: &Intake) -> Report {
    let mut checks = Vec::new();
    let rule = rulebook.rules.iter().find(|rule| rule.id == "NEW-04" && rules.contains(&rule.id));
    for (case, _, record) in &intake.children {
        let Some(rule) = rule else { continue };
        for visit in record["appointments"].as_array().into_iter().flatten() {
            let id = visit["id"].as_str().unwrap_or_default();
            let missed = visit["outcome"] == "was_not_brought";
            let shared = record["sharings"].as_array().map(|log| {
                log.iter()
                    .any(|entry| entry["about"].as_array().is_some_and(|about| about.contains(&id.into())))
            });
            let outcome = match shared {
                _ if !missed => continue,
                None => Outcome::Unknown,
                Some(true) => Outcome::Met,
                Some(false) => Outcome::NotMet,
            };
            checks.push(Check {
                rule: rule.id.into(),
                case: case.clone(),
                subject: Subject { kind: "appointment".into(), id: id.into(), date: None },
                outcome,
                severity: rule.severity,
                message: format!("{}: {id}", outcome.words()),
                due: None,
                evidence: Vec::new(),
                location: None,
                help: String::new(),
                fingerprint: format!("{}:{case}:{id}", rule.id),
                waiver: None,
                meeting_kind: None,
            });
        }
    }
    let mut all = Count::default();
    checks.iter().for_each(|check| all.add(check.outcome));
    Report {
        format: "sharecheck-report/1",
        tool: Tool { name: "sharecheck", version: env!("CARGO_PKG_VERSION") },
        run: Run {
            as_of: Some(settings.as_of),
            from: settings.from,
            to: settings.to,
            complete: intake.diagnostics.is_empty(),
            rulebook: RulebookLine { id: "stand-in".into(), version: "0".into(), sha256: "0".repeat(64) },
            inputs: intake.inputs.clone(),
            limits: std::collections::BTreeMap::new(),
        },
        rules: rulebook
            .rules
            .iter()
            .filter(|rule| rules.contains(&rule.id))
            .map(|rule| RuleLine {
                id: rule.id.into(),
                title: rule.title.into(),
                clause: rule.clause.into(),
                severity: rule.severity,
                settings: rule.settings.clone(),
            })
            .collect(),
        summary: Summary {
            cases: intake.children.len(),
            checks: checks.len(),
            met: all.met,
            not_met: all.not_met,
            unknown: all.unknown,
            ..Summary::default()
        },
        checks,
        diagnostics: intake.diagnostics.clone(),
    }
}
