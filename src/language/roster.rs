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

/// Bytes of the longest word of the lists, and room to spare.
const LONGEST: usize = 16;

/// The lists' words by their first letter, each as a number; where a word stands in two, the first list has it.
static KINDS: LazyLock<[Vec<(u128, Kind)>; 26]> = LazyLock::new(|| {
    let lists = [
        (CARERS, Kind::Carer),
        (SIBLINGS, Kind::Sibling),
        (PROFESSIONALS, Kind::Professional),
        (CHILD_LABELS, Kind::ChildLabel),
    ];
    let mut found = [const { Vec::new() }; 26];
    for (word, kind) in lists.iter().flat_map(|(list, kind)| list.iter().map(|word| (*word, *kind))) {
        if let Some((letter, number)) = packed(word)
            && let Some(words) = found.get_mut(letter)
        {
            words.push((number, kind));
        }
    }
    found
});

/// The first letter of an ASCII word, counted from `a`, and the word in lower case as a number; `None` for longer words.
fn packed(word: &str) -> Option<(usize, u128)> {
    let mut bytes = [0; LONGEST];
    bytes.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    bytes.make_ascii_lowercase();
    Some((usize::from(bytes.first()?.checked_sub(b'a')?), u128::from_le_bytes(bytes)))
}

/// The list that holds a word, however it is spelt.
fn kind(word: &str) -> Option<Kind> {
    if !word.is_ascii() {
        // A few letters beyond ASCII have a lower case within it.
        let lower = word.to_lowercase();
        return if lower.is_ascii() { kind(&lower) } else { None };
    }
    let (letter, number) = packed(word)?;
    KINDS.get(letter)?.iter().find(|(known, _)| *known == number).map(|(_, kind)| *kind)
}

/// A word with its original spelling.
struct Token<'a> {
    word: &'a str,
    /// The list that holds it.
    kind: Option<Kind>,
    /// The character before it that is no space, and whether it opens a sentence.
    after: char,
    opens: bool,
}

impl<'a> Token<'a> {
    fn lower(&self) -> Cow<'a, str> {
        if self.word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
            Cow::Borrowed(self.word)
        } else {
            Cow::Owned(self.word.to_lowercase())
        }
    }
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
        let opens = matches!(after, '.' | '!' | '?' | '"' | '“' | '|' | ':');
        found.push(Token { word, kind: kind(word), after, opens });
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
        self.people.entry(name.lower().into_owned()).or_insert(who);
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
            let lower = token.lower();
            if !found.names.contains(&*lower) {
                found.names.insert(lower.into_owned());
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
            && let Some(name) = tokens.iter().find(|token| is_name(token) && token.lower().len() > 2)
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
            let many = token.lower().ends_with('s') || who == Who::Sibling;
            for (step, next) in tokens.iter().skip(at + 1).take(if many { 9 } else { 1 }).enumerate() {
                let linked = next.after == 'a'
                    || next.after == '('
                    || (step > 0 && matches!(next.after, ',' | ')' | '&'));
                if is_name(next) && linked {
                    found.add(next, who);
                } else if !(linked
                    && (next.lower() == "and" || next.word.bytes().all(|b| b.is_ascii_digit())))
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
    // `None` for a name that nothing tells more of.
    let mut names: BTreeMap<String, Option<Who>> = BTreeMap::new();
    for (phrase, who) in people.phrases() {
        for word in tokens(phrase).iter().filter(|word| is_name(word) || is_initial(word)) {
            names.entry(word.lower().into_owned()).or_insert(Some(who));
        }
    }
    let roster = roster(views);
    for (name, who) in roster.people {
        names.entry(name).or_insert(Some(who));
    }
    for name in roster.names {
        names.entry(name).or_insert(None);
    }
    for view in views {
        let added = people_in(view, &names);
        view.add_hits(added);
    }
}

/// The capitalised words of a view that name somebody.
fn people_in(view: &View<'_>, names: &BTreeMap<String, Option<Who>>) -> Vec<Hit> {
    let (text, spelt) = (&view.normal.text, &view.block.text);
    let bytes = text.as_bytes();
    let word = |at: usize| bytes.get(at).is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
    let mut added = Vec::new();
    // Phrases of the lists that begin before the word, and how far the longest of them reaches.
    let (mut passed, mut reach) = (0, 0);
    for (origin, byte) in spelt.bytes().enumerate() {
        let upper = match byte {
            byte if byte.is_ascii() => byte.is_ascii_uppercase(),
            0xC0.. => {
                spelt.get(origin..).and_then(|rest| rest.chars().next()).is_some_and(char::is_uppercase)
            }
            _ => false,
        };
        if !upper {
            continue;
        }
        // Only the capital that a word begins with makes it a name.
        let start = view.normal.at(origin);
        if !word(start) || (start > 0 && word(start - 1)) {
            continue;
        }
        let mut at = start;
        while word(at) {
            at += 1;
        }
        let Some(found) = text.get(start..at) else { continue };
        let whole = names.get(found);
        let own = || found.strip_suffix('s').and_then(|own| names.get(own));
        // Whom a name stands for tells more than that it is one.
        let named = match whole {
            Some(Some(_)) => whole,
            _ => own().filter(|own| own.is_some()).or(whole).or_else(own),
        };
        if let Some(Some(who)) = named {
            added.push(Hit { tag: Tag::Who(*who), start, end: at });
        } else if named.is_some() {
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
