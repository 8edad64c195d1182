//! What it costs to read minutes: splitting and assertion in sentences a second, all topics in bytes a second, documents
//! of 1 to 100 KB (the time of a byte must stay the same), and texts made to be hard, of 1 MB each.
//!
//! `cargo bench --bench reading`
#![expect(clippy::unwrap_used, reason = "a measuring program for developers")]

use std::path::PathBuf;
use std::sync::LazyLock;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use sharecheck::language::{Lexicon, People, Weights, mentions, read, sentences};
use sharecheck::minutes::Document;

fn main() {
    divan::main();
}

fn folder(name: &str) -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name);
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let files = folder("rules/words");
    let read = |path: &PathBuf| (path.display().to_string(), std::fs::read_to_string(path).unwrap());
    Lexicon::from_files(files.iter().map(read)).unwrap()
});

/// The same without learned weights: the rules alone.
static RULES: LazyLock<Lexicon> = LazyLock::new(|| LEXICON.clone().with_weights(Weights::default()));

/// Minutes of about so many bytes: the fixtures' paragraphs one after another, from a place that moves on.
fn minutes(bytes: usize) -> String {
    let is_text = |path: &&PathBuf| path.extension().is_some_and(|ending| ending == "md" || ending == "txt");
    let files = folder("fixtures/minutes");
    let texts: Vec<String> =
        files.iter().filter(is_text).map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let paragraphs: Vec<&str> = texts
        .iter()
        .flat_map(|text| text.rsplit("+++\n").next().unwrap().split("\n\n"))
        .filter(|paragraph| !paragraph.trim().is_empty())
        .collect();
    let mut text = String::new();
    let mut at = 0;
    while text.len() < bytes {
        let paragraph = paragraphs[at % paragraphs.len()];
        let room = bytes - text.len();
        let cut = (0..=paragraph.len().min(room)).rev().find(|at| paragraph.is_char_boundary(*at)).unwrap();
        text.push_str(&paragraph[..cut]);
        text.push_str("\n\n");
        at += 1 + at / paragraphs.len();
    }
    text
}

fn sentence_count(document: &Document) -> usize {
    document.blocks.iter().map(|block| sentences(&block.text).len()).sum()
}

const SIZES: [usize; 4] = [1 << 10, 8 << 10, 32 << 10, 100 << 10];

/// Markdown to blocks.
#[divan::bench(sample_count = 20)]
fn blocks(bencher: Bencher<'_, '_>) {
    let text = minutes(100 << 10);
    bencher.counter(BytesCount::of_str(&text)).bench(|| Document::from_markdown(black_box(&text)));
}

/// Blocks to sentences.
#[divan::bench(sample_count = 20)]
fn splitting(bencher: Bencher<'_, '_>) {
    let document = Document::from_markdown(&minutes(100 << 10));
    bencher
        .counter(ItemsCount::new(sentence_count(&document)))
        .bench(|| sentence_count(black_box(&document)));
}

/// Sentences split, phrases found, and how each mention is meant.
#[divan::bench(sample_count = 20)]
fn splitting_and_assertion(bencher: Bencher<'_, '_>) {
    let document = Document::from_markdown(&minutes(100 << 10));
    bencher
        .counter(ItemsCount::new(sentence_count(&document)))
        .bench(|| mentions(black_box(&document), &LEXICON));
}

/// All topics, claims and jargon.
#[divan::bench(args = SIZES, sample_count = 20)]
fn all_topics(bencher: Bencher<'_, '_>, bytes: usize) {
    let document = Document::from_markdown(&minutes(bytes));
    let people = People::default();
    bencher
        .counter(BytesCount::of_str(document.source()))
        .bench(|| read(black_box(&document), &LEXICON, &people, None));
}

/// The same by the rules alone, without the learned weights.
#[divan::bench(args = SIZES, sample_count = 20)]
fn all_topics_by_rules_alone(bencher: Bencher<'_, '_>, bytes: usize) {
    let document = Document::from_markdown(&minutes(bytes));
    let people = People::default();
    bencher
        .counter(BytesCount::of_str(document.source()))
        .bench(|| read(black_box(&document), &RULES, &people, None));
}

/// Texts made to be hard: what they repeat, up to 1 MB.
const HARD: [(&str, &str, &str); 16] = [
    ("words", "", "a "),
    ("brackets", "", "("),
    ("one word", "", "a"),
    ("one line", "", "He has asthma and was not brought, so "),
    ("sentences in one line", "", "He has asthma. "),
    ("headings", "", "# a\n"),
    ("cells", "", "|a|b|c\n"),
    ("Markdown cells", "|a|b|\n|-|-|\n", "|a|inhaler|\n"),
    ("one row", "", "|a"),
    ("one keyword", "", "inhaler "),
    ("one keyword a line", "", "- inhaler\n"),
    ("a negation", "", "no "),
    ("a name", "", "Ava "),
    ("dates", "", "4 March 2026 "),
    ("full stops", "", "."),
    ("emphasis", "", "*a _b "),
];

#[divan::bench(args = HARD.iter().map(|(name, _, _)| *name), sample_count = 1, sample_size = 1)]
fn hard_markdown(bencher: Bencher<'_, '_>, name: &str) {
    let text = hard(name);
    bencher.bench(|| read(&Document::from_markdown(black_box(&text)), &LEXICON, &People::default(), None));
}

#[divan::bench(args = HARD.iter().map(|(name, _, _)| *name), sample_count = 1, sample_size = 1)]
fn hard_text(bencher: Bencher<'_, '_>, name: &str) {
    let text = hard(name);
    bencher.bench(|| read(&Document::from_text(black_box(&text)), &LEXICON, &People::default(), None));
}

fn hard(name: &str) -> String {
    let (_, head, part) = HARD.iter().find(|(known, _, _)| *known == name).unwrap();
    let size = std::env::var("HARD_BYTES").ok().and_then(|size| size.parse().ok()).unwrap_or(1 << 20);
    format!("{head}{}", part.repeat(size / part.len()))
}
