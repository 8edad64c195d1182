//! Styles of an OpenDocument text: what is a heading, bold, hidden or struck through.

use std::collections::BTreeMap;

use crate::minutes::formats::bounds::Bounds;
use crate::minutes::formats::opened::Fault;
use crate::minutes::formats::xml::{Tag, Xml, XmlReader};

/// Styles that are based on each other at most; a ring of them ends here.
const CHAIN: usize = 16;

#[derive(Default, Debug)]
struct Style {
    parent: Option<String>,
    bold: Option<bool>,
    hidden: Option<bool>,
    struck: Option<bool>,
}

/// What a style comes to; what it says nothing about is `None`.
#[derive(Default, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Resolved {
    /// The level of a heading.
    pub heading: Option<u8>,
    /// Bold.
    pub bold: Option<bool>,
    /// Hidden.
    pub hidden: Option<bool>,
    /// Struck through.
    pub struck: Option<bool>,
}

/// The styles of a document, automatic and named, by family and name.
#[derive(Default)]
pub(super) struct Styles(BTreeMap<(String, String), Style>);

impl Styles {
    /// Adds the styles of a part.
    pub fn add(&mut self, text: &str, part: &str, save_as: &str, bounds: &Bounds) -> Result<(), Fault> {
        let mut reader = XmlReader::new(text, part, save_as, bounds);
        let mut current = None;
        loop {
            match reader.next()? {
                Xml::Open(tag) => match (tag.name(), &mut current) {
                    ("body", _) => return Ok(()),
                    ("style", _) => {
                        let key = (text_of(&tag, "family"), text_of(&tag, "name"));
                        let parent = tag.get("parent-style-name").map(std::borrow::Cow::into_owned);
                        self.0.insert(key.clone(), Style { parent, ..Style::default() });
                        current = Some(key);
                    }
                    ("text-properties", Some(key)) => {
                        if let Some(style) = self.0.get_mut(key) {
                            style.take(&tag);
                        }
                    }
                    _ => {}
                },
                Xml::End => return Ok(()),
                _ => {}
            }
        }
    }

    /// What the style comes to.
    pub fn of(&self, family: &str, name: &str) -> Resolved {
        let mut found = Resolved::default();
        let mut at = name.to_owned();
        for _ in 0..CHAIN {
            found.heading = found.heading.or_else(|| heading_named(&at));
            let Some(style) = self.0.get(&(family.to_owned(), at.clone())) else { break };
            found.bold = found.bold.or(style.bold);
            found.hidden = found.hidden.or(style.hidden);
            found.struck = found.struck.or(style.struck);
            match &style.parent {
                Some(parent) => at.clone_from(parent),
                None => break,
            }
        }
        found
    }
}

fn text_of(tag: &Tag<'_>, name: &str) -> String {
    tag.get(name).unwrap_or_default().into_owned()
}

/// Paragraphs in the style of a title are headings, whether they say so or not.
fn heading_named(name: &str) -> Option<u8> {
    match name {
        "Title" => Some(1),
        "Subtitle" => Some(2),
        _ => {
            let level = name.strip_prefix("Heading_20_")?.parse::<u8>().ok()?;
            (1..=10).contains(&level).then(|| level.min(6))
        }
    }
}

impl Style {
    fn take(&mut self, tag: &Tag<'_>) {
        if let Some(weight) = tag.get("font-weight") {
            let heavy = weight.parse::<u32>().is_ok_and(|weight| weight >= 600);
            self.bold = Some(weight == "bold" || heavy);
        }
        if let Some(display) = tag.get("display") {
            self.hidden = Some(display == "none");
        }
        for name in ["text-line-through-style", "text-line-through-type"] {
            if let Some(line) = tag.get(name) {
                self.struck = Some(line != "none");
            }
        }
    }
}
