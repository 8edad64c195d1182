//! An audit over an export for the verbs that tell of it in their own way: `guidance` and `explain`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::audit::{self, AuditRequest, Report};
use crate::calendar::Day;
use crate::growth::chart::Chart;
use crate::intake::{self, STREAM};
use crate::report::Ink;
use crate::report::words::reasons_incomplete;
use crate::rulebook::Rulebook;

use super::args::LookArgs;
use super::check::{nothing_read, paths_exist};
use super::error::CliError;
use super::exit::Exit;
use super::io::Io;
use super::settings::look;

/// What came of it.
pub struct Audited {
    /// The report, with every outcome in it.
    pub report: Report,
    /// Growth charts by child.
    pub charts: BTreeMap<String, Vec<Chart>>,
}

/// Runs every rule over what `paths` hold.
pub fn audit(
    paths: &[PathBuf],
    as_of: Option<Day>,
    book: &Rulebook,
    io: &mut Io<'_>,
) -> Result<Audited, CliError> {
    paths_exist(paths, io)?;
    let as_of = as_of.unwrap_or(io.today);
    let from_base =
        |path: &PathBuf| if path.as_os_str() == STREAM { path.clone() } else { io.base.join(path) };
    let paths: Vec<PathBuf> = paths.iter().map(from_base).collect();
    let intake = intake::read(&paths, &mut *io.stdin, &intake::Options::default());
    if intake.children.is_empty() && intake.is_complete() {
        return Err(nothing_read());
    }
    let charts = intake
        .children
        .iter()
        .map(|child| (child.case.child_id().to_owned(), audit::charts(&child.case, &book.growth, as_of)));
    let charts = charts.collect();
    let request = AuditRequest { show_not_applicable: true, ..AuditRequest::at(as_of) };
    let report = audit::run(intake, book, &request, &|| {});
    Ok(Audited { report, charts })
}

/// Says on standard error why a run is incomplete, and gives the exit code that follows.
pub fn completeness(report: &Report, looks: &LookArgs, io: &mut Io<'_>) -> Exit {
    let reasons = reasons_incomplete(report);
    if reasons.is_empty() && report.run.complete {
        return Exit::Clean;
    }
    let label = look(looks, io, true).ink(Ink::High, "sharecheck: INCOMPLETE:");
    // Where nobody reads standard error, the exit code still tells.
    let _ = writeln!(io.stderr, "{label} {}; `sharecheck check` tells each", reasons.join("; "));
    Exit::Incomplete
}
