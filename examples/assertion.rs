//! Prints how terms are meant, for outside measurement.
//!
//! `cargo run --release --example assertion < file.tsv`
//!
//! Reads one `term<TAB>sentence` a line; further columns are passed over. Prints for each line
//! `assertion<TAB>cue<TAB>term`, where the assertion is `affirmed`, `negated`, `deferred`, `hypothetical`, `historical`,
//! `somebody_else`, `general`, `unknown`, or `not_found` where the sentence does not hold the term. A first line
//! `term<TAB>sentence...` is a heading and prints the heading `assertion<TAB>cue<TAB>term`. With `--score` the third column is read as
//! the labelled negation (`Negated` or `Affirmed`), and only precision, recall and F1 of `negated` are printed, with
//! `--errors` also each line that differs.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a measuring program for developers")]

use std::io::{BufRead, stdin};

use sharecheck::language::assertion_of;

#[expect(dead_code, reason = "only the word lists are used here")]
#[path = "measure/labelled.rs"]
mod labelled;

fn main() {
    let lexicon = labelled::lexicon();
    let has = |name: &str| std::env::args().any(|argument| argument == name);
    let (score, errors) = (has("--score"), has("--errors"));
    let (mut right, mut wrong, mut lost) = (0usize, 0usize, 0usize);
    for (number, line) in stdin().lock().lines().enumerate() {
        let line = line.unwrap();
        let mut columns = line.split('\t');
        let (term, sentence) = (columns.next().unwrap_or_default(), columns.next().unwrap_or_default());
        if number == 0 && term == "term" && sentence == "sentence" {
            if !score {
                println!("assertion\tcue\tterm");
            }
            continue;
        }
        let (meant, cue) = assertion_of(term, sentence, &lexicon)
            .map_or(("not_found", String::new()), |(meant, cue)| (meant.name(), cue));
        if !score {
            println!("{meant}\t{cue}\t{term}");
            continue;
        }
        let gold = columns.next().unwrap_or_default() == "Negated";
        match (gold, meant == "negated") {
            (true, true) => right += 1,
            (false, true) => wrong += 1,
            (true, false) => lost += 1,
            _ => {}
        }
        if errors && gold != (meant == "negated") {
            println!("{} {meant} <{cue}> {term} | {sentence}", if gold { "LOST" } else { "WRONG" });
        }
    }
    if score {
        let (precision, recall) =
            (right as f64 / (right + wrong) as f64, right as f64 / (right + lost) as f64);
        let f1 = 2.0 * precision * recall / (precision + recall);
        println!(
            "precision {precision:.3} recall {recall:.3} F1 {f1:.3} (right {right}, wrong {wrong}, lost {lost})"
        );
    }
}
