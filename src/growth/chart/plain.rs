//! A chart as plain text: one line a measurement, with its place on a ladder of the nine centile lines.

use std::fmt::Write;

use super::super::Line;
use super::super::line::SPACE;
use super::data::{Chart, Row};

/// Columns of text in a centile space of the ladder, and in front of its first line.
const COLUMNS: usize = 5;
const MARGIN: usize = 3;

impl Chart {
    /// The chart as text in ASCII save for the unit of the body mass index, to be read in a terminal of any width from
    /// some 100 columns, or aloud: the place of each measurement is also said in words.
    pub fn plain(&self) -> String {
        let rows = self.rows();
        let age = |row: &Row| match &row.corrected_age {
            Some(corrected) => format!("{}, corrected {corrected}", row.age),
            None => row.age.clone(),
        };
        let widest =
            |of: &dyn Fn(&Row) -> String| rows.iter().map(|row| of(row).chars().count()).max().unwrap_or(0);
        let (ages, values) = (widest(&age), widest(&|row| row.value.clone()));
        let mut out = format!("{}\n{}\n", self.title(), self.note());
        if self.marks.iter().any(|mark| mark.place.is_ok()) {
            let _ = writeln!(out, "{:11}  {:ages$}  {:values$}  {}", "", "", "", heading());
        }
        for (row, mark) in rows.iter().zip(&self.marks) {
            let (day, age) = (row.day.in_words().to_string(), age(row));
            let _ = write!(out, "{day:11}  {age:ages$}  {:values$}  ", row.value);
            let _ = match &mark.place {
                Ok(place) => writeln!(
                    out,
                    "{}  {} (centile {})",
                    ladder(place.z),
                    row.place,
                    row.centile.as_deref().unwrap_or_default()
                ),
                Err(_) => writeln!(out, "{}", row.place),
            };
        }
        out
    }
}

/// The labels above the ladder, each ending at its line.
fn heading() -> String {
    let mut text = String::new();
    for (index, line) in Line::ALL.into_iter().enumerate() {
        let column = MARGIN + index * COLUMNS;
        let _ = write!(text, "{:>width$}", line.percent(), width = column + 1 - text.len());
    }
    text
}

/// The nine lines as bars and the measurement as a star among them; an arrow at either end for what is far beyond.
fn ladder(z: f64) -> String {
    let last = MARGIN + 8 * COLUMNS + MARGIN;
    let mut cells = vec![' '; last + 1];
    for cell in cells.iter_mut().skip(MARGIN).step_by(COLUMNS).take(9) {
        *cell = '|';
    }
    let column = ((z / SPACE + 4.0) * COLUMNS as f64 + MARGIN as f64).round();
    let (at, star) = match column {
        low if low < 0.0 => (0, '<'),
        high if high > last as f64 => (last, '>'),
        within => (within as usize, '*'),
    };
    if let Some(cell) = cells.get_mut(at) {
        *cell = star;
    }
    cells.into_iter().collect()
}
