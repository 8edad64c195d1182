//! The head of minutes: which child, which kind of meeting, which day, and how that was told.
//!
//! Front matter goes before label lines and label tables, and these before the name of the file.

use crate::calendar::Day;
use crate::case::MeetingKind;

use super::dates::{find_dates, only_date};
use super::document::{Block, BlockKind, Cell, Document, Place};
use super::kind::meeting_kind;
use super::lines::label_and_value;

/// How something in the head was told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// TOML front matter between `+++` lines.
    FrontMatter,
    /// A `label: value` line, a label table, or the title.
    Label,
    /// The file's name.
    FileName,
}

/// A value with its place and how it was told. For [`Way::FileName`] the place is line 1, column 1.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told<T> {
    /// What was told.
    pub value: T,
    /// Where.
    pub place: Place,
    /// In which way.
    pub way: Way,
}

/// Something in the head that cannot be understood; the message says what to write instead.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeadProblem {
    /// Where.
    pub place: Place,
    /// What is wrong and what to add.
    pub message: String,
}

/// What the head tells.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Head {
    /// Id of the child as the record has it, or the name or initials where only these are given.
    pub child: Option<Told<String>>,
    /// Kind of meeting.
    pub kind: Option<Told<MeetingKind>>,
    /// Day of the meeting.
    pub date: Option<Told<Day>>,
    /// Id of the meeting in the record.
    pub meeting_id: Option<Told<String>>,
    /// What could not be understood.
    pub problems: Vec<HeadProblem>,
}

/// Blocks of a document that may belong to its head.
const HEAD_BLOCKS: usize = 60;

/// Tells the head of a document; `file_name` is the name of its file without folders, where it has one.
pub fn head(document: &Document, file_name: Option<&str>) -> Head {
    let mut head = Head::default();
    front_matter(document, &mut head);
    labels(document, &mut head);
    if let Some(name) = file_name {
        from_name(name, &mut head);
    }
    head
}

fn front_matter(document: &Document, head: &mut Head) {
    let Some(range) = document.front_matter.clone() else { return };
    let text = document.source().get(range.clone()).unwrap_or_default().replace('\r', " ");
    let table: toml::Table = match text.parse() {
        Ok(table) => table,
        Err(error) => {
            let at = error.span().map_or(range.start, |span| range.start + span.start);
            let message = format!(
                "the front matter between the +++ lines is not valid TOML: {}; write lines such as child = \"C-1001\"",
                error.message()
            );
            head.problems.push(HeadProblem { place: document.place(&(at..at + 1)), message });
            return;
        }
    };
    for (key, value) in &table {
        let place = document.place(&key_range(document, &range, key));
        let way = Way::FrontMatter;
        let text = match value {
            toml::Value::String(text) => text.trim().to_owned(),
            toml::Value::Datetime(date) => date.to_string(),
            toml::Value::Integer(number) => number.to_string(),
            _ => String::new(),
        };
        let mut problem = |message: String| head.problems.push(HeadProblem { place, message });
        match key.as_str() {
            _ if text.is_empty() => {
                problem(format!("'{key}' in the front matter is empty; give it a text value"))
            }
            "child" => head.child = Some(Told { value: text, place, way }),
            "meeting_id" => head.meeting_id = Some(Told { value: text, place, way }),
            "meeting" => match meeting_kind(&text) {
                Some(value) => head.kind = Some(Told { value, place, way }),
                None => {
                    let kinds = MeetingKind::WORDS.join(", ");
                    problem(format!("meeting kind '{text}' is not known; write one of {kinds}"));
                }
            },
            "date" => match Day::parse(text.get(..10).unwrap_or(&text)).or_else(|| only_date(&text)) {
                Some(value) => head.date = Some(Told { value, place, way }),
                None => problem(format!("'{text}' is not a date; write it as date = \"2026-03-04\"")),
            },
            _ => problem(format!(
                "unknown key '{key}' in the front matter; the keys are child, meeting, date, meeting_id"
            )),
        }
    }
}

/// Where a key of the front matter stands; the whole front matter where it cannot be found.
fn key_range(document: &Document, front: &std::ops::Range<usize>, key: &str) -> std::ops::Range<usize> {
    let mut at = front.start;
    for line in document.source().get(front.clone()).unwrap_or_default().split_inclusive('\n') {
        if line.trim_start().starts_with(key) {
            return at..at + line.trim_end().len().max(1);
        }
        at += line.len();
    }
    front.clone()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Child,
    ChildId,
    Kind,
    Date,
    MeetingId,
}

fn field_of(label: &str) -> Option<Field> {
    let plain: String =
        label.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    match words.join(" ").as_str() {
        "child id" | "case id" | "case number" | "case no" | "case ref" | "case reference" | "child ref"
        | "child reference" | "record number" | "child number" | "client id" | "mosaic id" | "lcs id" => {
            Some(Field::ChildId)
        }
        "child"
        | "name of child"
        | "child s name"
        | "childs name"
        | "child name"
        | "young person"
        | "yp"
        | "name of child young person"
        | "name of young person"
        | "child young person"
        | "subject child"
        | "re"
        | "name"
        | "subject" => Some(Field::Child),
        "type of meeting" | "meeting type" | "meeting" | "kind of meeting" | "type" | "conference type"
        | "purpose of meeting" | "type of conference" | "type of review" => Some(Field::Kind),
        "date of meeting"
        | "meeting date"
        | "date"
        | "date of conference"
        | "date of review"
        | "date held"
        | "held on"
        | "date and time"
        | "date time"
        | "date of this review meeting"
        | "date of core group"
        | "when"
        | "date of discussion"
        | "date and time of meeting"
        | "date of this meeting" => Some(Field::Date),
        "meeting id" | "meeting ref" | "meeting reference" | "meeting number" => Some(Field::MeetingId),
        _ => None,
    }
}

fn labels(document: &Document, head: &mut Head) {
    let mut by_id = false;
    let is_margin =
        |block: &&Block| matches!(document.part(block.source_range(0..1).start), "header" | "footer");
    let mut before: Option<&Block> = None;
    for (index, block) in
        document.blocks.iter().filter(|block| !is_margin(block)).take(HEAD_BLOCKS).enumerate()
    {
        if let Some(cell) = block.cell() {
            // In a heading row one label stands beside the next.
            if let Some(label) = label_of(cell, before).filter(|_| field_of(&block.text).is_none()) {
                take(document, block, field_of(label), 0..block.text.len(), head, &mut by_id);
            }
            before = Some(block);
            continue;
        }
        label_lines(document, block, head, &mut by_id);
        let title = index < 4 && (index == 0 || matches!(block.kind, BlockKind::Heading { .. }));
        if title || index < 2 {
            title_line(document, block, head);
        }
    }
    // Headers and footers of the pages tell what the text leaves open; a day in them without a label may be that of
    // printing.
    for block in document.blocks.iter().filter(is_margin).take(HEAD_BLOCKS) {
        label_lines(document, block, head, &mut by_id);
        let told = head.date.take();
        title_line(document, block, head);
        head.date = told;
    }
}

/// The label of a cell: the cell to its left, or in a form with its labels above their values, the heading of its column.
fn label_of<'a>(cell: &'a Cell, before: Option<&'a Block>) -> Option<&'a str> {
    // A label table written in Markdown has its first label in the heading row.
    let row = cell.row_label.as_deref().filter(|label| cell.column == 1 && field_of(label).is_some());
    if row.is_some() {
        return row;
    }
    let beside = before.filter(|before| {
        before.cell().is_some_and(|left| {
            (left.table, left.row, left.column + 1) == (cell.table, cell.row, cell.column)
        })
    });
    if let Some(label) = beside.filter(|before| field_of(&before.text).is_some()) {
        return Some(&label.text);
    }
    // One word heads a column of any table (names, dates of actions); only a full label tells of the meeting.
    let heading = cell.column_heading.as_deref().filter(|heading| heading.contains(' '));
    heading.filter(|_| cell.row == 1 && !cell.is_heading)
}

fn label_lines(document: &Document, block: &Block, head: &mut Head, by_id: &mut bool) {
    for (start, line) in line_ranges(&block.text) {
        if let Some((label, value)) = label_and_value(line) {
            let field = field_of(line.get(label).unwrap_or_default());
            take(document, block, field, start + value.start..start + value.end, head, by_id);
        }
    }
}

fn line_ranges(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|line| {
            at += line.len();
            (at - line.len(), line)
        })
        .collect()
}

fn take(
    document: &Document,
    block: &Block,
    field: Option<Field>,
    range: std::ops::Range<usize>,
    head: &mut Head,
    by_id: &mut bool,
) {
    let Some(field) = field else { return };
    let text = block.text.get(range.clone()).unwrap_or_default().trim();
    if text.is_empty() {
        return;
    }
    let place = document.place(&block.source_range(range));
    let way = Way::Label;
    match field {
        Field::Child | Field::ChildId => {
            let is_id = field == Field::ChildId;
            if head.child.is_none()
                || (is_id && !*by_id && head.child.as_ref().is_some_and(|told| told.way == way))
            {
                let value = if is_id { text } else { id_in(text).unwrap_or(text) };
                *by_id = is_id || id_in(text).is_some();
                head.child = Some(Told { value: value.to_owned(), place, way });
            }
        }
        Field::Kind if head.kind.is_none() => {
            head.kind = meeting_kind(text).map(|value| Told { value, place, way });
        }
        Field::Date if head.date.is_none() => {
            match find_dates(text).iter().find_map(super::dates::DateFound::exact) {
                Some(value) => head.date = Some(Told { value, place, way }),
                None => head.problems.push(HeadProblem {
                    place,
                    message: format!(
                        "'{text}' is not a date with its year; write it as 04/03/2026 or 4 March 2026"
                    ),
                }),
            }
        }
        Field::MeetingId if head.meeting_id.is_none() => {
            head.meeting_id = Some(Told { value: text.to_owned(), place, way });
        }
        _ => {}
    }
}

/// An id such as `C-1001` within `AB (C-1001)`: letters, a hyphen, digits.
fn id_in(text: &str) -> Option<&str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '-')).find(|word| {
        word.split_once('-').is_some_and(|(before, after)| {
            !before.is_empty()
                && before.len() <= 4
                && before.bytes().all(|byte| byte.is_ascii_uppercase())
                && !after.is_empty()
                && after.bytes().all(|byte| byte.is_ascii_digit())
        })
    })
}

/// A title such as "Core Group Meeting - Zainab, C-3007, 24 September 2025".
fn title_line(document: &Document, block: &Block, head: &mut Head) {
    if block.text.len() > 200 {
        return;
    }
    let place = block.place;
    let way = Way::Label;
    if head.kind.is_none() {
        head.kind = meeting_kind(&block.text).map(|value| Told { value, place, way });
    }
    if head.date.is_none()
        && let Some((found, value)) =
            find_dates(&block.text).into_iter().find_map(|found| Some((found.range.clone(), found.exact()?)))
    {
        let place = document.place(&block.source_range(found));
        head.date = Some(Told { value, place, way });
    }
    if head.child.is_none()
        && let Some(id) = id_in(&block.text)
    {
        head.child = Some(Told { value: id.to_owned(), place, way });
    }
}

/// `C-1001_2026-03-04_core-group.md`: child, date and kind in any order, parted by underscores.
fn from_name(name: &str, head: &mut Head) {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let place = Place { line: 1, column: 1, end_line: 1 };
    let way = Way::FileName;
    for part in stem.split('_') {
        if let Some(day) = Day::parse(part) {
            head.date.get_or_insert(Told { value: day, place, way });
        } else if let Some(id) = id_in(part) {
            head.child.get_or_insert(Told { value: id.to_owned(), place, way });
        }
    }
    if let Some(kind) = meeting_kind(stem) {
        head.kind.get_or_insert(Told { value: kind, place, way });
    }
}

#[cfg(test)]
mod tests {
    use super::{Way, head};
    use crate::calendar::Day;
    use crate::case::MeetingKind;
    use crate::minutes::Document;

    #[test]
    fn front_matter_goes_first() {
        let text = "\u{feff}+++\r\nchild = \"C-1\"\r\nmeeting = \"core_group\"\r\ndate = 2026-03-04\r\n+++\r\n\r\nDate: 05/03/2026\r\n";
        let found = head(&Document::from_markdown(text), Some("C-9_2026-01-01_strategy.md"));
        let date = found.date.expect("a date");
        assert_eq!(
            (date.value, date.way, date.place.line),
            (Day::new(2026, 3, 4).expect("day"), Way::FrontMatter, 4)
        );
        assert_eq!(found.child.map(|told| told.value).as_deref(), Some("C-1"));
        assert_eq!(found.problems, []);
    }

    #[test]
    fn bad_front_matter_is_a_problem_with_a_place() {
        let found = head(&Document::from_markdown("+++\nchild = \nmeeting = \"x\"\n+++\ntext"), None);
        assert_eq!(found.problems.len(), 1);
        assert_eq!(found.problems[0].place.line, 2);
        let found =
            head(&Document::from_markdown("+++\nmeeting = \"tea\"\ndate = \"soon\"\n+++\ntext"), None);
        assert_eq!(found.problems.len(), 2);
        assert!(found.problems.iter().any(|problem| problem.message.contains("core_group")));
    }

    #[test]
    fn labels_and_tables_tell() {
        let text = "Name of child: AB (C-1001)\nType of meeting: Initial Child Protection Conference\nDate of meeting: 04/03/2026\n";
        let table =
            "| Name of child | AB (C-1001) |\n|---|---|\n| Meeting | ICPC |\n| Date | 4th March 2026 |\n";
        for document in [Document::from_text(text), Document::from_markdown(text), Document::from_text(table)]
        {
            let found = head(&document, None);
            assert_eq!(found.child.map(|told| told.value).as_deref(), Some("C-1001"));
            assert_eq!(found.kind.map(|told| told.value), Some(MeetingKind::ChildProtectionConference));
            assert_eq!(found.date.map(|told| told.value), Day::new(2026, 3, 4));
        }
    }

    #[test]
    fn the_name_of_the_file_is_the_last_resort() {
        let found = head(&Document::from_text("Nothing here."), Some("C-1001_2026-03-04_core-group.md"));
        assert_eq!(
            found.kind.map(|told| (told.value, told.way)),
            Some((MeetingKind::CoreGroup, Way::FileName))
        );
    }
}
