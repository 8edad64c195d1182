//! What happened to the child's health.

use crate::calendar::Day;

use super::field::{Collection, Field};
use super::scalar::{Id, Ref, Text};

choice! {
    /// What happened.
    HealthEventKind {
        NewNeed = "new_need",
        Deterioration = "deterioration",
        RiskIncrease = "risk_increase",
        Admission = "admission",
        EmergencyAttendance = "emergency_attendance",
    }
}

record! {
    /// An event of the child's health.
    HealthEvent is "health event" {
        /// Its id.
        id: Field<Id>, Required;
        /// The day it happened.
        date: Field<Day>, Required When;
        /// What kind of event.
        kind: Field<HealthEventKind>, Required;
        /// What happened.
        what: Field<Text>, Fact;
        /// What it is about.
        about: Collection<Ref>, Fact -> "any";
    }
}
