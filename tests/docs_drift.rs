//! The derived pages under `docs/` say what rulebook and language say.

use std::collections::BTreeSet;
use std::path::Path;

use sharecheck::handbook::{COMMAND, pages};
use sharecheck::rulebook::{RulebookRequest, load};

#[test]
fn derived_pages_are_as_the_rulebook_says() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let book = load(&RulebookRequest::default()).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let pages = pages(&book);
    let differ: Vec<&str> = pages
        .iter()
        .filter(|page| std::fs::read_to_string(docs.join(&page.path)).ok().as_deref() != Some(&page.text))
        .map(|page| page.path.as_str())
        .collect();
    assert!(differ.is_empty(), "run `{COMMAND}` and commit what it writes; these pages differ: {differ:?}");
    let wanted: BTreeSet<String> = pages.into_iter().map(|page| page.path).collect();
    for entry in std::fs::read_dir(docs.join("rules")).unwrap() {
        let name = format!("rules/{}", entry.unwrap().file_name().to_string_lossy());
        assert!(wanted.contains(&name), "docs/{name} is left over: run `{COMMAND}`");
    }
}

#[test]
fn every_clause_has_a_rule_and_every_rule_a_place_in_the_pages() {
    let book = load(&RulebookRequest::default()).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let bare: Vec<&str> = book
        .guidance
        .clauses
        .iter()
        .filter(|clause| !book.rules.iter().any(|rule| rule.clause == clause.number))
        .map(|clause| clause.number.as_str())
        .collect();
    assert!(bare.is_empty(), "clauses without a rule: {bare:?}");
    let pages = pages(&book);
    for rule in &book.rules {
        let heading = format!("\n## {} {}\n", rule.id, rule.title);
        assert_eq!(pages.iter().filter(|page| page.text.contains(&heading)).count(), 1, "{heading}");
    }
}
