//! Which rules to run: ids and groups against the rules that there are.

use super::error::CliError;
use super::nearest::did_you_mean;

/// The ids of `rules` that `select` names (all where it names none) and `ignore` does not.
///
/// A name is a rule's id or its group, the part before the hyphen; capitals do not matter. A name that fits no rule is
/// refused: a misspelt selection must not pass for an audit.
pub fn select<'a>(rules: &[&'a str], select: &[String], ignore: &[String]) -> Result<Vec<&'a str>, CliError> {
    let fits = |rule: &str, name: &str| {
        let group = rule.split_once('-').map_or(rule, |(group, _)| group);
        rule.eq_ignore_ascii_case(name) || group.eq_ignore_ascii_case(name)
    };
    for name in select.iter().chain(ignore) {
        if !rules.iter().any(|rule| fits(rule, name)) {
            let near = did_you_mean(name, rules.iter().copied());
            let message = format!("there is no rule or group of rules called `{name}`{near}");
            return Err(CliError::usage(message, "`sharecheck rules` lists them"));
        }
    }
    let chosen: Vec<&str> = rules
        .iter()
        .copied()
        .filter(|rule| select.is_empty() || select.iter().any(|name| fits(rule, name)))
        .filter(|rule| !ignore.iter().any(|name| fits(rule, name)))
        .collect();
    if chosen.is_empty() {
        return Err(CliError::usage("no rule is left to run", "select more rules, or ignore fewer"));
    }
    Ok(chosen)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: [&str; 4] = ["NEW-03", "NEW-04", "HCP-02", "HCP-04"];

    fn chosen(named: &[&str], left_out: &[&str]) -> Result<Vec<&'static str>, CliError> {
        let owned = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        select(&RULES, &owned(named), &owned(left_out))
    }

    #[test]
    fn ids_and_groups_select_and_ignore() {
        assert_eq!(chosen(&[], &[]).unwrap(), RULES);
        assert_eq!(chosen(&["new"], &["NEW-03"]).unwrap(), ["NEW-04"]);
        assert_eq!(chosen(&[], &["HCP"]).unwrap(), ["NEW-03", "NEW-04"]);
    }

    #[test]
    fn a_misspelt_name_is_refused_with_the_right_one() {
        let Err(CliError::Usage { message, .. }) = chosen(&["NEW-4"], &[]) else { panic!() };
        assert!(message.contains("did you mean `NEW-04`"), "{message}");
        assert!(chosen(&[], &["XYZ"]).is_err());
    }

    #[test]
    fn nothing_left_to_run_is_refused() {
        assert!(chosen(&["NEW"], &["NEW"]).is_err());
    }
}
