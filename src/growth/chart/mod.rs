//! A small growth chart: the measurements of one child over the nine centile lines, as a picture for pages and print
//! ([`Chart::svg`]), as text for terminals and screen readers ([`Chart::plain`]) and as a table ([`Chart::rows`]). The same
//! input gives the same bytes.

mod data;
mod plain;
mod scale;
mod svg;

pub use data::{Chart, Child, Row};
