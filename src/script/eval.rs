//! Finding out an expression for one child, in Kleene's three-valued logic.

use crate::calendar::Day;
use crate::case::{Field, Got, ItemRef, Items, Kind, Presence, Record, Ref};

use super::listing::Listing;
use super::node::{Compare, Literal, Node, Run};
use super::scene::Scene;
use super::trace::Fact;
use super::value::{Answer, Deadline, Gap, Happening, Truth, Value, and, or};

/// How many items a rule can have in hand at once: two of the subject, the rest of nested closures.
pub const VARIABLES: usize = 8;

/// Where an expression is being found out.
pub struct Cx<'s> {
    /// The child.
    pub scene: &'s Scene,
    /// The items in hand.
    pub items: [ItemRef; VARIABLES],
    /// The working, where somebody wants to read it.
    pub trace: Option<Vec<Fact>>,
    spare: Vec<Listing>,
}

impl<'s> Cx<'s> {
    /// A fresh place to find out things about one child.
    pub fn new(scene: &'s Scene, traced: bool) -> Self {
        let nobody = ItemRef::top(Kind::Child, 0);
        Self { scene, items: [nobody; VARIABLES], trace: traced.then(Vec::new), spare: Vec::new() }
    }

    /// Notes a step of the working; the step is only made where somebody reads it.
    pub fn note(&mut self, step: impl FnOnce() -> Fact) {
        if let Some(trace) = &mut self.trace {
            trace.push(step());
        }
    }

    fn mark(&self) -> usize {
        self.trace.as_ref().map_or(0, Vec::len)
    }

    fn forget_since(&mut self, mark: usize) {
        if let Some(trace) = &mut self.trace {
            trace.truncate(mark);
        }
    }

    /// Lends an empty listing for the time of `with`.
    pub fn with_listing<T>(&mut self, with: impl FnOnce(&mut Self, &mut Listing) -> T) -> T {
        let mut listing = self.spare.pop().unwrap_or_default();
        let out = with(self, &mut listing);
        listing.entries.clear();
        listing.rest = None;
        self.spare.push(listing);
        out
    }

    /// The value of field number `index` of an item, by what its absence means.
    pub fn field(&mut self, item: ItemRef, index: u8) -> Answer<'s> {
        let got = self.scene.case.get(item, usize::from(index));
        let value = match got {
            Got::Absent => match self.presence(item, index) {
                Presence::Required | Presence::Fact => return self.gap(Gap::Absent(item, index)),
                Presence::Mark | Presence::OpenEnd => Value::Nothing,
            },
            Got::NotHeld => return self.gap(Gap::NotHeld(item, index)),
            Got::Unreadable => return self.gap(Gap::Unreadable(item, index)),
            Got::Truth(truth) => Value::Truth(truth),
            Got::Number(number) => Value::Number(number),
            Got::Day(day) => Value::Day(day),
            Got::Moment(moment) => Value::Day(moment.day),
            Got::Text(text) => Value::Text(text),
            Got::Ref(to) => match self.resolve(to, item, index) {
                Ok(item) => Value::Item(item),
                Err(gap) => return self.gap(gap),
            },
            Got::Table => Value::Item(table_within(item)),
            Got::List(..) => Value::Nothing,
        };
        self.note(|| Fact::Read(item, index));
        Ok(value)
    }

    fn presence(&self, item: ItemRef, index: u8) -> Presence {
        self.scene
            .case
            .meta(item)
            .and_then(|meta| meta.fields.get(usize::from(index)))
            .map_or(Presence::Fact, |field| field.presence)
    }

    fn gap(&mut self, gap: Gap) -> Answer<'s> {
        self.note(|| Fact::Gap(gap));
        Err(gap)
    }

    /// The entry that a reference names.
    pub fn resolve(&self, to: &Ref, from: ItemRef, index: u8) -> Result<ItemRef, Gap> {
        find(self.scene, to).ok_or(Gap::Dangling(from, index))
    }

    /// Finds out a truth value.
    pub fn truth(&mut self, node: &Node) -> Truth {
        match node {
            Node::And(a, b) => {
                let first = self.truth(a);
                and(first, || self.truth(b))
            }
            Node::Or(a, b) => {
                let first = self.truth(a);
                or(first, || self.truth(b))
            }
            Node::Not(a) => self.truth(a).map(|truth| !truth),
            Node::Compare(how, a, b) => self.compare(*how, a, b),
            Node::OneOf(of, words) => match self.value(of)? {
                Value::Text(text) => Ok(words.iter().any(|word| **word == *text)),
                _ => Ok(false),
            },
            Node::Given(of) => self.given(of),
            Node::Surely(of) => match self.truth(of) {
                Err(Gap::Collection(_)) => Ok(false),
                known => known,
            },
            Node::AtLeast(list, variable, condition, count) => {
                self.at_least(list, *variable, condition, *count)
            }
            Node::All(list, variable, condition) => self.all(list, *variable, condition),
            Node::Probe(probe, inner) => {
                let truth = self.truth(inner);
                probe.note(truth.ok());
                truth
            }
            _ => match self.value(node)? {
                Value::Truth(truth) => Ok(truth),
                _ => Ok(false),
            },
        }
    }

    fn given(&mut self, of: &Node) -> Truth {
        let of = of.within_probes();
        if is_happening(of) {
            // Evidence that was found stands, though other evidence is unreadable.
            let Happening { first, doubt } = self.happening(of);
            return if first.is_some() { Ok(true) } else { doubt.map_or(Ok(false), Err) };
        }
        if let Node::Field(..) = of {
            // Asking whether a fact is given is the one question that its absence answers.
            return match self.value(of) {
                Err(Gap::Absent(..)) => Ok(false),
                other => other.map(|value| value != Value::Nothing),
            };
        }
        self.value(of).map(|value| value != Value::Nothing)
    }

    fn compare(&mut self, how: Compare, a: &Node, b: &Node) -> Truth {
        match how {
            Compare::Less | Compare::LessOrEqual if is_happening(a) => {
                return self.happened_by(a, b, how == Compare::Less);
            }
            Compare::Greater | Compare::GreaterOrEqual if is_happening(b) => {
                return self.happened_by(b, a, how == Compare::Greater);
            }
            _ => {}
        }
        let left = self.value(a)?;
        let right = self.value(b)?;
        let order = match (left, right) {
            (Value::Nothing, Value::Nothing) => return Ok(how == Compare::Equal),
            (Value::Nothing, _) | (_, Value::Nothing) => return Ok(how == Compare::NotEqual),
            (Value::Truth(a), Value::Truth(b)) => a.partial_cmp(&b),
            (Value::Number(a), Value::Number(b)) => a.partial_cmp(&b),
            (Value::Day(a), Value::Day(b)) => Some(a.cmp(&b)),
            (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
            (Value::Item(a), Value::Item(b)) => Some(self.scene.case.id(a).cmp(&self.scene.case.id(b))),
            _ => None,
        };
        let Some(order) = order else { return Ok(how == Compare::NotEqual) };
        Ok(match how {
            Compare::Equal => order.is_eq(),
            Compare::NotEqual => order.is_ne(),
            Compare::Less => order.is_lt(),
            Compare::LessOrEqual => order.is_le(),
            Compare::Greater => order.is_gt(),
            Compare::GreaterOrEqual => order.is_ge(),
        })
    }

    /// Whether something happened by a day: certain as soon as one time is certain, whatever else is unreadable.
    fn happened_by(&mut self, of: &Node, day: &Node, earlier: bool) -> Truth {
        let Happening { first, doubt } = self.happening(of);
        let Value::Day(limit) = self.value(day)? else { return Ok(false) };
        let in_time = first.is_some_and(|(day, _)| if earlier { day < limit } else { day <= limit });
        if in_time { Ok(true) } else { doubt.map_or(Ok(false), Err) }
    }

    /// Notes what was looked at where nothing of it was as wanted.
    fn note_none_of(&mut self, listing: &Listing) {
        if self.trace.is_none() {
            return;
        }
        let scene = self.scene;
        let looked_at = listing.entries.iter().filter(|(item, _)| item.kind != Kind::Child);
        let named: Vec<String> = looked_at.map(|(item, _)| super::wording::called(scene, *item)).collect();
        if named.is_empty() {
            return;
        }
        const SHOWN: usize = 6;
        let more =
            if named.len() > SHOWN { format!(" and {} more", named.len() - SHOWN) } else { String::new() };
        let shown: Vec<String> = named.into_iter().take(SHOWN).collect();
        self.note(|| Fact::Sum(format!("looked at, and not so: {}{more}", shown.join(", "))));
    }

    fn at_least(&mut self, list: &Node, variable: u8, condition: &Node, count: u32) -> Truth {
        self.with_listing(|cx, listing| {
            cx.list(list, listing);
            let (mut certain, mut doubtful, mut doubt) = (0, 0, listing.rest);
            for (item, belongs) in listing.entries.iter().copied() {
                let mark = cx.mark();
                cx.items[usize::from(variable)] = item;
                match (cx.truth(condition), belongs) {
                    (Ok(true), None) => {
                        certain += 1;
                        cx.note(|| Fact::Witness(item));
                        if certain >= count {
                            return Ok(true);
                        }
                        continue;
                    }
                    (Ok(false), _) => cx.forget_since(mark),
                    (Ok(true), Some(gap)) | (Err(gap), _) => {
                        doubtful += 1;
                        doubt = doubt.or(Some(gap));
                    }
                }
            }
            match (doubt, listing.rest) {
                (Some(gap), Some(_)) => Err(gap),
                (Some(gap), None) if certain + doubtful >= count => Err(gap),
                _ => {
                    cx.note_none_of(listing);
                    Ok(false)
                }
            }
        })
    }

    fn all(&mut self, list: &Node, variable: u8, condition: &Node) -> Truth {
        self.with_listing(|cx, listing| {
            cx.list(list, listing);
            let mut doubt = listing.rest;
            for (item, belongs) in listing.entries.iter().copied() {
                cx.items[usize::from(variable)] = item;
                let mark = cx.mark();
                match (cx.truth(condition), belongs) {
                    (Ok(true), _) => {}
                    (Ok(false), None) => {
                        cx.note(|| Fact::Witness(item));
                        return Ok(false);
                    }
                    (Ok(false), Some(gap)) | (Err(gap), _) => {
                        cx.forget_since(mark);
                        doubt = doubt.or(Some(gap));
                    }
                }
            }
            doubt.map_or(Ok(true), Err)
        })
    }

    /// Finds out any single value.
    pub fn value(&mut self, node: &Node) -> Answer<'s> {
        match node {
            Node::Literal(literal) => Ok(self.literal(literal)),
            Node::AsOf => Ok(Value::Day(self.scene.as_of())),
            Node::Child => Ok(Value::Item(ItemRef::top(Kind::Child, 0))),
            Node::Variable(variable) => Ok(Value::Item(self.items[usize::from(*variable)])),
            Node::Field(of, indexes) | Node::Follow(of, indexes) => match self.value(of)? {
                Value::Item(item) => match indexes.iter().find(|(kind, _)| *kind == item.kind) {
                    Some((_, index)) => self.field(item, *index),
                    None => Ok(Value::Nothing),
                },
                _ => Ok(Value::Nothing),
            },
            Node::Word(word, arguments) => match word.run {
                Run::Value(run) => {
                    let mut values = [Value::Nothing; 4];
                    for (value, argument) in values.iter_mut().zip(arguments.iter()) {
                        *value = self.value(argument)?;
                    }
                    if matches!(arguments.first().map(|_| values[0]), Some(Value::Nothing)) {
                        return Ok(Value::Nothing);
                    }
                    run(self, &values[..arguments.len()])
                }
                Run::Happening(_) => self.happening_as_value(node),
                Run::List(_) => Ok(Value::Nothing),
            },
            Node::First(..) => self.happening_as_value(node),
            Node::Latest(list, variable, date) => self.latest(list, *variable, date),
            Node::Earlier(a, b) => self.of_two_days(a, b, Day::min),
            Node::Later(a, b) => self.of_two_days(a, b, Day::max),
            Node::WhenElse(condition, yes, no) => match self.truth(condition) {
                Ok(true) => self.value(yes),
                Ok(false) => self.value(no),
                Err(gap) => match (self.value(yes), self.value(no)) {
                    (Ok(a), Ok(b)) if a == b => Ok(a),
                    _ => Err(gap),
                },
            },
            Node::Probe(probe, inner) => {
                let value = self.value(inner);
                probe.note(match value {
                    Ok(Value::Truth(truth)) => Some(truth),
                    _ => None,
                });
                value
            }
            _ => self.truth(node).map(Value::Truth),
        }
    }

    fn literal(&self, literal: &Literal) -> Value<'s> {
        match literal {
            Literal::Truth(truth) => Value::Truth(*truth),
            Literal::Number(number) => Value::Number(*number),
            Literal::Day(day) => Value::Day(*day),
            Literal::Text(_) => Value::Nothing,
        }
    }

    fn of_two_days(&mut self, a: &Node, b: &Node, pick: fn(Day, Day) -> Day) -> Answer<'s> {
        let (a, b) = (self.value(a)?, self.value(b)?);
        Ok(match (a, b) {
            (Value::Day(a), Value::Day(b)) => Value::Day(pick(a, b)),
            (Value::Day(day), _) | (_, Value::Day(day)) => Value::Day(day),
            _ => Value::Nothing,
        })
    }

    fn happening_as_value(&mut self, node: &Node) -> Answer<'s> {
        match self.happening(node) {
            Happening { doubt: Some(gap), .. } => Err(gap),
            Happening { first: Some((day, _)), .. } => Ok(Value::Day(day)),
            Happening { first: None, .. } => Ok(Value::Nothing),
        }
    }

    /// Finds out when something first happened.
    pub fn happening(&mut self, node: &Node) -> Happening {
        let node = node.within_probes();
        match node {
            Node::Word(word, arguments) => {
                if let Run::Happening(run) = word.run {
                    let mut values = [Value::Nothing; 4];
                    for (value, argument) in values.iter_mut().zip(arguments.iter()) {
                        match self.value(argument) {
                            Ok(known) => *value = known,
                            Err(gap) => return Happening { first: None, doubt: Some(gap) },
                        }
                    }
                    let happening = run(self, &values[..arguments.len()]);
                    if let Some((_, Some(item))) = happening.first {
                        self.note(|| Fact::Witness(item));
                    }
                    return happening;
                }
                self.value_as_happening(node)
            }
            Node::First(list, variable, date) => self.first(list, *variable, date),
            _ => self.value_as_happening(node),
        }
    }

    fn value_as_happening(&mut self, node: &Node) -> Happening {
        match self.value(node) {
            Ok(Value::Day(day)) => Happening { first: Some((day, None)), doubt: None },
            Ok(_) => Happening::default(),
            Err(gap) => Happening { first: None, doubt: Some(gap) },
        }
    }

    fn first(&mut self, list: &Node, variable: u8, date: &Node) -> Happening {
        self.with_listing(|cx, listing| {
            cx.list(list, listing);
            let mut happening = Happening { first: None, doubt: listing.rest };
            let mark = cx.mark();
            for (item, belongs) in listing.entries.iter().copied() {
                cx.items[usize::from(variable)] = item;
                match (cx.value(date), belongs) {
                    (Ok(Value::Day(day)), None) => {
                        if happening.first.is_none_or(|(first, _)| day < first) {
                            happening.first = Some((day, Some(item)));
                        }
                    }
                    (Ok(Value::Day(_)), Some(gap)) | (Err(gap), _) => {
                        happening.doubt = happening.doubt.or(Some(gap));
                    }
                    (Ok(_), _) => {}
                }
            }
            cx.forget_since(mark);
            if let Some((_, Some(item))) = happening.first {
                cx.note(|| Fact::Witness(item));
            }
            happening
        })
    }

    fn latest(&mut self, list: &Node, variable: u8, date: &Node) -> Answer<'s> {
        self.with_listing(|cx, listing| {
            cx.list(list, listing);
            let mut latest = None;
            let mut doubt = listing.rest;
            for (item, belongs) in listing.entries.iter().copied() {
                cx.items[usize::from(variable)] = item;
                match (cx.value(date), belongs) {
                    (Ok(Value::Day(day)), None) => latest = latest.max(Some(day)),
                    (Ok(Value::Day(_)), Some(gap)) | (Err(gap), _) => doubt = doubt.or(Some(gap)),
                    (Ok(_), _) => {}
                }
            }
            doubt.map_or(Ok(latest.map_or(Value::Nothing, Value::Day)), Err)
        })
    }

    /// Finds out a deadline: of two days the earlier one, known as "at most" where the other is unknown.
    pub fn deadline(&mut self, node: &Node) -> Deadline {
        let node = node.within_probes();
        if let Node::Earlier(a, b) = node {
            let (a, b) = (self.deadline(a), self.deadline(b));
            let at_most = match (a.at_most, b.at_most) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (one, other) => one.or(other),
            };
            return Deadline { at_most, doubt: a.doubt.or(b.doubt) };
        }
        match self.value(node) {
            Ok(Value::Day(day)) => Deadline { at_most: Some(day), doubt: None },
            Ok(_) => Deadline::default(),
            Err(gap) => Deadline { at_most: None, doubt: Some(gap) },
        }
    }

    /// Lists the entries that an expression stands for.
    pub fn list(&mut self, node: &Node, into: &mut Listing) {
        match node.within_probes() {
            Node::Child => into.push(ItemRef::top(Kind::Child, 0)),
            Node::Collection(kind, index) => self.collection(*kind, *index, into),
            Node::Nested(of, kind, index) => match self.value(of) {
                Ok(Value::Item(item)) => self.nested(item, *kind, *index, into),
                Ok(_) => {}
                Err(gap) => into.perhaps_more(gap),
            },
            Node::Named(of, indexes) => match self.value(of) {
                Ok(Value::Item(item)) => {
                    if let Some((_, index)) = indexes.iter().find(|(kind, _)| *kind == item.kind) {
                        self.named(item, *index, into);
                    }
                }
                Ok(_) => {}
                Err(gap) => into.perhaps_more(gap),
            },
            Node::Word(word, arguments) => {
                if let Run::List(run) = word.run {
                    let mut values = [Value::Nothing; 4];
                    for (value, argument) in values.iter_mut().zip(arguments.iter()) {
                        match self.value(argument) {
                            Ok(known) => *value = known,
                            Err(gap) => return into.perhaps_more(gap),
                        }
                    }
                    run(self, &values[..arguments.len()], into);
                }
            }
            Node::Where(list, variable, condition) => self.with_listing(|cx, whole| {
                cx.list(list, whole);
                if let Some(gap) = whole.rest {
                    into.perhaps_more(gap);
                }
                for (item, belongs) in whole.entries.iter().copied() {
                    cx.items[usize::from(*variable)] = item;
                    let mark = cx.mark();
                    let holds = match belongs {
                        None => cx.truth(condition),
                        Some(gap) => and(Err(gap), || cx.truth(condition)),
                    };
                    if holds == Ok(false) {
                        cx.forget_since(mark);
                    }
                    into.push_if(item, holds);
                }
            }),
            _ => {}
        }
    }

    fn collection(&mut self, kind: Kind, index: u8, into: &mut Listing) {
        let name = <crate::case::Case as Record>::META.fields[usize::from(index)].name;
        match Record::get(&self.scene.case, usize::from(index)) {
            Got::List(Items::Entries(count), unread) => {
                (0..count).for_each(|at| into.push(ItemRef::top(kind, at)));
                if unread > 0 {
                    into.perhaps_more(Gap::Partly(name));
                }
            }
            Got::Unreadable => into.perhaps_more(Gap::Partly(name)),
            _ => into.perhaps_more(Gap::Collection(name)),
        }
    }

    /// Lists the entries nested in an item.
    pub fn nested(&mut self, item: ItemRef, kind: Kind, index: u8, into: &mut Listing) {
        match self.scene.case.get(item, usize::from(index)) {
            Got::List(Items::Entries(count), unread) => {
                (0..count).for_each(|at| into.push(ItemRef::within(kind, item.at(), at)));
                if unread > 0 {
                    into.perhaps_more(Gap::Unreadable(item, index));
                }
            }
            Got::Unreadable => into.perhaps_more(Gap::Unreadable(item, index)),
            _ => into.perhaps_more(Gap::NotHeld(item, index)),
        }
    }

    /// Lists the entries that a list of references names.
    pub fn named(&mut self, item: ItemRef, index: u8, into: &mut Listing) {
        match self.scene.case.get(item, usize::from(index)) {
            Got::List(Items::Refs(refs), unread) => {
                for to in refs {
                    match self.resolve(to, item, index) {
                        Ok(found) => into.push(found),
                        Err(gap) => into.perhaps_more(gap),
                    }
                }
                if unread > 0 {
                    into.perhaps_more(Gap::Unreadable(item, index));
                }
            }
            Got::Unreadable => into.perhaps_more(Gap::Unreadable(item, index)),
            _ => into.perhaps_more(Gap::NotHeld(item, index)),
        }
    }
}

/// Whether an expression tells when something first happened.
fn is_happening(node: &Node) -> bool {
    match node.bare() {
        Node::First(..) => true,
        Node::Word(word, _) => matches!(word.run, Run::Happening(_)),
        _ => false,
    }
}

/// The table that stands in a field of an item.
fn table_within(item: ItemRef) -> ItemRef {
    let kind = match item.kind {
        Kind::Appointment => Kind::FollowUp,
        Kind::Medication => Kind::SelfAdministration,
        other => other,
    };
    ItemRef { kind, ..item }
}

/// The entry whose id a reference names; professionals first, since most references are to them.
pub fn find(scene: &Scene, to: &Ref) -> Option<ItemRef> {
    let case = &scene.case;
    macro_rules! look {
        ($($list:ident $kind:ident),+ $(,)?) => { $(
            if let Some(at) = case.$list.entries().iter().position(|entry| is_called(&entry.id, to)) {
                return Some(ItemRef::top(Kind::$kind, at));
            }
        )+ };
    }
    look!(
        professionals Professional, meetings Meeting, conditions Condition, medications Medication,
        appointments Appointment, health_care_plans HealthCarePlan, health_events HealthEvent, therapies Therapy,
        equipment Equipment, growth Growth, plans Plan, sharings Sharing, placements Placement, carers Carer,
        involvements Involvement, supervisions Supervision,
    );
    macro_rules! look_within {
        ($($list:ident $inner:ident $kind:ident),+ $(,)?) => { $(
            for (at, outer) in case.$list.entries().iter().enumerate() {
                if let Some(nested) = outer.$inner.entries().iter().position(|entry| is_called(&entry.id, to)) {
                    return Some(ItemRef::within(Kind::$kind, at, nested));
                }
            }
        )+ };
    }
    look_within!(
        medications changes MedicationChange, medications concerns MedicationConcern, therapies issues TherapyIssue,
        equipment issues EquipmentIssue, carers health_needs CarerHealthNeed, carers appointments CarerAppointment,
        plans working_well WorkingWell, plans worries Worry, plans actions Action,
    );
    None
}

fn is_called(id: &Field<crate::case::Id>, to: &Ref) -> bool {
    id.given().is_some_and(|id| id.0 == to.0)
}
