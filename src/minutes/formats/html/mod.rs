//! Web pages (`.html`, `.htm`), and the HTML of e-mail.

mod element;
mod page;
mod walk;

pub(super) use page::gather;
