//! Minutes as documents: blocks of text that know their place, and the head that says whose minutes they are.

mod attendance;
mod dates;
mod document;
mod formats;
mod head;
mod kind;
mod lines;
mod markdown;
mod text;
mod wrap;

pub use attendance::{Attendee, attendance};
pub use dates::{DateFound, find_dates, only_date};
pub use document::{Block, BlockKind, Cell, Document, Part, Piece, Place, part_at};
pub use formats::{Attachment, Bounds, Fault, FaultKind, Mail, Opened, Remark, RemarkKind, open_mail};
pub use head::{Head, HeadProblem, Told, Way, head};
pub use kind::meeting_kind;
