//! Parents and other carers, as far as their own health bears on the child.

use crate::calendar::Day;

use super::appointment::Appointment;
use super::field::{Collection, Field};
use super::scalar::{Id, Text};

record! {
    /// A health need of a carer.
    CarerHealthNeed is "carer health need" {
        /// Its id.
        id: Field<Id>, Required;
        /// What it is called.
        name: Field<Text>, Fact;
        /// Whether it affects the child's safety.
        affects_child_safety: Field<bool>, Fact;
        /// Since when it is known.
        since: Field<Day>, Fact When;
    }
}

record! {
    /// A parent or other carer of the child.
    Carer is "carer" {
        /// Its id.
        id: Field<Id>, Required;
        /// What the carer is to the child: mother, father, grandmother, foster carer ...
        relation: Field<Text>, Fact;
        /// The carer's own health needs.
        health_needs: Collection<CarerHealthNeed>, Fact;
        /// The carer's own health appointments.
        appointments: Collection<Appointment>, Fact;
    }
}
