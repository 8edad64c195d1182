//! The words of a check: text with fields of the subject in braces.

use std::sync::Arc;

use super::kinds::{Kinds, Type, noun};
use super::node::Node;
use super::symbol::{Symbol, Told, fault};

/// A sentence with places to fill in.
#[derive(Clone, Debug, Default)]
pub struct Template(pub Vec<Part>);

/// A piece of a template.
#[derive(Clone, Debug)]
pub enum Part {
    /// Words.
    Text(String),
    /// A field of the subject, with what it is called in the script.
    Field(Arc<Node>, Type, String),
}

impl Template {
    /// Reads `words {field} {noun.field}`; fields are those of the subject, whose kinds are given.
    pub fn parse(text: &str, subject: &[Kinds]) -> Told<Self> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            let Some(close) = rest[open..].find('}').map(|at| open + at) else {
                return fault(format!("the brace that opens in \"{text}\" is never closed"));
            };
            if open > 0 {
                parts.push(Part::Text(rest[..open].to_owned()));
            }
            let path = &rest[open + 1..close];
            let symbol = resolve(path, subject)?;
            parts.push(Part::Field(symbol.node, symbol.ty, path.to_owned()));
            rest = &rest[close + 1..];
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        Ok(Self(parts))
    }
}

fn resolve(path: &str, subject: &[Kinds]) -> Told<Symbol> {
    let mut steps = path.split('.').map(str::trim).peekable();
    let first = steps.peek().copied().unwrap_or_default();
    let named =
        subject.iter().position(|kinds| kinds.iter().any(|kind| noun(kind).replace(' ', "_") == first));
    let at = named.unwrap_or(0);
    let Some(kinds) = subject.get(at) else {
        return fault("say what the rule counts with `.each(...)` before `.say(...)`");
    };
    if named.is_some() {
        steps.next();
    }
    let variable = u8::try_from(at).unwrap_or(0);
    steps.try_fold(Symbol::variable(variable, *kinds), |symbol, step| symbol.property(step))
}
