//! Minutes and the meeting in the record that they are of.

use crate::calendar::Day;
use crate::case::{Case, Meeting, MeetingKind};
use crate::diagnostic::{Diagnostic, Weight};
use crate::place::Place;

use super::children::{ChildFile, MinutesFile};
use super::minutes::Told;
use super::teller::Tellers;

/// The meeting that minutes are of.
#[derive(Clone, Copy, Debug, Default)]
pub struct Matched {
    /// Its position in the record, where the record has it.
    pub meeting: Option<usize>,
    /// Its kind: the record's before the text's.
    pub kind: Option<MeetingKind>,
    /// Its day: the record's before the text's.
    pub date: Option<Day>,
}

/// Finds the meeting by its id, else by day and kind; tells where the record has none, has two, or says otherwise.
pub fn match_meeting(
    case: &Case,
    told: &Told,
    has_record: bool,
    place: &Place,
    tellers: &mut Tellers,
) -> Matched {
    let meetings = case.meetings.entries();
    let mut tell = |weight, code, message: String, help: &str| {
        tellers.push(Diagnostic::new(weight, code, message).help(help).at(place.clone()));
    };
    let found = if let Some(id) = &told.meeting_id {
        let by_id = meetings.iter().position(|meeting| meeting.id.given().is_some_and(|own| own.0 == *id));
        if by_id.is_none() && has_record {
            let message = format!("these minutes name the meeting {id}, which the record does not have");
            let help = "correct the id, or add the meeting to the record; the minutes are checked without it";
            tell(Weight::Error, "minutes-of-unknown-meeting", message, help);
        }
        by_id
    } else {
        match by_day(meetings, told) {
            ByDay::One(index) => Some(index),
            ByDay::Many(count) => {
                let day = told.date.map(|day| day.in_words().to_string()).unwrap_or_default();
                let message =
                    format!("the record has {count} meetings on {day} that these minutes could be of");
                let help = "add `meeting_id` at the head of the minutes, or `meeting` with its kind";
                tell(Weight::Error, "meeting-not-clear", message, help);
                None
            }
            ByDay::None => {
                if let Some(day) = told.date.filter(|_| has_record) {
                    let message = format!("the record has no {} on {}", in_words(told.kind), day.in_words());
                    let help = "correct the date or the kind, or add the meeting to the record; until then the minutes \
                                are checked without it";
                    tell(Weight::Warning, "minutes-without-meeting", message, help);
                }
                None
            }
        }
    };
    let own = found.and_then(|index| meetings.get(index));
    let (kind, date) = own.map_or((None, None), |meeting| (meeting.kind.given(), meeting.date.given()));
    if let (Some(own), Some(said)) = (date, told.date)
        && *own != said
    {
        let message = format!(
            "these minutes say {}, but the record has their meeting on {}",
            said.in_words(),
            own.in_words()
        );
        let help = "correct whichever is wrong; the record's date was used";
        tell(Weight::Warning, "minutes-say-another-day", message, help);
    }
    if let (Some(own), Some(said)) = (kind, told.kind)
        && *own != said
    {
        let message = format!(
            "these minutes are of a {}, but the record has their meeting as a {}",
            in_words(Some(said)),
            in_words(Some(*own))
        );
        let help = "correct whichever is wrong; the record's kind was used";
        tell(Weight::Warning, "minutes-say-another-kind", message, help);
    }
    Matched { meeting: found, kind: kind.copied().or(told.kind), date: date.copied().or(told.date) }
}

enum ByDay {
    One(usize),
    Many(usize),
    None,
}

/// The meeting of the day that the text tells, and of its kind where both sides know one.
fn by_day(meetings: &[Meeting], told: &Told) -> ByDay {
    let Some(day) = told.date else { return ByDay::None };
    let of_day = || meetings.iter().enumerate().filter(|(_, meeting)| meeting.date.given() == Some(&day));
    let exact: Vec<usize> = of_day()
        .filter(|(_, meeting)| told.kind.is_some() && meeting.kind.given() == told.kind.as_ref())
        .map(|(index, _)| index)
        .collect();
    let fitting: Vec<usize> = of_day()
        .filter(|(_, meeting)| told.kind.is_none() || meeting.kind.given().is_none())
        .map(|(index, _)| index)
        .collect();
    match (exact.as_slice(), fitting.as_slice()) {
        ([one], _) | ([], [one]) => ByDay::One(*one),
        ([], []) => ByDay::None,
        ([], many) | (many, _) => ByDay::Many(many.len()),
    }
}

/// A kind of meeting as people say it; none of them begins with a vowel.
fn in_words(kind: Option<MeetingKind>) -> &'static str {
    match kind {
        None => "meeting",
        Some(MeetingKind::StrategyDiscussion) => "strategy discussion",
        Some(MeetingKind::ChildProtectionConference) => "child protection conference",
        Some(MeetingKind::CoreGroup) => "core group",
        Some(MeetingKind::ChildInNeed) => "child in need meeting",
        Some(MeetingKind::EarlyHelp) => "meeting of early help",
        Some(MeetingKind::ReviewOfArrangements) => "review of arrangements",
        Some(MeetingKind::OtherLookedAfter) => "looked after meeting of another kind",
    }
}

/// Minutes with the place by which they are told.
pub struct Held {
    /// The minutes.
    pub minutes: MinutesFile,
    /// Their place.
    pub place: Place,
}

/// Gives minutes to the child, unless there are others of the same meeting: one text a meeting, and the record's own text
/// before a file.
pub fn hold(child: &mut ChildFile, held: Held, tellers: &mut Tellers) {
    let same = |other: &&MinutesFile| match (other.meeting, held.minutes.meeting) {
        (Some(a), Some(b)) => a == b,
        (None, None) => {
            other.date.is_some() && (other.date, other.kind) == (held.minutes.date, held.minutes.kind)
        }
        _ => false,
    };
    if let Some(first) = child.minutes.iter().find(same) {
        let at = first.place();
        let line = if at.part.is_empty() { format!(", line {}", at.line) } else { String::new() };
        let message = format!("two texts are minutes of the same meeting; the other is in {}{line}", at.file);
        let help = "keep one of them; the other was used, this one was not";
        tellers.push(Diagnostic::new(Weight::Error, "minutes-twice", message).help(help).at(held.place));
        return;
    }
    child.minutes.push(held.minutes);
}
