//! What one set of minutes says, for people: its head, all topics at a glance, then each with its quotes in their places.

use std::io;

use crate::language::{Quote, Status, TopicReading};
use crate::report::pretty::heading;
use crate::report::words::{count, sentence};
use crate::report::{Ink, Style, safe_text};

use super::account::{Account, Named};
use super::{excerpt, plain, wording};

/// Quotes of one topic, and passages passed over, that are shown; all where only some topics were asked for.
const SHOWN: usize = 3;

/// Writes the account for people; as plain sentences where the style asks for them.
pub fn write(account: &Account, to: &mut dyn io::Write, style: &Style) -> io::Result<()> {
    if style.plain {
        return plain::write(account, to);
    }
    let kind = account.meeting.as_ref().map_or_else(String::new, |kind| wording::meeting(kind.value));
    heading(to, style, &safe_text(&account.file), &kind)?;
    head(account, to, style)?;
    glance(account, to, style)?;
    for entry in account.topics().chain(account.further()) {
        topic(account, entry, to, style)?;
    }
    if account.is_part() {
        return Ok(());
    }
    claims(account, to, style)?;
    jargon(account, to, style)
}

/// A name and its value, wrapped beside it.
fn line(name: &str, ink: Ink, value: &str, to: &mut dyn io::Write, style: &Style) -> io::Result<()> {
    let wrapped = style.wrap(value, &" ".repeat(19), &" ".repeat(19));
    let wrapped = wrapped.trim_start();
    // Colour goes round each line by itself, so that the indentation stays plain.
    let inked: Vec<String> =
        wrapped.split('\n').map(|part| style.ink(ink, part.trim_start())).collect::<Vec<_>>();
    writeln!(to, "  {name:<15}  {}", inked.join(&format!("\n{}", " ".repeat(19))))
}

fn head(account: &Account, to: &mut dyn io::Write, style: &Style) -> io::Result<()> {
    fn told<T>(named: Option<&Named<T>>, words: impl Fn(&T) -> String) -> (Ink, String) {
        match named {
            Some(Named { value, place: Some(place) }) => {
                (Ink::Plain, format!("{} ({})", words(value), safe_text(place)))
            }
            Some(Named { value, place: None }) => (Ink::Plain, words(value)),
            None => (Ink::Medium, "not told".to_owned()),
        }
    }
    let (ink, child) = told(account.child.as_ref(), |child| safe_text(child).into_owned());
    line("Child", ink, &child, to, style)?;
    let (ink, kind) = told(account.meeting.as_ref(), |kind| wording::meeting(*kind));
    line("Meeting", ink, &kind, to, style)?;
    let (ink, date) = told(account.date.as_ref(), |day| wording::day(*day));
    line("Date", ink, &date, to, style)?;
    if let Some(id) = &account.meeting_id {
        line("In the record", Ink::Plain, &safe_text(id), to, style)?;
    }
    for (there, name) in [(true, "There"), (false, "Not there")] {
        match account.people(there).as_slice() {
            [] if there => line(name, Ink::Medium, "not told in a list that could be read", to, style)?,
            [] => {}
            people => line(name, Ink::Plain, &people.join("; "), to, style)?,
        }
    }
    let names = account.record.as_ref().map_or_else(
        || "told from the minutes alone (a case record can be given with --case)".to_owned(),
        |child| format!("also from the record of {}", safe_text(child)),
    );
    line("Who is who", Ink::Plain, &names, to, style)?;
    writeln!(to)
}

/// All topics by status.
fn glance(account: &Account, to: &mut dyn io::Write, style: &Style) -> io::Result<()> {
    for status in wording::STATUSES {
        let topics = account.of_status(status);
        let names: Vec<String> = topics.iter().map(|topic| wording::topic(*topic)).collect();
        if names.is_empty() {
            continue;
        }
        let name = wording::status(status);
        let padded = format!("{}{}", style.ink(wording::ink(status), name), " ".repeat(15 - name.len()));
        let wrapped = style.wrap(&names.join(", "), &" ".repeat(23), &" ".repeat(23));
        writeln!(to, "  {padded} {:>3}  {}", names.len(), wrapped.trim_start())?;
    }
    writeln!(to)
}

fn topic(account: &Account, entry: &TopicReading, to: &mut dyn io::Write, style: &Style) -> io::Result<()> {
    let most = if account.is_part() { usize::MAX } else { SHOWN };
    let name = wording::topic(entry.topic);
    let status = wording::status(entry.status);
    let passed = account.passed_over(entry.topic);
    if entry.status == Status::Absent && passed.is_empty() && !account.is_part() {
        return Ok(());
    }
    let title = format!("{name} {} ", style.dot());
    let inked = style.ink(wording::ink(entry.status), status);
    writeln!(to, "{}{inked}", style.ink(Ink::Heading, &title))?;
    if entry.status == Status::Absent && passed.is_empty() {
        writeln!(to, "  nothing names it")?;
    }
    let quotes = account.quotes(entry);
    for (quote, doubt) in quotes.iter().take(most) {
        excerpt::write(&account.file, &account.document, quote, to, style)?;
        for decision in wording::decision(entry.topic, entry.status, quote, *doubt) {
            because(&decision, to, style)?;
        }
    }
    more(quotes.iter().skip(most).map(|(quote, _)| *quote), "passage", "passages", to, style)?;
    for passed in passed.iter().take(most) {
        excerpt::write(&account.file, &account.document, &passed.quote, to, style)?;
        because(&format!("named by: {}", wording::cues(&passed.quote)), to, style)?;
        because(&format!("passed over: {}", wording::reason(entry.topic, &passed.doubt)), to, style)?;
    }
    more(
        passed.iter().skip(most).map(|passed| &passed.quote),
        "passage passed over",
        "passages passed over",
        to,
        style,
    )?;
    writeln!(to)
}

/// A line that says why.
fn because(text: &str, to: &mut dyn io::Write, style: &Style) -> io::Result<()> {
    writeln!(to, "{}", style.wrap(text, "    = ", "      "))
}

/// `and 2 more passages, on lines 12 and 30`.
fn more<'a>(
    quotes: impl Iterator<Item = &'a Quote>,
    one: &str,
    many: &str,
    to: &mut dyn io::Write,
    style: &Style,
) -> io::Result<()> {
    let lines: Vec<usize> = quotes.map(|quote| quote.line).collect();
    if lines.is_empty() {
        return Ok(());
    }
    let number = lines.len();
    let mut named: Vec<String> = lines.iter().map(ToString::to_string).collect();
    named.dedup();
    named.truncate(12);
    let on = if named.len() == 1 { "line" } else { "lines" };
    let (more, list) = (if number == 1 { one } else { many }, named.join(", "));
    let text = format!("and {number} more {more}, on {on} {list}");
    writeln!(to, "{}", style.wrap(&text, "  ", "    "))
}

fn claims(account: &Account, to: &mut dyn io::Write, style: &Style) -> io::Result<()> {
    let claims = &account.reading.claims;
    heading(to, style, "Stated as fact", &claims.len().to_string())?;
    for claim in claims {
        writeln!(to, "{}", style.ink(Ink::Heading, &wording::claim(claim)))?;
        excerpt::write(&account.file, &account.document, &claim.quote, to, style)?;
    }
    if claims.is_empty() {
        writeln!(to, "  nothing that a record could contradict")?;
    }
    writeln!(to)
}

fn jargon(account: &Account, to: &mut dyn io::Write, style: &Style) -> io::Result<()> {
    let unexplained: Vec<_> = account.unexplained_jargon().collect();
    let explained = account.reading.jargon.len() - unexplained.len();
    heading(to, style, "Clinical words not explained", &unexplained.len().to_string())?;
    for term in &unexplained {
        writeln!(to, "{}", style.ink(Ink::Heading, &safe_text(&term.term)))?;
        excerpt::write(&account.file, &account.document, &term.quote, to, style)?;
    }
    let told = match (unexplained.len(), explained) {
        (0, 0) => "no clinical word of the list is used".to_owned(),
        (_, 0) => return writeln!(to),
        (_, more) => format!("{} explained at first use", count(more, "other word is", "other words are")),
    };
    writeln!(to, "{}\n", style.wrap(&sentence(&told), "  ", "  "))
}
