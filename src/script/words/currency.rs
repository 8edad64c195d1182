//! Words about things that begin and end.

use crate::calendar::Day;
use crate::case::{Field, ItemRef, Kind};

use super::super::eval::Cx;
use super::super::kinds::Type;
use super::super::node::{Run, Takes, Word};
use super::super::scene::Scene;
use super::super::value::{Answer, Gap, Truth, Value, and};
use super::facts::{DATE, day, item, need, one_of, optional, truth};

const LASTING: Takes = one_of(&[
    Kind::Condition,
    Kind::Medication,
    Kind::HealthCarePlan,
    Kind::Plan,
    Kind::Involvement,
    Kind::Professional,
    Kind::Placement,
    Kind::Therapy,
    Kind::Equipment,
]);

pub const WORDS: &[Word] = &[
    Word {
        name: "is_current",
        takes: &[LASTING],
        gives: Type::Truth,
        help: "whether it has begun and not ended at the as-of date",
        run: Run::Value(|cx, values| truth(is_current_on(cx.scene, item(values, 0), cx.scene.as_of()))),
    },
    Word {
        name: "is_current_on",
        takes: &[LASTING, DATE],
        gives: Type::Truth,
        help: "whether it has begun and not ended on a day; on the day it ends it has dropped out",
        run: Run::Value(current_on),
    },
];

fn current_on<'s>(cx: &mut Cx<'s>, values: &[Value<'s>]) -> Answer<'s> {
    match day(values, 1) {
        Some(on) => truth(is_current_on(cx.scene, item(values, 0), on)),
        None => Ok(Value::Truth(false)),
    }
}

/// Whether something lasts on a day. The day it begins counts, the day it ends does not; what has no end still lasts. Where
/// the beginning is not recorded, what the record holds has begun by the as-of date; whether it had on an earlier day is
/// unknown.
pub fn is_current_on(scene: &Scene, item: ItemRef, on: Day) -> Truth {
    let case = &scene.case;
    let at = item.at();
    let (begins, ends, begin_name, end_name): (&Field<Day>, &Field<Day>, &str, &str) = match item.kind {
        Kind::Condition => match case.conditions.entries().get(at) {
            Some(entry) => (&entry.identified, &entry.resolved, "identified", "resolved"),
            None => return Ok(false),
        },
        Kind::Medication | Kind::MedicationStart | Kind::MedicationStop => {
            match case.medications.entries().get(at) {
                Some(entry) => (&entry.started, &entry.stopped, "started", "stopped"),
                None => return Ok(false),
            }
        }
        Kind::HealthCarePlan => match case.health_care_plans.entries().get(at) {
            Some(entry) => (&entry.written, &entry.ended, "written", "ended"),
            None => return Ok(false),
        },
        Kind::Plan => match case.plans.entries().get(at) {
            Some(entry) => (&entry.date, &entry.ended, "date", "ended"),
            None => return Ok(false),
        },
        Kind::Involvement => match case.involvements.entries().get(at) {
            Some(entry) => (&entry.start, &entry.end, "start", "end"),
            None => return Ok(false),
        },
        Kind::Placement => match case.placements.entries().get(at) {
            Some(entry) => (&entry.start, &entry.end, "start", "end"),
            None => return Ok(false),
        },
        Kind::Professional | Kind::Team | Kind::Attendance => {
            let at = if item.kind == Kind::Professional { at } else { item.nested_at() };
            match case.professionals.entries().get(at) {
                Some(entry) => (&entry.involved_from, &entry.involved_to, "involved_from", "involved_to"),
                None => return Ok(false),
            }
        }
        _ => return Ok(true),
    };
    let ended = optional(ends, item, end_name).map(|end| end.is_some_and(|end| end <= on));
    let begun = match need(begins, item, begin_name) {
        Err(Gap::Absent(..)) if on >= scene.as_of() => Ok(true),
        other => other.map(|begin| begin <= on),
    };
    and(begun, || ended.map(|ended| !ended))
}
