//! Faltering growth after the first days of life in infants and children before school, by the thresholds of NICE guideline
//! NG75 (2017, recommendation 1.2.2): how many centile spaces the weight may fall depends on the weight at birth.
//!
//! | weight at birth | a concern from a fall of |
//! |---|---|
//! | below the 9th centile | 1 space or more |
//! | 9th to 91st centile | 2 spaces or more |
//! | above the 91st centile | 3 spaces or more |
//! | any | or a weight now below the 2nd centile |

use crate::calendar::Day;

use super::centile::{centile_of, spaces_fallen};

/// The weight at birth as the guideline groups it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum BirthWeightBand {
    /// Below the 9th centile.
    Below9th,
    /// From the 9th to the 91st centile, both included.
    From9thTo91st,
    /// Above the 91st centile.
    Above91st,
}

impl BirthWeightBand {
    /// The group of a centile at birth; `None` for what is no centile.
    pub fn of(centile: f64) -> Option<Self> {
        match centile {
            below if below > 0.0 && below < 9.0 => Some(Self::Below9th),
            within if (9.0..=91.0).contains(&within) => Some(Self::From9thTo91st),
            above if above > 91.0 && above < 100.0 => Some(Self::Above91st),
            _ => None,
        }
    }

    /// From how many centile spaces a fall is a concern.
    pub fn threshold(self) -> u8 {
        match self {
            Self::Below9th => 1,
            Self::From9thTo91st => 2,
            Self::Above91st => 3,
        }
    }

    fn in_words(self) -> &'static str {
        match self {
            Self::Below9th => "below the 9th centile at birth",
            Self::From9thTo91st => "between the 9th and 91st centiles at birth",
            Self::Above91st => "above the 91st centile at birth",
        }
    }
}

/// A weight and its place on the chart.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Weighed {
    /// The day of weighing.
    pub day: Day,
    /// Standard deviations from the median.
    pub z: f64,
}

/// Whether growth falters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Verdict {
    /// A threshold is reached.
    Faltering,
    /// No threshold is reached.
    NotFaltering,
    /// What is known does not tell.
    Unknown,
}

/// The verdict with its working.
#[derive(Clone, PartialEq, Debug)]
pub struct Faltering {
    /// Whether growth falters.
    pub verdict: Verdict,
    /// Centile spaces fallen from the highest earlier weight to the latest; `None` with fewer than two weights.
    pub spaces: Option<f64>,
    /// From how many spaces a fall is a concern for this child; `None` where the weight at birth is not known.
    pub threshold: Option<u8>,
    /// The working as a sentence without its full stop.
    pub working: String,
}

/// Judges the weights of one child, in any order, against the thresholds. The fall is from the highest place of any
/// earlier day to the latest. Without the centile at birth the verdict is still sure where it holds for every birth weight.
pub fn faltering(birth_centile: Option<f64>, weights: &[Weighed]) -> Faltering {
    let band = birth_centile.and_then(BirthWeightBand::of);
    let threshold = band.map(BirthWeightBand::threshold);
    let known = weights.iter().filter(|weighed| weighed.z.is_finite());
    // Of two weights of one day the lower one counts as the latest: a concern must not hide behind a second reading.
    let Some(latest) = known.clone().max_by(|a, b| a.day.cmp(&b.day).then(b.z.total_cmp(&a.z))) else {
        let working = "no weight has a place on the chart".to_owned();
        return Faltering { verdict: Verdict::Unknown, spaces: None, threshold, working };
    };
    let highest = known.filter(|weighed| weighed.day < latest.day).max_by(|a, b| a.z.total_cmp(&b.z));
    let spaces = highest.map(|highest| spaces_fallen(highest.z, latest.z));
    let below_2nd = centile_of(latest.z) < 2.0;
    let reached = |threshold: u8| spaces.map(|spaces| spaces >= f64::from(threshold));
    let fallen = match threshold {
        Some(threshold) => reached(threshold),
        // Three spaces are a concern for every child, less than one for none.
        None if reached(3) == Some(true) => Some(true),
        None if reached(1) == Some(false) => Some(false),
        None => None,
    };
    let verdict = match fallen {
        _ if below_2nd => Verdict::Faltering,
        Some(true) => Verdict::Faltering,
        Some(false) => Verdict::NotFaltering,
        None => Verdict::Unknown,
    };
    let mut working = match (highest, spaces) {
        (Some(highest), Some(spaces)) if spaces > 0.0 => format!(
            "the weight fell {spaces:.1} centile spaces from {} to {}",
            highest.day.in_words(),
            latest.day.in_words()
        ),
        (Some(highest), _) => {
            format!("the weight did not fall from {} to {}", highest.day.in_words(), latest.day.in_words())
        }
        _ => format!("only the weight of {} is known, so a fall cannot be told", latest.day.in_words()),
    };
    working += &match band {
        Some(band) => format!("; {} a fall of {} or more is a concern", band.in_words(), band.threshold()),
        None => "; the centile of the weight at birth is not known".to_owned(),
    };
    if below_2nd {
        working += "; the weight now is below the 2nd centile, a concern whatever the weight at birth";
    }
    Faltering { verdict, spaces, threshold, working }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::z_of_recorded;
    use super::*;

    fn weighed(centiles: &[f64]) -> Vec<Weighed> {
        let birth = Day::new(2025, 1, 1).unwrap();
        let place = |(month, centile): (i64, &f64)| Weighed {
            day: birth.plus(month * 30),
            z: z_of_recorded(*centile).unwrap(),
        };
        (1..).zip(centiles).map(place).collect()
    }

    fn verdict(birth: impl Into<Option<f64>>, centiles: &[f64]) -> Verdict {
        faltering(birth.into(), &weighed(centiles)).verdict
    }

    #[test]
    fn the_fall_that_matters_depends_on_the_weight_at_birth() {
        use Verdict::{Faltering, NotFaltering};
        assert_eq!(verdict(5.0, &[9.0, 2.0]), Faltering, "one space, small at birth");
        assert_eq!(verdict(5.0, &[9.0, 8.0]), NotFaltering);
        assert_eq!(verdict(9.0, &[50.0, 25.0]), NotFaltering, "one space, the 9th is in the middle band");
        assert_eq!(verdict(9.0, &[50.0, 9.0]), Faltering);
        assert_eq!(verdict(91.0, &[91.0, 50.0]), Faltering);
        assert_eq!(verdict(98.0, &[98.0, 75.0]), NotFaltering, "two spaces, large at birth");
        assert_eq!(verdict(98.0, &[98.0, 50.0]), Faltering);
    }

    #[test]
    fn below_the_second_centile_is_a_concern_whatever_else() {
        assert_eq!(verdict(98.0, &[1.0]), Verdict::Faltering);
        assert_eq!(verdict(None, &[0.4, 1.9]), Verdict::Faltering, "even when rising");
        assert_eq!(verdict(98.0, &[1.98]), Verdict::Faltering, "just below");
        assert_eq!(verdict(5.0, &[2.02, 2.02]), Verdict::NotFaltering, "just above");
    }

    #[test]
    fn the_fall_is_from_the_highest_earlier_weight_in_whatever_order() {
        assert_eq!(verdict(50.0, &[25.0, 75.0, 50.0, 25.0]), Verdict::Faltering);
        assert_eq!(verdict(50.0, &[9.0, 75.0]), Verdict::NotFaltering, "a rise");
        let mut shuffled = weighed(&[75.0, 50.0, 25.0]);
        shuffled.reverse();
        let found = faltering(Some(50.0), &shuffled);
        assert_eq!((found.verdict, found.spaces, found.threshold), (Verdict::Faltering, Some(2.0), Some(2)));
    }

    #[test]
    fn without_the_weight_at_birth_only_the_sure_is_said() {
        assert_eq!(verdict(None, &[50.0, 40.0]), Verdict::NotFaltering);
        assert_eq!(verdict(None, &[50.0, 25.0]), Verdict::Unknown);
        assert_eq!(verdict(None, &[75.0, 25.0]), Verdict::Unknown);
        assert_eq!(verdict(None, &[75.0, 9.0]), Verdict::Faltering);
        assert_eq!(verdict(120.0, &[75.0, 25.0]), Verdict::Unknown, "120 is no centile");
    }

    #[test]
    fn too_few_weights_are_unknown_and_say_so() {
        assert_eq!(verdict(50.0, &[50.0]), Verdict::Unknown);
        assert_eq!(verdict(50.0, &[]), Verdict::Unknown);
        let none = [Weighed { day: Day::new(2025, 1, 1).unwrap(), z: f64::NAN }];
        assert_eq!(faltering(Some(50.0), &none).working, "no weight has a place on the chart");
    }

    #[test]
    fn the_working_is_shown() {
        assert_eq!(
            faltering(Some(50.0), &weighed(&[50.0, 9.0])).working,
            "the weight fell 2.0 centile spaces from 31 Jan 2025 to 2 Mar 2025; between the 9th and 91st centiles at birth a fall \
             of 2 or more is a concern"
        );
    }

    #[test]
    fn of_two_weights_of_one_day_the_lower_is_the_latest() {
        let day = |day| Day::new(2025, 3, day).unwrap();
        let weights = [
            Weighed { day: day(1), z: 0.0 },
            Weighed { day: day(9), z: -0.1 },
            Weighed { day: day(9), z: -1.5 },
        ];
        assert_eq!(faltering(Some(50.0), &weights).verdict, Verdict::Faltering);
    }

    proptest! {
        #[test]
        fn a_lower_latest_weight_never_clears_a_concern(
            birth in 0.5_f64..99.5, earlier in -2.0_f64..2.0, latest in -2.0_f64..2.0, drop in 0.0_f64..2.0,
        ) {
            let day = |day| Day::new(2025, 3, day).unwrap();
            let judge = |z| faltering(Some(birth), &[Weighed { day: day(1), z: earlier }, Weighed { day: day(20), z }]).verdict;
            prop_assert!(judge(latest) != Verdict::Faltering || judge(latest - drop) == Verdict::Faltering);
        }
    }
}
