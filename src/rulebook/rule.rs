//! One rule: its script, its page, and what is in force of it.

use std::sync::Arc;

use crate::audit::RuleSeverity;
use crate::script::{Logic, Setting};

use super::page::Page;

/// A rule, ready to be run.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its id.
    pub id: String,
    /// The fault it names.
    pub title: String,
    /// The guidance clause.
    pub clause: String,
    /// What a finding means for the child.
    pub severity: RuleSeverity,
    /// Its settings as they are in force.
    pub settings: Vec<Setting>,
    /// What it asks.
    pub logic: Logic,
    /// Its page.
    pub page: Arc<Page>,
    /// The script's file, as people are told it.
    pub script_file: String,
    /// The script.
    pub script: Arc<str>,
    /// The id of the rulebook it comes from.
    pub from: String,
}
