//! Every worked example of every built-in rule comes out as its page says.

use sharecheck::audit::run_examples;
use sharecheck::rulebook::{RulebookRequest, load};

#[test]
fn every_worked_example_comes_out_as_its_page_says() {
    let rulebook = load(&RulebookRequest::default()).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let mut wrong = Vec::new();
    let mut count = 0;
    for rule in &rulebook.rules {
        for result in run_examples(rule, &rulebook) {
            count += 1;
            if !result.passed() {
                wrong.push(format!(
                    "{} {}:{} {} [{}] expected {:?}, got {:?}: {}",
                    result.rule,
                    result.file,
                    result.line,
                    result.example,
                    result.subject,
                    result.expected,
                    result.got,
                    result.why
                ));
            }
        }
    }
    assert!(count > 400, "only {count} expectations");
    assert!(wrong.is_empty(), "{} of {count} differ:\n{}", wrong.len(), wrong.join("\n"));
}
