//! The page of a rule: what it checks, why it matters, where the guidance says so, what to do, and worked examples that
//! are run as tests.

use std::collections::BTreeMap;

use crate::audit::Outcome;
use crate::calendar::Day;
use crate::script::SettingValue;

use super::fault::Fault;
use super::files::RuleFile;
use super::manifest::setting_value;

/// The fixed headings of a page, in their order.
pub const HEADINGS: [&str; 5] =
    ["What it checks", "Why it matters", "Where the guidance says so", "What to do", "Examples"];

/// What the examples of every rule must show: who has never seen a rule fail cannot know that it ever does.
const NEEDED: [Outcome; 3] = [Outcome::NotMet, Outcome::Met, Outcome::NotApplicable];

/// The page of one rule.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The rule's id.
    pub id: String,
    /// The fault it names.
    pub title: String,
    /// What it checks.
    pub checks: String,
    /// Why it matters.
    pub matters: String,
    /// Where the guidance says so.
    pub guidance: String,
    /// What to do.
    pub advice: String,
    /// Worked examples.
    pub examples: Vec<Example>,
    /// The page as it is written.
    pub text: String,
    /// The file, as people are told it.
    pub file: String,
}

/// A worked example: a record in small, and what must come of it.
#[derive(Clone, Debug)]
pub struct Example {
    /// What it shows, as the page's heading says it.
    pub title: String,
    /// The line of the page on which its heading stands.
    pub line: usize,
    /// What must come of each subject.
    pub expect: Vec<(String, Outcome)>,
    /// The as-of date.
    pub as_of: Day,
    /// What is taken away from the common record.
    pub without: Vec<String>,
    /// Settings for this example.
    pub settings: BTreeMap<String, SettingValue>,
    /// What is laid over the common record.
    pub record: toml::Table,
}

impl Page {
    /// Reads a page; every departure from the fixed form is a fault.
    pub fn from_file(file: &RuleFile) -> Result<Self, Vec<Fault>> {
        let mut page = Self { text: file.text.to_string(), file: file.shown.clone(), ..Self::default() };
        let mut faults = Vec::new();
        let mut seen: Vec<&str> = Vec::new();
        let mut bodies: BTreeMap<&str, String> = BTreeMap::new();
        let mut heading = "";
        let mut example: Option<(String, usize)> = None;
        let mut fence: Option<(usize, String)> = None;
        for (at, line) in file.text.lines().enumerate() {
            let number = at + 1;
            if let Some((start, block)) = &mut fence {
                if line.trim_end() == "```" {
                    let (start, block) = (*start, std::mem::take(block));
                    fence = None;
                    match example.take() {
                        Some((title, heading_line)) => {
                            match read_example(file, title, heading_line, start, &block) {
                                Ok(example) => page.examples.push(example),
                                Err(fault) => faults.push(fault),
                            }
                        }
                        None => faults.push(Fault::new(
                            &file.shown,
                            start,
                            "this example has no heading of its own",
                            "begin it with a heading such as `### Not met: told six working days late`",
                        )),
                    }
                } else {
                    block.push_str(line);
                    block.push('\n');
                }
                continue;
            }
            if heading == "Examples" && line.starts_with("```toml") {
                fence = Some((number, String::new()));
            } else if let Some(title) = line.strip_prefix("# ") {
                let (id, title) = title.trim().split_once(' ').unwrap_or((title.trim(), ""));
                page.id = id.to_owned();
                page.title = title.trim().to_owned();
            } else if let Some(title) = line.strip_prefix("## ") {
                heading = HEADINGS.iter().find(|known| **known == title.trim()).copied().unwrap_or("");
                if heading.is_empty() {
                    let help = format!("the headings of a page are: {}", HEADINGS.join(", "));
                    faults.push(Fault::new(
                        &file.shown,
                        number,
                        format!("unknown heading \"{}\"", title.trim()),
                        help,
                    ));
                }
                seen.push(heading);
            } else if heading == "Examples" && line.starts_with("### ") {
                example = Some((line[4..].trim().to_owned(), number));
            } else {
                let body = bodies.entry(heading).or_default();
                body.push_str(line);
                body.push('\n');
            }
        }
        if let Some((start, _)) = fence {
            faults.push(Fault::new(&file.shown, start, "this block is never closed", "end it with ```"));
        }
        for wanted in HEADINGS {
            if !seen.contains(&wanted) {
                faults.push(Fault::new(
                    &file.shown,
                    1,
                    format!("the heading \"{wanted}\" is missing"),
                    "add it",
                ));
            }
        }
        for outcome in NEEDED {
            let shown =
                page.examples.iter().flat_map(|example| &example.expect).any(|(_, own)| *own == outcome);
            if !shown && faults.is_empty() {
                let line = super::guidance::line_of(&file.text, "## Examples");
                let message = format!("no example of this rule comes out as {}", outcome.words());
                let help = "a rule shows at least one example each of met, not met and not applicable";
                faults.push(Fault::new(&file.shown, line, message, help));
                break;
            }
        }
        let mut body = |name: &str| bodies.remove(name).unwrap_or_default().trim().to_owned();
        page.checks = body(HEADINGS[0]);
        page.matters = body(HEADINGS[1]);
        page.guidance = body(HEADINGS[2]);
        page.advice = body(HEADINGS[3]);
        if faults.is_empty() { Ok(page) } else { Err(faults) }
    }

    /// The first paragraph of what to do, or its first list: one thing a line.
    pub fn advice_in_short(&self) -> String {
        let mut things: Vec<String> = Vec::new();
        for line in self.advice.split("\n\n").next().unwrap_or_default().lines() {
            match (line.trim_start().strip_prefix("- "), things.last_mut()) {
                (Some(thing), _) => things.push(thing.trim().to_owned()),
                (None, Some(last)) => *last = format!("{last} {}", line.trim()),
                (None, None) => things.push(line.trim().to_owned()),
            }
        }
        things.join("\n")
    }
}

fn read_example(
    file: &RuleFile,
    title: String,
    line: usize,
    start: usize,
    block: &str,
) -> Result<Example, Fault> {
    let fault = |message: String, help: &str| Fault::new(&file.shown, line, message, help);
    let mut table: toml::Table = toml::from_str(block).map_err(|error| {
        let mut fault = Fault::of_toml(&file.shown, block, &error);
        fault.line += start;
        fault
    })?;
    let Some(toml::Value::Table(wanted)) = table.remove("expect") else {
        return Err(fault(
            "this example does not say what to expect".into(),
            "begin it with e.g. expect = { \"AP-1\" = \"met\" }",
        ));
    };
    let mut expect = Vec::new();
    for (subject, outcome) in wanted {
        match outcome.as_str().and_then(Outcome::parse) {
            Some(outcome) => expect.push((subject, outcome)),
            None => {
                return Err(fault(
                    format!("\"{}\" is no outcome", outcome.to_string().trim_matches('"')),
                    "outcomes are met, not_met, due, unknown and not_applicable",
                ));
            }
        }
    }
    let as_of = match table.remove("as_of") {
        None => Day::new(2026, 3, 31),
        Some(value) => Day::parse(value.to_string().trim_matches('"')),
    };
    let Some(as_of) = as_of else {
        return Err(fault("`as_of` is no date".into(), "write e.g. as_of = 2026-03-31"));
    };
    let without = match table.remove("without") {
        None => Vec::new(),
        Some(toml::Value::Array(names)) => {
            names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect()
        }
        Some(_) => {
            return Err(fault("`without` is no list".into(), "write e.g. without = [\"involvements\"]"));
        }
    };
    let mut settings = BTreeMap::new();
    if let Some(given) = table.remove("settings") {
        let toml::Value::Table(given) = given else {
            return Err(fault("`settings` is no table".into(), "write e.g. settings = { working_days = 3 }"));
        };
        for (name, value) in given {
            match setting_value(&value) {
                Some(value) => settings.insert(name, value),
                None => {
                    return Err(fault(
                        format!("the setting `{name}` has no usable value"),
                        "give a whole number",
                    ));
                }
            };
        }
    }
    Ok(Example { title, line, expect, as_of, without, settings, record: table })
}
