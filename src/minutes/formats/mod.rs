//! Documents that are no text: Word, OpenDocument, PDF, web pages and e-mail, each read into blocks with places.

mod archive;
mod blocks;
mod bounds;
mod email;
mod html;
mod opendocument;
mod opened;
mod pdf;
mod word;
mod xml;

pub use bounds::Bounds;
pub use email::{Attachment, Mail, open_mail};
pub use opened::{Fault, FaultKind, Opened, Remark, RemarkKind};
