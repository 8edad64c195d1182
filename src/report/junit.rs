//! JUnit XML, as build servers read it: suites of cases, each passed, failed or not run.
//!
//! Valid against the schema of Jenkins' xUnit plugin (junit-10.xsd). No times: the same run gives the same bytes.

use std::io;

/// Cases under one name.
#[derive(Clone, Debug, Default)]
pub struct Suite {
    /// Its name.
    pub name: String,
    /// The cases, in their order.
    pub cases: Vec<Case>,
}

/// One case.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// Its name.
    pub name: String,
    /// The group that it is shown under.
    pub class: String,
    /// What became of it.
    pub result: CaseResult,
}

/// What became of a case.
#[derive(Clone, Debug, Default)]
pub enum CaseResult {
    /// As it should be.
    #[default]
    Passed,
    /// Not as it should be: a line, and the text below it.
    Failed(String, String),
    /// It could not be run: a line, and the text below it.
    Broken(String, String),
}

/// Writes the suites as one document.
pub fn write(name: &str, suites: &[Suite], to: &mut dyn io::Write) -> io::Result<()> {
    let counts = |suite: &Suite| {
        let of = |is: fn(&CaseResult) -> bool| suite.cases.iter().filter(|case| is(&case.result)).count();
        [
            suite.cases.len(),
            of(|result| matches!(result, CaseResult::Failed(..))),
            of(|result| matches!(result, CaseResult::Broken(..))),
        ]
    };
    let whole = suites.iter().map(counts).fold([0; 3], |[a, b, c], [x, y, z]| [a + x, b + y, c + z]);
    let sums = |[tests, failures, errors]: [usize; 3]| {
        format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\"")
    };
    writeln!(to, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(to, "<testsuites name=\"{}\" {}>", escaped(name), sums(whole))?;
    for suite in suites {
        writeln!(to, "  <testsuite name=\"{}\" {}>", escaped(&suite.name), sums(counts(suite)))?;
        for case in &suite.cases {
            let head =
                format!("<testcase name=\"{}\" classname=\"{}\"", escaped(&case.name), escaped(&case.class));
            let (tag, message, text) = match &case.result {
                CaseResult::Passed => {
                    writeln!(to, "    {head}/>")?;
                    continue;
                }
                CaseResult::Failed(message, text) => ("failure", message, text),
                CaseResult::Broken(message, text) => ("error", message, text),
            };
            writeln!(to, "    {head}>")?;
            writeln!(to, "      <{tag} message=\"{}\">{}</{tag}>", escaped(message), escaped(text))?;
            writeln!(to, "    </testcase>")?;
        }
        writeln!(to, "  </testsuite>")?;
    }
    writeln!(to, "</testsuites>")
}

/// Text as XML allows it: marks escaped, and characters that XML 1.0 does not know shown as the replacement character.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(char),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            control if control < ' ' => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_control_characters_do_not_break_the_document() {
        let case = |result| Case { name: "a < b & \"c\"".into(), class: "x".into(), result };
        let suite = Suite {
            name: "s".into(),
            cases: vec![
                case(CaseResult::Passed),
                case(CaseResult::Failed("got\u{1b}[31m".into(), "]]>".into())),
                case(CaseResult::Broken("no".into(), String::new())),
            ],
        };
        let mut to = Vec::new();
        write("examples", &[suite], &mut to).unwrap();
        insta::assert_snapshot!(String::from_utf8(to).unwrap());
    }
}
