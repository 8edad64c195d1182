//! A child's measurements as growth charts, for those who explain a finding about growth.

use crate::case::{Case, Field};
use crate::growth::chart::{Chart, Child};
use crate::growth::{Gestation, Measure, Reference, Sex};

use crate::calendar::Day;

/// A chart for each measure that was taken by the as-of date; none where sex or date of birth is not in the record, for
/// then no age and no line can be told.
pub fn charts(case: &Case, reference: &Reference, as_of: Day) -> Vec<Chart> {
    let Some(child) = case.child.given() else { return Vec::new() };
    let (Some(sex), Some(born)) = (child.sex.given(), child.date_of_birth.given()) else { return Vec::new() };
    let Some(sex) = Sex::parse(sex.word()) else { return Vec::new() };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "weeks of gestation, checked to be few"
    )]
    let gestation = child
        .gestation_weeks
        .given()
        .filter(|weeks| (20.0..=45.0).contains(*weeks))
        .map(|weeks| Gestation::of_weeks(*weeks as u8));
    let drawn = Child { sex, born: *born, gestation };
    let of = |measure: Measure| {
        let values: Vec<(Day, f64)> = case
            .growth
            .entries()
            .iter()
            .filter_map(|entry| {
                let value: &Field<f64> = match measure {
                    Measure::Weight => &entry.weight_kg,
                    Measure::Height => &entry.height_cm,
                    Measure::Head => &entry.head_circumference_cm,
                    Measure::Bmi => return None,
                };
                Some((*entry.date.given()?, *value.given()?))
            })
            .filter(|(day, _)| *day <= as_of)
            .collect();
        (!values.is_empty()).then(|| Chart::new(reference, drawn, measure, &values))
    };
    Measure::ALL.into_iter().filter_map(of).collect()
}
