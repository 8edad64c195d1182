//! Words about growth measurements.

use crate::case::{Field, ItemRef, Kind, Sex};
use crate::growth::{Cause, Gestation, Measure, Measured, agrees};

use super::super::eval::Cx;
use super::super::kinds::Type;
use super::super::node::{Run, Word};
use super::super::scene::Scene;
use super::super::trace::Fact;
use super::super::value::{Answer, Gap, Truth, Value, and, or};
use super::facts::{gap, item, need, one, optional, truth};

pub const WORDS: &[Word] = &[
    Word {
        name: "has_centiles",
        takes: &[one(Kind::Growth)],
        gives: Type::Truth,
        help: "whether every measure taken has its centile recorded, or the measurement was charted",
        run: Run::Value(|cx, values| truth(has_centiles(cx.scene, item(values, 0)))),
    },
    Word {
        name: "centiles_agree",
        takes: &[one(Kind::Growth)],
        gives: Type::Truth,
        help: "whether the recorded centiles agree with the growth reference, as far as it covers the child",
        run: Run::Value(|cx, values| centiles_agree(cx, item(values, 0))),
    },
];

fn has_centiles(scene: &Scene, of: ItemRef) -> Truth {
    let Some(entry) = scene.case.growth.entries().get(of.at()) else { return Ok(false) };
    let charted = optional(&entry.charted, of, "charted").map(|charted| charted == Some(true));
    let recorded = |value: &Field<f64>, centile: &Field<f64>, value_name: &str, name: &str| {
        let taken = optional(value, of, value_name).map(|value| value.is_some());
        or(taken.map(|taken| !taken), || optional(centile, of, name).map(|centile| centile.is_some()))
    };
    // An entry that holds no measure at all has lost what its centile would be of.
    let measured = [&entry.weight_kg, &entry.height_cm, &entry.head_circumference_cm];
    let nothing = measured.iter().all(|value| matches!(value, Field::Absent));
    or(charted, || {
        if nothing {
            return Err(gap(Gap::Absent, of, "weight_kg"));
        }
        let weight = recorded(&entry.weight_kg, &entry.weight_centile, "weight_kg", "weight_centile");
        let height = || recorded(&entry.height_cm, &entry.height_centile, "height_cm", "height_centile");
        let head = || {
            recorded(
                &entry.head_circumference_cm,
                &entry.head_centile,
                "head_circumference_cm",
                "head_centile",
            )
        };
        and(and(weight, height), head)
    })
}

/// Recorded centiles against the reference. A centile without its measure, or a measure without its centile beside others
/// that have theirs, leaves open whether all is right. Outside the tables, or where no table fits the sex, only a record is asked for;
/// where sex or date of birth is missing from the record, nobody can tell whether the centile is right.
fn centiles_agree<'s>(cx: &mut Cx<'s>, of: ItemRef) -> Answer<'s> {
    let scene = cx.scene;
    let Some(entry) = scene.case.growth.entries().get(of.at()) else { return Ok(Value::Truth(true)) };
    let measures = [
        (Measure::Weight, &entry.weight_kg, &entry.weight_centile, "weight_kg", "weight_centile"),
        (Measure::Height, &entry.height_cm, &entry.height_centile, "height_cm", "height_centile"),
        (
            Measure::Head,
            &entry.head_circumference_cm,
            &entry.head_centile,
            "head_circumference_cm",
            "head_centile",
        ),
    ];
    let some_recorded = measures.iter().any(|(_, _, centile, ..)| matches!(centile, Field::Given(_)));
    let mut doubt = None;
    for (measure, value, centile, value_name, centile_name) in measures {
        let (value, recorded) = match (optional(value, of, value_name), optional(centile, of, centile_name)) {
            (Ok(Some(value)), Ok(Some(recorded))) => (value, recorded),
            (Err(unread), _) | (_, Err(unread)) => {
                doubt = doubt.or(Some(unread));
                continue;
            }
            (Ok(None), Ok(Some(_))) => {
                doubt = doubt.or(Some(gap(Gap::Absent, of, value_name)));
                continue;
            }
            (Ok(Some(_)), Ok(None)) if some_recorded => {
                doubt = doubt.or(Some(gap(Gap::Absent, of, centile_name)));
                continue;
            }
            (Ok(_), Ok(None)) => continue,
        };
        match agrees_with_reference(cx, of, measure, value, recorded) {
            Ok(true) => {}
            Ok(false) => return Ok(Value::Truth(false)),
            Err(gap) => doubt = doubt.or(Some(gap)),
        }
    }
    truth(doubt.map_or(Ok(true), Err))
}

fn agrees_with_reference(cx: &mut Cx<'_>, of: ItemRef, measure: Measure, value: f64, recorded: f64) -> Truth {
    let scene = cx.scene;
    let child = ItemRef::top(Kind::Child, 0);
    let (Some(known), Some(entry)) = (scene.case.child.given(), scene.case.growth.entries().get(of.at()))
    else {
        return Err(Gap::Collection("child"));
    };
    let sex = match need(&known.sex, child, "sex")? {
        Sex::Female => crate::growth::Sex::Female,
        Sex::Male => crate::growth::Sex::Male,
        Sex::Indeterminate | Sex::NotKnown => return Ok(true),
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "weeks of gestation, checked to be few"
    )]
    let gestation = optional(&known.gestation_weeks, child, "gestation_weeks")
        .or_else(|gap| if matches!(gap, Gap::Absent(..)) { Ok(None) } else { Err(gap) })?
        .filter(|weeks| (20.0..=45.0).contains(weeks))
        .map(|weeks| Gestation::of_weeks(weeks as u8));
    let measured = Measured {
        measure,
        value,
        sex,
        born: need(&known.date_of_birth, child, "date_of_birth")?,
        measured: need(&entry.date, of, "date")?,
        gestation,
    };
    match scene.world.growth.assess(&measured) {
        Ok(assessment) => {
            cx.note(|| {
                Fact::Sum(format!(
                    "{} {value} {} lies {} (z {:.2}); recorded centile {recorded}",
                    measure.name(),
                    measure.unit(),
                    assessment.band,
                    assessment.z
                ))
            });
            Ok(agrees(recorded, &assessment))
        }
        Err(not) => match not.cause {
            Cause::Sex | Cause::OutsideReference => {
                cx.note(|| Fact::Sum(format!("{} {value} {}: {not}", measure.name(), measure.unit())));
                Ok(true)
            }
            _ => Err(Gap::Because("the measurement cannot be right, so that its centile cannot be checked")),
        },
    }
}
