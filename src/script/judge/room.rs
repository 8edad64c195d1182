//! The engine of judging scripts: plain Rhai on the record's own values, as contained as the engine that reads rules.

use rhai::{Dynamic, Engine, FnPtr, ImmutableString, NativeCallContext};

use super::record::{Date, Room, Thing, Things, gap, gives, property, room, word};
use crate::script::compare;
use crate::script::engine::{contain, packages, vocabulary};
use crate::script::limits::Limits;
use crate::script::symbol::{Symbol, Told, fault};
use crate::script::value::Gap;
use crate::script::words;

/// An engine in which closures judge.
pub fn build_engine(limits: &Limits) -> Engine {
    let mut engine = Engine::new_raw();
    packages(&mut engine);
    contain(&mut engine, limits);
    compare::register(&mut engine);
    engine.register_type_with_name::<Thing>("entry");
    engine.register_type_with_name::<Things>("list of entries");
    engine.register_type_with_name::<Date>("date");
    register_joins(&mut engine);
    register_record(&mut engine);
    register_lists(&mut engine);
    resolve_names(&mut engine);
    engine
}

/// The names of functions that only judging scripts know, for checking calls when a script is loaded.
pub fn names(limits: &Limits) -> Vec<String> {
    build_engine(limits).collect_fn_metadata(None, |info| Some(info.metadata.name.to_string()), true)
}

/// `and`, `or` and `not(...)` of plain values, for those who are used to them.
fn register_joins(engine: &mut Engine) {
    for (name, precedence) in [("and", 60), ("or", 30)] {
        // The words are fresh and the precedences valid, so that registering cannot fail.
        let _ = engine.register_custom_operator(name, precedence);
    }
    engine.register_fn("and", |a: bool, b: bool| a && b);
    engine.register_fn("or", |a: bool, b: bool| a || b);
    engine.register_fn("not", |a: bool| !a);
}

fn register_record(engine: &mut Engine) {
    engine.register_indexer_get(|cx: NativeCallContext<'_>, thing: &mut Thing, name: ImmutableString| {
        property(&cx, *thing, &name)
    });
    engine.register_fn("gives", |cx: NativeCallContext<'_>, thing: Thing, name: ImmutableString| {
        gives(&cx, thing, &name)
    });
    engine.register_fn("is_given", |value: Dynamic| !value.is_unit());
    for name in words::names() {
        engine.register_fn(name, move |cx: NativeCallContext<'_>, a: Dynamic| word(&cx, name, &[a]));
        engine.register_fn(name, move |cx: NativeCallContext<'_>, a: Dynamic, b: Dynamic| {
            word(&cx, name, &[a, b])
        });
        engine.register_fn(name, move |cx: NativeCallContext<'_>, a: Dynamic, b: Dynamic, c: Dynamic| {
            word(&cx, name, &[a, b, c])
        });
    }
    engine.register_fn("+", |date: Date, days: i64| Date(date.0.plus(days)));
    engine.register_fn("-", |date: Date, days: i64| Date(date.0.plus(days.saturating_neg())));
    engine.register_fn("-", |later: Date, earlier: Date| later.0.days_since(earlier.0));
    engine.register_fn("to_string", |date: &mut Date| date.0.in_words().to_string());
    engine.register_fn("earlier_of", |a: Date, b: Date| a.min(b));
    engine.register_fn("later_of", |a: Date, b: Date| a.max(b));
    engine.register_fn("is_one_of", |text: ImmutableString, texts: rhai::Array| {
        texts.into_iter().any(|one| one.into_immutable_string().is_ok_and(|one| one == text))
    });
}

/// Words that take a closure over a list. What is certain decides first; a doubt that could change it ends the judgement.
fn register_lists(engine: &mut Engine) {
    engine.register_indexer_get(|list: &mut Things, name: ImmutableString| match name.as_str() {
        "exist" => at_least_one(list),
        _ => fault(format!(
            "`.{name}` is asked of a list: say which of them, e.g. `.any(|one| one.{name} ...)`"
        )),
    });
    engine.register_fn("any", |cx: NativeCallContext<'_>, list: Things, closure: FnPtr| {
        any(&cx, &list, &closure, true)
    });
    engine.register_fn("none", |cx: NativeCallContext<'_>, list: Things, closure: FnPtr| {
        any(&cx, &list, &closure, true).map(|any| !any)
    });
    engine.register_fn("all", |cx: NativeCallContext<'_>, list: Things, closure: FnPtr| {
        any(&cx, &list, &closure, false).map(|any| !any)
    });
    for name in ["filter", "where"] {
        engine.register_fn(name, |cx: NativeCallContext<'_>, list: Things, closure: FnPtr| {
            filter(&cx, &list, &closure)
        });
    }
    engine.register_fn("count", |list: Things| -> Told<i64> {
        list.each().try_fold(0, |sum, one| one.map(|_| sum + 1))
    });
    engine.register_fn("count", |cx: NativeCallContext<'_>, list: Things, closure: FnPtr| -> Told<i64> {
        filter(&cx, &list, &closure)?.each().try_fold(0, |sum, one| one.map(|_| sum + 1))
    });
    engine.register_iterator_result::<Things, Thing>();
}

fn at_least_one(list: &Things) -> Told<bool> {
    if list.entries.iter().any(|(_, doubt)| doubt.is_none()) {
        return Ok(true);
    }
    match list.entries.iter().find_map(|(_, doubt)| *doubt).or(list.rest) {
        Some(why) => gap(why),
        None => Ok(false),
    }
}

fn holds(cx: &NativeCallContext<'_>, closure: &FnPtr, item: Thing) -> Told<bool> {
    let told: Dynamic = closure.call_within_context(cx, (item,))?;
    told.as_bool().or_else(|other| fault(format!("this closure must say true or false, but gives {other}")))
}

/// Whether the closure says `wanted` of some entry.
fn any(cx: &NativeCallContext<'_>, list: &Things, closure: &FnPtr, wanted: bool) -> Told<bool> {
    let mut doubt = list.rest;
    for (item, belongs) in list.entries.iter() {
        match (certain(holds(cx, closure, Thing(*item)))?, belongs) {
            (Ok(said), None) if said == wanted => return Ok(true),
            (Ok(said), Some(why)) if said == wanted => doubt = doubt.or(Some(*why)),
            (Ok(_), _) => {}
            (Err(why), _) => doubt = doubt.or(Some(why)),
        }
    }
    doubt.map_or(Ok(false), gap)
}

fn filter(cx: &NativeCallContext<'_>, list: &Things, closure: &FnPtr) -> Told<Things> {
    let mut entries = Vec::new();
    for (item, belongs) in list.entries.iter() {
        match certain(holds(cx, closure, Thing(*item)))? {
            Ok(true) => entries.push((*item, *belongs)),
            Ok(false) => {}
            Err(why) => entries.push((*item, Some(why))),
        }
    }
    Ok(Things { entries: entries.into(), rest: list.rest })
}

/// A gap within a closure is a doubt about one entry; other faults end everything.
fn certain(said: Told<bool>) -> Told<Result<bool, Gap>> {
    match said {
        Ok(said) => Ok(Ok(said)),
        Err(error) => match super::judging::gap_of(&error) {
            Some(why) => Ok(Err(why)),
            None => Err(error),
        },
    }
}

/// Functions of a script see the record's names. What a closure has captured of the record is handed over as a copy: Rhai
/// would lock it for the whole of `x.list.any(|y| ... x ...)` and call that a data race.
fn resolve_names(engine: &mut Engine) {
    let names: std::collections::BTreeMap<&'static str, Symbol> = vocabulary().into_iter().collect();
    #[expect(
        deprecated,
        reason = "Rhai marks its variable resolver as volatile; there is no other way to either"
    )]
    engine.on_var(move |name, _, context| {
        if let Some(value) = context.scope().get(name) {
            let copied = (value.is_shared() && !value.is_locked()).then(|| value.flatten_clone());
            return Ok(
                copied.filter(|value| value.is::<Thing>() || value.is::<Things>() || value.is::<Date>())
            );
        }
        let Some(symbol) = names.get(name) else { return Ok(None) };
        let room: std::sync::Arc<Room> = room(Some(context.tag()))?;
        room.find_out(symbol, &[]).map(Some)
    });
}
