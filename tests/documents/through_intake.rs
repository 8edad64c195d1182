//! Documents in an export: who they are about, where findings in them stand, and that nothing is lost in silence.

use std::fs;

use sharecheck::audit::{AuditRequest, run};
use sharecheck::calendar::Day;
use sharecheck::intake::{Intake, Options, read};
use sharecheck::rulebook::{RulebookRequest, load};

use super::build::{docx, p, page, pdf};

const RECORD: &str = "format = \"sharecheck-case/1\"\n[child]\nid = \"C-1\"\n[[meetings]]\nid = \"M-1\"\nkind = \"core_group\"\ndate = 2026-03-04\n";

fn intake(files: &[(&str, Vec<u8>)]) -> Intake {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("c-1.toml"), RECORD).unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let mut intake = read(&[folder.path().to_path_buf()], &mut std::io::empty(), &Options::default());
    let prefix = format!("{}/", folder.path().display());
    for told in &mut intake.diagnostics {
        if let Some(place) = &mut told.location {
            place.file = place.file.replace(&prefix, "");
        }
    }
    intake
}

fn codes(intake: &Intake) -> Vec<String> {
    let place = |told: &sharecheck::diagnostic::Diagnostic| {
        told.location.as_ref().map_or("", |place| place.file.as_str()).to_owned()
    };
    intake.diagnostics.iter().map(|told| format!("{}: {}", place(told), told.code)).collect()
}

fn minutes() -> Vec<u8> {
    let body = [
        p("Name of child: AB (C-1)"),
        p("Date of meeting: 4 March 2026"),
        p("Core group meeting"),
        p("Asthma was discussed."),
    ];
    docx(&body.concat())
}

#[test]
fn every_kind_of_document_is_read_as_minutes_of_its_meeting() {
    let text = "Name of child: AB (C-1)\n\nDate of meeting: 4 March 2026\n\nCore group meeting\n\nAsthma was discussed.\n";
    let html: String = text.lines().map(|line| format!("<p>{line}</p>")).collect();
    let odt = super::build::archive(&[(
        "content.xml",
        &format!(
            "<d><body><text>{}</text></body></d>",
            text.lines().map(|line| format!("<p>{line}</p>")).collect::<String>()
        ),
    )]);
    let lines = page(&[
        (50, 800, "Name of child: AB \\(C-1\\)"),
        (50, 770, "Date of meeting: 4 March 2026"),
        (50, 740, "Core group meeting"),
        (50, 710, "Asthma was discussed."),
    ]);
    let files = [
        ("a.docx", minutes()),
        ("a.docm", minutes()),
        ("a.odt", odt),
        ("a.pdf", pdf(&[lines])),
        ("a.HTML", html.clone().into_bytes()),
        ("a.htm", html.into_bytes()),
        ("a.eml", format!("From: a@example.org\nSubject: Minutes\n\n{text}").into_bytes()),
    ];
    for (name, bytes) in files {
        let intake = intake(&[(name, bytes)]);
        assert_eq!(codes(&intake), Vec::<String>::new(), "{name}");
        let minutes = &intake.children[0].minutes;
        assert_eq!(minutes.len(), 1, "{name}");
        assert_eq!(minutes[0].meeting, Some(0), "{name}");
        assert!(minutes[0].text.contains("Asthma was discussed."), "{name}");
    }
}

#[test]
fn a_finding_in_a_document_says_where_its_reader_finds_it() {
    let book = load(&RulebookRequest::default()).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let mut request = AuditRequest::at(Day::parse("2026-03-31").unwrap());
    request.show_not_applicable = true;
    let report = run(intake(&[("a.docx", minutes())]), &book, &request, &|| {});
    let places: Vec<_> = report
        .checks
        .iter()
        .flat_map(|check| &check.evidence)
        .filter_map(|fact| fact.place.as_ref())
        .filter(|place| place.file.ends_with("a.docx"))
        .map(|place| (place.part.clone(), place.line))
        .collect();
    assert!(places.contains(&("paragraph 4".to_owned(), 4)), "{places:?}");
    let json = serde_json::to_value(&report).unwrap();
    assert!(json.to_string().contains("\"part\":\"paragraph 4\""));
    let schema = serde_json::from_str(sharecheck::report::json::SCHEMA).unwrap();
    let schema = jsonschema::draft202012::new(&schema).unwrap();
    assert!(schema.is_valid(&json));
}

fn mail(attachments: &[(&str, &str, &[u8])], text: &str) -> Vec<u8> {
    let mut mail = format!("From: a@example.org\r\nSubject: Core group minutes\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n{text}\r\n").into_bytes();
    for (name, how, bytes) in attachments {
        mail.extend(format!("--b\r\nContent-Type: image/x; name=\"{name}\"\r\nContent-Disposition: {how}; filename=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n").bytes());
        mail.extend(base64(bytes).bytes());
        mail.extend(b"\r\n");
    }
    mail.extend(b"--b--\r\n");
    mail
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for (at, part) in bytes.chunks(3).enumerate() {
        let bits =
            part.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - part.len()));
        for place in 0..4 {
            let sign = SIGNS[usize::try_from(bits >> (18 - 6 * place) & 63).unwrap()];
            text.push(if place > part.len() { '=' } else { char::from(sign) });
        }
        if at % 19 == 18 {
            text.push_str("\r\n");
        }
    }
    text
}

#[test]
fn attached_minutes_are_read_and_the_note_around_them_is_told() {
    let files = [("m.eml", mail(&[("minutes.docx", "attachment", &minutes())], "Dear all, see attached."))];
    let intake = intake(&files);
    assert_eq!(codes(&intake), ["m.eml: covering-message"]);
    let minutes = &intake.children[0].minutes;
    assert!(minutes[0].source.file.ends_with("m.eml/minutes.docx"), "{}", minutes[0].source.file);
}

#[test]
fn minutes_in_the_message_itself_are_read_beside_what_is_attached() {
    let text = "Child ID: C-1\r\n\r\nDate of meeting: 4 March 2026\r\n\r\nAsthma was discussed.";
    let agenda = docx(&p("Agenda of the day"));
    let intake = intake(&[("m.eml", mail(&[("agenda.docx", "attachment", &agenda)], text))]);
    assert_eq!(codes(&intake), ["m.eml/agenda.docx: no-minutes"]);
    assert!(intake.children[0].minutes[0].source.file.ends_with("m.eml"));
}

#[test]
fn what_is_attached_and_not_read_is_told_by_its_weight() {
    let text = "Child ID: C-1\r\n\r\nDate of meeting: 4 March 2026\r\n\r\nAsthma was discussed.";
    let attached: [(&str, &str, &[u8]); 5] = [
        ("logo.png", "inline", b"x"),
        ("scan.jpg", "attachment", b"x"),
        ("old.doc", "attachment", b"x"),
        ("list.xlsx", "attachment", b"x"),
        ("invite.ics", "attachment", b"x"),
    ];
    let intake = intake(&[("m.eml", mail(&attached, text))]);
    let mut told: Vec<String> = intake
        .diagnostics
        .iter()
        .map(|told| format!("{:?} {} {}", told.weight, told.code, told.message))
        .collect();
    told.sort();
    assert_eq!(
        told,
        [
            "Error attachment-not-read the attachment list.xlsx was not read",
            "Error attachment-not-read the attachment old.doc was not read",
            "Note attachment-not-read the attachment invite.ics was not read",
            "Note attachment-not-read the attachment logo.png was not read",
            "Warning attachment-not-read the attachment scan.jpg was not read",
        ]
    );
    assert!(!intake.is_complete());
}

#[test]
fn messages_within_messages_come_to_an_end() {
    let mut inner = mail(&[], "Innermost.");
    for _ in 0..8 {
        inner = mail(&[("in.eml", "attachment", &inner)], "Outer.");
    }
    let intake = intake(&[("m.eml", inner)]);
    assert!(codes(&intake).iter().any(|code| code.ends_with("attachment-not-read")), "{:?}", codes(&intake));
}

#[test]
fn documents_that_cannot_be_read_make_the_run_incomplete() {
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("a.docx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec()),
        ("b.docx", b"PK nothing".to_vec()),
        ("c.pdf", pdf(&["0 0 1 1 re f".to_owned()])),
        ("d.eml", Vec::new()),
        ("e.doc", b"x".to_vec()),
        ("f.rtf", b"x".to_vec()),
        ("g.msg", b"x".to_vec()),
    ];
    let intake = intake(&files);
    assert_eq!(
        codes(&intake),
        [
            "a.docx: document-protected",
            "b.docx: document-damaged",
            "c.pdf: no-text",
            "d.eml: empty-file",
            "e.doc: document-not-read",
            "f.rtf: document-not-read",
            "g.msg: document-not-read",
        ]
    );
    assert!(!intake.is_complete());
    assert!(intake.diagnostics.iter().all(|told| !told.help.is_empty()));
}
