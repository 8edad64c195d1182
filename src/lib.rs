//! Checks children's records and the minutes of multi-agency meetings against the guidance for health staff on sharing
//! health information with children's social care.

pub mod audit;
pub mod calendar;
pub mod case;
pub mod cli;
pub mod diagnostic;
pub mod growth;
pub mod handbook;
pub mod intake;
pub mod language;
pub mod minutes;
pub mod place;
pub mod report;
pub mod rulebook;
pub mod script;
