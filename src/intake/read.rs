//! The whole of intake: files found, read side by side, and put together into children.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::audit::InputFile;

use super::assemble::assemble;
use super::children::Intake;
use super::discover::{Found, discover};
use super::file::{FileRead, read_one_file, read_stream};
use super::limits::Limits;
use super::minutes::{Tell, tell};
use super::teller::Tellers;

/// How input is read.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The limits.
    pub limits: Limits,
    /// Tells which child, meeting and day a text of minutes is about.
    pub tell: Tell,
}

impl Default for Options {
    fn default() -> Self {
        Self { limits: Limits::default(), tell }
    }
}

/// The name under which standard input is told.
pub const STREAM: &str = "-";

/// Reads files, folders, and `-`: records a line from `stream`. Nothing stops it: what cannot be read is told among the
/// diagnostics, and the rest goes on. The same input gives the same intake, on any number of threads (those of the rayon
/// pool that it is called in).
pub fn read(paths: &[PathBuf], stream: &mut dyn BufRead, options: &Options) -> Intake {
    let limits = &options.limits;
    let (streams, files): (Vec<PathBuf>, Vec<PathBuf>) =
        paths.iter().cloned().partition(|path| path == Path::new(STREAM));
    let discovery = discover(&files, limits);
    let mut tellers = Tellers::new(limits.diagnostics);
    discovery.diagnostics.into_iter().for_each(|told| tellers.push(told));

    let mut read: Vec<(String, FileRead)> = discovery
        .files
        .par_iter()
        .map(|found: &Found| (found.name.clone(), read_one_file(found, limits)))
        .collect();
    if !streams.is_empty() {
        read.insert(0, (STREAM.to_owned(), read_stream(STREAM, stream, limits)));
    }

    let (mut records, mut prose, mut inputs) = (Vec::new(), Vec::new(), Vec::new());
    let mut records_meant = false;
    for (name, file) in read {
        if let Some(sha256) = file.sha256 {
            inputs.push(InputFile { path: name.clone(), sha256 });
        }
        records_meant |= !file.records.is_empty() || (file.prose.is_empty() && file.teller.has_errors());
        records.extend(file.records);
        tellers.append(&name, file.teller);
        prose.extend(file.prose);
    }
    inputs.sort();
    let children = assemble(records, prose, records_meant, options.tell, &mut tellers);
    Intake { children, diagnostics: tellers.finish(), inputs }
}
