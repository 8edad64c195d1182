//! A growth table: the L, M and S of one measure and one sex at chosen ages, and between them.
//!
//! L, M and S describe how a measure is spread at one age (Cole and Green 1992): M is the median, S the spread, L the power
//! that takes out the skew. Between tabulated ages each of the three follows the cubic through the four nearest.

/// The spread of a measure at one age.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Lms {
    pub l: f64,
    pub m: f64,
    pub s: f64,
}

impl Lms {
    /// How many standard deviations `value` lies from the median: ((x/M)^L - 1) / (L S), and ln(x/M) / S for L = 0.
    pub fn z(self, value: f64) -> f64 {
        let log = (value / self.m).ln();
        if self.l == 0.0 { log / self.s } else { (self.l * log).exp_m1() / (self.l * self.s) }
    }

    /// The value that lies `z` standard deviations from the median; `None` where the skew leaves none.
    pub fn value(self, z: f64) -> Option<f64> {
        let log = if self.l == 0.0 { self.s * z } else { (self.l * self.s * z).ln_1p() / self.l };
        Some(self.m * log.exp()).filter(|value| value.is_finite() && *value > 0.0)
    }

    fn is_sound(self) -> bool {
        self.l.is_finite() && self.m.is_finite() && self.m > 0.0 && self.s.is_finite() && self.s > 0.0
    }
}

/// What to do between the first two and the last two ages, where a cubic has no age on one side.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ends {
    /// The cubic through the four ages nearest the end: right for tables that are dense there.
    Cubic,
    /// A straight line: what software for the British reference does.
    Linear,
}

/// A tabulated age counts as hit within this many days; ages in files are rounded.
const HIT: f64 = 0.02;

/// Rows by age in days, ascending.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Table {
    rows: Vec<(f64, Lms)>,
    ends: Ends,
}

impl Table {
    /// A table of rows with ascending ages in days; at least two rows are needed to find anything between them.
    pub fn new(rows: Vec<(f64, Lms)>, ends: Ends) -> Self {
        Self { rows, ends }
    }

    /// For each age but the outer two on either side: the row, and what its neighbours would make of it.
    #[cfg(test)]
    pub fn rows_and_neighbours(&self) -> Vec<(f64, Lms, Lms)> {
        let around = |at: usize| [self.rows[at - 2], self.rows[at - 1], self.rows[at + 1], self.rows[at + 2]];
        let inner = 2..self.rows.len() - 2;
        inner.map(|at| (self.rows[at].0, self.rows[at].1, through(&around(at), self.rows[at].0))).collect()
    }

    /// The spread at an age in days; `None` outside the table.
    pub fn at(&self, days: f64) -> Option<Lms> {
        if let Some((_, hit)) = self.rows.iter().find(|(age, _)| (age - days).abs() <= HIT) {
            return Some(*hit);
        }
        // The number of rows that are younger; with none, or with all, the age is outside.
        let younger = self.rows.partition_point(|(age, _)| *age < days);
        if younger == 0 || younger == self.rows.len() {
            return None;
        }
        let at_an_end = younger == 1 || younger + 1 == self.rows.len();
        let (first, count) = if self.rows.len() < 4 || (at_an_end && self.ends == Ends::Linear) {
            (younger - 1, 2)
        } else {
            (younger.saturating_sub(2).min(self.rows.len() - 4), 4)
        };
        let nodes = self.rows.get(first..first + count)?;
        Some(through(nodes, days)).filter(|lms| lms.is_sound())
    }
}

/// The polynomial through all `nodes` (Lagrange), at an age in days.
fn through(nodes: &[(f64, Lms)], days: f64) -> Lms {
    let mut sum = Lms { l: 0.0, m: 0.0, s: 0.0 };
    for (index, (age, lms)) in nodes.iter().enumerate() {
        let others = nodes.iter().enumerate().filter(|(other, _)| *other != index);
        let weight: f64 = others.map(|(_, (other, _))| (days - other) / (age - other)).product();
        sum = Lms { l: sum.l + weight * lms.l, m: sum.m + weight * lms.m, s: sum.s + weight * lms.s };
    }
    sum
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cubic_rows(ages: &[f64]) -> Vec<(f64, Lms)> {
        let lms =
            |x: f64| Lms { l: 0.1 + 0.001 * x, m: 5.0 + x + 0.01 * x.powi(3), s: 0.1 + 0.0001 * x.powi(2) };
        ages.iter().map(|age| (*age, lms(*age))).collect()
    }

    #[test]
    fn a_tabulated_age_gives_its_row_and_no_age_outside_gives_any() {
        let table = Table::new(cubic_rows(&[0.0, 1.0, 2.0, 4.0, 5.0]), Ends::Cubic);
        assert_eq!(table.at(2.0).unwrap().m, 7.08);
        assert_eq!(table.at(5.0).unwrap().m, 11.25);
        assert!(table.at(-0.1).is_none() && table.at(5.1).is_none() && table.at(f64::NAN).is_none());
        assert!(Table::new(Vec::new(), Ends::Cubic).at(1.0).is_none());
    }

    #[test]
    fn cubics_are_met_between_ages_and_up_to_the_ends() {
        let table = Table::new(cubic_rows(&[0.0, 1.0, 2.0, 4.0, 5.0, 9.0]), Ends::Cubic);
        for days in [0.5, 1.5, 3.0, 4.5, 8.0_f64] {
            let expected = 5.0 + days + 0.01 * days.powi(3);
            assert!((table.at(days).unwrap().m - expected).abs() < 1e-12, "{days}");
        }
    }

    #[test]
    fn the_two_ages_on_either_side_count_and_no_others() {
        let row = |age: f64, m: f64| (age, Lms { l: 1.0, m, s: 0.1 });
        let middle = [row(1.0, 5.0), row(2.0, 6.0), row(3.0, 8.0), row(4.0, 8.5)];
        for outer in [1.0, 50.0] {
            let rows = [&[row(0.0, outer)], &middle[..], &[row(5.0, outer)]].concat();
            // By hand: (-5 + 9 * 6 + 9 * 8 - 8.5) / 16.
            assert!((Table::new(rows, Ends::Cubic).at(2.5).unwrap().m - 7.03125).abs() < 1e-12);
        }
    }

    #[test]
    fn linear_ends_are_straight_and_the_middle_is_not() {
        let rows = cubic_rows(&[0.0, 1.0, 2.0, 4.0, 5.0]);
        let table = Table::new(rows.clone(), Ends::Linear);
        let halfway = |a: usize, b: usize| (rows[a].1.m + rows[b].1.m) / 2.0;
        assert!((table.at(0.5).unwrap().m - halfway(0, 1)).abs() < 1e-12);
        assert!((table.at(4.5).unwrap().m - halfway(3, 4)).abs() < 1e-12);
        assert!((table.at(3.0).unwrap().m - (8.0 + 0.27)).abs() < 1e-12);
    }

    #[test]
    fn a_skew_of_zero_is_the_limit_of_small_skews() {
        let at = |l| Lms { l, m: 10.0, s: 0.1 };
        assert!((at(0.0).z(12.0) - at(1e-12).z(12.0)).abs() < 1e-9);
        assert!((at(0.0).value(2.0).unwrap() - at(-1e-12).value(2.0).unwrap()).abs() < 1e-9);
        assert_eq!(Lms { l: -2.0, m: 10.0, s: 0.2 }.value(4.0), None, "no value is so far out");
    }

    proptest! {
        #[test]
        fn a_greater_value_is_a_greater_z(
            l in -3.0_f64..3.0, m in 0.5_f64..200.0, s in 0.01_f64..0.2, x in 0.3_f64..1.8, step in 0.001_f64..0.5,
        ) {
            let lms = Lms { l, m, s };
            prop_assert!(lms.z((x + step) * m) > lms.z(x * m));
        }

        #[test]
        fn value_and_z_undo_each_other(l in -3.0_f64..3.0, m in 0.5_f64..200.0, s in 0.01_f64..0.1, z in -3.0_f64..3.0) {
            let lms = Lms { l, m, s };
            prop_assert!((lms.z(lms.value(z).unwrap()) - z).abs() < 1e-6);
        }
    }
}
