//! Made-up audits that tests of the formats share: every outcome, both kinds of record, minutes, and awkward places.

use std::collections::BTreeMap;

use crate::audit::{
    Check, Count, Evidence, InputFile, Outcome, Report, RuleLine, RuleSeverity, RulebookLine, Run, Subject,
    Summary, Tool,
};
use crate::calendar::Day;
use crate::diagnostic::{Diagnostic, Weight};
use crate::place::Place;

use super::Texts;

const TOML: &str = "cases/c-1001.toml";
const JSON: &str = "cases/c-1002.json";
const LONG: &str = "export/all.ndjson";
const MINUTES: &str = "minutes/C-1002_2026-03-10_core-group.md";

const TOML_TEXT: &str = r#"format = "sharecheck-case/1"

[child]
id = "C-1001"
initials = "AB"

[[appointments]]
id = "AP-3"
date = 2026-03-02
booked_on = 2026-01-20
service = "paediatric asthma clinic"
about = ["CO-1"]
outcome = "was_not_brought"

[[sharings]]
id = "S-1"
at = 2026-03-12
by = "P-SN"
to = ["P-SW"]
channel = "email"
about = ["AP-3"]

[[appointments]]
id = "AP-4"
date = 2026-04-21
service = "paediatric asthma clinic"
outcome = "booked"
"#;

const JSON_TEXT: &str = r#"{
  "format": "sharecheck-case/1",
  "child": {"id": "C-1002", "initials": "MO"},
  "medications": [
    {"id": "ME-1", "name": "levetiracetam", "dose": "250 mg in the morning and in the evening", "started": "2025-11-03", "time_critical": true}
  ],
  "plans": [
    {"id": "PL-1", "kind": "child_protection", "date": "2026-02-03", "working_well": [], "worries": [], "actions": []}
  ],
  "health_care_plans": [
    {"id": "HP-1", "condition": "CO-1", "written": "2025-10-20", "review_due": "2026-10-20"}
  ]
}
"#;

const MINUTES_TEXT: &str = "# Core group\n\n## Health\n\nThe school nurse said that M takes levetiracetam twice a day for her epilepsy and that the family collects it from the chemist near the school.\n\n## Education\n\nAttendance is 96 %.\n";

/// The texts of the files of the samples.
pub fn texts() -> Texts {
    let mut texts = Texts::default();
    texts.add(TOML, TOML_TEXT);
    texts.add(JSON, JSON_TEXT);
    texts.add(MINUTES, MINUTES_TEXT);
    texts.add(LONG, long_text());
    texts
}

/// One record on one long line.
fn long_text() -> String {
    let filler =
        r#"{"id": "S-0", "at": "2026-01-01", "by": "P-SN", "to": ["P-SW"], "channel": "phone"}, "#.repeat(40);
    format!(
        r#"{{"format": "sharecheck-case/1", "child": {{"id": "C-1003"}}, "sharings": [{filler}], "placements": [{{"id": "PM-1", "start": "2026-02-20", "kind": "foster care"}}]}}"#
    ) + "\n"
}

/// The place of `entry` in the text of `file`, as intake would give it.
fn place(file: &str, text: &str, entry: &str, pointer: &str) -> Place {
    let start = text.find(entry).expect("the sample holds its own entries");
    let before = &text[..start];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let end_line = line + entry.trim_end().matches('\n').count();
    let span = (start, start + entry.len());
    Place { file: file.into(), line, column, end_line, pointer: pointer.into(), part: String::new(), span }
}

fn missed() -> Place {
    let entry = &TOML_TEXT[TOML_TEXT.find("[[app").unwrap()..TOML_TEXT.find("\n[[sha").unwrap()];
    place(TOML, TOML_TEXT, entry, "/appointments/0")
}

fn told() -> Place {
    let from = TOML_TEXT.find("[[sha").unwrap();
    let to = from + TOML_TEXT[from..].find("\n[[app").unwrap();
    place(TOML, TOML_TEXT, &TOML_TEXT[from..to], "/sharings/0")
}

fn record(entry: &str, pointer: &str) -> Place {
    let from = JSON_TEXT.find(&format!("{{\"id\": \"{entry}\"")).unwrap();
    let to = from + JSON_TEXT[from..].find('\n').unwrap();
    place(JSON, JSON_TEXT, JSON_TEXT[from..to].trim_end_matches(','), pointer)
}

fn day(text: &str) -> Option<Day> {
    Some(Day::parse(text).unwrap())
}

fn fact(text: &str, place: Option<Place>) -> Evidence {
    Evidence { text: text.into(), place }
}

/// One check; what is not given is empty.
pub fn check(case: &str, rule: &str, subject: (&str, &str), outcome: Outcome, message: &str) -> Check {
    Check {
        rule: rule.into(),
        case: case.into(),
        subject: Subject { kind: subject.0.into(), id: subject.1.into(), date: None },
        outcome,
        severity: rules()
            .iter()
            .find(|line| line.id == rule)
            .map_or(RuleSeverity::Medium, |line| line.severity),
        message: message.into(),
        due: None,
        evidence: Vec::new(),
        location: None,
        help: String::new(),
        fingerprint: format!("{rule}:{case}:{}", subject.1),
        waiver: None,
        meeting_kind: None,
    }
}

fn rules() -> Vec<RuleLine> {
    let rule = |id: &str, title: &str, clause: &str, severity| RuleLine {
        id: id.into(),
        title: title.into(),
        clause: clause.into(),
        severity,
        settings: BTreeMap::new(),
    };
    let mut rules = vec![
        rule("MED-01", "Medication significance not explained", "5.1", RuleSeverity::Medium),
        rule("MED-05", "No medication arrangement for a placement move", "5.5", RuleSeverity::High),
        rule(
            "NEW-03",
            "New appointment not shared with the social worker in time",
            "6.3",
            RuleSeverity::Medium,
        ),
        rule(
            "NEW-04",
            "Was Not Brought not shared with the social worker in time",
            "6.4",
            RuleSeverity::High,
        ),
        rule("HCP-04", "Health care plan missing from the child protection plan", "8.3", RuleSeverity::High),
        rule(
            "NAV-01",
            "Health professional's contact details not shared with the social worker",
            "10.1",
            RuleSeverity::Low,
        ),
    ];
    rules[3].settings.insert("working_days".into(), 2.into());
    rules
}

/// An audit with every outcome but an error.
pub fn audit() -> Report {
    let late = Check {
        due: day("2026-03-04"),
        subject: Subject { kind: "appointment".into(), id: "AP-3".into(), date: day("2026-03-02") },
        evidence: vec![
            fact("was not brought on 2 Mar 2026", Some(missed())),
            fact("first shared with the social worker on 12 Mar 2026, by e-mail", Some(told())),
            fact("2 Mar 2026 + 2 working days = 4 Mar 2026; no meeting before that", None),
            fact("4 Mar 2026 to 12 Mar 2026 = 6 working days late", None),
        ],
        location: Some(missed()),
        help: "Phone the social worker today, and say why this appointment matters for this child.\nRecord the call in the health record, and log it as a sharing that names the appointment.".into(),
        ..check("C-1001", "NEW-04", ("appointment", "AP-3"), Outcome::NotMet, "Was Not Brought to paediatric asthma clinic on 2 Mar 2026 was shared with the social worker on 12 Mar 2026, 6 working days late (due 4 Mar 2026)")
    };
    let contacts = Check {
        evidence: vec![fact("P-SN has a name, but neither a phone number nor an e-mail address", None)],
        help: "Add the phone number, and send the social worker the list of health staff.".into(),
        ..check(
            "C-1001",
            "NAV-01",
            ("professional", "P-SN"),
            Outcome::NotMet,
            "the school nurse's phone number or e-mail address was not given to the social worker",
        )
    };
    let booked = Check {
        due: day("2026-04-07"),
        ..check(
            "C-1001",
            "NEW-03",
            ("appointment", "AP-4"),
            Outcome::Due,
            "new appointment on 21 Apr 2026 is to be shared with the social worker by 7 Apr 2026",
        )
    };
    let gap = check(
        "C-1001",
        "MED-01",
        ("child", "C-1001"),
        Outcome::Unknown,
        "medications of C-1001 are not collected",
    );
    let plan = Check {
        evidence: vec![
            fact("child protection plan of 3 Feb 2026: nothing about HP-1 under working well, worries or actions", Some(record("PL-1", "/plans/0"))),
            fact("health care plan HP-1, in force since 20 Oct 2025", Some(record("HP-1", "/health_care_plans/0"))),
        ],
        location: Some(record("PL-1", "/plans/0")),
        help: "Ask the social worker to add the health care plan to the child protection plan under working well, worries and actions.".into(),
        ..check("C-1002", "HCP-04", ("plan", "PL-1/HP-1"), Outcome::NotMet, "the child protection plan of 3 Feb 2026 does not carry health care plan HP-1: working well, worries and actions are missing")
    };
    let quote = "takes levetiracetam twice a day for her epilepsy";
    let medicine = Check {
        evidence: vec![fact(quote, Some(place(MINUTES, MINUTES_TEXT, quote, "")))],
        location: Some(record("ME-1", "/medications/0")),
        help: "Say in plain words what the medicine does for her and what a late or missed dose may lead to."
            .into(),
        ..check(
            "C-1002",
            "MED-01",
            ("medication", "ME-1"),
            Outcome::NotMet,
            "levetiracetam is named in the minutes of 10 Mar 2026, but not what it is for her or what happens when a dose is late",
        )
    };
    let unknown = |id: &str| {
        let message = format!("appointment {id} has no `booked_on`");
        check("C-1002", "NEW-03", ("appointment", id), Outcome::Unknown, &message)
    };
    let waived = Check {
        waiver: Some("agreed with the named nurse until 30 Apr 2026 (J. Okafor)".into()),
        ..check(
            "C-1002",
            "NAV-01",
            ("professional", "P-GP"),
            Outcome::Waived,
            "the list of health staff was not shared with the social worker",
        )
    };
    let met = Check {
        evidence: vec![
            fact("shared on 3 Mar 2026", None),
            fact("2 Mar 2026 + 2 working days = 4 Mar 2026", None),
        ],
        due: day("2026-03-04"),
        ..check(
            "C-1002",
            "NEW-04",
            ("appointment", "AP-9"),
            Outcome::Met,
            "Was Not Brought on 2 Mar 2026 was shared with the social worker on 3 Mar 2026, in time (due 4 Mar 2026)",
        )
    };
    let long = long_text();
    let entry = &long[long.find("{\"id\": \"PM-1\"").unwrap()..long.rfind("]}").unwrap()];
    let moved = Check {
        subject: Subject { kind: "placement move".into(), id: "PM-1/ME-2".into(), date: day("2026-02-20") },
        evidence: vec![fact(
            "moved on 20 Feb 2026; no arrangement for ME-2 is recorded",
            Some(place(LONG, &long, entry, "/placements/0")),
        )],
        location: Some(place(LONG, &long, entry, "/placements/0")),
        help: "Check today that the medicine is in the new placement, and agree who orders the next supply."
            .into(),
        ..check(
            "C-1003",
            "MED-05",
            ("placement move", "PM-1/ME-2"),
            Outcome::NotMet,
            "no arrangement for sodium valproate was recorded for the placement move of 20 Feb 2026",
        )
    };
    finish(
        vec![
            gap,
            booked,
            late,
            contacts,
            medicine,
            unknown("AP-5"),
            unknown("AP-6"),
            met,
            plan,
            waived,
            moved,
        ],
        Vec::new(),
    )
}

/// The same with a rule that failed and input that could not be read.
pub fn incomplete() -> Report {
    let mut checks = audit().checks;
    checks.truncate(2);
    checks.push(Check {
        evidence: vec![fact("rules/medication/significance-not-explained.rhai, line 12, column 9", None)],
        ..check("C-1002", "MED-01", ("medication", "ME-1"), Outcome::Error, "the rule failed: limit `operations` (500000) reached; raise it in the rulebook's limits or mend the rule")
    });
    let unknown =
        Diagnostic::new(Weight::Error, "unknown-field", "unknown field `booked_on` of an appointment")
            .help("Did you mean `booked`? Mend the name, or remove the field.");
    let unread =
        Diagnostic::new(Weight::Error, "not-readable", "cases/c-1009.toml cannot be read: permission denied")
            .help("Give this account the right to read the file, or leave the file out.");
    let warning =
        Diagnostic::new(Weight::Warning, "null-value", "`significance` is null, which counts as absent").at(
            Place { file: "cases/c-1004.json".into(), line: 7, column: 3, end_line: 7, ..Place::default() },
        );
    let mut report = finish(
        checks,
        vec![unknown.at(place(TOML, TOML_TEXT, "booked_on", "/appointments/0/booked_on")), unread, warning],
    );
    report.run.complete = false;
    report
}

/// Nothing to check.
pub fn empty() -> Report {
    finish(Vec::new(), Vec::new())
}

/// A report of these checks and diagnostics, with its sums.
pub fn finish(checks: Vec<Check>, diagnostics: Vec<Diagnostic>) -> Report {
    let mut all = Count::default();
    let mut by_case: Vec<Count> = Vec::new();
    for check in &checks {
        all.add(check.outcome);
        if by_case.last().is_none_or(|count| count.name != check.case) {
            by_case.push(Count { name: check.case.clone(), ..Count::default() });
        }
        by_case.last_mut().unwrap().add(check.outcome);
    }
    let sha256 = "0".repeat(64);
    let inputs = if checks.is_empty() { vec![] } else { vec![TOML, JSON, MINUTES] };
    Report {
        format: "sharecheck-report/1",
        tool: Tool { name: "sharecheck", version: "0.1.0" },
        run: Run {
            as_of: day("2026-03-31"),
            from: None,
            to: None,
            complete: true,
            rulebook: RulebookLine {
                id: "nhs-sharing-health-information".into(),
                version: "1.0.0".into(),
                sha256: sha256.clone(),
            },
            inputs: inputs
                .iter()
                .map(|path| InputFile { path: (*path).into(), sha256: sha256.clone() })
                .collect(),
            limits: [("input_bytes", 67_108_864)].into(),
        },
        rules: rules(),
        summary: Summary {
            cases: by_case.len(),
            minutes: usize::from(!checks.is_empty()),
            checks: checks.len(),
            met: all.met,
            not_met: all.not_met,
            due: all.due,
            unknown: all.unknown,
            error: all.error,
            waived: all.waived,
            by_case,
            ..Summary::default()
        },
        checks,
        diagnostics,
    }
}
