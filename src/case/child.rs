//! The child whom the record is about.

use crate::calendar::Day;

use super::field::{Collection, Field};
use super::scalar::{Id, Text};

choice! {
    /// The child's sex, as the NHS data dictionary's person stated values.
    Sex { Female = "female", Male = "male", Indeterminate = "indeterminate", NotKnown = "not_known", }
}

choice! {
    /// The categories of abuse of a child protection plan (Working Together to Safeguard Children).
    AbuseCategory { Neglect = "neglect", Physical = "physical", Emotional = "emotional", Sexual = "sexual", }
}

record! {
    /// The child whom the record is about.
    Child is "child" {
        /// The child's id; minutes and reports use it.
        id: Field<Id>, Required;
        /// The NHS number, ten digits, checked by modulus 11.
        nhs_number: Field<Text>, Fact;
        /// Initials.
        initials: Field<Text>, Fact;
        /// Date of birth.
        date_of_birth: Field<Day>, Fact;
        /// For an unborn child: the day the birth is expected.
        expected_date_of_birth: Field<Day>, Fact;
        /// Sex.
        sex: Field<Sex>, Fact;
        /// Weeks of gestation at birth.
        gestation_weeks: Field<f64>, Fact;
        /// Categories of abuse or neglect that are known or feared.
        abuse_categories: Collection<AbuseCategory>, Fact;
        /// School, nursery or other setting.
        school_or_setting: Field<Text>, Fact;
    }
}
