//! Words about what comes about: new needs, changes of medicine, bookings, missed appointments, concerns.

use crate::calendar::Day;
use crate::case::{AppointmentOutcome, HealthEventKind, ItemRef, Kind};

use super::super::eval::Cx;
use super::super::kinds::{Kinds, Type};
use super::super::listing::Listing;
use super::super::node::{Run, Takes, Word};
use super::super::scene::Scene;
use super::super::value::{Answer, Gap, Truth, Value};
use super::facts::{ANYTHING, gap, item, list_of, need, one, one_of, optional, truth};

const NEEDS: &[Kind] = &[Kind::Condition, Kind::HealthEvent];
const MEDICINE: &[Kind] = &[Kind::MedicationChange, Kind::MedicationStart, Kind::MedicationStop];
const CONCERNS: &[Kind] = &[Kind::MedicationConcern, Kind::TherapyIssue, Kind::EquipmentIssue];
const NEWS: &[Kind] = &[
    Kind::Condition,
    Kind::HealthEvent,
    Kind::MedicationChange,
    Kind::MedicationStart,
    Kind::MedicationStop,
    Kind::AppointmentBooked,
    Kind::AppointmentNotBrought,
];

/// Everything that comes about on one day.
pub const HAPPENS: Takes = one_of(&[
    Kind::Condition,
    Kind::HealthEvent,
    Kind::MedicationChange,
    Kind::MedicationConcern,
    Kind::MedicationStart,
    Kind::MedicationStop,
    Kind::Appointment,
    Kind::AppointmentBooked,
    Kind::AppointmentNotBrought,
    Kind::TherapyIssue,
    Kind::EquipmentIssue,
    Kind::CarerAppointment,
    Kind::CarerHealthNeed,
    Kind::HealthCarePlan,
    Kind::Contradiction,
]);

pub const WORDS: &[Word] = &[
    Word {
        name: "happened",
        takes: &[HAPPENS],
        gives: Type::Date,
        help: "the day it came about: identified, started, booked, missed, written, or (contradiction) received",
        run: Run::Value(|cx, values| happened(cx.scene, item(values, 0)).map(Value::Day)),
    },
    Word {
        name: "new_needs",
        takes: &[],
        gives: Type::List(Kinds::any_of(NEEDS)),
        help: "conditions as they are identified, and events of the kind `new_need`",
        run: Run::List(|cx, _, into| new_needs(cx.scene, into)),
    },
    Word {
        name: "medication_news",
        takes: &[],
        gives: Type::List(Kinds::any_of(MEDICINE)),
        help: "starts, stops and changes of medicines",
        run: Run::List(|cx, _, into| medication_news(cx.scene, into)),
    },
    Word {
        name: "news",
        takes: &[],
        gives: Type::List(Kinds::any_of(NEWS)),
        help: "new needs, medication news, bookings and missed appointments",
        run: Run::List(news),
    },
    Word {
        name: "medication_concerns",
        takes: &[],
        gives: list_of(Kind::MedicationConcern),
        help: "concerns about any medicine",
        run: Run::List(|cx, _, into| {
            nested(cx, "medications", Kind::Medication, "concerns", Kind::MedicationConcern, into)
        }),
    },
    Word {
        name: "treatment_issues",
        takes: &[],
        gives: Type::List(Kinds::any_of(&[Kind::TherapyIssue, Kind::EquipmentIssue])),
        help: "problems with any therapy or equipment",
        run: Run::List(|cx, _, into| treatment_issues(cx, into)),
    },
    Word {
        name: "concerns_and_issues",
        takes: &[],
        gives: Type::List(Kinds::any_of(CONCERNS)),
        help: "concerns about any medicine and problems with any therapy or equipment",
        run: Run::List(|cx, _, into| concerns_and_issues(cx, into)),
    },
    Word {
        name: "treatment",
        takes: &[one_of(CONCERNS)],
        gives: Type::Item(Kinds::any_of(&[Kind::Medication, Kind::Therapy, Kind::Equipment])),
        help: "the medicine, therapy or equipment that a concern is about",
        run: Run::Value(|_, values| {
            let of = item(values, 0);
            let kind = match of.kind {
                Kind::MedicationConcern => Kind::Medication,
                Kind::TherapyIssue => Kind::Therapy,
                _ => Kind::Equipment,
            };
            Ok(Value::Item(ItemRef::top(kind, of.at())))
        }),
    },
    Word {
        name: "called",
        takes: &[ANYTHING],
        gives: Type::Item(Kinds::ANY),
        help: "what people call it: its name, or what happened, in words",
        run: Run::Value(|_, values| Ok(Value::Item(item(values, 0)))),
    },
    Word {
        name: "reasons_to_phone",
        takes: &[],
        gives: Type::List(Kinds::any_of(&[Kind::HealthEvent, Kind::Contradiction])),
        help: "deteriorations, raised risks, and contradictions in minutes that have been received",
        run: Run::List(|cx, _, into| reasons_to_phone(cx.scene, into)),
    },
    Word {
        name: "carer_health_needs",
        takes: &[],
        gives: list_of(Kind::CarerHealthNeed),
        help: "health needs of any carer",
        run: Run::List(|cx, _, into| {
            nested(cx, "carers", Kind::Carer, "health_needs", Kind::CarerHealthNeed, into)
        }),
    },
    Word {
        name: "conditions_and_medications",
        takes: &[],
        gives: Type::List(Kinds::any_of(&[Kind::Condition, Kind::Medication])),
        help: "every condition and every medicine",
        run: Run::List(|cx, _, into| {
            top(cx.scene, "conditions", Kind::Condition, into);
            top(cx.scene, "medications", Kind::Medication, into);
        }),
    },
    Word {
        name: "is_significant",
        takes: &[one_of(MEDICINE)],
        gives: Type::Truth,
        help: "whether a medication change is marked significant; a start or a stop always is",
        run: Run::Value(|cx, values| truth(is_significant(cx.scene, item(values, 0)))),
    },
    Word {
        name: "is_booking",
        takes: &[one_of(NEWS)],
        gives: Type::Truth,
        help: "whether this news is an appointment being booked",
        run: Run::Value(|_, values| Ok(Value::Truth(item(values, 0).kind == Kind::AppointmentBooked))),
    },
    Word {
        name: "booking",
        takes: &[one(Kind::Appointment)],
        gives: Type::Item(Kinds::one(Kind::AppointmentBooked)),
        help: "an appointment seen as the news that it was booked",
        run: Run::Value(|_, values| {
            Ok(Value::Item(ItemRef { kind: Kind::AppointmentBooked, ..item(values, 0) }))
        }),
    },
    Word {
        name: "is_missed",
        takes: &[one_of(&[Kind::Appointment, Kind::CarerAppointment])],
        gives: Type::Truth,
        help: "whether the child was not brought, or the carer did not attend; cancelled by the family is no miss",
        run: Run::Value(|cx, values| is_missed(cx, item(values, 0))),
    },
];

/// The day something came about.
pub fn happened(scene: &Scene, of: ItemRef) -> Result<Day, Gap> {
    let case = &scene.case;
    let at = of.at();
    let lost = Gap::Because("the entry is not in the record");
    match of.kind {
        Kind::Condition => need(&case.conditions.entries().get(at).ok_or(lost)?.identified, of, "identified"),
        Kind::HealthEvent => need(&case.health_events.entries().get(at).ok_or(lost)?.date, of, "date"),
        Kind::MedicationStart => {
            need(&case.medications.entries().get(at).ok_or(lost)?.started, of, "started")
        }
        Kind::MedicationStop => need(&case.medications.entries().get(at).ok_or(lost)?.stopped, of, "stopped"),
        Kind::MedicationChange => {
            let change =
                case.medications.entries().get(at).and_then(|m| m.changes.entries().get(of.nested_at()));
            need(&change.ok_or(lost)?.date, of, "date")
        }
        Kind::MedicationConcern => {
            let concern =
                case.medications.entries().get(at).and_then(|m| m.concerns.entries().get(of.nested_at()));
            need(&concern.ok_or(lost)?.date, of, "date")
        }
        Kind::TherapyIssue => {
            let issue = case.therapies.entries().get(at).and_then(|t| t.issues.entries().get(of.nested_at()));
            need(&issue.ok_or(lost)?.date, of, "date")
        }
        Kind::EquipmentIssue => {
            let issue = case.equipment.entries().get(at).and_then(|e| e.issues.entries().get(of.nested_at()));
            need(&issue.ok_or(lost)?.date, of, "date")
        }
        Kind::CarerAppointment => {
            let visit =
                case.carers.entries().get(at).and_then(|c| c.appointments.entries().get(of.nested_at()));
            need(&visit.ok_or(lost)?.date, of, "date")
        }
        Kind::CarerHealthNeed => {
            let needs =
                case.carers.entries().get(at).and_then(|c| c.health_needs.entries().get(of.nested_at()));
            need(&needs.ok_or(lost)?.since, of, "since")
        }
        Kind::AppointmentBooked => {
            need(&case.appointments.entries().get(at).ok_or(lost)?.booked_on, of, "booked_on")
        }
        Kind::HealthCarePlan => {
            need(&case.health_care_plans.entries().get(at).ok_or(lost)?.written, of, "written")
        }
        Kind::Contradiction => super::super::contradiction::received(scene, of)?
            .ok_or(Gap::Because("the minutes have not been received")),
        _ => need(&case.appointments.entries().get(at).ok_or(lost)?.date, of, "date"),
    }
}

/// Lists a collection of the record.
pub fn top(scene: &Scene, name: &'static str, kind: Kind, into: &mut Listing) {
    use crate::case::{Case, Got, Items, Record};
    let index = <Case as Record>::META.field(name).map_or(0, |(index, _)| index);
    match Record::get(&scene.case, index) {
        Got::List(Items::Entries(count), unread) => {
            (0..count).for_each(|at| into.push(ItemRef::top(kind, at)));
            if unread > 0 {
                into.perhaps_more(Gap::Partly(name));
            }
        }
        Got::Unreadable => into.perhaps_more(Gap::Partly(name)),
        _ => into.perhaps_more(Gap::Collection(name)),
    }
}

/// Lists a collection within every entry of a collection of the record.
pub fn nested(
    cx: &mut Cx<'_>,
    outer_name: &'static str,
    outer: Kind,
    inner_name: &'static str,
    inner: Kind,
    into: &mut Listing,
) {
    let mut outers = Listing::default();
    top(cx.scene, outer_name, outer, &mut outers);
    if let Some(gap) = outers.rest {
        into.perhaps_more(gap);
    }
    let index =
        super::super::symbol::meta_of(outer).and_then(|meta| meta.field(inner_name)).map_or(0, |(at, _)| at);
    for (entry, _) in outers.entries {
        cx.nested(entry, inner, super::super::symbol::narrow(index), into);
    }
}

fn new_needs(scene: &Scene, into: &mut Listing) {
    top(scene, "conditions", Kind::Condition, into);
    let mut events = Listing::default();
    top(scene, "health_events", Kind::HealthEvent, &mut events);
    for (event, _) in &events.entries {
        let kind =
            scene.case.health_events.entries().get(event.at()).map(|entry| need(&entry.kind, *event, "kind"));
        if let Some(kind) = kind {
            into.push_if(*event, kind.map(|kind| kind == HealthEventKind::NewNeed));
        }
    }
    if let Some(gap) = events.rest {
        into.perhaps_more(gap);
    }
}

/// Lists concerns about any medicine and problems with any therapy or equipment.
pub fn concerns_and_issues(cx: &mut Cx<'_>, into: &mut Listing) {
    nested(cx, "medications", Kind::Medication, "concerns", Kind::MedicationConcern, into);
    treatment_issues(cx, into);
}

fn treatment_issues(cx: &mut Cx<'_>, into: &mut Listing) {
    nested(cx, "therapies", Kind::Therapy, "issues", Kind::TherapyIssue, into);
    nested(cx, "equipment", Kind::Equipment, "issues", Kind::EquipmentIssue, into);
}

fn reasons_to_phone(scene: &Scene, into: &mut Listing) {
    let mut events = Listing::default();
    top(scene, "health_events", Kind::HealthEvent, &mut events);
    for (event, _) in &events.entries {
        let kind =
            scene.case.health_events.entries().get(event.at()).map(|entry| need(&entry.kind, *event, "kind"));
        if let Some(kind) = kind {
            let urgent =
                |kind| matches!(kind, HealthEventKind::Deterioration | HealthEventKind::RiskIncrease);
            into.push_if(*event, kind.map(urgent));
        }
    }
    if let Some(gap) = events.rest {
        into.perhaps_more(gap);
    }
    for known in &scene.contradictions {
        let item = super::super::contradiction::item(known);
        into.push_if(item, super::super::contradiction::received(scene, item).map(|day| day.is_some()));
    }
}

fn medication_news(scene: &Scene, into: &mut Listing) {
    use crate::case::Collection;
    let mut medications = Listing::default();
    top(scene, "medications", Kind::Medication, &mut medications);
    for (at, medication) in scene.case.medications.entries().iter().enumerate() {
        into.push(ItemRef::top(Kind::MedicationStart, at));
        let stop = ItemRef::top(Kind::MedicationStop, at);
        into.push_if(stop, optional(&medication.stopped, stop, "stopped").map(|stopped| stopped.is_some()));
        for nested in 0..medication.changes.entries().len() {
            into.push(ItemRef::within(Kind::MedicationChange, at, nested));
        }
        let item = ItemRef::top(Kind::Medication, at);
        match medication.changes {
            Collection::NotCollected => into.perhaps_more(gap(Gap::NotHeld, item, "changes")),
            Collection::Unreadable => into.perhaps_more(gap(Gap::Unreadable, item, "changes")),
            Collection::Collected { unread, .. } if unread > 0 => {
                into.perhaps_more(gap(Gap::Unreadable, item, "changes"));
            }
            Collection::Collected { .. } => {}
        }
    }
    if let Some(gap) = medications.rest {
        into.perhaps_more(gap);
    }
}

fn news<'s>(cx: &mut Cx<'s>, _: &[Value<'s>], into: &mut Listing) {
    let scene = cx.scene;
    new_needs(scene, into);
    let mut medicines = Listing::default();
    medication_news(scene, &mut medicines);
    for (item, doubt) in medicines.entries {
        match doubt {
            None => into.push_if(item, is_significant(scene, item)),
            Some(gap) => into.push_if(item, Err(gap)),
        }
    }
    if let Some(gap) = medicines.rest {
        into.perhaps_more(gap);
    }
    let mut visits = Listing::default();
    top(scene, "appointments", Kind::Appointment, &mut visits);
    for (visit, _) in visits.entries {
        let Some(entry) = scene.case.appointments.entries().get(visit.at()) else { continue };
        let booked = ItemRef { kind: Kind::AppointmentBooked, ..visit };
        match &entry.booked_on {
            crate::case::Field::Absent if entry.outcome.given() != Some(&AppointmentOutcome::Booked) => {}
            // Booked and seen on one day: there was nothing to tell beforehand.
            crate::case::Field::Given(day) if entry.date.given() == Some(day) => {}
            _ => into.push(booked),
        }
        into.push_if(ItemRef { kind: Kind::AppointmentNotBrought, ..visit }, missed(scene, visit));
    }
    if let Some(gap) = visits.rest {
        into.perhaps_more(gap);
    }
}

fn is_significant(scene: &Scene, of: ItemRef) -> Truth {
    if of.kind != Kind::MedicationChange {
        return Ok(true);
    }
    let medication = scene.case.medications.entries().get(of.at());
    match medication.and_then(|medication| medication.changes.entries().get(of.nested_at())) {
        Some(change) => need(&change.significant, of, "significant"),
        None => Ok(false),
    }
}

/// Whether an appointment was missed.
pub fn missed(scene: &Scene, visit: ItemRef) -> Truth {
    let case = &scene.case;
    let entry = if visit.kind == Kind::CarerAppointment {
        case.carers
            .entries()
            .get(visit.at())
            .and_then(|carer| carer.appointments.entries().get(visit.nested_at()))
    } else {
        case.appointments.entries().get(visit.at())
    };
    let Some(entry) = entry else { return Ok(false) };
    need(&entry.outcome, visit, "outcome").map(|outcome| {
        matches!(outcome, AppointmentOutcome::WasNotBrought | AppointmentOutcome::DidNotAttend)
    })
}

fn is_missed<'s>(cx: &mut Cx<'s>, visit: ItemRef) -> Answer<'s> {
    let known = missed(cx.scene, visit);
    if known == Ok(true) {
        let index = super::super::symbol::meta_of(visit.kind)
            .and_then(|meta| meta.field("outcome"))
            .map_or(0, |(at, _)| at);
        cx.note(|| super::super::trace::Fact::Read(visit, super::super::symbol::narrow(index)));
    }
    truth(known)
}
