//! What it costs to load the whole rulebook, and to check one child and a thousand.
//!
//! `cargo bench --bench rulebook`
#![expect(clippy::unwrap_used, reason = "a measuring program for developers")]

use std::path::PathBuf;

use divan::{Bencher, black_box};
use sharecheck::audit::{AuditRequest, run};
use sharecheck::calendar::Day;
use sharecheck::intake::{Intake, Options, read};
use sharecheck::rulebook::{Rulebook, RulebookRequest, load};

fn main() {
    divan::main();
}

fn rulebook() -> Rulebook {
    load(&RulebookRequest::default()).unwrap()
}

/// Records that are the one of a fixture under other ids, as one stream.
fn stream(children: usize) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/cases/c-1011.json");
    let value: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let line = |number: usize| {
        let mut record = value.clone();
        record["child"]["id"] = format!("C-{number}").into();
        format!("{record}\n")
    };
    (0..children).map(line).collect()
}

fn intake(stream: &str) -> Intake {
    read(&[PathBuf::from("-")], &mut stream.as_bytes(), &Options::default())
}

/// Scripts, pages, word lists, clauses and bank holidays, from their text to rules that can be run.
#[divan::bench(sample_count = 20)]
fn load_rulebook() -> Rulebook {
    rulebook()
}

/// Every rule over records that have been read, with the wording of every finding.
#[divan::bench(args = [1, 1000], sample_count = 10)]
fn check_children(bencher: Bencher<'_, '_>, children: usize) {
    let (book, stream) = (rulebook(), stream(children));
    let request = AuditRequest::at(Day::new(2026, 3, 31).unwrap());
    bencher
        .with_inputs(|| intake(&stream))
        .bench_values(|intake| run(black_box(intake), &book, &request, &|| {}));
}

/// Reading those records: JSON text to children.
#[divan::bench(args = [1, 1000], sample_count = 10)]
fn read_children(bencher: Bencher<'_, '_>, children: usize) {
    let stream = stream(children);
    bencher.bench(|| intake(black_box(&stream)));
}
