//! The people who work with the child.

use crate::calendar::Day;

use super::field::Field;
use super::scalar::{Id, Text};

choice! {
    /// The sector somebody works in.
    Sector {
        Health = "health",
        SocialCare = "social_care",
        Education = "education",
        Police = "police",
        Voluntary = "voluntary",
        Other = "other",
    }
}

choice! {
    /// Where in the health service somebody works.
    Setting { PrimaryCare = "primary_care", Community = "community", Acute = "acute", MentalHealth = "mental_health", }
}

record! {
    /// Somebody who works with the child.
    Professional is "professional" {
        /// Its id.
        id: Field<Id>, Required;
        /// Name.
        name: Field<Text>, Mark;
        /// Role: social_worker, gp, health_visitor, school_nurse, consultant ... or other text.
        role: Field<Text>, Required;
        /// The sector.
        sector: Field<Sector>, Required;
        /// Where in the health service.
        setting: Field<Setting>, Fact;
        /// Employer.
        organisation: Field<Text>, Fact;
        /// Team.
        team: Field<Text>, Fact;
        /// Telephone number.
        phone: Field<Text>, Mark;
        /// E-mail address.
        email: Field<Text>, Mark;
        /// Whether a specialist clinician.
        specialist: Field<bool>, Fact;
        /// Whether familiar with safeguarding processes.
        familiar_with_safeguarding: Field<bool>, Fact;
        /// Involved with the child from this day.
        involved_from: Field<Day>, Fact;
        /// Involved until this day; absent while still involved.
        involved_to: Field<Day>, OpenEnd Known;
    }
}
