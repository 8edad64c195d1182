//! The words of a check: what it is about, what came of it, and the facts in the order in which they were read.

use crate::audit::Outcome;
use crate::calendar::Day;
use crate::case::{Got, ItemRef, Items, Kind};

use super::contradiction;
use super::eval::Cx;
use super::kinds::{Type, noun};
use super::logic::{Counted, Logic, Verdict};
use super::scene::Scene;
use super::symbol::meta_of;
use super::template::Part;
use super::trace::Fact;
use super::value::{Gap, Value};
use super::words::happened;

/// What a check says in one sentence.
pub fn message(scene: &Scene, logic: &Logic, verdict: &Verdict) -> String {
    let about = subject(scene, logic, verdict.counted);
    let due = verdict.due.map(|due| format!(" (due {})", due.in_words())).unwrap_or_default();
    let gap = verdict.gap.map(|gap| describe_gap(scene, gap)).unwrap_or_default();
    if let Some(words) = &verdict.words {
        return format!("{about}: {words}{due}");
    }
    if verdict.counted == Counted::Unlisted {
        return format!("{}: cannot be checked: {gap}", capital(&about));
    }
    let labels = |which: &[usize]| -> String {
        let named: Vec<&str> =
            which.iter().filter_map(|at| logic.musts.get(*at)).map(|must| must.label.as_str()).collect();
        list(&named, "and")
    };
    let all: Vec<usize> = (0..logic.musts.len()).collect();
    let happens = logic.happens.as_ref().map(|must| must.label.as_str());
    let said = match (verdict.outcome, happens) {
        (Outcome::Met, Some(label)) => match verdict.done {
            Some(done) => format!("{label} on {}{due}", done.in_words()),
            None => format!("{label}{due}"),
        },
        (Outcome::Met, None) => labels(&all),
        (Outcome::NotMet, Some(label)) => match (verdict.done, verdict.due) {
            (Some(done), Some(by)) if done > by => {
                format!("{label} on {}, {} late{due}", done.in_words(), lateness(scene, by, done))
            }
            _ if verdict.parts.is_empty() => format!("not {label} by {}{due}", scene.as_of().in_words()),
            _ => format!("missing: {}{due}", labels(&verdict.parts)),
        },
        (Outcome::NotMet, None) => format!("missing: {}{due}", labels(&verdict.parts)),
        (Outcome::Due, Some(label)) => format!("still to be {label}{due}"),
        (Outcome::Due, None) => format!("still missing: {}{due}", labels(&verdict.parts)),
        (Outcome::Unknown, Some(label)) => format!("cannot tell whether it was {label}: {gap}{due}"),
        (Outcome::Unknown, None) if verdict.parts.is_empty() => {
            format!("cannot tell whether this applies: {gap}{due}")
        }
        (Outcome::Unknown, None) => format!("cannot tell about {}: {gap}{due}", labels(&verdict.parts)),
        (outcome, _) => outcome.words().to_owned(),
    };
    format!("{}: {said}", capital(&about))
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// How much later one day is than another, in working days where the calendar tells.
fn lateness(scene: &Scene, due: Day, done: Day) -> String {
    match scene.world.calendar.working_days_between(due, done) {
        Ok(1) => "1 working day".into(),
        Ok(days) if days > 0 => format!("{days} working days"),
        _ => match done.days_since(due) {
            1 => "1 day".into(),
            days => format!("{days} days"),
        },
    }
}

fn list(words: &[&str], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., end] => format!("{} {last} {end}", rest.join(", ")),
    }
}

/// What is counted, in the words of the rule.
pub fn subject(scene: &Scene, logic: &Logic, counted: Counted) -> String {
    let mut cx = Cx::new(scene, false);
    match counted {
        Counted::Unlisted => return format!("child {}", scene.case.child_id()),
        Counted::One(item) => cx.items[0] = item,
        Counted::Two(first, second) => {
            cx.items[0] = first;
            cx.items[1] = second;
        }
    }
    let mut out = String::new();
    for part in &logic.say.0 {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Field(node, ty, name) => {
                let value = match ty {
                    Type::Happening => Ok(Value::Nothing),
                    _ => cx.value(node),
                };
                out.push_str(&match value {
                    Ok(Value::Nothing) | Err(_) => {
                        format!(
                            "({} not recorded)",
                            name.rsplit('.').next().unwrap_or(name).replace('_', " ")
                        )
                    }
                    Ok(value) => show(scene, value, matches!(ty, Type::Choice(_))),
                });
            }
        }
    }
    out
}

/// A value as people write it.
fn show(scene: &Scene, value: Value<'_>, word: bool) -> String {
    match value {
        Value::Nothing => "none".into(),
        Value::Truth(true) => "yes".into(),
        Value::Truth(false) => "no".into(),
        Value::Number(number) => number.to_string(),
        Value::Day(day) => day.in_words().to_string(),
        Value::Text(text) if word => text.replace('_', " "),
        Value::Text(text) => text.to_owned(),
        Value::Item(item) => name_of(scene, item),
    }
}

/// What people call an entry: its name where it has one, else what it is and its id.
pub fn name_of(scene: &Scene, item: ItemRef) -> String {
    let case = &scene.case;
    let field = |name: &str| -> Option<String> {
        let (at, _) = meta_of(item.kind)?.field(name)?;
        match case.get(item, at) {
            Got::Text(text) => Some(text.to_owned()),
            _ => None,
        }
    };
    match item.kind {
        Kind::Team => super::words::team_name(scene, item).unwrap_or("a team").replace('_', " "),
        Kind::Minutes => {
            let document = scene.documents.get(item.at());
            let date = document.and_then(|document| document.date).map(|date| date.in_words().to_string());
            date.map_or_else(|| "minutes".into(), |date| format!("minutes of {date}"))
        }
        Kind::Contradiction => contradiction::KINDS
            .get(item.nested_at())
            .map_or_else(|| "a contradiction".into(), |kind| kind.replace('_', " ")),
        Kind::Professional | Kind::Attendance => {
            field("name").or_else(|| field("role")).unwrap_or_else(|| "a professional".into())
        }
        Kind::Meeting => field("kind").map_or_else(|| "meeting".into(), |kind| kind.replace('_', " ")),
        Kind::Appointment | Kind::CarerAppointment => {
            field("service").unwrap_or_else(|| "an appointment".into())
        }
        Kind::AppointmentBooked => match field("service") {
            Some(service) => format!("appointment at {service} booked"),
            None => "appointment booked".into(),
        },
        Kind::AppointmentNotBrought => match field("service") {
            Some(service) => format!("Was Not Brought to {service}"),
            None => "Was Not Brought".into(),
        },
        Kind::MedicationStart | Kind::MedicationStop => {
            let what = if item.kind == Kind::MedicationStart { "started" } else { "stopped" };
            format!("{} {what}", field("name").unwrap_or_else(|| "a medicine".into()))
        }
        Kind::MedicationChange => {
            let medicine = name_of(scene, ItemRef::top(Kind::Medication, item.at()));
            format!("{} ({medicine})", field("what").unwrap_or_else(|| "changed".into()))
        }
        Kind::HealthEvent => field("what")
            .or_else(|| field("kind").map(|kind| kind.replace('_', " ")))
            .unwrap_or_else(|| "a health event".into()),
        Kind::Contribution => {
            let meeting = case.meetings.entries().get(item.at());
            let entry = meeting.and_then(|meeting| meeting.contributions.entries().get(item.nested_at()));
            let by = entry
                .and_then(|entry| entry.professional.given())
                .and_then(|to| super::eval::find(scene, to));
            by.map_or_else(|| "a contribution".into(), |by| name_of(scene, by))
        }
        _ => field("name")
            .or_else(|| field("what"))
            .or_else(|| field("text"))
            .or_else(|| field("relation"))
            .or_else(|| case.id(item).map(str::to_owned))
            .unwrap_or_else(|| noun(item.kind).to_owned()),
    }
}

/// The id under which a check counts its subject.
pub fn subject_id(scene: &Scene, counted: Counted) -> String {
    match counted {
        Counted::Unlisted => scene.case.child_id().to_owned(),
        Counted::One(item) => id_of(scene, item),
        Counted::Two(first, second) => format!("{}/{}", id_of(scene, first), id_of(scene, second)),
    }
}

fn id_of(scene: &Scene, item: ItemRef) -> String {
    let case = &scene.case;
    let own = || case.id(item).map_or_else(|| case.pointer(item), str::to_owned);
    match item.kind {
        Kind::MedicationStart => format!("{}#start", own()),
        Kind::MedicationStop => format!("{}#stop", own()),
        Kind::AppointmentBooked => format!("{}#booked", own()),
        Kind::AppointmentNotBrought => format!("{}#not_brought", own()),
        Kind::Team => super::words::team_name(scene, item).unwrap_or("?").to_owned(),
        Kind::Minutes => minutes_id(scene, item.at()),
        Kind::Contradiction => {
            let kind = contradiction::KINDS.get(item.nested_at()).copied().unwrap_or("?");
            format!("{}#{kind}", minutes_id(scene, item.at()))
        }
        Kind::Contribution => {
            let meeting = case.meetings.entries().get(item.at());
            let entry = meeting.and_then(|meeting| meeting.contributions.entries().get(item.nested_at()));
            entry.and_then(|entry| entry.professional.given()).map_or_else(own, |to| to.0.to_string())
        }
        _ => own(),
    }
}

fn minutes_id(scene: &Scene, document: usize) -> String {
    let Some(entry) = scene.documents.get(document) else { return "?".into() };
    match entry.meeting {
        Some(at) => id_of(scene, ItemRef::top(Kind::Meeting, at)),
        None => entry.name.clone(),
    }
}

/// The noun of what is counted.
pub fn subject_kind(counted: Counted) -> String {
    match counted {
        Counted::Unlisted => "child".into(),
        Counted::One(item) => noun(item.kind).replace(' ', "_"),
        Counted::Two(first, second) => {
            format!("{}/{}", noun(first.kind).replace(' ', "_"), noun(second.kind).replace(' ', "_"))
        }
    }
}

/// The day that what is counted is dated, if it is.
pub fn subject_date(scene: &Scene, counted: Counted) -> Option<Day> {
    let item = match counted {
        Counted::Unlisted => return None,
        Counted::One(item) | Counted::Two(item, _) => item,
    };
    match item.kind {
        Kind::Minutes | Kind::Contradiction => scene.documents.get(item.at())?.date,
        Kind::Meeting | Kind::Contribution | Kind::Attendance => {
            scene.case.meetings.entries().get(item.at())?.date.given().copied()
        }
        Kind::Placement => scene.case.placements.entries().get(item.at())?.start.given().copied(),
        Kind::Sharing => scene.case.sharings.entries().get(item.at())?.at.given().map(|at| at.day),
        Kind::Growth => scene.case.growth.entries().get(item.at())?.date.given().copied(),
        Kind::Supervision => scene.case.supervisions.entries().get(item.at())?.date.given().copied(),
        Kind::Child
        | Kind::Medication
        | Kind::Condition
        | Kind::HealthCarePlan
        | Kind::Professional
        | Kind::Carer
        | Kind::Plan
        | Kind::CarerHealthNeed => match counted {
            // Lasting things are judged as they stand, unless the rule is about the day they came about.
            Counted::One(item) if item.kind == Kind::Condition => happened(scene, item).ok(),
            _ => None,
        },
        Kind::Action => scene
            .case
            .plans
            .entries()
            .get(item.at())?
            .actions
            .entries()
            .get(item.nested_at())?
            .due
            .given()
            .copied(),
        _ => happened(scene, item).ok(),
    }
}

/// Why something cannot be told, in words.
pub fn describe_gap(scene: &Scene, gap: Gap) -> String {
    let entry = |item: ItemRef, index: u8| {
        let name = meta_of(item.kind)
            .and_then(|meta| meta.fields.get(usize::from(index)))
            .map_or("that field", |field| field.name);
        (called(scene, item), name)
    };
    match gap {
        Gap::Absent(item, index) => {
            let (item, name) = entry(item, index);
            format!("{item} has no '{name}'")
        }
        Gap::NotHeld(item, index) => {
            let (item, name) = entry(item, index);
            format!("'{name}' was not collected for {item}")
        }
        Gap::Unreadable(item, index) => {
            let (item, name) = entry(item, index);
            format!("'{name}' of {item} could not be read")
        }
        Gap::Dangling(item, index) => {
            let (item, name) = entry(item, index);
            format!("'{name}' of {item} names an entry that does not exist")
        }
        Gap::Collection(name) => format!("'{name}' was not collected"),
        Gap::Partly(name) => format!("some entries of '{name}' could not be read"),
        Gap::NoMinutes(Some(meeting)) => {
            format!("the minutes of {} are not at hand", called(scene, meeting))
        }
        Gap::NoMinutes(None) => "the minutes are not at hand".into(),
        Gap::Calendar(beyond) => beyond.to_string(),
        Gap::Because(why) => why.into(),
    }
}

/// What an entry is, and its id.
pub fn called(scene: &Scene, item: ItemRef) -> String {
    match item.kind {
        Kind::Child => "the child".into(),
        Kind::Minutes | Kind::Contradiction => format!("{} {}", noun(item.kind), id_of(scene, item)),
        Kind::Contribution => format!("the contribution of {} to meeting {}", id_of(scene, item), {
            id_of(scene, ItemRef::top(Kind::Meeting, item.at()))
        }),
        Kind::FollowUp | Kind::SelfAdministration => {
            let outer = if item.kind == Kind::FollowUp { Kind::Appointment } else { Kind::Medication };
            format!("the {} of {}", noun(item.kind), called(scene, ItemRef::top(outer, item.at())))
        }
        _ => match scene.case.id(item) {
            Some(id) => format!("{} {id}", noun(item.kind)),
            None => format!("the {} at {}", noun(item.kind), scene.case.pointer(item)),
        },
    }
}

/// One line of the working.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// A fact with the entry it stands in.
    Entry(ItemRef, String),
    /// A passage of minutes: document and byte range.
    Passage(usize, std::ops::Range<usize>, String),
    /// A step without a place.
    Step(String),
}

/// The working in lines: what was read of one entry stands on one line, in the order of the first reading.
pub fn working(scene: &Scene, facts: &[Fact]) -> Vec<Line> {
    let mut entries: Vec<(ItemRef, Vec<u8>)> = Vec::new();
    let mut order: Vec<Result<usize, Line>> = Vec::new();
    for fact in facts {
        match fact {
            Fact::Read(item, _) | Fact::Witness(item) => {
                let item = base(*item);
                let known = entries.iter().position(|(entry, _)| *entry == item);
                let at = known.unwrap_or_else(|| {
                    entries.push((item, Vec::new()));
                    order.push(Ok(entries.len() - 1));
                    entries.len() - 1
                });
                if let (Fact::Read(_, index), Some((_, fields))) = (fact, entries.get_mut(at))
                    && !fields.contains(index)
                {
                    fields.push(*index);
                }
            }
            Fact::Sum(text) => push_once(&mut order, Line::Step(text.clone())),
            Fact::Quote(document, range, text) => {
                push_once(&mut order, Line::Passage(*document, range.clone(), text.clone()));
            }
            Fact::Gap(gap) => {
                push_once(&mut order, Line::Step(format!("not known: {}", describe_gap(scene, *gap))))
            }
        }
    }
    order
        .into_iter()
        .map(|line| match line {
            Ok(at) => Line::Entry(entries[at].0, summary(scene, entries[at].0, &entries[at].1)),
            Err(line) => line,
        })
        .collect()
}

fn push_once(order: &mut Vec<Result<usize, Line>>, line: Line) {
    if !order.contains(&Err(line.clone())) {
        order.push(Err(line));
    }
}

/// The views of an entry share its line.
fn base(item: ItemRef) -> ItemRef {
    let kind = match item.kind {
        Kind::AppointmentBooked | Kind::AppointmentNotBrought => Kind::Appointment,
        Kind::MedicationStart | Kind::MedicationStop => Kind::Medication,
        other => other,
    };
    ItemRef { kind, ..item }
}

/// An entry in words: what it is, and the fields that tell it, those read always among them.
fn summary(scene: &Scene, item: ItemRef, read: &[u8]) -> String {
    let Some(meta) = meta_of(item.kind) else { return called(scene, item) };
    let telling: &[&str] = match item.kind {
        Kind::Sharing => &["at", "by", "to", "channel", "what", "significance"],
        Kind::Appointment | Kind::CarerAppointment => &["date", "service", "outcome"],
        Kind::Meeting => &["kind", "date"],
        Kind::Involvement => &["kind", "start", "end", "social_worker"],
        Kind::Condition | Kind::Medication | Kind::Therapy | Kind::Equipment => &["name"],
        Kind::HealthEvent => &["date", "kind", "what"],
        Kind::MedicationChange | Kind::MedicationConcern | Kind::TherapyIssue | Kind::EquipmentIssue => {
            &["date", "what"]
        }
        Kind::HealthCarePlan => &["written", "review_due"],
        Kind::WorkingWell | Kind::Worry | Kind::Action => &["text"],
        Kind::Professional => &["name", "role"],
        Kind::Supervision => &["date"],
        _ => &[],
    };
    let mut parts = Vec::new();
    for (index, field) in meta.fields.iter().enumerate() {
        let index_read = u8::try_from(index).is_ok_and(|index| read.contains(&index));
        if field.name == "id" || !(index_read || telling.contains(&field.name)) {
            continue;
        }
        if let Some(text) = shown(scene.case.get(item, index)) {
            parts.push(format!("{} {text}", field.name.replace('_', " ")));
        }
    }
    let name = called(scene, item);
    if parts.is_empty() { name } else { format!("{name}: {}", parts.join(", ")) }
}

fn shown(got: Got<'_>) -> Option<String> {
    Some(match got {
        Got::Truth(true) => "yes".into(),
        Got::Truth(false) => "no".into(),
        Got::Number(number) => number.to_string(),
        Got::Day(day) => day.in_words().to_string(),
        Got::Moment(moment) => match moment.minute {
            Some(minute) => format!("{} at {:02}:{:02}", moment.day.in_words(), minute / 60, minute % 60),
            None => moment.day.in_words().to_string(),
        },
        Got::Text(text) => text.replace('_', " "),
        Got::Ref(to) => to.0.to_string(),
        Got::List(Items::Refs(refs), _) => refs.iter().map(|to| to.0.as_str()).collect::<Vec<_>>().join(", "),
        Got::List(Items::Words(words), _) => words.join(", "),
        _ => return None,
    })
}
