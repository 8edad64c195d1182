//! Records and minutes put together into children, one entry a child.

use std::collections::BTreeMap;

use crate::case::{Case, Child, Collection, Field, Id};
use crate::diagnostic::{Diagnostic, Weight};

use crate::minutes::Document;

use super::children::{ChildFile, Form, MinutesFile};
use super::discover::whole;
use super::matching::{Held, hold, match_meeting};
use super::minutes::{Tell, Told};
use super::record::ReadRecord;
use super::source::Source;
use super::teller::Tellers;

/// A text that may be minutes.
#[derive(Debug)]
pub struct Prose {
    /// Where it came from.
    pub source: Source,
    /// How it is laid out.
    pub form: Form,
}

/// Puts records and minutes together, in order of child. Where no records are `records_meant`, minutes are checked alone.
pub fn assemble(
    records: Vec<ReadRecord>,
    prose: Vec<Prose>,
    records_meant: bool,
    tell: Tell,
    tellers: &mut Tellers,
) -> Vec<ChildFile> {
    let mut children: BTreeMap<String, ChildFile> = BTreeMap::new();
    for record in records {
        take_record(record, tell, &mut children, tellers);
    }
    for prose in prose {
        take_minutes(prose, tell, records_meant, &mut children, tellers);
    }
    let mut children: Vec<ChildFile> = children.into_values().collect();
    for child in &mut children {
        child.minutes.sort_by(|a, b| {
            let key = |minutes: &MinutesFile| {
                (minutes.date, minutes.source.file.clone(), minutes.source.range.start)
            };
            key(a).cmp(&key(b))
        });
    }
    children
}

fn take_record(
    record: ReadRecord,
    tell: Tell,
    children: &mut BTreeMap<String, ChildFile>,
    tellers: &mut Tellers,
) {
    let id = record.case.child_id().to_owned();
    if let Some(first) = children.get(&id) {
        let source = first.source.as_ref().map(|source| source.place("/child/id", false)).unwrap_or_default();
        let place = record.source.place("/child/id", false);
        let help = "export one record a child; only the first was used";
        let second_at = format!("{}, line {}", place.file, place.line);
        let first_at = format!("{}, line {}", source.file, source.line);
        for (at, other) in [(source, second_at), (place, first_at)] {
            let message = format!("two records are of the child {id}; the other is in {other}");
            tellers.push(Diagnostic::new(Weight::Error, "child-twice", message).help(help).at(at));
        }
        return;
    }
    let mut child = ChildFile { case: record.case, source: Some(record.source), minutes: Vec::new() };
    inline_minutes(&mut child, tell, tellers);
    children.insert(id, child);
}

/// The minutes that a record carries.
fn inline_minutes(child: &mut ChildFile, tell: Tell, tellers: &mut Tellers) {
    let Some(source) = child.source.clone() else { return };
    let Collection::Collected { entries, .. } = &child.case.minutes else { return };
    let mut texts = Vec::new();
    for entry in entries {
        let (Some(text), Some(meeting)) = (entry.text.given(), entry.meeting.given()) else { continue };
        texts.push((format!("/minutes/{}/text", entry.spot), text.to_string(), meeting.0.to_string()));
    }
    for (pointer, text, meeting) in texts {
        let mut told = tell("", &Document::from_text(&text));
        let place = source.place(&pointer, false);
        for problem in told.problems.drain(..) {
            let told = Diagnostic::new(problem.weight, problem.code, problem.message).help(problem.help);
            tellers.push(told.at(place.clone()));
        }
        let named = told.meeting_id.replace(meeting.clone());
        if let Some(named) = named.filter(|named| *named != meeting) {
            let message = format!("these minutes stand under meeting {meeting} but name meeting {named}");
            let help = "correct one of the two; they were taken as those of the meeting they stand under";
            tellers.push(
                Diagnostic::new(Weight::Warning, "minutes-name-another", message)
                    .help(help)
                    .at(place.clone()),
            );
        }
        contradicts_child(&told, child.case.child_id(), &place, tellers);
        let found = match_meeting(&child.case, &told, true, &place, tellers);
        let minutes = MinutesFile {
            meeting: found.meeting,
            kind: found.kind,
            date: found.date,
            source: source.clone(),
            text,
            form: Form::Markdown,
            pointer,
        };
        hold(child, Held { minutes, place }, tellers);
    }
}

/// Minutes inside a record that say they are about another child.
fn contradicts_child(told: &Told, child: &str, place: &crate::place::Place, tellers: &mut Tellers) {
    if let Some(named) = told.child.as_deref().filter(|named| *named != child) {
        let message = format!("these minutes stand in the record of {child} but name the child {named}");
        let help = "check whose minutes these are; they were taken as those of the record";
        tellers.push(
            Diagnostic::new(Weight::Error, "minutes-of-another-child", message).help(help).at(place.clone()),
        );
    }
}

/// Minutes in a file of their own.
fn take_minutes(
    prose: Prose,
    tell: Tell,
    records_meant: bool,
    children: &mut BTreeMap<String, ChildFile>,
    tellers: &mut Tellers,
) {
    let Prose { source, form } = prose;
    let file = source.file.to_string();
    let told = tell(&file, &form.document(&source.text));
    if is_other_prose(&file, &source.text, &told) {
        let message = "this text was set aside: nothing in it says that it is minutes";
        let help = "minutes say child, meeting and date at their head, or in the name of the file";
        return tellers.push(whole(Weight::Note, "no-minutes", &file, message, help));
    }
    for problem in &told.problems {
        let diagnostic = Diagnostic::new(problem.weight, problem.code, problem.message.clone());
        tellers.push(diagnostic.help(problem.help.clone()).at(source.place_of(problem.span.clone())));
    }
    let Some(id) = told.child.clone() else {
        let message = "these minutes do not say which child they are about; they were not used";
        return tellers.push(whole(Weight::Error, "minutes-without-child", &file, message, HEAD));
    };
    if told.date.is_none() && told.meeting_id.is_none() {
        let message = "these minutes do not say on which day the meeting was held";
        tellers.push(whole(Weight::Error, "minutes-without-date", &file, message, HEAD));
    }
    let child = children.entry(id).or_insert_with_key(|id| nameless(id));
    let place = match &form {
        Form::Blocks(_) => form.place(&source),
        Form::Markdown | Form::Text => source.place("", false),
    };
    if child.source.is_none() {
        let id = child.case.child_id();
        let (weight, message) = if records_meant {
            (Weight::Error, format!("these minutes are about the child {id}, of whom no record was read"))
        } else {
            (Weight::Note, format!("no record of the child {id} was given; only the minutes are checked"))
        };
        let help = "add the child's record to the export, or correct `child` at the head of the minutes";
        tellers.push(without_record(weight, &file, message, help));
    }
    let found = match_meeting(&child.case, &told, child.source.is_some(), &place, tellers);
    let minutes = MinutesFile {
        meeting: found.meeting,
        kind: found.kind,
        date: found.date,
        text: source.text.to_string(),
        source,
        form,
        pointer: String::new(),
    };
    hold(child, Held { minutes, place }, tellers);
}

/// Says that no record is at hand of the child whom minutes are about.
pub fn without_record(weight: Weight, file: &str, message: String, help: &str) -> Diagnostic {
    whole(weight, "minutes-without-record", file, message, help)
}

/// What to write at the head of minutes.
const HEAD: &str = "begin the file with a line +++, then child = \"...\", meeting = \"core_group\", date = 2026-03-04, \
                    then a line +++; or name it like C-1001_2026-03-04_core-group.md";

/// A child of whom only minutes are at hand: nothing is collected but the id.
fn nameless(id: &str) -> ChildFile {
    let child = Child { id: Field::Given(Id(id.into())), ..Child::default() };
    let case = Case { child: Field::Given(child), ..Case::default() };
    ChildFile { case, source: None, minutes: Vec::new() }
}

/// Whether a text is no minutes: it tells nothing about itself, and neither its name nor its words look like a meeting's.
pub fn is_other_prose(file: &str, text: &str, told: &Told) -> bool {
    // A read-me may well hold a table of children; only one with a head of its own is minutes.
    let name = file.rsplit('/').next().unwrap_or(file).to_lowercase();
    let other =
        ["readme", "license", "licence", "changelog", "labels"].iter().any(|other| name.starts_with(other));
    if other && !text.starts_with("+++") {
        return true;
    }
    let tells =
        told.child.is_some() || told.date.is_some() || told.kind.is_some() || told.meeting_id.is_some();
    if tells || !told.problems.is_empty() {
        return false;
    }
    let head: String = text.lines().take(60).collect::<Vec<_>>().join("\n").to_lowercase();
    !HINTS.iter().any(|hint| name.replace(['_', '-'], " ").contains(hint) || head.contains(hint))
}

/// Words of which minutes have at least one.
const HINTS: &[&str] = &[
    "minutes",
    "meeting",
    "conference",
    "core group",
    "strategy discussion",
    "child in need",
    "early help",
    "looked after",
    "review",
    "attend",
    "present",
    "apologies",
    "apols",
];
