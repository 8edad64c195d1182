//! The one place that knows how Rhai is set up: what a rule script may say, and what it may cost.

use rhai::packages::{
    ArithmeticPackage, BasicArrayPackage, BasicIteratorPackage, BasicMathPackage, BasicStringPackage,
    LogicPackage, MoreStringPackage, Package,
};
use rhai::{
    Array, Dynamic, Engine, EvalAltResult, FnPtr, ImmutableString, NativeCallContext, OptimizationLevel,
    Scope,
};

use super::draft::{Desk, RuleHandle, setting, when_else};
use super::limits::Limits;
use super::node::{Compare, Node, Word};
use super::symbol::{Symbol, Told, apply, collections, fault};
use super::{compare, words};
use crate::script::kinds::Type;

/// An engine for rule scripts: it has no clock, no files, no printing, no `eval`, no `import`, and every limit is set.
/// What scripts write lands on the desk.
pub fn build_engine(limits: &Limits, desk: &Desk) -> Engine {
    let mut engine = Engine::new_raw();
    packages(&mut engine);
    contain(&mut engine, limits);
    compare::register(&mut engine);
    register_operators(&mut engine);
    register_lists(&mut engine, desk);
    register_words(&mut engine);
    register_rule(&mut engine, desk);
    engine
}

/// The parts of Rhai's library that a script may use: no clock, no files, no printing.
pub(super) fn packages(engine: &mut Engine) {
    ArithmeticPackage::new().register_into_engine(engine);
    LogicPackage::new().register_into_engine(engine);
    BasicMathPackage::new().register_into_engine(engine);
    BasicStringPackage::new().register_into_engine(engine);
    MoreStringPackage::new().register_into_engine(engine);
    BasicArrayPackage::new().register_into_engine(engine);
    BasicIteratorPackage::new().register_into_engine(engine);
}

/// Everything that keeps a script inside its room.
pub(super) fn contain(engine: &mut Engine, limits: &Limits) {
    engine
        .set_max_operations(limits.script_operations)
        .set_max_expr_depths(limits.script_depth, limits.script_depth)
        .set_max_call_levels(limits.script_calls)
        .set_max_string_size(limits.script_text)
        .set_max_array_size(limits.script_list)
        .set_max_map_size(limits.script_list)
        .set_max_variables(limits.script_variables)
        .set_max_functions(limits.script_functions)
        .set_max_modules(0)
        .set_max_strings_interned(0)
        .set_strict_variables(true)
        .set_fail_on_invalid_map_property(true)
        .set_fast_operators(false)
        // Nothing is worked out ahead of the run: Rhai would decide comparisons of unlike plain values by itself.
        .set_optimization_level(OptimizationLevel::None)
        .set_allow_shadowing(true)
        // Print and debug do nothing: a script has no voice but its rules.
        .on_print(|_| {})
        .on_debug(|_, _, _| {});
    // `try` would let a script pass over its own faults.
    for symbol in
        ["try", "eval", "import", "export", "switch", "print", "debug", "exit", "spawn", "sleep", "timestamp"]
    {
        engine.disable_symbol(symbol);
    }
}

/// Registers `and` and `or`, which bind weaker than comparisons, and every pair of types that a comparison can meet:
/// Rhai answers a plain `false` for a pair that it does not know.
fn register_operators(engine: &mut Engine) {
    engine.register_type_with_name::<Symbol>("expression");
    engine.register_type_with_name::<RuleHandle>("rule");
    // The precedences of `&&` and `||` in Rhai: comparisons bind tighter.
    for (word, precedence) in [("and", 60), ("or", 30)] {
        // The words are fresh and the precedences valid, so that registering cannot fail.
        let _ = engine.register_custom_operator(word, precedence);
    }
    engine.register_fn("and", |a: Symbol, b: Symbol| a.join(&b, Node::And));
    engine.register_fn("or", |a: Symbol, b: Symbol| a.join(&b, Node::Or));
    for word in ["and", "or"] {
        engine.register_fn(word, move |_: Symbol, _: Dynamic| plain_operand(word));
        engine.register_fn(word, move |_: Dynamic, _: Symbol| plain_operand(word));
        engine.register_fn(
            word,
            if word == "and" { |a: bool, b: bool| a && b } else { |a: bool, b: bool| a || b },
        );
    }
    engine.register_fn("not", |a: Symbol| a.negate());
    engine.register_fn("not", |a: bool| !a);
    engine.register_fn("!", |_: Symbol| -> Told<Symbol> {
        fault("`!` cannot be decided while the rule is being read: write `not(...)`")
    });
    let operators = [
        ("==", Compare::Equal, Compare::Equal),
        ("!=", Compare::NotEqual, Compare::NotEqual),
        ("<", Compare::Less, Compare::Greater),
        ("<=", Compare::LessOrEqual, Compare::GreaterOrEqual),
        (">", Compare::Greater, Compare::Less),
        (">=", Compare::GreaterOrEqual, Compare::LessOrEqual),
    ];
    for (sign, how, turned) in operators {
        engine.register_fn(sign, move |a: Symbol, b: Symbol| a.compare(how, &Dynamic::from(b)));
        macro_rules! against {
            ($($ty:ty),+) => { $(
                engine.register_fn(sign, move |a: Symbol, b: $ty| a.compare(how, &Dynamic::from(b)));
                engine.register_fn(sign, move |a: $ty, b: Symbol| b.compare(turned, &Dynamic::from(a)));
            )+ };
        }
        against!(i64, f64, bool, ImmutableString, char, (), Array, rhai::Map, FnPtr, RuleHandle);
    }
    engine.register_fn("contains", |_: Array, _: Symbol| -> Told<bool> {
        fault("`in` cannot be decided while the rule is being read: write `.is_one_of([...])`")
    });
    engine.register_fn("contains", |_: Symbol, _: Dynamic| -> Told<bool> {
        fault("`in` cannot be decided while the rule is being read: write `.any(|one| one == ...)`")
    });
    engine.register_indexer_get(|symbol: &mut Symbol, name: ImmutableString| symbol.property(&name));
    engine.register_fn("is_one_of", |symbol: Symbol, words: Array| symbol.is_one_of(&words));
    engine.register_fn("is_given", |symbol: Symbol| Symbol::new(Node::Given(symbol.node), Type::Truth));
    engine.register_fn("surely", |symbol: Symbol| -> Told<Symbol> {
        symbol.must_be_truth()?;
        Ok(Symbol::new(Node::Surely(symbol.node), Type::Truth))
    });
    engine.register_fn("earlier_of", |a: Symbol, b: Symbol| of_two_days(&a, &b, Node::Earlier));
    engine.register_fn("later_of", |a: Symbol, b: Symbol| of_two_days(&a, &b, Node::Later));
    engine.register_fn("when_else", |c: Symbol, yes: Dynamic, no: Dynamic| when_else(&c, &yes, &no));
}

fn plain_operand(word: &str) -> Told<Symbol> {
    fault(format!(
        "one side of `{word}` is a plain value, the same for every record: compare a field of the record"
    ))
}

fn of_two_days(
    a: &Symbol,
    b: &Symbol,
    node: fn(std::sync::Arc<Node>, std::sync::Arc<Node>) -> Node,
) -> Told<Symbol> {
    for side in [a, b] {
        if side.ty != Type::Date {
            return fault(format!("two dates are needed here, but this is {}", side.ty));
        }
    }
    Ok(Symbol::new(node(a.node.clone(), b.node.clone()), Type::Date))
}

/// The words that take a closure over the items of a list.
fn register_lists(engine: &mut Engine, desk: &Desk) {
    let at = desk.clone();
    engine.register_fn("any", move |cx: NativeCallContext<'_>, list: Symbol, closure: FnPtr| {
        some(&at, &cx, &list, &closure, 1)
    });
    let at = desk.clone();
    engine.register_fn(
        "at_least",
        move |cx: NativeCallContext<'_>, list: Symbol, count: i64, closure: FnPtr| match u32::try_from(count)
            .ok()
            .filter(|count| *count > 0)
        {
            Some(count) => some(&at, &cx, &list, &closure, count),
            None => fault("`at_least` takes a whole number from 1"),
        },
    );
    let at = desk.clone();
    engine.register_fn("none", move |cx: NativeCallContext<'_>, list: Symbol, closure: FnPtr| {
        some(&at, &cx, &list, &closure, 1).and_then(|any| any.negate())
    });
    let at = desk.clone();
    engine.register_fn("all", move |cx: NativeCallContext<'_>, list: Symbol, closure: FnPtr| {
        let (number, condition) = at.trace_inner(&cx, &closure, list.list_kinds()?)?;
        condition.must_be_truth()?;
        Ok::<_, Box<EvalAltResult>>(Symbol::new(Node::All(list.node, number, condition.node), Type::Truth))
    });
    let at = desk.clone();
    engine.register_fn("where", move |cx: NativeCallContext<'_>, list: Symbol, closure: FnPtr| {
        let kinds = list.list_kinds()?;
        let (number, condition) = at.trace_inner(&cx, &closure, kinds)?;
        condition.must_be_truth()?;
        Ok::<_, Box<EvalAltResult>>(Symbol::new(
            Node::Where(list.node, number, condition.node),
            Type::List(kinds),
        ))
    });
    let at = desk.clone();
    engine.register_fn("latest", move |cx: NativeCallContext<'_>, list: Symbol, closure: FnPtr| {
        latest(&at, &cx, &list, &closure)
    });
    let at = desk.clone();
    engine.register_fn("first", move |cx: NativeCallContext<'_>, list: Symbol, closure: FnPtr| {
        let (number, date) = at.trace_inner(&cx, &closure, list.list_kinds()?)?;
        if date.ty != Type::Date {
            return fault(format!("`first` needs a date of each item, but this is {}", date.ty));
        }
        Ok(Symbol::new(Node::First(list.node, number, date.node), Type::Happening))
    });
}

/// The last date that the items of a list give.
fn latest(desk: &Desk, cx: &NativeCallContext<'_>, list: &Symbol, closure: &FnPtr) -> Told<Symbol> {
    let (number, date) = desk.trace_inner(cx, closure, list.list_kinds()?)?;
    if date.ty != Type::Date {
        return fault(format!("`latest` needs a date of each item, but this is {}", date.ty));
    }
    Ok(Symbol::new(Node::Latest(list.node.clone(), number, date.node), Type::Date))
}

fn some(desk: &Desk, cx: &NativeCallContext<'_>, list: &Symbol, closure: &FnPtr, count: u32) -> Told<Symbol> {
    let (number, condition) = desk.trace_inner(cx, closure, list.list_kinds()?)?;
    condition.must_be_truth()?;
    Ok(Symbol::new(Node::AtLeast(list.node.clone(), number, condition.node, count), Type::Truth))
}

/// Every word written in Rust, under its name, for as many arguments as any word of that name takes.
fn register_words(engine: &mut Engine) {
    for name in words::names() {
        engine.register_fn(name, move |a: Dynamic| word(name, &[a]));
        engine.register_fn(name, move |a: Dynamic, b: Dynamic| word(name, &[a, b]));
        engine.register_fn(name, move |a: Dynamic, b: Dynamic, c: Dynamic| word(name, &[a, b, c]));
    }
}

fn word(name: &str, arguments: &[Dynamic]) -> Told<Symbol> {
    let Some(first) = arguments.first().and_then(super::symbol::literal) else {
        return fault(format!("`{name}` is said of an item or a date of the record, not of a plain value"));
    };
    match words::find(name, first.ty, arguments.len()) {
        Some(found) => apply(found, arguments),
        None => fault(words::why_not(name, first.ty, arguments.len())),
    }
}

/// `rule(...)`, its methods, and `setting(...)`.
fn register_rule(engine: &mut Engine, desk: &Desk) {
    let at = desk.clone();
    engine.register_fn("rule", move |cx: NativeCallContext<'_>, id: &str, title: &str| {
        RuleHandle::begin(&at, id, title, cx.call_position())
    });
    let at = desk.clone();
    engine.register_fn("setting", move |name: &str, default: Dynamic, help: &str| {
        setting(&at, name, &default, help)
    });
    engine.register_fn("clause", |rule: RuleHandle, clause: &str| rule.clause(clause));
    engine.register_fn("severity", |rule: RuleHandle, name: &str| rule.severity(name));
    engine.register_fn("for_child", |rule: RuleHandle, condition: Symbol| rule.for_child(&condition));
    engine.register_fn("each", |rule: RuleHandle, list: Symbol| rule.each(&list));
    engine.register_fn("and_each", |rule: RuleHandle, list: Symbol| rule.and_each(&list));
    engine.register_fn("and_each", |cx: NativeCallContext<'_>, rule: RuleHandle, closure: FnPtr| {
        rule.and_each_of(&cx, &closure)
    });
    engine.register_fn("when", |cx: NativeCallContext<'_>, rule: RuleHandle, closure: FnPtr| {
        rule.when(&cx, &closure)
    });
    engine.register_fn("must", |cx: NativeCallContext<'_>, rule: RuleHandle, label: &str, closure: FnPtr| {
        rule.must(&cx, label, &closure)
    });
    engine.register_fn(
        "must_happen",
        |cx: NativeCallContext<'_>, rule: RuleHandle, label: &str, closure: FnPtr| {
            rule.must_happen(&cx, label, &closure)
        },
    );
    engine.register_fn("by", |cx: NativeCallContext<'_>, rule: RuleHandle, closure: FnPtr| {
        rule.by(&cx, &closure)
    });
    engine.register_fn("say", |rule: RuleHandle, text: &str| rule.say(text));
    engine.register_fn("judge", |cx: NativeCallContext<'_>, rule: RuleHandle, closure: FnPtr| {
        rule.judge(closure, cx.call_position())
    });
}

/// The names that a script finds in place: the collections of the record, the child, the as-of date, and the lists that
/// are words of their own.
pub fn vocabulary() -> Vec<(&'static str, Symbol)> {
    use super::kinds::Kinds;
    use crate::case::Kind;
    let mut names: Vec<_> = collections().collect();
    names.push(("child", Symbol::new(Node::Child, Type::Item(Kinds::one(Kind::Child)))));
    names.push(("as_of", Symbol::new(Node::AsOf, Type::Date)));
    names.extend(
        words::standing()
            .map(|word: &'static Word| (word.name, Symbol::new(Node::Word(word, Box::new([])), word.gives))),
    );
    names
}

/// The names of [`vocabulary`] for compiling. They are no constants there: Rhai would write their values into the script,
/// and a judging closure would find expressions where the record's own values should stand.
pub fn names() -> Scope<'static> {
    let mut scope = Scope::new();
    for (name, symbol) in vocabulary() {
        scope.push(name, symbol);
    }
    scope
}

/// A scope with the names of [`vocabulary`], which a script cannot change.
pub fn scope() -> Scope<'static> {
    let mut scope = Scope::new();
    for (name, symbol) in vocabulary() {
        scope.push_constant(name, symbol);
    }
    scope
}
