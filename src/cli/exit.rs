//! Exit codes, as documented. No report format changes them.

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Complete, and nothing at or above `--fail-on`.
    Clean,
    /// Complete, with findings (or, for `test`, examples that failed).
    Findings,
    /// Wrong usage, or a fault in the configuration or the rulebook.
    Usage,
    /// There was nothing to check.
    NoInput,
    /// Some input could not be read or some rule failed, whatever else was found.
    Incomplete,
    /// A fault in the program.
    Internal,
}

impl Exit {
    /// The number that the shell sees.
    pub fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Usage => 2,
            Self::NoInput => 3,
            Self::Incomplete => 4,
            Self::Internal => 5,
        }
    }
}
