//! How a child's weight, length or height, head circumference and body mass index lie on the centile charts in use in the
//! United Kingdom.
//!
//! The charts are two references joined: the WHO Child Growth Standards from 2 weeks to under 4 years, which are built in,
//! and the British 1990 reference before and after. The British tables may not be shipped with the program, so they are
//! read from a file that the user names ([`british`]); without it a measurement outside the WHO range is
//! [`NotAssessed`], with a reason in plain words. It is never guessed.
//!
//! Sources: WHO Multicentre Growth Reference Study Group 2006 and 2007 (tables); Cole and Green 1992 (L, M and S); NICE
//! guideline NG75 (thresholds of faltering growth).

pub mod age;
pub mod british;
pub mod centile;
pub mod chart;
pub mod faltering;
mod line;
mod measured;
mod normal;
mod reference;
mod table;
mod who;

pub use centile::{agrees, centile_of, parse_recorded, spaces_fallen, z_of_recorded};
pub use faltering::{BirthWeightBand, Faltering, Verdict, Weighed, faltering};
pub use line::{Band, Line};
pub use measured::{Cause, Gestation, Measure, Measured, NotAssessed, Sex};
pub use reference::{Assessment, Reference, Source};
