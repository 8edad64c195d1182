//! Packs: the worked one of the fixtures, and everything that a pack is refused for, at its place.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

use std::path::{Path, PathBuf};

use sharecheck::audit::{AuditRequest, RuleSeverity, run, run_examples};
use sharecheck::calendar::Day;
use sharecheck::intake::{Options, read};
use sharecheck::rulebook::{Fault, Rulebook, RulebookRequest, load};
use sharecheck::script::SettingValue;

fn wexbridge() -> Rulebook {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/packs/wexbridge");
    load(&RulebookRequest { folders: vec![folder], ..RulebookRequest::default() })
        .unwrap_or_else(|faults| panic!("{faults:#?}"))
}

fn builtin() -> Rulebook {
    load(&RulebookRequest::default()).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

#[test]
fn a_pack_changes_what_it_says_and_nothing_else() {
    let (pack, plain) = (wexbridge(), builtin());
    let rule = |book: &Rulebook, id: &str| book.rules.iter().find(|rule| rule.id == id).cloned();
    assert!(rule(&pack, "NAV-02").is_none() && rule(&plain, "NAV-02").is_some());
    assert_eq!(rule(&pack, "LTC-06").unwrap().severity, RuleSeverity::High);
    assert_eq!(rule(&pack, "NEW-04").unwrap().settings[0].value, SettingValue::Whole(1));
    assert_eq!(rule(&pack, "NEW-01").unwrap().settings, rule(&plain, "NEW-01").unwrap().settings);
    assert_eq!(rule(&pack, "WEX-01").unwrap().from, "wexbridge");
    assert_eq!(pack.rules.len(), plain.rules.len());
}

#[test]
fn the_report_names_the_pack_its_version_and_what_it_is_made_of() {
    let record = r#"{"format": "sharecheck-case/1", "child": {"id": "C-1"}}"#;
    let report = |book: &Rulebook, as_of: Day| {
        let intake = read(&[PathBuf::from("-")], &mut record.as_bytes(), &Options::default());
        run(intake, book, &AuditRequest::at(as_of), &|| {})
    };
    let in_force = Day::new(2026, 3, 31).unwrap();
    let (pack, plain) = (report(&wexbridge(), in_force).run, report(&builtin(), in_force).run);
    assert_eq!(pack.rulebook.id, format!("{}+wexbridge", plain.rulebook.id));
    assert_eq!(pack.rulebook.version, format!("{}+2026.1", plain.rulebook.version));
    assert_eq!(pack.rulebook.sha256.len(), 64);
    assert_ne!(pack.rulebook.sha256, plain.rulebook.sha256);
    let told = |as_of| {
        let report = report(&wexbridge(), as_of);
        report.diagnostics.iter().any(|told| told.code == "rulebook-not-in-force")
    };
    assert!(!told(in_force) && told(Day::new(2028, 1, 1).unwrap()) && told(Day::new(2025, 12, 31).unwrap()));
}

#[test]
fn examples_of_a_pack_and_of_the_rules_below_it_come_out_alike() {
    let failed = |book: &Rulebook| -> Vec<String> {
        let results = book.rules.iter().flat_map(|rule| run_examples(rule, book));
        results
            .filter(|result| !result.passed() && !result.rule.starts_with("NAV-02"))
            .map(|result| format!("{}:{} {}", result.file, result.line, result.subject))
            .collect()
    };
    // The stricter deadlines of the pack must not make the pages of the built-in rules wrong.
    assert_eq!(failed(&wexbridge()), failed(&builtin()));
}

/// The faults of a pack with this manifest and this script of a rule LOC-01.
fn faults(manifest: &str, script: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let page = "# LOC-01 A fault\n\n## What it checks\na\n\n## Why it matters\nb\n\n## Where the guidance says so\nc\n\n\
                ## What to do\nd\n\n## Examples\n### Met\n```toml\nexpect = { \"AP-1\" = \"met\" }\n```\n\
                ### Not met\n```toml\nexpect = { \"AP-1\" = \"not_met\" }\n```\n\
                ### Not applicable\n```toml\nexpect = { \"AP-1\" = \"not_applicable\" }\n```\n";
    std::fs::write(folder.path().join("rulebook.toml"), manifest).unwrap();
    if !script.is_empty() {
        std::fs::write(folder.path().join("a-fault.md"), page).unwrap();
        std::fs::write(folder.path().join("a-fault.rhai"), script).unwrap();
    }
    let request = RulebookRequest { folders: vec![folder.path().to_owned()], ..RulebookRequest::default() };
    let told = |fault: &Fault| {
        let file = fault.file.replace(&folder.path().display().to_string(), "pack");
        format!("{file}:{}:{}: {}\n    {}", fault.line, fault.column, fault.message, fault.help)
    };
    match load(&request) {
        Ok(_) => "accepted".to_owned(),
        Err(faults) => faults.iter().map(told).collect::<Vec<_>>().join("\n"),
    }
}

#[test]
fn what_a_manifest_gets_wrong_is_told_at_its_line() {
    let head = "id = \"x\"\nversion = \"1\"\n";
    let cases = [
        "titel = \"misspelt\"",
        "extends = \"another-pack\"",
        "needs = \"99.0\"",
        "edition = \"2031\"",
        "effective_from = 2026-04-01\neffective_to = 2026-03-31",
        "effective_from = 12:00:00",
        "coverage = 120",
        "disable = [\"NEW-99\"]",
        "[severity]\nNEW-04 = \"severe\"",
        "[severity]\nNEW-99 = \"low\"",
        "[settings.NEW-04]\nworking_dys = 1",
        "[settings.NEW-04]\nworking_days = \"one\"",
        "[settings.NEW-04]\nworking_days = 1.5",
        "[settings.NEW-04]\nworking_days = 99999",
        "[settings.NEW-99]\nworking_days = 1",
    ];
    let told: Vec<String> =
        cases.iter().map(|case| format!("{case}\n=> {}", faults(&format!("{head}{case}\n"), ""))).collect();
    insta::assert_snapshot!(told.join("\n\n"));
}

#[test]
fn what_a_rule_of_a_pack_gets_wrong_is_told_at_its_line() {
    let head = "id = \"x\"\nversion = \"1\"\n";
    let rule = |id: &str, clause: &str, when: &str| {
        format!(
            "rule(\"{id}\", \"A fault\")\n    .clause(\"{clause}\")\n    .severity(\"low\")\n    .each(appointments)\n    \
             .when(|visit| {when})\n    .must(\"an outcome\", |visit| visit.outcome.is_given())\n    .say(\"Visit\");\n"
        )
    };
    let good = "visit.is_missed";
    assert_eq!(faults(head, &rule("LOC-01", "6.4", good)), "accepted");
    let cases = [
        rule("LOC-02", "6.4", good),
        rule("LOC-01", "6.44", good),
        rule("LOC-01", "6.4", "visit.is_mised"),
        rule("LOC-01", "6.4", "visit.outcome == \"was_not_brough\""),
        rule("LOC-01", "6.4", "appointmnts.any(|other| other.is_missed)"),
        rule("LOC-01", "6.4", "visit.is_missed && visit.is_missed"),
    ];
    let told: Vec<String> = cases.iter().map(|case| faults(head, case)).collect();
    insta::assert_snapshot!(told.join("\n\n"));
}

#[test]
fn a_growth_reference_is_read_and_a_wrong_one_is_refused_at_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("uk90.csv");
    let load_with = |text: &str| {
        std::fs::write(&file, text).unwrap();
        load(&RulebookRequest { growth_reference: Some(file.clone()), ..RulebookRequest::default() })
    };
    let rows = [4.0, 5.0, 6.0, 7.0].map(|age| format!("weight,male,{age},1,10,0.1\n")).concat();
    let book = load_with(&format!("measure,sex,age_years,l,m,s\n{rows}")).unwrap();
    assert_ne!(book.sha256, builtin().sha256);
    assert_ne!(format!("{:?}", book.growth), format!("{:?}", builtin().growth));
    let faults = load_with("measure,sex,age_years,l,m,s\nweight,boy,4,1,10,0.1\n").unwrap_err();
    assert!(faults.len() == 1 && faults[0].line == 2 && faults[0].file.ends_with("uk90.csv"), "{faults:?}");
    std::fs::remove_file(&file).unwrap();
    let gone = RulebookRequest { growth_reference: Some(file), ..RulebookRequest::default() };
    assert!(load(&gone).unwrap_err()[0].message.contains("cannot be read"));
}
