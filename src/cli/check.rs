//! `check`: rules over records and minutes, reports out, and the exit code that follows from them.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::audit::{self, AuditRequest, Outcome, Report};
use crate::intake::{self, Intake, STREAM};
use crate::report::words::{count, reasons_incomplete};
use crate::report::{Format, Ink, Style};
use crate::rulebook::Rulebook;

use super::args::{CheckArgs, LookArgs};
use super::error::CliError;
use super::exit::Exit;
use super::io::Io;
use super::nearest::did_you_mean;
use super::output::write_file;
use super::progress::Progress;
use super::quotable::Quotable;
use super::settings::{Settings, look};
use super::{load, select};

/// Runs the verb.
pub fn run(args: &CheckArgs, looks: &LookArgs, io: &mut Io<'_>) -> Result<Exit, CliError> {
    let settings = Settings::resolve(args, io)?;
    let book = load::rulebook(&settings.rulebook, &io.base)?;
    let ids: Vec<&str> = book.rules.iter().map(|rule| rule.id.as_str()).collect();
    select::select(&ids, &settings.select, &settings.ignore)?;
    paths_exist(&settings.paths, io)?;
    if settings.as_of > io.today && !looks.quiet {
        let line = format!("the as-of date {} lies ahead: deadlines are judged as if passed", settings.as_of);
        say("note:", &line, looks, io)?;
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(settings.jobs).build().map_err(|error| {
        CliError::usage(format!("cannot start {} threads: {error}", settings.jobs), "use fewer, with --jobs")
    })?;
    let mut intake = read_input(&settings, &pool, looks, io);
    if intake.children.is_empty() && intake.is_complete() {
        return Err(nothing_read());
    }
    keep_cases(&settings, &mut intake)?;
    let texts = Quotable::new(&intake, io.base.clone());
    let progress = Progress::new("Checking", looks, io);
    let (done, of) = (AtomicUsize::new(0), intake.children.len());
    let request = request(&settings, &book);
    let report = pool.install(|| {
        audit::run(intake, &book, &request, &|| progress.show(done.fetch_add(1, Ordering::Relaxed) + 1, of))
    });
    drop(progress);
    write_reports(&report, &texts, &settings, looks, io)?;
    Ok(verdict(&report, &settings))
}

/// Reads records and minutes, on the threads of `pool`.
fn read_input(settings: &Settings, pool: &rayon::ThreadPool, looks: &LookArgs, io: &mut Io<'_>) -> Intake {
    let _progress = Progress::new("Reading", looks, io);
    let from_base =
        |path: &PathBuf| if path.as_os_str() == STREAM { path.clone() } else { io.base.join(path) };
    let paths: Vec<PathBuf> = settings.paths.iter().map(from_base).collect();
    let stdin = &mut *io.stdin;
    pool.install(|| intake::read(&paths, stdin, &intake::Options::default()))
}

/// What the settings ask of the audit.
fn request(settings: &Settings, book: &Rulebook) -> AuditRequest {
    let limits = intake::Limits::default().named().into_iter().chain(book.limits.named());
    AuditRequest {
        from: settings.from,
        to: settings.to,
        select: settings.select.clone(),
        ignore: settings.ignore.clone(),
        show_not_applicable: settings.show.contains(&Outcome::NotApplicable),
        limits: limits.collect(),
        ..AuditRequest::at(settings.as_of)
    }
}

/// The exit code that a report means. An incomplete run is never taken for a clean one.
fn verdict(report: &Report, settings: &Settings) -> Exit {
    let counts = |outcome: Outcome| report.checks.iter().filter(move |check| check.outcome == outcome);
    if !report.run.complete || counts(Outcome::Error).next().is_some() {
        Exit::Incomplete
    } else if counts(Outcome::NotMet).any(|check| settings.fail_on.includes(check.severity))
        || (settings.fail_on_unknown && counts(Outcome::Unknown).next().is_some())
    {
        Exit::Findings
    } else {
        Exit::Clean
    }
}

/// What was named is there, but holds nothing to check.
pub(super) fn nothing_read() -> CliError {
    CliError::NoInput {
        message: "there is no case record and there are no minutes in what was named".to_owned(),
        help: "name a folder or files with records (.toml, .json, .ndjson) or minutes (.md, .txt, .docx, .odt, .pdf, .html, .eml)".to_owned(),
    }
}

/// Refuses a run none of whose paths is there; where some are, intake tells of the others.
pub(super) fn paths_exist(paths: &[PathBuf], io: &Io<'_>) -> Result<(), CliError> {
    let there = |path: &PathBuf| path.as_os_str() == STREAM || io.base.join(path).symlink_metadata().is_ok();
    if paths.iter().any(there) {
        return Ok(());
    }
    let names: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    Err(CliError::NoInput {
        message: format!("there is no {}", names.join(", no ")),
        help: "check the spelling, and the folder that you are in".to_owned(),
    })
}

/// Leaves out children that were not asked for; one that was asked for must be there.
fn keep_cases(settings: &Settings, intake: &mut Intake) -> Result<(), CliError> {
    if settings.cases.is_empty() {
        return Ok(());
    }
    let children: Vec<&str> = intake.children.iter().map(|child| child.case.child_id()).collect();
    for case in &settings.cases {
        if !children.contains(&case.as_str()) {
            return Err(CliError::NoInput {
                message: format!(
                    "no child with the id `{case}` was read{}",
                    did_you_mean(case, children.iter().copied())
                ),
                help: "check the id, and that the child's record is in the folders named".to_owned(),
            });
        }
    }
    intake.children.retain(|child| settings.cases.iter().any(|case| case == child.case.child_id()));
    Ok(())
}

/// Writes every report: files first, so that they are there even where standard output is closed early.
fn write_reports(
    report: &Report,
    texts: &Quotable,
    settings: &Settings,
    looks: &LookArgs,
    io: &mut Io<'_>,
) -> Result<(), CliError> {
    let on_screen = Style { show: settings.show.clone(), ..look(looks, io, false) };
    let on_file = Style { show: settings.show.clone(), plain: looks.plain, ..Style::default() };
    for target in &settings.reports {
        if let Some(path) = &target.path {
            write_file(path, |to| target.format.write(report, texts, to, &on_file))?;
        }
    }
    let shown = settings.reports.iter().find(|target| target.path.is_none());
    if let Some(target) = shown {
        target.format.write(report, texts, io.stdout, &on_screen)?;
        io.stdout.flush()?;
    }
    let told = shown.is_some_and(|target| target.format != Format::Json);
    if !told && !looks.quiet {
        closing_line(report, looks, io)?;
    }
    Ok(())
}

/// One line on standard error where no report for people went to the screen.
fn closing_line(report: &Report, looks: &LookArgs, io: &mut Io<'_>) -> Result<(), CliError> {
    let sums = &report.summary;
    let line = format!(
        "{}: {} not met, {} due, {} unknown, {} met",
        count(sums.cases, "child", "children"),
        sums.not_met,
        sums.due,
        sums.unknown,
        sums.met
    );
    say("sharecheck:", &line, looks, io)?;
    let reasons = reasons_incomplete(report);
    if !reasons.is_empty() {
        say("sharecheck: INCOMPLETE:", &reasons.join("; "), looks, io)?;
    }
    Ok(())
}

/// A line on standard error. That nobody reads it is no reason to stop.
fn say(label: &str, text: &str, looks: &LookArgs, io: &mut Io<'_>) -> Result<(), CliError> {
    let style = look(looks, io, true);
    let _ = writeln!(io.stderr, "{} {text}", style.ink(Ink::Heading, label));
    Ok(())
}
