//! The verbs by behaviour, through [`Io`](super::Io).

mod check;
mod exit_codes;
mod rulebook;
mod verbs;
