//! The verbs by behaviour, through [`Io`](super::Io).

mod check;
mod exit_codes;
mod minutes;
mod rulebook;
mod verbs;
