//! `minutes`: what is told of one set of minutes, and in which form.

use serde_json::Value;

use super::super::trial::{NEVER_SHARED, Trial};
use super::super::{Exit, Terminal};
use crate::language::Topic;

const FILE: &str = "C-1001_2026-03-04_core-group.md";

const TEXT: &str = "# Core group

**Present:** Rosa Lind (social worker, chair), Ken Abara (school nurse), Mum. **Apologies:** Dr Oduya.

## Health

Ken explained that Ava has **asthma**. She has Clenil twice a day. Without it her airways \
swell and she ends up in hospital. Her PEFR was 210.

Medication: Clenil twice a day.

Her growth is to be discussed at the next core group.

Brother Luca has ADHD.

## Immunisations

| Indicator | Y/N |
|---|---|
| Spacer seen | N |
| All health appointments attended | Y |
";

fn trial() -> Trial {
    Trial::new(&[(FILE, TEXT), ("case.toml", NEVER_SHARED)])
}

fn json(trial: &Trial, words: &[&str]) -> Value {
    let ran = trial.run(&[&["minutes", "--format", "json"], words].concat());
    let value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{ran:?}"));
    let schema: Value = serde_json::from_str(&trial.run(&["schema", "minutes"]).stdout).unwrap();
    assert!(jsonschema::draft202012::meta::is_valid(&schema));
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let faults: Vec<_> =
        validator.iter_errors(&value).map(|fault| format!("{fault} at {}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    value
}

#[test]
fn it_looks_as_it_did() {
    let mut trial = trial();
    let text = format!("+++\nchild = \"C-1001\"\ndate = 2026-03-04\n+++\n{TEXT}");
    trial.stdin = text.leak();
    let shown = |trial: &Trial, words: &[&str]| trial.run(&[&["minutes", "-"], words].concat()).stdout;
    insta::assert_snapshot!(shown(&trial, &[]));
    insta::assert_snapshot!(shown(&trial, &["--format", "plain"]));
    trial.terminal = Terminal { stdout: true, stderr: true, width: Some(60), unicode: false };
    insta::assert_snapshot!(shown(&trial, &["--color", "never", "--topic", "medication"]));
}

#[test]
fn a_document_is_told_by_its_parts_and_not_by_lines_that_nobody_sees() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/minutes/pellbridge-core-group-march.docx");
    for format in ["plain", "pretty"] {
        let told = trial().run(&["minutes", file, "--format", format]).stdout;
        assert!(told.contains("paragraph 5") && told.contains("table 1, row 3"), "{told}");
        assert!(!told.contains("line "), "{told}");
    }
}

#[test]
fn colour_adds_nothing_but_colour() {
    let trial = trial();
    let colourful = trial.run(&["minutes", FILE, "--color", "always"]).stdout;
    let bare = trial.run(&["minutes", FILE]).stdout;
    assert_ne!(colourful, bare);
    assert_eq!(anstream::adapter::strip_str(&colourful).to_string(), bare);
}

#[test]
fn json_keeps_to_its_schema_and_says_the_same() {
    let trial = trial();
    let value = json(&trial, &[FILE]);
    assert_eq!(value["format"], "sharecheck-minutes/1");
    assert_eq!((&value["child"], &value["meeting"]), (&"C-1001".into(), &"core_group".into()));
    assert_eq!(value["date"], "2026-03-04");
    assert_eq!(value["attendance"][3]["there"], false);
    let topics = value["topics"].as_array().unwrap();
    assert_eq!(topics.len(), Topic::ALL.len());
    let of = |name: &str| topics.iter().find(|topic| topic["topic"] == name).unwrap();
    assert_eq!(of("medication")["status"], "explained");
    assert_eq!(of("medication")["quotes"][0]["line"], 7);
    assert_eq!(of("growth")["status"], "deferred");
    assert_eq!(of("growth")["quotes"][0]["doubt"]["reason"], "put_off");
    assert_eq!(of("neurodiversity")["status"], "absent");
    assert_eq!(of("neurodiversity")["passed_over"][0]["doubt"]["reason"], "about_sibling");
    assert_eq!(of("immunisation")["passed_over"][0]["doubt"]["reason"], "only_a_heading");
    assert!(value["jargon"].as_array().unwrap().iter().any(|term| term["explained"] == false));
    assert!(value["claims"].to_string().contains("all_appointments_attended"));
}

#[test]
fn one_file_is_an_object_and_more_are_a_list() {
    let trial = trial();
    assert!(json(&trial, &[FILE]).is_object());
    assert_eq!(json(&trial, &[FILE, FILE]).as_array().map(Vec::len), Some(2));
    assert_eq!(json(&trial, &["."]).as_array().map(Vec::len), Some(1));
    let only = json(&trial, &[FILE, "--topic", "child-voice,Was Not Brought"]);
    assert_eq!(only["topics"].as_array().map(Vec::len), Some(2));
}

#[test]
fn every_status_has_a_quote_that_stands_in_the_text() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/minutes");
    let value = json(&trial(), &[folder]);
    let sheets = value.as_array().unwrap();
    assert!(sheets.len() > 10);
    for sheet in sheets {
        // A document has parts instead of lines; what they hold is tested where it is read.
        let Ok(text) = std::fs::read_to_string(sheet["file"].as_str().unwrap()) else {
            let topics = sheet["topics"].as_array().unwrap();
            assert!(
                topics
                    .iter()
                    .flat_map(|topic| topic["quotes"].as_array().unwrap())
                    .all(|quote| quote["part"].is_string())
            );
            continue;
        };
        let lines: Vec<&str> = text.lines().collect();
        let further = sheet["further"].as_array().unwrap();
        for topic in sheet["topics"].as_array().unwrap().iter().chain(further) {
            let quotes = topic["quotes"].as_array().unwrap();
            assert_eq!(quotes.is_empty(), topic["status"] == "absent", "{topic}");
            for quote in quotes {
                let at = |name: &str| usize::try_from(quote[name].as_u64().unwrap()).unwrap();
                let line: String = lines[at("line") - 1].chars().skip(at("column") - 1).collect();
                let first = quote["text"].as_str().unwrap().split_whitespace().next().unwrap();
                assert!(line.trim_start_matches(['*', '_']).starts_with(first), "{line} / {quote}");
                assert!(topic["status"] == "explained" || quote["doubt"]["says"].is_string(), "{topic}");
            }
        }
    }
}

#[test]
fn standard_input_is_one_set_of_minutes() {
    let mut trial = trial();
    trial.stdin = TEXT;
    let value = json(&trial, &["-"]);
    assert_eq!((&value["file"], &value["child"]), (&"-".into(), &Value::Null));
    assert_eq!(value["topics"][2]["status"], "explained");
}

#[test]
fn a_record_tells_who_is_who() {
    let trial = trial();
    assert_eq!(json(&trial, &[FILE])["record"], Value::Null);
    assert_eq!(json(&trial, &[FILE, "--case", "case.toml"])["record"], "C-1001");
    let wrong = trial.run(&["minutes", FILE, "--case", FILE]);
    assert_eq!(wrong.exit, Exit::Usage, "{wrong:?}");
    let others = NEVER_SHARED.replace("C-1001", "C-2");
    let others = Trial::new(&[(FILE, TEXT), ("case.toml", &others)]);
    let ran = others.run(&["minutes", FILE, "--case", "case.toml"]);
    assert!(ran.stderr.contains("of whom no record was given"), "{ran:?}");
}

#[test]
fn what_is_wrong_is_told_by_the_exit_code() {
    let trial = Trial::new(&[
        (FILE, TEXT),
        ("case.toml", NEVER_SHARED),
        ("bad.md", "+++\nchild = \n+++\nHe is well.\n"),
    ]);
    let exit = |words: &[&str]| trial.run(&[&["minutes"], words].concat()).exit;
    assert_eq!(exit(&[FILE]), Exit::Clean);
    assert_eq!(exit(&["no-such.md"]), Exit::NoInput);
    assert_eq!(exit(&["case.toml"]), Exit::NoInput);
    assert_eq!(exit(&[FILE, "bad.md"]), Exit::Incomplete);
    assert_eq!(exit(&[FILE, "no-such.md"]), Exit::Incomplete);
    assert_eq!(exit(&[]), Exit::Usage);
    let near = trial.run(&["minutes", FILE, "--topic", "medicaton"]);
    assert!(near.exit == Exit::Usage && near.stderr.contains("did you mean `medication`"), "{near:?}");
}

#[test]
fn nothing_in_the_text_reaches_the_terminal_as_a_control() {
    let text = "# Core group \u{1b}[2J\n\nPresent: A\u{1b}]0;x\u{7}, B\n\nHe has asthma\u{202e} and \u{9b}1m wheezes.\n";
    for format in ["pretty", "plain"] {
        let shown = Trial::new(&[("a.md", text)]).run(&["minutes", "a.md", "--format", format]).stdout;
        let steering: Vec<_> =
            shown.chars().filter(|c| c.is_control() && *c != '\n' || *c == '\u{202e}').collect();
        assert!(shown.contains("asthma") && steering.is_empty(), "{steering:?}");
    }
}

#[test]
fn lines_keep_to_the_width() {
    let mut trial = trial();
    for width in [40, 60, 100] {
        trial.terminal = Terminal { stdout: true, stderr: true, width: Some(width), unicode: true };
        let shown = trial.run(&["minutes", FILE, "--color", "never"]).stdout;
        let wide: Vec<_> = shown
            .lines()
            .filter(|line| unicode_width::UnicodeWidthStr::width(*line) > width)
            .filter(|line| !line.contains(FILE)) // the name of a file is never cut
            .collect();
        assert!(wide.is_empty(), "wider than {width}: {wide:#?}");
    }
}
