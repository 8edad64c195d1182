//! Texts read as minutes by themselves, whatever child and meeting they tell, with the records that stand beside them.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use crate::case::Case;
use crate::diagnostic::{Diagnostic, Weight};

use super::assemble::{Prose, is_other_prose, without_record};
use super::children::Form;
use super::discover::discover;
use super::file::{read_minutes_stream, read_one_file};
use super::matching::match_meeting;
use super::minutes::Told;
use super::read::{Options, STREAM};
use super::source::Source;
use super::teller::Tellers;

/// One text of minutes.
#[derive(Debug)]
pub struct MinutesText {
    /// Where it came from.
    pub source: Source,
    /// How it is laid out.
    pub form: Form,
    /// What it tells about itself; kind and day are the record's where a record has the meeting.
    pub told: Told,
    /// The record of the child, as a position in [`MinutesRead::records`].
    pub record: Option<usize>,
}

/// Texts of minutes, and records beside them.
#[derive(Debug, Default)]
pub struct MinutesRead {
    /// In the order of the paths, then of the files' names.
    pub texts: Vec<MinutesText>,
    /// The records that were read.
    pub records: Vec<Case>,
    /// What could not be read or understood.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads files and folders of minutes; `-` is one text from `stream`. A text belongs to the record of the child that it
/// names; where it names nobody whom a record has, to the only record there is, unless it says another child's id.
pub fn read_minutes(paths: &[PathBuf], stream: &mut dyn BufRead, options: &Options) -> MinutesRead {
    let limits = &options.limits;
    let mut tellers = Tellers::new(limits.diagnostics);
    let mut read = MinutesRead::default();
    let mut texts: Vec<Prose> = Vec::new();
    for path in paths {
        if path == Path::new(STREAM) {
            let file = read_minutes_stream(STREAM, stream, limits);
            tellers.append(STREAM, file.teller);
            texts.extend(file.prose);
            continue;
        }
        let discovery = discover(std::slice::from_ref(path), limits);
        discovery.diagnostics.into_iter().for_each(|told| tellers.push(told));
        for found in discovery.files {
            let file = read_one_file(&found, limits);
            tellers.append(&found.name, file.teller);
            read.records.extend(file.records.into_iter().map(|record| record.case));
            // What was named is read; of a folder only what looks like minutes.
            let named = !path.is_dir();
            let is_minutes = |Prose { source, form }: &Prose| {
                let told = (options.tell)(&source.file, &form.document(&source.text));
                named || !is_other_prose(&source.file, &source.text, &told)
            };
            texts.extend(file.prose.into_iter().filter(is_minutes));
        }
    }
    for Prose { source, form } in texts {
        let told = (options.tell)(&source.file, &form.document(&source.text));
        for problem in &told.problems {
            let diagnostic = Diagnostic::new(problem.weight, problem.code, problem.message.clone());
            tellers.push(diagnostic.help(problem.help.clone()).at(source.place_of(problem.span.clone())));
        }
        let mut text = MinutesText { source, form, told, record: None };
        find_record(&mut text, &read.records, &mut tellers);
        read.texts.push(text);
    }
    read.diagnostics = tellers.finish();
    read
}

/// The record of a text's child, and what that record knows of the meeting.
fn find_record(text: &mut MinutesText, records: &[Case], tellers: &mut Tellers) {
    let own = text.told.child.as_deref();
    let named = own.and_then(|id| records.iter().position(|case| case.child_id() == id));
    let says_an_id = own.is_some_and(|child| child.bytes().any(|byte| byte.is_ascii_digit()));
    let only = (records.len() == 1 && !says_an_id).then_some(0);
    text.record = named.or(only);
    let Some(case) = text.record.and_then(|at| records.get(at)) else {
        if let (Some(child), false) = (own, records.is_empty()) {
            let message = format!("these minutes are about {child}, of whom no record was given");
            let help = "names and roles were told from the minutes alone; give the record of this child";
            tellers.push(without_record(Weight::Warning, &text.source.file, message, help));
        }
        return;
    };
    let place = text.source.place("", false);
    let found = match_meeting(case, &text.told, true, &place, tellers);
    text.told.kind = found.kind.or(text.told.kind);
    text.told.date = found.date.or(text.told.date);
}
