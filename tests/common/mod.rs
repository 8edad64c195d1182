//! A rulebook of one rule in a folder of its own, for tests.

#![expect(clippy::unwrap_used, reason = "in a test a missing file is a failure")]

use std::path::PathBuf;

use sharecheck::rulebook::{Fault, Rulebook, RulebookRequest, load};

/// A page with the three examples that every rule needs.
pub const PAGE: &str = "# LOC-01 A local fault

## What it checks
Something.

## Why it matters
It does.

## Where the guidance says so
Clause 6.4.

## What to do
Do it.

## Examples
### Met
```toml
expect = { \"AP-1\" = \"met\" }
```
### Not met
```toml
expect = { \"AP-1\" = \"not_met\" }
```
### Not applicable
```toml
expect = { \"AP-1\" = \"not_applicable\" }
```
";

/// The head of a pack.
pub const HEAD: &str = "id = \"local\"\nversion = \"1.0.0\"\n";

/// A folder with files.
pub fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// Loads packs over the built-in rulebook; faults name files below their folder.
pub fn load_files(files: &[(&str, &str)]) -> Result<Rulebook, Vec<Fault>> {
    let folder = folder(files);
    let shown = format!("{}/", folder.path().display());
    let folders: Vec<PathBuf> = vec![folder.path().to_path_buf()];
    load(&RulebookRequest { folders, ..RulebookRequest::default() }).map_err(|faults| {
        let here = folders_of(&shown);
        let short = |fault: Fault| Fault {
            file: fault.file.replace(&shown, ""),
            message: fault.message.replace(&here, "the pack"),
            ..fault
        };
        faults.into_iter().map(short).collect()
    })
}

/// The folder without the slash at its end.
fn folders_of(shown: &str) -> String {
    shown.trim_end_matches('/').to_owned()
}

/// A pack with one rule.
pub fn load_rule(script: &str) -> Result<Rulebook, Vec<Fault>> {
    load_files(&[("rulebook.toml", HEAD), ("local/one.rhai", script), ("local/one.md", PAGE)])
}
