//! Numbers that cannot be, and NHS numbers that fail their check digit.

use super::super::field::Field;
use super::super::notes::{Notes, Severity, shown};
use super::super::root::Case;

/// Notes numbers outside what a child can measure, and NHS numbers that are none.
pub fn check(case: &Case, notes: &mut Notes) {
    if let Some(child) = case.child.given() {
        nhs_number(&child.nhs_number, notes);
        within(&child.gestation_weeks, 20.0..=45.0, "weeks of gestation", notes, || {
            "/child/gestation_weeks".to_owned()
        });
    }
    for entry in case.growth.entries() {
        let at = |name: &str| format!("/growth/{}/{name}", entry.spot);
        within(&entry.weight_kg, 0.2..=250.0, "kilograms", notes, || at("weight_kg"));
        within(&entry.height_cm, 20.0..=230.0, "centimetres", notes, || at("height_cm"));
        let head = &entry.head_circumference_cm;
        within(head, 15.0..=70.0, "centimetres", notes, || at("head_circumference_cm"));
        within(&entry.weight_centile, 0.0..=100.0, "as a centile", notes, || at("weight_centile"));
        within(&entry.height_centile, 0.0..=100.0, "as a centile", notes, || at("height_centile"));
        within(&entry.head_centile, 0.0..=100.0, "as a centile", notes, || at("head_centile"));
    }
}

fn within(
    field: &Field<f64>,
    range: std::ops::RangeInclusive<f64>,
    unit: &str,
    notes: &mut Notes,
    pointer: impl FnOnce() -> String,
) {
    let Some(number) = field.given().filter(|number| !range.contains(number)) else { return };
    let message = format!("{number} {unit} is not possible for a child");
    let help = format!(
        "check the number and its unit: between {} and {} is expected; it was used as it stands",
        range.start(),
        range.end()
    );
    notes.push(Severity::Warning, "impossible-measure", pointer(), message, help);
}

fn nhs_number(field: &Field<super::super::Text>, notes: &mut Notes) {
    let Some(text) = field.given() else { return };
    let (message, help) = match modulus_11(text) {
        Some(true) => return,
        Some(false) => (
            format!("the NHS number {} fails its check digit", shown(text)),
            "compare it with the health record: one digit is wrong or two are swapped",
        ),
        None => (
            format!("\"{}\" is no NHS number", shown(text)),
            "write the ten digits, or leave the field out where the number is not known",
        ),
    };
    notes.push(Severity::Warning, "bad-nhs-number", "/child/nhs_number".into(), message, help.into());
}

/// Whether the tenth digit of an NHS number is the right one (NHS data dictionary); `None` where these are no ten digits.
fn modulus_11(text: &str) -> Option<bool> {
    let digits: Option<Vec<u32>> = text
        .chars()
        .filter(|letter| !matches!(letter, ' ' | '-'))
        .map(|letter| letter.to_digit(10))
        .collect();
    let digits = digits.filter(|digits| digits.len() == 10)?;
    let (last, first) = digits.split_last()?;
    let sum: u32 = first.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    let check = match 11 - sum % 11 {
        11 => 0,
        check => check,
    };
    Some(check == *last)
}

#[cfg(test)]
mod tests {
    use super::modulus_11;

    #[test]
    fn nhs_numbers_are_checked_by_modulus_11() {
        assert_eq!(modulus_11("943 476 5919"), Some(true));
        assert_eq!(modulus_11("943-476-5918"), Some(false));
        assert_eq!(modulus_11("9434765910"), Some(false));
        assert_eq!(modulus_11("94347659"), None);
        assert_eq!(modulus_11("943476591X"), None);
        assert_eq!(modulus_11("٩٤٣٤٧٦٥٩١٩"), None);
    }
}
