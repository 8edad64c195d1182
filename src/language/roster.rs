//! Who is who, as far as the document itself tells: the child's name from its label, carers and siblings from "mum
//! Stacey" and "Skye (sister)", professionals from "HV Bev" and the attendance list; other capitalised words are names.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

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

/// A list that a word may stand in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Carer,
    Sibling,
    Professional,
    ChildLabel,
}

/// The lists' words by their first letter; where a word stands in two, the first list has it.
static KINDS: LazyLock<[Vec<(&'static str, Kind)>; 26]> = LazyLock::new(|| {
    let lists = [
        (CARERS, Kind::Carer),
        (SIBLINGS, Kind::Sibling),
        (PROFESSIONALS, Kind::Professional),
        (CHILD_LABELS, Kind::ChildLabel),
    ];
    let mut found = [const { Vec::new() }; 26];
    for (word, kind) in lists.iter().flat_map(|(list, kind)| list.iter().map(|word| (*word, *kind))) {
        let letter = word.bytes().next().unwrap_or(b'a').saturating_sub(b'a');
        if let Some(words) = found.get_mut(usize::from(letter)) {
            words.push((word, kind));
        }
    }
    found
});

fn kind(lower: &str) -> Option<Kind> {
    let letter = lower.bytes().next()?.checked_sub(b'a')?;
    KINDS.get(usize::from(letter))?.iter().find(|(word, _)| *word == lower).map(|(_, kind)| *kind)
}

/// A word with its original spelling.
struct Token<'a> {
    word: &'a str,
    lower: Cow<'a, str>,
    /// The list that holds it.
    kind: Option<Kind>,
    /// The character before it that is no space, and whether it opens a sentence.
    after: char,
    opens: bool,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let bytes = text.as_bytes();
    let char_at = |at: usize| match bytes.get(at) {
        Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
        _ => text.get(at..).and_then(|rest| rest.chars().next()),
    };
    let mut found = Vec::with_capacity(bytes.len() / 5);
    let mut after = '.';
    let mut at = 0;
    while let Some(c) = char_at(at) {
        let start = at;
        at += c.len_utf8();
        if !c.is_alphanumeric() {
            if !c.is_whitespace() {
                after = c;
            }
            continue;
        }
        while let Some(next) = char_at(at).filter(|next| next.is_alphanumeric() || matches!(next, '\'' | '’'))
        {
            at += next.len_utf8();
        }
        let word = text.get(start..at).unwrap_or_default();
        let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
        let plain = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
        let lower = if plain { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) };
        let opens = matches!(after, '.' | '!' | '?' | '"' | '“' | '|' | ':');
        found.push(Token { word, kind: kind(&lower), lower, after, opens });
        after = 'a';
    }
    found
}

fn is_name(token: &Token<'_>) -> bool {
    let mut letters = token.word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && token.word.chars().count() > 1
        && token.word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’'))
        && token.kind.is_none()
}

/// The letter by which minutes call a child; "A" and "I" are words of their own.
fn is_initial(token: &Token<'_>) -> bool {
    token.word.len() == 1
        && token.word.bytes().all(|letter| letter.is_ascii_uppercase())
        && !matches!(token.word, "A" | "I")
}

/// What a document tells of names.
#[derive(Default)]
struct Roster {
    /// Names and whom they stand for.
    people: BTreeMap<String, Who>,
    /// Words that stand somewhere as a name, where no sentence opens.
    names: BTreeSet<String>,
}

impl Roster {
    fn add(&mut self, name: &Token<'_>, who: Who) {
        self.people.entry(name.lower.to_string()).or_insert(who);
    }
}

/// Blocks at the top of the minutes that say who the family are.
const HEAD: usize = 14;

/// Names in the head: the child's stands before a case number ("Zainab, C-3007"), and other children's before their
/// ages ("Logan 11, Freddie (3)").
fn head_line(tokens: &[Token<'_>], found: &mut Roster) {
    for (at, token) in tokens.iter().enumerate() {
        let number = |at: usize| tokens.get(at).filter(|t| t.word.bytes().all(|b| b.is_ascii_digit()));
        let coded = token.word == "C" && number(at + 1).is_some_and(|code| code.after == '-');
        if coded {
            let before = tokens.get(..at).unwrap_or_default().iter().rev();
            for name in before.take_while(|token| is_name(token)).take(2) {
                found.add(name, Who::Child);
            }
        }
        let aged = number(at + 1).filter(|age| {
            matches!(age.after, 'a' | '(') && age.word.parse::<u8>().is_ok_and(|years| years < 18)
        });
        let dated = tokens.get(at + 2).is_some_and(|t| t.after == 'a' && is_name(t));
        if aged.is_some() && is_name(token) && !dated && found.people.values().any(|who| *who == Who::Child) {
            found.add(token, Who::Sibling);
        }
    }
}

/// What a document tells of the names in it.
fn roster(views: &[View<'_>]) -> Roster {
    let mut found = Roster::default();
    for (number, view) in views.iter().enumerate() {
        let text = &view.block.text;
        let tokens = tokens(text);
        for token in tokens.iter().filter(|token| !token.opens && is_name(token)) {
            if !found.names.contains(&*token.lower) {
                found.names.insert(token.lower.to_string());
            }
        }
        let labelled = tokens.iter().take(3).any(|token| token.kind == Some(Kind::ChildLabel));
        let label = view.block.cell().and_then(|cell| cell.row_label.as_deref());
        let child_row = || {
            // No label of a child is longer; a long one is not worth a copy for each cell of its row.
            let row = label.filter(|row| row.len() < 40).unwrap_or_default().to_lowercase();
            CHILD_LABELS.contains(&row.trim_end_matches(':'))
        };
        if ((labelled && text.len() < 120 && text.contains([':', '='])) || (text.len() < 60 && child_row()))
            && let Some(name) = tokens.iter().find(|token| is_name(token) && token.lower.len() > 2)
        {
            found.add(name, Who::Child);
        }
        if number < HEAD {
            head_line(&tokens, &mut found);
        }
        for (at, token) in tokens.iter().enumerate() {
            let who = match token.kind {
                Some(Kind::Carer) => Who::Carer,
                Some(Kind::Sibling) if token.word != "Sister" => Who::Sibling,
                Some(Kind::Sibling | Kind::Professional) => Who::Professional,
                Some(Kind::ChildLabel) | None => continue,
            };
            // "Skye (sister)", "Carly - mum": the name before the bracket or dash.
            if matches!(token.after, '(' | '-' | '–' | '=')
                && let Some(name) =
                    at.checked_sub(1).and_then(|at| tokens.get(at)).filter(|name| is_name(name))
            {
                found.add(name, who);
                continue;
            }
            // "siblings Skye (6), Poppy (2)", "mum Stacey", "carers Jean and Malc".
            let many = token.lower.ends_with('s') || who == Who::Sibling;
            for (step, next) in tokens.iter().skip(at + 1).take(if many { 9 } else { 1 }).enumerate() {
                let linked = next.after == 'a'
                    || next.after == '('
                    || (step > 0 && matches!(next.after, ',' | ')' | '&'));
                if is_name(next) && linked {
                    found.add(next, who);
                } else if !(linked && (next.lower == "and" || next.word.bytes().all(|b| b.is_ascii_digit())))
                {
                    break;
                }
            }
        }
        if let Some(label) = label.filter(|label| label.len() < 30)
            && view.block.cell().is_some_and(|cell| cell.column > 0)
        {
            let first = |kind: Kind| tokens.iter().take(3).any(|token| token.kind == Some(kind));
            let who = if first(Kind::Carer) {
                Who::Carer
            } else if first(Kind::Sibling) {
                Who::Sibling
            } else if first(Kind::Professional) {
                Who::Professional
            } else {
                continue;
            };
            if let Some(name) = super::roster::tokens(label).iter().find(|name| is_name(name)) {
                found.add(name, who);
            }
        }
    }
    found
}

/// Marks the people of the case and of the document where the text names them.
pub(super) fn add_people(views: &mut [View<'_>], people: &People) {
    let mut names: BTreeMap<String, Who> = BTreeMap::new();
    for (phrase, who) in people.phrases() {
        for word in tokens(phrase).iter().filter(|word| is_name(word) || is_initial(word)) {
            names.entry(word.lower.to_string()).or_insert(who);
        }
    }
    let roster = roster(views);
    for (name, who) in roster.people {
        names.entry(name).or_insert(who);
    }
    for view in views {
        let added = people_in(view, &names, &roster.names);
        view.add_hits(added);
    }
}

/// The capitalised words of a view that name somebody.
fn people_in(view: &View<'_>, people: &BTreeMap<String, Who>, names: &BTreeSet<String>) -> Vec<Hit> {
    let text = &view.normal.text;
    let spelt = view.block.text.as_bytes();
    let bytes = text.as_bytes();
    let word = |at: usize| bytes.get(at).is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
    let capital = |at: usize| {
        let at = view.normal.original(at);
        match spelt.get(at) {
            Some(byte) if byte.is_ascii() => byte.is_ascii_uppercase(),
            _ => {
                let rest = view.block.text.get(at..);
                rest.and_then(|rest| rest.chars().next()).is_some_and(char::is_uppercase)
            }
        }
    };
    let mut added = Vec::new();
    // Phrases of the lists that begin before the word, and how far the longest of them reaches.
    let (mut passed, mut reach) = (0, 0);
    let mut at = 0;
    while at < bytes.len() {
        if !word(at) {
            at += 1;
            continue;
        }
        let start = at;
        while word(at) {
            at += 1;
        }
        if !capital(start) {
            continue;
        }
        let Some(found) = text.get(start..at) else { continue };
        let own = found.strip_suffix('s').unwrap_or(found);
        if let Some(who) = people.get(found).or_else(|| people.get(own)) {
            added.push(Hit { tag: Tag::Who(*who), start, end: at });
        } else if names.contains(found) || names.contains(own) {
            while let Some(hit) = view.hits.get(passed).filter(|hit| hit.start <= start) {
                reach = reach.max(hit.end);
                passed += 1;
            }
            // A word that a list knows is no name.
            if reach < at {
                added.push(Hit { tag: Tag::Name, start, end: at });
            }
        }
    }
    added
}
