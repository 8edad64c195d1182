//! Words and figures that several reports share, so that all say the same thing in the same way.

use crate::audit::{Report, Subject, Summary};
use crate::place::Place;

/// `1 child`, `2 children`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// `met 12 of 17 (71 %)`, or `none` where there is nothing to divide by. Never rounded up to 100 % nor down to 0 %.
pub fn compliance(summary: &Summary) -> String {
    let of = summary.met + summary.not_met + summary.waived;
    if of == 0 {
        return "none".to_owned();
    }
    let rounded = (summary.met * 200 + of) / (of * 2);
    let percent = match summary.met {
        0 => 0,
        met if met == of => 100,
        _ => rounded.clamp(1, 99),
    };
    format!("met {} of {of} ({percent} %)", summary.met)
}

/// Why a run is not complete, one reason an entry; empty for a complete run.
pub fn reasons_incomplete(report: &Report) -> Vec<String> {
    if report.run.complete {
        return Vec::new();
    }
    let mut reasons = Vec::new();
    let faults =
        report.diagnostics.iter().filter(|entry| entry.weight == crate::diagnostic::Weight::Error).count();
    if faults > 0 {
        reasons.push(format!("{} in the input", count(faults, "error", "errors")));
    }
    if report.summary.error > 0 {
        reasons.push(format!("{} could not be judged", count(report.summary.error, "check", "checks")));
    }
    if reasons.is_empty() {
        reasons.push("something could not be read or judged".to_owned());
    }
    reasons
}

/// `file:line:column`, or `file, paragraph 14` for a document without lines; made safe to show.
pub fn position(place: &Place) -> String {
    if !place.part.is_empty() {
        return format!("{}, {}", super::safe_text(&place.file), super::safe_text(&place.part));
    }
    format!("{}:{}:{}", super::safe_text(&place.file), place.line, place.column)
}

/// What was counted, for people: `appointment AP-3`, `plan PL-1, health care plan HP-1`.
pub fn subject(subject: &Subject) -> String {
    let kind = subject.kind.replace('_', " ");
    let (kinds, ids): (Vec<&str>, Vec<&str>) = (kind.split('/').collect(), subject.id.split('/').collect());
    let text = if kinds.len() == ids.len() {
        kinds.iter().zip(&ids).map(|(kind, id)| format!("{kind} {id}")).collect::<Vec<_>>().join(", ")
    } else {
        format!("{} {}", kinds.join(", "), subject.id)
    };
    super::safe_text(&text).into_owned()
}

/// `text` ending with a full stop, unless it ends a sentence already.
pub fn sentence(text: &str) -> String {
    let text = text.trim_end();
    let bare = text.trim_end_matches(['”', '’', '"', ')']);
    if bare.is_empty() || bare.ends_with(['.', '!', '?', ':']) { text.to_owned() } else { format!("{text}.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(met: usize, not_met: usize) -> Summary {
        Summary { met, not_met, ..Summary::default() }
    }

    #[test]
    fn compliance_never_rounds_to_perfect_or_to_nothing() {
        assert_eq!(compliance(&summary(12, 5)), "met 12 of 17 (71 %)");
        assert_eq!(compliance(&summary(999, 1)), "met 999 of 1000 (99 %)");
        assert_eq!(compliance(&summary(1, 999)), "met 1 of 1000 (1 %)");
        assert_eq!(compliance(&summary(3, 0)), "met 3 of 3 (100 %)");
        assert_eq!(compliance(&summary(0, 3)), "met 0 of 3 (0 %)");
        assert_eq!(compliance(&summary(0, 0)), "none");
    }

    #[test]
    fn a_document_without_lines_is_told_by_its_parts() {
        let text = Place { line: 4, column: 2, ..Place::file("a.md") };
        assert_eq!(position(&text), "a.md:4:2");
        let word = Place { part: "table 2, row 3".into(), ..Place { line: 4, ..Place::file("a.docx") } };
        assert_eq!(position(&word), "a.docx, table 2, row 3");
    }

    #[test]
    fn pairs_are_told_one_by_one() {
        let told = |kind: &str, id: &str| subject(&Subject { kind: kind.into(), id: id.into(), date: None });
        assert_eq!(told("appointment", "AP-3"), "appointment AP-3");
        assert_eq!(told("plan/health_care_plan", "PL-1/HP-1"), "plan PL-1, health care plan HP-1");
        assert_eq!(told("minutes", "minutes/a.md"), "minutes minutes/a.md");
    }

    #[test]
    fn sentences_end_once() {
        assert_eq!(sentence("told late"), "told late.");
        assert_eq!(sentence("told late."), "told late.");
        assert_eq!(sentence("said: “told late.”"), "said: “told late.”");
        assert_eq!(sentence("was late (by 2 days)"), "was late (by 2 days).");
    }
}
