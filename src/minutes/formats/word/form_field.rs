//! Form fields of older Word templates, whose state is no text: boxes to tick and lists to choose from.

use crate::minutes::formats::xml::Tag;

/// A form field as far as it was read.
#[derive(Default)]
pub(super) struct FormField {
    is_box: bool,
    checked: Option<bool>,
    by_default: bool,
    entries: Vec<String>,
    chosen: Option<usize>,
}

impl FormField {
    /// Takes in an element within the field's data.
    pub fn take(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "checkBox" => self.is_box = true,
            "checked" => self.checked = Some(tag.is_on()),
            "default" => self.by_default = tag.is_on(),
            "listEntry" if self.entries.len() < 100 => {
                self.entries.push(tag.get("val").unwrap_or_default().into_owned());
            }
            "result" => self.chosen = tag.number("val").and_then(|number| usize::try_from(number).ok()),
            _ => {}
        }
    }

    /// What people see in the field.
    pub fn shown(&self) -> String {
        if self.is_box {
            return if self.checked.unwrap_or(self.by_default) { "☒" } else { "☐" }.to_owned();
        }
        self.entries.get(self.chosen.unwrap_or(0)).cloned().unwrap_or_default()
    }
}
