//! `completions`: for shells, from the one definition of the arguments.

use clap::CommandFactory;

use super::args::{Args, CompletionsArgs};
use super::error::CliError;
use super::exit::Exit;
use super::io::Io;

/// Runs the verb.
pub fn run(args: CompletionsArgs, io: &mut Io<'_>) -> Result<Exit, CliError> {
    // Written to memory first: the generator panics where its writer fails, and a closed pipe is no fault.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "sharecheck", &mut script);
    io.stdout.write_all(&script)?;
    Ok(Exit::Clean)
}
