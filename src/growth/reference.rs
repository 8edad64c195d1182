//! The references together: which one judges an age, and where a measurement lies on it.

use std::fmt;

use super::age::{Age, in_words, years};
use super::british::British;
use super::centile::centile_of;
use super::table::{Lms, Table};
use super::{Band, Cause, Measure, Measured, NotAssessed, Sex, who};

/// The growth references at hand: the WHO standards always, the British 1990 reference where a file of it was given.
#[derive(Clone, Debug, Default)]
pub struct Reference {
    british: Option<British>,
}

/// The reference that a measurement was judged by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Source {
    /// WHO Child Growth Standards, 2 weeks to under 4 years.
    Who2006,
    /// British 1990 growth reference, up to 2 weeks and from 4 years.
    British1990,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Who2006 => "WHO 2006 growth standards",
            Self::British1990 => "British 1990 growth reference",
        })
    }
}

/// Where a measurement lies on the chart.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Assessment {
    /// Standard deviations from the median.
    pub z: f64,
    /// The share of children below it, 0 to 100.
    pub centile: f64,
    /// Its place among the nine lines.
    pub band: Band,
    /// The age at which it is plotted, in decimal years; the same as the other where nothing is corrected.
    pub corrected_age_years: f64,
    /// The age since birth in decimal years.
    pub chronological_age_years: f64,
    /// Whether the age is corrected for an early birth.
    pub corrected: bool,
    /// The reference that it was judged by.
    pub source: Source,
}

impl Reference {
    /// The WHO standards alone.
    pub fn builtin() -> Self {
        Self::default()
    }

    /// The same with the British 1990 reference for the ages on either side.
    #[must_use]
    pub fn with_british(mut self, british: British) -> Self {
        self.british = Some(british);
        self
    }

    /// Where a measurement lies on the chart.
    ///
    /// # Errors
    /// What keeps it from being judged, in plain words: the sex, the dates, the gestation, the value, or an age that no
    /// reference at hand covers.
    pub fn assess(&self, measured: &Measured) -> Result<Assessment, NotAssessed> {
        let (measure, value) = (measured.measure, measured.value);
        let implausible = |why: String| NotAssessed::new(Cause::Implausible, why);
        let (name, unit) = (measure.name(), measure.unit());
        if !measure.possible().contains(&value) {
            return Err(implausible(format!("a {name} of {value} {unit} cannot be right")));
        }
        let age = age(measured)?;
        let (lms, source) = self.spread(measure, measured.sex, age.plotted_days())?;
        let z = lms.z(value);
        if !z.is_finite() || z.abs() > measure.believable_z() {
            let (child, age) = (measured.sex.child(), in_words(age.chronological_days));
            return Err(implausible(format!(
                "a {name} of {value} {unit} cannot be right for a {child} of {age}"
            )));
        }
        Ok(Assessment {
            z,
            centile: centile_of(z),
            band: Band::of(z),
            corrected_age_years: years(age.plotted_days()),
            chronological_age_years: years(age.chronological_days),
            corrected: age.is_corrected(),
            source,
        })
    }

    /// The value that lies `z` standard deviations from the median at an age in days, where a reference covers it.
    pub(super) fn value_at(&self, measure: Measure, sex: Sex, days: i64, z: f64) -> Option<f64> {
        self.spread(measure, sex, days).ok()?.0.value(z)
    }

    /// The spread of a measure at an age in days, and the reference that it comes from.
    fn spread(&self, measure: Measure, sex: Sex, days: i64) -> Result<(Lms, Source), NotAssessed> {
        let at = |table: Option<&Table>, source| {
            table.and_then(|table| table.at(days as f64)).map(|lms| (lms, source))
        };
        let found = if who::DAYS.contains(&days) {
            at(who::table(measure, sex == Sex::Female, days), Source::Who2006)
        } else {
            at(
                self.british.as_ref().and_then(|british| british.table(measure, sex, days)),
                Source::British1990,
            )
        };
        found.ok_or_else(|| {
            let reason = match &self.british {
                Some(_) => {
                    let (name, child, age) = (measure.name(), sex.child(), in_words(days));
                    format!("the growth reference file has no {name} for a {child} of {age}")
                }
                None if days < who::DAYS.start => {
                    "before the due date and in the 2 weeks after it the charts need the British 1990 reference, \
                     and no file of it was given"
                        .to_owned()
                }
                None => "from 4 years the charts need the British 1990 reference, and no file of it was given".to_owned(),
            };
            NotAssessed::new(Cause::OutsideReference, reason)
        })
    }
}

/// The age at a measurement, where the child and the dates allow one.
fn age(measured: &Measured) -> Result<Age, NotAssessed> {
    match measured.sex {
        Sex::Female | Sex::Male => {}
        Sex::Indeterminate => {
            let reason = "the sex is recorded as indeterminate, and the charts are for girls or boys";
            return Err(NotAssessed::new(Cause::Sex, reason));
        }
        Sex::NotKnown => {
            let reason = "the sex is recorded as not known, and the charts are for girls or boys";
            return Err(NotAssessed::new(Cause::Sex, reason));
        }
    }
    if measured.measured < measured.born {
        let (day, born) = (measured.measured.in_words(), measured.born.in_words());
        let reason = format!("the measurement of {day} is before the birth on {born}");
        return Err(NotAssessed::new(Cause::Dates, reason));
    }
    if let Some(gestation) = measured.gestation.filter(|gestation| !gestation.is_possible()) {
        let reason = format!("a gestation of {gestation} cannot be right");
        return Err(NotAssessed::new(Cause::Gestation, reason));
    }
    Ok(Age::at(measured.born, measured.measured, measured.gestation))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Gestation;
    use super::*;
    use crate::calendar::Day;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn measured(measure: Measure, sex: Sex, born: &str, on: &str, value: f64) -> Measured {
        Measured { measure, value, sex, born: day(born), measured: day(on), gestation: None }
    }

    fn refused(measured: Measured) -> NotAssessed {
        Reference::builtin().assess(&measured).unwrap_err()
    }

    /// Worked from the day tables of WHO by the formula, apart from this program.
    #[test]
    fn measurements_lie_where_the_who_tables_put_them() {
        use Measure::{Bmi, Head, Height, Weight};
        use Sex::{Female, Male};
        for (measure, sex, born, on, value, z, centile) in [
            (Weight, Female, "2024-02-29", "2024-03-14", 3.1, -0.9673, 16.67),
            (Head, Male, "2024-02-29", "2024-03-20", 37.9, 1.2556, 89.54),
            (Height, Female, "2023-07-07", "2023-11-30", 60.2, -1.5672, 5.85),
            (Bmi, Male, "2023-07-07", "2023-09-01", 14.1, -1.5571, 5.97),
            (Bmi, Female, "2022-10-10", "2024-10-09", 17.6, 1.4982, 93.3),
            (Bmi, Female, "2022-10-10", "2024-10-10", 17.6, 1.3168, 90.6),
            (Height, Male, "2022-10-10", "2024-10-09", 81.0, -2.2267, 1.3),
            (Height, Male, "2022-10-10", "2024-10-10", 81.0, -2.0056, 2.24),
            (Weight, Male, "2022-05-05", "2025-08-19", 19.9, 2.3101, 98.96),
            (Head, Female, "2022-05-05", "2025-08-19", 46.3, -1.7562, 3.95),
            (Height, Female, "2021-01-31", "2025-01-30", 94.0, -2.0233, 2.15),
            (Bmi, Male, "2021-01-31", "2025-01-30", 13.2, -1.8687, 3.08),
        ] {
            let found = Reference::builtin().assess(&measured(measure, sex, born, on, value)).unwrap();
            assert!((found.z - z).abs() < 0.001, "{measure:?} {sex:?} {on}: {} for {z}", found.z);
            assert!((found.centile - centile).abs() < 0.03, "{measure:?} {sex:?} {on}: {}", found.centile);
            assert_eq!(found.source, Source::Who2006);
        }
    }

    #[test]
    fn an_early_birth_moves_the_place_and_is_told() {
        let baby = measured(Measure::Weight, Sex::Female, "2023-06-01", "2023-09-15", 3.4);
        let born_early = Measured { gestation: Some(Gestation { weeks: 31, days: 3 }), ..baby };
        let [plain, corrected] = [baby, born_early].map(|baby| Reference::builtin().assess(&baby).unwrap());
        assert!(!plain.corrected && (plain.z - -4.7034).abs() < 0.001, "{}", plain.z);
        assert!(corrected.corrected && (corrected.z - -2.3918).abs() < 0.001, "{}", corrected.z);
        assert!(corrected.corrected_age_years < corrected.chronological_age_years);
    }

    #[test]
    fn outside_the_who_range_nothing_is_guessed() {
        let weight = |on: &str| measured(Measure::Weight, Sex::Male, "2020-02-20", on, 9.0);
        assert_eq!(refused(weight("2020-03-04")).cause, Cause::OutsideReference, "13 days old");
        assert!(
            Reference::builtin().assess(&Measured { value: 4.0, ..weight("2020-03-05") }).is_ok(),
            "14 days old"
        );
        assert!(Reference::builtin().assess(&Measured { value: 16.0, ..weight("2024-02-19") }).is_ok());
        let four = refused(Measured { value: 16.0, ..weight("2024-02-20") });
        assert_eq!(
            four.to_string(),
            "not assessed: from 4 years the charts need the British 1990 reference, and no file of it was given"
        );
        let preterm =
            Measured { gestation: Some(Gestation::of_weeks(30)), value: 2.5, ..weight("2020-05-01") };
        assert_eq!(refused(preterm).cause, Cause::OutsideReference, "71 days old, 1 day after 40 weeks");
    }

    #[test]
    fn a_file_of_the_british_reference_is_used_only_on_either_side() {
        let rows = |ages: [f64; 4]| ages.map(|age| format!("weight,male,{age},1,10,0.1\n")).concat();
        let file = format!(
            "measure,sex,age_years,l,m,s\n{}{}",
            rows([-0.2, -0.1, 0.0, 0.038]),
            rows([4.0, 5.0, 6.0, 7.0])
        );
        let reference = Reference::builtin().with_british(British::from_csv(&file).unwrap());
        let source = |on: &str| {
            let found = reference.assess(&measured(Measure::Weight, Sex::Male, "2020-02-20", on, 11.0));
            found.map(|found| (found.source, (found.z * 1000.0).round()))
        };
        assert_eq!(source("2020-02-20"), Ok((Source::British1990, 1000.0)));
        assert_eq!(source("2022-02-20").map(|found| found.0), Ok(Source::Who2006));
        assert_eq!(source("2025-06-01"), Ok((Source::British1990, 1000.0)));
        assert_eq!(
            source("2029-06-01").unwrap_err().reason,
            "the growth reference file has no weight for a boy of 9 years 3 months"
        );
    }

    #[test]
    fn what_cannot_be_right_is_told_apart_from_what_cannot_be_known() {
        let good = measured(Measure::Weight, Sex::Male, "2023-01-01", "2024-01-01", 9.5);
        for value in [0.0, -9.5, f64::NAN, f64::INFINITY, f64::MIN_POSITIVE, 9500.0, 90.0, 1.0] {
            assert_eq!(refused(Measured { value, ..good }).cause, Cause::Implausible, "{value}");
        }
        assert_eq!(
            refused(Measured { value: 90.0, ..good }).reason,
            "a weight of 90 kg cannot be right for a boy of 11 months"
        );
        for sex in [Sex::Indeterminate, Sex::NotKnown] {
            assert_eq!(refused(Measured { sex, ..good }).cause, Cause::Sex);
        }
        assert_eq!(refused(Measured { measured: day("2022-12-31"), ..good }).cause, Cause::Dates);
        for (weeks, days) in [(0, 0), (21, 6), (45, 0), (30, 7)] {
            let gestation = Some(Gestation { weeks, days });
            assert_eq!(refused(Measured { gestation, ..good }).cause, Cause::Gestation, "{weeks}+{days}");
        }
    }

    #[test]
    fn the_words_of_a_record_give_the_sex() {
        let read = ["female", "male", "indeterminate", "not_known", "Female", "f", ""].map(Sex::parse);
        use Sex::{Female, Indeterminate, Male, NotKnown};
        assert_eq!(read, [Some(Female), Some(Male), Some(Indeterminate), Some(NotKnown), None, None, None]);
    }

    proptest! {
        #[test]
        fn more_is_never_a_lower_place(
            measure in 0_usize..4, girl: bool, days in 14_i64..1461, place in -4.0_f64..4.0, step in 0.01_f64..1.0,
        ) {
            let (measure, sex) = (Measure::ALL[measure], if girl { Sex::Female } else { Sex::Male });
            let reference = Reference::builtin();
            let born = day("2020-01-01");
            let z = |place: f64| {
                let value = reference.value_at(measure, sex, days, place).unwrap();
                let measured = Measured { measure, value, sex, born, measured: born.plus(days), gestation: None };
                reference.assess(&measured).unwrap().z
            };
            prop_assert!((z(place) - place).abs() < 1e-6);
            prop_assert!(z(place + step) > z(place));
        }

        #[test]
        fn no_input_panics_or_gives_a_place_that_is_no_number(
            measure in 0_usize..4, days in -100_i64..9000, value in any::<f64>(), weeks in any::<u8>(), extra in any::<u8>(), boy: bool,
        ) {
            let born = day("2010-06-15");
            let measured = Measured {
                measure: Measure::ALL[measure],
                value,
                sex: if boy { Sex::Male } else { Sex::Female },
                born,
                measured: born.plus(days),
                gestation: (extra > 128).then_some(Gestation { weeks, days: extra }),
            };
            match Reference::builtin().assess(&measured) {
                Ok(found) => prop_assert!(found.z.is_finite() && (0.0..=100.0).contains(&found.centile)),
                Err(not) => prop_assert!(!not.reason.is_empty()),
            }
        }
    }
}
