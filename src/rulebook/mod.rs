//! The rulebook as data: rules that a nurse lead can read, each a script and a page; the clauses of the guidance; packs
//! that extend packs. Everything that does not fit together is refused when it is loaded, at its place.

mod fault;
mod files;
mod guidance;
mod load;
mod manifest;
mod page;
mod rule;

pub use fault::Fault;
pub use files::{RuleFile, RuleFiles};
pub use guidance::{Clause, Guidance, Section};
pub use load::{Rulebook, RulebookRequest, load};
pub use manifest::Overrides;
pub use page::{Example, Page};
pub use rule::Rule;
