//! Children's social care being involved with the child.

use crate::calendar::Day;

use super::field::Field;
use super::scalar::{Id, Ref};

choice! {
    /// What the involvement is.
    InvolvementKind {
        ChildProtectionPlan = "child_protection_plan",
        ChildInNeed = "child_in_need",
        EarlyHelp = "early_help",
        LookedAfter = "looked_after",
    }
}

record! {
    /// A period in which children's social care or early help is involved, with the allocated social worker.
    Involvement is "involvement" {
        /// Its id.
        id: Field<Id>, Fact;
        /// What it is.
        kind: Field<InvolvementKind>, Required;
        /// Its first day.
        start: Field<Day>, Required When;
        /// Its last day; absent while it goes on.
        end: Field<Day>, OpenEnd Known;
        /// The allocated social worker.
        social_worker: Field<Ref>, Fact -> "professional";
    }
}
