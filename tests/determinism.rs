//! Same inputs, same bytes: whatever the number of threads, the run, or the order in which files are named.

#![expect(clippy::unwrap_used, reason = "in a test a missing file is a failure")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all.sort();
    all
}

/// The JSON report of a check of `paths`, from the folder of the project.
fn report(paths: &[String], more: &[&str]) -> Vec<u8> {
    let out = Command::new(env!("CARGO_BIN_EXE_sharecheck"))
        .arg("check")
        .args(paths)
        .args(["--as-of", "2026-03-31", "--isolated", "--report", "json", "--show", "not_applicable"])
        .args(more)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(out.stdout.len() > 100_000, "{}", String::from_utf8_lossy(&out.stderr));
    out.stdout
}

#[test]
fn the_report_of_the_fixtures_is_the_same_bytes_each_time() {
    let folder = ["fixtures/cases".to_owned(), "fixtures/minutes".to_owned()];
    let once = report(&folder, &["--jobs", "1"]);
    assert!(once == report(&folder, &["--jobs", "1"]), "two runs differ");
    assert!(once == report(&folder, &["--jobs", "2"]), "two threads say something else than one");
    assert!(once == report(&folder, &["--jobs", "7"]), "seven threads say something else than one");
}

#[test]
fn the_order_in_which_files_are_named_does_not_matter() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut named: Vec<String> = ["cases", "minutes"]
        .iter()
        .flat_map(|folder| files(&root.join("fixtures").join(folder)))
        .map(|path| path.strip_prefix(root).unwrap().display().to_string())
        .collect();
    assert!(named.len() > 20);
    let forwards = report(&named, &[]);
    named.reverse();
    assert!(forwards == report(&named, &[]), "backwards");
    let half = named.len() / 2;
    named.rotate_left(half);
    assert!(forwards == report(&named, &["--jobs", "2"]), "from the middle");
    let folders = ["fixtures/minutes".to_owned(), "fixtures/cases".to_owned()];
    assert!(forwards == report(&folders, &[]), "as folders");
}
