//! The words of the rule language that are written in Rust, one file a theme. Each says what it takes, what it gives and
//! what it means; the reference of the language is printed from here.

mod child;
mod claims;
mod contact;
mod contradictions;
mod currency;
mod facts;
mod growth;
mod meeting;
mod minutes;
mod news;
mod plan;
mod sharing;
mod team;
mod time;

pub use child::{is_social_worker_on, social_workers_on};
pub use claims::missed_within;
pub use currency::is_current_on;
pub use facts::{need as needed_field, optional as optional_field};
pub use minutes::{appointment_is_named, names_in_minutes};
pub use news::happened;
pub use sharing::is_about;
pub use team::team_name;

use super::kinds::{Kinds, Type};
use super::node::{Takes, Word};

const TABLES: &[&[Word]] = &[
    time::WORDS,
    child::WORDS,
    currency::WORDS,
    news::WORDS,
    sharing::WORDS,
    meeting::WORDS,
    team::WORDS,
    minutes::WORDS,
    claims::WORDS,
    plan::WORDS,
    growth::WORDS,
    contact::WORDS,
    contradictions::WORDS,
];

/// Every word, in the order of the themes.
pub fn all() -> impl Iterator<Item = &'static Word> {
    TABLES.iter().flat_map(|table| table.iter())
}

/// The names under which words that take something are known, each once.
pub fn names() -> Vec<&'static str> {
    let mut names: Vec<_> = all().filter(|word| !word.takes.is_empty()).map(|word| word.name).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The words that stand by themselves: lists of the record.
pub fn standing() -> impl Iterator<Item = &'static Word> {
    all().filter(|word| word.takes.is_empty())
}

/// The words that can be said of an item of these kinds.
pub fn of(kinds: Kinds) -> impl Iterator<Item = &'static Word> {
    all()
        .filter(move |word| matches!(word.takes.first(), Some(Takes::A(Type::Item(of))) if kinds.within(*of)))
}

/// The word of that name for a first argument of type `ty` and so many arguments.
pub fn find(name: &str, ty: Type, arguments: usize) -> Option<&'static Word> {
    all().find(|word| {
        word.name == name
            && word.takes.len() == arguments
            && matches!(word.takes.first(), Some(Takes::A(wanted)) if accepts(*wanted, ty))
    })
}

/// Whether a value of type `given` can stand where `wanted` is asked for.
pub fn accepts(wanted: Type, given: Type) -> bool {
    match (wanted, given) {
        (Type::Item(wanted), Type::Item(given)) | (Type::List(wanted), Type::List(given)) => {
            given.within(wanted)
        }
        (wanted, given) => wanted == given,
    }
}

/// Why no word of that name fits, in words.
pub fn why_not(name: &str, ty: Type, arguments: usize) -> String {
    let mut others = all().filter(|word| word.name == name).peekable();
    match others.peek() {
        None => format!("there is no word `{name}`"),
        Some(word) if word.takes.len() != arguments => {
            format!(
                "`{name}` takes {} besides what it is said of, not {}",
                word.takes.len() - 1,
                arguments - 1
            )
        }
        Some(word) => {
            let of = match word.takes.first() {
                Some(Takes::A(ty)) => ty.to_string(),
                _ => String::from("something else"),
            };
            format!("`{name}` is said of {of}, but this is {ty}")
        }
    }
}

/// Whether a condition holds for some entry of a collection within an item, as far as the collection is known.
pub fn some_of<T>(
    collection: &crate::case::Collection<T>,
    item: crate::case::ItemRef,
    name: &'static str,
    holds: impl FnMut(usize, &T) -> super::value::Truth,
) -> super::value::Truth {
    facts::some(collection, facts::within(item, name), holds)
}

/// Whether what `from` says it is about includes any of some entries.
pub fn any_about(
    scene: &super::scene::Scene,
    from: crate::case::ItemRef,
    of: &[crate::case::ItemRef],
) -> super::value::Truth {
    facts::any_of(of.iter().map(|item| is_about(scene, from, *item)))
}
