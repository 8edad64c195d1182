//! Which child, which meeting and which day a text of minutes tells that it is about.

use std::ops::Range;

use crate::calendar::Day;
use crate::case::{MeetingKind, closest, shown};
use crate::diagnostic::Weight;
use crate::minutes::{Document, head};

/// What a text of minutes tells about itself.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// The child's id.
    pub child: Option<String>,
    /// The kind of meeting.
    pub kind: Option<MeetingKind>,
    /// The day of the meeting.
    pub date: Option<Day>,
    /// The id of the meeting in the record.
    pub meeting_id: Option<String>,
    /// What could not be understood of it.
    pub problems: Vec<Problem>,
}

/// Something amiss in what a text tells about itself.
#[derive(Clone, Debug)]
pub struct Problem {
    /// How much it weighs.
    pub weight: Weight,
    /// A stable name.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Where, as bytes of the text.
    pub span: Range<usize>,
}

/// Tells what minutes are about, from the file's name and the document.
pub type Tell = fn(name: &str, document: &Document) -> Told;

/// Tells it from TOML front matter between `+++` lines, from label lines or a label table in the head, and from a file name
/// like `C-1001_2026-03-04_core-group.md`, in this order.
pub fn tell(name: &str, document: &Document) -> Told {
    let mut told = Told::default();
    let text = document.source();
    if let Some(front) = front_matter(text) {
        read_front(text, front, &mut told);
    }
    let by_name = read_name(name);
    let labels = head(document, None);
    // A label may give a name where the file's name gives the id.
    let labelled = labels.child.map(|child| child.value);
    let named = labelled.filter(|child| child.chars().any(|c| c.is_ascii_digit()) || by_name.child.is_none());
    told.child = told.child.or(named);
    told.kind = told.kind.or(labels.kind.map(|kind| kind.value));
    told.date = told.date.or(labels.date.map(|date| date.value));
    told.meeting_id = told.meeting_id.or(labels.meeting_id.map(|id| id.value));
    told.child = told.child.or(by_name.child);
    told.kind = told.kind.or(by_name.kind);
    told.date = told.date.or(by_name.date);
    told
}

/// The bytes between two `+++` lines at the head of a text.
fn front_matter(text: &str) -> Option<Range<usize>> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == "+++")?;
    let mut end = first.len();
    for line in lines {
        if line.trim_end() == "+++" {
            return Some(first.len()..end);
        }
        end += line.len();
    }
    None
}

const KEYS: [&str; 4] = ["child", "meeting", "date", "meeting_id"];

fn read_front(text: &str, front: Range<usize>, told: &mut Told) {
    let mut problem = |code, message, help: String, span| {
        told.problems.push(Problem { weight: Weight::Error, code, message, help, span });
    };
    let table = match text[front.clone()].parse::<toml::Table>() {
        Ok(table) => table,
        Err(error) => {
            let span = error.span().unwrap_or(0..0);
            let message =
                format!("what stands between the +++ lines is not valid TOML ({})", error.message());
            let help = "write lines like date = 2026-03-04, with text in quotation marks".to_owned();
            return problem(
                "bad-front-matter",
                message,
                help,
                front.start + span.start..front.start + span.end,
            );
        }
    };
    for (key, value) in &table {
        let span = text[front.clone()].find(key.as_str()).map_or(front.clone(), |at| {
            let at = front.start + at;
            at..at + key.len()
        });
        let words = match value {
            toml::Value::String(text) => text.trim().to_owned(),
            other => other.to_string(),
        };
        let understood = match key.as_str() {
            "child" => {
                told.child = Some(words.clone()).filter(|words| !words.is_empty());
                told.child.is_some()
            }
            "meeting_id" => {
                told.meeting_id = Some(words.clone()).filter(|words| !words.is_empty());
                told.meeting_id.is_some()
            }
            "meeting" => {
                told.kind = kind_of(&words);
                told.kind.is_some()
            }
            "date" => {
                told.date = Day::parse(&words);
                told.date.is_some()
            }
            _ => {
                let help = match closest(key, KEYS.into_iter()) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("use one of: {}", KEYS.join(", ")),
                };
                let message = format!("unknown field `{}` at the head of minutes", shown(key));
                problem("unknown-front-matter", message, help, span);
                continue;
            }
        };
        if !understood {
            let message = format!("`{key}` cannot be understood: \"{}\"", shown(&words));
            let help = match key.as_str() {
                "date" => "write the day of the meeting as year-month-day, e.g. 2026-03-04".to_owned(),
                "meeting" => format!("use one of: {}", MeetingKind::WORDS.join(", ")),
                _ => "write the id".to_owned(),
            };
            problem("unclear-front-matter", message, help, span);
        }
    }
}

/// `C-1001_2026-03-04_core-group.md`: the parts between underscores, whatever their order after the child.
fn read_name(name: &str) -> Told {
    let file = name.rsplit('/').next().unwrap_or(name);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let mut told = Told::default();
    let parts: Vec<&str> = stem.split('_').collect();
    for (index, part) in parts.iter().enumerate() {
        if let Some(day) = Day::parse(part) {
            told.date = told.date.or(Some(day));
            told.child = parts.first().filter(|_| index > 0).map(|child| (*child).to_owned());
        }
    }
    if told.date.is_some() {
        told.kind = kind_of(&parts.get(2..).unwrap_or_default().join("_"));
    }
    told
}

/// The kind of meeting that words name, written with spaces, hyphens or underscores.
fn kind_of(words: &str) -> Option<MeetingKind> {
    let word = words.trim().to_lowercase().replace([' ', '-'], "_");
    crate::case::MeetingKind::parse(&word)
}
