//! Words about the child and the allocated social worker.

use crate::calendar::Day;
use crate::case::{Involvement, InvolvementKind, ItemRef, Kind, Ref};

use super::super::eval::Cx;
use super::super::kinds::Type;
use super::super::node::{Run, Word};
use super::super::scene::Scene;
use super::super::trace::Fact;
use super::super::value::{Answer, Gap, Truth, Value, and};
use super::currency::is_current_on;
use super::facts::{DATE, day, maybe_day, need, one, optional, some, truth, whole};

const CHILD: Kind = Kind::Child;

pub const WORDS: &[Word] = &[
    Word {
        name: "age_on",
        takes: &[one(CHILD), DATE],
        gives: Type::Number,
        help: "the child's age in whole years on a day; none for an unborn child",
        run: Run::Value(age_on),
    },
    Word {
        name: "is_born_on",
        takes: &[one(CHILD), DATE],
        gives: Type::Truth,
        help: "whether the child is born by a day",
        run: Run::Value(|cx, values| truth(is_born_on(cx.scene, day(values, 1)))),
    },
    Word {
        name: "has_social_worker_on",
        takes: &[one(CHILD), DATE],
        gives: Type::Truth,
        help: "whether a social worker is allocated to the child on a day (first and last day of the involvement count)",
        run: Run::Value(has_social_worker_on),
    },
    Word {
        name: "latest_allocation",
        takes: &[one(CHILD)],
        gives: Type::Date,
        help: "the day on which the present social worker was allocated; none where nobody is",
        run: Run::Value(latest_allocation),
    },
    Word {
        name: "is_looked_after_on",
        takes: &[one(CHILD), DATE],
        gives: Type::Truth,
        help: "whether the child is looked after on a day",
        run: Run::Value(|cx, values| truth(involved_on(cx, InvolvementKind::LookedAfter, day(values, 1)))),
    },
    Word {
        name: "has_child_protection_plan_on",
        takes: &[one(CHILD), DATE],
        gives: Type::Truth,
        help: "whether the child has a child protection plan on a day, by the involvements",
        run: Run::Value(|cx, values| {
            truth(involved_on(cx, InvolvementKind::ChildProtectionPlan, day(values, 1)))
        }),
    },
    Word {
        name: "is_child_in_need_on",
        takes: &[one(CHILD), DATE],
        gives: Type::Truth,
        help: "whether the child is a child in need on a day, by the involvements",
        run: Run::Value(|cx, values| truth(involved_on(cx, InvolvementKind::ChildInNeed, day(values, 1)))),
    },
    Word {
        name: "has_health_need_on",
        takes: &[one(CHILD), DATE],
        gives: Type::Truth,
        help: "whether the child has a health condition on a day",
        run: Run::Value(|cx, values| truth(has_health_need_on(cx.scene, day(values, 1)))),
    },
    Word {
        name: "has_abuse_category",
        takes: &[one(CHILD)],
        gives: Type::Truth,
        help: "whether a category of abuse or neglect is recorded",
        run: Run::Value(|cx, values| {
            let child = super::facts::item(values, 0);
            let known = cx.scene.case.child.given().map(|known| &known.abuse_categories);
            truth(known.map_or(Err(Gap::Collection("child")), |categories| {
                some(categories, super::facts::within(child, "abuse_categories"), |_, _| Ok(true))
            }))
        }),
    },
    Word {
        name: "has_record",
        takes: &[one(CHILD)],
        gives: Type::Truth,
        help: "whether there is a record of the child, not only minutes",
        run: Run::Value(|cx, _| Ok(Value::Truth(cx.scene.has_record))),
    },
];

fn age_on<'s>(cx: &mut Cx<'s>, values: &[Value<'s>]) -> Answer<'s> {
    let child = super::facts::item(values, 0);
    let (Some(known), Some(on)) = (cx.scene.case.child.given(), day(values, 1)) else {
        return Ok(Value::Nothing);
    };
    if known
        .expected_date_of_birth
        .given()
        .is_some_and(|expected| known.date_of_birth.given().is_none() && *expected > on)
    {
        return Ok(Value::Nothing);
    }
    let birth = need(&known.date_of_birth, child, "date_of_birth")?;
    let age = on.age_since(birth);
    cx.note(|| Fact::Sum(format!("born {}: {age} years old on {}", birth.in_words(), on.in_words())));
    Ok(Value::Number(f64::from(age)))
}

fn is_born_on(scene: &Scene, on: Option<Day>) -> Truth {
    let child = ItemRef::top(CHILD, 0);
    let (Some(known), Some(on)) = (scene.case.child.given(), on) else {
        return Err(Gap::Collection("child"));
    };
    match (known.date_of_birth.given(), known.expected_date_of_birth.given()) {
        (Some(birth), _) => Ok(*birth <= on),
        (None, Some(expected)) if *expected > on => Ok(false),
        _ => need(&known.date_of_birth, child, "date_of_birth").map(|birth| birth <= on),
    }
}

/// Whether an involvement covers a day; its first and its last day count.
fn covers(involvement: &Involvement, item: ItemRef, on: Day) -> Truth {
    let begun = need(&involvement.start, item, "start").map(|start| start <= on);
    and(begun, || optional(&involvement.end, item, "end").map(|end| end.is_none_or(|end| end >= on)))
}

/// Whether an involvement names a social worker for whom `fits` holds.
fn worker(involvement: &Involvement, item: ItemRef, fits: impl FnOnce(&Ref) -> bool) -> Truth {
    match involvement.social_worker.given() {
        Some(worker) => Ok(fits(worker)),
        None if involvement.kind.given() == Some(&InvolvementKind::EarlyHelp) => {
            optional(&involvement.social_worker, item, "social_worker").map(|_| false)
        }
        None => need(&involvement.social_worker, item, "social_worker").map(|_| false),
    }
}

/// Whether some social worker for whom `fits` holds is allocated on a day.
pub fn social_workers_on(scene: &Scene, on: Day, fits: impl Fn(&Ref) -> bool) -> Truth {
    some(&scene.case.involvements, whole("involvements"), |at, involvement| {
        let item = ItemRef::top(Kind::Involvement, at);
        and(covers(involvement, item, on), || worker(involvement, item, &fits))
    })
}

/// Whether a professional is the child's social worker on a day.
pub fn is_social_worker_on(scene: &Scene, who: &Ref, on: Day) -> Truth {
    social_workers_on(scene, on, |worker| worker == who)
}

fn has_social_worker_on<'s>(cx: &mut Cx<'s>, values: &[Value<'s>]) -> Answer<'s> {
    let Some(on) = day(values, 1) else { return Ok(Value::Truth(false)) };
    let known = social_workers_on(cx.scene, on, |_| true)?;
    if known {
        note_involvement(cx, on);
    }
    Ok(Value::Truth(known))
}

fn note_involvement(cx: &mut Cx<'_>, on: Day) {
    let scene = cx.scene;
    let at = scene.case.involvements.entries().iter().enumerate().position(|(at, involvement)| {
        covers(involvement, ItemRef::top(Kind::Involvement, at), on) == Ok(true)
            && involvement.social_worker.given().is_some()
    });
    if let Some(at) = at {
        cx.note(|| Fact::Witness(ItemRef::top(Kind::Involvement, at)));
    }
}

/// The day the present worker was allocated: the start of the unbroken run of involvements that name this worker.
pub fn latest_allocation<'s>(cx: &mut Cx<'s>, _: &[Value<'s>]) -> Answer<'s> {
    let scene = cx.scene;
    let as_of = scene.as_of();
    if !social_workers_on(scene, as_of, |_| true)? {
        return Ok(Value::Nothing);
    }
    let all = scene.case.involvements.entries();
    let mut latest = None;
    for (at, involvement) in all.iter().enumerate() {
        let item = ItemRef::top(Kind::Involvement, at);
        let Some(worker) = involvement.social_worker.given() else { continue };
        if !covers(involvement, item, as_of)? {
            continue;
        }
        let mut start = need(&involvement.start, item, "start")?;
        // The same worker going on under another kind of involvement is not allocated anew.
        while let Some(earlier) =
            all.iter().filter(|other| other.social_worker.given() == Some(worker)).find_map(|other| {
                let (begun, ended) = (*other.start.given()?, other.end.given());
                (begun < start && ended.is_none_or(|ended| ended.plus(1) >= start)).then_some(begun)
            })
        {
            start = earlier;
        }
        cx.note(|| Fact::Witness(item));
        latest = latest.max(Some(start));
    }
    maybe_day(latest)
}

/// Whether an involvement of a kind is current on a day; on its last day it has dropped out.
fn involved_on(cx: &mut Cx<'_>, kind: InvolvementKind, on: Option<Day>) -> Truth {
    let Some(on) = on else { return Ok(false) };
    let scene = cx.scene;
    let known = some(&scene.case.involvements, whole("involvements"), |at, involvement| {
        let item = ItemRef::top(Kind::Involvement, at);
        let of_kind = need(&involvement.kind, item, "kind").map(|found| found == kind);
        and(of_kind, || is_current_on(scene, item, on))
    });
    if known == Ok(true) {
        let at = scene.case.involvements.entries().iter().enumerate().position(|(at, involvement)| {
            involvement.kind.given() == Some(&kind)
                && is_current_on(scene, ItemRef::top(Kind::Involvement, at), on) == Ok(true)
        });
        if let Some(at) = at {
            cx.note(|| Fact::Witness(ItemRef::top(Kind::Involvement, at)));
        }
    }
    known
}

fn has_health_need_on(scene: &Scene, on: Option<Day>) -> Truth {
    let Some(on) = on else { return Ok(false) };
    some(&scene.case.conditions, whole("conditions"), |at, _| {
        is_current_on(scene, ItemRef::top(Kind::Condition, at), on)
    })
}
