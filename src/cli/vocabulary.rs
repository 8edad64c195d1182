//! `rules --words`: the words that a rule may say, beside the fields of the record.

use serde_json::json;

use crate::report::Ink;
use crate::report::words::sentence;
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
                let (of, takes) = word.arguments();
                json!({"word": word.name, "of": of, "takes": takes, "gives": word.gives.to_string(), "help": word.help})
            })
            .collect();
        return write_json(&json!({"format": "sharecheck-words/1", "words": words}), io);
    }
    let style = look(looks, io, false);
    for word in words::all() {
        let (of, takes) = word.arguments();
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
