//! The kinds of multi-agency meeting, and how people write them.

use std::fmt;

/// A kind of multi-agency meeting.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum MeetingKind {
    /// Strategy discussion or meeting.
    StrategyDiscussion,
    /// Initial or review child protection conference.
    ChildProtectionConference,
    /// Core group.
    CoreGroup,
    /// Child in need meeting.
    ChildInNeed,
    /// Early help or team around the family meeting.
    EarlyHelp,
    /// Review of arrangements for a looked after child.
    ReviewOfArrangements,
    /// Any other meeting about a looked after child.
    OtherLookedAfter,
}

impl MeetingKind {
    /// Every kind, in the order of the guidance.
    pub const ALL: [Self; 7] = [
        Self::StrategyDiscussion,
        Self::ChildProtectionConference,
        Self::CoreGroup,
        Self::ChildInNeed,
        Self::EarlyHelp,
        Self::ReviewOfArrangements,
        Self::OtherLookedAfter,
    ];

    /// The name that records use.
    pub fn name(self) -> &'static str {
        match self {
            Self::StrategyDiscussion => "strategy_discussion",
            Self::ChildProtectionConference => "child_protection_conference",
            Self::CoreGroup => "core_group",
            Self::ChildInNeed => "child_in_need",
            Self::EarlyHelp => "early_help",
            Self::ReviewOfArrangements => "review_of_arrangements",
            Self::OtherLookedAfter => "other_looked_after",
        }
    }

    /// Reads a kind as people write it, alone or within a title (`Initial Child Protection Conference`, `RCPC`,
    /// `LAC review`, `core-group`); `None` where nothing of the kind is said.
    pub fn parse(text: &str) -> Option<Self> {
        let words: String =
            text.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
        let plain = format!(" {} ", words.split_whitespace().collect::<Vec<_>>().join(" "));
        let says = |names: &[&str]| names.iter().any(|name| plain.contains(&format!(" {name} ")));
        let exact = Self::ALL.into_iter().find(|kind| plain.trim() == kind.name().replace('_', " "));
        if exact.is_some() {
            return exact;
        }
        if says(&["strategy discussion", "strategy meeting", "strat", "strategy", "strat meeting"]) {
            Some(Self::StrategyDiscussion)
        } else if says(&["core group", "coregroup", "core groups", "cgm"]) {
            Some(Self::CoreGroup)
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
            Some(Self::ReviewOfArrangements)
        } else if says(&[
            "child protection conference",
            "case conference",
            "icpc",
            "rcpc",
            "cpc",
            "cp conference",
            "protection conference",
        ]) {
            Some(Self::ChildProtectionConference)
        } else if says(&["child in need", "cin", "children in need"]) {
            Some(Self::ChildInNeed)
        } else if says(&[
            "early help",
            "taf",
            "tac",
            "team around the family",
            "team around the child",
            "tafs",
            "family support meeting",
        ]) {
            Some(Self::EarlyHelp)
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
            Some(Self::OtherLookedAfter)
        } else {
            None
        }
    }
}

impl fmt::Display for MeetingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::MeetingKind;

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
            assert_eq!(MeetingKind::parse(text), Some(kind), "{text}");
        }
        assert_eq!(MeetingKind::parse("Annual general meeting"), None);
    }
}
