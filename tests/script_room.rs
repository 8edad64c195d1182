//! The script room is closed: every known trap of Rhai and of tracing is refused with a message that says what to write.

mod common;

use std::collections::BTreeMap;

use sharecheck::rulebook::Fault;
use sharecheck::script::{Limits, SettingValue, load_script};

use common::{HEAD, PAGE, load_files, load_rule};

fn faults_of(text: &str, settings: BTreeMap<String, SettingValue>) -> String {
    match load_script(text, settings, &Limits::default()) {
        Ok(_) => "TAKEN".into(),
        Err(faults) => {
            let lines = faults.into_iter().map(|fault| {
                let help = if fault.help.is_empty() { String::new() } else { format!(" | {}", fault.help) };
                format!("{}:{} {}{help}", fault.line, fault.column, fault.message)
            });
            lines.collect::<Vec<_>>().join("\n")
        }
    }
}

/// A rule that holds these lines before it.
fn before(lines: &str) -> String {
    faults_of(&format!("{lines}\n{}", rule("visit.is_missed")), BTreeMap::new())
}

/// A rule whose condition is this; it stands in line 5.
fn must(condition: &str) -> String {
    faults_of(&rule(condition), BTreeMap::new())
}

fn rule(condition: &str) -> String {
    format!(
        "rule(\"LOC-01\", \"A local fault\")\n.clause(\"6.4\")\n.severity(\"low\")\n.each(appointments)\n\
         .must(\"a fact\", |visit| {condition})\n.say(\"Visit to {{service}}\");"
    )
}

fn set(name: &str, value: SettingValue) -> String {
    let script = format!(
        "let days = setting(\"days\", 2, \"days\");\n{}",
        rule("visit.date <= days_after(visit.booked_on, days)")
    );
    faults_of(&script, BTreeMap::from([(name.to_owned(), value)]))
}

fn listed(loaded: Result<sharecheck::rulebook::Rulebook, Vec<Fault>>) -> String {
    let show = |fault: Fault| {
        format!("{}:{}:{} {} | {}", fault.file, fault.line, fault.column, fault.message, fault.help)
    };
    match loaded {
        Ok(_) => "TAKEN".into(),
        Err(faults) => faults.into_iter().map(show).collect::<Vec<_>>().join("\n"),
    }
}

macro_rules! told {
    ($($name:ident: $told:expr, @$snapshot:literal;)+) => { $(
        #[test]
        fn $name() {
            let told = $told;
            assert!(told != "TAKEN");
            insta::assert_snapshot!(told, @$snapshot);
        }
    )+ };
}

#[test]
fn a_sound_rule_is_taken() {
    assert_eq!(must("visit.is_missed"), "TAKEN");
    assert_eq!(before("let known = 1 < 2; let same = \"a\" == \"a\";"), "TAKEN");
    assert!(load_rule(&rule("visit.is_missed")).is_ok());
    assert_eq!(set("days", SettingValue::Whole(3)), "TAKEN");
}

fn page(text: &str) -> String {
    listed(load_files(&[
        ("rulebook.toml", HEAD),
        ("local/one.rhai", &rule("visit.is_missed")),
        ("local/one.md", text),
    ]))
}

fn head(more: &str) -> String {
    listed(load_files(&[("rulebook.toml", &format!("{HEAD}{more}\n"))]))
}

told! {
    a_date_is_no_text:
        must("visit.date == \"2026-03-02\""), @"";
    a_date_is_no_number:
        must("visit.date > 3"), @"";
    a_text_has_no_order:
        must("visit.service < \"b\""), @"";
    a_choice_has_its_words:
        must("visit.outcome == \"atended\""), @"";
    a_choice_has_its_words_in_lists:
        must("visit.outcome.is_one_of([\"atended\"])"), @"";
    a_list_is_no_text:
        must("visit.about == \"CO-1\""), @"";
    an_item_has_no_order:
        must("visit < visit"), @"";
    nothing_has_no_order:
        before("let late = () > 3;"), @"";
    a_text_is_no_number:
        before("let late = \"2024-01-01\" > 5;"), @"";
    unlike_plain_values_are_not_equal:
        before("let same = 1 == \"1\";"), @"";
    a_map_has_no_missing_property:
        before("let m = #{a: 1}; let late = m.missing > 3;"), @"";
    a_word_is_checked_on_a_path_that_is_never_run:
        before("if false { frobnicate(1); }"), @"";
    a_word_is_checked_in_a_function_that_is_never_called:
        before("fn f(x) { x.is_mised() }"), @"";
    a_field_is_checked_in_a_function_that_is_never_called:
        before("fn f(x) { x.outcom }"), @"";
    if_cannot_be_traced:
        must("if visit.is_missed { 1 } else { 2 }"), @"";
    and_signs_cannot_be_traced:
        must("visit.is_missed && visit.is_missed"), @"";
    or_signs_cannot_be_traced:
        must("visit.is_missed || visit.is_missed"), @"";
    a_bang_cannot_be_traced:
        must("!visit.is_missed"), @"";
    switch_cannot_be_traced:
        must("switch visit.outcome { \"attended\" => true, _ => false }"), @"";
    in_a_list_cannot_be_traced:
        must("visit.outcome in [\"attended\"]"), @"";
    in_an_expression_cannot_be_traced:
        must("\"CO-1\" in visit.about"), @"";
    while_cannot_be_traced:
        must("while visit.is_missed { }"), @"";
    a_plain_truth_is_no_condition:
        must("true"), @"";
    a_plain_side_is_no_condition:
        must("visit.is_missed and true"), @"";
    a_happening_is_no_condition:
        must("visit.told_social_worker"), @"";
    no_eval:
        before("eval(\"1\");"), @"";
    no_import:
        before("import \"x\" as y;"), @"";
    no_print:
        before("print(1);"), @"";
    no_debug:
        before("debug(1);"), @"";
    no_exit:
        before("exit();"), @"";
    no_sleep:
        before("sleep(1);"), @"";
    no_timestamp:
        before("let now = timestamp();"), @"";
    no_try:
        before("try { frob.nicate } catch { }"), @"";
    a_loop_without_end:
        before("loop { }"), @"";
    a_recursion_without_end:
        before("fn f(x) { f(x) }\nf(1);"), @"";
    a_text_that_doubles:
        before("let t = \"xxxxxxxx\";\nloop { t += t; }"), @"";
    a_list_that_doubles:
        before("let l = [1, 2];\nloop { l += l; }"), @"";
    deep_nesting:
        before(&format!("let x = {}1{};", "(".repeat(300), ")".repeat(300))), @"";
    a_name_of_the_record_is_not_changed:
        before("appointments = 3;"), @"";
    a_name_of_the_record_is_not_shadowed:
        before("let appointments = sharings;"), @"";
    a_reserved_word_is_no_name:
        before("let case = 1;"), @"";
    an_unknown_name:
        must("vist.is_missed"), @"";
    a_setting_of_another_type:
        set("days", SettingValue::Text("three".into())), @"";
    a_setting_out_of_range:
        set("days", SettingValue::Whole(-1)), @"";
    a_setting_that_the_rule_does_not_have:
        set("day", SettingValue::Whole(3)), @"";
    a_setting_declared_twice:
        before("let a = setting(\"a\", 1, \"a\");\nlet b = setting(\"a\", 1, \"a\");"), @"";
    a_rule_with_nothing_in_it:
        before("rule(\"LOC-02\", \"Nothing\");"), @"";
    a_rule_without_say:
        faults_of(&rule("visit.is_missed").replace(".say(\"Visit to {service}\")", ""), BTreeMap::new()), @"";
    a_rule_written_twice:
        before(&rule("visit.is_missed")), @"";
    a_word_said_twice:
        faults_of(&rule("visit.is_missed").replace(".clause(\"6.4\")", ".clause(\"6.4\").clause(\"6.5\")"), BTreeMap::new()), @"";
    a_severity_that_does_not_exist:
        faults_of(&rule("visit.is_missed").replace("low", "lowish"), BTreeMap::new()), @"";
    a_field_in_braces_that_does_not_exist:
        faults_of(&rule("visit.is_missed").replace("{service}", "{servise}"), BTreeMap::new()), @"";
    a_script_without_a_rule:
        faults_of("let a = 1;", BTreeMap::new()), @"";
    a_script_that_is_too_large:
        before(&"// x\n".repeat(100_000)), @"";
    a_clause_that_does_not_exist:
        listed(load_rule(&rule("visit.is_missed").replace("6.4", "6.44"))), @"";
    a_page_that_is_missing:
        listed(load_files(&[("rulebook.toml", HEAD), ("local/one.rhai", &rule("visit.is_missed"))])), @"";
    a_page_without_a_script:
        listed(load_files(&[("rulebook.toml", HEAD), ("local/one.md", PAGE)])), @"";
    a_page_without_examples:
        page(&PAGE[..PAGE.find("### Met").unwrap()]), @"";
    a_page_without_a_failing_example:
        page(&PAGE.replace("\"not_met\"", "\"met\"")), @"";
    a_page_without_a_passing_example:
        page(&PAGE.replace("\"met\"", "\"due\"")), @"";
    a_page_without_an_example_that_does_not_apply:
        page(&PAGE.replace("\"not_applicable\"", "\"due\"")), @"";
    a_page_with_an_unknown_heading:
        page(&PAGE.replace("Why it matters", "Why it is so")), @"";
    a_page_of_another_title:
        page(&PAGE.replace("A local fault", "Another fault")), @"";
    a_page_of_another_id:
        page(&PAGE.replace("LOC-01", "LOC-02")), @"";
    an_example_with_another_outcome:
        page(&PAGE.replace("\"not_met\"", "\"failed\"")), @"";
    two_rules_of_one_id:
        listed(load_files(&[("rulebook.toml", HEAD), ("local/one.rhai", &rule("visit.is_missed")), ("local/one.md", PAGE), ("local/two.rhai", &rule("visit.is_missed")), ("local/two.md", PAGE)])), @"";
    a_pack_without_a_head:
        listed(load_files(&[("local/one.rhai", &rule("visit.is_missed")), ("local/one.md", PAGE)])), @"";
    a_pack_that_switches_off_an_unknown_rule:
        head("disable = [\"NEW-40\"]"), @"";
    a_pack_that_changes_an_unknown_rule:
        head("[severity]\n\"NEW-40\" = \"low\""), @"";
    a_pack_with_an_unknown_severity:
        head("[severity]\n\"NEW-04\" = \"lowish\""), @"";
    a_pack_with_an_unknown_setting:
        head("[settings.NEW-04]\nworking_day = 3"), @"";
    a_pack_with_a_setting_of_another_type:
        head("[settings.NEW-04]\nworking_days = \"3\""), @"";
    a_pack_with_a_setting_of_no_type:
        head("[settings.NEW-04]\nworking_days = [3]"), @"";
    an_unknown_key_of_a_pack:
        head("disabled = [\"NEW-04\"]"), @"";
    a_pack_that_extends_another_way:
        head("extends = \"nothin\""), @"";
    a_pack_that_needs_a_newer_program:
        head("needs = \"99.0.0\""), @"";
    an_unknown_key_of_the_guidance:
        listed(load_files(&[("rulebook.toml", HEAD), ("guidance.toml", "title = \"x\"\nsecton = []\nsection = []\nclause = []\n")])), @"";
}
