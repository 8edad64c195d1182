//! The `sharecheck` program: the real streams, terminal, clock and environment, handed to the library.

use std::io::{BufReader, BufWriter, IsTerminal, Write, stderr, stdin, stdout};
use std::process::ExitCode;

use sharecheck::calendar::Day;
use sharecheck::cli::{Io, Terminal, guarded, run, silence_panics};

fn main() -> ExitCode {
    silence_panics();
    let exit = guarded(
        || {
            let mut input = BufReader::new(stdin());
            let mut output = BufWriter::new(stdout().lock());
            let env = |name: &str| std::env::var(name).ok();
            let mut io = Io {
                stdin: &mut input,
                stdout: &mut output,
                stderr: &mut stderr(),
                terminal: terminal(&env),
                today: Day::from(chrono::Local::now().date_naive()),
                cwd: std::env::current_dir().unwrap_or_else(|_| ".".into()),
                base: std::path::PathBuf::new(),
                env: &env,
            };
            run(std::env::args_os(), &mut io)
        },
        &mut stderr() as &mut dyn Write,
    );
    ExitCode::from(exit.code())
}

fn terminal(env: &dyn Fn(&str) -> Option<String>) -> Terminal {
    // The first of these that is set decides, as everywhere; without any, only Windows terminals speak Unicode.
    let locale =
        ["LC_ALL", "LC_CTYPE", "LANG"].iter().filter_map(|name| env(name)).find(|value| !value.is_empty());
    let unicode = locale.map_or(cfg!(windows), |name| {
        let name = name.to_lowercase();
        name.contains("utf-8") || name.contains("utf8")
    });
    Terminal {
        stdout: stdout().is_terminal(),
        stderr: stderr().is_terminal(),
        width: terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)),
        unicode,
    }
}
