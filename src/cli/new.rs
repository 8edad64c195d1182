//! `new`: begins a rule, with its script and its page with examples.

use super::args::NewArgs;
use super::error::CliError;
use super::exit::Exit;
use super::io::Io;
use super::output::write_file;

/// Runs the verb. Files that are there already are never touched.
pub fn run(args: &NewArgs, io: &mut Io<'_>) -> Result<Exit, CliError> {
    if !is_rule_id(&args.id) {
        return Err(CliError::usage(
            format!("`{}` is no id for a rule", args.id),
            "write a group of two to eight capitals, a hyphen and two digits, for example LOC-01",
        ));
    }
    let folder = io.cwd.join(&args.into);
    let mut files = scaffold(args);
    if folder.join("rulebook.toml").exists() {
        files.retain(|(path, _)| path != "rulebook.toml");
    }
    for (path, _) in &files {
        if folder.join(path).exists() {
            return Err(CliError::usage(
                format!("{} is there already", args.into.join(path).display()),
                "choose another --title, or write into another folder with --into",
            ));
        }
    }
    for (path, text) in &files {
        write_file(&folder.join(path), |to| to.write_all(text.as_bytes()))?;
        writeln!(io.stdout, "wrote {}", args.into.join(path).display())?;
    }
    let into = args.into.display();
    writeln!(io.stdout, "Next: say what it checks in the script, give it examples on the page, and run")?;
    writeln!(io.stdout, "  sharecheck test --rules {into} {} --coverage", args.id)?;
    writeln!(io.stdout, "`sharecheck rules --words` lists the words that a script may say.")?;
    Ok(Exit::Clean)
}

/// The files of the new rule by name: a rule that works, to be changed step by step.
fn scaffold(args: &NewArgs) -> Vec<(String, String)> {
    let fill = |text: &str| {
        text.replace("{id}", &args.id).replace("{title}", args.title.trim()).replace("{clause}", &args.clause)
    };
    let words = args.title.to_lowercase().replace(|char: char| !char.is_alphanumeric(), " ");
    let name = words.split_whitespace().collect::<Vec<_>>().join("-");
    vec![
        ("rulebook.toml".to_owned(), include_str!("scaffold/rulebook.toml").to_owned()),
        (format!("{name}.rhai"), fill(include_str!("scaffold/rule.rhai"))),
        (format!("{name}.md"), fill(include_str!("scaffold/page.md"))),
    ]
}

/// `LOC-01`: two to eight capitals, a hyphen, two digits.
fn is_rule_id(id: &str) -> bool {
    id.split_once('-').is_some_and(|(group, number)| {
        (2..=8).contains(&group.len())
            && group.bytes().all(|byte| byte.is_ascii_uppercase())
            && number.len() == 2
            && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}
