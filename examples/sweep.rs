//! Learns with one author left out at a time and prints the left-out scores, one line a text and topic:
//! author, text, topic, label, rules, discussed, explained, explained with vetoes passed over.
//!
//! `cargo run --release --example sweep -- LABELS... [--hold AUTHOR,...]`
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a measuring program for developers")]

use std::path::Path;

use sharecheck::language::{Lesson, learn, scores};

#[path = "measure/labelled.rs"]
mod labelled;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let hold = arguments.iter().position(|a| a == "--hold").and_then(|at| arguments.get(at + 1));
    let texts: Vec<labelled::Labelled> = arguments
        .iter()
        .take_while(|argument| !argument.starts_with("--"))
        .flat_map(|path| labelled::read(Path::new(path)))
        .collect();
    let mut authors: Vec<&str> = texts.iter().map(|text| text.author.as_str()).collect();
    authors.sort_unstable();
    authors.dedup();
    let lexicon = labelled::lexicon();
    for author in
        authors.iter().filter(|author| hold.is_none_or(|hold| hold.split(',').any(|h| h == **author)))
    {
        let lessons: Vec<Lesson> =
            texts.iter().filter(|text| text.author != *author).map(|text| text.lesson.clone()).collect();
        let taught = lexicon.clone().with_weights(learn(&lessons, &lexicon));
        for text in texts.iter().filter(|text| text.author == *author && text.whole) {
            for score in scores(&text.lesson.document, &taught, &text.lesson.people) {
                if !text.lesson.only.is_empty() && !text.lesson.only.contains(&score.topic) {
                    continue;
                }
                println!(
                    "{author}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
                    text.name,
                    score.topic,
                    text.gold(score.topic),
                    score.rules,
                    score.discussed,
                    score.explained,
                    score.any_explained,
                    score.sentences[0],
                    score.sentences[1],
                    text.gold.get(&score.topic).map_or("", |gold| &gold.1).replace(['\n', '\t'], " ")
                );
            }
        }
    }
}
