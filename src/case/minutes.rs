//! Minutes that an export carries inside the record.

use super::field::Field;
use super::scalar::{Ref, Text};

record! {
    /// The minutes of one meeting, inside the record.
    InlineMinutes is "minutes" {
        /// The meeting they are of.
        meeting: Field<Ref>, Required -> "meeting";
        /// Their text.
        text: Field<Text>, Required;
    }
}
