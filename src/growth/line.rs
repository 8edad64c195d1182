//! The nine centile lines of British growth charts, and where a measurement lies among them.

use std::fmt;

/// One of the nine lines: 0.4th, 2nd, 9th, 25th, 50th, 75th, 91st, 98th, 99.6th. Two neighbours are one centile space
/// (two thirds of a standard deviation) apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Line(u8);

/// A centile space in standard deviations.
pub(super) const SPACE: f64 = 2.0 / 3.0;

/// Number on the label, its ordinal, and the exact place of that number in standard deviations.
const LINES: [(f64, &str, f64); 9] = [
    (0.4, "0.4th", -2.652_069_807_902_17),
    (2.0, "2nd", -2.053_748_910_631_82),
    (9.0, "9th", -1.340_755_033_690_22),
    (25.0, "25th", -0.674_489_750_196_08),
    (50.0, "50th", 0.0),
    (75.0, "75th", 0.674_489_750_196_08),
    (91.0, "91st", 1.340_755_033_690_22),
    (98.0, "98th", 2.053_748_910_631_82),
    (99.6, "99.6th", 2.652_069_807_902_17),
];

impl Line {
    /// All nine, the lowest first.
    pub const ALL: [Self; 9] =
        [Self(0), Self(1), Self(2), Self(3), Self(4), Self(5), Self(6), Self(7), Self(8)];

    /// The line whose label is exactly `centile`.
    pub fn labelled(centile: f64) -> Option<Self> {
        Self::ALL.into_iter().find(|line| line.percent() == centile)
    }

    /// The number on its label, in percent.
    pub fn percent(self) -> f64 {
        self.row().0
    }

    /// Where charts draw it, in standard deviations: a whole number of centile spaces from the 50th.
    pub fn z(self) -> f64 {
        (f64::from(self.0) - 4.0) * SPACE
    }

    /// Where the number on its label lies exactly, in standard deviations; up to a tenth of a space from [`Line::z`].
    fn exact_z(self) -> f64 {
        self.row().2
    }

    fn row(self) -> (f64, &'static str, f64) {
        LINES[usize::from(self.0.min(8))]
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.row().1)
    }
}

/// Where a measurement lies among the nine lines.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Band {
    /// Below the lowest line.
    BelowAll,
    /// Within a quarter of a centile space of a line.
    OnOrNear(Line),
    /// Between two neighbouring lines and near neither.
    Between(Line, Line),
    /// Above the highest line.
    AboveAll,
}

impl Band {
    /// The band of a place in standard deviations. Near a line is within a quarter of a centile space of the number on
    /// its label, as the growth chart service of the Royal College of Paediatrics and Child Health has it.
    pub fn of(z: f64) -> Self {
        let quarter = SPACE / 4.0;
        let mut below = None;
        for line in Line::ALL {
            if z < line.exact_z() - quarter {
                return below.map_or(Self::BelowAll, |lower| Self::Between(lower, line));
            }
            if z < line.exact_z() + quarter {
                return Self::OnOrNear(line);
            }
            below = Some(line);
        }
        Self::AboveAll
    }
}

impl fmt::Display for Band {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BelowAll => f.write_str("below the 0.4th"),
            Self::OnOrNear(line) => write!(f, "on or near the {line}"),
            Self::Between(lower, upper) => write!(f, "between the {lower} and {upper}"),
            Self::AboveAll => f.write_str("above the 99.6th"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::normal::share_below;
    use super::*;

    #[test]
    fn bands_read_as_on_the_chart() {
        let read = [-3.0, -2.6, -2.35, -2.05, -1.7, -1.3, -0.9, 0.1, 0.33, 1.34, 2.6, 2.9]
            .map(|z| Band::of(z).to_string());
        assert_eq!(
            read,
            [
                "below the 0.4th",
                "on or near the 0.4th",
                "between the 0.4th and 2nd",
                "on or near the 2nd",
                "between the 2nd and 9th",
                "on or near the 9th",
                "between the 9th and 25th",
                "on or near the 50th",
                "between the 50th and 75th",
                "on or near the 91st",
                "on or near the 99.6th",
                "above the 99.6th"
            ]
        );
    }

    #[test]
    fn labels_are_the_share_below_them_and_are_drawn_close_by() {
        for line in Line::ALL {
            assert!((share_below(line.exact_z()) * 100.0 - line.percent()).abs() < 1e-9, "{line}");
            assert!((line.z() - line.exact_z()).abs() < SPACE / 10.0, "{line}");
            assert_eq!(Line::labelled(line.percent()), Some(line));
        }
        assert_eq!(Line::labelled(10.0), None);
    }

    proptest! {
        #[test]
        fn a_higher_place_is_never_a_lower_band(z in -4.0_f64..4.0, step in 0.0_f64..2.0) {
            let rank = |z| match Band::of(z) {
                Band::BelowAll => 0,
                Band::OnOrNear(line) => 1 + 2 * line.0,
                Band::Between(lower, _) => 2 + 2 * lower.0,
                Band::AboveAll => 18,
            };
            prop_assert!(rank(z + step) >= rank(z));
        }
    }
}
