//! Checks children's records and the minutes of multi-agency meetings against the guidance for health staff on sharing
//! health information with children's social care.

pub mod calendar;
pub mod growth;
