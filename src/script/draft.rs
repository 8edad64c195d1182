//! A rule while its script writes it: typed metadata and the three or four questions that it asks.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rhai::{AST, Dynamic, FnPtr, NativeCallContext, Position};

use crate::audit::RuleSeverity;

use super::coverage;
use super::kinds::{Kinds, Type};
use super::limits::Limits;
use super::logic::{Each, Logic, Must};
use super::node::Node;
use super::symbol::{Symbol, Told, fault, literal};
use super::template::Template;

/// A setting that a rule declares.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Its name.
    pub name: String,
    /// The default in the script.
    pub default: SettingValue,
    /// The value in force.
    pub value: SettingValue,
    /// What it sets.
    pub help: String,
}

/// What a setting can hold.
#[derive(Clone, Debug, PartialEq)]
pub enum SettingValue {
    /// A whole number.
    Whole(i64),
    /// True or false.
    Truth(bool),
    /// Text.
    Text(String),
}

impl SettingValue {
    fn from_script(value: &Dynamic) -> Option<Self> {
        if let Ok(number) = value.as_int() {
            return Some(Self::Whole(number));
        }
        if let Ok(truth) = value.as_bool() {
            return Some(Self::Truth(truth));
        }
        value.clone().into_string().ok().map(Self::Text)
    }

    fn to_script(&self) -> Dynamic {
        match self {
            Self::Whole(number) => (*number).into(),
            Self::Truth(truth) => (*truth).into(),
            Self::Text(text) => text.clone().into(),
        }
    }

    /// What kind of value it is, in words.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Whole(_) => "a whole number",
            Self::Truth(_) => "true or false",
            Self::Text(_) => "a text",
        }
    }

    /// The value as JSON.
    pub fn json(&self) -> serde_json::Value {
        match self {
            Self::Whole(number) => (*number).into(),
            Self::Truth(truth) => (*truth).into(),
            Self::Text(text) => text.clone().into(),
        }
    }
}

/// A rule as far as its script has told it.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Its id.
    pub id: String,
    /// The fault it names.
    pub title: String,
    /// The guidance clause.
    pub clause: Option<String>,
    /// What a finding means for the child.
    pub severity: Option<RuleSeverity>,
    /// Where the script begins the rule.
    pub line: usize,
    for_child: Option<Arc<Node>>,
    each: Option<Each>,
    when: Option<Arc<Node>>,
    musts: Vec<Must>,
    happens: Option<Must>,
    by: Option<Arc<Node>>,
    say: Option<Template>,
    judge: Option<(FnPtr, Position)>,
}

/// Everything one script writes.
#[derive(Debug, Default)]
pub struct Sheet {
    /// The rules, in the order in which the script begins them.
    pub drafts: Vec<Draft>,
    /// The settings, in the order in which the script declares them.
    pub settings: Vec<Setting>,
    /// Values for settings, from the rulebook or the configuration.
    pub overrides: BTreeMap<String, SettingValue>,
    depth: u8,
}

/// A shared sheet: the engine's functions write on it.
#[derive(Clone, Debug, Default)]
pub struct Desk(Arc<Mutex<Sheet>>);

impl Desk {
    /// The sheet itself.
    pub fn sheet(&self) -> MutexGuard<'_, Sheet> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Clears the sheet for the next script, with the values in force for its settings.
    pub fn begin(&self, overrides: BTreeMap<String, SettingValue>) {
        *self.sheet() = Sheet { overrides, ..Sheet::default() };
    }

    /// Calls a closure with items of these kinds and gives what it returns. The first two variables are the subject's;
    /// closures within closures take the following ones.
    pub fn trace(&self, cx: &NativeCallContext<'_>, closure: &FnPtr, items: &[(u8, Kinds)]) -> Told<Symbol> {
        let arguments: Vec<Dynamic> =
            items.iter().map(|(number, kinds)| Dynamic::from(Symbol::variable(*number, *kinds))).collect();
        let returned: Dynamic = closure.call_raw(cx, None, arguments)?;
        match returned.clone().try_cast::<Symbol>() {
            Some(symbol) => Ok(symbol),
            None => fault(format!(
                "this gives a plain {} that is the same for every record; compare fields of the record with `==`, `<=`, \
                 `and`, `or`, `not(...)` (a text and a list cannot be compared)",
                plain(&returned)
            )),
        }
    }

    /// Calls the closure of a list word with one item of the list, in a variable of its own.
    pub fn trace_inner(
        &self,
        cx: &NativeCallContext<'_>,
        closure: &FnPtr,
        kinds: Kinds,
    ) -> Told<(u8, Symbol)> {
        let number = {
            let mut sheet = self.sheet();
            sheet.depth += 1;
            1 + sheet.depth
        };
        let traced = if usize::from(number) < super::eval::VARIABLES {
            self.trace(cx, closure, &[(number, kinds)])
        } else {
            fault("closures are nested too deep here: name a part of it with a `fn` or say it with a word")
        };
        self.sheet().depth -= 1;
        traced.map(|symbol| (number, symbol))
    }
}

fn plain(value: &Dynamic) -> &'static str {
    if value.is_unit() {
        "nothing"
    } else if value.is_bool() {
        "true or false"
    } else {
        "value"
    }
}

/// The handle on one rule that a script writes on.
#[derive(Clone, Debug)]
pub struct RuleHandle {
    desk: Desk,
    at: usize,
}

impl RuleHandle {
    /// Begins a rule.
    pub fn begin(desk: &Desk, id: &str, title: &str, position: Position) -> Told<Self> {
        let mut sheet = desk.sheet();
        if sheet.drafts.iter().any(|draft| draft.id == id) {
            return fault(format!("the rule {id} is written twice in this script"));
        }
        let line = position.line().unwrap_or(1);
        sheet.drafts.push(Draft { id: id.to_owned(), title: title.to_owned(), line, ..Draft::default() });
        Ok(Self { desk: desk.clone(), at: sheet.drafts.len() - 1 })
    }

    fn write(self, word: &str, change: impl FnOnce(&mut Draft) -> bool) -> Told<Self> {
        let fresh = self.desk.sheet().drafts.get_mut(self.at).is_some_and(change);
        if fresh { Ok(self) } else { fault(format!("`.{word}(...)` is said twice of this rule")) }
    }

    fn subject(&self) -> Told<Vec<(u8, Kinds)>> {
        let sheet = self.desk.sheet();
        let Some(each) = sheet.drafts.get(self.at).and_then(|draft| draft.each.as_ref()) else {
            return fault("say first what the rule counts: `.each(...)`");
        };
        let mut items = vec![(0, each.kinds)];
        items.extend(each.with.as_ref().map(|(_, kinds)| (1, *kinds)));
        Ok(items)
    }

    fn ask(&self, cx: &NativeCallContext<'_>, closure: &FnPtr) -> Told<Symbol> {
        let subject = self.subject()?;
        self.desk.trace(cx, closure, &subject)
    }

    /// `.clause("6.4")`
    pub fn clause(self, clause: &str) -> Told<Self> {
        self.write("clause", |draft| draft.clause.replace(clause.to_owned()).is_none())
    }

    /// `.severity("high")`
    pub fn severity(self, name: &str) -> Told<Self> {
        let Some(severity) = RuleSeverity::parse(name) else {
            return fault(format!("the severity \"{name}\" does not exist: it is high, medium or low"));
        };
        self.write("severity", |draft| draft.severity.replace(severity).is_none())
    }

    /// `.for_child(condition)`
    pub fn for_child(self, condition: &Symbol) -> Told<Self> {
        condition.must_be_truth()?;
        let node = coverage::condition(condition.node.clone(), "for_child");
        self.write("for_child", |draft| draft.for_child.replace(node).is_none())
    }

    /// `.each(list)`
    pub fn each(self, list: &Symbol) -> Told<Self> {
        let each = match list.ty {
            Type::Item(kinds) if matches!(list.node.bare(), Node::Child) => {
                Each { list: Arc::new(Node::Child), kinds, with: None }
            }
            _ => Each { kinds: list.list_kinds()?, list: list.node.clone(), with: None },
        };
        self.write("each", |draft| draft.each.replace(each).is_none())
    }

    /// `.with(list)`: pairs of the first list and this one.
    pub fn and_each(self, list: &Symbol) -> Told<Self> {
        let pair = (list.node.clone(), list.list_kinds()?);
        self.subject()?;
        self.write("and_each", |draft| {
            draft.each.as_mut().is_some_and(|each| each.with.replace(pair).is_none())
        })
    }

    /// `.and_each(|first| list)`: pairs of the first list and a list that depends on its item.
    pub fn and_each_of(self, cx: &NativeCallContext<'_>, closure: &FnPtr) -> Told<Self> {
        let list = self.ask(cx, closure)?;
        self.and_each(&list)
    }

    /// `.when(|item| condition)`
    pub fn when(self, cx: &NativeCallContext<'_>, closure: &FnPtr) -> Told<Self> {
        let condition = self.ask(cx, closure)?;
        condition.must_be_truth()?;
        let node = coverage::condition(condition.node, "when");
        self.write("when", |draft| draft.when.replace(node).is_none())
    }

    /// `.must("label", |item| condition)`; may be said several times.
    pub fn must(self, cx: &NativeCallContext<'_>, label: &str, closure: &FnPtr) -> Told<Self> {
        let condition = self.ask(cx, closure)?;
        condition.must_be_truth()?;
        let node = coverage::condition(condition.node, &format!("must \"{label}\""));
        let must = Must { label: label.to_owned(), node };
        self.write("must", |draft| {
            draft.musts.push(must);
            true
        })
    }

    /// `.must_happen("label", |item| when it first happened)`
    pub fn must_happen(self, cx: &NativeCallContext<'_>, label: &str, closure: &FnPtr) -> Told<Self> {
        let happening = self.ask(cx, closure)?;
        if !matches!(happening.ty, Type::Happening | Type::Date) {
            return fault(format!(
                "`must_happen` needs a day on which it happened, but this is {}",
                happening.ty
            ));
        }
        let must = Must { label: label.to_owned(), node: happening.node };
        self.write("must_happen", |draft| draft.happens.replace(must).is_none())
    }

    /// `.by(|item| date)`
    pub fn by(self, cx: &NativeCallContext<'_>, closure: &FnPtr) -> Told<Self> {
        let date = self.ask(cx, closure)?;
        if date.ty != Type::Date {
            return fault(format!("`by` needs a date, but this is {}", date.ty));
        }
        self.write("by", |draft| draft.by.replace(date.node).is_none())
    }

    /// `.say("words {field}")`
    pub fn say(self, text: &str) -> Told<Self> {
        let kinds: Vec<Kinds> = self.subject()?.into_iter().map(|(_, kinds)| kinds).collect();
        let template = Template::parse(text, &kinds)?;
        self.write("say", |draft| draft.say.replace(template).is_none())
    }

    /// `.judge(|item, child| ...)`: plain Rhai for each subject.
    pub fn judge(self, closure: FnPtr, position: Position) -> Told<Self> {
        self.subject()?;
        self.write("judge", |draft| draft.judge.replace((closure, position)).is_none())
    }
}

/// `setting("name", default, "help")`: the value in force.
pub fn setting(desk: &Desk, name: &str, default: &Dynamic, help: &str) -> Told<Dynamic> {
    let Some(default) = SettingValue::from_script(default) else {
        return fault(format!("the setting `{name}` must be a whole number, true or false, or a text"));
    };
    let mut sheet = desk.sheet();
    if sheet.settings.iter().any(|setting| setting.name == name) {
        return fault(format!("the setting `{name}` is declared twice"));
    }
    let value = sheet.overrides.get(name).cloned().unwrap_or_else(|| default.clone());
    if std::mem::discriminant(&value) != std::mem::discriminant(&default) {
        return fault(format!(
            "the setting `{name}` is {}, but it was set to {}",
            default.kind(),
            value.kind()
        ));
    }
    if matches!(value, SettingValue::Whole(number) if !(0..=36_600).contains(&number)) {
        return fault(format!("the setting `{name}` must lie between 0 and 36600"));
    }
    let given = value.to_script();
    sheet.settings.push(Setting { name: name.to_owned(), default, value, help: help.to_owned() });
    Ok(given)
}

/// `when_else(condition, yes, no)`: one of two values.
pub fn when_else(condition: &Symbol, yes: &Dynamic, no: &Dynamic) -> Told<Symbol> {
    condition.must_be_truth()?;
    let (Some(yes), Some(no)) = (literal(yes), literal(no)) else {
        return fault("`when_else` takes a condition and two values of the same type");
    };
    if yes.ty != no.ty {
        return fault(format!("`when_else` takes two values of the same type, not {} and {}", yes.ty, no.ty));
    }
    Ok(Symbol::new(Node::WhenElse(condition.node.clone(), yes.node, no.node), yes.ty))
}

impl Draft {
    /// The finished logic, or what the rule still lacks.
    pub fn finish(self, ast: &Arc<AST>, limits: &Limits) -> Result<(Self, Logic), String> {
        let mut lacks = Vec::new();
        if self.clause.is_none() {
            lacks.push(".clause(\"...\")");
        }
        if self.severity.is_none() {
            lacks.push(".severity(\"...\")");
        }
        if self.each.is_none() {
            lacks.push(".each(...)");
        }
        if self.say.is_none() {
            lacks.push(".say(\"...\")");
        }
        if self.musts.is_empty() && self.happens.is_none() && self.judge.is_none() {
            lacks.push(".must(...), .must_happen(...) or .judge(...)");
        }
        let (Some(each), Some(say)) = (self.each.clone(), self.say.clone()) else {
            return Err(lacks.join(", "));
        };
        if !lacks.is_empty() {
            return Err(lacks.join(", "));
        }
        if self.judge.is_some() && (!self.musts.is_empty() || self.happens.is_some() || self.by.is_some()) {
            return Err("either `.judge(...)` or `.must(...)` and `.by(...)`, not both".into());
        }
        let logic = Logic {
            for_child: self.for_child.clone(),
            each,
            when: self.when.clone(),
            musts: self.musts.clone(),
            happens: self.happens.clone(),
            by: self.by.clone(),
            say,
            judge: self.judge.clone().map(|closure| super::judge::Judge::new(closure, ast.clone(), limits)),
        };
        Ok((self, logic))
    }
}
