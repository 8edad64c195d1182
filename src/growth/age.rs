//! Ages as growth charts count them: decimal years, corrected for an early birth.
//!
//! A child born before 37 weeks is plotted, until 2 years old, at the age counted from the day on which 40 weeks would
//! have been complete. A child born at 37 weeks or later is plotted at the age counted from birth.

use crate::calendar::Day;

use super::Gestation;

/// Days in a year of decimal age.
pub const DAYS_A_YEAR: f64 = 365.25;

/// A pregnancy at term, to which ages are corrected: 40 weeks.
const TERM: i64 = 40 * 7;

/// A birth before this is preterm: 37 weeks.
const PRETERM_BELOW: i64 = 37 * 7;

/// No correction from this age on, in years.
const CORRECTED_UNTIL: f64 = 2.0;

/// The age of a child at a measurement.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Age {
    /// Days since birth.
    pub chronological_days: i64,
    /// Days by which the age is put back for an early birth; 0 where it is not corrected.
    pub correction_days: i64,
}

impl Age {
    /// The age on `measured` of a child born on `born` after `gestation` (absent: at term).
    pub fn at(born: Day, measured: Day, gestation: Option<Gestation>) -> Self {
        let chronological_days = measured.days_since(born);
        let early = gestation.map(Gestation::in_days).filter(|days| *days < PRETERM_BELOW);
        let correction_days = match early {
            Some(days) if years(chronological_days) < CORRECTED_UNTIL => TERM - days,
            _ => 0,
        };
        Self { chronological_days, correction_days }
    }

    /// Whether the age is corrected for an early birth.
    pub fn is_corrected(self) -> bool {
        self.correction_days != 0
    }

    /// Days since the corrected day of birth: the age that is plotted. Negative before the day on which the child was due.
    pub fn plotted_days(self) -> i64 {
        self.chronological_days - self.correction_days
    }
}

/// Days as decimal years.
pub fn years(days: i64) -> f64 {
    // An age in days is far below 2^53, so nothing is lost.
    days as f64 / DAYS_A_YEAR
}

/// Days of age as a nurse says them: days up to 2 weeks, weeks up to 3 months, months up to 2 years, then years and
/// months.
pub fn in_words(days: i64) -> String {
    if days < 0 {
        return format!("{} before the due date", count(-days, "day"));
    }
    // Whole months of a twelfth of 365.25 days each, as the charts rule them.
    let months = days * 48 / 1461;
    match days {
        0..14 => count(days, "day"),
        14..92 => count(days / 7, "week"),
        _ if months < 24 => count(months, "month"),
        _ if months % 12 == 0 => count(months / 12, "year"),
        _ => format!("{} {}", count(months / 12, "year"), count(months % 12, "month")),
    }
}

fn count(number: i64, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn a_preterm_age_is_counted_from_forty_weeks() {
        let gestation = Some(Gestation { weeks: 31, days: 3 });
        let age = Age::at(day("2023-06-01"), day("2023-09-15"), gestation);
        assert_eq!((age.chronological_days, age.plotted_days()), (106, 46));
        assert!((years(age.plotted_days()) - 0.125_941_136_208_076_65).abs() < 1e-12);
    }

    #[test]
    fn correction_ends_at_thirty_seven_weeks_and_at_two_years() {
        let corrected = |weeks, days, measured: &str| {
            Age::at(day("2023-06-01"), day(measured), Some(Gestation { weeks, days })).correction_days
        };
        assert_eq!(corrected(36, 6, "2024-01-01"), 22);
        assert_eq!(corrected(37, 0, "2024-01-01"), 0);
        assert_eq!(corrected(42, 0, "2024-01-01"), 0);
        assert_eq!(corrected(31, 0, "2025-05-31"), 63, "730 days are under 2 years");
        assert_eq!(corrected(31, 0, "2025-06-01"), 0, "731 days are not");
        assert_eq!(Age::at(day("2023-06-01"), day("2024-01-01"), None).correction_days, 0);
    }

    #[test]
    fn ages_read_as_they_are_said() {
        let said = [-10, 0, 1, 13, 14, 91, 92, 365, 366, 730, 731, 762, 1461].map(in_words);
        assert_eq!(
            said,
            [
                "10 days before the due date",
                "0 days",
                "1 day",
                "13 days",
                "2 weeks",
                "13 weeks",
                "3 months",
                "11 months",
                "12 months",
                "23 months",
                "2 years",
                "2 years 1 month",
                "4 years"
            ]
        );
    }

    proptest! {
        #[test]
        fn a_corrected_age_is_never_greater(days in 0_i64..8000, weeks in 22_u8..45, extra in 0_u8..7) {
            let born = day("2010-01-01");
            let age = Age::at(born, born.plus(days), Some(Gestation { weeks, days: extra }));
            prop_assert!(age.plotted_days() <= age.chronological_days);
            prop_assert_eq!(age.is_corrected(), weeks < 37 && days < 731);
        }

        #[test]
        fn a_day_later_is_a_day_older(days in -100_i64..8000) {
            prop_assert!(years(days + 1) > years(days));
        }
    }
}
