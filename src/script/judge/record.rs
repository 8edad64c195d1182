//! The values that a judging script holds: entries, lists of entries and days of one child's record. Each is asked through
//! the same expressions as in other rules, found out at once.

use std::sync::{Arc, Mutex, PoisonError};

use rhai::{Array, Dynamic, EvalAltResult, NativeCallContext, Position};

use crate::calendar::Day;
use crate::case::{Got, ItemRef, Items};
use crate::script::eval::Cx;
use crate::script::kinds::{Kinds, Type};
use crate::script::listing::Listing;
use crate::script::node::{Literal, Node};
use crate::script::scene::Scene;
use crate::script::symbol::{Symbol, Told, apply, fault, narrow};
use crate::script::trace::Fact;
use crate::script::value::{Gap, Happening, Value};
use crate::script::words;

/// Where one judgement takes place: the child, and the working so far.
#[derive(Debug)]
pub struct Room {
    /// The child.
    pub scene: Arc<Scene>,
    /// The working, in the order of reading.
    pub facts: Mutex<Vec<Fact>>,
}

/// The room of the judgement that a call belongs to, from the tag of the run.
pub fn room(tag: Option<&Dynamic>) -> Told<Arc<Room>> {
    match tag.and_then(|tag| tag.clone().try_cast::<Arc<Room>>()) {
        Some(room) => Ok(room),
        None => fault("the record is only there while a rule judges"),
    }
}

/// Ends a judgement since the record does not hold what it needs. A script cannot catch it.
#[derive(Clone, Copy, Debug)]
pub struct Ends(pub Gap);

/// Ends the judgement as unknown.
pub fn gap<T>(gap: Gap) -> Told<T> {
    Err(Box::new(EvalAltResult::ErrorTerminated(Dynamic::from(Ends(gap)), Position::NONE)))
}

/// One entry of the record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Thing(pub ItemRef);

/// One day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Date(pub Day);

/// Entries of the record, with the doubts about them.
#[derive(Clone, Debug)]
pub struct Things {
    /// Each entry, and why it may not belong here.
    pub entries: Arc<[(ItemRef, Option<Gap>)]>,
    /// Why there may be more.
    pub rest: Option<Gap>,
}

impl Things {
    /// The entries in order; a doubtful one ends the judgement, and so does the end of a list that may be longer.
    pub fn each(&self) -> impl Iterator<Item = Told<Thing>> + use<> {
        let entries = self.entries.clone();
        let certain = (0..entries.len()).map(move |at| match entries[at] {
            (item, None) => Ok(Thing(item)),
            (_, Some(doubt)) => gap(doubt),
        });
        certain.chain(self.rest.map(gap))
    }
}

impl IntoIterator for Things {
    type Item = Told<Thing>;
    type IntoIter = Box<dyn Iterator<Item = Told<Thing>>>;

    fn into_iter(self) -> Self::IntoIter {
        Box::new(self.each())
    }
}

impl Room {
    /// Finds out an expression, with an item in each of the first variables.
    pub fn find_out(&self, symbol: &Symbol, items: &[ItemRef]) -> Told<Dynamic> {
        let mut cx = Cx::new(&self.scene, true);
        for (slot, item) in cx.items.iter_mut().zip(items) {
            *slot = *item;
        }
        let found = self.answer(&mut cx, symbol);
        let facts = cx.trace.unwrap_or_default();
        self.facts.lock().unwrap_or_else(PoisonError::into_inner).extend(facts);
        found
    }

    fn answer(&self, cx: &mut Cx<'_>, symbol: &Symbol) -> Told<Dynamic> {
        let node = &symbol.node;
        match symbol.ty {
            Type::List(_) => {
                let mut listing = Listing::default();
                cx.list(node, &mut listing);
                return Ok(Dynamic::from(Things { entries: listing.entries.into(), rest: listing.rest }));
            }
            Type::Texts => return self.texts(cx, node),
            // The first time is certain only where nothing earlier can be hidden.
            Type::Happening => {
                return match cx.happening(node) {
                    Happening { doubt: Some(why), .. } => gap(why),
                    Happening { first: Some((day, _)), .. } => Ok(Dynamic::from(Date(day))),
                    Happening { first: None, .. } => Ok(Dynamic::UNIT),
                };
            }
            Type::Truth => return cx.truth(node).map(Dynamic::from).or_else(gap),
            _ => {}
        }
        match cx.value(node) {
            Err(why) => gap(why),
            Ok(Value::Nothing) => Ok(Dynamic::UNIT),
            Ok(Value::Truth(truth)) => Ok(truth.into()),
            Ok(Value::Number(number)) => Ok(number.into()),
            Ok(Value::Day(day)) => Ok(Dynamic::from(Date(day))),
            Ok(Value::Text(text)) => Ok(text.to_owned().into()),
            Ok(Value::Item(item)) => Ok(Dynamic::from(Thing(item))),
        }
    }

    fn texts(&self, cx: &mut Cx<'_>, node: &Node) -> Told<Dynamic> {
        let Node::Field(of, indexes) = node else { return fault("these texts cannot be read here") };
        let Value::Item(item) = cx.value(of).or_else(gap)? else { return Ok(Dynamic::UNIT) };
        let Some((_, index)) = indexes.iter().find(|(kind, _)| *kind == item.kind) else {
            return Ok(Dynamic::UNIT);
        };
        match self.scene.case.get(item, usize::from(*index)) {
            Got::List(Items::Words(words), 0) => {
                Ok(words.iter().map(|word| Dynamic::from(word.to_string())).collect::<Array>().into())
            }
            Got::List(..) | Got::Unreadable => gap(Gap::Unreadable(item, *index)),
            _ => gap(Gap::NotHeld(item, *index)),
        }
    }
}

/// `item.name`.
pub fn property(cx: &NativeCallContext<'_>, thing: Thing, name: &str) -> Told<Dynamic> {
    let symbol = Symbol::variable(0, Kinds::one(thing.0.kind)).property(name)?;
    room(cx.tag())?.find_out(&symbol, &[thing.0])
}

/// `item.gives("name")`: whether a field has a value, for a fact whose absence would end the judgement.
pub fn gives(cx: &NativeCallContext<'_>, thing: Thing, name: &str) -> Told<Dynamic> {
    let symbol = Symbol::variable(0, Kinds::one(thing.0.kind)).property(name)?;
    let given = Symbol::new(Node::Given(symbol.node), Type::Truth);
    room(cx.tag())?.find_out(&given, &[thing.0])
}

/// A word said of values: `word(item, date, 3)`.
pub fn word(cx: &NativeCallContext<'_>, name: &str, arguments: &[Dynamic]) -> Told<Dynamic> {
    let mut items = Vec::new();
    let mut symbols = Vec::new();
    for argument in arguments {
        if argument.is_unit() {
            return fault(format!("`{name}` was given nothing: ask `.is_given()` of it first"));
        }
        let symbol = if let Some(thing) = argument.clone().try_cast::<Thing>() {
            items.push(thing.0);
            Dynamic::from(Symbol::variable(narrow(items.len() - 1), Kinds::one(thing.0.kind)))
        } else if let Some(date) = argument.clone().try_cast::<Date>() {
            Dynamic::from(Symbol::new(Node::Literal(Literal::Day(date.0)), Type::Date))
        } else {
            argument.clone()
        };
        symbols.push(symbol);
    }
    let Some(first) = symbols.first().and_then(crate::script::symbol::literal) else {
        return fault(format!("`{name}` is said of an entry or a date of the record, not of a plain value"));
    };
    match words::find(name, first.ty, arguments.len()) {
        Some(found) => room(cx.tag())?.find_out(&apply(found, &symbols)?, &items),
        None => fault(words::why_not(name, first.ty, arguments.len())),
    }
}
