//! Every diagnostic once, as a nurse would read it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use sharecheck::intake::CODES;

use super::export::{Export, GOOD, codes, good_and, json, minutes, told};

/// An input that causes one diagnostic.
type Cause = fn(&mut Export);

#[rustfmt::skip]
const CAUSES: &[(&str, Cause)] = &[
    ("link-not-followed", |e| link("c.toml", &e.path().join("d.toml"))),
    ("rulebook-folder", |e| { e.file("pack/rulebook.toml", "id = \"x\"").file("pack/a.md", "a"); }),
    ("hidden", |e| { e.file(".git/config", "x").file(".c.toml", GOOD).file("~$minutes.docx", "x"); }),
    ("folder-named-like-a-file", |e| { e.file("x.toml/c.toml", GOOD); }),
    ("not-read", |e| { for n in ["1.png", "2.png", "3.png", "4.png", "a.csv", "Makefile"] { e.file(n, "x"); } }),
    ("document-not-read", |e| { e.file("C-1_2026-03-10_core-group.doc", "x").file("b.RTF", "x").file("c.msg", "x"); }),
    ("document-damaged", |e| { e.file("C-1_2026-03-10_core-group.docx", "x").file("b.PDF", "x").file("c.odt", word("x")).file("d.eml", "x"); }),
    ("document-protected", |e| { e.file("a.docx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").file("b.pdf", "%PDF-1.7 /Encrypt"); }),
    ("document-too-large", |e| { e.options.limits.document_depth = 2; e.file("a.docx", word("<w:p/>")).file("b.html", "<p><b><i>x"); }),
    ("text-left-out", |e| { e.file("a.toml", GOOD).file("C-1_2026-03-10_core-group.docx", word("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r><w:r><w:t>Present: all</w:t></w:r></w:p>")); }),
    ("attachment-not-read", |e| { e.file("a.toml", GOOD).file("C-1_2026-03-10_core-group.eml", mail("Present: all", "growth.xlsx")); }),
    ("earlier-message", |e| { e.file("a.toml", GOOD).file("C-1_2026-03-10_core-group.eml", "From: a@example.org\nSubject: Minutes\n\nPresent: all\n> Who was there?\n"); }),
    ("covering-message", |e| { e.file("a.toml", GOOD).file("m.eml", mail("Please see attached.", "C-1_2026-03-10_core-group.txt")); }),
    ("too-many-files", |e| { e.options.limits.files = 1; e.file("a.toml", GOOD).file("b.toml", GOOD).file("c.toml", ""); }),
    ("file-too-large", |e| { e.options.limits.file_bytes = 9; e.options.limits.minutes_bytes = 2000; e.file("a.json", json("C-1")).file("m.md", vec![b' '; 2001]); }),
    ("empty-file", |e| { e.file("a.toml", "").file("b.json", b"\xEF\xBB\xBF").file("c.ndjson", "\n \n").file("d.md", "\r\n"); }),
    ("no-text", |e| { e.file("a.toml", b"\x89PNG\0\0").file("b.md", b"\xFF\xFEx").file("c.jsonl", b"\0PNG\n{}\n"); }),
    ("encoding-guessed", |e| { e.file("a.toml", b"format = \"sharecheck-case/1\"\n[child]\nid = \"C-1\"\nschool_or_setting = \"\xC9cole\"\n"); }),
    ("bad-toml", |e| { e.file("a.toml", "format = \"sharecheck-case/1\"\n[child]\nid = C-1\ndate_of_birth = 2016-02-30\n"); }),
    ("bad-json", |e| { e.file("a.json", "{\"format\": \"sharecheck-case/1\",\n \"child\": {\"id\": \"C-1\",}}"); }),
    ("bad-list", |e| { e.file("a.json", format!("[{} {},\n]", json("C-1"), json("C-2"))); }),
    ("cut-short", |e| { e.file("a.json", &json("C-1")[..40]).file("b.ndjson", format!("{}\n{}", json("C-1"), &json("C-2")[..50])); }),
    ("not-a-number", |e| { e.file("a.json", "{\"format\": \"sharecheck-case/1\", \"child\": {\"id\": \"C-1\",\n \"gestation_weeks\": NaN}}"); }),
    ("trailing-text", |e| { e.file("a.json", json("C-1") + "\n" + &*json("C-2")).file("b.json", format!("[{}]]", json("C-3"))); }),
    ("not-a-record-a-line", |e| { e.file("a.ndjson", "{\n \"format\": \"sharecheck-case/1\"\n}"); }),
    ("endless-line", |e| { e.options.limits.record_bytes = 100; e.options.limits.file_bytes = 9000; e.file("a.ndjson", format!("{}\n{}\n{}", json("C-1"), "x".repeat(99_999), json("C-2"))); }),
    ("record-too-large", |e| { e.options.limits.record_bytes = 100; e.file("a.ndjson", format!("{}\n{}\n{}", json("C-1"), "x".repeat(101), json("C-2"))).file("b.toml", GOOD); }),
    ("too-deep", |e| { e.file("a.toml", format!("x = {}", "[".repeat(200))).file("b.json", format!("{{\"child\": {}", "[".repeat(200))); }),
    ("too-many-entries", |e| { e.options.limits.entries = 10; e.file("a.toml", GOOD).file("b.json", "{\"format\": \"sharecheck-case/1\", \"x\": [1,2,3,4,5,6,7,8,9,10,11]}"); }),
    ("too-many-records", |e| { e.options.limits.records = 1; e.file("a.ndjson", format!("{}\n{}\n", json("C-1"), json("C-2"))); }),
    ("set-aside", |e| { e.file("mapping.toml", "format = \"sharecheck-mapping/1\"\n[child]\nid = \"ChildRef\"\n").file("sharecheck.toml", "a = 1").file("r.json", "{\"format\": \"sharecheck-report/1\"}").file("l.json", "[]").file("n.jsonl", "{\"topic\": 1}\n{}\n"); }),
    ("no-record-among-records", |e| { e.file("a.ndjson", json("C-1") + "\n{\"topic\": 1}\n7\n"); }),
    ("newer-format", |e| { e.file("a.toml", GOOD.replace("case/1", "case/2") + "\n[new_thing]\nx = 1\n"); }),
    ("unknown-format", |e| { e.file("a.toml", GOOD.replace("sharecheck-case/1", "sharecheck_case")); }),
    ("nameless-record", |e| { e.file("a.json", "{\"format\": \"sharecheck-case/1\"}").file("b.json", "{\"format\": \"sharecheck-case/1\", \"child\": {\"initials\": \"AB\"}}"); }),
    ("unknown-field", |e| { e.file("a.toml", good_and("follow_upp = 1\nzzz = 2\n[[medicatons]]\nid = \"x\"\n")); }),
    ("field-twice", |e| { e.file("a.json", "{\"format\": \"sharecheck-case/1\",\n\"child\": {\"id\": \"C-1\", \"id\": \"C-2\"}}"); }),
    ("missing-field", |e| { e.file("a.toml", good_and("[[sharings]]\nid = \"S-1\"\n")).file("b.toml", GOOD.replace("format = \"sharecheck-case/1\"", "").replace("C-1", "C-2")); }),
    ("wrong-type", |e| { e.file("a.json", r#"{"format": "sharecheck-case/1", "child": {"id": "C-1", "initials": 7, "gestation_weeks": "38"},
        "conditions": [{"id": "CO-1", "name": ["a"], "long_term": "yes", "category": 3}], "sharings": {"id": "S-1"}, "carers": ["mother"]}"#); }),
    ("bad-date", |e| { e.file("a.toml", good_and("[[sharings]]\nid = \"S-1\"\nat = \"12/03/2026\"\nto = [\"P-SW\"]\nchannel = \"email\"\n[[supervisions]]\nid = \"SU-1\"\ndate = \"last week\"\npractitioner = \"P-SN\"\n")); }),
    ("unknown-value", |e| { e.file("a.toml", GOOD.replace("was_not_brought", "Was not brought").replace("core_group", "tea")); }),
    ("null-value", |e| { e.file("a.json", "{\"format\": \"sharecheck-case/1\", \"child\": {\"id\": \"C-1\", \"initials\": null}, \"sharings\": null}"); }),
    ("empty-entry", |e| { e.file("a.json", "{\"format\": \"sharecheck-case/1\", \"child\": {\"id\": \"C-1\"}, \"sharings\": [null], \"not_collected\": [\" \"]}"); }),
    ("unknown-path", |e| { e.file("a.toml", format!("not_collected = [\"meetings.minutes_recieved\", \"meetings.date.day\", \"tea\"]\n{GOOD}")); }),
    ("collected-after-all", |e| { e.file("a.toml", format!("not_collected = [\"meetings\"]\n{GOOD}")); }),
    ("id-twice", |e| { e.file("a.toml", GOOD.replace("P-SN", "P-SW").replace("M-1", "AP-1")); }),
    ("no-such-id", |e| { e.file("a.toml", good_and("attended = [\"P-SM\", \"P-NOBODY\"]\ninvited = [\"P-NOBODY\"]\n")); }),
    ("wrong-reference", |e| { e.file("a.toml", good_and("attended = [\"AP-1\"]\n")); }),
    ("transfer-of-nobody", |e| { e.file("a.toml", good_and("[[placements]]\nid = \"PL-1\"\nstart = 2026-01-01\ntransfers_of_care = [{ arranged = 2026-01-01 }]\n")); }),
    ("no-significance", |e| { e.file("a.toml", good_and("[[sharings]]\nid = \"S-1\"\nat = 2026-03-12\nto = [\"P-SW\"]\nchannel = \"email\"\nsignificance = \"N/A\"\n")); }),
    ("dates-out-of-order", |e| { e.file("a.toml", good_and("minutes_received = 2026-03-20\nrecorded_in_health_record = 2026-03-23\n").replace("start = 2026-01-12", "start = 2026-01-12\nend = 2026-01-02")); }),
    ("shared-on-another-day", |e| { e.file("a.toml", good_and("[[sharings]]\nid = \"S-1\"\nat = 2026-03-12T10:00\nto = [\"P-SW\"]\nchannel = \"meeting\"\nmeeting = \"M-1\"\n")); }),
    ("before-birth", |e| { e.file("a.toml", good_and("[[growth]]\nid = \"G-1\"\ndate = 2006-03-12\n")); }),
    ("born-and-expected", |e| { e.file("a.toml", GOOD.replace("date_of_birth", "expected_date_of_birth = 2016-05-20\ndate_of_birth")); }),
    ("bad-nhs-number", |e| { e.file("a.toml", GOOD.replace("date_of_birth", "nhs_number = \"943 476 5918\"\ndate_of_birth")).file("b.json", "{\"format\": \"sharecheck-case/1\", \"child\": {\"id\": \"C-2\", \"nhs_number\": \"not known\"}}"); }),
    ("impossible-measure", |e| { e.file("a.toml", good_and("[[growth]]\nid = \"G-1\"\ndate = 2026-03-12\nweight_kg = 31500\nheight_cm = -1\nweight_centile = 250\n")); }),
    ("child-twice", |e| { e.file("a.toml", GOOD).file("b.ndjson", json("C-0") + "\n" + &*json("C-1")); }),
    ("no-minutes", |e| { e.file("README.md", "# Our export of the core group meeting").file("notes.txt", "Milk, bread, eggs."); }),
    ("bad-front-matter", |e| { e.file("a.toml", GOOD).file("C-1_2026-03-10_core-group.md", "+++\nchild = C-1\n+++\nPresent: all"); }),
    ("unknown-front-matter", |e| { e.file("a.toml", GOOD).file("m.md", minutes("C-1", "date = 2026-03-10\nmeetnig = \"core_group\"\n")); }),
    ("unclear-front-matter", |e| { e.file("a.toml", GOOD).file("m.md", minutes("C-1", "date = \"10/03/2026\"\nmeeting = \"tea\"\nmeeting_id = \"M-1\"\n")); }),
    ("minutes-without-child", |e| { e.file("a.toml", GOOD).file("core group march.txt", "Present: all"); }),
    ("minutes-without-date", |e| { e.file("a.toml", GOOD).file("m.md", minutes("C-1", "meeting = \"core_group\"\n")); }),
    ("minutes-without-record", |e| { e.file("a.toml", GOOD).file("m.md", minutes("C-9", "date = 2026-03-10\n")); }),
    ("minutes-without-meeting", |e| { e.file("a.toml", GOOD).file("m.md", minutes("C-1", "date = 2026-03-11\n")).file("n.md", minutes("C-1", "date = 2026-03-10\nmeeting = \"early_help\"\n")); }),
    ("minutes-of-unknown-meeting", |e| { e.file("a.toml", GOOD).file("m.md", minutes("C-1", "meeting_id = \"M-9\"\n")); }),
    ("meeting-not-clear", |e| { e.file("a.toml", GOOD.replace("2026-03-24", "2026-03-10")).file("m.md", minutes("C-1", "date = 2026-03-10\n")); }),
    ("minutes-say-another-day", |e| { e.file("a.toml", GOOD).file("m.md", minutes("C-1", "meeting_id = \"M-1\"\ndate = 2026-03-11\n")); }),
    ("minutes-say-another-kind", |e| { e.file("a.toml", GOOD).file("m.md", minutes("C-1", "meeting_id = \"M-1\"\nmeeting = \"early_help\"\n")); }),
    ("minutes-name-another", |e| { e.file("a.toml", good_and("[[minutes]]\nmeeting = \"M-1\"\ntext = '''\n+++\nmeeting_id = \"M-2\"\n+++\nPresent: all'''\n")); }),
    ("minutes-of-another-child", |e| { e.file("a.toml", good_and("[[minutes]]\nmeeting = \"M-1\"\ntext = '''\n+++\nchild = \"C-2\"\n+++\nPresent: all'''\n")); }),
    ("minutes-twice", |e| { e.file("a.toml", good_and("[[minutes]]\nmeeting = \"M-1\"\ntext = \"Present: all\"\n")).file("m.md", minutes("C-1", "date = 2026-03-10\n")); }),
    ("and-more", |e| { e.options.limits.diagnostics = 2; e.file("a.toml", good_and("a = 1\nb = 2\nc = 3\nd = 4\n")); }),
];

/// Those that need more than files in a folder; each has a test of its own in `files.rs`.
const ELSEWHERE: &[&str] = &["no-such-path", "cannot-read", "not-a-file", "named-twice", "file-name-unclear"];

/// A Word document with a body.
fn word(body: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let text = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    std::io::Write::write_all(&mut zip, text.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

/// A message with a file attached, which says who was there.
fn mail(text: &str, attached: &str) -> String {
    format!(
        "From: a@example.org\nSubject: Minutes\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n{text}\n\
         --b\nContent-Type: text/x\nContent-Disposition: attachment; filename=\"{attached}\"\n\nPresent: all\n--b--\n"
    )
}

#[cfg(unix)]
fn link(name: &str, to: &Path) {
    let folder = to.parent().unwrap();
    std::os::unix::fs::symlink(folder, folder.join("loop")).unwrap();
    fs::write(to, GOOD).unwrap();
    std::os::unix::fs::symlink(to, folder.join(name)).unwrap();
}

#[cfg(not(unix))]
fn link(_: &str, _: &Path) {}

#[test]
fn every_diagnostic_reads_well() {
    let mut shown = String::new();
    for (code, cause) in CAUSES {
        let mut export = Export::new();
        cause(&mut export);
        let intake = export.read();
        assert!(codes(&intake).contains(code), "{code} is not caused, but:\n{}", told(&intake));
        shown += &format!("--- {code}\n{}\n", told(&intake));
    }
    insta::assert_snapshot!("catalogue", shown);
}

#[test]
fn the_catalogue_is_complete() {
    let listed: BTreeSet<&str> = CODES.iter().map(|(code, _)| *code).collect();
    let tested: BTreeSet<&str> =
        CAUSES.iter().map(|(code, _)| *code).chain(ELSEWHERE.iter().copied()).collect();
    assert_eq!(listed, tested);
    assert_eq!(listed.len(), CODES.len(), "no code twice");
}

#[test]
fn every_code_is_produced_in_one_place() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut text = String::new();
    for part in ["case", "intake"] {
        for entry in walkdir::WalkDir::new(source.join(part)) {
            let path = entry.unwrap().into_path();
            if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("catalogue.rs") {
                text += &fs::read_to_string(path).unwrap();
            }
        }
    }
    for (code, _) in CODES {
        assert_eq!(text.matches(&format!("\"{code}\"")).count(), 1, "{code}");
    }
}
