//! Who is who, as far as the document itself tells: the child's name from its label, carers and siblings from "mum
//! Stacey" and "Skye (sister)", professionals from "HV Bev" and the attendance list; other capitalised words are names.

use std::collections::BTreeMap;

use super::lexicon::Who;
use super::matcher::{Hit, Tag};
use super::people::People;
use super::view::View;

const CARERS: &[&str] = &[
    "mum",
    "mam",
    "mom",
    "mother",
    "dad",
    "father",
    "stepdad",
    "stepmum",
    "stepfather",
    "nan",
    "nana",
    "gran",
    "grandma",
    "grandmother",
    "granny",
    "grandad",
    "grandfather",
    "aunt",
    "auntie",
    "uncle",
    "carer",
    "carers",
    "partner",
    "boyfriend",
    "mgm",
    "pgm",
    "parents",
    "parent",
    "guardian",
];
const SIBLINGS: &[&str] = &[
    "brother", "sister", "brothers", "sisters", "sibling", "siblings", "twin", "twins", "cousin", "cousins",
    "sib", "sibs", "bro", "sis",
];
const PROFESSIONALS: &[&str] = &[
    "sw",
    "hv",
    "sn",
    "gp",
    "nurse",
    "dr",
    "doctor",
    "worker",
    "fsw",
    "iro",
    "chair",
    "senco",
    "teacher",
    "ta",
    "head",
    "physio",
    "dietitian",
    "slt",
    "salt",
    "ot",
    "consultant",
    "paediatrician",
    "cns",
    "pdsn",
    "therapist",
    "police",
    "pc",
    "dc",
    "ssw",
    "dsl",
    "dt",
    "camhs",
    "psychologist",
    "midwife",
    "pa",
    "idva",
    "visitor",
    "manager",
    "mr",
    "mrs",
    "ms",
    "miss",
    "sister",
    "registrar",
    "notes",
    "minutes",
    "school",
    "nursery",
    "college",
    "housing",
];
const CHILD_LABELS: &[&str] =
    &["child", "name", "subject", "young person", "re", "record", "childs name", "yp"];

/// A word with its original spelling.
struct Token<'a> {
    word: &'a str,
    lower: String,
    /// The character before it that is no space, and whether it opens a sentence.
    after: char,
    opens: bool,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut after = '.';
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        if !c.is_alphanumeric() {
            if !c.is_whitespace() {
                after = c;
            }
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some((at, next)) =
            rest.next_if(|(_, next)| next.is_alphanumeric() || matches!(next, '\'' | '’'))
        {
            end = at + next.len_utf8();
        }
        let word = text.get(start..end).unwrap_or_default();
        let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
        let lower = word.to_lowercase();
        found.push(Token {
            word,
            lower,
            after,
            opens: matches!(after, '.' | '!' | '?' | '"' | '“' | '|' | ':'),
        });
        after = 'a';
    }
    found
}

fn is_name(token: &Token<'_>) -> bool {
    let mut letters = token.word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && token.word.chars().count() > 1
        && token.word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’'))
        && !known(&token.lower)
}

/// The letter by which minutes call a child; "A" and "I" are words of their own.
fn is_initial(token: &Token<'_>) -> bool {
    token.word.len() == 1
        && token.word.bytes().all(|letter| letter.is_ascii_uppercase())
        && !matches!(token.word, "A" | "I")
}

fn known(lower: &str) -> bool {
    [CARERS, SIBLINGS, PROFESSIONALS, CHILD_LABELS].iter().any(|list| list.contains(&lower))
}

/// Blocks at the top of the minutes that say who the family are.
const HEAD: usize = 14;

/// Names in the head: the child's stands before a case number ("Zainab, C-3007"), and other children's before their
/// ages ("Logan 11, Freddie (3)").
fn head_line(tokens: &[Token<'_>], found: &mut BTreeMap<String, Who>) {
    for (at, token) in tokens.iter().enumerate() {
        let number = |at: usize| tokens.get(at).filter(|t| t.word.bytes().all(|b| b.is_ascii_digit()));
        let coded = token.word == "C" && number(at + 1).is_some_and(|code| code.after == '-');
        if coded {
            let before = tokens.get(..at).unwrap_or_default().iter().rev();
            for name in before.take_while(|token| is_name(token)).take(2) {
                found.entry(name.lower.clone()).or_insert(Who::Child);
            }
        }
        let aged = number(at + 1).filter(|age| {
            matches!(age.after, 'a' | '(') && age.word.parse::<u8>().is_ok_and(|years| years < 18)
        });
        let dated = tokens.get(at + 2).is_some_and(|t| t.after == 'a' && is_name(t));
        if aged.is_some() && is_name(token) && !dated && found.values().any(|who| *who == Who::Child) {
            found.entry(token.lower.clone()).or_insert(Who::Sibling);
        }
    }
}

/// The names of a document and whom they stand for.
fn roster(views: &[View<'_>]) -> BTreeMap<String, Who> {
    let mut found: BTreeMap<String, Who> = BTreeMap::new();
    for (number, view) in views.iter().enumerate() {
        let tokens = tokens(&view.block.text);
        let labelled = tokens.iter().take(3).any(|token| CHILD_LABELS.contains(&token.lower.as_str()));
        let row =
            view.block.cell().and_then(|cell| cell.row_label.as_deref()).unwrap_or_default().to_lowercase();
        if ((labelled && view.block.text.contains([':', '=']) && view.block.text.len() < 120)
            || (CHILD_LABELS.contains(&row.trim_end_matches(':')) && view.block.text.len() < 60))
            && let Some(name) = tokens.iter().find(|token| is_name(token) && token.lower.len() > 2)
        {
            found.entry(name.lower.clone()).or_insert(Who::Child);
        }
        if number < HEAD {
            head_line(&tokens, &mut found);
        }
        for (at, token) in tokens.iter().enumerate() {
            let who = if CARERS.contains(&token.lower.as_str()) {
                Who::Carer
            } else if SIBLINGS.contains(&token.lower.as_str()) && token.word != "Sister" {
                Who::Sibling
            } else if PROFESSIONALS.contains(&token.lower.as_str()) {
                Who::Professional
            } else {
                continue;
            };
            // "Skye (sister)", "Carly - mum": the name before the bracket or dash.
            if matches!(token.after, '(' | '-' | '–' | '=')
                && let Some(name) =
                    at.checked_sub(1).and_then(|at| tokens.get(at)).filter(|name| is_name(name))
            {
                found.entry(name.lower.clone()).or_insert(who);
                continue;
            }
            // "siblings Skye (6), Poppy (2)", "mum Stacey", "carers Jean and Malc".
            let many = token.lower.ends_with('s') || who == Who::Sibling;
            for (step, next) in tokens.iter().skip(at + 1).take(if many { 9 } else { 1 }).enumerate() {
                let linked = next.after == 'a'
                    || next.after == '('
                    || (step > 0 && matches!(next.after, ',' | ')' | '&'));
                if is_name(next) && linked {
                    found.entry(next.lower.clone()).or_insert(who);
                } else if !(linked && (next.lower == "and" || next.word.bytes().all(|b| b.is_ascii_digit())))
                {
                    break;
                }
            }
        }
        if let Some(cell) = view.block.cell()
            && cell.column > 0
            && let Some(label) = &cell.row_label
        {
            let first = tokens.first().map(|token| token.lower.clone()).unwrap_or_default();
            let who = [(CARERS, Who::Carer), (SIBLINGS, Who::Sibling), (PROFESSIONALS, Who::Professional)]
                .iter()
                .find(|(list, _)| {
                    tokens.iter().take(3).any(|t| list.contains(&t.lower.as_str()))
                        || list.contains(&first.as_str())
                })
                .map(|(_, who)| *who);
            let names = super::roster::tokens(label);
            if let (Some(who), Some(name), true) =
                (who, names.iter().find(|name| is_name(name)), label.len() < 30)
            {
                found.entry(name.lower.clone()).or_insert(who);
            }
        }
    }
    found
}

/// Marks the people of the case and of the document where the text names them.
pub(super) fn add_people(views: &mut [View<'_>], people: &People) {
    let mut names = BTreeMap::new();
    for (phrase, who) in people.phrases() {
        for word in tokens(phrase).iter().filter(|word| is_name(word) || is_initial(word)) {
            names.entry(word.lower.clone()).or_insert(who);
        }
    }
    for (name, who) in roster(views) {
        names.entry(name).or_insert(who);
    }
    let mut lower_case: BTreeMap<String, bool> = BTreeMap::new();
    for view in views.iter() {
        for token in tokens(&view.block.text) {
            let named = lower_case.entry(token.lower.clone()).or_insert(false);
            *named |= is_name(&token) && !token.opens;
        }
    }
    for view in views {
        let text = &view.normal.text;
        let bytes = text.as_bytes();
        let mut added = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            let word = |at: usize| bytes.get(at).is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
            if !word(at) {
                at += 1;
                continue;
            }
            let mut end = at;
            while word(end) {
                end += 1;
            }
            let capital = view
                .block
                .text
                .get(view.normal.original(at)..)
                .and_then(|rest| rest.chars().next())
                .is_some_and(char::is_uppercase);
            if capital && let Some(found) = text.get(at..end) {
                let own = found.strip_suffix('s').unwrap_or(found);
                let who = names.get(found).or_else(|| names.get(own)).copied();
                let named =
                    || [found, own].iter().any(|name| lower_case.get(*name).copied().unwrap_or(false));
                if let Some(who) = who {
                    added.push(Hit { tag: Tag::Who(who), start: at, end });
                } else if named() {
                    added.push(Hit { tag: Tag::Name, start: at, end });
                }
            }
            at = end;
        }
        // A word that a list knows is no name.
        added.retain(|name| {
            name.tag != Tag::Name
                || !view.hits.iter().any(|hit| hit.start <= name.start && hit.end >= name.end)
        });
        view.hits.extend(added);
        view.hits.sort_by_key(|hit| (hit.start, hit.end, hit.tag));
    }
}
