//! Raw arguments, as typed. What they mean is decided in `settings.rs`; help, man page and completions come from here.

use std::path::PathBuf;

use clap::{Args as ArgGroup, Parser, Subcommand, ValueEnum};

use crate::audit::Outcome;
use crate::calendar::Day;

use super::settings::{FailOn, ReportTarget};

/// Checks children's records and the minutes of multi-agency meetings against the guidance for health staff on sharing
/// health information with children's social care.
#[derive(Debug, Parser)]
#[command(
    name = "sharecheck",
    version,
    arg_required_else_help = true,
    subcommand_required = true,
    disable_help_subcommand = true,
    max_term_width = 100,
    after_help = "Exit codes: 0 nothing found; 1 findings; 2 wrong usage, configuration or rulebook; 3 nothing to \
                  check; 4 incomplete, some input could not be read or some rule failed; 5 fault in the program.\n\n\
                  Nothing leaves this computer: sharecheck never uses a network."
)]
pub struct Args {
    /// How to print.
    #[command(flatten)]
    pub look: LookArgs,
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// Options of every command.
#[derive(Clone, Debug, Default, ArgGroup)]
pub struct LookArgs {
    /// When to use colours: auto, always or never [default: auto]
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "WHEN",
        default_value_t,
        hide_possible_values = true,
        hide_default_value = true,
        help_heading = "Look"
    )]
    pub color: ColorChoice,
    /// Print plain labelled sentences, for screen readers
    #[arg(long, global = true, help_heading = "Look")]
    pub plain: bool,
    /// Print nothing but what was asked for: no progress, no closing line
    #[arg(long, short, global = true, help_heading = "Look")]
    pub quiet: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Run the rules over case records and minutes
    Check(CheckArgs),
    /// Tell what minutes say, topic by topic, with quotes in their places
    Minutes(MinutesArgs),
    /// Print the page of a rule, or why one check came out as it did
    Explain(ExplainArgs),
    /// List the rules with their clauses, severities and settings
    Rules(RulesArgs),
    /// List the clauses of the guidance, the rules that check them, and how an export fares
    Guidance(GuidanceArgs),
    /// Run the worked examples of the rules
    Test(TestArgs),
    /// Begin a rule: its script and its page with examples
    New(NewArgs),
    /// Print a JSON Schema
    Schema(SchemaArgs),
    /// Print completions for a shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man(ManArgs),
}

/// Arguments of `check`.
#[derive(Clone, Debug, Default, ArgGroup)]
pub struct CheckArgs {
    /// Folders and files to check; `-` reads records as NDJSON from standard input
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// Check this child only (repeatable)
    #[arg(long = "case", value_name = "ID", help_heading = "What to check")]
    pub cases: Vec<String>,
    /// Judge everything as at the end of this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = day, help_heading = "What to check")]
    pub as_of: Option<Day>,
    /// Audit period: only what is dated on or after this day
    #[arg(long, value_name = "DATE", value_parser = day, help_heading = "What to check")]
    pub from: Option<Day>,
    /// Audit period: only what is dated on or before this day
    #[arg(long, value_name = "DATE", value_parser = day, help_heading = "What to check")]
    pub to: Option<Day>,
    /// The rulebook.
    #[command(flatten)]
    pub rulebook: RulebookArgs,
    /// Which rules.
    #[command(flatten)]
    pub select: SelectArgs,
    /// Report to write: pretty, short or json, with =PATH to write it to a file (repeatable) [default: pretty]
    #[arg(long = "report", value_name = "FORMAT[=PATH]", value_parser = report_target, help_heading = "Reports")]
    pub reports: Vec<ReportTarget>,
    /// List this outcome too: met or not_applicable (repeatable)
    #[arg(long, value_name = "OUTCOME", value_parser = shown_outcome, help_heading = "Reports")]
    pub show: Vec<Outcome>,
    /// Exit with 1 for findings of this severity or above: high, medium, low or never [default: low]
    #[arg(long, value_name = "SEVERITY", value_parser = fail_on, help_heading = "Result")]
    pub fail_on: Option<FailOn>,
    /// Exit with 1 also where something cannot be told
    #[arg(long, help_heading = "Result")]
    pub fail_on_unknown: bool,
    /// Threads to use [default: one for each processor]; the result is the same for any number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024), help_heading = "Result")]
    pub jobs: Option<u16>,
}

/// Where the rules come from.
#[derive(Clone, Debug, Default, ArgGroup)]
pub struct RulebookArgs {
    /// Folder of rules that extend or replace the built-in ones (repeatable)
    #[arg(long = "rules", value_name = "DIR", help_heading = "Rules")]
    pub rules: Vec<PathBuf>,
    /// Configuration file [default: sharecheck.toml in this folder or one above]
    #[arg(long, value_name = "FILE", help_heading = "Rules", conflicts_with = "isolated")]
    pub config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long, help_heading = "Rules")]
    pub isolated: bool,
    /// File of the British 1990 growth reference, which may not be built in (docs/growth-reference.md tells its layout)
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    pub growth_reference: Option<PathBuf>,
}

/// Which rules to run.
#[derive(Clone, Debug, Default, ArgGroup)]
pub struct SelectArgs {
    /// Run these rules only: ids (NEW-04) or groups (NEW), with commas or repeated
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = "Rules")]
    pub select: Vec<String>,
    /// Leave these rules out: ids or groups, with commas or repeated
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = "Rules")]
    pub ignore: Vec<String>,
}

/// For people or for programs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people
    #[default]
    Pretty,
    /// For programs
    Json,
}

/// Arguments of `minutes`.
#[derive(Clone, Debug, Default, ArgGroup)]
pub struct MinutesArgs {
    /// Minutes to read: files, folders, or `-` for standard input
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Tell this topic only, with every passage (repeatable): medication, was_not_brought, growth, ...
    #[arg(long = "topic", value_name = "NAME", value_delimiter = ',')]
    pub topics: Vec<String>,
    /// Case record that tells who is who
    #[arg(long, value_name = "RECORD")]
    pub case: Option<PathBuf>,
    /// pretty (for people), plain (for screen readers) or json (for programs) [default: pretty]
    #[arg(long, value_enum, default_value_t, hide_possible_values = true, hide_default_value = true)]
    pub format: MinutesFormat,
    /// The rulebook, whose word lists are used.
    #[command(flatten)]
    pub rulebook: RulebookArgs,
}

/// How `minutes` prints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum MinutesFormat {
    /// For people
    #[default]
    Pretty,
    /// For screen readers
    Plain,
    /// For programs
    Json,
}

/// Arguments of `explain`.
#[derive(Clone, Debug, ArgGroup)]
pub struct ExplainArgs {
    /// A rule (NEW-04), a clause of the guidance (6.4), or the fingerprint of a check or its beginning (91c0b7)
    #[arg(value_name = "RULE, CLAUSE OR FINGERPRINT")]
    pub what: String,
    /// Folders and files that hold the check; with a rule or clause, its results there are listed
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Judge everything as at the end of this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Day>,
    /// pretty (for people) or json (for programs) [default: pretty]
    #[arg(long, value_enum, default_value_t, hide_possible_values = true, hide_default_value = true)]
    pub format: ListFormat,
    /// The rulebook.
    #[command(flatten)]
    pub rulebook: RulebookArgs,
}

/// Arguments of `rules`.
#[derive(Clone, Debug, Default, ArgGroup)]
pub struct RulesArgs {
    /// List the words that a rule may say instead
    #[arg(long)]
    pub words: bool,
    /// pretty (for people) or json (for programs) [default: pretty]
    #[arg(long, value_enum, default_value_t, hide_possible_values = true, hide_default_value = true)]
    pub format: ListFormat,
    /// The rulebook.
    #[command(flatten)]
    pub rulebook: RulebookArgs,
    /// Which rules.
    #[command(flatten)]
    pub select: SelectArgs,
}

/// Arguments of `guidance`.
#[derive(Clone, Debug, Default, ArgGroup)]
pub struct GuidanceArgs {
    /// Folders and files to check against the guidance: each clause is then told with its result
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Judge everything as at the end of this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Day>,
    /// pretty (for people) or json (for programs) [default: pretty]
    #[arg(long, value_enum, default_value_t, hide_possible_values = true, hide_default_value = true)]
    pub format: ListFormat,
    /// The rulebook.
    #[command(flatten)]
    pub rulebook: RulebookArgs,
}

/// Arguments of `test`.
#[derive(Clone, Debug, Default, ArgGroup)]
pub struct TestArgs {
    /// Rules whose examples to run: ids or groups [default: all]
    #[arg(value_name = "RULE")]
    pub only: Vec<String>,
    /// Tell which lines of the scripts no example reached; exit with 1 below what the rulebook asks for
    #[arg(long)]
    pub coverage: bool,
    /// Write the results for a build server: junit, with =PATH to write them to a file
    #[arg(long, value_name = "junit[=PATH]", value_parser = test_report)]
    pub report: Option<TestReport>,
    /// pretty (for people) or json (for programs) [default: pretty]
    #[arg(long, value_enum, default_value_t, hide_possible_values = true, hide_default_value = true)]
    pub format: ListFormat,
    /// The rulebook.
    #[command(flatten)]
    pub rulebook: RulebookArgs,
}

/// Where results of examples go for a build server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestReport {
    /// The file; standard output where `None`.
    pub path: Option<PathBuf>,
}

/// Arguments of `new`.
#[derive(Clone, Debug, ArgGroup)]
pub struct NewArgs {
    /// Id of the rule: a group in capitals and a number, such as LOC-01
    #[arg(value_name = "RULE-ID")]
    pub id: String,
    /// The fault it finds, in a few words; names the files too
    #[arg(long, value_name = "FAULT", default_value = "name the fault here")]
    pub title: String,
    /// The clause of the guidance that it checks
    #[arg(long, value_name = "CLAUSE", default_value = "1.1")]
    pub clause: String,
    /// Folder to write into
    #[arg(long, value_name = "DIR", default_value = "our-rules")]
    pub into: PathBuf,
}

/// Arguments of `schema`.
#[derive(Clone, Copy, Debug, ArgGroup)]
pub struct SchemaArgs {
    /// case (a record), report, minutes, or config (sharecheck.toml)
    #[arg(value_enum, hide_possible_values = true)]
    pub of: SchemaOf,
}

/// What there is a schema of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// A case record (sharecheck-case/1)
    Case,
    /// A report (sharecheck-report/1)
    Report,
    /// What minutes say (sharecheck-minutes/1)
    Minutes,
    /// The configuration file, sharecheck.toml
    Config,
}

/// Arguments of `completions`.
#[derive(Clone, Copy, Debug, ArgGroup)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// Arguments of `man`.
#[derive(Clone, Debug, Default, ArgGroup)]
pub struct ManArgs {
    /// Write one page a command into this folder instead
    #[arg(long, value_name = "DIR")]
    pub into: Option<PathBuf>,
}

fn day(text: &str) -> Result<Day, String> {
    if let Some(day) = Day::parse(text) {
        return Ok(day);
    }
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    if let [day, month, year] = parts[..]
        && let (Ok(day), Ok(month), Ok(year)) = (day.parse(), month.parse(), year.parse())
        && let Some(meant) = Day::new(year, month, day)
        && year > 999
    {
        return Err(format!("dates are written year first; did you mean {meant}?"));
    }
    let shape: String = text.chars().map(|char| if char.is_ascii_digit() { '0' } else { char }).collect();
    Err(if shape == "0000-00-00" {
        "there is no such day in the calendar".to_owned()
    } else {
        "write the date as YYYY-MM-DD, for example 2026-03-31".to_owned()
    })
}

fn report_target(text: &str) -> Result<ReportTarget, String> {
    text.parse()
}

fn test_report(text: &str) -> Result<TestReport, String> {
    match text.split_once('=').map_or((text, None), |(name, path)| (name, Some(path))) {
        ("junit", Some("")) => Err("name the file after `=`, for example junit=examples.xml".to_owned()),
        ("junit", path) => Ok(TestReport { path: path.map(PathBuf::from) }),
        (other, _) => Err(format!("results of examples are written as junit, not as `{other}`")),
    }
}

fn fail_on(text: &str) -> Result<FailOn, String> {
    text.parse()
}

fn shown_outcome(text: &str) -> Result<Outcome, String> {
    Outcome::parse(&text.replace('-', "_")).ok_or_else(|| {
        "outcomes are met, not_met, due, unknown, not_applicable, waived and error; the report lists all but met and \
         not_applicable anyway"
            .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn dates_that_are_none_say_why() {
        assert_eq!(day("2026-03-31"), Ok(Day::new(2026, 3, 31).unwrap()));
        assert!(day("31/03/2026").unwrap_err().contains("did you mean 2026-03-31"));
        assert!(day("2026-02-30").unwrap_err().contains("no such day"));
        assert!(day("yesterday").unwrap_err().contains("YYYY-MM-DD"));
    }
}
