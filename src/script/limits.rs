//! What a rule script may cost; each limit names what it defends against.

/// Limits of rule scripts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Bytes of one script or page: against a file that is no rule.
    pub script_bytes: usize,
    /// Steps of one script, or of one judgement: against loops without end.
    pub script_operations: u64,
    /// Nesting of expressions: against a stack overflow in the parser.
    pub script_depth: usize,
    /// Nesting of calls: against recursion without end.
    pub script_calls: usize,
    /// Bytes of one text: against doubling a text until memory is gone.
    pub script_text: usize,
    /// Entries of one list or map: against the same with lists.
    pub script_list: usize,
    /// Variables in one script.
    pub script_variables: usize,
    /// Functions in one script.
    pub script_functions: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            script_bytes: 256 * 1024,
            script_operations: 1_000_000,
            script_depth: 64,
            script_calls: 32,
            script_text: 64 * 1024,
            script_list: 10_000,
            script_variables: 1_000,
            script_functions: 200,
        }
    }
}

impl Limits {
    /// The limits by name, for the report.
    pub fn named(&self) -> [(&'static str, u64); 8] {
        let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        [
            ("script_bytes", count(self.script_bytes)),
            ("script_calls", count(self.script_calls)),
            ("script_depth", count(self.script_depth)),
            ("script_functions", count(self.script_functions)),
            ("script_list", count(self.script_list)),
            ("script_operations", self.script_operations),
            ("script_text", count(self.script_text)),
            ("script_variables", count(self.script_variables)),
        ]
    }
}
