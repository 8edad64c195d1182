//! One record: what is read of it whatever is wrong with the rest.

use std::path::Path;

use sharecheck::calendar::Day;
use sharecheck::case::{AppointmentOutcome, Case, Field, Got, ItemRef, Kind, Slot, schema};

use super::export::{Export, GOOD, codes, good_and, told};

fn case_of(text: &str) -> Case {
    let export = Export::new();
    export.file("a.toml", text);
    let mut intake = export.read();
    assert_eq!(told(&intake), "");
    intake.children.remove(0).case
}

/// The folder of case records to develop against, where it is there.
#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
fn shared_cases() -> Option<std::path::PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/cases/records");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: no case records at {}", folder.display());
    None
}

#[test]
fn everything_wrong_in_a_record_is_told_in_one_run() {
    let export = Export::new();
    export.file(
        "a.toml",
        good_and("odd = 1\n")
            .replace("2026-03-02", "\"2 March\"")
            .replace("social_worker = \"P-SW\"", "social_worker = \"P-X\"")
            .replace("\"health\"", "\"heath\""),
    );
    assert_eq!(codes(&export.read()), ["no-such-id", "unknown-value", "bad-date", "unknown-field"]);
}

#[test]
fn what_cannot_be_read_is_unreadable_and_never_absent() {
    let export = Export::new();
    let text = r#"{"format": "sharecheck-case/1", "child": {"id": "C-1", "sex": "f"}, "carers": {},
        "sharings": [{"id": 3}, 4, {"id": "S", "at": "x", "to": [], "channel": "phone"}]}"#;
    export.file("a.json", text);
    let intake = export.read();
    let case = &intake.children[0].case;
    assert_eq!(case.child.given().unwrap().sex, Field::Unreadable);
    assert!(matches!(case.carers.got(), Got::Unreadable));
    assert!(matches!(case.sharings.got(), Got::List(entries, 1) if entries.len() == 2));
    assert_eq!(case.sharings.entries()[0].id, Field::Unreadable);
    assert_eq!(case.sharings.entries()[1].at, Field::Unreadable);
    assert_eq!(case.pointer(ItemRef::top(Kind::Sharing, 1)), "/sharings/2", "the place in the export");
}

#[test]
fn absent_none_and_not_held_are_three_things() {
    let case = case_of(&format!(
        "not_collected = [\"meetings.minutes_received\", \"carers\"]\nsharings = []\ncarers = []\n{GOOD}"
    ));
    assert!(matches!(case.sharings.got(), Got::List(entries, 0) if entries.is_empty()));
    assert!(matches!(case.plans.got(), Got::NotHeld));
    assert!(matches!(case.carers.got(), Got::NotHeld), "an empty list of what is not held says nothing");
    let meeting = &case.meetings.entries()[0];
    assert_eq!(meeting.minutes_received, Field::NotHeld);
    assert_eq!(meeting.recorded_in_health_record, Field::Absent);
}

#[test]
fn what_is_given_is_never_marked_as_not_held() {
    let text =
        format!("not_collected = [\"meetings.minutes_received\"]\n{GOOD}minutes_received = 2026-03-30\n");
    let case = case_of(&text);
    assert_eq!(case.meetings.entries()[0].minutes_received, Field::NotHeld);
    assert_eq!(case.meetings.entries()[1].minutes_received.given(), Day::new(2026, 3, 30).as_ref());
}

#[test]
fn references_to_nested_entries_and_to_starts_and_stops_are_good() {
    let text = good_and(
        r#"
[[carers]]
id = "CA-1"
health_needs = [{ id = "N-1" }]
appointments = [{ id = "CAP-1", date = 2026-01-05, outcome = "did_not_attend" }]
[[medications]]
id = "ME-1"
name = "salbutamol"
changes = [{ id = "CH-1", date = 2026-02-01 }]
[[sharings]]
id = "S-1"
at = 2026-03-03
to = ["P-SW"]
channel = "phone"
about = ["N-1", "CAP-1", "CA-1", "CH-1", "ME-1#start", "ME-1#stop", "ME-1", "P-SN", "AP-1", "M-1", "C-1"]
"#,
    );
    case_of(&text);
    let export = Export::new();
    export.file("a.toml", text.replace("\"M-1\", \"C-1\"", "\"AP-1#start\""));
    assert_eq!(codes(&export.read()), ["no-such-id"], "only medications start and stop");
}

#[test]
fn a_significance_that_says_nothing_is_absent() {
    let sharing = |words: &str| {
        let export = Export::new();
        let text = "[[sharings]]\nid = \"S\"\nat = 2026-03-12\nto = [\"P-SW\"]\nchannel = \"email\"\nsignificance = ";
        export.file("a.toml", good_and(&format!("{text}\"{words}\"\n")));
        export.read().children.remove(0).case.sharings.entries()[0].significance.clone()
    };
    assert_eq!(sharing("none"), Field::Absent);
    assert_eq!(sharing("  "), Field::Absent);
    assert!(matches!(sharing("a missed dose may kill"), Field::Given(_)));
}

#[test]
fn a_record_as_it_was_known_on_a_day() {
    let text = good_and(
        r#"minutes_received = 2026-03-30
[[appointments]]
id = "AP-2"
date = 2026-04-20
booked_on = 2026-02-01
outcome = "was_not_brought"
follow_up = { date = 2026-05-01 }
[[appointments]]
id = "AP-3"
date = 2026-04-21
booked_on = 2026-03-15
outcome = "booked"
[[appointments]]
id = "AP-4"
date = 2026-04-22
outcome = "cancelled_by_family"
[[conditions]]
id = "CO-1"
name = "asthma"
identified = 2026-01-01
resolved = 2026-05-01
[[medications]]
id = "ME-1"
name = "salbutamol"
started = 2026-01-01
concerns = [{ id = "X-1", date = 2026-03-09 }, { id = "X-2", date = 2026-03-11 }]
[[plans]]
id = "PL-1"
kind = "child_protection"
date = 2026-01-12
actions = [{ text = "a", due = 2026-06-01, done = 2026-03-11 }]
"#,
    );
    let case = case_of(&text).known_at(Day::new(2026, 3, 10).unwrap());
    let ids: Vec<_> =
        case.appointments.entries().iter().map(|entry| entry.id.given().unwrap().0.as_str()).collect();
    assert_eq!(ids, ["AP-1", "AP-2", "AP-4"], "AP-3 was booked later");
    let later = &case.appointments.entries()[1];
    assert_eq!(later.outcome.given(), Some(&AppointmentOutcome::Booked), "what came of it is not known yet");
    assert!(later.follow_up.given().is_none());
    let cancelled = case.appointments.entries()[2].outcome.given();
    assert_eq!(cancelled, Some(&AppointmentOutcome::CancelledByFamily));
    assert_eq!(case.meetings.entries().len(), 2, "a meeting ahead is known");
    assert_eq!(case.meetings.entries()[1].minutes_received, Field::Absent);
    assert_eq!(case.conditions.entries()[0].resolved, Field::Absent);
    let medication = &case.medications.entries()[0];
    assert_eq!(medication.concerns.entries().len(), 1);
    let action = &case.plans.entries()[0].actions.entries()[0];
    assert_eq!(action.due.given(), Day::new(2026, 6, 1).as_ref(), "a due date may lie ahead");
    assert_eq!(action.done, Field::Absent);
    assert_eq!(case.pointer(ItemRef::top(Kind::Appointment, 2)), "/appointments/3", "places stay");
    let all = case_of(&text).known_at(Day::new(2026, 12, 31).unwrap());
    assert_eq!(all.appointments.entries().len(), 4);
}

#[test]
fn toml_and_json_of_one_record_read_the_same() {
    let table: toml::Table = GOOD.parse().unwrap();
    let json = serde_json::to_value(&table).unwrap().to_string();
    // toml writes dates into JSON as tables of their own.
    let json = regex::Regex::new(r#"\{"\$__toml_private_datetime":("[^"]*")\}"#)
        .unwrap()
        .replace_all(&json, "$1")
        .into_owned();
    let export = Export::new();
    export.file("a.json", json);
    let intake = export.read();
    assert_eq!(told(&intake), "");
    assert_eq!(format!("{:?}", intake.children[0].case), format!("{:?}", case_of(GOOD)));
}

#[test]
fn the_case_records_to_develop_against_are_read_without_a_word() {
    let Some(folder) = shared_cases() else { return };
    let intake = sharecheck::intake::read(&[folder], &mut &b""[..], &sharecheck::intake::Options::default());
    assert_eq!(told(&intake), "");
    assert_eq!(intake.children.len(), 8);
}

#[test]
fn the_schema_takes_good_records_and_refuses_bad_ones() {
    let schema = schema();
    jsonschema::meta::validate(&schema).unwrap();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    if let Some(folder) = shared_cases() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let record: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            let faults: Vec<String> = validator.iter_errors(&record).map(|fault| fault.to_string()).collect();
            assert!(faults.is_empty(), "{}: {faults:?}", path.display());
        }
    }
    let good = serde_json::json!({"format": "sharecheck-case/1", "child": {"id": "C-1"}, "sharings": [
        {"id": "S-1", "at": "2026-03-12T10:00Z", "to": ["P"], "channel": "email"}]});
    assert!(validator.is_valid(&good));
    for (pointer, bad) in [
        ("/format", serde_json::json!("sharecheck-case/2")),
        ("/child", serde_json::json!({})),
        ("/child/id", serde_json::json!(7)),
        ("/child/id", serde_json::json!(" ")),
        ("/sharings", serde_json::json!({})),
        ("/sharings/0/at", serde_json::json!("12/03/2026")),
        ("/sharings/0/channel", serde_json::json!("pigeon")),
        ("/sharings/0/to", serde_json::json!("P")),
        (
            "/sharings/0",
            serde_json::json!({"id": "S-1", "at": "2026-03-12", "to": [], "channel": "email", "odd": 1}),
        ),
    ] {
        let mut record = good.clone();
        *record.pointer_mut(pointer).unwrap() = bad;
        assert!(!validator.is_valid(&record), "{record}");
    }
}
