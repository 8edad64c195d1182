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
        must("visit.date == \"2026-03-02\""),
        @r#"5:36 a date cannot be compared with the text "2026-03-02""#;
    a_date_is_no_number:
        must("visit.date > 3"),
        @r#"5:36 a date cannot be compared with a number"#;
    a_text_has_no_order:
        must("visit.service < \"b\""),
        @r#"5:39 texts have no order: compare them with `==` or `!=`"#;
    a_choice_has_its_words:
        must("visit.outcome == \"atended\""),
        @r#"5:39 `atended` can never be the value here; it is `attended`"#;
    a_choice_has_its_words_in_lists:
        must("visit.outcome.is_one_of([\"atended\"])"),
        @r#"5:39 `atended` can never be the value here; it is `attended`"#;
    a_list_is_no_text:
        must("visit.about == \"CO-1\""),
        @r#"5:37 a list of anything cannot be compared with the text "CO-1""#;
    an_item_has_no_order:
        must("visit < visit"),
        @r#"5:31 one appointment has no order: compare it with `==` or `!=`"#;
    nothing_has_no_order:
        before("let late = () > 3;"),
        @r#"1:15 nothing stands on one side of `>`: ask `.is_given()` of it first"#;
    a_text_is_no_number:
        before("let late = \"2024-01-01\" > 5;"),
        @r#"1:25 a text cannot be compared with a number"#;
    unlike_plain_values_are_not_equal:
        before("let same = 1 == \"1\";"),
        @r#"1:14 a number cannot be compared with a text"#;
    a_map_has_no_missing_property:
        before("let m = #{a: 1}; let late = m.missing > 3;"),
        @r#"1:31 nothing has a field or word `missing`"#;
    a_word_is_checked_on_a_path_that_is_never_run:
        before("if false { frobnicate(1); }"),
        @r#"1:12 there is no word `frobnicate` | `sharecheck rules --words` lists the words of rules"#;
    a_word_is_checked_in_a_function_that_is_never_called:
        before("fn f(x) { x.is_mised() }"),
        @r#"1:13 there is no word `is_mised` | did you mean `is_missed`?"#;
    a_field_is_checked_in_a_function_that_is_never_called:
        before("fn f(x) { x.outcom }"),
        @r#"1:13 nothing has a field or word `outcom` | did you mean `outcome`?"#;
    if_cannot_be_traced:
        must("if visit.is_missed { 1 } else { 2 }"),
        @r#"5:33 this cannot be decided while the rule is being read | instead of `if`, `&&`, `||` and `while` write `and`, `or`, `not(...)`, `when_else(...)`"#;
    and_signs_cannot_be_traced:
        must("visit.is_missed && visit.is_missed"),
        @r#"5:30 this cannot be decided while the rule is being read | instead of `if`, `&&`, `||` and `while` write `and`, `or`, `not(...)`, `when_else(...)`"#;
    or_signs_cannot_be_traced:
        must("visit.is_missed || visit.is_missed"),
        @r#"5:30 this cannot be decided while the rule is being read | instead of `if`, `&&`, `||` and `while` write `and`, `or`, `not(...)`, `when_else(...)`"#;
    a_bang_cannot_be_traced:
        must("!visit.is_missed"),
        @r#"5:25 `!` cannot be decided while the rule is being read: write `not(...)`"#;
    switch_cannot_be_traced:
        must("switch visit.outcome { \"attended\" => true, _ => false }"),
        @r#"5:25 'switch' is a reserved keyword | write `when_else(...)`; `switch` cannot be decided while the rule is being read"#;
    in_a_list_cannot_be_traced:
        must("visit.outcome in [\"attended\"]"),
        @r#"5:39 `in` cannot be decided while the rule is being read: write `.is_one_of([...])`"#;
    in_an_expression_cannot_be_traced:
        must("\"CO-1\" in visit.about"),
        @r#"5:32 `in` cannot be decided while the rule is being read: write `.any(|one| one == ...)`"#;
    while_cannot_be_traced:
        must("while visit.is_missed { }"),
        @r#"5:36 this cannot be decided while the rule is being read | instead of `if`, `&&`, `||` and `while` write `and`, `or`, `not(...)`, `when_else(...)`"#;
    a_plain_truth_is_no_condition:
        must("true"),
        @r#"5:2 this gives a plain true or false that is the same for every record; compare fields of the record with `==`, `<=`, `and`, `or`, `not(...)` (a text and a list cannot be compared)"#;
    a_plain_side_is_no_condition:
        must("visit.is_missed and true"),
        @r#"5:41 one side of `and` is a plain value, the same for every record: compare a field of the record"#;
    a_happening_is_no_condition:
        must("visit.told_social_worker"),
        @r#"5:2 this tells when something happened: compare it, or use it in `must_happen`"#;
    no_eval:
        before("eval(\"1\");"),
        @r#"1:1 reserved keyword 'eval' is disabled"#;
    no_import:
        before("import \"x\" as y;"),
        @r#"1:1 'import' is a reserved keyword"#;
    no_print:
        before("print(1);"),
        @r#"1:1 reserved keyword 'print' is disabled"#;
    no_debug:
        before("debug(1);"),
        @r#"1:1 reserved keyword 'debug' is disabled"#;
    no_exit:
        before("exit();"),
        @r#"1:1 there is no word `exit` | `sharecheck rules --words` lists the words of rules"#;
    no_sleep:
        before("sleep(1);"),
        @r#"1:1 there is no word `sleep` | `sharecheck rules --words` lists the words of rules"#;
    no_timestamp:
        before("let now = timestamp();"),
        @r#"1:11 there is no word `timestamp` | `sharecheck rules --words` lists the words of rules"#;
    no_try:
        before("try { frob.nicate } catch { }"),
        @r#"1:1 'try' is a reserved keyword"#;
    a_loop_without_end:
        before("loop { }"),
        @r#"1:6 this script takes too many steps | look for a loop without end, or raise the limit `script_operations`"#;
    a_recursion_without_end:
        before("fn f(x) { f(x) }\nf(1);"),
        @r#"2:1 functions of this script call each other too deep | look for a function that calls itself, or raise the limit `script_calls`"#;
    a_text_that_doubles:
        before("let t = \"xxxxxxxx\";\nloop { t += t; }"),
        @r#"2:10 a text or a list of this script grows too large | make it smaller, or raise the limit `script_text` or `script_list`"#;
    a_list_that_doubles:
        before("let l = [1, 2];\nloop { l += l; }"),
        @r#"2:10 a text or a list of this script grows too large | make it smaller, or raise the limit `script_text` or `script_list`"#;
    deep_nesting:
        before(&format!("let x = {}1{};", "(".repeat(300), ")".repeat(300))),
        @r#"1:40 brackets stand in each other too deep here | name a part of it with `let` or `fn`, or raise the limit `script_depth`"#;
    a_name_of_the_record_is_not_changed:
        before("appointments = 3;"),
        @r#"1:1 cannot modify constant appointments"#;
    a_name_of_the_record_is_not_shadowed:
        before("let appointments = sharings;"),
        @r#"6:30 a sharing has no field or word `is_missed`; `sharecheck schema case` lists what a sharing has"#;
    a_reserved_word_is_no_name:
        before("let case = 1;"),
        @r#"1:5 'case' is a reserved keyword"#;
    an_unknown_name:
        must("vist.is_missed"),
        @r#"5:25 undefined variable: vist"#;
    a_setting_of_another_type:
        set("days", SettingValue::Text("three".into())),
        @r#"1:12 the setting `days` is a whole number, but it was set to a text"#;
    a_setting_out_of_range:
        set("days", SettingValue::Whole(-1)),
        @r#"1:12 the setting `days` must lie between 0 and 36600"#;
    a_setting_that_the_rule_does_not_have:
        set("day", SettingValue::Whole(3)),
        @r#"1:1 the setting `day` is set, but the rule has no such setting | did you mean `days`?"#;
    a_setting_declared_twice:
        before("let a = setting(\"a\", 1, \"a\");\nlet b = setting(\"a\", 1, \"a\");"),
        @r#"2:9 the setting `a` is declared twice"#;
    a_rule_with_nothing_in_it:
        before("rule(\"LOC-02\", \"Nothing\");"),
        @r#"1:1 this rule is not complete | add .clause("..."), .severity("..."), .each(...), .say("..."), .must(...), .must_happen(...) or .judge(...)"#;
    a_rule_without_say:
        faults_of(&rule("visit.is_missed").replace(".say(\"Visit to {service}\")", ""), BTreeMap::new()),
        @r#"1:1 this rule is not complete | add .say("...")"#;
    a_rule_written_twice:
        before(&rule("visit.is_missed")),
        @r#"7:1 the rule LOC-01 is written twice in this script"#;
    a_word_said_twice:
        faults_of(&rule("visit.is_missed").replace(".clause(\"6.4\")", ".clause(\"6.4\").clause(\"6.5\")"), BTreeMap::new()),
        @r#"2:16 `.clause(...)` is said twice of this rule"#;
    a_severity_that_does_not_exist:
        faults_of(&rule("visit.is_missed").replace("low", "lowish"), BTreeMap::new()),
        @r#"3:2 the severity "lowish" does not exist: it is high, medium or low"#;
    a_field_in_braces_that_does_not_exist:
        faults_of(&rule("visit.is_missed").replace("{service}", "{servise}"), BTreeMap::new()),
        @r#"6:2 an appointment has no field or word `servise`; did you mean `service`?"#;
    a_script_without_a_rule:
        faults_of("let a = 1;", BTreeMap::new()),
        @r#"1:1 this script writes no rule | begin one with rule("ID-01", "the fault it finds")"#;
    a_script_that_is_too_large:
        before(&"// x\n".repeat(100_000)),
        @r#"1:1 this script has 500153 bytes, more than the limit of 262144 | split it, or raise the limit `script_bytes`"#;
    a_clause_that_does_not_exist:
        listed(load_rule(&rule("visit.is_missed").replace("6.4", "6.44"))),
        @r#"local/one.rhai:1:1 the guidance has no clause 6.44 | guidance.toml lists the clauses; is it 6.4?"#;
    a_page_that_is_missing:
        listed(load_files(&[("rulebook.toml", HEAD), ("local/one.rhai", &rule("visit.is_missed"))])),
        @r#"local/one.rhai:1:1 this rule has no page | add local/one.md with the headings of a page"#;
    a_page_without_a_script:
        listed(load_files(&[("rulebook.toml", HEAD), ("local/one.md", PAGE)])),
        @r#"local/one.md:1:1 this page has no script | add local/one.rhai, or take the page away"#;
    a_page_without_examples:
        page(&PAGE[..PAGE.find("### Met").unwrap()]),
        @r#"local/one.md:15:1 no example of this rule comes out as not met | a rule shows at least one example each of met, not met and not applicable"#;
    a_page_without_a_failing_example:
        page(&PAGE.replace("\"not_met\"", "\"met\"")),
        @r#"local/one.md:15:1 no example of this rule comes out as not met | a rule shows at least one example each of met, not met and not applicable"#;
    a_page_without_a_passing_example:
        page(&PAGE.replace("\"met\"", "\"due\"")),
        @r#"local/one.md:15:1 no example of this rule comes out as met | a rule shows at least one example each of met, not met and not applicable"#;
    a_page_without_an_example_that_does_not_apply:
        page(&PAGE.replace("\"not_applicable\"", "\"due\"")),
        @r#"local/one.md:15:1 no example of this rule comes out as not applicable | a rule shows at least one example each of met, not met and not applicable"#;
    a_page_with_an_unknown_heading:
        page(&PAGE.replace("Why it matters", "Why it is so")),
        @r#"
local/one.md:1:1 the heading "Why it matters" is missing | add it
local/one.md:6:1 unknown heading "Why it is so" | the headings of a page are: What it checks, Why it matters, Where the guidance says so, What to do, Examples
"#;
    a_page_of_another_title:
        page(&PAGE.replace("A local fault", "Another fault")),
        @r#"local/one.rhai:1:1 the script says "LOC-01 A local fault", its page "LOC-01 Another fault" | make the two the same"#;
    a_page_of_another_id:
        page(&PAGE.replace("LOC-01", "LOC-02")),
        @r#"local/one.rhai:1:1 the script says "LOC-01 A local fault", its page "LOC-02 A local fault" | make the two the same"#;
    an_example_with_another_outcome:
        page(&PAGE.replace("\"not_met\"", "\"failed\"")),
        @r#"local/one.md:20:1 "failed" is no outcome | outcomes are met, not_met, due, unknown and not_applicable"#;
    two_rules_of_one_id:
        listed(load_files(&[("rulebook.toml", HEAD), ("local/one.rhai", &rule("visit.is_missed")), ("local/one.md", PAGE), ("local/two.rhai", &rule("visit.is_missed")), ("local/two.md", PAGE)])),
        @r#"local/two.md:1:1 the rule LOC-01 is there twice | give one of them another id"#;
    a_pack_without_a_head:
        listed(load_files(&[("local/one.rhai", &rule("visit.is_missed")), ("local/one.md", PAGE)])),
        @r#"rulebook.toml:1:1 the pack has no rulebook.toml | add a rulebook.toml with `id` and `version`"#;
    a_pack_that_switches_off_an_unknown_rule:
        head("disable = [\"NEW-40\"]"),
        @r#"rulebook.toml:3:1 there is no rule NEW-40 | `sharecheck rules` lists the rules"#;
    a_pack_that_changes_an_unknown_rule:
        head("[severity]\n\"NEW-40\" = \"low\""),
        @r#"rulebook.toml:4:1 there is no rule NEW-40 | `sharecheck rules` lists the rules"#;
    a_pack_with_an_unknown_severity:
        head("[severity]\n\"NEW-04\" = \"lowish\""),
        @r#"rulebook.toml:4:1 the severity "lowish" of NEW-04 does not exist | it is high, medium or low"#;
    a_pack_with_an_unknown_setting:
        head("[settings.NEW-04]\nworking_day = 3"),
        @r#"rulebook.toml:4:1 NEW-04: the setting `working_day` is set, but the rule has no such setting | did you mean `working_days`?"#;
    a_pack_with_a_setting_of_another_type:
        head("[settings.NEW-04]\nworking_days = \"3\""),
        @r#"rulebook.toml:4:1 NEW-04: the setting `working_days` is a whole number, but it was set to a text |"#;
    a_pack_with_a_setting_of_no_type:
        head("[settings.NEW-04]\nworking_days = [3]"),
        @r#"rulebook.toml:4:1 the setting `working_days` of NEW-04 has no usable value | give a whole number, true or false, or a text"#;
    an_unknown_key_of_a_pack:
        head("disabled = [\"NEW-04\"]"),
        @r#"rulebook.toml:3:1 unknown field `disabled`, expected one of `id`, `version`, `title`, `guidance`, `edition`, `needs`, `effective_from`, `effective_to`, `extends`, `coverage`, `disable`, `severity`, `settings` |"#;
    a_pack_that_extends_another_way:
        head("extends = \"nothin\""),
        @r#"rulebook.toml:3:1 a pack extends "builtin" or "nothing", not "nothin" | name further packs with --rules, in their order"#;
    a_pack_that_needs_a_newer_program:
        head("needs = \"99.0.0\""),
        @r#"rulebook.toml:3:1 this rulebook needs version 99.0.0 of the program | this is version 0.1.0: update the program"#;
    an_unknown_key_of_the_guidance:
        listed(load_files(&[("rulebook.toml", HEAD), ("guidance.toml", "title = \"x\"\nsecton = []\nsection = []\nclause = []\n")])),
        @r#"guidance.toml:2:1 unknown field `secton`, expected one of `title`, `publisher_note`, `edition`, `section`, `clause` |"#;
}
