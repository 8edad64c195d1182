//! From the words on the command line to a verb, and from its result to an exit code.

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};

use super::args::{Args, LookArgs, Verb};
use super::error::CliError;
use super::exit::Exit;
use super::io::Io;
use super::settings::look;
use super::{check, completions, explain, guidance, man, minutes, new, rules, schema, test};

/// Runs one command; `words` begin with the program's name. Never prints but through `io`.
pub fn run(words: impl IntoIterator<Item = impl Into<OsString> + Clone>, io: &mut Io<'_>) -> Exit {
    let width = io.terminal.width.unwrap_or(100);
    let parsed = Args::command().term_width(width.min(100)).try_get_matches_from(words);
    let args = match parsed.and_then(|matches| Args::from_arg_matches(&matches)) {
        Ok(args) => args,
        Err(error) => return help_or_error(&error, io),
    };
    match verb(&args, io).and_then(|exit| io.stdout.flush().map(|()| exit).map_err(CliError::from)) {
        Ok(exit) => exit,
        Err(error) => {
            let style = look(&args.look, io, true);
            // Where standard error is gone, the exit code still tells.
            let _ = error.tell(io.stderr, &style);
            error.exit()
        }
    }
}

fn verb(args: &Args, io: &mut Io<'_>) -> Result<Exit, CliError> {
    match &args.verb {
        Verb::Check(check_args) => check::run(check_args, &args.look, io),
        Verb::Minutes(minutes_args) => minutes::run(minutes_args, &args.look, io),
        Verb::Explain(explain_args) => explain::run(explain_args, &args.look, io),
        Verb::Rules(rules_args) => rules::run(rules_args, &args.look, io),
        Verb::Guidance(guidance_args) => guidance::run(guidance_args, &args.look, io),
        Verb::Test(test_args) => test::run(test_args, &args.look, io),
        Verb::New(new_args) => new::run(new_args, io),
        Verb::Schema(schema_args) => schema::run(*schema_args, io),
        Verb::Completions(completions_args) => completions::run(*completions_args, io),
        Verb::Man(man_args) => man::run(man_args, io),
    }
}

/// Help and version go to standard output; everything else that is wrong with the arguments to standard error.
fn help_or_error(error: &clap::Error, io: &mut Io<'_>) -> Exit {
    let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    let style = look(&LookArgs::default(), io, !asked);
    let text = error.render();
    let text = if style.colour { text.ansi().to_string() } else { text.to_string() };
    let written = if asked {
        io.stdout.write_all(text.as_bytes()).and_then(|()| io.stdout.flush())
    } else {
        io.stderr.write_all(text.as_bytes())
    };
    match written {
        // Whoever closed the pipe has read enough.
        Ok(()) | Err(_) if asked => Exit::Clean,
        _ => Exit::Usage,
    }
}
