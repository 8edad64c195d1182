//! The face that expressions show to a rule script: every operation on them builds a larger expression, checked by type.

use std::sync::Arc;

use rhai::{Dynamic, EvalAltResult, Position};

use crate::case::{Case, Kind, Record, RecordMeta, Shape, closest};

use super::kinds::{Kinds, Type, noun};
use super::node::{Compare, Literal, Node, Takes, Word};
use super::words;

/// A typed expression in a script.
#[derive(Clone, Debug)]
pub struct Symbol {
    /// The tree.
    pub node: Arc<Node>,
    /// What it comes to.
    pub ty: Type,
}

/// A fault in a script, told at the place of the call.
pub type Told<T> = Result<T, Box<EvalAltResult>>;

/// A fault with its words; the position is filled in by the engine.
pub fn fault<T>(message: impl Into<String>) -> Told<T> {
    Err(Box::new(EvalAltResult::ErrorRuntime(message.into().into(), Position::NONE)))
}

impl Symbol {
    /// An expression of a type.
    pub fn new(node: Node, ty: Type) -> Self {
        Self { node: super::coverage::probed(Arc::new(node)), ty }
    }

    /// An item bound by `each` or by a closure.
    pub fn variable(number: u8, kinds: Kinds) -> Self {
        Self::new(Node::Variable(number), Type::Item(kinds))
    }

    /// `item.name`: a field of the record, or a word that reads like one.
    pub fn property(&self, name: &str) -> Told<Self> {
        let kinds = match self.ty {
            Type::Item(kinds) => kinds,
            Type::List(_) if name == "exist" => {
                let always = Arc::new(Node::Literal(Literal::Truth(true)));
                let last = narrow(super::eval::VARIABLES - 1);
                return Ok(Self::new(Node::AtLeast(self.node.clone(), last, always, 1), Type::Truth));
            }
            Type::List(_) => {
                return match words::find(name, self.ty, 1) {
                    Some(word) if word.like_field() => self.apply(word, &[]),
                    _ => fault(format!(
                        "`.{name}` is asked of {}: say which of them, e.g. `.any(|one| one.{name} ...)`",
                        self.ty
                    )),
                };
            }
            other => return fault(format!("{other} has no field `{name}`")),
        };
        if let Some(word) = words::find(name, self.ty, 1) {
            return if word.like_field() {
                self.apply(word, &[])
            } else {
                fault(format!("write `.{name}()` with brackets"))
            };
        }
        let mut indexes = Vec::new();
        let mut found: Option<(&'static RecordMeta, usize, Kind)> = None;
        for kind in kinds.iter() {
            match meta_of(kind).and_then(|meta| meta.field(name).map(|(index, _)| (meta, index))) {
                Some((meta, index)) => {
                    indexes.push((kind, narrow(index)));
                    found = Some((meta, index, kind));
                }
                None => return fault(self.no_such_field(name, kind)),
            }
        }
        let Some((meta, index, kind)) = found else { return fault(format!("nothing has a field `{name}`")) };
        let field = &meta.fields[index];
        let indexes = indexes.into_boxed_slice();
        let of = self.node.clone();
        Ok(match field.shape {
            Shape::Text | Shape::Id => Self::new(Node::Field(of, indexes), Type::Text),
            Shape::Day | Shape::Moment => Self::new(Node::Field(of, indexes), Type::Date),
            Shape::Truth => Self::new(Node::Field(of, indexes), Type::Truth),
            Shape::Number => Self::new(Node::Field(of, indexes), Type::Number),
            Shape::Choice(words) => Self::new(Node::Field(of, indexes), Type::Choice(words)),
            Shape::Ref => Self::new(Node::Follow(of, indexes), Type::Item(target(field.target))),
            Shape::Table(_) => Self::new(Node::Field(of, indexes), Type::Item(Kinds::one(table_kind(kind)))),
            Shape::List(Shape::Ref) => Self::new(Node::Named(of, indexes), Type::List(target(field.target))),
            Shape::List(Shape::Table(_)) => match nested_kind(kind, name) {
                Some(inner) => {
                    Self::new(Node::Nested(of, inner, narrow(index)), Type::List(Kinds::one(inner)))
                }
                None => return fault(format!("`{name}` cannot be asked of {}", noun(kind))),
            },
            Shape::List(_) => Self::new(Node::Field(of, indexes), Type::Texts),
        })
    }

    fn no_such_field(&self, name: &str, kind: Kind) -> String {
        let fields =
            meta_of(kind).map(|meta| meta.fields.iter().map(|field| field.name)).into_iter().flatten();
        let own = words::of(Kinds::one(kind)).map(|word| word.name);
        let hint = match closest(name, fields.chain(own)) {
            Some(meant) => format!("; did you mean `{meant}`?"),
            None => format!("; `sharecheck schema case` lists what {} has", an(noun(kind))),
        };
        format!("{} has no field or word `{name}`{hint}", an(noun(kind)))
    }

    /// `word(this, arguments...)`.
    pub fn apply(&self, word: &'static Word, arguments: &[Dynamic]) -> Told<Self> {
        let mut all = vec![Dynamic::from(self.clone())];
        all.extend_from_slice(arguments);
        apply(word, &all)
    }

    /// A comparison of this with another value.
    pub fn compare(&self, how: Compare, other: &Dynamic) -> Told<Self> {
        if let Some(other) = other.clone().try_cast::<Self>() {
            return self.compare_symbols(how, &other);
        }
        if let Ok(text) = other.clone().into_string() {
            return self.compare_text(how, &text);
        }
        let Some(other) = literal(other) else {
            return fault(format!("{} cannot be compared with {}", self.ty, other.type_name()));
        };
        self.compare_symbols(how, &other)
    }

    fn compare_symbols(&self, how: Compare, other: &Self) -> Told<Self> {
        let fits = match (self.ty, other.ty) {
            (Type::Item(a), Type::Item(b)) => a.meets(b) && matches!(how, Compare::Equal | Compare::NotEqual),
            (Type::Choice(a), Type::Choice(b)) => std::ptr::eq(a, b),
            (Type::Truth, Type::Truth) => matches!(how, Compare::Equal | Compare::NotEqual),
            (Type::Happening, Type::Date) | (Type::Date, Type::Happening) => true,
            (a, b) => a == b && matches!(a, Type::Date | Type::Number | Type::Text),
        };
        if !fits && self.ty == other.ty && matches!(self.ty, Type::Item(_) | Type::Truth) {
            return fault(format!("{} has no order: compare it with `==` or `!=`", self.ty));
        }
        if !fits {
            return fault(format!("{} cannot be compared with {}", self.ty, other.ty));
        }
        Ok(Self::new(Node::Compare(how, self.node.clone(), other.node.clone()), Type::Truth))
    }

    fn compare_text(&self, how: Compare, text: &str) -> Told<Self> {
        if let Type::Choice(words) = self.ty {
            if !words.contains(&text) {
                let hint = closest(text, words.iter().copied())
                    .map_or_else(|| format!("one of: {}", words.join(", ")), |meant| format!("`{meant}`"));
                return fault(format!("`{text}` can never be the value here; it is {hint}"));
            }
        } else if self.ty != Type::Text {
            return fault(format!("{} cannot be compared with the text \"{text}\"", self.ty));
        }
        let same = Node::OneOf(self.node.clone(), Box::new([text.into()]));
        match how {
            Compare::Equal => Ok(Self::new(same, Type::Truth)),
            Compare::NotEqual => Ok(Self::new(Node::Not(Arc::new(same)), Type::Truth)),
            _ => fault("texts have no order: compare them with `==` or `!=`"),
        }
    }

    /// `x.is_one_of([...])`.
    pub fn is_one_of(&self, words: &rhai::Array) -> Told<Self> {
        let mut texts = Vec::new();
        for word in words {
            let Ok(text) = word.clone().into_string() else {
                return fault("`is_one_of` takes a list of texts");
            };
            self.compare_text(Compare::Equal, &text)?;
            texts.push(text.into_boxed_str());
        }
        Ok(Self::new(Node::OneOf(self.node.clone(), texts.into()), Type::Truth))
    }

    /// The truth value of `a and b`, `a or b`.
    pub fn join(&self, other: &Self, node: fn(Arc<Node>, Arc<Node>) -> Node) -> Told<Self> {
        self.must_be_truth()?;
        other.must_be_truth()?;
        Ok(Self::new(node(self.node.clone(), other.node.clone()), Type::Truth))
    }

    /// `not(x)`.
    pub fn negate(&self) -> Told<Self> {
        self.must_be_truth()?;
        Ok(Self::new(Node::Not(self.node.clone()), Type::Truth))
    }

    /// Refuses anything but a truth value.
    pub fn must_be_truth(&self) -> Told<()> {
        match self.ty {
            Type::Truth => Ok(()),
            Type::Happening => {
                fault("this tells when something happened: compare it, or use it in `must_happen`")
            }
            other => fault(format!("true or false is needed here, but this is {other}")),
        }
    }

    /// The kinds of a list.
    pub fn list_kinds(&self) -> Told<Kinds> {
        match self.ty {
            Type::List(kinds) => Ok(kinds),
            other => fault(format!("a list is needed here, but this is {other}")),
        }
    }
}

fn an(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// A plain script value as an expression.
pub fn literal(value: &Dynamic) -> Option<Symbol> {
    if let Some(symbol) = value.clone().try_cast::<Symbol>() {
        return Some(symbol);
    }
    if let Ok(truth) = value.as_bool() {
        return Some(Symbol::new(Node::Literal(Literal::Truth(truth)), Type::Truth));
    }
    if let Ok(number) = value.as_int() {
        #[expect(clippy::cast_precision_loss, reason = "settings are small numbers")]
        return Some(Symbol::new(Node::Literal(Literal::Number(number as f64)), Type::Number));
    }
    value.as_float().ok().map(|number| Symbol::new(Node::Literal(Literal::Number(number)), Type::Number))
}

/// A word with its arguments, each checked.
pub fn apply(word: &'static Word, arguments: &[Dynamic]) -> Told<Symbol> {
    let mut nodes = Vec::new();
    for (takes, given) in word.takes.iter().zip(arguments) {
        match takes {
            Takes::A(ty) => {
                let Some(symbol) = literal(given) else {
                    return fault(format!("`{}` takes {ty} here, not {}", word.name, given.type_name()));
                };
                if !words::accepts(*ty, symbol.ty) {
                    return fault(format!("`{}` takes {ty} here, but this is {}", word.name, symbol.ty));
                }
                nodes.push(symbol.node);
            }
            Takes::Topic => {
                let name = given.clone().into_string().unwrap_or_default();
                let Some(topic) = crate::language::Topic::parse(&name) else {
                    let hint = closest(&name, crate::language::Topic::EVERY.iter().map(|topic| topic.name()))
                        .map(|meant| format!("; did you mean \"{meant}\"?"))
                        .unwrap_or_default();
                    return fault(format!("\"{name}\" is no topic of minutes{hint}"));
                };
                nodes.push(Arc::new(Node::Literal(Literal::Number(f64::from(topic as u8)))));
            }
            Takes::OneOf(words) => {
                let name = given.clone().into_string().unwrap_or_default();
                let Some(at) = words.iter().position(|word| *word == name) else {
                    let hint = closest(&name, words.iter().copied()).map_or_else(
                        || format!("one of: {}", words.join(", ")),
                        |meant| format!("\"{meant}\""),
                    );
                    return fault(format!("`{}` does not know \"{name}\"; it takes {hint}", word.name));
                };
                nodes.push(Arc::new(Node::Literal(Literal::Number(f64::from(narrow(at))))));
            }
            Takes::Count => {
                let Some(count) = given.as_int().ok().filter(|count| (0..=36_600).contains(count)) else {
                    return fault(format!(
                        "`{}` takes a whole number of days here, from 0 to 36600",
                        word.name
                    ));
                };
                #[expect(clippy::cast_precision_loss, reason = "at most 36600")]
                nodes.push(Arc::new(Node::Literal(Literal::Number(count as f64))));
            }
        }
    }
    Ok(Symbol::new(Node::Word(word, nodes.into_boxed_slice()), word.gives))
}

/// The fields of the noun that items of a kind are.
pub fn meta_of(kind: Kind) -> Option<&'static RecordMeta> {
    use crate::case as c;
    Some(match kind {
        Kind::Child => c::Child::META,
        Kind::Involvement => c::Involvement::META,
        Kind::Carer => c::Carer::META,
        Kind::CarerHealthNeed => c::CarerHealthNeed::META,
        Kind::CarerAppointment
        | Kind::Appointment
        | Kind::AppointmentBooked
        | Kind::AppointmentNotBrought => c::Appointment::META,
        Kind::Professional | Kind::Attendance | Kind::Team => c::Professional::META,
        Kind::Condition => c::Condition::META,
        Kind::Medication | Kind::MedicationStart | Kind::MedicationStop => c::Medication::META,
        Kind::MedicationChange => c::MedicationChange::META,
        Kind::MedicationConcern => c::MedicationConcern::META,
        Kind::SelfAdministration => c::SelfAdministration::META,
        Kind::Therapy => c::Therapy::META,
        Kind::Equipment => c::Equipment::META,
        Kind::TherapyIssue | Kind::EquipmentIssue => c::TreatmentIssue::META,
        Kind::FollowUp => c::FollowUp::META,
        Kind::Growth => c::GrowthMeasurement::META,
        Kind::HealthEvent => c::HealthEvent::META,
        Kind::HealthCarePlan => c::HealthCarePlan::META,
        Kind::Plan => c::Plan::META,
        Kind::WorkingWell | Kind::Worry | Kind::Action => c::PlanEntry::META,
        Kind::Meeting => c::Meeting::META,
        Kind::Notified | Kind::InformationRequested => c::Notice::META,
        Kind::Contribution => c::Contribution::META,
        Kind::Escalation => c::Escalation::META,
        Kind::Challenge => c::Challenge::META,
        Kind::Sharing => c::Sharing::META,
        Kind::Placement => c::Placement::META,
        Kind::MedicationArrangement => c::MedicationArrangement::META,
        Kind::TransferOfCare => c::TransferOfCare::META,
        Kind::Supervision => c::Supervision::META,
        Kind::Minutes | Kind::Contradiction | Kind::Claim | Kind::Jargon => return None,
    })
}

/// The kind of entry in a collection of the record.
pub fn collection_kind(name: &str) -> Option<Kind> {
    Some(match name {
        "involvements" => Kind::Involvement,
        "carers" => Kind::Carer,
        "professionals" => Kind::Professional,
        "conditions" => Kind::Condition,
        "medications" => Kind::Medication,
        "therapies" => Kind::Therapy,
        "equipment" => Kind::Equipment,
        "appointments" => Kind::Appointment,
        "growth" => Kind::Growth,
        "health_events" => Kind::HealthEvent,
        "health_care_plans" => Kind::HealthCarePlan,
        "plans" => Kind::Plan,
        "meetings" => Kind::Meeting,
        "sharings" => Kind::Sharing,
        "placements" => Kind::Placement,
        "supervisions" => Kind::Supervision,
        _ => return None,
    })
}

/// The collections of the record as lists.
pub fn collections() -> impl Iterator<Item = (&'static str, Symbol)> {
    <Case as Record>::META.fields.iter().enumerate().filter_map(|(index, field)| {
        let kind = collection_kind(field.name)?;
        Some((field.name, Symbol::new(Node::Collection(kind, narrow(index)), Type::List(Kinds::one(kind)))))
    })
}

/// The kind of entry in a collection within an entry.
pub fn nested_kind(outer: Kind, name: &str) -> Option<Kind> {
    Some(match (outer, name) {
        (Kind::Carer, "health_needs") => Kind::CarerHealthNeed,
        (Kind::Carer, "appointments") => Kind::CarerAppointment,
        (Kind::Medication, "changes") => Kind::MedicationChange,
        (Kind::Medication, "concerns") => Kind::MedicationConcern,
        (Kind::Therapy, "issues") => Kind::TherapyIssue,
        (Kind::Equipment, "issues") => Kind::EquipmentIssue,
        (Kind::Plan, "working_well") => Kind::WorkingWell,
        (Kind::Plan, "worries") => Kind::Worry,
        (Kind::Plan, "actions") => Kind::Action,
        (Kind::Meeting, "notified") => Kind::Notified,
        (Kind::Meeting, "information_requested") => Kind::InformationRequested,
        (Kind::Meeting, "contributions") => Kind::Contribution,
        (Kind::Meeting, "escalations") => Kind::Escalation,
        (Kind::Meeting, "challenges") => Kind::Challenge,
        (Kind::Placement, "medication_arrangements") => Kind::MedicationArrangement,
        (Kind::Placement, "transfers_of_care") => Kind::TransferOfCare,
        _ => return None,
    })
}

fn table_kind(outer: Kind) -> Kind {
    match outer {
        Kind::Medication | Kind::MedicationStart | Kind::MedicationStop => Kind::SelfAdministration,
        _ => Kind::FollowUp,
    }
}

fn target(noun: Option<&str>) -> Kinds {
    match noun {
        Some("professional") => Kinds::one(Kind::Professional),
        Some("condition") => Kinds::one(Kind::Condition),
        Some("medication") => Kinds::one(Kind::Medication),
        Some("meeting") => Kinds::one(Kind::Meeting),
        _ => Kinds::ANY,
    }
}

/// A position that is known to be small.
pub fn narrow(index: usize) -> u8 {
    u8::try_from(index).unwrap_or(u8::MAX)
}
