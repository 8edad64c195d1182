//! Health conditions.

use crate::calendar::Day;

use super::field::Field;
use super::scalar::{Id, Ref, Text};

choice! {
    /// The conditions that the guidance names, and all others.
    ConditionCategory {
        Epilepsy = "epilepsy",
        Asthma = "asthma",
        Diabetes = "diabetes",
        LearningDisability = "learning_disability",
        Neurodiversity = "neurodiversity",
        Other = "other",
    }
}

record! {
    /// A health condition of the child.
    Condition is "condition" {
        /// Its id.
        id: Field<Id>, Required;
        /// What it is called.
        name: Field<Text>, Required;
        /// Which of the conditions that the guidance names.
        category: Field<ConditionCategory>, Fact;
        /// Whether it is long-term.
        long_term: Field<bool>, Fact;
        /// The day it was identified.
        identified: Field<Day>, Fact When;
        /// The day it was resolved; absent while it lasts.
        resolved: Field<Day>, OpenEnd Known;
        /// Whether it can threaten life.
        life_threatening: Field<bool>, Fact;
        /// Whether growth is to be monitored because of it.
        growth_monitoring: Field<bool>, Fact;
        /// Whether it needs a health care plan (usual for epilepsy, asthma and diabetes).
        needs_health_care_plan: Field<bool>, OpenEnd;
        /// The professional who leads on it.
        lead: Field<Ref>, Mark -> "professional";
    }
}
