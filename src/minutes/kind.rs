//! The kinds of multi-agency meeting, and how people write them.

use crate::case::MeetingKind;

/// Reads a kind as people write it, alone or within a title (`Initial Child Protection Conference`, `RCPC`,
/// `LAC review`, `core-group`); `None` where nothing of the kind is said.
pub fn meeting_kind(text: &str) -> Option<MeetingKind> {
    let words: String =
        text.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
    let plain = format!(" {} ", words.split_whitespace().collect::<Vec<_>>().join(" "));
    let says = |names: &[&str]| names.iter().any(|name| plain.contains(&format!(" {name} ")));
    let exact = MeetingKind::parse(&plain.trim().replace(' ', "_"));
    if exact.is_some() {
        return exact;
    }
    if says(&["strategy discussion", "strategy meeting", "strat", "strategy", "strat meeting"]) {
        Some(MeetingKind::StrategyDiscussion)
    } else if says(&["core group", "coregroup", "core groups", "cgm"]) {
        Some(MeetingKind::CoreGroup)
    } else if says(&[
        "looked after review",
        "lac review",
        "cla review",
        "cic review",
        "child in care review",
        "children in care review",
        "looked after child review",
        "looked after children review",
        "review of arrangement",
        "review of arrangements",
        "clar",
        "iro review",
        "our child review",
        "care plan review",
        "your review",
    ]) {
        Some(MeetingKind::ReviewOfArrangements)
    } else if says(&[
        "child protection conference",
        "case conference",
        "icpc",
        "rcpc",
        "cpc",
        "cp conference",
        "protection conference",
    ]) {
        Some(MeetingKind::ChildProtectionConference)
    } else if says(&["child in need", "cin", "children in need"]) {
        Some(MeetingKind::ChildInNeed)
    } else if says(&[
        "early help",
        "taf",
        "tac",
        "team around the family",
        "team around the child",
        "tafs",
        "family support meeting",
    ]) {
        Some(MeetingKind::EarlyHelp)
    } else if says(&[
        "looked after",
        "placement planning",
        "placement meeting",
        "placement stability",
        "lac",
        "cla",
        "disruption meeting",
        "other looked after",
        "child in care",
        "stability meeting",
    ]) {
        Some(MeetingKind::OtherLookedAfter)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{MeetingKind, meeting_kind};

    #[test]
    fn reads_the_usual_spellings() {
        for (text, kind) in [
            ("RCPC", MeetingKind::ChildProtectionConference),
            ("Initial Child Protection Conference", MeetingKind::ChildProtectionConference),
            ("CiN meeting", MeetingKind::ChildInNeed),
            ("LAC Review", MeetingKind::ReviewOfArrangements),
            ("core-group", MeetingKind::CoreGroup),
            ("other_looked_after", MeetingKind::OtherLookedAfter),
            ("TAF", MeetingKind::EarlyHelp),
        ] {
            assert_eq!(meeting_kind(text), Some(kind), "{text}");
        }
        assert_eq!(meeting_kind("Annual general meeting"), None);
    }
}
