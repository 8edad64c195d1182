//! Compares readings with labels: precision, recall and F1 of "discussed" and "explained" per topic, every status
//! against every other, and what is falsely found explained where there is no child's case at all.
//!
//! `cargo run --release --example evaluate -- LABELS... [--folds] [--hold AUTHOR,...] [--passages]
//! [--errors TOPIC|all] [--negative FOLDER]`
//!
//! With `--folds` the weights are learned anew for each author from the other authors' texts alone, so no author is
//! measured with weights that saw that author; without it the weights in `rules/words` are used as they are. Whole
//! minutes are measured, and with `--passages` single passages too.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a measuring program for developers")]

use std::collections::BTreeMap;

use sharecheck::language::{Lexicon, People, Status, read};
use sharecheck::minutes::{Document, head};

#[path = "measure/labelled.rs"]
mod labelled;
use labelled::Labelled;

#[derive(Default)]
struct Counts {
    discussed: [usize; 3],
    explained: [usize; 3],
    /// Labelled status by found status.
    matrix: [[usize; 5]; 5],
}

fn count(cell: &mut [usize; 3], gold: bool, found: bool) {
    match (gold, found) {
        (true, true) => cell[0] += 1,
        (false, true) => cell[1] += 1,
        (true, false) => cell[2] += 1,
        _ => {}
    }
}

fn ratios([right, wrong, lost]: [usize; 3]) -> (f64, f64, f64) {
    let share = |part: usize, whole: usize| if whole == 0 { 1.0 } else { part as f64 / whole as f64 };
    let (precision, recall) = (share(right, right + wrong), share(right, right + lost));
    let f1 = if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
    (precision, recall, f1)
}

const STATUSES: [Status; 5] =
    [Status::Absent, Status::Denied, Status::Deferred, Status::Mentioned, Status::Explained];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option =
        |name: &str| arguments.iter().position(|a| a == name).and_then(|at| arguments.get(at + 1)).cloned();
    let errors = option("--errors");
    let has = |name: &str| arguments.iter().any(|argument| argument == name);
    let (folds, passages) = (has("--folds"), has("--passages"));
    let lexicon = if folds { labelled::untaught() } else { labelled::lexicon() };
    let texts = labelled::read_all(&arguments);
    // One question a text says nothing of a whole set of minutes; such texts are learned from only.
    let counts = |text: &Labelled| (text.whole || passages) && text.lesson.only.is_empty();
    let taught = |author: &str| {
        if folds { labelled::taught_without(author, &texts, &lexicon) } else { lexicon.clone() }
    };
    for author in labelled::authors(&texts, &arguments) {
        let own: Vec<&Labelled> = texts.iter().filter(|text| text.author == author && counts(text)).collect();
        if !own.is_empty() {
            measure(author, own.into_iter(), &taught(author), errors.as_deref());
        }
    }
    if let Some(folder) = option("--negative") {
        // Nobody's texts are left out here.
        negative(&folder, &taught(""));
    }
}

fn measure<'a>(
    author: &str,
    texts: impl Iterator<Item = &'a Labelled>,
    lexicon: &Lexicon,
    errors: Option<&str>,
) {
    let mut totals: BTreeMap<&str, Counts> = BTreeMap::new();
    let mut words = 0;
    for text in texts {
        words += text.lesson.document.source().split_whitespace().count();
        let document = &text.lesson.document;
        let written = head(document, None).date.map(|told| told.value);
        let reading = read(document, lexicon, &text.lesson.people, written);
        for entry in &reading.topics {
            let gold = text.gold(entry.topic);
            for key in [entry.topic.name(), "TOTAL"] {
                let counts = totals.entry(key).or_default();
                count(&mut counts.discussed, gold >= Status::Mentioned, entry.status >= Status::Mentioned);
                count(&mut counts.explained, gold == Status::Explained, entry.status == Status::Explained);
                counts.matrix[gold as usize][entry.status as usize] += 1;
            }
            if errors.is_some_and(|e| e == entry.topic.name() || e == "all") && gold != entry.status {
                let quote = text.gold.get(&entry.topic).map_or("", |gold| &gold.1);
                let found: Vec<_> =
                    entry.quotes.iter().take(2).map(|q| format!("{} <{}>", q.text, q.cue)).collect();
                println!(
                    "{author} {} {}: {gold} [{quote}] found {} {found:?}",
                    text.name, entry.topic, entry.status
                );
            }
        }
    }
    println!(
        "== {author}\n{:24} {:>6} {:>6} {:>6}   {:>6} {:>6} {:>6}",
        "topic", "disc P", "R", "F1", "expl P", "R", "F1"
    );
    for (topic, counts) in &totals {
        let (d, e) = (ratios(counts.discussed), ratios(counts.explained));
        println!("{topic:24} {:6.2} {:6.2} {:6.2}   {:6.2} {:6.2} {:6.2}", d.0, d.1, d.2, e.0, e.1, e.2);
    }
    if let Some(total) = totals.get("TOTAL") {
        println!("label \\ found {}", STATUSES.map(|status| format!("{:>10}", status.name())).join(""));
        for status in STATUSES {
            let row = total.matrix[status as usize].map(|count| format!("{count:>10}")).join("");
            println!("{:>13} {row}", status.name());
        }
        let wrong = total.explained[1] as f64;
        println!("falsely explained: {:.2} per 10,000 of {words} words", wrong * 10_000.0 / words as f64);
    }
}

fn negative(folder: &str, lexicon: &Lexicon) {
    let (mut words, mut wrong) = (0, 0);
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for path in files.iter().filter(|path| path.extension().is_some_and(|e| e == "txt")) {
        let text = std::fs::read_to_string(path).unwrap();
        words += text.split_whitespace().count();
        let reading = read(&Document::from_text(&text), lexicon, &People::default(), None);
        for entry in reading.topics.iter().filter(|entry| entry.status == Status::Explained) {
            wrong += entry.quotes.len();
            for quote in &entry.quotes {
                println!(
                    "{}: {} <{}>",
                    entry.topic,
                    quote.text.chars().take(200).collect::<String>(),
                    quote.cue
                );
            }
        }
    }
    println!(
        "falsely explained: {wrong} in {words} words, {:.2} per 10,000",
        wrong as f64 * 10_000.0 / words as f64
    );
}
