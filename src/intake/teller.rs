//! Diagnostics as they are gathered: in bounded number a file, the others counted, never dropped in silence.

use std::collections::BTreeMap;

use crate::case::{Note, Severity};
use crate::diagnostic::{Diagnostic, Weight};
use crate::place::Place;

use super::source::Source;

/// Gathers the diagnostics of one file. Of each weight it keeps as many as may be shown, and counts the rest, so that a
/// place is worked out only for what may be shown.
#[derive(Debug, Default)]
pub struct Teller {
    kept: Vec<Diagnostic>,
    counts: Counts,
    most: usize,
}

/// How many diagnostics of each weight: errors, warnings, notes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts([usize; 3]);

impl Counts {
    fn of(&mut self, weight: Weight) -> &mut usize {
        match weight {
            Weight::Error => &mut self.0[0],
            Weight::Warning => &mut self.0[1],
            Weight::Note => &mut self.0[2],
        }
    }
}

impl Teller {
    /// A teller that keeps at most `most` diagnostics of each weight.
    pub fn new(most: u64) -> Self {
        Self { most: usize::try_from(most).unwrap_or(usize::MAX).max(1), ..Self::default() }
    }

    /// Tells something whose words and place are worked out only where it will be shown.
    pub fn tell(&mut self, weight: Weight, diagnostic: impl FnOnce() -> Diagnostic) {
        let count = self.counts.of(weight);
        *count += 1;
        if *count <= self.most {
            self.kept.push(diagnostic());
        }
    }

    /// Whether an error was told.
    pub fn has_errors(&self) -> bool {
        self.counts.0[0] > 0
    }

    /// Tells something that is at hand.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.tell(diagnostic.weight, || diagnostic);
    }

    /// Tells a note about a record.
    pub fn note(&mut self, note: Note, source: &Source) {
        let weight = match note.severity {
            Severity::Error => Weight::Error,
            Severity::Warning => Weight::Warning,
        };
        self.tell(weight, || {
            let place = source.place(&note.pointer, note.at_key);
            Diagnostic::new(weight, note.code, note.message).help(note.help).at(place)
        });
    }

    /// Counts errors and warnings that were not kept anywhere.
    pub fn count(&mut self, errors: usize, warnings: usize) {
        self.counts.0[0] += errors;
        self.counts.0[1] += warnings;
    }

    /// Takes over what another teller of the same file gathered after this one.
    pub fn append(&mut self, other: Self) {
        let mut over = other.counts;
        for diagnostic in other.kept {
            *over.of(diagnostic.weight) -= 1;
            self.push(diagnostic);
        }
        for (count, more) in self.counts.0.iter_mut().zip(over.0) {
            *count += more;
        }
    }
}

/// Every diagnostic of a run, by file.
#[derive(Debug, Default)]
pub struct Tellers {
    by_file: BTreeMap<String, Teller>,
    most: u64,
}

impl Tellers {
    /// Tellers that show at most `most` diagnostics of a file.
    pub fn new(most: u64) -> Self {
        Self { by_file: BTreeMap::new(), most }
    }

    /// Tells something about the file that its place names.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let file = diagnostic.location.as_ref().map_or("", |place| place.file.as_str()).to_owned();
        self.file(file).push(diagnostic);
    }

    /// Takes over what was told about one file.
    pub fn append(&mut self, file: &str, teller: Teller) {
        self.file(file.to_owned()).append(teller);
    }

    fn file(&mut self, name: String) -> &mut Teller {
        let most = self.most;
        self.by_file.entry(name).or_insert_with(|| Teller::new(most))
    }

    /// Everything in order of file, line and column; of a file with too much, the errors first, then what still fits, and
    /// a line that counts the others.
    pub fn finish(self) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        for (file, mut teller) in self.by_file {
            teller.kept.sort_by(|a, b| (a.weight, order(a)).cmp(&(b.weight, order(b))));
            teller.kept.truncate(teller.most);
            let mut left = teller.counts;
            for diagnostic in &teller.kept {
                *left.of(diagnostic.weight) -= 1;
            }
            teller.kept.sort_by(|a, b| (order(a), a).cmp(&(order(b), b)));
            all.append(&mut teller.kept);
            all.extend(more(&file, left));
        }
        all
    }
}

fn order(diagnostic: &Diagnostic) -> (usize, usize, &str) {
    let (line, column) = diagnostic.location.as_ref().map_or((0, 0), |place| (place.line, place.column));
    (line, column, &diagnostic.code)
}

fn more(file: &str, left: Counts) -> Option<Diagnostic> {
    let [errors, warnings, notes] = left.0;
    let weight = match left.0 {
        [0, 0, 0] => return None,
        [0, 0, _] => Weight::Note,
        [0, _, _] => Weight::Warning,
        _ => Weight::Error,
    };
    let counted = |count: usize, one: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {one}s")),
    };
    let parts: Vec<String> = [counted(errors, "error"), counted(warnings, "warning"), counted(notes, "note")]
        .into_iter()
        .flatten()
        .collect();
    let message = format!("and {} more in this file", parts.join(", "));
    let help = "mend those shown and check again, or raise the limit `max_diagnostics_per_file`";
    Some(Diagnostic::new(weight, "and-more", message).help(help).at(Place::file(file)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(weight: Weight, line: usize) -> Diagnostic {
        Diagnostic::new(weight, "x", format!("{line}")).at(Place { line, ..Place::file("f") })
    }

    #[test]
    fn of_too_many_the_errors_are_kept_and_the_others_counted() {
        let mut teller = Teller::new(2);
        for line in 1..=5 {
            teller.push(at(Weight::Note, line));
        }
        let mut later = Teller::new(2);
        later.push(at(Weight::Error, 9));
        for line in 6..=9 {
            later.push(at(Weight::Warning, line));
        }
        teller.append(later);
        let mut tellers = Tellers::new(2);
        tellers.append("f", teller);
        let shown: Vec<String> = tellers.finish().into_iter().map(|told| told.message).collect();
        assert_eq!(shown, ["6", "9", "and 3 warnings, 5 notes more in this file"]);
    }

    #[test]
    fn errors_that_are_only_counted_still_weigh_as_errors() {
        let mut tellers = Tellers::new(1);
        tellers.push(at(Weight::Error, 1));
        tellers.push(at(Weight::Error, 2));
        assert_eq!(tellers.finish()[1].weight, Weight::Error);
    }
}
