//! Prints what the language room reads in a text on standard input.
use std::io::Read as _;

use sharecheck::language::{Lexicon, People, read};
use sharecheck::minutes::Document;

#[expect(clippy::print_stdout, reason = "an example prints")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let files = sharecheck::rulebook::RuleFiles::builtin();
    let lexicon =
        Lexicon::from_files(files.with("words/", ".toml").map(|f| (f.shown.clone(), f.text.to_string())))?;
    let people = People { child: std::env::args().nth(1).into_iter().collect(), ..People::default() };
    let reading =
        read(&Document::from_markdown(&text), &lexicon, &people, sharecheck::calendar::Day::new(2026, 3, 9));
    for topic in reading.topics.iter().chain(&reading.further) {
        if !topic.quotes.is_empty() {
            println!(
                "{} {}: {:?}",
                topic.topic,
                topic.status,
                topic.quotes.iter().map(|q| (&q.text, &q.cue)).collect::<Vec<_>>()
            );
        }
    }
    for claim in &reading.claims {
        println!("claim {claim:?}");
    }
    for missed in &reading.missed {
        println!("missed {missed:?}");
    }
    Ok(())
}
