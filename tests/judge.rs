//! `.judge(...)`: plain Rhai for a local rule, with the guarantees of all others.

#![expect(clippy::unwrap_used, reason = "in a test a missing file is a failure")]

mod common;

use sharecheck::audit::{AuditRequest, Check, Outcome, run};
use sharecheck::calendar::Day;
use sharecheck::intake;
use sharecheck::rulebook::Rulebook;

const RECORD: &str = r#"
format = "sharecheck-case/1"

[child]
id = "C-1"
date_of_birth = 2016-05-14

[[professionals]]
id = "P-SW"
role = "social_worker"
sector = "social_care"

[[professionals]]
id = "P-SN"
name = "Sam Nurse"
role = "school_nurse"
sector = "health"

[[involvements]]
id = "I-1"
kind = "child_in_need"
start = 2026-01-12
social_worker = "P-SW"

[[appointments]]
id = "AP-1"
date = 2026-03-02
service = "asthma clinic"
outcome = "was_not_brought"
about = ["P-SN"]

[[appointments]]
id = "AP-2"
date = 2026-03-20
booked_on = 2026-01-20
outcome = "attended"

[[sharings]]
id = "S-1"
at = 2026-03-12
by = "P-SN"
to = ["P-SW"]
channel = "email"
about = ["AP-1"]
"#;

fn rulebook(body: &str) -> Rulebook {
    let script = format!(
        "let days = setting(\"days\", 10, \"days allowed\");\n\
         fn told(visit) {{ sharings.any(|s| s.is_about(visit)) }}\n\
         rule(\"LOC-01\", \"A local fault\").clause(\"6.4\").severity(\"low\").each(appointments)\n\
         .judge(|visit, child| {{\n{body}\n}})\n.say(\"Visit to {{service}}\");"
    );
    common::load_rule(&script).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

fn checks(body: &str) -> Vec<Check> {
    let folder = common::folder(&[("c.toml", RECORD)]);
    let read =
        intake::read(&[folder.path().to_path_buf()], &mut std::io::empty(), &intake::Options::default());
    assert!(read.diagnostics.is_empty(), "{:#?}", read.diagnostics);
    let mut request = AuditRequest::at(Day::parse("2026-03-31").unwrap());
    request.select = vec!["LOC".into()];
    let report = run(read, &rulebook(body), &request, &|| {});
    let failed = report.checks.iter().any(|check| check.outcome == Outcome::Error);
    assert_eq!(report.run.complete, !failed);
    report.checks
}

/// The outcomes of the two appointments.
fn outcomes(body: &str) -> [Outcome; 2] {
    let checks = checks(body);
    let [first, second] = checks.as_slice() else { panic!("{checks:#?}") };
    assert!(first.outcome != Outcome::Error, "{}", first.message);
    [first.outcome, second.outcome]
}

fn first(body: &str) -> (Outcome, String) {
    let check = checks(body).remove(0);
    let message = check.message;
    // The folder of the test has a name of its own each time.
    let message = match message.find("failed at ") {
        Some(at) => match message.find("local/one") {
            Some(file) => format!("{}{}", &message[..at + 10], &message[file..]),
            None => message,
        },
        None => message,
    };
    (check.outcome, message)
}

use Outcome::{Due, Error, Met, NotMet, Unknown};

#[test]
fn fields_loops_and_the_usual_operators_work() {
    assert_eq!(outcomes("visit.outcome == \"attended\""), [NotMet, Met]);
    assert_eq!(outcomes("if visit.is_missed && !told(visit) { false } else { true }"), [Met, Met]);
    assert_eq!(
        outcomes(
            "let n = 0; for s in sharings { if s.is_about(visit) { n += 1; } } n == 1 || visit.is_missed"
        ),
        [Met, NotMet]
    );
    assert_eq!(outcomes("visit.date < as_of && visit.date + 18 == days_after(visit.date, 18)"), [Met, Met]);
    assert_eq!(outcomes("visit.date - working_days_after(visit.date, 1) == -1"), [Met, NotMet]);
    assert_eq!(outcomes("as_of - visit.date > days"), [Met, Met]);
}

#[test]
fn lists_have_their_words() {
    assert_eq!(outcomes("sharings.any(|s| s.is_about(visit))"), [Met, NotMet]);
    assert_eq!(outcomes("sharings.none(|s| s.is_about(visit)) or visit.is_missed"), [Met, Met]);
    assert_eq!(outcomes("sharings.all(|s| s.is_about(visit))"), [Met, NotMet]);
    assert_eq!(outcomes("sharings.filter(|s| s.is_about(visit)).count() == 1"), [Met, NotMet]);
    assert_eq!(outcomes("sharings.count(|s| s.is_about(visit)) == 0"), [NotMet, Met]);
    assert_eq!(outcomes("appointments.where(|a| a == visit).exist"), [Met, Met]);
    assert_eq!(outcomes("child.has_social_worker_on(visit.date)"), [Met, Met]);
    assert_eq!(outcomes("visit.told_social_worker.is_given()"), [Met, NotMet]);
    assert_eq!(
        outcomes("sharings.any(|s| s.to.any(|p| p.role == \"social_worker\" && s.is_about(visit)))"),
        [Met, NotMet]
    );
}

#[test]
fn a_map_gives_the_outcome_with_its_words() {
    let (outcome, message) = first("#{outcome: \"due\", say: \"to be told on Monday\"}");
    assert_eq!((outcome, message.as_str()), (Due, "Visit to asthma clinic: to be told on Monday"));
}

#[test]
fn missing_data_ends_the_check_as_unknown_with_the_name_of_the_field() {
    let (outcome, message) = first("visit.booked_on < visit.date");
    assert_eq!(outcome, Unknown);
    insta::assert_snapshot!(message, @"Visit to asthma clinic: cannot tell: appointment AP-1 has no 'booked_on'");
    assert_eq!(outcomes("visit.gives(\"booked_on\") && visit.booked_on < visit.date"), [NotMet, Met]);
    let (outcome, message) = first("for m in meetings { return false; } true");
    assert_eq!(outcome, Unknown);
    insta::assert_snapshot!(message, @"Visit to asthma clinic: cannot tell: 'meetings' was not collected");
    assert_eq!(first("meetings.count() == 0").0, Unknown);
    assert_eq!(first("meetings.none(|m| true)").0, Unknown);
    assert_eq!(first("!meetings.exist").0, Unknown);
    // What is certain decides, whatever else is missing.
    assert_eq!(first("appointments.any(|a| a.booked_on < a.date)").0, Met);
    assert_eq!(first("appointments.all(|a| a.booked_on < a.date)").0, Unknown);
}

#[test]
fn a_fault_is_an_error_at_its_place() {
    let form = "4:2: `.judge(...)` gives true, false, or #{outcome: \"due\", say: \"...\"}";
    for (body, expected) in [
        ("visit.outcome == 3", "5:15: a text cannot be compared with a number"),
        ("child.outcome == \"attended\"", "5:6: a child has no field or word `outcome`"),
        ("visit.date == \"2026-03-02\"", "5:12: a date cannot be compared with a text"),
        ("visit.date > 3", "5:12: a date cannot be compared with a number"),
        ("() > 3", "5:4: nothing stands on one side of `>`"),
        ("loop { }", "4:2: this script takes too many steps; look for a loop without end"),
        ("let t = \"xxxxxxxx\"; loop { t += t; }", "4:2: a text or a list of this script grows too large"),
        ("let l = [1]; loop { l += l; }", "4:2: a text or a list of this script grows too large"),
        ("\"yes\"", &format!("{form}, not a text")),
        ("visit", &format!("{form}, not something of the record")),
        ("#{outcome: \"met\"}", &format!("{form}: `say` is missing")),
        ("#{outcome: \"met\", say: \"x\", due: 1}", &format!("{form}, without `due`")),
        ("#{outcome: \"fine\", say: \"x\"}", "4:2: \"fine\" is no outcome"),
        ("appointments.any(|a| 1)", "5:14: this closure must say true or false"),
    ] {
        let (outcome, message) = first(body);
        assert_eq!(outcome, Error, "{body}: {message}");
        assert!(message.contains(&format!("local/one.rhai:{expected}")), "{body}: {message}");
    }
}

#[test]
fn a_misspelt_field_of_a_judging_rule_is_refused_when_it_is_loaded() {
    for body in ["visit.outcom == \"attended\"", "visit.frobnicate()"] {
        let script = format!(
            "rule(\"LOC-01\", \"A local fault\").clause(\"6.4\").severity(\"low\").each(appointments)\n.judge(|visit, child| {body}).say(\"Visit\");"
        );
        assert!(common::load_rule(&script).is_err(), "{body}");
    }
}
