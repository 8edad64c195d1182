//! What holds of reading for any text: nothing is lost or made up, every place leads back to the source, the same text
//! gives the same reading.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first fault")]

use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;

use sharecheck::language::{
    Lexicon, People, Quote, Reading, Status, Topic, Weights, assertion_of, doubts, mentions, read, sentences,
};
use sharecheck::minutes::{Document, attendance, head};

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/words");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read =
        |path: &std::path::PathBuf| (path.display().to_string(), std::fs::read_to_string(path).unwrap());
    Lexicon::from_files(files.iter().map(read)).unwrap()
});

static RULES: LazyLock<Lexicon> = LazyLock::new(|| LEXICON.clone().with_weights(Weights::default()));

/// What minutes are made of, and what has broken readers of minutes.
const PARTS: &[&str] = &[
    "Ava has asthma. ",
    "Without her inhaler she cannot breathe and ends up in hospital. ",
    "Medication: none",
    "Not brought to clinic on 02/03/2026. ",
    "To be discussed at the next core group. ",
    "Brother Luca has ADHD. ",
    "Dr. Shah (J. Smith) gave 5.5 mg, e.g. at 10.15. ",
    "She said 'no.' ",
    "weight on the 9th centile",
    "**Present:** A, B; ",
    "| a | b |\n|---|---|\n| Medication | N |\n",
    "a\tb\tc\n",
    "# Health\n",
    "## ",
    "- ",
    "1. ",
    "+++\n",
    "child = \"C-1\"\n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "...",
    "?!)",
    "’”",
    "é İ ẞ \u{1F600} \u{feff}",
    "&amp; *x* _y_ `z` \\|",
    "<b>[ ]</b>",
    "\u{0}\u{ad}\u{2028}",
];

fn text() -> impl Strategy<Value = String> {
    let made = prop::collection::vec(prop::sample::select(PARTS), 0..24).prop_map(|parts| parts.concat());
    prop_oneof![3 => made, 1 => "\\PC{0,200}", 1 => prop::collection::vec(any::<char>(), 0..120).prop_map(String::from_iter)]
}

fn documents(text: &str) -> [Document; 2] {
    [Document::from_markdown(text), Document::from_text(text)]
}

fn quotes(reading: &Reading) -> impl Iterator<Item = &Quote> {
    let topics = reading.topics.iter().chain(&reading.further).flat_map(|topic| &topic.quotes);
    topics
        .chain(reading.claims.iter().map(|claim| &claim.quote))
        .chain(reading.jargon.iter().map(|term| &term.quote))
        .chain(reading.missed.iter().map(|mention| &mention.quote))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn sentences_follow_one_another_with_white_space_between(text in text()) {
        let mut at = 0;
        for range in sentences(&text) {
            prop_assert!(range.start >= at && range.end > range.start);
            prop_assert!(text[at..range.start].trim().is_empty(), "left out: {:?}", &text[at..range.start]);
            prop_assert_eq!(text[range.clone()].trim(), &text[range.clone()]);
            at = range.end;
        }
        prop_assert!(text[at..].trim().is_empty());
    }

    #[test]
    fn pieces_lead_back_to_the_source(text in text()) {
        for document in documents(&text) {
            let mut from = 0;
            for block in &document.blocks {
                let whole = block.source_range(0..block.text.len());
                prop_assert!(whole.end <= text.len() && whole.start >= from, "blocks are in order");
                from = whole.start;
                for (index, piece) in block.pieces.iter().enumerate() {
                    let next = block.pieces.get(index + 1).map_or(block.text.len(), |next| next.text);
                    prop_assert!(piece.source + piece.source_len <= text.len());
                    if !piece.exact {
                        continue;
                    }
                    let own = piece.text..next.min(block.text.len());
                    prop_assert_eq!(&text[block.source_range(own.clone())], &block.text[own]);
                }
                prop_assert_eq!((block.place.line, block.place.column), document.locate(whole.start));
            }
        }
    }

    #[test]
    fn columns_count_characters(text in text(), at in any::<prop::sample::Index>()) {
        let document = Document::from_text(&text);
        let mut at = at.index(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let (_, column) = document.locate(at);
        let end = |(index, c): (usize, char)| c == '\n' || (c == '\r' && !text[index + 1..].starts_with('\n'));
        let start = text[..at].char_indices().rev().find(|found| end(*found)).map_or(0, |(index, _)| index + 1);
        let line = text[start..at].strip_prefix(if start == 0 { "\u{feff}" } else { "\n\n" });
        prop_assert_eq!(column, line.unwrap_or(&text[start..at]).chars().count() + 1);
    }

    #[test]
    fn any_text_is_read_and_twice_the_same(text in text()) {
        for document in documents(&text) {
            for lexicon in [&*LEXICON, &*RULES] {
                let reading = read(&document, lexicon, &People::default(), None);
                prop_assert_eq!(&reading, &read(&document, lexicon, &People::default(), None));
                for topic in reading.topics.iter().chain(&reading.further) {
                    prop_assert_eq!(topic.quotes.is_empty(), topic.status == Status::Absent);
                }
                for quote in quotes(&reading) {
                    prop_assert!(text.get(quote.range.clone()).is_some(), "{:?}", quote);
                    prop_assert_eq!((quote.line, quote.column), document.locate(quote.range.start));
                    for cue in &quote.cues {
                        prop_assert!(quote.text.contains(&cue.text), "{:?}", quote);
                        prop_assert!(text.get(cue.range.clone()).is_some(), "{:?}", quote);
                    }
                }
                let doubted = doubts(&document, lexicon, &People::default(), &reading);
                for (topic, doubted) in reading.topics.iter().zip(doubted) {
                    let known = matches!(topic.status, Status::Explained | Status::Absent);
                    prop_assert_eq!(doubted.quotes.len(), if known { 0 } else { topic.quotes.len() });
                }
            }
            for (range, _) in mentions(&document, &LEXICON) {
                prop_assert!(text.get(range).is_some());
            }
            let _ = (attendance(&document), head(&document, Some("a_b.md")));
            let _ = assertion_of("asthma", &text, &LEXICON);
        }
    }

    /// By the rules alone; learned weights look at the sentences around, so there a neighbour may tip the scales.
    #[test]
    fn a_paragraph_about_something_else_takes_nothing_away(
        parts in prop::collection::vec(prop::sample::select(&PARTS[..9]), 1..8),
        other in prop::sample::select(&["The car park was full.", "It rained all week.", "Tea was served."][..]),
    ) {
        let text = parts.join("\n\n");
        let longer = format!("{text}\n\n{other}\n");
        let of = |text: &str| read(&Document::from_markdown(text), &RULES, &People::default(), None);
        let (before, after) = (of(&text), of(&longer));
        for topic in Topic::EVERY {
            prop_assert!(after.status(*topic) >= before.status(*topic), "{topic}");
        }
    }
}

#[test]
fn an_endless_sentence_is_cut_between_words() {
    for part in ["a ", "no inhaler ", "aaaa", "é"] {
        let text = part.repeat(10_000);
        let ranges = sentences(&text);
        assert!(ranges.len() > 1 && ranges.iter().all(|range| range.len() <= 4000), "{part}");
        let kept: usize = ranges.iter().map(|range| text[range.clone()].split_whitespace().count()).sum();
        assert!(!part.contains(' ') || kept == text.split_whitespace().count(), "{part}");
    }
}
