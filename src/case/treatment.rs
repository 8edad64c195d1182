//! Therapies and equipment, which share their shape.

use crate::calendar::Day;

use super::field::{Collection, Field};
use super::scalar::{Id, Ref, Text};

record! {
    /// A problem with a therapy or a piece of equipment.
    TreatmentIssue is "issue" {
        /// Its id.
        id: Field<Id>, Required;
        /// The day it was noticed.
        date: Field<Day>, Required When;
        /// What is wrong.
        what: Field<Text>, Fact;
    }
}

record! {
    /// A therapy the child receives.
    Therapy is "therapy" {
        /// Its id.
        id: Field<Id>, Required;
        /// What it is called.
        name: Field<Text>, Required;
        /// The condition it is for.
        condition: Field<Ref>, Fact -> "condition";
        /// The day its right use was last confirmed.
        correct_use_confirmed: Field<Day>, Mark Known;
        /// Problems with it.
        issues: Collection<TreatmentIssue>, Fact;
    }
}

record! {
    /// A piece of equipment the child needs.
    Equipment is "equipment" {
        /// Its id.
        id: Field<Id>, Required;
        /// What it is called.
        name: Field<Text>, Required;
        /// The condition it is for.
        condition: Field<Ref>, Fact -> "condition";
        /// The day its right use was last confirmed.
        correct_use_confirmed: Field<Day>, Mark Known;
        /// Problems with it.
        issues: Collection<TreatmentIssue>, Fact;
    }
}
