//! `docs/words.md`: the rule language, from the tables that the language itself is made of.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::script::engine::vocabulary;
use crate::script::node::Word;
use crate::script::words;

use super::{cell, origin};

/// What the shape of a rule is made of; these are not words of a table.
const STEPS: &[(&str, &str)] = &[
    (
        "`setting(\"name\", default, \"help\")`",
        "a number, text or truth that a pack or a configuration may change; stands first",
    ),
    ("`rule(\"ID-01\", \"the fault\")`", "begins a rule; id and fault stand on the page's heading too"),
    (".clause(\"6.4\")", "the clause of the guidance that it checks"),
    (".severity(\"high\")", "high, medium or low"),
    (".for_child(condition)", "the rule concerns only children for whom this is so"),
    (".each(list)", "what is counted: one check for each entry"),
    (
        ".and_each(list)",
        "pairs of the two lists; `.and_each(|first| list)` where the second depends on the first",
    ),
    (".when(|one| condition)", "which of them the duty is about; the others are not applicable"),
    (".must(\"what must be there\", |one| condition)", "what must be so; may be said several times"),
    (".must_happen(\"done\", |one| happening)", "what must happen; met when it did, in time"),
    (".by(|one| date)", "the last day for it; until then a check is due"),
    (".say(\"words {field}\")", "what the check is about, with fields of what is counted in braces"),
    (".judge(|one, child| ...)", "the way out, for what no expression can say: plain Rhai for each subject"),
];

const OPERATORS: &[(&str, &str)] = &[
    ("`a and b`, `a or b`, `not(a)`", "what is unknown stays unknown, unless the other side decides alone"),
    ("`==`, `!=`", "the same, not the same; an entry with an entry, a word with one of the words it can be"),
    ("`<`, `<=`, `>`, `>=`", "earlier or less; dates with dates, numbers with numbers"),
    ("`x.is_one_of([\"a\", \"b\"])`", "one of several words"),
    ("`x.is_given()`", "whether there is a value at all"),
    ("`surely(condition)`", "whether it is certainly so: what is unknown counts as not"),
    (
        "`when_else(condition, a, b)`",
        "one of two values; `if` cannot be decided while the rule is being read",
    ),
    ("`earlier_of(a, b)`, `later_of(a, b)`", "one of two dates"),
];

const LISTS: &[(&str, &str)] = &[
    ("`.any(|x| ...)`", "whether it is so of at least one"),
    ("`.all(|x| ...)`", "whether it is so of every one; also of an empty list"),
    ("`.none(|x| ...)`", "whether it is so of no one"),
    ("`.at_least(2, |x| ...)`", "whether it is so of that many"),
    ("`.where(|x| ...)`", "those of which it is so"),
    ("`.first(|x| date)`", "when it first happened, by the dates given"),
    ("`.latest(|x| date)`", "the last of the dates given"),
    ("`.exist`", "whether there is any"),
];

/// The page.
pub fn page() -> String {
    let mut text = origin("the tables of words in `src/script/words/`");
    let _ = writeln!(
        text,
        "# The words of rules\n\n\
         A rule is a short script that reads aloud. It may say every field of a record (`sharecheck schema case` lists\n\
         them), the names and words below, and nothing else: what is misspelt is refused when the rulebook loads.\n\
         `sharecheck rules --words` prints the words too."
    );
    two_columns(&mut text, "The steps of a rule", ["step", "meaning"], STEPS);
    two_columns(&mut text, "Operators", ["written", "meaning"], OPERATORS);
    two_columns(&mut text, "Words for lists", ["written", "meaning"], LISTS);
    names_in_place(&mut text);
    let mut by_noun: BTreeMap<String, Vec<&'static Word>> = BTreeMap::new();
    for word in words::all().filter(|word| !word.takes.is_empty()) {
        by_noun.entry(word.arguments().0).or_default().push(word);
    }
    let _ = writeln!(text, "\n## Words, by what they are said of");
    for (of, mut words) in by_noun {
        words.sort_by_key(|word| word.name);
        let _ =
            writeln!(text, "\n### {}\n\n| word | takes | gives | meaning |\n|---|---|---|---|", heading(&of));
        for word in words {
            let takes = word.arguments().1.join("; ");
            let gives = word.gives.to_string();
            let _ = writeln!(
                text,
                "| `{}` | {} | {} | {} |",
                word.name,
                cell(&takes),
                cell(&gives),
                cell(word.help)
            );
        }
    }
    text
}

fn two_columns(text: &mut String, title: &str, [left, right]: [&str; 2], rows: &[(&str, &str)]) {
    let _ = writeln!(text, "\n## {title}\n\n| {left} | {right} |\n|---|---|");
    for (written, meaning) in rows {
        let written = if written.starts_with('`') { (*written).to_owned() } else { format!("`{written}`") };
        let _ = writeln!(text, "| {} | {} |", cell(&written), cell(meaning));
    }
}

fn names_in_place(text: &mut String) {
    let _ = writeln!(text, "\n## Names in place\n\n| name | what it is | meaning |\n|---|---|---|");
    let helps: BTreeMap<&str, &str> = words::standing().map(|word| (word.name, word.help)).collect();
    for (name, symbol) in vocabulary() {
        let help = helps.get(name).copied().unwrap_or(match name {
            "child" => "the child",
            "as_of" => "the day at whose end everything is judged",
            _ => "the collection of the record",
        });
        let _ = writeln!(text, "| `{name}` | {} | {} |", cell(&symbol.ty.to_string()), cell(help));
    }
}

/// A long list of nouns as a heading: its first letter in capitals.
fn heading(of: &str) -> String {
    let mut chars = of.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
