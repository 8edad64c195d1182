//! Sharings: who told whom what, when and how.

use crate::calendar::Moment;

use super::field::{Collection, Field};
use super::scalar::{Id, Ref, Text};

choice! {
    /// How something was shared.
    Channel {
        Phone = "phone",
        InPerson = "in_person",
        Email = "email",
        Letter = "letter",
        Meeting = "meeting",
        System = "system",
    }
}

record! {
    /// One sharing of health information.
    Sharing is "sharing" {
        /// Its id.
        id: Field<Id>, Required;
        /// When: a date, or a date and time.
        at: Field<Moment>, Required When;
        /// Who shared it.
        by: Field<Ref>, Fact -> "professional";
        /// With whom.
        to: Collection<Ref>, Required -> "professional";
        /// How.
        channel: Field<Channel>, Required;
        /// The meeting at which it was shared.
        meeting: Field<Ref>, OpenEnd -> "meeting";
        /// What it is about.
        about: Collection<Ref>, Fact -> "any";
        /// What was said.
        what: Field<Text>, Fact;
        /// What it means for this child.
        significance: Field<Text>, Mark;
    }
}
