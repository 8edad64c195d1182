//! Plans of children's social care: child protection plans and their kin.

use crate::calendar::Day;

use super::field::{Collection, Field};
use super::scalar::{Id, Ref, Text};

choice! {
    /// What plan it is.
    PlanKind {
        ChildProtection = "child_protection",
        ChildInNeed = "child_in_need",
        EarlyHelp = "early_help",
        LookedAfter = "looked_after",
    }
}

record! {
    /// One entry of a plan: something that works well, a worry, or an action.
    PlanEntry is "plan entry" {
        /// Its id.
        id: Field<Id>, Fact;
        /// Its words.
        text: Field<Text>, Required;
        /// What it is about.
        about: Collection<Ref>, Fact -> "any";
        /// What follows for the child if it is not done.
        impact: Field<Text>, Mark;
        /// Who is to do it.
        owner: Field<Text>, Mark;
        /// By when.
        due: Field<Day>, Mark;
        /// When it was done.
        done: Field<Day>, Mark Known;
    }
}

record! {
    /// A plan for the child.
    Plan is "plan" {
        /// Its id.
        id: Field<Id>, Required;
        /// What plan it is.
        kind: Field<PlanKind>, Required;
        /// The day it was made.
        date: Field<Day>, Required When;
        /// The day it ended; absent while it is in force.
        ended: Field<Day>, OpenEnd Known;
        /// What is working well.
        working_well: Collection<PlanEntry>, Fact;
        /// What people are worried about.
        worries: Collection<PlanEntry>, Fact;
        /// What is to be done.
        actions: Collection<PlanEntry>, Fact;
    }
}
