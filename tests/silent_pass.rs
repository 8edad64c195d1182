//! No silent pass: taking something away from a record, or putting there what nobody can read, never makes a check met
//! that was not met, due or unknown.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "in a test a missing file is a failure, and a skip is told"
)]

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::{Map, Value, json};
use sharecheck::audit::{Outcome, people, world};
use sharecheck::calendar::Day;
use sharecheck::case::{
    Case, Field, Meeting, Notes, Path, Presence, Record, RecordMeta, Severity, Shape, Slot, check_record,
};
use sharecheck::intake::{self, ChildFile, MinutesFile, Syntax, Told};
use sharecheck::language::{People, Reading, read};
use sharecheck::rulebook::{Rulebook, RulebookRequest, load};
use sharecheck::script::{Document, Scene, World, wording};

/// Ends that may lie open: by the format an absent end says "still open", so that taking it away tells another story, not
/// less of the same.
const OPEN_ENDS: [&str; 5] = ["end", "ended", "stopped", "resolved", "involved_to"];

/// A rule and a whole collection whose absence is decided to be no gap for it.
const DECIDED: [(&str, &str, &str); 1] =
    [("SAF-03", "/therapies", "a therapy that nobody recorded cannot be asked for (a worked case)")];

/// One child as exported: the record as plain JSON, and the minutes with what they say.
struct Export {
    child: String,
    record: Value,
    minutes: Vec<(MinutesFile, Told, Reading)>,
    people: String,
}

/// One thing done to a record: where, and what stands there now (nothing, where it was taken away).
struct Damage {
    pointer: String,
    shape: Shape,
    removable: bool,
}

type Outcomes = BTreeMap<(String, String), Outcome>;

fn rulebook() -> Rulebook {
    load(&RulebookRequest::default()).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

fn folders() -> Vec<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let shared = root.join("../shared/data/cases/records");
    let mut folders = vec![root.join("fixtures")];
    if shared.exists() {
        folders.push(shared);
    } else {
        println!("skipped: ../shared/data/cases/records is not there");
    }
    folders
}

fn exports(world: &World) -> Vec<Export> {
    let read = folders()
        .into_iter()
        .flat_map(|folder| intake::read(&[folder], &mut io::empty(), &intake::Options::default()).children);
    let exports: Vec<Export> =
        read.filter(|child| child.source.is_some()).map(|child| export(child, world)).collect();
    assert!(exports.len() >= 12, "only {} records", exports.len());
    exports
}

fn export(child: ChildFile, world: &World) -> Export {
    let source = child.source.as_ref().unwrap();
    let record = match source.syntax {
        Syntax::Toml => plain(&toml::from_str::<toml::Value>(source.record()).unwrap()),
        _ => serde_json::from_str(source.record()).unwrap(),
    };
    let people = people(&child.case);
    let said = |file: MinutesFile| {
        let told = if file.pointer.is_empty() {
            intake::tell(&file.source.file, &file.document())
        } else {
            Told::default()
        };
        let reading = reading(&file, &people, world);
        (file, told, reading)
    };
    Export {
        child: child.case.child_id().to_owned(),
        record,
        people: format!("{people:?}"),
        minutes: child.minutes.into_iter().map(said).collect(),
    }
}

fn plain(value: &toml::Value) -> Value {
    match value {
        toml::Value::Datetime(date) => json!(date.to_string()),
        toml::Value::Array(list) => list.iter().map(plain).collect(),
        toml::Value::Table(table) => table.iter().map(|(key, value)| (key.clone(), plain(value))).collect(),
        other => serde_json::to_value(other).unwrap(),
    }
}

fn reading(file: &MinutesFile, people: &People, world: &World) -> Reading {
    read(&file.document(), &world.lexicon, people, file.date)
}

/// The meeting of the record that minutes are of, as the intake finds it: by id, else by day and kind.
fn meeting_of(case: &Case, file: &MinutesFile, told: &Told) -> Option<usize> {
    let all = case.meetings.entries();
    let position = |fits: &dyn Fn(&Meeting) -> bool| all.iter().position(fits);
    if let Some(inline) = file.pointer.strip_prefix("/minutes/") {
        let spot: u32 = inline.split('/').next().unwrap().parse().unwrap();
        let entry = case.minutes.entries().iter().find(|entry| entry.spot == spot)?;
        let id = entry.meeting.given()?;
        return position(&|meeting| meeting.id.given().is_some_and(|own| own.0 == id.0));
    }
    if let Some(id) = &told.meeting_id {
        return position(&|meeting| meeting.id.given().is_some_and(|own| own.0 == *id));
    }
    let day = told.date?;
    let kind = |meeting: &Meeting| meeting.kind.given().copied();
    let of_day = |meeting: &Meeting| meeting.date.given() == Some(&day);
    position(&|meeting| of_day(meeting) && told.kind.is_some() && kind(meeting) == told.kind)
        .or_else(|| position(&|meeting| of_day(meeting) && (told.kind.is_none() || kind(meeting).is_none())))
}

/// What every rule says of a record; `None` where the record cannot be judged at all. Then: whether all of it was read.
fn audit(
    export: &Export,
    record: &Value,
    rulebook: &Rulebook,
    world: &Arc<World>,
    wanted: fn(Outcome) -> bool,
) -> (Option<Outcomes>, bool) {
    let mut notes = Notes::default();
    let Field::Given(mut case) = <Field<Case> as Slot>::read(record, &Path::root(), &mut notes).unwrap()
    else {
        return (None, notes.0.is_empty());
    };
    check_record(&mut case, &mut notes);
    case.apply_not_collected();
    let complete = notes.0.iter().all(|note| note.severity != Severity::Error);
    if case.child_id().is_empty() {
        return (None, complete);
    }
    let who = people(&case);
    let same_people = format!("{who:?}") == export.people;
    let still_there = |file: &MinutesFile| {
        file.pointer.is_empty() || record.pointer(&file.pointer).is_some_and(Value::is_string)
    };
    let documents = export.minutes.iter().filter(|(file, ..)| still_there(file)).map(|(file, told, said)| {
        let meeting = meeting_of(&case, file, told);
        let entry = meeting.and_then(|at| case.meetings.entries().get(at));
        Document {
            meeting,
            date: entry.and_then(|entry| entry.date.given().copied()).or(told.date),
            kind: entry.and_then(|entry| entry.kind.given().copied()).or(told.kind),
            reading: Some(if same_people { said.clone() } else { reading(file, &who, world) }),
            text: file.text.clone(),
            name: file.source.file.to_string(),
        }
    });
    let documents = documents.collect();
    let scene = Arc::new(Scene::new(case, true, documents, world.clone()));
    let mut outcomes = Outcomes::new();
    for rule in &rulebook.rules {
        rule.logic.run(&scene, wanted, &mut |verdict| {
            let subject = wording::subject_id(&scene, verdict.counted);
            outcomes.insert((rule.id.clone(), subject), verdict.outcome);
        });
    }
    (Some(outcomes), complete)
}

/// Every place of a record that can be damaged, from the declaration of the format.
fn places(
    meta: &'static RecordMeta,
    table: &Map<String, Value>,
    at: &str,
    nested: bool,
    all: &mut Vec<Damage>,
) {
    for (key, value) in table {
        let (_, field) = meta.field(key).unwrap();
        let pointer = format!("{at}/{key}");
        if key != "format" && !(nested && key == "id") {
            let removable = field.presence != Presence::Required;
            all.push(Damage { pointer: pointer.clone(), shape: field.shape, removable });
        }
        match (field.shape, value) {
            (Shape::Table(inner), Value::Object(table)) => places(inner, table, &pointer, true, all),
            (Shape::List(Shape::Table(inner)), Value::Array(list)) => {
                for (index, entry) in list.iter().enumerate() {
                    places(inner, entry.as_object().unwrap(), &format!("{pointer}/{index}"), true, all);
                }
            }
            _ => {}
        }
    }
}

fn remove(record: &Value, pointer: &str) -> Value {
    let mut record = record.clone();
    let (outer, key) = pointer.rsplit_once('/').unwrap();
    record.pointer_mut(outer).unwrap().as_object_mut().unwrap().shift_remove(key).unwrap();
    record
}

/// A value that no reader of the shape can take.
fn garbage(record: &Value, pointer: &str, shape: Shape) -> Value {
    let mut record = record.clone();
    *record.pointer_mut(pointer).unwrap() = match shape {
        Shape::List(_) | Shape::Table(_) => json!("odd"),
        _ => json!([{}]),
    };
    record
}

/// Checks that were not met, due or unknown and became met.
fn passes(before: &Outcomes, after: &Outcomes) -> Vec<String> {
    let passed = |(key, outcome): (&(String, String), &Outcome)| {
        let was = before.get(key)?;
        let newly =
            *outcome == Outcome::Met && matches!(was, Outcome::NotMet | Outcome::Due | Outcome::Unknown);
        newly.then(|| format!("{} {}: was {}", key.0, key.1, was.name()))
    };
    after.iter().filter_map(passed).collect()
}

/// Does something to every place of every record and gives each pass that comes of it.
fn gate(
    harm: impl Fn(&Export, &Damage, &Outcomes, &dyn Fn(&Value) -> (Option<Outcomes>, bool)) -> Vec<String> + Sync,
) -> (usize, Vec<String>) {
    let rulebook = rulebook();
    let world = Arc::new(world(&rulebook, Day::parse("2026-03-31").unwrap()));
    let exports = exports(&world);
    let mut all = Vec::new();
    for export in &exports {
        let mut found = Vec::new();
        places(Case::META, export.record.as_object().unwrap(), "", false, &mut found);
        let (before, _) = audit(export, &export.record, &rulebook, &world, |_| true);
        let before = Arc::new(before.unwrap());
        all.extend(found.into_iter().map(|damage| (export, before.clone(), damage)));
    }
    let wrong = all
        .par_iter()
        .flat_map_iter(|(export, before, damage)| {
            let judge =
                |record: &Value| audit(export, record, &rulebook, &world, |outcome| outcome == Outcome::Met);
            let wrong = harm(export, damage, before, &judge);
            wrong.into_iter().map(|wrong| format!("{} {}: {wrong}", export.child, damage.pointer))
        })
        .collect();
    (all.len(), wrong)
}

#[test]
fn taking_away_any_field_or_collection_makes_nothing_met() {
    let (count, wrong) = gate(|export, damage, before, judge| {
        let key = damage.pointer.rsplit('/').next().unwrap();
        if !damage.removable || OPEN_ENDS.contains(&key) {
            return Vec::new();
        }
        let (after, _) = judge(&remove(&export.record, &damage.pointer));
        let mut passes = passes(before, &after.unwrap());
        passes.retain(|pass| {
            !DECIDED.iter().any(|(rule, pointer, _)| damage.pointer == *pointer && pass.starts_with(rule))
        });
        passes
    });
    assert!(count > 3_000, "only {count} places");
    assert!(wrong.is_empty(), "{} silent passes:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_nobody_can_read_makes_nothing_met_and_the_run_incomplete() {
    let (_, wrong) = gate(|export, damage, before, judge| {
        let (after, complete) = judge(&garbage(&export.record, &damage.pointer, damage.shape));
        let mut wrong = after.map(|after| passes(before, &after)).unwrap_or_default();
        if complete {
            wrong.push("the run is complete".into());
        }
        wrong
    });
    assert!(wrong.is_empty(), "{} silent passes:\n{}", wrong.len(), wrong.join("\n"));
}
