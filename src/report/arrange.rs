//! The checks of a report in the order in which people read them: findings by child, then what is due, what failed, what
//! is accepted, and what cannot be told.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::{Check, Outcome, Report, RuleLine};

use super::Style;

/// A report, put in order for reading.
pub(super) struct Arranged<'a> {
    /// Children with findings, in the order of the report.
    pub children: Vec<ChildFindings<'a>>,
    /// Checks whose rule failed.
    pub failed: Vec<&'a Check>,
    /// Checks with a deadline ahead, the nearest first.
    pub due: Vec<&'a Check>,
    /// Findings that a waiver accepts.
    pub waived: Vec<&'a Check>,
    /// What cannot be told, grouped.
    pub unknown: Vec<UnknownGroup<'a>>,
    /// What was asked for besides (`--show`).
    pub shown: Vec<&'a Check>,
    rules: BTreeMap<&'a str, (usize, &'a RuleLine)>,
}

/// The findings about one child.
pub(super) struct ChildFindings<'a> {
    /// The child's id.
    pub case: &'a str,
    /// The findings, high ones first.
    pub checks: Vec<&'a Check>,
}

/// Checks of one rule that cannot be told for the same reason.
pub(super) struct UnknownGroup<'a> {
    /// The rule's id.
    pub rule: &'a str,
    /// The reason, without the ids and days in which the checks differ.
    pub reason: String,
    /// The checks.
    pub checks: Vec<&'a Check>,
}

impl UnknownGroup<'_> {
    /// How many children they are about.
    pub fn children(&self) -> usize {
        self.checks.iter().map(|check| check.case.as_str()).collect::<BTreeSet<_>>().len()
    }
}

/// Whether a report for people lists a check with that outcome one by one.
pub fn is_listed(outcome: Outcome, style: &Style) -> bool {
    !matches!(outcome, Outcome::Met | Outcome::NotApplicable) || style.show.contains(&outcome)
}

impl<'a> Arranged<'a> {
    /// Puts `report` in order.
    pub fn new(report: &'a Report, style: &Style) -> Self {
        let rules: BTreeMap<_, _> =
            report.rules.iter().enumerate().map(|(at, rule)| (rule.id.as_str(), (at, rule))).collect();
        let with = |outcome: Outcome| {
            report.checks.iter().filter(move |check| check.outcome == outcome).collect::<Vec<_>>()
        };
        let mut children: Vec<ChildFindings<'a>> = Vec::new();
        for check in with(Outcome::NotMet) {
            match children.last_mut().filter(|child| child.case == check.case) {
                Some(child) => child.checks.push(check),
                None => children.push(ChildFindings { case: &check.case, checks: vec![check] }),
            }
        }
        for child in &mut children {
            child.checks.sort_by_key(|check| check.severity);
        }
        let mut due = with(Outcome::Due);
        due.sort_by_key(|check| (check.due.is_none(), check.due));
        let shown = report
            .checks
            .iter()
            .filter(|check| {
                matches!(check.outcome, Outcome::Met | Outcome::NotApplicable)
                    && is_listed(check.outcome, style)
            })
            .collect();
        let unknown = group(with(Outcome::Unknown), &rules);
        Self {
            children,
            failed: with(Outcome::Error),
            due,
            waived: with(Outcome::Waived),
            unknown,
            shown,
            rules,
        }
    }

    /// The rule of that id, if the report names it.
    pub fn rule(&self, id: &str) -> Option<&'a RuleLine> {
        self.rules.get(id).map(|(_, rule)| *rule)
    }

    /// How many findings there are.
    pub fn findings(&self) -> usize {
        self.children.iter().map(|child| child.checks.len()).sum()
    }
}

/// Groups by rule, in the order of the rulebook, and by reason, in order of first mention.
fn group<'a>(
    checks: Vec<&'a Check>,
    rules: &BTreeMap<&'a str, (usize, &'a RuleLine)>,
) -> Vec<UnknownGroup<'a>> {
    let mut groups: Vec<UnknownGroup<'a>> = Vec::new();
    let mut found: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for check in checks {
        let reason = reason(check);
        let at = *found.entry((&check.rule, reason.clone())).or_insert_with(|| {
            groups.push(UnknownGroup { rule: &check.rule, reason, checks: Vec::new() });
            groups.len() - 1
        });
        groups[at].checks.push(check);
    }
    groups.sort_by_key(|group| rules.get(group.rule).map_or(usize::MAX, |(at, _)| *at));
    groups
}

/// The message without the ids of child and subject, and with `…` for each day.
fn reason(check: &Check) -> String {
    let ids: BTreeSet<&str> = check
        .subject
        .id
        .split(['/', '#'])
        .chain([check.subject.id.as_str(), check.case.as_str()])
        .filter(|id| !id.is_empty())
        .collect();
    let message = check.message.strip_prefix("unknown: ").unwrap_or(&check.message);
    let words: Vec<&str> = message.split_whitespace().collect();
    let mut kept: Vec<&str> = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let bare = words[at].trim_matches(|char: char| ",.;:()'`\"".contains(char));
        let day = days_in_words(&words[at..]);
        if day > 0 {
            kept.push("…");
            at += day;
        } else if ids.contains(bare) {
            if matches!(kept.last(), Some(&("of" | "for" | "in"))) {
                kept.pop();
            }
            at += 1;
        } else {
            kept.push(words[at]);
            at += 1;
        }
    }
    kept.join(" ")
}

/// How many of the first words are a day: `2026-03-04` is one, `4 Mar 2026` is three.
fn days_in_words(words: &[&str]) -> usize {
    let bare = |word: &str| word.trim_matches(|char: char| !char.is_alphanumeric()).to_owned();
    let first = words.first().map(|word| bare(word)).unwrap_or_default();
    if crate::calendar::Day::parse(&first).is_some() {
        return 1;
    }
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let is_day = first.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
    let is_month = words.get(1).is_some_and(|word| months.iter().any(|month| word.starts_with(month)));
    let is_year = words.get(2).is_some_and(|word| {
        let year = bare(word);
        year.len() == 4 && year.parse::<u16>().is_ok()
    });
    if is_day && is_month && is_year { 3 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn unknowns_that_differ_in_ids_and_days_only_are_one_group() {
        let report = sample::audit();
        let mut check = report.checks[0].clone();
        check.outcome = Outcome::Unknown;
        let mut report = Report { checks: Vec::new(), ..report };
        for (number, day) in [(1, "4 Mar 2026"), (2, "14 Apr 2026")] {
            check.subject.id = format!("AP-{number}");
            check.message = format!("appointment AP-{number} of {day}, has no `booked_on`");
            report.checks.push(check.clone());
        }
        let arranged = Arranged::new(&report, &Style::default());
        assert_eq!(arranged.unknown.len(), 1);
        assert_eq!(arranged.unknown[0].reason, "appointment of … has no `booked_on`");
        assert_eq!(arranged.unknown[0].checks.len(), 2);
    }

    #[test]
    fn high_findings_come_first_within_a_child_and_the_nearest_deadline_first() {
        let report = sample::audit();
        let arranged = Arranged::new(&report, &Style::default());
        for child in &arranged.children {
            assert!(child.checks.is_sorted_by_key(|check| check.severity));
        }
        assert!(arranged.due.is_sorted_by_key(|check| check.due));
    }

    #[test]
    fn met_is_listed_on_request_only() {
        let report = sample::audit();
        assert!(Arranged::new(&report, &Style::default()).shown.is_empty());
        let style = Style { show: [Outcome::Met].into(), ..Style::default() };
        assert!(!Arranged::new(&report, &style).shown.is_empty());
    }
}
