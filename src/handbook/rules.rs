//! `docs/rules.md`, the index of the rules by section of the guidance, and a page a section.

use std::fmt::Write;

use crate::rulebook::{Rule, Rulebook, Section};

use super::{HandbookPage, cell, origin};

/// The index and the sections.
pub fn pages(book: &Rulebook) -> Vec<HandbookPage> {
    let sections = book.guidance.sections.iter().map(|section| HandbookPage {
        path: format!("rules/{}", file_of(section)),
        text: section_page(book, section),
    });
    let index = HandbookPage { path: "rules.md".to_owned(), text: index(book) };
    std::iter::once(index).chain(sections).collect()
}

/// `06-new-and-emerging-health-needs.md`
fn file_of(section: &Section) -> String {
    let plain = section.heading.to_lowercase().replace(['\'', '’'], "");
    let words: Vec<&str> =
        plain.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    format!("{:02}-{}.md", section.number, words.join("-"))
}

fn of_section<'a>(book: &'a Rulebook, section: &'a Section) -> impl Iterator<Item = &'a Rule> {
    let clauses = book.guidance.clauses.iter().filter(|clause| clause.section == section.number);
    clauses.flat_map(|clause| book.rules.iter().filter(|rule| rule.clause == clause.number))
}

fn index(book: &Rulebook) -> String {
    let mut text = origin("`rules/`");
    let _ = writeln!(text, "# The rules\n");
    let _ = writeln!(
        text,
        "{} rules check the {} clauses of *{}* (edition: {}). The numbers of the clauses are ours. Numbers of days that \
         the guidance does not give are settings, and local standards.\n",
        book.rules.len(),
        book.guidance.clauses.len(),
        book.guidance.title,
        book.guidance.edition
    );
    let _ = writeln!(text, "The words in which rules are written are in [words.md](words.md).");
    for section in &book.guidance.sections {
        let file = file_of(section);
        let _ = writeln!(text, "\n## [{} {}](rules/{file})\n", section.number, section.heading);
        let _ = writeln!(text, "| clause | rule | fault | severity |\n|---|---|---|---|");
        for clause in book.guidance.clauses.iter().filter(|clause| clause.section == section.number) {
            let mut rules = book.rules.iter().filter(|rule| rule.clause == clause.number).peekable();
            if rules.peek().is_none() {
                let _ = writeln!(text, "| {} | none | {} | |", clause.number, cell(&clause.text));
            }
            for rule in rules {
                let link = format!("[{}](rules/{file}#{})", rule.id, anchor(rule));
                let _ = writeln!(
                    text,
                    "| {} | {link} | {} | {} |",
                    clause.number,
                    cell(&rule.title),
                    rule.severity
                );
            }
        }
    }
    text
}

fn section_page(book: &Rulebook, section: &Section) -> String {
    let mut text = origin("`rules/`");
    let _ = writeln!(text, "# {} {}\n", section.number, section.heading);
    let _ = writeln!(text, "[All rules](../rules.md)\n\n| clause | duty, in our words |\n|---|---|");
    for clause in book.guidance.clauses.iter().filter(|clause| clause.section == section.number) {
        let _ = writeln!(text, "| {} | {} |", clause.number, cell(&clause.text));
    }
    for rule in of_section(book, section) {
        write_rule(&mut text, rule);
    }
    text
}

/// What GitHub calls the heading of a rule.
fn anchor(rule: &Rule) -> String {
    let heading = format!("{} {}", rule.id, rule.title).to_lowercase();
    heading
        .chars()
        .filter_map(|char| match char {
            ' ' => Some('-'),
            '-' | '_' => Some(char),
            other if other.is_alphanumeric() => Some(other),
            _ => None,
        })
        .collect()
}

fn write_rule(text: &mut String, rule: &Rule) {
    let page = &rule.page;
    let examples = page.examples.len();
    let _ = writeln!(text, "\n## {} {}\n", rule.id, rule.title);
    let _ = writeln!(
        text,
        "Clause {}, severity {}. [Page with {examples} worked examples](../../{}), [script](../../{}).",
        rule.clause, rule.severity, page.file, rule.script_file
    );
    for (heading, body) in [
        ("What it checks", &page.checks),
        ("Why it matters", &page.matters),
        ("Where the guidance says so", &page.guidance),
        ("What to do", &page.advice),
    ] {
        let _ = writeln!(text, "\n### {heading}\n\n{body}");
    }
    if !rule.settings.is_empty() {
        let _ = writeln!(text, "\n### Settings\n\n| setting | default | what it sets |\n|---|---|---|");
        for setting in &rule.settings {
            let _ = writeln!(
                text,
                "| `{}` | {} | {} |",
                setting.name,
                setting.default.json(),
                cell(&setting.help)
            );
        }
    }
    let _ = writeln!(text, "\n### Script\n\n```rhai\n{}\n```", rule.script.trim_end());
}
