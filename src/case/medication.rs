//! Medicines, and what happened with them.

use crate::calendar::Day;

use super::field::{Collection, Field};
use super::scalar::{Id, Ref, Text};

choice! {
    /// Who gives the medicine.
    AdministeredBy { Carer = "carer", Oneself = "self", School = "school", Placement = "placement", Nurse = "nurse", }
}

record! {
    /// A change of a medication.
    MedicationChange is "medication change" {
        /// Its id.
        id: Field<Id>, Fact;
        /// The day of the change.
        date: Field<Day>, Required When;
        /// What changed.
        what: Field<Text>, Fact;
        /// Whether the change is significant.
        significant: Field<bool>, Fact;
    }
}

record! {
    /// A concern about how a medication is given.
    MedicationConcern is "medication concern" {
        /// Its id.
        id: Field<Id>, Required;
        /// The day it was noticed.
        date: Field<Day>, Required When;
        /// What is of concern.
        what: Field<Text>, Fact;
    }
}

record! {
    /// How self-administration by a young person is assured.
    SelfAdministration is "self-administration assessment" {
        /// The day it was assessed.
        assessed: Field<Day>, Mark Known;
        /// The day it was last reviewed.
        reviewed: Field<Day>, Mark Known;
        /// The enhanced support that is in place.
        enhanced_support: Field<Text>, Mark;
    }
}

record! {
    /// A medicine of the child.
    Medication is "medication" {
        /// Its id.
        id: Field<Id>, Required;
        /// What it is called.
        name: Field<Text>, Required;
        /// The condition it is for.
        condition: Field<Ref>, Fact -> "condition";
        /// Dose and times.
        dose: Field<Text>, Fact;
        /// The first day.
        started: Field<Day>, Fact When;
        /// The day it was stopped; absent while it is given.
        stopped: Field<Day>, OpenEnd Known;
        /// Whether a late dose is dangerous.
        time_critical: Field<bool>, Fact;
        /// Whether it is on repeat prescription.
        repeat_prescription: Field<bool>, Fact;
        /// Who gives it.
        administered_by: Field<AdministeredBy>, Fact;
        /// The professional who leads on it.
        lead: Field<Ref>, Mark -> "professional";
        /// The day its storage was assured.
        storage_assured: Field<Day>, Mark Known;
        /// The day social care was helped with the repeat prescription process.
        repeat_process_explained: Field<Day>, Mark Known;
        /// Changes of it.
        changes: Collection<MedicationChange>, Fact;
        /// Concerns about it.
        concerns: Collection<MedicationConcern>, Fact;
        /// How self-administration is assured.
        self_administration: Field<SelfAdministration>, Mark;
    }
}
