//! Words about what minutes say.

use crate::calendar::Day;
use crate::case::{Condition, ItemRef, Kind};
use crate::language::{Reading, Status, Topic};

use super::super::eval::{Cx, find};
use super::super::kinds::{Kinds, Type};
use super::super::listing::Listing;
use super::super::node::{Run, Takes, Word};
use super::super::scene::{Document, Scene};
use super::super::trace::Fact;
use super::super::value::{Answer, Gap, Truth, Value, and};
use super::currency::is_current_on;
use super::facts::{DATE, any_of, count, day, item, list_of, one, one_of, some, truth};
use super::meeting::{held_meetings, latest_meeting, next_meeting};
use super::news::{concerns_and_issues, happened, missed, top};

const MINUTES: Kind = Kind::Minutes;
const NAMED: Takes = one_of(&[Kind::Condition, Kind::Medication]);
const VISIT: Takes = one_of(&[Kind::Appointment, Kind::CarerAppointment]);
const CONCERNS: Type =
    Type::List(Kinds::any_of(&[Kind::MedicationConcern, Kind::TherapyIssue, Kind::EquipmentIssue]));

pub const WORDS: &[Word] = &[
    Word {
        name: "minutes",
        takes: &[],
        gives: list_of(MINUTES),
        help: "every set of minutes, also those of held meetings that are not at hand though others are",
        run: Run::List(|cx, _, into| minutes(cx.scene, into)),
    },
    Word {
        name: "date",
        takes: &[one(MINUTES)],
        gives: Type::Date,
        help: "the day of the meeting that the minutes are of",
        run: Run::Value(|cx, values| date_of(cx.scene, item(values, 0)).map(Value::Day)),
    },
    Word {
        name: "meeting",
        takes: &[one(MINUTES)],
        gives: Type::Item(Kinds::one(Kind::Meeting)),
        help: "the meeting in the record that the minutes are of; none where the record has no such meeting",
        run: Run::Value(|cx, values| {
            let meeting = document(cx.scene, item(values, 0)).and_then(|document| document.meeting);
            Ok(meeting.map_or(Value::Nothing, |at| Value::Item(ItemRef::top(Kind::Meeting, at))))
        }),
    },
    Word {
        name: "explains",
        takes: &[one(MINUTES), Takes::Topic],
        gives: Type::Truth,
        help: "whether a topic is there and its significance for this child is stated",
        run: Run::Value(|cx, values| status(cx, values, |status| status == Status::Explained)),
    },
    Word {
        name: "mentions",
        takes: &[one(MINUTES), Takes::Topic],
        gives: Type::Truth,
        help: "whether a topic is there, explained or not; put off or denied is no mention",
        run: Run::Value(|cx, values| status(cx, values, |status| status >= Status::Mentioned)),
    },
    Word {
        name: "denies",
        takes: &[one(MINUTES), Takes::Topic],
        gives: Type::Truth,
        help: "whether a topic is said to be none or not discussed",
        run: Run::Value(|cx, values| status(cx, values, |status| status == Status::Denied)),
    },
    Word {
        name: "explains_any_health_topic",
        takes: &[one(MINUTES)],
        gives: Type::Truth,
        help: "whether any health topic is explained (the child's view alone is not one)",
        run: Run::Value(|cx, values| any_topic(cx, values, |status| status == Status::Explained)),
    },
    Word {
        name: "mentions_any_health_topic",
        takes: &[one(MINUTES)],
        gives: Type::Truth,
        help: "whether any health topic is there (the child's view alone is not one)",
        run: Run::Value(|cx, values| any_topic(cx, values, |status| status >= Status::Mentioned)),
    },
    Word {
        name: "has_health_content",
        takes: &[one(MINUTES)],
        gives: Type::Truth,
        help: "whether any health topic is there, or said to be none; only put off is no content",
        run: Run::Value(|cx, values| {
            any_topic(cx, values, |status| status >= Status::Mentioned || status == Status::Denied)
        }),
    },
    Word {
        name: "explains_health_needs",
        takes: &[one(MINUTES)],
        gives: Type::Truth,
        help: "whether the child's health needs are explained: in general, or a condition of the record by name",
        run: Run::Value(explains_health_needs),
    },
    Word {
        name: "names_centile",
        takes: &[one(MINUTES)],
        gives: Type::Truth,
        help: "whether a centile is stated, as a number or a named line",
        run: Run::Value(|cx, values| {
            truth(reading(cx.scene, item(values, 0)).map(|reading| reading.centile_given))
        }),
    },
    Word {
        name: "speaks_of",
        takes: &[one(MINUTES), NAMED],
        gives: Type::Truth,
        help: "whether the minutes mention a condition or a medicine by a name it is known by",
        run: Run::Value(|cx, values| named(cx, values, Status::Mentioned)),
    },
    Word {
        name: "explains_meaning_of",
        takes: &[one(MINUTES), NAMED],
        gives: Type::Truth,
        help: "whether the minutes say what a condition or a medicine means for this child",
        run: Run::Value(|cx, values| named(cx, values, Status::Explained)),
    },
    Word {
        name: "names_appointment",
        takes: &[one(MINUTES), VISIT],
        gives: Type::Truth,
        help: "whether the minutes themselves name a missed appointment, by its day or its clinic",
        run: Run::Value(names_appointment),
    },
    Word {
        name: "misses_since_last_meeting",
        takes: &[one(MINUTES), Takes::Count],
        gives: list_of(Kind::Appointment),
        help: "appointments the child was not brought to since the meeting before (for a first meeting, in so many days)",
        run: Run::List(misses_since_last_meeting),
    },
    Word {
        name: "concerns_since_last_meeting",
        takes: &[one(MINUTES), Takes::Count],
        gives: CONCERNS,
        help: "concerns about medicines, therapies and equipment in the same time",
        run: Run::List(concerns_since_last_meeting),
    },
    Word {
        name: "updates",
        takes: &[one(MINUTES), one(Kind::Action)],
        gives: Type::Truth,
        help: "whether the minutes speak of a plan's action",
        run: Run::Value(|cx, values| truth(updates(cx.scene, item(values, 0), item(values, 1)))),
    },
    Word {
        name: "mentions_what_was_shared",
        takes: &[one(MINUTES), one(Kind::Sharing)],
        gives: Type::Truth,
        help: "whether the minutes speak of everything that a sharing was about",
        run: Run::Value(|cx, values| {
            truth(mentions_what_was_shared(cx.scene, item(values, 0), item(values, 1)))
        }),
    },
    Word {
        name: "next_minutes_after",
        takes: &[DATE],
        gives: Type::Item(Kinds::one(MINUTES)),
        help: "the minutes of the next meeting after a day, if it has been held; none otherwise",
        run: Run::Value(next_minutes_after),
    },
    Word {
        name: "minutes_since",
        takes: &[DATE],
        gives: list_of(MINUTES),
        help: "the minutes of meetings on or after a day",
        run: Run::List(minutes_since),
    },
];

fn document(scene: &Scene, of: ItemRef) -> Option<&Document> {
    scene.documents.get(of.at())
}

pub fn reading(scene: &Scene, of: ItemRef) -> Result<&Reading, Gap> {
    scene.reading(of.at())
}

/// The day of the meeting that minutes are of.
pub fn date_of(scene: &Scene, of: ItemRef) -> Result<Day, Gap> {
    document(scene, of)
        .and_then(|document| document.date)
        .ok_or(Gap::Because("the day of the meeting is not told by the minutes"))
}

/// The topic among a word's values.
pub fn topic(values: &[Value<'_>], at: usize) -> Topic {
    Topic::EVERY.get(count(values, at) as usize).copied().unwrap_or(Topic::HealthNeeds)
}

fn minutes(scene: &Scene, into: &mut Listing) {
    if !scene.minutes_collected() {
        let mut held = Listing::default();
        held_meetings(scene, &mut held);
        if !held.entries.is_empty() || held.rest.is_some() {
            into.perhaps_more(Gap::Collection("minutes"));
        }
        return;
    }
    (0..scene.documents.len()).for_each(|at| into.push(ItemRef::top(MINUTES, at)));
    if matches!(scene.case.minutes, crate::case::Collection::Collected { unread: 1.., .. }) {
        into.perhaps_more(Gap::Partly("minutes"));
    }
}

fn note_quotes(cx: &mut Cx<'_>, of: ItemRef, topic: Topic) {
    if cx.trace.is_none() {
        return;
    }
    let scene = cx.scene;
    let Ok(reading) = reading(scene, of) else { return };
    let found = reading.topic(topic);
    match found.filter(|found| !found.quotes.is_empty()) {
        Some(found) => {
            for quote in found.quotes.iter().take(3) {
                let label = format!("{} {}", spoken(topic.name()), found.status.name());
                cx.note(|| Fact::Quote(of.at(), quote.range.clone(), format!("{label}: “{}”", quote.text)));
            }
        }
        None => cx.note(|| Fact::Sum(format!("the minutes say nothing of {}", spoken(topic.name())))),
    }
}

fn spoken(name: &str) -> String {
    name.replace('_', " ")
}

fn status<'s>(cx: &mut Cx<'s>, values: &[Value<'s>], fits: fn(Status) -> bool) -> Answer<'s> {
    let (of, topic) = (item(values, 0), topic(values, 1));
    let status = reading(cx.scene, of)?.status(topic);
    note_quotes(cx, of, topic);
    Ok(Value::Truth(fits(status)))
}

fn any_topic<'s>(cx: &mut Cx<'s>, values: &[Value<'s>], fits: fn(Status) -> bool) -> Answer<'s> {
    let of = item(values, 0);
    let reading = reading(cx.scene, of)?;
    let health = Topic::ALL.iter().filter(|topic| **topic != Topic::ChildVoice);
    let found = health.copied().find(|topic| fits(reading.status(*topic)));
    match found {
        Some(topic) => note_quotes(cx, of, topic),
        None => {
            let mentioned = Topic::ALL.iter().copied().find(|topic| reading.status(*topic) != Status::Absent);
            if let Some(topic) = mentioned {
                note_quotes(cx, of, topic);
            }
        }
    }
    Ok(Value::Truth(found.is_some()))
}

/// The names by which minutes may call a condition or a medicine of the record: its own name, what the word lists know it
/// by, and the telling words of a longer name.
pub fn names_in_minutes(scene: &Scene, of: ItemRef) -> Vec<String> {
    const GENERAL: &[&str] = &[
        "disease",
        "disorder",
        "syndrome",
        "chronic",
        "severe",
        "condition",
        "problem",
        "problems",
        "acute",
        "congenital",
        "impairment",
        "difficulty",
        "difficulties",
        "inhaler",
        "tablets",
        "liquid",
        "suspected",
        "diagnosis",
        "delayed",
        "needs",
        "health",
        "growth",
        "modified",
        "release",
        "preventer",
        "reliever",
        "spray",
        "cream",
        "injection",
    ];
    let lexicon = &scene.world.lexicon;
    let (name, category) = match of.kind {
        Kind::Condition => {
            let entry = scene.case.conditions.entries().get(of.at());
            let category =
                entry.and_then(|entry: &Condition| entry.category.given()).map(|category| category.word());
            (entry.and_then(|entry| entry.name.given()).cloned(), category)
        }
        _ => (
            scene.case.medications.entries().get(of.at()).and_then(|entry| entry.name.given()).cloned(),
            None,
        ),
    };
    let Some(name) = name else { return Vec::new() };
    let lower = name.to_lowercase().to_string();
    let plain = lower.split(['(', ',']).next().unwrap_or(&lower).trim().to_owned();
    let mut names = vec![lower.clone(), plain.clone()];
    let known = |word: &str| -> Vec<String> {
        let found =
            if of.kind == Kind::Condition { lexicon.names_of(word) } else { lexicon.names_of_medicine(word) };
        found.into_iter().map(str::to_owned).collect()
    };
    names.extend(known(&plain));
    if let Some(category) =
        category.filter(|category| matches!(*category, "epilepsy" | "asthma" | "diabetes"))
    {
        names.push(category.to_owned());
        names.extend(known(category));
    }
    for word in
        plain.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= 4 && !GENERAL.contains(word))
    {
        names.extend(known(word));
        if word.len() >= 6 {
            names.push(word.to_owned());
        }
    }
    names.sort();
    names.dedup();
    names
}

fn status_of(
    scene: &Scene,
    minutes: ItemRef,
    of: ItemRef,
) -> Result<(Status, Vec<crate::language::Quote>), Gap> {
    let reading = reading(scene, minutes)?;
    let names = names_in_minutes(scene, of);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let found = reading.about(&names);
    if of.kind == Kind::Medication && is_only_medication(scene, of) {
        // A child with one medicine: "her medicine" can only be this one.
        let general = reading.status(Topic::Medication);
        if general > found.status {
            let quotes =
                reading.topic(Topic::Medication).map(|topic| topic.quotes.clone()).unwrap_or_default();
            return Ok((general, quotes));
        }
    }
    Ok((found.status, found.quotes))
}

fn is_only_medication(scene: &Scene, of: ItemRef) -> bool {
    let others = scene.case.medications.entries().len();
    (0..others).all(|at| {
        at == of.at() || is_current_on(scene, ItemRef::top(Kind::Medication, at), scene.as_of()) == Ok(false)
    })
}

fn named<'s>(cx: &mut Cx<'s>, values: &[Value<'s>], wanted: Status) -> Answer<'s> {
    let (minutes, of) = (item(values, 0), item(values, 1));
    let (status, quotes) = status_of(cx.scene, minutes, of)?;
    for quote in quotes.iter().take(2) {
        cx.note(|| {
            Fact::Quote(minutes.at(), quote.range.clone(), format!("{}: “{}”", status.name(), quote.text))
        });
    }
    Ok(Value::Truth(status >= wanted))
}

fn explains_health_needs<'s>(cx: &mut Cx<'s>, values: &[Value<'s>]) -> Answer<'s> {
    use crate::case::ConditionCategory as Category;
    let minutes = item(values, 0);
    let scene = cx.scene;
    let reading = reading(scene, minutes)?;
    if reading.status(Topic::HealthNeeds) == Status::Explained {
        note_quotes(cx, minutes, Topic::HealthNeeds);
        return Ok(Value::Truth(true));
    }
    for at in 0..scene.case.conditions.entries().len() {
        let condition = ItemRef::top(Kind::Condition, at);
        let (status, quotes) = status_of(scene, minutes, condition)?;
        if status == Status::Explained {
            for quote in quotes.iter().take(2) {
                cx.note(|| {
                    Fact::Quote(minutes.at(), quote.range.clone(), format!("explained: “{}”", quote.text))
                });
            }
            return Ok(Value::Truth(true));
        }
    }
    let only_neurodiversity = !scene.case.conditions.entries().is_empty()
        && scene.case.conditions.entries().iter().all(|entry| {
            matches!(entry.category.given(), Some(Category::Neurodiversity | Category::LearningDisability))
        });
    let explained = only_neurodiversity && reading.status(Topic::Neurodiversity) == Status::Explained;
    note_quotes(cx, minutes, if explained { Topic::Neurodiversity } else { Topic::HealthNeeds });
    Ok(Value::Truth(explained))
}

/// Whether minutes name a missed appointment: by its day, or by the clinic where no day is named.
pub fn appointment_is_named(scene: &Scene, minutes: ItemRef, visit: ItemRef) -> Truth {
    let reading = reading(scene, minutes)?;
    let on = happened(scene, visit)?;
    if reading.missed_on(on).next().is_some() {
        return Ok(true);
    }
    let entry = if visit.kind == Kind::CarerAppointment {
        scene
            .case
            .carers
            .entries()
            .get(visit.at())
            .and_then(|carer| carer.appointments.entries().get(visit.nested_at()))
    } else {
        scene.case.appointments.entries().get(visit.at())
    };
    let service = entry.and_then(|entry| entry.service.given()).map(|service| service.to_lowercase());
    Ok(service.is_some_and(|service| {
        reading
            .missed
            .iter()
            .any(|mention| mention.dates.is_empty() && mention.services.contains(service.trim()))
    }))
}

fn names_appointment<'s>(cx: &mut Cx<'s>, values: &[Value<'s>]) -> Answer<'s> {
    truth(appointment_is_named(cx.scene, item(values, 0), item(values, 1)))
}

/// The first day of the time that minutes look back on: the day after the meeting before, else so many days.
fn looks_back_to(scene: &Scene, minutes: ItemRef, days: u32) -> Result<(Day, Day), Gap> {
    let to = date_of(scene, minutes)?;
    let previous = latest_meeting(scene, to.plus(-1), |_| Ok(true))?;
    Ok((previous.map_or_else(|| to.plus(-i64::from(days)), |(date, _)| date.plus(1)), to))
}

fn misses_since_last_meeting<'s>(cx: &mut Cx<'s>, values: &[Value<'s>], into: &mut Listing) {
    let scene = cx.scene;
    let (from, to) = match looks_back_to(scene, item(values, 0), count(values, 1)) {
        Ok(window) => window,
        Err(gap) => return into.perhaps_more(gap),
    };
    let mut visits = Listing::default();
    top(scene, "appointments", Kind::Appointment, &mut visits);
    for (visit, _) in visits.entries {
        let in_window = happened(scene, visit).map(|date| date >= from && date <= to);
        let counts = and(missed(scene, visit), || in_window);
        if counts == Ok(true) {
            cx.note(|| Fact::Witness(visit));
        }
        into.push_if(visit, counts);
    }
    if let Some(gap) = visits.rest {
        into.perhaps_more(gap);
    }
}

fn concerns_since_last_meeting<'s>(cx: &mut Cx<'s>, values: &[Value<'s>], into: &mut Listing) {
    let (from, to) = match looks_back_to(cx.scene, item(values, 0), count(values, 1)) {
        Ok(window) => window,
        Err(gap) => return into.perhaps_more(gap),
    };
    let mut concerns = Listing::default();
    concerns_and_issues(cx, &mut concerns);
    for (concern, _) in concerns.entries {
        into.push_if(concern, happened(cx.scene, concern).map(|date| date >= from && date <= to));
    }
    if let Some(gap) = concerns.rest {
        into.perhaps_more(gap);
    }
}

/// Whether a passage of the minutes holds most of the telling words of a text.
fn repeats(scene: &Scene, minutes: ItemRef, text: &str) -> bool {
    let wanted: Vec<String> = telling_words(text);
    if wanted.is_empty() {
        return false;
    }
    let Some(document) = document(scene, minutes) else { return false };
    document.text.lines().any(|line| {
        let words = telling_words(line);
        let found = wanted.iter().filter(|word| words.contains(word)).count();
        found * 5 >= wanted.len() * 3
    })
}

fn telling_words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() >= 4)
        .map(|word| word.to_lowercase().trim_end_matches('s').to_owned())
        .collect()
}

fn updates(scene: &Scene, minutes: ItemRef, action: ItemRef) -> Truth {
    let _ = reading(scene, minutes)?;
    let Some(entry) = super::plan::entry(scene, action) else { return Ok(false) };
    if entry.text.given().is_some_and(|text| repeats(scene, minutes, text)) {
        return Ok(true);
    }
    // That the minutes speak of the condition or the medicine is no word of the action.
    let things = entry.about.entries().iter().filter_map(|to| find(scene, to));
    let things = things.filter(|thing| !matches!(thing.kind, Kind::Condition | Kind::Medication));
    any_of(things.map(|thing| is_spoken_of(scene, minutes, thing)))
}

fn mentions_what_was_shared(scene: &Scene, minutes: ItemRef, sharing: ItemRef) -> Truth {
    let _ = reading(scene, minutes)?;
    let Some(entry) = scene.case.sharings.entries().get(sharing.at()) else { return Ok(false) };
    if entry.what.given().is_some_and(|what| repeats(scene, minutes, what)) {
        return Ok(true);
    }
    some(&entry.about, super::facts::within(sharing, "about"), |_, _| Ok(true))?;
    let things: Vec<ItemRef> = entry.about.entries().iter().filter_map(|to| find(scene, to)).collect();
    if things.is_empty() {
        return Ok(false);
    }
    things.into_iter().try_fold(true, |all, thing| Ok(is_spoken_of(scene, minutes, thing)? && all))
}

/// Whether minutes speak of an entry of the record, by its name or by its topic.
fn is_spoken_of(scene: &Scene, minutes: ItemRef, thing: ItemRef) -> Truth {
    let reading = reading(scene, minutes)?;
    let topic = |topic: Topic| Ok(reading.status(topic) >= Status::Mentioned);
    match thing.kind {
        Kind::Condition | Kind::Medication => Ok(status_of(scene, minutes, thing)?.0 >= Status::Mentioned),
        Kind::MedicationChange | Kind::MedicationConcern => {
            let medication = ItemRef::top(Kind::Medication, thing.at());
            Ok(status_of(scene, minutes, medication)?.0 >= Status::Mentioned)
        }
        Kind::Appointment => match missed(scene, thing)? {
            true => Ok(appointment_is_named(scene, minutes, thing)? || topic(Topic::WasNotBrought)?),
            false => Ok(names_the_day(scene, minutes, thing) || repeats_service(scene, minutes, thing)),
        },
        Kind::HealthCarePlan => topic(Topic::HealthCarePlan),
        Kind::Growth => topic(Topic::Growth),
        Kind::Therapy | Kind::TherapyIssue => topic(Topic::Therapy),
        Kind::Equipment | Kind::EquipmentIssue => topic(Topic::Equipment),
        Kind::CarerHealthNeed | Kind::Carer => topic(Topic::CarerHealth),
        Kind::CarerAppointment => topic(Topic::CarerWasNotBrought),
        Kind::HealthEvent => {
            let event = scene.case.health_events.entries().get(thing.at());
            let told =
                event.and_then(|event| event.what.given()).is_some_and(|what| repeats(scene, minutes, what));
            Ok(told)
        }
        _ => Ok(false),
    }
}

/// Whether minutes name the day of an appointment.
fn names_the_day(scene: &Scene, minutes: ItemRef, visit: ItemRef) -> bool {
    let (Some(document), Ok(on)) = (document(scene, minutes), happened(scene, visit)) else { return false };
    let written = document.date.unwrap_or(on);
    crate::minutes::find_dates(&document.text)
        .iter()
        .any(|date| date.near(written, on > written).or(date.exact()) == Some(on))
}

fn repeats_service(scene: &Scene, minutes: ItemRef, visit: ItemRef) -> bool {
    let service = scene.case.appointments.entries().get(visit.at()).and_then(|entry| entry.service.given());
    service.is_some_and(|service| repeats(scene, minutes, service))
}

fn next_minutes_after<'s>(cx: &mut Cx<'s>, values: &[Value<'s>]) -> Answer<'s> {
    let Some(after) = day(values, 0) else { return Ok(Value::Nothing) };
    let scene = cx.scene;
    match next_meeting(scene, after)? {
        Some((date, meeting)) if date <= scene.as_of() => {
            cx.note(|| Fact::Witness(meeting));
            let document = scene.document_of(meeting.at())?;
            Ok(document.map_or(Value::Nothing, |at| Value::Item(ItemRef::top(MINUTES, at))))
        }
        _ => Ok(Value::Nothing),
    }
}

fn minutes_since<'s>(cx: &mut Cx<'s>, values: &[Value<'s>], into: &mut Listing) {
    let Some(since) = day(values, 0) else { return };
    let scene = cx.scene;
    let mut all = Listing::default();
    minutes(scene, &mut all);
    for (of, _) in all.entries {
        into.push_if(of, date_of(scene, of).map(|date| date >= since));
    }
    if let Some(gap) = all.rest {
        into.perhaps_more(gap);
    }
}
