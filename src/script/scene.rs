//! Everything that rules see of one child at one as-of date.

use std::sync::Arc;

use crate::calendar::{Calendar, Day};
use crate::case::{Case, Field, ItemRef, Kind, Meeting};
use crate::language::{Lexicon, Reading};

use super::value::Gap;

/// What all children of a run share.
#[derive(Clone, Debug)]
pub struct World {
    /// The day at whose end everything is judged.
    pub as_of: Day,
    /// Working days.
    pub calendar: Arc<Calendar>,
    /// Words and phrases.
    pub lexicon: Arc<Lexicon>,

    /// Growth references.
    pub growth: Arc<crate::growth::Reference>,
    /// Working days within which minutes are to arrive (the setting of REC-02).
    pub minutes_due: u32,
}

/// One set of minutes as rules see it.
#[derive(Debug)]
pub struct Document {
    /// The meeting in the record, as a position in its `meetings`.
    pub meeting: Option<usize>,
    /// The day of the meeting, where it could be told.
    pub date: Option<Day>,
    /// The kind of meeting, where it could be told.
    pub kind: Option<crate::case::MeetingKind>,
    /// What the text says; `None` for minutes that are not at hand.
    pub reading: Option<Reading>,
    /// The text itself.
    pub text: String,
    /// The name by which the subject is known where the record has no such meeting: the file's path.
    pub name: String,
}

/// Everything that rules see of one child.
#[derive(Debug)]
pub struct Scene {
    /// The record as it stood at the as-of date.
    pub case: Case,
    /// Whether there is a record at all, or only minutes.
    pub has_record: bool,
    /// What the run shares.
    pub world: Arc<World>,
    /// The sets of minutes, those at hand first; then one for each held meeting whose text is not at hand though other
    /// minutes are.
    pub documents: Vec<Document>,
    /// Contradictions between minutes and record.
    pub contradictions: Vec<super::contradiction::Contradiction>,
}

impl Scene {
    /// The scene of one child: the record as known at the as-of date, with the minutes of meetings up to it.
    pub fn new(case: Case, has_record: bool, mut documents: Vec<Document>, world: Arc<World>) -> Self {
        let as_of = world.as_of;
        let case = case.known_at(as_of);
        documents.retain(|document| document.date.is_none_or(|date| date <= as_of));
        if !documents.is_empty() {
            for (index, meeting) in case.meetings.entries().iter().enumerate() {
                let has_text = documents.iter().any(|document| document.meeting == Some(index));
                if !has_text && held_without_minutes(meeting, &world) {
                    documents.push(Document {
                        meeting: Some(index),
                        date: meeting.date.given().copied(),
                        kind: meeting.kind.given().copied(),
                        reading: None,
                        text: String::new(),
                        name: String::new(),
                    });
                }
            }
        }
        let mut scene = Self { case, has_record, world, documents, contradictions: Vec::new() };
        scene.contradictions = super::contradiction::find(&scene);
        scene
    }

    /// The as-of date.
    pub fn as_of(&self) -> Day {
        self.world.as_of
    }

    /// The minutes of a meeting: their position among the documents, none where there certainly are none, or why that is
    /// not known. Collected minutes without a text for a meeting mean none, unless the record says they were received; among
    /// other minutes also while they may still come (decisions.md, "Minutes in the record").
    pub fn document_of(&self, meeting: usize) -> Result<Option<usize>, Gap> {
        let found = self.documents.iter().position(|document| document.meeting == Some(meeting));
        if found.is_some() {
            return Ok(found);
        }
        if !self.minutes_collected() {
            return Err(Gap::Collection("minutes"));
        }
        let received = self.case.meetings.entries().get(meeting).map(|entry| &entry.minutes_received);
        match received {
            None | Some(Field::Absent) => Ok(None),
            Some(_) => Err(Gap::NoMinutes(Some(ItemRef::top(Kind::Meeting, meeting)))),
        }
    }

    /// Whether the export holds minutes at all, be it none.
    pub fn minutes_collected(&self) -> bool {
        !self.documents.is_empty()
            || matches!(self.case.minutes, crate::case::Collection::Collected { unread: 0, .. })
    }

    /// What a document says, or why that is not known.
    pub fn reading(&self, document: usize) -> Result<&Reading, Gap> {
        let document = self.documents.get(document).ok_or(Gap::NoMinutes(None))?;
        let meeting = document.meeting.map(|index| ItemRef::top(Kind::Meeting, index));
        document.reading.as_ref().ok_or(Gap::NoMinutes(meeting))
    }
}

/// Whether a meeting counts as one whose minutes are missing: held, and either received or not yet overdue. Minutes that
/// never came are a finding of REC-02, not a gap of every other rule.
fn held_without_minutes(meeting: &Meeting, world: &World) -> bool {
    let Field::Given(date) = meeting.date else { return false };
    if date > world.as_of {
        return false;
    }
    match meeting.minutes_received {
        Field::Absent => match world.calendar.working_days_after(date, world.minutes_due) {
            Ok(due) => world.as_of <= due,
            Err(_) => true,
        },
        _ => true,
    }
}
