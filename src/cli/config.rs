//! `sharecheck.toml`: the options that a team sets once. Typed; every fault is told, each at its place.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::audit::{Outcome, RuleSeverity};
use crate::diagnostic::{Diagnostic, Weight};
use crate::place::Place;
use crate::report::Texts;
use crate::script::SettingValue;

use super::args::RulebookArgs;
use super::config_schema::KEYS;
use super::error::CliError;
use super::nearest::did_you_mean;
use super::settings::{FailOn, Placed, ReportTarget};

/// The name of the file that is looked for.
pub const FILE_NAME: &str = "sharecheck.toml";

/// What a configuration file says; empty without one.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The file and its text.
    pub file: Option<(String, Arc<str>)>,
    /// `fail_on`.
    pub fail_on: Option<FailOn>,
    /// `fail_on_unknown`.
    pub fail_on_unknown: Option<bool>,
    /// `report`, with paths relative to the file made absolute.
    pub report: Vec<ReportTarget>,
    /// `show`.
    pub show: BTreeSet<Outcome>,
    /// `rules`, with paths relative to the file made relative to the working directory, or absolute.
    pub rules: Vec<PathBuf>,
    /// `growth_reference`, with its path as for `rules`.
    pub growth_reference: Option<PathBuf>,
    /// `select`.
    pub select: Vec<String>,
    /// `ignore`.
    pub ignore: Vec<String>,
    /// `disable`.
    pub disable: Vec<Placed<String>>,
    /// `[severity]`.
    pub severity: BTreeMap<String, Placed<RuleSeverity>>,
    /// `[settings.RULE]`.
    pub settings: BTreeMap<String, BTreeMap<String, Placed<SettingValue>>>,
}

impl Config {
    /// The configuration for a command: the file named, else the nearest one from `cwd` upward, else none.
    pub fn for_command(args: &RulebookArgs, cwd: &Path) -> Result<Self, CliError> {
        if args.isolated {
            return Ok(Self::default());
        }
        let found = match &args.config {
            Some(named) => Some(cwd.join(named)),
            None => cwd.ancestors().map(|folder| folder.join(FILE_NAME)).find(|file| file.is_file()),
        };
        let Some(path) = found else { return Ok(Self::default()) };
        let name = args.config.as_deref().unwrap_or_else(|| path.strip_prefix(cwd).unwrap_or(&path));
        let name = name.to_string_lossy().replace('\\', "/");
        let text = std::fs::read_to_string(&path).map_err(|error| {
            CliError::usage(
                format!("cannot read the configuration file {name}: {error}"),
                "name another file with --config, or use none with --isolated",
            )
        })?;
        Self::parse(&name, path.parent().unwrap_or(cwd), cwd, &text)
    }

    /// Reads the text of a configuration file called `name` in `folder`; paths below `cwd` stay relative to it.
    pub fn parse(name: &str, folder: &Path, cwd: &Path, text: &str) -> Result<Self, CliError> {
        let mut reader = Reader { name, text, folder, cwd, faults: Vec::new() };
        let mut config = Self { file: Some((name.to_owned(), text.into())), ..Self::default() };
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            reader.fault(
                "syntax",
                error.span().unwrap_or(0..0),
                format!("this is not TOML: {}", error.message()),
                "",
            );
        }
        if reader.faults.is_empty() {
            reader.file(table.get_ref(), &mut config);
        }
        if reader.faults.is_empty() {
            return Ok(config);
        }
        let diagnostics = reader.faults;
        let mut texts = Texts::default();
        texts.add(name, text);
        Err(CliError::Refused { what: "the configuration", diagnostics, texts })
    }
}

/// Reads one file and gathers what is wrong with it.
struct Reader<'a> {
    name: &'a str,
    text: &'a str,
    folder: &'a Path,
    cwd: &'a Path,
    faults: Vec<Diagnostic>,
}

type Value<'i> = Spanned<DeValue<'i>>;

impl Reader<'_> {
    fn file(&mut self, table: &DeTable<'_>, config: &mut Config) {
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "fail_on" => config.fail_on = self.parsed(value),
                "fail_on_unknown" => config.fail_on_unknown = self.truth(value),
                "report" => {
                    let folder = self.folder;
                    let targets = self.words(value).into_iter();
                    let targets: Vec<_> = targets.map(|word| (word.value.parse(), word.place)).collect();
                    for (target, place) in targets {
                        match target {
                            Ok(ReportTarget { format, path }) => {
                                let path = path.map(|path| folder.join(path));
                                config.report.push(ReportTarget { format, path });
                            }
                            Err(message) => self.fault_at("wrong-value", place, message, ""),
                        }
                    }
                }
                "show" => {
                    for word in self.words(value) {
                        match Outcome::parse(&word.value) {
                            Some(outcome) => {
                                config.show.insert(outcome);
                            }
                            None => self.fault_at(
                                "wrong-value",
                                word.place,
                                format!("there is no outcome `{}`", word.value),
                                "write met or not_applicable; the others are listed anyway",
                            ),
                        }
                    }
                }
                "rules" => {
                    let folder = self.folder.strip_prefix(self.cwd).unwrap_or(self.folder);
                    config.rules =
                        self.words(value).into_iter().map(|word| folder.join(word.value)).collect();
                }
                "growth_reference" => {
                    let folder = self.folder.strip_prefix(self.cwd).unwrap_or(self.folder);
                    config.growth_reference = self.word(value).map(|file| folder.join(file));
                }
                "select" => config.select = self.words(value).into_iter().map(|word| word.value).collect(),
                "ignore" => config.ignore = self.words(value).into_iter().map(|word| word.value).collect(),
                "disable" => config.disable = self.words(value),
                "severity" => self.severity(value, config),
                "settings" => self.settings(value, config),
                other => {
                    let known = KEYS.iter().map(|key| key.name);
                    let message = format!("unknown key `{other}`{}", did_you_mean(other, known.clone()));
                    let help = format!("keys are {}", known.collect::<Vec<_>>().join(", "));
                    self.fault("unknown-key", key.span(), message, &help);
                }
            }
        }
    }

    /// `RULE = "low"` entries.
    fn severity(&mut self, value: &Value<'_>, config: &mut Config) {
        let Some(table) = self.table(value, "[severity]\nNEW-04 = \"low\"") else { return };
        for (rule, value) in table {
            let Some(word) = self.word(value) else { continue };
            match RuleSeverity::parse(&word) {
                Some(severity) => {
                    let place = self.place(rule.span());
                    config.severity.insert(rule.get_ref().to_string(), Placed { value: severity, place });
                }
                None => {
                    let near = did_you_mean(&word, RuleSeverity::NAMES);
                    let message = format!("there is no severity `{word}`{near}");
                    self.fault("wrong-value", value.span(), message, "write high, medium or low");
                }
            }
        }
    }

    /// `[settings.RULE]` tables.
    fn settings(&mut self, value: &Value<'_>, config: &mut Config) {
        let example = "[settings.NEW-04]\nworking_days = 1";
        let Some(table) = self.table(value, example) else { return };
        for (rule, value) in table {
            let Some(entries) = self.table(value, example) else { continue };
            let settings = config.settings.entry(rule.get_ref().to_string()).or_default();
            for (name, value) in entries {
                let place = self.place(name.span());
                if let Some(value) = self.setting(value) {
                    settings.insert(name.get_ref().to_string(), Placed { value, place });
                }
            }
        }
    }

    /// A value of a setting: whether it fits, the rule knows.
    fn setting(&mut self, value: &Value<'_>) -> Option<SettingValue> {
        let found = match value.get_ref() {
            DeValue::String(text) => Some(SettingValue::Text(text.to_string())),
            DeValue::Boolean(truth) => Some(SettingValue::Truth(*truth)),
            DeValue::Integer(number) => {
                i64::from_str_radix(number.as_str(), number.radix()).ok().map(SettingValue::Whole)
            }
            _ => None,
        };
        if found.is_none() {
            let message = format!("a setting cannot be {}", kind(value.get_ref()));
            self.fault("wrong-type", value.span(), message, "write a whole number, true or false, or a text");
        }
        found
    }

    fn parsed<T: std::str::FromStr<Err = String>>(&mut self, value: &Value<'_>) -> Option<T> {
        let word = self.word(value)?;
        match word.parse() {
            Ok(parsed) => Some(parsed),
            Err(message) => {
                self.fault(
                    "wrong-value",
                    value.span(),
                    format!("`{word}` is none of the choices: {message}"),
                    "",
                );
                None
            }
        }
    }

    fn word(&mut self, value: &Value<'_>) -> Option<String> {
        if let DeValue::String(text) = value.get_ref() {
            return Some(text.to_string());
        }
        self.wrong_type(value, "a text in quotes", "");
        None
    }

    fn truth(&mut self, value: &Value<'_>) -> Option<bool> {
        if let DeValue::Boolean(truth) = value.get_ref() {
            return Some(*truth);
        }
        self.wrong_type(value, "true or false", "write it without quotes");
        None
    }

    fn words(&mut self, value: &Value<'_>) -> Vec<Placed<String>> {
        let DeValue::Array(values) = value.get_ref() else {
            self.wrong_type(
                value,
                "a list of texts",
                "put it in brackets, for example [\"NEW-04\", \"HCP\"]",
            );
            return Vec::new();
        };
        let mut words = Vec::new();
        for value in values.iter() {
            if let Some(word) = self.word(value) {
                words.push(Placed { value: word, place: self.place(value.span()) });
            }
        }
        words
    }

    fn table<'t, 'i>(&mut self, value: &'t Value<'i>, example: &str) -> Option<&'t DeTable<'i>> {
        if let DeValue::Table(table) = value.get_ref() {
            return Some(table);
        }
        self.wrong_type(value, "a table", &format!("write it like this: {example}"));
        None
    }

    fn wrong_type(&mut self, value: &Value<'_>, wanted: &str, help: &str) {
        let message = format!("expected {wanted}, found {}", kind(value.get_ref()));
        self.fault("wrong-type", value.span(), message, help);
    }

    fn fault(&mut self, code: &str, span: Range<usize>, message: String, help: &str) {
        let place = self.place(span);
        self.fault_at(code, place, message, help);
    }

    fn fault_at(&mut self, code: &str, place: Place, message: String, help: &str) {
        self.faults.push(Diagnostic::new(Weight::Error, code, message).help(help).at(place));
    }

    fn place(&self, span: Range<usize>) -> Place {
        let start = span.start.min(self.text.len());
        let before = self.text.get(..start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let file = self.name.to_owned();
        Place {
            file,
            line,
            column,
            end_line: line,
            pointer: String::new(),
            part: String::new(),
            span: (start, span.end.max(start)),
        }
    }
}

/// The kind of a value, for a message.
fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<(String, String, usize, usize)> {
        match Config::parse("sharecheck.toml", Path::new("/team"), Path::new("/team/ward"), text) {
            Err(CliError::Refused { diagnostics, .. }) => diagnostics
                .into_iter()
                .map(|fault| {
                    let place = fault.location.unwrap();
                    (fault.code, fault.message, place.line, place.column)
                })
                .collect(),
            other => panic!("accepted: {other:?}"),
        }
    }

    #[test]
    fn a_whole_file_is_read() {
        let text = "fail_on = \"medium\"\nfail_on_unknown = true\nselect = [\"NEW\"]\nignore = [\"NEW-03\"]\n\
                    disable = [\"SUP-01\"]\nrules = [\"our-rules\"]\nreport = [\"pretty\", \"json=out/r.json\"]\n\
                    show = [\"met\"]\n[severity]\nNEW-04 = \"low\"\n[settings.NEW-04]\nworking_days = 1\n";
        let config =
            Config::parse("sharecheck.toml", Path::new("/team"), Path::new("/team/ward"), text).unwrap();
        assert_eq!(config.fail_on, Some(FailOn::Medium));
        assert_eq!(config.fail_on_unknown, Some(true));
        assert_eq!(config.select, ["NEW"]);
        assert_eq!(config.ignore, ["NEW-03"]);
        assert_eq!(config.disable[0].value, "SUP-01");
        assert_eq!(config.disable[0].place.line, 5);
        assert_eq!(config.rules, [Path::new("/team/our-rules")]);
        assert_eq!(config.report[1].path.as_deref(), Some(Path::new("/team/out/r.json")));
        assert!(config.show.contains(&Outcome::Met));
        assert_eq!(config.severity["NEW-04"].value, RuleSeverity::Low);
        assert_eq!(config.settings["NEW-04"]["working_days"].value, SettingValue::Whole(1));
        assert_eq!(config.settings["NEW-04"]["working_days"].place.line, 12);
    }

    #[test]
    fn every_fault_is_told_at_its_place() {
        let faults =
            faults("fail-on = \"low\"\nselect = \"NEW\"\nfail_on = \"hihg\"\n[severity]\nNEW-04 = \"lo\"\n");
        assert_eq!(faults.len(), 4, "{faults:#?}");
        assert!(faults.iter().any(|(code, text, line, column)| code == "unknown-key"
            && text.contains("did you mean `fail_on`")
            && (*line, *column) == (1, 1)));
        assert!(
            faults.iter().any(|(code, _, line, column)| code == "wrong-type" && (*line, *column) == (2, 10))
        );
        assert!(faults.iter().any(|(_, text, line, _)| text.contains("did you mean `high`") && *line == 3));
        assert!(faults.iter().any(|(_, text, line, _)| text.contains("did you mean `low`") && *line == 5));
    }

    #[test]
    fn broken_toml_is_told_at_its_place() {
        let faults = faults("fail_on = \"low\"\nselect = [\n");
        assert_eq!((faults[0].0.as_str(), faults[0].2), ("syntax", 2));
    }
}
