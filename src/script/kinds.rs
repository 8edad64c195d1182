//! The types of expressions in rules, and the sets of kinds that an item may be of.

use std::fmt;

use crate::case::Kind;

/// A set of kinds of entry: an item of a rule is one of these.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Kinds(u64);

impl Kinds {
    /// Exactly one kind.
    pub const fn one(kind: Kind) -> Self {
        Self(1 << kind as u64)
    }

    /// Any of several kinds.
    pub const fn any_of(kinds: &[Kind]) -> Self {
        let mut bits = 0;
        let mut at = 0;
        while at < kinds.len() {
            bits |= 1 << kinds[at] as u64;
            at += 1;
        }
        Self(bits)
    }

    /// Any kind at all: what the id in an `about` list may lead to.
    pub const ANY: Self = Self(u64::MAX);

    /// Whether every kind of `self` is in `wider`.
    pub fn within(self, wider: Self) -> bool {
        self.0 & !wider.0 == 0
    }

    /// Whether the two sets have a kind in common.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The kinds of the set, in the order of [`ALL_KINDS`].
    pub fn iter(self) -> impl Iterator<Item = Kind> {
        ALL_KINDS.iter().copied().filter(move |kind| self.0 & (1 << *kind as u64) != 0)
    }

    /// The only kind of the set, if there is just one.
    pub fn single(self) -> Option<Kind> {
        let mut kinds = self.iter();
        kinds.next().filter(|_| kinds.next().is_none())
    }
}

/// Every kind that an item of a rule can be of.
pub const ALL_KINDS: &[Kind] = &[
    Kind::Child,
    Kind::Involvement,
    Kind::Carer,
    Kind::CarerHealthNeed,
    Kind::CarerAppointment,
    Kind::Professional,
    Kind::Condition,
    Kind::Medication,
    Kind::MedicationChange,
    Kind::MedicationConcern,
    Kind::SelfAdministration,
    Kind::Therapy,
    Kind::TherapyIssue,
    Kind::Equipment,
    Kind::EquipmentIssue,
    Kind::Appointment,
    Kind::FollowUp,
    Kind::Growth,
    Kind::HealthEvent,
    Kind::HealthCarePlan,
    Kind::Plan,
    Kind::WorkingWell,
    Kind::Worry,
    Kind::Action,
    Kind::Meeting,
    Kind::Notified,
    Kind::InformationRequested,
    Kind::Contribution,
    Kind::Escalation,
    Kind::Challenge,
    Kind::Sharing,
    Kind::Placement,
    Kind::MedicationArrangement,
    Kind::TransferOfCare,
    Kind::Supervision,
    Kind::Minutes,
    Kind::MedicationStart,
    Kind::MedicationStop,
    Kind::AppointmentBooked,
    Kind::AppointmentNotBrought,
    Kind::Contradiction,
    Kind::Attendance,
    Kind::Team,
    Kind::Claim,
    Kind::Jargon,
];

/// What rules and messages call an entry of this kind.
pub fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Child => "child",
        Kind::Involvement => "involvement",
        Kind::Carer => "carer",
        Kind::CarerHealthNeed => "carer health need",
        Kind::CarerAppointment => "carer's appointment",
        Kind::Professional => "professional",
        Kind::Condition => "condition",
        Kind::Medication => "medication",
        Kind::MedicationChange => "medication change",
        Kind::MedicationConcern => "medication concern",
        Kind::SelfAdministration => "self-administration assessment",
        Kind::Therapy => "therapy",
        Kind::TherapyIssue => "therapy issue",
        Kind::Equipment => "equipment",
        Kind::EquipmentIssue => "equipment issue",
        Kind::Appointment => "appointment",
        Kind::FollowUp => "follow-up",
        Kind::Growth => "growth measurement",
        Kind::HealthEvent => "health event",
        Kind::HealthCarePlan => "health care plan",
        Kind::Plan => "plan",
        Kind::WorkingWell => "what is working well",
        Kind::Worry => "worry",
        Kind::Action => "plan action",
        Kind::Meeting => "meeting",
        Kind::Notified => "notice of a meeting",
        Kind::InformationRequested => "request for information",
        Kind::Contribution => "contribution",
        Kind::Escalation => "escalation",
        Kind::Challenge => "challenge",
        Kind::Sharing => "sharing",
        Kind::Placement => "placement",
        Kind::MedicationArrangement => "medication arrangement",
        Kind::TransferOfCare => "transfer of care",
        Kind::Supervision => "supervision",
        Kind::Minutes => "minutes",
        Kind::MedicationStart => "start of a medication",
        Kind::MedicationStop => "stop of a medication",
        Kind::AppointmentBooked => "booking",
        Kind::AppointmentNotBrought => "missed appointment",
        Kind::Contradiction => "contradiction",
        Kind::Attendance => "attendance",
        Kind::Team => "clinical team",
        Kind::Claim => "claim in minutes",
        Kind::Jargon => "clinical term",
    }
}

impl fmt::Display for Kinds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::ANY {
            return f.write_str("anything");
        }
        let nouns: Vec<_> = self.iter().map(noun).collect();
        f.write_str(&nouns.join(" or "))
    }
}

/// The type of an expression.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Type {
    /// True or false.
    Truth,
    /// A day.
    Date,
    /// A number.
    Number,
    /// Free text.
    Text,
    /// One of a closed list of words.
    Choice(&'static [&'static str]),
    /// A list of texts.
    Texts,
    /// An entry of the record.
    Item(Kinds),
    /// Entries of the record.
    List(Kinds),
    /// Something that happened at a first known day, or has not happened yet.
    Happening,
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truth => f.write_str("true or false"),
            Self::Date => f.write_str("a date"),
            Self::Number => f.write_str("a number"),
            Self::Text => f.write_str("a text"),
            Self::Choice(words) => write!(f, "one of {}", words.join(", ")),
            Self::Texts => f.write_str("a list of texts"),
            Self::Item(kinds) => write!(f, "one {kinds}"),
            Self::List(kinds) => write!(f, "a list of {kinds}"),
            Self::Happening => f.write_str("something that happened"),
        }
    }
}
