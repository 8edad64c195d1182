//! `rules --words`: the words that a rule may say, beside the fields of the record.

use serde_json::json;

use crate::report::Ink;
use crate::report::words::sentence;
use crate::script::node::{Takes, Word};
use crate::script::words;

use super::args::{ListFormat, LookArgs};
use super::error::CliError;
use super::exit::Exit;
use super::io::Io;
use super::rules::write_json;
use super::settings::look;

/// Lists the words.
pub fn run(format: ListFormat, looks: &LookArgs, io: &mut Io<'_>) -> Result<Exit, CliError> {
    if format == ListFormat::Json {
        let words: Vec<_> = words::all()
            .map(|word| {
                let (of, takes) = arguments(word);
                json!({"word": word.name, "of": of, "takes": takes, "gives": word.gives.to_string(), "help": word.help})
            })
            .collect();
        return write_json(&json!({"format": "sharecheck-words/1", "words": words}), io);
    }
    let style = look(looks, io, false);
    for word in words::all() {
        let (of, takes) = arguments(word);
        let brackets = if takes.is_empty() { String::new() } else { format!("({})", takes.join(", ")) };
        let of = if of.is_empty() { "by itself".to_owned() } else { format!("of {of}") };
        let text = format!("{} Gives {}.", sentence(word.help), word.gives);
        let word = format!("{}{brackets}, {of}", word.name);
        if style.plain {
            writeln!(io.stdout, "{word}: {text}")?;
        } else {
            writeln!(io.stdout, "{}", style.ink(Ink::Heading, &style.wrap(&word, "", "  ")))?;
            writeln!(io.stdout, "{}", style.wrap(&text, "    ", "    "))?;
        }
    }
    Ok(Exit::Clean)
}

/// What a word is said of (empty for one that stands by itself), and what else it takes.
fn arguments(word: &Word) -> (String, Vec<String>) {
    let said = |takes: &Takes| match takes {
        Takes::A(of) => of.to_string(),
        Takes::Topic => "a topic of minutes".to_owned(),
        Takes::OneOf(words) => format!("one of {}", words.join(", ")),
        Takes::Count => "a whole number".to_owned(),
    };
    let mut all = word.takes.iter().map(said);
    (all.next().unwrap_or_default(), all.collect())
}
