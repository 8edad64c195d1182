//! Intake by behaviour: whatever a user can put into a folder is told in plain words, and the rest of the run goes on.

mod catalogue;
mod children;
mod export;
mod files;
mod garbled;
mod places;
mod records;
