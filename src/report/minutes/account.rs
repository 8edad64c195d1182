//! What was read of one set of minutes: its head, what it says topic by topic, and why.

use crate::calendar::Day;
use crate::case::MeetingKind;
use crate::language::{Doubt, Doubted, Jargon, PassedOver, Quote, Reading, Status, Topic, TopicReading};
use crate::minutes::{Attendee, Document};
use crate::report::safe_text;

/// Something that the head tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named<T> {
    /// What it tells.
    pub value: T,
    /// Where the document tells it, in words; `None` where the name of the file or the record does.
    pub place: Option<String>,
}

/// What was read of one set of minutes.
#[derive(Clone, Debug)]
pub struct Account {
    /// The file, as reports call it; `-` for standard input.
    pub file: String,
    /// The document; every place is one of its source.
    pub document: Document,
    /// The child's id, or the name where only that is given.
    pub child: Option<Named<String>>,
    /// The kind of meeting.
    pub meeting: Option<Named<MeetingKind>>,
    /// The day of the meeting.
    pub date: Option<Named<Day>>,
    /// The meeting's id in the record.
    pub meeting_id: Option<String>,
    /// The child whose record told who is who; `None` where only the minutes did.
    pub record: Option<String>,
    /// Who was there, and who sent apologies.
    pub attendance: Vec<Attendee>,
    /// What the minutes say.
    pub reading: Reading,
    /// Why topics are less than explained, in the reading's order, further topics last.
    pub doubts: Vec<Doubted>,
    /// The topics to tell; all where empty.
    pub only: Vec<Topic>,
}

impl Account {
    /// The topics to tell: those of the case format, or those that were asked for.
    pub fn topics(&self) -> impl Iterator<Item = &TopicReading> {
        self.reading.topics.iter().filter(|entry| self.tells(entry.topic))
    }

    /// The topics that only single rules ask for, as far as they are to be told.
    pub fn further(&self) -> impl Iterator<Item = &TopicReading> {
        self.reading.further.iter().filter(|entry| self.tells(entry.topic))
    }

    fn tells(&self, topic: Topic) -> bool {
        self.only.is_empty() || self.only.contains(&topic)
    }

    /// Those who were there, or those who were not, made safe to print.
    pub fn people(&self, there: bool) -> Vec<String> {
        let people = self.attendance.iter().filter(|one| one.there == there);
        people.map(|one| safe_text(&one.who).into_owned()).collect()
    }

    /// Whether only some topics were asked for.
    pub fn is_part(&self) -> bool {
        !self.only.is_empty()
    }

    /// The quotes of a topic, each once, with why it does not explain the topic.
    pub fn quotes<'a>(&'a self, entry: &'a TopicReading) -> Vec<(&'a Quote, Option<&'a Doubt>)> {
        let doubts =
            self.doubts.iter().find(|doubted| doubted.topic == entry.topic).map(|doubted| &doubted.quotes);
        let mut told: Vec<(&Quote, Option<&Doubt>)> = Vec::new();
        for (at, quote) in entry.quotes.iter().enumerate() {
            if !told.iter().any(|(known, _)| known.range == quote.range) {
                told.push((quote, doubts.and_then(|doubts| doubts.get(at))));
            }
        }
        told.sort_by_key(|(quote, _)| (quote.range.start, quote.range.end));
        told
    }

    /// The passages that name an absent topic and do not count.
    pub fn passed_over(&self, topic: Topic) -> &[PassedOver] {
        self.doubts
            .iter()
            .find(|doubted| doubted.topic == topic)
            .map(|doubted| doubted.passed_over.as_slice())
            .unwrap_or_default()
    }

    /// Clinical terms that the minutes do not explain.
    pub fn unexplained_jargon(&self) -> impl Iterator<Item = &Jargon> {
        self.reading.jargon.iter().filter(|term| !term.explained)
    }

    /// The topics to tell that have a status; further topics only where they are there.
    pub fn of_status(&self, status: Status) -> Vec<Topic> {
        let further = self.further().filter(|_| status != Status::Absent);
        self.topics().chain(further).filter(|entry| entry.status == status).map(|entry| entry.topic).collect()
    }
}
