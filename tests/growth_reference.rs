//! The reference results in `../shared/data/growth`: within 0.001 standard deviations wherever the WHO standards apply, and
//! not assessed everywhere else.

use std::path::Path;

use sharecheck::calendar::Day;
use sharecheck::growth::{Cause, Gestation, Measure, Measured, Reference, Sex};

#[test]
fn the_reference_results_are_met() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/growth/growth-reference.csv");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: the reference results are not here ({})", path.display());
        return;
    };
    let mut lines = text.lines();
    let columns: Vec<&str> = lines.next().unwrap().split(',').collect();
    let (mut within, mut outside) = (0, 0);
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        let cell = |name: &str| cells[columns.iter().position(|column| *column == name).unwrap()];
        let number = |name: &str| cell(name).parse::<f64>().unwrap();
        let measured = Measured {
            measure: match cell("measurement") {
                "weight" => Measure::Weight,
                "height" => Measure::Height,
                "ofc" => Measure::Head,
                "bmi" => Measure::Bmi,
                other => panic!("unknown measurement {other}"),
            },
            value: number("value"),
            sex: Sex::parse(cell("sex")).unwrap(),
            born: Day::parse(cell("birth_date")).unwrap(),
            measured: Day::parse(cell("observation_date")).unwrap(),
            gestation: Some(Gestation {
                weeks: cell("gestation_weeks").parse().unwrap(),
                days: cell("gestation_days").parse().unwrap(),
            }),
        };
        let found = Reference::builtin().assess(&measured);
        let corrected_age = number("corrected_decimal_age");
        if (14.0 / 365.25..4.0).contains(&corrected_age) {
            let found = found.unwrap_or_else(|not| panic!("{line}: {not}"));
            let far = (found.z - number("corrected_sds")).abs();
            println!("{:?} {:.4} off by {far:.6}", measured.measure, found.z);
            assert!(far < 0.001, "{line}: {}", found.z);
            assert!(
                (found.centile - number("corrected_centile_exact")).abs() < 0.05,
                "{line}: {}",
                found.centile
            );
            assert!((found.corrected_age_years - corrected_age).abs() < 1e-9, "{line}");
            assert!(
                (found.chronological_age_years - number("chronological_decimal_age")).abs() < 1e-9,
                "{line}"
            );
            let band = cell("centile_band").replace(" centiles.", ".").replace(" centile.", ".");
            assert!(band.ends_with(&format!(" is {}.", found.band)), "{band} for {}", found.band);
            within += 1;
        } else {
            let not = found.expect_err(line);
            assert_eq!(not.cause, Cause::OutsideReference, "{line}");
            outside += 1;
        }
    }
    assert!(within >= 11 && outside >= 8, "{within} within the range of WHO, {outside} outside");
}
