//! Words about sharings: who told whom about what, and whether it was the social worker of that day.

use crate::calendar::Day;
use crate::case::{Channel, Field, ItemRef, Kind, Sharing};
use crate::language::{Status, Topic};

use super::super::eval::Cx;
use super::super::kinds::{Kinds, Type};
use super::super::node::{Run, Word};
use super::super::scene::Scene;
use super::super::value::{Answer, Gap, Happening, Truth, Value, and, or};
use super::child::is_social_worker_on;
use super::facts::{
    ANYTHING, any_of, gap, holds, item, need, one, one_of, optional, some, truth, whole, within,
};
use super::news::{HAPPENS, happened};

const SHARING: Kind = Kind::Sharing;

pub const WORDS: &[Word] = &[
    Word {
        name: "is_about",
        takes: &[
            one_of(&[
                SHARING,
                Kind::WorkingWell,
                Kind::Worry,
                Kind::Action,
                Kind::Challenge,
                Kind::HealthEvent,
                Kind::Appointment,
                Kind::CarerAppointment,
            ]),
            ANYTHING,
        ],
        gives: Type::Truth,
        help: "whether its `about` names the other entry",
        run: Run::Value(|cx, values| truth(is_about(cx.scene, item(values, 0), item(values, 1)))),
    },
    Word {
        name: "is_about_medication",
        takes: &[one(SHARING), one(Kind::Medication)],
        gives: Type::Truth,
        help: "whether a sharing is about a medicine, or about a change of it or a concern about it",
        run: Run::Value(|cx, values| truth(is_about_medication(cx.scene, item(values, 0), item(values, 1)))),
    },
    Word {
        name: "reached_social_worker",
        takes: &[one(SHARING)],
        gives: Type::Truth,
        help: "whether it was shared with (or by) the social worker allocated on that day",
        run: Run::Value(|cx, values| truth(reached_social_worker(cx.scene, item(values, 0)))),
    },
    Word {
        name: "reached",
        takes: &[one(SHARING), one(Kind::Professional)],
        gives: Type::Truth,
        help: "whether a professional was told, or told it",
        run: Run::Value(|cx, values| truth(reached(cx.scene, item(values, 0), item(values, 1)))),
    },
    Word {
        name: "states_significance",
        takes: &[one(SHARING)],
        gives: Type::Truth,
        help: "whether the sharing says what it means for this child",
        run: Run::Value(|cx, values| truth(states_significance(cx.scene, item(values, 0)))),
    },
    Word {
        name: "states_serious_harm",
        takes: &[one(SHARING)],
        gives: Type::Truth,
        help: "whether the sharing says that serious harm or death may follow",
        run: Run::Value(|cx, values| truth(states_serious_harm(cx.scene, item(values, 0)))),
    },
    Word {
        name: "was_at_a_meeting",
        takes: &[one(SHARING)],
        gives: Type::Truth,
        help: "whether it was shared at a meeting, by its channel or by the meeting it names",
        run: Run::Value(|cx, values| truth(was_at_a_meeting(cx.scene, item(values, 0)))),
    },
    Word {
        name: "meeting_it_was_at",
        takes: &[one(SHARING)],
        gives: Type::Item(Kinds::one(Kind::Meeting)),
        help: "the meeting at which it was shared: the one it names, else the one of that day; none otherwise",
        run: Run::Value(meeting_it_was_at),
    },
    Word {
        name: "was_by_phone_or_in_person",
        takes: &[one(SHARING)],
        gives: Type::Truth,
        help: "whether people spoke: by phone or in person",
        run: Run::Value(|cx, values| truth(was_spoken(cx.scene, item(values, 0)))),
    },
    Word {
        name: "told_social_worker",
        takes: &[HAPPENS],
        gives: Type::Happening,
        help: "when the social worker was first told of it, on or after the day it came about",
        run: Run::Happening(|cx, values| told(cx.scene, item(values, 0), Told::After)),
    },
    Word {
        name: "told_social_worker_even_before",
        takes: &[HAPPENS],
        gives: Type::Happening,
        help: "the same, where telling beforehand counts as well",
        run: Run::Happening(|cx, values| told(cx.scene, item(values, 0), Told::EvenBefore)),
    },
    Word {
        name: "told_social_worker_with_impact",
        takes: &[HAPPENS],
        gives: Type::Happening,
        help: "when the social worker was first told of it with what it means for this child",
        run: Run::Happening(|cx, values| told(cx.scene, item(values, 0), Told::WithImpact)),
    },
    Word {
        name: "told_current_social_worker",
        takes: &[one(Kind::HealthCarePlan)],
        gives: Type::Happening,
        help: "when the present social worker was first told of a plan, since it was written and since the allocation",
        run: Run::Happening(told_current_social_worker),
    },
    Word {
        name: "told_current_social_worker",
        takes: &[one(Kind::Professional)],
        gives: Type::Happening,
        help: "when the present social worker was first told of a professional, since the allocation",
        run: Run::Happening(told_current_social_worker),
    },
    Word {
        name: "first_told",
        takes: &[HAPPENS],
        gives: Type::Happening,
        help: "when the social worker was first told of news; of medicines also beforehand",
        run: Run::Happening(|cx, values| {
            let of = item(values, 0);
            told(cx.scene, of, how_news_is_told(of))
        }),
    },
    Word {
        name: "first_told_at_a_meeting",
        takes: &[HAPPENS],
        gives: Type::Truth,
        help: "whether the first time that the social worker was told of it was at a meeting",
        run: Run::Value(first_told_at_a_meeting),
    },
];

fn entry(scene: &Scene, sharing: ItemRef) -> Result<&Sharing, Gap> {
    scene.case.sharings.entries().get(sharing.at()).ok_or(Gap::Because("the sharing is not in the record"))
}

/// The ids by which an `about` may name an entry.
pub fn ids<'s>(scene: &'s Scene, of: ItemRef) -> Vec<std::borrow::Cow<'s, str>> {
    let Some(id) = scene.case.id(of) else { return Vec::new() };
    match of.kind {
        Kind::MedicationStart => vec![id.into(), format!("{id}#start").into()],
        Kind::MedicationStop => vec![id.into(), format!("{id}#stop").into()],
        _ => vec![id.into()],
    }
}

/// Whether what `from` says it is about includes `of`.
pub fn is_about(scene: &Scene, from: ItemRef, of: ItemRef) -> Truth {
    let names = ids(scene, of);
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    let case = &scene.case;
    let (at, nested) = (from.at(), from.nested_at());
    let about = match from.kind {
        Kind::Sharing => case.sharings.entries().get(at).map(|entry| &entry.about),
        Kind::WorkingWell => {
            case.plans.entries().get(at).and_then(|p| p.working_well.entries().get(nested)).map(|e| &e.about)
        }
        Kind::Worry => {
            case.plans.entries().get(at).and_then(|p| p.worries.entries().get(nested)).map(|e| &e.about)
        }
        Kind::Action => {
            case.plans.entries().get(at).and_then(|p| p.actions.entries().get(nested)).map(|e| &e.about)
        }
        Kind::Challenge => {
            case.meetings.entries().get(at).and_then(|m| m.challenges.entries().get(nested)).map(|e| &e.about)
        }
        Kind::HealthEvent => case.health_events.entries().get(at).map(|entry| &entry.about),
        Kind::CarerAppointment => {
            case.carers.entries().get(at).and_then(|c| c.appointments.entries().get(nested)).map(|e| &e.about)
        }
        _ => case.appointments.entries().get(at).map(|entry| &entry.about),
    };
    match about {
        Some(about) => holds(about, from, "about", &names),
        None => Ok(false),
    }
}

fn is_about_medication(scene: &Scene, sharing: ItemRef, medication: ItemRef) -> Truth {
    let Some(entry) = scene.case.medications.entries().get(medication.at()) else { return Ok(false) };
    let changes = (0..entry.changes.entries().len())
        .map(|at| ItemRef::within(Kind::MedicationChange, medication.at(), at));
    let concerns = (0..entry.concerns.entries().len())
        .map(|at| ItemRef::within(Kind::MedicationConcern, medication.at(), at));
    let starts = [Kind::Medication, Kind::MedicationStart, Kind::MedicationStop]
        .map(|kind| ItemRef { kind, ..medication });
    any_of(starts.into_iter().chain(changes).chain(concerns).map(|of| is_about(scene, sharing, of)))
}

fn moment_of(scene: &Scene, sharing: ItemRef) -> Result<crate::calendar::Moment, Gap> {
    need(&entry(scene, sharing)?.at, sharing, "at")
}

/// Whether a sharing reached, or came from, the social worker of its day.
pub fn reached_social_worker(scene: &Scene, sharing: ItemRef) -> Truth {
    let entry = entry(scene, sharing)?;
    let on = moment_of(scene, sharing)?.day;
    let told = some(&entry.to, within(sharing, "to"), |_, to| is_social_worker_on(scene, to, on));
    or(told, || need(&entry.by, sharing, "by").and_then(|by| is_social_worker_on(scene, &by, on)))
}

/// Whether a sharing reached, or came from, a professional.
pub fn reached(scene: &Scene, sharing: ItemRef, professional: ItemRef) -> Truth {
    let entry = entry(scene, sharing)?;
    let Some(id) = scene.case.id(professional) else { return Ok(false) };
    let told = holds(&entry.to, sharing, "to", &[id]);
    or(told, || need(&entry.by, sharing, "by").map(|by| by.0 == id))
}

/// Whether a sharing says what it means for the child.
pub fn states_significance(scene: &Scene, sharing: ItemRef) -> Truth {
    optional(&entry(scene, sharing)?.significance, sharing, "significance").map(|text| text.is_some())
}

fn states_serious_harm(scene: &Scene, sharing: ItemRef) -> Truth {
    let entry = entry(scene, sharing)?;
    let says = |field: &Field<crate::case::Text>| {
        field.given().is_some_and(|text| {
            let reading = crate::language::read_passage(
                text,
                &scene.world.lexicon,
                &crate::language::People::default(),
            );
            reading.status(Topic::SeriousHarm) == Status::Explained
        })
    };
    if says(&entry.significance) || says(&entry.what) {
        return Ok(true);
    }
    optional(&entry.significance, sharing, "significance").map(|_| false)
}

/// Whether a sharing was made at a meeting.
pub fn was_at_a_meeting(scene: &Scene, sharing: ItemRef) -> Truth {
    let entry = entry(scene, sharing)?;
    let named = optional(&entry.meeting, sharing, "meeting").map(|meeting| meeting.is_some());
    or(named, || need(&entry.channel, sharing, "channel").map(|channel| channel == Channel::Meeting))
}

fn meeting_it_was_at<'s>(cx: &mut Cx<'s>, values: &[Value<'s>]) -> Answer<'s> {
    let scene = cx.scene;
    let sharing = item(values, 0);
    if !was_at_a_meeting(scene, sharing)? {
        return Ok(Value::Nothing);
    }
    let entry = entry(scene, sharing)?;
    if let Some(named) = entry.meeting.given() {
        let found = super::super::eval::find(scene, named);
        return found.map(Value::Item).ok_or_else(|| gap(Gap::Dangling, sharing, "meeting"));
    }
    let on = moment_of(scene, sharing)?.day;
    let at = scene.case.meetings.entries().iter().position(|meeting| meeting.date.given() == Some(&on));
    Ok(at.map_or(Value::Nothing, |at| Value::Item(ItemRef::top(Kind::Meeting, at))))
}

/// Whether people spoke with each other.
pub fn was_spoken(scene: &Scene, sharing: ItemRef) -> Truth {
    need(&entry(scene, sharing)?.channel, sharing, "channel")
        .map(|channel| matches!(channel, Channel::Phone | Channel::InPerson))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    After,
    EvenBefore,
    WithImpact,
}

/// The first sharing for which `fits` holds; what may be one but cannot be told is a doubt.
pub fn first_sharing(scene: &Scene, fits: impl Fn(ItemRef) -> Truth) -> Happening {
    let mut first: Option<(crate::calendar::Moment, ItemRef)> = None;
    let doubt = some(&scene.case.sharings, whole("sharings"), |at, _| {
        let sharing = ItemRef::top(SHARING, at);
        if fits(sharing)? {
            let moment = moment_of(scene, sharing)?;
            if first.is_none_or(|(earliest, _)| moment < earliest) {
                first = Some((moment, sharing));
            }
        }
        Ok(false)
    });
    Happening { first: first.map(|(moment, sharing)| (moment.day, Some(sharing))), doubt: doubt.err() }
}

fn is_on_or_after(scene: &Scene, sharing: ItemRef, day: Day) -> Truth {
    moment_of(scene, sharing).map(|moment| moment.day >= day)
}

fn told(scene: &Scene, of: ItemRef, how: Told) -> Happening {
    let how = if how == Told::EvenBefore && !may_be_planned(scene, of) { Told::After } else { how };
    // Where telling beforehand counts, the day it came about matters only for the stop of a medicine.
    let since = match happened(scene, of) {
        Ok(day) => day,
        Err(_) if how == Told::EvenBefore && of.kind != Kind::MedicationStop => Day::EARLIEST,
        Err(gap) => return Happening { first: None, doubt: Some(gap) },
    };
    first_sharing(scene, |sharing| {
        let about = and(is_about(scene, sharing, of), || reached_social_worker(scene, sharing));
        let in_order = || match how {
            // What was said about a medicine before it was stopped is news of the stop only where it says so.
            Told::EvenBefore if of.kind == Kind::MedicationStop => {
                or(is_on_or_after(scene, sharing, since), || names_the_stop(scene, sharing, of))
            }
            Told::EvenBefore => Ok(true),
            Told::After | Told::WithImpact => is_on_or_after(scene, sharing, since),
        };
        let so_far = and(about, in_order);
        if how == Told::WithImpact { and(so_far, || states_significance(scene, sharing)) } else { so_far }
    })
}

/// Of health events only an admission can be planned, and so be told beforehand.
fn may_be_planned(scene: &Scene, of: ItemRef) -> bool {
    use crate::case::HealthEventKind::Admission;
    let event = scene.case.health_events.entries().get(of.at());
    of.kind != Kind::HealthEvent || event.is_some_and(|event| event.kind.given() == Some(&Admission))
}

fn names_the_stop(scene: &Scene, sharing: ItemRef, of: ItemRef) -> Truth {
    let name = scene.case.id(of).map(|id| format!("{id}#stop")).unwrap_or_default();
    holds(&entry(scene, sharing)?.about, sharing, "about", &[&name])
}

/// A worker who was told before being allocated, or another worker, does not count: a new worker must be told anew.
fn told_current_social_worker<'s>(cx: &mut Cx<'s>, values: &[Value<'s>]) -> Happening {
    let (scene, of) = (cx.scene, item(values, 0));
    let begun = if of.kind == Kind::Professional { Ok(Day::EARLIEST) } else { happened(scene, of) };
    let since = match (begun, super::child::latest_allocation(cx, &[])) {
        (Ok(written), Ok(Value::Day(allocated))) => written.max(allocated),
        (Ok(written), Ok(_)) => written,
        (Err(gap), _) | (_, Err(gap)) => return Happening { first: None, doubt: Some(gap) },
    };
    first_sharing(scene, |sharing| {
        let about = and(is_about(scene, sharing, of), || reached_social_worker(scene, sharing));
        and(about, || is_on_or_after(scene, sharing, since))
    })
}

fn how_news_is_told(of: ItemRef) -> Told {
    match of.kind {
        Kind::MedicationChange | Kind::MedicationStart | Kind::MedicationStop => Told::EvenBefore,
        _ => Told::After,
    }
}

fn first_told_at_a_meeting<'s>(cx: &mut Cx<'s>, values: &[Value<'s>]) -> Answer<'s> {
    let scene = cx.scene;
    let of = item(values, 0);
    match told(scene, of, how_news_is_told(of)) {
        Happening { doubt: Some(gap), .. } => Err(gap),
        Happening { first: Some((_, Some(sharing))), .. } => truth(was_at_a_meeting(scene, sharing)),
        Happening { .. } => Ok(Value::Truth(false)),
    }
}
