//! A paragraph of a Word document while it is read, and the run of text within it.

use crate::minutes::formats::blocks::Look;
use crate::minutes::formats::xml::Tag;

use super::styles::{Resolved, Styles, level_of};

/// A paragraph that is open.
#[derive(Default)]
pub(super) struct Paragraph {
    /// Its text so far.
    pub text: String,
    style: Resolved,
    outline: Option<u64>,
    numbered: Option<bool>,
    depth: Option<u8>,
    /// Whether all its text so far is bold.
    plain: bool,
    /// Whether its end was deleted, so that the next paragraph goes on with it.
    pub end_deleted: bool,
}

impl Paragraph {
    /// One that goes on with what an earlier one left.
    pub fn after(carried: String) -> Self {
        Self { text: carried, ..Self::default() }
    }

    /// Takes in an element of its properties.
    pub fn take(&mut self, tag: &Tag<'_>, styles: &Styles) {
        match tag.name() {
            "pStyle" => self.style = styles.of(&tag.get("val").unwrap_or_default()),
            "outlineLvl" => self.outline = tag.number("val"),
            "numId" => self.numbered = Some(tag.number("val") != Some(0)),
            "ilvl" => self.depth = tag.number("val").map(|depth| u8::try_from(depth).unwrap_or(8)),
            _ => {}
        }
    }

    /// Adds text of a run.
    pub fn add(&mut self, text: &str, run: &Run) {
        if !text.trim().is_empty() {
            self.plain |= !run.bold.unwrap_or(run.style.bold || self.style.bold);
        }
        self.text.push_str(text);
    }

    /// Whether it is a line of a table of contents.
    pub fn is_contents(&self) -> bool {
        self.style.contents
    }

    /// Whether its style hides what a run says nothing about.
    pub fn style(&self) -> Resolved {
        self.style
    }

    /// How it looks.
    pub fn look(&self) -> Look {
        let heading = match self.outline {
            Some(level) => level_of(level),
            None => self.style.heading,
        };
        let list = match self.numbered {
            Some(true) => Some(self.depth.unwrap_or(0)),
            Some(false) => None,
            None => self.style.list.map(|depth| self.depth.unwrap_or(depth)),
        };
        Look { heading, list, bold: !self.plain && !self.text.trim().is_empty() }
    }
}

/// A run of text of one look.
#[derive(Default, Clone, Copy)]
pub(super) struct Run {
    style: Resolved,
    bold: Option<bool>,
    hidden: Option<bool>,
    struck: Option<bool>,
}

/// Why text is not part of the minutes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum LeftOut {
    /// Formatted as hidden.
    Hidden,
    /// Struck through.
    Struck,
    /// The grey prompt of a template.
    Prompt,
}

impl Run {
    /// Takes in an element of its properties.
    pub fn take(&mut self, tag: &Tag<'_>, styles: &Styles) {
        match tag.name() {
            "rStyle" => self.style = styles.of(&tag.get("val").unwrap_or_default()),
            "b" => self.bold = Some(tag.is_on()),
            "vanish" => self.hidden = Some(tag.is_on()),
            "strike" | "dstrike" if tag.is_on() => self.struck = Some(true),
            "strike" | "dstrike" => self.struck = self.struck.or(Some(false)),
            _ => {}
        }
    }

    /// Why its text is left out, where it is.
    pub fn left_out(&self, paragraph: Resolved) -> Option<LeftOut> {
        if self.hidden.unwrap_or(self.style.hidden || paragraph.hidden) {
            Some(LeftOut::Hidden)
        } else if self.struck.unwrap_or(self.style.struck || paragraph.struck) {
            Some(LeftOut::Struck)
        } else if self.style.prompt {
            Some(LeftOut::Prompt)
        } else {
            None
        }
    }
}
