//! The British 1990 growth reference, read from a file that the user names.
//!
//! Its tables may not be shipped with the program. Who has the right to use them can save them as a CSV file of this layout
//! (`docs/growth-reference.md` says the same for users):
//!
//! ```csv
//! measure,sex,age_years,l,m,s
//! weight,female,4,...
//! ```
//!
//! - `measure`: `weight` (kg), `height` (cm), `head` (cm) or `bmi` (kg/m²);
//! - `sex`: `female` or `male`;
//! - `age_years`: decimal years since birth, or since 40 weeks of gestation for preterm ages, which are negative before
//!   40 weeks (30 weeks is -10 × 7 / 365.25 = -0.1917);
//! - `l`, `m`, `s`: the values of the reference at that age.
//!
//! The heading is needed; its columns may stand in any order, and no others may. Lines that begin with `#` and empty lines
//! are skipped. Ages must ascend within a measure and sex. Two parts are used: up to 2 weeks (0.0384), and from 4 years.
//! Rows between are allowed, counted and not used, for there the charts are those of WHO. Each part that is there needs at
//! least four rows. A file that is not so is refused with the line and the reason; no row is dropped in silence.

use std::collections::BTreeMap;
use std::fmt;

use super::age::DAYS_A_YEAR;
use super::table::{Ends, Lms, Table};
use super::who;
use super::{Measure, Sex};

/// The ages in years that any growth reference covers: 22 weeks of gestation to adulthood.
const AGES: std::ops::RangeInclusive<f64> = -0.35..=25.0;

/// A whole reference by months has some 2,000 rows; a file beyond this is something else.
const MOST_ROWS: usize = 20_000;

/// Two parts of the reference, on either side of the WHO standards.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Part {
    UpToTwoWeeks,
    FromFourYears,
}

/// The British 1990 reference of one file.
#[derive(Clone, PartialEq, Debug)]
pub struct British {
    tables: BTreeMap<(Measure, Sex, Part), Table>,
    unused_rows: usize,
}

/// Why a reference file is refused, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BritishError {
    /// The line, counted from 1; `None` where the fault is of the whole file.
    pub line: Option<usize>,
    /// What is wrong: a lower-case clause.
    pub reason: String,
}

impl fmt::Display for BritishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line} of the growth reference: {}", self.reason),
            None => write!(f, "the growth reference: {}", self.reason),
        }
    }
}

impl std::error::Error for BritishError {}

impl British {
    /// Reads the text of a reference file of the layout above.
    ///
    /// # Errors
    /// The first line that does not keep to the layout, and what is wrong with it.
    pub fn from_csv(text: &str) -> Result<Self, BritishError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines = (1..).zip(text.lines()).filter(|(_, line)| {
            let line = line.trim();
            !line.is_empty() && !line.starts_with('#')
        });
        let (line, heading) =
            lines.next().ok_or(BritishError { line: None, reason: "the file is empty".into() })?;
        let columns = Columns::read(heading).map_err(|reason| BritishError { line: Some(line), reason })?;
        let mut rows: BTreeMap<(Measure, Sex, Part), Vec<(f64, Lms)>> = BTreeMap::new();
        let mut ages: BTreeMap<(Measure, Sex), f64> = BTreeMap::new();
        let mut unused_rows = 0;
        for (count, (line, text)) in lines.enumerate() {
            let fault = |reason: String| BritishError { line: Some(line), reason };
            if count >= MOST_ROWS {
                return Err(fault(format!("more than {MOST_ROWS} rows; this is not a growth reference")));
            }
            let row = columns.row(text).map_err(fault)?;
            let before = ages.insert((row.measure, row.sex), row.age_years);
            if before.is_some_and(|before| before >= row.age_years) {
                let (measure, sex) = (row.measure.word(), row.sex.child());
                return Err(fault(format!(
                    "ages must ascend, and this is not above the last for {measure}, {sex}"
                )));
            }
            match part(row.age_years) {
                Some(part) => {
                    let entry = rows.entry((row.measure, row.sex, part)).or_default();
                    entry.push((row.age_years * DAYS_A_YEAR, row.lms));
                }
                None => unused_rows += 1,
            }
        }
        if rows.is_empty() {
            let reason =
                "no row is for an age up to 2 weeks or from 4 years, so nothing of it can be used".into();
            return Err(BritishError { line: None, reason });
        }
        if let Some(((measure, sex, part), rows)) = rows.iter().find(|(_, rows)| rows.len() < 4) {
            let when = if *part == Part::UpToTwoWeeks { "up to 2 weeks" } else { "from 4 years" };
            let (measure, sex, count) = (measure.word(), sex.child(), rows.len());
            let reason = format!("only {count} rows for {measure}, {sex}, {when}; at least 4 are needed");
            return Err(BritishError { line: None, reason });
        }
        let tables = rows.into_iter().map(|(key, rows)| (key, Table::new(rows, Ends::Linear))).collect();
        Ok(Self { tables, unused_rows })
    }

    /// Rows for ages at which the WHO standards are used instead.
    pub fn unused_rows(&self) -> usize {
        self.unused_rows
    }

    /// The table for an age in days on either side of the WHO standards.
    pub(super) fn table(&self, measure: Measure, sex: Sex, days: i64) -> Option<&Table> {
        let part = if days < who::DAYS.start {
            Part::UpToTwoWeeks
        } else if days >= who::DAYS.end {
            Part::FromFourYears
        } else {
            return None;
        };
        self.tables.get(&(measure, sex, part))
    }
}

/// The part that an age in years belongs to; a thousandth of a year is left for rounding.
fn part(age_years: f64) -> Option<Part> {
    match age_years {
        age if age <= 14.0 / DAYS_A_YEAR + 0.001 => Some(Part::UpToTwoWeeks),
        age if age >= 4.0 - 0.001 => Some(Part::FromFourYears),
        _ => None,
    }
}

const COLUMNS: [&str; 6] = ["measure", "sex", "age_years", "l", "m", "s"];

/// Where each of [`COLUMNS`] stands in a line.
struct Columns([usize; 6]);

struct Row {
    measure: Measure,
    sex: Sex,
    age_years: f64,
    lms: Lms,
}

impl Columns {
    fn read(heading: &str) -> Result<Self, String> {
        let names: Vec<&str> = heading.split(',').map(str::trim).collect();
        if let Some(unknown) = names.iter().find(|name| !COLUMNS.contains(name)) {
            return Err(format!("unknown column `{unknown}`; the columns are {}", COLUMNS.join(", ")));
        }
        if names.len() != COLUMNS.len() {
            return Err(format!("the heading needs each of {} once", COLUMNS.join(", ")));
        }
        let mut places = [0; 6];
        for (place, column) in places.iter_mut().zip(COLUMNS) {
            *place = names
                .iter()
                .position(|name| *name == column)
                .ok_or(format!("the column `{column}` is missing"))?;
        }
        Ok(Self(places))
    }

    fn row(&self, line: &str) -> Result<Row, String> {
        let cells: Vec<&str> = line.split(',').map(str::trim).collect();
        if cells.len() != COLUMNS.len() {
            return Err(format!("{} cells where {} are needed", cells.len(), COLUMNS.len()));
        }
        let [measure, sex, age_years, l, m, s] = self.0.map(|place| cells[place]);
        let measure = Measure::ALL
            .into_iter()
            .find(|known| known.word() == measure)
            .ok_or(format!("unknown measure `{measure}`; the measures are weight, height, head, bmi"))?;
        let sex = match sex {
            "female" => Sex::Female,
            "male" => Sex::Male,
            other => return Err(format!("unknown sex `{other}`; the reference has female and male")),
        };
        Ok(Row {
            measure,
            sex,
            age_years: number("age_years", age_years, AGES)?,
            lms: Lms {
                l: number("l", l, -20.0..=20.0)?,
                m: number("m", m, measure.possible())?,
                s: number("s", s, 0.001..=1.0)?,
            },
        })
    }
}

fn number(column: &str, cell: &str, within: std::ops::RangeInclusive<f64>) -> Result<f64, String> {
    let number: f64 = cell.parse().map_err(|_| format!("`{cell}` in column `{column}` is not a number"))?;
    if !within.contains(&number) {
        return Err(format!(
            "{cell} in column `{column}` is not within {} to {}",
            within.start(),
            within.end()
        ));
    }
    Ok(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made-up figures: a straight line from 4 to 20 years and a short one before birth.
    const MADE_UP: &str = "# made up\nmeasure,sex,age_years,l,m,s\nweight,female,-0.1,1,2,0.1\n\
        weight,female,-0.05,1,2.5,0.1\nweight,female,0,1,3,0.1\nweight,female,0.0383,1,3.4,0.1\nweight,female,1,1,9,0.1\n\
        weight,female,4,0,16,0.1\nweight,female,8,0,24,0.1\nweight,female,12,0,32,0.1\nweight,female,20,0,48,0.1\n";

    fn refused(text: &str) -> String {
        British::from_csv(text).unwrap_err().to_string()
    }

    fn edited(from: &str, to: &str) -> String {
        assert!(MADE_UP.contains(from), "{from}");
        refused(&MADE_UP.replacen(from, to, 1))
    }

    #[test]
    fn both_parts_are_read_and_rows_between_are_counted() {
        let british = British::from_csv(MADE_UP).unwrap();
        assert_eq!(british.unused_rows(), 1);
        let median = |days: i64| Some(british.table(Measure::Weight, Sex::Female, days)?.at(days as f64)?.m);
        assert_eq!(median(1461), Some(16.0));
        assert!((median(3652).unwrap() - 28.0).abs() < 0.01, "10 years");
        assert!((median(0).unwrap() - 3.0).abs() < 1e-9);
        assert!((median(-27).unwrap() - 2.26).abs() < 0.01);
        assert_eq!(median(-60), None, "before the first row");
        assert_eq!(median(20 * 366), None, "after the last row");
        assert_eq!(median(400), None, "the charts there are those of WHO");
        assert!(british.table(Measure::Weight, Sex::Male, 2000).is_none());
        assert!(british.table(Measure::Head, Sex::Female, 2000).is_none());
    }

    #[test]
    fn columns_may_stand_in_any_order_and_lines_may_end_as_on_windows() {
        let swapped: Vec<String> = MADE_UP
            .lines()
            .map(|line| {
                let cells: Vec<&str> = line.split(',').collect();
                cells.iter().rev().copied().collect::<Vec<_>>().join(" , ")
            })
            .collect();
        let text = format!("\u{feff}{}\r\n", swapped.join("\r\n"));
        assert_eq!(British::from_csv(&text), British::from_csv(MADE_UP));
    }

    #[test]
    fn a_fault_is_refused_with_its_line() {
        assert_eq!(refused("# nothing\n\n"), "the growth reference: the file is empty");
        assert_eq!(
            edited("age_years", "age"),
            "line 2 of the growth reference: unknown column `age`; the columns are measure, sex, age_years, l, m, s"
        );
        assert_eq!(edited("l,m,s", "l,m,m"), "line 2 of the growth reference: the column `s` is missing");
        assert!(edited(",l,m,s", ",l,m").contains("needs each of"));
        assert!(edited("weight,female,0,1,3,0.1", "weight,female,0,1,3").starts_with("line 5 "));
        assert!(edited("weight,female,0,1,3", "wieght,female,0,1,3").contains("unknown measure `wieght`"));
        assert!(edited("weight,female,0,1,3", "weight,girl,0,1,3").contains("unknown sex `girl`"));
        assert!(
            edited("weight,female,0,1,3", "weight,female,0,1,three")
                .contains("`three` in column `m` is not a number")
        );
        assert!(edited("weight,female,0,1,3,", "weight,female,0,1,NaN,").contains("column `m`"));
        assert!(edited("weight,female,0,1,3,", "weight,female,0,1,3000,").contains("column `m`"), "grams");
        assert!(
            edited("weight,female,8,0,24,0.1", "weight,female,8,0,24,10").contains("column `s`"),
            "percent"
        );
        assert!(edited("weight,female,8,0", "weight,female,48,0").contains("column `age_years`"), "months");
        assert!(
            edited("weight,female,8,0", "weight,female,4,0")
                .starts_with("line 9 of the growth reference: ages must ascend")
        );
    }

    #[test]
    fn too_few_rows_are_refused() {
        let all = "weight,female,8,0,24,0.1\n";
        assert!(edited(all, "").contains("only 3 rows for weight, girl, from 4 years"));
        assert!(
            refused("measure,sex,age_years,l,m,s\nweight,female,1,1,9,0.1\n")
                .contains("nothing of it can be used")
        );
    }
}
