//! `test --coverage`: which lines of the scripts no worked example reached.

use serde_json::{Value, json};

use crate::report::{Ink, Style};
use crate::script::coverage::Coverage;

use super::error::CliError;
use super::io::Io;

/// What the examples of several rules reach.
pub struct Covered {
    /// The script's file and what is reached of it, a rule each.
    pub scripts: Vec<(String, Coverage)>,
    /// Per cent that the rulebook asks for.
    pub wanted: u8,
}

impl Covered {
    fn sums(&self) -> (usize, usize) {
        let lines = self.scripts.iter().map(|(_, coverage)| coverage.lines.len()).sum();
        (self.scripts.iter().map(|(_, coverage)| coverage.reached()).sum(), lines)
    }

    /// Whether enough is reached.
    pub fn is_enough(&self) -> bool {
        let (reached, lines) = self.sums();
        reached * 100 >= lines * usize::from(self.wanted)
    }

    /// For programs.
    pub fn json(&self) -> Value {
        let (reached, lines) = self.sums();
        let missed: Vec<Value> = self
            .scripts
            .iter()
            .flat_map(|(file, coverage)| {
                coverage
                    .missed
                    .iter()
                    .map(move |(line, text)| json!({"file": file, "line": line, "text": text}))
            })
            .collect();
        let one_sided: Vec<Value> = self
            .scripts
            .iter()
            .flat_map(|(file, coverage)| {
                coverage.one_sided.iter().map(move |(line, condition, lacking)| {
                    json!({"file": file, "line": line, "condition": condition, "never": lacking})
                })
            })
            .collect();
        json!({"lines": lines, "reached": reached, "wanted_percent": self.wanted, "enough": self.is_enough(),
            "missed": missed, "one_sided": one_sided})
    }

    /// For people: what was missed, then the sum.
    pub fn write(&self, io: &mut Io<'_>, style: &Style) -> Result<(), CliError> {
        for (file, coverage) in &self.scripts {
            for (line, text) in &coverage.missed {
                let told = format!("{file}:{line}: no example reaches `{text}`");
                writeln!(io.stdout, "{}", style.wrap(&told, "", "  "))?;
            }
            for (line, condition, lacking) in &coverage.one_sided {
                let told = format!("{file}:{line}: in no example does `{condition}` come out {lacking}");
                writeln!(io.stdout, "{}", style.wrap(&told, "", "  "))?;
            }
        }
        let (reached, lines) = self.sums();
        #[expect(clippy::cast_precision_loss, reason = "counts of lines stay far below 2^53")]
        let percent = if lines == 0 { 100.0 } else { reached as f64 * 100.0 / lines as f64 };
        let ink = if self.is_enough() { Ink::Good } else { Ink::High };
        let share = style.ink(ink, &format!("{percent:.1} %"));
        let wanted = self.wanted;
        writeln!(
            io.stdout,
            "{reached} of {lines} script lines reached by examples: {share} (the rulebook asks for {wanted} %)."
        )?;
        Ok(())
    }
}
