//! Learns the weights from labelled texts and writes them where the word lists are.
//!
//! `cargo run --release --example train -- LABELS...` writes `rules/words/weights.toml`; the same labels give the same bytes.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a program for developers")]

use std::path::Path;

use sharecheck::language::{Lesson, learn};

#[expect(dead_code, reason = "learning needs the lessons alone")]
#[path = "measure/labelled.rs"]
mod labelled;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let lessons: Vec<Lesson> = labelled::read_all(&arguments).into_iter().map(|text| text.lesson).collect();
    let text = learn(&lessons, &labelled::untaught()).to_text();
    let lines: Vec<&str> =
        text.as_bytes().chunks(120).map(|line| std::str::from_utf8(line).unwrap()).collect();
    let file = format!(
        "# Learned weights of hashed features; written by `cargo run --release --example train`, not by hand.\n\n\
         weights = \"\"\"\n{}\n\"\"\"\n",
        lines.join("\n")
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/words/weights.toml");
    std::fs::write(&path, &file).unwrap();
    println!("{} texts, {} bytes in {}", lessons.len(), file.len(), path.display());
}
