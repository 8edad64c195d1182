//! Comparisons of plain values. Rhai answers a plain `false` for a pair of types that it does not know, which is how a slip
//! becomes a pass: here such a pair is a fault.

use std::cmp::Ordering;

use rhai::{Dynamic, Engine, ImmutableString};

use super::judge::{Date, Thing};
use super::symbol::{Told, fault};

/// Registers every comparison of two plain values.
pub fn register(engine: &mut Engine) {
    type Holds = fn(Ordering) -> bool;
    let orders: [(&str, Holds); 4] =
        [("<", Ordering::is_lt), ("<=", Ordering::is_le), (">", Ordering::is_gt), (">=", Ordering::is_ge)];
    for (sign, holds) in orders {
        engine.register_fn(sign, move |a: Dynamic, b: Dynamic| order(sign, &a, &b).map(holds));
        engine.register_fn(sign, move |(): (), b: Dynamic| order(sign, &Dynamic::UNIT, &b).map(holds));
        engine.register_fn(sign, move |a: Dynamic, (): ()| order(sign, &a, &Dynamic::UNIT).map(holds));
        engine
            .register_fn(sign, move |(): (), (): ()| order(sign, &Dynamic::UNIT, &Dynamic::UNIT).map(holds));
    }
    for (sign, wanted) in [("==", true), ("!=", false)] {
        engine.register_fn(sign, move |a: Dynamic, b: Dynamic| same(&a, &b).map(|same| same == wanted));
        engine.register_fn(sign, move |(): (), b: Dynamic| b.is_unit() == wanted);
        engine.register_fn(sign, move |a: Dynamic, (): ()| a.is_unit() == wanted);
        engine.register_fn(sign, move |(): (), (): ()| wanted);
    }
}

fn order(sign: &str, a: &Dynamic, b: &Dynamic) -> Told<Ordering> {
    if let (Some(a), Some(b)) = (number(a), number(b)) {
        return a.partial_cmp(&b).map_or_else(|| unlike(sign), Ok);
    }
    if let (Some(a), Some(b)) = (a.clone().try_cast::<Date>(), b.clone().try_cast::<Date>()) {
        return Ok(a.cmp(&b));
    }
    if let (Some(a), Some(b)) = (text(a), text(b)) {
        return Ok(a.cmp(&b));
    }
    for side in [a, b] {
        if side.is_unit() {
            return fault(format!("nothing stands on one side of `{sign}`: ask `.is_given()` of it first"));
        }
    }
    fault(format!("{} cannot be compared with {}", called(a), called(b)))
}

fn unlike<T>(sign: &str) -> Told<T> {
    fault(format!("one side of `{sign}` is no number that has a place among the others"))
}

fn same(a: &Dynamic, b: &Dynamic) -> Told<bool> {
    if let (Ok(a), Ok(b)) = (a.as_bool(), b.as_bool()) {
        return Ok(a == b);
    }
    if let (Some(a), Some(b)) = (a.clone().try_cast::<Thing>(), b.clone().try_cast::<Thing>()) {
        return Ok(a == b);
    }
    if a.is_unit() || b.is_unit() {
        return Ok(a.is_unit() && b.is_unit());
    }
    order("==", a, b).map(Ordering::is_eq)
}

#[expect(clippy::cast_precision_loss, reason = "counts and days in rules are small numbers")]
fn number(value: &Dynamic) -> Option<f64> {
    value.as_int().map(|number| number as f64).or_else(|_| value.as_float()).ok()
}

fn text(value: &Dynamic) -> Option<ImmutableString> {
    value
        .clone()
        .into_immutable_string()
        .ok()
        .or_else(|| value.as_char().ok().map(|one| one.to_string().into()))
}

fn called(value: &Dynamic) -> &'static str {
    if value.is::<Date>() {
        "a date"
    } else if value.is::<Thing>() {
        "an entry of the record"
    } else if value.is_string() || value.is_char() {
        "a text"
    } else if value.is_bool() {
        "true or false"
    } else if number(value).is_some() {
        "a number"
    } else if value.is_array() {
        "a list"
    } else {
        "such a value"
    }
}
