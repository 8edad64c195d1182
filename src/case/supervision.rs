//! Safeguarding supervision.

use crate::calendar::Day;

use super::field::Field;
use super::scalar::{Id, Ref};

record! {
    /// A safeguarding supervision of a practitioner.
    Supervision is "supervision" {
        /// Its id.
        id: Field<Id>, Required;
        /// The day.
        date: Field<Day>, Required When;
        /// Who was supervised.
        practitioner: Field<Ref>, Required -> "professional";
        /// Who supervised.
        supervisor: Field<Ref>, Fact -> "professional";
        /// Whether it was about this child.
        about_child: Field<bool>, Fact;
        /// Whether the risk to the child was explored.
        risk_explored: Field<bool>, Fact;
        /// Whether the impact on the child's treatment was articulated.
        impact_articulated: Field<bool>, Fact;
    }
}
