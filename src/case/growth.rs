//! Growth measurements.

use crate::calendar::Day;

use super::field::Field;
use super::scalar::Id;

record! {
    /// A measurement of the child's growth.
    GrowthMeasurement is "growth measurement" {
        /// Its id.
        id: Field<Id>, Required;
        /// The day of the measurement.
        date: Field<Day>, Required When;
        /// Weight in kilograms.
        weight_kg: Field<f64>, OpenEnd;
        /// Height or length in centimetres.
        height_cm: Field<f64>, OpenEnd;
        /// Head circumference in centimetres.
        head_circumference_cm: Field<f64>, OpenEnd;
        /// Recorded centile of the weight.
        weight_centile: Field<f64>, Mark;
        /// Recorded centile of the height.
        height_centile: Field<f64>, Mark;
        /// Recorded centile of the head circumference.
        head_centile: Field<f64>, Mark;
        /// Whether it was plotted on a centile chart.
        charted: Field<bool>, Mark;
        /// Whether it is of concern.
        concern: Field<bool>, Fact;
    }
}
