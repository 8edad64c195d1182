//! E-mail (`.eml`): the message, what it quotes of earlier ones, and what is attached to it.

mod earlier;
mod message;

pub use message::{Attachment, Mail, open_mail};
