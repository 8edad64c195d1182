//! Intake by behaviour: whatever a user can put into a folder is told in plain words, and the rest of the run goes on.

#![expect(clippy::unwrap_used, reason = "a test fails where what it builds on fails")]

mod catalogue;
mod children;
mod export;
mod files;
mod garbled;
mod places;
mod records;
