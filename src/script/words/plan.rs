//! Words about the entries of plans.

use crate::case::{Collection, Field, ItemRef, Kind, PlanEntry, Record, Ref, Sector};
use crate::language::{People, Status, Topic, read_passage};

use super::super::eval::{Cx, find};
use super::super::kinds::{Kinds, Type};
use super::super::node::{Run, Takes, Word};
use super::super::scene::Scene;
use super::super::value::{Answer, Gap, Truth, Value, or};
use super::facts::{gap, item, list_of, one, one_of, optional, some, truth, within};
use super::news::nested;

const ENTRY: Takes = one_of(&[Kind::WorkingWell, Kind::Worry, Kind::Action]);

pub const WORDS: &[Word] = &[
    Word {
        name: "plan_actions",
        takes: &[],
        gives: list_of(Kind::Action),
        help: "the actions of every plan",
        run: Run::List(|cx, _, into| nested(cx, "plans", Kind::Plan, "actions", Kind::Action, into)),
    },
    Word {
        name: "entries",
        takes: &[one(Kind::Plan)],
        gives: Type::List(Kinds::any_of(&[Kind::WorkingWell, Kind::Worry, Kind::Action])),
        help: "everything a plan holds: what is working well, the worries, the actions",
        run: Run::List(|cx, values, into| {
            let plan = item(values, 0);
            for (name, kind) in
                [("working_well", Kind::WorkingWell), ("worries", Kind::Worry), ("actions", Kind::Action)]
            {
                let index = crate::case::Plan::META.field(name).map_or(0, |(at, _)| at);
                cx.nested(plan, kind, super::super::symbol::narrow(index), into);
            }
        }),
    },
    Word {
        name: "plan",
        takes: &[one(Kind::Action)],
        gives: Type::Item(Kinds::one(Kind::Plan)),
        help: "the plan that an action stands in",
        run: Run::Value(|_, values| Ok(Value::Item(ItemRef::top(Kind::Plan, item(values, 0).at())))),
    },
    Word {
        name: "refers_to",
        takes: &[ENTRY, one(Kind::Condition)],
        gives: Type::Truth,
        help: "whether a plan entry is about a condition, or about a health care plan for it",
        run: Run::Value(|cx, values| truth(refers_to(cx.scene, item(values, 0), item(values, 1)))),
    },
    Word {
        name: "says",
        takes: &[one_of(&[Kind::WorkingWell, Kind::Worry, Kind::Action, Kind::Contribution]), Takes::Topic],
        gives: Type::Truth,
        help: "whether its words speak of a topic",
        run: Run::Value(says),
    },
    Word {
        name: "is_health_action",
        takes: &[one(Kind::Action)],
        gives: Type::Truth,
        help: "whether an action is about the child's health, or owned by somebody from health",
        run: Run::Value(|cx, values| truth(is_health_action(cx.scene, item(values, 0)))),
    },
];

/// The plan entry that an item stands for.
pub fn entry(scene: &Scene, of: ItemRef) -> Option<&PlanEntry> {
    let plan = scene.case.plans.entries().get(of.at())?;
    let list = match of.kind {
        Kind::WorkingWell => &plan.working_well,
        Kind::Worry => &plan.worries,
        _ => &plan.actions,
    };
    list.entries().get(of.nested_at())
}

fn each_about(scene: &Scene, of: ItemRef, about: &Collection<Ref>, fits: impl Fn(ItemRef) -> Truth) -> Truth {
    some(about, within(of, "about"), |_, to| match find(scene, to) {
        Some(found) => fits(found),
        None => Err(gap(Gap::Dangling, of, "about")),
    })
}

fn refers_to(scene: &Scene, of: ItemRef, condition: ItemRef) -> Truth {
    let Some(entry) = entry(scene, of) else { return Ok(false) };
    let id = scene.case.id(condition);
    each_about(scene, of, &entry.about, |about| {
        if about == condition {
            return Ok(true);
        }
        if about.kind != Kind::HealthCarePlan {
            return Ok(false);
        }
        let plan = scene.case.health_care_plans.entries().get(about.at());
        let covered = plan.and_then(|plan| plan.condition.given());
        Ok(covered.map(|covered| covered.0.as_str()) == id)
    })
}

fn says<'s>(cx: &mut Cx<'s>, values: &[Value<'s>]) -> Answer<'s> {
    let of = item(values, 0);
    let topic = super::minutes::topic(values, 1);
    let scene = cx.scene;
    let text: Option<&Field<crate::case::Text>> = if of.kind == Kind::Contribution {
        let meeting = scene.case.meetings.entries().get(of.at());
        meeting
            .and_then(|meeting| meeting.contributions.entries().get(of.nested_at()))
            .map(|entry| &entry.what)
    } else {
        entry(scene, of).map(|entry| &entry.text)
    };
    let Some(text) = text else { return Ok(Value::Truth(false)) };
    let name = if of.kind == Kind::Contribution { "what" } else { "text" };
    let spoken = match optional(text, of, name)? {
        Some(text) => reads(scene, &text, topic) >= Status::Mentioned,
        None => false,
    };
    Ok(Value::Truth(spoken))
}

fn reads(scene: &Scene, text: &str, topic: Topic) -> Status {
    read_passage(text, &scene.world.lexicon, &People::default()).status(topic)
}

fn is_health_action(scene: &Scene, of: ItemRef) -> Truth {
    let Some(entry) = entry(scene, of) else { return Ok(false) };
    let health = |about: ItemRef| {
        Ok(matches!(
            about.kind,
            Kind::Condition
                | Kind::Medication
                | Kind::MedicationChange
                | Kind::MedicationConcern
                | Kind::Therapy
                | Kind::TherapyIssue
                | Kind::Equipment
                | Kind::EquipmentIssue
                | Kind::Appointment
                | Kind::Growth
                | Kind::HealthEvent
                | Kind::HealthCarePlan
        ))
    };
    let by_owner = optional(&entry.owner, of, "owner").map(|owner| {
        owner.is_some_and(|owner| {
            scene.case.professionals.entries().iter().any(|professional| {
                let called = professional.id.given().is_some_and(|id| id.0 == owner)
                    || professional.name.given().is_some_and(|name| *name == owner);
                called && professional.sector.given() == Some(&Sector::Health)
            })
        })
    });
    or(by_owner, || each_about(scene, of, &entry.about, health))
}
