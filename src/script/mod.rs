//! The script room: rules written in Rhai are run once, when they are loaded, and become typed expressions that are found
//! out for each child in Kleene's logic. No Rhai runs per record, save in rules that `judge` for themselves.

pub mod compare;
pub mod contradiction;
pub mod coverage;
pub mod draft;
pub mod engine;
pub mod eval;
pub mod judge;
pub mod kinds;
pub mod limits;
pub mod listing;
pub mod load;
pub mod logic;
pub mod node;
pub mod scene;
pub mod symbol;
pub mod template;
pub mod trace;
pub mod value;
pub mod wording;
pub mod words;

pub use draft::{Setting, SettingValue};
pub use limits::Limits;
pub use load::{Loader, Script, ScriptFault, ScriptedRule, load_script};
pub use logic::{Counted, Logic, Verdict};
pub use scene::{Document, Scene, World};
