//! What one set of minutes says, for people and for programs; one file a format, all fed by the same [`Account`].

mod account;
mod excerpt;
pub mod json;
pub mod plain;
pub mod pretty;
mod wording;

pub use account::{Account, Named};
