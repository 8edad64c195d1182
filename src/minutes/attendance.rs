//! Who was there and who sent apologies, as far as minutes list them: a labelled line, the lines below a heading, or a
//! table with a column for it. Nothing is guessed from prose.

use super::document::{Block, BlockKind, Document};
use super::lines::label_and_value;

/// Somebody whom minutes list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attendee {
    /// The person as written, with the role where it stands beside the name.
    pub who: String,
    /// Whether the person was there; false for apologies.
    pub there: bool,
    /// Line of the document, from 1.
    pub line: usize,
}

const THERE: &[&str] = &[
    "present",
    "here",
    "there",
    "attended",
    "attending",
    "attendance",
    "attendees",
    "in attendance",
    "in the room",
    "round the table",
    "around the table",
    "taking part",
    "those present",
    "people present",
    "members present",
    "who came",
    "who was there",
    "ppl",
    "professionals present",
    "family members present",
    "family present",
    "attendance list",
];
const AWAY: &[&str] = &[
    "apologies",
    "apols",
    "apologies from",
    "apologies received",
    "sorry",
    "sorry not to be here",
    "not here",
    "not present",
    "absent",
    "did not attend",
    "invited but did not attend",
];
/// Blocks of a document that may hold the list.
const HEAD_BLOCKS: usize = 120;
/// People of one list that are told.
const PEOPLE: usize = 60;

/// Words of one entry; more are a sentence about somebody.
const WORDS: usize = 11;

/// The people that the head of minutes lists, in reading order; empty where there is no list.
pub fn attendance(document: &Document) -> Vec<Attendee> {
    let mut found = Vec::new();
    // The side whose heading stands above, and the last line that belongs to it.
    let mut below: Option<(bool, usize)> = None;
    for block in document.blocks.iter().take(HEAD_BLOCKS) {
        if let Some(cell) = block.cell() {
            if cell.is_heading || found.len() >= PEOPLE {
                continue;
            }
            from_cell(document, block, &mut found);
            continue;
        }
        let label = side(&block.text);
        if label.is_some() && (matches!(block.kind, BlockKind::Heading { .. }) || block.text.len() < 40) {
            below = label.map(|there| (there, block.place.end_line + 1));
            continue;
        }
        if from_labels(document, block, &mut found) {
            below = None;
            continue;
        }
        // A blank line ends the list, but for the one below its heading.
        let near = below.filter(|(_, last)| block.place.line <= last + 1);
        below = near.filter(|_| !matches!(block.kind, BlockKind::Heading { .. }) && block.text.len() < 400);
        if let Some((there, last)) = &mut below {
            for line in block.text.lines() {
                push(line.trim(), *there, block.place.line, &mut found);
            }
            *last = block.place.end_line;
        }
    }
    found.truncate(PEOPLE);
    found
}

/// Whether words are a label of those who were there, or of those who were not.
fn side(label: &str) -> Option<bool> {
    let plain: String =
        label.chars().map(|c| if c.is_alphabetic() { c.to_ascii_lowercase() } else { ' ' }).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if THERE.contains(&plain.as_str()) {
        Some(true)
    } else if AWAY.contains(&plain.as_str()) {
        Some(false)
    } else {
        None
    }
}

/// `Present: A (SW), B; Apologies: C`, also more than one label in a paragraph. False where no label stands there.
fn from_labels(document: &Document, block: &Block, found: &mut Vec<Attendee>) -> bool {
    let mut any = false;
    let mut at = 0;
    for line in block.text.split_inclusive('\n') {
        let from = at;
        at += line.len();
        let line_number = document.locate(block.source_range(from..from + 1).start).0;
        let mut rest = line;
        let mut there = match first_label(rest) {
            Some((there, value)) => {
                rest = value;
                there
            }
            None => continue,
        };
        any = true;
        // A second label after a full stop: "Present: ... Apologies: ..."
        while let Some((before, next, value)) = later_label(rest) {
            people(before, there, line_number, found);
            (there, rest) = (next, value);
        }
        people(rest, there, line_number, found);
    }
    any
}

/// The label at the start of a line and what follows it; a colon, a dash or, after "Present", a space ends it.
fn first_label(line: &str) -> Option<(bool, &str)> {
    let line = line.trim_start_matches(|c: char| !c.is_alphabetic());
    if let Some((label, value)) = label_and_value(line)
        && let Some(there) = side(line.get(label)?)
    {
        return Some((there, line.get(value)?));
    }
    if let Some((label, value)) = line.split_once(" - ")
        && let Some(there) = side(label)
    {
        return Some((there, value));
    }
    let value = line.strip_prefix("Present ").or_else(|| line.strip_prefix("PRESENT "))?;
    Some((true, value))
}

/// The next label after a full stop: what stands before it, its side, and what follows it.
fn later_label(text: &str) -> Option<(&str, bool, &str)> {
    for (at, _) in text.match_indices(['.', ';']) {
        let Some((label, value)) = text.get(at + 1..).and_then(|rest| rest.split_once(':')) else { continue };
        if label.len() < 40
            && let Some(there) = side(label)
        {
            return Some((text.get(..at)?, there, value));
        }
    }
    None
}

/// The entries of a list: parted by semicolons or slashes where there are any, else by commas outside brackets.
fn people(text: &str, there: bool, line: usize, found: &mut Vec<Attendee>) {
    let mark = if text.contains(';') {
        ';'
    } else if text.contains(" / ") {
        '/'
    } else {
        ','
    };
    let mut depth = 0_usize;
    let mut start = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if c == mark && depth == 0 => {
                push(text.get(start..at).unwrap_or_default(), there, line, found);
                start = at + c.len_utf8();
            }
            '.' if depth == 0 && ends_entry(text, at) => {
                push(text.get(start..at).unwrap_or_default(), there, line, found);
                start = at + 1;
            }
            _ => {}
        }
    }
    push(text.get(start..).unwrap_or_default(), there, line, found);
}

/// Whether a full stop ends an entry: a space and a capital follow, and no title or initial stands before it.
fn ends_entry(text: &str, at: usize) -> bool {
    let word = text.get(..at).unwrap_or_default().rsplit([' ', '(']).next().unwrap_or_default();
    let title = word.chars().count() <= 2 || matches!(word, "Mrs" | "Prof");
    let mut after = text.get(at + 1..).unwrap_or_default().chars();
    !title && after.next() == Some(' ') && after.next().is_some_and(char::is_uppercase)
}

fn push(entry: &str, there: bool, line: usize, found: &mut Vec<Attendee>) {
    let who = entry.trim().trim_start_matches(['-', '•', '*', ' ']).trim_end_matches(['.', ',', ' ']).trim();
    let lower = who.to_lowercase();
    let who = who.strip_prefix("and ").unwrap_or(who);
    if who.is_empty()
        || who.split_whitespace().count() > WORDS
        || matches!(lower.as_str(), "none" | "nil" | "n/a" | "all")
    {
        return;
    }
    let away =
        ["apolog", "could not come", "not present", "did not come", "not here", "didn't come", "unable to"];
    let there = there && !away.iter().any(|word| lower.contains(word));
    found.push(Attendee { who: who.to_owned(), there, line });
}

/// A row of a table that has a column for it: the person is the row's label, the role the cell under "role".
fn from_cell(document: &Document, block: &Block, found: &mut Vec<Attendee>) {
    let Some(cell) = block.cell() else { return };
    let heading = cell.column_heading.as_deref().unwrap_or_default().to_lowercase();
    let (Some(who), true) = (&cell.row_label, cell.column > 0) else { return };
    let line = document.locate(block.source_range(0..1).start).0;
    let text = block.text.trim();
    let role = ["role", "job title", "who they are", "designation", "relationship", "agency", "organisation"];
    if role.iter().any(|name| heading.starts_with(name)) {
        found.push(Attendee { who: format!("{} ({text})", who.trim()), there: true, line });
        return;
    }
    let column = ["attend", "there", "present", "here"].iter().any(|name| heading.starts_with(name));
    let away = ["apolog", "sorry"].iter().any(|name| heading.starts_with(name));
    if !column && !away {
        return;
    }
    let lower = text.to_lowercase();
    let said = ["y", "yes", "✓", "✔", "x", "part", "in part", "late", "phone", "video", "teams"].iter().any(
        |word| lower.split(|c: char| !c.is_alphanumeric() && !matches!(c, '✓' | '✔')).any(|w| w == *word),
    ) || (column
        && !lower.is_empty()
        && !["n", "-", "–", "apol", "absent", "sorry"].iter().any(|no| lower.starts_with(no)));
    // The cells of a row share a line in text; in a document each has its own.
    let named = |known: &&mut Attendee| {
        known.line == line || known.who.strip_prefix(who.trim()).is_some_and(|rest| rest.starts_with(" ("))
    };
    let known = found.iter_mut().rev().find(named);
    match known {
        Some(known) => known.there = if column { said } else { known.there && !said },
        None => found.push(Attendee { who: who.trim().to_owned(), there: column == said, line }),
    }
}

#[cfg(test)]
mod tests {
    use super::attendance;
    use crate::minutes::Document;

    fn listed(text: &str) -> Vec<(String, bool)> {
        attendance(&Document::from_markdown(text)).into_iter().map(|one| (one.who, one.there)).collect()
    }

    fn all(pairs: &[(&str, bool)]) -> Vec<(String, bool)> {
        pairs.iter().map(|(who, there)| ((*who).to_owned(), *there)).collect()
    }

    #[test]
    fn labelled_lines_are_lists() {
        let text = "**Here:** Ruth Dale (social worker, chair), Mr. Okoro, Mum. **Apologies:** Dr. Lal.\n";
        let people = [
            ("Ruth Dale (social worker, chair)", true),
            ("Mr. Okoro", true),
            ("Mum", true),
            ("Dr. Lal", false),
        ];
        assert_eq!(listed(text), all(&people));
        let text = "In attendance: R Dale; Kim (FSW); Dad. Pia Holm sent apologies.\n";
        let people =
            [("R Dale", true), ("Kim (FSW)", true), ("Dad", true), ("Pia Holm sent apologies", false)];
        assert_eq!(listed(text), all(&people));
    }

    #[test]
    fn a_row_that_names_a_person_twice_is_one_person() {
        let text = "| Name | Role | Present |\n|---|---|---|\n| Ruth Dale | Social worker | Yes |\n| Pia Holm | Nurse | Apologies |\n";
        assert_eq!(listed(text), all(&[("Ruth Dale (Social worker)", true), ("Pia Holm (Nurse)", false)]));
    }

    #[test]
    fn lines_below_a_heading_are_a_list() {
        let text = "Attendance\nRuth Dale, social worker\nMother and father\nKim (nurse) could not come.\n\nEducation. He is well.\n";
        let found: Vec<_> =
            attendance(&Document::from_text(text)).into_iter().map(|one| (one.who, one.there)).collect();
        let people = [
            ("Ruth Dale, social worker", true),
            ("Mother and father", true),
            ("Kim (nurse) could not come", false),
        ];
        assert_eq!(found, all(&people));
    }

    #[test]
    fn tables_tell_role_and_presence() {
        let text = "| Name | Role | Attended |\n|---|---|---|\n| Ruth | social worker | Yes |\n| Kim | nurse | No, apologies |\n";
        assert_eq!(listed(text), all(&[("Ruth (social worker)", true), ("Kim (nurse)", false)]));
    }

    #[test]
    fn prose_is_no_list() {
        assert_eq!(listed("Attendance is 97%. He attended every day.\n\nPresentation went well.\n"), []);
    }
}
