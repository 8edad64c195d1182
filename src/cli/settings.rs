//! What the arguments and the configuration file mean together. The command line wins over the file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::audit::{Outcome, RuleSeverity};
use crate::calendar::Day;
use crate::place::Place;
use crate::report::{Format, Style};
use crate::script::SettingValue;

use super::args::{CheckArgs, ColorChoice, LookArgs, RulebookArgs};
use super::config::Config;
use super::error::CliError;
use super::io::Io;
use super::nearest::did_you_mean;

/// From which severity on findings change the exit code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FailOn {
    /// High findings only.
    High,
    /// Medium and high findings.
    Medium,
    /// Any finding.
    #[default]
    Low,
    /// No finding.
    Never,
}

impl FailOn {
    /// The names that options take.
    pub const NAMES: [&'static str; 4] = ["high", "medium", "low", "never"];

    /// Whether a finding of that severity changes the exit code.
    pub fn includes(self, severity: RuleSeverity) -> bool {
        match self {
            Self::High => severity == RuleSeverity::High,
            Self::Medium => severity != RuleSeverity::Low,
            Self::Low => true,
            Self::Never => false,
        }
    }
}

impl FromStr for FailOn {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "high" => Ok(Self::High),
            "medium" => Ok(Self::Medium),
            "low" => Ok(Self::Low),
            "never" => Ok(Self::Never),
            _ => Err(format!("write high, medium, low or never{}", did_you_mean(text, Self::NAMES))),
        }
    }
}

/// One report to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportTarget {
    /// In which format.
    pub format: Format,
    /// To which file; to standard output where `None`.
    pub path: Option<PathBuf>,
}

impl FromStr for ReportTarget {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, path) = text.split_once('=').map_or((text, None), |(name, path)| (name, Some(path)));
        let names = Format::ALL.map(Format::name);
        let format = Format::parse(name).ok_or_else(|| {
            format!(
                "there is no report format `{name}`{} (formats: {})",
                did_you_mean(name, names),
                names.join(", ")
            )
        })?;
        match path {
            Some("") => Err(format!("name the file after `=`, for example {name}=report.{name}")),
            path => Ok(Self { format, path: path.map(PathBuf::from) }),
        }
    }
}

/// Something with its place in a configuration file.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed<T> {
    /// The thing.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

/// Which rulebook, and what is changed in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RulebookChoice {
    /// Folders of rules, in the order in which they extend each other.
    pub dirs: Vec<PathBuf>,
    /// Rules that are switched off.
    pub disable: Vec<Placed<String>>,
    /// Severities that are changed, by rule.
    pub severity: BTreeMap<String, Placed<RuleSeverity>>,
    /// Settings that are changed, by rule, then by setting.
    pub settings: BTreeMap<String, BTreeMap<String, Placed<SettingValue>>>,
    /// The file of the British 1990 growth reference.
    pub growth_reference: Option<PathBuf>,
    /// The configuration file that says so, and its text, for messages.
    pub config: Option<(String, std::sync::Arc<str>)>,
}

/// Everything that `check` needs to know.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Folders and files; `-` for standard input.
    pub paths: Vec<PathBuf>,
    /// Children to check; all where empty.
    pub cases: Vec<String>,
    /// The day at whose end everything is judged.
    pub as_of: Day,
    /// First day of the audit period.
    pub from: Option<Day>,
    /// Last day of the audit period.
    pub to: Option<Day>,
    /// The rulebook.
    pub rulebook: RulebookChoice,
    /// Rules or groups to run; all where empty.
    pub select: Vec<String>,
    /// Rules or groups to leave out.
    pub ignore: Vec<String>,
    /// Reports to write; at least one.
    pub reports: Vec<ReportTarget>,
    /// Outcomes to list besides those that always are.
    pub show: BTreeSet<Outcome>,
    /// From which severity on findings change the exit code.
    pub fail_on: FailOn,
    /// Whether an unknown changes the exit code.
    pub fail_on_unknown: bool,
    /// Threads to use.
    pub jobs: usize,
}

impl Settings {
    /// What `args` mean, with what the configuration file says where they are silent.
    pub fn resolve(args: &CheckArgs, io: &Io<'_>) -> Result<Self, CliError> {
        let config = Config::for_command(&args.rulebook, &io.cwd)?;
        if let (Some(from), Some(to)) = (args.from, args.to)
            && from > to
        {
            let message = format!("the audit period ends before it begins: --from {from}, --to {to}");
            return Err(CliError::usage(message, "swap the two dates"));
        }
        let mut reports = if args.reports.is_empty() { config.report.clone() } else { args.reports.clone() };
        if reports.is_empty() {
            reports.push(ReportTarget { format: Format::Pretty, path: None });
        }
        let own = |list: &Vec<String>, other: &Vec<String>| {
            if list.is_empty() { other.clone() } else { list.clone() }
        };
        let mut settings = Self {
            paths: args.paths.clone(),
            cases: args.cases.clone(),
            as_of: args.as_of.unwrap_or(io.today),
            from: args.from,
            to: args.to,
            rulebook: rulebook(&args.rulebook, &config),
            select: own(&args.select.select, &config.select),
            ignore: own(&args.select.ignore, &config.ignore),
            reports,
            show: if args.show.is_empty() {
                config.show.clone()
            } else {
                args.show.iter().copied().collect()
            },
            fail_on: args.fail_on.or(config.fail_on).unwrap_or_default(),
            fail_on_unknown: args.fail_on_unknown || config.fail_on_unknown.unwrap_or(false),
            jobs: args.jobs.map_or_else(processors, usize::from),
        };
        settings.check_reports(&io.cwd)?;
        Ok(settings)
    }

    /// Refuses reports that would overwrite one another, and makes their paths absolute.
    fn check_reports(&mut self, cwd: &Path) -> Result<(), CliError> {
        for target in &mut self.reports {
            target.path = target.path.take().map(|path| cwd.join(path));
        }
        for (at, target) in self.reports.iter().enumerate() {
            if self.reports[..at].iter().any(|other| other.path == target.path) {
                let place = target
                    .path
                    .as_ref()
                    .map_or_else(|| "standard output".to_owned(), |path| path.display().to_string());
                return Err(CliError::usage(
                    format!("two reports are to go to {place}"),
                    "give all but one a file of its own, for example --report pretty --report json=report.json",
                ));
            }
        }
        Ok(())
    }
}

/// The rulebook that arguments and configuration ask for.
pub fn rulebook(args: &RulebookArgs, config: &Config) -> RulebookChoice {
    RulebookChoice {
        dirs: if args.rules.is_empty() { config.rules.clone() } else { args.rules.clone() },
        disable: config.disable.clone(),
        severity: config.severity.clone(),
        settings: config.settings.clone(),
        growth_reference: args.growth_reference.clone().or_else(|| config.growth_reference.clone()),
        config: config.file.clone(),
    }
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// How to print to standard output, or to standard error.
pub fn look(args: &LookArgs, io: &Io<'_>, to_stderr: bool) -> Style {
    let terminal = if to_stderr { io.terminal.stderr } else { io.terminal.stdout };
    let set = |name: &str| (io.env)(name).is_some_and(|value| !value.is_empty());
    let forced = set("CLICOLOR_FORCE") && (io.env)("CLICOLOR_FORCE").as_deref() != Some("0");
    let dumb = (io.env)("TERM").as_deref() == Some("dumb");
    let colour = match args.color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto if set("NO_COLOR") => false,
        ColorChoice::Auto => forced || (terminal && !dumb),
    };
    let style = Style { colour: colour && !args.plain, plain: args.plain, ..Style::default() };
    if terminal {
        let width = io.terminal.width.unwrap_or(80).clamp(40, 120);
        Style { width, unicode: io.terminal.unicode && !dumb, ..style }
    } else {
        style
    }
}
