//! `check`: what goes where.

use serde_json::Value;

use super::super::trial::{NEVER_SHARED, Trial, shared_in_time};
use super::super::{Exit, Terminal};

fn trial() -> Trial {
    Trial::new(&[("cases/c-1001.toml", NEVER_SHARED)])
}

const CHECK: [&str; 4] = ["check", "cases", "--select", "NEW-04"];

fn words<'a>(more: &[&'a str]) -> Vec<&'a str> {
    CHECK.iter().chain(more).copied().collect()
}

#[test]
fn json_on_standard_output_is_alone_there() {
    let ran = trial().run(&words(&["--report", "json"]));
    let report: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(report["format"], "sharecheck-report/1");
    assert!(ran.stderr.contains("1 not met"), "{ran:?}");
    let quiet = trial().run(&words(&["--report", "json", "--quiet"]));
    assert_eq!(quiet.stderr, "");
}

#[test]
fn several_reports_in_one_run() {
    let trial = trial();
    let ran =
        trial.run(&words(&["--report", "pretty", "--report", "json=out/r.json", "--report", "short=r.txt"]));
    assert_eq!(ran.exit, Exit::Findings);
    assert!(ran.stdout.contains("Summary"));
    let report: Value = serde_json::from_str(&trial.file("out/r.json")).unwrap();
    assert_eq!(report["summary"]["not_met"], 1);
    assert!(trial.file("r.txt").contains("high[NEW-04]"));
}

#[test]
fn the_as_of_date_is_today_unless_given() {
    let as_of = |more: &[&str]| {
        let ran = trial().run(&words(&[&["--report", "json"], more].concat()));
        let report: Value = serde_json::from_str(&ran.stdout).unwrap();
        (report["run"]["as_of"].as_str().unwrap().to_owned(), ran.stderr)
    };
    assert_eq!(as_of(&[]).0, "2026-04-01");
    assert_eq!(as_of(&["--as-of", "2026-03-31"]).0, "2026-03-31");
    let (day, told) = as_of(&["--as-of", "2026-05-01"]);
    assert_eq!(day, "2026-05-01");
    assert!(told.contains("lies ahead"), "{told}");
}

#[test]
fn met_is_listed_on_request() {
    let trial = Trial::new(&[("cases/c-1001.toml", &shared_in_time())]);
    let more = ["--report", "short", "--as-of", "2026-03-31"];
    assert!(!trial.run(&words(&more)).stdout.contains("met[NEW-04]"));
    assert!(trial.run(&words(&[&more[..], &["--show", "met"]].concat())).stdout.contains("met[NEW-04]"));
}

#[test]
fn colours_come_on_a_terminal_and_go_when_asked() {
    let mut trial = trial();
    let coloured = |trial: &Trial, more: &[&str]| trial.run(&words(more)).stdout.contains('\u{1b}');
    assert!(!coloured(&trial, &[]));
    assert!(coloured(&trial, &["--color", "always"]));
    trial.terminal = Terminal { stdout: true, stderr: false, width: Some(80), unicode: true };
    assert!(coloured(&trial, &[]));
    assert!(!coloured(&trial, &["--color", "never"]));
    assert!(!coloured(&trial, &["--plain"]));
    trial.env = vec![("NO_COLOR", "1")];
    assert!(!coloured(&trial, &[]));
}

#[test]
fn a_report_in_a_file_has_no_colours() {
    let trial = trial();
    trial.run(&words(&["--color", "always", "--report", "pretty=r.txt"]));
    assert!(!trial.file("r.txt").contains('\u{1b}'));
}

#[test]
fn records_come_from_standard_input_too() {
    let mut trial = Trial::new(&[]);
    trial.stdin = concat!(
        r#"{"format": "sharecheck-case/1", "child": {"id": "C-7"}, "sharings": [], "meetings": [], "#,
        r#""involvements": [{"id": "I-1", "kind": "child_in_need", "start": "2026-01-01", "social_worker": "P-1"}], "#,
        r#""professionals": [{"id": "P-1", "role": "social_worker", "sector": "social_care"}], "#,
        r#""appointments": [{"id": "AP-1", "date": "2026-03-02", "outcome": "was_not_brought"}]}"#,
        "\n"
    );
    let ran = trial.run(&["check", "-", "--select", "NEW-04", "--report", "short"]);
    assert_eq!(ran.exit, Exit::Findings, "{ran:?}");
    assert!(ran.stdout.contains("(case C-7)"), "{ran:?}");
}

#[test]
fn one_child_can_be_checked_alone() {
    let other = NEVER_SHARED.replace("C-1001", "C-1002");
    let trial = Trial::new(&[("cases/a.toml", NEVER_SHARED), ("cases/b.toml", &other)]);
    let ran = trial.run(&words(&["--report", "short", "--case", "C-1002"]));
    assert!(ran.stdout.contains("C-1002") && !ran.stdout.contains("C-1001"), "{ran:?}");
}

#[test]
fn the_configuration_is_found_upward_and_the_command_line_wins() {
    let trial = Trial::new(&[
        ("cases/c-1001.toml", NEVER_SHARED),
        ("sharecheck.toml", "report = [\"short\"]\nselect = [\"NEW-04\"]\n"),
        ("team.toml", "report = [\"json\"]\nselect = [\"NEW-04\"]\n"),
    ]);
    assert!(trial.run(&["check", "cases"]).stdout.contains("high[NEW-04]"));
    assert!(trial.run(&["check", "cases", "--config", "team.toml"]).stdout.starts_with('{'));
    assert!(trial.run(&["check", "cases", "--report", "json"]).stdout.starts_with('{'));
    assert!(trial.run(&["check", "cases", "--isolated", "--select", "NEW-04"]).stdout.contains("Summary"));
}

#[test]
fn settings_of_the_team_are_in_the_report() {
    let text = "select = [\"NEW-04\"]\nreport = [\"json\"]\n[settings.NEW-04]\nworking_days = 1\n";
    let trial = Trial::new(&[("cases/c-1001.toml", NEVER_SHARED), ("sharecheck.toml", text)]);
    let report: Value = serde_json::from_str(&trial.run(&["check", "cases"]).stdout).unwrap();
    assert_eq!(report["rules"][0]["settings"]["working_days"], 1);
}

#[test]
fn a_report_that_cannot_be_written_says_so() {
    let trial = trial();
    let ran = trial.run(&words(&["--report", "json=cases"]));
    assert_eq!(ran.exit.code(), 2);
    assert!(ran.stderr.contains("cannot write"), "{ran:?}");
}
