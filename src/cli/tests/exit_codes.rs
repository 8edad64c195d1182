//! Each documented exit code, and that nothing but what is documented changes it.

use super::super::Exit;
use super::super::trial::{NEVER_SHARED, Trial, not_collected, shared_in_time};

const ONLY: [&str; 6] = ["check", "--select", "NEW-04", "--as-of", "2026-03-31", "--isolated"];

fn exit(text: &str, more: &[&str]) -> Exit {
    let words: Vec<&str> = ONLY.iter().chain(more).copied().collect();
    Trial::new(&[("cases/c-1001.toml", text)]).run(&words).exit
}

#[test]
fn nothing_found_is_0() {
    assert_eq!(exit(&shared_in_time(), &[]).code(), 0);
}

#[test]
fn a_finding_is_1() {
    assert_eq!(exit(NEVER_SHARED, &[]).code(), 1);
}

#[test]
fn findings_below_fail_on_are_0() {
    assert_eq!(exit(NEVER_SHARED, &["--fail-on", "high"]).code(), 1);
    assert_eq!(exit(NEVER_SHARED, &["--fail-on", "never"]).code(), 0);
    let trial = Trial::new(&[
        ("cases/c-1001.toml", NEVER_SHARED),
        ("sharecheck.toml", "select = [\"NEW-04\"]\nfail_on = \"medium\"\n[severity]\nNEW-04 = \"low\"\n"),
    ]);
    assert_eq!(trial.run(&["check", "cases"]).exit.code(), 0);
    assert_eq!(trial.run(&["check", "cases", "--fail-on", "low"]).exit.code(), 1);
}

#[test]
fn an_unknown_is_0_unless_asked_for() {
    assert_eq!(exit(&not_collected(), &[]).code(), 0);
    assert_eq!(exit(&not_collected(), &["--fail-on-unknown"]).code(), 1);
}

#[test]
fn wrong_usage_is_2() {
    let trial = Trial::new(&[("c.toml", NEVER_SHARED)]);
    for words in [
        &[][..],
        &["chekc"],
        &["check", "--as-of", "31/03/2026"],
        &["check", "--select", "NEW-99"],
        &["check", "--report", "xml"],
        &["check", "--from", "2026-02-01", "--to", "2026-01-01"],
        &["check", "--report", "json", "--report", "short"],
        &["check", "--config", "nowhere.toml"],
        &["check", "--jobs", "0"],
        &["explain", "NEW-99"],
        &["new", "lower-1"],
    ] {
        let ran = trial.run(words);
        assert_eq!(ran.exit.code(), 2, "{words:?}: {ran:?}");
        assert!(ran.stdout.is_empty() && !ran.stderr.is_empty(), "{words:?}: {ran:?}");
    }
}

#[test]
fn a_faulty_configuration_is_2() {
    let trial = Trial::new(&[("c.toml", NEVER_SHARED), ("sharecheck.toml", "fail-on = \"low\"\n")]);
    let ran = trial.run(&["check", "."]);
    assert_eq!(ran.exit.code(), 2);
    assert!(
        ran.stderr.contains("did you mean `fail_on`") && ran.stderr.contains("sharecheck.toml:1:1"),
        "{ran:?}"
    );
    assert_eq!(trial.run(&["check", ".", "--isolated", "--select", "NEW-04"]).exit.code(), 1);
}

#[test]
fn a_rulebook_that_does_not_load_is_2() {
    let text = "[settings.NEW-04]\nworking_dys = 1\n";
    let trial = Trial::new(&[("c.toml", NEVER_SHARED), ("sharecheck.toml", text)]);
    let ran = trial.run(&["check", "."]);
    assert_eq!(ran.exit.code(), 2);
    assert!(ran.stderr.contains("sharecheck.toml:2:1"), "{ran:?}");
}

#[test]
fn nothing_to_check_is_3() {
    let trial = Trial::new(&[("notes/readme.rst", "nothing")]);
    for words in [&["check", "notes"][..], &["check", "nowhere"], &["check", "no", "where"]] {
        let ran = trial.run(words);
        assert_eq!(ran.exit.code(), 3, "{words:?}: {ran:?}");
        assert!(ran.stderr.contains("what to do"), "{ran:?}");
    }
    let trial = Trial::new(&[("c.toml", NEVER_SHARED)]);
    let ran = trial.run(&["check", ".", "--case", "C-1002"]);
    assert_eq!(ran.exit.code(), 3);
    assert!(ran.stderr.contains("did you mean `C-1001`"), "{ran:?}");
}

#[test]
fn input_that_cannot_be_read_is_4_whatever_else_was_found() {
    for good in [NEVER_SHARED.to_owned(), shared_in_time()] {
        let trial = Trial::new(&[("c/a.toml", &good), ("c/b.json", "{\"format\": \"sharecheck-case/1\", ")]);
        let ran = trial.run(&["check", "c", "--select", "NEW-04", "--as-of", "2026-03-31"]);
        assert_eq!(ran.exit.code(), 4, "{ran:?}");
        assert!(ran.stdout.contains("INCOMPLETE"), "{ran:?}");
    }
}

#[test]
fn no_report_changes_the_exit_code() {
    for report in ["pretty", "short", "json", "json=out.json"] {
        assert_eq!(exit(NEVER_SHARED, &["--report", report]).code(), 1, "{report}");
        assert_eq!(exit(NEVER_SHARED, &["--plain", "--quiet", "--report", report]).code(), 1, "{report}");
    }
}

#[test]
fn a_closed_pipe_is_success() {
    let mut trial = Trial::new(&[("c.toml", NEVER_SHARED)]);
    trial.closed = true;
    for words in
        [&["check", "."][..], &["rules"], &["guidance"], &["schema", "report"], &["--help"], &["man"]]
    {
        let ran = trial.run(words);
        assert_eq!((ran.exit.code(), ran.stderr.as_str()), (0, ""), "{words:?}");
    }
}
