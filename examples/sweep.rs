//! Learns with one author left out at a time and prints the left-out scores, one line a text and topic:
//! author, text, topic, label, rules, discussed, explained, explained with vetoes passed over.
//!
//! `cargo run --release --example sweep -- LABELS... [--hold AUTHOR,...]`
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a measuring program for developers")]

use sharecheck::language::scores;

#[expect(dead_code, reason = "the weights learned last are not used here")]
#[path = "measure/labelled.rs"]
mod labelled;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let texts = labelled::read_all(&arguments);
    let lexicon = labelled::untaught();
    for author in labelled::authors(&texts, &arguments) {
        let taught = labelled::taught_without(author, &texts, &lexicon);
        for text in texts.iter().filter(|text| text.author == author && text.whole) {
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
