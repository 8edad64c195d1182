//! Results of examples for build servers are valid JUnit.

use std::path::Path;
use std::process::Command;

/// `xmllint`, or Python's lxml: whichever is there.
fn validate(schema: &Path, document: &Path) -> Option<std::process::Output> {
    let xmllint = Command::new("xmllint").args(["--noout", "--schema"]).args([schema, document]).output();
    if let Ok(ran) = xmllint {
        return Some(ran);
    }
    if !Command::new("python3").args(["-c", "import lxml"]).output().is_ok_and(|ran| ran.status.success()) {
        return None;
    }
    let program = "import sys\nfrom lxml import etree\n\
                   etree.XMLSchema(etree.parse(sys.argv[1])).assertValid(etree.parse(sys.argv[2]))";
    Command::new("python3").args(["-c", program]).args([schema, document]).output().ok()
}

#[test]
fn results_of_examples_are_valid_junit() {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/schemas/junit-10.xsd");
    if !schema.exists() {
        eprintln!("skipped: {} is not there", schema.display());
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let ran = Command::new(env!("CARGO_BIN_EXE_sharecheck"))
        .args(["test", "NEW", "--isolated", "--report", "junit=results.xml"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(ran.status.success(), "{ran:?}");
    match validate(&schema, &folder.path().join("results.xml")) {
        None => eprintln!("skipped: neither xmllint nor python3 with lxml is installed"),
        Some(checked) => assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr)),
    }
}
