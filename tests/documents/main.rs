//! Documents by behaviour: what people see in them is what is read, at the place where they find it, and whatever the bytes
//! are, they are read or refused.

#![expect(clippy::unwrap_used, reason = "a test fails where what it builds on fails")]

mod build;
mod email;
mod garbled;
mod html;
mod limits;
mod opendocument;
mod pdf;
mod through_intake;
mod word;
