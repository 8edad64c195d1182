//! Words about speaking with each other: the lead clinician, the GP, and the partners of the core group.

use crate::case::{ItemRef, Kind, MeetingKind, Ref, Sector};

use super::super::eval::{Cx, find};
use super::super::kinds::Type;
use super::super::listing::Listing;
use super::super::node::{Run, Takes, Word};
use super::super::scene::Scene;
use super::super::value::{Gap, Happening, Truth, and, or};
use super::facts::{any_of, item, list_of, need, one, one_of, some, truth};
use super::meeting::{is_of, latest_meeting};
use super::news::happened;
use super::sharing::{first_sharing, is_about, reached, states_significance, was_spoken};

const OCCASION: Takes = one_of(&[Kind::HealthEvent, Kind::Contradiction]);
const CONCERN: Takes = one_of(&[Kind::MedicationConcern, Kind::TherapyIssue, Kind::EquipmentIssue]);

pub const WORDS: &[Word] = &[
    Word {
        name: "call_with_lead_clinician",
        takes: &[OCCASION],
        gives: Type::Happening,
        help: "when somebody first spoke, by phone or in person, with the lead clinician or the GP about it",
        run: Run::Happening(|cx, values| call_with_lead_clinician(cx.scene, item(values, 0))),
    },
    Word {
        name: "contact_with",
        takes: &[OCCASION, one(Kind::Professional)],
        gives: Type::Happening,
        help: "when somebody first spoke, by phone or in person, with a professional about it",
        run: Run::Happening(|cx, values| {
            contact_with(cx.scene, item(values, 0), &|who| Ok(who == item(values, 1)))
        }),
    },
    Word {
        name: "partners_to_contact",
        takes: &[OCCASION],
        gives: list_of(Kind::Professional),
        help: "the members of the core group at that time who are outside health and social care",
        run: Run::List(|cx, values, into| partners(cx, item(values, 0), into)),
    },
    Word {
        name: "impact_reached",
        takes: &[CONCERN, one(Kind::Professional)],
        gives: Type::Truth,
        help: "whether a professional was told of a concern with its impact, by a sharing or by minutes that explain it",
        run: Run::Value(|cx, values| truth(impact_reached(cx.scene, item(values, 0), item(values, 1)))),
    },
];

/// The entries that an occasion is about.
fn about(scene: &Scene, of: ItemRef) -> Vec<ItemRef> {
    match of.kind {
        Kind::HealthEvent => {
            let event = scene.case.health_events.entries().get(of.at());
            event
                .map_or(&[][..], |event| event.about.entries())
                .iter()
                .filter_map(|to| find(scene, to))
                .collect()
        }
        _ => super::super::contradiction::about(scene, of),
    }
}

fn lead_of(scene: &Scene, item: ItemRef) -> Option<&Ref> {
    match item.kind {
        Kind::Condition => scene.case.conditions.entries().get(item.at())?.lead.given(),
        Kind::Medication | Kind::MedicationChange | Kind::MedicationConcern => {
            scene.case.medications.entries().get(item.at())?.lead.given()
        }
        _ => None,
    }
}

/// The leads of what the occasion is about, else any lead; the GP always.
fn is_clinician(scene: &Scene, of: ItemRef, who: ItemRef) -> Truth {
    let id = scene.case.id(who);
    let is = |lead: &Ref| Some(lead.0.as_str()) == id;
    let own: Vec<&Ref> = about(scene, of).into_iter().filter_map(|item| lead_of(scene, item)).collect();
    let leads = if own.is_empty() {
        let conditions = scene.case.conditions.entries().iter().filter_map(|entry| entry.lead.given());
        conditions
            .chain(scene.case.medications.entries().iter().filter_map(|entry| entry.lead.given()))
            .collect()
    } else {
        own
    };
    if leads.into_iter().any(is) {
        return Ok(true);
    }
    let Some(entry) = scene.case.professionals.entries().get(who.at()) else { return Ok(false) };
    need(&entry.role, who, "role").map(|role| role.eq_ignore_ascii_case("gp"))
}

fn call_with_lead_clinician(scene: &Scene, of: ItemRef) -> Happening {
    contact_with(scene, of, &|who| is_clinician(scene, of, who))
}

/// When people first spoke about an occasion with somebody for whom `with` holds, in either direction.
fn contact_with(scene: &Scene, of: ItemRef, with: &dyn Fn(ItemRef) -> Truth) -> Happening {
    let since = match happened(scene, of) {
        Ok(day) => day,
        Err(gap) => return Happening { first: None, doubt: Some(gap) },
    };
    first_sharing(scene, |sharing| {
        let spoken = and(was_spoken(scene, sharing), || concerns(scene, sharing, of));
        let partner = || {
            any_of(scene.case.professionals.entries().iter().enumerate().map(|(at, _)| {
                let who = ItemRef::top(Kind::Professional, at);
                and(reached(scene, sharing, who), || with(who))
            }))
        };
        let later = || {
            let entry = scene.case.sharings.entries().get(sharing.at());
            entry.map_or(Ok(false), |entry| need(&entry.at, sharing, "at").map(|moment| moment.day >= since))
        };
        and(and(spoken, partner), later)
    })
}

/// Whether a sharing is about an occasion: about the event itself, or about what a contradiction is about.
fn concerns(scene: &Scene, sharing: ItemRef, of: ItemRef) -> Truth {
    if of.kind == Kind::HealthEvent {
        return is_about(scene, sharing, of);
    }
    any_of(about(scene, of).into_iter().map(|item| is_about(scene, sharing, item)))
}

fn partners(cx: &mut Cx<'_>, of: ItemRef, into: &mut Listing) {
    let scene = cx.scene;
    let on = match happened(scene, of) {
        Ok(day) => day,
        Err(gap) => return into.perhaps_more(gap),
    };
    let is_core_group = |meeting: ItemRef| match scene.case.meetings.entries().get(meeting.at()) {
        Some(entry) => need(&entry.kind, meeting, "kind").map(|kind| kind == MeetingKind::CoreGroup),
        None => Ok(false),
    };
    let found = latest_meeting(scene, on, is_core_group)
        .and_then(|found| match found {
            Some(found) => Ok(Some(found)),
            None => latest_meeting(scene, scene.as_of(), is_core_group),
        })
        .and_then(|found| match found {
            Some(found) => Ok(Some(found)),
            None => latest_meeting(scene, scene.as_of(), |_| Ok(true)),
        });
    match found {
        Ok(Some((_, meeting))) => {
            let mut members = Listing::default();
            super::meeting::members_outside_health(scene, meeting, &mut members);
            for (member, doubt) in members.entries {
                let outside = is_of(scene, member, Sector::SocialCare).map(|social| !social);
                into.push_if(member, doubt.map_or(outside, |gap| and(outside, || Err(gap))));
            }
            if let Some(gap) = members.rest {
                into.perhaps_more(gap);
            }
        }
        Ok(None) => {}
        Err(gap) => into.perhaps_more(gap),
    }
}

fn impact_reached(scene: &Scene, of: ItemRef, who: ItemRef) -> Truth {
    let shared = some(&scene.case.sharings, super::facts::whole("sharings"), |at, _| {
        let sharing = ItemRef::top(Kind::Sharing, at);
        let told = and(is_about(scene, sharing, of), || reached(scene, sharing, who));
        and(told, || states_significance(scene, sharing))
    });
    or(shared, || by_minutes(scene, of, who))
}

/// Whether minutes of a meeting since the concern explain it and were distributed to a professional.
fn by_minutes(scene: &Scene, of: ItemRef, who: ItemRef) -> Truth {
    use crate::language::{Status, Topic};
    let topics: &[Topic] = match of.kind {
        Kind::MedicationConcern => &[Topic::Medication],
        Kind::EquipmentIssue => &[Topic::Equipment],
        _ => &[Topic::Therapy],
    };
    let since = happened(scene, of)?;
    let id = scene.case.id(who).unwrap_or_default();
    if !scene.minutes_collected() {
        return Err(Gap::Collection("minutes"));
    }
    any_of(scene.documents.iter().enumerate().map(|(at, document)| {
        if document.date.is_some_and(|date| date < since) {
            return Ok(false);
        }
        let explained = scene
            .reading(at)
            .map(|reading| topics.iter().any(|topic| reading.status(*topic) == Status::Explained));
        and(explained, || {
            match document.meeting.and_then(|at| Some((at, scene.case.meetings.entries().get(at)?))) {
                Some((at, entry)) => {
                    let meeting = ItemRef::top(Kind::Meeting, at);
                    super::facts::holds(&entry.distributed_to, meeting, "distributed_to", &[id])
                }
                None => Err(Gap::Collection("meetings")),
            }
        })
    }))
}
