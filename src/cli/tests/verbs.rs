//! The other verbs.

use serde_json::Value;

use super::super::Exit;
use super::super::trial::Trial;

#[test]
fn explain_prints_the_page_of_a_rule_and_of_a_clause() {
    let trial = Trial::new(&[]);
    for what in ["NEW-04", "new-04", "6.4"] {
        let ran = trial.run(&["explain", what]);
        assert_eq!(ran.exit, Exit::Clean);
        assert!(ran.stdout.contains("NEW-04") && ran.stdout.contains("What it checks"), "{ran:?}");
        assert!(!ran.stdout.contains('#'), "{ran:?}");
    }
    let near = trial.run(&["explain", "NEW-O4"]);
    assert!(near.stderr.contains("did you mean `NEW-04`"), "{near:?}");
}

#[test]
fn lists_come_for_people_and_for_programs() {
    let trial = Trial::new(&[]);
    for verb in [&["rules"][..], &["guidance"], &["explain", "NEW-04"]] {
        let people = trial.run(verb);
        assert!(people.stdout.contains("NEW-04"), "{people:?}");
        let programs = trial.run(&[verb, &["--format", "json"]].concat());
        let value: Value = serde_json::from_str(&programs.stdout).unwrap();
        assert_eq!(value["format"], format!("sharecheck-{}/1", verb[0]));
        let plain = trial.run(&[verb, &["--plain"]].concat());
        assert!(!plain.stdout.contains('─') && !plain.stdout.contains("   "), "{plain:?}");
    }
}

#[test]
fn rules_can_be_selected() {
    let ran = Trial::new(&[]).run(&["rules", "--select", "NEW-04"]);
    assert!(ran.stdout.contains("NEW-04") && !ran.stdout.contains("NAV-01"), "{ran:?}");
}

#[test]
fn the_words_of_rules_are_listed() {
    let trial = Trial::new(&[]);
    let ran = trial.run(&["rules", "--words"]);
    assert!(ran.stdout.contains("told_social_worker, of "), "{ran:?}");
    let value: Value =
        serde_json::from_str(&trial.run(&["rules", "--words", "--format", "json"]).stdout).unwrap();
    assert!(value["words"].as_array().is_some_and(|words| words.len() > 10));
}

#[test]
fn test_tells_by_its_exit_code() {
    let trial = Trial::new(&[]);
    let ran = trial.run(&["test", "NEW-04"]);
    assert_eq!(ran.exit, Exit::Clean, "{ran:?}");
    assert!(ran.stdout.contains("all as expected"), "{ran:?}");
}

#[test]
fn new_writes_a_rule_that_works_and_only_once() {
    let trial = Trial::new(&[]);
    let words = ["new", "LOC-01", "--title", "asthma plan not at school", "--into", "ours"];
    assert_eq!(trial.run(&words).exit, Exit::Clean);
    let files: Vec<_> = walkdir::WalkDir::new(trial.folder.path().join("ours"))
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.path().extension().unwrap().to_owned())
        .collect();
    assert_eq!(files.len(), 3);
    assert!(files.contains(&"rhai".into()) && files.contains(&"md".into()), "{files:?}");
    let tried = trial.run(&["test", "--rules", "ours", "LOC-01"]);
    assert_eq!(tried.exit, Exit::Clean, "{tried:?}");
    let again = trial.run(&words);
    assert_eq!(again.exit, Exit::Usage);
    assert!(again.stderr.contains("is there already"), "{again:?}");
}

#[test]
fn schemas_are_schemas() {
    for of in ["case", "report", "minutes", "config"] {
        let ran = Trial::new(&[]).run(&["schema", of]);
        let schema: Value = serde_json::from_str(&ran.stdout).unwrap();
        assert!(jsonschema::draft202012::meta::is_valid(&schema), "{of}");
    }
}

#[test]
fn completions_know_the_verbs() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = Trial::new(&[]).run(&["completions", shell]);
        assert!(ran.exit == Exit::Clean && ran.stdout.contains("explain"), "{shell}");
    }
}

#[test]
fn the_manual_has_a_page_for_each_verb() {
    let trial = Trial::new(&[]);
    assert!(trial.run(&["man"]).stdout.contains("sharecheck"));
    assert_eq!(trial.run(&["man", "--into", "man"]).exit, Exit::Clean);
    assert!(trial.file("man/sharecheck-check.1").contains("as\\-of"));
    assert!(trial.folder.path().join("man/sharecheck.1").exists());
}

#[test]
fn help_looks_as_it_did() {
    let trial = Trial::new(&[]);
    insta::assert_snapshot!(trial.run(&["--help"]).stdout);
    insta::assert_snapshot!(trial.run(&["check", "--help"]).stdout);
}

#[test]
fn without_arguments_help_is_printed_and_nothing_passes() {
    let ran = Trial::new(&[]).run(&[]);
    assert_eq!(ran.exit, Exit::Usage);
    assert!(ran.stderr.contains("Usage: sharecheck"), "{ran:?}");
}
