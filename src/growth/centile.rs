//! Centiles: from standard deviations, from what a nurse recorded, and the distance between two of them.

use super::line::SPACE;
use super::normal::{share_below, z_at_share};
use super::{Assessment, Line};

/// A slack for sums of fractions: falls of exactly one space must count as one.
const SLACK: f64 = 1e-9;

/// The centile (0 to 100) of a place in standard deviations.
pub fn centile_of(z: f64) -> f64 {
    share_below(z) * 100.0
}

/// Reads a recorded centile: a number between 0 and 100, with its ordinal ending or without (`9`, `9th`, `0.4`).
/// `None` for anything else: a centile that cannot be read must not count as one.
pub fn parse_recorded(text: &str) -> Option<f64> {
    let text = text.trim();
    let number = ["st", "nd", "rd", "th"].iter().find_map(|ending| text.strip_suffix(ending)).unwrap_or(text);
    let plain = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let centile = if plain { number.parse().ok()? } else { return None };
    z_of_recorded(centile).map(|_| centile)
}

/// The place in standard deviations of a recorded centile. The number of one of the nine lines means that line as it is
/// drawn, so that from the 25th to the 9th is exactly one centile space. `None` for what is no centile (0, 100, 120).
pub fn z_of_recorded(centile: f64) -> Option<f64> {
    let is_centile = centile > 0.0 && centile < 100.0;
    is_centile.then(|| Line::labelled(centile).map_or_else(|| z_at_share(centile / 100.0), Line::z))
}

/// Centile spaces (two thirds of a standard deviation each) fallen from `earlier` to `later`, both in standard deviations;
/// negative for a rise.
pub fn spaces_fallen(earlier: f64, later: f64) -> f64 {
    let spaces = (earlier - later) / SPACE;
    // Sums of thirds miss whole numbers by a hair; a fall of one space is one space.
    if (spaces - spaces.round()).abs() < SLACK { spaces.round() } else { spaces }
}

/// Whether a recorded centile agrees with the reference: they are no more than half a centile space (a third of a standard
/// deviation) apart. Beyond the outer lines a chart has no numbers: all below the 0.4th is taken as the 0.4th, all above the
/// 99.6th as the 99.6th, whether recorded or measured. What is no centile (0, 120) agrees with nothing.
pub fn agrees(recorded_centile: f64, assessment: &Assessment) -> bool {
    let Some(recorded) = z_of_recorded(recorded_centile) else {
        return false;
    };
    let [lowest, highest] = [Line::ALL[0].z(), Line::ALL[8].z()];
    (recorded.clamp(lowest, highest) - assessment.z.clamp(lowest, highest)).abs() <= SPACE / 2.0 + SLACK
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Band, Source};
    use super::*;

    fn at(z: f64) -> Assessment {
        Assessment {
            z,
            centile: centile_of(z),
            band: Band::of(z),
            corrected_age_years: 1.0,
            chronological_age_years: 1.0,
            corrected: false,
            source: Source::Who2006,
        }
    }

    #[test]
    fn recorded_centiles_are_numbers_of_the_chart() {
        for (text, centile) in
            [("9", 9.0), ("9th", 9.0), (" 0.4th ", 0.4), ("99.6", 99.6), ("91st", 91.0), ("10.5", 10.5)]
        {
            assert_eq!(parse_recorded(text), Some(centile), "{text}");
        }
        for text in
            ["", "th", "0", "100", "120", "-9", "+9", "9 th", "NaN", "inf", "1e1", "9th-25th", "below 0.4"]
        {
            assert_eq!(parse_recorded(text), None, "{text}");
        }
        assert_eq!(z_of_recorded(f64::NAN), None);
    }

    #[test]
    fn from_line_to_line_is_a_whole_number_of_spaces() {
        for (from, upper) in Line::ALL.into_iter().enumerate() {
            for (to, lower) in Line::ALL.into_iter().enumerate() {
                let [earlier, later] = [upper, lower].map(|line| z_of_recorded(line.percent()).unwrap());
                assert_eq!(spaces_fallen(earlier, later), from as f64 - to as f64, "{upper} to {lower}");
            }
        }
        assert!(spaces_fallen(0.0, -0.66) < 1.0);
        assert!(spaces_fallen(-1.0, 0.0) < 0.0, "a rise");
    }

    #[test]
    fn half_a_space_off_still_agrees_and_a_whole_space_does_not() {
        let nearly_a_third = 1.0 / 3.0 - 0.001;
        assert!(agrees(50.0, &at(nearly_a_third)) && agrees(50.0, &at(-nearly_a_third)));
        assert!(agrees(50.0, &at(1.0 / 3.0)));
        assert!(!agrees(50.0, &at(1.0 / 3.0 + 0.001)));
        assert!(!agrees(91.0, &at(-1.335)), "recorded on the 91st, measured on the 9th");
        assert!(agrees(10.0, &at(-1.28)));
    }

    #[test]
    fn beyond_the_outer_lines_their_number_is_all_that_can_be_recorded() {
        assert!(agrees(0.4, &at(-4.0)) && agrees(99.6, &at(5.0)));
        assert!(agrees(0.1, &at(-4.0)) && agrees(0.1, &at(-2.7)) && agrees(99.99, &at(2.7)));
        assert!(!agrees(2.0, &at(-4.0)) && !agrees(98.0, &at(5.0)) && !agrees(0.1, &at(-2.0)));
    }

    #[test]
    fn no_centile_agrees_with_nothing() {
        for recorded in [0.0, -1.0, 100.0, 120.0, f64::NAN, f64::INFINITY] {
            assert!(
                !agrees(recorded, &at(0.0)) && !agrees(recorded, &at(-4.0)) && !agrees(recorded, &at(4.0))
            );
        }
    }

    proptest! {
        #[test]
        fn its_own_centile_agrees_with_each_measurement(z in -2.64_f64..2.64) {
            prop_assert!(agrees(centile_of(z), &at(z)));
        }

        #[test]
        fn agreement_is_half_a_space(z in -2.6_f64..2.6, line in 0_usize..9) {
            let line = Line::ALL[line];
            let near = (line.z() - z).abs();
            prop_assume!((near - SPACE / 2.0).abs() > 1e-6);
            prop_assert_eq!(agrees(line.percent(), &at(z)), near < SPACE / 2.0);
        }

        #[test]
        fn falls_add_up(a in -4.0_f64..4.0, b in -4.0_f64..4.0, c in -4.0_f64..4.0) {
            prop_assert!((spaces_fallen(a, b) + spaces_fallen(b, c) - spaces_fallen(a, c)).abs() < 1e-6);
        }
    }
}
