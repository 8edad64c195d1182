//! Compares readings with labels: precision, recall and F1 of "discussed" and "explained" per topic.
//!
//! `cargo run --example evaluate -- FOLDER-OR-PASSAGES... [--errors TOPIC] [--negative FOLDER]`
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a measuring program for developers")]

use std::collections::BTreeMap;
use std::path::Path;

use sharecheck::language::{Lexicon, People, Status, Topic, read};
use sharecheck::minutes::{Document, head};

fn lexicon() -> Lexicon {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/words");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    Lexicon::from_files(
        files.iter().map(|path| (path.display().to_string(), std::fs::read_to_string(path).unwrap())),
    )
    .unwrap()
}

#[derive(Default)]
struct Counts {
    discussed: [usize; 3],
    explained: [usize; 3],
    same: usize,
    all: usize,
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

fn main() {
    let lexicon = lexicon();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option =
        |name: &str| arguments.iter().position(|a| a == name).and_then(|at| arguments.get(at + 1)).cloned();
    let errors = option("--errors");
    if let Some(folder) = option("--negative") {
        return negative(&folder, &lexicon);
    }
    for path in arguments.iter().take_while(|argument| !argument.starts_with("--")) {
        let mut totals: BTreeMap<&str, Counts> = BTreeMap::new();
        for (name, document, gold) in labelled(Path::new(path)) {
            let written = head(&document, None).date.map(|told| told.value);
            let reading = read(&document, &lexicon, &People::default(), written);
            for entry in &reading.topics {
                let label =
                    gold.get(entry.topic.name()).cloned().unwrap_or_else(|| ("absent".into(), String::new()));
                let discussed = |status: &str| status == "explained" || status == "mentioned";
                for key in [entry.topic.name(), "TOTAL"] {
                    let counts = totals.entry(key).or_default();
                    count(&mut counts.discussed, discussed(&label.0), entry.status >= Status::Mentioned);
                    count(&mut counts.explained, label.0 == "explained", entry.status == Status::Explained);
                    counts.same += usize::from(label.0 == entry.status.name());
                    counts.all += 1;
                }
                let wanted = errors.as_deref().is_some_and(|e| e == entry.topic.name() || e == "all");
                if wanted && label.0 != entry.status.name() {
                    let quotes: Vec<_> =
                        entry.quotes.iter().take(2).map(|q| format!("{} <{}>", q.text, q.cue)).collect();
                    println!(
                        "{name} {}: gold {} [{}] got {} {quotes:?}",
                        entry.topic, label.0, label.1, entry.status
                    );
                }
            }
        }
        println!(
            "== {path}\n{:24} {:>6} {:>6} {:>6}   {:>6} {:>6} {:>6}  same",
            "topic", "dP", "dR", "dF1", "eP", "eR", "eF1"
        );
        for (topic, counts) in &totals {
            let (d, e) = (ratios(counts.discussed), ratios(counts.explained));
            println!(
                "{topic:24} {:6.2} {:6.2} {:6.2}   {:6.2} {:6.2} {:6.2}  {:.2}  e{:?}",
                d.0,
                d.1,
                d.2,
                e.0,
                e.1,
                e.2,
                counts.same as f64 / counts.all as f64,
                counts.explained
            );
        }
    }
}

type Gold = BTreeMap<String, (String, String)>;

fn labelled(path: &Path) -> Vec<(String, Document, Gold)> {
    let labels = if path.is_dir() { path.join("labels.jsonl") } else { path.to_path_buf() };
    std::fs::read_to_string(labels)
        .unwrap()
        .lines()
        .map(|line| {
            let entry: serde_json::Value = serde_json::from_str(line).unwrap();
            let mut gold = Gold::new();
            if let Some(topics) = entry["topics"].as_object() {
                for (topic, value) in topics {
                    assert!(Topic::parse(topic).is_some(), "{topic}");
                    let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
                    gold.insert(topic.clone(), (text("status"), text("quote")));
                }
            }
            let (name, document) = match entry["file"].as_str() {
                Some(file) => {
                    let text = std::fs::read_to_string(path.join(file)).unwrap();
                    let read = if file.ends_with(".md") {
                        Document::from_markdown(&text)
                    } else {
                        Document::from_text(&text)
                    };
                    (file.to_owned(), read)
                }
                None => (
                    entry["id"].as_str().unwrap().to_owned(),
                    Document::from_text(entry["text"].as_str().unwrap()),
                ),
            };
            (name, document, gold)
        })
        .collect()
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
            for quote in entry.quotes.iter().take(1) {
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
        "false explained: {wrong} in {words} words, {:.2} per 10,000",
        wrong as f64 * 10_000.0 / words as f64
    );
}
