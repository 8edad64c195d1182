//! Writes the pages under `docs/` that are derived from the rulebook and the words of its language.
//!
//! `cargo run --example docs`
#![expect(clippy::print_stdout, reason = "a program for developers")]

use std::path::Path;

use sharecheck::handbook::pages;
use sharecheck::rulebook::{RulebookRequest, load};

fn main() -> std::io::Result<()> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let book = load(&RulebookRequest::default())
        .map_err(|faults| std::io::Error::other(format!("the rulebook does not load: {faults:#?}")))?;
    let folder = docs.join("rules");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    for page in pages(&book) {
        std::fs::write(docs.join(&page.path), &page.text)?;
        println!("wrote docs/{}", page.path);
    }
    Ok(())
}
