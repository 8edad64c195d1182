//! The WHO Child Growth Standards, built in from the files under `who-2006/`: 2 weeks to under 4 years.
//!
//! Under 2 years a child's length is measured lying down, from 2 years the height standing up, some 0.7 cm less: there
//! are two tables, and two for the body mass index that rests on them. The last table runs a little beyond 4 years, so that
//! the days before it have ages on both sides. WHO has figures for the first 2 weeks too, but British charts use the
//! British 1990 reference there, and the two differ by half a standard deviation in weight at birth.

use std::sync::LazyLock;

use super::Measure;
use super::table::{Ends, Lms, Table};

/// The ages in days that the WHO standards judge: 2 weeks to the day before 4 years (4 years are 1461 days).
pub(super) const DAYS: std::ops::Range<i64> = 14..1461;

/// The first age in days at which a child is measured standing: 2 years are 730.5 days.
pub(super) const STANDING_FROM: i64 = 731;

/// The tables of one sex.
#[derive(Default)]
struct Tables {
    weight: Option<Table>,
    length: Option<Table>,
    height: Option<Table>,
    head: Option<Table>,
    bmi_lying: Option<Table>,
    bmi_standing: Option<Table>,
}

static TABLES: LazyLock<[Tables; 2]> = LazyLock::new(|| {
    let [mut girls, mut boys] = [Tables::default(), Tables::default()];
    [girls.weight, boys.weight] = read(include_str!("who-2006/weight.csv"));
    [girls.length, boys.length] = read(include_str!("who-2006/length.csv"));
    [girls.height, boys.height] = read(include_str!("who-2006/height.csv"));
    [girls.head, boys.head] = read(include_str!("who-2006/head.csv"));
    [girls.bmi_lying, boys.bmi_lying] = read(include_str!("who-2006/bmi-lying.csv"));
    [girls.bmi_standing, boys.bmi_standing] = read(include_str!("who-2006/bmi-standing.csv"));
    [girls, boys]
});

/// The table for a measure of a girl or a boy at an age in days; `None` outside [`DAYS`].
pub(super) fn table(measure: Measure, girl: bool, days: i64) -> Option<&'static Table> {
    if !DAYS.contains(&days) {
        return None;
    }
    let [girls, boys] = &*TABLES;
    let tables = if girl { girls } else { boys };
    match measure {
        Measure::Weight => tables.weight.as_ref(),
        Measure::Head => tables.head.as_ref(),
        Measure::Height if days < STANDING_FROM => tables.length.as_ref(),
        Measure::Height => tables.height.as_ref(),
        Measure::Bmi if days < STANDING_FROM => tables.bmi_lying.as_ref(),
        Measure::Bmi => tables.bmi_standing.as_ref(),
    }
}

/// Reads one file: comment lines, a heading, then `day` and L, M, S of girls and of boys. A file with a line that is not
/// so gives no table at all, and a test reads every file.
fn read(text: &str) -> [Option<Table>; 2] {
    let lines = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    let rows: Option<Vec<[f64; 7]>> = lines
        .map(|line| {
            let numbers: Option<Vec<f64>> = line.split(',').map(|cell| cell.parse().ok()).collect();
            numbers?.try_into().ok()
        })
        .collect();
    let of = |first: usize| {
        let lms = |row: &[f64; 7]| Lms { l: row[first], m: row[first + 1], s: row[first + 2] };
        let rows = rows.as_ref()?.iter().map(|row| (row[0], lms(row))).collect();
        Some(Table::new(rows, Ends::Cubic))
    };
    [of(1), of(4)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_the_range_has_a_spread_for_each_measure_and_sex() {
        for measure in Measure::ALL {
            for girl in [true, false] {
                for days in DAYS {
                    let lms = table(measure, girl, days).and_then(|table| table.at(days as f64));
                    let lms = lms.unwrap_or_else(|| panic!("{measure:?} girl {girl} at {days} days"));
                    assert!(measure.possible().contains(&lms.m) && (0.02..0.2).contains(&lms.s), "{lms:?}");
                }
                assert!(table(measure, girl, 13).is_none() && table(measure, girl, 1461).is_none());
            }
        }
    }

    #[test]
    fn no_table_jumps_between_two_days() {
        for measure in Measure::ALL {
            for girl in [true, false] {
                for days in DAYS.skip(1) {
                    let at = |days: i64| table(measure, girl, days).unwrap().at(days as f64).unwrap();
                    let (before, now) = (at(days - 1), at(days));
                    let step = (now.m / before.m - 1.0).abs();
                    // Standing up is the one change that is no fault.
                    let most = if days == STANDING_FROM { 0.02 } else { 0.013 };
                    assert!(
                        step < most && (now.s / before.s - 1.0).abs() < most,
                        "{measure:?} {girl} {days}: {step}"
                    );
                }
            }
        }
    }

    /// A wrong digit stands out from the curve through its neighbours.
    #[test]
    fn every_row_lies_on_the_curve_of_its_neighbours() {
        for measure in Measure::ALL {
            for (girl, days) in [(true, 20), (false, 20), (true, 1000), (false, 1000)] {
                for (age, row, curve) in table(measure, girl, days).unwrap().rows_and_neighbours() {
                    let off = [row.m / curve.m - 1.0, row.s / curve.s - 1.0, row.l - curve.l].map(f64::abs);
                    let near = off[0] < 0.0003 && off[1] < 0.0005 && off[2] < 0.0003;
                    assert!(near, "{measure:?} girl {girl} at {age} days: {off:?}");
                }
            }
        }
    }

    /// The same standards by weeks and months: the ages are others than those of the files here.
    #[test]
    fn the_standards_by_week_and_month_are_met() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/growth/WHO2006.csv");
        let Ok(text) = std::fs::read_to_string(&path) else {
            println!("skipped: the tables by week and month are not here ({})", path.display());
            return;
        };
        let mut checked = 0;
        // Two lines are for 24 months: the first measured lying, the second standing.
        let mut standing = false;
        for line in text.lines().skip(4) {
            let cells: Vec<f64> = line.split(',').map(|cell| cell.parse().unwrap_or(f64::NAN)).collect();
            let age = cells[1] * 365.25;
            let day = if standing { (age.ceil() as i64).max(STANDING_FROM) } else { age.floor() as i64 };
            standing |= cells[0] == 24.0 && cells[1] == 2.0;
            if !DAYS.contains(&day) || age < DAYS.start as f64 {
                continue;
            }
            for (measure, first) in
                [(Measure::Height, 2), (Measure::Weight, 8), (Measure::Bmi, 14), (Measure::Head, 20)]
            {
                for (girl, first) in [(false, first), (true, first + 3)] {
                    // At exactly 2 years the tables end half a day before and begin half a day after.
                    let table = table(measure, girl, day).unwrap();
                    let Lms { l, m, s } = table.at(age).or(table.at(day as f64)).unwrap();
                    let off =
                        [l - cells[first], m / cells[first + 1] - 1.0, s - cells[first + 2]].map(f64::abs);
                    // That table gives S to five decimals, of the head circumference to four.
                    let near = off[0] < 0.0001 && off[1] < 0.0002 && off[2] < 0.00006;
                    assert!(near, "{measure:?} girl {girl} at {age} days: {off:?}");
                    checked += 1;
                }
            }
        }
        assert!(checked > 400, "{checked}");
    }

    #[test]
    fn a_child_shrinks_by_seven_millimetres_on_standing_up() {
        for girl in [true, false] {
            let median = |days: i64| table(Measure::Height, girl, days).unwrap().at(days as f64).unwrap().m;
            let change = median(STANDING_FROM - 1) - median(STANDING_FROM);
            assert!((0.65..0.75).contains(&change), "{change}");
        }
    }

    #[test]
    fn a_file_with_a_bad_line_is_no_table() {
        let good = "# x\nday,a,b,c,d,e,f\n1,1,2,3,4,5,6\n2,1,2,3,4,5,6\n";
        assert!(read(good).iter().all(Option::is_some));
        for bad in ["3,1,2,3,4,5\n", "3,1,2,3,4,5,x\n", "3,1,2,3,4,5,6,7\n", "\n"] {
            assert!(read(&format!("{good}{bad}")).iter().all(Option::is_none), "{bad:?}");
        }
    }
}
