//! The verbs that look into the rulebook with records or examples at hand: `explain`, `guidance` and `test`.

use serde_json::Value;

use super::super::Exit;
use super::super::trial::{NEVER_SHARED, Trial};

const AS_OF: [&str; 2] = ["--as-of", "2026-03-31"];

fn trial() -> Trial {
    Trial::new(&[("cases/c-1001.toml", NEVER_SHARED)])
}

fn fingerprint(trial: &Trial) -> String {
    let words = ["check", "cases", "--select", "NEW-04", "--report", "json", "--as-of", "2026-03-31"];
    let report: Value = serde_json::from_str(&trial.run(&words).stdout).unwrap();
    report["checks"][0]["fingerprint"].as_str().unwrap().to_owned()
}

#[test]
fn a_fingerprint_and_its_beginning_explain_a_check() {
    let trial = trial();
    let whole = fingerprint(&trial);
    for name in [&whole[..], &whole[..12], &whole.to_uppercase()] {
        let ran = trial.run(&[&["explain", name, "cases"][..], &AS_OF].concat());
        assert_eq!(ran.exit, Exit::Clean, "{ran:?}");
        for part in [
            "not met",
            "2 Mar 2026 + 2 working days = 4 Mar 2026",
            "c-1001.toml:",
            "Clause 6.4",
            "What to do",
        ] {
            assert!(ran.stdout.contains(part), "{part}: {ran:?}");
        }
    }
    let programs = trial.run(&["explain", &whole, "cases", "--format", "json", "--as-of", "2026-03-31"]);
    let value: Value = serde_json::from_str(&programs.stdout).unwrap();
    assert_eq!(value["checks"][0]["fingerprint"], whole);
}

#[test]
fn a_fingerprint_that_is_not_there_says_so() {
    let trial = trial();
    let unknown = trial.run(&["explain", "0123456789abcdef", "cases"]);
    assert_eq!(unknown.exit, Exit::Usage);
    assert!(unknown.stderr.contains("no check over these records"), "{unknown:?}");
    let without = trial.run(&["explain", &fingerprint(&trial)]);
    assert_eq!(without.exit, Exit::Usage);
    assert!(without.stderr.contains("can only be explained from its records"), "{without:?}");
    assert_eq!(trial.run(&["explain", &fingerprint(&trial), "nowhere"]).exit, Exit::NoInput);
}

#[test]
fn a_rule_with_records_lists_its_results() {
    let trial = trial();
    let ran = trial.run(&["explain", "NEW-04", "cases", "--as-of", "2026-03-31"]);
    assert!(ran.stdout.contains(&fingerprint(&trial)) && ran.stdout.contains("What it checks"), "{ran:?}");
}

#[test]
fn growth_is_drawn_for_rules_about_growth() {
    let text = NEVER_SHARED
        .replace("id = \"C-1001\"\n", "id = \"C-1001\"\nsex = \"female\"\ndate_of_birth = 2025-01-01\n");
    let growth = "[[growth]]\nid = \"GR-1\"\ndate = 2026-02-02\nweight_kg = 9.0\n";
    let trial = Trial::new(&[("cases/c.toml", &format!("{text}{growth}"))]);
    let words = ["explain", "LTC-07", "cases", "--as-of", "2026-03-31", "--format", "json"];
    let value: Value = serde_json::from_str(&trial.run(&words).stdout).unwrap();
    let name = value["checks"][0]["fingerprint"].as_str().unwrap().to_owned();
    let ran = trial.run(&["explain", &name, "cases", "--as-of", "2026-03-31"]);
    assert!(ran.stdout.contains("Weight of a girl") && ran.stdout.contains('*'), "{ran:?}");
}

#[test]
fn guidance_counts_what_came_of_each_clause() {
    let ran = trial().run(&["guidance", "cases", "--format", "json", "--as-of", "2026-03-31"]);
    let value: Value = serde_json::from_str(&ran.stdout).unwrap();
    let clauses = value["clauses"].as_array().unwrap();
    let clause = clauses.iter().find(|clause| clause["number"] == "6.4").unwrap();
    assert_eq!(clause["result"]["not_met"], 1);
    assert_eq!(clause["result"]["compliance"], 0.0);
    assert_eq!(value["without_rule"], Value::Array(Vec::new()));
    let people = trial().run(&["guidance", "cases", "--as-of", "2026-03-31"]);
    assert!(
        people.stdout.contains("Compliance") && people.stdout.contains("as of 31 Mar 2026"),
        "{people:?}"
    );
    assert_eq!(trial().run(&["guidance", "nowhere"]).exit, Exit::NoInput);
}

#[test]
fn a_clause_without_a_rule_is_named() {
    let trial = Trial::new(&[("sharecheck.toml", "disable = [\"NEW-04\"]\n")]);
    let ran = trial.run(&["guidance"]);
    assert!(ran.stdout.contains("1 without a rule: 6.4"), "{ran:?}");
}

/// A scaffolded rule of its own folder, changed.
fn changed(from: &str, to: &str) -> Trial {
    let trial = Trial::new(&[]);
    assert_eq!(trial.run(&["new", "LOC-01", "--title", "a fault", "--into", "ours"]).exit, Exit::Clean);
    let text = trial.file("ours/a-fault.rhai");
    assert!(text.contains(from));
    std::fs::write(trial.folder.path().join("ours/a-fault.rhai"), text.replace(from, to)).unwrap();
    trial
}

#[test]
fn lines_that_no_example_reaches_are_told_and_too_many_are_a_finding() {
    let words = ["test", "--rules", "ours", "LOC-01", "--coverage"];
    let whole = changed("visit.is_missed", "visit.is_missed").run(&words);
    assert!(whole.exit == Exit::Clean && whole.stdout.contains("100.0 %"), "{whole:?}");
    // Nothing in the examples is both missed and attended, so that the last line is never asked.
    let part = changed(
        "visit.is_missed)",
        "visit.is_missed\n        or visit.outcome == \"attended\"\n            and visit.is_missed\n            and visit.is_missed)",
    );
    let ran = part.run(&words);
    assert_eq!(ran.exit, Exit::Findings, "{ran:?}");
    assert!(ran.stdout.contains("no example reaches `and visit.is_missed)`"), "{ran:?}");
    let unused = changed("rule(", "fn never(visit) {\n    visit.is_missed\n}\n\nrule(").run(&words);
    assert!(unused.stdout.contains("a-fault.rhai:5: no example reaches `visit.is_missed`"), "{unused:?}");
}

#[test]
fn a_condition_that_comes_out_one_way_only_is_told() {
    let words = ["test", "--rules", "ours", "LOC-01", "--coverage"];
    let ran = changed("    // What is counted", "    .for_child(child.has_record)\n    // What is counted")
        .run(&words);
    assert!(ran.stdout.contains("in no example does `for_child` come out false"), "{ran:?}");
}

#[test]
fn a_failed_example_says_expected_got_why_and_where() {
    let trial = changed("visit.is_missed)", "not(visit.is_missed))");
    let ran = trial.run(&["test", "--rules", "ours", "LOC-01", "--report", "junit=out/results.xml"]);
    assert_eq!(ran.exit, Exit::Findings);
    for part in ["expected: met", "got: not applicable", "why: ", "working: ", "where: ", "a-fault.md:19"] {
        assert!(ran.stdout.contains(part), "{part}: {ran:?}");
    }
    let xml = trial.file("out/results.xml");
    assert!(xml.contains("failures=\"") && xml.contains("expected met, got not applicable"), "{xml}");
    let only = trial.run(&["test", "--rules", "ours", "LOC-01", "--report", "junit"]);
    assert_eq!(only.stdout, xml);
    assert_eq!(trial.run(&["test", "--report", "xml"]).exit, Exit::Usage);
}
