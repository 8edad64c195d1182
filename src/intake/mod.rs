//! Any export into records and minutes: files in, [`Intake`] out, with everything that could not be read told.

mod assemble;
mod bytes;
mod catalogue;
mod children;
mod decode;
mod discover;
mod documents;
mod file;
mod json;
mod json_scan;
mod limits;
mod matching;
mod minutes;
mod prose;
mod read;
mod record;
mod source;
mod teller;
mod toml;
mod toml_spans;

pub use catalogue::CODES;
pub use children::{ChildFile, Form, Intake, MinutesFile};
pub use limits::Limits;
pub use minutes::{Problem, Tell, Told, tell};
pub use prose::{MinutesRead, MinutesText, read_minutes};
pub use read::{Options, STREAM, read};
pub use source::{Source, Syntax};
