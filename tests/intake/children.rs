//! Records and minutes put together.

use sharecheck::calendar::Day;
use sharecheck::case::{Got, MeetingKind};
use sharecheck::diagnostic::Weight;
use sharecheck::intake::Form;

use super::export::{Export, GOOD, codes, good_and, minutes, told};

#[test]
fn minutes_find_their_meeting_by_id_by_day_and_by_the_name_of_the_file() {
    let export = Export::new();
    export.file("c.toml", GOOD);
    export.file("by-id.md", minutes("C-1", "meeting_id = \"M-2\"\n"));
    export.file("C-1_2026-03-10_core-group.txt", "Present: all.\n");
    let intake = export.read();
    assert_eq!(told(&intake), "");
    let found: Vec<_> =
        intake.children[0].minutes.iter().map(|one| (one.meeting, one.kind, one.date)).collect();
    let group = Some(MeetingKind::CoreGroup);
    assert_eq!(
        found,
        [(Some(0), group, Day::new(2026, 3, 10)), (Some(1), group, Day::new(2026, 3, 24))],
        "in order of day"
    );
    assert!(matches!(intake.children[0].minutes[0].form, Form::Text));
    assert!(matches!(intake.children[0].minutes[1].form, Form::Markdown));
}

#[test]
fn of_two_meetings_on_one_day_the_kind_decides() {
    let two = GOOD.replace(
        "id = \"M-2\"\nkind = \"core_group\"\ndate = 2026-03-24",
        "id = \"M-2\"\nkind = \"early_help\"\ndate = 2026-03-10",
    );
    for (line, meeting, code) in [
        ("meeting = \"early_help\"\n", Some(1), None),
        ("meeting = \"core_group\"\n", Some(0), None),
        ("", None, Some("meeting-not-clear")),
        ("meeting = \"child_in_need\"\n", None, Some("minutes-without-meeting")),
    ] {
        let export = Export::new();
        export.file("c.toml", &two).file("m.md", minutes("C-1", &format!("date = 2026-03-10\n{line}")));
        let intake = export.read();
        assert_eq!(intake.children[0].minutes[0].meeting, meeting, "{line}");
        assert_eq!(codes(&intake), Vec::from_iter(code), "{line}");
    }
}

#[test]
fn minutes_inside_the_record_come_before_a_file() {
    let export = Export::new();
    export.file("c.toml", good_and("[[minutes]]\nmeeting = \"M-1\"\ntext = \"inside\"\n"));
    export
        .file("a.md", minutes("C-1", "date = 2026-03-10\n"))
        .file("b.md", minutes("C-1", "date = 2026-03-10\n"));
    let intake = export.read();
    let texts: Vec<_> =
        intake.children[0].minutes.iter().map(|one| (one.text.as_str(), one.pointer.as_str())).collect();
    assert_eq!(texts, [("inside", "/minutes/0/text")]);
    assert_eq!(codes(&intake), ["minutes-twice", "minutes-twice"]);
    assert!(!intake.is_complete());
}

#[test]
fn minutes_alone_are_checked_alone() {
    let export = Export::new();
    export
        .file("C-7_2026-03-10_core-group.md", "Present: all.\n")
        .file("n.md", minutes("C-7", "date = 2026-04-10\n"));
    let intake = export.read();
    assert!(intake.diagnostics.iter().all(|told| told.weight == Weight::Note), "{}", told(&intake));
    assert_eq!(intake.children.len(), 1);
    let child = &intake.children[0];
    assert_eq!((child.case.child_id(), child.source.is_none(), child.minutes.len()), ("C-7", true, 2));
    assert!(
        matches!(sharecheck::case::Slot::got(&child.case.appointments), Got::NotHeld),
        "nothing is collected"
    );
}

#[test]
fn minutes_of_a_child_without_a_record_beside_records_are_an_error() {
    let export = Export::new();
    export.file("c.toml", GOOD).file("m.md", minutes("C-7", "date = 2026-03-10\n"));
    let intake = export.read();
    assert_eq!(codes(&intake), ["minutes-without-record"]);
    assert!(!intake.is_complete());
    assert_eq!(intake.children.len(), 2, "they are checked all the same");
}

#[test]
fn minutes_beside_a_record_that_could_not_be_read_are_not_taken_as_minutes_alone() {
    let export = Export::new();
    export.file("c.toml", "format = ").file("m.md", minutes("C-1", "date = 2026-03-10\n"));
    assert_eq!(codes(&export.read()), ["bad-toml", "minutes-without-record"]);
    assert_eq!(export.read().diagnostics[1].weight, Weight::Error);
}

#[test]
fn of_two_records_of_a_child_the_first_is_used_and_both_are_told() {
    let export = Export::new();
    export.file("a.toml", GOOD).file("b.toml", GOOD.replace("2016-05-14", "2017-05-14"));
    let intake = export.read();
    assert_eq!(codes(&intake), ["child-twice", "child-twice"]);
    assert_eq!(intake.children.len(), 1);
    let born = intake.children[0].case.child.given().unwrap().date_of_birth.given().copied();
    assert_eq!(born, Day::new(2016, 5, 14));
}

#[test]
fn minutes_without_a_day_are_kept_for_their_child() {
    let export = Export::new();
    export.file("c.toml", GOOD).file("m.md", minutes("C-1", "meeting = \"core_group\"\n"));
    let intake = export.read();
    assert_eq!(codes(&intake), ["minutes-without-date"]);
    assert_eq!(intake.children[0].minutes.len(), 1);
}
