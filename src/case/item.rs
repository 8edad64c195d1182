//! A light handle on one entry of a record, or on a view of one that rules count.

/// The kinds of entry that rules can speak of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(missing_docs, reason = "each kind is the noun of the same name, described at its type")]
pub enum Kind {
    Child,
    Involvement,
    Carer,
    CarerHealthNeed,
    CarerAppointment,
    Professional,
    Condition,
    Medication,
    MedicationChange,
    MedicationConcern,
    SelfAdministration,
    Therapy,
    TherapyIssue,
    Equipment,
    EquipmentIssue,
    Appointment,
    FollowUp,
    Growth,
    HealthEvent,
    HealthCarePlan,
    Plan,
    WorkingWell,
    Worry,
    Action,
    Meeting,
    Notified,
    InformationRequested,
    Contribution,
    Escalation,
    Challenge,
    Sharing,
    Placement,
    MedicationArrangement,
    TransferOfCare,
    Supervision,
    /// The minutes of one meeting: `index` counts the documents of this child.
    Minutes,
    /// A medication, seen as the news that it was started.
    MedicationStart,
    /// A medication, seen as the news that it was stopped.
    MedicationStop,
    /// An appointment, seen as the news that it was booked.
    AppointmentBooked,
    /// An appointment, seen as the news that the child was not brought.
    AppointmentNotBrought,
    /// What minutes say against the record: `index` the document, `nested` the kind of contradiction.
    Contradiction,
    /// A professional at a meeting: `index` the meeting, `nested` the professional.
    Attendance,
    /// A health team: `nested` the first professional of it.
    Team,
    /// A claim that minutes make: `index` the document, `nested` the claim.
    Claim,
    /// A clinical term in minutes: `index` the document, `nested` the term.
    Jargon,
}

/// One entry of a record. Cheap to copy and to compare; means nothing without its record.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ItemRef {
    /// What it is.
    pub kind: Kind,
    /// Its position in its collection.
    pub index: u32,
    /// Its position in the collection nested in that entry; 0 where there is none.
    pub nested: u32,
}

impl ItemRef {
    /// The entry at `index` of a collection of the record.
    pub fn top(kind: Kind, index: usize) -> Self {
        Self::within(kind, index, 0)
    }

    /// The entry at `nested` within the entry at `index`.
    pub fn within(kind: Kind, index: usize, nested: usize) -> Self {
        let narrow = |position: usize| u32::try_from(position).unwrap_or(u32::MAX);
        Self { kind, index: narrow(index), nested: narrow(nested) }
    }

    /// The position in its collection.
    pub fn at(self) -> usize {
        self.index as usize
    }

    /// The position in the nested collection.
    pub fn nested_at(self) -> usize {
        self.nested as usize
    }
}
