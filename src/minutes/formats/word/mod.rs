//! Word documents (`.docx`, `.docm`).

mod body;
mod form_field;
mod package;
mod paragraph;
mod styles;
mod symbol;
