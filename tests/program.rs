//! The real program: what only a process shows.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const RECORD: &str = r#"{"format": "sharecheck-case/1", "child": {"id": "C-1001"}, "sharings": [], "meetings": [],
 "involvements": [{"id": "I-1", "kind": "child_in_need", "start": "2026-01-01", "social_worker": "P-SW"}],
 "professionals": [{"id": "P-SW", "role": "social_worker", "sector": "social_care"}],
 "appointments": [{"id": "AP-1", "date": "2026-03-02", "outcome": "was_not_brought"}]}
"#;

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn sharecheck(cwd: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sharecheck"))
        .args(words)
        .current_dir(cwd)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

#[test]
fn exit_codes_reach_the_shell() {
    let good = folder(&[("c.json", RECORD)]);
    let bad = folder(&[("c.json", RECORD), ("d.json", "{\"format\": \"sharecheck-case/1\", ")]);
    let empty = folder(&[]);
    let only = ["--select", "NEW-04", "--as-of", "2026-03-31", "--isolated"];
    let code = |cwd: &Path, words: &[&str]| sharecheck(cwd, &[words, &only].concat()).status.code();
    assert_eq!(code(good.path(), &["check", ".", "--fail-on", "never"]), Some(0));
    assert_eq!(code(good.path(), &["check", "."]), Some(1));
    assert_eq!(code(good.path(), &["check", ".", "--report", "nothing"]), Some(2));
    assert_eq!(code(empty.path(), &["check", "."]), Some(3));
    assert_eq!(code(bad.path(), &["check", "."]), Some(4));
}

#[test]
fn output_to_a_pipe_is_plain_bytes_and_the_same_each_time() {
    let good = folder(&[("c.json", RECORD)]);
    let words = ["check", ".", "--as-of", "2026-03-31", "--isolated"];
    for report in ["pretty", "short", "json"] {
        let words = [&words[..], &["--report", report]].concat();
        let once = sharecheck(good.path(), &words).stdout;
        assert!(!once.is_empty() && !once.contains(&0x1b), "{report}");
        for jobs in ["1", "2"] {
            let again = sharecheck(good.path(), &[&words[..], &["--jobs", jobs]].concat()).stdout;
            assert_eq!(String::from_utf8(again), String::from_utf8(once.clone()), "{report} with {jobs}");
        }
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let good = folder(&[("c.json", RECORD)]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_sharecheck"))
        .args(["check", ".", "--isolated", "--quiet"])
        .current_dir(good.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), String::from_utf8_lossy(&ended.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn version_and_help_are_on_standard_output() {
    let cwd = PathBuf::from(".");
    let version = sharecheck(&cwd, &["--version"]);
    assert_eq!(
        String::from_utf8_lossy(&version.stdout).trim(),
        concat!("sharecheck ", env!("CARGO_PKG_VERSION"))
    );
    let help = sharecheck(&cwd, &["check", "--help"]);
    assert_eq!(help.status.code(), Some(0));
    assert!(help.stderr.is_empty());
}
