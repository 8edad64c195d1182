//! Health care plans.

use crate::calendar::Day;

use super::field::Field;
use super::scalar::{Id, Ref};

record! {
    /// An individual health care plan for one condition.
    HealthCarePlan is "health care plan" {
        /// Its id.
        id: Field<Id>, Required;
        /// The condition it is for.
        condition: Field<Ref>, Required -> "condition";
        /// The day it was written.
        written: Field<Day>, Required When;
        /// The day its review is due.
        review_due: Field<Day>, Fact;
        /// The day it ended; absent while it is in force.
        ended: Field<Day>, OpenEnd Known;
    }
}
