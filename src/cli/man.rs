//! `man`: the manual page, from the one definition of the arguments.

use clap::CommandFactory;

use super::args::{Args, ManArgs};
use super::error::CliError;
use super::exit::Exit;
use super::io::Io;
use super::output::write_file;

/// Runs the verb.
pub fn run(args: &ManArgs, io: &mut Io<'_>) -> Result<Exit, CliError> {
    let mut command = Args::command();
    command.build();
    let Some(folder) = &args.into else {
        clap_mangen::Man::new(command).render(io.stdout)?;
        return Ok(Exit::Clean);
    };
    let folder = io.cwd.join(folder);
    let verbs: Vec<clap::Command> = command.get_subcommands().cloned().collect();
    for page in std::iter::once(command).chain(verbs) {
        let name = page.get_display_name().unwrap_or_else(|| page.get_name()).to_owned();
        let mut text = Vec::new();
        clap_mangen::Man::new(page).render(&mut text)?;
        write_file(&folder.join(format!("{name}.1")), |to| to.write_all(&text))?;
    }
    Ok(Exit::Clean)
}
