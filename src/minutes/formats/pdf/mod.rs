//! PDF files with text.

mod arrange;
mod file;
mod furniture;
mod glyphs;
mod guard;
mod prepare;
