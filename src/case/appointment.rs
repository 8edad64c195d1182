//! Health appointments.

use crate::calendar::Day;

use super::field::{Collection, Field};
use super::scalar::{Id, Ref, Text};

choice! {
    /// What became of an appointment. A child is "not brought"; an adult "does not attend".
    AppointmentOutcome {
        Attended = "attended",
        WasNotBrought = "was_not_brought",
        DidNotAttend = "did_not_attend",
        CancelledByFamily = "cancelled_by_family",
        CancelledByService = "cancelled_by_service",
        Booked = "booked",
    }
}

record! {
    /// What is to follow an appointment.
    FollowUp is "follow-up" {
        /// The day planned.
        date: Field<Day>, Fact;
        /// What is planned.
        what: Field<Text>, Fact;
    }
}

record! {
    /// A health appointment of the child, or of a carer.
    Appointment is "appointment" {
        /// Its id.
        id: Field<Id>, Required;
        /// The day of the appointment.
        date: Field<Day>, Required;
        /// The day it was booked.
        booked_on: Field<Day>, Fact When;
        /// The clinic or service.
        service: Field<Text>, Fact;
        /// The professional to be seen.
        professional: Field<Ref>, Fact -> "professional";
        /// What it is about.
        about: Collection<Ref>, Fact -> "any";
        /// What became of it.
        outcome: Field<AppointmentOutcome>, Required;
        /// What is to follow.
        follow_up: Field<FollowUp>, OpenEnd;
    }
}
