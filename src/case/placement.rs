//! Placements of a looked after child, and what was arranged for the move.

use crate::calendar::Day;

use super::field::{Collection, Field};
use super::scalar::{Id, Ref, Text};

record! {
    /// What was arranged for one medicine at the move to this placement.
    MedicationArrangement is "medication arrangement" {
        /// The medicine.
        medication: Field<Ref>, Required -> "medication";
        /// The day it was arranged.
        arranged: Field<Day>, Fact When;
        /// The last day covered by the supply that moved with the child.
        supplied_until: Field<Day>, Fact;
        /// The day of the next supply.
        next_supply: Field<Day>, Fact;
    }
}

record! {
    /// That a clinical team's care was transferred for the move to this placement.
    TransferOfCare is "transfer of care" {
        /// The team, by name.
        team: Field<Text>, OpenEnd;
        /// The professional, by id.
        professional: Field<Ref>, OpenEnd -> "professional";
        /// The day it was arranged.
        arranged: Field<Day>, Fact When;
    }
}

record! {
    /// A place where a looked after child lives.
    Placement is "placement" {
        /// Its id.
        id: Field<Id>, Required;
        /// The first day.
        start: Field<Day>, Required;
        /// The last day; absent while it lasts.
        end: Field<Day>, OpenEnd;
        /// What kind of placement.
        kind: Field<Text>, Fact;
        /// What was arranged for each medicine.
        medication_arrangements: Collection<MedicationArrangement>, Fact;
        /// Whose care was transferred.
        transfers_of_care: Collection<TransferOfCare>, Fact;
    }
}
