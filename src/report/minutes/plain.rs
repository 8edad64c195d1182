//! What one set of minutes says in plain labelled sentences, for screen readers: no drawing, no columns, the same content.

use std::io;

use crate::language::{Quote, Status};
use crate::minutes::Document;
use crate::report::safe_text;
use crate::report::words::sentence;

use super::account::{Account, Named};
use super::wording;

/// Writes the account as sentences, one a line.
pub fn write(account: &Account, to: &mut dyn io::Write) -> io::Result<()> {
    writeln!(to, "Minutes: {}.", safe_text(&account.file))?;
    head(account, to)?;
    for status in wording::STATUSES {
        let names: Vec<String> = account.of_status(status).into_iter().map(wording::topic).collect();
        if !names.is_empty() {
            writeln!(to, "Topics {}, {}: {}.", wording::status(status), names.len(), names.join(", "))?;
        }
    }
    writeln!(to)?;
    for entry in account.topics().chain(account.further()) {
        let passed = account.passed_over(entry.topic);
        if entry.status == Status::Absent && passed.is_empty() && !account.is_part() {
            continue;
        }
        writeln!(to, "Topic {}: {}.", wording::topic(entry.topic), wording::status(entry.status))?;
        for (quote, doubt) in account.quotes(entry) {
            quoted("Quote", quote, &account.document, to)?;
            for decision in wording::decision(entry.topic, entry.status, quote, doubt) {
                writeln!(to, "{}", capital(&sentence(&decision)))?;
            }
        }
        for passed in passed {
            quoted("Passed over", &passed.quote, &account.document, to)?;
            let reason = wording::reason(entry.topic, &passed.doubt);
            writeln!(to, "Named by: {}.", wording::cues(&passed.quote))?;
            writeln!(to, "Why passed over: {}", sentence(&reason))?;
        }
        if entry.status == Status::Absent && passed.is_empty() {
            writeln!(to, "Nothing names it.")?;
        }
        writeln!(to)?;
    }
    if account.is_part() {
        return Ok(());
    }
    for claim in &account.reading.claims {
        writeln!(to, "Stated as fact: {}", sentence(&wording::claim(claim)))?;
        quoted("Quote", &claim.quote, &account.document, to)?;
    }
    for term in account.unexplained_jargon() {
        writeln!(to, "Clinical word not explained: {}.", safe_text(&term.term))?;
        quoted("Quote", &term.quote, &account.document, to)?;
    }
    writeln!(to)
}

fn head(account: &Account, to: &mut dyn io::Write) -> io::Result<()> {
    fn told<T>(named: Option<&Named<T>>, words: impl Fn(&T) -> String) -> String {
        match named {
            Some(Named { value, place: Some(place) }) => format!("{}, on {}", words(value), safe_text(place)),
            Some(Named { value, place: None }) => words(value),
            None => "not told".to_owned(),
        }
    }
    let child = told(account.child.as_ref(), |child| safe_text(child).into_owned());
    writeln!(to, "Child: {}", sentence(&child))?;
    writeln!(to, "Meeting: {}.", told(account.meeting.as_ref(), |kind| wording::meeting(*kind)))?;
    writeln!(to, "Date: {}.", told(account.date.as_ref(), |day| wording::day(*day)))?;
    if let Some(id) = &account.meeting_id {
        writeln!(to, "In the record: {}.", safe_text(id))?;
    }
    for (there, name) in [(true, "There"), (false, "Not there")] {
        match account.people(there).as_slice() {
            [] if there => writeln!(to, "There: not told in a list that could be read.")?,
            [] => {}
            people => writeln!(to, "{name}: {}", sentence(&people.join("; ")))?,
        }
    }
    match &account.record {
        Some(child) => writeln!(to, "Who is who: also from the record of {}.", safe_text(child)),
        None => writeln!(to, "Who is who: told from the minutes alone."),
    }
}

fn quoted(label: &str, quote: &Quote, document: &Document, to: &mut dyn io::Write) -> io::Result<()> {
    let place = document.whereabouts(quote.range.start);
    writeln!(to, "{label}, {}: “{}”", safe_text(&place), safe_text(quote.text.trim()))
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
