//! OpenDocument text (`.odt`).

mod body;
mod package;
mod styles;
