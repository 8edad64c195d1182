//! Multi-agency meetings.

use crate::calendar::Day;

use super::field::{Collection, Field};
use super::scalar::{Id, Ref, Text};

choice! {
    /// The seven kinds of multi-agency meeting.
    MeetingKind {
        StrategyDiscussion = "strategy_discussion",
        ChildProtectionConference = "child_protection_conference",
        CoreGroup = "core_group",
        ChildInNeed = "child_in_need",
        EarlyHelp = "early_help",
        ReviewOfArrangements = "review_of_arrangements",
        OtherLookedAfter = "other_looked_after",
    }
}

choice! {
    /// How somebody contributed to a meeting.
    ContributionForm { Report = "report", Verbal = "verbal", }
}

record! {
    /// That a professional was told of the meeting, or asked for information for it.
    Notice is "notice" {
        /// Whom.
        professional: Field<Ref>, Required -> "professional";
        /// When.
        on: Field<Day>, Fact When;
    }
}

record! {
    /// A contribution to a meeting.
    Contribution is "contribution" {
        /// By whom.
        professional: Field<Ref>, Required -> "professional";
        /// In what form.
        form: Field<ContributionForm>, Fact;
        /// When it reached the meeting.
        on: Field<Day>, Fact When;
        /// Which parts of the child's health care it represents.
        represents: Collection<Text>, Mark;
        /// Which other teams it names.
        other_teams: Collection<Text>, Mark;
        /// What it said.
        what: Field<Text>, Mark;
    }
}

record! {
    /// That a disputed decision was taken further.
    Escalation is "escalation" {
        /// When.
        on: Field<Day>, Fact When;
        /// To whom.
        to: Field<Text>, Fact;
        /// About what.
        what: Field<Text>, Fact;
    }
}

record! {
    /// That something in the minutes, or missing from them, was challenged.
    Challenge is "challenge" {
        /// When.
        on: Field<Day>, Required When;
        /// What was challenged.
        what: Field<Text>, Fact;
        /// What it is about.
        about: Collection<Ref>, Fact -> "any";
    }
}

record! {
    /// A multi-agency meeting about the child.
    Meeting is "meeting" {
        /// Its id.
        id: Field<Id>, Required;
        /// What kind of meeting.
        kind: Field<MeetingKind>, Required;
        /// The day it is held.
        date: Field<Day>, Required;
        /// Who was invited.
        invited: Collection<Ref>, Fact -> "professional";
        /// Who attended.
        attended: Collection<Ref>, Fact -> "professional";
        /// Who sent apologies.
        apologies: Collection<Ref>, Fact -> "professional";
        /// Who was told that it takes place.
        notified: Collection<Notice>, Fact;
        /// Who was asked for information for it.
        information_requested: Collection<Notice>, Fact;
        /// What was contributed, and by whom.
        contributions: Collection<Contribution>, Fact;
        /// The day its minutes were received.
        minutes_received: Field<Day>, Mark Known;
        /// Who was sent its minutes.
        distributed_to: Collection<Ref>, Fact -> "professional";
        /// The day it was recorded in the health record.
        recorded_in_health_record: Field<Day>, Mark Known;
        /// Whether health disputed its decision.
        disputed: Field<bool>, OpenEnd;
        /// Escalations of a disputed decision.
        escalations: Collection<Escalation>, Fact;
        /// Challenges of its minutes.
        challenges: Collection<Challenge>, Fact;
    }
}
