//! No misspelt rule is ever run: each name and each word of each built-in script, misspelt, is refused at its line.

#![expect(clippy::unwrap_used, clippy::regex_creation_in_loops, reason = "a few scripts are read once")]

use std::collections::BTreeMap;

use rayon::prelude::*;
use regex::Regex;
use sharecheck::rulebook::{Rulebook, RulebookRequest, load};
use sharecheck::script::load_script;

/// One slip of the pen: the byte range in the script, and what was meant.
struct Slip {
    range: std::ops::Range<usize>,
    meant: String,
}

/// Words of Rhai itself; a misspelt one is no longer Rhai, or a name that nobody knows.
const KEYWORDS: [&str; 4] = ["let", "fn", "true", "false"];

/// Words whose texts are said to people and may say anything.
const SPEAKING: [&str; 4] = ["must", "must_happen", "rule", "setting"];

fn slips(script: &str) -> Vec<Slip> {
    let token =
        Regex::new(r#""(?:[^"\\]|\\.)*"|`[^`]*`|//[^\n]*|[A-Za-z_][A-Za-z0-9_]*|[0-9.]+|\S"#).unwrap();
    let tokens: Vec<_> = token.find_iter(script).filter(|token| !token.as_str().starts_with("//")).collect();
    let text = |at: usize| tokens.get(at).map_or("", |token| token.as_str());
    let mut all = Vec::new();
    let mut bars = false;
    let mut speaker: Vec<&str> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let word = token.as_str();
        let before = if at == 0 { "" } else { text(at - 1) };
        match word {
            "(" => speaker.push(before),
            ")" => drop(speaker.pop()),
            "|" => bars = !bars,
            _ => {}
        }
        let said_by = speaker.last().copied().unwrap_or_default();
        let first = word.chars().next().unwrap();
        if first == '`' {
            // Text with values of the script in it: the names of those, not the words around them.
            let name = Regex::new(r"\$\{([a-z_]+)\}").unwrap();
            all.extend(name.captures_iter(word).map(|found| {
                let within = found.get(1).unwrap();
                let start = token.start() + within.start();
                Slip { range: start..start + within.len(), meant: within.as_str().to_owned() }
            }));
            continue;
        }
        if first == '"' {
            if said_by == "say" {
                let field = Regex::new(r"[a-z_]+").unwrap();
                let brace = Regex::new(r"\{[^}]*\}").unwrap();
                for path in brace.find_iter(word) {
                    all.extend(field.find_iter(path.as_str()).map(|step| {
                        let start = token.start() + path.start() + step.start();
                        Slip { range: start..start + step.len(), meant: step.as_str().to_owned() }
                    }));
                }
            } else if !SPEAKING.contains(&said_by) {
                let range = token.start() + 1..token.end() - 1;
                all.push(Slip { meant: script[range.clone()].to_owned(), range });
            }
            continue;
        }
        let declares = bars || matches!(before, "let" | "fn") || is_parameter(&tokens, at);
        if (first.is_alphabetic() || first == '_') && !KEYWORDS.contains(&word) && !declares {
            all.push(Slip { range: token.range(), meant: word.to_owned() });
        }
    }
    all
}

/// Whether a name is a parameter of `fn name(a, b)`.
fn is_parameter(tokens: &[regex::Match<'_>], at: usize) -> bool {
    let open =
        (0..at).rev().find(|at| !matches!(tokens[*at].as_str(), ",") && !is_name(tokens[*at].as_str()));
    open.is_some_and(|open| tokens[open].as_str() == "(" && open >= 2 && tokens[open - 2].as_str() == "fn")
}

fn is_name(word: &str) -> bool {
    word.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// A misspelling: one letter twice.
fn misspelt(word: &str) -> String {
    let at = word.char_indices().nth(word.chars().count() / 2).map_or(0, |(at, _)| at);
    let letter: String = word[at..].chars().take(1).collect();
    format!("{}{letter}{}", &word[..at], &word[at..])
}

/// What is wrong with how a slip was met; `None` where it was refused at its line.
fn survives(rulebook: &Rulebook, script: &str, slip: &Slip) -> Option<String> {
    let wrong = misspelt(&slip.meant);
    let text = format!("{}{wrong}{}", &script[..slip.range.start], &script[slip.range.end..]);
    let line = script[..slip.range.start].matches('\n').count() + 1;
    match load_script(&text, BTreeMap::new(), &rulebook.limits) {
        Ok(loaded) => {
            let clauses = loaded.rules.iter().all(|rule| rulebook.guidance.clause(&rule.clause).is_some());
            clauses.then(|| format!("line {line}: `{wrong}` for `{}` was taken", slip.meant))
        }
        Err(faults) => {
            let there = faults.iter().any(|fault| fault.line == line && fault.column > 0);
            let told =
                faults.iter().map(|fault| format!("{}:{} {}", fault.line, fault.column, fault.message));
            let told: Vec<String> = told.collect();
            (!there).then(|| format!("line {line}: `{wrong}` was told elsewhere: {}", told.join("; ")))
        }
    }
}

#[test]
fn no_misspelt_name_or_word_of_a_rule_is_taken() {
    let rulebook = load(&RulebookRequest::default()).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let all: Vec<_> = rulebook
        .rules
        .iter()
        .flat_map(|rule| slips(&rule.script).into_iter().map(move |slip| (rule, slip)))
        .collect();
    assert!(all.len() > 1_500, "only {} slips", all.len());
    let survivors: Vec<String> = all
        .par_iter()
        .filter_map(|(rule, slip)| {
            survives(&rulebook, &rule.script, slip).map(|how| format!("{} {how}", rule.script_file))
        })
        .collect();
    assert!(survivors.is_empty(), "{} of {}:\n{}", survivors.len(), all.len(), survivors.join("\n"));
}
