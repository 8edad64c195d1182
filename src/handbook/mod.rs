//! The pages under `docs/` that are derived: the rules by section of the guidance, and the words of the rule language. They
//! come from the same text that the program itself shows, so that they cannot tell anything else.

mod rules;
mod words;

use crate::rulebook::Rulebook;

/// One page: its path below `docs/`, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandbookPage {
    /// The path, with `/` between folders.
    pub path: String,
    /// The text, in Markdown.
    pub text: String,
}

/// How the pages are made anew; each page says so, and so does the test that holds them against the rulebook.
pub const COMMAND: &str = "cargo run --example docs";

/// Every page that is derived from a rulebook, in order of path.
pub fn pages(book: &Rulebook) -> Vec<HandbookPage> {
    let mut pages = rules::pages(book);
    pages.push(HandbookPage { path: "words.md".to_owned(), text: words::page() });
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    pages
}

/// The first line of every page: where it comes from.
fn origin(from: &str) -> String {
    format!("<!-- Written by `{COMMAND}` from {from}: change it there. -->\n")
}

/// Text for a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
